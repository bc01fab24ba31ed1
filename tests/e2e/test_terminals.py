"""What verbs print keeps to a terminal of eighty columns; only an address or a path, which is copied, may be longer."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

from clausewatch_notifiers.plain import columns

COLUMNS = 80


LONG = """\
sources:
  a: {url: "https://127.0.0.1:1/terms"}
  b: {url: "https://127.0.0.1:2/terms"}
  c: {url: "https://127.0.0.1:3/terms"}
claims:
  selling-of-personal-data-to-third-parties-whatsoever:
    statement: >-
      Never sells personal data to anybody, shares it with nobody but the processors that it names, and deletes it at
      the end of the contract
    basis: verified
    quotes: [{in: a, exact: "We will never sell your data."}]
"""


def on_a_terminal(folder: Path, *words: str) -> list[str]:
    """The rows that a verb prints there, without colours."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    environ = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    verb = [sys.executable, "-m", "clausewatch.cli.main", *words]
    with subprocess.Popen(verb, cwd=folder, env=environ, stdout=theirs, stderr=subprocess.DEVNULL) as ran:
        os.close(theirs)
        printed = _read(ours)
    assert ran.returncode in (0, 1), printed
    return re.sub(r"\x1b\[[0-9;]*m", "", printed.decode()).splitlines()


def _read(terminal: int) -> bytes:
    parts = []
    try:
        while part := os.read(terminal, 65_536):
            parts.append(part)
    except OSError:  # how Linux says that the other side is closed
        pass
    os.close(terminal)
    return b"".join(parts)


def too_wide(rows: list[str]) -> list[str]:
    return [row for row in rows if columns(row) > COLUMNS and not re.fullmatch(r"\s*(https?://|[./])\S+", row)]


def test_no_verb_prints_rows_that_are_wider_than_the_terminal(tmp_path: Path) -> None:
    told = on_a_terminal(tmp_path, "demo", "--folder", "d")
    assert too_wide(told) == [] and any(row.startswith("  http") and "#:~:text=" in row for row in told)
    watchlist, snapshots = ("--watchlist", "d/watchlist.yaml"), ("--snapshots", "d/snapshots")
    for words in (
        ("outbox", *snapshots),
        ("status", "--all", *watchlist, *snapshots),
        ("show", "deepseek/privacy", *snapshots),
        ("show", "alibaba/privacy", *snapshots),
        ("claims", *watchlist, *snapshots),
        ("changes", *snapshots),
        ("explain", "deepseek/privacy", *watchlist, *snapshots),
    ):
        rows = on_a_terminal(tmp_path, *words)
        assert rows and too_wide(rows) == [], words


def test_long_statements_are_wrapped_and_nothing_that_doctor_finds_is_cut_off(tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text(LONG)
    for verb in ("claims", "doctor"):
        rows = on_a_terminal(tmp_path, verb, "--watchlist", "w.yaml", "--snapshots", "s")
        assert rows and too_wide(rows) == [] and "…" not in "".join(rows)
    assert "firewall, network.allow" in " ".join(" ".join(rows).split())
