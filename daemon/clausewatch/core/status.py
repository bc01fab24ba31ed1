"""What a status page says, whatever product made it.

``unknown`` and ``unreachable`` stand outside the order of severity: they never win over a known problem and always
forbid ``operational``. Empty is not healthy: a report without components and without incidents is ``unknown``.
"""

from __future__ import annotations

import enum
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


class StatusEventKind(enum.StrEnum):
    """What can be told about a status page."""

    BASELINE = "baseline"
    """The first report; open incidents are told as already in progress."""
    INCIDENT_OPENED = "incident-opened"
    INCIDENT_UPDATED = "incident-updated"
    INCIDENT_RESOLVED = "incident-resolved"
    INCIDENT_REOPENED = "incident-reopened"
    INCIDENT_BACKFILLED = "incident-backfilled"
    """Seen only when it was over already."""
    MAINTENANCE_ANNOUNCED = "maintenance-announced"
    PAGE_DEGRADED = "page-degraded"
    """A worse state without an incident that explains it."""
    PAGE_RESTORED = "page-restored"
    PAGE_UNREACHABLE = "page-unreachable"
    PAGE_RECOVERED = "page-recovered"
    PAGE_UNREADABLE = "page-unreadable"
    PAGE_READABLE = "page-readable"
    PAGE_APPEARED = "page-appeared"
    """A candidate turned out to have a status page."""
    PAGE_VANISHED = "page-vanished"


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """One piece of news about a status page."""

    kind: StatusEventKind
    at: datetime
    state: PageState
    """Of the page after the event."""
    text: str
    """One sentence for people."""
    before: PageState | None = None
    incident: Incident | None = None
    maintenance: Maintenance | None = None
    since: datetime | None = None
    """When what ended or goes on began."""
    key: str = ""
    """Distinguishes it from other events of the same kind, incident and time; part of the idempotency key."""
