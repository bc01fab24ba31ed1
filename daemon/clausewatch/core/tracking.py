"""What is tracked in one source: quotes, silences, links and facts of the watchlist, and what is remembered of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clausewatch.core.memory import PageMemory
from clausewatch.core.model import (
    STANDS,
    ClauseFinding,
    Comparison,
    FactFinding,
    LinkFinding,
    SilenceFinding,
    Tracked,
    TrackedDate,
    TrackedFact,
    TrackedLink,
    TrackedNumber,
    TrackedQuote,
    TrackedSilence,
    Verdict,
)
from clausewatch.core.watch import Claim, Fact, LinkTarget, PolicyDate, Quote, Silence, Watchlist

Finding = ClauseFinding | SilenceFinding | LinkFinding | FactFinding
What = Quote | Silence | LinkTarget | Fact


@dataclass(frozen=True, slots=True)
class TrackedItem:
    """One tracked thing in one source, and the claim that relies on it."""

    key: str
    claim: Claim
    what: What
    followers: tuple[str, ...] = ()
    """Statements that follow from the claim."""

    @property
    def confirm(self) -> bool:
        """Never seen by us before the first poll."""
        return not isinstance(self.what, Silence) and self.what.confirm


def shown(item: TrackedItem) -> str:
    """The item in its own words, to be named in a sentence: at most 80 characters."""
    words = " ".join(_words(item.what).split())
    return words if len(words) <= 80 else words[:79] + "…"


def _words(what: What) -> str:
    if isinstance(what, Quote):
        return what.exact
    if isinstance(what, Silence):
        return ", ".join(what.terms)
    return what.text if isinstance(what, LinkTarget) else words_of(what)


def words_of(fact: Fact) -> str:
    """``dated 2026-02-10``, ``incidents: 40 to 70``."""
    if isinstance(fact, PolicyDate):
        return f"dated {fact.printed}"
    return f"{' or '.join(fact.near)}: {fact.least:g} to {fact.most:g}"


def items_in(watchlist: Watchlist, source_id: str) -> tuple[TrackedItem, ...]:
    """Quotes first, then silences, links and facts: the order of ``Tracked`` and of a comparison's findings."""
    found: tuple[tuple[str, Claim, What], ...] = (
        *((quote.key, claim, quote) for claim, quote in watchlist.quotes_in(source_id)),
        *((each.key(source_id), claim, each) for claim, each in watchlist.silences_in(source_id)),
        *((link.key, claim, link) for claim, link in watchlist.links_in(source_id)),
        *((fact.key, claim, fact) for claim, fact in watchlist.facts_in(source_id)),
    )
    derived = any(claim.derived_from for claim in watchlist.claims)
    return tuple(
        TrackedItem(key, claim, what, _statements(watchlist, claim) if derived else ()) for key, claim, what in found
    )


def _statements(watchlist: Watchlist, claim: Claim) -> tuple[str, ...]:
    return tuple(each.statement for each in watchlist.following(claim.id) if each.statement)


def tracked(items: Iterable[TrackedItem], memory: PageMemory) -> Tracked:
    """What a comparison is asked about."""
    whats = [(item, item.what) for item in items]
    return Tracked(
        quotes=tuple(_quote(what, memory) for _, what in whats if isinstance(what, Quote)),
        silences=tuple(TrackedSilence(what.terms, what.exceptions) for _, what in whats if isinstance(what, Silence)),
        links=tuple(TrackedLink(what.text, what.target) for _, what in whats if isinstance(what, LinkTarget)),
        facts=tuple(tracked_fact(what) for _, what in whats if isinstance(what, Fact)),
    )


def tracked_fact(fact: Fact) -> TrackedFact:
    if isinstance(fact, PolicyDate):
        return TrackedDate(fact.printed)
    return TrackedNumber(fact.near, fact.least, fact.most)


def findings(items: Iterable[TrackedItem], comparison: Comparison) -> tuple[tuple[TrackedItem, Finding], ...]:
    """Each item with what was found, in the same order."""
    found: tuple[Finding, ...] = (*comparison.clauses, *comparison.silences, *comparison.links, *comparison.facts)
    return tuple(zip(items, found, strict=True))


def _quote(quote: Quote, memory: PageMemory) -> TrackedQuote:
    """Located by what was last seen of it, so that a hundred harmless edits cannot lose it."""
    state = memory.state(quote.key)
    if state is None:
        return TrackedQuote(quote.exact, quote.occurrence, which=quote.which)
    located = state.now if state.verdict == Verdict.REWORDED else None
    home = state.home if state.beside or state.verdict not in STANDS else None
    return TrackedQuote(quote.exact, quote.occurrence, located, home, state.beside, quote.which)
