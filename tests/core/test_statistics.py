"""The laws of incident statistics; durations in minutes, written down by hand."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.history import History, ImpactSpan, PastIncident, Span, Window
from clausewatch.core.statistics import (
    Clock,
    Unmeasured,
    by_component,
    clock,
    months,
    on_announcements,
    on_observation,
    percentile,
    record,
    statistics,
    union_seconds,
)
from clausewatch.core.status import Impact, Incident, IncidentUpdate, PageState, Phase
from clausewatch.core.watch import Source, SourceKind

YEAR = Window(datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC))
SOURCE = Source("lumen/status", SourceKind.STATUS, "https://status.lumen.example/", "Status", 120.0)


def on(month: int, day: int = 1, hour: int = 0, minute: int = 0, year: int = 2024) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def past(
    key: str,
    start: datetime,
    minutes: float | None,
    *,
    components: tuple[str, ...] = ("API",),
    updates: int = 2,
    **more: object,
) -> PastIncident:
    """Resolved after so many minutes, its components in trouble all the time; open without ``minutes``."""
    end = start + timedelta(minutes=minutes) if minutes is not None else None
    said = tuple(IncidentUpdate(f"{key}-{n}", start, Phase.INVESTIGATING, "") for n in range(updates))
    phase = Phase.RESOLVED if end else Phase.INVESTIGATING
    incident = Incident(key, f"Trouble {key}", phase, Impact.MINOR, start, end, said, components)
    span = Span(start, end, goes_on=end is None)
    return PastIncident(
        dataclasses.replace(incident, **more),  # type: ignore[arg-type]
        tuple(ImpactSpan(name, span, PageState.DEGRADED) for name in components),
    )


def minutes(measured: Clock) -> list[float]:
    return [seconds / 60 for seconds in measured.durations]


def in_minutes(seconds: float | None) -> float:
    assert seconds is not None
    return seconds / 60


# --- figures worked out by hand ---

SUMMER = [past("a", on(5, 3), 10), past("b", on(5, 20), 12), past("c", on(7, 1), 20), past("d", on(8, 31, 23, 50), 90)]


def test_24_a_summer_worked_out_by_hand() -> None:
    figures = statistics(SUMMER, Window(on(5), on(9)))
    assert (figures.incidents, figures.months, figures.per_month) == (4, 4.0, 1.0)
    assert in_minutes(figures.components.median) == 16
    assert in_minutes(figures.components.mean) == 33
    assert in_minutes(figures.components.p90) == pytest.approx(69)  # 20 + 0.7 * (90 - 20)
    assert figures.components.downtime / 60 == 52  # of the last one, ten minutes lie in August


def test_two_notices_of_several_days_move_the_mean_and_hardly_the_median() -> None:
    short = [past(f"s{n}", on(1 + n % 12, 1 + n), 5 + n) for n in range(20)]
    notices = [past("n1", on(2, 1), 16 * 1440), past("n2", on(6, 1), 21 * 1440)]
    before, after = (statistics(each, YEAR).announced for each in (short, short + notices))
    assert in_minutes(after.median) - in_minutes(before.median) == 1
    assert in_minutes(after.mean) > 100 * in_minutes(before.mean)


def test_an_incident_belongs_to_the_window_in_which_it_begins() -> None:
    edge = [past("first", on(5), 10), past("after", on(6), 10), past("before", on(4, 30, 23, 59), 10)]
    assert statistics(edge, Window(on(5), on(6))).incidents == 1


def test_an_incident_told_twice_counts_once() -> None:
    assert statistics([*SUMMER, *SUMMER], Window(on(5), on(9))).incidents == 4


def test_nothing_has_no_durations_and_no_rate_without_time() -> None:
    figures = statistics([], Window(on(5), on(9)))
    assert (figures.incidents, figures.per_month, figures.announced.median, figures.announced.downtime) == (
        0,
        0,
        None,
        0,
    )


# --- what is counted but not measured ---


def excluded(*cases: PastIncident) -> dict[str, int]:
    return {str(why): count for why, count in statistics(cases, YEAR).announced.unmeasured}


def test_an_open_incident_counts_and_lasts_to_the_end_of_the_window() -> None:
    figures = statistics([past("a", on(12, 31, 22), None), past("b", on(3), 10)], YEAR)
    assert (figures.incidents, minutes(figures.announced)) == (2, [10])
    assert excluded(past("a", on(12, 31, 22), None)) == {"still open": 1}
    assert figures.announced.downtime == 10 * 60 + 2 * 3600


def test_without_an_end_nothing_is_measured_and_nothing_is_down() -> None:
    endless = past("a", on(3), None, phase=Phase.RESOLVED)
    endless = dataclasses.replace(endless, impacts=())
    assert excluded(endless) == {"without a believable end": 1}
    assert statistics([endless], YEAR).announced.downtime == 0


def test_an_end_before_the_start_is_no_end() -> None:
    assert excluded(past("a", on(3), -5)) == {"without a believable end": 1}


def test_under_a_minute_with_one_update_is_a_note() -> None:
    assert excluded(past("a", on(3), 0.5, updates=1)) == {"under 60 s with a single update": 1}
    assert excluded(past("a", on(3), 0.5, updates=2)) == {}
    assert excluded(past("a", on(3), 1, updates=1)) == {}


def test_entered_afterwards_it_is_measured_only_with_times() -> None:
    assert excluded(past("a", on(3), 0, retrospective=True)) == {"entered afterwards without times": 1}
    assert excluded(past("a", on(3), 30, retrospective=True)) == {}


def test_without_states_of_components_that_clock_says_so() -> None:
    silent = dataclasses.replace(past("a", on(3), 30), impacts=())
    figures = statistics([silent, past("b", on(4), 10)], YEAR)
    assert minutes(figures.announced) == [10, 30]
    assert (minutes(figures.components), figures.components.unmeasured) == ([10], ((Unmeasured.NO_STATES, 1),))


def test_a_clock_without_any_states_has_no_downtime_to_tell() -> None:
    silent = dataclasses.replace(past("a", on(3), 30), impacts=())
    assert not statistics([silent], YEAR).components.tells
    assert statistics([silent, past("b", on(4), 10)], YEAR).components.tells
    assert statistics([], YEAR).components.tells


# --- spans ---


def reopened() -> PastIncident:
    """Ten minutes, an hour of peace, then twenty minutes."""
    said = ((0, Phase.INVESTIGATING), (10, Phase.RESOLVED), (70, Phase.INVESTIGATING), (90, Phase.RESOLVED))
    updates = tuple(IncidentUpdate(f"u{n}", on(3) + timedelta(minutes=n), phase, "") for n, phase in said)
    return PastIncident(
        Incident("r", "Trouble", Phase.RESOLVED, Impact.MINOR, on(3), on(3, 1, 1, 30), updates, ("API",))
    )


def test_10_a_reopening_adds_a_span() -> None:
    timed = on_announcements(reopened())
    assert [(span.start, span.end) for span in timed.spans] == [
        (on(3), on(3, 1, 0, 10)),
        (on(3, 1, 1, 10), on(3, 1, 1, 30)),
    ]
    figures = statistics([reopened()], YEAR)
    assert (figures.incidents, minutes(figures.announced), figures.announced.downtime) == (1, [30], 30 * 60)


def test_components_in_trouble_together_do_not_add_up() -> None:
    both = past("a", on(3), 30, components=("API", "Web"))
    assert minutes(statistics([both], YEAR).components) == [30]


def test_each_component_has_its_own_figures() -> None:
    rows = dict(by_component([past("a", on(3), 30, components=("API", "Web")), past("b", on(4), 10)], YEAR))
    assert {name: each.incidents for name, each in rows.items()} == {"API": 2, "Web": 1}
    assert minutes(rows["API"].components) == [10, 30]
    assert in_minutes(rows["Web"].components.median) == 30


def test_a_component_of_another_window_is_not_listed() -> None:
    assert by_component([past("a", on(3), 30)], Window(on(5), on(6))) == ()


def test_observed_times_are_measured_like_incidents() -> None:
    lapses = (Span(on(3), on(3, 1, 0, 6)), Span(on(4)), Span(on(12, 31, 23), None, goes_on=True))
    observed = clock(on_observation(lapses), YEAR)
    assert (minutes(observed), observed.count, observed.downtime) == ([6], 3, 6 * 60 + 3600)


# --- months ---


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (on(1), on(1, year=2025), 12.0),
        (on(2), on(3), 1.0),
        (on(2, 15, 12), on(3), 14.5 / 29),
        (on(1, 31), on(2, 2), 1 / 31 + 1 / 29),
        (on(12, 16, 12, year=2023), on(1, 1), 0.5),
    ],
)
def test_months_are_shares_of_calendar_months(start: datetime, end: datetime, expected: float) -> None:
    assert months(Window(start, end)) == pytest.approx(expected)


def test_a_page_that_is_younger_than_the_window_is_measured_since_it_exists() -> None:
    made = record(SOURCE, YEAR, History((past("a", on(8, 1), 5),), begins=on(7)), (), None)
    assert (made.window.start, made.statistics.per_month) == (on(7), pytest.approx(1 / 6))


def test_a_page_that_took_over_older_records_is_measured_since_the_oldest() -> None:
    made = record(SOURCE, YEAR, History((past("a", on(3, 1), 5),), begins=on(7)), (), None)
    assert made.window.start == on(3)
    older = record(SOURCE, YEAR, History((past("a", on(3, 1, year=2020), 5),), begins=on(7)), (), None)
    assert older.window == YEAR


# --- laws ---

MOMENTS = st.integers(-30 * 1440, 400 * 1440).map(lambda minute: on(1) + timedelta(minutes=minute))


@st.composite
def pasts(draw: st.DrawFn) -> list[PastIncident]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        length = draw(st.one_of(st.none(), st.integers(-3, 4 * 1440)))
        names = draw(st.sampled_from([("API",), ("Web",), ("API", "Web"), ()]))
        found.append(past(f"i{number}", draw(MOMENTS), length, components=names, updates=draw(st.integers(0, 3))))
    return found


@given(pasts(), st.lists(MOMENTS, min_size=2, max_size=6, unique=True))
def test_windows_that_follow_each_other_add_up(incidents: list[PastIncident], cuts: list[datetime]) -> None:
    edges = sorted(cuts)
    closed = [each for each in incidents if not each.incident.is_open]  # an open one lasts to the end of each window
    parts = [statistics(closed, Window(start, end)) for start, end in pairwise(edges)]
    whole = statistics(closed, Window(edges[0], edges[-1]))
    assert sum(part.incidents for part in parts) == whole.incidents
    assert sum(part.months for part in parts) == pytest.approx(whole.months)
    assert sum(part.announced.downtime for part in parts) == whole.announced.downtime
    assert sorted(second for part in parts for second in part.components.durations) == list(whole.components.durations)


@given(pasts())
def test_a_union_is_never_longer_than_the_sum_or_the_window(incidents: list[PastIncident]) -> None:
    spans = [span for each in incidents for span in on_announcements(each).spans]
    together = union_seconds(spans, YEAR)
    assert 0 <= together <= sum(union_seconds([span], YEAR) for span in spans)
    assert together <= (YEAR.end - YEAR.start).total_seconds()
    assert together >= max((union_seconds([span], YEAR) for span in spans), default=0)


@given(pasts())
def test_every_incident_is_measured_or_said_to_be_left_out(incidents: list[PastIncident]) -> None:
    figures = statistics(incidents, YEAR)
    assert figures.announced.count == figures.components.count == figures.incidents
    assert figures.incidents == sum(1 for each in incidents if YEAR.holds(each.incident.started_at))


@given(st.lists(st.floats(0, 1e7), min_size=1))
def test_a_half_is_the_median_and_nothing_lies_outside(values: list[float]) -> None:
    ordered = sorted(values)
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    assert percentile(ordered, 0.5) == pytest.approx(middle)
    shares = [percentile(ordered, share) or 0.0 for share in (0, 0.25, 0.5, 0.9, 1)]
    assert shares[0] == ordered[0] and shares[-1] == ordered[-1]
    assert all(low <= high or low == pytest.approx(high) for low, high in pairwise(shares))


@given(
    pasts(), st.sampled_from([ZoneInfo("Europe/Berlin"), timezone(timedelta(hours=8)), ZoneInfo("America/New_York")])
)
def test_19_how_a_time_is_written_changes_no_figure(incidents: list[PastIncident], zone: ZoneInfo) -> None:
    """The same instants in a zone with daylight saving, whose clocks jump twice a year."""
    assert statistics([_written_in(zone, each) for each in incidents], YEAR) == statistics(incidents, YEAR)
    shifted = Window(YEAR.start.astimezone(zone), YEAR.end.astimezone(zone))
    assert statistics(incidents, shifted) == dataclasses.replace(statistics(incidents, YEAR), window=shifted)


def _written_in(zone: ZoneInfo, each: PastIncident) -> PastIncident:
    incident, ended = each.incident, each.incident.resolved_at
    said = tuple(dataclasses.replace(update, at=update.at.astimezone(zone)) for update in incident.updates)
    moved = dataclasses.replace(
        incident,
        started_at=incident.started_at.astimezone(zone),
        resolved_at=ended.astimezone(zone) if ended else None,
        updates=said,
    )
    spans = tuple(
        dataclasses.replace(
            row,
            span=Span(
                row.span.start.astimezone(zone),
                row.span.end.astimezone(zone) if row.span.end else None,
                row.span.goes_on,
            ),
        )
        for row in each.impacts
    )
    return PastIncident(moved, spans)


def test_19_an_hour_over_the_end_of_daylight_saving_is_an_hour() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = Window(datetime(2024, 10, 1, tzinfo=berlin), datetime(2024, 11, 1, tzinfo=berlin))
    start = datetime(2024, 10, 27, 2, 30, tzinfo=berlin)  # still summer time
    end = datetime(2024, 10, 27, 2, 30, tzinfo=berlin, fold=1)  # an hour later, the same on the clock
    assert minutes(statistics([past("a", start, None, phase=Phase.RESOLVED, resolved_at=end)], night).announced) == [60]
