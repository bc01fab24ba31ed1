"""What a server can send to exhaust or deceive whoever asks."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable
from itertools import repeat

from clausewatch.core.model import Capture, FailureKind, Fetched, FetchFailure, Validators
from clausewatch.core.watch import Source, SourceKind
from clausewatch.shell.fetch import Fetcher, Limits
from clausewatch.shell.guard import Guard
from hostile.cases import case
from shell.site import Answer, Programme, Site, answer, dripping, gzip_bomb, page, stalling, truncated
from shell.test_fetch import NOW

SMALL = Limits(body=1024 * 1024)
NOTHING = Validators()


def fetched(programme: Programme, validators: Validators = NOTHING, timeout: float = 10) -> tuple[Fetched, Site]:
    async def run(site: Site) -> Fetched:
        async with Fetcher(Guard((site.address,)), now=lambda: NOW, limits=SMALL) as fetcher:
            source = Source("a/b", SourceKind.PAGE, site.url("/"), "T", 3600.0, timeout=timeout)
            return await fetcher.fetch(source, validators)

    with Site() as site:
        site.answers("/", programme)
        return asyncio.run(run(site)), site


def fails(programme: Programme, kind: FailureKind, timeout: float = 10) -> Callable[[], None]:
    def proof() -> None:
        failure, _ = fetched(programme, timeout=timeout)
        assert isinstance(failure, FetchFailure) and failure.kind is kind, failure
        assert failure.detail.isprintable() and len(failure.detail) <= 300

    return proof


def packed(body: bytes, coding: str) -> Answer:
    return Answer(200, (("Content-Type", "text/html"), ("Content-Encoding", coding)), (body,), len(body))


TOO_LARGE, PROTOCOL, TIMEOUT = FailureKind.TOO_LARGE, FailureKind.PROTOCOL, FailureKind.TIMEOUT
ONCE = gzip.compress(b"<p>words</p>")
case(43, "A gzip bomb: 1 MB that unpacks to 1 GB", "unpacked step by step, stopped one step after the limit")(
    fails(gzip_bomb(1024**3), TOO_LARGE)
)
case(44, "Stacked encodings (`gzip, gzip`)", "refused: never asked for")(
    fails(packed(gzip.compress(ONCE), "gzip, gzip"), PROTOCOL)
)
case(45, "Brotli, zstd or deflate that was not asked for", "refused: only gzip is offered")(
    fails(packed(zlib.compress(b"words"), "deflate"), PROTOCOL)
)
case(46, "Thousands of gzip members that are a bomb together", "the bound is on all of them together")(
    fails(packed(gzip.compress(bytes(100_000)) * 200, "gzip"), TOO_LARGE)
)
case(47, "gzip data that breaks off, or is none", "refused: never half a document")(
    fails(packed(ONCE[:-9], "gzip"), PROTOCOL)
)
case(48, "A body without end", "stopped at the limit")(
    fails(Answer(200, (("Content-Type", "text/html"),), repeat(b"x" * 65_536)), TOO_LARGE)
)
case(49, "A body that drips, a byte at a time", "the source's time-out is for the whole answer")(
    fails(dripping("x" * 1000, every=0.05), TIMEOUT, timeout=1)
)
case(50, "An answer that stops after its head", "given up after the time-out")(fails(stalling(), TIMEOUT, timeout=1))
case(51, "A Content-Length that is not true", "refused: the answer broke off")(fails(truncated(b"half", 100), PROTOCOL))
case(52, "A head without end (100,000 header lines)", "refused by the HTTP parser's bound")(
    fails(Answer(200, tuple((f"X-{n}", "y" * 50) for n in range(20_000)), (), 0), PROTOCOL)
)


@case(53, "A gzip file that unpacks to a gzip file", "unpacked once; what is in it is data, and unreadable")
def nested() -> None:
    capture, _ = fetched(packed(gzip.compress(gzip.compress(bytes(10_000_000))), "gzip"))
    assert isinstance(capture, Capture) and capture.body.startswith(b"\x1f\x8b") and len(capture.body) < 20_000


@case(54, "An ETag with a line break, to be echoed into our next request", "dropped: it is never sent")
def etag() -> None:
    _, site = fetched(page("words"), Validators(etag='"a"\r\nX-Evil: 1', last_modified="a\nb"))
    assert "x-evil" not in site.requests[0].headers and "if-none-match" not in site.requests[0].headers


@case(55, "A Retry-After of ten years, or of nonsense", "at most a day; nonsense counts as none")
def retry_after() -> None:
    for value, expected in (("315360000", 86_400.0), ("-1", None), ("soon", None), ("9" * 5000, 86_400.0)):
        failure, _ = fetched(answer(503).with_header("Retry-After", value))
        assert isinstance(failure, FetchFailure) and failure.retry_after == expected


@case(
    56, "A header that only we may set, or thousands of them", "not taken over; at most 100 are kept, cut to 2 KB each"
)
def headers() -> None:
    capture, _ = fetched(page("words").with_header("X-Clausewatch-Reader", "browser").with_header("X-Long", "y" * 9000))
    assert isinstance(capture, Capture)
    assert capture.header("x-clausewatch-reader") is None
    assert len(capture.header("x-long") or "") == 2048


@case(57, "A 304 that nobody asked for", "not believed: the page would never be seen again")
def not_modified() -> None:
    failure, _ = fetched(Answer(304))
    assert isinstance(failure, FetchFailure) and failure.kind is PROTOCOL
