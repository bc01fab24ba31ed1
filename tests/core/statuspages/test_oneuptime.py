"""OneUptime: asked by POST, its statuses by their flags."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch.core.model import Unreadable, UnreadableKind
from clausewatch.core.status import Impact, MaintenancePhase, PageState, Phase, StatusReport
from clausewatch.core.statuspages import is_posted, oneuptime
from clausewatch.core.watch import StatusRecipe
from core.statuspages import more_payloads as shapes
from core.statuspages.payloads import answer, at, iso


def read(body: Any, **recipe: Any) -> StatusReport:
    report = oneuptime.read((answer(body),), StatusRecipe(**recipe))
    assert isinstance(report, StatusReport), report
    return report


def test_a_page_that_is_well_is_operational_with_its_components() -> None:
    report = read(shapes.oneuptime())
    assert (report.state, report.page_id, report.page_name, report.complete) == (
        PageState.OPERATIONAL,
        "page-1",
        "Lumen",
        True,
    )
    assert [(each.name, each.state) for each in report.components] == [
        ("API", PageState.OPERATIONAL),
        ("Console", PageState.OPERATIONAL),
    ]


@pytest.mark.parametrize(
    ("status", "state"), [("s-slow", PageState.DEGRADED), ("s-off", PageState.MAJOR_OUTAGE), ("s-?", PageState.UNKNOWN)]
)
def test_a_resource_is_as_its_monitors_flags_say(status: str, state: PageState) -> None:
    report = read(shapes.oneuptime(api=status))
    assert report.components[0].state is report.state is state


def test_an_incident_has_its_notes_its_severity_and_what_it_touches() -> None:
    note = {"_id": "n1", "incidentId": {"value": "i-1"}, "createdAt": iso(-20), "note": "<p>We look into it.</p>"}
    body = shapes.oneuptime(activeIncidents=[shapes.oneuptime_incident()], incidentPublicNotes=[note])
    (incident,) = read(body).incidents
    assert (incident.phase, incident.impact, incident.started_at) == (Phase.IDENTIFIED, Impact.MAJOR, at(-30))
    assert incident.components == ("API",) and [each.text for each in incident.updates] == ["We look into it."]


def test_a_maintenance_under_way_is_told() -> None:
    event = {
        **{"_id": "m1", "title": "Upgrade", "startsAt": iso(-5), "endsAt": iso(55), "monitors": [{"_id": "m-API"}]},
        "currentScheduledMaintenanceState": {"name": "Under way", "isOngoingState": True},
    }
    report = read(shapes.oneuptime(scheduledMaintenanceEvents=[event]))
    assert report.state is PageState.MAINTENANCE
    assert [(each.phase, each.components) for each in report.maintenances] == [(MaintenancePhase.IN_PROGRESS, ("API",))]


def test_a_page_without_resources_or_with_flags_nobody_knows_is_not_green() -> None:
    assert read(shapes.oneuptime(statusPageResources=[])).state is PageState.UNKNOWN
    odd = read(shapes.oneuptime(overall={"name": "Jolly"}))
    assert odd.state is PageState.UNKNOWN and odd.unknown_tokens == ("Jolly",)


def test_another_pages_answer_is_not_believed() -> None:
    found = oneuptime.read((answer(shapes.oneuptime()),), StatusRecipe(page_id="page-2"))
    assert isinstance(found, Unreadable) and found.kind is UnreadableKind.IDENTITY


def test_it_is_asked_by_post_for_its_id_or_its_host() -> None:
    (by_id,) = oneuptime.endpoints("https://status.lumen.example/incidents", StatusRecipe(page_id="page-1"))
    (by_host,) = oneuptime.endpoints("https://status.lumen.example/", StatusRecipe())
    assert by_id == "https://status.lumen.example/status-page-api/overview/page-1"
    assert by_host == "https://status.lumen.example/status-page-api/overview/status.lumen.example"
    assert is_posted(by_id) and not is_posted("https://status.lumen.example/api/v2/summary.json")
