"""Atlassian Statuspage, API v2; also pages that speak its format.

``summary.json`` is enough for a poll: page, declared indicator, components, unresolved incidents and maintenances. It
lists no resolved incident, so how one ended is asked of ``incidents/<id>.json``. Pages that only speak the format may
leave out ``incidents`` (then nothing can be said to have ended) or give no components (then nothing is operational).
``group: true`` rows are headings. ``page.url`` is the host the page says it is served at.

The past stands in two places. ``incidents.json`` gives the last 50 incidents in full; some pages repeat them under
``?page=2``, so a page that brings nothing new ends the search. ``/history.json?page=N`` gives three months each, newest
first and empty months too, with the codes of all incidents, whose times only ``/incidents/<code>.json`` tells exactly.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from clausewatch.core.history import (
    History,
    Inquiry,
    PastIncident,
    StateChange,
    Window,
    impact_spans,
    month_after,
)
from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    Component,
    Coverage,
    Impact,
    Incident,
    IncidentUpdate,
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
from clausewatch.core.statuspages._report import Scope
from clausewatch.core.watch import StatusRecipe

NAME = "statuspage"
PLATFORM = "Atlassian Statuspage"
SIGNS = ("statuspage.io", 'data-react-class="HistoryIndex"')

INDICATORS = {
    "none": PageState.OPERATIONAL,
    "minor": PageState.DEGRADED,
    "major": PageState.PARTIAL_OUTAGE,
    "critical": PageState.MAJOR_OUTAGE,
    "maintenance": PageState.MAINTENANCE,
}
COMPONENT_STATES = {
    "operational": PageState.OPERATIONAL,
    "degraded_performance": PageState.DEGRADED,
    "partial_outage": PageState.PARTIAL_OUTAGE,
    "major_outage": PageState.MAJOR_OUTAGE,
    "full_outage": PageState.MAJOR_OUTAGE,
    "under_maintenance": PageState.MAINTENANCE,
}
PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
    "postmortem": Phase.RESOLVED,
}
IMPACTS = {
    "none": Impact.NONE,
    "minor": Impact.MINOR,
    "major": Impact.MAJOR,
    "critical": Impact.CRITICAL,
    "maintenance": Impact.NONE,
}
MAINTENANCE_PHASES = {
    "scheduled": MaintenancePhase.SCHEDULED,
    "in_progress": MaintenancePhase.IN_PROGRESS,
    "verifying": MaintenancePhase.VERIFYING,
    "completed": MaintenancePhase.COMPLETED,
    "resolved": MaintenancePhase.COMPLETED,
    "postmortem": MaintenancePhase.COMPLETED,
}


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{_api(base_url)}/summary.json",)


def details(base_url: str, recipe: StatusRecipe, incident_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{_api(base_url)}/incidents/{each}.json" for each in incident_ids if each.isalnum())


def _api(base_url: str) -> str:
    return f"{urls.root(base_url, '/api/v2', '/incidents/', '/history')}/api/v2"


def recognises(captures: tuple[Capture, ...]) -> bool:
    """A page with an id that is none of incident.io's, and an indicator beside it."""
    answer = payload.fields(payload.first_of(captures))
    status, page_id = payload.fields(answer.get("status")), _page_id(answer)
    return bool(page_id) and not payload.ULID.fullmatch(page_id) and isinstance(status.get("indicator"), str)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = [payload.json_of(capture) for capture in captures]
    first = answers[0] if answers else payload.not_ours("no answer")
    if isinstance(first, Unreadable):
        return first
    main = payload.fields(first)
    if not _page_id(main) or not any(key in main for key in ("status", "components", "incidents", "incident")):
        return payload.not_ours("JSON, but not of a Statuspage: no page id or nothing beside it")
    if recipe.page_id and _page_id(main) != recipe.page_id:
        return payload.wrong_page(recipe.page_id, _page_id(main))
    others = [payload.fields(each) for each in answers[1:]]
    same_page = [each for each in others if _page_id(each) == _page_id(main)]
    return _Reading(main, report.scope_of(recipe), captures[0].fetched_at).report(same_page)


def history(inquiry: Inquiry) -> tuple[str, ...]:
    """The last incidents in full, the months of the window, then the incidents that only the months name."""
    return _Archive(inquiry).unasked()


