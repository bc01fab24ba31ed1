"""Maintenance: announced once, and for its own components and time a reason not to raise an alarm.

A maintenance that is under way quiets incidents that touch nothing but its components, unless they are major or
critical, and the state of those components; and so for 15 minutes after it was last seen under way. Past its stated end
it quiets nothing any more, whatever the page says: what does not work then is news. One that names no component quiets
nothing, since it would have to quiet everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.core.sight import clock
from clausewatch.core.status import (
    Impact,
    Incident,
    Maintenance,
    MaintenancePhase,
    StatusEvent,
    StatusEventKind,
    StatusReport,
)

ANNOUNCED_AHEAD = timedelta(hours=72)
"""A maintenance further away is not announced yet."""
AFTERMATH = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)
"""After its end, so that one which drops out of the list for a moment is not announced twice."""
UNDER_WAY = frozenset({MaintenancePhase.IN_PROGRESS, MaintenancePhase.VERIFYING})
OVER = frozenset({MaintenancePhase.COMPLETED, MaintenancePhase.CANCELLED})


@dataclass(frozen=True, slots=True)
class Planned:
    """A maintenance that was seen."""

    maintenance: Maintenance
    announced: bool = False
    under_way_at: datetime | None = None
    """When it was last seen under way."""


def keep_up(
    planned: tuple[Planned, ...], report: StatusReport, now: datetime
) -> tuple[tuple[Planned, ...], tuple[StatusEvent, ...]]:
    """All maintenances one poll on, and the announcements."""
    known = {each.maintenance.id: each for each in planned}
    listed = {each.id for each in report.maintenances}
    seen = [_seen(known.get(each.id), each, now) for each in report.maintenances]
    gone = [each for each in planned if each.maintenance.id not in listed and now < _end(each.maintenance) + REMEMBERED]
    new = [each for each in seen if each.announced and not _was_announced(known, each)]
    return (*seen, *gone), tuple(_announcement(each.maintenance, report, now) for each in new)


def quiet_components(planned: tuple[Planned, ...], now: datetime) -> frozenset[str]:
    """Names of the components on which maintenance is under way, or was until just now."""
    return frozenset(
        name
        for each in planned
        if each.under_way_at is not None and now - each.under_way_at <= AFTERMATH
        for name in each.maintenance.components
    )


def explains(quiet: frozenset[str], incident: Incident) -> bool:
    """Whether an incident is no more than what the maintenance announced."""
    mild = incident.impact not in (Impact.MAJOR, Impact.CRITICAL)
    return mild and bool(incident.components) and quiet.issuperset(incident.components)


def _seen(known: Planned | None, maintenance: Maintenance, now: datetime) -> Planned:
    before = known or Planned(maintenance)
    due = maintenance.phase not in OVER and maintenance.start - now <= ANNOUNCED_AHEAD and now < _end(maintenance)
    return Planned(
        maintenance,
        before.announced or due,
        now if _is_under_way(maintenance, now) else before.under_way_at,
    )


def _is_under_way(maintenance: Maintenance, now: datetime) -> bool:
    if maintenance.phase in OVER or (maintenance.end is not None and now > maintenance.end):
        return False
    return maintenance.phase in UNDER_WAY or (maintenance.end is not None and maintenance.start <= now)


def _end(maintenance: Maintenance) -> datetime:
    """The stated end; without one, a day after the start."""
    return maintenance.end or maintenance.start + timedelta(days=1)


def _was_announced(known: dict[str, Planned], planned: Planned) -> bool:
    before = known.get(planned.maintenance.id)
    return before is not None and before.announced


def _announcement(maintenance: Maintenance, report: StatusReport, now: datetime) -> StatusEvent:
    until = f" until {clock(maintenance.end)}" if maintenance.end else ""
    text = f"Maintenance from {clock(maintenance.start)}{until}: {maintenance.title or maintenance.id}"
    return StatusEvent(
        StatusEventKind.MAINTENANCE_ANNOUNCED,
        now,
        report.state,
        text,
        maintenance=maintenance,
        since=maintenance.start,
        key=f"{maintenance.start:%Y%m%dT%H%M%S}",
    )
