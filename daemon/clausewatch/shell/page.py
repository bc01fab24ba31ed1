"""How a page is asked for: plainly, or with a browser where only a browser sees its text.

A browser costs a second and a hundred megabytes where a request costs neither, so it is the second choice: for
sources that say so (``browser: true``), and by escalation, in the same poll, where the plain answer is a shell whose
text comes by script or a challenge to browsers. A page that was believed as a browser showed it is read with one from
then on; if there is none any more that is a failure with its remedy, and never a poorer reading that looks like a
change.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable

from clausewatch.core.decide import fingerprint
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import (
    Capture,
    FailureKind,
    Fetched,
    FetchFailure,
    PageReading,
    Unreadable,
    UnreadableKind,
    Validators,
)
from clausewatch.core.watch import Source
from clausewatch.shell.browser import Browser
from clausewatch.shell.fetch import Fetcher

Read = Callable[[Capture], Awaitable[PageReading]]

NEEDS_BROWSER = frozenset({UnreadableKind.SHELL, UnreadableKind.CHALLENGE})
NO_MATTER_OF_BROWSERS = frozenset({401, 407, 429, 451})
"""Refusals that say who we are, how often we ask or where: asking again with a browser would be wrong."""


class Pages:
    """Fetches and reads pages; in two steps, since only a reading shows that a page needs the browser."""

    def __init__(self, fetcher: Fetcher, browser: Browser) -> None:
        self._fetcher, self._browser = fetcher, browser

    async def fetch(self, source: Source, memory: PageMemory, validators: Validators) -> Fetched:
        """The page as it can be had. Never raises."""
        if source.recipe.browser or (memory.rendered and memory.recipe == fingerprint(source)):
            return await self._browser.fetch(source)
        fetched = await self._fetcher.fetch(source, validators)
        if not isinstance(fetched, FetchFailure) or not _refuses_programs(fetched):
            return fetched
        if self._browser.missing is not None:
            return dataclasses.replace(fetched, detail=self._hint(fetched.detail))
        rendered = await self._browser.fetch(source)
        return rendered if isinstance(rendered, Capture) else _neither(fetched, rendered)

    async def read(self, source: Source, capture: Capture, read: Read) -> tuple[Capture, PageReading]:
        """The reading that can be had of the page, and the capture that it is of."""
        reading = await read(capture)
        unreadable = reading.unreadable
        if unreadable is None or unreadable.kind not in NEEDS_BROWSER or capture.rendered:
            return capture, reading
        if self._browser.missing is not None:
            return capture, _because(reading, unreadable, self._hint(unreadable.detail))
        rendered = await self._browser.fetch(source)
        if isinstance(rendered, FetchFailure):
            return capture, _because(reading, unreadable, f"{unreadable.detail}; with the browser: {rendered.detail}")
        return rendered, await read(rendered)

    def _hint(self, detail: str) -> str:
        return f"{detail}; to try a browser: {self._browser.missing}"


def _refuses_programs(failure: FetchFailure) -> bool:
    """Whether it may be that only browsers are let in."""
    return failure.kind is FailureKind.BLOCKED and failure.status not in NO_MATTER_OF_BROWSERS


def _neither(plain: FetchFailure, rendered: FetchFailure) -> FetchFailure:
    if rendered.detail == plain.detail:
        return plain
    return dataclasses.replace(plain, detail=f"{plain.detail}; with the browser: {rendered.detail}")


def _because(reading: PageReading, unreadable: Unreadable, detail: str) -> PageReading:
    return dataclasses.replace(reading, unreadable=dataclasses.replace(unreadable, detail=detail))
