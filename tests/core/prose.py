"""Build a ``Document`` from a few lines of Markdown-like text, without any of the real readers.

``# `` to ``###### `` are headings, ``- `` and ``1. `` start list items, ``| `` a table row; other lines are paragraphs,
joined until a blank line. ``[text](target)`` is a link.
"""

from __future__ import annotations

import re

from clausewatch.core.model import Block, BlockKind, Document, Link

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_ITEM = re.compile(r"(?:[-*]|\d+\.) +(.*)")


def document(text: str) -> Document:
    blocks: list[Block] = []
    headings: list[tuple[int, str]] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        for line in _lines(paragraph):
            kind, level, words = _kind(line)
            links = tuple(Link(*found) for found in _LINK.findall(words))
            words = _LINK.sub(r"\1", words)
            if kind is BlockKind.HEADING:
                headings = [each for each in headings if each[0] < level]
            blocks.append(Block(kind, words, tuple(title for _, title in headings), level, links))
            if kind is BlockKind.HEADING:
                headings.append((level, words))
    return Document(tuple(blocks), "test")


def _lines(paragraph: str) -> list[str]:
    lines: list[str] = []
    for line in (part.strip() for part in paragraph.splitlines()):
        starts = _HEADING.match(line) or _ITEM.match(line) or line.startswith("| ")
        if lines and not starts and not _HEADING.match(lines[-1]):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


def _kind(line: str) -> tuple[BlockKind, int, str]:
    if found := _HEADING.match(line):
        return BlockKind.HEADING, len(found[1]), found[2]
    if found := _ITEM.match(line):
        return BlockKind.ITEM, 1, found[1]
    if line.startswith("| "):
        return BlockKind.ROW, 0, line.strip("| ")
    return BlockKind.PARAGRAPH, 0, line
