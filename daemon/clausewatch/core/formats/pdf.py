"""PDF: what ``pypdf`` says of the pieces of text on each page, as lines; ``core.layout`` makes prose of them.

The library gives the pieces in the order in which they were painted (the reading order, with the writers that make
policies) and says where it begins a new line. Everything is bounded: pages, characters, and what a compressed stream
may become; time is the reading worker's matter.
"""

from __future__ import annotations

import io
import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from clausewatch.core.encoding import Raw
from clausewatch.core.formats._left import LeftOut
from clausewatch.core.formats._left import left_out as gathered
from clausewatch.core.layout import MARKER, Cell, Line, pieces, width, without_furniture
from clausewatch.core.model import BlockKind, Document, Unreadable, UnreadableKind
from clausewatch.core.outline import display, outlined
from clausewatch.core.watch import Recipe

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

NAME = "pdf"
Made = TypeVar("Made")

MOST_PAGES = 500
MOST_CHARACTERS = 5_000_000
MOST_PIECES = 20_000
"""Pieces of text on one page; a dense one has some 500. The library's cost is quadratic in them."""
LARGEST_STREAM = 20_000_000
"""Bytes that one compressed stream may become; a page of dense text has some 20,000."""
HEAD = 1024
"""Bytes within which ``%PDF-`` must stand (ISO 32000, Annex H)."""
ILLEGIBLE = 0.3
"""Share of characters without a meaning from which a document cannot be read."""

# What the library raises on broken files beside its own errors: a closed list, and a bug of ours among them would
# show in the tests. Running out of memory is not in it.
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError),
    *(TypeError, ValueError, zlib.error),
)


def claims(raw: Raw) -> int:
    body = raw.capture.body
    if body.startswith(b"%PDF-"):
        return 100
    return 95 if raw.content_type == "application/pdf" and b"%PDF-" in body[:HEAD] else 0


def read(raw: Raw, recipe: Recipe) -> Document | Unreadable:
    """``select`` and ``remove`` are CSS and mean nothing here; a ``select`` counts as matched."""
    return _opened(raw.capture.body, _document)


def left_out(raw: Raw, recipe: Recipe) -> tuple[LeftOut, ...]:
    """What stands at the edges of the pages and is no text of the document; nothing where it cannot be read."""
    left = _opened(raw.capture.body, _furniture)
    return gathered(("the same at the edge of every page", text) for text in left) if isinstance(left, tuple) else ()


def _furniture(reader: PdfReader) -> tuple[str, ...]:
    lines = [page.lines for page in _pages(reader)]
    kept = frozenset(map(id, without_furniture(lines)))
    return tuple(line.text for page in lines for line in page if id(line) not in kept)


def _opened(body: bytes, make: Callable[[PdfReader], Made | Unreadable]) -> Made | Unreadable:
    """What ``make`` makes of the file, within limits; every fault of it is a reason."""
    # Loaded here since it takes 0.2 s, which most watchlists never need.
    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415
    from pypdf.errors import (  # noqa: PLC0415
        DependencyError,
        DeprecationError,
        FileNotDecryptedError,
        LimitReachedError,
        PyPdfError,
    )

    try:
        with apply_configuration(**_limits()):
            return make(PdfReader(io.BytesIO(body)))
    except (DependencyError, FileNotDecryptedError):
        return Unreadable(UnreadableKind.NOT_TEXT, "the PDF is encrypted and asks for a password")
    except _DamagedError as error:
        return Unreadable(UnreadableKind.READER, f"the PDF is broken: {error}")
    except _TooMuchError as error:
        return Unreadable(UnreadableKind.READER, f"the PDF has {error}")
    except LimitReachedError as error:
        return Unreadable(UnreadableKind.READER, f"the PDF is built to be too large: {display(str(error))[:200]}")
    except (PyPdfError, DeprecationError, *_BROKEN) as error:  # what is deprecated is raised for the file's own words
        return Unreadable(
            UnreadableKind.READER, f"the PDF is broken: {display(str(error))[:200] or type(error).__name__}"
        )


