"""When people are reminded of what is still wrong: every six hours at first, and ever less often.

Whoever comes on duty wants to know what is open; nobody wants four messages a day about an incident that a vendor has
left open for months (seen at AWS). So a reminder also waits for a quarter of the time that it has been going on.
"""

from __future__ import annotations

from datetime import datetime, timedelta

EVERY = 6 * 3600.0
"""Seconds: the default of the least time between two messages about the same thing."""
SHARE = 4
"""A reminder waits for this part of how long it has been going on."""


def due(told_at: datetime | None, since: datetime, now: datetime, every: float | None) -> bool:
    """Whether it is time. ``told_at``: the last message about it; ``every``: seconds, ``None`` for never."""
    if every is None or told_at is None:
        return False
    return now - told_at >= max(timedelta(seconds=every), (now - since) / SHARE)
