"""A status page as it is polled: reports by hand, and somebody who watches and can be restarted at any moment."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from clausewatch.core.incidents import Observed, StatusMemory, Step, step
from clausewatch.core.model import FailureKind, FetchFailure, Unreadable, UnreadableKind
from clausewatch.core.status import (
    Component,
    Impact,
    Incident,
    IncidentUpdate,
    Maintenance,
    MaintenancePhase,
    PageState,
    Phase,
    StatusEvent,
    StatusEventKind,
    StatusReport,
)
from clausewatch.core.watch import Source, SourceKind, StatusRecipe

T0 = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MEMORY: TypeAdapter[StatusMemory] = TypeAdapter(StatusMemory)


def at(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def source(kind: SourceKind = SourceKind.STATUS, **recipe: Any) -> Source:
    return Source("lumen/status", kind, "https://status.lumen.example/", "Status", 120.0, status=StatusRecipe(**recipe))


def report(*incidents: Incident, state: PageState = PageState.OPERATIONAL, **more: Any) -> StatusReport:
    components = more.pop("components", (Component("c1", "API", PageState.OPERATIONAL),))
    defaults = {"page_id": "a1b2c3d4e5f6", "page_name": "Lumen", "host": "status.lumen.example"}
    return StatusReport("statuspage", state, components, incidents, **{**defaults, **more})


def incident(
    key: str = "i1",
    phase: Phase = Phase.INVESTIGATING,
    updates: tuple[tuple[str, float, Phase], ...] = (),
    start: float = 0,
    end: float | None = None,
    **more: Any,
) -> Incident:
    said = tuple(IncidentUpdate(name, at(minutes), said_phase, f"text {name}") for name, minutes, said_phase in updates)
    impact = more.pop("impact", Impact.MINOR)
    ended = at(end) if end is not None else None
    return Incident(key, f"Trouble {key}", phase, impact, at(start), ended, said, **more)


def resolved(key: str = "i1", end: float = 30, **more: Any) -> Incident:
    return incident(key, Phase.RESOLVED, end=end, **more)


def upkeep(phase: MaintenancePhase, start: float, end: float | None, *components: str) -> Maintenance:
    ended = at(end) if end is not None else None
    return Maintenance("m1", "Database upgrade", phase, at(start), ended, components)


def failure(kind: FailureKind = FailureKind.TIMEOUT, **more: Any) -> FetchFailure:
    return FetchFailure("https://status.lumen.example/", kind, "no answer within 30 s", T0, **more)


def unreadable(kind: UnreadableKind = UnreadableKind.STATUS_FORMAT) -> Unreadable:
    return Unreadable(kind, "HTML instead of JSON")


@dataclasses.dataclass
class Watcher:
    """Polls when told to, and forgets everything but its stored memory in between."""

    source: Source = dataclasses.field(default_factory=source)
    memory: StatusMemory = dataclasses.field(default_factory=StatusMemory)
    told: list[StatusEvent] = dataclasses.field(default_factory=list)
    last: Step | None = None

    def poll(self, minutes: float, observed: Observed) -> tuple[StatusEvent, ...]:
        self.memory = MEMORY.validate_json(MEMORY.dump_json(self.memory))
        self.last = step(self.memory, observed, self.source, at(minutes))
        self.memory = self.last.memory
        self.told += self.last.events
        return self.last.events

    def kinds(self, minutes: float, observed: Observed) -> list[StatusEventKind]:
        return [event.kind for event in self.poll(minutes, observed)]


def watching(*, minutes: float = -10, **recipe: Any) -> Watcher:
    """After a quiet baseline."""
    watcher = Watcher(source(**recipe))
    assert watcher.poll(minutes, report()) == ()
    return watcher
