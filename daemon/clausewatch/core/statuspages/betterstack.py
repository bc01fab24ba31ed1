"""Better Stack (formerly Better Uptime).

``index.json`` is one JSON:API document: the page in ``data``; sections, resources, reports and their updates in
``included``. A report is over when ``ends_at`` has passed. Reports of the type ``automatic`` are flaps of a monitor,
whose severity is not reliable (two vendors: 20 of 20 were "went down"), so each counts as minor; the resource's own
state says the rest. A resource that is not monitored says nothing, and is left out unless the recipe asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

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

NAME = "betterstack"
PLATFORM = "Better Stack"
SIGNS = ("betteruptime", "betterstack")

STATES = {
    "operational": PageState.OPERATIONAL,
    "resolved": PageState.OPERATIONAL,
    "degraded": PageState.DEGRADED,
    "downtime": PageState.MAJOR_OUTAGE,
    "maintenance": PageState.MAINTENANCE,
}
PAGE_STATES = {**STATES, "downtime": PageState.PARTIAL_OUTAGE}
"""The page is in downtime when anything on it is."""
PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
}
"""Reports are mostly of a state instead of a phase; they are then taken as being looked into."""


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.root(base_url, '/index.json')}/index.json",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_page(payload.fields(payload.first_of(captures)))


def _is_page(answer: Fields) -> bool:
    data = payload.fields(answer.get("data"))
    return data.get("type") == "status_page" and "aggregate_state" in payload.fields(data.get("attributes"))


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main = payload.fields(answers[0])
    if not _is_page(main):
        return payload.not_ours("JSON, but not of a Better Stack page: no status_page with an aggregate_state")
    page_id = payload.line(main["data"].get("id"), payload.ID)
    if recipe.page_id and recipe.page_id != page_id:
        return payload.wrong_page(recipe.page_id, page_id)
    return _Reading(main, captures[0].fetched_at, recipe).report(page_id)


class _Reading:
    def __init__(self, main: Fields, fetched_at: datetime, recipe: StatusRecipe) -> None:
        self._page = payload.fields(main["data"]["attributes"])
        self._included, self._fetched_at, self._recipe = payload.entries(main.get("included")), fetched_at, recipe
        self._tokens = Tokens()
        self._components = tuple(self._resources())
        self._names = report.display_names(self._components)

    def report(self, page_id: str) -> StatusReport:
        rows = self._of_type("status_report")
        subdomain = payload.line(self._page.get("subdomain"), payload.ID)
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            self._components,
            tuple(self._incident(key, row) for key, row in rows if row.get("report_type") != "maintenance"),
            tuple(
                each
                for key, row in rows
                if row.get("report_type") == "maintenance"
                for each in self._maintenance(key, row)
            ),
            page_id=page_id,
            page_name=payload.line(self._page.get("company_name")),
            host=payload.host(self._page.get("custom_domain"))
            or (f"{subdomain}.betteruptime.com" if subdomain else ""),
            updated_at=None,  # updated_at is when somebody last edited the page's settings
        )
        declared = self._tokens.read(PAGE_STATES, self._page.get("aggregate_state"), PageState.UNKNOWN)
        return report.finished(told, declared, self._recipe, self._tokens)

    def _of_type(self, name: str) -> list[tuple[str, Fields]]:
        """Id and attributes of what is included."""
        rows = [(payload.line(each.get("id"), payload.ID), each) for each in self._included if each.get("type") == name]
        return [(key, {**payload.fields(row.get("attributes")), "of": _report_of(row)}) for key, row in rows if key]

    def _resources(self) -> Iterator[Component]:
        sections = {key: payload.line(row.get("name")) for key, row in self._of_type("status_page_section")}
        scope = report.scope_of(self._recipe)
        for key, row in self._of_type("status_page_resource"):
            name = payload.line(row.get("public_name"))
            unwatched = row.get("status") == "not_monitored"
            if not name or (unwatched and not (scope.names and scope.covers(key, name))):
                continue
            state = self._tokens.read(STATES, row.get("status"), PageState.UNKNOWN)
            yield Component(key, name, state, sections.get(payload.line(row.get("status_page_section_id")), ""))

    def _incident(self, key: str, row: Fields) -> Incident:
        began, ended = payload.moment(row.get("starts_at")), payload.moment(row.get("ends_at"))
        over = ended is not None and ended <= self._fetched_at
        updates = report.in_order(self._updates(key))
        phase = PHASES.get(payload.line(row.get("aggregate_state")), Phase.INVESTIGATING)
        return Incident(
            key,
            payload.line(row.get("title")),
            Phase.RESOLVED if over else phase,
            self._impact(row),
            began or (updates[0].at if updates else self._fetched_at),
            ended if over else payload.moment(row.get("updated_at")) if phase is Phase.RESOLVED else None,
            updates,
            self._touched(row),
        )

    def _impact(self, row: Fields) -> Impact:
        rows = payload.entries(row.get("affected_resources"))
        state = worst([self._tokens.read(STATES, each.get("status"), PageState.UNKNOWN) for each in rows])
        impact = IMPACT_OF_STATE.get(state, Impact.UNKNOWN)
        return Impact.MINOR if row.get("report_type") == "automatic" else impact

    def _updates(self, key: str) -> Iterator[IncidentUpdate]:
        for update_id, row in self._of_type("status_update"):
            at = payload.moment(row.get("published_at"))
            if at is not None and row["of"] == key:
                yield IncidentUpdate(update_id, at, Phase.UNKNOWN, payload.prose(row.get("message")))

    def _maintenance(self, key: str, row: Fields) -> Iterator[Maintenance]:
        start, end = payload.moment(row.get("starts_at")), payload.moment(row.get("ends_at"))
        if start is not None:
            over = end is not None and end <= self._fetched_at
            going_on = MaintenancePhase.IN_PROGRESS if start <= self._fetched_at else MaintenancePhase.SCHEDULED
            phase = MaintenancePhase.COMPLETED if over else going_on
            yield Maintenance(key, payload.line(row.get("title")), phase, start, end, self._touched(row))

    def _touched(self, row: Fields) -> tuple[str, ...]:
        ids = (
            payload.line(each.get("status_page_resource_id")) for each in payload.entries(row.get("affected_resources"))
        )
        return tuple(dict.fromkeys(self._names[each] for each in ids if each in self._names))


def _report_of(row: Fields) -> str:
    """Id of the report that an update belongs to."""
    related = payload.fields(payload.fields(row.get("relationships")).get("status_report"))
    return payload.line(payload.fields(related.get("data")).get("id"), payload.ID)
