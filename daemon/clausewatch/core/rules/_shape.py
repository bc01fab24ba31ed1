"""What the rules share: the sides of a hunk, and examples in one line each."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from clausewatch.core.model import UNGRADED, Hunk, HunkKind

LONGEST = 300
"""Characters per side beyond which nothing is noise: buttons and counters are short."""


@dataclass(frozen=True, slots=True)
class Example:
    """A hunk, and whether the rule must catch it."""

    hunk: Hunk
    caught: bool


def catches(old: str, new: str, heading: tuple[str, ...] = ()) -> Example:
    """An empty side makes it an added or a removed hunk."""
    return Example(_hunk(old, new, heading), caught=True)


def spares(old: str, new: str, heading: tuple[str, ...] = ()) -> Example:
    return Example(_hunk(old, new, heading), caught=False)


def _hunk(old: str, new: str, heading: tuple[str, ...]) -> Hunk:
    kind = HunkKind.EDITED if old and new else HunkKind.ADDED if new else HunkKind.REMOVED
    return Hunk(kind, UNGRADED, heading, old, new)


def sides(hunk: Hunk) -> tuple[str, ...]:
    """The texts of a hunk that are there, spaces and width folded."""
    return _folded(hunk.old, hunk.new)


@functools.lru_cache(maxsize=64)
def _folded(*texts: str) -> tuple[str, ...]:
    """Every rule asks it of the same hunk in turn."""
    return tuple(" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts if text)


def every_side(hunk: Hunk, shape: re.Pattern[str]) -> bool:
    """Whether the shape matches every side from its first character to its last."""
    texts = sides(hunk)
    return bool(texts) and all(map(shape.fullmatch, texts))


def same_without(hunk: Hunk, varying: re.Pattern[str]) -> bool:
    """Whether both sides are the same once the varying part is taken out of each."""
    texts = sides(hunk)
    return len(texts) == 2 and varying.sub("", texts[0]).split() == varying.sub("", texts[1]).split()
