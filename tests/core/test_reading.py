"""One capture against its baseline: read, judged, compared."""

from __future__ import annotations

import pickle
from urllib.parse import unquote

from clausewatch.core.model import Tracked, TrackedQuote, TrackedSilence, UnreadableKind, Verdict
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.watch import Recipe
from core.pages import CLAUSES, capture, policy

QUOTES = Tracked(tuple(TrackedQuote(clause) for clause in CLAUSES[:3]))
OTHER = tuple(f"In chapter {name} we describe at length which colours the buttons have." for name in "abcdefgh")


def job(new: str, old: str | None, tracked: Tracked = QUOTES, recipe: Recipe | None = None) -> PageJob:
    return PageJob(capture(new), capture(old) if old else None, recipe or Recipe(), tracked)


def test_the_first_reading_is_compared_with_itself() -> None:
    reading = read_page(job(policy(), None))
    assert reading.baseline is None
    assert reading.comparison is not None
    assert not reading.comparison.changed
    assert [clause.verdict for clause in reading.comparison.clauses] == [Verdict.INTACT] * 3


def test_an_edit_is_compared_with_the_baseline() -> None:
    reading = read_page(job(policy(clauses=(CLAUSES[0].replace("thirty", "ninety"), *CLAUSES[1:])), policy()))
    assert reading.unreadable is None
    assert reading.comparison is not None
    assert [clause.verdict for clause in reading.comparison.clauses] == [
        Verdict.REWORDED,
        Verdict.INTACT,
        Verdict.INTACT,
    ]


def test_an_error_page_is_not_compared() -> None:
    reading = read_page(job("<html><body><h1>404</h1><p>Page not found</p></body></html>", policy()))
    assert reading.unreadable is not None
    assert not reading.unreadable.suspect
    assert reading.comparison is None


def test_bytes_that_are_no_text_give_no_document() -> None:
    reading = read_page(PageJob(capture(b"\x89PNG\r\n"), None, Recipe(), QUOTES))
    assert reading.document is None
    assert reading.unreadable is not None
    assert reading.unreadable.kind is UnreadableKind.NOT_TEXT


def test_a_suspect_reading_has_its_comparison_all_the_same() -> None:
    reading = read_page(job(policy(clauses=CLAUSES[:1]), policy()))
    assert reading.unreadable is not None
    assert reading.unreadable.kind is UnreadableKind.SHRUNK
    assert reading.comparison is not None


def test_all_quotes_going_at_once_is_suspect() -> None:
    reading = read_page(job(policy(clauses=(*OTHER, *CLAUSES[3:])), policy()))
    assert reading.unreadable is not None
    assert (reading.unreadable.kind, reading.unreadable.suspect) == (UnreadableKind.ALL_GONE, True)


def test_two_quotes_going_are_news() -> None:
    two = Tracked(QUOTES.quotes[:2])
    assert read_page(job(policy(clauses=(*OTHER, *CLAUSES[3:])), policy(), two)).unreadable is None


def test_a_new_selector_reads_both_sides_and_is_no_change() -> None:
    reading = read_page(job(policy(chrome="<p>3 minutes ago</p>"), policy(), recipe=Recipe(select="main")))
    assert reading.comparison is not None
    assert not reading.comparison.changed


def test_a_baseline_that_the_new_recipe_cannot_read_is_said_and_not_compared() -> None:
    new = policy().replace("<main>", "<main id='text'>")
    reading = read_page(job(new, policy(), recipe=Recipe(select="#text")))
    assert reading.unreadable is None
    assert reading.baseline is None
    assert reading.comparison is not None
    assert not reading.comparison.changed
    assert len(reading.warnings) == 1


def test_job_and_reading_can_be_sent_to_another_process() -> None:
    task = job(policy(), policy())
    assert read_page(pickle.loads(pickle.dumps(task))) == pickle.loads(pickle.dumps(read_page(task)))


def test_each_finding_opens_the_live_page_at_its_sentence() -> None:
    asked = Tracked(QUOTES.quotes[:1], (TrackedSilence(("SOC 2",)),))
    now = CLAUSES[0].replace("thirty", "ninety")
    reading = read_page(job(policy(clauses=(now, "We hold a SOC 2 report.", *CLAUSES[1:])), policy(), asked))
    assert reading.comparison is not None
    (clause,), (silence,) = reading.comparison.clauses, reading.comparison.silences
    assert unquote(clause.fragment) == f"text={now}"
    assert [unquote(found.fragment) for found in silence.found] == ["text=We hold a SOC 2 report."]
