"""From the lines of printed pages to pieces of prose, without the pages' furniture. Knows no file format.

Theory. A printed page knows no paragraphs, only lines of text at places. From their places we guess what was meant:

- *furniture*: lines at the edge of a page that stand at the same place on many pages, digits aside, and page numbers;
- *paragraphs*: a line goes on with the one before it unless there is a wider gap, another size or weight, a list
  marker, an indentation after a sentence, or a line break that was not needed since the next word would have fitted;
- *headings*: larger than the body, or bold, capitals or numbered, short and without a full stop.

A break in the wrong place is harmless between two sentences and bad inside one. So in doubt lines are joined where a
sentence is under way and parted where one has ended; the same text flowed anew over other pages reads the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clausewatch.core.model import BlockKind
from clausewatch.core.outline import Piece, display


@dataclass(frozen=True, slots=True)
class Cell:
    x: float
    texts: tuple[str, ...]
    """Its lines, where they are so close to the row's that they count as one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, in points. ``y`` grows upwards; both are along the text, however the page is turned."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool
    """Every character of it."""
    right: float
    """Where it ends, estimated from usual widths of letters."""
    cells: tuple[Cell, ...] = ()
    """Its parts, where they stand far apart."""

    def width_of(self, text: str) -> float:
        return self.size * width(text)


_NARROW, _WIDE = frozenset("iljtfrI.,;:'!|()[] "), frozenset("mwMW@%—")


def width(text: str) -> float:
    """Of a text in an ordinary font, in units of its size; good to a twentieth over a line of prose."""
    return sum(map(_char_width, text))


def _char_width(char: str) -> float:
    if char in _NARROW:
        return 0.29
    if char in _WIDE or "A" <= char <= "Z":
        return 0.82 if char in _WIDE else 0.68
    return 1.0 if char >= "\u2e80" else 0.49


# --- furniture ----------------------------------------------------------------------------------------------------

EDGE = 4
"""Lines from the top and from the bottom of a page among which furniture is looked for."""
OFTEN = 0.4
"""Share of the pages on which a line must repeat; left and right pages may differ."""
NEAR = 3.0
"""Points by which its place may vary."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s?)?(?:(?:page|p\.|seite|第)\s?)?(?:\d{1,4}|[ivxl]{1,6})\s?(?:页|頁)?"
    r"(?:\s?(?:/|of|von|de|,?\s?共)\s?\d{1,4}\s?(?:页|頁|pages)?)?(?:\s?[-–—|\])])?",
    re.I,
)
# What browsers print around a page: the time, the title, the address, the number.
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: .{0,200})?", re.I)
_ADDRESS = re.compile(r"(?:https?|file)://\S{1,2000} \d{1,4}/\d{1,4}", re.I)
_ABOUT_ITSELF = re.compile(r"effective|updated|revised|version|更新|生效|修订|版本", re.I)


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all pages; of a repeated one that tells the document's own date or version, the first stays."""
    rows = [_rows(page) for page in pages]
    repeated = _repeated([(*page[:EDGE], *page[-EDGE:]) for page in rows])
    kept: list[Line] = []
    told: set[str] = set()
    for page, sorted_rows in zip(pages, rows, strict=True):
        frame = frozenset(line for row in _frame(sorted_rows, repeated) for line in row)
        for line in page:
            shape = _shape(line)
            if line not in frame:
                kept.append(line)
            elif _ABOUT_ITSELF.search(shape) and shape not in told and not _is_printed(line):
                told.add(shape)
                kept.append(line)
    return kept


