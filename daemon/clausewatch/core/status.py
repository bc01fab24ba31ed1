"""What a status page says, whatever product made it.

``unknown`` and ``unreachable`` stand outside the order of severity: they never win over a known problem and always
forbid ``operational``. Empty is not healthy: a report without components and without incidents is ``unknown``.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


class PageState(enum.StrEnum):
    OPERATIONAL = "operational"
    MAINTENANCE = "maintenance"
    DEGRADED = "degraded"
    PARTIAL_OUTAGE = "partial-outage"
    MAJOR_OUTAGE = "major-outage"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"


SEVERITY = (
    PageState.OPERATIONAL,
    PageState.MAINTENANCE,
    PageState.DEGRADED,
    PageState.PARTIAL_OUTAGE,
    PageState.MAJOR_OUTAGE,
)
"""The states that can be compared, mildest first."""
PROBLEMS = frozenset({PageState.DEGRADED, PageState.PARTIAL_OUTAGE, PageState.MAJOR_OUTAGE})
"""States in which something does not work that should."""


def worst(states: Iterable[PageState]) -> PageState:
    """The gravest known state; ``unknown`` where nothing is told, or something unknown and no known problem."""
    told = tuple(states)
    known = [state for state in told if state in SEVERITY]
    gravest = max(known, key=SEVERITY.index, default=PageState.UNKNOWN)
    return gravest if gravest in PROBLEMS or len(known) == len(told) else PageState.UNKNOWN


class Phase(enum.StrEnum):
    """Of an incident (Statuspage's words)."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    UNKNOWN = "unknown"


class Impact(enum.StrEnum):
    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    UNKNOWN = "unknown"


IMPACTS = (Impact.UNKNOWN, Impact.NONE, Impact.MINOR, Impact.MAJOR, Impact.CRITICAL)
"""By how loudly they are told; an unknown impact claims nothing."""
STATE_OF_IMPACT = {
    Impact.NONE: PageState.OPERATIONAL,
    Impact.MINOR: PageState.DEGRADED,
    Impact.MAJOR: PageState.PARTIAL_OUTAGE,
    Impact.CRITICAL: PageState.MAJOR_OUTAGE,
    Impact.UNKNOWN: PageState.UNKNOWN,
}
IMPACT_OF_STATE = {
    PageState.OPERATIONAL: Impact.NONE,
    PageState.MAINTENANCE: Impact.NONE,
    PageState.DEGRADED: Impact.MINOR,
    PageState.PARTIAL_OUTAGE: Impact.MAJOR,
    PageState.MAJOR_OUTAGE: Impact.CRITICAL,
}
"""A state that is not in it has an unknown impact."""


class MaintenancePhase(enum.StrEnum):
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in-progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Coverage(enum.StrEnum):
    """How much of the page's state the endpoint tells."""

    FULL = "full"
    COMPONENTS_ONLY = "components-only"
    INCIDENTS_ONLY = "incidents-only"
    WORDS_ONLY = "words-only"
    """Nothing of it can be read as a state; only its wording is compared."""


@dataclass(frozen=True, slots=True)
class Component:
    id: str
    name: str
    state: PageState
    group: str = ""


@dataclass(frozen=True, slots=True)
class IncidentUpdate:
    key: str
    """The product's id of the update; where it has none, made from time, phase and text."""
    at: datetime
    phase: Phase
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    id: str
    title: str
    phase: Phase
    impact: Impact
    started_at: datetime
    resolved_at: datetime | None = None
    updates: tuple[IncidentUpdate, ...] = ()
    """Oldest first."""
    components: tuple[str, ...] = ()
    """Names of what it touches."""
    url: str = ""
    retrospective: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it goes on, as far as the page says; a phase in unknown words goes on until an end is given."""
        return self.phase is not Phase.RESOLVED and (self.phase is not Phase.UNKNOWN or self.resolved_at is None)


@dataclass(frozen=True, slots=True)
class Maintenance:
    id: str
    title: str
    phase: MaintenancePhase
    start: datetime
    end: datetime | None = None
    components: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """One complete reading of a status page."""

    product: str
    state: PageState
    components: tuple[Component, ...] = ()
    incidents: tuple[Incident, ...] = ()
    maintenances: tuple[Maintenance, ...] = ()
    page_id: str = ""
    page_name: str = ""
    host: str = ""
    """The host the page says it is served at."""
    updated_at: datetime | None = None
    coverage: Coverage = Coverage.FULL
    complete: bool = True
    """Whether an incident that is missing from it can be taken as no longer open."""
    unknown_tokens: tuple[str, ...] = ()
    """States in words that the reader does not know; they make the state ``unknown``, never an outage."""
    missing: tuple[str, ...] = ()
    """Components that the watchlist asks for and that are not on the page."""
    offered: tuple[str, ...] = ()
    """Names of all that it has, where one is missing."""
    words: tuple[str, ...] = ()
    """The lines that people see, of a page that no reader knows."""
    home: str = ""
    """The address at which the page says people find it; empty where it only names a host, or none."""
    elsewhere: str | None = None
    """Which other page answers there; empty if none does, ``None`` if nobody looked at this poll."""


class StatusEventKind(enum.StrEnum):
    """What can be told about a status page."""

    BASELINE = "baseline"
    """The first report; open incidents are told as already in progress."""
    INCIDENT_OPENED = "incident-opened"
    INCIDENT_UPDATED = "incident-updated"
    INCIDENT_GOES_ON = "incident-goes-on"
    """A reminder: it is still open, and nothing new was told of it for long."""
    INCIDENT_RESOLVED = "incident-resolved"
    INCIDENT_REOPENED = "incident-reopened"
    INCIDENT_BACKFILLED = "incident-backfilled"
    """Seen only when it was over already."""
    MAINTENANCE_ANNOUNCED = "maintenance-announced"
    PAGE_DEGRADED = "page-degraded"
    """A worse state without an incident that explains it."""
    PAGE_STILL_DEGRADED = "page-still-degraded"
    """A reminder."""
    PAGE_RESTORED = "page-restored"
    PAGE_UNREACHABLE = "page-unreachable"
    PAGE_STILL_UNREACHABLE = "page-still-unreachable"
    """A reminder."""
    PAGE_RECOVERED = "page-recovered"
    PAGE_UNREADABLE = "page-unreadable"
    PAGE_MOVED = "page-moved"
    """Another page, or another host, is where it was."""
    FORMAT_CHANGED = "format-changed"
    """It answers in a form that its product does not have."""
    PAGE_READABLE = "page-readable"
    COMPONENT_MISSING = "component-missing"
    """Something that the watchlist asks for is not on the page."""
    FROZEN_SUSPECT = "frozen-suspect"
    """It answers, and nothing on it has moved for so long that it may be one that the vendor has left behind."""
    PLATFORM_UNREACHABLE = "platform-unreachable"
    """Most pages that one platform serves are gone at once: its fault, not that of each vendor."""
    PLATFORM_RECOVERED = "platform-recovered"
    TEXT_CHANGED = "text-changed"
    """The words of a page without a reader are others; that says nothing about how the service does."""
    PROBE_FAILED = "probe-failed"
    """A host that we ask ourselves does not answer us; our observation, not the vendor's word."""
    PROBE_STILL_FAILS = "probe-still-fails"
    """A reminder."""
    PROBE_RECOVERED = "probe-recovered"
    FLAPPING_STARTED = "flapping-started"
    """It comes and goes so often that single changes are no longer told."""
    FLAPPING_STOPPED = "flapping-stopped"
    PAGE_APPEARED = "page-appeared"
    """A candidate turned out to have a status page."""
    PAGE_VANISHED = "page-vanished"


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """One piece of news about a status page."""

    kind: StatusEventKind
    at: datetime
    """When it happened: the page's own time where it tells one, else when we saw it. ``at - since`` is a duration."""
    state: PageState
    """Of the page after the event."""
    text: str
    """One sentence for people."""
    before: PageState | None = None
    incident: Incident | None = None
    maintenance: Maintenance | None = None
    since: datetime | None = None
    """When what ended or goes on began."""
    impact: Impact | None = None
    """Of an incident: the worst that people have been told, which its grade goes by to the end."""
    episode: str = ""
    """Of the page itself: the same for what begins and what ends one lapse; the next lapse is another story."""
    key: str = ""
    """Distinguishes it from other events of the same kind, incident and time; part of the idempotency key."""