def read_history(inquiry: Inquiry) -> History | Unreadable:
    archive = _Archive(inquiry)
    (summary,) = endpoints(inquiry.base, inquiry.recipe)
    main = inquiry.capture(summary)
    answer = payload.json_of(main) if main is not None else payload.not_ours("the summary of the page did not come")
    if isinstance(answer, Unreadable):
        return answer
    assert main is not None
    reading = _Reading(payload.fields(answer), report.scope_of(inquiry.recipe), main.fetched_at)
    items = archive.items()
    dated = [item for item in items if _is_dated(item)]
    undated = (f"{len(items) - len(dated)} incidents have no time at all",) if len(items) > len(dated) else ()
    return History(reading.past(dated), (*archive.gaps(), *undated), archive.created)


def _page_id(answer: Fields) -> str:
    return payload.line(payload.fields(answer.get("page")).get("id"), payload.ID)


@dataclass(frozen=True, slots=True)
class _Touched:
    """What an incident says about components."""

    names: dict[str, str]
    """Id -> name."""
    changed: bool
    """Whether it changed the state of any."""


class _Reading:
    """One summary, being read; collects the words it does not know."""

    def __init__(self, main: Fields, scope: Scope, fetched_at: datetime) -> None:
        self._main, self._scope, self._fetched_at = main, scope, fetched_at
        self._tokens = Tokens()
        self._all = tuple(self._components())
        self._counted = report.counted(scope, self._all)
        self._names = report.display_names(self._all)

    def report(self, others: list[Fields]) -> StatusReport:
        page = payload.fields(self._main.get("page"))
        components = self._counted
        missing = self._scope.missing(self._all)
        for name in missing:
            self._tokens.note(f"component {name}: not on the page")
        raw = [each for answer in (self._main, *others) for each in _incidents_of(answer)]
        incidents = report.newest_of_each(
            each for item in raw if not _is_maintenance(item) for each in self._incident(item)
        )
        maintenances = self._maintenances([*raw, *payload.entries(self._main.get("scheduled_maintenances"))])
        declared = self._declared()
        self._note_what_is_unread()
        everything_there = not missing and not self._tokens.gaps
        return StatusReport(
            NAME,
            report.state_of(declared if everything_there else PageState.UNKNOWN, components, incidents, maintenances),
            tuple(_named(each, self._names) for each in components),
            incidents,
            maintenances,
            page_id=_page_id(self._main),
            page_name=payload.line(page.get("name")),
            host=payload.host(page.get("url")),
            updated_at=payload.iso_time(page.get("updated_at")),
            coverage=_coverage(self._main),
            complete=bool(self._all) and isinstance(self._main.get("incidents"), list),
            unknown_tokens=tuple(self._tokens),
            missing=missing if self._all else (),
            offered=tuple(self._names.values()) if missing else (),
            home=payload.link(page.get("url")),
        )

    def _note_what_is_unread(self) -> None:
        for name in ("components", "incidents"):
            if name in self._main and self._main[name] is not None:
                payload.whole(self._main[name], self._tokens, name)

    def past(self, items: list[Fields]) -> tuple[PastIncident, ...]:
        """Incidents, oldest first, with the intervals of the components that their updates tell."""
        once = {
            each.id: PastIncident(each, impact_spans(self._state_changes(item), self._touched(item).names, each))
            for item in items
            if not _is_maintenance(item)
            for each in self._incident(item)
        }
        return tuple(sorted(once.values(), key=lambda past: (past.incident.started_at, past.incident.id)))

    def _state_changes(self, item: Fields) -> Iterator[StateChange]:
        counted = {each.id for each in self._counted}
        for update in payload.entries(item.get("incident_updates")):
            at = payload.iso_time(update.get("display_at")) or payload.iso_time(update.get("created_at"))
            for row in payload.entries(update.get("affected_components")) if at is not None else ():
                component_id = payload.line(row.get("code"), payload.ID) or payload.line(row.get("name"))
                if at is not None and (not self._scope.names or component_id in counted):
                    state = COMPONENT_STATES.get(payload.line(row.get("new_status")).lower(), PageState.UNKNOWN)
                    yield StateChange(at, component_id, state)

    def _declared(self) -> PageState | None:
        """By the page about itself; nothing where only part of it counts."""
        if "status" not in self._main or self._scope.names:
            return None
        indicator = payload.fields(self._main["status"]).get("indicator")
        return self._tokens.read(INDICATORS, indicator, PageState.UNKNOWN)

    def _components(self) -> Iterator[Component]:
        rows = payload.entries(self._main.get("components"))
        groups = {payload.line(row.get("id")): payload.line(row.get("name")) for row in rows if row.get("group")}
        for row in rows:
            name = payload.line(row.get("name"))
            if name and not row.get("group"):
                state = self._tokens.read(COMPONENT_STATES, row.get("status"), PageState.UNKNOWN)
                group = groups.get(payload.line(row.get("group_id")), "")
                yield Component(payload.line(row.get("id"), payload.ID) or name, name, state, group)

    def _incident(self, item: Fields) -> Iterator[Incident]:
        """The incident, if it has an id and is in scope."""
        updates = report.in_order(self._updates(item))
        impact = self._tokens.read(IMPACTS, item.get("impact"), Impact.UNKNOWN)
        touched = self._touched(item)
        harmless = impact is Impact.NONE and not touched.changed
        incident_id = payload.line(item.get("id"), payload.ID)
        if not incident_id or not (harmless or report.in_scope(self._scope, touched.names, self._counted)):
            return
        phase = self._tokens.read(PHASES, item.get("status"), Phase.UNKNOWN)
        resolved = next((each.at for each in updates if each.phase is Phase.RESOLVED), None)
        yield Incident(
            incident_id,
            payload.line(item.get("name")),
            phase,
            impact,
            self._started(item, updates),
            (payload.iso_time(item.get("resolved_at")) or resolved) if phase is Phase.RESOLVED else None,
            updates,
            tuple(touched.names.values()),
            payload.link(item.get("shortlink")),
        )

    def _started(self, item: Fields, updates: tuple[IncidentUpdate, ...]) -> datetime:
        told = payload.iso_time(item.get("started_at")) or payload.iso_time(item.get("created_at"))
        return told or (updates[0].at if updates else self._fetched_at)

    def _updates(self, item: Fields) -> Iterator[IncidentUpdate]:
        for row in payload.entries(item.get("incident_updates")):
            at = payload.iso_time(row.get("display_at")) or payload.iso_time(row.get("created_at"))
            if at is not None:
                phase = PHASES.get(payload.line(row.get("status")).lower(), Phase.UNKNOWN)
                text = payload.prose(row.get("body"))
                key = report.update_key(payload.line(row.get("id"), payload.ID), at, phase, text)
                yield IncidentUpdate(key, at, phase, text)

    def _touched(self, item: Fields) -> _Touched:
        """The components of an incident or maintenance: those it lists, else those its updates speak of."""
        listed = _names_of(payload.entries(item.get("components")), "id")
        rows = [
            row
            for update in payload.entries(item.get("incident_updates"))
            for row in payload.entries(update.get("affected_components"))
        ]
        names = listed or _names_of(rows, "code")
        changed = any(
            row.get("old_status") != row.get("new_status") or row.get("new_status") != "operational" for row in rows
        )
        return _Touched({key: self._names.get(key, name) for key, name in names.items()}, changed)

    def _maintenances(self, items: list[Fields]) -> tuple[Maintenance, ...]:
        return tuple(
            {each.id: each for item in items if _is_maintenance(item) for each in self._maintenance(item)}.values()
        )

    def _maintenance(self, item: Fields) -> Iterator[Maintenance]:
        touched = self._touched(item)
        maintenance_id = payload.line(item.get("id"), payload.ID)
        start = payload.iso_time(item.get("scheduled_for")) or payload.iso_time(item.get("created_at"))
        if maintenance_id and start and report.in_scope(self._scope, touched.names, self._counted):
            yield Maintenance(
                maintenance_id,
                payload.line(item.get("name")),
                self._tokens.read(MAINTENANCE_PHASES, item.get("status"), MaintenancePhase.UNKNOWN),
                start,
                payload.iso_time(item.get("scheduled_until")),
                tuple(touched.names.values()),
                payload.link(item.get("shortlink")),
            )


