"""Set phrases that stand for each other: what the table may hold, and when one side is read in the other's words."""

from __future__ import annotations

from importlib import resources

import pytest

from clausewatch.core.grade import Context, grade_edit
from clausewatch.core.grading.phrases import in_words_of
from clausewatch.core.grading.plain import plain
from clausewatch.core.grading.text import listed

LINES = resources.files("clausewatch.core.grading").joinpath("phrases.txt").read_text(encoding="utf-8").splitlines()
BINDING = frozenset(
    listed(
        "no not never none nor neither nothing nobody may might must shall will would can could should unless only"
        " except without one two three day days week month year hours daily weekly monthly yearly once twice half"
    )
)
"""What denies, permits, obliges or measures has rules of its own."""


def test_every_line_holds_at_least_two_phrases_and_stands_once() -> None:
    groups = [frozenset(line.split(" = ")) for line in LINES]
    assert len(set(groups)) == len(groups)
    assert all(len(group) > 1 for group in groups)


def test_no_phrase_denies_permits_obliges_or_measures() -> None:
    assert [line for line in LINES if BINDING.intersection(line.split())] == []


def test_a_phrase_stands_as_sentences_are_read() -> None:
    """Sentences are in plain words before they are looked at; a phrase that is not would never be found."""
    assert [each for line in LINES for each in line.split(" = ") if plain(each) != each] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We reimburse the fare if the ferry does not sail.", "We pay back the fare if the ferry does not sail."),
        ("Loss resulting from frost is not insured.", "Loss caused by frost is not insured."),
        ("The choir gives up its place in the loft.", "The choir relinquishes its place in the loft."),
        ("The tribunal consists of three arbitrators.", "The tribunal is made up of three arbitrators."),
    ],
)
def test_a_phrase_for_a_phrase_is_no_change(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade.word == "minor"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We reimburse the fare.", "We may pay back the fare."),
        ("We reimburse the fare.", "We never pay back the fare."),
        ("We reimburse the fare.", "We pay back the fare if funds allow."),
        ("The kiln is switched off until an owner enables it.", "The kiln is switched on until an owner disables it."),
        ("The harbour reimburses the skipper.", "The skipper pays back the harbour."),
    ],
)
def test_a_promise_that_breaks_beside_a_phrase_is_broken(old: str, new: str) -> None:
    assert grade_edit(old, new, Context()).grade.word == "critical"


def test_a_phrase_that_stands_on_both_sides_stays() -> None:
    both = "we reimburse the fare and pay back the deposit."
    assert in_words_of(both, "we reimburse the fare.") == both


def test_one_side_is_read_in_the_words_of_the_other() -> None:
    assert in_words_of("we pay back the fare.", "we reimburse the fare.") == "we reimburse the fare."
    assert in_words_of("the fare is paid back.", "the fare is reimbursed.") == "the fare is reimbursed."
