"""Slack's own page: what is active, with the services that each incident touches.

It lists no services that are well, so a quiet answer is of unknown state. An incident's type is all that tells how
grave it is; one of the type ``maintenance`` is planned work.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
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

NAME = "slack"
HOSTS = ("slack-status.com", "status.slack.com")

PHASES = {
    "active": Phase.INVESTIGATING,
    "resolved": Phase.RESOLVED,
    "completed": Phase.RESOLVED,
    "cancelled": Phase.RESOLVED,
}
IMPACTS = {"notice": Impact.MINOR, "incident": Impact.MINOR, "outage": Impact.CRITICAL}
MAINTENANCE_PHASES = {
    "scheduled": MaintenancePhase.SCHEDULED,
    "active": MaintenancePhase.IN_PROGRESS,
    "completed": MaintenancePhase.COMPLETED,
    "resolved": MaintenancePhase.COMPLETED,
    "cancelled": MaintenancePhase.CANCELLED,
}
PATH = "/api/v2.0.0/current"
CURRENT = frozenset({"status", "date_created", "date_updated", "active_incidents"})


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.root(base_url, PATH)}{PATH}",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.fields(payload.first_of(captures)))


def _is_ours(answer: Fields) -> bool:
    return answer.keys() >= CURRENT and isinstance(answer["active_incidents"], list)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main, tokens = payload.fields(answers[0]), Tokens()
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of Slack: no status with active_incidents")
    rows = payload.entries(main["active_incidents"])
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (),
        tuple(_incident(row, tokens, captures[0].fetched_at) for row in rows if row.get("type") != "maintenance"),
        tuple(each for row in rows if row.get("type") == "maintenance" for each in _maintenance(row, tokens)),
        page_name="Slack",
        host=payload.host(captures[0].url),
        updated_at=payload.moment(main.get("date_updated")),
        coverage=Coverage.INCIDENTS_ONLY,
        complete=len(rows) == len(main["active_incidents"]),
    )
    words = {"ok": None, "active": PageState.DEGRADED}
    return report.finished(told, tokens.read(words, main.get("status"), PageState.UNKNOWN), recipe, tokens)


def _incident(row: Fields, tokens: Tokens, fetched_at: datetime) -> Incident:
    title, began = payload.line(row.get("title")), payload.moment(row.get("date_created"))
    phase = tokens.read(PHASES, row.get("status"), Phase.UNKNOWN)
    return Incident(
        report.made_id(payload.line(row.get("id"), payload.ID), title, began),
        title,
        phase,
        tokens.read(IMPACTS, row.get("type"), Impact.UNKNOWN),
        began or fetched_at,
        payload.moment(row.get("date_updated")) if phase is Phase.RESOLVED else None,
        report.in_order(_updates(row)),
        _services(row),
        payload.link(row.get("url")),
    )


def _updates(row: Fields) -> Iterator[IncidentUpdate]:
    for each in payload.entries(row.get("notes")):
        at = payload.moment(each.get("date_created"))
        if at is not None:
            text = payload.prose(each.get("body"))
            yield IncidentUpdate(report.update_key("", at, Phase.UNKNOWN, text), at, Phase.UNKNOWN, text)


def _maintenance(row: Fields, tokens: Tokens) -> Iterator[Maintenance]:
    title, start = payload.line(row.get("title")), payload.moment(row.get("date_created"))
    if start is not None:
        key = report.made_id(payload.line(row.get("id"), payload.ID), title, start)
        phase = tokens.read(MAINTENANCE_PHASES, row.get("status"), MaintenancePhase.UNKNOWN)
        yield Maintenance(key, title, phase, start, None, _services(row), payload.link(row.get("url")))


def _services(row: Fields) -> tuple[str, ...]:
    listed = row.get("services")
    names = (payload.line(each) for each in listed[: payload.MANY]) if isinstance(listed, list) else ()
    return tuple(dict.fromkeys(name for name in names if name))
