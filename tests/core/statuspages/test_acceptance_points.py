"""The 24 acceptance points of the notes on status pages, each by its number. What they say in full is tested beside
them, in the tests of each part; here is that the promise holds, through the same functions that the daemon calls."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clausewatch.core import connectivity
from clausewatch.core.alerts import Alert, StatusNews
from clausewatch.core.connectivity import Connectivity, Online
from clausewatch.core.decide_status import decide_status
from clausewatch.core.history import PastIncident, Window
from clausewatch.core.incidents import Observed, StatusMemory
from clausewatch.core.model import FailureKind, Unreadable, UnreadableKind
from clausewatch.core.statistics import statistics
from clausewatch.core.status import (
    Component,
    Impact,
    Incident,
    MaintenancePhase,
    PageState,
    Phase,
    StatusEvent,
    StatusEventKind,
    StatusReport,
)
from clausewatch.core.statuspages import alibaba, detect, flashduty, product, products, statuspage
from clausewatch.core.watch import Channel, Source, SourceKind, StatusRecipe, Watchlist
from clausewatch.shell.deliver import Deliverer
from clausewatch.shell.store import NewDelivery, Store
from clausewatch_notifiers import console
from clausewatch_notifiers.contract import Message, Receipt, Retry
from core.status_pages import (
    MEMORY,
    T0,
    at,
    failure,
    incident,
    report,
    resolved,
    source,
    unreadable,
    upkeep,
)
from core.statuspages.more_payloads import BUSY
from core.statuspages.pasts import PAGE, Statuspage, on, sp_past, talk
from core.statuspages.payloads import (
    API,
    FLASH,
    ali_event,
    ali_list,
    answer,
    epoch,
    fd_change,
    fd_summary,
    fd_update,
    sp_component,
    sp_incident,
    sp_summary,
)

K = StatusEventKind
PROBLEMS = {PageState.DEGRADED, PageState.PARTIAL_OUTAGE, PageState.MAJOR_OUTAGE}


class Desk:
    """One source as the daemon polls it, with all that it told."""

    def __init__(self, name: str = "status", watched: Source | None = None) -> None:
        self.source = dataclasses.replace(watched or source(), id=f"lumen/{name}")
        self.memory, self.network = StatusMemory(), Connectivity()
        self.alerts: list[Alert] = []

    def polls(self, minutes: float, observed: Observed, network: Connectivity | None = None) -> None:
        """``network``: what is known of our own, where it may be down."""
        decision = decide_status(self.source, self.memory, observed, at(minutes))
        if network is not None and network.offline_since is not None:
            decision = connectivity.inconclusive(self.memory)
        assert isinstance(decision.memory, StatusMemory)
        self.memory = decision.memory
        self.alerts += decision.alerts

    @property
    def events(self) -> list[StatusEvent]:
        return [each.news.event for each in self.alerts if isinstance(each.news, StatusNews)]

    @property
    def kinds(self) -> list[StatusEventKind]:
        return [each.kind for each in self.events]


def watching() -> Desk:
    desk = Desk()
    desk.polls(-10, report())
    return desk


def test_point_01_every_answer_is_read_or_called_another_format() -> None:
    bodies = {**{name: make() for name, make in BUSY.items()}, "statuspage": sp_summary(), "flashduty": fd_summary()}
    for name, body in bodies.items():
        capture = answer(body, "https://status.lumen.example/public/status/lumen")
        found = detect((capture,))
        assert found is not None and found.name == name
        read = found.read((capture,), StatusRecipe())
        assert isinstance(read, StatusReport) and not read.unknown_tokens
    for other in ({"hello": "world"}, [1, 2], "a text"):
        readings = [each.read((answer(other),), StatusRecipe()) for each in products()]
        assert all(isinstance(each, Unreadable) for each in readings)


HOSTILE: dict[str, bytes] = {
    "HTML at 200": b"<!doctype html><title>All systems operational</title>",
    "an empty object": b"{}",
    "XML of a bucket": b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
    "a challenge": b"<html><title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script>",
    "2 MiB and one byte": b'{"page":{"id":"a"},"status":{"indicator":"none"}}'.ljust(2 * 2**20 + 1),
    "UTF-16": '{"page":{"id":"a"},"status":{"indicator":"none"}}'.encode("utf-16"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_point_02_a_hostile_body_is_never_operational(kind: str) -> None:
    for each in products():
        found = each.read((answer(HOSTILE[kind]),), StatusRecipe(page_id=FLASH))
        assert isinstance(found, Unreadable) or found.state is not PageState.OPERATIONAL


def test_point_03_two_failures_are_silent_and_the_third_tells_from_180_seconds_on() -> None:
    desk = watching()
    for minutes in (0, 1, 2.9):
        desk.polls(minutes, failure())
        assert desk.kinds == []
    desk.polls(3, failure())
    assert desk.kinds == [K.PAGE_UNREACHABLE] and desk.events[0].since == at(0)


def test_point_04_five_sources_failing_with_the_witness_down_tell_nothing_and_then_one_thing() -> None:
    desks, network, told = [Desk(f"s{number}") for number in range(5)], Connectivity(), list[Alert]()
    for desk in desks:
        desk.polls(-10, report())
    for minutes in range(0, 40, 2):
        for desk in desks:
            why = failure(FailureKind.CONNECT)
            assert connectivity.judge(network, why, at(minutes)) is Online.ASK
            assert connectivity.witnessed((False, False)) is Online.NO
            network = connectivity.missed(network, at(minutes))
            desk.polls(minutes, why, network)
    assert [each for desk in desks for each in desk.alerts] == []
    for desk in desks:
        network, back = connectivity.answered(network, at(41))
        told += [back] if back else []
        desk.polls(41, report())
    assert [each.key for each in told] == ["offline/20261123T120000"] and "100 polls were missed" in str(told[0].news)
    assert [each for desk in desks for each in desk.alerts] == []


def test_point_05_one_source_failing_of_five_tells_one_thing() -> None:
    desks = [Desk(f"s{number}") for number in range(5)]
    for minutes in range(0, 20, 2):
        for number, desk in enumerate(desks):
            desk.polls(minutes, failure() if number == 3 and minutes else report())
    assert [desk.kinds for desk in desks] == [[], [], [], [K.PAGE_UNREACHABLE], []]


def a_day_of_an_incident() -> list[tuple[float, StatusReport]]:
    said: tuple[tuple[str, float, Phase], ...] = (("u1", 0, Phase.INVESTIGATING),)
    polls = [(2.0, report(incident(updates=said)))]
    later = (("u2", 20.0, Phase.IDENTIFIED), ("u3", 40.0, Phase.IDENTIFIED), ("u4", 60.0, Phase.MONITORING))
    for name, minutes, phase in later:
        said = (*said, (name, minutes, phase))
        polls.append((minutes + 1.0, report(incident(phase=phase, updates=said))))
    over = report(resolved(end=90, updates=(*said, ("u5", 90, Phase.RESOLVED))))
    return [*polls, *((minutes, over) for minutes in (91.0, 93.0, 95.0))]


def test_point_06_opened_three_updates_resolved_is_one_thread_one_opening_one_resolution() -> None:
    desk = watching()
    for minutes, seen in a_day_of_an_incident():
        desk.polls(minutes, seen)
    assert desk.kinds == [K.INCIDENT_OPENED, *[K.INCIDENT_UPDATED] * 3, K.INCIDENT_RESOLVED]
    assert len({alert.thread for alert in desk.alerts}) == 1 and len({alert.key for alert in desk.alerts}) == 5


def test_point_07_the_same_snapshot_a_hundred_times_is_no_event() -> None:
    desk = watching()
    busy = report(incident(), resolved("old", end=-60), state=PageState.DEGRADED)
    desk.polls(0, busy)
    told = list(desk.kinds)
    for number in range(1, 101):
        desk.polls(2 * number, busy)
    assert desk.kinds == told == [K.INCIDENT_OPENED]


@pytest.mark.parametrize("stops_after", range(8))
def test_point_08_a_restart_between_any_two_steps_changes_nothing(stops_after: int) -> None:
    steady, restarted = watching(), watching()
    for number, (minutes, seen) in enumerate(a_day_of_an_incident()):
        steady.polls(minutes, seen)
        restarted.polls(minutes, seen)
        if number == stops_after:
            restarted.memory = MEMORY.validate_json(MEMORY.dump_json(restarted.memory))
    assert restarted.alerts == steady.alerts and restarted.memory == steady.memory


class Post:
    """A channel that is down at first."""

    def __init__(self) -> None:
        self.down, self.taken = True, list[str]()

    async def send(self, message: Message, recipient: str) -> Receipt:
        if self.down:
            raise Retry("503")
        self.taken.append(message.key)
        return Receipt("taken")


def test_point_09_a_message_that_could_not_be_sent_is_delivered_once_later(tmp_path: Path) -> None:
    post, now = Post(), [T0]

    def render(alert: Alert, key: str) -> Message:
        return Message(key, alert.thread, "status", "major", "t", "s", alert.at)

    async def story() -> None:
        watchlist = Watchlist((), channels=(Channel("post", "console", console.Settings()),))
        async with Store.open(tmp_path / "c.db") as store:
            deliverer = Deliverer(store, watchlist, {"post": post}, render, lambda: now[0])
            desk = watching()
            desk.polls(0, report(incident()))
            (alert,) = desk.alerts
            await store.announce(alert, (NewDelivery(alert.key, "post", ""),), now[0])
            await deliverer.drain()
            now[0] += timedelta(hours=1)
            post.down = False
            await deliverer.drain()
            now[0] += timedelta(hours=1)
            await deliverer.drain()

    asyncio.run(story())
    assert len(post.taken) == 1


def test_point_10_what_opens_again_is_reopened_in_its_thread() -> None:
    desk = watching()
    again = incident(updates=(("u9", 59, Phase.IDENTIFIED),))
    for minutes, seen in ((0, incident()), (31, resolved(end=30)), (60, again)):
        desk.polls(minutes, report(seen))
    assert desk.kinds == [K.INCIDENT_OPENED, K.INCIDENT_RESOLVED, K.INCIDENT_REOPENED]
    assert len({alert.thread for alert in desk.alerts}) == 1


def test_point_11_what_has_vanished_from_two_complete_lists_is_over_and_says_so() -> None:
    desk = watching()
    for minutes, seen in ((0, report(incident())), (2, report()), (4, report())):
        desk.polls(minutes, seen)
    assert desk.kinds == [K.INCIDENT_OPENED, K.INCIDENT_RESOLVED] and "No longer listed" in desk.events[1].text


def test_point_12_an_incomplete_list_never_resolves() -> None:
    desk = watching()
    desk.polls(0, report(incident()))
    for minutes in range(2, 200, 2):
        desk.polls(minutes, report(complete=False))
    assert desk.kinds == [K.INCIDENT_OPENED]


def test_point_13_a_baseline_with_fifty_old_incidents_tells_nothing() -> None:
    desk = Desk()
    old = [resolved(f"o{number}", start=-1440 * number - 30, end=-1440 * number) for number in range(1, 51)]
    for minutes in (0, 2, 4):
        desk.polls(minutes, report(*old))
    assert desk.alerts == []


def test_point_14_flapping_is_told_once_and_its_end_with_the_state() -> None:
    desk, minutes = watching(), 0.0
    for _ in range(6):
        for seen in (failure(), failure(), failure(), failure(), report(), report()):
            desk.polls(minutes, seen)
            minutes += 1
    for _ in range(20):
        desk.polls(minutes, report())
        minutes += 2
    assert desk.kinds.count(K.FLAPPING_STARTED) == desk.kinds.count(K.FLAPPING_STOPPED) == 1
    assert desk.kinds[-1] is K.FLAPPING_STOPPED and desk.events[-1].state is PageState.OPERATIONAL


def test_point_15_maintenance_quiets_its_own_and_a_critical_incident_is_told_all_the_same() -> None:
    desk = watching()
    planned = upkeep(MaintenancePhase.IN_PROGRESS, -5, 60, "API")
    components = (Component("c1", "API", PageState.DEGRADED), Component("c2", "Console", PageState.OPERATIONAL))

    def under_way(*seen: Any) -> StatusReport:
        return report(*seen, state=PageState.MAINTENANCE, components=components, maintenances=(planned,))

    mild = incident("mild", components=("API",))
    for minutes in (0, 2, 4, 6):
        desk.polls(minutes, under_way(mild))
    assert desk.kinds == [K.MAINTENANCE_ANNOUNCED]
    desk.polls(8, under_way(mild, incident("grave", impact=Impact.CRITICAL, components=("API",))))
    desk.polls(10, under_way(mild, incident("other", components=("Console",))))
    assert desk.kinds[1:] == [K.INCIDENT_OPENED, K.INCIDENT_OPENED]


def test_point_16_a_redirect_to_another_product_is_moved() -> None:
    for why in (failure(FailureKind.MOVED), unreadable(UnreadableKind.IDENTITY)):
        desk = watching()
        for minutes in range(0, 40, 2):
            desk.polls(minutes, why)
        assert desk.kinds == [K.PAGE_MOVED] and desk.memory.state is PageState.UNKNOWN
        assert "seems to have moved" in desk.events[0].text


def test_point_17_a_frozen_mirror_is_flagged_once_and_not_green() -> None:
    mirror = Desk(watched=Source("m", SourceKind.STATUS, "https://lumen.platform.example/", "Status", 120.0))
    frozen = report(updated_at=at(-200 * 1440))
    for minutes in (0, 2, 4, 2000):
        mirror.polls(minutes, frozen)
    assert mirror.kinds == [K.FROZEN_SUSPECT] and mirror.memory.state is PageState.UNKNOWN


def test_point_18_words_that_nobody_knows_claim_nothing() -> None:
    odd = sp_incident(status="pondering", impact="odd")
    body = sp_summary(components=[sp_component("API", "wobbly")], incidents=[odd])
    read = statuspage.read((answer(body),), StatusRecipe())
    assert isinstance(read, StatusReport) and read.state is PageState.UNKNOWN
    assert set(read.unknown_tokens) == {"wobbly", "pondering", "odd"}


def test_point_19_neither_a_jumping_clock_nor_daylight_saving_changes_a_duration() -> None:
    desk = watching()
    desk.polls(0, report(incident()))
    desk.polls(-6000, report(incident()))
    desk.polls(9000, report(resolved(end=30)))
    assert desk.kinds == [K.INCIDENT_OPENED, K.INCIDENT_RESOLVED]
    assert desk.events[1].since is not None and desk.events[1].at - desk.events[1].since == timedelta(minutes=30)
    one, same = "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"  # the hour that comes twice
    night = sp_incident("n", "resolved", started_at=one, resolved_at=same)
    read = statuspage.read((answer(sp_summary(incidents=[night])),), StatusRecipe())
    assert isinstance(read, StatusReport) and read.incidents[0].resolved_at is not None
    assert read.incidents[0].resolved_at - read.incidents[0].started_at == timedelta(hours=1)


def test_point_20_success_false_at_200_is_unreadable() -> None:
    assert isinstance(alibaba.read((answer(ali_list(success=False, code=500)),), StatusRecipe()), Unreadable)


@pytest.mark.parametrize("tag", ["[Incident (Recovered)]", "[Incident Recovered]"])
def test_point_21_both_spellings_of_recovered_are_over(tag: str) -> None:
    read = alibaba.read((answer(ali_list(ali_event(f"{tag} Errors in Singapore", epoch(-5) * 1000))),), StatusRecipe())
    assert isinstance(read, StatusReport) and [each.phase for each in read.incidents] == [Phase.RESOLVED]


def test_point_22_updates_without_ids_are_told_apart() -> None:
    updates = [
        fd_update("", -20, "investigating", "We look into it.", [(API, "degraded")]),
        fd_update("", -10, "identified", "Found."),
        fd_update("", -20, "investigating", "We  look into it. ", [(API, "degraded")]),
    ]
    body = fd_summary(fd_change(affected=[(API, "degraded")], updates=updates))
    read = flashduty.read((answer(body),), StatusRecipe())
    assert isinstance(read, StatusReport) and len(read.incidents[0].updates) == 2


def test_point_23_paging_that_repeats_its_first_page_is_incomplete() -> None:
    weekly = [sp_past(f"w{week:03}", on(2026, 5, 30) - timedelta(weeks=week)) for week in range(150)]
    chosen = product("statuspage")
    assert chosen is not None
    window = Window(on(2024, 2), on(2026, 6))
    told = talk(chosen, Statuspage(weekly, has_months=False), window, StatusRecipe("statuspage", PAGE))
    assert any("repeats the first" in gap for gap in told.history.gaps)


def test_point_24_figures_that_were_worked_out_by_hand() -> None:
    lasted = ((on(2024, 5, 3), 10), (on(2024, 5, 20), 12), (on(2024, 7, 1), 20), (on(2024, 8, 31, 23, 50), 90))
    past = [
        PastIncident(
            Incident(f"i{number}", "", Phase.RESOLVED, Impact.MINOR, began, began + timedelta(minutes=minutes))
        )
        for number, (began, minutes) in enumerate(lasted)
    ]
    figures = statistics(past, Window(on(2024, 5), on(2024, 9)))
    assert (figures.incidents, figures.months, figures.per_month) == (4, 4.0, 1.0)
    assert (figures.announced.median, figures.announced.mean) == (16 * 60, 33 * 60)
    assert figures.announced.p90 == pytest.approx(69 * 60) and figures.announced.downtime == 52 * 60
