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
    before, after = _texts(old), _texts(new)
    at = -1
    found: list[tuple[int, Hunk, bool]] = []
    for hunk in hunks:
        place = _removed(hunk, old, before, after) if hunk.kind is HunkKind.REMOVED else _present(hunk, new, after, at)
        block, within = place if place is not None else (at, False)
        at = block if hunk.kind is not HunkKind.REMOVED else max(at, block)
        found.append((block, hunk, within))
    ordered = sorted(found, key=lambda each: each[0])
    return tuple(Placed(number, hunk, block, within) for number, (block, hunk, within) in enumerate(ordered, 1))


def _texts(document: Document) -> list[str]:
    return [one_line(block.text) for block in document.blocks]


def _present(hunk: Hunk, new: Document, texts: Sequence[str], at: int) -> tuple[int, bool] | None:
    """Whole in one paragraph, below its heading if it can be; else where its beginning stands."""
    words = one_line(hunk.new)
    for wanted, within in ((words, True), (words[:HEAD], False)):
        places = [index for index, text in enumerate(texts) if wanted and wanted in text]
        if places:
            return min(places, key=lambda index: (not _below(new.blocks[index], hunk), index < at, index)), within
    return None


def _below(block: Block, hunk: Hunk) -> bool:
    own = (*block.heading, block.text) if block.kind is BlockKind.HEADING else block.heading
    return hunk.heading in (block.heading, own)


def _removed(hunk: Hunk, old: Document, before: Sequence[str], after: Sequence[str]) -> tuple[int, bool] | None:
    words = one_line(hunk.old)
    places = [index for index, text in enumerate(before) if words[:HEAD] in text]
    if not places:
        return None
    stood = min(places, key=lambda index: (not _below(old.blocks[index], hunk), words not in before[index], index))
    still_there = {text: index for index, text in reversed(list(enumerate(after))) if text}
    for index in range(stood - 1, -1, -1):
        if before[index] in still_there:
            return still_there[before[index]], False
    return -1, False


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
