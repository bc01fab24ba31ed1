"""A line that changes at every poll while nothing else does: the name of a server, a motto of the hour, a reference.

No list of shapes holds them all, so they are learned. A line is known by its place (its two neighbours) and by the
words around the changing ones. Three polls in a row at which it changed, and nothing else did, make it *restless*:
from then on its change is cosmetic and says why. After three polls at which it stood still it is forgotten.

The bars are high, since a clause may be reworded at three polls in a row, too: at most half of its words change, its
neighbours stay, each change is graded ``minor`` at most, and nothing tracked stands in it. A restless line whose next
change is graver than that, or touches other words, is told like any other. Only a *counter* may be learned whatever
its grade, since every new number of it is ``major``: a label of a few words in which nothing but digits changes, and
no word that makes a number a term of a contract.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from clausewatch.core.canonical import CJK
from clausewatch.core.memory import RestlessLine
from clausewatch.core.model import Block, Comparison, Document, Grade, Hunk, HunkKind, Reason, gravest

NAME = "changes at every poll"
"""The rule's name, as it stands beside a hunk."""
LEARNED_AFTER = 3
"""Changes in a row (notes: learn after three polls)."""
FORGOTTEN_AFTER = 3
"""Polls in a row at which it stood still."""
AT_ONCE = 3
"""Lines of one page that may change together and still count as "nothing else"."""
REMEMBERED = 20
MOST_HUNKS = 50
"""Differences above which a page was rewritten, and no line of it is looked for."""
AMBIGUOUS = 50
"""Places that are looked at for the words of one hunk."""
SHOWN = 80
"""Characters of a line that are shown on either side of what changes."""

COUNTER_WORDS = 8

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*|[▲▼↑↓]")
_TERM = re.compile(
    r"\b(?:days?|hours?|weeks?|months?|years?|usd|eur|gbp|cny|rmb|per ?cent|minimum|maximum|limit|fees?|prices?|cap"
    r"|at least|up to|within|version|section|article|we|you|our|your|shall|must|will|may|not|no|never)\b"
    r"|[$€£¥]|天|日|月|年|元|小时|不得|应当|可以|必须|您|我们|费|最多|至少|不超过",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"[{CJK}]|[^\s{CJK}]+")


@dataclass(frozen=True, slots=True)
class Watched:
    """A comparison with its restless lines folded, and what is remembered of them."""

    comparison: Comparison
    lines: tuple[RestlessLine, ...]
    learned: tuple[RestlessLine, ...] = ()
    """Those that this poll has taught."""


def is_learned(line: RestlessLine) -> bool:
    return line.changes >= LEARNED_AFTER


def sentence(line: RestlessLine) -> str:
    """What ``explain`` says of it: ``“Served by …” changes at every poll (12 in a row since 2026-03-01): folded``."""
    shown = f"{_cut(line.head)} … {_cut(line.tail)}".strip()
    told = "it is folded as cosmetic" if is_learned(line) else f"folded once it did so {LEARNED_AFTER} times"
    times = f"{line.changes} {'time' if line.changes == 1 else 'times'} in a row since {line.since:%Y-%m-%d}"
    return f"“{shown}” {NAME} ({times}); {told}"