def _incidents_of(answer: Fields) -> tuple[Fields, ...]:
    """Of a list, or of the detail of one."""
    one: Any = answer.get("incident")
    return (*payload.entries(answer.get("incidents")), *((one,) if isinstance(one, dict) else ()))


def _is_maintenance(item: Fields) -> bool:
    return bool(item.get("scheduled_for")) or item.get("impact") == "maintenance"


def _names_of(rows: tuple[Fields, ...] | list[Fields], id_key: str) -> dict[str, str]:
    named = ((payload.line(row.get(id_key), payload.ID), payload.line(row.get("name"))) for row in rows)
    return {key or name: name for key, name in named if name}


def _named(component: Component, names: dict[str, str]) -> Component:
    return Component(component.id, names[component.id], component.state, component.group)


def _coverage(main: Fields) -> Coverage:
    if "components" not in main:
        return Coverage.INCIDENTS_ONLY
    return Coverage.FULL if "incidents" in main else Coverage.COMPONENTS_ONLY


# --- the past ---

MOST_PAGES = 60
"""Of three months each."""
LISTED_AT_ONCE = 50
"""Incidents that ``incidents.json`` gives; one that gives fewer gives all."""
ATLASSIAN_ID = 12
"""Characters of the product's own page ids; pages that only speak its format have longer ones."""
LOOK_BACK = timedelta(days=31)
"""An incident that began so long before the window may still have lasted in it; the months go by beginnings."""
ZONES = timedelta(hours=14)
"""The month of a page may begin so much later than ours."""
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Quarter:
    """One page of the history."""

    oldest: datetime
    """Begin of its first month, by the page's own clock where it tells its zone."""
    end: datetime
    codes: tuple[str, ...]
    """Of the incidents of those of its months that the window touches; maintenance left out."""
    empty: bool
    created: datetime | None
    """When the status page was made."""


