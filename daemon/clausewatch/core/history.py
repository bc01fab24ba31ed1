"""The past of a status page: its incidents with the intervals in which they hurt, and how much of it is known.

Two sources tell it. The page itself, through its product's ``history`` and ``read_history`` (``core.statuspages``):
the first says what is still to be asked given what was answered, the second reads the answers. Or our own memory: what
was told of incidents while we watched, which reaches back no further than that.

Nothing here is taken for complete by default. ``History.gaps`` says in sentences what is missing; only an empty one
means that every incident of the window is there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from clausewatch.core.incidents import StatusMemory
from clausewatch.core.model import Capture, Fetched
from clausewatch.core.sight import Told
from clausewatch.core.status import (
    PROBLEMS,
    Incident,
    IncidentUpdate,
    PageState,
    Phase,
    StatusEvent,
    StatusEventKind,
    worst,
)
from clausewatch.core.watch import StatusRecipe


def in_utc(moment: datetime) -> datetime:
    """The same instant. Two times in one zone are compared and subtracted by the clock on the wall, which jumps."""
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` to before ``end``."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", in_utc(self.start))
        object.__setattr__(self, "end", in_utc(self.end))

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; ``end`` is ``None`` where it goes on or nobody says when it ended."""

    start: datetime
    end: datetime | None = None
    goes_on: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", in_utc(self.start))
        object.__setattr__(self, "end", in_utc(self.end) if self.end else None)


@dataclass(frozen=True, slots=True)
class ImpactSpan:
    """A component that did not work as it should, as an incident's record says."""

    component: str
    """Its name; empty where the record gives only an id that the page no longer knows."""
    span: Span
    state: PageState
    """The worst in it."""


@dataclass(frozen=True, slots=True)
class PastIncident:
    incident: Incident
    impacts: tuple[ImpactSpan, ...] = ()
    """Empty where the page tells no states of components."""


@dataclass(frozen=True, slots=True)
class History:
    incidents: tuple[PastIncident, ...] = ()
    """Each once, oldest first; also such as began outside the window."""
    gaps: tuple[str, ...] = ()
    """Why incidents of the window may be missing; empty if none can be."""
    begins: datetime | None = None
    """Since when there is a page, if it says so."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What was asked of a page about its past, and what it answered."""

    base: str
    """The URL people know it by."""
    recipe: StatusRecipe
    window: Window
    answers: Mapping[str, Fetched] = field(default_factory=dict)
    """By URL, in the order in which they came."""

    def with_answer(self, url: str, fetched: Fetched) -> Inquiry:
        return dataclasses.replace(self, answers={**self.answers, url: fetched})

    def asked(self, url: str) -> bool:
        return url in self.answers

    def capture(self, url: str) -> Capture | None:
        """The answer, if one came."""
        found = self.answers.get(url)
        return found if isinstance(found, Capture) else None


# --- months -------------------------------------------------------------------------------------------------------


def months_of(window: Window) -> tuple[Window, ...]:
    """The window cut at the first of each month (UTC), oldest first; the first and last may be parts of one."""
    parts, start = [], window.start
    while start < window.end:
        end = min(month_after(start), window.end)
        parts.append(Window(start, end))
        start = end
    return tuple(parts)


def month_start(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_after(moment: datetime) -> datetime:
    """The beginning of the next calendar month."""
    first = month_start(moment)
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)


# --- intervals of components --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StateChange:
    """A component's state from ``at`` on, as an update of an incident tells it."""

    at: datetime
    component: str
    """Its id."""
    state: PageState


def impact_spans(
    changes: Iterable[StateChange], names: Mapping[str, str], incident: Incident
) -> tuple[ImpactSpan, ...]:
    """The intervals in which each component was in trouble.

    A component that no update sets right again is well when its incident ends. ``names``: id -> name.
    """
    by_component: dict[str, list[StateChange]] = {}
    for change in sorted(changes, key=lambda each: each.at):
        by_component.setdefault(change.component, []).append(change)
    found = (
        each for component, rows in by_component.items() for each in _troubles(rows, names.get(component, ""), incident)
    )
    return tuple(sorted(found, key=lambda each: (each.span.start, each.component)))


def _troubles(rows: list[StateChange], name: str, incident: Incident) -> Iterator[ImpactSpan]:
    since: datetime | None = None
    states: list[PageState] = []
    for row in rows:
        if row.state is PageState.UNKNOWN:
            continue  # a word that we do not know sets nothing right
        if row.state in PROBLEMS:
            since = since or row.at
            states.append(row.state)
        elif since is not None:
            yield ImpactSpan(name, Span(since, row.at), worst(states))
            since, states = None, []
    if since is not None:
        yield ImpactSpan(name, _until_resolved(since, incident), worst(states))


def _until_resolved(since: datetime, incident: Incident) -> Span:
    ends = [span.end for span in announced(incident) if span.end is not None]
    end = max(ends, default=None)
    if incident.is_open:
        return Span(since, None, goes_on=True)
    return Span(since, end if end is not None and end > since else None)


# --- what was announced -------------------------------------------------------------------------------------------


