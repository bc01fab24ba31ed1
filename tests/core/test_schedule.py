"""When a source is polled next: on a wall clock that jumps, spread, within windows, after a sleep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clausewatch.core.alerts import Decision, Outcome
from clausewatch.core.memory import PageMemory
from clausewatch.core.schedule import (
    AT_ONCE,
    CRON_SPREAD,
    SPREAD,
    WINDOW_SPREAD,
    catch_up,
    cron_fault,
    next_due,
    regular,
    runs,
    shortest_gap,
    within,
)
from clausewatch.core.watch import Source, SourceKind
from clausewatch.shell.watchlist_forms import window

NOW = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def source(identifier: str = "acme/terms", **more: object) -> Source:
    plain = Source(identifier, SourceKind.PAGE, "https://acme.example/terms", "Terms", 3600.0)
    return replace(plain, **more)  # type: ignore[arg-type]


def local(moments: list[datetime], zone: ZoneInfo = BERLIN) -> list[str]:
    return [f"{each.astimezone(zone):%a %d %H:%M%z}" for each in moments]


def taken(one: Source, first: datetime, count: int) -> list[datetime]:
    return list(islice(runs(one, first), count))


# --- cron lines ---------------------------------------------------------------------------------------------------


def test_nine_in_the_morning_stays_nine_when_summer_begins_and_ends() -> None:
    daily = source(cron="0 9 * * *", timezone="Europe/Berlin")
    assert local(taken(daily, regular(daily, NOW), 3)) == [
        "Sat 28 09:00+0100",
        "Sun 29 09:00+0200",
        "Mon 30 09:00+0200",
    ]
    autumn = datetime(2026, 10, 23, 12, 0, tzinfo=UTC)
    assert local(taken(daily, regular(daily, autumn), 3)) == [
        "Sat 24 09:00+0200",
        "Sun 25 09:00+0100",
        "Mon 26 09:00+0100",
    ]


def test_an_hour_that_does_not_exist_is_not_left_out_and_one_that_comes_twice_runs_once() -> None:
    nightly = source(cron="30 2 * * *", timezone="Europe/Berlin")
    spring = taken(nightly, regular(nightly, NOW), 3)
    assert [f"{each.astimezone(BERLIN):%d}" for each in spring] == ["28", "29", "30"]
    autumn = taken(nightly, regular(nightly, datetime(2026, 10, 24, 0, 45, tzinfo=UTC)), 3)
    assert [f"{each.astimezone(BERLIN):%d}" for each in autumn] == ["25", "26", "27"]


def test_a_cron_line_is_polled_in_its_own_minute_spread_by_the_id() -> None:
    seconds = {regular(source(f"acme/p{n}", cron="0 9 * * *"), NOW).second for n in range(50)}
    assert len(seconds) > 25
    late = [regular(source(f"acme/p{n}", cron="0 9 * * *"), NOW) for n in range(50)]
    assert all(
        timedelta() <= each - datetime(2026, 3, 28, 9, tzinfo=UTC) <= timedelta(seconds=CRON_SPREAD) for each in late
    )


@pytest.mark.parametrize(
    ("line", "seconds"), [("0 9 * * *", 86400), ("*/5 * * * *", 300), ("0 9,17 * * mon-fri", 8 * 3600)]
)
def test_a_cron_line_has_a_shortest_gap(line: str, seconds: int) -> None:
    assert shortest_gap(line) == seconds


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("0 9 * *", "five fields"),
        ("* * * * * *", "five fields"),
        ("61 9 * * *", "minute"),
        ("0 0 30 2 *", "day"),
        ("daily", "five fields"),
    ],
)
def test_a_line_that_never_comes_is_none(line: str, why: str) -> None:
    assert why in (cron_fault(line) or "")


# --- windows ------------------------------------------------------------------------------------------------------

OFFICE = source(during=(window("Mon-Fri 08:00-18:00"),), timezone="Europe/Berlin")


def test_what_falls_outside_of_the_window_comes_soon_after_its_opening() -> None:
    friday_evening = datetime(2026, 3, 27, 20, 0, tzinfo=UTC)
    at = within(OFFICE, friday_evening)
    opening = datetime(2026, 3, 30, 8, 0, tzinfo=BERLIN)
    assert opening <= at <= opening + timedelta(seconds=WINDOW_SPREAD)
    assert within(OFFICE, NOW) == NOW


def test_a_window_over_midnight_belongs_to_the_day_on_which_it_opens() -> None:
    nights = source(during=(window("Fri 22:00-06:00"),))
    assert within(nights, datetime(2026, 3, 28, 5, 59, tzinfo=UTC)) == datetime(2026, 3, 28, 5, 59, tzinfo=UTC)
    assert within(nights, datetime(2026, 3, 28, 6, 0, tzinfo=UTC)).date().isoformat() == "2026-04-03"


def test_a_window_in_the_hour_that_does_not_exist_does_no_harm() -> None:
    narrow = source(during=(window("02:15-02:45"),), timezone="Europe/Berlin")
    at = within(narrow, datetime(2026, 3, 28, 20, 0, tzinfo=UTC))
    assert timedelta() < at - datetime(2026, 3, 28, 20, 0, tzinfo=UTC) < timedelta(days=2)


def test_a_retry_after_a_failure_waits_for_the_window_too() -> None:
    failed = Decision(Outcome.FAILED, "timeout", PageMemory(), retry_in=300)
    assert next_due(OFFICE, failed, NOW) == NOW + timedelta(minutes=5)
    evening = datetime(2026, 3, 27, 16, 58, tzinfo=UTC)
    assert next_due(OFFICE, failed, evening).astimezone(BERLIN).weekday() == 0


moments = some.integers(0, 15 * 365 * 86400).map(
    lambda each: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=each)
)
zones = some.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
windows = some.sampled_from(
    ["08:00-18:00", "Mon-Fri 08:00-18:00", "Sat 22:00-03:00", "00:00-24:00", "Fri-Mon 01:30-02:30"]
)
crons = some.sampled_from(["", "0 9 * * *", "30 2 * * sun", "*/7 * * * *", "0 0 1 * *"])


@given(moments, zones, some.lists(windows, max_size=3), crons, some.floats(30, 30 * 86400))
def test_the_next_poll_is_later_and_stable_and_within_a_window(
    now: datetime, zone: str, texts: list[str], cron: str, every: float
) -> None:
    one = source(every=every, cron=cron, during=tuple(map(window, texts)), timezone=zone)
    at = regular(one, now)
    assert now < at
    assert at == regular(one, now) == within(one, at)
    if not cron and not texts:
        assert abs((at - now).total_seconds() - every) <= SPREAD * every + 1


# --- after a sleep ------------------------------------------------------------------------------------------------


def test_a_few_that_are_late_come_at_once_and_many_are_spread() -> None:
    few = {f"s{n}": 60.0 for n in range(AT_ONCE)}
    assert set(catch_up(few, NOW).values()) == {NOW}
    many = {f"s{n}": 21600.0 for n in range(5000)}
    due = sorted(catch_up(many, NOW).values())
    assert due[-1] - NOW <= timedelta(seconds=1250)
    per_second = [sum(1 for each in due if int((each - NOW).total_seconds()) == second) for second in range(1250)]
    assert max(per_second) < 20


def test_nobody_waits_longer_than_its_interval_to_catch_up() -> None:
    many = {f"s{n}": 30.0 for n in range(5000)}
    assert max(catch_up(many, NOW).values()) <= NOW + timedelta(seconds=30)
