"""How each product is asked for its past, and when that is called incomplete."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.history import Window
from clausewatch.core.model import Unreadable
from clausewatch.core.statistics import statistics
from clausewatch.core.statuspages import Product, product
from clausewatch.core.watch import StatusRecipe
from core.statuspages.pasts import (
    FLASH,
    PAGE,
    Flashduty,
    Statuspage,
    Talk,
    fd_past,
    on,
    sp_past,
    talk,
)
from core.statuspages.payloads import ali_event, ali_list

YEAR = Window(on(2025, 12), on(2026, 11, 23, 12))
START = on(2024, 2)


def named(name: str) -> Product:
    found = product(name)
    assert found is not None
    return found


def statuspage(page: Statuspage, window: Window = YEAR, most: int = 1000, **recipe: Any) -> Talk:
    return talk(named("statuspage"), page, window, StatusRecipe("statuspage", PAGE, **recipe), most)


def flashduty(page: Flashduty, window: Window = YEAR, most: int = 1000, **recipe: Any) -> Talk:
    return talk(named("flashduty"), page, window, StatusRecipe("flashduty", FLASH, **recipe), most)


def ids(told: Talk) -> list[str]:
    return [each.incident.id for each in told.history.incidents]


def weekly(count: int, until: Any = None) -> list[dict[str, Any]]:
    """One incident a week, newest last, oldest so many weeks before ``until``."""
    last = until or on(2026, 11, 20)
    return [sp_past(f"w{index:03}", last - timedelta(weeks=count - 1 - index)) for index in range(count)]


# --- Statuspage ---


def test_months_and_details_tell_what_the_last_fifty_do_not() -> None:
    told = statuspage(Statuspage(weekly(150)), Window(START, YEAR.end))
    assert told.history.gaps == ()
    assert ids(told) == [each["id"] for each in weekly(150)][-len(ids(told)) :]
    assert statistics(told.history.incidents, Window(START, YEAR.end)).incidents == sum(
        1 for each in weekly(150) if each["created_at"] >= "2024-02-01"
    )
    assert told.history.incidents[0].impacts[0].component == "API"


def test_no_incident_is_asked_for_in_detail_that_the_list_already_tells() -> None:
    told = statuspage(Statuspage(weekly(40)))
    assert told.history.gaps == ()
    assert not [url for url in told.asked if "/incidents/" in url]


def test_details_that_lie_at_the_other_address_are_found_there() -> None:
    told = statuspage(Statuspage(weekly(80), bare_details=False), Window(on(2025, 3), YEAR.end))
    assert told.history.gaps == ()
    assert len(ids(told)) == 80


def test_23_a_list_that_repeats_its_first_page_is_incomplete() -> None:
    told = statuspage(Statuspage(weekly(150), has_months=False), Window(START, YEAR.end))
    assert len(ids(told)) == 50
    (gap,) = told.history.gaps
    assert "page 2 of the list of incidents repeats the first" in gap
    assert sum("incidents.json" in url for url in told.asked) == 2


def test_a_list_that_really_has_pages_is_read_back_to_the_window() -> None:
    told = statuspage(Statuspage(weekly(150), has_months=False, list_has_pages=True), Window(on(2025, 3), YEAR.end))
    assert told.history.gaps == ()
    assert len(ids(told)) == 100


def test_a_list_of_fifty_that_reaches_back_before_the_window_is_enough() -> None:
    told = statuspage(Statuspage(weekly(60), has_months=False), Window(on(2026, 6), YEAR.end))
    assert told.history.gaps == ()


def test_a_short_list_of_a_page_that_only_speaks_the_format_proves_nothing() -> None:
    compat = Statuspage(weekly(10), has_months=False, page_id="01JCOMPATIBLEPAGE000000001")
    told = talk(named("statuspage"), compat, YEAR, StatusRecipe("statuspage", "01JCOMPATIBLEPAGE000000001"))
    assert told.history.gaps != ()
    assert statuspage(Statuspage(weekly(10), has_months=False)).history.gaps == ()


def test_23_months_that_repeat_are_incomplete() -> None:
    told = statuspage(Statuspage(weekly(150), stuck_at=3), Window(START, YEAR.end))
    (gap,) = told.history.gaps
    assert "page 3 of the history repeats an earlier one" in gap
    assert len(told.asked) < 20


def test_empty_months_do_not_end_the_search_before_the_page_was_made() -> None:
    gap_of_a_year = [sp_past("old", on(2024, 6, 3)), *weekly(50)]
    told = statuspage(Statuspage(gap_of_a_year), Window(START, YEAR.end))
    assert told.history.gaps == ()
    assert ids(told)[0] == "old"


def test_a_window_that_begins_before_the_page_ends_with_its_first_months() -> None:
    told = statuspage(Statuspage(weekly(20), created=on(2026, 4, 21)), Window(on(2015, 1), YEAR.end))
    assert told.history.gaps == ()
    assert told.history.begins == on(2026, 4, 21)
    assert sum("history.json" in url for url in told.asked) <= 5


def test_details_that_cannot_be_had_are_counted_as_missing() -> None:
    page = Statuspage(weekly(60))
    hidden = Statuspage(weekly(60), bare_details=False)
    hidden.page_id = "fffffffffff0"  # their details say another page
    told = statuspage(page, Window(START, YEAR.end))
    assert told.history.gaps == ()
    body = page.body
    page.body = lambda url: hidden.body(url) if "/incidents/" in url else body(url)  # type: ignore[method-assign]
    assert statuspage(page, Window(START, YEAR.end)).history.gaps == (
        "10 incidents are named in the history, but their details could not be read",
    )


def test_what_was_stopped_before_its_end_is_incomplete() -> None:
    told = statuspage(Statuspage(weekly(150)), Window(START, YEAR.end), most=6)
    assert told.history.gaps != ()


def test_maintenance_is_no_incident() -> None:
    upkeep = sp_past("upkeep", on(2026, 5, 5), impact="maintenance", scheduled_for="2026-05-05T00:00:00Z")
    told = statuspage(Statuspage([upkeep, *weekly(60)]), Window(on(2026, 1), YEAR.end))
    assert "upkeep" not in ids(told)
    assert not [url for url in told.asked if "upkeep" in url]


def test_an_incident_that_began_before_the_window_is_known_for_what_lasted_into_it() -> None:
    long = sp_past("long", on(2026, 2, 20), minutes=20 * 24 * 60)
    told = statuspage(Statuspage([long, *weekly(30, on(2026, 11, 20)), *weekly(40)]), Window(on(2026, 3), on(2026, 4)))
    figures = statistics(told.history.incidents, Window(on(2026, 3), on(2026, 4)))
    assert "long" in ids(told)
    assert figures.announced.downtime >= 11 * 24 * 3600


def test_only_what_is_in_scope_counts() -> None:
    other = sp_past("other", on(2026, 6, 1), components=[{"id": "c-web", "name": "Web"}])
    told = statuspage(Statuspage([other, *weekly(3)]), components=("API",))
    assert ids(told) == ["w000", "w001", "w002"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 700), max_size=90), st.integers(1, 690))
def test_every_incident_of_the_window_is_found_or_the_past_is_incomplete(days: list[int], back: int) -> None:
    incidents = [sp_past(f"i{n:03}", on(2026, 11, 22) - timedelta(days=day)) for n, day in enumerate(days)]
    window = Window(on(2026, 11, 22) - timedelta(days=back), YEAR.end)
    told = statuspage(Statuspage(incidents), window)
    assert told.history.gaps == ()
    assert statistics(told.history.incidents, window).incidents == sum(1 for day in days if day <= back)


# --- Flashduty ---


def test_months_of_changes_count_each_change_once() -> None:
    long = fd_past(1, on(2026, 1, 30), minutes=5 * 24 * 60)
    told = flashduty(Flashduty([long, fd_past(2, on(2026, 5, 5))]))
    assert (ids(told), told.history.gaps) == (["1", "2"], ())
    assert sum("change/list" in url for url in told.asked) == 12
    assert not [url for url in told.asked if "change/info" in url]


def test_lists_without_updates_are_completed_by_the_details() -> None:
    told = flashduty(Flashduty([fd_past(1, on(2026, 3, 3)), fd_past(2, on(2026, 5, 5))], lean_lists=True))
    assert sum("change/info" in url for url in told.asked) == 2
    assert [each.impacts[0].span.start for each in told.history.incidents] == [on(2026, 3, 3), on(2026, 5, 5)]
    assert told.history.gaps == ()


def test_a_month_that_cannot_be_read_makes_the_past_incomplete() -> None:
    spring = int(on(2026, 3).timestamp())
    told = flashduty(Flashduty([fd_past(2, on(2026, 5, 5))], broken=(f"start_at_seconds={spring}",)))
    assert told.history.gaps == ("1 of 12 months could not be read",)
    assert ids(told) == ["2"]


def test_a_component_renamed_since_has_the_name_of_today() -> None:
    told = flashduty(Flashduty([fd_past(1, on(2026, 3, 3))]))
    assert [each.component for each in told.history.incidents[0].impacts] == ["API服务(API)"]


def test_an_incident_entered_afterwards_keeps_its_own_times() -> None:
    told = flashduty(Flashduty([fd_past(1, on(2026, 3, 3), is_retrospective=True)]))
    (past,) = told.history.incidents
    assert (past.incident.retrospective, past.incident.started_at) == (True, on(2026, 3, 3))


def test_the_past_of_another_page_is_not_believed() -> None:
    told = talk(named("flashduty"), Flashduty([]), YEAR, StatusRecipe("flashduty", "9999999999999"))
    assert isinstance(told.past, Unreadable)


# --- Alibaba Cloud ---


class Alibaba:
    def __init__(self, past: Any) -> None:
        self.past = past

    def body(self, url: str) -> Any:
        return self.past if url.endswith("listHistoryEvent") else ali_list()


def alibaba(past: Any, window: Window = YEAR) -> Talk:
    return talk(named("alibaba"), Alibaba(past), window, StatusRecipe("alibaba"))


def ali_past(event_id: int, start: Any, minutes: float = 60) -> dict[str, Any]:
    begins = int(start.timestamp() * 1000)
    title = "[Incident Recovered] Network trouble in Japan (Tokyo)"
    return ali_event(title, begins + int(minutes * 60_000), id=event_id, startTime=begins)


def test_the_list_of_events_is_complete_as_far_back_as_it_reaches() -> None:
    told = alibaba(ali_list(ali_past(1, on(2025, 11, 1)), ali_past(2, on(2026, 3, 1))))
    assert (ids(told), told.history.gaps) == (["1", "2"], ())
    assert told.history.incidents[1].incident.components == ("Japan (Tokyo)",)


def test_how_far_a_younger_list_reaches_back_is_not_known() -> None:
    (gap,) = alibaba(ali_list(ali_past(2, on(2026, 3, 1)))).history.gaps
    assert "the oldest listed began 2026-03-01" in gap
    assert alibaba(ali_list()).history.gaps != ()


def test_a_list_that_says_it_has_more_events_is_incomplete() -> None:
    told = alibaba(ali_list(ali_past(1, on(2025, 11, 1)), total=9))
    assert told.history.gaps == ("the page lists 1 of 9 past events",)


def test_an_error_in_place_of_the_list_is_a_gap() -> None:
    told = alibaba(ali_list(success=False, code=500, info="busy"))
    assert told.history.gaps == ("the list of past events cannot be read; only what is in progress is known",)


# --- hostile answers ---

JUNK: tuple[Any, ...] = (
    {},
    [],
    None,
    "text",
    b"<!doctype html><html></html>",
    b"\xff\xfe{",
    {"months": [{}]},
    {"months": [{"name": "July", "year": "2026", "incidents": 7}]},
    {"months": [{"name": "July", "year": 10**30}], "start_time": "never"},
    {"page": {"id": PAGE}, "incidents": [{"id": "x"}, {"id": ["y"], "created_at": 5}, 3]},
    {"page": {"id": PAGE}, "incident": {"id": "w100", "incident_updates": [{"affected_components": [{"code": {}}]}]}},
    {"data": {"items": [{"change_id": 1, "updates": [{"component_changes": [None, {"component_id": 3}]}]}]}},
    {"data": {"items": {"a": 1}, "total": "many", "has_next_page": "yes"}},
    {"data": [{"id": 1, "title": 3, "startTime": "x"}], "success": True, "code": 200, "total": 1, "httpCode": 200},
)


class Confused:
    """Answers some addresses as the page does and the others with junk."""

    def __init__(self, page: Any, junk: list[int]) -> None:
        self._page, self._junk, self._asked = page, junk, 0

    def body(self, url: str) -> Any:
        self._asked += 1
        chosen = self._junk[self._asked % len(self._junk)]
        return self._page.body(url) if chosen >= len(JUNK) else JUNK[chosen]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["statuspage", "flashduty", "alibaba"]), st.lists(st.integers(0, 2 * len(JUNK)), min_size=1))
def test_no_answer_breaks_the_reading_or_keeps_it_asking(name: str, junk: list[int]) -> None:
    pages = {
        "statuspage": Statuspage(weekly(120)),
        "flashduty": Flashduty([fd_past(1, on(2026, 3, 3))]),
        "alibaba": Alibaba(ali_list(ali_past(1, on(2025, 11, 1)))),
    }
    page_id = {"statuspage": PAGE, "flashduty": FLASH}.get(name)
    told = talk(
        named(name), Confused(pages[name], junk), Window(START, YEAR.end), StatusRecipe(name, page_id), most=900
    )
    assert len(told.asked) < 300
    assert isinstance(told.past, Unreadable) or all(each.incident.id for each in told.past.incidents)
