"""The status state machine: what one poll of a status page means, given what is remembered.

Eight layers, each in its own module, each knowing nothing of the others:

    core.sight       can the page be seen at all         page_unreachable, page_recovered, page_unreadable, flapping
    core.following   what its incidents do               incident_opened, updated, resolved, reopened, backfilled
    core.upkeep      what maintenance excuses            maintenance_announced
    core.slump       what no incident explains           page_degraded, page_restored
    core.swings      what comes and goes of it           flapping
    core.freshness   whether anybody still works on it   frozen_suspect
    core.wording     the words of one without a reader   text_changed
    core.scope       what it was asked for and has not   component_missing

While a page cannot be seen its incidents stay as they were: an answer that did not come ends nothing. The first report
is the baseline: what is open then is told once as already in progress, what is over is history. The identity of the
first report binds: a later answer of another page id or another product is not believed, since vendors leave former
pages standing, frozen and green; whoever pins the new id or product in the watchlist starts anew. A copy of the page
that is a little older than the last one comes from a cache that lags, and is passed over; one that is much older (a
mirror that was left behind) is not believed, since it would end what it does not know yet.

A candidate is a host where no status page is known: silence there is as expected, and that a page appears is the news.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from clausewatch.core import candidates, following, freshness, scope, sight, slump, swings, upkeep, wording
from clausewatch.core.following import Followed, View
from clausewatch.core.freshness import Freshness
from clausewatch.core.model import FetchFailure, Grade, NotModified, Unreadable, UnreadableKind
from clausewatch.core.scope import Missing
from clausewatch.core.sight import RETRY, Seen, Sight, Subject, Told, clock, spoken
from clausewatch.core.slump import Slump
from clausewatch.core.status import (
    PROBLEMS,
    Impact,
    Incident,
    PageState,
    StatusEvent,
    StatusEventKind,
    StatusReport,
)
from clausewatch.core.swings import Swings
from clausewatch.core.upkeep import Planned
from clausewatch.core.watch import Source, SourceKind
from clausewatch.core.wording import Wording

CACHE_LAG = timedelta(hours=1)
"""A report older than the last one by no more than this comes from a lagging cache; an older one is a stale copy."""
VANISH_POLLS = 3
VANISH_AFTER = timedelta(minutes=30)
"""A page that had appeared at a candidate is gone after so many polls, and so long, without it."""

Observed = StatusReport | Unreadable | FetchFailure | NotModified
OutcomeWord = Literal["baseline", "unchanged", "changed", "unreadable", "failed"]
"""Words of ``core.alerts.Outcome``, which stands above this module."""


@dataclass(frozen=True, slots=True)
class StatusMemory:
    """Of a status page or a candidate."""

    checked_at: datetime | None = None
    read_at: datetime | None = None
    """When a report was last believed."""
    watched_since: datetime | None = None
    """When the first report was believed."""
    report: StatusReport | None = None
    """The last one believed; of a candidate: the page that appeared, while it is there."""
    sight: Sight = Sight()
    incidents: tuple[Followed, ...] = ()
    planned: tuple[Planned, ...] = ()
    slump: Slump | None = None
    swings: Swings = Swings()
    fresh: Freshness = Freshness()
    wording: Wording = Wording()
    missing: Missing = Missing()
    misses: int = 0
    """Of a candidate whose page had appeared: polls in a row without it."""
    missed_since: datetime | None = None

    @property
    def state(self) -> PageState:
        """As it can be shown: what the page last said, or that it cannot be seen or believed."""
        if self.sight.told is Told.UNREACHABLE:
            return PageState.UNREACHABLE
        if self.report is None or self.sight.told is not None:
            return PageState.UNKNOWN
        return PageState.UNKNOWN if self.fresh.suspect and self.report.state not in PROBLEMS else self.report.state

    @property
    def answers(self) -> bool:
        """Whether there is a status page, as far as we know; its state may be unknown all the same."""
        return self.report is not None and self.sight.told is None

    @property
    def open_incidents(self) -> tuple[Incident, ...]:
        """As last seen, of their updates only the last; oldest first."""
        return tuple(each.incident for each in self.incidents if each.open)


@dataclass(frozen=True, slots=True)
class Step:
    """What one poll means."""

    memory: StatusMemory
    events: tuple[StatusEvent, ...]
    outcome: OutcomeWord
    reason: str
    """One sentence, for logs."""
    retry_in: float | None = None
    """Seconds until the next poll, where that differs from the source's schedule."""


