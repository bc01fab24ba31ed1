"""Links that open a live page at a sentence: ``https://acme.example/terms#:~:text=We%20never%20sell%20it``.

Theory, by the text-fragments specification (WICG, scroll-to-text-fragment):

* ``text=[prefix-,]start[,end][,-suffix]``. A browser takes the first place where all parts fit, in the order of the
  page, case and accents apart. Each part lies within one block and begins and ends at words; ``end`` may lie in a later
  block than ``start``.
* Only ``-``, ``,`` and ``&`` mean anything, so they are percent-encoded, as is all that is not ASCII.

So a link is made by trying: the words as they are, or for long ones their beginning and end; then with more and more
of what stands before and after them in their block. Each attempt is played through as the browser would do it, and
the first that lands on the very words is the link. If none does there is no link: one that opens the wrong sentence
would be a false statement. Pieces are cut at blanks, and in Chinese at punctuation only, since a browser finds
words there by its dictionary.

Where the live page shows more than the document that was read (menus, banners), the words may stand there first; the
longer they are the less.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import quote

from clausewatch.core.model import Block, BlockKind

EXACT = 400
"""Characters, percent-encoded, up to which words are written out; beyond, their beginning and end are."""
LONGEST = 900
"""Of a whole directive, encoded; a longer link is cut or refused on its way to people."""
CONTEXT = (2, 3, 4, 6, 8, 12)
"""Pieces of context that are tried."""
EDGE, CJK_EDGE = (4, 6, 8, 12, 16), (1, 2, 3, 4)
"""Pieces of the beginning and of the end of long words that are tried; in Chinese a piece is half a sentence."""
MOST = 3
"""Directives of one link: a quote of several fragments has one each."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PIECE = re.compile(rf"[^\s，。；：、！？…（）]*[{_CJK}][^\s，。；：、！？…（）]*[，。；：、！？…（）]*|\S+")
_CJK_BEFORE, _CJK_AFTER = re.compile(rf"[{_CJK}]+\Z"), re.compile(rf"[{_CJK}]+")
_CELLS = re.compile(r"\n| \| ")
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_WORD = re.compile(r"\w")
_FRAGMENTS = re.compile(r"\s*…\s*")


def deep_link(url: str, directive: str) -> str:
    """``url`` opened at the words that ``directive`` is about; without one, just the url."""
    if not directive or not url.startswith(("https://", "http://")):
        return url
    address, _, fragment = url.partition("#")
    return f"{address}#{fragment.partition(':~:')[0]}:~:{directive}"


