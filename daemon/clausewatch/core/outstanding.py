"""Reminders of changes that touched a claim and that nobody has decided on, and of what never stood as published.

A change is open while something that it did to a claim still is so: not accepted, not corrected in the watchlist, not
undone by the page. What no change brought about did not stand when it was first looked for; it is open from then on.
Each open change is due once per interval of its route, counted from when it was seen; what is due
together comes in one message. What was missed while the monitor was off is made up once, not once per interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core import quiet
from clausewatch.core.acceptance import Drift, of_change
from clausewatch.core.alerts import Alert, Change, Digest, DigestEntry, OpenChange, Outstanding
from clausewatch.core.decide import claim_finding
from clausewatch.core.model import Grade
from clausewatch.core.naming import digest16
from clausewatch.core.review import Reviews, said
from clausewatch.core.routing import answers
from clausewatch.core.watch import AlertKind, Route, Source, Watchlist

Reminded = Mapping[str, int]
"""By id of what waits: how many intervals had passed when people were last reminded of it."""


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


@dataclass(frozen=True, slots=True)
class Waits:
    """What nobody has decided on: all that one change did to claims, or one clause that never stood as published."""

    id: str
    """Of the change, or the key of the clause."""
    told: Alert
    """As people have heard of it; routes say of this whether they remind of it."""
    source: Source
    drifts: tuple[Drift, ...]
    change: Change | None = None


def waits(
    watchlist: Watchlist, drifts: Sequence[Drift], still_open: Sequence[tuple[Change, tuple[Drift, ...]]]
) -> tuple[Waits, ...]:
    """Everything that waits: the open changes, then what none of them brought about."""
    of_changes = {drift for _, found in still_open for drift in found}
    sources = {source.id: source for source in watchlist.sources}
    changed = (_by_change(change, found, sources[change.source_id]) for change, found in still_open)
    never = (drift for drift in drifts if drift not in of_changes and not drift.state.accepted)
    return (*changed, *(_never_stood(drift, sources[drift.source_id]) for drift in never))


def _by_change(change: Change, drifts: tuple[Drift, ...], source: Source) -> Waits:
    told = Alert(change.id, AlertKind.POLICY, change.grade, change.at, change.provider, change)
    return Waits(change.id, told, source, drifts, change)


def _never_stood(drift: Drift, source: Source) -> Waits:
    """As the digest of the first poll told it."""
    finding = claim_finding(drift.item, drift.finding)
    entry = DigestEntry(source.id, source.title, source.url, finding)
    news = Digest(source.provider, source.provider_name, 0, (entry,))
    grade, at = Grade.MINOR if finding.confirm else Grade.MAJOR, drift.state.since or drift.state.verified_at
    assert at is not None, "what was found was found at some time"
    told = Alert(f"{drift.item.key}/first", AlertKind.POLICY, grade, at, source.provider, news)
    return Waits(drift.item.key, told, source, (drift,))


def due(
    channel: str,
    watchlist: Watchlist,
    waiting: Sequence[Waits],
    reviews: Reviews,
    reminded: Reminded,
    now: datetime,
) -> Due:
    """What the routes of one channel remind of now; of several that would, the first counts."""
    steps: dict[str, int] = {}
    entries: list[OpenChange] = []
    for each in waiting:
        route = _reminding(channel, each.told, watchlist)
        steps[each.id] = reminded.get(each.id, 0)
        awake = tuple(_awake(each, reviews, now))
        if route is not None and awake and not _is_quiet(route, each.told, now):
            passed = int((now - each.told.at).total_seconds() // route.remind)
            if passed > steps[each.id]:
                steps[each.id] = passed
                entries.append(_entry(each, awake, reviews, now))
    told = {entry.name: steps[entry.name] for entry in entries}
    return Due(_alert(channel, entries, told, now) if entries else None, steps)


def _reminding(channel: str, told: Alert, watchlist: Watchlist) -> Route | None:
    """The route that let the news itself through, and reminds."""
    mine = (answer for answer in answers(told, watchlist) if answer.taken and answer.route.to == channel)
    return next((answer.route for answer in mine if answer.route.remind), None)


def _is_quiet(route: Route, told: Alert, now: datetime) -> bool:
    return route.quiet is not None and quiet.held_until(route.quiet, route.timezone, told.grade, now) is not None


def _awake(each: Waits, reviews: Reviews, now: datetime) -> Iterator[Drift]:
    """What is not snoozed."""
    return (drift for drift in each.drifts if not reviews.is_snoozed(each.id, drift.claim_id, drift.item.key, now))


def _entry(each: Waits, drifts: Sequence[Drift], reviews: Reviews, now: datetime) -> OpenChange:
    statements = tuple(dict.fromkeys(drift.item.claim.statement or drift.was for drift in drifts))
    mine = reviews.of_change(each.change) if each.change else reviews.of_claim(drifts[0].claim_id)
    return OpenChange(
        each.source.id,
        each.source.title,
        each.source.provider_name,
        each.source.url,
        each.change.id if each.change else "",
        each.told.at,
        each.told.grade,
        statements,
        any(drift.acceptable for drift in drifts),
        said(mine, now),
        "" if each.change else each.id,
        "" if each.change else drifts[0].was,
    )


def _alert(channel: str, entries: Sequence[OpenChange], told: Reminded, now: datetime) -> Alert:
    """The same reminder has the same key, whenever it is decided."""
    gravest_first = tuple(sorted(entries, key=lambda each: (-each.grade, each.seen_at)))
    about = " ".join(f"{each}:{step}" for each, step in sorted(told.items()))
    days = (now - min(entry.seen_at for entry in entries)).days
    grade = max((entry.grade for entry in entries), default=Grade.MINOR)
    key = f"outstanding/{channel}/{digest16(about)}"
    return Alert(key, AlertKind.POLICY, grade, now, None, Outstanding(gravest_first, days))
