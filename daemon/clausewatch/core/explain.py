"""How a kept capture is read today: by which reader and why, what is left out, and what each tracked thing matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clausewatch.core import formats
from clausewatch.core.compare import compare
from clausewatch.core.formats import LeftOut
from clausewatch.core.model import Capture, ClauseFinding, Document, Tracked, Unreadable
from clausewatch.core.readable import judge
from clausewatch.core.watch import Recipe


@dataclass(frozen=True, slots=True)
class Reread:
    """What a reading worker answers about a capture that was believed once."""

    bids: tuple[tuple[str, int], ...]
    """Formats and how surely the content is of each, the surest first."""
    document: Document | None
    unreadable: Unreadable | None
    left_out: tuple[LeftOut, ...]
    headings: tuple[tuple[str, ...], ...]
    """For every tracked quote the headings that it stands under; empty where it does not stand."""


def reread(capture: Capture, recipe: Recipe, tracked: Tracked) -> Reread:
    """Reads it as a poll would. Runs in a worker."""
    bids = formats.bids(capture, recipe)
    document = formats.read(capture, recipe)
    if isinstance(document, Unreadable):
        return Reread(bids, None, document, (), ())
    unreadable = judge(document, capture, recipe, None)
    clauses: Sequence[ClauseFinding] = compare(document, document, tracked).clauses
    headings = tuple(clause.heading if clause.now else () for clause in clauses)
    return Reread(bids, document, unreadable, formats.left_out(capture, recipe), headings)
