"""Many reworded passages: beyond the first fifty only the grade is certain to be whole, and it always is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core import compare as comparing
from clausewatch.core.compare import compare
from clausewatch.core.grade import Context, grade_edit, grade_edit_briefly
from clausewatch.core.grading import edits
from clausewatch.core.model import Comparison, Hunk, Tracked, TrackedQuote, TrackedSilence
from core.grade_cases import CASES
from core.prose import document
from core.test_readings import SETS, Reading, readings

READ = [case for path in SETS for case in readings(path)]
SIDES = [side for case in READ for side in (case.old, case.new)]
CONTEXTS = (Context(), Context(heading=True), Context(common_words=frozenset(("we", "the", "customer", "data"))))


def test_every_rule_is_asked_in_the_other_order_too() -> None:
    assert sorted(map(id, edits.MOST_TELLING_FIRST)) == sorted(map(id, (*edits.RULES, *edits.FURTHER)))


@pytest.mark.parametrize("context", CONTEXTS, ids=("plain", "heading", "common words"))
def test_a_pair_has_the_same_grade_and_no_other_reasons(context: Context) -> None:
    for case in (*READ[::3], *CASES):
        assert_no_less_certain(case.old, case.new, context)


@given(st.sampled_from(SIDES), st.sampled_from(SIDES), st.sampled_from(CONTEXTS))
def test_any_two_sentences_have_the_same_grade_and_no_other_reasons(old: str, new: str, context: Context) -> None:
    assert_no_less_certain(old, new, context)


def assert_no_less_certain(old: str, new: str, context: Context) -> None:
    whole, brief = grade_edit(old, new, context), grade_edit_briefly(old, new, context)
    assert brief.grade is whole.grade, (old, new)
    assert set(brief.reasons) <= set(whole.reasons), (old, new)
    assert bool(brief.reasons) == bool(whole.reasons)


PROMISE = "In case {} we will never share the invoice of your account with anybody before {} days have passed."
LICENCE = "In case {} we may share the invoice of your account with advertisers at our discretion after {} days."
LONG = [Reading((), PROMISE.format(at, at + 10), LICENCE.format(at, at + 40)) for at in range(12)]
OLD, NEW = (document("\n\n".join(side)) for side in zip(*((case.old, case.new) for case in LONG), strict=True))


@pytest.fixture
def _two_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "EXPLAINED", 2)


def edited(found: Comparison) -> dict[str, Hunk]:
    return {hunk.old: hunk for hunk in found.hunks if hunk.old}


WHOLE = edited(compare(OLD, NEW))


@pytest.mark.usefixtures("_two_explained")
def test_beyond_the_bound_a_passage_keeps_its_grade_and_loses_further_reasons_only() -> None:
    found = edited(compare(OLD, NEW))
    assert found.keys() == WHOLE.keys()
    assert {old: hunk.graded.grade for old, hunk in found.items()} == {
        old: hunk.graded.grade for old, hunk in WHOLE.items()
    }
    whole = [old for old, hunk in found.items() if hunk.graded == WHOLE[old].graded]
    assert whole == [case.old for case in LONG[:2]]
    for old, hunk in found.items():
        assert set(hunk.graded.reasons) <= set(WHOLE[old].graded.reasons)


@pytest.mark.usefixtures("_two_explained")
def test_what_is_tracked_keeps_every_reason() -> None:
    quoted, silent = LONG[7].old, LONG[9]
    tracked = Tracked(quotes=(TrackedQuote(quoted),), silences=(TrackedSilence(("case 9",)),))
    found, without_bound = edited(compare(OLD, NEW, tracked)), WHOLE
    assert found[quoted].graded == without_bound[quoted].graded
    assert found[silent.old].graded == without_bound[silent.old].graded
    assert found[LONG[8].old].graded != without_bound[LONG[8].old].graded
