"""A state that comes and goes: told as that, instead of every single fall and rise.

Pages that show what a monitor measures (Better Stack, Uptime Kuma, Gatus) flip with it. Six told changes of a state
that no incident explains within an hour are told once as coming and going; from then on single changes are not, until
none came for half an hour, and then the present state is told. The thresholds are those of ``core.sight``, which does
the same for a page that can and cannot be seen.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.sight import FLAPPING_CALM, FLAPPING_TRANSITIONS, FLAPPING_WINDOW, spoken
from clausewatch.core.status import IMPACT_OF_STATE, Impact, PageState, StatusEvent, StatusEventKind

CHANGES = frozenset({StatusEventKind.PAGE_DEGRADED, StatusEventKind.PAGE_RESTORED})


@dataclass(frozen=True, slots=True)
class Swings:
    """What is remembered of it."""

    changes: tuple[datetime, ...] = ()
    """When the state fell or rose, oldest first."""
    since: datetime | None = None
    """Since when single changes are not told."""
    impact: Impact = Impact.UNKNOWN
    """Of the worst state meanwhile, which the messages are graded by."""


def watch(
    swings: Swings, event: StatusEvent | None, state: PageState, now: datetime
) -> tuple[Swings, StatusEvent | None]:
    """One poll on. ``event``: what ``core.slump`` would tell; ``state``: what the page says."""
    if event is not None and event.kind in CHANGES:
        return _changed(swings, event, now)
    if swings.since is None:
        return swings, event
    if now - swings.changes[-1] < FLAPPING_CALM:
        return swings, None
    text = f"The state that the page shows has held for {spoken(now - swings.changes[-1])}; now: {state}"
    return Swings(), _event(StatusEventKind.FLAPPING_STOPPED, swings, state, text, now)


def _changed(swings: Swings, event: StatusEvent, now: datetime) -> tuple[Swings, StatusEvent | None]:
    recent = (*(each for each in swings.changes if now - each <= FLAPPING_WINDOW), now)
    worst = IMPACT_OF_STATE.get(event.before or event.state, Impact.UNKNOWN)
    swings = dataclasses.replace(swings, changes=recent, impact=worst)
    if swings.since is not None:
        return swings, None
    if len(recent) < FLAPPING_TRANSITIONS:
        return swings, event
    text = (
        f"The state that the page shows comes and goes: {len(recent)} changes in {spoken(now - recent[0])}, and no "
        f"incident explains it. Single changes are not told until it holds for {spoken(FLAPPING_CALM)}; "
        f"now: {event.state}"
    )
    swings = dataclasses.replace(swings, since=now)
    return swings, _event(StatusEventKind.FLAPPING_STARTED, swings, event.state, text, now)


def _event(kind: StatusEventKind, swings: Swings, state: PageState, text: str, now: datetime) -> StatusEvent:
    began = swings.since or now
    stamp = f"{began:%Y%m%dT%H%M%S}"
    return StatusEvent(
        kind, now, state, text, since=swings.changes[0], impact=swings.impact, episode=stamp, key=f"state-{stamp}"
    )