def step(memory: StatusMemory, observed: Observed, source: Source, now: datetime) -> Step:
    """One poll of a status page or a candidate."""
    memory = dataclasses.replace(memory, checked_at=now)
    if source.kind is SourceKind.CANDIDATE:
        return _candidate(memory, observed, source, now)
    if isinstance(observed, StatusReport):
        memory = _started_anew(memory, observed, source)
    believed = _believed(memory, observed)
    if isinstance(believed, StatusReport):
        return _read(memory, believed, source, now)
    return _not_read(memory, believed, source, now)


# --- what to believe ---


def _started_anew(memory: StatusMemory, report: StatusReport, source: Source) -> StatusMemory:
    """Without what was remembered of another page, if the watchlist itself names this one."""
    if memory.report is None or _same_page(memory.report, report):
        return memory
    pinned_id = source.status.page_id is not None and source.status.page_id == report.page_id
    pinned_product = memory.report.product != report.product and source.status.product == report.product
    return StatusMemory(checked_at=memory.checked_at) if pinned_id or pinned_product else memory


def _same_page(one: StatusReport, other: StatusReport) -> bool:
    return one.product == other.product and (one.page_id == other.page_id or not one.page_id or not other.page_id)


def _believed(memory: StatusMemory, observed: Observed) -> StatusReport | Unreadable | FetchFailure:
    """The report to go by, or why there is none."""
    if isinstance(observed, NotModified):
        return _as_before(memory)
    if not isinstance(observed, StatusReport) or memory.report is None:
        return observed
    if not _same_page(memory.report, observed):
        before, after = (f"{each.product} page {each.page_id}".strip() for each in (memory.report, observed))
        text = f"the page is another one now: {after} instead of {before}; pin product and page_id if it is right"
        return Unreadable(UnreadableKind.IDENTITY, text)
    behind = _behind(memory.report, observed, memory.checked_at)
    if behind > CACHE_LAG:
        text = f"a copy that is {spoken(behind)} older than the one read before; what it does not know yet is not over"
        return Unreadable(UnreadableKind.WRONG_DOCUMENT, text)
    return memory.report if behind > timedelta(0) else observed


def _as_before(memory: StatusMemory) -> StatusReport | Unreadable:
    """Unchanged since the last answer, which may have been unreadable."""
    lapse = memory.sight.lapse
    if lapse is not None and lapse.reading is not None and lapse.hits == 0:
        return lapse.reading
    return memory.report or Unreadable(UnreadableKind.EMPTY, "unchanged, but there is no earlier report")


def _behind(last: StatusReport, report: StatusReport, now: datetime | None) -> timedelta:
    """By how much the page's own clock went back; nothing where it has none, or was ahead of ours."""
    if last.updated_at is None or report.updated_at is None or now is None or last.updated_at > now + CACHE_LAG:
        return timedelta(0)
    return last.updated_at - report.updated_at


def _subject(source: Source) -> Subject:
    return Subject(remind=source.remind)


# --- a page that can be read ---


def _read(memory: StatusMemory, report: StatusReport, source: Source, now: datetime) -> Step:
    first = memory.watched_since is None
    seen = sight.hit(memory.sight, report.state, now, _subject(source))
    planned, announcements = upkeep.keep_up(memory.planned, report, now)
    quiet = upkeep.quiet_components(planned, now)
    view = View(
        report, lambda incident: upkeep.explains(quiet, incident), memory.watched_since or now, now, source.remind
    )
    incidents, told = _incidents(memory, view)
    fallen, fall = slump.watch(memory.slump, report, quiet, now, source.remind)
    swung, fall = swings.watch(memory.swings, fall, report.state, now)
    fresh, frozen = freshness.watch(memory.fresh, memory.report, report, source, view.watched_since, now)
    words, reworded = wording.watch(memory.wording, report, now)
    missing, unfound = scope.watch(memory.missing, report, now)
    after = StatusMemory(
        checked_at=now,
        read_at=now,
        watched_since=view.watched_since,
        report=report,
        sight=seen.sight,
        incidents=incidents,
        planned=planned,
        slump=fallen,
        swings=swung,
        fresh=fresh,
        wording=words,
        missing=missing,
    )
    events = (*seen.events, *told, *(each for each in (fall, frozen, reworded, unfound) if each), *announcements)
    outcome: OutcomeWord = "baseline" if first else "changed" if events else "unchanged"
    return Step(after, events, outcome, _said(report, after), _sooner(source, after))


