"""A promise that stands again as published is good news, and is told as such from title to passage."""

from __future__ import annotations

import pytest

from clausewatch.core.alerts import Decision
from clausewatch.core.model import Grade, Reason
from clausewatch.core.render.message import render
from clausewatch_notifiers.contract import Message
from core.pages import CLAUSES, policy
from core.vendor import Page, grade, told

NEVER = "We will never sell your data to anybody."
ZH = "我们绝不会向任何人出售您的个人数据。"


def first(*sentences: str, others: tuple[str, ...] = CLAUSES) -> str:
    return policy(clauses=(" ".join(sentences), *others))


def back(quote: str, *bodies: str) -> Decision:
    page = Page(quotes=(quote,))
    *_, decision = page.polls(*bodies)
    return decision


def message(decision: Decision) -> Message:
    (alert,) = told(decision)
    return render(alert, "key")


@pytest.mark.parametrize(
    ("quote", "stood", "fell"),
    [
        (NEVER, (NEVER,), ("We may sell your data to anybody.",)),
        (NEVER, (NEVER,), ("We will never sell your data to anybody, except to our affiliates.",)),
        (NEVER, (NEVER, "Ask us."), (NEVER, "However, this does not apply to affiliates.", "Ask us.")),
        ("We will never sell your data", (NEVER,), ("We will never sell your data, except to our affiliates.",)),
        ("sell your data to anybody", (NEVER,), ("We may sell your data to anybody.",)),
        (ZH, (ZH,), ("我们可能会向合作伙伴出售您的个人数据。",)),
    ],
)
def test_it_is_told_as_restored_and_nothing_beneath_is_graver(
    quote: str, stood: tuple[str, ...], fell: tuple[str, ...]
) -> None:
    """Something else changes too, so that the page is no former version as a whole."""
    decision = back(quote, first(*stood), first(*fell), first(*stood, others=(*CLAUSES, "Write to us by post.")))
    said = message(decision)
    assert grade(decision) is Grade.MINOR
    assert said.title.endswith("stands again as published")
    assert said.passages[0].label == "RESTORED: stands again as published"
    assert {each.grade for each in said.passages} <= {"minor", "cosmetic"}
    assert said.passages[0].before and quote in said.passages[0].after
    assert sum(quote in passage.after for passage in said.passages) == 1


def test_a_clause_that_was_removed_and_is_back_is_restored_too() -> None:
    said = message(back(NEVER, first(NEVER), policy(), first(NEVER)))
    assert said.title == f"“{NEVER}” stands again as published"
    assert (said.passages[0].before_name, said.passages[0].after) == ("", NEVER)


def test_what_stood_there_while_it_was_gone_is_shown_beneath() -> None:
    other = "Your data may be sold to advertisers or shared with partners for money."
    said = message(back(NEVER, first(NEVER), first(other), first(NEVER, others=(*CLAUSES, "Write to us by post."))))
    assert said.passages[0].label == "RESTORED: stands again as published"
    assert [each.grade for each in said.passages if each.before == other] == ["minor"]


def test_what_else_changed_keeps_its_grade_and_is_in_the_title() -> None:
    worse = (CLAUSES[0].replace("thirty days", "ninety days"), *CLAUSES[1:])
    decision = back(NEVER, first(NEVER), first("We may sell your data to anybody."), first(NEVER, others=worse))
    assert message(decision).title == f"“{NEVER}” stands again as published; the page changed (major)"


def test_a_promise_that_is_back_beside_a_new_exception_is_not_good_news() -> None:
    beside = "However, this does not apply to affiliates."
    decision = back(
        NEVER,
        first(NEVER, "Ask us."),
        first("We may sell your data to anybody.", "Ask us."),
        first(NEVER, beside, "Ask us."),
    )
    assert grade(decision) >= Grade.MAJOR
    assert "stands again, but what is beside it changed" in message(decision).title


def test_the_words_around_a_part_of_a_sentence_must_be_the_former_ones() -> None:
    decision = back(
        "sell your data to anybody",
        first(NEVER),
        first("We may sell your data to anybody."),
        first("We must sell your data to anybody."),
    )
    assert grade(decision) >= Grade.MAJOR


def test_a_silence_that_is_kept_again_and_a_link_that_is_right_again_are_told() -> None:
    def page(term: str, target: str) -> str:
        return first(f"Ask <a href='{target}'>our desk</a>.", term)

    right, wrong = "mailto:privacy@acme.example", "mailto:sales@other.example"
    watched = Page(silences=(("SOC 2",),), links=(("our desk", right),))
    watched.polls(page("", right), page("We hold a SOC 2 report.", wrong))
    decision = watched.poll(page("", right))
    assert decision.change is not None and decision.change.graded.reasons[0] is Reason.RETURNED
    said = message(decision)
    assert "1 silence kept again" in said.summary and "1 link goes where it should again" in said.summary
    assert {passage.label.partition(":")[0] for passage in said.passages[:2]} == {"SILENT", "RESTORED"}
