"""Upptime: a summary file in a repository, as fresh as its last run. It names sites and their state, no incidents."""

from __future__ import annotations

from collections.abc import Iterator

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import Component, Coverage, PageState, StatusReport
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "upptime"
SIGNS = ("upptime",)

PATH = "/history/summary.json"
STATES = {"up": PageState.OPERATIONAL, "degraded": PageState.DEGRADED, "down": PageState.MAJOR_OUTAGE}
ROW = frozenset({"name", "slug", "status", "dailyMinutesDown"})


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.root(base_url, PATH)}{PATH}",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.first_of(captures))


def _is_ours(answer: object) -> bool:
    rows = payload.entries(answer)
    return bool(rows) and all(row.keys() >= ROW for row in rows)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    if not _is_ours(answers[0]):
        return payload.not_ours("JSON, but not of Upptime: no list of sites with dailyMinutesDown")
    tokens = Tokens()
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        tuple(each for row in payload.entries(answers[0]) for each in _component(row, tokens)),
        host=payload.host(captures[0].url),
        coverage=Coverage.COMPONENTS_ONLY,
        complete=False,
    )
    return report.finished(told, None, recipe, tokens)


def _component(row: Fields, tokens: Tokens) -> Iterator[Component]:
    key, name = payload.line(row.get("slug"), payload.ID), payload.line(row.get("name"))
    if key and name:
        yield Component(key, name, tokens.read(STATES, row.get("status"), PageState.UNKNOWN))
