"""Quiet hours: until when a message is held.

Hours are those of a wall clock in a time zone, so a night with a change of the clocks is an hour longer or shorter, and
a quiet time that ends in the hour that does not exist ends when the clock has jumped. One that ends in an hour that
comes twice ends twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clausewatch.core.model import Grade
from clausewatch.core.watch import Quiet

FAR = 9
"""Days that are looked ahead: a quiet week ends in them, since at least one weekday is not quiet."""


def held_until(quiet: Quiet, timezone: str, grade: Grade, now: datetime) -> datetime | None:
    """When a message of this grade may be sent, in UTC; ``None``: now."""
    zone = ZoneInfo(timezone)
    if (quiet.unless is not None and grade >= quiet.unless) or not is_quiet(quiet, now.astimezone(zone)):
        return None
    ends = sorted(_ends(quiet, now.astimezone(zone).date(), zone))
    return next((end for end in ends if end > now and not is_quiet(quiet, end.astimezone(zone))), None)


def is_quiet(quiet: Quiet, local: datetime) -> bool:
    """At this time of a wall clock. The end of the hours is not quiet any more."""
    if local.weekday() in quiet.days:
        return True
    if quiet.hours is None:
        return False
    start, end = quiet.hours
    at = local.time()
    return start <= at < end if start < end else at >= start or at < end


def _ends(quiet: Quiet, today: date, zone: ZoneInfo) -> Iterator[datetime]:
    """Every moment at which a quiet time may end."""
    for days in range(FAR):
        day = today + timedelta(days=days)
        for at in (time(), quiet.hours[1] if quiet.hours else time()):
            yield from _moments(datetime.combine(day, at, zone))


def _moments(wall: datetime) -> Iterator[datetime]:
    """When a clock on the wall shows this, in UTC; where it does so twice, or jumps over it, each minute in between."""
    both = {wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    first, last = min(both), max(both)
    return (first + timedelta(minutes=minute) for minute in range((last - first) // timedelta(minutes=1) + 1))
