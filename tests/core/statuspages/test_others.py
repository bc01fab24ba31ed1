"""Slack, Sorry, cState, Cachet, Checkly, Zendesk, Salesforce, Upptime and OpenStatus."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch.core.model import Unreadable, UnreadableKind
from clausewatch.core.status import Coverage, Impact, MaintenancePhase, PageState, Phase, StatusReport
from clausewatch.core.statuspages import cachet, checkly, openstatus, product, salesforce, zendesk
from clausewatch.core.watch import StatusRecipe
from core.statuspages import more_payloads as made
from core.statuspages.more_payloads import HOME
from core.statuspages.payloads import answer, at, iso


def read(name: str, *bodies: Any, url: str = f"{HOME}/x", **recipe: Any) -> StatusReport:
    reader = product(name)
    assert reader is not None
    report = reader.read(tuple(answer(each, url) for each in bodies), StatusRecipe(**recipe))
    assert isinstance(report, StatusReport), report
    return report


def test_slack_tells_what_is_active_and_never_that_all_is_well() -> None:
    assert read("slack", made.slack()).state is PageState.UNKNOWN
    report = read("slack", made.slack("active", made.slack_incident()))
    (incident,) = report.incidents
    assert (report.state, incident.components, incident.started_at) == (PageState.MAJOR_OUTAGE, ("Messaging",), at(-30))
    planned = read("slack", made.slack("active", made.slack_incident("maintenance")))
    assert planned.incidents == () and planned.maintenances[0].phase is MaintenancePhase.IN_PROGRESS
    assert read("slack", made.slack("active", made.slack_incident("riot"))).unknown_tokens == ("riot",)


def test_sorrys_components_and_notices_come_from_their_own_lists() -> None:
    assert read("sorry", made.sorry()).state is PageState.UNKNOWN
    parts = {"components": [{"id": 1, "name": "API", "state": "operational"}]}
    assert read("sorry", made.sorry(), parts).state is PageState.OPERATIONAL
    unplanned = {"id": 2, "type": "unplanned", "state": "investigating", "subject": "Slow", "began_at": iso(-30)}
    planned = {
        "id": 3,
        "type": "planned",
        "state": "scheduled",
        "subject": "DB",
        "begins_at": iso(60),
        "ends_at": iso(90),
    }
    report = read("sorry", made.sorry("degraded"), parts, {"notices": [unplanned, planned]})
    assert [each.id for each in report.incidents] == ["2"] and report.incidents[0].is_open
    assert (report.maintenances[0].start, report.maintenances[0].end) == (at(60), at(90))
    assert (report.state, report.complete) == (PageState.DEGRADED, True)


def test_an_issue_of_cstate_counts_once_however_many_systems_list_it() -> None:
    body = made.cstate("disrupted", made.cstate_issue())
    body["systems"].append({**body["systems"][0], "name": "Web"})
    report = read("cstate", body)
    (incident,) = report.incidents
    assert (incident.started_at, incident.resolved_at, incident.impact) == (at(-30), None, Impact.MAJOR)
    assert read("cstate", made.cstate("ok")).state is PageState.OPERATIONAL
    assert read("cstate", made.cstate("ok", made.cstate_issue(informational=True))).state is PageState.OPERATIONAL


def test_both_versions_of_cachet_are_read() -> None:
    report = read("cachet", made.cachet(3), made.cachet_incident())
    assert (report.state, report.coverage, report.complete) == (PageState.PARTIAL_OUTAGE, Coverage.FULL, True)
    assert report.incidents[0].phase is Phase.INVESTIGATING and report.incidents[0].started_at == at(-30)
    assert not read("cachet", made.cachet(1), made.cachet_incident(4)).incidents[0].is_open
    assert read("cachet", made.cachet(1), made.cachet_incident(0)).incidents == ()
    assert read("cachet", made.cachet3(1)).state is PageState.OPERATIONAL
    assert read("cachet", made.cachet3(6)).state is PageState.MAINTENANCE
    assert cachet.otherwise(HOME, StatusRecipe()) == (f"{HOME}/api/components?per_page=1000",)


def test_one_page_of_several_of_cachets_components_is_not_healthy() -> None:
    assert read("cachet", made.cachet(1, pages=2)).state is PageState.UNKNOWN


def test_a_service_of_checkly_is_as_its_worst_open_event() -> None:
    report = read("checkly", made.checkly())
    assert [each.state for each in report.components] == [PageState.PARTIAL_OUTAGE, PageState.OPERATIONAL]
    assert report.incidents[0].components == ("Chat",)
    over = read("checkly", made.checkly("RESOLVED"))
    assert (over.state, over.incidents[0].resolved_at) == (PageState.OPERATIONAL, at(-20))
    assert read("checkly", made.checkly("RESOLVED", partialError=True)).state is PageState.UNKNOWN


def test_an_incident_of_checkly_that_no_service_lists_forbids_health() -> None:
    row = {
        "id": "e9",
        "name": "Odd",
        "severity": "CRITICAL",
        "lastUpdateStatus": "INVESTIGATING",
        "created_at": iso(-5),
    }
    assert read("checkly", made.checkly("RESOLVED"), [row]).state is PageState.MAJOR_OUTAGE
    url = f"{HOME}/api/status-page/lumen/uptime"
    assert checkly.endpoints(url, StatusRecipe())[0] == url and checkly.endpoints(HOME, StatusRecipe()) == ()


def test_zendesk_lists_what_is_active() -> None:
    report = read("zendesk", made.zendesk())
    (incident,) = report.incidents
    assert (report.state, incident.impact) == (PageState.DEGRADED, Impact.MINOR)
    assert [each.text for each in incident.updates] == ["Looking."]
    assert read("zendesk", made.zendesk(outage=True)).state is PageState.MAJOR_OUTAGE
    assert read("zendesk", {"data": []}).state is PageState.UNKNOWN
    assert not zendesk.recognises((answer({"data": []}),))


def test_one_instance_of_salesforce_is_the_page() -> None:
    report = read("salesforce", made.salesforce())
    assert (report.state, report.page_id, report.incidents[0].is_open) == (PageState.DEGRADED, "LU1", True)
    over = read("salesforce", made.salesforce("OK", end=-5))
    assert (over.state, over.incidents[0].resolved_at) == (PageState.OPERATIONAL, at(-5))
    failure = salesforce.read((answer(made.salesforce()),), StatusRecipe(page_id="NA1"))
    assert isinstance(failure, Unreadable) and failure.kind is UnreadableKind.IDENTITY
    url = "https://api.status.salesforce.com/v1/instances/LU1/status"
    assert salesforce.endpoints("https://status.salesforce.com/", StatusRecipe(page_id="LU1")) == (url,)


@pytest.mark.parametrize(
    ("word", "state"),
    [("up", PageState.OPERATIONAL), ("degraded", PageState.DEGRADED), ("sideways", PageState.UNKNOWN)],
)
def test_a_site_of_upptime_is_as_its_word(word: str, state: PageState) -> None:
    assert read("upptime", made.upptime(word)).state is state


def test_one_word_of_openstatus_is_never_healthy_and_believed_only_at_its_path() -> None:
    url = "https://api.openstatus.dev/public/status/lumen"
    assert read("openstatus", {"status": "operational"}, url=url).state is PageState.UNKNOWN
    assert read("openstatus", {"status": "major_outage"}, url=url).state is PageState.MAJOR_OUTAGE
    assert isinstance(openstatus.read((answer({"status": "major_outage"}),), StatusRecipe()), Unreadable)
    assert not openstatus.recognises((answer({"status": "operational"}),))
