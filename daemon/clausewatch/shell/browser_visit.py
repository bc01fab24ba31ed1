"""One page, opened in the browser, waited for and written down.

Theory. There is no event that says 'the text has come': the load event comes before a script has fetched it, and on
many pages the network is never idle. So the visible text itself is watched. It has come when it stands still for half
a second while nothing recent is under way; a page that shows hardly a sentence is given more patience, since a
spinner stands still too. A page that never settles is taken as it is after a while: that it is no document is for
``core.readable`` to say.

What the page does in its main frame is followed from request to request, each judged as a redirect of a plain fetch
is, so that a page cannot lead away by script to where it could not by a redirect.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from playwright.async_api import Error

from clausewatch.core.model import FailureKind
from clausewatch.shell.browser_egress import Egress, Limits
from clausewatch.shell.browser_launch import WAY_OUT
from clausewatch.shell.fetch import Failed

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Download, Page, Request, Response, Route

STILL: Final = 0.5
"""Seconds without a change of the visible text after which it has come."""
STILL_IF_LITTLE: Final = 2.0
LITTLE: Final = 40
"""Words below which a page may be a shell that waits for its text; as in ``core.readable``."""
LOOK_EVERY: Final = 0.1
AT_LATEST: Final = 0.8
"""Share of a page's time after which it is taken as it stands."""

_NOT_LOADED: Final = frozenset({"image", "imageset", "font", "media"})
_HTML: Final = ("text/html", "application/xhtml+xml")

_NO_WINDOWS = "window.open = () => null; delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;"
_VISIBLE = """() => {
  const parts = [document.body ? document.body.innerText : ""];
  const enter = root => {
    for (const each of root.querySelectorAll("*"))
      if (each.shadowRoot) { parts.push(each.shadowRoot.textContent); enter(each.shadowRoot); }
  };
  enter(document);
  const text = parts.join(" ");
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  const head = text.slice(0, 20000);
  return [hash, text.length, head.split(/\\s+/).length + (head.match(/[\\u3400-\\u9fff]/g) || []).length];
}"""
# Open shadow roots are put where they show, slots filled, inner ones first; then the tree is written as it is.
_SERIALISED = """most => {
  const flatten = root => {
    for (const host of root.querySelectorAll("*")) {
      if (!host.shadowRoot) continue;
      flatten(host.shadowRoot);
      const slots = [...host.shadowRoot.querySelectorAll("slot")];
      const fills = slots.map(slot => [slot, slot.assignedNodes({flatten: true})]);
      for (const [slot, nodes] of fills) if (nodes.length) slot.replaceChildren(...nodes);
      host.replaceChildren(...host.shadowRoot.childNodes);
    }
  };
  flatten(document);
  const html = document.documentElement ? document.documentElement.outerHTML : "";
  return html.length > most ? null : html;
}"""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as its scripts left it, and how it was answered."""

    asked: tuple[str, ...]
    """Every document that the main frame asked for, the last one being this."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_html: bool
    """Whether the body is the page as it stands in the browser; otherwise it is the server's."""


async def visit(
    context: BrowserContext,
    url: str,
    check: Callable[[str], None],
    egress: Egress,
    limits: Limits,
    *alarms: Callable[[], Coroutine[Any, Any, Failed]],
) -> Rendered:
    """Opens ``url`` in a fresh ``context``. ``check`` raises ``Failed`` for a document that may not be asked for.

    Raises ``Failed``, that of the first alarm to go off included, and Playwright's ``Error`` for a browser that died.
    """
    await context.add_init_script(_NO_WINDOWS)
    page = await context.new_page()
    tab = _Tab(page, check, limits)
    await tab.follow(context)
    return await _unless(
        _through(tab, page, url, egress, limits), tab.ended(), egress.overrun(), *(alarm() for alarm in alarms)
    )


async def _unless(work: Coroutine[Any, Any, Rendered], *alarms: Coroutine[Any, Any, Failed]) -> Rendered:
    """What ``work`` gives, unless an alarm goes off before."""
    task, *others = asyncio.create_task(work), *(asyncio.create_task(alarm) for alarm in alarms)
    try:
        await asyncio.wait((task, *others), return_when=asyncio.FIRST_COMPLETED)
        for alarm in others:
            if alarm.done():
                raise alarm.result()
        return await task
    finally:
        for each in (task, *others):
            each.cancel()
        await asyncio.gather(task, *others, return_exceptions=True)


