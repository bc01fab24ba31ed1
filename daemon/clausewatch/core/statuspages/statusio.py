"""status.io.

The API lies at one host for all pages, ``api.status.io``, and the page's id, 24 hexadecimal digits, only in the
branded page's HTML and in the API's address, not in the answer. Two vocabularies of numbers are easily mixed: a
message's ``state`` is the phase (100 investigating, 200 identified, 300 monitoring), its ``status`` the severity. A
security event (600) says that something is not as it should be, and nothing about what answers: it reads as degraded.
"""

from __future__ import annotations

import re
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
)
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "statusio"
PLATFORM = "status.io"
SIGNS = ("status.io", "statuspageId")

STATES = {
    "100": PageState.OPERATIONAL,
    "200": PageState.MAINTENANCE,
    "300": PageState.DEGRADED,
    "400": PageState.PARTIAL_OUTAGE,
    "500": PageState.MAJOR_OUTAGE,
    "600": PageState.DEGRADED,
}
PHASES = {"100": Phase.INVESTIGATING, "200": Phase.IDENTIFIED, "300": Phase.MONITORING}
PAGE_ID = re.compile(r"""statuspage_?id["']?\s{0,3}[:=]\s{0,3}["']([0-9a-f]{24})["']""", re.IGNORECASE)
API = re.compile(r"https?://[^/]{1,255}/1\.0/status/([0-9a-f]{24})")


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    if API.match(base_url):
        return (base_url,)
    return (f"https://api.status.io/1.0/status/{recipe.page_id}",) if recipe.page_id else ()


def page_id_in(text: str) -> str | None:
    found = PAGE_ID.search(text)
    return found.group(1).lower() if found else None


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.fields(payload.first_of(captures)))


def _is_ours(answer: Fields) -> bool:
    result = payload.fields(answer.get("result"))
    return "status_code" in payload.fields(result.get("status_overall")) and isinstance(result.get("status"), list)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main = payload.fields(answers[0])
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of a status.io page: no status_overall with a status_code")
    in_address = API.match(captures[0].url)
    page_id = in_address.group(1) if in_address else recipe.page_id or ""
    if recipe.page_id and recipe.page_id != page_id:
        return payload.wrong_page(recipe.page_id, page_id)
    return _Reading(payload.fields(main["result"]), captures[0].fetched_at).report(page_id, recipe)


class _Reading:
    def __init__(self, result: Fields, fetched_at: datetime) -> None:
        self._result, self._fetched_at, self._tokens = result, fetched_at, Tokens()

    def report(self, page_id: str, recipe: StatusRecipe) -> StatusReport:
        overall = payload.fields(self._result["status_overall"])
        planned = payload.fields(self._result.get("maintenance"))
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            tuple(each for row in payload.entries(self._result["status"]) for each in self._component(row)),
            tuple(self._incident(row) for row in payload.entries(self._result.get("incidents"))),
            (
                *self._maintenances(planned.get("upcoming"), MaintenancePhase.SCHEDULED),
                *self._maintenances(planned.get("active"), MaintenancePhase.IN_PROGRESS),
            ),
            page_id=page_id,
            updated_at=payload.moment(overall.get("updated")),
            complete=isinstance(self._result.get("incidents"), list),
        )
        declared = self._tokens.read(STATES, overall.get("status_code"), PageState.UNKNOWN)
        return report.finished(told, declared, recipe, self._tokens)

    def _component(self, row: Fields) -> Iterator[Component]:
        name = payload.line(row.get("name"))
        if name:
            state = self._tokens.read(STATES, row.get("status_code"), PageState.UNKNOWN)
            yield Component(payload.line(row.get("id"), payload.ID) or name, name, state)

    def _incident(self, row: Fields) -> Incident:
        """The page lists those that are open."""
        name, opened = payload.line(row.get("name")), payload.moment(row.get("datetime_open"))
        closed = payload.moment(row.get("datetime_resolved"))
        updates = report.in_order(_updates(row))
        messages = sorted(payload.entries(row.get("messages")), key=lambda each: payload.line(each.get("datetime")))
        last: Fields = messages[-1] if messages else {}
        return Incident(
            report.made_id(payload.line(row.get("_id") or row.get("id"), payload.ID), name, row.get("datetime_open")),
            name,
            Phase.RESOLVED if closed else self._phase(last),
            self._impact(last),
            opened or (updates[0].at if updates else self._fetched_at),
            closed,
            updates,
            _touched(row),
        )

    def _phase(self, message: Fields) -> Phase:
        return (
            self._tokens.read(PHASES, message.get("state"), Phase.UNKNOWN)
            if "state" in message
            else Phase.INVESTIGATING
        )

    def _impact(self, message: Fields) -> Impact:
        if "status" not in message:
            return Impact.UNKNOWN
        state = self._tokens.read(STATES, message.get("status"), PageState.UNKNOWN)
        return IMPACT_OF_STATE.get(state, Impact.UNKNOWN)

    def _maintenances(self, rows: object, phase: MaintenancePhase) -> Iterator[Maintenance]:
        for row in payload.entries(rows):
            name, start = payload.line(row.get("name")), payload.moment(row.get("datetime_planned_start"))
            if start is not None:
                key = report.made_id(payload.line(row.get("_id") or row.get("id"), payload.ID), name, start)
                yield Maintenance(
                    key, name, phase, start, payload.moment(row.get("datetime_planned_end")), _touched(row)
                )


def _touched(row: Fields) -> tuple[str, ...]:
    rows = payload.entries(row.get("components_affected")) or payload.entries(row.get("components"))
    return tuple(name for each in rows if (name := payload.line(each.get("name"))))


def _updates(row: Fields) -> Iterator[IncidentUpdate]:
    for each in payload.entries(row.get("messages")):
        at = payload.moment(each.get("datetime"))
        if at is not None:
            phase, text = PHASES.get(payload.line(each.get("state")), Phase.UNKNOWN), payload.prose(each.get("details"))
            yield IncidentUpdate(
                report.update_key(payload.line(each.get("_id"), payload.ID), at, phase, text), at, phase, text
            )
