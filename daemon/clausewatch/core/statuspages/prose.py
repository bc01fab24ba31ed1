"""A status page that no reader knows, as words: the last resort, and only where the watchlist asks for it.

The lines that people see are taken out of the HTML, and ``core.wording`` compares them from poll to poll. What a line
means is not guessed: the state is always unknown, there are no incidents, and nothing can be said to have ended. So it
can say "it says something else now", and never "it is down" or "all is well". A challenge, or a page whose text comes
by script, is no reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from clausewatch.core import signs
from clausewatch.core.model import Capture, Unreadable, UnreadableKind
from clausewatch.core.status import Coverage, PageState, StatusReport
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.watch import StatusRecipe

NAME = "prose"
GENERIC = True

LARGEST = 512 * 2**10
"""Bytes of HTML that are looked into."""
LINES = 400
"""That are compared."""
FEWEST = 5
"""Words; with fewer the text comes by script, or there is none."""
UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "u"}
)


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (base_url,)


def recognises(captures: tuple[Capture, ...]) -> bool:
    """Never: any page of HTML would be one."""
    return False


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    if not captures:
        return payload.not_ours("no answer")
    (page, *_) = captures
    doubt = payload.doubt_of(page)
    if doubt is not None:
        return doubt
    lines = _lines(page.body)
    if lines is None:
        return payload.not_ours(f"{payload.kind_of(page.body)} instead of a page of HTML")
    return _doubt(lines, page) or StatusReport(
        NAME,
        PageState.UNKNOWN,
        page_name=_title(page.body),
        coverage=Coverage.WORDS_ONLY,
        complete=False,
        words=lines,
    )


def _doubt(lines: tuple[str, ...], page: Capture) -> Unreadable | None:
    said = any(signs.CHALLENGE_SAID.match(line.lower()) for line in lines[:5])
    markup = page.body.decode("utf-8", "replace").lower()
    marked = any(mark in markup for mark in signs.CHALLENGE_MARKS) and len(lines) < 20
    if said or marked:
        return Unreadable(UnreadableKind.CHALLENGE, "a bot challenge in the place of the page")
    if sum(len(line.split()) for line in lines) < FEWEST:
        return Unreadable(UnreadableKind.SHELL, "hardly a word on it; its text seems to come by script")
    return None


def _lines(body: bytes) -> tuple[str, ...] | None:
    """What people see, a line per block; ``None`` for what is no HTML."""
    root = _root(body)
    if root is None:
        return None
    text = "".join(_parts(root))
    lines = (payload.line(" ".join(each.split())) for each in text.splitlines())
    return tuple(line for line in lines if line)[:LINES]


def _root(body: bytes) -> html.HtmlElement | None:
    start = body[:1000].lstrip().lower()
    if len(body) > LARGEST or not (b"<!doctype html" in start or b"<html" in start):
        return None
    try:
        parsed = html.document_fromstring(body.decode("utf-8", "replace").replace("\0", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return parsed if isinstance(parsed, html.HtmlElement) else None


def _parts(root: html.HtmlElement) -> Iterator[str]:
    """The text in the order of the page, line breaks where blocks begin and end."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield "" if hidden else element.tail or ""
            continue
        unseen = element.tag in UNSEEN or "hidden" in element.attrib
        block = "" if element.tag in INLINE else "\n"
        hidden += unseen and event == "start"
        if event == "start":
            yield "" if hidden else block + (element.text or "")
            continue
        hidden -= unseen
        yield "" if hidden else block + (element.tail or "")


def _title(body: bytes) -> str:
    root = _root(body)
    found = root.findtext(".//title") if root is not None else None
    return payload.line(" ".join((found or "").split()))
