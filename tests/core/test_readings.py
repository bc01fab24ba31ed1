"""Whole trades read by a lawyer: what the rules say of sentences that were written before they were.

Each file of ``readings`` is a set that was graded at first sight, then read, and is kept here so that nothing of it
is lost again. A case is three lines: the grades that are right (the first is the author's, the others can be
defended), the sentence before, the sentence after. See docs/grades.md for what each set said at first sight.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from clausewatch.core.grade import Context, grade_edit
from clausewatch.core.model import Grade

SETS = sorted((Path(__file__).parent / "readings").glob("*.txt"))
PLAIN = Context()


class Reading(NamedTuple):
    grades: tuple[str, ...]
    old: str
    new: str

    @property
    def given(self) -> Grade:
        return grade_edit(self.old, self.new, PLAIN).grade


def readings(path: Path) -> list[Reading]:
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    cases = [[line for line in block.splitlines() if not line.startswith("#")] for block in blocks]
    return [Reading(tuple(grades.split()), old[2:], new[2:]) for grades, old, new in filter(None, cases)]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_no_broken_promise_is_graded_lower(path: Path) -> None:
    critical = [case for case in readings(path) if case.grades == ("critical",)]
    assert len(critical) > 10
    assert [case for case in critical if case.given < Grade.CRITICAL] == []


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_nine_of_ten_grades_are_the_author_s(path: Path) -> None:
    cases = readings(path)
    wrong = [case for case in cases if case.given.word not in case.grades]
    assert len(wrong) <= len(cases) / 10, wrong


HELD_OUT = sorted((Path(__file__).parent / "held_out").glob("*.txt"))


def test_the_held_out_cases_are_graded_no_worse_than_the_docs_say() -> None:
    """These are never read to write a rule: a rule made for other cases must not cost here what it wins there."""
    cases = [case for path in HELD_OUT for case in readings(path)]
    right = sum(case.given.word in case.grades for case in cases)
    lowered = [case for case in cases if case.grades == ("critical",) and case.given < Grade.CRITICAL]
    assert right >= 0.85 * len(cases)
    assert len(lowered) <= 2
