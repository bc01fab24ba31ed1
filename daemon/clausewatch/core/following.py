"""The life of an incident as people hear of it: opened once, updated, resolved once, reopened in the same thread.

    seen                        was     told
    new, open                   -       INCIDENT_OPENED
    new, over                   -       INCIDENT_BACKFILLED, if it ended lately and since we watch
    open, other phase           open    INCIDENT_UPDATED at once
    open, graver                open    INCIDENT_UPDATED at once
    open, new text              open    INCIDENT_UPDATED, at most one in ten minutes, the latest text
    over                        open    INCIDENT_RESOLVED with its duration, once
    open                        over    INCIDENT_REOPENED
    absent from two complete    open    INCIDENT_RESOLVED (no longer listed)
      reports
    open, nothing new for long  open    INCIDENT_GOES_ON, a reminder (``core.reminders``)

An incomplete report ends nothing. Another title, order or spacing is no news. How grave an incident is: its declared
impact, or the state of a component that it names, whichever is worse; a milder state goes with the next text. Who was
told of the worst also hears the end, so that is what its grade goes by.

While maintenance is under way on everything that an incident names, the incident is followed but not told, unless it is
major or critical. What was not told as opened is not told as resolved. Times of an incident are the page's own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.core import reminders
from clausewatch.core.sight import clock, spoken
from clausewatch.core.status import (
    IMPACT_OF_STATE,
    IMPACTS,
    Impact,
    Incident,
    PageState,
    Phase,
    StatusEvent,
    StatusEventKind,
    StatusReport,
    worst,
)

TEXT_PAUSE = timedelta(minutes=10)
"""Between two messages about the same incident that bring new text only."""
ABSENT_REPORTS = 2
BACKFILL = timedelta(days=14)
"""An incident that ended longer ago is history, not news."""
REMEMBERED = timedelta(days=90)
"""For which an incident that is over is known by its id."""
REMEMBERED_AT_MOST = 500
KEYS = 300
"""Update ids remembered of an incident."""


@dataclass(frozen=True, slots=True)
class Followed:
    """An incident, and how far people know of it."""

    incident: Incident
    """As last seen; of its updates only the last."""
    since: datetime
    """Start of the present span, by the page: a reopened incident has several."""
    open: bool
    told: bool
    """Whether people know that it is open."""
    worst: Impact
    """That was told."""
    updates: tuple[str, ...] = ()
    """Keys of the updates that were told, or were there when it was first told."""
    told_at: datetime | None = None
    news: int = 0
    """How many events it gave; makes each one's key its own."""
    absent: int = 0
    """Complete reports in a row without it."""
    closed_at: datetime | None = None
    """When we saw that it is over."""


@dataclass(frozen=True, slots=True)
class View:
    """What a poll shows beside the incidents themselves."""

    report: StatusReport
    quiet: Callable[[Incident], bool]
    """Whether maintenance explains it."""
    watched_since: datetime
    now: datetime
    remind: float | None = None
    """Seconds between two messages about an open incident; ``None``: no reminders."""

    def gravity(self, incident: Incident) -> Impact:
        """Its declared impact, or that of the worst component: of those it names, or of all that no other one names."""
        elsewhere = {name for each in self.report.incidents if each.is_open for name in each.components}
        states = [
            each.state
            for each in self.report.components
            if (each.name in incident.components if incident.components else each.name not in elsewhere)
        ]
        return graver(incident.impact, IMPACT_OF_STATE.get(worst(states), Impact.UNKNOWN))


def graver(one: Impact, other: Impact) -> Impact:
    return max(one, other, key=IMPACTS.index)


Followup = tuple[Followed, StatusEvent | None]


def begin(view: View) -> tuple[Followed, ...]:
    """At the first report: everything is known, what is open counts as told (by the baseline)."""
    return tuple(_new(incident, view, told=incident.is_open) for incident in view.report.incidents)


def follow(followed: tuple[Followed, ...], view: View) -> tuple[tuple[Followed, ...], tuple[StatusEvent, ...]]:
    """All incidents one poll on, and what is to be told, oldest incident first."""
    known = {each.incident.id: each for each in followed}
    listed = {incident.id: incident for incident in view.report.incidents}
    steps = [_one(known.get(incident.id), incident, view) for incident in view.report.incidents]
    steps += [_unlisted(each, view) for each in followed if each.incident.id not in listed]
    return _kept([each for each, _ in steps], listed.keys(), view.now), tuple(event for _, event in steps if event)


