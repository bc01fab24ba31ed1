"""The image's steps, exercised without an engine: what is copied builds, what is started runs as it would there.

Nothing here pulls an image; ``tests/test_image.py`` builds and runs it where an engine is.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.program import until

ROOT = Path(__file__).parents[1]
UID = 10001


def stage(name: str) -> list[str]:
    """The instructions of one stage of the Dockerfile, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    rows = [row for row in text.splitlines() if row and not row.startswith("#")]
    begin = next(n for n, row in enumerate(rows) if row.startswith("FROM") and row.endswith(f"AS {name}"))
    end = next((n for n, row in enumerate(rows) if n > begin and row.startswith("FROM")), len(rows))
    return rows[begin:end]


def instruction(name: str, word: str) -> str:
    return next(row.partition(" ")[2].strip() for row in stage(name) if row.startswith(f"{word} "))


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in instruction("clausewatch", "ENV").split())


def copied() -> list[str]:
    """What the build stage takes out of the context."""
    rows = [row.split()[1:-1] for row in stage("build") if row.startswith("COPY")]
    return [name for names in rows for name in names]


def in_context(name: str) -> bool:
    """As .dockerignore says: the last pattern that fits decides."""
    kept = True
    for row in (ROOT / ".dockerignore").read_text().split():
        if fnmatch.fnmatch(name, row.lstrip("!")):
            kept = row.startswith("!")
    return kept


def test_everything_that_is_copied_is_there_and_in_the_context() -> None:
    assert [name for name in copied() if not (ROOT / name).exists() or not in_context(name)] == []
    assert not in_context(".git") and not in_context("snapshots") and not in_context("secrets")


def test_neither_stage_that_runs_is_root() -> None:
    assert instruction("clausewatch", "USER") == f"{UID}:{UID}"
    assert instruction("browser", "USER").isdigit() and instruction("browser", "USER") != "0"


def test_the_browsers_packages_are_locked_with_hashes() -> None:
    script = re.search(r"awk '(.*?)'", (ROOT / "Dockerfile").read_text())
    assert script is not None
    done = subprocess.run(["awk", script[1], "requirements-dev.lock"], cwd=ROOT, capture_output=True, text=True)
    names = re.findall(r"^([a-z-]+)==", done.stdout, re.MULTILINE)
    assert {"playwright", "greenlet"} <= set(names)
    assert len(re.findall(r"--hash=sha256:", done.stdout)) >= len(names)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as the build stage installs it, from nothing but what is copied."""
    folder = tmp_path_factory.mktemp("image")
    for name in copied():
        _copy_as_an_engine_does(ROOT / name, folder / "src" / name)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--target", str(folder / "lib"), str(folder / "src")], check=True)
    return folder / "lib"


def _copy_as_an_engine_does(source: Path, to: Path) -> None:
    """A link stays a link: what it points to has to be copied for itself."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, to, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, to)


def test_what_is_installed_is_whole(built: Path) -> None:
    """Data too: migrations, units."""
    ours = {path.relative_to(ROOT / "daemon").as_posix() for path in (ROOT / "daemon").rglob("*") if _is_ours(path)}
    there = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert ours - there == set()


def _is_ours(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def test_the_daemon_runs_as_the_images_user_and_the_health_check_finds_it_well(built: Path, tmp_path: Path) -> None:
    state, port = tmp_path / "state", free_port()
    state.mkdir()
    (tmp_path / "watchlist.yaml").write_text("sources:\n  acme: {url: 'http://127.0.0.1:1/'}\n")
    ours = {
        **environment(),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(built),
        "CLAUSEWATCH_WATCHLIST": str(tmp_path / "watchlist.yaml"),
        "CLAUSEWATCH_SNAPSHOTS": str(state),
        "CLAUSEWATCH_LISTEN": f"127.0.0.1:{port}",
    }
    check = json.loads(instruction("clausewatch", "HEALTHCHECK").partition("CMD ")[2])
    probe = [sys.executable, *(word.replace("9464", str(port)) for word in check[1:])]
    assert subprocess.run(probe, capture_output=True).returncode != 0
    daemon = subprocess.Popen(
        [sys.executable, "-m", "clausewatch.cli.main", *json.loads(instruction("clausewatch", "CMD"))],
        env=ours,
        cwd=state,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **_as_the_images_user(tmp_path, state),
    )
    try:
        until(lambda: subprocess.run(probe, capture_output=True).returncode == 0, "the health check to pass")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            assert b"clausewatch_alive 1" in answer.read()
    finally:
        daemon.terminate()
        assert daemon.wait(30) == 0
    assert {path.stat().st_uid for path in state.rglob("*")} <= {UID, os.getuid()}


def _as_the_images_user(folder: Path, state: Path) -> dict[str, Any]:
    """Where we may: root can become somebody else, others stay who they are."""
    if os.getuid() != 0 or not _may_read(folder):
        return {}
    os.chown(state, UID, UID)
    return {"user": UID, "group": UID, "extra_groups": []}


def _may_read(folder: Path) -> bool:
    """Whether that user may reach the interpreter and the folder at all."""
    reach = (Path(sys.executable).resolve(), folder)
    return all(each.stat().st_mode & 0o005 for path in reach for each in (path, *path.parents))


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- compose ------------------------------------------------------------------------------------------------------


def test_compose_gives_each_service_no_more_than_it_needs() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert "ports" not in service and "privileged" not in service, name
        assert service["build"]["target"] in (ROOT / "Dockerfile").read_text()
    assert services["browser"]["profiles"] == ["browser"]
    assert services["browser"]["network_mode"] == "service:clausewatch"
    assert [each for each in services["clausewatch"]["volumes"] if not each.endswith(":ro")] == [
        "state:/var/lib/clausewatch"
    ]


HADOLINT = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(HADOLINT is None, reason="there is no hadolint for this machine")
def test_hadolint_has_nothing_to_say() -> None:
    done = subprocess.run([HADOLINT or "", "--no-color", "Dockerfile"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
