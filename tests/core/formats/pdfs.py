"""PDFs for the tests, made from nothing: objects, pages of placed text, and a plain typesetter."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PAGE = (595, 842)
BODY, BOLD = "F1", "F2"

# Widths of Helvetica in thousandths of its size (Adobe's font metrics).
_WIDTHS = {
    **dict.fromkeys("abdeghnopqu0123456789", 556),
    **dict.fromkeys("ckvsxyz", 500),
    **dict.fromkeys("ij", 222),
    **{"f": 278, "l": 222, "m": 833, "r": 333, "t": 278, "w": 722, " ": 278, ".": 278, ",": 278, "-": 333},
    **dict.fromkeys("ABEKPSVXY", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **{"F": 611, "G": 778, "I": 278, "J": 500, "L": 556, "M": 833, "O": 778, "Q": 778, "T": 611, "W": 944, "Z": 611},
}


def width(text: str, size: float) -> float:
    return sum(_WIDTHS.get(char, 556) for char in text) * size / 1000


@dataclass(frozen=True)
class Text:
    """A piece of text and the place of its first letter, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 11
    font: str = BODY


def pdf(pages: Iterable[Iterable[Text]], compressed: bool = True, **info: str) -> bytes:
    """A file with so many pages; ``info`` is what the writer says about it (Title, CreationDate)."""
    return of_streams([content(page) for page in pages], compressed=compressed, **info)


def content(page: Iterable[Text]) -> bytes:
    """The operators that paint a page."""
    lines = [f"BT /{each.font} {each.size} Tf {each.x:g} {each.y:g} Td ({_escaped(each.text)}) Tj ET" for each in page]
    return "\n".join(lines).encode("cp1252")


def of_streams(streams: Sequence[bytes], compressed: bool = True, **info: str) -> bytes:
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(streams)))
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        3: f"<< {' '.join(f'/{key} ({_escaped(value)})' for key, value in info.items())} >>".encode("cp1252"),
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    }
    for at, painted in enumerate(streams):
        objects[6 + 2 * at] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents {7 + 2 * at} 0 R "
            f"/Resources << /Font << /{BODY} 4 0 R /{BOLD} 5 0 R >> >> >>"
        ).encode()
        objects[7 + 2 * at] = stream(painted, compressed=compressed)
    return of_objects(objects, "/Info 3 0 R")


def stream(data: bytes, extra: str = "", compressed: bool = True) -> bytes:
    packed = zlib.compress(data) if compressed else data
    coding = "/Filter /FlateDecode " if compressed else ""
    return f"<< /Length {len(packed)} {coding}{extra} >>\nstream\n".encode() + packed + b"\nendstream"


def of_objects(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """A file of these objects, with its cross-reference table."""
    body = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, value in objects.items():
        places[number] = len(body)
        body += f"{number} 0 obj\n".encode() + value + b"\nendobj\n"
    start, size = len(body), max(objects) + 1
    rows = "".join(f"{places[at]:010} 00000 n \n" if at in places else "0000000000 65535 f \n" for at in range(size))
    body += f"xref\n0 {size}\n{rows}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(body) + f"startxref\n{start}\n%%EOF\n".encode()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


# --- a typesetter -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Style:
    """How a text is printed: the column, the space between paragraphs, headings by size or by weight."""

    left: float = 60
    column: float = 470
    top: float = 760
    bottom: float = 80
    size: float = 11
    leading: float = 1.3
    gap: float = 0.7
    """Space between paragraphs, in sizes."""
    indent: float = 0
    header: str = ""
    footer: str = ""
    """``#`` stands for the page's number, ``##`` for how many there are."""


def printed(paragraphs: Sequence[str], style: Style | None = None, **info: str) -> bytes:
    """Paragraphs flowed over pages; one that begins with ``#`` is a headline."""
    style = style or Style()
    pages: list[list[Text]] = [[]]
    y = style.top
    for paragraph in paragraphs:
        size = style.size * 1.5 if paragraph.startswith("#") else style.size
        font = BOLD if paragraph.startswith("#") else BODY
        indent = style.indent if font == BODY else 0
        for at, line in enumerate(broken(paragraph.lstrip("# "), size, style.column, indent)):
            if y < style.bottom:
                pages.append([])
                y = style.top
            pages[-1].append(Text(line, style.left + (0 if at else indent), y, size, font))
            y -= size * style.leading
        y -= style.size * style.gap
    return pdf([_framed(page, at, len(pages), style) for at, page in enumerate(pages, 1)], **info)


def broken(text: str, size: float, column: float, indent: float = 0) -> list[str]:
    """A paragraph's lines; a word may be broken at a soft hyphen."""
    lines, line = [""], ""
    for word in text.split(" "):
        room = column - (indent if len(lines) == 1 else 0)
        parts = word.split("\u00ad")
        if not line or width(f"{line} {word}".replace("\u00ad", ""), size) <= room:
            line = f"{line} {''.join(parts)}" if line else "".join(parts)
        else:
            fits = [n for n in range(1, len(parts)) if width(f"{line} {''.join(parts[:n])}-", size) <= room]
            cut = max(fits, default=0)
            lines[-1] = f"{line} {''.join(parts[:cut])}-" if cut else line
            line = "".join(parts[cut:])
            lines.append("")
        lines[-1] = line
    return lines


def _framed(page: list[Text], number: int, pages: int, style: Style) -> list[Text]:
    def numbered(text: str) -> str:
        return text.replace("##", str(pages)).replace("#", str(number))

    head = [Text(numbered(style.header), style.left, 800, 8)] if style.header else []
    foot = [Text(numbered(style.footer), style.left + 180, 40, 8)] if style.footer else []
    return [*head, *page, *foot]
