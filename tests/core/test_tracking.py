"""What is tracked in a source, and what follows from the claims that rely on it."""

from __future__ import annotations

from clausewatch.core.tracking import items_in
from clausewatch.core.watch import Basis, Claim, Quote, Source, SourceKind, Watchlist


def claim(id: str, *below: str, quotes: tuple[Quote, ...] = ()) -> Claim:
    return Claim(id, f"Statement {id}", Basis.DERIVED if below else Basis.VERIFIED, quotes=quotes, derived_from=below)


SOURCE = Source("a/terms", SourceKind.PAGE, "https://a.example/terms", "Terms", 3600.0)
QUOTE = Quote(SOURCE.id, "We sell nothing.")


def test_what_follows_is_found_through_other_derived_claims_and_a_cycle_ends() -> None:
    claims = (claim("top", "mid", "x"), claim("mid", "base"), claim("x", "top"), claim("base", quotes=(QUOTE,)))
    (item,) = items_in(Watchlist((SOURCE,), claims), SOURCE.id)
    assert item.followers == ("Statement top", "Statement mid", "Statement x")


def test_nothing_follows_from_a_claim_that_no_other_names() -> None:
    claims = (claim("base", quotes=(QUOTE,)), claim("other"), claim("derived", "other"))
    (item,) = items_in(Watchlist((SOURCE,), claims), SOURCE.id)
    assert item.followers == ()
