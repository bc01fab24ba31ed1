"""Atlassian Statuspage, API v2; also pages that speak its format (incident.io's compatible endpoint).

``summary.json`` is enough for a poll: page, declared indicator, components, unresolved incidents and maintenances. It
lists no resolved incident, so how one ended is asked of ``incidents/<id>.json``. Pages that only speak the format may
leave out ``incidents`` (then nothing can be said to have ended) or give no components (then nothing is operational).
``group: true`` rows are headings. ``page.url`` is the host the page says it is served at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    Component,
    Coverage,
    Impact,
    Incident,
    IncidentUpdate,
    Maintenance,
    MaintenancePhase,
    PageState,
    Phase,
    StatusReport,
)
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.statuspages._report import Scope
from clausewatch.core.watch import StatusRecipe

NAME = "statuspage"

INDICATORS = {
    "none": PageState.OPERATIONAL,
    "minor": PageState.DEGRADED,
    "major": PageState.PARTIAL_OUTAGE,
    "critical": PageState.MAJOR_OUTAGE,
    "maintenance": PageState.MAINTENANCE,
}
COMPONENT_STATES = {
    "operational": PageState.OPERATIONAL,
    "degraded_performance": PageState.DEGRADED,
    "partial_outage": PageState.PARTIAL_OUTAGE,
    "major_outage": PageState.MAJOR_OUTAGE,
    "full_outage": PageState.MAJOR_OUTAGE,
    "under_maintenance": PageState.MAINTENANCE,
}
PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
    "postmortem": Phase.RESOLVED,
}
IMPACTS = {
    "none": Impact.NONE,
    "minor": Impact.MINOR,
    "major": Impact.MAJOR,
    "critical": Impact.CRITICAL,
    "maintenance": Impact.NONE,
}
MAINTENANCE_PHASES = {
    "scheduled": MaintenancePhase.SCHEDULED,
    "in_progress": MaintenancePhase.IN_PROGRESS,
    "verifying": MaintenancePhase.VERIFYING,
    "completed": MaintenancePhase.COMPLETED,
    "resolved": MaintenancePhase.COMPLETED,
    "postmortem": MaintenancePhase.COMPLETED,
}


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{_api(base_url)}/summary.json",)


def details(base_url: str, recipe: StatusRecipe, incident_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{_api(base_url)}/incidents/{each}.json" for each in incident_ids if each.isalnum())


def _api(base_url: str) -> str:
    return f"{urls.root(base_url, '/api/v2', '/incidents/', '/history')}/api/v2"


def recognises(captures: tuple[Capture, ...]) -> bool:
    """A page with an id, and an indicator beside it."""
    answer = payload.fields(payload.json_of(captures[0])) if captures else {}
    status = payload.fields(answer.get("status"))
    return bool(_page_id(answer)) and isinstance(status.get("indicator"), str)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = [payload.json_of(capture) for capture in captures]
    first = answers[0] if answers else payload.not_ours("no answer")
    if isinstance(first, Unreadable):
        return first
    main = payload.fields(first)
    if not _page_id(main) or not any(key in main for key in ("status", "components", "incidents", "incident")):
        return payload.not_ours("JSON, but not of a Statuspage: no page id or nothing beside it")
    if recipe.page_id and _page_id(main) != recipe.page_id:
        return payload.wrong_page(recipe.page_id, _page_id(main))
    others = [payload.fields(each) for each in answers[1:]]
    same_page = [each for each in others if _page_id(each) == _page_id(main)]
    return _Reading(main, report.scope_of(recipe), captures[0].fetched_at).report(same_page)


def _page_id(answer: Fields) -> str:
    return payload.line(payload.fields(answer.get("page")).get("id"), payload.ID)


@dataclass(frozen=True, slots=True)
class _Touched:
    """What an incident says about components."""

    names: dict[str, str]
    """Id -> name."""
    changed: bool
    """Whether it changed the state of any."""


class _Reading:
    """One summary, being read; collects the words it does not know."""

    def __init__(self, main: Fields, scope: Scope, fetched_at: datetime) -> None:
        self._main, self._scope, self._fetched_at = main, scope, fetched_at
        self._tokens = Tokens()
        self._all = tuple(self._components())
        self._counted = report.counted(scope, self._all)
        self._names = report.display_names(self._all)

    def report(self, others: list[Fields]) -> StatusReport:
        page = payload.fields(self._main.get("page"))
        components = self._counted
        for missing in self._scope.missing(self._all):
            self._tokens.note(f"component {missing}: not on the page")
        raw = [each for answer in (self._main, *others) for each in _incidents_of(answer)]
        incidents = report.newest_of_each(
            each for item in raw if not _is_maintenance(item) for each in self._incident(item)
        )
        maintenances = self._maintenances([*raw, *payload.entries(self._main.get("scheduled_maintenances"))])
        declared = self._declared()
        everything_there = not self._scope.missing(self._all)
        return StatusReport(
            NAME,
            report.state_of(declared if everything_there else PageState.UNKNOWN, components, incidents, maintenances),
            tuple(_named(each, self._names) for each in components),
            incidents,
            maintenances,
            page_id=_page_id(self._main),
            page_name=payload.line(page.get("name")),
            host=payload.host(page.get("url")),
            updated_at=payload.iso_time(page.get("updated_at")),
            coverage=_coverage(self._main),
            complete=bool(self._all) and isinstance(self._main.get("incidents"), list),
            unknown_tokens=tuple(self._tokens),
        )

    def _declared(self) -> PageState | None:
        """By the page about itself; nothing where only part of it counts."""
        if "status" not in self._main or self._scope.names:
            return None
        indicator = payload.fields(self._main["status"]).get("indicator")
        return self._tokens.read(INDICATORS, indicator, PageState.UNKNOWN)

    def _components(self) -> Iterator[Component]:
        rows = payload.entries(self._main.get("components"))
        groups = {payload.line(row.get("id")): payload.line(row.get("name")) for row in rows if row.get("group")}
        for row in rows:
            name = payload.line(row.get("name"))
            if name and not row.get("group"):
                state = self._tokens.read(COMPONENT_STATES, row.get("status"), PageState.UNKNOWN)
                group = groups.get(payload.line(row.get("group_id")), "")
                yield Component(payload.line(row.get("id"), payload.ID) or name, name, state, group)

    def _incident(self, item: Fields) -> Iterator[Incident]:
        """The incident, if it has an id and is in scope."""
        updates = report.in_order(self._updates(item))
        impact = self._tokens.read(IMPACTS, item.get("impact"), Impact.UNKNOWN)
        touched = self._touched(item)
        harmless = impact is Impact.NONE and not touched.changed
        incident_id = payload.line(item.get("id"), payload.ID)
        if not incident_id or not (harmless or report.in_scope(self._scope, touched.names, self._counted)):
            return
        phase = self._tokens.read(PHASES, item.get("status"), Phase.UNKNOWN)
        resolved = next((each.at for each in updates if each.phase is Phase.RESOLVED), None)
        yield Incident(
            incident_id,
            payload.line(item.get("name")),
            phase,
            impact,
            self._started(item, updates),
            (payload.iso_time(item.get("resolved_at")) or resolved) if phase is Phase.RESOLVED else None,
            updates,
            tuple(touched.names.values()),
            payload.link(item.get("shortlink")),
        )

    def _started(self, item: Fields, updates: tuple[IncidentUpdate, ...]) -> datetime:
        told = payload.iso_time(item.get("started_at")) or payload.iso_time(item.get("created_at"))
        return told or (updates[0].at if updates else self._fetched_at)

    def _updates(self, item: Fields) -> Iterator[IncidentUpdate]:
        for row in payload.entries(item.get("incident_updates")):
            at = payload.iso_time(row.get("display_at")) or payload.iso_time(row.get("created_at"))
            if at is not None:
                phase = PHASES.get(payload.line(row.get("status")).lower(), Phase.UNKNOWN)
                text = payload.prose(row.get("body"))
                key = report.update_key(payload.line(row.get("id"), payload.ID), at, phase, text)
                yield IncidentUpdate(key, at, phase, text)

    def _touched(self, item: Fields) -> _Touched:
        """The components of an incident or maintenance: those it lists, else those its updates speak of."""
        listed = _names_of(payload.entries(item.get("components")), "id")
        rows = [
            row
            for update in payload.entries(item.get("incident_updates"))
            for row in payload.entries(update.get("affected_components"))
        ]
        names = listed or _names_of(rows, "code")
        changed = any(
            row.get("old_status") != row.get("new_status") or row.get("new_status") != "operational" for row in rows
        )
        return _Touched({key: self._names.get(key, name) for key, name in names.items()}, changed)

    def _maintenances(self, items: list[Fields]) -> tuple[Maintenance, ...]:
        return tuple(
            {each.id: each for item in items if _is_maintenance(item) for each in self._maintenance(item)}.values()
        )

    def _maintenance(self, item: Fields) -> Iterator[Maintenance]:
        touched = self._touched(item)
        maintenance_id = payload.line(item.get("id"), payload.ID)
        start = payload.iso_time(item.get("scheduled_for")) or payload.iso_time(item.get("created_at"))
        if maintenance_id and start and report.in_scope(self._scope, touched.names, self._counted):
            yield Maintenance(
                maintenance_id,
                payload.line(item.get("name")),
                self._tokens.read(MAINTENANCE_PHASES, item.get("status"), MaintenancePhase.UNKNOWN),
                start,
                payload.iso_time(item.get("scheduled_until")),
                tuple(touched.names.values()),
                payload.link(item.get("shortlink")),
            )


def _incidents_of(answer: Fields) -> tuple[Fields, ...]:
    """Of a list, or of the detail of one."""
    one: Any = answer.get("incident")
    return (*payload.entries(answer.get("incidents")), *((one,) if isinstance(one, dict) else ()))


def _is_maintenance(item: Fields) -> bool:
    return bool(item.get("scheduled_for")) or item.get("impact") == "maintenance"


def _names_of(rows: tuple[Fields, ...] | list[Fields], id_key: str) -> dict[str, str]:
    named = ((payload.line(row.get(id_key), payload.ID), payload.line(row.get("name"))) for row in rows)
    return {key or name: name for key, name in named if name}


def _named(component: Component, names: dict[str, str]) -> Component:
    return Component(component.id, names[component.id], component.state, component.group)


def _coverage(main: Fields) -> Coverage:
    if "components" not in main:
        return Coverage.INCIDENTS_ONLY
    return Coverage.FULL if "incidents" in main else Coverage.COMPONENTS_ONLY
