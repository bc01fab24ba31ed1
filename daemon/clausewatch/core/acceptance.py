"""A person has reviewed what became of a clause and lives with it: the new words become the quote.

What can be accepted is what has words of today that the watchlist can hold: a reworded clause, a link that goes
elsewhere, another printed date, the sentence that broke a silence; and what weakens a quote that stands, which leaves
the watchlist as it is and is remembered until something else stands there. A clause that was removed has none, so
nothing is made up for it: a person must write down what the claim rests on from now on; and how wide a band is, only
a person can say.

Memory moves with the watchlist, so that the next poll has nothing to tell: the new quote stands where the old one was
last seen. The old one is kept as accepted, since a daemon that runs with the watchlist of before would otherwise
meet it as new, and tell it again.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core import silences
from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.decide import in_doubt, standing
from clausewatch.core.digest import finding_of
from clausewatch.core.memory import Memory, PageMemory, TrackedState
from clausewatch.core.model import (
    STANDS,
    ClauseFinding,
    FactFinding,
    FactVerdict,
    LinkFinding,
    Occurrence,
    SilenceFinding,
    SilenceVerdict,
    Verdict,
    count_words,
)
from clausewatch.core.tracking import Finding, TrackedItem, What, items_in, tracked_fact, words_of
from clausewatch.core.watch import Fact, LinkTarget, NumberBand, PolicyDate, Quote, Silence, Watchlist

ACCEPTABLE = frozenset({Verdict.REWORDED, SilenceVerdict.BROKEN, SilenceVerdict.NOT_SILENT, FactVerdict.OTHER})
LONGEST_EXCEPTION = 200
"""Characters of an exception in the watchlist; of a longer sentence only the words around the term are one."""
LONGEST_WORD = 30
FURTHER_WORDS = 2
"""Words that an exception has beside the term at least."""


class Kind(enum.StrEnum):
    """Of what is accepted."""

    CLAUSE = "clause"
    SILENCE = "silence"
    LINK = "link"
    DATE = "date"
    NUMBER = "number"
    SURROUNDINGS = "surroundings"
    """What stands beside a quote that stands: the watchlist stays as it is."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepted what, when and why."""

    at: datetime
    by: str
    because: str
    claim_id: str
    source_id: str
    kind: Kind
    was: str
    """The words of the watchlist before: the quote, the link's target, the silence's terms."""
    now: str
    """What took their place; of a silence the sentence that is an exception from now on."""
    change_id: str = ""
    """The change that it came of; empty if none is known."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Something tracked that is not as the watchlist says, as last seen."""

    source_id: str
    item: TrackedItem
    state: TrackedState
    finding: Finding
    """The same in the words of a comparison."""

    @property
    def claim_id(self) -> str:
        return self.item.claim.id

    @property
    def kind(self) -> Kind:
        return Kind.SURROUNDINGS if self.state.verdict in STANDS else kind_of(self.item.what)

    @property
    def was(self) -> str:
        return written(self.item.what)

    @property
    def acceptable(self) -> bool:
        """Whether there are words of today that the watchlist can hold."""
        if self.kind is Kind.SURROUNDINGS:
            return True
        return self.state.verdict in ACCEPTABLE and bool(self.state.now) and self.kind is not Kind.NUMBER

    @property
    def now(self) -> str:
        """What is accepted: the words of today, or what stands beside those of the watchlist."""
        return (self.state.beside if self.kind is Kind.SURROUNDINGS else self.state.now) or ""


KINDS = {
    Quote: Kind.CLAUSE,
    Silence: Kind.SILENCE,
    LinkTarget: Kind.LINK,
    PolicyDate: Kind.DATE,
    NumberBand: Kind.NUMBER,
}


def kind_of(what: What) -> Kind:
    return KINDS[type(what)]


def written(what: What) -> str:
    """What the watchlist says."""
    if isinstance(what, Quote):
        return what.exact
    if isinstance(what, Silence):
        return ", ".join(what.terms)
    if isinstance(what, LinkTarget):
        return what.target
    return str(what.printed) if isinstance(what, PolicyDate) else words_of(what)


def drifts(watchlist: Watchlist, memories: Mapping[str, Memory]) -> tuple[Drift, ...]:
    """Everything that does not stand as written, in the watchlist's order."""
    return tuple(
        Drift(source.id, item, state, finding)
        for source in watchlist.sources
        if isinstance(memory := memories.get(source.id), PageMemory)
        for item in items_in(watchlist, source.id)
        if (state := memory.state(item.key))
        and (finding := finding_of(item, memory))
        and (not standing(finding) or in_doubt(finding))
    )


def of_change(found: Iterable[Drift], change: Change) -> tuple[Drift, ...]:
    """Those that a change brought about and that still read as it says, not what reads otherwise since then."""
    return tuple(
        drift
        for drift in found
        if drift.source_id == change.source_id and any(_is_about(told, drift) for told in change.findings)
    )


def _is_beside(finding: Finding, beside: str) -> bool:
    """Whether the finding told any of what stands beside its quote."""
    if not isinstance(finding, ClauseFinding):
        return False
    said = f"{finding.surroundings or ''}\n{finding.goes_on or ''}".splitlines()
    return not {*filter(None, said)}.isdisjoint(beside.splitlines())


