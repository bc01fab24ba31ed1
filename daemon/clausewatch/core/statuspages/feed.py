"""Any RSS or Atom feed of a status page: incidents only.

What a feed does not say is not guessed. The phase is what an entry's own labels say: ``<strong>Resolved</strong>``,
``Status: Monitoring``, ``[Resolved]`` before a title. Most feeds put the newest label first, some last, so an entry is
over if either end says so. How grave it is stands in no feed. An entry without any label is a notice: it is listed for
a day after its last date, as nobody says whether it goes on, and then not any more. An empty feed is of unknown state,
and only one that reaches back two weeks proves by its silence that something ended.

Labels of planned work (scheduled, in progress, completed) make an entry a maintenance, which starts when it was
published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urljoin

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    Coverage,
    Impact,
    Incident,
    IncidentUpdate,
    Maintenance,
    MaintenancePhase,
    PageState,
    Phase,
    StatusReport,
)
from clausewatch.core.statuspages import _feed as feeds
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages._feed import Entry, Feed
from clausewatch.core.watch import StatusRecipe

NAME = "feed"
GENERIC = True

PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "update": Phase.INVESTIGATING,
    "resolved": Phase.RESOLVED,
    "recovered": Phase.RESOLVED,
    "postmortem": Phase.RESOLVED,
    "已恢复": Phase.RESOLVED,
}
PLANNED = {
    "scheduled": MaintenancePhase.SCHEDULED,
    "in progress": MaintenancePhase.IN_PROGRESS,
    "verifying": MaintenancePhase.VERIFYING,
    "completed": MaintenancePhase.COMPLETED,
}
BOLD = re.compile(
    r"<(?:strong|b|em|h[1-6])>\s{0,20}(?:Status:\s{0,20})?([^<>:]{3,30}?)\s{0,20}:?\s{0,20}</", re.IGNORECASE
)
STATUS = re.compile(rf"\bStatus:\s{{0,20}}({'|'.join((*PHASES, *PLANNED))})\b", re.IGNORECASE)
TAG = re.compile(
    r"^\s{0,20}[\[(【（]\s{0,5}([^\[\]()【】（）]{2,30}?)\s{0,5}[\])】）]|^\s{0,20}(Resolved|Recovered)\s{0,5}[:-]",
    re.IGNORECASE,
)
MOST_MARKUP = 40_000
NOTICE = timedelta(days=1)
REACH = timedelta(days=14)
ALTERNATE = re.compile(r"<link\b[^<>]{0,500}>", re.IGNORECASE)
HREF = re.compile(r"""\bhref=["']?([^"'\s<>]{1,500})""", re.IGNORECASE)


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    """The page id is the feed's address, as the branded page names it."""
    return (urljoin(base_url, recipe.page_id) if recipe.page_id else base_url,)


def page_id_in(text: str) -> str | None:
    """The first feed that the page's head refers to."""
    for found in ALTERNATE.finditer(text[: payload.LARGEST]):
        tag = unescape(found.group())
        address = HREF.search(tag)
        if address and re.search(r"application/(?:rss|atom)\+xml", tag, re.IGNORECASE):
            return address.group(1)
    return None


def recognises(captures: tuple[Capture, ...]) -> bool:
    """Any feed with a name; a feed of articles looks the same, so people say which one they mean."""
    feed = feeds.feed_of(captures[0]) if captures else None
    return isinstance(feed, Feed) and bool(feed.title)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    feed = feeds.feed_of(captures[0]) if captures else payload.not_ours("no answer")
    if isinstance(feed, Unreadable):
        return feed
    now = captures[0].fetched_at
    dated = [each.published for each in feed.entries if each.published]
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (),
        tuple(one for each in feed.entries for one in _incident(each, now)),
        tuple(one for each in feed.entries for one in _maintenance(each)),
        page_id=recipe.page_id or captures[0].url,
        page_name=feed.title,
        host=payload.host(feed.link),
        updated_at=None,  # feeds put the time of the request there
        coverage=Coverage.INCIDENTS_ONLY,
        complete=bool(dated) and now - min(dated) >= REACH,
    )
    return report.finished(told, None, recipe, ())


def _labels(entry: Entry) -> list[str]:
    """Words that say how it stands, as the entry orders them; a tag before the title counts before all."""
    markup = entry.markup[:MOST_MARKUP]
    tag = TAG.match(entry.title)
    words = [tag[1] or tag[2]] if tag else []
    words += [] if tag and _known(words[0]) else [*BOLD.findall(markup), *STATUS.findall(payload.prose(markup))]
    return [word for each in words if _known(word := " ".join(each.lower().split()))]


def _known(word: str) -> bool:
    return word.lower() in PHASES or word.lower() in PLANNED


def _is_planned(labels: list[str]) -> bool:
    return any(each in PLANNED for each in labels)


def _incident(entry: Entry, now: datetime) -> Iterator[Incident]:
    labels = _labels(entry)
    began, last = entry.published or now, entry.updated or entry.published or now
    if _is_planned(labels) or (not labels and now - last >= NOTICE):
        return
    ends = [PHASES[each] for each in labels[:1] + labels[-1:]]
    phase = Phase.RESOLVED if Phase.RESOLVED in ends else ends[0] if ends else Phase.UNKNOWN
    yield Incident(
        report.made_id(_key(entry), entry.title, began),
        _title(entry),
        phase,
        Impact.UNKNOWN,
        began,
        last if phase is Phase.RESOLVED and last != began else None,
        tuple(_updates(entry, phase, began)),
        url=entry.link,
    )


def _title(entry: Entry) -> str:
    tag = TAG.match(entry.title)
    return (
        payload.line(entry.title[tag.end() :].strip(" :-")) or entry.title
        if tag and _known(tag[1] or tag[2])
        else entry.title
    )


def _key(entry: Entry) -> str:
    """Its own id, where that is short enough to be told from others."""
    return entry.id if len(entry.id) <= payload.ID else report.made_id("", entry.id)


def _updates(entry: Entry, phase: Phase, began: datetime) -> Iterator[IncidentUpdate]:
    text = payload.prose(entry.markup)
    if text:
        yield IncidentUpdate(report.update_key("", began, Phase.UNKNOWN, text), entry.updated or began, phase, text)


def _maintenance(entry: Entry) -> Iterator[Maintenance]:
    labels = _labels(entry)
    if _is_planned(labels) and entry.published:
        phases = [PLANNED[each] for each in labels if each in PLANNED]
        over = MaintenancePhase.COMPLETED in phases
        phase = MaintenancePhase.COMPLETED if over else phases[0]
        yield Maintenance(report.made_id(_key(entry), entry.title), entry.title, phase, entry.published, url=entry.link)
