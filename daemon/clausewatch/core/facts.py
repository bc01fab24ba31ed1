"""Facts that a page prints and a claim rests on: its date, or a number within a band.

A date is read as ``core.dates`` reads it, so that "Feb 10, 2026" and 2026-02-10 are one. It holds while it is the
document's date, or one of its labelled dates with no later update beside it: a policy may be cited by the day it was
released or by the day it takes effect.

A number is the one nearest to given words ("incidents"): before them in the same sentence, else after them, in the
first block of the page where there is one. No pattern of the watchlist's author is run on the page: it could take for
ever there, and would break at "55+" or "1,204".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clausewatch.core import silences
from clausewatch.core.dates import DateKind, printed_date, printed_dates
from clausewatch.core.model import Document, FactFinding, FactVerdict, TrackedDate, TrackedFact, TrackedNumber

REACH = 40
"""Characters at most between the words and their number."""
LONGEST = 4_000
"""Characters of a block that is searched."""
SHOWN = 300
"""Characters of a block that are shown with its number."""

_NUMBER = re.compile(r"(?<![A-Za-z0-9_.,-])(\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,4}|\d{1,15})(\.\d{1,9})?(?![A-Za-z0-9_])")
_STOP = re.compile(r"[.!?;]\s|[。！？；]")
_STOP_OR_CELL = re.compile(_STOP.pattern + r"|\|")
"""In a table row the number stands in the cell after its label, not in the one before it."""


def judge(document: Document, facts: Sequence[TrackedFact]) -> tuple[FactFinding, ...]:
    """One finding per fact, in their order."""
    return tuple(_judged(document, fact) for fact in facts)


def _judged(document: Document, fact: TrackedFact) -> FactFinding:
    return _dated(document, fact) if isinstance(fact, TrackedDate) else _counted(document, fact)


# --- the date -----------------------------------------------------------------------------------------------------


def _dated(document: Document, fact: TrackedDate) -> FactFinding:
    now = printed_date(document)
    if now == fact.day or _is_one_of(document, fact.day):
        return FactFinding(fact, FactVerdict.HOLDS, fact.day.isoformat())
    if now is None:
        return FactFinding(fact, FactVerdict.NOT_PRINTED)
    return FactFinding(fact, FactVerdict.OTHER, now.isoformat())


def _is_one_of(document: Document, day: date) -> bool:
    """Whether the document prints the day, and no later day on which it was changed."""
    printed = [each for each in printed_dates(document) if each.day]
    changed = [each.day for each in printed if each.kind in (DateKind.UPDATED, DateKind.PUBLISHED) and each.day]
    return any(each.day == day for each in printed) and max(changed, default=day) <= day


# --- a number -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """As it stands on the page, and its value."""

    written: str
    value: float
    text: str
    """What stands around it."""


def _counted(document: Document, fact: TrackedNumber) -> FactFinding:
    number = number_near(document, fact.near)
    if number is None:
        return FactFinding(fact, FactVerdict.NOT_PRINTED)
    within = fact.least <= number.value <= fact.most
    return FactFinding(fact, FactVerdict.HOLDS if within else FactVerdict.OTHER, number.written, number.text)


def moved_numbers(old: Document, new: Document, facts: Sequence[TrackedFact]) -> tuple[tuple[str, str], ...]:
    """As written before and now, of the tracked numbers that are others now."""
    bands = [fact for fact in facts if isinstance(fact, TrackedNumber)]
    pairs = ((number_near(old, fact.near), number_near(new, fact.near)) for fact in bands)
    return tuple((was.written, now.written) for was, now in pairs if was and now and was.written != now.written)


def number_near(document: Document, words: Sequence[str]) -> Number | None:
    """The first number of the page that stands beside one of the words; ``None`` if none does."""
    texts = (block.text[:LONGEST] for block in document.blocks)
    return next((found for text in texts for word in words if (found := _beside(text, word))), None)


def _beside(text: str, word: str) -> Number | None:
    place = silences.place_of(word, text)
    if place is None:
        return None
    start, end = place
    earlier, later = _numbers(text, max(start - REACH, 0), start), _numbers(text, end, end + REACH)
    before = [each for each in earlier if not _STOP_OR_CELL.search(text, each.end(), start)]
    after = [each for each in later if not _STOP.search(text, end, each.start())]
    nearest = before[-1] if before else after[0] if after else None
    if nearest is None:
        return None
    value = float(re.sub(r"[^\d.]", "", nearest[0]))
    first = max(min(start, nearest.start()) - SHOWN // 2, 0)
    return Number(nearest[0], value, " ".join(text[first : first + SHOWN].split()) if first else text[:SHOWN])


def _numbers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Those that stand whole between two offsets."""
    return (found for found in _NUMBER.finditer(text, start) if found.end() <= end) if start < end else iter(())
