"""Carry a part of a sentence over to the sentence's new wording, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left

from rapidfuzz.distance import LCSseq

from clausewatch.core.canonical import CJK
from clausewatch.core.sentences import Prose, Span, spelled

MATRIX = 100_000_000
"""Pairs of words up to which two sentences are laid beside each other; above, the whole new one is shown."""

_TOKEN = re.compile(rf"[{CJK}]|[^\W_{CJK}]+|[%$€£¥]")


def carried(old: Prose, part: Span, before: Span, new: Prose, after: Span) -> Span:
    """``part`` of the old key range ``before``, mapped onto the new key range ``after``.

    An end that falls on a kept word goes with it; one that falls on replaced words takes the whole replacement.
    """
    first, second = _tokens(old, before), _tokens(new, after)
    if len(first.words) * len(second.words) > MATRIX:
        return after
    start = bisect_left(first.ends, part.start + 1)
    end = bisect_left(first.starts, part.end)
    to_start, to_end = _mapped(first.words, second.words, start, end)
    if to_start >= to_end:
        return Span(after.start, after.start)
    return Span(second.starts[to_start], second.ends[to_end - 1])


def _mapped(old: list[str], new: list[str], start: int, end: int) -> tuple[int, int]:
    """Token indexes in ``new`` for ``old[start:end]``."""
    to_start, to_end = 0, len(new)
    for step in LCSseq.opcodes(old, new):
        if step.tag != "equal":
            continue
        if step.src_start <= start:
            inside = min(start - step.src_start, step.src_end - step.src_start)
            to_start = step.dest_start + inside
        if step.src_end >= end:
            to_end = step.dest_start + max(end - step.src_start, 0)
            break
    return to_start, to_end


class _Tokens:
    """Words of a key range and where each begins and ends in the joined key."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []


def _tokens(prose: Prose, span: Span) -> _Tokens:
    tokens = _Tokens()
    for index in prose.covered(span):
        text, offsets = spelled(prose.sentences[index])
        for found in _TOKEN.finditer(text):
            start, end = bisect_left(offsets, found.start()), bisect_left(offsets, found.end())
            if start < end:
                tokens.words.append(found[0].lower())
                tokens.starts.append(prose.starts[index] + start)
                tokens.ends.append(prose.starts[index] + end)
    return tokens
