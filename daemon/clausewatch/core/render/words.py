"""The words that differ between two passages.

Tokens (a word, one CJK character, one sign, a run of spaces) become single private-use characters, so that a fast
character differ works on whole words and its answer does not depend on the machine's speed: the pure-Python differ's
time limit silently turns a long pair into one big replacement (measured: 3 operations instead of hundreds).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

import fast_diff_match_patch
from diff_match_patch import diff_match_patch

TOKENS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+|\s+|[^\w\s]")
FIRST_ID = 0xF0000
"""Start of the supplementary private use planes: no surrogates, room for 131,000 different tokens."""
MAX_TOKENS = 60_000
"""Beyond this two texts are shown whole, old above new."""
MAX_DIFFERENCES = 2_000
"""Places that differ, beyond which nobody reads them one by one; putting them in order takes time by their square."""
WHOLE_ABOVE = 0.6
"""Share of changed text above which marking words only confuses; old and new are shown whole instead."""


class Op(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    op: Op
    text: str


@functools.lru_cache(maxsize=16)
def word_diff(old: str, new: str) -> tuple[Span, ...]:
    """The spans of both texts in reading order; ``SAME`` and ``REMOVED`` joined give ``old``, ``SAME`` and ``ADDED``
    give ``new``. Several places of a page show the same pair."""
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    if not old or not new or len(before) + len(after) > MAX_TOKENS:
        return _whole(old, new)
    differences = _Differences.of(before, after)
    if len(differences.found) > MAX_DIFFERENCES or _share_changed(differences.spans) > WHOLE_ABOVE:
        return _whole(old, new)
    spans = differences.in_order()
    return spans if _share_changed(spans) <= WHOLE_ABOVE else _whole(old, new)


def _whole(old: str, new: str) -> tuple[Span, ...]:
    if old == new:
        return (Span(Op.SAME, old),) if old else ()
    return tuple(span for span in (Span(Op.REMOVED, old), Span(Op.ADDED, new)) if span.text)


@dataclass(frozen=True, slots=True)
class _Differences:
    """What a character differ finds in the ids of the tokens."""

    found: tuple[tuple[int, str], ...]
    tokens: dict[str, str]

    @classmethod
    def of(cls, before: list[str], after: list[str]) -> _Differences:
        ids: dict[str, str] = {}
        old, new = (
            "".join(ids.setdefault(token, chr(FIRST_ID + len(ids))) for token in tokens) for tokens in (before, after)
        )
        raw = fast_diff_match_patch.diff(old, new, cleanup="No", counts_only=False, timelimit=0)
        return cls(tuple((_OPERATIONS[op], text) for op, text in raw), {char: token for token, char in ids.items()})

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(Span(_NAMES[op], "".join(self.tokens[char] for char in text)) for op, text in self.found)

    def in_order(self) -> tuple[Span, ...]:
        """Put together as people would mark them, small equalities between two changes left out."""
        diffs = list(self.found)
        diff_match_patch().diff_cleanupSemantic(diffs)
        return _Differences(tuple(diffs), self.tokens).spans


_OPERATIONS = {"=": 0, "-": -1, "+": 1}
_NAMES = {0: Op.SAME, -1: Op.REMOVED, 1: Op.ADDED}


def _share_changed(spans: tuple[Span, ...]) -> float:
    total = sum(len(span.text) for span in spans)
    return sum(len(span.text) for span in spans if span.op is not Op.SAME) / total if total else 0.0
