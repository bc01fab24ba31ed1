from __future__ import annotations

from typing import Any

import pytest

from clausewatch.core.model import Unreadable, UnreadableKind
from clausewatch.core.status import Impact, MaintenancePhase, PageState, Phase, StatusReport
from clausewatch.core.statuspages import flashduty
from clausewatch.core.watch import StatusRecipe
from core.statuspages.payloads import API, FLASH, SECTION, WEB, answer, at, epoch, fd_change, fd_summary, fd_update

URL = "https://status.lumen.example/api/status-page/7200000000123/summary/active"


def read(body: Any, *others: Any, components: tuple[str, ...] = ()) -> StatusReport:
    captures = tuple(answer(each, URL) for each in (body, *others))
    report = flashduty.read(captures, StatusRecipe(page_id=FLASH, components=components))
    assert isinstance(report, StatusReport), report
    return report


def states(report: StatusReport) -> list[PageState]:
    return [each.state for each in report.components]


def test_no_change_is_operational_only_where_there_are_components() -> None:
    assert (read(fd_summary()).state, read(fd_summary()).complete) == (PageState.OPERATIONAL, True)
    empty = read(fd_summary(components=[]))
    assert (empty.state, empty.complete) == (PageState.UNKNOWN, False)


@pytest.mark.parametrize(
    ("word", "state", "impact"),
    [
        ("degraded", PageState.DEGRADED, Impact.MINOR),
        ("partial_outage", PageState.PARTIAL_OUTAGE, Impact.MAJOR),
        ("full_outage", PageState.MAJOR_OUTAGE, Impact.CRITICAL),
    ],
)
def test_a_components_state_comes_from_the_open_changes(word: str, state: PageState, impact: Impact) -> None:
    report = read(fd_summary(fd_change(affected=[(API, word)])))
    assert states(report) == [state, PageState.OPERATIONAL] and report.state is state
    assert (report.incidents[0].impact, report.incidents[0].components) == (impact, ("API服务(API)",))


def test_component_changes_are_deltas_replayed_in_order_of_time() -> None:
    updates = [
        fd_update("u3", -5, "monitoring", "fixed", None),
        fd_update("u2", -20, "investigating", "better", [(API, "degraded")]),
        fd_update("u1", -30, "investigating", "down", [(API, "full_outage"), (WEB, "degraded")]),
    ]
    report = read(fd_summary(fd_change("monitoring", updates=updates)))
    assert states(report) == [PageState.DEGRADED, PageState.DEGRADED]
    assert [each.key for each in report.incidents[0].updates] == ["u1", "u2", "u3"]


def test_a_resolved_change_says_nothing_about_now_but_keeps_its_worst() -> None:
    updates = [
        fd_update("u1", -30, "investigating", "down", [(API, "full_outage")]),
        fd_update("u2", -9, "resolved", "up", [(API, "operational")]),
    ]
    report = read(fd_summary(fd_change("resolved", updates=updates, close_at_seconds=epoch(-9))))
    (incident,) = report.incidents
    assert report.state is PageState.OPERATIONAL
    assert (incident.phase, incident.impact, incident.resolved_at) == (Phase.RESOLVED, Impact.CRITICAL, at(-9))


def test_point_22_updates_without_ids_are_told_apart_and_white_space_is_no_news() -> None:
    def keys(*texts: str) -> list[str]:
        updates = [fd_update("", -30 + place, "investigating", text) for place, text in enumerate(texts)]
        return [each.key for each in read(fd_summary(fd_change(updates=updates))).incidents[0].updates]

    assert len(set(keys("same", "same", "other"))) == 3
    assert keys("two  words") == keys(" two\nwords ") != keys("two words more")


def test_the_same_update_twice_counts_once() -> None:
    twice = [fd_update("", -30, "investigating", "text")] * 2
    assert len(read(fd_summary(fd_change(updates=twice))).incidents[0].updates) == 1


def test_hidden_components_and_ids_the_page_has_no_more_do_not_count() -> None:
    hidden = fd_summary(fd_change(affected=[(WEB, "full_outage"), ("01FORMER", "full_outage"), (API, "degraded")]))
    hidden["data"]["page"]["sections"][0]["hide_all"] = True
    report = read(hidden)
    assert [each.id for each in report.components] == [API] and report.state is PageState.DEGRADED
    assert report.incidents[0].components == ("API服务(API)",)


