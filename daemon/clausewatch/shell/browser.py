"""Pages whose text comes by script, read with a real browser under the guards of a plain fetch.

One browser serves everybody, one page at a time, each in a context of its own: no cookie, no cache, no permission
outlives a page. It starts when it is first needed (half a second), stops when nobody needed it for a minute, is
replaced after many pages, and is killed when a page does not come back or takes too much memory: since there is no
other page, nobody else loses anything by it. The network that a page gets is ``browser_egress``.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

import httpx

from clausewatch.core.model import BROWSER, READER_HEADER, Capture, FailureKind, FetchFailure
from clausewatch.core.watch import Source
from clausewatch.shell.browser_egress import Egress, Limits
from clausewatch.shell.browser_launch import CLOSE_SECONDS, Chromium, launch, memory_of, missing
from clausewatch.shell.fetch import Failed, checked, kept_headers, refuse_failed
from clausewatch.shell.guard import Guard

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

    from clausewatch.shell.browser_visit import Rendered

LIMITS: Final = Limits()
RECYCLE_AFTER: Final = 50
"""Pages; what a browser keeps in memory grows slowly."""
IDLE_SECONDS: Final = 60.0
QUEUE_SECONDS: Final = 180.0
"""That a page waits for its turn; with a page's own time less than a poll may take (``store.POLL_LEASE``)."""
WEIGH_EVERY: Final = 0.5
"""Seconds between two looks at its memory while a page is open."""
VIEWPORT: Final = (1280, 4000)
"""Tall, so that text which a page loads when it comes into view is in view."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_OF_THE_WIRE: Final = frozenset({"content-encoding", "content-length", "etag", "last-modified", "transfer-encoding"})
"""Headers about the server's bytes, not about the page as it stands in the browser."""


