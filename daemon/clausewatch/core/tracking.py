"""What is tracked in one source: the watchlist's quotes, silences and links beside what is remembered of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clausewatch.core.memory import PageMemory
from clausewatch.core.model import (
    ClauseFinding,
    Comparison,
    LinkFinding,
    SilenceFinding,
    Tracked,
    TrackedLink,
    TrackedQuote,
    TrackedSilence,
    Verdict,
)
from clausewatch.core.watch import Claim, LinkTarget, Quote, Silence, Watchlist

Finding = ClauseFinding | SilenceFinding | LinkFinding


@dataclass(frozen=True, slots=True)
class TrackedItem:
    """One tracked thing in one source, and the claim that relies on it."""

    key: str
    claim: Claim
    what: Quote | Silence | LinkTarget

    @property
    def confirm(self) -> bool:
        """Never seen by us before the first poll."""
        return not isinstance(self.what, Silence) and self.what.confirm


def shown(item: TrackedItem) -> str:
    """The item in its own words, to be named in a sentence: at most 80 characters."""
    what = item.what
    words = what.exact if isinstance(what, Quote) else ", ".join(what.terms) if isinstance(what, Silence) else what.text
    words = " ".join(words.split())
    return words if len(words) <= 80 else words[:79] + "…"


def items_in(watchlist: Watchlist, source_id: str) -> tuple[TrackedItem, ...]:
    """Quotes first, then silences, then links: the order of ``Tracked`` and of a comparison's findings."""
    return (
        *(TrackedItem(quote.key, claim, quote) for claim, quote in watchlist.quotes_in(source_id)),
        *(TrackedItem(each.key(source_id), claim, each) for claim, each in watchlist.silences_in(source_id)),
        *(TrackedItem(link.key, claim, link) for claim, link in watchlist.links_in(source_id)),
    )


def tracked(items: Iterable[TrackedItem], memory: PageMemory) -> Tracked:
    """What a comparison is asked about."""
    whats = [(item, item.what) for item in items]
    return Tracked(
        quotes=tuple(_quote(what, memory) for _, what in whats if isinstance(what, Quote)),
        silences=tuple(TrackedSilence(what.terms, what.exceptions) for _, what in whats if isinstance(what, Silence)),
        links=tuple(TrackedLink(what.text, what.target) for _, what in whats if isinstance(what, LinkTarget)),
    )


def findings(items: Iterable[TrackedItem], comparison: Comparison) -> tuple[tuple[TrackedItem, Finding], ...]:
    """Each item with what was found, in the same order."""
    return tuple(zip(items, (*comparison.clauses, *comparison.silences, *comparison.links), strict=True))


def _quote(quote: Quote, memory: PageMemory) -> TrackedQuote:
    """Located by what was last seen of it, so that a hundred harmless edits cannot lose it."""
    state = memory.state(quote.key)
    reworded = state is not None and state.verdict == Verdict.REWORDED
    return TrackedQuote(quote.exact, quote.occurrence, state.now if state and reworded else None)