async def _through(tab: _Tab, page: Page, url: str, egress: Egress, limits: Limits) -> Rendered:
    clock = asyncio.get_running_loop().time
    latest = clock() + AT_LATEST * limits.seconds
    try:
        await page.goto(url, wait_until="commit", timeout=0)
    except Error as error:
        if page.is_closed():
            raise
        raise tab.why_not(url, error, egress) from error
    if tab.is_html:
        await _settled(tab, page, limits, min(clock() + limits.settle, latest))
    return await _written_down(tab, page, limits.body)


# --- following ----------------------------------------------------------------------------------------------------


class _Tab:
    """What a page asked for and got so far, from its events."""

    def __init__(self, page: Page, check: Callable[[str], None], limits: Limits) -> None:
        self._page, self._check, self._limits = page, check, limits
        self._ended: asyncio.Future[Failed] = asyncio.get_running_loop().create_future()
        self._under_way: dict[Request, float] = {}
        self._documents: list[Request] = []
        self._unpacked = 0
        self.answer: Response | None = None
        """To the main frame's last document."""

    async def follow(self, context: BrowserContext) -> None:
        page = self._page
        page.on("request", self._asked)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)
        page.on("response", self._response)
        page.on("crash", lambda _: self._end(Failed(FailureKind.TOO_LARGE, "the page broke the browser's memory")))
        page.on("download", self._download)
        context.on("page", self._window)
        await page.route("**/*", self._gate)
        session = await context.new_cdp_session(page)
        session.on("Network.dataReceived", self._data)
        await session.send("Network.enable")

    @property
    def is_html(self) -> bool:
        """Whether scripts may have a say in the document."""
        named = self.answer.headers.get("content-type") if self.answer else None
        return (named or _HTML[0]).split(";")[0].strip().lower() in _HTML

    async def ended(self) -> Failed:
        """Waits until the page does what it may not."""
        return await asyncio.shield(self._ended)

    def waits(self, now: float, patience: float) -> bool:
        """Whether something that it asked for within ``patience`` seconds is under way."""
        return any(now - since < patience for since in self._under_way.values())

    def chain(self, answer: Response) -> tuple[str, ...]:
        """Documents up to the one that was answered; a later one may be under way."""
        asked = self._documents
        last = next((index for index in reversed(range(len(asked))) if asked[index] == answer.request), 0)
        return tuple(_without_fragment(request.url) for request in asked[: last + 1])

    def why_not(self, url: str, error: Error, egress: Egress) -> Failed:
        """A sentence for a document that did not come."""
        if self._ended.done():
            return self._ended.result()
        asked = self._documents[-1].url if self._documents else url
        return egress.failure(asked) or _net_failure(error.message)

    def _is_document(self, request: Request) -> bool:
        try:
            return request.is_navigation_request() and request.frame == self._page.main_frame
        except Error:  # of a frame that is not there yet, or no more
            return False

    def _asked(self, request: Request) -> None:
        self._under_way[request] = asyncio.get_running_loop().time()
        if not self._is_document(request):
            return
        self._documents.append(request)
        if len(self._documents) > self._limits.documents:
            self._end(Failed(FailureKind.PROTOCOL, f"more than {self._limits.documents - 1} redirects"))
        try:
            self._check(request.url)
        except Failed as failed:
            self._end(failed)

    def _answered(self, request: Request) -> None:
        self._under_way.pop(request, None)

    def _response(self, response: Response) -> None:
        if self._is_document(response.request):
            self.answer = response

    def _data(self, event: dict[str, Any]) -> None:
        self._unpacked += int(event.get("dataLength", 0))
        if self._unpacked > self._limits.received:
            self._end(self._limits.too_large())

    def _download(self, _: Download) -> None:
        self._end(Failed(FailureKind.PROTOCOL, "the answer is a file to be saved, not a page; read it without browser"))

    async def _window(self, other: Page) -> None:
        if other != self._page:
            with suppress(Error):
                await other.close()

    async def _gate(self, route: Route) -> None:
        request = route.request
        with suppress(Error):  # the page is gone
            if request.resource_type in _NOT_LOADED or (self._is_document(request) and not self._permits(request.url)):
                await route.abort()
            else:
                await route.continue_()

    def _permits(self, url: str) -> bool:
        try:
            self._check(url)
        except Failed:
            return False
        return True

    def _end(self, failed: Failed) -> None:
        if not self._ended.done():
            self._ended.set_result(failed)


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


