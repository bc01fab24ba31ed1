"""Walking an HTML tree into pieces of prose. The reader in ``core.formats.html`` decides which of them count.

Theory. A page is walked once, from ``body`` (or from each selected element), and *everything* a person could read is
taken: also what is hidden, since whole policies live in collapsed accordions (notes: dropping hidden text lost 99.7 %
of one). Each piece remembers the regions it stands in: ``main``, ``article``, and furniture such as a menu, a footer
or a cookie banner. What to leave out is decided afterwards, over measured regions, so that a wrong guess about the
furniture can be taken back without a second walk.

The tree is hostile: the walk keeps its own stack, costs the same per node wherever the node stands, and parsing stops
at ``DEEPEST`` nested elements. A tree is never copied or pretty-printed; both are quadratic in the parser library.
"""

from __future__ import annotations

import enum
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.element import NavigableString, PreformattedString

from clausewatch.core.model import BlockKind, Link
from clausewatch.core.outline import Piece, display

DEEPEST = 512
"""Nested elements; real policy pages stay below 60."""
MOST_ELEMENTS = 250_000
"""Real policy pages stay below 30,000; the tree of this many takes some 10 s and 400 MB."""
LONGEST_TARGET = 2000
"""Characters of a link target; the rest is cut."""

PROSE = 60
"""Characters from which a block is prose and not a label; see ``is_longer``."""

NESTED_REGIONS = 12
"""Regions inside one another that are told apart; keeps the cost per block constant."""

DROPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed"),
        *("canvas", "video", "audio", "map", "title", "meta", "link"),
        *("input", "select", "textarea", "option", "optgroup", "datalist", "button"),
        *("rt", "rp", "img", "picture"),
    )
)
BLOCKS = frozenset(
    (
        *("html", "body", "main", "article", "section", "header", "footer", "nav", "aside"),
        *("address", "blockquote", "center", "details", "dialog", "dir", "div", "fieldset", "figcaption", "figure"),
        *("form", "hgroup", "hr", "legend", "li", "menu", "ol", "p", "pre", "search", "summary", "ul"),
        *("dd", "dl", "dt", "caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
BOXES = frozenset({"button", "textarea"})
"""Elements that end a paragraph where their text counts at all."""
PREFORMATTED = frozenset({"pre", "textarea"})
STRUCK = frozenset({"del", "s", "strike"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir"})

_SPACE = re.compile(r"[ \t\r\n\f]+")
_FOOTNOTE = re.compile(r"\[?\d{1,3}\]?|[*†‡]")


class TooLargeError(Exception):
    """A tree that nobody writes by hand; the message says what there is too much of."""


class Part(enum.Enum):
    """What a region of a page is. Only ``MAIN``, ``ARTICLE`` and ``TEXT`` are content; the others are furniture."""

    MAIN = enum.auto()
    ARTICLE = enum.auto()
    TEXT = enum.auto()
    """Called so by its class alone."""
    BOX = enum.auto()
    """Holds nearly all the prose, whatever it is called."""
    HEADER = enum.auto()
    MENU = enum.auto()
    FOOTER = enum.auto()
    ASIDE = enum.auto()
    BANNER = enum.auto()
    """A cookie banner or another dialog about consent to tracking."""
    CONSENT = enum.auto()
    """Called so by its class alone."""
    LINKS = enum.auto()
    """Called a menu or a header by its class alone."""
    BOTTOM = enum.auto()
    """Called a footer by its class alone."""
    RELATED = enum.auto()
    """Links to other articles, "was this helpful", sharing, advertising."""
    COMMENTS = enum.auto()
    """What readers wrote below the text."""


@dataclass(eq=False, slots=True)
class Region:
    """An element that is a part of the page, with the measures of the text inside it."""

    part: Part
    inside: Region | None
    depth: int = 0
    size: int = 0
    linked: int = 0
    """Of ``size``, the characters that are links."""
    prose: int = 0
    """Of ``size``, the characters in whole sentences."""
    headings: int = 0

    def chain(self) -> Iterator[Region]:
        region: Region | None = self
        while region is not None:
            yield region
            region = region.inside


@dataclass(frozen=True, slots=True)
class Found:
    """A piece, and the innermost region that it stands in."""

    piece: Piece
    region: Region | None
    linked: int = 0
    """Characters of it that are links."""

    @property
    def regions(self) -> Iterator[Region]:
        """Innermost first."""
        return self.region.chain() if self.region else iter(())

    @property
    def is_prose(self) -> bool:
        """Whole sentences, as against a label or a list of links."""
        text = self.piece.text
        return is_longer(text, PROSE) and self.linked < 0.5 * len(text)


def is_longer(text: str, least: int) -> bool:
    """Whether a text has at least so many characters; half as many do in Chinese, where they say twice as much."""
    return len(text) >= least or (len(text) >= least // 2 and text[len(text) // 2] >= "\u2e80")


def parse(text: str) -> BeautifulSoup:
    """The tree of an HTML text, or of XML read as if it were HTML. Raises ``TooLargeError``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's advice on markup that looks like XML or like a file name
        try:
            return _Soup(text.encode("utf-8", errors="replace"), "lxml", from_encoding="utf-8")
        except ParserRejectedMarkup:
            return _Soup(b"", "lxml")


class _Soup(BeautifulSoup):
    elements = 0

    def pushTag(self, tag: Tag) -> None:  # the library's own name
        super().pushTag(tag)
        self.elements += 1
        if len(self.tagStack) > DEEPEST:
            raise TooLargeError(f"more than {DEEPEST} nested elements")
        if self.elements > MOST_ELEMENTS:
            raise TooLargeError(f"more than {MOST_ELEMENTS:,} elements")


def walk(
    root: Tag, base: str, part_of: Callable[[Tag], Part | None], unwanted: frozenset[int] = frozenset()
) -> list[Found]:
    """All the prose below ``root``, in reading order.

    ``base`` is the URL that link targets are relative to, ``part_of`` says which elements are regions, ``unwanted``
    holds the ``id()`` of elements to skip.
    """
    walker = _Walker(base, part_of)
    walker.enter(root)
    stack = [(root, iter(root.contents))]
    while stack:
        node, children = stack[-1]
        child = next(children, None)
        if child is None:
            walker.leave(node)
            stack.pop()
        elif isinstance(child, Tag):
            if child.has_attr("data-cfemail"):
                walker.text(unscrambled(str(child["data-cfemail"])))
            elif id(child) not in unwanted and walker.wants(child):
                walker.enter(child)
                stack.append((child, iter(child.contents)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            walker.text(str(child))
    return walker.found


@dataclass(slots=True)
class _Anchor:
    target: str | None
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    cells: list[list[Found]] = field(default_factory=list)


class _Walker:
    """The state of one walk: the text of the block being read, and what it stands in."""

    def __init__(self, base: str, part_of: Callable[[Tag], Part | None]) -> None:
        self.found: list[Found] = []
        self._base = base
        self._part_of = part_of
        self._parts: list[str] = []
        self._links: list[Link] = []
        self._anchor: _Anchor | None = None
        self._linked = 0
        self._heading = 0
        self._lists = 0
        self._items: list[bool] = []
        """For every open list item, whether it still waits for its first text."""
        self._preformatted = 0
        self._rows: list[_Row | None] = []
        """For every open table row, its cells; ``None`` once it turned out to be layout."""
        self._region: Region | None = None
        self._outer: list[Region | None] = []
        """For every open element, the region around it."""

    # --- elements ---

    def wants(self, tag: Tag) -> bool:
        if tag.name == "button":
            return self._heading > 0 or _is_disclosure(tag) or _is_sentence(tag)
        if tag.name == "template":
            return tag.has_attr("shadowrootmode")  # browsers show it at once; any other template is a cutting pattern
        if tag.name == "textarea":
            return tag.has_attr("readonly") or tag.has_attr("disabled")  # the box in which a licence scrolls
        if tag.name == "sup":
            return not _is_footnote_mark(tag)
        return tag.name not in DROPPED and not is_struck(tag)

    def enter(self, tag: Tag) -> None:
        name = tag.name
        part = self._part_of(tag)
        if name in BLOCKS or part or name in BOXES:
            self._flush()
        self._outer.append(self._region)
        depth = self._region.depth + 1 if self._region else 0
        if part and depth < NESTED_REGIONS:
            self._region = Region(part, self._region, depth)
        if name == "br":
            self._break()
        elif name == "a":
            self._open_anchor(tag)
        elif name in BLOCKS or name in BOXES:
            self._enter_block(name)

    def _enter_block(self, name: str) -> None:
        if name in HEADINGS:
            self._layout_if(HEADINGS[name] <= 3)
            self._heading = HEADINGS[name]
        elif name in LISTS:
            self._lists += 1
        elif name in ("li", "dd"):
            self._items.append(True)
        elif name in PREFORMATTED:
            self._preformatted += 1
        elif name == "table":
            self._layout_if(True)
        elif name == "tr":
            self._rows.append(_Row())
        elif name in ("td", "th") and self._row is not None:
            self._row.cells.append([])

    def leave(self, tag: Tag) -> None:
        name, outer = tag.name, self._outer.pop()
        if name == "a":
            self._close_anchor()
        if name in BLOCKS or outer is not self._region or name in BOXES:
            self._flush()
        self._region = outer
        self._leave_block(name)

    def _leave_block(self, name: str) -> None:
        if name in HEADINGS:
            self._heading = 0
        elif name in LISTS:
            self._lists -= 1
        elif name in ("li", "dd") and self._items:
            self._items.pop()
        elif name in PREFORMATTED:
            self._preformatted -= 1
        elif name == "tr" and self._rows:
            self._end_row(self._rows.pop())

    # --- text ---

    def text(self, text: str) -> None:
        if self._preformatted and "\n" in text:
            for at, paragraph in enumerate(re.split(r"\n[ \t\r]*\n", text)):
                if at:
                    self._flush()
                self._add(paragraph)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        self._parts.append(text)
        if self._anchor is not None:
            self._anchor.parts.append(text)

    def _break(self) -> None:
        """One line break is a space, two end the paragraph."""
        for part in reversed(self._parts):
            if part == "\n":
                self._flush()
                return
            if part.strip():
                break
        self._parts.append("\n")
        if self._anchor is not None:
            self._anchor.parts.append(" ")

    def _open_anchor(self, tag: Tag) -> None:
        self._close_anchor()
        self._anchor = _Anchor(absolute(str(tag.get("href") or ""), self._base))

    def _close_anchor(self) -> None:
        if self._anchor is None:
            return
        text = display("".join(self._anchor.parts))
        self._linked += len(text)
        if text and self._anchor.target:
            self._links.append(Link(text, self._anchor.target))
        self._anchor = None

    # --- blocks ---

    def _flush(self) -> None:
        """The text read so far is a block."""
        if not self._parts:
            return
        target = self._anchor.target if self._anchor else None
        reopen = self._anchor is not None
        self._close_anchor()
        text = display("".join(self._parts))
        if text:
            kind, level = self._kind()
            self._emit(Found(Piece(kind, text, level, tuple(self._links)), self._region, self._linked))
        self._parts, self._links, self._linked = [], [], 0
        self._anchor = _Anchor(target) if reopen else None

    def _kind(self) -> tuple[BlockKind, int]:
        if self._heading:
            kind, level = BlockKind.HEADING, self._heading
        elif self._items and self._items[-1]:
            kind, level = BlockKind.ITEM, max(self._lists, 1)
        else:
            return BlockKind.PARAGRAPH, 0
        if self._items:
            self._items[-1] = False
        return kind, level

    def _emit(self, found: Found) -> None:
        row = self._row
        if row is not None and row.cells:
            row.cells[-1].append(found)
            return
        for region in found.regions:
            region.size += len(found.piece.text)
            region.linked += found.linked
            region.prose += len(found.piece.text) if found.is_prose else 0
            region.headings += found.piece.kind is BlockKind.HEADING
        self.found.append(found)

    @property
    def _row(self) -> _Row | None:
        return self._rows[-1] if self._rows else None

    def _layout_if(self, laid_out: bool) -> None:
        """A row that holds a table or a headline is no data: its cells are read one after the other."""
        row = self._row
        if laid_out and row is not None:
            self._rows[-1] = None
            self._emit_all(row)

    def _end_row(self, row: _Row | None) -> None:
        if row is None:
            return
        filled = [cell for cell in row.cells if cell]
        if len(row.cells) < 2 or not filled:
            self._emit_all(row)
            return
        everything = [found for cell in filled for found in cell]
        text = " | ".join(" ".join(found.piece.text for found in cell) for cell in row.cells)
        links = tuple(link for found in everything for link in found.piece.links)
        linked = sum(found.linked for found in everything)
        self._emit(Found(Piece(BlockKind.ROW, text, 0, links), self._region, linked))

    def _emit_all(self, row: _Row) -> None:
        for cell in row.cells:
            for found in cell:
                self._emit(found)


def _is_disclosure(button: Tag) -> bool:
    """The line that opens an accordion is a heading in all but name; a menu's button holds a word or two."""
    return button.has_attr("aria-controls") and len(button.get_text(" ", strip=True).split()) >= 4


def _is_sentence(button: Tag) -> bool:
    """ "You consent to calls about your account." is a clause that one agrees to by a click, not a label."""
    text = button.get_text(" ", strip=True)
    return text.endswith((".", "。")) and is_longer(text, 40)


_LINED_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}\bline-through\b", re.IGNORECASE)


def is_struck(tag: Tag) -> bool:
    """Text that is shown as no longer valid: ``<del>``, ``<s>``, ``<strike>``, a line through it. What holds a heading
    is a tag that somebody forgot to close, and would swallow the rest of the page."""
    style = tag.get("style")
    struck = tag.name in STRUCK or (isinstance(style, str) and _LINED_THROUGH.search(style) is not None)
    return struck and (tag.name == "del" or tag.find(list(HEADINGS)) is None)


_CLOSED = tuple(".,;:!?)\"'”’。，；：！？）」』")


def _is_footnote_mark(sup: Tag) -> bool:
    """``[1]`` that leads to a footnote goes, and one right behind a stop; the 2 of 10² stays."""
    before = sup.previous_sibling
    behind_a_stop = isinstance(before, NavigableString) and before.endswith(_CLOSED)
    return (behind_a_stop or sup.find("a") is not None) and bool(_FOOTNOTE.fullmatch(sup.get_text(strip=True)))


def absolute(href: str, base: str) -> str | None:
    """Where a link really goes; ``None`` for one that stays on the page or runs a script."""
    href = href.strip()
    if not href or href.startswith("#") or href[:11].lower() == "javascript:":
        return None
    _, _, scrambled = href.partition("/cdn-cgi/l/email-protection#")
    if scrambled:
        return f"mailto:{unscrambled(scrambled)}"
    try:
        return urljoin(base, href)[:LONGEST_TARGET]
    except ValueError:
        return href[:LONGEST_TARGET]


def unscrambled(code: str) -> str:
    """An e-mail address that Cloudflare hides from robots, with another key at every fetch; ``code`` if it is none."""
    try:
        key, *rest = bytes.fromhex(code)
        return bytes(byte ^ key for byte in rest).decode("utf-8")
    except ValueError:
        return code