def _incidents(memory: StatusMemory, view: View) -> tuple[tuple[Followed, ...], tuple[StatusEvent, ...]]:
    if memory.watched_since is not None:
        return following.follow(memory.incidents, view)
    begun = following.begin(view)
    return begun, following.baseline(begun, view)


def _said(report: StatusReport, memory: StatusMemory) -> str:
    count = len(memory.open_incidents)
    unknown = (
        f"; words it uses that we do not know: {', '.join(report.unknown_tokens[:5])}" if report.unknown_tokens else ""
    )
    return f"the page says {report.state}, {count} open incident{'' if count == 1 else 's'}{unknown}"


def _sooner(source: Source, memory: StatusMemory) -> float | None:
    """While something is open, or a page that was lost is coming back."""
    busy = bool(memory.open_incidents) or memory.sight.lapse is not None or memory.slump is not None
    return RETRY if busy and source.every > RETRY else None


# --- a page that cannot be read ---


def _not_read(memory: StatusMemory, why: Unreadable | FetchFailure, source: Source, now: datetime) -> Step:
    last = memory.report.state if memory.report else PageState.UNKNOWN
    seen: Seen = sight.missed(memory.sight, why, last, now, _subject(source))
    assert seen.sight.lapse is not None
    return Step(
        dataclasses.replace(memory, sight=seen.sight),
        seen.events,
        "failed" if isinstance(why, FetchFailure) else "unreadable",
        f"{why.kind}: {why.detail}; {seen.sight.lapse.polls} in a row since {clock(seen.sight.lapse.since)}",
        sight.again(why, seen.sight.lapse, source.every),
    )


# --- a host where a page may appear ---


def _candidate(memory: StatusMemory, observed: Observed, source: Source, now: datetime) -> Step:
    if isinstance(observed, NotModified):
        return Step(memory, (), "unchanged", "nothing new since the last answer")
    if not isinstance(observed, StatusReport):
        return _no_page(memory, observed, now)
    after = dataclasses.replace(memory, read_at=now, report=observed, misses=0, missed_since=None)
    if memory.report is not None:
        return Step(after, (), "unchanged", f"the page is there; it says {observed.state}")
    after = dataclasses.replace(after, watched_since=now)
    return Step(after, (_appeared(observed, source, now),), "changed", "a status page answers where none was known")


def _no_page(memory: StatusMemory, why: Unreadable | FetchFailure, now: datetime) -> Step:
    """As expected; unless a page had appeared, which is then missed until it is gone for good."""
    if memory.report is None:
        return Step(memory, (), "unchanged", f"no status page there ({why.kind}: {why.detail})")
    since = memory.missed_since or now
    missing = dataclasses.replace(memory, misses=memory.misses + 1, missed_since=since)
    if missing.misses < VANISH_POLLS or now - since < VANISH_AFTER:
        return Step(missing, (), "unchanged", f"the page that had appeared is missing ({why.kind}: {why.detail})")
    return Step(
        StatusMemory(checked_at=now),
        (_vanished(missing, memory.report, why, now),),
        "changed",
        "the status page that had appeared is gone",
    )


def _appeared(report: StatusReport, source: Source, now: datetime) -> StatusEvent:
    parts = ", ".join(each.name for each in report.components[:8])
    listed = f"; its components: {parts}{' …' if len(report.components) > 8 else ''}" if parts else ""
    why = "; ".join(candidates.evidence(report, source)) or f"it names {report.page_name or report.host}"
    page = f"{report.product} page {report.page_id}".rstrip()
    text = f"{source.url} is a status page now, a {page}. What speaks for it being the vendor's: {why}{listed}"
    return StatusEvent(StatusEventKind.PAGE_APPEARED, now, report.state, text, key=f"{now:%Y%m%dT%H%M%S}")


