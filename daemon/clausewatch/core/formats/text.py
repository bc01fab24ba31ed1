"""Plain text: paragraphs by blank lines, list items by their bullets; hard-wrapped lines are joined.

A title that stands right above its paragraph is told by why its line ends: a line that was broken for its width ends
where the next word would not have fitted; one that ends sooner was ended on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.encoding import Raw
from clausewatch.core.model import BlockKind, Document, Unreadable, UnreadableKind
from clausewatch.core.outline import Piece, display, outlined
from clausewatch.core.watch import Recipe

NAME = "text"

_BULLET = re.compile(r"[ \t]{0,40}[*\-+•·‣◦▪●○][ \t]+(?=\S)")


def claims(raw: Raw) -> int:
    """Any text can be read as plain text, if nobody knows better."""
    return 10 if raw.text is not None else 0


def read(raw: Raw, recipe: Recipe) -> Document | Unreadable:
    """``select`` and ``remove`` are CSS and mean nothing here; a ``select`` counts as matched."""
    if raw.text is None:
        return Unreadable(UnreadableKind.NOT_TEXT, "not text")
    language = (raw.capture.header("content-language") or "").split(",")[0].strip().lower()
    return Document(outlined(_pieces(raw.text)), NAME, language=language or None, encoding=raw.encoding)


def _pieces(text: str) -> Iterator[Piece]:
    kind, lines = BlockKind.PARAGRAPH, list[str]()
    for line in (*text.replace("\f", "\n\n").splitlines(), ""):
        bullet = _BULLET.match(line)
        if not line.strip() or bullet:
            yield from _titled(lines) if kind is BlockKind.PARAGRAPH else [_piece(kind, lines)]
            kind, lines = (BlockKind.ITEM if bullet else BlockKind.PARAGRAPH), []
        lines.append(line[bullet.end() :] if bullet else line)
    yield _piece(kind, lines)


def _titled(lines: list[str]) -> Iterator[Piece]:
    """A paragraph, and before it the title that its first line is, if it is one."""
    written = [line.strip() for line in lines if line.strip()]
    title = 1 if len(written) > 1 and _is_title(written[0], written[1:]) else 0
    yield _piece(BlockKind.PARAGRAPH, written[:title])
    yield _piece(BlockKind.PARAGRAPH, written[title:])


def _is_title(line: str, below: list[str]) -> bool:
    word = _WORD.match(below[0])
    fits = word is not None and len(line) + 1 + len(word[0]) <= max(map(len, below))
    return fits and not below[0][0].islower() and _TITLE.fullmatch(line) is not None


_WORD = re.compile(r"[\u3040-\uffff]|\S+")
"""What a line of text can be broken behind."""


_TITLE = re.compile(r"(?!.*[,;])[^\W_a-z].{1,78}[^.!?,;\-\u3002\uff01\uff1f\uff0c\uff1b\u3001\s]")
"""What begins like a title and ends like none of a sentence's parts. An address has commas; a letter's lines, too."""


def _piece(kind: BlockKind, lines: list[str]) -> Piece:
    return Piece(kind, display(" ".join(lines)), 1 if kind is BlockKind.ITEM else 0)
