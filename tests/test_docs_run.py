"""Every command that the documents show is run: the real program on a vendor on loopback that has changed its terms.

Each shell block runs in a copy of one folder, in which a while has passed: pages changed, a claim fell, messages could
not be delivered. What stands for the reader's own (addresses, ids, folders) is replaced by what is there. The tutorial
is played from its beginning by ``test_docs``. What cannot be run here says why, and is held to something else.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from e2e.people import slack
from e2e.program import Program
from e2e.world import KEEPS, NEVER_SELLS, policy
from shell.site import Site, answer, page
from test_docs import ROOT, Block, blocks

STAYS = "We store your Personal Data in Singapore."
WENT = "We may store your Personal Data in Singapore or elsewhere."
SELLS = "We never sell your data."

# --- what is not run ----------------------------------------------------------------------------------------------


def _is_a_target(line: str) -> None:
    done = subprocess.run(["make", "-n", line.split()[1]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _is_what_the_package_asks_for(line: str) -> None:
    wanted = shlex.split(line, comments=True)[-1]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert wanted in extras["browser"], (wanted, extras["browser"])


def _names_files_that_are_there(line: str) -> None:
    assert all((ROOT / word).exists() for word in shlex.split(line) if word.endswith((".lock", ".")))


def _is_a_command_of_systemd(line: str) -> None:
    """The units themselves are put before ``systemd-analyze verify`` in tests/cli/test_install_service.py."""
    for part in line.split("&&"):
        assert part.split()[0] in ("systemd-sysusers", "systemctl"), part


@dataclass(frozen=True)
class NotRun:
    """Why a line is not run here, and what it is held to instead."""

    pattern: str
    why: str
    holds: Callable[[str], None]


NOT_RUN = (
    NotRun(r"make (run|test|demo)\b", "never ends, or runs these tests, or is run by test_docs", _is_a_target),
    NotRun(r"sudo apt install chromium\b", "needs root and the network", lambda line: None),
    NotRun(r"\.venv/bin/pip install 'playwright", "needs a package index", _is_what_the_package_asks_for),
    NotRun(r"python3 -m venv /opt/", "needs root", lambda line: None),
    NotRun(r"/opt/clausewatch/bin/pip install", "needs root and a package index", _names_files_that_are_there),
    NotRun(r"systemd-sysusers && systemctl", "needs root and systemd", _is_a_command_of_systemd),
)


def left_out(line: str) -> NotRun | None:
    return next((each for each in NOT_RUN if re.match(each.pattern, line)), None)


SCRIPTS = tuple(block for block in blocks("sh", "console") if block.page.name != "tutorial.md")


def lines_of(block: Block) -> Iterator[str]:
    for row in block.text.replace("\\\n", " ").splitlines():
        if row.strip() and not row.lstrip().startswith("#"):
            yield row.strip()


@pytest.mark.parametrize(
    ("line", "excuse"),
    [
        pytest.param(line, excuse, id=line[:60])
        for block in SCRIPTS
        for line in lines_of(block)
        if (excuse := left_out(line))
    ],
)
def test_what_is_not_run_here_says_why_and_holds_otherwise(line: str, excuse: NotRun) -> None:
    assert excuse.why
    excuse.holds(line)


def test_every_excuse_is_still_needed() -> None:
    lines = [line for block in SCRIPTS for line in lines_of(block)]
    assert [each.pattern for each in NOT_RUN if not any(re.match(each.pattern, line) for line in lines)] == []


# --- the stage ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """A folder in which a while has passed, and what stands in it for the names that the documents use."""

    folder: Path
    address: str
    words: tuple[tuple[str, str], ...]
    """What is written, and what takes its place."""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("stage")
    with Site() as site, slack("127.0.0.2") as hook:
        program = Program(folder)
        _shows(site, policy(NEVER_SELLS, SELLS, KEEPS, STAYS))
        program.watches(_watchlist(site, hook.url, hook.site.address))
        assert program.run("check").code == 0
        _shows(site, policy(NEVER_SELLS, SELLS, KEEPS.replace("30", "90"), WENT))
        hook.says(answer(404, "no_service", "text/plain"))
        assert program.run("check").code == 1
        hook.says(answer(200, "ok", "text/plain"))
        _provide(program)
        yield Stage(folder, site.address, _words(program, site))


def _shows(site: Site, text: str) -> None:
    for path in ("/terms", "/privacy", "/dpa"):
        site.answers(path, page(text))


def _watchlist(site: Site, hook: str, hook_address: str) -> str:
    claim = (
        f"statement: Data stays in Singapore, basis: verified, quotes: [{{in: privacy, exact: {json.dumps(STAYS)}}}]"
    )
    return f"""version: 1
network: {{allow: ["{site.address}", "{hook_address}"]}}
channels: {{team: {{slack: "{hook}"}}}}
providers:
  acme:
    name: Acme
    sources:
      terms: {{url: "{site.url("/terms")}"}}
      privacy: {{url: "{site.url("/privacy")}"}}
    claims:
      residency: {{{claim}}}