class _Archive:
    """What was answered about the past, and what is still to be asked."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry, self._api = inquiry, _api(inquiry.base)
        self._root = self._api.removesuffix("/api/v2")
        (summary,) = endpoints(inquiry.base, inquiry.recipe)
        self._page_id = inquiry.recipe.page_id or _page_id(self._json(summary))
        self._quarters, self._next_quarter, self._quarters_gap = self._walk_quarters()
        self._lists, self._next_list, self._lists_gap = self._walk_lists()

    def unasked(self) -> tuple[str, ...]:
        (summary,) = endpoints(self._inquiry.base, self._inquiry.recipe)
        ahead = (None if self._inquiry.asked(summary) else summary, self._next_list, self._next_quarter)
        urls_ahead = tuple(url for url in ahead if url is not None)
        return urls_ahead or tuple(
            url for code in self._codes for url in self._detail_urls(code)[-1:] if self._ask(url)
        )

    def items(self) -> list[Fields]:
        """Every incident in full, once."""
        details = [detail for code in self._codes if (detail := self._detail(code)) is not None]
        listed = [item for answer in self._lists for item in payload.entries(answer.get("incidents"))]
        now = _incidents_of(self._json(endpoints(self._inquiry.base, self._inquiry.recipe)[0]))
        return list({payload.line(item.get("id"), payload.ID): item for item in (*details, *listed, *now)}.values())

    def gaps(self) -> tuple[str, ...]:
        lost = sum(1 for code in self._codes if self._detail(code) is None)
        unread = (f"{lost} incidents are named in the history, but their details could not be read",) if lost else ()
        if not self._quarters_gap:
            return unread
        return (self._lists_gap, *unread) if self._lists_gap else unread

    @property
    def created(self) -> datetime | None:
        return next((each.created for each in self._quarters if each.created is not None), None)

    # --- months ---

    def _walk_quarters(self) -> tuple[list[_Quarter], str | None, str]:
        """The pages that were read, the next one to ask, and why they do not cover the window."""
        read: list[_Quarter] = []
        for number in range(1, MOST_PAGES + 1):
            url = f"{self._root}/history.json?page={number}"
            if not self._inquiry.asked(url):
                return read, url, f"the history was read only to its page {number - 1}"
            quarter = _quarter(self._json(url), self._inquiry.window)
            if quarter is None:
                return read, None, f"page {number} of the history cannot be read"
            if read and quarter.oldest >= read[-1].oldest:
                return read, None, f"page {number} of the history repeats an earlier one"
            read.append(quarter)
            before_creation = quarter.empty and quarter.created is not None and quarter.end < quarter.created
            if quarter.oldest <= self._inquiry.window.start - LOOK_BACK or before_creation:
                return read, None, ""
        return read, None, f"the history is longer than {MOST_PAGES} pages"

    @functools.cached_property
    def _codes(self) -> tuple[str, ...]:
        """Incidents that only the months name."""
        known = {
            payload.line(item.get("id"), payload.ID)
            for answer in self._lists
            for item in payload.entries(answer.get("incidents"))
        }
        return tuple(dict.fromkeys(code for each in self._quarters for code in each.codes if code not in known))

    def _detail_urls(self, code: str) -> tuple[str, ...]:
        """Where an incident's details lie: the second place only once the first has none."""
        first, second = f"{self._root}/incidents/{code}.json", f"{self._api}/incidents/{code}.json"
        return (first, second) if self._inquiry.asked(first) and not self._detail_at(first, code) else (first,)

    def _ask(self, url: str) -> bool:
        return not self._inquiry.asked(url)

    def _detail(self, code: str) -> Fields | None:
        found = (self._detail_at(url, code) for url in self._detail_urls(code))
        return next((each for each in found if each), None)

    def _detail_at(self, url: str, code: str) -> Fields:
        """The incident bare, or beside its page; nothing if it is of another page or another incident."""
        answer = self._json(url)
        item = payload.fields(answer.get("incident")) or answer
        page_id = _page_id(answer) or payload.line(item.get("page_id"), payload.ID)
        ours = not page_id or not self._page_id or page_id == self._page_id
        return item if ours and payload.line(item.get("id"), payload.ID) == code else {}

    # --- the last incidents ---

    def _walk_lists(self) -> tuple[list[Fields], str | None, str]:
        """Pages of ``incidents.json``; the first is always worth it, further ones only where there are no months."""
        read: list[Fields] = []
        seen: set[str] = set()
        for number in range(1, MOST_PAGES + 1):
            url = f"{self._api}/incidents.json" + (f"?page={number}" if number > 1 else "")
            if not self._inquiry.asked(url):
                wanted = number == 1 or (bool(self._quarters_gap) and self._next_quarter is None)
                return (
                    read,
                    url if wanted else None,
                    self._quarters_gap or "the list of incidents was not read to its end",
                )
            answer = self._json(url)
            rows = payload.entries(answer.get("incidents"))
            new = {payload.line(row.get("id"), payload.ID) for row in rows} - seen
            if not self._is_ours(answer):
                return read, None, f"{self._quarters_gap}; the list of incidents cannot be read"
            read.append(answer)
            if self._reaches_back(rows) or (not seen and self._is_all(rows)):
                return read, None, ""
            if not new:
                text = "repeats the first" if rows else "is empty"
                return (
                    read,
                    None,
                    f"{self._quarters_gap}; page {number} of the list of incidents {text}: it has no pages",
                )
            seen |= new
        return read, None, f"{self._quarters_gap}; the list of incidents is longer than {MOST_PAGES} pages"

    def _reaches_back(self, rows: tuple[Fields, ...]) -> bool:
        starts = [payload.iso_time(row.get("created_at")) for row in rows]
        return any(start is not None and start < self._inquiry.window.start for start in starts)

    def _is_all(self, rows: tuple[Fields, ...]) -> bool:
        """Whether a list is short because there are no more; a page that only speaks the format may list fewer."""
        return len(rows) < LISTED_AT_ONCE and len(self._page_id) == ATLASSIAN_ID

    def _is_ours(self, answer: Fields) -> bool:
        ours = not self._page_id or _page_id(answer) == self._page_id
        return ours and isinstance(answer.get("incidents"), list)

    def _json(self, url: str) -> Fields:
        capture = self._inquiry.capture(url)
        return payload.fields(payload.json_of(capture)) if capture is not None else {}


