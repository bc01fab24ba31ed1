"""A document as text that people read and ``git`` compares: Markdown, one block a line."""

from __future__ import annotations

from clausewatch.core.model import Block, BlockKind, Document
from clausewatch.core.printable import printable

BESIDE = "\n---\n\nBeside the text, and not compared:\n\n"


def document_text(document: Document) -> str:
    """Headings with ``#``, list items with ``-``, table rows with ``|``; a blank line between blocks.

    One block is one line, so that a changed paragraph is one changed line in ``.diff`` and in ``git log -p``. What
    the page shows beside the text comes last, below a rule, each line with the part of the page that it stands in.
    """
    text = "".join(f"{_line(block)}\n{_gap(block, after)}" for block, after in _with_next(document.blocks))
    return text + _beside(document.beside)


def _beside(blocks: tuple[Block, ...]) -> str:
    lines = "".join(f"- {_oneline(block.text)} ({_oneline(' > '.join(block.heading))})\n" for block in blocks)
    return f"{BESIDE}{lines}" if lines else ""


def _with_next(blocks: tuple[Block, ...]) -> list[tuple[Block, Block | None]]:
    return list(zip(blocks, (*blocks[1:], None), strict=True)) if blocks else []


def _gap(block: Block, after: Block | None) -> str:
    """List items and rows that follow each other stand together."""
    together = after is not None and block.kind == after.kind and block.kind in (BlockKind.ITEM, BlockKind.ROW)
    return "" if after is None or together else "\n"


def _oneline(text: str) -> str:
    """People print these files on terminals, so no control characters; and ``git`` must see one line as one."""
    return printable(text).replace("\n", " ")


def _line(block: Block) -> str:
    text = _oneline(block.text)
    if block.kind is BlockKind.HEADING:
        return f"{'#' * max(1, min(block.level, 6))} {text}"
    if block.kind is BlockKind.ITEM:
        return f"{'  ' * (max(1, block.level) - 1)}- {text}"
    if block.kind is BlockKind.ROW:
        return f"| {text} |"
    return text
