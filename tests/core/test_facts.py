"""Dates and numbers that a page prints, and what becomes of a claim that rests on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.alerts import Digest
from clausewatch.core.decide import Seen, decide
from clausewatch.core.facts import judge, number_near
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import (
    Block,
    BlockKind,
    Capture,
    Document,
    FactFinding,
    FactVerdict,
    Grade,
    TrackedDate,
    TrackedNumber,
)
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.render.message import render
from clausewatch.core.standing import Standing, standings
from clausewatch.core.tracking import items_in, tracked
from clausewatch.core.watch import Basis, Claim, Fact, NumberBand, PolicyDate, Recipe, Source, SourceKind, Watchlist

DAY = date(2026, 2, 10)
INCIDENTS = TrackedNumber(("incidents", "outages"), 40, 70)


def document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), "html", language="en-us")


# --- the date -----------------------------------------------------------------------------------------------------


def dated(*texts: str, day: date = DAY) -> tuple[FactVerdict, str | None]:
    (finding,) = judge(document(*texts, "We keep your data."), (TrackedDate(day),))
    return finding.verdict, finding.now


@pytest.mark.parametrize(
    "text",
    [
        "Last Update: Feb 10, 2026",
        "Effective February 10th, 2026",
        "更新日期：2026年2月10日",
        "2026-02-10",
        "02/10/2026",
    ],
)
def test_a_date_holds_however_it_is_written(text: str) -> None:
    assert dated(text) == (FactVerdict.HOLDS, "2026-02-10")


def test_another_date_is_another_and_none_is_none() -> None:
    assert dated("Last updated: April 22, 2026") == (FactVerdict.OTHER, "2026-04-22")
    assert dated("Welcome.") == (FactVerdict.NOT_PRINTED, None)


def test_a_policy_may_be_cited_by_its_release_or_by_the_day_it_takes_effect() -> None:
    both = "Release date: April 22, 2026. Effective date: April 29, 2026."
    assert dated(both, day=date(2026, 4, 22))[0] is FactVerdict.HOLDS
    assert dated(both, day=date(2026, 4, 29))[0] is FactVerdict.HOLDS


def test_a_day_with_a_later_update_beside_it_is_of_the_past() -> None:
    text = "Last updated: April 22, 2026. Effective date: February 10, 2026."
    assert dated(text) == (FactVerdict.OTHER, "2026-04-22")


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_it_holds_exactly_while_the_page_prints_it(printed: date, wanted: date) -> None:
    verdict, now = dated(f"Last updated: {printed:%B} {printed.day}, {printed.year}", day=wanted)
    assert (verdict is FactVerdict.HOLDS) == (printed == wanted) and now == printed.isoformat()


# --- a number -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DeepSeek had 55 incidents since Aug 2024", "55"),
        ("since 2024: ~55+ outages, 2.9 a month", "55"),
        ("Incidents in total: 1,204 in 12 months", "1,204"),
        ("It has 3 components. Incidents: 55", "55"),
        ("Outages | 55", "55"),
        ("more than 165 incidents", "165"),
        ("99.5 incidents", "99.5"),
    ],
)
def test_the_nearest_number_in_the_sentence_counts(text: str, number: str) -> None:
    found = number_near(document("About us, since 1999.", text), INCIDENTS.near)
    assert found is not None and found.written == number


@pytest.mark.parametrize(
    "text", ["No incidents.", "There are incidents. 55 of them", "55 coincidents", "v2.55b incidents", "55x incidents"]
)
def test_what_is_no_number_of_them_is_none(text: str) -> None:
    assert number_near(document(text), INCIDENTS.near) is None


def test_chinese_words_have_their_number_too() -> None:
    found = number_near(document("自2024年8月以来共发生55次故障"), ("次故障",))
    assert found is not None and found.value == 55


@given(st.floats(0, 10**9).map(lambda number: round(number, 2)), st.floats(0, 100), st.floats(0, 100))
def test_a_number_holds_exactly_within_its_band(number: float, one: float, other: float) -> None:
    band = TrackedNumber(("incidents",), min(one, other), max(one, other))
    (finding,) = judge(document(f"We count {number:,.2f} incidents."), (band,))
    assert (finding.verdict is FactVerdict.HOLDS) == (band.least <= number <= band.most)


@given(st.text(max_size=300))
def test_whatever_a_page_says_a_number_is_found_or_not(text: str) -> None:
    found = number_near(document(text), ("incidents", "次"))
    assert found is None or found.written in text


# --- from poll to poll --------------------------------------------------------------------------------------------

START = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)
SOURCE = Source("acme/page", SourceKind.PAGE, "https://acme.example/", "Tracker", 3_600.0, "acme", "Acme")
FILLER = (
    "This page follows the service of Acme, as seen from outside, around the clock.",
    "It is not run by Acme, and nobody at Acme has reviewed what it says.",
    "You can have it read to you by mail, by chat or by a feed.",
)


class Polls:
    """One page, polled in turn, with a claim that rests on a fact."""

    def __init__(self, fact: Fact) -> None:
        claim = Claim("acme/fact", "It is so", Basis.THIRD_PARTY, "acme", facts=(fact,))
        self.watchlist = Watchlist((SOURCE,), (claim,))
        self.memory, self.before, self.times = PageMemory(), None, 0

    def shows(self, *texts: str) -> list[object]:
        """What is told of one more poll: a finding's value today, or the whole news."""
        body = "".join(f"<p>{each}</p>" for each in (*texts, *FILLER))
        html = f'<html lang="en"><head><title>T</title></head><body><main><h1>T</h1>{body}</main></body></html>'
        at = START + timedelta(hours=self.times)
        self.times += 1
        headers = (("content-type", "text/html; charset=utf-8"),)
        capture = Capture(SOURCE.url, SOURCE.url, at, 200, headers, html.encode())
        items = items_in(self.watchlist, SOURCE.id)
        reading = read_page(PageJob(capture, self.before, Recipe(), tracked(items, self.memory)))
        decision = decide(SOURCE, self.memory, Seen(capture, reading), items, at)
        assert isinstance(decision.memory, PageMemory)
        self.memory, self.before, self.alerts = decision.memory, capture, decision.alerts
        found = decision.change.findings if decision.change else ()
        return [each.finding.now for each in found if isinstance(each.finding, FactFinding)]

    @property
    def standing(self) -> Standing:
        (each,) = standings(self.watchlist, {SOURCE.id: self.memory}, START)
        return each.standing