@dataclass(frozen=True)
class Page:
    """The text of a document, as a browser searches it."""

    blocks: tuple[Block, ...]

    def directive(self, words: str, heading: Sequence[str] = ()) -> str:
        """``text=…`` for words of the page (several, if they are fragments joined by ``…``); empty if there is none.

        ``heading`` is the heading path above them; it tells which place is meant where they stand in several.
        """
        parts = [part for part in _FRAGMENTS.split(words) if part.strip()][:MOST]
        found = [self._part(part, tuple(heading)) for part in parts]
        whole = "&".join(found)
        return whole if parts and all(found) and len(whole) <= LONGEST else ""

    def _part(self, words: str, heading: tuple[str, ...]) -> str:
        place = self._place(words, heading)
        if place is None:
            return ""
        directives = (each for each in _candidates(self, place) if self.lands(each) == place.folded(self))
        return next((text for each in directives if 0 < len(text := each.encoded) <= LONGEST), "")

    # --- where the words stand ---

    def _place(self, words: str, heading: tuple[str, ...]) -> _Place | None:
        """The one place where they stand below the heading, or anywhere; ``None`` if there is none, or are several."""
        places = list(self._places(words.splitlines())) or list(self._places(_CELLS.split(words)))
        below = [each for each in places if self.units[each.first].heading == heading]
        chosen = below if heading and below else places
        return chosen[0].widened(self) if len(chosen) == 1 else None

    def _places(self, written: Sequence[str]) -> Iterator[_Place]:
        lines = [line for line in written if line.strip()]
        if len(lines) == 1:
            yield from self._within_one(_one_blank(lines[0]))
        elif lines:
            yield from self._over_several([_squeezed(line) for line in lines])

    def _within_one(self, line: str) -> Iterator[_Place]:
        """Blanks count, except beside Chinese, where sentences are joined with and without."""
        if not re.search(f"[{_CJK}]", line):
            for index, unit in enumerate(self.units):
                yield from (_Place(index, at, index, at + len(line)) for at in _every(unit.text, line))
            return
        squeezed = _squeezed(line)
        for index, solid in enumerate(self._squeezed):
            for at in _every(solid, squeezed):
                text = self.units[index].text
                yield _Place(index, _unsqueezed(text, at), index, _unsqueezed(text, at + len(squeezed) - 1) + 1)

    def _over_several(self, lines: Sequence[str]) -> Iterator[_Place]:
        """They end one block, are the next ones, and begin the last."""
        for index in range(len(self.units) - len(lines) + 1):
            texts = self._squeezed[index : index + len(lines)]
            if texts[0].endswith(lines[0]) and texts[-1].startswith(lines[-1]) and texts[1:-1] == tuple(lines[1:-1]):
                start = _unsqueezed(self.units[index].text, len(texts[0]) - len(lines[0]))
                end = _unsqueezed(self.units[index + len(lines) - 1].text, len(lines[-1]) - 1) + 1
                yield _Place(index, start, index + len(lines) - 1, end)

    @cached_property
    def units(self) -> tuple[_Unit, ...]:
        """What a browser takes for one block: each cell of a table is one."""
        return tuple(
            _Unit(_one_blank(text), block.heading)
            for block in self.blocks
            for text in (block.text.split(" | ") if block.kind is BlockKind.ROW else (block.text,))
        )

    @cached_property
    def _squeezed(self) -> tuple[str, ...]:
        return tuple(_squeezed(unit.text) for unit in self.units)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The blocks as a browser compares them."""
        return tuple(folded(unit.text) for unit in self.units)

    # --- what a browser would do ---

    def lands(self, directive: Directive) -> Landing | None:
        """Where a browser would go, in folded offsets; ``None`` if the directive fits nowhere."""
        prefix, start, suffix = folded(directive.prefix), folded(directive.start), folded(directive.suffix)
        for index, text in enumerate(self.texts):
            for at in _found(text, start):
                if prefix and not _ends_before(text, at, prefix):
                    continue
                if directive.end:
                    landing = self._to_end(index, at + len(start), folded(directive.end), suffix)
                    # Where no end follows this start, none follows a later one.
                    return (index, at, *landing) if landing else None
                if not suffix or _begins_after(text, at + len(start), suffix):
                    return index, at, index, at + len(start)
        return None

    def _to_end(self, index: int, after: int, end: str, suffix: str) -> tuple[int, int] | None:
        """The first end from here on that its suffix follows."""
        for later in range(index, len(self.texts)):
            text = self.texts[later]
            for at in _found(text, end, after if later == index else 0):
                if not suffix or _begins_after(text, at + len(end), suffix):
                    return later, at + len(end)
        return None


Landing = tuple[int, int, int, int]
"""First block and offset, last block and offset after the last character."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One text directive, its parts not yet encoded."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def encoded(self) -> str:
        """``text=…``; empty for text that no URL can hold (a lone surrogate)."""
        try:
            parts = [f"{_encoded(self.prefix)}-" if self.prefix else "", _encoded(self.start), _encoded(self.end)]
            parts.append(f"-{_encoded(self.suffix)}" if self.suffix else "")
        except UnicodeEncodeError:
            return ""
        return "text=" + ",".join(part for part in parts if part)


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")


