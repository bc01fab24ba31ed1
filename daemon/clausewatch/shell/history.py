"""Fetches the past of a status page, and what we remember of it ourselves.

The page is first polled as ever, which finds its product, its id and which of its hosts answers; then its product says
what to ask, round by round, until it has heard enough. A page that blocks us or stops answering is left alone: what
came until then is read, and the product says what is missing.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from clausewatch.core.alerts import StatusNews
from clausewatch.core.history import History, Inquiry, PastIncident, Span, Window, lapses, remembered
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.model import Capture, FailureKind, Fetched, FetchFailure, Unreadable
from clausewatch.core.probe import ProbeMemory
from clausewatch.core.status import StatusEvent, StatusReport
from clausewatch.core.statuspages import Product, product
from clausewatch.core.watch import Source
from clausewatch.shell.gather import NOBODY_THERE, Gathered, Get, gather_status
from clausewatch.shell.store import Store

MOST_REQUESTS = 600
"""For one page; at a pause of a second between two of them, ten minutes."""
LEAVE_ALONE = NOBODY_THERE | {FailureKind.BLOCKED}
"""After these the page is asked nothing more."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What we know ourselves of one source."""

    memory: StatusMemory = StatusMemory()
    history: History = History()
    lapses: tuple[Span, ...] = ()
    """When it did not answer us."""
    watched_since: datetime | None = None


async def past_of(
    source: Source, get: Get, memory: StatusMemory, window: Window
) -> History | Unreadable | FetchFailure:
    """The incidents of the window as the page tells them, or why it tells none.

    ``get`` fetches one URL on behalf of the source. Never raises.
    """
    gathered = await gather_status(source, get, memory)
    report = gathered.answer
    if isinstance(report, Unreadable | FetchFailure):
        return report
    if not isinstance(report, StatusReport):  # 304, which nobody asked for
        return History(gaps=("the page answered without content",))
    chosen = product(report.product)
    if chosen is None or chosen.history is None or chosen.read_history is None:
        return _listed_now(report)
    recipe = dataclasses.replace(source.status, product=report.product, page_id=source.status.page_id or report.page_id)
    answers = {capture.url: capture for capture in gathered.captures}
    inquiry = Inquiry(_base(source, gathered), recipe, window, answers)
    inquiry, refused = await _asked(source, get, chosen, inquiry)
    past = chosen.read_history(inquiry)
    if refused is None or not isinstance(past, History):
        return past
    return dataclasses.replace(past, gaps=(f"the page was left alone after {refused.detail}", *past.gaps))


async def _asked(source: Source, get: Get, chosen: Product, inquiry: Inquiry) -> tuple[Inquiry, FetchFailure | None]:
    """The inquiry with all the answers that could be had, and the failure that ended it early."""
    assert chosen.history is not None
    left = MOST_REQUESTS
    while urls := chosen.history(inquiry)[:left]:
        left -= len(urls)
        for url in urls:
            fetched = await _patiently(source, get, url)
            inquiry = inquiry.with_answer(url, fetched)
            if isinstance(fetched, FetchFailure) and fetched.kind in LEAVE_ALONE:
                return inquiry, fetched
    return inquiry, None


async def _patiently(source: Source, get: Get, url: str) -> Fetched:
    """Twice where nobody answered: one lost connection among a hundred must not cut the past short."""
    fetched = await get(source, url)
    if isinstance(fetched, FetchFailure) and fetched.kind in NOBODY_THERE:
        return await get(source, url)
    return fetched


def _base(source: Source, gathered: Gathered) -> str:
    """That of the source's URLs whose host answered."""
    answered: Capture = gathered.captures[0]
    host = urlsplit(answered.url).netloc
    return next((url for url in (source.url, *source.status.also) if urlsplit(url).netloc == host), source.url)


def _listed_now(report: StatusReport) -> History:
    gap = f"the past of a page of {report.product} cannot be read; only what it lists at present is known"
    return History(tuple(PastIncident(each) for each in report.incidents), (gap,))


async def remembered_in(store: Store, sources: tuple[Source, ...], window: Window) -> dict[str, Remembered]:
    """What the database knows of each of the sources, by id."""
    memories = await store.memories()
    events: dict[str, list[StatusEvent]] = {source.id: [] for source in sources}
    for alert in await store.status_alerts():
        if isinstance(alert.news, StatusNews):
            for source_id in alert.news.about or (alert.news.source_id,):
                events.get(source_id, []).append(alert.news.event)
    return {each.id: _remembered(memories.get(each.id), events[each.id], window) for each in sources}


def _remembered(memory: object, events: list[StatusEvent], window: Window) -> Remembered:
    if isinstance(memory, ProbeMemory):  # of a host that is only asked whether it answers there is no other past
        return Remembered(lapses=lapses(memory.sight.told, events), watched_since=memory.watched_since)
    known = memory if isinstance(memory, StatusMemory) else StatusMemory()
    past = remembered(known, events, window)
    return Remembered(known, past, lapses(known.sight.told, events), known.watched_since)
