"""Where each difference stands, so that a page can be shown in reading order with its changes in place.

The differences come in the order of the new document. One that has words there is looked for from where the last one
was found; one that was removed stands behind the last paragraph before it that is still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clausewatch.core.model import Block, BlockKind, Document, Hunk, HunkKind
from clausewatch.core.printable import one_line

HEAD = 40
"""Characters by which a passage is found that is joined from several paragraphs."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A difference, and the paragraph of the new document that it stands in or behind."""

    number: int
    """From 1, in reading order."""
    hunk: Hunk
    block: int
    """-1: before the first."""
    within: bool
    """Whether its new words stand in that paragraph, whole."""


def placed(hunks: Sequence[Hunk], old: Document, new: Document) -> tuple[Placed, ...]:
    """The differences in reading order."""
    before, after = _Text.of(old), _Text.of(new)
    at = was = -1
    found: list[tuple[int, Hunk, bool]] = []
    for hunk in hunks:
        if hunk.kind is HunkKind.REMOVED:
            stood, _ = before.find(hunk.old, hunk.heading, was)
            block, within, was = _survivor(stood, at, before, after), False, was if stood is None else stood
        else:
            place, within = after.find(hunk.new, hunk.heading, at)
            at = block = at if place is None else place
        found.append((block, hunk, within))
    ordered = sorted(found, key=lambda each: each[0])
    return tuple(Placed(number, hunk, block, within) for number, (block, hunk, within) in enumerate(ordered, 1))


@dataclass(frozen=True, slots=True)
class _Text:
    """A document to look passages up in."""

    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    first: dict[str, int]
    """Where each paragraph stands first."""

    @classmethod
    def of(cls, document: Document) -> _Text:
        lines = tuple(one_line(block.text) for block in document.blocks)
        return cls(document.blocks, lines, {text: index for index, text in reversed(list(enumerate(lines))) if text})

    def find(self, passage: str, heading: tuple[str, ...], at: int) -> tuple[int | None, bool]:
        """The paragraph that holds it, whole or at least its beginning, looked for from ``at`` on and then before;
        one below its heading if there is one."""
        words = one_line(passage)
        for wanted, within in ((words, True), (words[:HEAD], False)):
            elsewhere = None
            for index in (*range(max(at, 0), len(self.lines)), *range(max(at, 0))):
                if wanted and wanted in self.lines[index]:
                    if _below(self.blocks[index], heading):
                        return index, within
                    elsewhere = index if elsewhere is None else elsewhere
            if elsewhere is not None:
                return elsewhere, within
        return None, False


def _below(block: Block, heading: tuple[str, ...]) -> bool:
    own = (*block.heading, block.text) if block.kind is BlockKind.HEADING else block.heading
    return heading in (block.heading, own)


def _survivor(stood: int | None, at: int, before: _Text, after: _Text) -> int:
    """The last paragraph before an old one that is still there; ``at`` if the old one cannot be found."""
    if stood is None:
        return at
    kept = (after.first.get(before.lines[index]) for index in range(stood - 1, -1, -1))
    return next((index for index in kept if index is not None), -1)


# --- moved --------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(?:section|article|clause|§)?\s*((?:\d{1,3}|[A-Z]|[IVX]{1,6})(?:\.\d{1,3})*)[.):、]?\s", re.IGNORECASE
)


def moved_phrase(hunk: Hunk) -> str:
    """``moved from 5 to 2`` by the numbers of its sections, or by their names where they have none."""
    if not hunk.moved_from:
        return "moved"
    there, here = _last(hunk.moved_from), _last(hunk.heading)
    if there == here:
        return f"moved within “{here}”"
    numbers = [match[1] if (match := _NUMBER.match(f"{name} ")) else "" for name in (there, here)]
    if all(numbers) and numbers[0] != numbers[1]:
        return f"moved from {numbers[0]} to {numbers[1]}"
    return f"moved from “{there}” to “{here or 'the top'}”"


def _last(heading: tuple[str, ...]) -> str:
    return one_line(heading[-1], 80) if heading else ""


# --- runs ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs in a row: unchanged ones, or one with its differences."""

    blocks: tuple[Block, ...]
    differences: tuple[Placed, ...] = ()
    """Within the one paragraph, or behind it; empty for a run of unchanged ones."""


def runs(found: Sequence[Placed], new: Document) -> Iterator[Run]:
    """The new document from top to bottom. What was removed comes as a run without paragraphs."""
    by_block: dict[int, list[Placed]] = {}
    for each in found:
        by_block.setdefault(each.block, []).append(each)
    yield from (Run((), (each,)) for each in by_block.get(-1, ()))
    same: list[Block] = []
    for index, block in enumerate(new.blocks):
        inside = tuple(each for each in by_block.get(index, ()) if each.within)
        if inside and same:
            yield Run(tuple(same))
            same = []
        if inside:
            yield Run((block,), inside)
        else:
            same.append(block)
        behind = [each for each in by_block.get(index, ()) if not each.within]
        if behind and same:
            yield Run(tuple(same))
            same = []
        yield from (Run((), (each,)) for each in behind)
    if same:
        yield Run(tuple(same))
