"""A status page that no reader knows, as words: the last resort, and only where the watchlist asks for it.

The lines that people see are taken out of the HTML, and ``core.wording`` compares them from poll to poll. What a line
means is not guessed: the state is always unknown, there are no incidents, and nothing can be said to have ended. So it
can say "it says something else now", and never "it is down" or "all is well". A challenge, or a page whose text comes
by script, is no reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from clausewatch.core import encoding, signs
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
FEWEST_CHARACTERS = 15
"""The same for Chinese, where words have no spaces between them."""
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
    text = _text(page)
    lines = _lines(text)
    if lines is None:
        return payload.not_ours(f"{payload.kind_of(page.body)} instead of a page of HTML")
    return _doubt(lines, text) or StatusReport(
        NAME,
        PageState.UNKNOWN,
        page_name=_title(text),
        coverage=Coverage.WORDS_ONLY,
        complete=False,
        words=lines,
    )


def _text(page: Capture) -> str:
    """In the encoding that the page declares or shows; nothing of what is too long or no text."""
    return encoding.decode(page).text or "" if len(page.body) <= LARGEST else ""


def _doubt(lines: tuple[str, ...], text: str) -> Unreadable | None:
    said = any(signs.CHALLENGE_SAID.match(line.lower()) for line in lines[:5])
    marked = any(mark in text.lower() for mark in signs.CHALLENGE_MARKS) and len(lines) < 20
    if said or marked:
        return Unreadable(UnreadableKind.CHALLENGE, "a bot challenge in the place of the page")
    if sum(len(line.split()) for line in lines) < FEWEST and sum(map(len, lines)) < FEWEST_CHARACTERS:
        return Unreadable(UnreadableKind.SHELL, "hardly a word on it; its text seems to come by script")
    return None


def _lines(text: str) -> tuple[str, ...] | None:
    """What people see, a line per block; ``None`` for what is no HTML."""
    root = _root(text)
    if root is None:
        return None
    shown = "".join(_parts(root))
    lines = (payload.line(" ".join(each.split())) for each in shown.splitlines())
    return tuple(line for line in lines if line)[:LINES]


def _root(text: str) -> html.HtmlElement | None:
    start = text[:1000].lower()
    if "<!doctype html" not in start and "<html" not in start:
        return None
    try:
        parsed = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}>", "", text.replace("\0", "")))
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


def _title(text: str) -> str:
    root = _root(text)
    found = root.findtext(".//title") if root is not None else None
    return payload.line(" ".join((found or "").split()))
