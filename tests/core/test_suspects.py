"""What looks wrong is fetched again before anything is believed: sequences of polls, as sites really misbehave."""

from __future__ import annotations

import pytest

from clausewatch.core.alerts import Change, HealthNews, Outcome
from clausewatch.core.decide import RECHECK_SUSPECT
from clausewatch.core.model import UnreadableKind
from clausewatch.core.watch import AlertKind, Recipe
from core.pages import CLAUSES, policy
from core.vendor import DAY, Page, told

MORE = tuple(f"In chapter {name} we describe how we keep the {name} records of your account." for name in "abcdefgh")
WHOLE = policy(clauses=(*CLAUSES, *MORE))
SHORT = policy(clauses=CLAUSES[:1])
OTHERS = tuple(f"You can choose the {name} colour of the buttons in your settings at any time." for name in "abcdefgh")
REPLACED = policy(clauses=(*OTHERS, *CLAUSES[3:]))
HUGE = policy(clauses=(*CLAUSES, *(f"Article {n} of the annex lists supplier {n} of our machines." for n in range(80))))
HOME = (
    "<!doctype html><html lang='en'><head><title>Northwind Privacy Notes</title></head><body><main>"
    "<h1>Notes that stay yours</h1>"
    + "".join(
        f"<p>Customers in {town} tell us that they have never found their {thing} so fast as with our search.</p>"
        for town in ("Cork", "Galway", "Dublin", "Sligo")
        for thing in ("recipes", "receipts", "drawings")
    )
    + "</main></body></html>"
)
GERMAN = policy(
    language="de",
    clauses=tuple(
        f"Wir bewahren die {name} Daten Ihres Kontos für dreißig Tage auf, und dann löschen wir sie für immer."
        for name in ("ersten", "zweiten", "dritten", "vierten", "fünften", "sechsten")
    ),
)
LOGIN = (
    "<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1>"
    "<form><input type='password'></form></body></html>"
)
QUOTES = CLAUSES[:3]

SUSPECTS = [
    pytest.param(SHORT, UnreadableKind.SHRUNK, id="drastic shrinkage"),
    pytest.param(HUGE, UnreadableKind.GREW, id="drastic growth"),
    pytest.param(policy(clauses=(*OTHERS, *MORE)), UnreadableKind.ALL_GONE, id="all quotes gone"),
    pytest.param(HOME.replace("Privacy Notes", "Search"), UnreadableKind.WRONG_DOCUMENT, id="another document"),
]


def watching(body: str = WHOLE) -> Page:
    page = Page(quotes=QUOTES)
    page.polls(body, body)
    return page


@pytest.mark.parametrize(("body", "kind"), SUSPECTS)
def test_a_suspect_that_was_a_slip_of_the_site_is_never_heard_of(body: str, kind: UnreadableKind) -> None:
    page = watching()
    first, second = page.polls(body, body, after=5)
    back = page.poll(WHOLE, 5)

    assert [each.outcome for each in (first, second, back)] == [Outcome.HELD, Outcome.HELD, Outcome.UNCHANGED]
    assert first.reason.startswith(f"{kind}: ")
    assert [each.alerts for each in (first, second, back)] == [()] * 3
    assert page.memory.held is None and page.memory.trouble is None


@pytest.mark.parametrize(("body", "kind"), SUSPECTS)
def test_a_suspect_is_fetched_again_soon_and_believed_when_it_stays(body: str, kind: UnreadableKind) -> None:
    page = watching()
    first, second, third = page.polls(body, body, body, after=5)

    assert [each.retry_in for each in (first, second)] == [RECHECK_SUSPECT] * 2
    assert (first.keep, second.keep, third.keep) == (True, False, True)
    (alert,) = told(third)
    assert isinstance(alert.news, Change)
    assert alert.news.note.startswith("confirmed over 3 polls: ")
    assert page.poll(body).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(("body", "kind"), SUSPECTS)
def test_a_suspect_that_is_another_one_each_time_becomes_unreadable_and_is_told(
    body: str, kind: UnreadableKind
) -> None:
    page = watching()
    bodies = [body.replace("</main>", f"<p>Your ticket has the words {word}.</p></main>") for word in "abcdef"]
    decisions = page.polls(*bodies, after=5)

    assert [each.outcome for each in decisions] == [Outcome.HELD] * 3 + [Outcome.UNREADABLE] * 3
    (alert,) = decisions[-1].alerts
    assert alert.kind is AlertKind.HEALTH and isinstance(alert.news, HealthNews)
    assert "never the same" in alert.news.text
    (recovered,) = page.poll(WHOLE).alerts
    assert isinstance(recovered.news, HealthNews) and recovered.news.recovered


def test_a_suspect_that_settles_after_all_is_believed() -> None:
    page = watching()
    page.polls(*(SHORT.replace("</main>", f"<p>Ticket {word}</p></main>") for word in "abcd"), after=5)
    *_, third = page.polls(SHORT, SHORT, SHORT, after=5)
    assert third.outcome is Outcome.CHANGED


