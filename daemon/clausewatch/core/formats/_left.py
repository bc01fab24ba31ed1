"""What a reader left out of a page, and why: nothing that ``explain`` could not show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clausewatch.core.model import count_words

EXAMPLE = 100
"""Characters of the example."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Parts of a page that are not in the document, all for one reason."""

    why: str
    """What they are: ``a menu``, ``the same at the edge of every page``."""
    words: int
    example: str
    """The beginning of the first one."""


def left_out(parts: Iterable[tuple[str, str]]) -> tuple[LeftOut, ...]:
    """Reasons and texts, gathered by reason in the order in which they are first met."""
    words: dict[str, int] = {}
    first: dict[str, str] = {}
    for why, text in parts:
        words[why] = words.get(why, 0) + count_words(text)
        first.setdefault(why, text[:EXAMPLE])
    return tuple(LeftOut(why, count, first[why]) for why, count in words.items() if count)
