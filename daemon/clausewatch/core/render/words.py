"""The words that differ between two passages.

Tokens (a word, one CJK character, one sign, a run of spaces) become single private-use characters, so that a fast
character differ works on whole words and its answer does not depend on the machine's speed: the pure-Python differ's
time limit silently turns a long pair into one big replacement (measured: 3 operations instead of hundreds).
"""

from __future__ import annotations

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


def word_diff(old: str, new: str) -> tuple[Span, ...]:
    """The spans of both texts in reading order; ``SAME`` and ``REMOVED`` joined give ``old``, ``SAME`` and ``ADDED``
    give ``new``."""
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    if not old or not new or len(before) + len(after) > MAX_TOKENS:
        return _whole(old, new)
    spans = _diff(before, after)
    return spans if _share_changed(spans) <= WHOLE_ABOVE else _whole(old, new)


def _whole(old: str, new: str) -> tuple[Span, ...]:
    if old == new:
        return (Span(Op.SAME, old),) if old else ()
    return tuple(span for span in (Span(Op.REMOVED, old), Span(Op.ADDED, new)) if span.text)


def _diff(before: list[str], after: list[str]) -> tuple[Span, ...]:
    ids: dict[str, str] = {}
    old, new = (
        "".join(ids.setdefault(token, chr(FIRST_ID + len(ids))) for token in tokens) for tokens in (before, after)
    )
    tokens = {char: token for token, char in ids.items()}
    operations = {"=": 0, "-": -1, "+": 1}
    raw = fast_diff_match_patch.diff(old, new, cleanup="No", counts_only=False, timelimit=0)
    diffs = [(operations[op], text) for op, text in raw]
    diff_match_patch().diff_cleanupSemantic(diffs)
    names = {0: Op.SAME, -1: Op.REMOVED, 1: Op.ADDED}
    return tuple(Span(names[op], "".join(tokens[char] for char in text)) for op, text in diffs)


def _share_changed(spans: tuple[Span, ...]) -> float:
    total = sum(len(span.text) for span in spans)
    return sum(len(span.text) for span in spans if span.op is not Op.SAME) / total if total else 0.0
