"""What a status page's past comes to: how many incidents, how often, how long.

Three clocks are kept apart, since they answer different questions. *Announced*: from the start that the page names to
its "resolved". *Components*: the intervals in which the page showed a component in trouble. *Observed*: when the page
did not answer us. An incident may have any of them without the others.

The rules (notes on status pages), over a window from ``start`` to before ``end``:

- N counts incidents that begin in it, each once; maintenance is none.
- A duration is the sum of an incident's spans (a reopening adds one), on the component clock the union of its
  components' intervals. It is not cut at the window's edge.
- Not measured, but counted in N, and told how many: open, without a believable end, under 60 s with a single update,
  entered afterwards without times, without states of components.
- The rate is N over calendar months: for each month the share of it that lies in the window. Not days through 30.
- Downtime is the union of all spans, cut to the window, never their sum.
- The median stands first: two notices of several days moved the mean of one vendor's year from 26 to 2,550 minutes,
  and the median from 14.2 to 14.5.

Everything is computed on instants in UTC, so neither daylight saving nor how a time is written changes a figure; an
end before its start (a clock that jumped) is no believable end.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from clausewatch.core.history import (
    History,
    ImpactSpan,
    PastIncident,
    Span,
    Window,
    announced,
    month_after,
    month_start,
    months_of,
)
from clausewatch.core.watch import Source, SourceKind

BLIP = 60.0
"""Seconds: a shorter incident with a single update is a note, not a measured outage."""


class Unmeasured(enum.StrEnum):
    """Why an incident has no duration."""

    OPEN = "still open"
    NO_END = "without a believable end"
    BLIP = "under 60 s with a single update"
    RETROSPECTIVE = "entered afterwards without times"
    NO_STATES = "without states of components"


@dataclass(frozen=True, slots=True)
class Timed:
    """One incident, or one time that a page did not answer, on one clock."""

    began: datetime
    """What decides whether it lies in a window."""
    spans: tuple[Span, ...]
    why_not: Unmeasured | None = None

    @property
    def seconds(self) -> float:
        return sum((span.end - span.start).total_seconds() for span in self.spans if span.end is not None)


@dataclass(frozen=True, slots=True)
class Clock:
    """Durations of what began in the window, in seconds."""

    durations: tuple[float, ...]
    """Of those that could be measured, shortest first."""
    unmeasured: tuple[tuple[Unmeasured, int], ...]
    """How many could not, and why."""
    downtime: float
    """Seconds of the window that any span covers, also of what began before."""

    @property
    def median(self) -> float | None:
        return percentile(self.durations, 0.5)

    @property
    def mean(self) -> float | None:
        return sum(self.durations) / len(self.durations) if self.durations else None

    @property
    def p90(self) -> float | None:
        return percentile(self.durations, 0.9)

    @property
    def count(self) -> int:
        return len(self.durations) + sum(count for _, count in self.unmeasured)

    @property
    def tells(self) -> bool:
        """Whether its downtime means anything: not where there were incidents and none with states of components."""
        return (
            not self.count or any(why is not Unmeasured.NO_STATES for why, _ in self.unmeasured) or bool(self.durations)
        )


@dataclass(frozen=True, slots=True)
class Statistics:
    window: Window
    incidents: int
    announced: Clock
    components: Clock

    @property
    def months(self) -> float:
        return months(self.window)

    @property
    def per_month(self) -> float | None:
        return self.incidents / self.months if self.months else None


def statistics(past: Iterable[PastIncident], window: Window) -> Statistics:
    """Of one page, or of what is left of it after a choice of components."""
    known = tuple({each.incident.id: each for each in past}.values())
    announcements = clock((on_announcements(each) for each in known), window)
    return Statistics(window, announcements.count, announcements, clock(map(on_components, known), window))


def by_component(past: Iterable[PastIncident], window: Window) -> tuple[tuple[str, Statistics], ...]:
    """The same for each component that an incident of the window touches, by name. They overlap, so they do not add."""
    known = tuple(past)
    names = {name for each in known for name in _touched(each)}
    figures = ((name, statistics(_of(name, known), window)) for name in sorted(names))
    return tuple((name, each) for name, each in figures if each.incidents or each.announced.downtime)


def _touched(past: PastIncident) -> set[str]:
    return {*past.incident.components, *(each.component for each in past.impacts if each.component)}


def _of(component: str, past: tuple[PastIncident, ...]) -> Iterable[PastIncident]:
    for each in past:
        if component in _touched(each):
            yield replace(each, impacts=tuple(row for row in each.impacts if row.component == component))


# --- clocks -------------------------------------------------------------------------------------------------------


def clock(timed: Iterable[Timed], window: Window) -> Clock:
    known = tuple(timed)
    inside = [each for each in known if window.holds(each.began)]
    reasons = Counter(each.why_not for each in inside if each.why_not is not None)
    return Clock(
        tuple(sorted(each.seconds for each in inside if each.why_not is None)),
        tuple((why, reasons[why]) for why in Unmeasured if reasons[why]),
        union_seconds((span for each in known for span in each.spans), window),
    )


def on_announcements(past: PastIncident) -> Timed:
    incident, spans = past.incident, announced(past.incident)
    timed = Timed(incident.started_at, spans, _without_end(spans))
    if timed.why_not is Unmeasured.OPEN:
        return timed
    if incident.retrospective and timed.seconds == 0:
        return replace(timed, why_not=Unmeasured.RETROSPECTIVE)
    if timed.why_not is None and timed.seconds < BLIP and len(incident.updates) <= 1:
        return replace(timed, why_not=Unmeasured.BLIP)
    return timed


def on_components(past: PastIncident) -> Timed:
    if not past.impacts:
        return Timed(past.incident.started_at, (), Unmeasured.NO_STATES)
    spans = _disjoint(past.impacts)
    return Timed(past.incident.started_at, spans, _without_end(tuple(each.span for each in past.impacts)))


def on_observation(lapses: Iterable[Span]) -> Iterable[Timed]:
    """Each time that the page did not answer us."""
    return (Timed(span.start, (span,), _without_end((span,))) for span in lapses)


def _without_end(spans: Sequence[Span]) -> Unmeasured | None:
    if any(span.goes_on for span in spans):
        return Unmeasured.OPEN
    if not spans or any(span.end is None or span.end < span.start for span in spans):
        return Unmeasured.NO_END
    return None


def _disjoint(impacts: Iterable[ImpactSpan]) -> tuple[Span, ...]:
    """The union of the intervals; those that go on or lack an end stay beside it."""
    spans = [each.span for each in impacts]
    ended = merged((span.start, span.end) for span in spans if span.end is not None)
    return (*(Span(start, end) for start, end in ended), *(span for span in spans if span.end is None))


# --- arithmetic ---------------------------------------------------------------------------------------------------


def months(window: Window) -> float:
    """Calendar months in the window: of each month the share of its seconds that lies inside."""
    return sum(
        (part.end - part.start) / (month_after(part.start) - month_start(part.start)) for part in months_of(window)
    )


def union_seconds(spans: Iterable[Span], window: Window) -> float:
    """Seconds of the window that at least one span covers; what goes on lasts to the window's end."""
    cut = (
        (max(span.start, window.start), min(end, window.end))
        for span in spans
        if (end := window.end if span.goes_on else span.end) is not None
    )
    return sum((end - start).total_seconds() for start, end in merged(cut))


