"""Salesforce: the state of one instance, such as ``NA161``, which is the page's id.

Being replaced by an interface that needs a login; it still answered in August 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    Component,
    Impact,
    Incident,
    IncidentUpdate,
    PageState,
    Phase,
    StatusReport,
)
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "salesforce"
HOSTS = ("api.status.salesforce.com", "status.salesforce.com")

STATES = {
    "ok": PageState.OPERATIONAL,
    "minor_incident_core": PageState.DEGRADED,
    "minor_incident_noncore": PageState.DEGRADED,
    "major_incident_core": PageState.MAJOR_OUTAGE,
    "major_incident_noncore": PageState.PARTIAL_OUTAGE,
    "maintenance_core": PageState.MAINTENANCE,
    "maintenance_noncore": PageState.MAINTENANCE,
}
IMPACTS = {"minor": Impact.MINOR, "major": Impact.MAJOR}
API = re.compile(r"/v1/instances/([A-Za-z0-9-]{1,40})/status/?$")
INSTANCE = frozenset({"key", "status", "Incidents", "Maintenances"})


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    if API.search(urls.root(base_url)):
        return (urls.root(base_url),)
    return (f"https://api.status.salesforce.com/v1/instances/{recipe.page_id}/status",) if recipe.page_id else ()


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.fields(payload.first_of(captures)))


def _is_ours(answer: Fields) -> bool:
    return answer.keys() >= INSTANCE and bool(payload.line(answer["key"])) and isinstance(answer["Incidents"], list)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main, tokens = payload.fields(answers[0]), Tokens()
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of Salesforce: no instance with its incidents")
    key = payload.line(main["key"], payload.ID)
    if recipe.page_id and not report.alike(recipe.page_id, key):
        return payload.wrong_page(recipe.page_id, key)
    state = tokens.read(STATES, main.get("status"), PageState.UNKNOWN)
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (Component(key, key, state, payload.line(main.get("location"))),),
        tuple(_incident(row, key, tokens, captures[0].fetched_at) for row in payload.entries(main["Incidents"])),
        page_id=key,
        page_name=f"Salesforce {key}",
        host=payload.host(captures[0].url),
    )
    return report.finished(told, None, recipe, tokens)


def _incident(row: Fields, instance: str, tokens: Tokens, fetched_at: datetime) -> Incident:
    impacts = payload.entries(row.get("IncidentImpacts"))
    starts = [at for each in impacts if (at := payload.moment(each.get("startTime")))]
    ends = [payload.moment(each.get("endTime")) for each in impacts]
    over = bool(ends) and all(end is not None and end <= fetched_at for end in ends)
    kind = payload.line(impacts[-1].get("type")) if impacts else ""
    began = min(starts, default=payload.moment(row.get("createdAt"))) or fetched_at
    severity = impacts[-1].get("severity") if impacts else None
    return Incident(
        report.made_id(payload.line(row.get("id"), payload.ID), began),
        f"{kind or 'incident'} on {instance}",
        Phase.RESOLVED if over else Phase.INVESTIGATING,
        tokens.read(IMPACTS, severity, Impact.UNKNOWN) if severity else Impact.UNKNOWN,
        began,
        max((end for end in ends if end), default=None) if over else None,
        report.in_order(_updates(row)),
        (instance,),
    )


def _updates(row: Fields) -> Iterator[IncidentUpdate]:
    for each in payload.entries(row.get("IncidentEvents")):
        at = payload.moment(each.get("createdAt"))
        if at is not None:
            text = payload.prose(each.get("message"))
            key = report.update_key(payload.line(each.get("id"), payload.ID), at, Phase.UNKNOWN, text)
            yield IncidentUpdate(key, at, Phase.UNKNOWN, text)
