from __future__ import annotations

from typing import Any

import pytest

from clausewatch.core.model import Unreadable, UnreadableKind
from clausewatch.core.status import Impact, MaintenancePhase, PageState, Phase, StatusReport
from clausewatch.core.statuspages import statuspage
from clausewatch.core.watch import StatusRecipe
from core.statuspages.payloads import PAGE, answer, at, iso, sp_component, sp_incident, sp_summary, sp_update


def read(body: Any, *others: Any, components: tuple[str, ...] = (), page_id: str | None = None) -> StatusReport:
    captures = tuple(answer(each) for each in (body, *others))
    report = statuspage.read(captures, StatusRecipe(components=components, page_id=page_id))
    assert isinstance(report, StatusReport), report
    return report


def maintenance(status: str, components: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    scheduled = {"scheduled_for": iso(-10), "scheduled_until": iso(50), "components": components or []}
    return sp_incident("m1", status, "maintenance", name="Database upgrade", **scheduled)


@pytest.mark.parametrize(
    ("indicator", "component", "state"),
    [
        ("none", "operational", PageState.OPERATIONAL),
        ("minor", "operational", PageState.DEGRADED),
        ("none", "degraded_performance", PageState.DEGRADED),
        ("none", "partial_outage", PageState.PARTIAL_OUTAGE),
        ("minor", "major_outage", PageState.MAJOR_OUTAGE),
        ("critical", "operational", PageState.MAJOR_OUTAGE),
        ("maintenance", "under_maintenance", PageState.MAINTENANCE),
    ],
)
def test_the_page_is_as_bad_as_the_worst_it_says(indicator: str, component: str, state: PageState) -> None:
    assert read(sp_summary([sp_component("API", component)], indicator=indicator)).state is state


def test_an_open_incident_makes_the_page_as_bad_as_its_impact() -> None:
    assert read(sp_summary(incidents=[sp_incident(impact="major")])).state is PageState.PARTIAL_OUTAGE
    assert read(sp_summary(incidents=[sp_incident(impact="none")])).state is PageState.OPERATIONAL


def test_maintenance_in_progress_raises_operational_and_a_scheduled_one_does_not() -> None:
    running = read(sp_summary(maintenances=[maintenance("in_progress")]))
    assert (running.state, running.maintenances[0].phase) == (PageState.MAINTENANCE, MaintenancePhase.IN_PROGRESS)
    assert running.maintenances[0].start == at(-10) and running.maintenances[0].end == at(50)
    assert read(sp_summary(maintenances=[maintenance("scheduled")])).state is PageState.OPERATIONAL


def test_point_18_words_that_nobody_knows_are_kept_and_claim_nothing() -> None:
    strange = sp_incident(status="pondering", impact="cosmic", incident_updates=[])
    report = read(sp_summary([sp_component("API", "wobbly")], [strange], indicator="purple"))
    assert report.state is PageState.UNKNOWN
    assert set(report.unknown_tokens) == {"wobbly", "pondering", "cosmic", "purple"}
    assert report.incidents[0].phase is Phase.UNKNOWN and report.incidents[0].is_open


def test_an_unknown_word_does_not_hide_a_known_problem() -> None:
    body = sp_summary([sp_component("API", "wobbly"), sp_component("Console", "partial_outage")])
    assert read(body).state is PageState.PARTIAL_OUTAGE


def test_no_components_is_never_operational_and_ends_no_incident() -> None:
    report = read(sp_summary([]))
    assert (report.state, report.complete) == (PageState.UNKNOWN, False)


def test_a_summary_without_the_incidents_key_cannot_end_one() -> None:
    body = sp_summary()
    del body["incidents"]
    report = read(body)
    assert (report.state, report.complete) == (PageState.OPERATIONAL, False)


def test_status_json_alone_tells_no_health() -> None:
    body = sp_summary()
    report = read({"page": body["page"], "status": body["status"]})
    assert report.state is PageState.UNKNOWN


def test_another_page_id_is_not_believed() -> None:
    unreadable = statuspage.read((answer(sp_summary()),), StatusRecipe(page_id="ffffffffffff"))
    assert isinstance(unreadable, Unreadable) and unreadable.kind is UnreadableKind.IDENTITY
    assert read(sp_summary(), page_id=PAGE).page_id == PAGE


def test_headings_are_no_components_but_name_their_group() -> None:
    rows = [
        sp_component("Europe", id="g1", group=True),
        sp_component("Asia", id="g2", group=True),
        sp_component("API", "major_outage", id="c1", group_id="g1"),
        sp_component("API", id="c2", group_id="g2"),
    ]
    report = read(sp_summary(rows, [sp_incident(components=[{"id": "c1", "name": "API"}])]))
    assert [each.name for each in report.components] == ["Europe / API", "Asia / API"]
    assert report.incidents[0].components == ("Europe / API",)


@pytest.mark.parametrize("scope", ["console", "c-console", " Console "])
def test_only_components_in_scope_count(scope: str) -> None:
    body = sp_summary([sp_component("API", "major_outage"), sp_component("Console")], indicator="critical")
    report = read(body, components=(scope,))
    assert (report.state, [each.name for each in report.components]) == (PageState.OPERATIONAL, ["Console"])


def test_incidents_in_scope_name_it_or_nothing_or_are_harmless_notes() -> None:
    api, console = {"id": "c-api", "name": "API"}, {"id": "c-console", "name": "Console"}
    moved = sp_update("u", "investigating", -9, affected_components=[{"old_status": "operational", "new_status": "x"}])
    incidents = [
        sp_incident("names-it", components=[console]),
        sp_incident("names-nothing"),
        sp_incident("a-note", impact="none", components=[api]),
        sp_incident("elsewhere", components=[api]),
        sp_incident("changed-another", impact="none", components=[api], incident_updates=[moved]),
    ]
    report = read(sp_summary(incidents=incidents), components=("Console",))
    assert {each.id for each in report.incidents} == {"names-it", "names-nothing", "a-note"}


def test_a_component_of_the_scope_that_is_gone_forbids_operational_and_is_named() -> None:
    report = read(sp_summary(), components=("Console", "Batch"))
    assert report.state is PageState.UNKNOWN
    assert report.unknown_tokens == ("component Batch: not on the page",)


def test_how_an_incident_ended_comes_from_its_detail() -> None:
    detail = sp_incident(
        status="postmortem",
        resolved_at=iso(-4),
        incident_updates=[sp_update("b", "resolved", -4), sp_update("a", "x", -9)],
    )
    page = sp_summary()["page"]
    report = read(
        sp_summary(), {"page": page, "incident": detail}, [], {"page": {"id": "other"}, "incidents": [sp_incident("x")]}
    )
    (incident,) = report.incidents
    assert (incident.phase, incident.resolved_at, incident.started_at) == (Phase.RESOLVED, at(-4), at(-30))
    assert [each.key for each in incident.updates] == ["a", "b"]


def test_text_from_outside_is_plain_and_bounded() -> None:
    update = sp_update("u1", "investigating", -9, "<p>We <b>look</b><br>\ninto &amp; fix\u202e it</p>" + "x" * 9000)
    report = read(
        sp_summary(incidents=[sp_incident(name="a\nb\x1b[31m", incident_updates=[update], shortlink="javascript:1")])
    )
    (incident,) = report.incidents
    assert incident.title == "a b[31m" and incident.url == "" and incident.impact is Impact.MINOR
    assert incident.updates[0].text.startswith("We look\ninto & fix it") and len(incident.updates[0].text) <= 4000


def test_endpoints_follow_from_any_address_of_the_page() -> None:
    for base in (
        "https://s.example",
        "https://s.example/",
        "https://s.example/api/v2/status.json",
        "https://s.example/?x#y",
    ):
        assert statuspage.endpoints(base, StatusRecipe()) == ("https://s.example/api/v2/summary.json",)
    assert statuspage.details("https://s.example/", StatusRecipe(), ("k1", "../../x")) == (
        "https://s.example/api/v2/incidents/k1.json",
    )
