"""What is about to come into force is said with the change, a week ahead, and on the day before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.alerts import Alert, Change, Reminder
from clausewatch.core.countdown import AHEAD, due, pending, reminders
from clausewatch.core.decide import Seen, decide
from clausewatch.core.memory import PageMemory, Pending
from clausewatch.core.model import Capture, Comparison, Grade, Graded, NotModified, PrintedDates, Reason, Tracked
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.render.message import render
from clausewatch.core.watch import AlertKind, Recipe, Source, SourceKind, Watchlist

SEEN = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
DAY = date(2026, 4, 29)
SOURCE = Source("acme/terms", SourceKind.PAGE, "https://acme.example/terms", "Terms", 3_600.0, "acme", "Acme")
WATCHLIST = Watchlist((SOURCE,))


def change(effective: date | None, grade: Grade = Grade.MAJOR, at: datetime = SEEN) -> Change:
    graded = Graded(grade, (Reason.WORDING,))
    compared = Comparison(True, graded, dates=PrintedDates(effective=effective))
    return Change(f"{SOURCE.id}/{at:%Y%m%d}", SOURCE.id, "Terms", "acme", "Acme", SOURCE.url, at, compared)


def waiting(day: date = DAY, seen_at: datetime = SEEN) -> PageMemory:
    return PageMemory(pending=Pending(day, f"{SOURCE.id}/20260401", seen_at, Grade.MAJOR))


def at(days_before: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC) - timedelta(days=days_before)


def sent(memory: PageMemory, *days_before: int) -> list[str]:
    """Keys of what is due on these days."""
    return [alert.key for each in days_before for alert in reminders(WATCHLIST, {SOURCE.id: memory}, at(each))]


def test_a_week_and_a_day_before_there_is_one_reminder_each() -> None:
    assert sent(waiting(), 28, 8) == []
    assert set(sent(waiting(), 7, 6, 5, 2)) == {"acme/terms/in-force/2026-04-29/7"}
    assert sent(waiting(), 1) == ["acme/terms/in-force/2026-04-29/1"]
    assert sent(waiting(), 0, -1, -30) == []


def test_a_reminder_is_minor_policy_news_in_the_thread_of_its_change() -> None:
    (alert,) = reminders(WATCHLIST, {SOURCE.id: waiting()}, at(7))
    assert isinstance(alert.news, Reminder)
    assert (alert.kind, alert.grade, alert.thread) == (AlertKind.POLICY, Grade.MINOR, alert.news.change_id)
    assert (alert.news.days, alert.news.change_id, alert.news.grade) == (7, "acme/terms/20260401", Grade.MAJOR)


@pytest.mark.parametrize(("told_before", "keys"), [(8, 2), (7, 1), (3, 1), (1, 0)])
def test_what_the_alert_itself_just_said_is_not_repeated(told_before: int, keys: int) -> None:
    memory = waiting(seen_at=at(told_before))
    assert len(set(sent(memory, *range(min(told_before, 10), -1, -1)))) == keys


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 24 * 730))
def test_nothing_is_due_on_the_day_itself_or_after_it_or_more_than_a_week_before(day: date, hours: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    step = due(Pending(day, "c", SEEN - timedelta(days=900), Grade.MINOR), moment)
    assert (step is not None) == (0 < (day - moment.date()).days <= max(AHEAD))


# --- what is remembered -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [None, date(2026, 3, 31), date(2026, 4, 1), date(2027, 6, 1)])
def test_a_day_that_has_come_or_is_years_away_is_not_waited_for(day: date | None) -> None:
    assert pending(None, change(day)) is None


def test_of_several_changes_for_one_day_the_gravest_is_remembered() -> None:
    first = pending(None, change(DAY))
    typo = change(DAY, Grade.COSMETIC, SEEN + timedelta(days=3))
    worse = change(DAY, Grade.CRITICAL, SEEN + timedelta(days=4))
    assert pending(first, typo) == first
    assert pending(first, worse) == Pending(DAY, worse.id, worse.at, Grade.CRITICAL)


def test_a_change_that_prints_another_day_or_none_replaces_it() -> None:
    first = pending(None, change(DAY))
    later = pending(first, change(date(2026, 5, 29), Grade.COSMETIC))
    assert later is not None and later.day == date(2026, 5, 29)
    assert pending(first, change(None)) is None


# --- from the page to the message ---------------------------------------------------------------------------------

SENTENCES = (
    "These terms govern your use of the programming interface of Acme.",
    "You keep all rights in what you submit to the service.",
    "We answer questions about your data within one month.",
)


def poll(
    memory: PageMemory, dates: str, *texts: str, days: int = 0, before: Capture | None = None
) -> tuple[PageMemory, tuple[Alert, ...], Capture]:
    body = "".join(f"<p>{each}</p>" for each in (dates, *SENTENCES, *texts))
    html = f'<html lang="en"><head><title>Terms</title></head><body><main><h1>Terms</h1>{body}</main></body></html>'
    moment = SEEN + timedelta(days=days)
    headers = (("content-type", "text/html; charset=utf-8"),)
    capture = Capture(SOURCE.url, SOURCE.url, moment, 200, headers, html.encode())
    reading = read_page(PageJob(capture, before, Recipe(), Tracked()))
    decision = decide(SOURCE, memory, Seen(capture, reading), (), moment)
    assert isinstance(decision.memory, PageMemory)
    return decision.memory, decision.alerts, capture


KEEPS, LONGER = "We keep prompts for 30 days.", "We keep prompts for 180 days."
UPDATED = "Last updated: February 10, 2026."


def changed(first: str, second: str, now: str = LONGER) -> tuple[PageMemory, Alert]:
    memory, _, capture = poll(PageMemory(), first, KEEPS)
    memory, (alert,), _ = poll(memory, second, now, days=1, before=capture)
    return memory, alert


def test_an_alert_says_from_when_its_change_is_in_force() -> None:
    memory, alert = changed(UPDATED, "Release date: April 2, 2026. Effective date: April 29, 2026.")
    message = render(alert, "k")
    assert {fact.name: fact.value for fact in message.facts}["In force"] == "from 2026-04-29 (in 27 days)"
    assert "in force from 2026-04-29 (in 27 days)" in message.summary.lower()
    assert memory.pending is not None and memory.pending.change_id == alert.key

    later = decide(SOURCE, memory, NotModified(SOURCE.url, SEEN), (), SEEN + timedelta(days=2)).memory
    assert isinstance(later, PageMemory) and later.pending == memory.pending


def test_a_day_that_has_come_is_not_announced() -> None:
    memory, alert = changed(UPDATED, "Effective date: March 29, 2026.")
    assert "In force" not in {fact.name for fact in render(alert, "k").facts} and memory.pending is None


def test_a_reminder_says_what_when_and_where_to_look() -> None:
    (alert,) = reminders(WATCHLIST, {SOURCE.id: waiting()}, at(1))
    message = render(alert, "k")
    assert message.title == "Acme: the change of Terms comes into force tomorrow"
    assert message.summary == "What changed (major) holds from 2026-04-29 on, says the page."
    assert [fact.value for fact in message.facts][1:] == [
        "from 2026-04-29 (tomorrow)",
        "clausewatch show acme/terms/20260401",
        'clausewatch comment acme/terms/20260401 "…"',
    ]
    assert message.data["about"] == "reminder" and message.data["news"]["effective"] == "2026-04-29"


def test_the_date_moved_but_the_text_did_not() -> None:
    _, alert = changed(UPDATED, "Last updated: April 1, 2026.", KEEPS)
    message = render(alert, "k")
    assert alert.grade is Grade.MINOR
    assert message.title == "Acme: Terms: the printed date moved, the text did not"
    moved = "from “Last updated: February 10, 2026.” to “Last updated: April 1, 2026.”"
    assert message.summary == f"The printed date moved ({moved}), the text did not."
    facts = {fact.name: fact.value for fact in message.facts}
    assert facts["Printed date"] == "2026-02-10 -> 2026-04-01; the text did not change"
    assert message.data["news"]["document"]["date_event"] == "date-only"


def test_the_text_moved_but_the_date_did_not() -> None:
    _, alert = changed(UPDATED, UPDATED)
    message = render(alert, "k")
    said = "The text changed, the printed date “Last updated: February 10, 2026” did not."
    assert message.title.endswith("changed (major), its printed date did not")
    assert message.summary.endswith(said)
    facts = {fact.name: fact.value for fact in message.facts}
    assert facts["Silent edit"] == said


def test_both_moved_is_neither() -> None:
    _, alert = changed(UPDATED, "Last updated: April 1, 2026.")
    facts = {fact.name: fact.value for fact in render(alert, "k").facts}
    assert facts["Printed date"] == "2026-02-10 -> 2026-04-01" and "Silent edit" not in facts