def _one(known: Followed | None, incident: Incident, view: View) -> Followup:
    if known is None:
        return _first_seen(incident, view)
    seen = dataclasses.replace(known, incident=_trimmed(incident), absent=0)
    if known.open:
        return _goes_on(known, seen, incident, view) if incident.is_open else _ended(seen, incident, view)
    return _reopened(seen, incident, view) if incident.is_open else (seen, None)


def _new(incident: Incident, view: View, *, told: bool) -> Followed:
    return Followed(
        _trimmed(incident),
        incident.started_at,
        incident.is_open,
        told,
        view.gravity(incident) if incident.is_open else incident.impact,
        _keys((), incident),
        view.now if told else None,
        closed_at=None if incident.is_open else view.now,
    )


def _first_seen(incident: Incident, view: View) -> Followup:
    new = _new(incident, view, told=False)
    if incident.is_open:
        return (new, None) if view.quiet(incident) else _opened(new, incident, view)
    end = incident.resolved_at or incident.started_at
    if end < max(view.watched_since, view.now - BACKFILL):
        return new, None
    text = f"An incident of {clock(incident.started_at)} was entered when it was over: {_name(incident)}"
    return _tell(new, StatusEventKind.INCIDENT_BACKFILLED, incident, text, end, view)


def _opened(followed: Followed, incident: Incident, view: View) -> Followup:
    told = dataclasses.replace(followed, told=True, worst=view.gravity(incident))
    text = f"Incident since {clock(followed.since)}: {_name(incident)} ({_facts(incident, told.worst)})"
    return _tell(told, StatusEventKind.INCIDENT_OPENED, incident, text, followed.since, view)


def _goes_on(known: Followed, seen: Followed, incident: Incident, view: View) -> Followup:
    if not known.told:
        return (seen, None) if view.quiet(incident) else _opened(seen, incident, view)
    gravity = graver(known.worst, view.gravity(incident))
    if incident.phase is not known.incident.phase:
        return _updated(dataclasses.replace(seen, worst=gravity), incident, f"Now {incident.phase}", view)
    if gravity is not known.worst:
        return _updated(dataclasses.replace(seen, worst=gravity), incident, "Graver than before", view)
    unheard = bool(incident.updates) and incident.updates[-1].key not in known.updates
    if unheard and _may_speak(known, view.now):
        return _updated(seen, incident, "More is said", view)
    due = reminders.due(known.told_at, known.since, view.now, view.remind)
    return _reminded(seen, incident, view) if due else (seen, None)


def _may_speak(known: Followed, now: datetime) -> bool:
    """Whether the last message is long enough ago; a clock that was set back does not gag us."""
    return known.told_at is None or not timedelta(0) <= now - known.told_at < TEXT_PAUSE


def _reminded(followed: Followed, incident: Incident, view: View) -> Followup:
    facts = _facts(incident, view.gravity(incident))
    text = f"Still open after {spoken(view.now - followed.since)}: {_name(incident)} ({facts})"
    return _tell(followed, StatusEventKind.INCIDENT_GOES_ON, incident, text, view.now, view)


def _updated(followed: Followed, incident: Incident, what: str, view: View) -> Followup:
    latest = incident.updates[-1] if incident.updates else None
    at = latest.at if latest and latest.key not in followed.updates else view.now
    text = f"{what}: {_name(incident)} ({_facts(incident, view.gravity(incident))})"
    return _tell(followed, StatusEventKind.INCIDENT_UPDATED, incident, text, at, view)


def _ended(followed: Followed, incident: Incident, view: View) -> Followup:
    closed = dataclasses.replace(followed, open=False, closed_at=view.now)
    if not followed.told:
        return closed, None
    end = incident.resolved_at or _resolving_update(incident) or view.now
    lasted = f" after {spoken(end - followed.since)}" if end >= followed.since else ""
    text = f"Resolved{lasted}: {_name(incident)}"
    return _tell(closed, StatusEventKind.INCIDENT_RESOLVED, incident, text, end, view)


def _resolving_update(incident: Incident) -> datetime | None:
    """When the page last said that it is over."""
    return next((each.at for each in reversed(incident.updates) if each.phase is Phase.RESOLVED), None)


