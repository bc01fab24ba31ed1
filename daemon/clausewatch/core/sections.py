"""Headings on both sides of a ledger: the same one, renamed, or new."""

from __future__ import annotations

import functools

from clausewatch.core.canonical import bare_key, unmarked_heading
from clausewatch.core.ledger import Fate, Ledger
from clausewatch.core.model import BlockKind
from clausewatch.core.sentences import Prose


def heading_key(heading: tuple[str, ...]) -> tuple[str, ...]:
    """What a heading path is recognised by, its numbering left out."""
    return tuple(map(_key, heading))


@functools.lru_cache(maxsize=1_024)
def _key(part: str) -> str:
    """Remembered, since it is asked of the same headings for every quote that stands under them."""
    return bare_key(unmarked_heading(part))


def still_stands(prose: Prose, heading: tuple[str, ...]) -> bool:
    """Whether the last heading of a path stands anywhere in a document."""
    wanted = heading_key(heading[-1:])
    return bool(wanted) and any(
        sentence.kind is BlockKind.HEADING and sentence.key == wanted[0] for sentence in prose.sentences
    )


def renamed(ledger: Ledger, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether the last heading of the old path has become the last one of the new path."""
    old, new = heading_key(before[-1:]), heading_key(after[-1:])
    return any(
        entry.fate is Fate.EDITED
        and ledger.old.sentences[entry.old.start].kind is BlockKind.HEADING
        and (ledger.old.sentences[entry.old.start].key,) == old
        and (ledger.new.sentences[entry.new.start].key,) == new
        for entry in ledger.entries
    )
