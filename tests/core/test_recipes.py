"""Both sides are read in today's way: another way of reading is never news, and never hides any.

Every test changes the way of reading between two polls; half of them change the page at the same poll.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from clausewatch.core.alerts import Change, HealthNews, Outcome
from clausewatch.core.model import Grade, Graded, Hunk, PageReading, UnreadableKind, Verdict
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.restless import replace_hunks
from clausewatch.core.watch import AlertKind, Recipe
from core.pages import CLAUSES
from core.vendor import Page, grade, quiet, told

CHROME = (
    "<div class='news'><p>Our spring sale has begun, with twenty offers that end on Sunday.</p></div>"
    "<div class='help'><p>Our help desk answers within one working day, in four languages.</p></div>"
)


def page(*clauses: str, news: str = "spring", views: int = 17) -> str:
    prose = "".join(f"<h2>{number}. Section</h2><p>{clause}</p>" for number, clause in enumerate(clauses, 1))
    return (
        "<!doctype html><html lang='en'><head><title>Privacy Policy | Northwind</title></head><body>"
        f"{CHROME.replace('spring', news)}"
        f"<div id='text'><h1>Privacy Policy</h1>{prose}<p>{views} views</p></div></body></html>"
    )


OLD = page(*CLAUSES)
NINETY = CLAUSES[0].replace("thirty days", "ninety days")
NEW = page(NINETY, *CLAUSES[1:])


def without_news(job: PageJob) -> PageReading:
    """A release whose reader has learned to leave out the news of the site."""
    return read_page(replace(job, recipe=replace(job.recipe, remove=(*job.recipe.remove, ".news"))))


def as_plain_text(job: PageJob) -> PageReading:
    """A release that takes the page for something else altogether."""
    return read_page(replace(job, recipe=replace(job.recipe, format="text")))


def without_rules(job: PageJob) -> PageReading:
    """A release in which no noise rule is left: what was folded is told as it reads."""
    return _regraded(read_page(job), lambda hunk: Grade.MAJOR if hunk.rule else hunk.graded.grade)


def with_a_new_rule(job: PageJob) -> PageReading:
    """A release that knows the news of the site for noise."""
    return _regraded(read_page(job), lambda hunk: Grade.COSMETIC if "sale" in hunk.new else hunk.graded.grade)


def _regraded(reading: PageReading, graded: Callable[[Hunk], Grade]) -> PageReading:
    if reading.comparison is None:
        return reading
    hunks = tuple(replace(each, graded=Graded(graded(each), each.graded.reasons)) for each in reading.comparison.hunks)
    return replace(reading, comparison=replace_hunks(reading.comparison, hunks))


@dataclass(frozen=True)
class Way:
    """A way of reading the page."""

    recipe: Recipe = Recipe()
    reader: Callable[[PageJob], PageReading] = read_page


WAYS = {
    "today's": Way(),
    "selector": Way(Recipe(select="#text")),
    "other selector": Way(Recipe(select="#text h1, #text p, .help")),
    "remove": Way(Recipe(remove=(".news", ".help"))),
    "selector and remove": Way(Recipe(select="body", remove=("h2",))),
    "format": Way(Recipe(format="text")),
    "language": Way(Recipe(language="en")),
    "encoding": Way(Recipe(encoding="windows-1252")),
    "reader": Way(reader=without_news),
    "other reader": Way(reader=as_plain_text),
    "rule lifted": Way(reader=without_rules),
    "rule added": Way(reader=with_a_new_rule),
}
PAIRS = [
    pytest.param(WAYS[one], WAYS[other], id=f"{one} -> {other}")
    for one in WAYS
    for other in WAYS
    if one != other and "today's" in (one, other)
] + [
    pytest.param(WAYS["selector"], WAYS["other reader"], id="selector -> other reader"),
    pytest.param(WAYS["format"], WAYS["remove"], id="format -> remove"),
    pytest.param(WAYS["remove"], WAYS["selector"], id="remove -> selector"),
]


def watched(way: Way, body: str = OLD) -> Page:
    """A page that was read that way for a while."""
    begun = Page(way.recipe, way.reader, quotes=(CLAUSES[1], CLAUSES[2]))
    begun.polls(body, body)
    return begun


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_another_way_of_reading_is_no_change(before: Way, after: Way) -> None:
    again = watched(before).read_with(after.recipe, after.reader)
    decisions = again.polls(OLD, OLD)
    assert [(decision.outcome, decision.alerts) for decision in decisions] == [(Outcome.UNCHANGED, ())] * 2


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_real_change_at_the_same_poll_is_told_as_itself(before: Way, after: Way) -> None:
    decision = watched(before).read_with(after.recipe, after.reader).poll(NEW)
    (alert,) = told(decision)
    assert alert.kind is AlertKind.POLICY
    assert grade(decision) is Grade.MAJOR
    assert decision.change is not None
    assert [("ninety" in hunk.new, "thirty" in hunk.old) for hunk in decision.change.comparison.hunks] == [(True, True)]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_tracked_clause_that_goes_at_the_same_poll_is_told(before: Way, after: Way) -> None:
    decision = watched(before).read_with(after.recipe, after.reader).poll(page(CLAUSES[0], *CLAUSES[2:]))
    assert decision.change is not None
    gravest = decision.change.findings[0].finding  # read as plain text, its neighbours stand in one paragraph with it
    assert (gravest.verdict, getattr(gravest, "quote", "")) == (Verdict.REMOVED, CLAUSES[1])


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_going_back_to_the_former_way_is_no_change_either(before: Way, after: Way) -> None:
    there = watched(before).read_with(after.recipe, after.reader)
    there.poll(NEW)
    back = there.read_with(before.recipe, before.reader)
    assert [quiet(decision) for decision in back.polls(NEW, NEW)] == [True, True]
    assert len(told(back.poll(OLD))) == 1


def test_what_a_lifted_rule_hid_is_shown_from_the_next_change_on() -> None:
    seen = watched(WAYS["today's"])
    assert quiet(seen.poll(page(*CLAUSES, views=18)))
    lifted = seen.read_with(reader=without_rules)
    assert quiet(lifted.poll(page(*CLAUSES, views=18)))
    assert len(told(lifted.poll(page(*CLAUSES, views=19)))) == 1


def test_what_a_new_rule_knows_for_noise_is_folded_beside_a_real_change() -> None:
    again = watched(WAYS["today's"]).read_with(reader=with_a_new_rule)
    assert quiet(again.poll(page(*CLAUSES, news="autumn")))
    decision = again.poll(page(NINETY, *CLAUSES[1:], news="winter"))
    assert grade(decision) is Grade.MAJOR


def test_a_changed_recipe_does_not_make_a_suspect_of_what_it_leaves_out() -> None:
    """The selector drops four fifths of the page, on both sides."""
    small = Recipe(select="#text h1, #text h2:nth-of-type(1), #text p:nth-of-type(-n+3)")
    again = watched(WAYS["today's"]).read_with(small)
    assert again.poll(OLD).outcome is Outcome.UNCHANGED


def test_a_selector_that_matches_nothing_is_unreadable_and_told_after_three_polls() -> None:
    again = watched(WAYS["today's"]).read_with(Recipe(select="#never-there"))
    decisions = again.polls(NEW, NEW, NEW)
    assert [decision.outcome for decision in decisions] == [Outcome.UNREADABLE] * 3
    assert [decision.change for decision in decisions] == [None] * 3
    (alert,) = decisions[-1].alerts
    assert alert.kind is AlertKind.HEALTH
    assert again.memory.trouble is not None and again.memory.trouble.what == UnreadableKind.SELECTOR


def test_a_real_change_behind_a_broken_selector_is_told_once_the_selector_is_mended() -> None:
    broken = watched(WAYS["today's"]).read_with(Recipe(select="#never-there"))
    broken.polls(NEW, NEW)
    decision = broken.read_with(Recipe(select="#text")).poll(NEW)
    assert grade(decision) is Grade.MAJOR


def test_what_the_new_recipe_no_longer_sees_is_told_as_our_blindness_and_not_as_a_change() -> None:
    tracked = Page(quotes=(CLAUSES[1], "Our help desk answers within one working day, in four languages."))
    tracked.polls(OLD, OLD)
    narrowed = tracked.read_with(Recipe(select="#text"))
    decision = narrowed.poll(OLD)
    (alert,) = decision.alerts
    assert (decision.outcome, decision.change) == (Outcome.UNCHANGED, None)
    assert isinstance(alert.news, HealthNews) and "“Our help desk" in alert.news.text
    assert narrowed.poll(OLD).alerts == ()
    back = narrowed.read_with(Recipe())
    assert (back.poll(OLD).change, back.memory.stands(back.watchlist.claims[0].quotes[1].key)) == (None, True)


def test_a_tracked_link_that_the_new_recipe_leaves_out_did_not_go() -> None:
    linked = OLD.replace("spring sale", "<a href='https://northwind.example/sale'>spring sale</a>")
    tracked = Page(links=(("spring sale", "https://northwind.example/sale"),))
    tracked.polls(linked, linked)
    decision = tracked.read_with(Recipe(select="#text")).poll(linked)
    assert decision.change is None
    assert [alert.kind for alert in decision.alerts] == [AlertKind.HEALTH]
    gone = Page(links=(("spring sale", "https://northwind.example/sale"),))
    gone.polls(linked, linked)
    (alert,) = told(gone.poll(OLD))
    assert isinstance(alert.news, Change) and alert.grade is Grade.MAJOR


def test_a_term_that_the_new_recipe_brings_into_sight_did_not_come() -> None:
    silent = Page(Recipe(select="#text"), silences=(("help desk",),))
    silent.polls(OLD, OLD)
    decision = silent.read_with(Recipe()).poll(OLD)
    assert decision.change is None
    assert [alert.kind for alert in decision.alerts] == [AlertKind.HEALTH]
