"""What was announced, what hurt, and what we remember ourselves."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.history import (
    Span,
    StateChange,
    Window,
    announced,
    impact_spans,
    lapses,
    months_of,
    remembered,
)
from clausewatch.core.model import FailureKind
from clausewatch.core.statistics import Unmeasured, statistics
from clausewatch.core.status import PageState, Phase
from core.status_pages import Watcher, at, failure, incident, report, resolved, watching

WINDOW = Window(at(-30 * 1440), at(30 * 1440))
R, OPEN, M = Phase.RESOLVED, Phase.INVESTIGATING, Phase.MONITORING
DOWN, SLOW, WELL = PageState.MAJOR_OUTAGE, PageState.DEGRADED, PageState.OPERATIONAL


def spans(*updates: tuple[str, float, Phase], **more: object) -> list[tuple[float, float | None]]:
    """In minutes."""
    return _in_minutes(announced(incident(updates=updates, **more)))  # type: ignore[arg-type]


def _in_minutes(found: tuple[Span, ...]) -> list[tuple[float, float | None]]:
    return [(_minutes(span.start), _minutes(span.end) if span.end else None) for span in found]


def _minutes(moment: object) -> float:
    return (moment - at(0)).total_seconds() / 60  # type: ignore[operator,no-any-return]


# --- what was announced ---


@pytest.mark.parametrize(
    ("updates", "end", "expected"),
    [
        ((), 30, [(0, 30)]),
        ((("a", 0, OPEN), ("b", 25, R)), None, [(0, 25)]),
        ((("a", 0, OPEN), ("b", 25, R)), 30, [(0, 30)]),
        ((("a", 0, OPEN), ("b", 25, R), ("postmortem", 9000, R)), None, [(0, 25)]),
        ((("a", 0, OPEN), ("b", 25, R), ("edit", 9000, Phase.UNKNOWN)), None, [(0, 25)]),
        ((("a", 0, OPEN), ("b", 25, R), ("afterword", 60, M)), 25, [(0, 25)]),
        ((("a", 0, OPEN), ("b", 25, R), ("c", 60, OPEN), ("d", 80, R)), 80, [(0, 25), (60, 80)]),
        ((("a", 0, OPEN), ("b", 25, R), ("c", 60, OPEN), ("d", 80, R)), 25, [(0, 25), (60, 80)]),
        ((("a", 0, OPEN),), None, [(0, None)]),
        ((("a", -60, R), ("b", 25, R)), None, [(0, 25)]),
    ],
)
def test_an_announcement_ends_when_the_page_says_so(
    updates: tuple[tuple[str, float, Phase], ...], end: float | None, expected: list[tuple[float, float | None]]
) -> None:
    assert spans(*updates, phase=R, end=end) == expected


def test_what_is_open_goes_on_even_if_an_update_said_otherwise() -> None:
    (first, last) = announced(incident(updates=(("a", 0, OPEN), ("b", 25, R), ("c", 60, OPEN))))
    assert (first.goes_on, last.goes_on, last.start) == (False, True, at(60))
    assert announced(incident(updates=(("a", 0, OPEN), ("b", 25, R))))[-1].goes_on


@given(st.lists(st.tuples(st.integers(0, 500), st.sampled_from(list(Phase)))), st.sampled_from(list(Phase)))
def test_spans_are_in_order_and_only_the_last_can_lack_an_end(said: list[tuple[int, Phase]], phase: Phase) -> None:
    rows = sorted(said, key=lambda row: row[0])
    updates = tuple((f"u{number}", float(minutes), each) for number, (minutes, each) in enumerate(rows))
    found = announced(incident(phase=phase, updates=updates))
    assert found and found[0].start == at(0)
    assert all(one.end is not None and one.start <= one.end <= other.start for one, other in pairwise(found))


# --- components ---


def hurt(
    *changes: tuple[float, str, PageState], end: float | None = 30
) -> list[tuple[str, float, float | None, PageState]]:
    known = incident(phase=R if end else OPEN, end=end)
    rows = [StateChange(at(minutes), component, state) for minutes, component, state in changes]
    found = impact_spans(rows, {"c1": "API", "c2": "Web"}, known)
    return [(row.component, *_in_minutes((row.span,))[0], row.state) for row in found]


def test_a_component_hurts_from_its_first_bad_state_to_the_next_good_one() -> None:
    assert hurt((0, "c1", SLOW), (5, "c1", DOWN), (20, "c1", WELL)) == [("API", 0, 20, DOWN)]


def test_each_component_has_intervals_of_its_own() -> None:
    rows = hurt((0, "c1", SLOW), (5, "c2", DOWN), (10, "c1", WELL), (12, "c1", SLOW), (14, "c1", WELL))
    assert rows == [("API", 0, 10, SLOW), ("Web", 5, 30, DOWN), ("API", 12, 14, SLOW)]


def test_what_nobody_sets_right_is_well_when_the_incident_ends() -> None:
    assert hurt((0, "c1", SLOW)) == [("API", 0, 30, SLOW)]
    (row,) = impact_spans([StateChange(at(0), "c1", SLOW)], {}, incident())
    assert (row.component, row.span.goes_on) == ("", True)


def test_a_state_in_unknown_words_sets_nothing_right_and_nothing_wrong() -> None:
    assert hurt((0, "c1", SLOW), (5, "c1", PageState.UNKNOWN), (20, "c1", WELL)) == [("API", 0, 20, SLOW)]
    assert hurt((5, "c1", PageState.UNKNOWN), (6, "c1", PageState.MAINTENANCE)) == []


# --- months ---


def test_a_window_is_cut_at_the_first_of_each_month() -> None:
    parts = months_of(Window(at(-40 * 1440), at(0)))  # 2026-10-14 12:00 to 2026-11-23 12:00
    assert [f"{part.start:%m-%d %H} {part.end:%m-%d %H}" for part in parts] == [
        "10-14 12 11-01 00",
        "11-01 00 11-23 12",
    ]


# --- from our own memory ---


def told_by(watcher: Watcher) -> list[tuple[float, float | None]]:
    known = remembered(watcher.memory, watcher.told, WINDOW)
    return [row for each in known.incidents for row in _in_minutes(announced(each.incident))]


def test_what_was_watched_is_remembered_with_its_times() -> None:
    watcher = watching()
    watcher.poll(2, report(incident(updates=(("a", 0, OPEN),))))
    watcher.poll(32, report(resolved(end=30, updates=(("a", 0, OPEN), ("b", 30, R)))))
    assert told_by(watcher) == [(0, 30)]


def test_10_a_reopening_that_was_watched_is_a_span_of_its_own() -> None:
    watcher = watching()
    watcher.poll(2, report(incident()))
    watcher.poll(12, report(resolved(end=10)))
    watcher.poll(40, report(incident()))
    watcher.poll(62, report(resolved(end=60)))
    assert told_by(watcher) == [(0, 10), (40, 60)]


def test_an_incident_that_is_open_still_goes_on() -> None:
    watcher = watching()
    watcher.poll(2, report(incident()))
    (past,) = remembered(watcher.memory, watcher.told, WINDOW).incidents
    assert announced(past.incident)[0].goes_on


def test_an_incident_that_vanished_has_no_end_that_anybody_stated() -> None:
    watcher = watching()
    watcher.poll(2, report(incident()))
    watcher.poll(4, report())
    watcher.poll(6, report())
    known = remembered(watcher.memory, watcher.told, WINDOW)
    assert statistics(known.incidents, WINDOW).announced.unmeasured == ((Unmeasured.NO_END, 1),)


def test_an_incident_forgotten_by_the_memory_is_known_by_what_was_told() -> None:
    watcher = watching()
    watcher.poll(2, report(incident()))
    watcher.poll(12, report(resolved(end=10)))
    forgotten = dataclasses.replace(watcher.memory, incidents=())
    known = remembered(forgotten, watcher.told, WINDOW)
    assert [_in_minutes(announced(each.incident)) for each in known.incidents] == [[(0, 10)]]


def test_before_we_watched_the_past_is_incomplete() -> None:
    watcher = watching(minutes=-10)
    assert remembered(watcher.memory, (), Window(at(-10), at(60))).gaps == ()
    (gap,) = remembered(watcher.memory, (), WINDOW).gaps
    assert gap.startswith("watched only since 2026-11-23 11:50 UTC")
    assert remembered(Watcher().memory, (), WINDOW).gaps == ("nothing is known yet: the page was not read so far",)


def test_a_page_that_did_not_answer_is_our_own_observation() -> None:
    watcher = watching()
    for minutes in (0, 2, 4):
        watcher.poll(minutes, failure(FailureKind.TIMEOUT))
    (goes_on,) = lapses(watcher.memory.sight.told, watcher.told)
    assert (goes_on.start, goes_on.goes_on) == (at(0), True)
    watcher.poll(6, report())
    watcher.poll(8, report())
    assert lapses(watcher.memory.sight.told, watcher.told) == (Span(at(0), at(8)),)
    assert remembered(watcher.memory, watcher.told, WINDOW).incidents == ()


def test_a_lapse_whose_end_was_not_told_has_none() -> None:
    watcher = watching()
    for minutes in (0, 2, 4):
        watcher.poll(minutes, failure(FailureKind.TIMEOUT))
    (endless,) = lapses(watching().memory.sight.told, watcher.told)
    assert (endless.end, endless.goes_on) == (None, False)
