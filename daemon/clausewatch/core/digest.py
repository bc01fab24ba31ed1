"""The first poll, told once per provider: what does not stand as published, and how much does.

A page that could not be read at the first poll is told as such, and again when it is read for the first time; a page
that joins the watchlist later has a first poll of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.alerts import Alert, Digest, DigestEntry
from clausewatch.core.decide import claim_finding, in_doubt, standing
from clausewatch.core.memory import Memory, PageMemory, TrackedState
from clausewatch.core.model import (
    STANDS,
    UNGRADED,
    ClauseFinding,
    FactFinding,
    FactVerdict,
    Grade,
    LinkFinding,
    Occurrence,
    SilenceFinding,
    SilenceVerdict,
    Verdict,
)
from clausewatch.core.tracking import Finding, TrackedItem, items_in, tracked_fact
from clausewatch.core.watch import AlertKind, LinkTarget, Quote, Silence, Source, SourceKind, Watchlist

Memories = Mapping[str, Memory]
"""By source id."""


def providers(watchlist: Watchlist) -> tuple[str | None, ...]:
    """Those that have pages; ``None`` stands for the sources without a provider."""
    return tuple(dict.fromkeys(source.provider for source in watchlist.sources if source.kind is SourceKind.PAGE))


@dataclass(frozen=True, slots=True)
class Told:
    """Ids of the provider's pages that its digests have covered."""

    read: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Told as unreadable only."""


NOBODY = Told()


def digest(
    provider: str | None, watchlist: Watchlist, memories: Memories, now: datetime, told: Told = NOBODY
) -> Alert | None:
    """What is new to people; ``None`` until each page that they know nothing of has been polled once."""
    news = _untold(provider, watchlist, memories, told)
    if not news:
        return None
    entries = [entry for source, memory in news for entry in _entries(source, memory, items_in(watchlist, source.id))]
    stands = sum(_stands(state) for _, memory in news for state in memory.tracked)
    body = Digest(provider, watchlist.provider_name(provider), stands, tuple(entries))
    return Alert(_key(provider, news), AlertKind.POLICY, _grade(entries), now, provider, body)


def after(provider: str | None, watchlist: Watchlist, memories: Memories, told: Told) -> Told:
    """What people know once ``digest`` was sent."""
    news = _untold(provider, watchlist, memories, told)
    read = {*told.read, *(source.id for source, memory in news if memory.baseline is not None)}
    unread = {*told.unread, *(source.id for source, memory in news if memory.baseline is None)} - read
    return Told(tuple(sorted(read)), tuple(sorted(unread)))


def waits(provider: str | None, watchlist: Watchlist, told: Told) -> bool:
    """Whether there is a page that people know nothing of."""
    return any(page.id not in told.read and page.id not in told.unread for page in _pages(provider, watchlist))


def _pages(provider: str | None, watchlist: Watchlist) -> list[Source]:
    return [source for source in watchlist.sources if source.kind is SourceKind.PAGE and source.provider == provider]


def _untold(
    provider: str | None, watchlist: Watchlist, memories: Memories, told: Told
) -> list[tuple[Source, PageMemory]]:
    news: list[tuple[Source, PageMemory]] = []
    for page in _pages(provider, watchlist):
        memory = memories.get(page.id)
        polled = isinstance(memory, PageMemory) and memory.checked_at is not None
        if page.id in told.read:
            continue
        if not polled and page.id not in told.unread:
            return []
        if isinstance(memory, PageMemory) and (page.id not in told.unread or memory.baseline is not None):
            news.append((page, memory))
    return news


def _key(provider: str | None, news: Sequence[tuple[Source, PageMemory]]) -> str:
    """The same for the same pages in the same condition."""
    covered = " ".join(f"{source.id}:{'unread' if memory.baseline is None else 'read'}" for source, memory in news)
    return f"digest/{provider or '-'}/{hashlib.sha256(covered.encode()).hexdigest()[:16]}"


def _grade(entries: Sequence[DigestEntry]) -> Grade:
    """An unread source or a fallen claim is grave; a quote that nobody had confirmed is a note."""
    grave = any(entry.finding is None or not entry.finding.confirm for entry in entries)
    return Grade.MAJOR if grave else Grade.MINOR


def _entries(source: Source, memory: PageMemory, items: Sequence[TrackedItem]) -> list[DigestEntry]:
    if memory.baseline is None:
        detail = memory.trouble.detail if memory.trouble else "not read yet"
        return [DigestEntry(source.id, source.title, source.url, None, detail)]
    found = [(item, finding_of(item, memory)) for item in items]
    return [
        DigestEntry(source.id, source.title, source.url, claim_finding(item, finding))
        for item, finding in found
        if finding is not None and (not standing(finding) or in_doubt(finding))
    ]


def _stands(state: TrackedState) -> bool:
    return state.verdict in STANDS and (state.beside is None or state.accepted)


def finding_of(item: TrackedItem, memory: PageMemory) -> Finding | None:
    """The last finding about an item, as remembered; ``None`` if there was none yet."""
    state = memory.state(item.key)
    if state is None:
        return None
    if isinstance(item.what, Quote):
        return ClauseFinding(
            item.what.exact,
            Verdict(state.verdict),
            graded=state.graded or UNGRADED,
            now=state.now,
            closest=state.closest,
            fragment=state.fragment,
            goes_on=None if state.accepted else state.beside,
        )
    if isinstance(item.what, LinkTarget):
        return LinkFinding(item.what.text, item.what.target, Verdict(state.verdict), state.now)
    if not isinstance(item.what, Silence):
        fact, shown = tracked_fact(item.what), state.fragment
        return FactFinding(fact, FactVerdict(state.verdict), state.now, fragment=shown)
    found = (Occurrence(_term_in(item.what.terms, state.now), state.now, state.fragment),) if state.now else ()
    return SilenceFinding(item.what.terms, SilenceVerdict(state.verdict), found)


def _term_in(terms: Sequence[str], sentence: str) -> str:
    return next((term for term in terms if term.casefold() in sentence.casefold()), terms[0])
