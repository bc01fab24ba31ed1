"""Flashduty (Flashcat) status pages.

``summary/active`` lists the page's components, which carry no state of their own, and the active changes. What is told
about components stands in the changes: ``affected_components`` as of now, ``component_changes`` of each update as
deltas. So a component's state is the worst that an open change says of it, and operational if none does.

What real records taught: ids stay when names change, so components are followed by id and called as the page calls
them today; records migrated from another product have empty update ids; an update may change no component; hidden
components (``hide_all``) and ids that the page no longer has are not part of its state; a maintenance that is only
scheduled changes nothing yet; times are epoch seconds; ``is_retrospective`` records appear days after the fact.

Identity is mandatory: the former product's page stays up for years, and the product's own page answers under the same
path. The page id must be the recipe's, and ``custom_domain`` the host that was asked, unless that host is the
product's own or a bare address.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.history import History, Inquiry, PastIncident, StateChange, Window, impact_spans, months_of
from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import (
    IMPACT_OF_STATE,
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
    worst,
)
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.statuspages._report import Scope
from clausewatch.core.watch import StatusRecipe

NAME = "flashduty"
PLATFORM = "Flashduty"

COMPONENT_STATES = {
    "operational": PageState.OPERATIONAL,
    "degraded": PageState.DEGRADED,
    "partial_outage": PageState.PARTIAL_OUTAGE,
    "full_outage": PageState.MAJOR_OUTAGE,
    "under_maintenance": PageState.MAINTENANCE,
}
PHASES = {
    "investigating": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "monitoring": Phase.MONITORING,
    "resolved": Phase.RESOLVED,
}
MAINTENANCE_PHASES = {
    "scheduled": MaintenancePhase.SCHEDULED,
    "ongoing": MaintenancePhase.IN_PROGRESS,
    "in_progress": MaintenancePhase.IN_PROGRESS,
    "verifying": MaintenancePhase.VERIFYING,
    "completed": MaintenancePhase.COMPLETED,
    "cancelled": MaintenancePhase.CANCELLED,
    "canceled": MaintenancePhase.CANCELLED,
}
OVER = frozenset({"resolved", "completed", "cancelled", "canceled", "scheduled"})
"""Words of changes that say nothing about a component's state now."""
PRODUCT_HOSTS = ("flashduty.com", "flashcat.cloud", "flashcat.com")
PAGE_ID = re.compile(r"""page_id\\{0,4}["']?\s{0,3}[:=]\s{0,3}\\{0,4}["']?(\d{6,20})""")


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{_api(base_url)}/{recipe.page_id}/summary/active",) if recipe.page_id else ()


def details(base_url: str, recipe: StatusRecipe, incident_ids: tuple[str, ...]) -> tuple[str, ...]:
    if not recipe.page_id:
        return ()
    api = f"{_api(base_url)}/{recipe.page_id}"
    return tuple(f"{api}/change/info?change_id={each}" for each in incident_ids if each.isdigit())


def page_id_in(text: str) -> str | None:
    """The id that the branded page's script names; it may stand in escaped JSON."""
    found = PAGE_ID.search(text)
    return found.group(1) if found else None


def _api(base_url: str) -> str:
    """The product's own hosts name the page in the path of the branded page, not in that of the API."""
    base = urls.origin(base_url) if _of_product(payload.host(base_url)) else urls.root(base_url, "/api/status-page")
    return f"{base}/api/status-page"


def recognises(captures: tuple[Capture, ...]) -> bool:
    data = _data(payload.json_of(captures[0])) if captures else {}
    return bool(_page_id(data)) and isinstance(data.get("active_changes"), list)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = [payload.json_of(capture) for capture in captures]
    first = answers[0] if answers else payload.not_ours("no answer")
    if isinstance(first, Unreadable):
        return first
    main = _data(first)
    if not _page_id(main) and not _changes_of(main):
        return payload.not_ours("JSON, but not of a Flashduty page: no page and no changes")
    doubt = _doubt(main, captures[0], recipe)
    if doubt is not None:
        return doubt
    page_id = _page_id(main) or _page_id_of_changes(main)
    changes = [each for answer in answers for each in _changes_of(_data(answer)) if _belongs(each, page_id)]
    return _Reading(main, changes, report.scope_of(recipe), captures[0].fetched_at).report(page_id)


# --- the past ---


def history(inquiry: Inquiry) -> tuple[str, ...]:
    """The changes of each month, newest first, then the details of those that the lists tell without updates."""
    summary = endpoints(inquiry.base, inquiry.recipe)
    lists = [_list_url(inquiry, month) for month in reversed(months_of(inquiry.window))] if summary else []
    unasked = tuple(url for url in (*summary, *lists) if not inquiry.asked(url))
    return unasked or tuple(url for url in _detail_urls(inquiry) if not inquiry.asked(url))