def test_another_date_asks_for_a_review_and_each_further_one_is_told() -> None:
    polls = Polls(PolicyDate(SOURCE.id, DAY))
    assert polls.shows("Last updated: February 10, 2026") == [] and polls.standing is Standing.STANDS
    assert polls.shows("Last updated: April 22, 2026") == ["2026-04-22"] and polls.standing is Standing.REVIEW
    assert polls.alerts[0].grade is Grade.MINOR
    assert polls.shows("Last updated: April 22, 2026") == []
    assert polls.shows("Last updated: July 1, 2026") == ["2026-07-01"]
    assert polls.shows("Last updated: February 10, 2026") == ["2026-02-10"] and polls.standing is Standing.STANDS


def test_a_number_that_leaves_its_band_is_told_once() -> None:
    polls = Polls(NumberBand(SOURCE.id, ("incidents",), 40, 70))
    told = [polls.shows(f"{number} incidents so far") for number in (55, 58, 71, 72, 73)]
    assert told == [[], [], ["71"], [], []] and polls.standing is Standing.REVIEW
    assert polls.shows("60 incidents so far") == ["60"] and polls.standing is Standing.STANDS
    assert polls.shows("All is well") == [None] and polls.standing is Standing.REVIEW


def test_a_message_says_what_is_expected_and_what_the_page_says() -> None:
    polls = Polls(NumberBand(SOURCE.id, ("incidents",), 40, 70))
    polls.shows("55 incidents so far")
    polls.shows("85 incidents so far")
    message = render(polls.alerts[0], "k")
    assert message.title.startswith("Acme: Tracker: the number of incidents is 85 now, expected 40 to 70")
    assert "The claim “It is so” rests on the number of incidents being 40 to 70; the page says 85" in message.summary
    assert message.passages[0].label == "FACT: the number of incidents is another now"
    assert (message.passages[0].before, message.passages[0].after) == ("40 to 70", "85 incidents so far")
    (claim,) = message.data["news"]["claims"]
    assert (claim["fact"]["verdict"], claim["fact"]["now"]) == ("other", "85")
    assert any(fact.name == "At the sentence" and "85%20incidents" in fact.url for fact in message.facts)


@pytest.mark.parametrize(("confirm", "grade"), [(False, Grade.MAJOR), (True, Grade.MINOR)])
def test_a_fact_added_later_that_is_not_so_is_told_at_once(confirm: bool, grade: Grade) -> None:
    polls = Polls(PolicyDate(SOURCE.id, DAY))
    polls.shows("Last updated: April 22, 2026")
    polls.memory = replace(polls.memory, tracked=())
    polls.watchlist = Polls(PolicyDate(SOURCE.id, DAY, confirm)).watchlist
    polls.shows("Last updated: April 22, 2026")
    (alert,) = polls.alerts
    assert isinstance(alert.news, Digest) and alert.grade is grade
