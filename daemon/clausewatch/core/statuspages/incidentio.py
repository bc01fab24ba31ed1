"""incident.io, in the three shapes that its pages answer.

    /proxy/HOST             what the page itself calls: components, groups, what is open; undocumented
    /api/v2/summary.json    Statuspage's format, with this product's ids (ULIDs); may leave out incidents, or components
    /api/v1/summary         the widget: what is open and nothing else; can be switched off

The first is asked for, the others where it gives no report. In the first, components carry no state of their own: it is
what ``affected_components`` says of them, and operational for those that are not in it, if the page lists any. How an
incident ended is asked in a window of days around its id's own time, of which one answer may span three months.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    IMPACT_OF_STATE,
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
    worst,
)
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages import statuspage
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "incidentio"
PLATFORM = "incident.io"
SIGNS = ("incident.io", "component_impacts")

COMPONENT_STATES = {
    "operational": PageState.OPERATIONAL,
    "degraded_performance": PageState.DEGRADED,
    "partial_outage": PageState.PARTIAL_OUTAGE,
    "full_outage": PageState.MAJOR_OUTAGE,
    "major_outage": PageState.MAJOR_OUTAGE,
    "under_maintenance": PageState.MAINTENANCE,
}
PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
    "postmortem": Phase.RESOLVED,
}
MAINTENANCE_PHASES = {
    "maintenance_scheduled": MaintenancePhase.SCHEDULED,
    "maintenance_in_progress": MaintenancePhase.IN_PROGRESS,
    "maintenance_complete": MaintenancePhase.COMPLETED,
    "maintenance_completed": MaintenancePhase.COMPLETED,
    "maintenance_cancelled": MaintenancePhase.CANCELLED,
}
WIDGET = frozenset(
    {"page_title", "page_url", "ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances"}
)
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BEFORE, AFTER = timedelta(days=2), timedelta(days=60)
"""Of an id's time: the window in which its incident is asked for."""
MARKERS = ("/api/v2", "/api/v1/summary", "/proxy/", "/incidents/", "/history")


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    """The URL itself if it is one of the three."""
    if any(marker in base_url for marker in ("/api/v2/summary", "/api/v1/summary", "/proxy/")):
        return (base_url.partition("#")[0],)
    return (_proxy(base_url),)


def otherwise(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    root = urls.root(base_url, *MARKERS)
    ours = endpoints(base_url, recipe)
    return tuple(url for url in (f"{root}/api/v2/summary.json", f"{root}/api/v1/summary") if url not in ours)


def details(base_url: str, recipe: StatusRecipe, incident_ids: tuple[str, ...]) -> tuple[str, ...]:
    """One window over all of them, oldest first."""
    began = [at for at in map(_time_of, incident_ids) if at is not None]
    if not began:
        return ()
    start, end = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (min(began) - BEFORE, min(began) + AFTER))
    return (f"{_proxy(base_url)}/incidents?start_at={start}&end_at={end}",)


def _proxy(base_url: str) -> str:
    root = urls.root(base_url, *MARKERS)
    return f"{root}/proxy/{payload.host(root)}"


def _time_of(ulid: str) -> datetime | None:
    """The first ten characters are milliseconds since 1970 (the ULID specification)."""
    if not payload.ULID.fullmatch(ulid):
        return None
    milliseconds = 0
    for char in ulid[:10]:
        milliseconds = milliseconds * 32 + CROCKFORD.index(char)
    at = payload.epoch_time(milliseconds, 1000)
    return at.astimezone(UTC) if at else None


def recognises(captures: tuple[Capture, ...]) -> bool:
    answer = payload.fields(payload.first_of(captures))
    return _is_proxy(answer) or answer.keys() >= WIDGET or _is_compatible(answer)


def _is_proxy(answer: Fields) -> bool:
    summary = payload.fields(answer.get("summary"))
    return bool(payload.line(summary.get("id"))) and {"structure", "ongoing_incidents"} <= summary.keys()


def _is_compatible(answer: Fields) -> bool:
    page_id = payload.line(payload.fields(answer.get("page")).get("id"))
    indicator = payload.fields(answer.get("status")).get("indicator")
    return payload.ULID.fullmatch(page_id) is not None and isinstance(indicator, str)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main = payload.fields(answers[0])
    if _is_compatible(main):
        return _as_ours(statuspage.read(captures, recipe))
    if _is_proxy(main):
        return _read_proxy(
            payload.fields(main["summary"]), [payload.fields(each) for each in answers[1:]], captures[0], recipe
        )
    if main.keys() >= WIDGET:
        return _read_widget(main, captures[0], recipe)
    return payload.not_ours("JSON, but in none of the three shapes of incident.io")


