"""What is true of the repository as a whole: what it holds, what it does not, and what starting costs."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from clausewatch.cli.main import VERBS

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
BELONGS_TO_ONE_MACHINE = re.compile(
    r"""
      (?<![\w.])/(?:work|home|Users|root)/(?!\W)        # somebody's folder
    | python[h]osted | /[s]imple/                       # written so that this line is not one itself
    | --(?:extra-)?index-url | \bindex-url\s*= | \bfind-links\s*=
    """,
    re.VERBOSE,
)
"""A folder of one machine, or the host of a package index."""
GENERATED = re.compile(
    r"(^|/)(__pycache__|\.venv|dist|build|\.[a-z]+_cache|\.hypothesis|clausewatch-demo|[^/]+\.egg-info)(/|$)"
    r"|\.(pyc|db|db-wal|db-shm|sqlite3?|log|tmp|orig|rej|whl|swp)$|(^|/)\.coverage$|(^|/)alerts\.jsonl$"
)
HEAVY = {"alembic", "apprise", "apscheduler", "bs4", "httpx", "lxml", "pydantic", "rapidfuzz", "sqlalchemy"}


@pytest.fixture(scope="module")
def files() -> tuple[str, ...]:
    """What git tracks."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return tuple(name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())


def text(name: str) -> str:
    return (ROOT / name).read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize(
    "line", ["see /home/ann/notes", "cd /root/x", "--index" + "-url https://x", "https://index.example/" + "simple/a"]
)
def test_a_line_that_belongs_to_one_machine_would_be_found(line: str) -> None:
    assert BELONGS_TO_ONE_MACHINE.search(line)


def test_no_file_names_a_package_index_or_a_folder_of_one_machine(files: tuple[str, ...]) -> None:
    found = [
        f"{name}:{number}: {row.strip()[:100]}"
        for name in files
        if name != "tests/test_project.py"
        for number, row in enumerate(text(name).splitlines(), 1)
        if BELONGS_TO_ONE_MACHINE.search(row)
    ]
    assert found == []


def test_nothing_generated_is_tracked(files: tuple[str, ...]) -> None:
    assert [name for name in files if GENERATED.search(name)] == []
    assert [name for name in files if name.startswith("snapshots/")] == ["snapshots/README.md"]


def test_what_the_daemon_and_the_tools_leave_is_ignored() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    left = ["snapshots/clausewatch.db", "snapshots/deepseek/privacy/latest.md", ".venv/bin/clausewatch", ".coverage"]
    done = subprocess.run(["git", "check-ignore", "--no-index", *left], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == left


def test_the_licence_is_there_and_is_the_one_that_is_declared() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in text("LICENSE") and "Version 2.0" in text("LICENSE")


# --- dependencies -------------------------------------------------------------------------------------------------


def entries(lock: str) -> dict[str, str]:
    """Each requirement of a lock with its hashes, by its name."""
    whole = text(lock).replace("\\\n", " ")
    rows = [row for row in whole.splitlines() if row.strip() and not row.lstrip().startswith("#")]
    return {re.split(r"[=\[; ]", row)[0]: row for row in rows}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_an_exact_version_and_a_hash(lock: str) -> None:
    assert [name for name, row in entries(lock).items() if not re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!]+", row)] == []
    assert [name for name, row in entries(lock).items() if not re.search(r"--hash=sha256:[0-9a-f]{64}", row)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert re.findall(r"\w+://\S+|^-\S+.*", text(lock), re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_declared_dependency_is_locked(lock: str) -> None:
    declared = tomllib.loads(text("pyproject.toml"))
    wanted = list(declared["project"]["dependencies"])
    wanted += declared["dependency-groups"]["dev"] if lock == LOCKS[1] else ["hatchling", "editables"]
    names = {re.split(r"[<>=~! \[]", each)[0].lower() for each in wanted}
    assert names - entries(lock).keys() == set()


def test_both_locks_agree() -> None:
    runtime, dev = (entries(lock) for lock in LOCKS)
    versions = {name: row.split()[0] for name, row in runtime.items()}
    assert {name: dev[name].split()[0] for name in versions} == versions


def test_every_dependency_is_explained() -> None:
    declared = tomllib.loads(text("pyproject.toml"))["project"]["dependencies"]
    explained = text("docs/dependencies.md")
    assert [each for each in declared if re.split(r"[<>=~! ]", each)[0] not in explained] == []


# --- what starting costs ------------------------------------------------------------------------------------------


def loaded(*arguments: str) -> set[str]:
    """Top-level modules that are in memory after the command has answered, in a process of its own."""
    program = (
        "import sys\n"
        "from clausewatch.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as left:\n    assert not left.code, left.code\n"
        "print('@@@', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("@@@")[2].split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("validate", "--help")], ids=" ".join)
def test_an_answer_about_the_command_itself_loads_no_heavy_module(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) & HEAVY == set()


@pytest.mark.parametrize("verb", VERBS)
def test_apprise_loads_only_where_a_channel_needs_it(verb: str) -> None:
    assert "apprise" not in loaded(verb, "--help")
