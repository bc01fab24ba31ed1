"""Finds out which product answers at an address, in a few requests, and keeps what was asked and what came.

The address itself first. Then what its page hints at: words in its HTML, a page id, a host where a product is known to
live. Then the paths at which the most common products answer, and last the feed that the page refers to. A hint is a
reason to ask, never to believe: what counts is the structure of an answer. HTML at 200 is always a no.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from clausewatch.core.model import (
    Capture,
    FailureKind,
    Fetched,
    FetchFailure,
    NotModified,
    Unreadable,
    UnreadableKind,
)
from clausewatch.core.status import StatusReport
from clausewatch.core.statuspages import Product, detect
from clausewatch.core.watch import StatusRecipe

Fetch = Callable[[str], Awaitable[Fetched]]

MOST_REQUESTS = 8
COMMON = ("/api/v2/summary.json", "/proxy/{host}", "/api/v1/summary", "/summary.json", "/index.json")
"""Paths of the products that most vendors use, the most common first: more than half of 1,425 vendors."""
HTML_READ = 2 * 2**20
"""Bytes of the branded page that are searched for hints."""
NOBODY_THERE = frozenset({FailureKind.DNS, FailureKind.CONNECT, FailureKind.TLS, FailureKind.TIMEOUT})
"""After these no further path of the same host is tried."""


@dataclass(frozen=True, slots=True)
class Request:
    """One that was made, and what came of it in a few words."""

    url: str
    final_url: str
    said: str


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found: a product and its answer, or why there is none."""

    answer: StatusReport | Unreadable | FetchFailure | NotModified
    captures: tuple[Capture, ...] = ()
    """What the answer was read from; without a product the page itself, if it answered."""
    product: Product | None = None
    found_at: str = ""
    """The URL whose answer has the product's structure."""
    requests: tuple[Request, ...] = ()
    hinted: tuple[str, ...] = ()
    """Names of products that the page hints at."""


async def detect_at(base: str, recipe: StatusRecipe, fetch: Fetch, among: tuple[Product, ...]) -> Detection:
    """Which of the products answers at ``base``."""
    return await _Search(base, recipe, fetch, among).run()


def address_of(found: Detection, url: str) -> str:
    """The page people know, if the product finds its answers from there; else where the answer lies."""
    assert found.product is not None and isinstance(found.answer, StatusReport)
    recipe = dataclasses.replace(StatusRecipe(), page_id=found.answer.page_id or None)
    if found.product.generic:
        return found.found_at
    ways = (*found.product.endpoints(url, recipe), *found.product.otherwise(url, recipe))
    return url if found.found_at in ways else found.found_at


class _Search:
    def __init__(self, base: str, recipe: StatusRecipe, fetch: Fetch, among: tuple[Product, ...]) -> None:
        self._base, self._recipe, self._fetch = base, recipe, fetch
        self._products = among
        self._seen: list[Fetched] = []
        self._requests: list[Request] = []
        self._text = ""

    async def run(self) -> Detection:
        page = await self._ask(self._base)
        if isinstance(page, FetchFailure) and page.kind in NOBODY_THERE:
            return Detection(page, requests=tuple(self._requests))
        if isinstance(page, Capture):
            self._text = page.body[:HTML_READ].decode("utf-8", "replace")
        found = self._found(page)
        for url in self._probes():
            if found is not None:
                break
            found = self._found(await self._ask(url))
        return await self._believed(*found) if found else self._nothing()

    async def _ask(self, url: str) -> Fetched:
        fetched = await self._fetch(url)
        self._seen.append(fetched)
        self._requests.append(Request(url, getattr(fetched, "final_url", url), _said(fetched)))
        return fetched

    def _found(self, fetched: Fetched) -> tuple[Product, Capture] | None:
        product = detect((fetched,)) if isinstance(fetched, Capture) else None
        return (product, fetched) if product in self._products and isinstance(fetched, Capture) and product else None

    def _probes(self) -> tuple[str, ...]:
        """Each once; the feed keeps the last place, as it says the least."""
        feeds = tuple(url for each in self._products if each.generic for url in self._first(each))
        urls = dict.fromkeys((*self._likely(), *self._common(), *self._others()))
        feed = [url for url in feeds if url != self._base][:1]
        others = [url for url in urls if url != self._base and url not in feed]
        return (*others[: MOST_REQUESTS - 1 - len(feed)], *feed)

    def _likely(self) -> Iterator[str]:
        for each in self._products:
            if self._hints(each):
                yield from self._first(each)

    def _common(self) -> Iterator[str]:
        root = self._base.partition("?")[0].partition("#")[0].rstrip("/")
        host = urlsplit(self._base).hostname or ""
        return (root + path.format(host=host) for path in COMMON)

    def _others(self) -> Iterator[str]:
        """Where products answer that live at hosts of their own are not looked for elsewhere."""
        return (url for each in self._products if not each.generic and not each.hosts for url in self._first(each))

    def _hints(self, product: Product) -> bool:
        if product.generic:
            return False
        here = urlsplit(self._base).hostname in product.hosts
        named = any(sign in self._text for sign in product.signs) or product.page_id_in(self._text) is not None
        return here or named

    def _first(self, product: Product) -> tuple[str, ...]:
        """The product's first endpoint, if it is known where it lies."""
        return product.endpoints(self._base, self._located(product))[:1]

    def _located(self, product: Product) -> StatusRecipe:
        page_id = self._recipe.page_id or product.page_id_in(self._text)
        return dataclasses.replace(self._recipe, page_id=page_id)

    async def _believed(self, product: Product, first: Capture) -> Detection:
        """Read with the product's other endpoints, as far as requests are left."""
        self._requests[-1] = dataclasses.replace(self._requests[-1], said=f"the structure of {product.name}")
        captures = [first]
        own, *others = product.endpoints(self._base, self._located(product)) or ("",)
        for url in others if own == first.url else ():
            if len(self._requests) < MOST_REQUESTS:
                more = await self._ask(url)
                captures += [more] if isinstance(more, Capture) else []
        answer = product.read(tuple(captures), self._recipe)
        return Detection(answer, tuple(captures), product, first.url, tuple(self._requests), self._hinted())

    def _hinted(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._products if self._hints(each))

    def _nothing(self) -> Detection:
        """Nobody answered with a status page: the first failure if nobody answered at all."""
        captures = tuple(each for each in self._seen if isinstance(each, Capture))
        failure = next((each for each in self._seen if isinstance(each, FetchFailure)), None)
        tried, hinted = tuple(self._requests), self._hinted()
        if failure is not None and not captures:
            return Detection(failure, requests=tried, hinted=hinted)
        text = f"no status page of a known product answers at {self._base} ({len(tried)} addresses tried)"
        nothing = Unreadable(UnreadableKind.STATUS_FORMAT, text)
        return Detection(nothing, captures[:1], requests=tried, hinted=hinted)


def _said(fetched: Fetched) -> str:
    if isinstance(fetched, FetchFailure):
        return fetched.detail
    if isinstance(fetched, NotModified):
        return "not modified"
    start = fetched.body[:500].lstrip().lower()
    if not start:
        return "an empty answer"
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML, which is no answer" if fetched.url.endswith(".json") else "HTML"
    kind = "JSON" if start[:1] in (b"{", b"[") else "XML" if start.startswith(b"<") else "something"
    return f"{kind} of no known product"