def _as_ours(answer: StatusReport | Unreadable) -> StatusReport | Unreadable:
    return answer if isinstance(answer, Unreadable) else dataclasses.replace(answer, product=NAME)


# --- what the page itself calls ---


def _read_proxy(
    summary: Fields, others: list[Fields], capture: Capture, recipe: StatusRecipe
) -> StatusReport | Unreadable:
    page_id = payload.line(summary.get("id"), payload.ID)
    if recipe.page_id and recipe.page_id != page_id:
        return payload.wrong_page(recipe.page_id, page_id)
    reading = _Proxy(summary, capture.fetched_at)
    listed = [row for each in others for row in payload.entries(each.get("incidents"))]
    ours = [row for row in listed if payload.line(row.get("status_page_id")) in ("", page_id)]
    return reading.report(page_id, ours, recipe)


class _Proxy:
    def __init__(self, summary: Fields, fetched_at: datetime) -> None:
        self._summary, self._fetched_at, self._tokens = summary, fetched_at, Tokens()
        self._components = tuple(self._listed())
        self._names = report.display_names(self._components)

    def report(self, page_id: str, details: list[Fields], recipe: StatusRecipe) -> StatusReport:
        rows = [
            *details,
            *payload.entries(self._summary.get("ongoing_incidents")),
            *payload.entries(self._summary.get("scheduled_maintenances")),
        ]
        incidents = tuple(each for row in rows if not _is_maintenance(row) for each in self._incident(row))
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            self._components,
            incidents,
            tuple(each for row in rows if _is_maintenance(row) for each in self._maintenance(row)),
            page_id=page_id,
            page_name=payload.line(self._summary.get("name")),
            host=payload.host(self._summary.get("public_url")),
            complete=bool(self._components) and isinstance(self._summary.get("ongoing_incidents"), list),
        )
        return report.finished(told, None, recipe, self._tokens)

    def _listed(self) -> Iterator[Component]:
        """In the groups of the page's structure; hidden ones are not part of its state."""
        states = self._affected()
        told = isinstance(self._summary.get("affected_components"), list)
        otherwise_fine = PageState.OPERATIONAL if told else PageState.UNKNOWN
        groups, hidden = _structure(self._summary)
        for row in payload.entries(self._summary.get("components")):
            component_id, name = payload.line(row.get("id"), payload.ID), payload.line(row.get("name"))
            if component_id and name and component_id not in hidden:
                state = states.get(component_id, otherwise_fine)
                yield Component(component_id, name, state, groups.get(component_id, ""))

    def _affected(self) -> dict[str, PageState]:
        rows = payload.entries(self._summary.get("affected_components"))
        return {component_id: self._state(row) for row in rows if (component_id := _component_id(row))}

    def _state(self, row: Fields) -> PageState:
        return self._tokens.read(COMPONENT_STATES, row.get("current_status") or row.get("status"), PageState.UNKNOWN)

    def _incident(self, row: Fields) -> Iterator[Incident]:
        incident_id = payload.line(row.get("id"), payload.ID)
        if not incident_id:
            return
        phase = self._tokens.read(PHASES, row.get("status"), Phase.UNKNOWN)
        updates = report.in_order(_updates(row))
        ended = next((each.at for each in reversed(updates) if each.phase is Phase.RESOLVED), None)
        began = payload.moment(row.get("published_at")) or (updates[0].at if updates else self._fetched_at)
        yield Incident(
            incident_id,
            payload.line(row.get("name")),
            phase,
            self._impact(row),
            began,
            ended if phase is Phase.RESOLVED else None,
            updates,
            self._touched(row),
            retrospective=row.get("type") == "retrospective",
        )

    def _impact(self, row: Fields) -> Impact:
        """Of the components it touches: as they are now, else the worst they were; unknown if it touches none."""
        for key in ("affected_components", "component_impacts"):
            state = worst([self._state(each) for each in payload.entries(row.get(key))])
            if state not in (PageState.OPERATIONAL, PageState.UNKNOWN):
                return IMPACT_OF_STATE[state]
        return Impact.NONE if not payload.entries(row.get("affected_components")) else Impact.UNKNOWN

    def _maintenance(self, row: Fields) -> Iterator[Maintenance]:
        maintenance_id = payload.line(row.get("id"), payload.ID)
        rows = payload.entries(row.get("component_impacts"))
        starts = [at for each in rows if (at := payload.moment(each.get("start_at")))]
        ends = [at for each in rows if (at := payload.moment(each.get("end_at")))]
        start = payload.moment(row.get("starts_at")) or min(starts, default=payload.moment(row.get("published_at")))
        if maintenance_id and start:
            yield Maintenance(
                maintenance_id,
                payload.line(row.get("name")),
                self._tokens.read(MAINTENANCE_PHASES, row.get("status"), MaintenancePhase.UNKNOWN),
                start,
                payload.moment(row.get("ends_at")) or max(ends, default=None),
                self._touched(row),
            )

    def _touched(self, row: Fields) -> tuple[str, ...]:
        rows = (*payload.entries(row.get("affected_components")), *payload.entries(row.get("component_impacts")))
        ids = dict.fromkeys(_component_id(each) for each in rows)
        return tuple(self._names[each] for each in ids if each in self._names)


