"""What the monitor did not see is told once, with since when, and its end too."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from clausewatch.core.alerts import Alert, HealthNews
from clausewatch.core.blindness import GAP, STALE_LEAST, Survey, gap, mended, survey
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.memory import Memory, PageMemory, Trouble
from clausewatch.core.model import Grade
from clausewatch.core.watch import Source, SourceKind
from shell.news import NOON

DAY = timedelta(days=1)


def source(
    kind: SourceKind = SourceKind.PAGE, stale_after: float | None = 2 * 86_400.0, every: float = 3600.0
) -> Source:
    return Source("acme/terms", kind, "https://acme.example/terms", "Terms", every, stale_after=stale_after)


def looked(
    memory: Memory | None, now: datetime = NOON, told: dict[str, datetime] | None = None, of: Source | None = None
) -> Survey:
    watched = of or source()
    return survey((watched,), {watched.id: memory} if memory else {}, told or {}, now)


def text(alert: Alert) -> str:
    assert isinstance(alert.news, HealthNews)
    return alert.news.text


def test_a_page_that_nobody_has_read_for_too_long_is_told_once_and_so_is_its_end() -> None:
    read = PageMemory(read_at=NOON - 3 * DAY, checked_at=NOON)
    first = looked(read)
    assert [(alert.grade, "since 2026-11-20" in text(alert)) for alert in first.alerts] == [(Grade.MAJOR, True)]
    again = looked(read, NOON + DAY, dict(first.stale))
    assert again.alerts == () and again.stale == first.stale
    over = looked(PageMemory(read_at=NOON + 2 * DAY), NOON + 2 * DAY, dict(again.stale))
    (alert,) = over.alerts
    assert over.stale == {} and isinstance(alert.news, HealthNews) and alert.news.recovered
    assert alert.key == f"{first.alerts[0].key}/over"


@pytest.mark.parametrize(
    ("memory", "stale"),
    [
        (None, False),
        (PageMemory(read_at=NOON - 2 * DAY), False),
        (PageMemory(read_at=NOON - 2 * DAY - timedelta(seconds=1)), True),
        (PageMemory(trouble=Trouble(NOON - 3 * DAY, 9, "timeout", "no answer")), True),
        (PageMemory(checked_at=NOON), False),
    ],
)
def test_what_counts_is_when_it_was_last_seen_as_it_should_be(memory: PageMemory | None, stale: bool) -> None:
    assert bool(looked(memory).stale) is stale


def test_a_candidate_is_seen_by_being_looked_for() -> None:
    candidate = source(SourceKind.CANDIDATE)
    assert looked(StatusMemory(checked_at=NOON - DAY), of=candidate).stale == {}
    assert looked(StatusMemory(checked_at=NOON - 3 * DAY), of=candidate).stale != {}


def test_without_a_limit_of_its_own_a_source_has_several_intervals_and_three_days() -> None:
    daily, hourly = source(stale_after=None, every=86_400.0), source(stale_after=None)
    read = PageMemory(read_at=NOON - timedelta(seconds=STALE_LEAST + 1))
    assert looked(read, of=hourly).stale != {}
    assert looked(read, of=daily).stale == {}
    assert looked(PageMemory(read_at=NOON - 5 * DAY), of=daily).stale != {}


def test_a_source_that_left_the_watchlist_is_forgotten_without_a_word() -> None:
    assert survey((), {}, {"acme/terms": NOON - 9 * DAY}, NOON) == Survey({}, ())


def test_a_short_stop_is_nobodys_news_and_a_long_one_says_from_when_to_when() -> None:
    assert gap(NOON - GAP + timedelta(seconds=1), NOON, "it did not run") is None
    told = gap(NOON - GAP, NOON, "it did not run")
    assert told is not None and "from 2026-11-23 11:00 to 2026-11-23 12:00 UTC: it did not run" in text(told)


def test_a_lost_database_says_what_took_its_place_and_how_grave_that_is() -> None:
    restored = mended("malformed", NOON, "set-aside/x.db", NOON - DAY)
    assert restored.grade is Grade.MAJOR and "backup of 2026-11-22 12:00 UTC" in text(restored)
    assert "set-aside/x.db" in text(restored)
    anew = mended("it was gone", NOON, None, None)
    assert anew.grade is Grade.CRITICAL and "watched anew" in text(anew) and anew.key == restored.key
