"""A state that comes and goes is told as that, and its end with the present state."""

from __future__ import annotations

from clausewatch.core.incidents import grade
from clausewatch.core.model import Grade
from clausewatch.core.status import Component, PageState, StatusEventKind
from core.status_pages import MEMORY, Watcher, report, watching

K = StatusEventKind
BAD = report(state=PageState.DEGRADED, components=(Component("c1", "API", PageState.DEGRADED),))
GOOD = report()


def flipping(times: int) -> Watcher:
    """Down for two polls, up for two polls, and so on, every two minutes."""
    watcher, minutes = watching(), 0.0
    for _ in range(times):
        for seen in (BAD, BAD, GOOD, GOOD):
            watcher.poll(minutes, seen)
            minutes += 2
    return watcher


def kinds(watcher: Watcher) -> list[StatusEventKind]:
    return [event.kind for event in watcher.told]


def test_the_sixth_change_in_an_hour_is_told_as_coming_and_going_and_no_more_until_it_holds() -> None:
    watcher = flipping(12)
    assert kinds(watcher) == [
        K.PAGE_DEGRADED,
        K.PAGE_RESTORED,
        K.PAGE_DEGRADED,
        K.PAGE_RESTORED,
        K.PAGE_DEGRADED,
        K.FLAPPING_STARTED,
    ]
    started = watcher.told[-1]
    assert "comes and goes: 6 changes in" in started.text and "now: operational" in started.text
    assert grade(started) is Grade.MINOR
    for minutes in range(96, 160, 2):
        watcher.poll(minutes, BAD)
    stopped = watcher.told[-1]
    assert kinds(watcher)[6:] == [K.FLAPPING_STOPPED] and stopped.state is PageState.DEGRADED
    assert "now: degraded" in stopped.text and grade(stopped) is Grade.MINOR
    assert MEMORY.validate_json(MEMORY.dump_json(watcher.memory)) == watcher.memory


def test_after_it_has_held_changes_are_told_again() -> None:
    watcher = flipping(12)
    for minutes in range(96, 160, 2):
        watcher.poll(minutes, GOOD)
    assert kinds(watcher)[-1] is K.FLAPPING_STOPPED and watcher.told[-1].state is PageState.OPERATIONAL
    for minutes in (160, 162, 164, 166):
        watcher.poll(minutes, BAD)
    assert kinds(watcher)[-1] is K.PAGE_DEGRADED


def test_five_changes_in_an_hour_are_told_each() -> None:
    watcher, minutes = watching(), 0.0
    for _ in range(8):
        for seen in (BAD, BAD, GOOD, GOOD):
            watcher.poll(minutes, seen)
            minutes += 7
    assert K.FLAPPING_STARTED not in kinds(watcher) and len(kinds(watcher)) == 16