def _structure(summary: Fields) -> tuple[dict[str, str], set[str]]:
    """Component id -> group, and the ids that are hidden."""
    groups: dict[str, str] = {}
    hidden: set[str] = set()
    for item in payload.entries(payload.fields(summary.get("structure")).get("items")):
        group = payload.fields(item.get("group"))
        for row in (*payload.entries(group.get("components")), *([item["component"]] if _is_single(item) else [])):
            component_id = _component_id(row)
            groups[component_id] = payload.line(group.get("name"))
            if row.get("hidden") is True or group.get("hidden") is True:
                hidden.add(component_id)
    return groups, hidden


def _is_single(item: Fields) -> bool:
    return isinstance(item.get("component"), dict)


def _component_id(row: Fields) -> str:
    return payload.line(row.get("component_id"), payload.ID)


def _is_maintenance(row: Fields) -> bool:
    return row.get("type") == "maintenance" or payload.line(row.get("status")).startswith("maintenance_")


def _updates(row: Fields) -> Iterator[IncidentUpdate]:
    for each in payload.entries(row.get("updates")):
        at = payload.moment(each.get("published_at"))
        if at is not None:
            phase = PHASES.get(payload.line(each.get("to_status")).lower(), Phase.UNKNOWN)
            text = payload.prose(each.get("message_string"))
            yield IncidentUpdate(
                report.update_key(payload.line(each.get("id"), payload.ID), at, phase, text), at, phase, text
            )


# --- the widget ---


def _read_widget(main: Fields, capture: Capture, recipe: StatusRecipe) -> StatusReport:
    tokens = Tokens()
    planned = (
        *payload.entries(main.get("in_progress_maintenances")),
        *payload.entries(main.get("scheduled_maintenances")),
    )
    ongoing = main.get("ongoing_incidents")
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (),
        tuple(_widget_incident(row, tokens, capture.fetched_at) for row in payload.entries(ongoing)),
        tuple(each for row in planned for each in _widget_maintenance(row, tokens)),
        page_name=payload.line(main.get("page_title")),
        host=payload.host(main.get("page_url")),
        coverage=Coverage.INCIDENTS_ONLY,
        complete=isinstance(ongoing, list),
    )
    return report.finished(told, None, recipe, tokens)


def _widget_incident(row: Fields, tokens: Tokens, fetched_at: datetime) -> Incident:
    """It tells no start; its id does."""
    name, incident_id = payload.line(row.get("name")), payload.line(row.get("id"), payload.ID)
    phase = tokens.read(PHASES, row.get("status"), Phase.UNKNOWN)
    state = tokens.read(COMPONENT_STATES, row.get("current_worst_impact"), PageState.UNKNOWN)
    at, text = payload.moment(row.get("last_update_at")), payload.prose(row.get("last_update_message"))
    return Incident(
        report.made_id(incident_id, name),
        name,
        phase,
        IMPACT_OF_STATE.get(state, Impact.UNKNOWN),
        _time_of(incident_id) or at or fetched_at,
        at if phase is Phase.RESOLVED else None,
        (IncidentUpdate(report.update_key("", at, phase, text), at, phase, text),) if at else (),
        _widget_touched(row),
        payload.link(row.get("url")),
    )


def _widget_touched(row: Fields) -> tuple[str, ...]:
    named = (
        (payload.line(each.get("group_name")), payload.line(each.get("name")))
        for each in payload.entries(row.get("affected_components"))
    )
    return tuple(dict.fromkeys(name for pair in named for name in pair if name))


def _widget_maintenance(row: Fields, tokens: Tokens) -> Iterator[Maintenance]:
    start = payload.moment(row.get("started_at") or row.get("starts_at"))
    name = payload.line(row.get("name"))
    if start is not None:
        yield Maintenance(
            report.made_id(payload.line(row.get("id"), payload.ID), name),
            name,
            tokens.read(MAINTENANCE_PHASES, row.get("status"), MaintenancePhase.UNKNOWN),
            start,
            payload.moment(row.get("scheduled_end_at") or row.get("ends_at")),
            _widget_touched(row),
            payload.link(row.get("url")),
        )
