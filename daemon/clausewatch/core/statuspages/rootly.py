"""Rootly.

Its public API speaks nearly Statuspage's format, without a page id and without components: so a page that declares
``none`` is of unknown state, as every page is that shows nothing. ``incidents.json`` lists active incidents, newest
first, 25 to a page; more of them than one page holds make the report incomplete.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    Component,
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
from clausewatch.core.statuspages.statuspage import COMPONENT_STATES, IMPACTS, INDICATORS, PHASES
from clausewatch.core.watch import StatusRecipe

NAME = "rootly"
PLATFORM = "Rootly"
SIGNS = ("rootly",)
FULL_PAGE = 25


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    api = f"{urls.root(base_url, '/api/v1')}/api/v1"
    return (f"{api}/status.json", f"{api}/incidents.json")


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.fields(payload.first_of(captures)))


def _is_ours(answer: Fields) -> bool:
    page, status = payload.fields(answer.get("page")), payload.fields(answer.get("status"))
    return "id" not in page and bool(payload.host(page.get("url"))) and isinstance(status.get("indicator"), str)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main = payload.fields(answers[0])
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of a Rootly page: no page with an address, or no indicator")
    others = [payload.fields(each) for each in answers[1:]]
    return _Reading(main, captures[0].fetched_at).report(others, recipe)


class _Reading:
    def __init__(self, main: Fields, fetched_at: datetime) -> None:
        self._main, self._fetched_at, self._tokens = main, fetched_at, Tokens()

    def report(self, others: list[Fields], recipe: StatusRecipe) -> StatusReport:
        page = payload.fields(self._main["page"])
        lists = [payload.entries(each.get("incidents")) for each in (*others, self._main)]
        components = tuple(
            each for row in payload.entries(self._main.get("components")) for each in self._component(row)
        )
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            components,
            tuple(self._incident(row) for rows in lists for row in rows),
            page_name=payload.line(page.get("name")),
            host=payload.host(page.get("url")),
            updated_at=payload.moment(page.get("updated_at")),
            coverage=Coverage.FULL if components else Coverage.INCIDENTS_ONLY,
            complete=isinstance(self._main.get("incidents"), list) and all(len(rows) < FULL_PAGE for rows in lists),
        )
        indicator = payload.fields(self._main["status"]).get("indicator")
        return report.finished(told, self._tokens.read(INDICATORS, indicator, PageState.UNKNOWN), recipe, self._tokens)

    def _component(self, row: Fields) -> Iterator[Component]:
        name = payload.line(row.get("name"))
        if name:
            state = self._tokens.read(COMPONENT_STATES, row.get("status"), PageState.UNKNOWN)
            yield Component(payload.line(row.get("id"), payload.ID) or name, name, state)

    def _incident(self, row: Fields) -> Incident:
        name = payload.line(row.get("name") or row.get("title"))
        began = next((at for key in ("started_at", "created_at") if (at := payload.moment(row.get(key)))), None)
        phase = self._tokens.read(PHASES, row.get("status"), Phase.UNKNOWN)
        graded = row.get("impact") or row.get("severity")
        return Incident(
            report.made_id(payload.line(row.get("id"), payload.ID), name, began),
            name,
            phase,
            self._tokens.read(IMPACTS, graded, Impact.UNKNOWN) if graded else Impact.UNKNOWN,
            began or self._fetched_at,
            payload.moment(row.get("resolved_at")),
            report.in_order(_updates(row)),
            tuple(name for each in payload.entries(row.get("components")) if (name := payload.line(each.get("name")))),
            payload.link(row.get("url") or row.get("shortlink")),
        )


def _updates(row: Fields) -> Iterator[IncidentUpdate]:
    for each in payload.entries(row.get("incident_updates")) or payload.entries(row.get("updates")):
        at = payload.moment(each.get("display_at") or each.get("created_at"))
        if at is not None:
            phase, text = (
                PHASES.get(payload.line(each.get("status")).lower(), Phase.UNKNOWN),
                payload.prose(each.get("body")),
            )
            yield IncidentUpdate(
                report.update_key(payload.line(each.get("id"), payload.ID), at, phase, text), at, phase, text
            )