sources:
  acme-terms: {{url: "{site.url("/terms")}", quotes: ["{SELLS}"]}}
"""


def _provide(program: Program) -> None:
    """What a reader has at hand: another tool's files, saved pages, captures, a backup of before the update."""
    folder = program.folder
    (folder / "urls.yaml").write_text("name: Acme terms\nurl: https://acme.example/terms\n")
    with zipfile.ZipFile(folder / "changedetection-backup.zip", "w") as backup:
        backup.writestr("url-watches.json", json.dumps({"watching": {"a1": {"url": "https://acme.example/terms"}}}))
    declared = {"name": "Acme", "documents": {"Terms of Service": {"fetch": "https://acme.example/terms"}}}
    (folder / "declarations").mkdir()
    (folder / "declarations" / "Acme.json").write_text(json.dumps(declared))
    captures = folder / "captures" / "privacy"
    captures.mkdir(parents=True)
    for stamp, text in (("2026-02-10T19-02-10Z", policy(STAYS)), ("2026-03-10T19-02-10Z", policy(WENT))):
        (captures / f"{stamp}.html").write_text(text)
    (folder / "old.html").write_text(policy(STAYS))
    (folder / "new.html").write_text(policy(WENT))
    (folder / "elsewhere").mkdir()
    assert program.run("backup").code == 0


def _words(program: Program, site: Site) -> tuple[tuple[str, str], ...]:
    change = next(row for row in program.run("changes", "--json").json if row["source"] == "acme-terms")["change"]
    dead = [str(each) for (each,) in program.ask("select id from outbox where state = 'dead' order by id")]
    (backup,) = program.files("backups/*.db")
    return (
        ("https://acme.example", site.url("")),
        ("/mnt/elsewhere", str(program.folder / "elsewhere")),
        ("~/.config/urlwatch/urls.yaml", "urls.yaml"),
        ("2026-11-26T06-00-00Z-before-0007.db", backup.name),
        ("2026-02-10T19-02-10Z-1a2b3c4d", change.rpartition("/")[2]),
        ("snooze 2026-02-10T19", f"snooze {change}"),
        ("show acme-terms", f"show {change}"),
        ("retry 17", f"retry {dead[0]}"),
        ("drop 18", f"drop {dead[-1]}"),
    )


# --- running ------------------------------------------------------------------------------------------------------

BEGINS_ANEW = re.compile(r"clausewatch (init\b|import .*-o watchlist\.yaml)")
"""Writes a watchlist, which must not be there yet."""
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
"""With this very program on it."""
MORE = {"clausewatch add ": "--allow {address} --yes", "clausewatch install-service": "--root {folder}/root"}
"""What a reader on loopback, and one who is not root, writes besides."""
FOUND_SOMETHING = {
    "validate": (0, 1),
    "status": (1,),
    "changes": (1,),
    "show": (1,),
    "compare": (1,),
    "replay": (1,),
    "outbox": (0, 1),
    "explain": (0, 1),
    "import": (0, 1),
    "doctor": (0, 1),
    "test-alert": (0,),
}
"""Exit codes of verbs that find what has changed or is wrong on this stage; every other one is done, and says 0."""


@pytest.mark.parametrize("block", SCRIPTS, ids=str)
def test_every_command_shown_does_what_it_says(block: Block, staged: Stage, tmp_path: Path) -> None:
    stage = _copied(staged, tmp_path / "stage")
    for line in lines_of(block):
        if left_out(line):
            continue
        if BEGINS_ANEW.match(line):
            (stage.folder / "watchlist.yaml").unlink(missing_ok=True)
        _run(_put(line, stage), stage)


def _copied(stage: Stage, to: Path) -> Stage:
    shutil.copytree(stage.folder, to)
    words = tuple((written, there.replace(str(stage.folder), str(to))) for written, there in stage.words)
    return replace(stage, folder=to, words=words)


def _put(line: str, stage: Stage) -> str:
    line = line.replace("/opt/clausewatch/bin/clausewatch", "clausewatch").split(" #")[0].rstrip()
    for written, there in stage.words:
        line = line.replace(written, there)
    more = next((more for verb, more in MORE.items() if line.startswith(verb)), "")
    return f"{line} {more.format(address=stage.address, folder=stage.folder)}".strip()


def _run(line: str, stage: Stage) -> None:
    words = shlex.split(line)
    if words[0] != "clausewatch" or "&&" in words:
        _in_a_shell(line, stage)
        return
    ran = Program(stage.folder, {"PATH": PATH}).run(*words[1:])
    assert ran.code in FOUND_SOMETHING.get(words[1], (0,)), f"{line}\n{ran.out}\n{ran.err}"
    assert "internal error" not in ran.err, ran.err


def _in_a_shell(line: str, stage: Stage) -> None:
    done = subprocess.run(
        ["bash", "-ec", line],
        cwd=stage.folder,
        env={**os.environ, "PATH": PATH},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
