"""What a page offers to somebody who begins to watch it: its sentences, numbered, and selectors that would fit it.

Runs in a reading worker, on the page as it was fetched. Nothing is decided here: a person chooses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clausewatch.core import formats
from clausewatch.core.compare import compare
from clausewatch.core.encoding import decode
from clausewatch.core.markup import parse
from clausewatch.core.model import (
    STANDS,
    BlockKind,
    Capture,
    Comparison,
    Document,
    Tracked,
    TrackedQuote,
    Unreadable,
)
from clausewatch.core.readable import judge
from clausewatch.core.sentences import sentences
from clausewatch.core.watch import Recipe

SELECTORS = ("main", "article", "[role=main]", "#main", "#content", "#main-content", ".main-content", ".content")
"""What pages call the part that counts; tried in this order."""
WHOLE = 0.9
"""Share of the page's prose that a selector must keep to be proposed."""
MOST_PLACES = 20
"""Places of one quote that are counted."""
_TELLING = re.compile(
    r"\b(?:train|model|improve|sell|sold|shar(?:e|ing)|disclos|third part|affiliat|retain|retention|delet|stor(?:e|ed)|"
    r"locat|transfer|encrypt|secur|breach|notif|opt.?out|consent|terminat|suspend|liab|indemn|warrant|arbitrat|govern|"
    r"jurisdiction|court|fee|price|refund|renew|days|hours|uptime|availab|sub.?processor|SOC 2|ISO 27001|GDPR)",
    re.IGNORECASE,
)
_TELLING_CJK = re.compile(
    "训练|模型|出售|共享|第三方|存储|保存|保留|删除|境内|境外|加密|通知|同意|终止|责任|管辖|法院|仲裁|费用|退款|日内|天内"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the page."""

    number: int
    """From 1, in the order of the page."""
    text: str
    heading: tuple[str, ...]
    occurrence: int = 1
    """Which one it is of those that read the same."""
    telling: bool = False
    """Speaks of what people rely on: data, money, liability, deadlines."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A CSS selector, and what of the page it keeps."""

    css: str
    words: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What a page is, and what could be watched of it."""

    document: Document | None
    unreadable: Unreadable | None
    passages: tuple[Passage, ...] = ()
    selectors: tuple[Selector, ...] = ()
    """Those that match, the one with most words first."""

    @property
    def proposed(self) -> str | None:
        """The first selector that keeps nearly everything that is read without one."""
        words = self.document.words if self.document else 0
        return next((each.css for each in self.selectors if WHOLE * words <= each.words <= words), None)


@dataclass(frozen=True, slots=True)
class LookUp:
    """What is tracked, looked for on a page as it is."""

    document: Document | None
    unreadable: Unreadable | None
    comparison: Comparison | None = None
    """With one finding for each thing that was asked for; ``None`` for a page that cannot be read."""
    places: tuple[int, ...] = ()
    """In how many places each quote stands."""
    hits: int | None = None
    """How many elements the recipe's selector matches; ``None`` where there is none, or no HTML."""
    selectors: tuple[Selector, ...] = ()
    """That would fit, where the recipe's own matches nothing."""


def survey(capture: Capture, recipe: Recipe) -> Survey:
    """Reads the page as a poll would."""
    document = formats.read(capture, recipe)
    if isinstance(document, Unreadable):
        return Survey(None, document)
    unreadable = judge(document, capture, recipe, None)
    if unreadable is not None:
        return Survey(document, unreadable)
    return Survey(document, None, tuple(passages(document)), tuple(_selectors(capture, recipe, document)))


def passages(document: Document) -> Iterator[Passage]:
    """The sentences of the text that are long enough to be quoted or not; headings are no sentences."""
    seen: Counter[str] = Counter()
    prose = (each for each in sentences(document) if each.text.strip() and each.kind is not BlockKind.HEADING)
    for number, sentence in enumerate(prose, 1):
        seen[sentence.key] += 1
        telling = bool(_TELLING.search(sentence.text) or _TELLING_CJK.search(sentence.text))
        yield Passage(number, sentence.text.strip(), sentence.heading, seen[sentence.key], telling)


def look_up(capture: Capture, recipe: Recipe, tracked: Tracked) -> LookUp:
    """Looks for what is tracked as a first poll would, and counts the places of each quote."""
    document = formats.read(capture, recipe)
    if isinstance(document, Unreadable):
        return LookUp(None, document)
    unreadable = judge(document, capture, recipe, None)
    if unreadable is not None:
        others = _fitting(capture, recipe) if not document.selected else ()
        return LookUp(document, unreadable, hits=_hits(capture, recipe, document), selectors=others)
    places = tuple(_places(document, quote.exact) for quote in tracked.quotes)
    return LookUp(document, None, compare(document, document, tracked), places, _hits(capture, recipe, document))


def _hits(capture: Capture, recipe: Recipe, document: Document) -> int | None:
    if not recipe.select or document.format != "html":
        return None
    raw = decode(capture, None if capture.rendered else recipe.encoding)
    return len(parse(raw.text or "").select(recipe.select))


def _places(document: Document, words: str) -> int:
    asked = Tracked(quotes=tuple(TrackedQuote(words, number, which=True) for number in range(1, MOST_PLACES + 1)))
    return sum(finding.verdict in STANDS for finding in compare(document, document, asked).clauses)


def _fitting(capture: Capture, recipe: Recipe) -> tuple[Selector, ...]:
    """What could stand in the place of a selector that matches nothing."""
    plain = replace(recipe, select=None)
    whole = formats.read(capture, plain)
    return tuple(_selectors(capture, plain, whole)) if isinstance(whole, Document) else ()


def _selectors(capture: Capture, recipe: Recipe, document: Document) -> Iterator[Selector]:
    if document.format != "html" or recipe.select:
        return
    found = []
    for css in SELECTORS:
        kept = formats.read(capture, Recipe(format=recipe.format, select=css, encoding=recipe.encoding))
        if isinstance(kept, Document) and kept.selected and kept.words:
            found.append(Selector(css, kept.words))
    yield from sorted(found, key=lambda each: -each.words)
