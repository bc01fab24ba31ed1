"""When a source is polled next.

Theory. A source has an interval (``every``) or a cron line, a time zone, and perhaps windows outside of which it is
left alone. Everything is decided from values: the same source at the same instant gives the same answer everywhere.

- *Spread.* Sources with one schedule must not march in step. Where in the tolerance a source polls is made of its id,
  not of chance: a tenth of the interval either way, up to a minute behind a cron line's minute, and somewhere in the
  first half hour of a window.
- *Daylight saving.* An interval is a span of real time, so it knows none. Cron lines and windows are times on a wall:
  cron does as Debian's cron does (an hour that does not exist runs when it would have come, one that comes twice runs
  once), a window's ends are looked up on each of its days.
- *Failure.* A decision may ask to come back sooner or later than the schedule says; it is obeyed within the windows.
- *Pause.* A paused source is never polled, or not before the pause ends.
- *Sleep.* What was missed is wanted once, not as often as it was missed; where many were, ``catch_up`` spreads them.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from cronsim import CronSim

from clausewatch.core import cadence
from clausewatch.core.alerts import Decision
from clausewatch.core.watch import Source, Window

SPREAD = 0.1
"""Share of the interval by which polls are spread, so that sources with one schedule do not march in step."""
CRON_SPREAD = 60.0
"""Seconds behind a cron line's minute at most: people who name a minute mean it."""
WINDOW_SPREAD = 1800.0
"""Seconds after the opening of a window within which those that waited for it come."""
AT_ONCE = 100
"""So many sources may be wanted at the same moment."""
SECONDS_EACH = 0.25
"""Room that each source gets where they are spread: 5,000 start within 21 minutes."""
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When a source is polled that is paused until further notice."""
_LATER_DAYS = 8
"""A window opens within a week, whatever its days are."""
_REFERENCE = datetime(2026, 1, 1, tzinfo=UTC)
"""Where cron lines are measured from: any instant would do, but always the same one."""


def next_due(source: Source, decision: Decision, now: datetime) -> datetime:
    """After a decision: its own wish, else the source's schedule."""
    if decision.retry_in is not None:
        return within(source, now + timedelta(seconds=decision.retry_in))
    return regular(source, now)


def regular(source: Source, after: datetime) -> datetime:
    """The next poll after one at ``after`` at which nothing was out of the ordinary."""
    if source.cron:
        at = cadence.next_time(source.cron, source.timezone, after)
        return within(source, at + timedelta(seconds=CRON_SPREAD * _share(source.id)))
    return within(source, after + timedelta(seconds=source.every * (1 + SPREAD * _phase(source.id, after))))


def runs(source: Source, first: datetime) -> Iterator[datetime]:
    """``first`` and every regular poll after it."""
    at = first
    while True:
        yield at
        at = regular(source, at)


def within(source: Source, at: datetime) -> datetime:
    """``at``, or some time after the next opening where all windows are closed then, or the end of a pause."""
    pause = source.paused_at(at)
    if pause is not None:
        return within(source, pause.until) if pause.until else NEVER
    if not source.during or any(start <= at < end for start, end in _openings(source, at)):
        return at
    start, end = min(each for each in _openings(source, at) if each[0] > at)
    room = min(WINDOW_SPREAD, (end - start).total_seconds() / 2)
    return start + timedelta(seconds=room * _share(source.id))


def catch_up(late: Mapping[str, float], now: datetime) -> dict[str, datetime]:
    """When each of the overdue sources (id to interval in seconds) comes: at once, or spread where they are many."""
    if len(late) <= AT_ONCE:
        return dict.fromkeys(late, now)
    room = len(late) * SECONDS_EACH
    return {each: now + timedelta(seconds=min(room, every) * _share(each)) for each, every in late.items()}


# --- cron lines ---------------------------------------------------------------------------------------------------


def cron_fault(line: str) -> str | None:
    """Why this is no cron line that ever comes; ``None`` for one that does."""
    if len(line.split()) != 5:
        return "a cron line has five fields: minute, hour, day of the month, month, day of the week"
    try:
        cadence.cron_line(line)
    except ValueError as error:
        return str(error).lower()
    return None


@functools.lru_cache(maxsize=1024)
def shortest_gap(line: str) -> float:
    """Seconds between the two runs of a right cron line that lie closest together, among its next ones."""
    coming = list(islice(CronSim(line, _REFERENCE), 50))
    return min((later - sooner).total_seconds() for sooner, later in pairwise(coming))


# --- windows ------------------------------------------------------------------------------------------------------


def _openings(source: Source, at: datetime) -> list[tuple[datetime, datetime]]:
    """Every window that is open at ``at`` or opens within a week, in real time."""
    zone = ZoneInfo(source.timezone)
    today = at.astimezone(zone).date()
    days = [today + timedelta(days=offset) for offset in range(-1, _LATER_DAYS)]
    found = (_opening(window, day, zone) for window in source.during for day in days if day.weekday() in window.days)
    return [each for each in found if each[1] > at]


def _opening(window: Window, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """One that ends before it begins ends on the next day."""
    last = day if window.end > window.start else day + timedelta(days=1)
    return _instant(day, window.start, zone), _instant(last, window.end, zone)


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    day += timedelta(days=minute // 1440)
    return datetime(day.year, day.month, day.day, minute % 1440 // 60, minute % 60, tzinfo=zone).astimezone(UTC)


# --- spread -------------------------------------------------------------------------------------------------------


def _phase(source_id: str, now: datetime) -> float:
    """Between -1 and 1; another one every hour, so that nobody is always the last."""
    digest = hashlib.sha256(f"{source_id} {now:%Y%m%d%H}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**31 - 1


def _share(source_id: str) -> float:
    """A stable number from 0 up to 1."""
    return int.from_bytes(hashlib.sha256(source_id.encode()).digest()[:4], "big") / 2**32
