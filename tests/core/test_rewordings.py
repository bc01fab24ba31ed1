"""In what way a reworded clause reads otherwise, for whom that is good, and which words say so."""

from __future__ import annotations

import pytest

from clausewatch.core.compare import compare
from clausewatch.core.model import (
    ClauseFinding,
    Direction,
    Grade,
    Graded,
    Reason,
    Rewording,
    Tracked,
    TrackedQuote,
    Trigger,
)
from clausewatch.core.render.wording import why_phrase
from core.prose import document

BEFORE = "We share personal data with our processors, who act on our instructions only and keep it confidential."


def became(now: str, quote: str = BEFORE) -> ClauseFinding:
    pages = [document(f"# Privacy\n\nWe make maps.\n\n{text}\n\nWrite to us by post.") for text in (quote, now)]
    return compare(*pages, Tracked((TrackedQuote(quote),))).clauses[0]


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (BEFORE.replace("on our instructions only", "on their own"), Rewording.EDITED),
        (BEFORE.replace(", who act on our instructions only and keep it confidential", ""), Rewording.PARTIAL_REMOVAL),
        (BEFORE.replace("our processors", "our processors, affiliates and partners"), Rewording.INSERTION),
        ("We share data with anybody who pays for it, and what they do with it is their own affair.", Rewording.HEAVY),
    ],
)
def test_a_reworded_clause_says_how(now: str, kind: Rewording) -> None:
    assert became(now).kind is kind


def test_one_sentence_of_several_that_went_is_a_partial_removal() -> None:
    both = "We store your data in Ireland. We encrypt every backup before it leaves our hands."
    assert became("We store your data in Ireland.", both).kind is Rewording.PARTIAL_REMOVAL


def test_a_clause_that_was_not_reworded_has_no_kind() -> None:
    assert became(BEFORE).kind is None


def test_the_direction_is_what_the_gravest_telling_words_agree_on() -> None:
    worse = Trigger(Reason.POLARITY, Grade.CRITICAL, "never", "", Direction.WORSE)
    better = Trigger(Reason.QUALIFIER, Grade.MAJOR, "", "only", Direction.BETTER)
    mute = Trigger(Reason.WORDING, Grade.CRITICAL)
    assert Graded(Grade.CRITICAL, triggers=(mute, better, worse)).direction is Direction.WORSE
    assert Graded(Grade.MAJOR, triggers=(mute, better)).direction is Direction.BETTER
    opposed = Trigger(Reason.OPT, Grade.CRITICAL, "", "opt in", Direction.BETTER)
    assert Graded(Grade.CRITICAL, triggers=(worse, opposed)).direction is Direction.UNCLEAR
    assert Graded(Grade.CRITICAL, triggers=(mute,)).direction is Direction.UNCLEAR


def test_the_words_that_gave_a_reason_are_named_once() -> None:
    said = why_phrase(became("We may share your data.", "We will never share your data.").graded)
    assert said.startswith("Worse for the customer (polarity: “never” → nothing; modality: “will” → “may”")
    assert said.count("polarity") == 1


def test_a_difference_of_typography_is_good_for_nobody() -> None:
    assert why_phrase(became(BEFORE.replace(" and ", " AND ")).graded) == ""
