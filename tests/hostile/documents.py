"""Documents that are built to exhaust whoever reads them. Read as in earnest: by a worker with its bounds."""

from __future__ import annotations

import asyncio
import functools
import zlib
from collections.abc import Callable, Mapping

from clausewatch.core.model import PageReading, Tracked
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.watch import Recipe
from clausewatch.shell.service import READING
from clausewatch.shell.workers import WorkerFailed, Workers
from core.formats.pdfs import of_objects, stream
from core.pages import CLAUSES, capture, policy
from hostile.cases import case

Result = PageReading | WorkerFailed
SECONDS = 20.0
"""A worker's deadline, less than in earnest."""
PLAIN = Recipe()
BUILDERS: dict[str, tuple[Callable[[], bytes | str], str, Recipe]] = {}


@functools.cache
def readings() -> Mapping[str, Result]:
    """All of them, one after the other, in the same worker where it survives."""

    async def run() -> dict[str, Result]:
        async with Workers(1, deadline=SECONDS, memory_limit=512 * 1024**2, preload=READING) as workers:
            return {name: await _read(workers, name) for name in BUILDERS}

    return asyncio.run(run())


async def _read(workers: Workers, name: str) -> Result:
    build, content_type, recipe = BUILDERS[name]
    baseline = capture(policy(), "text/html")
    job = PageJob(capture(build(), content_type), baseline, recipe, Tracked())
    try:
        return await workers.run(read_page, job)
    except WorkerFailed as failed:
        return failed


def reads(
    number: int,
    what: str,
    happens: str,
    build: Callable[[], bytes | str],
    content_type: str = "text/html",
    recipe: Recipe = PLAIN,
    check: Callable[[PageReading], bool] = lambda reading: True,
) -> None:
    """The document is read, or called unreadable, within the bounds, and ``check`` holds."""
    BUILDERS[what] = (build, content_type, recipe)

    def proof() -> None:
        result = readings()[what]
        assert isinstance(result, PageReading), result
        assert check(result), (result.unreadable, result.document and result.document.blocks[:3])

    case(number, what, happens)(proof)


def unread(reading: PageReading) -> bool:
    return reading.unreadable is not None


def text_of(reading: PageReading) -> str:
    return " ".join(block.text for block in reading.document.blocks) if reading.document else ""


def says(words: str) -> Callable[[PageReading], bool]:
    return lambda reading: words in text_of(reading)


def around(middle: str) -> str:
    prose = "".join(f"<p>{clause}</p>" for clause in CLAUSES)
    return f"<!doctype html><html lang=en><body><main><h1>Privacy Policy</h1>{prose}{middle}</main></body></html>"