def announced(incident: Incident) -> tuple[Span, ...]:
    """From its start to its resolution; a reopening adds a span.

    The end is ``resolved_at``, else the first update that says so (notes on status pages). What is written after that,
    a postmortem or a late edit, moves nothing: only an update in an earlier phase opens it again, and only if it is
    then resolved once more or still open.
    """
    spans = list(_told_spans(incident))
    last, resolved_at = spans[-1], in_utc(incident.resolved_at) if incident.resolved_at else None
    if incident.is_open:
        return (*spans[:-1], Span(last.start, None, goes_on=True))
    if last.end is None and len(spans) > 1 and (resolved_at is None or resolved_at <= last.start):
        spans.pop()  # more was written about it, but it was not open again
        return tuple(spans)
    end = resolved_at if resolved_at and resolved_at >= last.start else last.end
    return (*spans[:-1], Span(last.start, end))


def _told_spans(incident: Incident) -> Iterator[Span]:
    """By its updates alone; the last has no end where none tells it."""
    start: datetime | None = in_utc(incident.started_at)
    for update in incident.updates:
        at = in_utc(update.at)
        if update.phase is Phase.RESOLVED and start is not None and at >= start:
            yield Span(start, at)
            start = None
        elif start is None and update.phase not in (Phase.RESOLVED, Phase.UNKNOWN):
            start = at
    if start is not None:
        yield Span(start)


# --- from our own memory ------------------------------------------------------------------------------------------


def remembered(memory: StatusMemory, events: Iterable[StatusEvent], window: Window) -> History:
    """What we know of a page from having watched it: the events that were told, and what is remembered.

    ``events`` are those of one source, oldest first.
    """
    copies: dict[str, list[Incident]] = {}
    for event in events:
        if event.incident is not None:
            copies.setdefault(event.incident.id, []).append(_as_told(event, event.incident))
    gone = {incident_id for incident_id, known in copies.items() if known[-1].is_open}
    for followed in memory.incidents:
        copies.setdefault(followed.incident.id, []).append(followed.incident)
        gone = gone - {followed.incident.id} if followed.open else gone | {followed.incident.id}
    merged = (_merged(known, gone=incident_id in gone) for incident_id, known in copies.items())
    past = sorted((PastIncident(each) for each in merged), key=lambda each: each.incident.started_at)
    return History(tuple(past), _unwatched(memory, window))


def _as_told(event: StatusEvent, incident: Incident) -> Incident:
    """The incident as the event has it, with the resolution or reopening that the event is, where no update is it."""
    phase = {
        StatusEventKind.INCIDENT_RESOLVED: Phase.RESOLVED,
        StatusEventKind.INCIDENT_REOPENED: Phase.INVESTIGATING,
    }.get(event.kind)
    vanished = phase is Phase.RESOLVED and incident.is_open  # no longer listed: when it ended is not stated
    if phase is None or vanished or any(each.at == event.at and each.phase is phase for each in incident.updates):
        return incident
    told = IncidentUpdate(f"{event.kind} {event.key}", event.at, phase, "")
    return dataclasses.replace(incident, updates=(*incident.updates, told))


def _merged(copies: list[Incident], *, gone: bool) -> Incident:
    """The last copy, with the updates of all; resolved without an end if it went from the page while open."""
    updates = {update.key: update for copy in copies for update in copy.updates}
    phase = Phase.RESOLVED if gone and copies[-1].is_open else copies[-1].phase
    ordered = sorted(updates.values(), key=lambda each: (each.at, each.phase is Phase.RESOLVED))
    return dataclasses.replace(copies[-1], phase=phase, updates=tuple(ordered))


def _unwatched(memory: StatusMemory, window: Window) -> tuple[str, ...]:
    if memory.watched_since is None:
        return ("nothing is known yet: the page was not read so far",)
    if memory.watched_since <= window.start:
        return ()
    return (f"watched only since {memory.watched_since:%Y-%m-%d %H:%M} UTC; of earlier incidents what was listed then",)


LOST = frozenset({StatusEventKind.PAGE_UNREACHABLE, StatusEventKind.PROBE_FAILED, StatusEventKind.PLATFORM_UNREACHABLE})
REGAINED = frozenset(
    {StatusEventKind.PAGE_RECOVERED, StatusEventKind.PROBE_RECOVERED, StatusEventKind.PLATFORM_RECOVERED}
)


def lapses(told: Told | None, events: Iterable[StatusEvent]) -> tuple[Span, ...]:
    """When the source did not answer us, as people were told; oldest first. Our observation, not the vendor's word.

    ``told``: what they were told of it last.
    """
    spans: list[Span] = []
    since: datetime | None = None
    for event in events:
        if event.kind in LOST:
            since = since or event.since or event.at
        elif event.kind in REGAINED:
            began = since or event.since  # that of a page which was lost with its whole platform later than others
            spans += [Span(began, event.at)] if began is not None else []
            since = None
    if since is not None:
        spans.append(Span(since, None, goes_on=told is Told.UNREACHABLE))
    return tuple(spans)