def _rows(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """What stands at one height, from the top down."""
    rows: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        rows[-round(line.y)].append(line)
    return [tuple(rows[height]) for height in sorted(rows)]


def _frame(rows: Sequence[tuple[Line, ...]], repeated: Mapping[str, set[int]]) -> Iterator[tuple[Line, ...]]:
    """The rows above and below a page's text: all furniture, and set apart from the text by distance or size."""
    steps = sorted(above[0].y - below[0].y for above, below in pairwise(rows))
    usual = steps[len(steps) // 2] if len(steps) > 5 else 0.0
    for inward in (rows, rows[::-1]):
        outer = 0
        for at, row in enumerate(inward[:EDGE], 1):
            if not all(_is_furniture(line, repeated, outermost=at == 1) for line in row):
                break
            if at == len(inward) or _is_apart(row[0], inward[at][0], usual):
                outer = at
        yield from inward[:outer]


def _is_furniture(line: Line, repeated: Mapping[str, set[int]], *, outermost: bool) -> bool:
    return bool(_heights(line) & repeated.get(_shape(line), set())) or (outermost and _is_printed(line))


def _is_apart(line: Line, text: Line, usual: float) -> bool:
    """``usual`` is the distance of the page's lines, 0 if there are too few to tell."""
    distance = abs(line.y - text.y)
    return distance > 1.4 * (usual or 1.5 * line.size) or not _same_size(line, text) or _is_browsers(line)


def _repeated(edges: Sequence[Sequence[tuple[Line, ...]]]) -> Mapping[str, set[int]]:
    """For the shape of a line the heights at which it stands on enough pages."""
    on: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for line in (line for edge in edges for row in edge for line in row):
        for height in _heights(line):
            on[_shape(line), height].add(line.page)
    repeated: defaultdict[str, set[int]] = defaultdict(set)
    for (shape, height), pages in on.items():
        if len(pages) >= max(2, OFTEN * len(edges)):
            repeated[shape].add(height)
    return repeated


def _heights(line: Line) -> set[int]:
    """Where it stands, in two overlapping rulers, so that a hair's breadth makes no difference."""
    return {2 * math.floor(line.y / NEAR), 2 * math.floor(line.y / NEAR + 0.5) + 1}


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _is_browsers(line: Line) -> bool:
    return bool(_PRINTED.fullmatch(line.text) or _ADDRESS.fullmatch(line.text))


def _is_printed(line: Line) -> bool:
    """A page number, or what a browser prints at the edge of a page."""
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or _is_browsers(line)


# --- paragraphs ---------------------------------------------------------------------------------------------------

_STOP = re.compile(r"[.!?:;。！？：；…][\"'”’»」』)\]）】]{0,3}$")
_FULL_STOP = re.compile(r"[.!?;,。！？；，…][\"'”’»」』)\]）】]{0,3}$")
MARKER = re.compile(
    r"[^\w\s]|o|\(?\w{1,4}[.)]|\d{1,3}(?:\.\d{1,3}){0,4}\.?|(?:article|section|clause|part) \S{1,6}", re.I
)
_LISTED = re.compile(r"[;,] (?:and|or|and/or)$")
_BULLET = re.compile(r"(?:[•·‣◦▪●○■□►▶–—*+-]|o(?=\s))\s+(?=\S)")
_ENUMERATOR = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxl]{1,5})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[条章节])(?:\s+(?=\S)|(?<=[、)）条章节]))"
)
_HYPHEN = re.compile(r"([^\W\d_]{2,})([-\u2010\u00ad])$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_SPACELESS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_PREFIXES = frozenset(
    (
        *("self", "non", "third", "co", "opt", "e", "cross", "well", "long", "short", "high", "low", "multi", "ex"),
        *("anti", "pre", "post", "so", "first", "second", "one", "two", "full", "real", "end", "on", "off", "in"),
    )
)


COLUMN = 8
"""Sizes of a letter by which the next line must stand higher to begin another column and not another cell."""


@dataclass(slots=True)
class _Passage:
    """Lines that belong together."""

    lines: list[Line]
    gap: bool = True
    """Whether it stands apart from what is above it."""

    row: Line | None = None
    """The line that shows it to be a table's row."""

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.row = self.row or (line if line.cells else None)


def pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    body = _body_size(lines)
    passages = list(_passages(lines))
    join = _joiner(lines)
    texts = [join([line.text for line in passage.lines]) for passage in passages]
    short = [bool(_ENUMERATOR.match(text)) and _is_short(text) for text in texts]
    for at, (passage, text) in enumerate(zip(passages, texts, strict=True)):
        alone = not any(short[max(at - 1, 0) : at] + short[at + 1 : at + 2])
        level = _heading_level(passage, text, body, numbered=short[at] and alone)
        if passage.row is not None:
            yield Piece(BlockKind.ROW, _row(passage.lines, passage.row, join))
        elif level:
            yield Piece(BlockKind.HEADING, text, level)
        elif bullet := _BULLET.match(text):
            yield Piece(BlockKind.ITEM, text[bullet.end() :], 1)
        else:
            kind = BlockKind.ITEM if _ENUMERATOR.match(text) else BlockKind.PARAGRAPH
            yield Piece(kind, text, 1 if kind is BlockKind.ITEM else 0)


def _row(lines: Sequence[Line], row: Line, join: Callable[[Sequence[str]], str]) -> str:
    """The cells of a table's row, each with the lines that stand above and below it."""
    cells = [list(cell.texts) for cell in row.cells]
    at = lines.index(row)
    cells[0] = [*(line.text for line in lines[:at]), *cells[0]]
    for line in lines[at + 1 :]:
        cells[_cell_of(row, line)].append(line.text)
    return " | ".join(map(join, cells))


def _body_size(lines: Iterable[Line]) -> float:
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 10.0


def _passages(lines: Sequence[Line]) -> Iterator[_Passage]:
    leading = _leading(lines)
    rights = _rights(lines)
    passage: _Passage | None = None
    for at, line in enumerate(lines):
        if passage is None:
            passage = _Passage([line], row=line if line.cells else None)
            continue
        gap = _is_jump(passage.lines[-1], line) or _is_gap(passage.lines[-1], line, leading)
        if _goes_on(passage, line, leading, rights[at - 1]):
            passage.add(line)
        else:
            yield passage
            passage = _Passage([line], gap, line if line.cells else None)
    if passage is not None:
        yield passage


def _leading(lines: Sequence[Line]) -> float:
    """Distance of two lines in units of their size: the smallest that is common."""
    steps: Counter[float] = Counter()
    for above, below in pairwise(lines):
        step = (above.y - below.y) / above.size
        if above.page == below.page and _same_size(above, below) and 0.8 <= step <= 3:
            steps[round(step * 20) / 20] += 1
    common = [step for step, times in steps.items() if times >= 0.1 * steps.total()]
    return min(common, default=1.2)


def _rights(lines: Sequence[Line]) -> list[float]:
    """For every line the right edge of the column that it stands in: of the lines above and below without a jump."""
    rights: list[float] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or _is_jump(lines[at - 1], lines[at]):
            run = lines[start:at]
            rights += [max(line.right for line in run)] * len(run)
            start = at
    return rights


def _is_jump(above: Line, below: Line) -> bool:
    """To another page, another column, another cell."""
    return above.page != below.page or below.y > above.y - 0.4 * min(above.size, below.size)


def _is_gap(above: Line, below: Line, leading: float) -> bool:
    return (above.y - below.y) > 1.25 * leading * max(above.size, below.size)


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= 0.06 * max(one.size, other.size)


def _goes_on(passage: _Passage, line: Line, leading: float, right: float) -> bool:
    """Whether a line continues the passage above it."""
    above = passage.lines[-1]
    ended = bool(_STOP.search(above.text))
    if not _same_size(above, line) or _BULLET.match(line.text):
        return False
    if passage.row or line.cells:
        below = not _is_jump(above, line) and not _is_gap(above, line, leading)
        return below and _is_same_row(passage, line, ended)
    needed = _was_needed(above, line, right)
    if above.bold != line.bold and (ended or not needed):
        return False
    if _ENUMERATOR.match(line.text) and (ended or not needed or _LISTED.search(above.text)):
        return False
    if _is_jump(above, line):
        return not ended and (above.page != line.page or line.y - above.y > COLUMN * line.size)
    if _is_gap(above, line, leading):
        return False
    if ended and _is_new_indent(passage, line):
        return False
    return needed or not (ended or _begins(line.text))


def _is_same_row(passage: _Passage, line: Line, ended: bool) -> bool:
    """Whether a line goes on one of the cells above it, or shows that those above it were the first cell."""
    row, above = passage.row, passage.lines[-1]
    if row is not None:
        return not line.cells and _cell_of(row, line) > 0
    return not ended and abs(line.x - above.x) < 0.5 * line.size and above.right - above.size < line.cells[1].x


