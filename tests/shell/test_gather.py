from __future__ import annotations

import asyncio
import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clausewatch.core.freshness import Freshness
from clausewatch.core.incidents import StatusMemory, step
from clausewatch.core.model import (
    Capture,
    FailureKind,
    Fetched,
    FetchFailure,
    NotModified,
    Unreadable,
    UnreadableKind,
)
from clausewatch.core.status import Phase, StatusReport
from clausewatch.core.watch import Source, SourceKind, StatusRecipe
from clausewatch.shell.gather import Gathered, gather_status
from core.statuspages.payloads import (
    FLASH,
    ali_event,
    ali_list,
    answer,
    fd_summary,
    iso,
    sp_incident,
    sp_summary,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOME = "https://status.lumen.example/"
SUMMARY = f"{HOME}api/v2/summary.json"
ACTIVE = f"api/status-page/{FLASH}/summary/active"
SHELL = b'<!doctype html><html><div id="root"></div></html>'


class Web:
    """Answers what it was given, 404 to everything else, and remembers what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[str] = []

    def at(self, url: str, body: Any) -> Web:
        self.answers[url] = body
        return self

    async def get(self, source: Source, url: str) -> Fetched:
        self.asked.append(url)
        body = self.answers.get(url, FailureKind.HTTP_4XX)
        if isinstance(body, FailureKind):
            return FetchFailure(url, body, "no answer", NOW)
        return body if isinstance(body, NotModified) else answer(body, url)


def gather(web: Web, source: Source, memory: StatusMemory | None = None) -> Gathered:
    return asyncio.run(gather_status(source, web.get, memory))


def status(url: str = HOME, kind: SourceKind = SourceKind.STATUS, **recipe: Any) -> Source:
    return Source("lumen/status", kind, url, "Status", 120.0, status=StatusRecipe(**recipe))


def after(gathered: Gathered, source: Source) -> StatusMemory:
    return step(StatusMemory(), gathered.answer, source, NOW).memory


def test_a_known_product_is_asked_for_its_endpoint_and_nothing_else() -> None:
    web = Web().at(SUMMARY, sp_summary())
    gathered = gather(web, status(product="statuspage"))
    assert isinstance(gathered.answer, StatusReport) and web.asked == [SUMMARY]
    assert [capture.url for capture in gathered.captures] == [SUMMARY]


@pytest.mark.parametrize("first", [FailureKind.TLS, SHELL, fd_summary(page_id=99)])
def test_the_next_base_is_asked_when_the_first_gives_nothing_to_believe(first: Any) -> None:
    other = "https://statuspage.flashduty.com"
    web = Web().at(f"{HOME}{ACTIVE}", first).at(f"{other}/{ACTIVE}", fd_summary())
    gathered = gather(web, status(product="flashduty", page_id=FLASH, also=(other,)))
    assert isinstance(gathered.answer, StatusReport) and gathered.answer.page_id == FLASH


def test_when_no_base_answers_the_first_ones_answer_is_given() -> None:
    web = Web().at(f"{HOME}{ACTIVE}", FailureKind.TLS)
    gathered = gather(web, status(product="flashduty", page_id=FLASH, also=("https://statuspage.flashduty.com",)))
    assert isinstance(gathered.answer, FetchFailure) and gathered.answer.kind is FailureKind.TLS
    assert len(web.asked) == 2


def test_a_second_endpoint_that_fails_takes_nothing_away() -> None:
    api = f"{HOME}api/status"
    web = Web().at(f"{api}/listEventInProgressInternational", ali_list(ali_event("[Incident (Investigating)] X")))
    gathered = gather(web, status(product="alibaba"))
    assert isinstance(gathered.answer, StatusReport) and len(gathered.answer.incidents) == 1
    assert web.asked[1:] == [f"{api}/listHistoryEvent"]


def test_not_modified_is_passed_on() -> None:
    unchanged = NotModified(SUMMARY, NOW)
    assert gather(Web().at(SUMMARY, unchanged), status(product="statuspage")).answer == unchanged


def test_an_unknown_product_is_named() -> None:
    unreadable = gather(Web(), status(product="statuspaige")).answer
    assert (
        isinstance(unreadable, Unreadable) and "'statuspaige'" in unreadable.detail and "flashduty" in unreadable.detail
    )


@pytest.mark.parametrize(
    ("home", "path", "body", "found"),
    [
        (HOME, "api/v2/summary.json", sp_summary(), "statuspage"),
        (
            "https://status.alibabacloud.com/",
            "api/status/listEventInProgressInternational",
            ali_list(),
            "alibaba",
        ),
        (HOME, ACTIVE, fd_summary(), "flashduty"),
    ],
)
def test_the_product_is_detected_by_structure(home: str, path: str, body: Any, found: str) -> None:
    web = Web().at(home, f'<html>{{\\"page_id\\":{FLASH}}}</html>'.encode()).at(home + path, body)
    report = gather(web, status(home)).answer
    assert isinstance(report, StatusReport) and report.product == found


def test_what_was_detected_is_not_detected_again_and_its_identity_binds() -> None:
    web, source = Web().at(SUMMARY, sp_summary()), status()
    memory = after(gather(web, source), source)
    web.asked.clear()
    assert isinstance(gather(web, source, memory).answer, StatusReport) and web.asked == [SUMMARY]
    unreadable = gather(Web().at(SUMMARY, sp_summary(page_id="ffffffffffff")), source, memory).answer
    assert isinstance(unreadable, Unreadable) and unreadable.kind is UnreadableKind.IDENTITY


def test_a_page_id_that_the_recipe_lacks_is_read_from_the_branded_page() -> None:
    web = Web().at(HOME, f'<html>"page_id":{FLASH}</html>'.encode()).at(HOME + ACTIVE, fd_summary())
    assert isinstance(gather(web, status(product="flashduty")).answer, StatusReport)
    without = gather(Web().at(HOME, SHELL), status(product="flashduty")).answer
    assert isinstance(without, Unreadable) and "page_id" in without.detail


def test_a_host_where_html_answers_everything_is_no_status_page() -> None:
    class CatchAll(Web):
        async def get(self, source: Source, url: str) -> Fetched:
            self.asked.append(url)
            return answer(SHELL, url)

    web = CatchAll()
    unreadable = gather(web, status()).answer
    assert isinstance(unreadable, Unreadable) and unreadable.kind is UnreadableKind.STATUS_FORMAT
    assert len(web.asked) <= 8


def test_a_host_that_does_not_exist_is_asked_once() -> None:
    web = Web().at(HOME, FailureKind.DNS)
    failure = gather(web, status(kind=SourceKind.CANDIDATE, names=("Lumen",))).answer
    assert isinstance(failure, FetchFailure) and web.asked == [HOME]


def test_how_a_vanished_incident_ended_is_asked_of_the_page() -> None:
    source = status(product="statuspage")
    memory = after(gather(Web().at(SUMMARY, sp_summary(incidents=[sp_incident("k9")])), source), source)
    ended = {"page": sp_summary()["page"], "incident": sp_incident("k9", "resolved", resolved_at=iso(-2))}
    web = Web().at(SUMMARY, sp_summary()).at(f"{HOME}api/v2/incidents/k9.json", ended)
    report = gather(web, source, memory).answer
    assert isinstance(report, StatusReport)
    assert [(each.id, each.phase) for each in report.incidents] == [("k9", Phase.RESOLVED)]
    assert gather(Web().at(SUMMARY, sp_summary()), source, memory).answer == dataclasses.replace(report, incidents=())


# --- candidates ---


def test_a_page_appears_at_a_candidate_only_if_it_names_the_vendor() -> None:
    web = Web().at(SUMMARY, sp_summary())
    for names, appears in ((("Lumen",), True), (("lumen ai", "LUMEN"), True), (("Lume",), False), (("Other",), False)):
        found = gather(web, status(kind=SourceKind.CANDIDATE, names=names)).answer
        assert isinstance(found, StatusReport) is appears
        assert appears or (isinstance(found, Unreadable) and found.kind is UnreadableKind.IDENTITY)


@pytest.mark.parametrize("name", ["API", "status.lumen.example"])
def test_a_component_or_the_host_may_name_the_vendor(name: str) -> None:
    found = gather(Web().at(SUMMARY, sp_summary()), status(kind=SourceKind.CANDIDATE, names=(name,))).answer
    assert isinstance(found, StatusReport)


def test_a_candidate_without_names_must_be_served_where_it_says() -> None:
    web = Web().at(SUMMARY, sp_summary()).at("https://parked.example/api/v2/summary.json", sp_summary())
    assert isinstance(gather(web, status(kind=SourceKind.CANDIDATE)).answer, StatusReport)
    assert isinstance(gather(web, status("https://parked.example/", SourceKind.CANDIDATE)).answer, Unreadable)


def test_the_body_is_kept_as_evidence_also_when_it_is_not_believed() -> None:
    gathered = gather(Web().at(SUMMARY, sp_summary()), status(product="statuspage", page_id="ffffffffffff"))
    assert isinstance(gathered.answer, Unreadable) and isinstance(gathered.captures[0], Capture)


# --- looks aside ---

MIRROR = "https://lumen.platform.example/"


def mirrored(web: Web, memory: StatusMemory | None = None) -> StatusReport:
    web.at(f"{MIRROR}api/v2/summary.json", sp_summary())
    report = gather(web, status(MIRROR, product="statuspage"), memory).answer
    assert isinstance(report, StatusReport)
    return report


def test_where_another_page_answers_at_its_home_that_is_said() -> None:
    flash = fd_summary(domain="status.lumen.example")
    web = Web().at("https://status.lumen.example", f'<html>"page_id":{FLASH}</html>'.encode())
    web.at(f"https://status.lumen.example/{ACTIVE}", flash)
    assert mirrored(web).elsewhere == f"the flashduty page {FLASH} “Lumen” answers"


def test_the_same_page_or_nothing_at_its_home_is_no_evidence() -> None:
    same = Web().at("https://status.lumen.example/api/v2/summary.json", sp_summary())
    assert mirrored(same).elsewhere == "" and mirrored(Web()).elsewhere == ""


def test_its_home_is_looked_at_once_a_week_and_only_where_it_is_another_host() -> None:
    looked = dataclasses.replace(StatusMemory(), fresh=Freshness(looked_at=NOW - timedelta(days=6)))
    web = Web()
    assert mirrored(web, looked).elsewhere is None and len(web.asked) == 1
    older = dataclasses.replace(StatusMemory(), fresh=Freshness(looked_at=NOW - timedelta(days=7)))
    assert mirrored(web, older).elsewhere == ""
    own = Web().at(SUMMARY, sp_summary())
    report = gather(own, status(product="statuspage")).answer
    assert isinstance(report, StatusReport) and report.elsewhere is None and own.asked == [SUMMARY]


def missed(times: int) -> StatusMemory:
    """Of a page that was read once, and then so often not."""
    source, memory = status(), StatusMemory()
    for number in range(times + 1):
        observed: Any = Unreadable(UnreadableKind.STATUS_FORMAT, "HTML") if number else None
        web = Web().at(SUMMARY, sp_summary())
        memory = step(memory, observed or gather(web, source).answer, source, NOW + timedelta(minutes=number)).memory
    return memory


def test_a_page_that_answers_otherwise_for_the_third_time_is_detected_anew_once() -> None:
    for times, asked in ((1, 1), (2, 9), (3, 1)):
        web = Web().at(SUMMARY, SHELL)
        found = gather(web, status(), missed(times)).answer
        assert isinstance(found, Unreadable) and found.kind is UnreadableKind.STATUS_FORMAT
        assert len(web.asked) in (asked, asked + 1), (times, web.asked)


def test_what_was_found_in_its_place_is_named_and_not_believed() -> None:
    other = {"page": {"name": "Lumen", "url": HOME, "status": "UP"}}
    web = Web().at(SUMMARY, SHELL).at(f"{HOME}summary.json", other)
    found = gather(web, status(), missed(2)).answer
    assert isinstance(found, Unreadable) and found.kind is UnreadableKind.IDENTITY
    assert "the instatus page" in found.detail and "instead of the statuspage page a1b2c3d4e5f6" in found.detail
