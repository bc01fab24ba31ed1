"""Checkly's status pages; undocumented, as the page itself asks.

``uptime`` lists groups and services with the events of each day; an event is over when its last update says so. Its
duration is in seconds. A service is as the worst of its open events says, and operational if it has none; an answer
that calls itself partial forbids that. ``unresolved-incidents`` adds what no service lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    STATE_OF_IMPACT,
    Component,
    Impact,
    Incident,
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

NAME = "checkly"
PLATFORM = "Checkly"
SIGNS = ("checkly",)

IMPACTS = {"minor": Impact.MINOR, "medium": Impact.MINOR, "major": Impact.MAJOR, "critical": Impact.CRITICAL}
PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
}
API = re.compile(r"/api/status-page/([A-Za-z0-9-]{1,100})/uptime/?$")
SLUG = re.compile(r"/api/status-page/([A-Za-z0-9-]{1,100})/")
LONGEST = 366 * 86_400


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    root = urls.root(base_url)
    found = API.search(root)
    slug = recipe.page_id or (found.group(1) if found else None)
    if slug is None:
        return ()
    api = f"{API.sub('', root)}/api/status-page/{slug}"
    return (f"{api}/uptime", f"{api}/unresolved-incidents")


def page_id_in(text: str) -> str | None:
    """The slug, where the page names the addresses that it asks."""
    found = SLUG.search(text) if "checkly" in text.lower() else None
    return found.group(1) if found else None


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.fields(payload.first_of(captures)))


def _is_ours(answer: Fields) -> bool:
    return isinstance(answer.get("metadata"), list) and isinstance(answer.get("uptime"), list)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main, tokens = payload.fields(answers[0]), Tokens()
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of Checkly: no metadata and uptime")
    rows = [
        (group, row)
        for group in payload.whole(main["uptime"], tokens, "uptime")
        for row in payload.whole(group.get("services"), tokens, "services")
    ]
    told = tuple(each for group, row in rows for each in _component(group, row, tokens))
    names = report.display_names(told)
    incidents: dict[str, Incident] = {}
    for _, row in rows:
        for event in _events(row, tokens):
            _add(
                incidents, event, names.get(payload.line(row.get("id"), payload.ID), ""), tokens, captures[0].fetched_at
            )
    for event in (each for answer in answers[1:] for each in _unresolved(answer)):
        _add(incidents, event, "", tokens, captures[0].fetched_at)
    whole = main.get("partialError") is not True
    slug = API.search(urls.root(captures[0].url))
    page = StatusReport(
        NAME,
        PageState.UNKNOWN,
        told,
        tuple(incidents.values()),
        page_id=recipe.page_id or (slug.group(1) if slug else ""),
        host=payload.host(captures[0].url),
        complete=whole and bool(told),
    )
    return report.finished(page, None if whole else PageState.UNKNOWN, recipe, tokens)


def _component(group: Fields, row: Fields, tokens: Tokens) -> Iterator[Component]:
    key, name = payload.line(row.get("id"), payload.ID), payload.line(row.get("name"))
    if key and name:
        told = [_impact(event, tokens) for event in _events(row, tokens) if _phase(event, tokens) is not Phase.RESOLVED]
        state = worst([PageState.OPERATIONAL, *(STATE_OF_IMPACT[each] for each in told)])
        days = isinstance(row.get("days"), list)
        yield Component(key, name, state if days else PageState.UNKNOWN, payload.line(group.get("name")))


def _events(row: Fields, tokens: Tokens) -> tuple[Fields, ...]:
    days = payload.whole(row.get("days"), tokens, "days")
    return tuple(event for day in days for event in payload.whole(day.get("events"), tokens, "events"))


def _unresolved(answer: object) -> tuple[Fields, ...]:
    return payload.entries(answer) or payload.entries(payload.fields(answer).get("incidents"))


def _impact(event: Fields, tokens: Tokens) -> Impact:
    return tokens.read(IMPACTS, event.get("severity"), Impact.UNKNOWN)


def _phase(event: Fields, tokens: Tokens) -> Phase:
    return tokens.read(PHASES, event.get("lastUpdateStatus"), Phase.UNKNOWN)


def _add(incidents: dict[str, Incident], event: Fields, component: str, tokens: Tokens, fetched_at: datetime) -> None:
    """The event as an incident, once, with every service that lists it."""
    name, began = payload.line(event.get("name")), payload.moment(event.get("created_at"))
    key = report.made_id(payload.line(event.get("id"), payload.ID), name, began)
    known = incidents.get(key)
    names = dict.fromkeys((*(known.components if known else ()), *((component,) if component else ())))
    phase, lasted = _phase(event, tokens), _length(event.get("duration"))
    end = began + lasted if began and lasted is not None else None
    incidents[key] = Incident(
        key,
        name,
        phase,
        _impact(event, tokens),
        began or fetched_at,
        end if phase is Phase.RESOLVED else None,
        (),
        tuple(names),
    )


def _length(value: object) -> timedelta | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST:
        return None
    return timedelta(seconds=value)
