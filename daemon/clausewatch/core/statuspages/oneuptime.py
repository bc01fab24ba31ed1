"""OneUptime.

One question by POST tells all: the resources of the page with the status that each one's monitor has, the statuses by
id, active incidents with their notes and states, and scheduled maintenance. Statuses and severities are the operator's
own words; what counts are the flags beside them (``isOperationalState``, ``isOfflineState``), which tell operational
from offline, and everything between them is a degradation. Ids and times stand bare or in an object with ``value``.

The page is asked for by its id or, where the recipe has none, by its host, as newer servers allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    IMPACT_OF_STATE,
    Component,
    Impact,
    Incident,
    IncidentUpdate,
    Maintenance,
    MaintenancePhase,
    PageState,
    Phase,
    StatusReport,
    worst,
)
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "oneuptime"
PLATFORM = "OneUptime"
SIGNS = ("oneuptime", "OneUptime")
POSTED = "/status-page-api/overview/"

IMPACTS = {"critical": Impact.CRITICAL, "major": Impact.MAJOR, "minor": Impact.MINOR}


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.origin(base_url)}{POSTED}{recipe.page_id or payload.host(base_url)}",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_page(payload.fields(payload.first_of(captures)))


def _is_page(answer: Fields) -> bool:
    lists = (answer.get("statusPageResources"), answer.get("monitorStatuses"))
    return "overallStatus" in answer and all(isinstance(each, list) for each in lists)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main = payload.fields(answers[0])
    if not _is_page(main):
        return payload.not_ours("JSON, but not of a OneUptime page: no overallStatus with its resources")
    page_id = _id(payload.fields(main.get("statusPage")))
    if recipe.page_id and page_id and recipe.page_id != page_id:
        return payload.wrong_page(recipe.page_id, page_id)
    return _Reading(main, captures[0], recipe).report(page_id or recipe.page_id or "")


class _Reading:
    def __init__(self, main: Fields, capture: Capture, recipe: StatusRecipe) -> None:
        self._main, self._capture, self._recipe = main, capture, recipe
        self._tokens = Tokens()
        self._statuses = {_id(row): row for row in payload.entries(main.get("monitorStatuses"))}
        self._components = tuple(self._resources())
        self._names = report.display_names(self._components)
        self._monitors = {
            _id(payload.fields(row.get("monitor"))) or _text(row.get("monitorId")): _id(row)
            for row in payload.entries(main.get("statusPageResources"))
        }

    def report(self, page_id: str) -> StatusReport:
        page = payload.fields(self._main.get("statusPage"))
        overall = self._main.get("overallStatus")
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            self._components,
            tuple(each for row in self._rows("activeIncidents") for each in self._incident(row)),
            tuple(each for row in self._rows("scheduledMaintenanceEvents") for each in self._maintenance(row)),
            page_id=page_id,
            page_name=_text(page.get("pageTitle")) or _text(page.get("name")),
            host=payload.host(self._capture.url),
            complete=bool(self._components) and isinstance(self._main.get("activeIncidents"), list),
        )
        declared = self._state(payload.fields(overall)) if overall else None
        return report.finished(told, declared, self._recipe, self._tokens)

    def _rows(self, name: str) -> tuple[Fields, ...]:
        return payload.entries(self._main.get(name))

    def _resources(self) -> Iterator[Component]:
        groups = {_id(row): _text(row.get("name")) for row in self._rows("resourceGroups")}
        in_groups = payload.fields(self._main.get("monitorGroupCurrentStatuses"))
        for row in self._rows("statusPageResources"):
            monitor = payload.fields(row.get("monitor"))
            status = _text(monitor.get("currentMonitorStatusId")) or _text(
                in_groups.get(_text(row.get("monitorGroupId")))
            )
            name = _text(row.get("displayName")) or _text(monitor.get("name"))
            if name:
                state = self._state(self._statuses[status]) if status in self._statuses else PageState.UNKNOWN
                yield Component(_id(row) or name, name, state, groups.get(_text(row.get("statusPageGroupId")), ""))

    def _state(self, status: Fields) -> PageState:
        if status.get("isOperationalState") is True:
            return PageState.OPERATIONAL
        if status.get("isOfflineState") is True:
            return PageState.MAJOR_OUTAGE
        if "maintenance" in _text(status.get("name")).lower():
            return PageState.MAINTENANCE
        if status.get("isOperationalState") is False or status.get("isOfflineState") is False:
            return PageState.DEGRADED
        self._tokens.note(_text(status.get("name")) or "(no word)")
        return PageState.UNKNOWN

    def _incident(self, row: Fields) -> Iterator[Incident]:
        key, touched = _id(row), self._touched(row)
        updates = report.in_order(self._updates(key))
        began = _time(row.get("declaredAt")) or _time(row.get("createdAt"))
        if key:
            over = payload.fields(row.get("currentIncidentState")).get("isResolvedState") is True
            last = updates[-1].at if updates else None
            yield Incident(
                key,
                _text(row.get("title")),
                Phase.RESOLVED if over else self._phase(row),
                self._impact(row, touched),
                began or (updates[0].at if updates else self._capture.fetched_at),
                (_time(row.get("resolvedAt")) or last) if over else None,
                updates,
                touched,
            )

    @staticmethod
    def _phase(row: Fields) -> Phase:
        acknowledged = payload.fields(row.get("currentIncidentState")).get("isAcknowledgedState") is True
        return Phase.IDENTIFIED if acknowledged else Phase.INVESTIGATING

    def _impact(self, row: Fields, touched: tuple[str, ...]) -> Impact:
        """By the severity's name, which is free text; else by the components that it names."""
        name = _text(payload.fields(row.get("incidentSeverity")).get("name")).lower()
        told = next((impact for word, impact in IMPACTS.items() if word in name), None)
        states = [each.state for each in self._components if self._names[each.id] in touched]
        return told or IMPACT_OF_STATE.get(worst(states), Impact.UNKNOWN)

    def _updates(self, incident_id: str) -> Iterator[IncidentUpdate]:
        for row in self._rows("incidentPublicNotes"):
            at = _time(row.get("postedAt")) or _time(row.get("createdAt"))
            if at is not None and _text(row.get("incidentId")) == incident_id:
                text = payload.prose(row.get("note"))
                yield IncidentUpdate(report.update_key(_id(row), at, Phase.UNKNOWN, text), at, Phase.UNKNOWN, text)

    def _maintenance(self, row: Fields) -> Iterator[Maintenance]:
        start, end = _time(row.get("startsAt")), _time(row.get("endsAt"))
        if _id(row) and start is not None:
            yield Maintenance(
                _id(row), _text(row.get("title")), _maintenance_phase(row), start, end, self._touched(row)
            )

    def _touched(self, row: Fields) -> tuple[str, ...]:
        resources = (self._monitors.get(_id(each), "") for each in payload.entries(row.get("monitors")))
        return tuple(dict.fromkeys(self._names[each] for each in resources if each in self._names))


def _maintenance_phase(row: Fields) -> MaintenancePhase:
    state = payload.fields(row.get("currentScheduledMaintenanceState"))
    flags = {
        "isEndedState": MaintenancePhase.COMPLETED,
        "isResolvedState": MaintenancePhase.COMPLETED,
        "isOngoingState": MaintenancePhase.IN_PROGRESS,
        "isScheduledState": MaintenancePhase.SCHEDULED,
    }
    return next((phase for flag, phase in flags.items() if state.get(flag) is True), MaintenancePhase.UNKNOWN)


def _bare(value: Any) -> Any:
    return value.get("value") if isinstance(value, dict) else value


def _text(value: Any) -> str:
    return payload.line(_bare(value))


def _id(row: Fields) -> str:
    return payload.line(_bare(row.get("_id")), payload.ID)


def _time(value: Any) -> datetime | None:
    return payload.moment(_bare(value))
