"""Volcengine (火山引擎): a feed per region and service, for instance ``/rss/zh/cn-beijing/ModelArk``.

An event's state stands in its title: ``(已恢复)`` when it is over. How grave it is stands nowhere. A region that does
not exist gets a valid feed as well, empty and without the region's name in its title: that is another page, not a quiet
one. An empty feed of a region that exists says that no event is listed, and nothing about how the service does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.model import Capture, Unreadable, UnreadableKind
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

NAME = "volcengine"
HOST = "status.volcengine.com"
HOSTS = (HOST,)

ADDRESS = re.compile(r"/rss/[a-z]{2}/([\w-]{1,40}/[\w-]{1,60})/?$")
TITLE = re.compile(r"火山引擎(.{1,80})服务状态")
REGION = re.compile(r"[(（](\S.{0,40})[)）]$")
OVER = re.compile(r"[(（\[【]\s?(?:已恢复|已解决|已结束|Recovered|Resolved)\s?[)）\]】]", re.IGNORECASE)


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    """The page id is region and service: ``cn-beijing/ModelArk``."""
    if ADDRESS.search(urls.root(base_url)):
        return (urls.root(base_url),)
    return (f"{urls.origin(base_url)}/rss/zh/{recipe.page_id}",) if recipe.page_id else ()


def recognises(captures: tuple[Capture, ...]) -> bool:
    feed = feeds.feed_of(captures[0]) if captures else None
    return isinstance(feed, Feed) and _is_ours(feed)


def _is_ours(feed: Feed) -> bool:
    return TITLE.fullmatch(feed.title) is not None and payload.host(feed.link) == HOST


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    feed = feeds.feed_of(captures[0]) if captures else payload.not_ours("no answer")
    if isinstance(feed, Unreadable):
        return feed
    title = TITLE.fullmatch(feed.title)
    if title is None or not _is_ours(feed):
        return payload.not_ours("a feed, but not Volcengine's: another title or another link")
    if REGION.search(title[1]) is None:
        return Unreadable(UnreadableKind.IDENTITY, "the feed names no region: Volcengine answers so for an unknown one")
    address = ADDRESS.search(urls.root(captures[0].url))
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (),
        tuple(_incident(each, captures[0].fetched_at) for each in feed.entries),
        page_id=recipe.page_id or (address.group(1) if address else ""),
        page_name=title[1],
        host=HOST,
        updated_at=feed.updated,
        coverage=Coverage.INCIDENTS_ONLY,
        complete=False,
    )
    return report.finished(told, None, recipe, ())


def _incident(entry: Entry, fetched_at: datetime) -> Incident:
    over = OVER.search(entry.title) is not None
    phase = Phase.RESOLVED if over else Phase.INVESTIGATING
    began = entry.published or fetched_at
    title = payload.line(OVER.sub("", entry.title)) or entry.title
    return Incident(
        report.made_id(entry.id[: payload.ID], title, began),
        title,
        phase,
        Impact.UNKNOWN,
        began,
        entry.updated if over and entry.updated != began else None,
        tuple(_updates(entry, phase, began)),
        url=entry.link,
    )


def _updates(entry: Entry, phase: Phase, began: datetime) -> Iterator[IncidentUpdate]:
    text = payload.prose(entry.markup)
    if text:
        yield IncidentUpdate(report.update_key("", began, Phase.UNKNOWN, text), entry.updated or began, phase, text)
