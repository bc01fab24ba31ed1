"""The status state machine. Tests named ``point_N`` are the acceptance points of the notes on status pages."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from clausewatch.core.alerts import Outcome
from clausewatch.core.incidents import StatusMemory, grade, step, thread
from clausewatch.core.model import FailureKind, FetchFailure, Grade, NotModified, UnreadableKind
from clausewatch.core.status import (
    Component,
    Impact,
    MaintenancePhase,
    PageState,
    Phase,
    StatusEventKind,
    StatusReport,
)
from clausewatch.core.watch import SourceKind
from core.status_pages import (
    MEMORY,
    Watcher,
    at,
    failure,
    incident,
    report,
    resolved,
    source,
    unreadable,
    upkeep,
    watching,
)

K = StatusEventKind
DEGRADED = (Component("c1", "API", PageState.DEGRADED), Component("c2", "Console", PageState.OPERATIONAL))
OUT = (Component("c1", "API", PageState.MAJOR_OUTAGE), Component("c2", "Console", PageState.OPERATIONAL))


# --- can it be seen ---


def test_point_3_two_failures_are_silent_and_the_third_alerts_from_180_seconds_on() -> None:
    watcher = watching()
    assert watcher.kinds(0, failure()) == []
    assert watcher.last is not None and (watcher.last.outcome, watcher.last.retry_in) == ("failed", 60.0)
    assert watcher.kinds(1, failure()) == []
    assert watcher.kinds(2.9, failure()) == []
    assert watcher.kinds(3, failure()) == [K.PAGE_UNREACHABLE]
    (event,) = watcher.told
    assert (event.state, event.before, event.since) == (PageState.UNREACHABLE, PageState.OPERATIONAL, at(0))
    assert "timeout" in event.text and "last known state was operational" in event.text
    assert watcher.kinds(5, failure()) == []


def test_two_failures_however_long_apart_are_silent() -> None:
    watcher = watching()
    assert watcher.kinds(0, failure()) == watcher.kinds(600, failure()) == []


def test_a_good_poll_before_the_third_failure_starts_the_count_anew() -> None:
    watcher = watching()
    for minutes, observed in ((0, failure()), (1, failure()), (2, report()), (3, failure()), (4, failure())):
        assert watcher.kinds(minutes, observed) == []


def test_recovery_takes_two_good_polls_in_a_row_and_says_how_long_it_was() -> None:
    watcher = watching()
    for minutes in (0, 1, 3):
        watcher.poll(minutes, failure())
    assert watcher.kinds(5, report()) == []
    assert watcher.kinds(6, failure()) == []
    assert watcher.kinds(7, report()) == []
    assert watcher.memory.state is PageState.UNREACHABLE
    (event,) = watcher.poll(8, report())
    assert (event.kind, event.since, event.at) == (K.PAGE_RECOVERED, at(0), at(8))
    assert "after 8 min" in event.text and watcher.memory.state is PageState.OPERATIONAL


@pytest.mark.parametrize(
    ("why", "kind"),
    [
        (failure(FailureKind.BLOCKED), K.PAGE_UNREADABLE),
        (failure(FailureKind.MOVED), K.PAGE_MOVED),
        (failure(FailureKind.HTTP_4XX), K.PAGE_UNREADABLE),
        (failure(FailureKind.TOO_LARGE), K.PAGE_UNREADABLE),
        (unreadable(), K.FORMAT_CHANGED),
        (unreadable(UnreadableKind.IDENTITY), K.PAGE_MOVED),
    ],
    ids=lambda each: str(getattr(each, "kind", each)),
)
def test_what_answers_but_cannot_be_read_is_told_after_half_an_hour_and_never_called_down(why, kind) -> None:  # type: ignore[no-untyped-def]
    watcher = watching()
    for minutes in (0, 1, 2, 10, 29):
        assert watcher.kinds(minutes, why) == []
    (event,) = watcher.poll(30, why)
    assert (event.kind, event.state) == (kind, PageState.UNKNOWN)
    assert "cannot be read" in event.text and "down" not in event.text and "outage" not in event.text
    assert watcher.kinds(40, why) == []
    assert watcher.kinds(41, report()) + watcher.kinds(42, report()) == [K.PAGE_READABLE]


def test_a_page_that_fails_in_changing_ways_is_not_unseen_in_silence() -> None:
    watcher = watching()
    for minutes in range(0, 30, 2):
        assert watcher.kinds(minutes, failure() if minutes % 4 else unreadable()) == []
    assert watcher.kinds(30, failure()) == [K.PAGE_UNREADABLE]


def test_point_16_a_page_that_turns_into_another_one_is_not_believed() -> None:
    watcher = watching()
    other = report(page_id="ffffffffffff", page_name="Parked")
    assert watcher.kinds(0, other) == []
    assert watcher.last is not None and watcher.last.outcome == "unreadable"
    assert "the page is another one now" in watcher.last.reason
    product = dataclasses.replace(report(), product="flashduty")
    assert watcher.kinds(20, product) + watcher.kinds(30, failure(FailureKind.MOVED)) == [K.PAGE_MOVED]
    assert watcher.memory.report == report()


def test_whoever_pins_the_new_identity_starts_anew() -> None:
    watcher = watching()
    watcher.poll(0, report(incident("old")))
    watcher.source = source(page_id="ffffffffffff")
    assert watcher.kinds(2, report(incident("new"), page_id="ffffffffffff")) == [K.BASELINE]


def test_point_14_flapping_is_told_once_and_its_end_with_the_present_state() -> None:
    watcher, minutes, kinds = watching(), 0.0, []
    for _ in range(5):
        for observed in (failure(), failure(), failure(), failure(), report(), report()):
            kinds += watcher.kinds(minutes, observed)
            minutes += 1
    assert kinds == [K.PAGE_UNREACHABLE, K.PAGE_RECOVERED] * 2 + [K.PAGE_UNREACHABLE, K.FLAPPING_STARTED]
    ended = []
    while minutes < 120:
        ended += watcher.poll(minutes, report())
        minutes += 2
    assert [event.kind for event in ended] == [K.FLAPPING_STOPPED]
    assert ended[0].state is PageState.OPERATIONAL and "operational" in ended[0].text
    assert timedelta(minutes=30) <= ended[0].at - at(29) <= timedelta(minutes=32)


def test_point_14_flapping_that_ends_in_silence_says_so_and_the_recovery_is_told() -> None:
    watcher, minutes = watching(), 0.0
    for _ in range(3):
        for observed in (failure(), failure(), failure(), failure(), report(), report()):
            watcher.poll(minutes, observed)
            minutes += 1
    told = [watcher.poll(minutes + each, failure()) for each in range(0, 36, 2)]
    assert [(event.kind, event.state) for events in told for event in events] == [
        (K.FLAPPING_STOPPED, PageState.UNREACHABLE)
    ]
    minutes += 36
    assert watcher.kinds(minutes, report()) + watcher.kinds(minutes + 2, report()) == [K.PAGE_RECOVERED]


def test_a_server_that_asks_us_to_wait_is_obeyed_within_reason() -> None:
    for asked, expected in ((900.0, 900.0), (1e9, 6 * 3600.0), (5.0, 60.0)):
        watcher = watching()
        watcher.poll(0, failure(FailureKind.HTTP_5XX, retry_after=asked))
        assert watcher.last is not None and watcher.last.retry_in == expected


def test_not_modified_repeats_the_last_answer_also_when_that_was_unreadable() -> None:
    same = NotModified("https://status.lumen.example/", at(0))
    watcher = watching()
    assert watcher.kinds(0, same) == [] and watcher.last is not None and watcher.last.outcome == "unchanged"
    watcher.poll(2, unreadable())
    watcher.poll(4, same)
    assert watcher.last.outcome == "unreadable"


def test_not_modified_after_a_good_answer_is_a_good_answer() -> None:
    watcher = watching()
    for minutes in range(0, 32, 2):
        watcher.poll(minutes, unreadable())
    kinds = watcher.kinds(40, report()) + watcher.kinds(42, NotModified("https://status.lumen.example/", at(42)))
    assert kinds == [K.PAGE_READABLE]


# --- their network or ours ---


def test_point_5_one_source_failing_of_five_sends_one() -> None:
    watchers = [watching() for _ in range(5)]
    told = [
        event
        for minutes in range(0, 20, 2)
        for number, watcher in enumerate(watchers)
        for event in watcher.poll(minutes, failure() if number == 2 else report())
    ]
    assert [event.kind for event in told] == [K.PAGE_UNREACHABLE]


# --- incidents ---


def test_point_6_opened_three_updates_resolved_is_one_thread_one_opening_one_resolution() -> None:
    watcher = watching()
    said: tuple[tuple[str, float, Phase], ...] = (("u1", 0, Phase.INVESTIGATING),)
    watcher.poll(2, report(incident(updates=said)))
    for name, minutes, phase in (
        ("u2", 10, Phase.IDENTIFIED),
        ("u3", 25, Phase.IDENTIFIED),
        ("u4", 40, Phase.MONITORING),
    ):
        said = (*said, (name, minutes, phase))
        watcher.poll(minutes + 1, report(incident(phase=phase, updates=said)))
    for minutes in (62, 64, 66):
        watcher.poll(minutes, report(resolved(end=60, updates=(*said, ("u5", 60, Phase.RESOLVED)))))
    assert [event.kind for event in watcher.told] == [K.INCIDENT_OPENED, *[K.INCIDENT_UPDATED] * 3, K.INCIDENT_RESOLVED]
    assert len({thread("lumen/status", event) for event in watcher.told}) == 1
    assert len({event.key for event in watcher.told}) == 5
    end = watcher.told[-1]
    assert end.since is not None and end.at - end.since == timedelta(minutes=60) and "after 1 h 00 min" in end.text


def test_point_7_the_same_snapshot_a_hundred_times_is_no_event() -> None:
    busy = report(
        incident(updates=(("u1", 0, Phase.INVESTIGATING),)),
        resolved("old"),
        state=PageState.DEGRADED,
        components=DEGRADED,
        maintenances=(upkeep(MaintenancePhase.IN_PROGRESS, -5, 600, "Console"),),
    )
    watcher = Watcher()
    assert [event.kind for event in watcher.poll(0, busy)] == [K.BASELINE, K.MAINTENANCE_ANNOUNCED]
    for minutes in range(1, 101):
        assert watcher.poll(2 * minutes, busy) == ()


def test_new_text_is_told_at_most_once_in_ten_minutes_and_the_latest_wins() -> None:
    watcher = watching()
    said: tuple[tuple[str, float, Phase], ...] = (("u0", 0, Phase.INVESTIGATING),)
    watcher.poll(0, report(incident(updates=said)))
    for minutes in (2, 4, 6, 8):
        said = (*said, (f"u{minutes}", minutes, Phase.INVESTIGATING))
        assert watcher.kinds(minutes, report(incident(updates=said))) == []
    (event,) = watcher.poll(10, report(incident(updates=said)))
    assert event.kind is K.INCIDENT_UPDATED and event.incident is not None and event.at == at(8)
    assert event.incident.updates[-1].key == "u8"
    assert watcher.kinds(22, report(incident(updates=said))) == []


def test_another_title_order_or_an_older_entry_is_no_news() -> None:
    watcher = watching()
    first = incident(updates=(("u1", 0, Phase.INVESTIGATING), ("u2", 5, Phase.INVESTIGATING)))
    watcher.poll(6, report(first))
    renamed = dataclasses.replace(first, title="  Trouble  (edited)")
    backdated = incident(updates=(("u0", -3, Phase.INVESTIGATING), ("u1", 0, first.phase), ("u2", 5, first.phase)))
    shortened = dataclasses.replace(first, updates=first.updates[:1])
    for minutes, seen in ((30, renamed), (60, backdated), (90, shortened)):
        assert watcher.kinds(minutes, report(seen)) == []


def test_a_graver_impact_is_told_at_once_and_its_end_goes_to_all_who_heard() -> None:
    watcher = watching()
    (opened,) = watcher.poll(0, report(incident(impact=Impact.MINOR)))
    (risen,) = watcher.poll(1, report(incident(impact=Impact.CRITICAL)))
    assert watcher.kinds(2, report(incident(impact=Impact.MINOR))) == []
    (ended,) = watcher.poll(30, report(resolved(impact=Impact.MINOR)))
    assert [grade(event) for event in (opened, risen, ended)] == [Grade.MINOR, Grade.CRITICAL, Grade.CRITICAL]


def test_an_incident_is_as_grave_as_the_component_it_names() -> None:
    watcher = watching()
    named = incident(impact=Impact.NONE, components=("API",))
    (opened,) = watcher.poll(0, report(named, state=PageState.MAJOR_OUTAGE, components=OUT))
    assert (opened.kind, grade(opened)) == (K.INCIDENT_OPENED, Grade.CRITICAL)


def test_an_incident_without_impact_is_told() -> None:
    (event,) = watching().poll(0, report(incident(impact=Impact.NONE)))
    assert grade(event) is Grade.MINOR


def test_point_10_an_incident_that_opens_again_is_reopened_in_its_thread_and_ends_again() -> None:
    watcher = watching()
    said = (("u1", 0, Phase.INVESTIGATING), ("u2", 30, Phase.RESOLVED))
    watcher.poll(1, report(incident(updates=said[:1])))
    watcher.poll(31, report(resolved(updates=said)))
    said = (*said, ("u3", 50, Phase.INVESTIGATING))
    watcher.poll(51, report(incident(updates=said)))
    watcher.poll(81, report(resolved(end=80, updates=(*said, ("u4", 80, Phase.RESOLVED)))))
    kinds = [event.kind for event in watcher.told]
    assert kinds == [K.INCIDENT_OPENED, K.INCIDENT_RESOLVED, K.INCIDENT_REOPENED, K.INCIDENT_RESOLVED]
    assert len({thread("s", event) for event in watcher.told}) == 1
    assert watcher.told[-1].since == at(50) and "after 30 min" in watcher.told[-1].text


def test_point_11_an_incident_absent_from_two_complete_reports_is_taken_as_resolved() -> None:
    watcher = watching()
    watcher.poll(0, report(incident()))
    assert watcher.kinds(2, report()) == []
    (event,) = watcher.poll(4, report())
    assert (event.kind, event.incident and event.incident.id) == (K.INCIDENT_RESOLVED, "i1")
    assert "No longer listed" in event.text
    assert watcher.kinds(6, report()) == [] and watcher.memory.open_incidents == ()


def test_point_11_an_incident_absent_once_goes_on() -> None:
    watcher = watching()
    for minutes in range(0, 20, 4):
        watcher.poll(minutes, report(incident()))
        watcher.poll(minutes + 2, report())
    assert [event.kind for event in watcher.told] == [K.INCIDENT_OPENED]


def test_point_12_an_incomplete_report_never_ends_an_incident() -> None:
    watcher = watching()
    watcher.poll(0, report(incident()))
    for minutes in range(2, 60, 2):
        assert watcher.kinds(minutes, report(complete=False)) == []
    assert [each.id for each in watcher.memory.open_incidents] == ["i1"]


def test_an_unreachable_page_ends_no_incident() -> None:
    watcher = watching()
    watcher.poll(0, report(incident()))
    for minutes in range(2, 60, 2):
        watcher.poll(minutes, failure())
    assert [event.kind for event in watcher.told] == [K.INCIDENT_OPENED, K.PAGE_UNREACHABLE]


def test_point_13_a_baseline_with_fifty_old_incidents_is_silent() -> None:
    watcher = Watcher()
    assert watcher.poll(0, report(*(resolved(f"old{number}", end=-number) for number in range(50)))) == ()
    assert watcher.last is not None and watcher.last.outcome == "baseline"


def test_what_is_open_at_the_baseline_is_told_once_as_in_progress_and_its_end_too() -> None:
    watcher = Watcher()
    both = (incident("i1", impact=Impact.MAJOR), incident("i2", start=-60))
    (event,) = watcher.poll(0, report(*both, resolved("old")))
    assert (event.kind, grade(event), event.since) == (K.BASELINE, Grade.MAJOR, at(-60))
    assert event.text.startswith("Already in progress: Trouble i2") and "Trouble i1" in event.text
    assert watcher.kinds(2, report(incident("i1", impact=Impact.MAJOR), resolved("i2"))) == [K.INCIDENT_RESOLVED]


def test_a_single_incident_at_the_baseline_begins_its_own_thread() -> None:
    watcher = Watcher()
    watcher.poll(0, report(incident()))
    watcher.poll(40, report(resolved()))
    assert [event.kind for event in watcher.told] == [K.BASELINE, K.INCIDENT_RESOLVED]
    assert len({thread("s", event) for event in watcher.told}) == 1


def test_an_incident_seen_only_when_it_was_over_is_entered_quietly_and_an_old_one_not_at_all() -> None:
    watcher = watching(minutes=-10)
    late, old = resolved("late", end=-2), resolved("old", start=-90, end=-60)
    (event,) = watcher.poll(0, report(late, old))
    assert (event.kind, grade(event)) == (K.INCIDENT_BACKFILLED, Grade.COSMETIC)
    assert event.incident is not None and event.incident.id == "late"
    assert watcher.kinds(2, report(late, old)) == []


def test_an_older_copy_from_a_lagging_cache_is_passed_over() -> None:
    watcher = watching()
    watcher.poll(0, report(incident(), updated_at=at(0)))
    watcher.poll(31, report(resolved(), updated_at=at(30)))
    assert watcher.kinds(32, report(incident(), updated_at=at(0))) == []
    assert [event.kind for event in watcher.told] == [K.INCIDENT_OPENED, K.INCIDENT_RESOLVED]


def test_a_much_older_copy_ends_nothing_and_is_told_as_unreadable() -> None:
    watcher = watching()
    watcher.poll(0, report(incident(), updated_at=at(0)))
    stale = report(updated_at=at(-100_000))
    kinds = [kind for minutes in range(2, 60, 2) for kind in watcher.kinds(minutes, stale)]
    assert kinds == [K.PAGE_UNREADABLE] and [each.id for each in watcher.memory.open_incidents] == ["i1"]
    assert "older than the one read before" in watcher.told[-1].text
    fresh = [
        kind for minutes in (60, 62) for kind in watcher.kinds(minutes, report(incident(), updated_at=at(minutes)))
    ]
    assert fresh == [K.PAGE_READABLE]


def test_a_clock_that_was_ahead_of_ours_makes_no_later_copy_an_old_one() -> None:
    watcher = watching()
    watcher.poll(0, report(updated_at=at(10**7)))
    for minutes in range(2, 60, 2):
        assert watcher.kinds(minutes, report(updated_at=at(minutes))) == []
    assert watcher.last is not None and watcher.last.outcome == "unchanged"


def test_durations_are_the_pages_own_whatever_our_clock_does() -> None:
    watcher = watching()
    watcher.poll(0, report(incident()))
    watcher.poll(-600, report(incident()))
    (event,) = watcher.poll(9000, report(resolved(end=30)))
    assert event.since is not None and event.at - event.since == timedelta(minutes=30)


# --- states that no incident explains ---


def test_a_worse_state_without_an_incident_is_told_after_two_polls_and_so_is_its_end() -> None:
    watcher, bad = watching(), report(state=PageState.MAJOR_OUTAGE, components=OUT)
    assert watcher.kinds(0, bad) == []
    (fallen,) = watcher.poll(2, bad)
    assert watcher.kinds(4, bad) == watcher.kinds(6, report()) == []
    (back,) = watcher.poll(8, report())
    assert (fallen.kind, fallen.state, back.kind, back.before) == (
        K.PAGE_DEGRADED,
        PageState.MAJOR_OUTAGE,
        K.PAGE_RESTORED,
        PageState.MAJOR_OUTAGE,
    )
    assert grade(fallen) is grade(back) is Grade.CRITICAL and thread("s", fallen) == thread("s", back)


def test_one_bad_poll_is_silent() -> None:
    watcher = watching()
    for minutes in range(0, 40, 4):
        assert watcher.kinds(minutes, report(state=PageState.DEGRADED, components=DEGRADED)) == []
        assert watcher.kinds(minutes + 2, report()) == []


def test_a_state_that_an_incident_explains_is_not_told_twice() -> None:
    watcher = watching()
    bad = report(incident(components=("API",)), state=PageState.DEGRADED, components=DEGRADED)
    for minutes in range(0, 20, 2):
        watcher.poll(minutes, bad)
    assert [event.kind for event in watcher.told] == [K.INCIDENT_OPENED]


def test_a_component_that_the_open_incident_does_not_name_is_told() -> None:
    watcher = watching()
    bad = report(incident(components=("Console",)), state=PageState.MAJOR_OUTAGE, components=OUT)
    for minutes in (0, 2, 4):
        watcher.poll(minutes, bad)
    assert [event.kind for event in watcher.told] == [K.INCIDENT_OPENED, K.PAGE_DEGRADED]


def test_a_state_that_gets_worse_is_told_again() -> None:
    watcher = watching()
    for minutes in (0, 2):
        watcher.poll(minutes, report(state=PageState.DEGRADED, components=DEGRADED))
    for minutes in (4, 6):
        watcher.poll(minutes, report(state=PageState.MAJOR_OUTAGE, components=OUT))
    assert [event.state for event in watcher.told] == [PageState.DEGRADED, PageState.MAJOR_OUTAGE]


def test_an_unknown_state_is_neither_an_outage_nor_its_end() -> None:
    watcher = watching()
    for minutes in range(0, 20, 2):
        assert watcher.kinds(minutes, report(state=PageState.UNKNOWN, components=())) == []
    for minutes in (20, 22):
        watcher.poll(minutes, report(state=PageState.DEGRADED, components=DEGRADED))
    for minutes in range(24, 40, 2):
        assert watcher.kinds(minutes, report(state=PageState.UNKNOWN, components=())) == []


# --- maintenance ---


def in_upkeep(*incidents, phase=MaintenancePhase.IN_PROGRESS, end: float = 60, components=DEGRADED) -> StatusReport:  # type: ignore[no-untyped-def]
    planned = upkeep(phase, -30, end, "API")
    return report(*incidents, state=PageState.DEGRADED, components=components, maintenances=(planned,))


def test_maintenance_is_announced_once_and_not_more_than_three_days_ahead() -> None:
    watcher = watching()
    far, near = (
        upkeep(MaintenancePhase.SCHEDULED, 5000, 5060, "API"),
        upkeep(MaintenancePhase.SCHEDULED, 600, 660, "API"),
    )
    assert watcher.kinds(0, report(maintenances=(far,))) == []
    (event,) = watcher.poll(2, report(maintenances=(near,)))
    assert (event.kind, grade(event)) == (K.MAINTENANCE_ANNOUNCED, Grade.COSMETIC)
    for minutes, seen in ((4, (near,)), (6, ()), (8, (near,))):
        assert watcher.kinds(minutes, report(maintenances=seen)) == []


def test_point_15_maintenance_quiets_its_own_components_and_no_critical_incident() -> None:
    watcher = watching()
    watcher.poll(0, in_upkeep())
    mild, grave = incident(components=("API",)), incident("i2", impact=Impact.CRITICAL, components=("API",))
    for minutes in (2, 4, 6):
        assert watcher.kinds(minutes, in_upkeep(mild)) == []
    assert watcher.kinds(8, in_upkeep(mild, grave)) == [K.INCIDENT_OPENED]
    assert watcher.told[-1].incident is not None and watcher.told[-1].incident.id == "i2"
    elsewhere = incident("i3", components=("Console",))
    assert watcher.kinds(10, in_upkeep(mild, grave, elsewhere)) == [K.INCIDENT_OPENED]


def test_what_maintenance_kept_quiet_ends_quietly() -> None:
    watcher = watching()
    for minutes, seen in ((0, ()), (2, (incident(components=("API",)),)), (4, (resolved(end=4, components=("API",)),))):
        watcher.poll(minutes, in_upkeep(*seen))
    assert [event.kind for event in watcher.told] == [K.MAINTENANCE_ANNOUNCED]


def test_what_goes_on_after_maintenance_is_told_fifteen_minutes_later() -> None:
    watcher, mild = watching(), incident(components=("API",))
    watcher.poll(0, in_upkeep(mild))
    for minutes in range(2, 76, 2):
        assert watcher.kinds(minutes, in_upkeep(mild)) == []
    assert watcher.kinds(76, in_upkeep(mild)) == [K.INCIDENT_OPENED]


def test_a_component_that_does_not_come_back_after_maintenance_is_told() -> None:
    watcher = watching()
    for minutes in range(0, 76, 2):
        watcher.poll(minutes, in_upkeep())
    assert watcher.kinds(76, in_upkeep()) + watcher.kinds(78, in_upkeep()) == [K.PAGE_DEGRADED]


# --- candidates ---


def candidate() -> Watcher:
    return Watcher(source(SourceKind.CANDIDATE, names=("Lumen",)))


def test_silence_at_a_candidate_is_as_expected() -> None:
    watcher = candidate()
    for minutes in range(0, 600, 20):
        assert watcher.poll(minutes, failure(FailureKind.DNS) if minutes % 40 else unreadable()) == ()
        assert watcher.last is not None and watcher.last.outcome == "unchanged"
    assert not watcher.memory.answers and watcher.memory.checked_at == at(580)


def test_a_page_that_appears_is_told_once_with_the_evidence() -> None:
    watcher = candidate()
    watcher.poll(0, unreadable())
    (event,) = watcher.poll(60, report())
    assert event.kind is K.PAGE_APPEARED and grade(event) is Grade.MAJOR and watcher.memory.answers
    for evidence in ("statuspage", "Lumen", "status.lumen.example", "API"):
        assert evidence in event.text
    assert watcher.kinds(120, report(incident())) == [] and watcher.memory.answers


def test_a_page_that_had_appeared_is_missed_three_times_and_half_an_hour_before_it_is_gone() -> None:
    watcher = candidate()
    watcher.poll(0, report())
    assert watcher.kinds(60, failure()) == watcher.kinds(80, failure()) == []
    assert watcher.kinds(100, report()) == watcher.kinds(120, failure()) == watcher.kinds(121, failure()) == []
    assert watcher.kinds(149, failure()) == []
    assert watcher.kinds(150, failure()) == [K.PAGE_VANISHED]
    assert watcher.kinds(200, failure()) == [] and watcher.kinds(300, report()) == [K.PAGE_APPEARED]


# --- what is remembered ---


def test_every_outcome_is_a_word_of_the_decisions_vocabulary() -> None:
    for observed in (report(), failure(), unreadable(), NotModified("u", at(0))):
        assert Outcome(step(StatusMemory(), observed, source(), at(0)).outcome)


def test_memory_survives_the_database_whole() -> None:
    watcher = watching()
    planned = (upkeep(MaintenancePhase.IN_PROGRESS, -5, 60, "Console"),)
    said = (("u1", 0, Phase.INVESTIGATING),)
    watcher.poll(0, report(incident(updates=said), state=PageState.DEGRADED, components=OUT, maintenances=planned))
    for minutes in (2, 4, 6):
        watcher.poll(minutes, failure())
    assert MEMORY.validate_json(MEMORY.dump_json(watcher.memory)) == watcher.memory
    assert MEMORY.validate_json("{}") == StatusMemory()


def test_polls_come_sooner_while_something_is_open() -> None:
    watcher = watching()
    watcher.poll(0, report(incident()))
    assert watcher.last is not None and watcher.last.retry_in == 60.0
    watcher.poll(1, report(resolved()))
    assert watcher.last.retry_in is None


def test_every_kind_of_event_has_a_grade_and_a_thread() -> None:
    for kind in StatusEventKind:
        event = dataclasses.replace(watching().poll(0, report(incident()))[0], kind=kind)
        assert grade(event) >= Grade.COSMETIC and thread("s", event).startswith("s/")
    assert isinstance(failure(), FetchFailure)
