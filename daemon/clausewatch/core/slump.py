"""A page that says it is worse than its incidents explain: told after two polls, and its end after two more.

A component is explained by an open incident that names it or names none, and by maintenance on it. Where there is
neither incident nor maintenance, the page's own indicator counts too. An unknown state is no slump and ends none.
While it lasts people are reminded (``core.reminders``).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core import reminders
from clausewatch.core.sight import spoken
from clausewatch.core.status import (
    PROBLEMS,
    SEVERITY,
    PageState,
    StatusEvent,
    StatusEventKind,
    StatusReport,
    worst,
)

CONFIRM = 2
"""Polls in a row."""


@dataclass(frozen=True, slots=True)
class Slump:
    """A state that nothing explains."""

    since: datetime
    told: PageState | None = None
    """The worst that was told."""
    worse_polls: int = 0
    """Polls in a row that were worse than what was told."""
    well_polls: int = 0
    told_at: datetime | None = None
    """When people last heard of it, reminders included."""


def unexplained(report: StatusReport, quiet: frozenset[str]) -> PageState:
    """The worst state that no incident and no maintenance explains; ``operational`` if there is none."""
    going_on = [each for each in report.incidents if each.is_open]
    if any(not each.components for each in going_on):
        return PageState.OPERATIONAL
    explained = quiet.union(*(each.components for each in going_on))
    states = [each.state for each in report.components if each.name not in explained]
    if not going_on and not quiet:
        states.append(report.state)
    found = worst(states)
    return found if found in PROBLEMS else PageState.OPERATIONAL


def watch(
    slump: Slump | None, report: StatusReport, quiet: frozenset[str], now: datetime, remind: float | None = None
) -> tuple[Slump | None, StatusEvent | None]:
    """One poll on: the memory, and the event if there is one. ``remind``: seconds between two reminders, if any."""
    found = unexplained(report, quiet)
    if found in PROBLEMS:
        return _bad(slump or Slump(now), found, now, remind)
    if slump is None or slump.told is None:
        return None, None
    if report.state in PROBLEMS or report.state not in SEVERITY:
        return dataclasses.replace(slump, worse_polls=0, well_polls=0), None
    if slump.well_polls + 1 < CONFIRM:
        return dataclasses.replace(slump, worse_polls=0, well_polls=slump.well_polls + 1), None
    return None, _restored(slump, slump.told, report.state, now)


def _bad(slump: Slump, found: PageState, now: datetime, remind: float | None) -> tuple[Slump, StatusEvent | None]:
    if slump.told is not None and SEVERITY.index(found) <= SEVERITY.index(slump.told):
        return _goes_on(dataclasses.replace(slump, worse_polls=0, well_polls=0), found, now, remind)
    if slump.worse_polls + 1 < CONFIRM:
        return dataclasses.replace(slump, worse_polls=slump.worse_polls + 1, well_polls=0), None
    fallen = dataclasses.replace(slump, told=found, told_at=now, worse_polls=0, well_polls=0)
    return fallen, _degraded(slump, found, now)


def _goes_on(slump: Slump, found: PageState, now: datetime, remind: float | None) -> tuple[Slump, StatusEvent | None]:
    if not reminders.due(slump.told_at, slump.since, now, remind):
        return slump, None
    event = StatusEvent(
        StatusEventKind.PAGE_STILL_DEGRADED,
        now,
        found,
        f"The page still says {found}, for {spoken(now - slump.since)} now, without an incident that explains it",
        before=slump.told,
        since=slump.since,
        episode=f"{slump.since:%Y%m%dT%H%M%S}",
        key=f"{now:%Y%m%dT%H%M%S}",
    )
    return dataclasses.replace(slump, told_at=now), event


def _degraded(slump: Slump, found: PageState, now: datetime) -> StatusEvent:
    return StatusEvent(
        StatusEventKind.PAGE_DEGRADED,
        now,
        found,
        f"The page says {found}, without an incident that explains it",
        before=slump.told,
        since=slump.since,
        episode=f"{slump.since:%Y%m%dT%H%M%S}",
        key=f"{slump.since:%Y%m%dT%H%M%S}-{found}",
    )


def _restored(slump: Slump, told: PageState, state: PageState, now: datetime) -> StatusEvent:
    return StatusEvent(
        StatusEventKind.PAGE_RESTORED,
        now,
        state,
        f"The page says {state} again, after {spoken(now - slump.since)} of {told}",
        before=told,
        since=slump.since,
        episode=f"{slump.since:%Y%m%dT%H%M%S}",
        key=f"{slump.since:%Y%m%dT%H%M%S}",
    )