class _DamagedError(Exception):
    """Less can be read than was written; the message says where."""


class _TooMuchError(Exception):
    """More than is read; the message says of what."""


def _limits() -> dict[str, Any]:
    streams = ("maximum_declared_stream_length", "array_based_stream_maximum_output_length")
    filters = ("lzw_maximum_output_length", "run_length_maximum_output_length", "zlib_maximum_output_length")
    return {
        **dict.fromkeys((*streams, *filters, "brotli_maximum_output_length"), LARGEST_STREAM),
        "stream_decoding_work_maximum_length": 4 * LARGEST_STREAM,
        "stream_parsing_work_maximum_count": 500_000,
        "xform_maximum_invocations_per_extraction": 500,
        "jbig2dec_binary": None,  # no page makes us start another program
        "disable_legacy_handling": True,
    }


def _document(reader: PdfReader) -> Document | Unreadable:
    pages = _pages(reader)
    legible = _legible(pages)
    if legible is None:
        where = "its only page" if len(pages) == 1 else f"its {len(pages)} pages"
        return Unreadable(UnreadableKind.EMPTY, f"the PDF has no text on {where}; it may be a scan")
    if legible < 1 - ILLEGIBLE:
        return Unreadable(UnreadableKind.NOT_TEXT, "the PDF does not say which characters its fonts show")
    blocks = outlined(pieces(without_furniture([page.lines for page in pages])))
    headline = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return Document(blocks, NAME, title=_title(reader) or headline, language=_language(reader))


def _title(reader: PdfReader) -> str:
    title = reader.metadata.title if reader.metadata else None
    return display(_clean(title))[:300] if isinstance(title, str) else ""


def _language(reader: PdfReader) -> str | None:
    language = reader.root_object.get("/Lang")
    return str(language).strip().lower().replace("_", "-")[:35] or None if isinstance(language, str) else None


# --- lines --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fragment:
    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(slots=True)
