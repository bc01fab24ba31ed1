"""What an acceptance means for memory, and what becomes an exception of a silence."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.acceptance import LONGEST_EXCEPTION, accepted, drifts, exception_of
from clausewatch.core.decide import decide
from clausewatch.core.memory import PageMemory, TrackedState
from clausewatch.core.model import NotModified, Occurrence, SilenceVerdict, Verdict
from clausewatch.core.silences import place_of
from clausewatch.core.tracking import items_in
from clausewatch.core.watch import Basis, Claim, Quote, Silence, Source, SourceKind, Watchlist

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SOURCE = Source("acme/terms", SourceKind.PAGE, "https://acme.example/terms", "Terms", 3_600.0, "acme", "Acme")
OLD, NEW, OTHER = "We never sell it.", "We rarely sell it.", "We answer within a day."


def watchlist(*quotes: str, silence: Silence | None = None) -> Watchlist:
    silences = (silence,) if silence else ()
    claim = Claim("acme/a", "A", Basis.VERIFIED, "acme", quotes=tuple(Quote(SOURCE.id, each) for each in quotes))
    return Watchlist((SOURCE,), (dataclasses.replace(claim, silences=silences),))


def remembered(listed: Watchlist, *verdicts: str) -> PageMemory:
    states = (
        TrackedState(item.key, verdict, now=NEW if verdict == Verdict.REWORDED else None, verified_at=NOON)
        for item, verdict in zip(items_in(listed, SOURCE.id), verdicts, strict=True)
    )
    return PageMemory(tracked=tuple(states), checked_at=NOON)


def after(before: Watchlist, edited: Watchlist, memory: PageMemory) -> PageMemory:
    """With the first item accepted."""
    old, new = (items_in(each, SOURCE.id) for each in (before, edited))
    return accepted(memory, old, new, [old[0].key], NOON + timedelta(hours=1))


def test_what_stands_is_no_drift_and_what_was_removed_cannot_be_accepted() -> None:
    listed = watchlist(OLD, OTHER, "We keep it safe.")
    memory = remembered(listed, Verdict.REWORDED, Verdict.INTACT, Verdict.REMOVED)
    found = drifts(listed, {SOURCE.id: memory})
    assert [(drift.was, drift.acceptable) for drift in found] == [(OLD, True), ("We keep it safe.", False)]


def test_the_new_quote_stands_where_the_old_one_was_last_seen() -> None:
    before, edited = watchlist(OLD, OTHER), watchlist(NEW, OTHER)
    memory = after(before, edited, remembered(before, Verdict.REWORDED, Verdict.REMOVED))
    assert drifts(edited, {SOURCE.id: memory})[0].was == OTHER
    state = memory.state(items_in(edited, SOURCE.id)[0].key)
    assert state is not None
    assert (state.verdict, state.now, state.verified_at) == (Verdict.INTACT, NEW, NOON)


def test_the_old_quote_is_remembered_as_accepted_and_survives_polls_without_it() -> None:
    before, edited = watchlist(OLD), watchlist(NEW)
    memory = after(before, edited, remembered(before, Verdict.REWORDED))
    old = items_in(before, SOURCE.id)[0].key
    polled = decide(SOURCE, memory, NotModified(SOURCE.url, NOON), items_in(edited, SOURCE.id), NOON).memory
    assert isinstance(polled, PageMemory)
    state = polled.state(old)
    assert state is not None and state.accepted


def test_a_quote_that_is_taken_back_stands_whatever_was_remembered_of_it() -> None:
    """Accepted for another, and that one for the first again: it must not be met as changed, nor the next change of it
    as known."""
    old, new = watchlist(OLD), watchlist(NEW)
    memory = after(old, new, remembered(old, Verdict.REWORDED))
    given_up, standing = memory.tracked
    returned = dataclasses.replace(standing, verdict=Verdict.REWORDED, now=OLD)
    again = after(new, old, dataclasses.replace(memory, tracked=(given_up, returned)))
    state = again.state(items_in(old, SOURCE.id)[0].key)
    assert state is not None and (state.verdict, state.now, state.accepted) == (Verdict.INTACT, OLD, False)
    assert drifts(old, {SOURCE.id: again}) == ()


def test_a_silence_that_is_broken_in_another_source_too_stays_broken_there() -> None:
    silence = Silence((SOURCE.id,), ("SOC 2",))
    before = watchlist(OLD, silence=silence)
    edited = watchlist(NEW, silence=dataclasses.replace(silence, exceptions=("a SOC 2 of others",)))
    memory = remembered(before, Verdict.REWORDED, SilenceVerdict.BROKEN)
    moved = after(before, edited, memory).state(items_in(edited, SOURCE.id)[1].key)
    assert moved is not None and moved.verdict == SilenceVerdict.BROKEN


# --- exceptions ---------------------------------------------------------------------------------------------------


def test_a_sentence_is_its_own_exception() -> None:
    assert exception_of(Occurrence("SOC 2", "Our host has\na SOC 2 report.")) == "Our host has a SOC 2 report."


def test_the_term_alone_is_no_exception() -> None:
    assert exception_of(Occurrence("SOC 2", "SOC 2")) is None
    assert exception_of(Occurrence("SOC 2", "SOC-2 reports")) is None


WORDS = st.lists(st.sampled_from(["data", "centre", "we", "of", "the", "数据", "安全", "认证", "a"]), max_size=120)


@given(WORDS, WORDS, st.sampled_from([" ", ""]))
def test_an_exception_is_a_part_of_the_sentence_holds_the_term_and_fits(
    before: list[str], rest: list[str], glue: str
) -> None:
    sentence = f"{glue.join(before)} SOC 2 {glue.join(rest)}".strip()
    phrase = exception_of(Occurrence("SOC 2", sentence))
    if phrase is not None:
        assert phrase in sentence and place_of("SOC 2", phrase) is not None
        assert len(phrase) <= LONGEST_EXCEPTION
