"""xAI's own feed.

Every item says its status and severity, then its updates, oldest first; categories repeat the first two. It names one
component, in brackets before the title. The feed has no list of components, so nothing on it is ever operational.
"""

from __future__ import annotations

import re
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
from clausewatch.core.statuspages._payload import Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "xai"
HOST = "status.x.ai"
HOSTS = (HOST,)

PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "updated": Phase.INVESTIGATING,
    "active": Phase.INVESTIGATING,
    "ongoing": Phase.INVESTIGATING,
    "resolved": Phase.RESOLVED,
}
IMPACTS = {
    "available": Impact.NONE,
    "degraded": Impact.MINOR,
    "disruption": Impact.MINOR,
    "limited": Impact.MINOR,
    "partial_outage": Impact.MAJOR,
    "outage": Impact.CRITICAL,
    "unavailable": Impact.CRITICAL,
}
STATUS = re.compile(r"<h3>\s{0,20}Status:\s{0,20}([^<]{1,40})</h3>", re.IGNORECASE)
SEVERITY = re.compile(r"<p>\s{0,20}Severity:\s{0,20}([^<]{1,40})</p>", re.IGNORECASE)
UPDATE = re.compile(
    r"<strong>([^<]{5,60})</strong>\s{0,20}</p>\s{0,20}<h3>([^<]{1,40})</h3>(.{0,4000}?)</div>", re.DOTALL
)
TITLE = re.compile(r"\[([^\[\]]{1,100})\]\s{0,20}(.{1,400})")
MOST_MARKUP = 40_000


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.root(base_url, '/feed.xml')}/feed.xml",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    feed = feeds.feed_of(captures[0]) if captures else None
    return isinstance(feed, Feed) and _is_ours(feed)


def _is_ours(feed: Feed) -> bool:
    return payload.host(feed.link) == HOST and all(STATUS.search(each.markup[:MOST_MARKUP]) for each in feed.entries)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    feed = feeds.feed_of(captures[0]) if captures else payload.not_ours("no answer")
    if isinstance(feed, Unreadable):
        return feed
    if not _is_ours(feed):
        return payload.not_ours("a feed, but not xAI's: another link, or items without a status")
    tokens = Tokens()
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (),
        tuple(_incident(each, tokens, captures[0].fetched_at) for each in feed.entries),
        page_name=feed.title,
        host=HOST,
        updated_at=feed.updated,
        coverage=Coverage.INCIDENTS_ONLY,
        complete=False,
    )
    return report.finished(told, None, recipe, tokens)


def _incident(entry: Entry, tokens: Tokens, fetched_at: datetime) -> Incident:
    markup = entry.markup[:MOST_MARKUP]
    phase = tokens.read(PHASES, _found(STATUS, markup), Phase.UNKNOWN)
    updates = report.in_order(_updates(markup, phase))
    titled = TITLE.fullmatch(entry.title)
    began = entry.published or (updates[0].at if updates else fetched_at)
    return Incident(
        report.made_id(entry.id[: payload.ID], entry.title, began),
        titled[2] if titled else entry.title,
        phase,
        _impact(_found(SEVERITY, markup), phase, tokens),
        began,
        (updates[-1].at if updates else None) if phase is Phase.RESOLVED else None,
        updates,
        (titled[1],) if titled else (),
        entry.link,
    )


def _impact(word: str, phase: Phase, tokens: Tokens) -> Impact:
    """Once it is over the severity is that of now, which is none; how grave it was is not told."""
    if phase is Phase.RESOLVED:
        return IMPACTS.get(word.lower(), Impact.UNKNOWN)
    return tokens.read(IMPACTS, word, Impact.UNKNOWN)


def _found(pattern: re.Pattern[str], markup: str) -> str:
    found = pattern.search(markup)
    return found.group(1).strip() if found else ""


def _updates(markup: str, phase: Phase) -> Iterator[IncidentUpdate]:
    """Each with its own time and word; the last one of an item that is over resolves it, whatever its word."""
    found = UPDATE.findall(markup)
    for number, (time, word, body) in enumerate(found, 1):
        at, text = payload.moment(time), payload.prose(body)
        if at is not None:
            last = number == len(found) and phase is Phase.RESOLVED
            said = Phase.RESOLVED if last else PHASES.get(word.strip().lower(), Phase.UNKNOWN)
            yield IncidentUpdate(report.update_key("", at, Phase.UNKNOWN, text), at, said, text)
