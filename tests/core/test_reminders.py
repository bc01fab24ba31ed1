"""What is still open is said again, ever less often; whoever does not want to hear it is left alone."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from itertools import pairwise

from clausewatch.core.incidents import grade
from clausewatch.core.model import Grade
from clausewatch.core.reminders import EVERY, due
from clausewatch.core.status import Component, Impact, PageState, Phase, StatusEventKind
from core.status_pages import Watcher, at, failure, incident, report, resolved, source, watching

K = StatusEventKind
HOUR = 60
OUT = report(state=PageState.MAJOR_OUTAGE, components=(Component("c1", "API", PageState.MAJOR_OUTAGE),))


def times(watcher: Watcher, kind: StatusEventKind) -> list[float]:
    """Hours since the start."""
    return [(event.at - at(0)) / timedelta(hours=1) for event in watcher.told if event.kind is kind]


def test_an_open_incident_is_said_again_every_six_hours_on_its_first_day_and_ever_less_often() -> None:
    watcher = watching()
    for minutes in range(0, 15 * 24 * HOUR, 30):
        watcher.poll(minutes, report(incident(impact=Impact.MAJOR)))
    told = times(watcher, K.INCIDENT_GOES_ON)
    assert told[:4] == [6, 12, 18, 24]
    pauses = [later - earlier for earlier, later in pairwise(told)]
    assert pauses == sorted(pauses) and len(told) < 20
    reminder = next(event for event in watcher.told if event.kind is K.INCIDENT_GOES_ON)
    assert grade(reminder) is Grade.MAJOR and "Still open after 6 h 00 min" in reminder.text


def test_news_of_an_incident_put_the_reminder_off() -> None:
    watcher = watching()
    watcher.poll(0, report(incident()))
    watcher.poll(5 * HOUR, report(incident(phase=Phase.IDENTIFIED)))
    for minutes in range(6 * HOUR, 13 * HOUR, HOUR):
        watcher.poll(minutes, report(incident(phase=Phase.IDENTIFIED)))
    assert times(watcher, K.INCIDENT_GOES_ON) == [11]


def test_what_is_over_is_not_reminded_of() -> None:
    watcher = watching()
    watcher.poll(0, report(incident()))
    for minutes in range(60, 30 * HOUR, 60):
        watcher.poll(minutes, report(resolved()))
    assert [event.kind for event in watcher.told] == [K.INCIDENT_OPENED, K.INCIDENT_RESOLVED]


def test_a_state_without_an_incident_and_a_page_that_is_gone_are_said_again_too() -> None:
    for observed, begins, reminds in (
        (OUT, K.PAGE_DEGRADED, K.PAGE_STILL_DEGRADED),
        (failure(), K.PAGE_UNREACHABLE, K.PAGE_STILL_UNREACHABLE),
    ):
        watcher = Watcher(dataclasses.replace(source(), remind=EVERY))
        watcher.poll(-10, report())
        for minutes in range(0, 13 * HOUR, 10):
            watcher.poll(minutes, observed)
        assert [event.kind for event in watcher.told] == [begins, reminds, reminds]


def test_never_is_never() -> None:
    watcher = Watcher(dataclasses.replace(source(), remind=None))
    watcher.poll(-10, report())
    for minutes in range(0, 100 * HOUR, 60):
        watcher.poll(minutes, report(incident()))
    assert [event.kind for event in watcher.told] == [K.INCIDENT_OPENED]
    assert not due(at(0), at(0), at(10**6), None) and not due(None, at(0), at(10**6), EVERY)
