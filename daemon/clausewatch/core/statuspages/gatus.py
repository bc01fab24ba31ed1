"""Gatus.

It lists endpoints with their last results, oldest first, and writes no incidents. What its last check says is what is
known; an endpoint without results is of unknown state.
"""

from __future__ import annotations

from collections.abc import Iterator

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import Component, Coverage, PageState, StatusReport
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "gatus"
SIGNS = ("Gatus",)

PATH = "/api/v1/endpoints/statuses"
ROW = frozenset({"name", "key", "results"})
STATES = {"true": PageState.OPERATIONAL, "false": PageState.MAJOR_OUTAGE}


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.root(base_url, PATH)}{PATH}",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.first_of(captures))


def _is_ours(answer: object) -> bool:
    rows = payload.entries(answer)
    return bool(rows) and all(row.keys() >= ROW and isinstance(row["results"], list) for row in rows)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    if not _is_ours(answers[0]):
        return payload.not_ours("JSON, but not of Gatus: no list of endpoints with results")
    tokens = Tokens()
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        tuple(each for row in payload.entries(answers[0]) for each in _component(row, tokens)),
        page_name="Gatus",
        host=payload.host(captures[0].url),
        coverage=Coverage.COMPONENTS_ONLY,
        complete=False,
    )
    return report.finished(told, None, recipe, tokens)


def _component(row: Fields, tokens: Tokens) -> Iterator[Component]:
    key, name = payload.line(row.get("key"), payload.ID), payload.line(row.get("name"))
    results = row["results"]
    if key and name:
        word = str(payload.fields(results[-1]).get("success")).lower() if results else ""
        state = tokens.read(STATES, word, PageState.UNKNOWN) if results else PageState.UNKNOWN
        yield Component(key, name, state, payload.line(row.get("group")))