def _cell_of(row: Line, line: Line) -> int:
    """Which cell of a row a line below it goes on; 0 for none, since below the first cell the next row begins."""
    return next((at for at, cell in enumerate(row.cells) if at and abs(cell.x - line.x) < 0.5 * line.size), 0)


def _was_needed(above: Line, line: Line, right: float) -> bool:
    """Whether the line had to break here, since its next word would not have fitted."""
    word = line.text.partition(" ")[0] if not _SPACELESS.match(line.text) else line.text[:1]
    room = right - above.right
    return room - above.width_of(f" {word}") < 0.12 * max(right - above.x, 1.0)


def _is_new_indent(passage: _Passage, line: Line) -> bool:
    """Further right than the line above, or left of it after more than one line; a list item hangs."""
    above = passage.lines[-1]
    hangs = _BULLET.match(passage.lines[0].text) or _ENUMERATOR.match(passage.lines[0].text)
    if line.x > above.x + 0.8 * line.size:
        return not hangs or len(passage.lines) > 1
    return len(passage.lines) > 1 and line.x < above.x - 0.8 * line.size


def _begins(text: str) -> bool:
    """Whether a text looks like the beginning of something."""
    return not text[:1].islower() and bool(re.match(r"[\"'“‘(（《【「]?[^\W_]", text))


def _joiner(lines: Sequence[Line]) -> Callable[[Sequence[str]], str]:
    """Joins lines to a text; words that a line end divided are whole again, as they stand elsewhere in the document."""
    known = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))

    def join(texts: Sequence[str]) -> str:
        parts = [texts[0]]
        for text in texts[1:]:
            parts[-1:] = _joined(parts[-1], text, known)
        return display("".join(parts))

    return join


def _joined(above: str, below: str, known: Counter[str]) -> tuple[str, str]:
    """The end of one line and the next one, with what belongs between them."""
    divided = _HYPHEN.search(above)
    rest = _WORD.match(below)
    if divided is None or rest is None:
        spaceless = _SPACELESS.search(above[-1:]) and _SPACELESS.match(below)
        return above if spaceless or above.endswith(("/", "-")) else f"{above} ", below
    if _keeps_hyphen(divided, rest.group(), known):
        return above, below
    return above[: divided.start(2)], below


def _keeps_hyphen(divided: re.Match[str], rest: str, known: Counter[str]) -> bool:
    first = divided.group(1)
    if divided.group(2) != "-":
        return False
    whole, compound = known[f"{first}{rest}".casefold()], known[f"{first}-{rest}".casefold()]
    if whole or compound:
        return compound > whole
    return not rest[:1].islower() or first.casefold() in _PREFIXES or "-" in rest


# --- headings -----------------------------------------------------------------------------------------------------

SIZES = ((1.75, 1), (1.35, 2), (1.12, 3))
"""Size in units of the body's from which a heading has a level; browsers print 2.0, 1.5 and 1.17."""
LOWEST = 4
"""Level of a heading in the body's size; each number beyond the first in "4.1.2" is one more."""


def _heading_level(passage: _Passage, text: str, body: float, *, numbered: bool) -> int:
    """0 for what is no heading."""
    size = passage.lines[0].size / body
    for least, level in SIZES:
        if size >= least and len(text) <= 200:
            return level
    loud = all(line.bold for line in passage.lines) or (text.isupper() and len(text) >= 4)
    if size < 0.93 or not _is_short(text) or any(line.cells for line in passage.lines):
        return 0
    if loud or (numbered and passage.gap and len(passage.lines) == 1):
        return LOWEST + min(_depth(text) - 1, 2)
    return 0


def _is_short(text: str) -> bool:
    return len(text) <= 120 and not _FULL_STOP.search(text) and not _BULLET.match(text)


def _depth(text: str) -> int:
    numbers = re.match(r"\d{1,3}(?:\.\d{1,3}){0,4}", text)
    return numbers.group().count(".") + 1 if numbers else 1
