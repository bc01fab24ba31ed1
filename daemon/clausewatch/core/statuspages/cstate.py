"""cState, a static site: it is as fresh as its last build.

Times are as Go prints them; ``resolvedAt`` is ``<no value>`` until there is one. Issues stand under the systems that
they touch, the same one under each. A notice is no outage, but says that not all is as usual: it reads as degraded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import Component, Impact, Incident, PageState, Phase, StatusReport
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "cstate"
SIGNS = ("cstate",)

STATES = {
    "ok": PageState.OPERATIONAL,
    "notice": PageState.DEGRADED,
    "disrupted": PageState.PARTIAL_OUTAGE,
    "down": PageState.MAJOR_OUTAGE,
}
IMPACTS = {"notice": Impact.MINOR, "disrupted": Impact.MAJOR, "down": Impact.CRITICAL}


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.root(base_url, '/index.json')}/index.json",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.fields(payload.first_of(captures)))


def _is_ours(answer: Fields) -> bool:
    return answer.get("is") == "index" and "cStateVersion" in answer and isinstance(answer.get("systems"), list)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main, tokens = payload.fields(answers[0]), Tokens()
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of cState: no index with systems and a cStateVersion")
    systems = payload.entries(main["systems"])
    issues = [row for each in systems for row in payload.entries(each.get("unresolvedIssues"))]
    pinned = payload.entries(main.get("pinnedIssues"))
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        tuple(each for row in systems for each in _component(row, tokens)),
        tuple(_incident(row, tokens, captures[0].fetched_at) for row in (*pinned, *issues)),
        page_name=payload.line(main.get("title")),
        host=payload.host(main.get("baseURL")),
    )
    declared = tokens.read(STATES, main.get("summaryStatus"), PageState.UNKNOWN)
    return report.finished(told, declared, recipe, tokens)


def _component(row: Fields, tokens: Tokens) -> Iterator[Component]:
    name = payload.line(row.get("name"))
    if name:
        state = tokens.read(STATES, row.get("status"), PageState.UNKNOWN)
        yield Component(name, name, state, payload.line(row.get("category")))


def _incident(row: Fields, tokens: Tokens, fetched_at: datetime) -> Incident:
    title, began = payload.line(row.get("title")), payload.moment(row.get("createdAt"))
    touched = row.get("affected")
    over = row.get("resolved") is True
    harmless = row.get("informational") is True
    return Incident(
        report.made_id(payload.line(row.get("filename"), payload.ID), title, began),
        title,
        Phase.RESOLVED if over else Phase.INVESTIGATING,
        Impact.NONE if harmless else tokens.read(IMPACTS, row.get("severity"), Impact.UNKNOWN),
        began or fetched_at,
        payload.moment(row.get("resolvedAt")) if over else None,
        (),
        tuple(name for each in touched[: payload.MANY] if (name := payload.line(each)))
        if isinstance(touched, list)
        else (),
        payload.link(row.get("permalink")),
    )
