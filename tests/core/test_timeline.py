"""The timeline is a picture that any browser can show and no page can abuse."""

from __future__ import annotations

import dataclasses
import re
from xml.etree import ElementTree

from clausewatch.core.history import History, PastIncident, Span, Window
from clausewatch.core.render.timeline import timeline
from clausewatch.core.statistics import PageRecord, record
from clausewatch.core.watch import SourceKind
from core.test_statistics import SOURCE, YEAR, on, past

SVG = "{http://www.w3.org/2000/svg}"


def made(*incidents: PastIncident, gaps: tuple[str, ...] = (), window: Window = YEAR) -> PageRecord:
    return record(SOURCE, window, History(incidents, gaps), (Span(on(3), on(3, 2)),), on(1))


def bars(drawn: str, kind: str) -> list[tuple[float, float]]:
    """Left edge and width of each."""
    found = ElementTree.fromstring(drawn).iter(f"{SVG}rect")
    inside = [each for each in found if each.get("class") == kind and each.find(f"{SVG}title") is not None]
    return [(float(each.get("x", "")), float(each.get("width", ""))) for each in inside]


def test_each_clock_has_a_lane_of_its_own() -> None:
    drawn = timeline((made(past("a", on(5), 600), past("b", on(7), 30)),), YEAR)
    assert (len(bars(drawn, "a")), len(bars(drawn, "c")), len(bars(drawn, "o"))) == (2, 2, 1)


def test_bars_lie_where_their_time_is() -> None:
    drawn = timeline((made(past("a", on(1), 366 * 1440 / 2)),), YEAR)
    ((left, width),) = bars(drawn, "a")
    assert (left, width) == (200.0, 372.0)


def test_what_lies_outside_is_not_drawn_and_what_goes_on_is_cut() -> None:
    drawn = timeline((made(past("a", on(5, year=2023), 60), past("b", on(12), None)),), YEAR)
    ((left, width),) = bars(drawn, "a")
    assert round(left + width) == 944


def test_a_hostile_title_is_text_and_nothing_else() -> None:
    evil = '</title><script>alert(1)</script><rect onload="x"/>\u202e\x00]]>' + "x" * 10_000
    drawn = timeline((made(past("a", on(5), 60, title=evil), gaps=(evil,)),), YEAR)
    tree = ElementTree.fromstring(drawn)
    assert not [each for each in tree.iter() if each.tag.endswith("script")]
    assert "onload=" not in re.sub(r">[^<]*<", "><", drawn)
    assert len(drawn) < 8000


def test_it_loads_nothing_and_runs_nothing() -> None:
    drawn = timeline((made(past("a", on(5), 60)),), YEAR)
    assert not re.search(r"<script|<image|<use|<foreignObject|href|url\(|@import|\bon\w+=", drawn)
    assert "prefers-color-scheme:dark" in drawn


def test_a_busy_past_stays_bounded() -> None:
    many = tuple(past(f"i{number}", on(1 + number % 12), 5) for number in range(5000))
    assert len(timeline((made(*many),), YEAR)) < 1_000_000


def test_an_incomplete_past_says_so_in_the_picture() -> None:
    drawn = timeline((made(past("a", on(5), 60), gaps=("the history was read only to its page 3",)),), YEAR)
    assert "at least" in drawn and "incomplete: the history was read only to its page 3" in drawn


def test_a_window_of_an_hour_can_be_drawn() -> None:
    hour = Window(on(5), on(5, 1, 1))
    drawn = timeline((dataclasses.replace(made(past("a", on(5), 30)), window=hour),), hour)
    assert bars(drawn, "a") == [(200.0, 372.0)]


def test_a_probe_has_the_lane_of_our_observation_only_and_says_whose_word_it_is() -> None:
    api = dataclasses.replace(SOURCE, kind=SourceKind.PROBE)
    drawn = timeline((record(api, YEAR, History(), (Span(on(3), on(3, 2)),), on(1)),), YEAR)
    assert (bars(drawn, "a"), bars(drawn, "c"), len(bars(drawn, "o"))) == ([], [], 1)
    assert "no answer 1 time: our observation, not the vendor's word" in drawn and "0 incidents" not in drawn


def test_one_incident_is_one() -> None:
    assert "1 incident, " in timeline((made(past("a", on(5), 60)),), YEAR)
