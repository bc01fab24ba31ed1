from __future__ import annotations

from typing import Any

import pytest

from clausewatch.core.model import Unreadable, UnreadableKind
from clausewatch.core.status import Coverage, PageState, Phase, StatusReport
from clausewatch.core.statuspages import alibaba
from clausewatch.core.watch import StatusRecipe
from core.statuspages.payloads import ali_event, ali_list, answer, at, epoch


def read(*bodies: Any, components: tuple[str, ...] = ()) -> StatusReport:
    report = alibaba.read(tuple(answer(each) for each in bodies), StatusRecipe(components=components))
    assert isinstance(report, StatusReport), report
    return report


@pytest.mark.parametrize(
    "tag", ["[Incident (Recovered)]", "[Incident Recovered]", " [Incident (Recovered)]", "【已恢复】"]
)
def test_point_21_every_spelling_of_recovered_is_over(tag: str) -> None:
    (incident,) = read(
        ali_list(ali_event(f"{tag} Network trouble in Korea (Seoul) Zone B", epoch(-5) * 1000))
    ).incidents
    assert (incident.phase, incident.resolved_at) == (Phase.RESOLVED, at(-5))
    assert incident.title == "Network trouble in Korea (Seoul) Zone B" and incident.components == ("Korea (Seoul)",)


@pytest.mark.parametrize("end", [None, epoch(30) * 1000])
def test_an_event_without_an_end_or_with_one_to_come_is_open(end: int | None) -> None:
    report = read(ali_list(ali_event("[Incident (Investigating)] Errors in Singapore Region", end)))
    assert (report.state, report.incidents[0].phase) == (PageState.DEGRADED, Phase.INVESTIGATING)
    assert report.incidents[0].started_at == at(-30) and report.incidents[0].resolved_at is None


def test_an_event_whose_end_has_passed_is_over_whatever_its_title_says() -> None:
    assert not read(ali_list(ali_event("[Incident (Investigating)] Errors", epoch(-5) * 1000))).incidents[0].is_open


def test_an_empty_list_is_not_healthy() -> None:
    report = read(ali_list())
    assert (report.state, report.coverage, report.complete) == (PageState.UNKNOWN, Coverage.INCIDENTS_ONLY, True)


def test_point_20_success_false_at_200_is_unreadable() -> None:
    failure = alibaba.read((answer(ali_list(success=False, code=500, info="系统异常")),), StatusRecipe())
    assert (
        isinstance(failure, Unreadable) and failure.kind is UnreadableKind.ERROR_PAGE and "系统异常" in failure.detail
    )
    assert isinstance(alibaba.read((answer(ali_list(success="true")),), StatusRecipe()), Unreadable)


def test_a_history_that_fails_takes_nothing_from_the_events_in_progress() -> None:
    event = ali_event("[Incident (Investigating)] Errors")
    assert len(read(ali_list(event), ali_list(success=False)).incidents) == 1


def test_the_event_in_progress_wins_over_an_older_copy_in_the_history() -> None:
    now, then = ali_event("[Incident (Recovering)] E"), ali_event("[Incident (Recovered)] E", epoch(-5) * 1000)
    assert read(ali_list(now), ali_list(then)).incidents[0].phase is Phase.MONITORING


def test_point_18_an_unknown_state_word_claims_no_outage() -> None:
    report = read(ali_list(ali_event("[Incident (Marinating)] Errors")))
    assert (report.state, report.unknown_tokens) == (PageState.UNKNOWN, ("marinating",))


def test_a_list_that_says_it_has_more_than_it_shows_is_incomplete() -> None:
    assert not read(ali_list(total=3)).complete


@pytest.mark.parametrize(
    ("scope", "counts"),
    [
        ("Singapore", True),
        ("Indonesia (Jakarta)", False),
        ("ap-southeast-1", True),
        ("Model Studio", True),
        ("bailian", True),
        ("Object Storage", False),
    ],
)
def test_scope_by_product_and_by_region(scope: str, counts: bool) -> None:
    event = ali_event(
        "[Incident (Investigating)] Errors",
        products=[{"productName": "Model Studio", "productCode": "bailian"}],
        regions=[{"regionId": "ap-southeast-1", "regionName": "Singapore"}],
    )
    assert bool(read(ali_list(event), components=(scope,)).incidents) is counts


def test_an_event_that_names_no_product_may_touch_every_product() -> None:
    event = ali_event("[Incident (Investigating)] Network trouble in Indonesia (Jakarta) Region")
    assert read(ali_list(event), components=("Model Studio",)).incidents
    assert not read(ali_list(event), components=("Model Studio", "Singapore")).incidents


def test_updates_are_plain_text_with_stable_keys() -> None:
    update = {"content": "<p>Engineers are on it.</p>", "publishTime": epoch(-20) * 1000}
    first, second = (
        read(ali_list(ali_event(f"[Incident ({word})] E", eventUpdates=[update]))).incidents[0].updates[0]
        for word in ("Investigating", "Recovering")
    )
    assert first.text == "Engineers are on it." and first.key == second.key and first.at == at(-20)


def test_endpoints_are_what_the_page_itself_calls() -> None:
    api = "https://status.alibabacloud.com/api/status"
    expected = (f"{api}/listEventInProgressInternational", f"{api}/listHistoryEvent")
    assert alibaba.endpoints("https://status.alibabacloud.com/#/?region=x", StatusRecipe()) == expected
