"""Sorry™ status pages: the page's state and where its components and notices are listed.

Without the list of components nothing on it is operational. A notice is planned or unplanned; unplanned ones carry no
severity, so a component's state says how grave it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

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

NAME = "sorry"
PLATFORM = "Sorry"
SIGNS = ("sorryapp.com",)

STATES = {
    "operational": PageState.OPERATIONAL,
    "degraded": PageState.DEGRADED,
    "partially_degraded": PageState.DEGRADED,
    "partial_outage": PageState.PARTIAL_OUTAGE,
    "major_outage": PageState.MAJOR_OUTAGE,
    "offline": PageState.MAJOR_OUTAGE,
    "under_maintenance": PageState.MAINTENANCE,
}
PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "recovering": Phase.MONITORING,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
}
MAINTENANCE_PHASES = {
    "scheduled": MaintenancePhase.SCHEDULED,
    "under_way": MaintenancePhase.IN_PROGRESS,
    "underway": MaintenancePhase.IN_PROGRESS,
    "in_progress": MaintenancePhase.IN_PROGRESS,
    "complete": MaintenancePhase.COMPLETED,
    "completed": MaintenancePhase.COMPLETED,
    "cancelled": MaintenancePhase.CANCELLED,
}


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    api = f"{urls.root(base_url, '/api/v1')}/api/v1"
    return (f"{api}/", f"{api}/components", f"{api}/notices")


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.fields(payload.first_of(captures)))


def _is_ours(answer: Fields) -> bool:
    page = payload.fields(answer.get("page"))
    return isinstance(page.get("state"), str) and {"components", "notices"} <= payload.fields(page.get("links")).keys()


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main = payload.fields(answers[0])
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of Sorry: no page with a state and links to components and notices")
    others = [payload.fields(each) for each in answers[1:]]
    return _Reading(payload.fields(main["page"]), captures[0].fetched_at).report(others, recipe)


class _Reading:
    def __init__(self, page: Fields, fetched_at: datetime) -> None:
        self._page, self._fetched_at, self._tokens = page, fetched_at, Tokens()

    def report(self, others: list[Fields], recipe: StatusRecipe) -> StatusReport:
        components = tuple(
            one for each in others for row in payload.entries(each.get("components")) for one in self._component(row)
        )
        notices = [row for each in others for row in payload.entries(each.get("notices"))]
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            components,
            tuple(self._incident(row) for row in notices if row.get("type") != "planned"),
            tuple(each for row in notices if row.get("type") == "planned" for each in self._maintenance(row)),
            page_id=payload.line(self._page.get("id"), payload.ID),
            page_name=payload.line(self._page.get("name")),
            host=payload.host(payload.fields(self._page["links"]).get("notices")),
            updated_at=payload.moment(self._page.get("updated_at")),
            coverage=Coverage.FULL if components else Coverage.INCIDENTS_ONLY,
            complete=any(isinstance(each.get("notices"), list) for each in others),
        )
        declared = self._tokens.read(STATES, self._page.get("state"), PageState.UNKNOWN)
        return report.finished(told, declared, recipe, self._tokens)

    def _component(self, row: Fields) -> Iterator[Component]:
        name = payload.line(row.get("name"))
        if name:
            state = self._tokens.read(STATES, row.get("state"), PageState.UNKNOWN)
            yield Component(payload.line(row.get("id"), payload.ID) or name, name, state)

    def _incident(self, row: Fields) -> Incident:
        title, began = payload.line(row.get("subject")), payload.moment(row.get("began_at"))
        phase, changed = (
            self._tokens.read(PHASES, row.get("state"), Phase.UNKNOWN),
            payload.moment(row.get("updated_at")),
        )
        return Incident(
            report.made_id(payload.line(row.get("id"), payload.ID), title, began),
            title,
            phase,
            Impact.UNKNOWN,
            began or changed or self._fetched_at,
            payload.moment(row.get("ended_at")) or changed if phase is Phase.RESOLVED else None,
            tuple(_latest(row, phase)),
            _touched(row),
            payload.link(row.get("url")),
        )

    def _maintenance(self, row: Fields) -> Iterator[Maintenance]:
        title, start = payload.line(row.get("subject")), payload.moment(row.get("begins_at") or row.get("began_at"))
        if start is not None:
            key = report.made_id(payload.line(row.get("id"), payload.ID), title, start)
            phase = self._tokens.read(MAINTENANCE_PHASES, row.get("state"), MaintenancePhase.UNKNOWN)
            end = payload.moment(row.get("ends_at"))
            yield Maintenance(key, title, phase, start, end, _touched(row), payload.link(row.get("url")))


def _touched(row: Fields) -> tuple[str, ...]:
    return tuple(name for each in payload.entries(row.get("components")) if (name := payload.line(each.get("name"))))


def _latest(row: Fields, phase: Phase) -> Iterator[IncidentUpdate]:
    update, at = payload.fields(row.get("latest_update")), payload.moment(row.get("updated_at"))
    text = payload.prose(update.get("content"))
    if text and at:
        key = report.update_key(payload.line(update.get("id"), payload.ID), at, Phase.UNKNOWN, text)
        yield IncidentUpdate(key, payload.moment(update.get("created_at")) or at, phase, text)