class _Collector:
    """What the library calls for every piece of text on a page."""

    page: int
    lines: list[Line] = field(default_factory=list)
    lost: int = 0
    """Characters without a meaning."""
    pieces: int = 0
    _open: list[_Fragment] = field(default_factory=list)

    def __call__(self, text: str, user: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:
        self.pieces += 1
        if self.pieces > MOST_PIECES:
            raise _TooMuchError(f"more than {MOST_PIECES:,} pieces of text on page {self.page + 1}")
        *parts, last = text.split("\n")
        for part in parts:
            self._add(part, user, matrix, font, size)
            self.end_line()
        self._add(last, user, matrix, font, size)

    def _add(self, text: str, user: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:
        if not text:
            return
        shown = _clean(text)
        self.lost += sum(1 for char in text if _is_lost(char))
        if shown:
            self._open.append(_Fragment(shown, *_place(user, matrix, size), _is_bold(font)))

    def end_line(self) -> None:
        fragments, self._open = self._open, []
        if any(each.text.strip() for each in fragments):
            self.lines.append(_line(self.page, fragments))


def _pages(reader: PdfReader) -> list[_Collector]:
    pages = reader.pages
    if len(pages) > MOST_PAGES:
        raise _TooMuchError(f"{len(pages):,} pages; at most {MOST_PAGES} are read")
    collected = []
    characters = 0
    for number, page in enumerate(pages):
        _must_be_whole(page, number)
        collector = _Collector(number)
        page.extract_text(visitor_text=collector)
        if collector.pieces > MOST_PIECES:  # the library goes on after an error inside a form
            raise _TooMuchError("more pieces of text on a page than are read")
        collector.end_line()
        collected.append(collector)
        characters += collector.lost + sum(len(line.text) for line in collector.lines)
        if characters > MOST_CHARACTERS:
            raise _TooMuchError(f"more than {MOST_CHARACTERS:,} characters")
    return collected


def _must_be_whole(page: PageObject, number: int) -> None:
    """The library reads on where a stream is damaged and gives less text, which would look like a removal."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    for each in contents if isinstance(contents, list) else (contents,):
        stream = each.get_object() if each is not None else None
        if isinstance(stream, dict) and stream.get("/Filter") in ("/FlateDecode", ["/FlateDecode"]):
            _inflate(getattr(stream, "_data", b""), number)


def _inflate(data: bytes, number: int) -> None:
    inflating, rest, size = zlib.decompressobj(), data, 0
    try:
        while rest and not inflating.eof and size < LARGEST_STREAM:
            size += len(inflating.decompress(rest, 1_000_000))
            rest = inflating.unconsumed_tail
    except zlib.error as error:
        raise _DamagedError(f"page {number + 1} is damaged") from error


def _legible(pages: Iterable[_Collector]) -> float | None:
    """Share of the characters that have a meaning; ``None`` if there are none at all."""
    lost = shown = 0
    for page in pages:
        lost += page.lost
        shown += sum(1 for line in page.lines for char in line.text if not char.isspace())
    return shown / (shown + lost) if shown + lost else None


def _place(user: Sequence[float], matrix: Sequence[float], size: float) -> tuple[float, float, float]:
    """Where a piece begins, along the text and across it, and its size in points."""
    a = matrix[0] * user[0] + matrix[1] * user[2]
    b = matrix[0] * user[1] + matrix[1] * user[3]
    c = matrix[2] * user[0] + matrix[3] * user[2]
    d = matrix[2] * user[1] + matrix[3] * user[3]
    x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
    y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
    long = math.hypot(a, b) or 1.0
    height = abs(size) * math.hypot(c, d)
    return (x * a + y * b) / long, (y * a - x * b) / long, height if 0.1 < height < 2000 else 10.0


def _line(page: int, fragments: Sequence[_Fragment]) -> Line:
    filled = [each for each in fragments if each.text.strip()]
    weights: Counter[float] = Counter()
    for each in filled:
        weights[round(each.size, 1)] += len(each.text.strip())
    size = weights.most_common(1)[0][0]
    first, last = filled[0], filled[-1]
    ends = [each.x + each.size * width(each.text.strip()) for each in filled]
    return Line(
        display("".join(each.text for each in fragments)),
        page,
        first.x,
        first.y,
        size,
        all(each.bold for each in filled),
        max(ends[-1], last.x),
        _cells(filled, ends, size),
    )


def _cells(fragments: Sequence[_Fragment], ends: Sequence[float], size: float) -> tuple[Cell, ...]:
    """The cells of a table's row: what stands more than two and a half letters apart, list markers aside."""
    cells = [Cell(fragments[0].x, (fragments[0].text,))]
    for before, fragment, end in zip(fragments, fragments[1:], ends, strict=False):
        last = cells[-1]
        if abs(fragment.y - before.y) > 0.4 * size and abs(fragment.x - last.x) < 0.5 * size:
            cells[-1] = Cell(last.x, (*last.texts, fragment.text))
        elif fragment.x - end > 2.5 * size and not MARKER.fullmatch(last.texts[-1].strip()):
            cells.append(Cell(fragment.x, (fragment.text,)))
        else:
            cells[-1] = Cell(last.x, (*last.texts[:-1], last.texts[-1] + fragment.text))
    tidy = (Cell(cell.x, tuple(map(display, cell.texts))) for cell in cells)
    return tuple(tidy) if len(cells) > 1 else ()


def _is_bold(font: Any) -> bool:
    name = font.get("/BaseFont") if font is not None else None
    return isinstance(name, str) and bool(_BOLD.search(name))


_BOLD = re.compile(r"bold|black|heavy|demi", re.I)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SYMBOL_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0A8, 0xF0D8, 0xF0FC, 0xF076), "•")
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), 127, 0xFFFD, *range(0xD800, 0xE000)))
_TIDY: dict[int, str | None] = {**_CONTROLS, **_LIGATURES, **_SYMBOL_BULLETS, 9: " ", 13: " "}


def _clean(text: str) -> str:
    return text.translate(_TIDY)


def _is_lost(char: str) -> bool:
    return char not in " \t\r" and _TIDY.get(ord(char), char) is None
