"""From pieces in reading order to blocks with their heading paths. Shared by the readers in ``core.formats``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from clausewatch.core.model import Block, BlockKind, Link

LONGEST_HEADING = 300
"""Characters; a longer "heading" is a paragraph in large print."""


INVISIBLE = " \u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
"""Characters that site builders leave in empty paragraphs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before its place among the headings is known."""

    kind: BlockKind
    text: str
    level: int = 0
    links: tuple[Link, ...] = ()
    ends: int = 0
    """For a heading that encloses what follows (an accordion): a textless piece of the same number closes it."""


def display(text: str) -> str:
    """Display text: NFC, every run of white space one space, nothing invisible at its ends; else untouched."""
    return unicodedata.normalize("NFC", " ".join(text.split())).strip(INVISIBLE)


def outlined(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Blocks with the path of headings above them; pieces without text are left out."""
    path: list[tuple[int, str, int]] = []
    blocks = []
    for piece in pieces:
        if not piece.text:
            if any(ends == piece.ends for _, _, ends in path if ends):
                path = path[: next(at for at, entry in enumerate(path) if entry[2] == piece.ends)]
            continue
        if piece.kind is not BlockKind.HEADING:
            blocks.append(Block(piece.kind, piece.text, _texts(path), piece.level, piece.links))
        elif len(piece.text) > LONGEST_HEADING:
            blocks.append(Block(BlockKind.PARAGRAPH, piece.text, _texts(path), 0, piece.links))
        else:
            path = [entry for entry in path if entry[0] < piece.level]
            blocks.append(Block(BlockKind.HEADING, piece.text, _texts(path), piece.level, piece.links))
            path.append((piece.level, piece.text, piece.ends))
    return tuple(blocks)


def _texts(path: list[tuple[int, str, int]]) -> tuple[str, ...]:
    return tuple(text for _, text, _ in path)
