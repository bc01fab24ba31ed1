"""When a digest is due: cron lines by the clock of a time zone.

An hour that does not exist in spring is taken an hour later, one that comes twice in autumn is taken once.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

NAMED: Final = {"daily": "0 8 * * *", "weekly": "0 8 * * MON"}
"""Before people begin their work."""


def cron_line(written: str) -> str:
    """``daily`` and ``weekly`` as cron lines; a cron line as it is. ``ValueError`` says what is wrong with another."""
    line = NAMED.get(written, written)
    try:
        next(CronSim(line, datetime(2026, 1, 1, tzinfo=UTC)))
    except CronSimError as error:
        raise ValueError(str(error)) from None
    except StopIteration:
        raise ValueError("it never comes") from None
    return line


def next_time(line: str, timezone: str, now: datetime) -> datetime:
    """The first time after ``now``, in UTC."""
    return next(CronSim(line, now.astimezone(ZoneInfo(timezone)))).astimezone(UTC)
