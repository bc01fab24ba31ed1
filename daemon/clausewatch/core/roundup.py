"""Digests: what a route has collected for a recipient, in one message.

Of an incident, or of a page that could not be read, only the last word is said, since a digest is read when it is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from clausewatch.core.alerts import Alert, Change, Outstanding, Reminder, Roundup, RoundupEntry
from clausewatch.core.model import Grade
from clausewatch.core.naming import digest16, stamp
from clausewatch.core.render.message import render
from clausewatch.core.review import Reviews, of_thread
from clausewatch.core.watch import AlertKind


def roundup(
    collected: Sequence[Alert], channel: str, recipient: str, since: datetime, reviews: Reviews, now: datetime
) -> Alert:
    """One alert out of several, for one recipient; ``since`` is when the first of them was collected."""
    entries = sorted((_entry(*each, reviews, now) for each in last_words(collected)), key=_gravest_first)
    grade = max((entry.grade for entry in entries), default=Grade.NONE)
    kinds = {alert.kind for alert in collected}
    kind = kinds.pop() if len(kinds) == 1 else AlertKind.POLICY
    about = digest16(" ".join(sorted(alert.key for alert in collected)) + recipient)
    news = Roundup(tuple(entries), since, now)
    return Alert(f"roundup/{channel}/{stamp(now)}-{about}", kind, grade, now, None, news)


def last_words(collected: Iterable[Alert]) -> list[tuple[Alert, int]]:
    """Each alert about a page; of the others the last of each thread, with how many came before it there."""
    found: dict[str, tuple[Alert, int]] = {}
    for alert in sorted(collected, key=lambda each: each.at):
        own = alert.kind is AlertKind.POLICY or not alert.thread
        name = alert.key if own else f"{alert.kind} {alert.thread}"
        found[name] = (alert, found[name][1] + 1 if name in found else 0)
    return list(found.values())


def _entry(alert: Alert, earlier: int, reviews: Reviews, now: datetime) -> RoundupEntry:
    message = render(alert, "")
    news = alert.news
    change_id = news.id if isinstance(news, Change) else news.change_id if isinstance(news, Reminder) else ""
    source_id = "" if isinstance(news, Outstanding | Roundup) else getattr(news, "source_id", None) or ""
    entry = RoundupEntry(
        source_id, alert.key, alert.at, alert.kind, alert.grade, message.title, message.summary, message.url, change_id
    )
    return replace(entry, review=of_thread(reviews, alert, now) if change_id else (), earlier=earlier)


def _gravest_first(entry: RoundupEntry) -> tuple[int, datetime]:
    return -entry.grade, entry.at
