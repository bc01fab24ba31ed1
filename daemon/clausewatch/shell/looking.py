"""Fetches a page as a poll would, and has it looked at in a worker; nothing is remembered.

For whoever writes a watchlist: ``add`` and ``clause add`` show what a page offers, ``validate --online`` says whether
what is written holds.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from clausewatch.core.memory import PageMemory
from clausewatch.core.model import (
    Capture,
    Fetched,
    FetchFailure,
    PageReading,
    Tracked,
    Unreadable,
    UnreadableKind,
    Validators,
)
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.statuspages import products
from clausewatch.core.survey import LookUp, Survey, look_up, survey
from clausewatch.core.watch import Source, StatusRecipe
from clausewatch.shell.browser import Browser
from clausewatch.shell.detection import Detection, detect_at
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.gather import Gathered, gather_status
from clausewatch.shell.ground import utc_now
from clausewatch.shell.guard import Guard
from clausewatch.shell.page import Pages
from clausewatch.shell.workers import WorkerFailed, Workers

READING = ("clausewatch.core.survey",)


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as it was fetched, and what was made of it; exactly one of ``failure`` and the rest is there."""

    capture: Capture | None = None
    failure: FetchFailure | None = None
    survey: Survey | None = None
    found: LookUp | None = None

    @property
    def problem(self) -> str:
        """Why nothing can be said of the page; empty if something can."""
        if self.failure is not None:
            return f"{self.failure.kind}: {self.failure.detail}"
        unreadable = next((each.unreadable for each in (self.survey, self.found) if each and each.unreadable), None)
        return f"{unreadable.kind}: {unreadable.detail}" if unreadable else ""


class Looking:
    """Made by ``looking``."""

    def __init__(self, fetcher: Fetcher, browser: Browser, workers: Workers) -> None:
        self._fetcher, self._pages, self._workers = fetcher, Pages(fetcher, browser), workers

    async def survey(self, source: Source) -> Sight:
        """What the page offers."""
        fetched = await self._page(source)
        if isinstance(fetched, FetchFailure):
            return Sight(failure=fetched)
        try:
            found = await self._workers.run(survey, fetched, source.recipe)
        except WorkerFailed as failed:
            found = Survey(None, Unreadable(UnreadableKind.READER, failed.reason))
        return Sight(fetched, survey=found)

    async def look_up(self, source: Source, tracked: Tracked) -> Sight:
        """How what is tracked stands on it."""
        fetched = await self._page(source)
        if isinstance(fetched, FetchFailure):
            return Sight(failure=fetched)
        return Sight(fetched, found=await self.find(fetched, source, tracked))

    async def find(self, capture: Capture, source: Source, tracked: Tracked) -> LookUp:
        """The same on a page that was fetched already."""
        try:
            return await self._workers.run(look_up, capture, source.recipe, tracked)
        except WorkerFailed as failed:
            return LookUp(None, Unreadable(UnreadableKind.READER, failed.reason))

    async def survey_of(self, capture: Capture, source: Source) -> Survey:
        """What a page that was fetched already offers."""
        try:
            return await self._workers.run(survey, capture, source.recipe)
        except WorkerFailed as failed:
            return Survey(None, Unreadable(UnreadableKind.READER, failed.reason))

    async def detect(self, source: Source) -> Detection:
        """Which status page answers there; up to eight requests."""

        async def fetch(url: str) -> Fetched:
            return await self._fetcher.get(source, url)

        return await detect_at(source.url, StatusRecipe(), fetch, products())

    async def status(self, source: Source) -> Gathered:
        """The status page or candidate, as a first poll would see it."""
        return await gather_status(source, self._fetcher.get)

    async def _page(self, source: Source) -> Capture | FetchFailure:
        """With a browser where only that shows the text, as a poll does."""
        fetched = await self._pages.fetch(source, PageMemory(), Validators())
        if isinstance(fetched, FetchFailure):
            return fetched
        assert isinstance(fetched, Capture), "nothing that could be unmodified was named"
        capture, _ = await self._pages.read(source, fetched, lambda capture: self._read(source, capture))
        return capture

    async def _read(self, source: Source, capture: Capture) -> PageReading:
        try:
            return await self._workers.run(read_page, PageJob(capture, None, source.recipe, Tracked()))
        except WorkerFailed as failed:
            return PageReading(None, Unreadable(UnreadableKind.READER, failed.reason))


@contextlib.asynccontextmanager
async def looking(allow: Sequence[str], environment: Mapping[str, str], pause: float = 1.0) -> AsyncIterator[Looking]:
    """``allow``: what may be reached beside the public internet; ``ValueError`` for an entry of another form."""
    guard = Guard(tuple(allow))
    async with (
        Fetcher(guard, now=utc_now, pause=pause) as fetcher,
        Browser(guard, now=utc_now, environment=environment) as browser,
        Workers(preload=READING) as workers,
    ):
        yield Looking(fetcher, browser, workers)
