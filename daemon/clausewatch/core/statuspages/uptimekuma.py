"""Uptime Kuma.

One answer names the monitors in their groups and what somebody wrote about them, the other has their last heartbeats,
oldest first: 0 down, 1 up, 2 not sure yet, 3 maintenance. "Not sure yet" is passed over for what was last sure. Without
heartbeats nothing is known of any monitor. The page's id is its slug. Both answers are some minutes old.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    Component,
    Impact,
    Incident,
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

NAME = "uptimekuma"
SIGNS = ("Uptime Kuma",)

BEATS = {"0": PageState.MAJOR_OUTAGE, "1": PageState.OPERATIONAL, "3": PageState.MAINTENANCE}
PENDING = "2"
IMPACTS = {
    "info": Impact.NONE,
    "primary": Impact.NONE,
    "light": Impact.NONE,
    "dark": Impact.NONE,
    "warning": Impact.MINOR,
    "danger": Impact.MAJOR,
}
"""By the colour of the note; there is nothing else that says how grave it is."""
MAINTENANCE_PHASES = {
    "scheduled": MaintenancePhase.SCHEDULED,
    "under-maintenance": MaintenancePhase.IN_PROGRESS,
    "ended": MaintenancePhase.COMPLETED,
    "inactive": MaintenancePhase.CANCELLED,
}
SLUG = re.compile(r"""slug["']?\s{0,3}:\s{0,3}["']([a-z0-9-]{1,100})["']""", re.IGNORECASE)
PAGE = re.compile(r"/status/([A-Za-z0-9-]{1,100})/?$")
API = re.compile(r"/api/status-page/(?:heartbeat/)?([A-Za-z0-9-]{1,100})/?$")


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    root = urls.root(base_url)
    in_address = API.search(root) or PAGE.search(root)
    slug = recipe.page_id or (in_address.group(1) if in_address else None)
    if slug is None:
        return ()
    api = f"{API.sub('', PAGE.sub('', root))}/api/status-page"
    return (f"{api}/{slug}", f"{api}/heartbeat/{slug}")


def page_id_in(text: str) -> str | None:
    """The slug in the data that the page carries along, where the page is this product's at all."""
    found = SLUG.search(unescape(text)) if "Uptime Kuma" in text else None
    return found.group(1) if found else None


def recognises(captures: tuple[Capture, ...]) -> bool:
    return _is_ours(payload.fields(payload.first_of(captures)))


def _is_ours(answer: Fields) -> bool:
    return isinstance(answer.get("publicGroupList"), list) and bool(_slug(answer))


def _slug(answer: Fields) -> str:
    return payload.line(payload.fields(answer.get("config")).get("slug"), payload.ID)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    main = payload.fields(answers[0])
    if not _is_ours(main):
        return payload.not_ours("JSON, but not of Uptime Kuma: no slug or no publicGroupList")
    if recipe.page_id and recipe.page_id != _slug(main):
        return payload.wrong_page(recipe.page_id, _slug(main))
    lists = [payload.fields(payload.fields(each).get("heartbeatList")) for each in answers[1:]]
    beats = {payload.line(key, payload.ID): beats for each in lists for key, beats in each.items()}
    return _Reading(main, beats, captures[0].fetched_at).report(recipe)


class _Reading:
    def __init__(self, main: Fields, beats: dict[str, object], fetched_at: datetime) -> None:
        self._main, self._beats, self._fetched_at, self._tokens = main, beats, fetched_at, Tokens()

    def report(self, recipe: StatusRecipe) -> StatusReport:
        config = payload.fields(self._main["config"])
        notes = (*payload.entries(self._main.get("incidents")), *payload.entries([self._main.get("incident")]))
        told = StatusReport(
            NAME,
            PageState.UNKNOWN,
            tuple(self._monitors()),
            tuple(self._incident(row) for row in notes),
            tuple(
                each for row in payload.entries(self._main.get("maintenanceList")) for each in self._maintenance(row)
            ),
            page_id=_slug(self._main),
            page_name=payload.line(config.get("title")),
        )
        return report.finished(told, None, recipe, self._tokens)

    def _monitors(self) -> Iterator[Component]:
        for group in payload.entries(self._main["publicGroupList"]):
            for row in payload.entries(group.get("monitorList")):
                key, name = payload.line(row.get("id"), payload.ID), payload.line(row.get("name"))
                if key and name:
                    yield Component(key, name, self._state(key), payload.line(group.get("name")))

    def _state(self, key: str) -> PageState:
        sure = [each for each in payload.entries(self._beats.get(key)) if payload.line(each.get("status")) != PENDING]
        return self._tokens.read(BEATS, sure[-1].get("status"), PageState.UNKNOWN) if sure else PageState.UNKNOWN

    def _incident(self, row: Fields) -> Incident:
        """A note that somebody pinned to the page; it is over when it is taken down."""
        title, began = payload.line(row.get("title")), payload.moment(row.get("createdDate"))
        over = row.get("active") is False
        return Incident(
            report.made_id(payload.line(row.get("id"), payload.ID), title, began),
            title,
            Phase.RESOLVED if over else Phase.INVESTIGATING,
            self._tokens.read(IMPACTS, row.get("style"), Impact.UNKNOWN),
            began or self._fetched_at,
            payload.moment(row.get("lastUpdatedDate")) if over else None,
        )

    def _maintenance(self, row: Fields) -> Iterator[Maintenance]:
        slots = payload.entries(row.get("timeslotList"))
        starts = [at for each in slots if (at := payload.moment(each.get("startDate")))]
        ends = [at for each in slots if (at := payload.moment(each.get("endDate")))]
        title = payload.line(row.get("title"))
        if starts:
            phase = self._tokens.read(MAINTENANCE_PHASES, row.get("status"), MaintenancePhase.UNKNOWN)
            key = report.made_id(payload.line(row.get("id"), payload.ID), title)
            yield Maintenance(key, title, phase, min(starts), max(ends, default=None))