class Browser:
    """Fetches sources with a browser; an async context manager.

    ``limits`` are those of one page, ``idle`` is in seconds, ``environment`` says where a browser is.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        now: Callable[[], datetime],
        limits: Limits = LIMITS,
        recycle_after: int = RECYCLE_AFTER,
        idle: float = IDLE_SECONDS,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._guard, self._now, self._limits = guard, now, limits
        self._recycle_after, self._idle, self._environment = recycle_after, idle, environment
        self._chromium: Chromium | None = None
        self._pages = 0
        self._turn = asyncio.Lock()
        self._retirement: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        async with self._turn:
            self._keep_on()
            await self._stop()

    @property
    def missing(self) -> str | None:
        """What to install before it can be used; ``None`` if all is there."""
        return missing(self._environment)

    @property
    def process(self) -> int | None:
        """Process id of the browser that runs, if one does."""
        return self._chromium.process if self._chromium else None

    async def version(self) -> str:
        """Starts the browser if need be and says which it is; raises ``Failed`` if it cannot be used."""
        async with self._turn:
            return (await self._started()).version

    async def fetch(self, source: Source) -> Capture | FetchFailure:
        """The source's own URL as it stands when its scripts have run. Never raises.

        Its turn may take a while to come; ``source.timeout``, at most the limit of a minute, counts from then on.
        """
        try:
            checked(source, source.url, self._guard)
            async with self._its_turn():
                self._keep_on()
                try:
                    return await self._fetch(source)
                finally:
                    self._retirement = asyncio.create_task(self._retire())
        except Failed as failed:
            return failed.at(source.url, self._now())

    async def _fetch(self, source: Source) -> Capture:
        chromium = await self._started()
        from playwright.async_api import Error  # noqa: PLC0415 - an extra, and heavy

        seconds = min(source.timeout, self._limits.seconds)
        try:
            async with asyncio.timeout(seconds):
                rendered = await self._rendered(chromium, source, replace(self._limits, seconds=seconds))
        except TimeoutError:
            failed = Failed(FailureKind.TIMEOUT, f"the browser had no page within {seconds:g} seconds")
        except Error as error:
            failed = Failed(FailureKind.PROTOCOL, f"the browser broke off: {error.message.splitlines()[0]}")
        except Failed as refused:
            if refused.kind is not FailureKind.TOO_LARGE:
                raise
            failed = refused
        else:
            return self._capture(source, rendered)
        await self._kill()
        raise failed

    async def _rendered(self, chromium: Chromium, source: Source, limits: Limits) -> Rendered:
        from clausewatch.shell.browser_visit import visit  # noqa: PLC0415 - it needs the extra

        def check(url: str) -> None:
            checked(source, url, self._guard)

        def heavy() -> Coroutine[Any, Any, Failed]:
            return _heavy(chromium.process, limits.memory)

        async with (
            Egress(self._guard, source, limits, chromium.way_out) as egress,
            _context(chromium, source, egress) as context,
        ):
            return await visit(context, source.url, check, egress, limits, heavy)

    def _capture(self, source: Source, rendered: Rendered) -> Capture:
        """Raises ``Failed`` for an answer that is not the document, as a plain fetch does."""
        final = rendered.asked[-1]
        if source.url.lower().startswith("https:") and not final.startswith("https:"):
            raise Failed(FailureKind.TLS, f"led from https to unencrypted http at {httpx.URL(final).host}")
        response = httpx.Response(rendered.status, headers=[pair for pair in rendered.headers if _fits(*pair)])
        refuse_failed(response, self._now())
        return Capture(
            url=source.url,
            final_url=final,
            fetched_at=self._now(),
            status=rendered.status,
            headers=(*_headers(response, rendered), (READER_HEADER, BROWSER)),
            body=rendered.body,
            redirects=rendered.asked[:-1],
        )

    # --- the browser's life ---

    @asynccontextmanager
    async def _its_turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(QUEUE_SECONDS):
                await self._turn.acquire()
        except TimeoutError:
            busy = f"the browser was busy with other pages for {QUEUE_SECONDS:g} seconds"
            raise Failed(FailureKind.NO_BROWSER, busy) from None
        try:
            yield
        finally:
            self._turn.release()

    async def _started(self) -> Chromium:
        """The browser that runs, if it is fit for another page; otherwise a new one."""
        if self._chromium is not None and (self._pages >= self._recycle_after or not self._chromium.alive):
            await self._stop()
        if self._chromium is None:
            self._chromium, self._pages = await launch(self._environment), 0
        self._pages += 1
        return self._chromium

    async def _stop(self) -> None:
        if self._chromium is not None:
            await self._chromium.close()
            self._chromium = None

    async def _kill(self) -> None:
        if self._chromium is not None:
            await self._chromium.kill()
            self._chromium = None

    def _keep_on(self) -> None:
        if self._retirement is not None:
            self._retirement.cancel()

    async def _retire(self) -> None:
        await asyncio.sleep(self._idle)
        async with self._turn:
            await self._stop()


@asynccontextmanager
async def _context(chromium: Chromium, source: Source, egress: Egress) -> AsyncIterator[BrowserContext]:
    """A visitor without a past, whose every connection goes through ``egress``."""
    language = source.recipe.language or ""
    context = await chromium.driven.new_context(
        proxy={"server": egress.address, "bypass": "<-loopback>"},  # loopback through the proxy, too
        user_agent=chromium.user_agent,
        locale=language if _LANGUAGE.fullmatch(language) else None,
        timezone_id="UTC",
        viewport={"width": VIEWPORT[0], "height": VIEWPORT[1]},
        reduced_motion="reduce",
        accept_downloads=False,
        service_workers="block",
    )
    try:
        yield context
    finally:
        if chromium.alive:
            await _closed(context)


async def _closed(context: BrowserContext) -> None:
    """Whoever does not close in time is about to be killed with his browser."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra, and heavy

    with suppress(TimeoutError, Error):
        async with asyncio.timeout(CLOSE_SECONDS):
            await context.close()


async def _heavy(process: int, most: int) -> Failed:
    """Waits until the browser takes more memory than it may."""
    while await asyncio.to_thread(memory_of, process) <= most:  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(WEIGH_EVERY)
    return Failed(FailureKind.TOO_LARGE, f"the page takes more than {most:,} bytes of memory")


def _fits(name: str, value: str) -> bool:
    """Whether it can stand in a header of httpx's."""
    return name.isascii() and "\n" not in value


def _headers(response: httpx.Response, rendered: Rendered) -> tuple[tuple[str, str], ...]:
    headers = kept_headers(response)
    if not rendered.is_html:
        return tuple(pair for pair in headers if pair[0] not in _OF_THE_WIRE)
    kept = tuple(pair for pair in headers if pair[0] not in {*_OF_THE_WIRE, "content-type"})
    return (*kept, ("content-type", "text/html; charset=utf-8"))
