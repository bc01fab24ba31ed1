"""What people have said about changes and clauses: accepted, put off until a day, or merely commented on.

A snooze silences reminders and nothing else: what is new about a clause is told all the same. It ends by itself.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.acceptance import Acceptance
from clausewatch.core.alerts import Alert, Change, HealthNews, Reminder, StatusNews
from clausewatch.core.errors import UsageError
from clausewatch.core.printable import one_line

SHOWN = 3
"""The newest that a message or a page shows."""
TEXT = 200
"""Characters of what somebody said that a message shows."""
LONGEST = 365 * 86_400.0
"""Seconds that anything may be put off."""
UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_DURATION = re.compile(r"([0-9]{1,4})([mhdw])")


class Act(enum.StrEnum):
    SNOOZED = "snoozed"
    COMMENTED = "commented"


@dataclass(frozen=True, slots=True)
class Remark:
    """Somebody put something off, or said something about it."""

    at: datetime
    by: str
    act: Act
    source_id: str
    """Where it is; empty for a claim across several sources."""
    change_id: str = ""
    claim_id: str = ""
    clause_key: str = ""
    """Exactly what it is about: a change, a claim, or one clause of a claim; a source if all three are empty."""
    text: str = ""
    until: datetime | None = None
    """The end of a snooze."""

    @property
    def about(self) -> str:
        return self.change_id or self.clause_key or self.claim_id or self.source_id

    def is_about_all_of(self, sources: Collection[str]) -> bool:
        """Whether it is about one of the sources as a whole."""
        return self.source_id in sources and not (self.change_id or self.claim_id or self.clause_key)

    def active(self, now: datetime) -> bool:
        """Comments stay; a snooze ends."""
        return self.until is None or self.until > now


@dataclass(frozen=True, slots=True)
class Reviews:
    """Everything that people have said, newest first."""

    remarks: tuple[Remark, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()

    def of_change(self, change: Change) -> Reviews:
        """About the change, the clauses it touched, or the claims that rest on them."""
        claims = {told.claim_id for told in change.findings}
        mine = tuple(each for each in self.remarks if _is_about(each, change, claims))
        return Reviews(mine, tuple(each for each in self.acceptances if _came_of(each, change, claims)))

    def of_claim(self, claim_id: str, sources: Collection[str] = ()) -> Reviews:
        """About the claim, a clause of it, or one of its sources as a whole."""
        return Reviews(
            tuple(each for each in self.remarks if each.claim_id == claim_id or each.is_about_all_of(sources)),
            tuple(each for each in self.acceptances if each.claim_id == claim_id),
        )

    def of_source(self, source_id: str) -> Reviews:
        return Reviews(
            tuple(each for each in self.remarks if each.source_id == source_id),
            tuple(each for each in self.acceptances if each.source_id == source_id),
        )

    def is_snoozed(self, change_id: str, claim_id: str, clause_key: str, now: datetime) -> bool:
        """Whether reminders of one clause that the change touched are put off."""
        return any(
            each.change_id == change_id or each.clause_key == clause_key or _is_whole_claim(each, claim_id)
            for each in self.remarks
            if each.act is Act.SNOOZED and each.active(now)
        )


def _is_whole_claim(remark: Remark, claim_id: str) -> bool:
    return remark.claim_id == claim_id and not remark.clause_key


def _is_about(remark: Remark, change: Change, claims: set[str]) -> bool:
    """A remark about a claim, or about a source, is about the changes that had been seen by then."""
    if remark.change_id:
        return remark.change_id == change.id
    mine = remark.claim_id in claims and remark.source_id in ("", change.source_id)
    return (mine or remark.is_about_all_of((change.source_id,))) and remark.at >= change.at


def _came_of(accepted: Acceptance, change: Change, claims: set[str]) -> bool:
    if accepted.change_id:
        return accepted.change_id == change.id
    return accepted.source_id == change.source_id and accepted.claim_id in claims and accepted.at >= change.at


# --- in words -----------------------------------------------------------------------------------------------------


def said(reviews: Reviews, now: datetime, most: int = SHOWN) -> tuple[str, ...]:
    """``accepted by Ann on 2026-11-23: Legal agreed``; the newest ``most``, snoozes that have ended left out.

    What was accepted together, with one reason, is said once.
    """
    lines = [(each.at, _accepted(each)) for each in reviews.acceptances]
    lines += [(each.at, remark_line(each)) for each in reviews.remarks if each.active(now)]
    newest = dict.fromkeys(line for _, line in sorted(lines, key=lambda pair: pair[0], reverse=True))
    return tuple(newest)[:most]


def _accepted(each: Acceptance) -> str:
    because = f": {one_line(each.because, TEXT)}" if each.because else ""
    return f"accepted by {one_line(each.by, 100)} on {each.at:%Y-%m-%d}{because}"


def remark_line(each: Remark) -> str:
    """One remark in a line, safe to show."""
    by, text = one_line(each.by, 100), one_line(each.text, TEXT)
    if each.act is Act.SNOOZED:
        return f"snoozed until {each.until:%Y-%m-%d %H:%M} UTC by {by}" + (f": {text}" if text else "")
    return f"comment by {by} on {each.at:%Y-%m-%d}: {text}"


def place_of(alert: Alert) -> str:
    """The source whose reviews concern an alert; empty where there is none."""
    news = alert.news
    if isinstance(news, Change | Reminder | StatusNews | HealthNews):
        return news.source_id or ""
    return ""


def of_thread(reviews: Reviews, alert: Alert, now: datetime) -> tuple[str, ...]:
    """What a message says of earlier decisions: about its change, else about what came before in its thread."""
    news = alert.news
    if isinstance(news, Change):
        return said(reviews.of_change(news), now) or _earlier(said(reviews.of_source(news.source_id), now))
    if isinstance(news, Reminder):
        mine = Reviews(
            tuple(each for each in reviews.remarks if each.change_id == news.change_id),
            tuple(each for each in reviews.acceptances if each.change_id == news.change_id),
        )
        return said(mine, now) or said(reviews.of_source(news.source_id), now)
    place = place_of(alert)
    return said(reviews.of_source(place), now) if place else ()


def _earlier(lines: Iterable[str]) -> tuple[str, ...]:
    """What was decided of a change before says nothing of this one, even where the same words have come again."""
    return tuple(f"before this change: {line}" for line in lines)


# --- durations ----------------------------------------------------------------------------------------------------


def seconds(written: str) -> float:
    """Of ``7d``, ``12h``, ``2w``; ``UsageError`` says how to write it."""
    match = _DURATION.fullmatch(written.strip())
    if not match:
        raise UsageError(
            f"'{one_line(written, 40)}' is no duration: a whole number and m, h, d or w, such as 12h or 7d"
        )
    length = float(int(match[1]) * UNITS[match[2]])
    if not 0 < length <= LONGEST:
        raise UsageError("a snooze lasts a minute at least and 365d at most; it ends by itself")
    return length
