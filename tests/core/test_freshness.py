"""A page that answers and stands still: when it is called so, and that a quiet page is not."""

from __future__ import annotations

import dataclasses

from clausewatch.core.status import Impact, PageState, StatusEventKind, StatusReport
from clausewatch.core.watch import Source, SourceKind, StatusRecipe
from core.status_pages import MEMORY, Watcher, at, incident, report, resolved, source

K = StatusEventKind
DAY = 24 * 60
MIRROR = Source("lumen/status", SourceKind.STATUS, "https://lumen.platform.example/", "Status", 120.0)


def touched(days_ago: float, *seen: object, **more: object) -> StatusReport:
    return report(*seen, updated_at=at(-days_ago * DAY), **more)  # type: ignore[arg-type]


def kinds(watcher: Watcher) -> list[StatusEventKind]:
    return [event.kind for event in watcher.told]


def test_a_page_whose_clock_stands_still_for_a_month_is_told_once_after_a_day_of_watching() -> None:
    watcher = Watcher()
    for hours in range(0, 60, 2):
        watcher.poll(60 * hours, touched(200))
    (event,) = watcher.told
    assert (event.kind, event.at) == (K.FROZEN_SUSPECT, at(DAY))
    assert "Nothing on this page has moved since 2026-05-07" in event.text and "left it behind" in event.text
    assert watcher.memory.state is PageState.UNKNOWN


def test_a_mirror_read_at_another_host_than_it_names_is_told_at_once() -> None:
    watcher = Watcher(MIRROR)
    assert [event.kind for event in watcher.poll(0, touched(200))] == [K.FROZEN_SUSPECT]


def test_another_page_at_its_home_is_evidence_and_told_at_once_however_fresh_it_looks() -> None:
    watcher = Watcher(MIRROR)
    watcher.poll(0, touched(0, elsewhere=""))
    assert watcher.told == [] and watcher.memory.fresh.looked_at == at(0)
    found = "the flashduty page 7200000000123 “Lumen” answers"
    (event,) = watcher.poll(7 * DAY, touched(0, elsewhere=found))
    assert event.kind is K.FROZEN_SUSPECT and found in event.text and "status.lumen.example" in event.text
    assert watcher.poll(14 * DAY, touched(0, elsewhere=found)) == ()
    assert watcher.memory.state is PageState.UNKNOWN


def test_a_page_that_moves_again_is_believed_again_and_may_be_told_anew() -> None:
    watcher = Watcher()
    for hours in range(0, 60, 2):
        watcher.poll(60 * hours, touched(200))
    watcher.poll(61 * 60, report(updated_at=at(61 * 60)))
    assert watcher.memory.state is PageState.OPERATIONAL
    assert MEMORY.validate_json(MEMORY.dump_json(watcher.memory)) == watcher.memory


def test_a_page_is_given_four_times_its_longest_pause() -> None:
    rare = [
        resolved(f"r{number}", start=-DAY * (40 + 50 * number), end=-DAY * (40 + 50 * number) + 30)
        for number in range(4)
    ]
    watcher = Watcher()
    for hours in range(0, 60, 2):
        watcher.poll(60 * hours, report(*rare))
    assert watcher.told == []
    for days in range(3, 200):
        watcher.poll(DAY * days, report(*rare))
    (event,) = watcher.told
    assert event.kind is K.FROZEN_SUSPECT and event.at >= at(DAY * 150)
    assert "its longest pause before was 49 d" in event.text


def test_a_page_without_a_clock_that_tells_of_nothing_proves_nothing_by_its_silence() -> None:
    for seen in (report(), report(resolved("only", start=-300 * DAY, end=-300 * DAY + 30))):
        watcher = Watcher()
        for days in range(0, 400, 5):
            watcher.poll(DAY * days, seen)
        assert watcher.told == []


def test_who_knows_that_a_page_is_quiet_says_so() -> None:
    watcher = Watcher(dataclasses.replace(source(), status=StatusRecipe(frozen_after=400 * 86_400.0)))
    for hours in range(0, 60, 2):
        watcher.poll(60 * hours, touched(200))
    assert watcher.told == []


def test_a_frozen_page_that_shows_a_problem_keeps_showing_it() -> None:
    watcher = Watcher(MIRROR)
    watcher.poll(0, touched(200, incident(start=-200 * DAY, impact=Impact.MAJOR), state=PageState.PARTIAL_OUTAGE))
    assert K.FROZEN_SUSPECT in kinds(watcher) and watcher.memory.state is PageState.PARTIAL_OUTAGE


def test_a_plan_for_next_month_is_no_sign_of_life() -> None:
    watcher = Watcher(MIRROR)
    watcher.poll(0, report(updated_at=at(40 * DAY)))
    assert watcher.memory.fresh.moved_at is None