def read_history(inquiry: Inquiry) -> History | Unreadable:
    """A change stands in the list of every month that it touches; it counts once."""
    captures = tuple(each for url in inquiry.answers if (each := inquiry.capture(url)) is not None)
    (summary,) = endpoints(inquiry.base, inquiry.recipe) or ("",)
    first = inquiry.capture(summary)
    if first is None:
        return payload.not_ours("the summary of the page did not come")
    main = payload.json_of(first)
    if isinstance(main, Unreadable):
        return main
    doubt = _doubt(_data(main), first, inquiry.recipe)
    if doubt is not None:
        return doubt
    page_id = _page_id(_data(main))
    changes = [row for each in captures for row in _changes_of(_data(payload.json_of(each))) if _belongs(row, page_id)]
    reading = _Reading(_data(main), changes, report.scope_of(inquiry.recipe), first.fetched_at)
    undated = sum(1 for row in changes if not _is_maintenance(row) and not _is_dated(row))
    gaps = (*_gaps(inquiry), *((f"{undated} incidents have no time at all",) if undated else ()))
    return History(reading.past(), gaps, _available_since(_data(main)))


def _list_url(inquiry: Inquiry, month: Window) -> str:
    start, end = (int(moment.timestamp()) for moment in (month.start, month.end))
    api = f"{_api(inquiry.base)}/{inquiry.recipe.page_id}"
    return f"{api}/change/list?start_at_seconds={start}&end_at_seconds={end}"


def _listed(inquiry: Inquiry) -> list[Fields]:
    """The answers to the lists, in order; empty fields for one that could not be read."""
    urls_of_lists = [_list_url(inquiry, month) for month in months_of(inquiry.window)]
    captures = (inquiry.capture(url) for url in urls_of_lists)
    return [_data(payload.json_of(each)) if each is not None else {} for each in captures]


def _detail_urls(inquiry: Inquiry) -> tuple[str, ...]:
    rows = (row for answer in _listed(inquiry) for row in _changes_of(answer))
    lean = (row for row in rows if not _is_maintenance(row) and not payload.entries(row.get("updates")))
    ids = dict.fromkeys(payload.line(row.get("change_id"), payload.ID) for row in lean)
    return details(inquiry.base, inquiry.recipe, tuple(ids))


def _gaps(inquiry: Inquiry) -> Iterator[str]:
    answers = _listed(inquiry)
    unread = sum(1 for answer in answers if not isinstance(answer.get("items"), list))
    if unread:
        yield f"{unread} of {len(answers)} months could not be read"
    if any(_is_cut(answer) for answer in answers):
        yield "the list of a month is longer than the page gives at once"
    lost = sum(1 for url in _detail_urls(inquiry) if inquiry.capture(url) is None)
    if lost:
        yield f"the details of {lost} incidents could not be read"


def _is_cut(answer: Fields) -> bool:
    total = answer.get("total")
    items = len(payload.entries(answer.get("items")))
    return answer.get("has_next_page") is True or (type(total) is int and total > items)


def _available_since(data: Fields) -> datetime | None:
    rows = payload.entries(payload.fields(data.get("page")).get("components"))
    times = (payload.epoch_time(row.get("available_since_seconds")) for row in rows)
    return min((each for each in times if each is not None), default=None)


def _data(answer: object) -> Fields:
    return payload.fields(payload.fields(answer).get("data"))


def _page_id(data: Fields) -> str:
    return payload.line(payload.fields(data.get("page")).get("page_id"), payload.ID)


def _page_id_of_changes(data: Fields) -> str:
    return next((payload.line(each.get("page_id")) for each in _changes_of(data)), "")


def _changes_of(data: Fields) -> tuple[Fields, ...]:
    """Of the active ones, of a list, or of the detail of one."""
    one = (data,) if "change_id" in data else ()
    return (*payload.entries(data.get("active_changes")), *payload.entries(data.get("items")), *one)


def _belongs(change: Fields, page_id: str) -> bool:
    return payload.line(change.get("page_id")) in ("", page_id)


def _doubt(main: Fields, capture: Capture, recipe: StatusRecipe) -> Unreadable | None:
    """Why the answer is not the page's that was asked for."""
    found = _page_id(main) or _page_id_of_changes(main)
    if recipe.page_id and found != recipe.page_id:
        return payload.wrong_page(recipe.page_id, found or "(no id)")
    asked = payload.host(capture.url)
    domain = payload.host(payload.fields(main.get("page")).get("custom_domain"))
    if domain and domain != asked and not _of_product(asked) and not _is_address(asked):
        return payload.wrong_page(asked, domain)
    return None


def _of_product(host: str) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in PRODUCT_HOSTS)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return True


@dataclass(frozen=True, slots=True)
class _Touched:
    """What one change says about components, by id."""

    now: dict[str, PageState]
    ever: dict[str, PageState]
    """The worst of each."""
    names: dict[str, str]
    """As the change called them."""