def test_a_renamed_component_is_followed_by_id_and_called_as_the_page_calls_it() -> None:
    change = fd_change(updates=[fd_update("u1", -30, "investigating", "x", [(WEB, "degraded")])])
    change["updates"][0]["component_changes"][0]["component_name"] = "旧名(Old)"
    assert read(fd_summary(change)).incidents[0].components == ("网页(Web)",)


def test_an_incident_that_touches_no_component_is_no_green_page() -> None:
    assert read(fd_summary(fd_change())).state is PageState.DEGRADED


def test_point_18_an_unknown_component_word_claims_no_outage() -> None:
    report = read(fd_summary(fd_change(affected=[(API, "melting")])))
    assert (report.state, report.unknown_tokens) == (PageState.UNKNOWN, ("melting",))


def test_maintenance_counts_from_when_it_is_under_way() -> None:
    planned = fd_change("scheduled", [(API, "under_maintenance")], type="maintenance", close_at_seconds=epoch(60))
    report = read(fd_summary(planned))
    assert (report.state, report.incidents) == (PageState.OPERATIONAL, ())
    assert (report.maintenances[0].phase, report.maintenances[0].end) == (MaintenancePhase.SCHEDULED, at(60))
    assert read(fd_summary({**planned, "status": "ongoing"})).state is PageState.MAINTENANCE


@pytest.mark.parametrize("scope", [API, "API服务(API)", "api服务（API）"])
def test_scope_by_id_or_name_leaves_other_incidents_out(scope: str) -> None:
    report = read(fd_summary(fd_change(affected=[(WEB, "full_outage")])), components=(scope,))
    assert (report.state, report.incidents) == (PageState.OPERATIONAL, ())


def test_a_section_can_be_the_scope() -> None:
    report = read(fd_summary(fd_change(affected=[(WEB, "degraded")])), components=("对话(Chat)",))
    assert (report.state, len(report.incidents)) == (PageState.DEGRADED, 1)


def test_retrospective_records_and_details_are_merged_in() -> None:
    ended = fd_change(
        "resolved", [(API, "operational")], change_id=8, close_at_seconds=epoch(-5), is_retrospective=True
    )
    foreign = fd_change(change_id=9, page_id=1)
    report = read(fd_summary(), {"data": {"items": [ended, foreign]}}, {"data": fd_change(change_id=10)})
    assert [(each.id, each.retrospective) for each in report.incidents] == [("10", False), ("8", True)]


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (fd_summary(page_id=99), URL),
        (fd_summary(domain="status.other.example"), URL),
        ({"data": {"active_changes": []}}, URL),
    ],
)
def test_an_answer_of_another_page_is_not_believed(body: Any, url: str) -> None:
    unreadable = flashduty.read((answer(body, url),), StatusRecipe(page_id=FLASH))
    assert isinstance(unreadable, Unreadable)
    assert unreadable.kind in (UnreadableKind.IDENTITY, UnreadableKind.STATUS_FORMAT)


@pytest.mark.parametrize("host", ["statuspage.flashduty.com", "127.0.0.1:8080", "[::1]", "localhost"])
def test_at_the_products_own_host_or_an_address_the_page_id_is_identity_enough(host: str) -> None:
    body = answer(fd_summary(), f"https://{host}/api/status-page/{FLASH}/summary/active")
    assert isinstance(flashduty.read((body,), StatusRecipe(page_id=FLASH)), StatusReport)


def test_endpoints_need_the_page_id_which_the_branded_page_names() -> None:
    assert flashduty.endpoints("https://status.lumen.example/", StatusRecipe()) == ()
    assert flashduty.endpoints("https://status.lumen.example/", StatusRecipe(page_id=FLASH)) == (URL,)
    own = flashduty.endpoints("https://cn.statuspage.flashduty.com/lumen", StatusRecipe(page_id=FLASH))
    assert own == (f"https://cn.statuspage.flashduty.com/api/status-page/{FLASH}/summary/active",)
    assert flashduty.page_id_in(f'… \\"page_id\\":{FLASH},\\"name\\" …') == FLASH
    assert flashduty.page_id_in("page_id: none") is None and SECTION
