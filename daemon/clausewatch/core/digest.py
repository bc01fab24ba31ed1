"""The first poll, told once per provider: what does not stand as published, and how much does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from clausewatch.core.alerts import Alert, ClaimFinding, Digest, DigestEntry
from clausewatch.core.decide import standing
from clausewatch.core.memory import Memory, PageMemory, TrackedState
from clausewatch.core.model import (
    ClauseFinding,
    Grade,
    LinkFinding,
    Occurrence,
    SilenceFinding,
    SilenceVerdict,
    Verdict,
)
from clausewatch.core.tracking import Finding, TrackedItem, items_in
from clausewatch.core.watch import AlertKind, LinkTarget, Quote, Source, SourceKind, Watchlist

Memories = Mapping[str, Memory]
"""By source id."""


def providers(watchlist: Watchlist) -> tuple[str | None, ...]:
    """Those that have pages; ``None`` stands for the sources without a provider."""
    return tuple(dict.fromkeys(source.provider for source in watchlist.sources if source.kind is SourceKind.PAGE))


def key(provider: str | None) -> str:
    """Of the digest's alert: one per provider, ever."""
    return f"digest/{provider or '-'}"


def digest(provider: str | None, watchlist: Watchlist, memories: Memories, now: datetime) -> Alert | None:
    """The provider's digest; ``None`` until each of its pages has been polled once."""
    pages = [source for source in watchlist.sources if source.kind is SourceKind.PAGE and source.provider == provider]
    known = [(source, memories.get(source.id)) for source in pages]
    if not known or any(not isinstance(memory, PageMemory) or memory.checked_at is None for _, memory in known):
        return None
    polled = [(source, memory) for source, memory in known if isinstance(memory, PageMemory)]
    entries = [entry for source, memory in polled for entry in _entries(source, memory, items_in(watchlist, source.id))]
    stands = sum(_stands(state) for _, memory in polled for state in memory.tracked)
    news = Digest(provider, watchlist.provider_name(provider), stands, tuple(entries))
    return Alert(key(provider), AlertKind.POLICY, _grade(entries), now, provider, news)


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
        DigestEntry(source.id, source.title, source.url, _claim_finding(item, finding))
        for item, finding in found
        if finding is not None and not standing(finding)
    ]


def _claim_finding(item: TrackedItem, finding: Finding) -> ClaimFinding:
    return ClaimFinding(item.claim.id, item.claim.statement, item.claim.field, finding, item.confirm)


def _stands(state: TrackedState) -> bool:
    return state.verdict in (Verdict.INTACT, Verdict.MOVED, SilenceVerdict.SILENT)


def finding_of(item: TrackedItem, memory: PageMemory) -> Finding | None:
    """The last finding about an item, as remembered; ``None`` if there was none yet."""
    state = memory.state(item.key)
    if state is None:
        return None
    if isinstance(item.what, Quote):
        return ClauseFinding(item.what.exact, Verdict(state.verdict), now=state.now, closest=state.closest)
    if isinstance(item.what, LinkTarget):
        return LinkFinding(item.what.text, item.what.target, Verdict(state.verdict), state.now)
    found = (Occurrence(_term_in(item.what.terms, state.now), state.now),) if state.now else ()
    return SilenceFinding(item.what.terms, SilenceVerdict(state.verdict), found)


def _term_in(terms: Sequence[str], sentence: str) -> str:
    return next((term for term in terms if term.casefold() in sentence.casefold()), terms[0])
