"""Instatus.

``summary.json`` declares the page's state and lists what is open; its lists are left out while nothing is. Components
stand in ``v2/components.json``; without them a page that is ``UP`` is of unknown state, since an empty page says so
too. The page has no id. Dates are ISO 8601, or what JavaScript prints. A maintenance has a duration in minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

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
from clausewatch.core.watch import StatusRecipe

NAME = "instatus"
PLATFORM = "Instatus"
SIGNS = ("instatus.com",)

PAGE_STATES = {
    "up": PageState.OPERATIONAL,
    "hasissues": PageState.DEGRADED,
    "undermaintenance": PageState.MAINTENANCE,
}
COMPONENT_STATES = {
    "operational": PageState.OPERATIONAL,
    "undermaintenance": PageState.MAINTENANCE,
    "degradedperformance": PageState.DEGRADED,
    "partialoutage": PageState.PARTIAL_OUTAGE,
    "minoroutage": PageState.PARTIAL_OUTAGE,
    "majoroutage": PageState.MAJOR_OUTAGE,
}
IMPACTS = {
    "operational": Impact.NONE,
    "undermaintenance": Impact.NONE,
    "degradedperformance": Impact.MINOR,
    "partialoutage": Impact.MAJOR,
    "minoroutage": Impact.MAJOR,
    "majoroutage": Impact.CRITICAL,
}
PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
}
MAINTENANCE_PHASES = {
    "notstartedyet": MaintenancePhase.SCHEDULED,
    "inprogress": MaintenancePhase.IN_PROGRESS,
    "verifying": MaintenancePhase.VERIFYING,
    "completed": MaintenancePhase.COMPLETED,
}
MOST_MINUTES = 366 * 24 * 60
SUMMARY = frozenset({"page", "activeIncidents", "activeMaintenances"})


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    root = urls.root(base_url, "/summary.json", "/v2/components.json")
    return (f"{root}/summary.json", f"{root}/v2/components.json")


def recognises(captures: tuple[Capture, ...]) -> bool:
    """A page with a state of its own and no id, and nothing but what is open beside it."""
    return _is_summary(payload.fields(payload.first_of(captures)))


def _is_summary(answer: Fields) -> bool:
    page = payload.fields(answer.get("page"))
    return answer.keys() <= SUMMARY and "id" not in page and bool(payload.host(page.get("url"))) and _word(page) != ""


def _word(page: Fields) -> str:
    return payload.line(page.get("status")) if isinstance(page.get("status"), str) else ""


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main = payload.fields(answers[0])
    if not _is_summary(main):
        return payload.not_ours("JSON, but not of an Instatus page: no page with a state and an address")
    rows = [row for each in answers[1:] for row in payload.entries(payload.fields(each).get("components"))]
    return _Reading(main, captures[0]).report(rows, recipe)


class _Reading:
    def __init__(self, main: Fields, capture: Capture) -> None:
        self._main, self._fetched_at, self._tokens = main, capture.fetched_at, Tokens()

    def report(self, rows: list[Fields], recipe: StatusRecipe) -> StatusReport:
        page = payload.fields(self._main["page"])
        components = tuple(each for row in rows for each in self._component(row))
        declared = self._tokens.read(PAGE_STATES, page.get("status"), PageState.UNKNOWN)
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            components,
            tuple(each for row in payload.entries(self._main.get("activeIncidents")) for each in self._incident(row)),
            tuple(each for row in payload.entries(self._main.get("activeMaintenances")) for each in self._planned(row)),
            page_name=payload.line(page.get("name")),
            host=payload.host(page.get("url")),
            coverage=Coverage.FULL if components else Coverage.INCIDENTS_ONLY,
            complete="activeIncidents" in self._main or declared is PageState.OPERATIONAL,
        )
        return report.finished(told, declared, recipe, self._tokens)

    def _component(self, row: Fields) -> Iterator[Component]:
        name, group = payload.line(row.get("name")), row.get("group")
        if name:
            state = self._tokens.read(COMPONENT_STATES, row.get("status"), PageState.UNKNOWN)
            above = payload.line(payload.fields(group).get("name") or group)
            yield Component(payload.line(row.get("id"), payload.ID) or name, name, state, above)

    def _incident(self, row: Fields) -> Iterator[Incident]:
        name, began = payload.line(row.get("name")), payload.moment(row.get("started"))
        phase = self._tokens.read(PHASES, row.get("status"), Phase.UNKNOWN)
        changed = payload.moment(row.get("updatedAt"))
        yield Incident(
            report.made_id(payload.line(row.get("id"), payload.ID), name, row.get("started")),
            name,
            phase,
            self._tokens.read(IMPACTS, row.get("impact"), Impact.UNKNOWN),
            began or changed or self._fetched_at,
            payload.moment(row.get("resolved")) or changed if phase is Phase.RESOLVED else None,
            report.in_order(_updates(row)),
            _touched(row),
            payload.link(row.get("url")),
        )

    def _planned(self, row: Fields) -> Iterator[Maintenance]:
        name, start = payload.line(row.get("name")), payload.moment(row.get("start"))
        if start is not None:
            yield Maintenance(
                report.made_id(payload.line(row.get("id"), payload.ID), name, row.get("start")),
                name,
                self._tokens.read(MAINTENANCE_PHASES, row.get("status"), MaintenancePhase.UNKNOWN),
                start,
                start + minutes if (minutes := _duration(row.get("duration"))) else None,
                _touched(row),
                payload.link(row.get("url")),
            )


def _duration(value: object) -> timedelta | None:
    text = payload.line(value, 10)
    return timedelta(minutes=min(int(text), MOST_MINUTES)) if text.isascii() and text.isdigit() else None


def _touched(row: Fields) -> tuple[str, ...]:
    rows = payload.entries(row.get("components")) or payload.entries(row.get("affectedComponents"))
    return tuple(name for each in rows if (name := payload.line(each.get("name"))))


def _updates(row: Fields) -> Iterator[IncidentUpdate]:
    for each in payload.entries(row.get("updates")):
        at = payload.moment(each.get("started") or each.get("createdAt"))
        if at is not None:
            phase = PHASES.get(payload.line(each.get("status")).lower(), Phase.UNKNOWN)
            text = payload.prose(each.get("message") or each.get("messageHtml"))
            yield IncidentUpdate(
                report.update_key(payload.line(each.get("id"), payload.ID), at, phase, text), at, phase, text
            )
