"""Microsoft Azure's feed.

It lists only big incidents, and only while they last; categories are services and regions. It says neither phase nor
severity. An empty feed is not healthy: on 2026-07-23 the feed that is routed by geography was valid and empty for hours
while the one at its own host told of an outage. So only that one's silence ends an incident.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    Coverage,
    Impact,
    Incident,
    IncidentUpdate,
    PageState,
    Phase,
    StatusReport,
)
from clausewatch.core.statuspages import _feed as feeds
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._feed import Entry, Feed
from clausewatch.core.watch import StatusRecipe

NAME = "azure"
OWN_HOST = "rssfeed.azure.status.microsoft"
HOSTS = (OWN_HOST, "azure.status.microsoft", "status.azure.com")
FEED = "/en-us/status/feed"


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.origin(base_url)}{FEED}/",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    feed = feeds.feed_of(captures[0]) if captures else None
    return isinstance(feed, Feed) and _is_ours(feed)


def _is_ours(feed: Feed) -> bool:
    return feed.title.startswith("Azure Status") and payload.host(feed.link) in HOSTS


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    feed = feeds.feed_of(captures[0]) if captures else payload.not_ours("no answer")
    if isinstance(feed, Unreadable):
        return feed
    if not _is_ours(feed):
        return payload.not_ours("a feed, but not Azure's: another title or another link")
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (),
        tuple(_incident(each, captures[0].fetched_at) for each in feed.entries),
        page_name="Azure",
        host=payload.host(feed.link),
        updated_at=feed.updated,
        coverage=Coverage.INCIDENTS_ONLY,
        complete=bool(feed.entries) or payload.host(captures[0].final_url) == OWN_HOST,
    )
    return report.finished(told, None, recipe, ())


def _incident(entry: Entry, fetched_at: datetime) -> Incident:
    """Listed, so open."""
    at, text = entry.published or fetched_at, payload.prose(entry.markup)
    return Incident(
        report.made_id(entry.id[: payload.ID], entry.title, at),
        entry.title,
        Phase.INVESTIGATING,
        Impact.UNKNOWN,
        at,
        None,
        tuple(_updates(entry, at, text)),
        entry.categories,
        entry.link,
    )


def _updates(entry: Entry, at: datetime, text: str) -> Iterator[IncidentUpdate]:
    if text:
        when = entry.updated or at
        yield IncidentUpdate(report.update_key("", at, Phase.UNKNOWN, text), when, Phase.UNKNOWN, text)
