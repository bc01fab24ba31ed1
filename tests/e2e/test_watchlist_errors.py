"""What is wrong with a watchlist is said where it stands, by every command that reads one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from e2e.program import Program

BROKEN = """\
version: 1
sources:
  acme-terms:
    url: https://acme.example/terms
    evry: 6h
    quotes: ["We will never sell your data."]
"""
VERBS = ("run", "check", "claims", "status", "validate", "test-alert")


@pytest.mark.parametrize("verb", VERBS)
def test_a_mistake_is_named_with_its_place_and_nothing_else_is_said(tmp_path: Path, verb: str) -> None:
    program = Program(tmp_path)
    program.watches(BROKEN)

    ran = program.run(verb)

    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert re.search(r"watchlist\.yaml:5:5: .*evry.*every", line)
    assert not program.snapshots.exists()


def test_a_mistake_looks_the_same_from_a_fresh_interpreter(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.watches(BROKEN)

    assert program.run_afresh("check") == program.run("check")


def test_a_watchlist_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    ran = Program(tmp_path).run("check")

    assert (ran.code, ran.out) == (2, "")
    assert "watchlist.yaml" in ran.err and "Traceback" not in ran.err
