"""What a page shows beside its text: no news when it changes, but a quote that stands there is found and followed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.alerts import Change, Outcome
from clausewatch.core.compare import compare
from clausewatch.core.model import ClauseFinding, Tracked, TrackedQuote, Verdict
from clausewatch.core.render.text import document_text
from core.pages import CLAUSES, document, policy
from core.vendor import Page, told

COMPANY = "© 2026 Northwind Notes (Ireland) Limited, 4 Quay Street, Galway"
OTHER = "© 2026 Northwind Notes Singapore Pte. Ltd., 9 Raffles Place"


def page(company: str = COMPANY, offer: str = "Notes 4 is here: twice as fast, half the price", text: str = "") -> str:
    chrome = (
        f"<div class='topbar-nav'><ul><li><a href='/x'>{offer}</a></li><li><a href='/in'>Sign in</a></li></ul></div>"
        f"<footer><p>{company}</p><ul><li><a href='/jobs'>Jobs</a></li></ul></footer>"
    )
    return policy(chrome=chrome).replace("</main>", f"{text}</main>")


def finding(old: str, new: str, quote: str = COMPANY) -> ClauseFinding:
    (found,) = compare(document(old), document(new), Tracked(quotes=(TrackedQuote(quote),))).clauses
    return found


def test_a_quote_in_the_footer_stands_and_says_where() -> None:
    found = finding(page(), page())
    assert (found.verdict, found.heading, found.now) == (Verdict.INTACT, ("the site's footer",), COMPANY)


def test_a_company_that_was_exchanged_in_the_footer_is_told_with_the_words_of_today() -> None:
    found = finding(page(), page(OTHER), "Northwind Notes (Ireland) Limited")
    assert found.verdict is not Verdict.INTACT
    assert "Singapore" in (found.now or found.replaced_by or "")


def test_a_clause_that_went_from_the_text_into_the_footer_has_moved_and_is_not_removed() -> None:
    without = page(f"{COMPANY} {CLAUSES[1]}").replace(f"<p>{CLAUSES[1]}</p>", "")
    assert finding(page(), without, CLAUSES[1]).verdict is Verdict.MOVED


def test_a_removed_clause_is_not_mistaken_for_what_was_always_beside_the_text() -> None:
    near = "We never sell your personal data to advertisers, says our cookie notice."
    before, after = page(near), page(near).replace(f"<p>{CLAUSES[1]}</p>", "")
    assert finding(before, after, CLAUSES[1]).verdict is Verdict.REMOVED


def test_what_changes_beside_the_text_is_no_news_and_a_tracked_quote_there_is() -> None:
    watched = Page(quotes=("Northwind Notes (Ireland) Limited",), silences=(("Singapore",),))
    assert watched.poll(page()).outcome is Outcome.BASELINE
    assert watched.poll(page(offer="Meet us at the Notes Summit in Lisbon this autumn")).outcome is Outcome.UNCHANGED

    (alert,) = told(watched.poll(page(OTHER)))
    assert isinstance(alert.news, Change)
    assert [each.finding.verdict for each in alert.news.findings] == [Verdict.REWORDED]
    assert watched.poll(page(OTHER)).outcome is Outcome.UNCHANGED


def test_the_stored_text_shows_it_last_with_the_part_of_the_page() -> None:
    text = document_text(document(page()))
    _, _, beside = text.partition("\n---\n\nBeside the text, and not compared:\n\n")
    assert beside.splitlines() == [
        "- Notes 4 is here: twice as fast, half the price (a menu, by its name and its links)",
        f"- {COMPANY} (the site's footer)",
    ]


def test_labels_are_not_kept_and_nothing_is_kept_twice() -> None:
    twice = page().replace("<footer>", f"<aside><p>{COMPANY}</p></aside><footer>")
    kept = [block.text for block in document(twice).beside]
    assert kept.count(COMPANY) == 1
    assert not {"Jobs", "Sign in"} & set(kept)


@given(st.text(st.characters(exclude_categories=("C",), exclude_characters="<&"), min_size=1, max_size=200))
def test_whatever_stands_beside_it_the_text_reads_the_same(offer: str) -> None:
    comparison = compare(document(page()), document(page(offer=offer)))
    assert not comparison.changed and comparison.hunks == ()


def test_an_address_that_was_hidden_from_whoever_copied_the_quote_is_no_part_of_it() -> None:
    scrambled = "<a data-cfemail='6d05082d0c430f'>[email&#160;protected]</a>"
    told = f"<p>Billing disputes should be notified to the following address: {scrambled}.</p>"
    quote = "Billing disputes should be notified to the following address: [email protected]."
    assert "he@a.b" in document_text(document(page(text=told)))
    assert finding(page(text=told), page(text=told), quote).verdict is Verdict.INTACT