def _is_about(told: ClaimFinding, drift: Drift) -> bool:
    finding, what = told.finding, drift.item.what
    if told.claim_id != drift.claim_id:
        return False
    if isinstance(finding, ClauseFinding):
        mine = isinstance(what, Quote) and (finding.quote, finding.now) == (what.exact, drift.state.now)
        return mine and (drift.kind is not Kind.SURROUNDINGS or _is_beside(finding, drift.now))
    if isinstance(finding, LinkFinding):
        link = (finding.text, finding.target, finding.now)
        return isinstance(what, LinkTarget) and link == (what.text, what.target, drift.state.now)
    if isinstance(finding, FactFinding):
        date = isinstance(what, PolicyDate) and finding.fact == tracked_fact(what)
        return date and finding.now == drift.state.now
    text = finding.found[0].text if finding.found else None
    return isinstance(what, Silence) and (finding.terms, text) == (what.terms, drift.state.now)


# --- what is remembered -------------------------------------------------------------------------------------------


def accepted(
    memory: PageMemory, before: Sequence[TrackedItem], after: Sequence[TrackedItem], taken: Iterable[str], now: datetime
) -> PageMemory:
    """Memory of one source once the watchlist was edited. ``before`` and ``after`` are its items in the same order,
    ``taken`` the keys (of before) of what was accepted: those stand from now on, all others as they did. What is
    accepted may have been the quote before, and have been given up for what it is taken back from now: whatever is
    remembered of it from then is over."""
    keys, known = set(taken), {state.key for state in memory.tracked}
    moved = {
        new.key: _under_new_key(state, new, state.key in keys, now)
        for old, new in zip(before, after, strict=True)
        if old.key != new.key and (old.key in keys or new.key not in known) and (state := memory.state(old.key))
    }
    kept = tuple(
        dataclasses.replace(each, accepted=each.accepted or each.key in keys)
        for each in memory.tracked
        if each.key not in moved
    )
    return dataclasses.replace(memory, tracked=(*kept, *moved.values()))


def brought_by(drift: Drift, changes: Iterable[Change]) -> str:
    """The id of the newest change that the drift came of; empty if none of them did it."""
    mine = (change for change in changes if of_change((drift,), change))
    newest = max(mine, key=lambda change: change.at, default=None)
    return newest.id if newest else ""


def _under_new_key(state: TrackedState, item: TrackedItem, stands: bool, now: datetime) -> TrackedState:
    if not stands:
        return dataclasses.replace(state, key=item.key)
    silence = isinstance(item.what, Silence)
    fact = FactVerdict.HOLDS if isinstance(item.what, Fact) else Verdict.INTACT
    verdict = SilenceVerdict.SILENT if silence else fact
    words, fragment = (None, "") if silence else (state.now, state.fragment)
    return TrackedState(item.key, verdict, words, since=now, verified_at=state.verified_at, fragment=fragment)


# --- exceptions ---------------------------------------------------------------------------------------------------


def exception_of(found: Occurrence) -> str | None:
    """What is written as an exception: the sentence, or of a long one the words around the term. ``None`` where that is
    hardly more than the term itself, since such an exception would end the whole silence."""
    sentence = " ".join(found.text.split())
    place = silences.place_of(found.term, sentence)
    if place is None:
        return None
    words = sentence if len(sentence) <= LONGEST_EXCEPTION else _around(sentence, *place)
    return words if count_words(words) >= count_words(found.term) + FURTHER_WORDS else None


def _around(sentence: str, start: int, end: int) -> str:
    """Whole words where there are spaces; Chinese may be cut anywhere."""
    room = max(LONGEST_EXCEPTION - (end - start), 0) // 2
    left, right = max(start - room, 0), min(end + room, len(sentence))
    first = sentence.find(" ", left, left + LONGEST_WORD) if left else left
    last = sentence.rfind(" ", right - LONGEST_WORD, right) if right < len(sentence) else right
    return sentence[first if first >= 0 else left : last if last >= 0 else right].strip()


# --- looking back -------------------------------------------------------------------------------------------------


def about(acceptances: Iterable[Acceptance], told: ClaimFinding) -> Acceptance | None:
    """The acceptance of what a change told, if there is one, among those that came of the change: the first, since the
    same words may come again, and be accepted again."""
    finding = told.finding
    mine = [each for each in acceptances if each.claim_id == told.claim_id and _is_of(each, finding)]
    return min(mine, key=lambda each: each.at, default=None)


def _is_of(acceptance: Acceptance, finding: Finding) -> bool:
    if isinstance(finding, SilenceFinding):
        said = [" ".join(found.text.split()) for found in finding.found]
        phrases = acceptance.now.split("\n")
        return acceptance.was == ", ".join(finding.terms) and any(part in text for part in phrases for text in said)
    if isinstance(finding, FactFinding):
        return (acceptance.was, acceptance.now) == (finding.wanted, finding.now)
    if acceptance.kind is Kind.SURROUNDINGS:
        clause = isinstance(finding, ClauseFinding) and finding.quote == acceptance.was
        return clause and _is_beside(finding, acceptance.now)
    was = finding.target if isinstance(finding, LinkFinding) else finding.quote
    return (acceptance.was, acceptance.now) == (was, finding.now)
