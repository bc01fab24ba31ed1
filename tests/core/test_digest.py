"""The first poll, told once per provider."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from clausewatch.core.alerts import Digest
from clausewatch.core.digest import NOBODY, after, digest, waits
from clausewatch.core.memory import CaptureRef, PageMemory, TrackedState, Trouble
from clausewatch.core.model import Grade
from clausewatch.core.watch import Basis, Claim, Provider, Quote, Source, SourceKind, Watchlist

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
TERMS = Source("acme/terms", SourceKind.PAGE, "https://acme.example/terms", "Terms", 3_600.0, "acme", "Acme")
HELP = dataclasses.replace(TERMS, id="acme/help", title="Help", url="https://acme.example/help")
STANDS, MISSING = Quote(TERMS.id, "We never sell your data."), Quote(HELP.id, "We never train on your data.")
WATCHLIST = Watchlist(
    sources=(TERMS, HELP),
    claims=(
        Claim("acme/selling", "Never sells", Basis.VERIFIED, "acme", quotes=(STANDS,)),
        Claim("acme/training", "Never trains", Basis.VERIFIED, "acme", quotes=(MISSING,)),
    ),
    providers=(Provider("acme", "Acme"),),
)


def polled(quote: Quote, verdict: str, closest: str | None = None) -> PageMemory:
    state = TrackedState(quote.key, verdict, now=quote.exact if verdict == "intact" else None, closest=closest)
    return PageMemory(baseline=CaptureRef("a", "0" * 64, NOW), tracked=(state,), checked_at=NOW, read_at=NOW)


def test_nothing_is_told_before_every_page_was_polled_once() -> None:
    assert digest("acme", WATCHLIST, {TERMS.id: polled(STANDS, "intact")}, NOW) is None


def test_what_does_not_stand_is_told_with_the_closest_text_and_what_stands_is_counted() -> None:
    memories = {
        TERMS.id: polled(STANDS, "intact"),
        HELP.id: polled(MISSING, "not-found", "We rarely train on your data."),
    }
    alert = digest("acme", WATCHLIST, memories, NOW)

    assert alert is not None and isinstance(alert.news, Digest)
    assert alert.grade is Grade.MAJOR
    assert alert.news.standing == 1
    (entry,) = alert.news.entries
    assert entry.finding is not None and entry.finding.claim_id == "acme/training"
    assert getattr(entry.finding.finding, "closest", None) == "We rarely train on your data."


def test_a_quote_nobody_had_confirmed_is_a_note_and_not_an_alarm() -> None:
    claims = (
        WATCHLIST.claims[0],
        dataclasses.replace(WATCHLIST.claims[1], quotes=(dataclasses.replace(MISSING, confirm=True),)),
    )
    memories = {TERMS.id: polled(STANDS, "intact"), HELP.id: polled(MISSING, "not-found")}

    alert = digest("acme", dataclasses.replace(WATCHLIST, claims=claims), memories, NOW)

    assert alert is not None and alert.grade is Grade.MINOR


def test_a_page_that_could_not_be_read_is_part_of_the_digest() -> None:
    blind = PageMemory(trouble=Trouble(NOW, 1, "timeout", "no answer within 30 s"), checked_at=NOW)

    alert = digest("acme", WATCHLIST, {TERMS.id: polled(STANDS, "intact"), HELP.id: blind}, NOW)

    assert alert is not None and isinstance(alert.news, Digest)
    assert [(entry.source_id, entry.detail) for entry in alert.news.entries] == [("acme/help", "no answer within 30 s")]


def test_a_provider_where_all_stands_is_told_too_so_that_silence_is_never_mistaken() -> None:
    memories = {TERMS.id: polled(STANDS, "intact"), HELP.id: polled(MISSING, "intact")}

    alert = digest("acme", WATCHLIST, memories, NOW)

    assert alert is not None and alert.grade is Grade.MINOR


def test_what_a_digest_told_is_not_told_again() -> None:
    memories = {TERMS.id: polled(STANDS, "intact"), HELP.id: polled(MISSING, "not-found")}

    told = after("acme", WATCHLIST, memories, NOBODY)

    assert digest("acme", WATCHLIST, memories, NOW, told) is None
    assert not waits("acme", WATCHLIST, told)


def test_a_page_told_as_unreadable_is_told_again_when_it_is_read_for_the_first_time() -> None:
    blind = PageMemory(trouble=Trouble(NOW, 1, "timeout", "no answer within 30 s"), checked_at=NOW)
    first = {TERMS.id: polled(STANDS, "intact"), HELP.id: blind}
    told = after("acme", WATCHLIST, first, NOBODY)
    read = {**first, HELP.id: polled(MISSING, "not-found")}

    still_blind = digest("acme", WATCHLIST, first, NOW, told)
    late = digest("acme", WATCHLIST, read, NOW, told)

    assert still_blind is None
    assert late is not None and isinstance(late.news, Digest)
    assert [entry.source_id for entry in late.news.entries] == [HELP.id]
    assert late.news.standing == 0
    assert digest("acme", WATCHLIST, read, NOW, after("acme", WATCHLIST, read, told)) is None


def test_a_page_that_joins_the_watchlist_later_has_a_digest_of_its_own() -> None:
    alone = dataclasses.replace(WATCHLIST, sources=(TERMS,))
    known = {TERMS.id: polled(STANDS, "intact")}
    told = after("acme", alone, known, NOBODY)
    first = digest("acme", alone, known, NOW)
    both = {**known, HELP.id: polled(MISSING, "not-found")}

    assert waits("acme", WATCHLIST, told)
    assert digest("acme", WATCHLIST, known, NOW, told) is None
    later = digest("acme", WATCHLIST, both, NOW, told)

    assert later is not None and isinstance(later.news, Digest) and first is not None
    assert [entry.source_id for entry in later.news.entries] == [HELP.id]
    assert later.key != first.key