class _Reading:
    """One summary, being read; collects the words it does not know."""

    def __init__(self, main: Fields, changes: list[Fields], scope: Scope, fetched_at: datetime) -> None:
        self._page = payload.fields(main.get("page"))
        self._main, self._changes, self._scope, self._fetched_at = main, changes, scope, fetched_at
        self._tokens = Tokens()
        self._note_what_is_unread()
        self._touched = [(change, self._touched_by(change)) for change in changes]
        self._visible = tuple(self._components())
        self._counted = report.counted(scope, self._visible)
        self._names = report.display_names(self._visible)

    def _note_what_is_unread(self) -> None:
        """Changes are all that tells of trouble: what cannot be read of them, or is another page's, forbids green."""
        if not self._page:
            return  # the details of one change
        page_id = payload.line(self._page.get("page_id"), payload.ID)
        payload.whole(self._page.get("components"), self._tokens, "components")
        rows = payload.whole(self._main.get("active_changes"), self._tokens, "active_changes")
        if not all(payload.line(row.get("change_id"), payload.ID) for row in rows):
            self._tokens.miss("a change without an id")
        if not all(_belongs(row, page_id) for row in rows):
            self._tokens.miss("a change of another page")

    def report(self, page_id: str) -> StatusReport:
        components = self._counted
        missing = self._scope.missing(self._visible) if self._visible else ()
        for name in missing:
            self._tokens.note(f"component {name}: not on the page")
        incidents = report.newest_of_each(
            each for change, touched in self._touched for each in self._incident(change, touched)
        )
        maintenances = tuple(
            {each.id: each for change, touched in self._touched for each in self._maintenance(change, touched)}.values()
        )
        declared = PageState.UNKNOWN if missing or self._tokens.gaps else self._implied(incidents)
        return StatusReport(
            NAME,
            report.state_of(declared, components, incidents, maintenances),
            tuple(Component(each.id, self._names[each.id], each.state, each.group) for each in components),
            incidents,
            maintenances,
            page_id=page_id,
            page_name=payload.line(self._page.get("name")),
            host=payload.host(self._page.get("custom_domain")),
            coverage=Coverage.FULL if self._page else Coverage.INCIDENTS_ONLY,
            complete=bool(self._visible) and isinstance(self._main.get("active_changes"), list),
            unknown_tokens=tuple(self._tokens),
            missing=missing,
            offered=tuple(self._names.values()) if missing else (),
        )

    def past(self) -> tuple[PastIncident, ...]:
        """The incidents among the changes, oldest first, each with the intervals of its components.

        An incident without any time of its own cannot be placed and is left out.
        """
        once = {
            each.id: PastIncident(each, impact_spans(self._state_changes(change, touched), self._called(touched), each))
            for change, touched in self._touched
            for each in self._incident(change, touched)
            if _is_dated(change)
        }
        return tuple(sorted(once.values(), key=lambda past: (past.incident.started_at, past.incident.id)))

    def _state_changes(self, change: Fields, touched: _Touched) -> Iterator[StateChange]:
        """Of components that count; hidden and former ones too where everything counts."""
        known = self._known(touched) if self._scope.names else touched.ever
        for update in payload.entries(change.get("updates")):
            at = payload.epoch_time(update.get("at_seconds"))
            for row in payload.entries(update.get("component_changes")) if at is not None else ():
                component_id = payload.line(row.get("component_id"), payload.ID)
                if component_id in known and at is not None:
                    state = COMPONENT_STATES.get(payload.line(row.get("status")).lower(), PageState.UNKNOWN)
                    yield StateChange(at, component_id, state)

    def _called(self, touched: _Touched) -> dict[str, str]:
        """Id -> what the page calls it today, else what the change called it."""
        return {**touched.names, **{key: self._names[key] for key in touched.ever if key in self._names}}

    @staticmethod
    def _implied(incidents: tuple[Incident, ...]) -> PageState | None:
        """An incident in progress that tells no component's state is some degradation all the same."""
        silent = any(each.is_open and each.impact is Impact.UNKNOWN and not each.components for each in incidents)
        return PageState.DEGRADED if silent else None

    def _components(self) -> Iterator[Component]:
        sections = {payload.line(each.get("section_id")): each for each in payload.entries(self._page.get("sections"))}
        for row in payload.entries(self._page.get("components")):
            component_id, name = payload.line(row.get("component_id"), payload.ID), payload.line(row.get("name"))
            section = sections.get(payload.line(row.get("section_id")), {})
            hidden = row.get("hide_all") is True or section.get("hide_all") is True
            asked_for = bool(self._scope.names) and self._scope.covers(component_id, name)
            if component_id and (asked_for or not hidden):
                yield Component(component_id, name, self._state(component_id), payload.line(section.get("name")))

    def _state(self, component_id: str) -> PageState:
        said = [
            touched.now[component_id]
            for change, touched in self._touched
            if component_id in touched.now and payload.line(change.get("status")).lower() not in OVER
        ]
        return worst([PageState.OPERATIONAL, *said])

    def _touched_by(self, change: Fields) -> _Touched:
        """Deltas replayed in order of time, then what the change says of its components as of now."""
        now: dict[str, PageState] = {}
        ever: dict[str, PageState] = {}
        names: dict[str, str] = {}
        updates = sorted(payload.entries(change.get("updates")), key=_moment)
        rows = [row for update in updates for row in payload.entries(update.get("component_changes"))]
        for row in [*rows, *payload.entries(change.get("affected_components"))]:
            component_id = payload.line(row.get("component_id"), payload.ID)
            if component_id and "status" in row:
                state = self._tokens.read(COMPONENT_STATES, row.get("status"), PageState.UNKNOWN)
                now[component_id] = state
                names[component_id] = payload.line(row.get("component_name") or row.get("name"))
                ever[component_id] = worst([ever.get(component_id, PageState.OPERATIONAL), state])
        return _Touched(now, ever, {each: name for each, name in names.items() if name})

    def _known(self, touched: _Touched) -> dict[str, str]:
        """Id -> name of the touched components: those that the page shows; all, where the answer has no page."""
        names = self._names if self._page else touched.names
        return {each: names[each] for each in touched.ever if each in names}

    def _incident(self, change: Fields, touched: _Touched) -> Iterator[Incident]:
        """The incident, if the change is one, has an id and is in scope."""
        incident_id, names = payload.line(change.get("change_id"), payload.ID), self._known(touched)
        updates = report.in_order(self._updates(change))
        impact = self._impact(touched)
        harmless = impact is Impact.NONE
        if (
            not incident_id
            or _is_maintenance(change)
            or not (harmless or report.in_scope(self._scope, names, self._counted))
        ):
            return
        phase = self._tokens.read(PHASES, change.get("status"), Phase.UNKNOWN)
        start = payload.epoch_time(change.get("start_at_seconds"))
        yield Incident(
            incident_id,
            payload.line(change.get("title")),
            phase,
            impact,
            start or (updates[0].at if updates else self._fetched_at),
            _resolved_at(change, updates) if phase is Phase.RESOLVED else None,
            updates,
            tuple(names.values()),
            retrospective=change.get("is_retrospective") is True,
        )

    def _impact(self, touched: _Touched) -> Impact:
        """Of the components that it touches now; once they are well again, the worst it ever did to them."""
        counted = {key for key in touched.ever if key in self._names or not self._page}
        for states in (touched.now, touched.ever):
            state = worst([states[key] for key in counted])
            if state is not PageState.OPERATIONAL:
                return IMPACT_OF_STATE.get(state, Impact.UNKNOWN)
        return Impact.NONE

    def _updates(self, change: Fields) -> Iterator[IncidentUpdate]:
        for row in payload.entries(change.get("updates")):
            at = payload.epoch_time(row.get("at_seconds"))
            if at is not None:
                phase = PHASES.get(payload.line(row.get("status")).lower(), Phase.UNKNOWN)
                text = payload.prose(row.get("description"))
                key = report.update_key(payload.line(row.get("update_id"), payload.ID), at, phase, text)
                yield IncidentUpdate(key, at, phase, text)

    def _maintenance(self, change: Fields, touched: _Touched) -> Iterator[Maintenance]:
        maintenance_id, names = payload.line(change.get("change_id"), payload.ID), self._known(touched)
        start = payload.epoch_time(change.get("start_at_seconds"))
        if _is_maintenance(change) and maintenance_id and start and report.in_scope(self._scope, names, self._counted):
            yield Maintenance(
                maintenance_id,
                payload.line(change.get("title")),
                self._tokens.read(MAINTENANCE_PHASES, change.get("status"), MaintenancePhase.UNKNOWN),
                start,
                payload.epoch_time(change.get("close_at_seconds")),
                tuple(names.values()),
            )


def _is_maintenance(change: Fields) -> bool:
    return change.get("type") == "maintenance"


def _is_dated(change: Fields) -> bool:
    updates = payload.entries(change.get("updates"))
    return payload.epoch_time(change.get("start_at_seconds")) is not None or any(map(_moment, updates))


def _moment(update: Fields) -> float:
    at = payload.epoch_time(update.get("at_seconds"))
    return at.timestamp() if at else 0.0


def _resolved_at(change: Fields, updates: tuple[IncidentUpdate, ...]) -> datetime | None:
    closed = payload.epoch_time(change.get("close_at_seconds"))
    return closed or next((each.at for each in updates if each.phase is Phase.RESOLVED), None)