def _reopened(followed: Followed, incident: Incident, view: View) -> Followup:
    latest = incident.updates[-1] if incident.updates else None
    since = latest.at if latest and latest.key not in followed.updates else view.now
    again = dataclasses.replace(followed, open=True, told=False, since=since, closed_at=None)
    if view.quiet(incident):
        return again, None
    again = dataclasses.replace(again, told=True, worst=graver(followed.worst, view.gravity(incident)))
    text = f"Open again: {_name(incident)} ({_facts(incident, view.gravity(incident))})"
    return _tell(again, StatusEventKind.INCIDENT_REOPENED, incident, text, since, view)


def _unlisted(followed: Followed, view: View) -> Followup:
    """Not in the report; that ends an incident only if the report lists all of them, twice in a row."""
    if not followed.open or not view.report.complete:
        return followed, None
    absent = dataclasses.replace(followed, absent=followed.absent + 1)
    if absent.absent < ABSENT_REPORTS:
        return absent, None
    closed = dataclasses.replace(absent, open=False, closed_at=view.now)
    if not followed.told:
        return closed, None
    text = f"No longer listed, so taken as resolved (its end is not stated): {_name(followed.incident)}"
    return _tell(closed, StatusEventKind.INCIDENT_RESOLVED, followed.incident, text, view.now, view)


def _tell(
    followed: Followed, kind: StatusEventKind, incident: Incident, text: str, at: datetime, view: View
) -> Followup:
    """The event, and the memory that it was told."""
    told = dataclasses.replace(
        followed, updates=_keys(followed.updates, incident), told_at=view.now, news=followed.news + 1
    )
    event = StatusEvent(
        kind,
        at,
        view.report.state,
        text,
        incident=incident,
        since=followed.since,
        impact=followed.worst,
        key=f"{view.watched_since:%Y%m%dT%H%M%S}-{told.news}",
    )
    return told, event


def _keys(known: tuple[str, ...], incident: Incident) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *(update.key for update in incident.updates))))[-KEYS:]


def _kept(followed: Iterable[Followed], listed: Iterable[str], now: datetime) -> tuple[Followed, ...]:
    """Without those that have been over, and gone from the page, for long."""
    there = set(listed)
    ours = [
        each
        for each in followed
        if each.open or each.incident.id in there or (each.closed_at is not None and now - each.closed_at < REMEMBERED)
    ]
    over = sorted((each for each in ours if not each.open), key=lambda each: (each.closed_at or now, each.incident.id))
    dropped = {each.incident.id for each in over[:-REMEMBERED_AT_MOST] if each.incident.id not in there}
    return tuple(each for each in ours if each.incident.id not in dropped)


def _trimmed(incident: Incident) -> Incident:
    return dataclasses.replace(incident, updates=incident.updates[-1:])


def _name(incident: Incident) -> str:
    return incident.title or f"incident {incident.id}"


def _facts(incident: Incident, impact: Impact) -> str:
    """``major, investigating``; what the page does not tell is left out."""
    told = [
        "" if impact is Impact.UNKNOWN else f"impact {impact}",
        "" if incident.phase is Phase.UNKNOWN else incident.phase,
    ]
    return ", ".join(each for each in told if each) or "no details yet"


def _cut(text: str, limit: int = 280) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"


def baseline(followed: tuple[Followed, ...], view: View) -> tuple[StatusEvent, ...]:
    """One event for everything that was open already when we first looked; none if nothing was."""
    going_on = sorted((each for each in followed if each.open), key=lambda each: each.since)
    if not going_on:
        return ()
    gravest = max(going_on, key=lambda each: IMPACTS.index(each.worst))
    names = "; ".join(f"{_cut(_name(each.incident), 120)} (since {clock(each.since)})" for each in going_on[:10])
    more = f"; and {len(going_on) - 10} more" if len(going_on) > 10 else ""
    incident = next(each for each in view.report.incidents if each.id == gravest.incident.id)
    event = StatusEvent(
        StatusEventKind.BASELINE,
        view.now,
        view.report.state if view.report.state is not PageState.UNREACHABLE else PageState.UNKNOWN,
        f"Already in progress: {names}{more}",
        incident=incident if len(going_on) == 1 else None,
        since=going_on[0].since,
        impact=gravest.worst,
        key=f"{view.watched_since:%Y%m%dT%H%M%S}",
    )
    return (event,)