def _cut(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def is_restless(lines: tuple[RestlessLine, ...], blocks: Sequence[Block], at: int) -> bool:
    """Whether the block at this place is one that is known to change at every poll."""
    known = [line for line in lines if is_learned(line)]
    return bool(known) and any(_is_at(line, blocks, at) for line in known)


def _is_at(line: RestlessLine, blocks: Sequence[Block], at: int) -> bool:
    if (_neighbour(blocks, at - 1), _neighbour(blocks, at + 1)) != (line.before, line.after):
        return False
    words = _TOKEN.findall(blocks[at].text)
    enough = len(words) >= len(line.head) + len(line.tail)
    return enough and _starts(words, line.head) and _starts(words[::-1], line.tail[::-1])


def _starts(words: Sequence[str], head: Sequence[str]) -> bool:
    return tuple(words[: len(head)]) == tuple(head)


def watch(
    lines: tuple[RestlessLine, ...], old: Document, new: Document, comparison: Comparison, now: datetime
) -> Watched:
    """Folds the known ones, learns from the others. ``comparison`` is that of ``old`` with ``new``."""
    if not comparison.changed:
        return Watched(comparison, stood_still(lines))
    pages = _Pages(old.blocks, new.blocks)
    few = comparison.hunks if len(comparison.hunks) <= MOST_HUNKS else ()
    found = {hunk: each for hunk in few if (each := pages.line(hunk, now)) is not None}
    folded = replace_hunks(comparison, tuple(_folded(hunk, found.get(hunk), lines) for hunk in comparison.hunks))
    loud = [hunk for hunk in folded.hunks if hunk.graded.grade > Grade.COSMETIC]
    alone = len(loud) <= AT_ONCE and all(hunk in found for hunk in loud)
    heard = [line for hunk, line in found.items() if hunk.graded.grade > Grade.COSMETIC or _known(line, lines)]
    after = tuple(_learnt(lines, heard, heard if alone else ()))[-REMEMBERED:]
    fresh = tuple(line for line in after if line.changes == LEARNED_AFTER and line not in lines and not line.still)
    return Watched(folded, after, fresh)


def stood_still(lines: tuple[RestlessLine, ...]) -> tuple[RestlessLine, ...]:
    """After a poll at which nothing changed."""
    return tuple(_learnt(lines, (), ()))


def replace_hunks(comparison: Comparison, hunks: tuple[Hunk, ...]) -> Comparison:
    """The comparison with its hunks graded otherwise, and its own grade to match."""
    if hunks == comparison.hunks:
        return comparison
    graded = gravest(hunk.graded for hunk in hunks)
    if Reason.SILENT_EDIT in comparison.graded.reasons and graded.grade >= Grade.MINOR:
        graded = replace(graded, reasons=(*graded.reasons, Reason.SILENT_EDIT))
    return replace(comparison, graded=graded, hunks=hunks)


@dataclass(frozen=True, slots=True)
class _Pages:
    """Both documents, to find in them the line that a hunk is about."""

    old: Sequence[Block]
    new: Sequence[Block]

    def line(self, hunk: Hunk, now: datetime) -> RestlessLine | None:
        """The line that an edit could teach; ``None`` for what is too grave, tracked, or has no place of its own."""
        if hunk.kind is not HunkKind.EDITED or hunk.tracked:
            return None
        if hunk.graded.grade > Grade.MINOR and not _is_counter(hunk):
            return None
        first, *others = (*self._lines(hunk, now), None)
        return first if len(others) <= 1 else None

    def _lines(self, hunk: Hunk, now: datetime) -> Iterator[RestlessLine]:
        before = [at for at, block in enumerate(self.old) if hunk.old in block.text]
        after = [at for at, block in enumerate(self.new) if hunk.new in block.text]
        places = {_place(self.old, at): self.old[at].text for at in before[:AMBIGUOUS]}
        for at in after[:AMBIGUOUS]:
            place = _place(self.new, at)
            if place in places and (frame := _frame(places[place], self.new[at].text)) is not None:
                yield RestlessLine(*place, *frame, changes=1, since=now)


def _is_counter(hunk: Hunk) -> bool:
    was, now = (_DIGITS.sub("#", side) for side in (hunk.old, hunk.new))
    return was == now and len(was.split()) <= COUNTER_WORDS and not _TERM.search(was)


def _place(blocks: Sequence[Block], at: int) -> tuple[str, str]:
    return _neighbour(blocks, at - 1), _neighbour(blocks, at + 1)


def _neighbour(blocks: Sequence[Block], at: int) -> str:
    """Short hash of a line; empty before the first and after the last."""
    text = " ".join(blocks[at].text.split()) if 0 <= at < len(blocks) else ""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16] if text else ""


def _frame(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The words before and after what differs; ``None`` where they are less than half of the line."""
    was, now = tuple(_TOKEN.findall(old)), tuple(_TOKEN.findall(new))
    head = _common(was, now)
    tail = _common(was[len(head) :][::-1], now[len(head) :][::-1])[::-1]
    kept = len(head) + len(tail)
    return (head, tail) if was != now and 2 * kept >= max(len(was), len(now)) else None


def _common(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """The words that both begin with."""
    pairs = zip(one, other, strict=False)
    return tuple(word for word, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _again(line: RestlessLine, found: Iterable[RestlessLine]) -> RestlessLine | None:
    """The line as it changed at this poll, its frame narrowed to the words that have stayed all the time."""
    for each in found:
        if (each.before, each.after) == (line.before, line.after):
            head, tail = _common(line.head, each.head), _common(line.tail[::-1], each.tail[::-1])[::-1]
            if 2 * (len(head) + len(tail)) >= len(each.head) + len(each.tail):
                return replace(line, head=head, tail=tail, changes=line.changes + 1, still=0)
    return None


def _known(found: RestlessLine, lines: tuple[RestlessLine, ...]) -> bool:
    return any(_again(line, (found,)) is not None for line in lines)


def _folded(hunk: Hunk, found: RestlessLine | None, lines: tuple[RestlessLine, ...]) -> Hunk:
    known = found is not None and _known(found, tuple(line for line in lines if is_learned(line)))
    if not known or hunk.graded.grade <= Grade.COSMETIC:
        return hunk
    return replace(hunk, graded=replace(hunk.graded, grade=Grade.COSMETIC), rule=NAME)


def _learnt(
    lines: tuple[RestlessLine, ...], changed: Sequence[RestlessLine], alone: Sequence[RestlessLine]
) -> Iterator[RestlessLine]:
    """What is known after a poll at which these lines ``changed``, and of them these ``alone``. A line that is not
    learned yet must have changed, and nothing else with it."""
    fresh = list(alone)
    for line in lines:
        again = _again(line, changed if is_learned(line) else alone)
        if again is not None:
            yield again
        elif is_learned(line) and line.still + 1 < FORGOTTEN_AFTER:
            yield replace(line, still=line.still + 1)
        fresh = [each for each in fresh if (each.before, each.after) != (line.before, line.after)]
    yield from fresh
