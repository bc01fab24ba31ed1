"""The words of a page without a reader: told when they are others, and never taken for a state.

Numbers and "three minutes ago" change at every look and are no news, so they are left out of what is compared. A new
wording counts once it was seen at two polls in a row, and at most one message comes in ten minutes; the latest wins.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.core.printable import one_line
from clausewatch.core.status import PageState, StatusEvent, StatusEventKind, StatusReport

PAUSE = timedelta(minutes=10)
SHOWN = 3
"""Lines of each side that a message shows."""
AGO = re.compile(
    r"\b(?:a|an|#|few|less than|about|over|just now|moments?)\b|\b(?:second|minute|hour|day|sec|min|hr)s?\b"
)
DIGITS = re.compile(r"\d[\d.,:]{0,20}")


@dataclass(frozen=True, slots=True)
class Wording:
    """What is remembered of a page's words."""

    known: tuple[str, ...] = ()
    """Its lines as people know them."""
    pending: tuple[str, ...] = ()
    """Other ones, seen at the last poll."""
    told_at: datetime | None = None


def watch(wording: Wording, report: StatusReport, now: datetime) -> tuple[Wording, StatusEvent | None]:
    """One report on."""
    if not report.words:
        return wording, None
    if not wording.known or _same(wording.known, report.words):
        return dataclasses.replace(wording, known=report.words, pending=()), None
    if not wording.pending or not _same(wording.pending, report.words) or _too_soon(wording, now):
        return dataclasses.replace(wording, pending=report.words), None
    return Wording(report.words, (), now), _event(wording.known, report.words, now)


def _too_soon(wording: Wording, now: datetime) -> bool:
    return wording.told_at is not None and timedelta(0) <= now - wording.told_at < PAUSE


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return _core(one) == _core(other)


def _core(lines: tuple[str, ...]) -> Counter[str]:
    """What of the lines may be news, in any order."""
    return Counter(core for line in lines if (core := _without_numbers(line)))


def _without_numbers(line: str) -> str:
    bare = AGO.sub(" ", DIGITS.sub("#", line.casefold())).replace("#", " ")
    return " ".join(word for word in bare.split() if any(char.isalpha() for char in word))


def _event(before: tuple[str, ...], after: tuple[str, ...], now: datetime) -> StatusEvent:
    came, went = _only_in(after, before), _only_in(before, after)
    said = [f"new on it: {_shown(came)}"] if came else []
    said += [f"no longer on it: {_shown(went)}"] if went else []
    text = (
        f"The status page says something else; {'; '.join(said)}. From words alone nobody can tell how the service does"
    )
    return StatusEvent(StatusEventKind.TEXT_CHANGED, now, PageState.UNKNOWN, text, key=f"{now:%Y%m%dT%H%M%S}")


def _only_in(these: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    there = _core(others)
    return [line for line in dict.fromkeys(these) if (core := _without_numbers(line)) and core not in there]


def _shown(lines: list[str]) -> str:
    more = f" and {len(lines) - SHOWN} more lines" if len(lines) > SHOWN else ""
    return ", ".join(f"“{one_line(line, 140)}”" for line in lines[:SHOWN]) + more
