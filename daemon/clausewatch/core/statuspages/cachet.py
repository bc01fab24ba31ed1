"""Cachet, versions 2 and 3.

Version 2 lies at ``/api/v1`` with numbers for states; version 3 at ``/api`` in JSON:API with the number inside. Of
components 1 is operational to 4 major outage; version 3 adds 5 unknown and 6 maintenance. Of incidents 0 is scheduled,
1 investigating to 4 fixed. Incidents carry no severity; the component's state does. Lists come in pages: one that has
further pages ends no incident, and is not all of the components.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import Component, Coverage, Impact, Incident, PageState, Phase, StatusReport
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "cachet"
SIGNS = ("Cachet", "cachethq")

STATES = {
    "1": PageState.OPERATIONAL,
    "2": PageState.DEGRADED,
    "3": PageState.PARTIAL_OUTAGE,
    "4": PageState.MAJOR_OUTAGE,
    "5": PageState.UNKNOWN,
    "6": PageState.MAINTENANCE,
}
PHASES = {
    "1": Phase.INVESTIGATING,
    "2": Phase.IDENTIFIED,
    "3": Phase.MONITORING,
    "4": Phase.RESOLVED,
}
SCHEDULED = "0"
MARKERS = ("/api/v1", "/api/components", "/api/incidents", "/api/status")


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    """Of version 2, unless the address is version 3's."""
    root = urls.root(base_url, *MARKERS)
    api = f"{root}/api" if "/api/components" in base_url else f"{root}/api/v1"
    return (f"{api}/components?per_page=1000", f"{api}/incidents?per_page=100&sort=id&order=desc")


def otherwise(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    ours = endpoints(base_url, recipe)[0]
    return tuple(url for url in (f"{urls.root(base_url, *MARKERS)}/api/components?per_page=1000",) if url != ours)


def recognises(captures: tuple[Capture, ...]) -> bool:
    rows = _rows(payload.first_of(captures))
    return bool(rows) and all(_is_component(row) for row in rows)


def _rows(answer: object) -> list[Fields]:
    """Members of version 3's rows are brought to where version 2 has them."""
    rows = payload.entries(payload.fields(answer).get("data"))
    return [{**payload.fields(row.get("attributes")), **row} for row in rows]


def _is_component(row: Fields) -> bool:
    third = row.get("type") == "components" and "status" in row
    return third or ({"name", "status", "group_id"} <= row.keys() and "type" not in row)


def _is_incident(row: Fields) -> bool:
    third = row.get("type") == "incidents" and "status" in row
    return third or ({"name", "status"} <= row.keys() and "type" not in row and "group_id" not in row)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    rows = _rows(answers[0])
    if not rows or not all(_is_component(row) for row in rows):
        return payload.not_ours("JSON, but not of Cachet: no list of components with a numbered state")
    tokens = Tokens()
    incidents = [row for each in answers[1:] for row in _rows(each) if _is_incident(row)]
    whole = all(_is_whole(payload.fields(each)) for each in answers)
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        tuple(each for row in rows for each in _component(row, tokens)),
        tuple(
            _incident(row, tokens, captures[0].fetched_at)
            for row in incidents
            if _number(row.get("status")) != SCHEDULED
        ),
        host=payload.host(captures[0].url),
        coverage=Coverage.FULL if len(answers) > 1 else Coverage.COMPONENTS_ONLY,
        complete=len(answers) > 1 and whole,
    )
    return report.finished(told, None if whole else PageState.UNKNOWN, recipe, tokens)


def _is_whole(answer: Fields) -> bool:
    pages = payload.fields(payload.fields(answer.get("meta")).get("pagination")).get("total_pages")
    following = payload.fields(answer.get("links")).get("next")
    return not (isinstance(pages, int) and pages > 1) and not following


def _number(status: object) -> str:
    return payload.line(payload.fields(status).get("value") if isinstance(status, dict) else status)


def _component(row: Fields, tokens: Tokens) -> Iterator[Component]:
    name = payload.line(row.get("name"))
    if name:
        state = tokens.read(STATES, _number(row.get("status")), PageState.UNKNOWN)
        yield Component(payload.line(row.get("id"), payload.ID) or name, name, state)


def _incident(row: Fields, tokens: Tokens, fetched_at: datetime) -> Incident:
    name, began = payload.line(row.get("name")), _time(row, "occurred", "created")
    phase = tokens.read(PHASES, _number(row.get("latest_status") or row.get("status")), Phase.UNKNOWN)
    return Incident(
        report.made_id(payload.line(row.get("id"), payload.ID), name, began),
        name,
        phase,
        Impact.UNKNOWN,
        began or fetched_at,
        _time(row, "updated") if phase is Phase.RESOLVED else None,
        url=payload.link(row.get("permalink")),
    )


def _time(row: Fields, *names: str) -> datetime | None:
    """``occurred_at`` of version 2, ``occurred.string`` of version 3."""
    told = (row.get(f"{name}_at") or payload.fields(row.get(name)).get("string") for name in names)
    return next((at for each in told if (at := payload.moment(each))), None)
