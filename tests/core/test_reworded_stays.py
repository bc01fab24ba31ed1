"""A clause that was reworded stays reworded until its words stand alone again: no all-clear without a change."""

from __future__ import annotations

import pytest

from clausewatch.core.compare import compare
from clausewatch.core.model import ClauseFinding, Document, Reason, Tracked, TrackedQuote, Verdict
from core.pages import document, policy

QUOTE = "We will never sell your data to anyone."
REWORDED = [
    "We will never sell your data to anyone except our resellers.",
    "Unless you consent, we will never sell your data to anyone.",
    "We will never sell your data to anyone, if the law allows it.",
]


def stating(sentence: str) -> Document:
    return document(policy(clauses=("We keep records for a year.", sentence, "You may write to us.")))


def found(old: Document, new: Document, located: str | None = None) -> ClauseFinding:
    (finding,) = compare(old, new, Tracked((TrackedQuote(QUOTE, 1, located),))).clauses
    return finding


@pytest.mark.parametrize("sentence", REWORDED)
def test_an_unchanged_page_never_puts_a_reworded_clause_right(sentence: str) -> None:
    first = found(stating(QUOTE), stating(sentence))
    again = found(stating(sentence), stating(sentence), first.now)

    assert first.verdict is Verdict.REWORDED
    assert (again.verdict, again.now) == (Verdict.REWORDED, first.now)


@pytest.mark.parametrize("sentence", REWORDED)
def test_only_the_quoted_words_alone_put_it_right(sentence: str) -> None:
    first = found(stating(QUOTE), stating(sentence))
    back = found(stating(sentence), stating(QUOTE), first.now)

    assert back.verdict is Verdict.INTACT
    assert Reason.RETURNED in back.graded.reasons