def _quarter(answer: Fields, window: Window) -> _Quarter | None:
    """``None`` if the answer is no page of a history whose months can be told."""
    rows = payload.entries(answer.get("months"))
    months = [_month(row) for row in rows]
    starts = [month for month in months if month is not None]
    if not rows or len(starts) < len(rows):
        return None
    page = payload.fields(payload.fields(answer.get("page_status")).get("page"))
    touched = (row for row, month in zip(rows, starts, strict=True) if _touches(month, window))
    codes = (
        payload.line(each.get("code"), payload.ID)
        for row in touched
        for each in payload.entries(row.get("incidents"))
        if each.get("impact") != "maintenance"
    )
    return _Quarter(
        payload.iso_time(answer.get("start_time")) or min(starts) + ZONES,
        month_after(max(starts)),
        tuple(code for code in codes if code.isalnum() or code.replace("-", "").isalnum()),
        not any(payload.entries(row.get("incidents")) for row in rows),
        payload.iso_time(page.get("created_at")),
    )


def _month(row: Fields) -> datetime | None:
    name, year = payload.line(row.get("name")).lower(), row.get("year")
    if name not in MONTHS or type(year) is not int or not 2000 <= year < 2100:
        return None
    return datetime(year, MONTHS.index(name) + 1, 1, tzinfo=UTC)


def _touches(month: datetime, window: Window) -> bool:
    return month - ZONES < window.end and month_after(month) + ZONES > window.start - LOOK_BACK


def _is_dated(item: Fields) -> bool:
    times = [item.get("started_at"), item.get("created_at")]
    times += [update.get("created_at") for update in payload.entries(item.get("incident_updates"))]
    return any(payload.iso_time(each) is not None for each in times)
