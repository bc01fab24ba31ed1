"""Quiet hours, right through weekends and changes of the clocks; and when a digest is due."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clausewatch.core.cadence import cron_line, next_time
from clausewatch.core.model import Grade
from clausewatch.core.quiet import held_until, is_quiet
from clausewatch.core.watch import Quiet

BERLIN = "Europe/Berlin"
NIGHT = Quiet((time(22), time(7)))
LUNCH = Quiet((time(12), time(13, 30)))
WEEKEND = Quiet(days=(5, 6))
NIGHTS_AND_WEEKENDS = Quiet((time(22), time(7)), (5, 6))


def at(text: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2026-11-24T21:59", None),
        (NIGHT, "2026-11-24T22:00", "2026-11-25T07:00"),
        (NIGHT, "2026-11-25T06:59", "2026-11-25T07:00"),
        (NIGHT, "2026-11-25T07:00", None),
        (LUNCH, "2026-11-25T12:10", "2026-11-25T13:30"),
        (LUNCH, "2026-11-25T13:30", None),
        (WEEKEND, "2026-11-27T23:59", None),
        (WEEKEND, "2026-11-28T00:00", "2026-11-30T00:00"),
        (NIGHTS_AND_WEEKENDS, "2026-11-27T22:30", "2026-11-30T07:00"),
        (NIGHTS_AND_WEEKENDS, "2026-11-29T23:00", "2026-11-30T07:00"),
        (NIGHT, "2027-03-28T01:30", "2027-03-28T07:00"),  # the clocks go forward in this night
        (NIGHT, "2026-10-25T01:30", "2026-10-25T07:00"),  # and back in this one
        (Quiet((time(1), time(2, 30))), "2027-03-28T01:30", "2027-03-28T03:00"),  # ends in the hour that is skipped
    ],
)
def test_a_message_is_held_until_the_quiet_time_ends(quiet: Quiet, now: str, until: str | None) -> None:
    held = held_until(quiet, BERLIN, Grade.CRITICAL, at(now))
    assert held == (at(until).astimezone(UTC) if until else None)


def test_hours_are_those_of_the_routes_own_clock() -> None:
    now = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)  # seven in the morning in Shanghai
    assert held_until(NIGHT, "Asia/Shanghai", Grade.MINOR, now) is None
    assert held_until(NIGHT, "UTC", Grade.MINOR, now) is not None


@pytest.mark.parametrize(("grade", "held"), [(Grade.MAJOR, True), (Grade.CRITICAL, False)])
def test_from_a_grade_on_a_message_breaks_through(grade: Grade, held: bool) -> None:
    quiet = Quiet(NIGHT.hours, unless=Grade.CRITICAL)
    assert (held_until(quiet, BERLIN, grade, at("2026-11-24T23:00")) is not None) is held


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-10-24T23:30", "2026-10-25T00:30"),  # 1:30 in summer: half past two comes in an hour
        ("2026-10-25T00:45", None),  # 2:45 in summer
        ("2026-10-25T01:15", "2026-10-25T01:30"),  # 2:15 in winter, and so quiet for a second time
        ("2026-10-25T01:30", None),
        ("2027-03-28T00:45", "2027-03-28T01:00"),  # 1:45 in winter; the clock jumps from two to three
        ("2027-03-28T01:00", None),
    ],
)
def test_a_quiet_time_that_ends_in_the_night_of_the_clocks_ends_in_that_night(now: str, until: str | None) -> None:
    """Until half past two in Berlin; the times here are UTC."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    held = held_until(Quiet((time(22), time(2, 30))), BERLIN, Grade.MINOR, moment)
    assert held == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
quiets = st.builds(
    Quiet,
    st.none() | st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]),
    st.lists(st.integers(0, 6), max_size=6, unique=True).map(tuple),
)
zones = st.sampled_from([BERLIN, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])


@example(Quiet((time(22), time(2, 30))), BERLIN, 297 * 24 * 60 + 75)
@given(quiets, zones, st.integers(0, 2 * 365 * 24 * 60))
def test_a_held_message_is_sent_at_a_time_that_is_not_quiet_and_soon(quiet: Quiet, zone: str, minutes: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    held = held_until(quiet, zone, Grade.MINOR, now)
    assert (held is not None) is is_quiet(quiet, now.astimezone(ZoneInfo(zone)))
    if held is not None:
        assert now < held <= now + timedelta(days=8)
        assert not is_quiet(quiet, held.astimezone(ZoneInfo(zone)))
        before = (held - timedelta(minutes=minutes) for minutes in range(1, 181))
        assert all(is_quiet(quiet, each.astimezone(ZoneInfo(zone))) for each in before if each >= now), "no sooner"


# --- digests ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "now", "due"),
    [
        ("daily", "2026-11-24T07:59", "2026-11-24T08:00"),
        ("daily", "2026-11-24T08:00", "2026-11-25T08:00"),
        ("weekly", "2026-11-24T12:00", "2026-11-30T08:00"),
        ("0 9 * * mon-fri", "2026-11-27T10:00", "2026-11-30T09:00"),
        ("30 2 * * *", "2027-03-27T12:00", "2027-03-28T03:00"),  # there is no half past two in this night
        ("30 2 * * *", "2026-10-24T12:00", "2026-10-25T02:30"),
        ("30 2 * * *", "2026-10-25T02:30", "2026-10-26T02:30"),  # twice on the clock, once in the mail
    ],
)
def test_a_digest_is_due_by_the_clock_on_the_wall(written: str, now: str, due: str) -> None:
    assert next_time(cron_line(written), BERLIN, at(now)) == at(due).astimezone(UTC)


@pytest.mark.parametrize("written", ["dayly", "0 25 * * *", "* * *", "", "0 0 31 2 *"])
def test_what_is_no_schedule_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        cron_line(written)
