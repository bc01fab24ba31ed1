"""One source, polled once: gather, decide, apply.

The order of effects is written here and nowhere else: files first, then one transaction with memory, change and
outbox rows, then ``latest.md``, which can be made again. So a crash at any point loses nothing and tells nothing twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from clausewatch.core import connectivity
from clausewatch.core.alerts import Alert, Change, Decision, Outcome
from clausewatch.core.connectivity import Connectivity, Online
from clausewatch.core.decide import Seen, decide, validators_for
from clausewatch.core.decide_status import decide_probe, decide_status
from clausewatch.core.errors import StoreError
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.memory import CaptureRef, Memory, PageMemory
from clausewatch.core.model import Capture, FetchFailure, NotModified, PageReading, Unreadable, UnreadableKind
from clausewatch.core.platforms import Neighbour, Neighbourhood
from clausewatch.core.probe import ProbeMemory
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.render.diffs import diff_files
from clausewatch.core.render.origin import Fetched, Origin
from clausewatch.core.render.text import document_text
from clausewatch.core.schedule import next_due
from clausewatch.core.statuspages import product
from clausewatch.core.tracking import items_in, tracked
from clausewatch.core.watch import Source, SourceKind, Watchlist
from clausewatch.shell import witness
from clausewatch.shell.browser import Browser
from clausewatch.shell.deliver import deliveries_for
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.files import Snapshots
from clausewatch.shell.gather import gather_status
from clausewatch.shell.guard import Guard
from clausewatch.shell.page import Pages
from clausewatch.shell.revalidation import Revalidating
from clausewatch.shell.store import Remembered, Store
from clausewatch.shell.workers import WorkerFailed, Workers

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Poll:
    """A decision, and what it is to be applied with."""

    decision: Decision
    captures: tuple[Capture, ...] = ()
    reading: PageReading | None = None


class Checker:
    """Polls sources of one watchlist."""

    def __init__(
        self,
        watchlist: Watchlist,
        *,
        guard: Guard,
        fetcher: Fetcher,
        browser: Browser,
        workers: Workers,
        store: Store,
        snapshots: Snapshots,
        now: Callable[[], datetime],
    ) -> None:
        self.watchlist = watchlist
        self.connectivity = Connectivity()
        self._guard, self._fetcher, self._workers = guard, fetcher, workers
        self._status_pages = Revalidating(fetcher)
        self._pages = Pages(fetcher, browser)
        self._store, self._snapshots, self._now = store, snapshots, now

    async def check(self, source: Source) -> Decision:
        """Polls ``source`` once and applies what it means. Every failure of the source is part of the decision."""
        remembered = await self._store.remembered(source)
        poll = await self._poll(source, remembered.memory)
        await self._apply(source, poll, remembered)
        return poll.decision

    async def _poll(self, source: Source, memory: Memory) -> Poll:
        if isinstance(memory, PageMemory):
            return await self._page(source, memory)
        return await (self._probe(source, memory) if isinstance(memory, ProbeMemory) else self._status(source, memory))

    # --- gather and decide ---

    async def _page(self, source: Source, memory: PageMemory) -> Poll:
        items = items_in(self.watchlist, source.id)
        fetched = await self._pages.fetch(source, memory, validators_for(source, memory, items))
        if isinstance(fetched, FetchFailure) and await self._offline(source, fetched):
            return Poll(connectivity.inconclusive(memory))
        back = self._answered(fetched)
        if isinstance(fetched, FetchFailure | NotModified):
            return Poll(_with(decide(source, memory, fetched, items, self._now()), back))
        fetched, reading = await self._pages.read(source, fetched, partial(self._read, source, memory))
        decision = decide(source, memory, Seen(fetched, reading), items, self._now())
        return Poll(_with(decision, back), (fetched,), reading)

    async def _read(self, source: Source, memory: PageMemory, capture: Capture) -> PageReading:
        baseline, lost = await self._baseline(memory)
        asked = tracked(items_in(self.watchlist, source.id), memory)
        try:
            reading = await self._workers.run(read_page, PageJob(capture, baseline, source.recipe, asked))
        except WorkerFailed as failure:
            return PageReading(None, Unreadable(UnreadableKind.READER, str(failure)))
        return dataclasses.replace(reading, warnings=(*lost, *reading.warnings))

    async def _baseline(self, memory: PageMemory) -> tuple[Capture | None, tuple[str, ...]]:
        """The baseline's capture; where its file is damaged or gone, why: one bad file must not blind us for good."""
        return await self._read_again(memory.baseline)

    async def _read_again(self, kept: CaptureRef | None) -> tuple[Capture | None, tuple[str, ...]]:
        if kept is None:
            return None, ()
        try:
            return await self._snapshots.read_capture(kept), ()
        except StoreError as error:
            log.warning("the baseline is lost", reason=str(error))
            return None, (str(error),)

    async def _status(self, source: Source, memory: StatusMemory) -> Poll:
        gathered = await gather_status(source, self._status_pages.get, memory)
        answer = gathered.answer
        if isinstance(answer, FetchFailure):
            if await self._offline(source, answer):
                return Poll(connectivity.inconclusive(memory))
            answer = self._remarked(source, answer)
        back = self._answered(answer)
        unsettled = memory.sight.lapse is not None or memory.sight.left is not None
        near = await self._neighbourhood(source, memory) if unsettled else None
        decision = decide_status(source, memory, answer, self._now(), near)
        return Poll(_with(decision, back), gathered.captures)

    async def _neighbourhood(self, source: Source, memory: StatusMemory) -> Neighbourhood | None:
        """The other watched pages on the same platform; none where the page is on no platform."""
        platform = _platform(source, memory)
        if not platform:
            return None
        memories = await self._store.status_memories()
        known = [(each, memories[each.id]) for each in self.watchlist.sources if each.id in memories]
        others = [
            _neighbour(each, theirs)
            for each, theirs in known
            if each.id != source.id and each.kind is SourceKind.STATUS and _platform(each, theirs) == platform
        ]
        return Neighbourhood(platform, _neighbour(source, memory), others)

    async def _probe(self, source: Source, memory: ProbeMemory) -> Poll:
        answer = await self._fetcher.knock(source)
        if isinstance(answer, FetchFailure):
            if await self._offline(source, answer):
                return Poll(connectivity.inconclusive(memory))
            answer = self._remarked(source, answer)
        back = self._answered(answer)
        return Poll(_with(decide_probe(source, memory, answer, self._now()), back))

    def _remarked(self, source: Source, why: FetchFailure) -> FetchFailure:
        """With the remark that it may be our own fault, where it may be and nobody can be asked."""
        alone = why.kind in connectivity.MAY_BE_OURS and not witness.others(self.watchlist.sources, source)
        return connectivity.alone(why) if alone else why

    async def _offline(self, source: Source, failure: FetchFailure) -> bool:
        """Whether our own network is down, so that nothing follows from the failure."""
        online = connectivity.judge(self.connectivity, failure, self._now())
        if online is Online.ASK:
            online = connectivity.witnessed(await witness.ask(self._guard, self.watchlist, source))
        if online is Online.NO:
            self.connectivity = connectivity.missed(self.connectivity, self._now())
        return online is Online.NO

    def _answered(self, observed: object) -> tuple[Alert, ...]:
        """Notes that somebody answered; the alert that we are back, if we were away."""
        if isinstance(observed, FetchFailure) and observed.kind in connectivity.NOBODY_ANSWERED:
            return ()
        self.connectivity, alert = connectivity.answered(self.connectivity, self._now())
        return (alert,) if alert else ()

    # --- apply ---

    async def _apply(self, source: Source, poll: Poll, since: Remembered) -> None:
        decision, now = _named(poll.decision), self._now()
        if decision.keep:
            for capture in poll.captures:
                await self._snapshots.write_capture(source.id, capture)
        text = await self._write_texts(source, poll)
        deliveries = tuple(each for alert in decision.alerts for each in deliveries_for(alert, self.watchlist, now))
        due = next_due(source, decision, now)
        await self._store.apply(source, decision, deliveries, next_due=due, now=now, since=since)
        if text is not None:
            await self._snapshots.write_latest(source.id, text)

    async def _write_texts(self, source: Source, poll: Poll) -> str | None:
        """The believed document and its diff files; the document's text."""
        reading, decision = poll.reading, poll.decision
        if reading is None or reading.document is None or decision.outcome not in (Outcome.BASELINE, Outcome.CHANGED):
            return None
        assert isinstance(decision.memory, PageMemory) and decision.memory.baseline is not None
        text = document_text(reading.document)
        await self._snapshots.write_document(source.id, decision.memory.baseline, text)
        if decision.change is not None:
            origin = await self._origin(source, decision.change, poll.captures)
            await self._write_diffs(decision.change, reading, origin)
        return text

    async def _origin(self, source: Source, change: Change, captures: tuple[Capture, ...]) -> Origin:
        old, _ = await self._read_again(change.old)
        return Origin(Fetched.of(old) if old else None, Fetched.of(captures[0]) if captures else None, source.recipe)

    async def _write_diffs(self, change: Change, reading: PageReading, origin: Origin) -> None:
        assert reading.document is not None
        before = reading.baseline or reading.document
        try:
            files = await self._workers.run(diff_files, change, before, reading.document, origin)
        except WorkerFailed as failure:  # the alert matters more than its illustration
            log.warning("no diff files", change=change.id, reason=str(failure))
            return
        for suffix, content in files:
            await self._snapshots.write_diff(change.folder, change.stem, suffix, content)


def _platform(source: Source, memory: StatusMemory) -> str:
    """The company's service that serves the page; empty where it is on a machine of the vendor's own, or unknown."""
    chosen = product((memory.report.product if memory.report else source.status.product) or "")
    return chosen.platform if chosen else ""


def _neighbour(source: Source, memory: StatusMemory) -> Neighbour:
    return Neighbour(source.id, source.provider_name or source.title, source.provider, memory.sight)


def _named(decision: Decision) -> Decision:
    """Its alerts know the check that they came from, so that the log of a delivery leads back to the fetch."""
    check = str(structlog.contextvars.get_contextvars().get("check", ""))
    if not check:
        return decision
    return dataclasses.replace(
        decision, alerts=tuple(dataclasses.replace(alert, check=check) for alert in decision.alerts)
    )


def _with(decision: Decision, alerts: tuple[Alert, ...]) -> Decision:
    return dataclasses.replace(decision, alerts=(*alerts, *decision.alerts)) if alerts else decision
