"""Google Cloud, and Google's other status dashboards, which speak the same format.

``incidents.json`` is the whole history, newest first; an incident without an end is open. There are no phases. The
catalogue of ``products.json`` has no states: a product is as the worst open incident says that names it, and
operational if none does. Without the catalogue nothing can be called operational. An empty history is none: there
always is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    STATE_OF_IMPACT,
    Component,
    Coverage,
    Impact,
    Incident,
    IncidentUpdate,
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

NAME = "googlecloud"
SIGNS = ("Google Cloud Service Health",)
HOSTS = ("status.cloud.google.com",)

IMPACTS = {
    "available": Impact.NONE,
    "service_information": Impact.MINOR,
    "service_disruption": Impact.MAJOR,
    "service_outage": Impact.CRITICAL,
}
ROW = frozenset({"id", "begin", "status_impact", "external_desc"})


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    root = urls.root(base_url, "/incidents.json", "/products.json", "/incidents/", "/summary")
    return (f"{root}/incidents.json", f"{root}/products.json")


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_history(payload.first_of(captures))


def _is_history(answer: object) -> bool:
    rows = payload.entries(answer)
    return bool(rows) and isinstance(answer, list) and all(row.keys() >= ROW for row in rows)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    if not _is_history(answers[0]):
        return payload.not_ours("JSON, but not of Google Cloud: no list of incidents with a status_impact")
    catalogue = [row for each in answers[1:] for row in payload.entries(payload.fields(each).get("products"))]
    return _Reading(payload.entries(answers[0]), captures[0]).report(catalogue, recipe)


class _Reading:
    def __init__(self, rows: tuple[Fields, ...], capture: Capture) -> None:
        self._rows, self._url, self._fetched_at = rows, capture.url, capture.fetched_at
        self._tokens = Tokens()

    def report(self, catalogue: list[Fields], recipe: StatusRecipe) -> StatusReport:
        asked = report.questions(recipe, (name for row in self._rows for name in _places(row)))
        ours = [row for row in self._rows if asked.cover(_products(row), _places(row))]
        incidents = tuple(self._incident(row) for row in ours)
        going_on = tuple(each for each in incidents if each.is_open)
        components = tuple(each for row in catalogue for each in _component(row, going_on))
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            components,
            incidents,
            page_name="Google Cloud",
            host=payload.host(self._url),
            coverage=Coverage.FULL if components else Coverage.INCIDENTS_ONLY,
            complete=len(self._rows) < payload.MANY,
        )
        left_to_ask = StatusRecipe(components=asked.products if components else ())
        return report.finished(told, None, left_to_ask, self._tokens)

    def _incident(self, row: Fields) -> Incident:
        end = payload.moment(row.get("end"))
        over = end is not None and end <= self._fetched_at
        began = payload.moment(row.get("begin")) or payload.moment(row.get("created")) or self._fetched_at
        phase = Phase.RESOLVED if over else Phase.INVESTIGATING
        return Incident(
            report.made_id(payload.line(row.get("id"), payload.ID), began),
            payload.line(row.get("external_desc")),
            phase,
            self._tokens.read(IMPACTS, row.get("status_impact"), Impact.UNKNOWN) if not over else _impact(row),
            began,
            end if over else None,
            report.in_order(_updates(row)),
            _titles(row.get("affected_products")),
            payload.link(urljoin(self._url, payload.line(row.get("uri")))),
        )


def _impact(row: Fields) -> Impact:
    """Of an incident that is over; a word that nobody knows is no news any more."""
    return IMPACTS.get(payload.line(row.get("status_impact")).lower(), Impact.UNKNOWN)


def _component(row: Fields, going_on: tuple[Incident, ...]) -> Iterator[Component]:
    title = payload.line(row.get("title"))
    if title:
        told = [STATE_OF_IMPACT[each.impact] for each in going_on if title in each.components]
        state = worst([PageState.OPERATIONAL, *told])
        yield Component(payload.line(row.get("id"), payload.ID) or title, title, state)


def _updates(row: Fields) -> Iterator[IncidentUpdate]:
    latest = row.get("most_recent_update")
    for each in payload.entries(row.get("updates")) or payload.entries([latest]):
        at = payload.moment(each.get("when") or each.get("created"))
        if at is not None:
            text = payload.prose(each.get("text"))
            yield IncidentUpdate(report.update_key("", at, Phase.UNKNOWN, text), at, Phase.UNKNOWN, text)


def _products(row: Fields) -> tuple[str, ...]:
    """Names and ids, to ask by."""
    return (*_titles(row.get("affected_products")), *_titles(row.get("affected_products"), "id"))


def _places(row: Fields) -> tuple[str, ...]:
    key = "currently_affected_locations" if row.get("currently_affected_locations") else "previously_affected_locations"
    return (*_titles(row.get(key)), *_titles(row.get(key), "id"))


def _titles(rows: object, key: str = "title") -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in payload.entries(rows) if (name := payload.line(each.get(key)))))