_NET_ERRORS: Final = (
    ("PROXY_CONNECTION_FAILED", FailureKind.NO_BROWSER, f"the browser does not reach its way out ({WAY_OUT})"),
    ("CERT_", FailureKind.TLS, "the certificate is not valid"),
    ("SSL_", FailureKind.TLS, "no secure connection"),
    ("TIMED_OUT", FailureKind.TIMEOUT, "no answer in time"),
    ("CONNECTION_", FailureKind.CONNECT, "no connection"),
    ("EMPTY_RESPONSE", FailureKind.CONNECT, "the other side hung up"),
    ("TOO_MANY_REDIRECTS", FailureKind.PROTOCOL, "more than 20 redirects"),
)
"""Parts of Chromium's names of network errors, the first that fits."""


def _net_failure(message: str) -> Failed:
    name = message.partition("net::ERR_")[2].split(" ")[0].split("\n")[0]
    for part, kind, words in _NET_ERRORS:
        if part in name:
            return Failed(kind, f"{words} ({name})")
    return Failed(FailureKind.PROTOCOL, f"the browser got no page ({name or message[:100]})")


# --- waiting ------------------------------------------------------------------------------------------------------


async def _settled(tab: _Tab, page: Page, limits: Limits, end: float) -> None:
    """Returns when the visible text has come, or when it is ``end`` o'clock on the loop's clock."""
    clock = asyncio.get_running_loop().time
    changed_at, before = clock(), None
    while clock() < end:
        looked_at = clock()
        shown = await _visible(page)
        now = clock()
        if shown is None or shown != before:
            changed_at, before = now, shown
        elif _has_come(tab, shown.words, now, now - changed_at, limits.under_way):
            return
        await asyncio.sleep(max(LOOK_EVERY, 2 * (now - looked_at)))  # laying out a giant page takes its time


def _has_come(tab: _Tab, words: int, now: float, still: float, under_way: float) -> bool:
    if words < LITTLE:
        return still >= STILL_IF_LITTLE and not tab.waits(now, math.inf)
    return still >= STILL and not tab.waits(now, under_way)


class _Visible(NamedTuple):
    """What a page shows."""

    hashed: int
    length: int
    words: int
    """Up to a bound."""


async def _visible(page: Page) -> _Visible | None:
    """``None`` while it is on its way elsewhere."""
    try:
        return _Visible(*map(int, await page.evaluate(_VISIBLE)))
    except (Error, TypeError, ValueError):  # a page may have replaced what the script relies on: no answer either
        if page.is_closed():
            raise
        return None


# --- writing down -------------------------------------------------------------------------------------------------


async def _written_down(tab: _Tab, page: Page, most: int) -> Rendered:
    answer = tab.answer
    if answer is None or not page.url.startswith(("http://", "https://")):
        raise Failed(FailureKind.PROTOCOL, "leads to something that is not a web page")
    body = await _html(page, most) if tab.is_html else await answer.body()
    if body is None or len(body) > most:
        raise Failed(FailureKind.TOO_LARGE, f"the page is larger than {most:,} bytes")
    headers = tuple((each["name"].lower(), each["value"]) for each in await answer.headers_array())
    return Rendered(tab.chain(answer), answer.status, headers, body, tab.is_html)


async def _html(page: Page, most: int) -> bytes | None:
    html = await page.evaluate(_SERIALISED, most)
    if html is not None and not isinstance(html, str):
        raise Failed(FailureKind.PROTOCOL, "the page cannot be written down")
    return None if html is None else f"<!doctype html>\n{html}".encode("utf-8", "replace")
