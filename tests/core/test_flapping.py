"""A text that returns is told as one, and a page that goes back and forth does not keep people awake."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.alerts import Outcome
from clausewatch.core.flapping import OFTEN, REMEMBERED, STILL
from clausewatch.core.model import Grade, Reason, Verdict
from clausewatch.core.watch import AlertKind
from core.pages import CLAUSES, policy
from core.vendor import DAY, HOUR, START, Page, grade, told

A = policy()
B = policy(clauses=(CLAUSES[0].replace("thirty days", "ninety days"), *CLAUSES[1:]))
C = policy(clauses=(*CLAUSES, "We may share your notes with our affiliates for advertising."))
QUOTE = CLAUSES[0]


def test_an_earlier_text_is_told_as_returned_with_the_date_when_it_last_stood() -> None:
    page = Page()
    page.polls(A, A, B)
    decision = page.poll(A, 10 * DAY)

    assert decision.change is not None
    assert decision.change.note == "equal to the version of 2026-03-01"
    assert decision.change.graded.reasons[0] is Reason.RETURNED
    assert (grade(decision), len(told(decision))) == (Grade.MINOR, 1)


def test_what_comes_for_the_first_time_is_graded_as_it_reads() -> None:
    page = Page()
    page.polls(A, B)
    assert page.poll(C).change is not None
    assert grade(page.poll(policy(clauses=CLAUSES[1:]))) > Grade.MINOR


def test_a_text_that_was_left_two_versions_ago_is_known_too() -> None:
    page = Page()
    page.polls(A, B, C)
    decision = page.poll(A)
    assert decision.change is not None and decision.change.note.startswith("equal to the version of 2026-03-01")


def test_a_counter_or_a_banner_does_not_hide_a_return() -> None:
    page = Page()
    page.polls(*(body.replace("</main>", f"<p>{views} views</p></main>") for body, views in ((A, 1), (B, 2))))
    decision = page.poll(A.replace("</main>", "<p>3 views</p></main>"))
    assert decision.change is not None and decision.change.note.startswith("equal to the version of")


def test_a_tracked_clause_that_returns_keeps_its_own_news() -> None:
    page = Page(quotes=(QUOTE,))
    page.poll(A)
    assert grade(page.poll(B)) is Grade.MAJOR
    decision = page.poll(A)
    assert decision.change is not None
    assert [touched.finding.verdict for touched in decision.change.findings] == [Verdict.INTACT]


def test_a_clause_that_is_broken_by_a_return_is_as_grave_as_ever() -> None:
    page = Page(quotes=(QUOTE,))
    page.polls(B, A)  # the quote comes with A
    decision = page.poll(B)
    assert decision.change is not None
    assert decision.change.comparison.graded.grade <= Grade.MINOR
    assert grade(decision) is Grade.MAJOR


def test_the_third_return_says_that_the_page_goes_back_and_forth() -> None:
    page = Page()
    heard = [told(decision) for decision in page.polls(A, B, A, B, A)]
    assert [len(alerts) for alerts in heard] == [0, 1, 1, 1, 1]
    change = heard[-1][0].news
    assert "back and forth 3 times" in change.note


def test_further_returns_are_kept_quiet_and_the_baseline_is_what_people_know() -> None:
    page = Page()
    page.polls(A, B, A, B, A)
    baseline = page.memory.baseline
    decisions = page.polls(B, A, B, A, B)
    assert [told(decision) for decision in decisions] == [()] * 5
    assert {decision.outcome for decision in decisions} == {Outcome.UNCHANGED}
    assert page.memory.baseline == baseline


def test_where_it_comes_to_rest_is_told_if_people_know_otherwise() -> None:
    page = Page()
    page.polls(A, B, A, B, A, B, A)
    assert told(page.poll(B)) == ()
    assert told(page.poll(B, 23 * HOUR)) == ()
    decision = page.poll(B, 2 * HOUR)
    (alert,) = told(decision)
    assert decision.change is not None and "stands still again" in decision.change.note
    assert alert.kind is AlertKind.POLICY
    assert page.memory.flapping is None
    assert page.poll(B).outcome is Outcome.UNCHANGED


def test_where_it_comes_to_rest_is_not_told_again_if_people_know_it() -> None:
    page = Page()
    page.polls(A, B, A, B, A, B)
    assert [told(decision) for decision in page.polls(A, A, A, A, A, A)] == [()] * 6
    assert page.memory.flapping is None
    (alert,) = told(page.poll(B))
    assert "back and forth" not in alert.news.note


def test_a_new_text_is_told_even_while_the_page_goes_back_and_forth() -> None:
    page = Page()
    page.polls(A, B, A, B, A, B)
    assert len(told(page.poll(C))) == 1


def test_a_tracked_clause_is_told_each_time_however_often_the_page_turns() -> None:
    page = Page(quotes=(QUOTE,))
    page.polls(A, B, A, B, A)
    decisions = page.polls(B, A, B, A)
    assert [len(told(decision)) for decision in decisions] == [1] * 4
    assert [grade(decision) for decision in decisions[::2]] == [Grade.MAJOR] * 2


def test_a_broken_silence_is_told_each_time_however_often_the_page_turns() -> None:
    page = Page(silences=(("advertising",),))
    page.polls(A, C, A, C, A)
    assert [len(told(decision)) for decision in page.polls(C)] == [1]


def test_returns_that_lie_weeks_apart_are_told_one_by_one() -> None:
    page = Page()
    decisions = page.polls(A, B, A, B, A, B, A, after=8 * DAY)
    assert [len(told(decision)) for decision in decisions] == [0] + [1] * 6
    assert page.memory.flapping is not None and len(page.memory.flapping.returns) < OFTEN


def test_what_is_remembered_is_bounded() -> None:
    page = Page()
    for number in range(REMEMBERED + 20):
        page.poll(policy(clauses=(*CLAUSES, f"Our office has {number} rooms and a garden.")))
    assert len(page.memory.versions) == REMEMBERED


@given(st.lists(st.tuples(st.sampled_from((A, B, C)), st.sampled_from((1, 6, 30))), min_size=1, max_size=12))
@settings(deadline=None, max_examples=30)
def test_once_it_has_stood_for_a_day_people_know_what_stands(steps: list[tuple[str, int]]) -> None:
    """The law behind the quiet: nothing ends up changed and untold."""
    page, known = Page(), A
    page.poll(A)
    for body, hours in steps:
        if told(page.poll(body, hours * HOUR)):
            known = body
    for _ in range(3):
        if told(page.poll(steps[-1][0], DAY)):
            known = steps[-1][0]
    assert known == steps[-1][0]
    assert page.memory.flapping is None or not page.memory.flapping.told
    assert START + timedelta(minutes=page.minutes) - START > STILL
