"""Zendesk's own page: the active incidents, in JSON:API. At most ten requests a minute are allowed.

It lists no services that are well. ``outage`` says that a service does not work at all; ``impact`` is a word beside it.
An empty list is what anybody may answer, so only the product that the recipe names is believed to be quiet.
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
    PageState,
    Phase,
    StatusReport,
)
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "zendesk"
HOSTS = ("status.zendesk.com",)

PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
}
IMPACTS = {
    "degradation": Impact.MINOR,
    "minor": Impact.MINOR,
    "partial_outage": Impact.MAJOR,
    "major": Impact.MAJOR,
    "outage": Impact.CRITICAL,
    "critical": Impact.CRITICAL,
}
PATH = "/api/incidents/active"
MEMBERS = frozenset({"data", "included", "meta", "links", "jsonapi"})


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.root(base_url, PATH)}{PATH}",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    answer = payload.fields(payload.first_of(captures))
    return _is_ours(answer) and bool(answer["data"])


def _is_ours(answer: Fields) -> bool:
    rows = answer.get("data")
    return (
        isinstance(rows, list)
        and answer.keys() <= MEMBERS
        and all(isinstance(row, dict) and row.get("type") == "incident" for row in rows)
    )


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main, tokens = payload.fields(answers[0]), Tokens()
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of Zendesk: no list of incidents")
    texts = {payload.line(each.get("id"), payload.ID): each for each in payload.entries(main.get("included"))}
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (),
        tuple(_incident(row, texts, tokens, captures[0].fetched_at) for row in payload.entries(main["data"])),
        page_name="Zendesk",
        host=payload.host(captures[0].url),
        coverage=Coverage.INCIDENTS_ONLY,
        complete=len(main["data"]) <= payload.MANY,
    )
    return report.finished(told, None, recipe, tokens)


def _incident(row: Fields, included: dict[str, Fields], tokens: Tokens, fetched_at: datetime) -> Incident:
    about = payload.fields(row.get("attributes"))
    title = payload.line(about.get("title"))
    began, ended = payload.moment(about.get("started_at")), payload.moment(about.get("resolved_at"))
    over = ended is not None and ended <= fetched_at
    graded = tokens.read(IMPACTS, about.get("impact"), Impact.UNKNOWN)
    return Incident(
        report.made_id(payload.line(row.get("id"), payload.ID), title, began),
        title,
        Phase.RESOLVED if over else tokens.read(PHASES, about.get("status"), Phase.UNKNOWN),
        Impact.CRITICAL if about.get("outage") is True else graded,
        began or fetched_at,
        ended if over else None,
        report.in_order(_updates(row, included)),
    )


def _updates(row: Fields, included: dict[str, Fields]) -> Iterator[IncidentUpdate]:
    related = payload.fields(payload.fields(row.get("relationships")).get("incident_updates"))
    for each in payload.entries(related.get("data")):
        key = payload.line(each.get("id"), payload.ID)
        about = payload.fields(payload.fields(included.get(key)).get("attributes"))
        at, text = payload.moment(about.get("created_at")), payload.prose(about.get("description"))
        if at is not None:
            yield IncidentUpdate(report.update_key(key, at, Phase.UNKNOWN, text), at, Phase.UNKNOWN, text)
