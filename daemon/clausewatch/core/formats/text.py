"""Plain text: paragraphs by blank lines, list items by their bullets; hard-wrapped lines are joined."""

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
            yield _piece(kind, lines)
            kind, lines = (BlockKind.ITEM if bullet else BlockKind.PARAGRAPH), []
        lines.append(line[bullet.end() :] if bullet else line)
    yield _piece(kind, lines)


def _piece(kind: BlockKind, lines: list[str]) -> Piece:
    return Piece(kind, display(" ".join(lines)), 1 if kind is BlockKind.ITEM else 0)