def _vanished(memory: StatusMemory, report: StatusReport, why: Unreadable | FetchFailure, now: datetime) -> StatusEvent:
    since = memory.missed_since or now
    text = f"The status page that had appeared is gone since {clock(since)} ({why.kind}: {why.detail})"
    return StatusEvent(
        StatusEventKind.PAGE_VANISHED,
        now,
        PageState.UNKNOWN,
        text,
        before=report.state,
        since=since,
        key=f"{since:%Y%m%dT%H%M%S}",
    )


# --- what an event is to people ---

GRADE_OF_IMPACT = {
    Impact.NONE: Grade.MINOR,
    Impact.UNKNOWN: Grade.MINOR,
    Impact.MINOR: Grade.MINOR,
    Impact.MAJOR: Grade.MAJOR,
    Impact.CRITICAL: Grade.CRITICAL,
}
GRADE_OF_STATE = {
    PageState.DEGRADED: Grade.MINOR,
    PageState.PARTIAL_OUTAGE: Grade.MAJOR,
    PageState.MAJOR_OUTAGE: Grade.CRITICAL,
}
GRADE_OF_KIND = {
    StatusEventKind.INCIDENT_BACKFILLED: Grade.COSMETIC,
    StatusEventKind.MAINTENANCE_ANNOUNCED: Grade.COSMETIC,
    StatusEventKind.PAGE_UNREACHABLE: Grade.MAJOR,
    StatusEventKind.PAGE_STILL_UNREACHABLE: Grade.MAJOR,
    StatusEventKind.PAGE_RECOVERED: Grade.MAJOR,
    StatusEventKind.PAGE_UNREADABLE: Grade.MINOR,
    StatusEventKind.PAGE_MOVED: Grade.MINOR,
    StatusEventKind.FORMAT_CHANGED: Grade.MINOR,
    StatusEventKind.PAGE_READABLE: Grade.MINOR,
    StatusEventKind.COMPONENT_MISSING: Grade.MINOR,
    StatusEventKind.FROZEN_SUSPECT: Grade.MINOR,
    StatusEventKind.PLATFORM_UNREACHABLE: Grade.MAJOR,
    StatusEventKind.PLATFORM_RECOVERED: Grade.MAJOR,
    StatusEventKind.TEXT_CHANGED: Grade.MINOR,
    StatusEventKind.PROBE_FAILED: Grade.MAJOR,
    StatusEventKind.PROBE_STILL_FAILS: Grade.MAJOR,
    StatusEventKind.PROBE_RECOVERED: Grade.MAJOR,
    StatusEventKind.FLAPPING_STARTED: Grade.MAJOR,
    StatusEventKind.FLAPPING_STOPPED: Grade.MAJOR,
    StatusEventKind.PAGE_APPEARED: Grade.MAJOR,
    StatusEventKind.PAGE_VANISHED: Grade.MAJOR,
}
"""Of events that are always equally grave. Who hears of a beginning hears of its end: both have one grade."""
ABOUT_THE_STATE = frozenset(
    {StatusEventKind.PAGE_DEGRADED, StatusEventKind.PAGE_STILL_DEGRADED, StatusEventKind.PAGE_RESTORED}
)
"""Of one story, as grave as the state."""


def grade(event: StatusEvent) -> Grade:
    """How grave an event is; an end is as grave as the worst that was told of what ends."""
    if event.impact is not None:
        return (
            GRADE_OF_IMPACT[event.impact] if event.kind is not StatusEventKind.INCIDENT_BACKFILLED else Grade.COSMETIC
        )
    if event.kind in GRADE_OF_KIND:
        return GRADE_OF_KIND[event.kind]
    state = event.before if event.kind is StatusEventKind.PAGE_RESTORED else event.state
    if event.kind in ABOUT_THE_STATE and state is not None:
        return GRADE_OF_STATE.get(state, Grade.MINOR)
    return Grade.NONE


def thread(source_id: str, event: StatusEvent) -> str:
    """The same for events that tell one story."""
    if event.incident is not None:
        return f"{source_id}/incident/{event.incident.id}"
    if event.maintenance is not None:
        return f"{source_id}/maintenance/{event.maintenance.id}"
    if event.kind in ABOUT_THE_STATE:
        return f"{source_id}/state/{event.episode}"
    return f"{source_id}/page/{event.episode}"
