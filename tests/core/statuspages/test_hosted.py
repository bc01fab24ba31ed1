"""Instatus, incident.io, Better Stack, status.io and Rootly."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch.core.model import Unreadable, UnreadableKind
from clausewatch.core.status import Coverage, Impact, MaintenancePhase, PageState, Phase, StatusReport
from clausewatch.core.statuspages import betterstack, incidentio, instatus, product, rootly, statusio
from clausewatch.core.watch import StatusRecipe
from core.statuspages import more_payloads as made
from core.statuspages.more_payloads import HOME, ULID_API, ULID_INCIDENT, ULID_PAGE
from core.statuspages.payloads import answer, at, iso


def read(name: str, *bodies: Any, url: str = f"{HOME}/x", **recipe: Any) -> StatusReport:
    reader = product(name)
    assert reader is not None
    report = reader.read(tuple(answer(each, url) for each in bodies), StatusRecipe(**recipe))
    assert isinstance(report, StatusReport), report
    return report


# --- Instatus ---

UP = made.instatus_components(("API", "OPERATIONAL"), ("Web", "OPERATIONAL"))


def test_a_page_that_says_up_is_healthy_only_with_its_components() -> None:
    assert read("instatus", made.instatus()).state is PageState.UNKNOWN
    report = read("instatus", made.instatus(), UP)
    assert (report.state, report.host, report.complete) == (PageState.OPERATIONAL, "status.lumen.example", True)
    assert [each.name for each in report.components] == ["API", "Web"]


@pytest.mark.parametrize("impact", ["DEGRADEDPERFORMANCE", "PARTIALOUTAGE", "MAJOROUTAGE"])
def test_an_instatus_incident_tells_its_impact(impact: str) -> None:
    row = {"id": "1", "name": "E", "status": "INVESTIGATING", "impact": impact, "started": iso(-30)}
    (incident,) = read("instatus", made.instatus("HASISSUES", activeIncidents=[row]), UP).incidents
    assert incident.phase is Phase.INVESTIGATING and incident.started_at == at(-30)
    grave = {"DEGRADEDPERFORMANCE": Impact.MINOR, "PARTIALOUTAGE": Impact.MAJOR, "MAJOROUTAGE": Impact.CRITICAL}
    assert incident.impact is grave[impact]


def test_issues_without_an_incident_are_issues() -> None:
    report = read("instatus", made.instatus("HASISSUES"), UP)
    assert (report.state, report.complete) == (PageState.DEGRADED, False)


def test_javascripts_dates_and_minutes_make_a_maintenance() -> None:
    row = {"name": "Reboot", "status": "INPROGRESS", "start": made.js_date(-10), "duration": "60"}
    report = read("instatus", made.instatus("UNDERMAINTENANCE", activeMaintenances=[row]), UP)
    (planned,) = report.maintenances
    assert (planned.start, planned.end, planned.phase) == (at(-10), at(50), MaintenancePhase.IN_PROGRESS)
    assert report.state is PageState.MAINTENANCE and planned.id
    again = read("instatus", made.instatus("UNDERMAINTENANCE", activeMaintenances=[row]), UP)
    assert again.maintenances[0].id == planned.id


@pytest.mark.parametrize("body", [made.instatus("SPARKLING"), made.instatus("")])
def test_point_18_an_unknown_page_state_is_no_outage(body: Any) -> None:
    reader = product("instatus")
    assert reader is not None
    report = reader.read((answer(body), answer(UP)), StatusRecipe())
    assert isinstance(report, Unreadable) or (report.state, report.unknown_tokens) == (
        PageState.UNKNOWN,
        ("SPARKLING",),
    )


# --- incident.io ---


def test_components_are_as_the_page_says_and_fine_where_it_says_nothing() -> None:
    report = read("incidentio", made.proxy(affected=((ULID_API, "full_outage"),)))
    assert [(each.name, each.state, each.group) for each in report.components] == [
        ("API", PageState.MAJOR_OUTAGE, "Services"),
        ("Web", PageState.OPERATIONAL, "Services"),
    ]
    assert read("incidentio", made.proxy()).state is PageState.OPERATIONAL
    assert read("incidentio", made.proxy(affected_components=None)).state is PageState.UNKNOWN
    assert read("incidentio", made.proxy(components=[])).state is PageState.UNKNOWN


def test_an_incident_of_the_proxy_names_components_and_updates() -> None:
    report = read("incidentio", made.proxy(made.proxy_incident()))
    (incident,) = report.incidents
    assert (incident.id, incident.impact, incident.phase) == (ULID_INCIDENT, Impact.MAJOR, Phase.IDENTIFIED)
    assert incident.components == ("API",) and incident.updates[0].text == "Looking."
    assert (report.page_id, report.host, report.complete) == (ULID_PAGE, "status.lumen.example", True)


def test_how_an_incident_ended_is_asked_around_its_ids_own_time() -> None:
    ulid = "01KAQXTZ00" + "0" * 16
    (url,) = incidentio.details(f"{HOME}/", StatusRecipe(), ("nonsense", ulid))
    assert url.startswith(f"{HOME}/proxy/status.lumen.example/incidents?start_at=2025-11-2")
    assert incidentio.details(HOME, StatusRecipe(), ("not-a-ulid", "I" * 26)) == ()
    update = {"id": "u2", "published_at": iso(-2), "to_status": "resolved", "message_string": "Over."}
    ended = made.proxy_incident("resolved", "operational", updates=[update])
    foreign = {**made.proxy_incident("resolved"), "id": "x", "status_page_id": "another"}
    (incident,) = read("incidentio", made.proxy(), {"incidents": [ended, foreign]}).incidents
    assert (incident.phase, incident.resolved_at) == (Phase.RESOLVED, at(-2))


def test_planned_work_of_the_proxy_is_no_incident() -> None:
    row = made.proxy_incident("maintenance_in_progress", "under_maintenance", type="maintenance")
    report = read("incidentio", made.proxy(row))
    assert report.incidents == () and report.maintenances[0].phase is MaintenancePhase.IN_PROGRESS
    assert report.state is PageState.MAINTENANCE


def test_a_hidden_component_is_not_part_of_the_state() -> None:
    items = [{"component": {"component_id": ULID_API, "hidden": True}}]
    report = read("incidentio", made.proxy(affected=((ULID_API, "full_outage"),), structure={"items": items}))
    assert [each.name for each in report.components] == ["Web"] and report.state is PageState.OPERATIONAL


def test_the_widget_tells_incidents_only() -> None:
    quiet = read("incidentio", made.widget())
    assert (quiet.state, quiet.coverage, quiet.complete) == (PageState.UNKNOWN, Coverage.INCIDENTS_ONLY, True)
    report = read("incidentio", made.widget(made.widget_incident()))
    (incident,) = report.incidents
    assert (report.state, incident.phase) == (PageState.MAJOR_OUTAGE, Phase.MONITORING)
    assert read("incidentio", made.widget(made.widget_incident()), components=("Tools",)).incidents
    assert not read("incidentio", made.widget(made.widget_incident()), components=("Console",)).incidents


def test_the_compatible_shape_is_read_as_this_products() -> None:
    report = read("incidentio", made.compatible())
    assert (report.product, report.state, report.complete) == ("incidentio", PageState.OPERATIONAL, False)
    assert incidentio.endpoints(HOME, StatusRecipe()) == (f"{HOME}/proxy/status.lumen.example",)
    assert incidentio.endpoints(f"{HOME}/api/v1/summary", StatusRecipe()) == (f"{HOME}/api/v1/summary",)
    assert len(incidentio.otherwise(HOME, StatusRecipe())) == 2


@pytest.mark.parametrize("body", [made.proxy(), made.compatible()])
def test_another_page_of_incident_io_is_not_believed(body: Any) -> None:
    failure = incidentio.read((answer(body),), StatusRecipe(page_id="01KANQTHERPAGE000000000000"))
    assert isinstance(failure, Unreadable) and failure.kind is UnreadableKind.IDENTITY


# --- Better Stack ---


def test_resources_stand_in_their_sections_and_reports_name_them() -> None:
    body = made.betterstack(
        "downtime", made.bs_resource("1", "Chat API", "downtime"), made.bs_report(), made.bs_update()
    )
    report = read("betterstack", body)
    assert [(each.name, each.group, each.state) for each in report.components] == [
        ("Chat API", "Chat", PageState.MAJOR_OUTAGE)
    ]
    (incident,) = report.incidents
    assert incident.components == ("Chat API",) and incident.is_open and incident.impact is Impact.CRITICAL
    assert [each.text for each in incident.updates] == ["Restarting."]


def test_a_flap_of_a_monitor_is_minor_whatever_it_is_called() -> None:
    (incident,) = read("betterstack", made.betterstack("operational", made.bs_report("automatic"))).incidents
    assert incident.impact is Impact.MINOR


def test_a_report_is_over_when_its_end_has_passed() -> None:
    (incident,) = read("betterstack", made.betterstack("operational", made.bs_report(end=-5))).incidents
    assert (incident.phase, incident.resolved_at) == (Phase.RESOLVED, at(-5))
    assert read("betterstack", made.betterstack("operational", made.bs_report(end=5))).incidents[0].is_open


def test_a_planned_report_is_a_maintenance() -> None:
    report = read("betterstack", made.betterstack("operational", made.bs_report("maintenance", 5, "maintenance")))
    assert report.incidents == () and report.maintenances[0].phase is MaintenancePhase.IN_PROGRESS


def test_what_is_not_monitored_says_nothing_unless_it_is_asked_for() -> None:
    rows = (made.bs_resource("1", "A", "operational"), made.bs_resource("2", "B", "not_monitored"))
    assert read("betterstack", made.betterstack("operational", *rows)).state is PageState.OPERATIONAL
    assert read("betterstack", made.betterstack("operational", *rows), components=("B",)).state is PageState.UNKNOWN


def test_another_page_of_better_stack_is_not_believed() -> None:
    failure = betterstack.read((answer(made.betterstack()),), StatusRecipe(page_id="1"))
    assert isinstance(failure, Unreadable) and failure.kind is UnreadableKind.IDENTITY


# --- status.io ---

API = "https://api.status.io/1.0/status/0123456789abcdef01234567"


def test_a_messages_state_is_the_phase_and_its_status_the_severity() -> None:
    report = read("statusio", made.statusio(400, 300, made.sio_incident(300, 400)), url=API)
    (incident,) = report.incidents
    assert (incident.phase, incident.impact) == (Phase.MONITORING, Impact.MAJOR)
    assert (report.state, report.page_id) == (PageState.PARTIAL_OUTAGE, API[-24:])
    assert report.components[0].state is PageState.DEGRADED


def test_active_planned_work_goes_on_and_upcoming_does_not() -> None:
    row = {"_id": "m", "name": "DB", "datetime_planned_start": iso(-5), "datetime_planned_end": iso(5)}
    report = read("statusio", made.statusio(200, 100, active=[row], upcoming=[{**row, "_id": "n"}]))
    assert {each.id: each.phase for each in report.maintenances} == {
        "m": MaintenancePhase.IN_PROGRESS,
        "n": MaintenancePhase.SCHEDULED,
    }
    assert report.state is PageState.MAINTENANCE


def test_the_page_id_stands_in_the_page_and_the_api_elsewhere() -> None:
    page_id = statusio.page_id_in("<script>var statuspageId = '0123456789abcdef01234567';</script>")
    assert page_id == "0123456789abcdef01234567" and statusio.page_id_in("statuspageId") is None
    assert statusio.endpoints(HOME, StatusRecipe(page_id=page_id)) == (API,)
    assert statusio.endpoints(HOME, StatusRecipe()) == () and statusio.endpoints(API, StatusRecipe()) == (API,)
    failure = statusio.read((answer(made.statusio(), API),), StatusRecipe(page_id="f" * 24))
    assert isinstance(failure, Unreadable) and failure.kind is UnreadableKind.IDENTITY


@pytest.mark.parametrize("code", [150, "high", None, True])
def test_point_18_a_number_nobody_knows_is_unknown(code: Any) -> None:
    report = read("statusio", made.statusio(100, code))
    assert report.state is PageState.UNKNOWN and report.unknown_tokens


# --- Rootly ---


def test_a_rootly_page_never_says_that_all_is_well_for_it_shows_no_components() -> None:
    report = read("rootly", made.rootly())
    assert (report.state, report.coverage) == (PageState.UNKNOWN, Coverage.INCIDENTS_ONLY)
    assert read("rootly", made.rootly("major")).state is PageState.PARTIAL_OUTAGE


def test_a_full_page_of_rootlys_incidents_is_incomplete() -> None:
    rows = [{"id": str(each), "name": "E", "status": "investigating", "started_at": iso(-5)} for each in range(25)]
    assert not read("rootly", made.rootly("minor"), {"incidents": rows}).complete
    report = read("rootly", made.rootly("minor"), {"incidents": rows[:2]})
    assert report.complete and [each.id for each in report.incidents] == ["0", "1"]


@pytest.mark.parametrize(
    ("module", "path"), [(instatus, "summary.json"), (betterstack, "index.json"), (rootly, "api/v1/status.json")]
)
def test_endpoints_lie_at_the_page_whatever_address_of_it_was_written_down(module: Any, path: str) -> None:
    for base in (HOME, f"{HOME}/", f"{HOME}/{path}", f"{HOME}/?x=1#top"):
        assert module.endpoints(base, StatusRecipe())[0] == f"{HOME}/{path}"
