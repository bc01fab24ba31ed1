"""Every case of the table in ``docs/security.md`` is what the program does."""

from __future__ import annotations

import pytest

from hostile.cases import PAGE, Case, every, with_table

CASES = every()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number:02}-{case.what[:40]}")
def test_hostile(case: Case) -> None:
    case.proof()


def test_the_table_lists_exactly_these_cases() -> None:
    assert [case.number for case in CASES] == list(range(1, len(CASES) + 1))
    assert len(CASES) >= 60
    text = PAGE.read_text("utf-8")
    assert with_table(text) == text, "run: python tests/hostile/cases.py"
