"""Places that cannot serve, and places that somebody else has: exit code 2, and advice for whoever typed it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from e2e.program import Program
from e2e.world import watched

WATCHLIST = "sources: {acme-terms: {url: https://acme.example/terms}}\n"
NOWHERE = "/proc/nowhere/x"
"""Where nobody can make a folder, root included."""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("check", "--snapshots", "/dev/null"), "/dev/null is no folder"),
        (("run", "--snapshots", "/dev/null/x"), "/dev/null is no folder"),
        (("status", "--snapshots", "watchlist.yaml"), "is no folder"),
        (("demo", "--folder", "/dev/null"), "/dev/null is no folder"),
        (("replay", "/dev/null"), "/dev/null is no folder"),
        (("install-service", "--root", "/dev/null"), "/dev/null is no folder"),
        (("check", "--snapshots", NOWHERE), "check the folder"),
        (("run", "--snapshots", NOWHERE), "use another one"),
        (("demo", "--folder", NOWHERE), "name another with --folder"),
        (("init", "--watchlist", f"{NOWHERE}.yaml", "--preset", "ai-providers"), "cannot be written"),
        (("doctor", "--watchlist", "nosuch.yaml"), "there is no such file"),
        (("check", "--watchlist", "nosuch.yaml"), "there is no such file"),
        (("run", "--listen", "127.0.0.1"), "write host:port"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_place_that_cannot_serve_is_for_whoever_named_it(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.watches(WATCHLIST)
    ran = program.run(*words)
    assert ran.code == 2
    assert says in " ".join((ran.out + ran.err).split())
    assert "internal error" not in ran.err and "Traceback" not in ran.err


def test_an_address_that_somebody_listens_at_is_named(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.watches(WATCHLIST)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        ran = program.run("run", "--listen", where)
    assert ran.code == 2
    assert f"cannot listen at {where}" in ran.err and "name another address" in ran.err


def test_a_backup_to_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        ran = it.program.run("backup", str(tmp_path / "missing" / "all.tar.gz"))
    assert ran.code == 2
    assert "No such file or directory" in ran.err and "name another place" in ran.err