def test_a_suspect_between_two_failures_is_still_counted() -> None:
    page = watching()
    decisions = page.polls(SHORT, LOGIN, SHORT, LOGIN, SHORT, after=5)
    assert [each.outcome for each in decisions][-1] is Outcome.CHANGED
    assert not any(each.change for each in decisions[:-1])


def test_another_language_that_persists_is_told_as_blindness_with_its_name() -> None:
    page = watching()
    decisions = page.polls(*[GERMAN] * 6, after=5)

    assert {each.outcome for each in decisions} == {Outcome.UNREADABLE}
    (alert,) = [alert for each in decisions for alert in each.alerts]
    assert alert.kind is AlertKind.HEALTH
    assert page.memory.trouble is not None
    assert page.memory.trouble.what == UnreadableKind.LANGUAGE and "'de'" in page.memory.trouble.detail


def test_another_language_is_believed_once_the_watchlist_expects_it() -> None:
    page = watching()
    page.polls(GERMAN, GERMAN, GERMAN)
    german = page.read_with(Recipe(language="de"))
    decisions = german.polls(GERMAN, GERMAN, GERMAN, after=5)
    assert decisions[-1].outcome is Outcome.CHANGED


def test_an_address_that_leads_to_the_front_page_is_no_text_of_the_policy_however_long_it_does() -> None:
    page = watching()
    decisions = [page.poll(HOME, 5, final_url="https://northwind.example/en/") for _ in range(6)]

    assert {each.outcome for each in decisions} == {Outcome.UNREADABLE}
    assert all(each.change is None for each in decisions)
    (alert,) = [alert for each in decisions for alert in each.alerts]
    assert isinstance(alert.news, HealthNews) and "front page https://northwind.example/en/" in alert.news.text
    assert page.poll(WHOLE).outcome is Outcome.UNCHANGED


def test_a_page_of_the_same_name_and_size_that_says_nothing_of_what_it_said_is_doubted() -> None:
    page = Page()
    page.polls(WHOLE, WHOLE)
    assert page.poll(HOME, 5).reason.startswith(f"{UnreadableKind.WRONG_DOCUMENT}: ")


def test_a_notice_in_unknown_words_is_no_text_of_the_policy_however_long_it_stays() -> None:
    page = watching()
    notice = "<html lang='en'><body><h1>Hats on</h1><p>The elves are at work, the shop opens at nine.</p></body></html>"
    decisions = page.polls(*[notice] * 6, after=5)

    assert {each.outcome for each in decisions} == {Outcome.UNREADABLE}
    (alert,) = [alert for each in decisions for alert in each.alerts]
    assert isinstance(alert.news, HealthNews) and "'Hats on'" in alert.news.text
    assert page.poll(WHOLE).outcome is Outcome.UNCHANGED


def test_a_policy_that_moved_to_the_front_page_is_read_there() -> None:
    page = watching()
    assert page.poll(WHOLE, 5, final_url="https://northwind.example/").outcome is Outcome.UNCHANGED


def test_a_page_that_always_answered_from_the_front_page_may_be_rewritten() -> None:
    page = Page(quotes=QUOTES)
    for body in (WHOLE, WHOLE, REPLACED, REPLACED, REPLACED):
        decision = page.poll(body, 5, final_url="https://northwind.example/")
    assert decision.outcome is Outcome.CHANGED


def test_a_selector_that_died_names_itself_and_holds_nothing_back_when_it_is_back() -> None:
    page = Page(Recipe(select="main"), quotes=QUOTES)
    page.polls(WHOLE, WHOLE)
    renamed = WHOLE.replace("<main>", "<div class='x1'>").replace("</main>", "</div>")
    decisions = page.polls(*[renamed] * 4, after=5)

    assert {each.outcome for each in decisions} == {Outcome.UNREADABLE}
    assert page.memory.trouble is not None
    assert page.memory.trouble.detail == "nothing on the page matches the selector 'main'"
    assert sum(len(each.alerts) for each in decisions) == 1


def test_a_challenge_on_every_other_poll_neither_tells_nor_blinds() -> None:
    page = watching()
    decisions = page.polls(*[LOGIN, WHOLE] * 6)
    assert [each.outcome for each in decisions] == [Outcome.UNREADABLE, Outcome.UNCHANGED] * 6
    assert all(each.alerts == () for each in decisions)


def test_a_real_change_after_days_of_errors_is_told_and_so_is_the_recovery() -> None:
    page = watching()
    page.polls(*[LOGIN] * 5, after=DAY)
    decision = page.poll(WHOLE.replace("thirty days", "ninety days"), DAY)
    assert sorted(alert.kind for alert in decision.alerts) == [AlertKind.HEALTH, AlertKind.POLICY]
