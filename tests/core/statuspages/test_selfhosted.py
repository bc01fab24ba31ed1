"""Uptime Kuma, Gatus, and any feed."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch.core.model import Unreadable, UnreadableKind
from clausewatch.core.status import Coverage, Impact, MaintenancePhase, PageState, Phase, StatusReport
from clausewatch.core.statuspages import feed, product, uptimekuma
from clausewatch.core.watch import StatusRecipe
from core.statuspages import more_payloads as made
from core.statuspages.more_payloads import HOME, item, rss
from core.statuspages.payloads import answer, at

DAY = 24 * 60


def read(name: str, *bodies: Any, url: str = f"{HOME}/x", **recipe: Any) -> StatusReport:
    reader = product(name)
    assert reader is not None
    report = reader.read(tuple(answer(each, url) for each in bodies), StatusRecipe(**recipe))
    assert isinstance(report, StatusReport), report
    return report


# --- Uptime Kuma ---


def test_monitors_are_as_their_last_sure_heartbeat() -> None:
    report = read("uptimekuma", made.kuma(), made.beats(m1=[1, 0, 2], m2=[0, 1]))
    assert [(each.name, each.group, each.state) for each in report.components] == [
        ("API", "Services", PageState.MAJOR_OUTAGE),
        ("Web", "Services", PageState.OPERATIONAL),
    ]


@pytest.mark.parametrize("second", [(), (made.beats(),), (made.beats(m1=[2], m2=[1]),), (b"<html>",)])
def test_without_heartbeats_nothing_is_known(second: tuple[Any, ...]) -> None:
    assert read("uptimekuma", made.kuma(), *second).state is PageState.UNKNOWN


def test_all_up_is_operational_and_a_number_nobody_knows_is_not() -> None:
    assert read("uptimekuma", made.kuma(), made.beats(m1=[1], m2=[1])).state is PageState.OPERATIONAL
    report = read("uptimekuma", made.kuma(), made.beats(m1=[1], m2=[7]))
    assert (report.state, report.unknown_tokens) == (PageState.UNKNOWN, ("7",))


def test_a_pinned_note_is_an_incident_until_it_is_taken_down() -> None:
    beats = made.beats(m1=[1], m2=[1])
    (incident,) = read("uptimekuma", made.kuma(made.kuma_note("danger")), beats).incidents
    assert (incident.is_open, incident.impact, incident.started_at) == (True, Impact.MAJOR, at(-30))
    assert not read("uptimekuma", made.kuma(made.kuma_note(active=False)), beats).incidents[0].is_open
    assert read("uptimekuma", made.kuma(incident=made.kuma_note("info")), beats).incidents[0].impact is Impact.NONE


def test_the_slug_is_the_pages_id() -> None:
    for base in (f"{HOME}/status/lumen", f"{HOME}/status/lumen/", f"{HOME}/api/status-page/lumen"):
        api = f"{HOME}/api/status-page"
        assert uptimekuma.endpoints(base, StatusRecipe()) == (f"{api}/lumen", f"{api}/heartbeat/lumen")
    assert uptimekuma.endpoints(HOME, StatusRecipe()) == ()
    html = "<title>Uptime Kuma</title><script data-json='{&quot;config&quot;:{&quot;slug&quot;:&quot;lumen&quot;'>"
    assert uptimekuma.page_id_in(html) == "lumen" and uptimekuma.page_id_in("slug: 'x'") is None
    failure = uptimekuma.read((answer(made.kuma()),), StatusRecipe(page_id="other"))
    assert isinstance(failure, Unreadable) and failure.kind is UnreadableKind.IDENTITY


# --- Gatus ---


def test_the_last_result_counts_and_none_is_unknown() -> None:
    report = read("gatus", made.gatus(api=[False, True], web=[True, False]))
    assert [each.state for each in report.components] == [PageState.OPERATIONAL, PageState.MAJOR_OUTAGE]
    assert report.coverage is Coverage.COMPONENTS_ONLY
    assert read("gatus", made.gatus(api=[True], web=[])).state is PageState.UNKNOWN
    assert read("gatus", made.gatus(api=[True])).state is PageState.OPERATIONAL


# --- any feed ---


def entries(*items: str) -> StatusReport:
    return read("feed", rss("Lumen history", HOME, *items))


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("<p><strong>Resolved</strong> - done</p><p><strong>Investigating</strong> - hm</p>", Phase.RESOLVED),
        ("<p><strong>Investigating</strong> - hm</p><p><strong>Resolved</strong> - done</p>", Phase.RESOLVED),
        ("<b>Investigating</b> again <b>Resolved</b> <b>Investigating</b>", Phase.INVESTIGATING),
        ("<b>Status: Monitoring</b><br/>We watch it.", Phase.MONITORING),
        ("Status: Identified Affected components: API", Phase.IDENTIFIED),
        ("We resolved to have <b>lunch</b>", Phase.UNKNOWN),
    ],
)
def test_the_phase_is_what_an_entrys_own_labels_say(text: str, phase: Phase) -> None:
    (incident,) = entries(item("Errors", text)).incidents
    assert (incident.phase, incident.is_open) == (phase, phase is not Phase.RESOLVED)


@pytest.mark.parametrize("title", ["[Resolved] Errors", "Resolved: Errors", "（已恢复）Errors"])
def test_a_tag_before_the_title_is_a_label(title: str) -> None:
    (incident,) = entries(item(title, "<b>Investigating</b>")).incidents
    assert (incident.phase, incident.title) == (Phase.RESOLVED, "Errors")


def test_a_notice_without_a_label_claims_nothing_and_is_listed_for_a_day() -> None:
    report = entries(item("We have a new logo", "So pretty."))
    assert (report.state, report.incidents[0].phase) == (PageState.UNKNOWN, Phase.UNKNOWN)
    assert entries(item("We have a new logo", "So pretty.", minutes=-DAY - 1)).incidents == ()


def test_an_open_incident_in_known_words_is_degraded_and_never_more() -> None:
    assert entries(item("TOTAL OUTAGE!", "<b>Investigating</b>")).state is PageState.DEGRADED


def test_planned_work_is_a_maintenance() -> None:
    report = entries(item("DB", "<strong>Scheduled</strong> - soon"), item("X", "<b>Completed</b> <b>In progress</b>"))
    assert report.incidents == ()
    assert [each.phase for each in report.maintenances] == [MaintenancePhase.SCHEDULED, MaintenancePhase.COMPLETED]


def test_only_a_feed_that_reaches_back_proves_by_silence() -> None:
    assert not entries().complete and not entries(item("E", "<b>Resolved</b>")).complete
    assert entries(item("E", "<b>Resolved</b>", minutes=-15 * DAY)).complete
    assert entries().state is PageState.UNKNOWN


def test_atom_is_read_like_rss() -> None:
    entry = (
        "<entry><id>tag:x,1</id><title>Errors</title><link rel='alternate' href='https://status.lumen.example/1'/>"
        "<published>2026-11-23T11:30:00Z</published><updated>2026-11-23T11:50:00Z</updated>"
        "<content type='html'>&lt;b&gt;Resolved&lt;/b&gt; - fine</content></entry>"
    )
    about = (
        "<title>Lumen</title><link rel='self' href='https://x.example/'/><link href='https://status.lumen.example'/>"
    )
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'>{about}{entry}</feed>".encode()
    report = read("feed", body)
    (incident,) = report.incidents
    assert (incident.id, incident.started_at, incident.resolved_at) == ("tag:x,1", at(-30), at(-10))
    assert report.host == "status.lumen.example" and incident.url == f"{HOME}/1"


def test_the_feed_that_a_page_refers_to_is_where_it_is_read() -> None:
    head = "<link rel='icon' href='/i.png'><link href='/a.rss?x=1&amp;y=2' rel='alternate' type='application/rss+xml'>"
    assert feed.page_id_in(head) == "/a.rss?x=1&y=2" and feed.page_id_in("<link href='/a.css'>") is None
    assert feed.endpoints(f"{HOME}/", StatusRecipe(page_id="/a.rss")) == (f"{HOME}/a.rss",)
    assert feed.endpoints(f"{HOME}/a.rss", StatusRecipe()) == (f"{HOME}/a.rss",)