@dataclass(frozen=True, slots=True)
class _Unit:
    text: str
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where words stand: offsets in the texts of the first and the last block."""

    first: int
    start: int
    last: int
    end: int

    def widened(self, page: Page) -> _Place:
        """To the next punctuation where Chinese words are cut: by a browser's dictionary they may not end there."""
        first, last = page.units[self.first].text, page.units[self.last].text
        before, after = _CJK_BEFORE.search(first, 0, self.start), _CJK_AFTER.match(last, self.end)
        cut_before = before and re.match(f"[{_CJK}]", first[self.start : self.start + 1])
        cut_after = after and re.match(f"[{_CJK}]", last[self.end - 1 : self.end])
        return _Place(
            self.first,
            before.start() if before and cut_before else self.start,
            self.last,
            after.end() if after and cut_after else self.end,
        )

    def folded(self, page: Page) -> Landing:
        before = len(folded(page.units[self.first].text[: self.start]))
        return self.first, before, self.last, len(folded(page.units[self.last].text[: self.end]))


# --- attempts -----------------------------------------------------------------------------------------------------


def _candidates(page: Page, place: _Place) -> Iterator[Directive]:
    """Shortest first; each is to be tried."""
    bare = list(_bare(page, place))
    yield from bare
    before, after = page.units[place.first].text[: place.start], page.units[place.last].text[place.end :]
    for count in CONTEXT:
        prefix, suffix = _tail(before, count), _head(after, count)
        for each in bare[:1]:
            yield Directive(each.start, each.end, prefix)
            yield Directive(each.start, each.end, suffix=suffix)
            yield Directive(each.start, each.end, prefix, suffix)


def _bare(page: Page, place: _Place) -> Iterator[Directive]:
    """Without context: the words, or their beginning and end."""
    first, last = page.units[place.first].text, page.units[place.last].text
    one_block = place.first == place.last
    words = first[place.start : place.end].strip() if one_block else ""
    if one_block and len(quote(words, safe="", errors="replace")) <= EXACT:
        yield Directive(words)
        return
    opening = first[place.start : place.end if one_block else len(first)]
    closing = last[place.start if one_block else 0 : place.end]
    for count in CJK_EDGE if re.search(f"[{_CJK}]", opening) else EDGE:
        start, end = _head(opening, count), _tail(closing, count)
        if not one_block or len(_squeezed(start)) + len(_squeezed(end)) < len(_squeezed(words)):
            yield Directive(start, end)
    if one_block:
        yield Directive(words)


def _head(text: str, count: int) -> str:
    ends = [match.end() for match in islice(_PIECE.finditer(text), count)]
    return text[: ends[-1] if ends else 0].strip()


def _tail(text: str, count: int) -> str:
    starts = [match.start() for match in _PIECE.finditer(text)][-count:]
    return text[starts[0] if starts else len(text) :].strip()


# --- comparing as a browser does ----------------------------------------------------------------------------------


def folded(text: str) -> str:
    """Case and accents apart."""
    if text.isascii():
        return text.lower()
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text)).casefold()


def _found(text: str, words: str, start: int = 0) -> Iterator[int]:
    """Every place where the words stand whole."""
    return (at for at in _every(text, words, start) if _whole(text, at, at + len(words)))


def _every(text: str, words: str, start: int = 0) -> Iterator[int]:
    at = text.find(words, start) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _whole(text: str, start: int, end: int) -> bool:
    return not (start and _one_word(text[start - 1], text[start])) and not (
        end < len(text) and _one_word(text[end - 1], text[end])
    )


def _one_word(left: str, right: str) -> bool:
    """Whether no word ends between them; in Chinese one may always end."""
    both = left + right
    return _WORD.match(left) is not None and _WORD.match(right) is not None and not re.search(f"[{_CJK}]", both)


def _ends_before(text: str, at: int, prefix: str) -> bool:
    end = at
    while end and text[end - 1].isspace():
        end -= 1
    return text.endswith(prefix, 0, end) and _whole(text, end - len(prefix), end)


def _begins_after(text: str, at: int, suffix: str) -> bool:
    start = at
    while start < len(text) and text[start].isspace():
        start += 1
    return text.startswith(suffix, start) and _whole(text, start, start + len(suffix))


def _one_blank(text: str) -> str:
    return " ".join(text.split())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _unsqueezed(text: str, at: int) -> int:
    """Offset in a text of its ``at``-th character that is no blank."""
    solid = (index for index, char in enumerate(text) if not char.isspace())
    return next(islice(solid, at, None))