FIRST = CLAUSES[0]
READ = "read within the bounds, the text found"
DEEP = "<div>" * 20_000 + "We may share your notes with anybody." + "</div>" * 20_000
reads(58, "HTML nested 20,000 deep", "more than 512 levels: called unreadable", lambda: around(DEEP), check=unread)
reads(
    59,
    "Tags that are never closed, by the ten thousand",
    READ,
    lambda: around("<b><i><p>" * 10_000),
    check=says(FIRST),
)
reads(
    60,
    "One element with 20,000 attributes",
    READ,
    lambda: around("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">x"),
    check=says(FIRST),
)
reads(61, "One word of 1 MB", READ, lambda: around(f"<p>{'a' * 1_000_000}</p>"))
reads(
    62,
    "A paragraph that is 1 MB of brackets, quotes and blanks (slow patterns)",
    READ,
    lambda: around("<p>" + "([“ " * 200_000 + "</p>"),
)
reads(
    63,
    "20,000 sentences that are nearly the same (slow alignment)",
    READ,
    lambda: around("".join(f"<p>We keep item {n} for a day.</p>" for n in range(5_000))),
)
reads(
    64,
    "An unclosed comment, CDATA or script",
    READ,
    lambda: around("<!-- <![CDATA[ <script>" + "x" * 100_000),
    check=says(FIRST),
)
reads(
    65,
    "A million entities, known and unknown",
    READ,
    lambda: around("<p>" + "&amp;&lol9;&#x110000;" * 50_000 + "</p>"),
    check=says(FIRST),
)
reads(
    66,
    "NUL bytes and control characters among the words",
    "no text: called unreadable",
    lambda: b"\0\1\2\3" * 50_000 + around("").encode(),
    check=unread,
)
reads(
    67,
    "A CSS selector that takes quadratic time on a page that is made for it",
    READ,
    lambda: around("<div><p>x</p></div>" * 2_000),
    recipe=Recipe(select="main", remove=("div:not(:has(b)) ~ div ~ div:has(p) ~ p",)),
    check=says(FIRST),
)

LAUGHS = (
    "<!DOCTYPE r [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
OUTSIDE = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"


def feed(doctype: str, text: str) -> str:
    item = f"<item><title>One</title><description>{text}</description></item>"
    return f"<?xml version='1.0'?>{doctype}<rss version='2.0'><channel><title>News</title>{item}</channel></rss>"


def no_secret(reading: PageReading) -> bool:
    return "root:" not in text_of(reading) and "lollollol" not in text_of(reading)


reads(
    68,
    "An XML entity bomb (“billion laughs”) in a feed",
    "entities are not expanded",
    lambda: feed(LAUGHS, "&a9;"),
    "application/rss+xml",
    check=no_secret,
)
reads(
    69,
    "An XML entity that names a file of ours",
    "never opened",
    lambda: feed(OUTSIDE, "&x;"),
    "application/rss+xml",
    check=no_secret,
)
reads(
    70,
    "JSON nested 100,000 deep",
    "called unreadable",
    lambda: "[" * 100_000 + "]" * 100_000,
    "application/json",
    check=unread,
)
reads(
    71,
    "JSON with a number of a million digits",
    "called unreadable, or the number ignored",
    lambda: '{"a": ' + "9" * 1_000_000 + "}",
    "application/json",
    check=unread,
)


def pdf_bomb() -> bytes:
    content = stream(b"", compressed=False)
    packed = zlib.compress(b"(a) Tj " * 15_000_000, 1)
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
    return of_objects(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
            4: content,
        }
    )


def pdf_loop() -> bytes:
    return of_objects({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})


reads(72, "A PDF whose stream unpacks to 100 MB", "refused while unpacking", pdf_bomb, "application/pdf", check=unread)
reads(73, "A PDF whose page tree leads back to itself", "called unreadable", pdf_loop, "application/pdf", check=unread)
reads(
    74,
    "A PDF that is cut off or damaged",
    "called unreadable, never read in part as if whole",
    lambda: b"%PDF-1.7\n" + b"garbage " * 5000,
    "application/pdf",
    check=unread,
)
reads(
    75,
    "A charset that is a codec of Python and no encoding (zip, rot13, idna)",
    "not in our list of encodings: ignored",
    lambda: around(""),
    "text/html; charset=zip",
    check=says(FIRST),
)
reads(
    76,
    "UTF-7, in which `+ADw-script+AD4-` is a tag",
    "not in our list: stays the text that it is",
    lambda: around("<p>+ADw-script+AD4-</p>"),
    "text/html; charset=utf-7",
    check=says("+ADw-script+AD4-"),
)
reads(
    77,
    "A byte order mark that contradicts header and page",
    "the mark wins, as in browsers",
    lambda: b"\xef\xbb\xbf" + around("").encode(),
    "text/html; charset=gb18030",
    check=says(FIRST),
)
reads(
    78,
    "A base address that is javascript:, data: or a private host",
    "links are resolved as text; none is followed",
    lambda: around('<base href="javascript:alert(1)//"><a href="x">x</a>'),
    check=says(FIRST),
)


@case(
    79,
    "A page that makes its reader loop, run out of memory or crash",
    "the reader is a process of its own: killed, replaced; a failed reading",
)
def killed() -> None:
    async def run() -> tuple[str, int]:
        async with Workers(1, deadline=1.0, memory_limit=512 * 1024**2) as workers:
            try:
                await workers.run(endless)
            except WorkerFailed as failed:
                return str(failed), await workers.run(abs, -1)
        return "", 0

    said, after = asyncio.run(run())
    assert "longer than" in said and after == 1


def endless() -> None:
    while True:
        pass
