"""Before a change comes into force: one reminder a week ahead, one the day before.

A policy often prints from when on its new text holds. That day is remembered with the change that brought it, until the
document changes again: what the newest text says is what will happen. A reminder that would come on the heels of the
alert itself is not sent, since the alert said it. Days are those of UTC, as documents print no hour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from clausewatch.core.alerts import Alert, Change, Reminder
from clausewatch.core.memory import Memory, PageMemory, Pending
from clausewatch.core.model import Grade
from clausewatch.core.watch import AlertKind, Source, Watchlist

AHEAD = (7, 1)
"""Days before it comes into force, the farthest first."""
FAR = timedelta(days=400)
"""A day farther off than this is about something else: policies are announced weeks ahead."""


def pending(before: Pending | None, change: Change) -> Pending | None:
    """What the page waits for once it has changed; of several changes for one day the gravest is remembered."""
    day = change.comparison.dates.effective
    today = change.at.date()
    if day is None or not today < day <= today + FAR:
        return None
    if before is not None and before.day == day and before.grade >= change.grade:
        return before
    return Pending(day, change.id, change.at, change.grade)


def reminders(watchlist: Watchlist, memories: Mapping[str, Memory], now: datetime) -> tuple[Alert, ...]:
    """What is due today. The same reminder has the same key on every day on which it is due."""
    return tuple(_reminders(watchlist, memories, now))


def _reminders(watchlist: Watchlist, memories: Mapping[str, Memory], now: datetime) -> Iterator[Alert]:
    for source in watchlist.sources:
        memory = memories.get(source.id)
        if isinstance(memory, PageMemory) and memory.pending is not None:
            step = due(memory.pending, now)
            if step is not None:
                yield _alert(source, memory.pending, step, now)


def due(waiting: Pending, now: datetime) -> int | None:
    """Which of ``AHEAD`` is due: the nearest that has come, unless the alert itself came after it; else ``None``."""
    days = (waiting.day - now.date()).days
    step = min((each for each in AHEAD if 1 <= days <= each), default=None)
    told = (waiting.day - waiting.seen_at.date()).days
    return step if step is not None and told > step else None


def _alert(source: Source, waiting: Pending, step: int, now: datetime) -> Alert:
    news = Reminder(
        source.id,
        source.title,
        source.provider,
        source.provider_name,
        source.url,
        waiting.day,
        (waiting.day - now.date()).days,
        waiting.change_id,
        waiting.grade,
    )
    key = f"{source.id}/in-force/{waiting.day}/{step}"
    return Alert(key, AlertKind.POLICY, Grade.MINOR, now, source.provider, news, thread=waiting.change_id)