def merged(intervals: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Disjoint intervals that cover the same time, in order; those without any length are left out."""
    union: list[tuple[datetime, datetime]] = []
    for start, end in sorted((start, end) for start, end in intervals if start < end):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """By linear interpolation between the neighbours, so that a half is the median; ``None`` of nothing."""
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


# --- one source ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One source's past in a window, on all three clocks."""

    source: Source
    window: Window
    """Cut where the page began, if that is later than what was asked for."""
    history: History
    lapses: tuple[Span, ...]
    """When it did not answer us."""
    watched_since: datetime | None
    """Since when we would have noticed; ``None`` if it is not watched."""

    @property
    def probed(self) -> bool:
        """Whether there is no page, only a host that we ask: then all that is known is what we observed."""
        return self.source.kind is SourceKind.PROBE

    @property
    def statistics(self) -> Statistics:
        return statistics(self.history.incidents, self.window)

    @property
    def observed(self) -> Clock:
        return clock(on_observation(self.lapses), self.window)


def record(
    source: Source, window: Window, history: History, lapses: tuple[Span, ...], watched_since: datetime | None
) -> PageRecord:
    """A page that did not exist yet had no incidents, and no month without any either."""
    return PageRecord(source, _since_there_was_a_page(window, history), history, lapses, watched_since)


def _since_there_was_a_page(window: Window, history: History) -> Window:
    """From the page's beginning, or the first incident it tells of, where it took over the records of another."""
    if history.begins is None:
        return window
    first = min((each.incident.started_at for each in history.incidents), default=history.begins)
    start = min(first, history.begins)
    return Window(start, window.end) if window.start < start < window.end else window
