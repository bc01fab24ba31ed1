"""Reminders of changes that touched a claim and that nobody has decided on.

A change is open while something that it did to a claim still is so: not accepted, not corrected in the watchlist, not
undone by the page. Each open change is due once per interval of its route, counted from when it was seen; what is due
together comes in one message. What was missed while the monitor was off is made up once, not once per interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core import quiet
from clausewatch.core.acceptance import Drift, of_change
from clausewatch.core.alerts import Alert, Change, OpenChange, Outstanding
from clausewatch.core.model import Grade
from clausewatch.core.naming import digest16
from clausewatch.core.review import Reviews, said
from clausewatch.core.routing import answers
from clausewatch.core.watch import AlertKind, Route, Watchlist

Reminded = Mapping[str, int]
"""By change id: how many intervals had passed when people were last reminded of it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder, and what is remembered of it once it is announced."""

    alert: Alert | None
    """``None`` if nothing is due."""
    reminded: Reminded


def open_changes(drifts: Sequence[Drift], changes: Iterable[Change]) -> tuple[tuple[Change, tuple[Drift, ...]], ...]:
    """The changes that still wait, with what of them does; of several that did the same, the newest."""
    left = dict.fromkeys(drifts)
    found: list[tuple[Change, tuple[Drift, ...]]] = []
    for change in sorted(changes, key=lambda each: each.at, reverse=True):
        mine = tuple(drift for drift in of_change(left, change) if not drift.state.accepted)
        if mine:
            found.append((change, mine))
            left = {drift: None for drift in left if drift not in mine}
    return tuple(found)


def due(
    channel: str,
    watchlist: Watchlist,
    waiting: Sequence[tuple[Change, tuple[Drift, ...]]],
    reviews: Reviews,
    reminded: Reminded,
    now: datetime,
) -> Due:
    """What the routes of one channel remind of now; of several that would, the first counts."""
    steps: dict[str, int] = {}
    entries: list[OpenChange] = []
    for change, drifts in waiting:
        route = _reminding(channel, change, watchlist)
        steps[change.id] = reminded.get(change.id, 0)
        awake = tuple(_awake(change, drifts, reviews, now))
        if route is not None and awake and not _is_quiet(route, change, now):
            passed = int((now - change.at).total_seconds() // route.remind)
            if passed > steps[change.id]:
                steps[change.id] = passed
                entries.append(_entry(change, awake, reviews, now))
    told = {entry.change_id: steps[entry.change_id] for entry in entries}
    return Due(_alert(channel, entries, told, now) if entries else None, steps)


def _reminding(channel: str, change: Change, watchlist: Watchlist) -> Route | None:
    """The route that let the change itself through, and reminds."""
    news = Alert(change.id, AlertKind.POLICY, change.grade, change.at, change.provider, change)
    mine = (answer for answer in answers(news, watchlist) if answer.taken and answer.route.to == channel)
    return next((answer.route for answer in mine if answer.route.remind), None)


def _is_quiet(route: Route, change: Change, now: datetime) -> bool:
    return route.quiet is not None and quiet.held_until(route.quiet, route.timezone, change.grade, now) is not None


def _awake(change: Change, drifts: Iterable[Drift], reviews: Reviews, now: datetime) -> Iterator[Drift]:
    """What is not snoozed."""
    return (drift for drift in drifts if not reviews.is_snoozed(change.id, drift.claim_id, drift.item.key, now))


def _entry(change: Change, drifts: Sequence[Drift], reviews: Reviews, now: datetime) -> OpenChange:
    statements = tuple(dict.fromkeys(drift.item.claim.statement or drift.was for drift in drifts))
    return OpenChange(
        change.source_id,
        change.title,
        change.provider_name,
        change.url,
        change.id,
        change.at,
        change.grade,
        statements,
        any(drift.acceptable for drift in drifts),
        said(reviews.of_change(change), now),
    )


def _alert(channel: str, entries: Sequence[OpenChange], told: Reminded, now: datetime) -> Alert:
    """The same reminder has the same key, whenever it is decided."""
    gravest_first = tuple(sorted(entries, key=lambda each: (-each.grade, each.seen_at)))
    about = " ".join(f"{change_id}:{step}" for change_id, step in sorted(told.items()))
    days = (now - min(entry.seen_at for entry in entries)).days
    grade = max((entry.grade for entry in entries), default=Grade.MINOR)
    key = f"outstanding/{channel}/{digest16(about)}"
    return Alert(key, AlertKind.POLICY, grade, now, None, Outstanding(gravest_first, days))
