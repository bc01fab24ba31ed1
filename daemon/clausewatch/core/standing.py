"""Does each claim stand? Read off the memories of its sources; derived claims are computed from the others.

A claim is only as good as its weakest falsifier, and 'we could not look' is never 'it stands'.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from clausewatch.core.decide import in_doubt
from clausewatch.core.digest import finding_of
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.memory import Memory, PageMemory
from clausewatch.core.model import STANDS, Graded, Verdict
from clausewatch.core.render.fragment import deep_link
from clausewatch.core.tracking import Finding, TrackedItem, items_in, words_of
from clausewatch.core.watch import Claim, LinkTarget, Pause, Quote, Silence, Watchlist


class Standing(enum.StrEnum):
    """In order of concern: the last one that applies wins."""

    STANDS = "stands"
    UNWATCHED = "unwatched"
    """Nothing can be watched: no source is known for it."""
    UNVERIFIED = "unverified"
    """Not looked at yet."""
    UNREADABLE = "unreadable"
    """The source cannot be read at present."""
    PAUSED = "paused"
    """Nobody looks at the source at present, as the watchlist wants it."""
    REVIEW = "review"
    """Somebody must look: a silence is broken, a derived claim lost an input, a quote was never there, or it stands and
    something beside it weakens it."""
    CHANGED = "changed"
    """A quoted clause is reworded or removed, a link goes elsewhere."""


ORDER = tuple(Standing)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One falsifier of a claim and what was last found."""

    source_id: str
    url: str
    words: str
    """The quote, the silence's terms, the link or the fact."""
    verdict: str
    """A verdict's word, or why there is none."""
    standing: Standing
    now: str | None = None
    closest: str | None = None
    verified_at: datetime | None = None
    key: str = ""
    """Of what is tracked, as ``accept`` takes it; empty for what has none."""
    beside: str | None = None
    """Of a quote that stands: what weakens it, and that nobody has accepted."""
    graded: Graded | None = None
    """How grave it is, where it does not stand or not alone."""
    link: str = ""
    """Opens the live page at ``now``; empty where no link is certain to."""


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    claim: Claim
    standing: Standing
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def verified_at(self) -> datetime | None:
        """The oldest of its evidence: a claim is as fresh as its stalest part."""
        times = [each.verified_at for each in self.evidence]
        return min((moment for moment in times if moment), default=None) if all(times) else None


def standings(watchlist: Watchlist, memories: Mapping[str, Memory], now: datetime) -> tuple[ClaimStanding, ...]:
    """Every claim, in the watchlist's order."""
    items: dict[str, list[tuple[str, TrackedItem]]] = {}
    for source in watchlist.sources:
        for item in items_in(watchlist, source.id):
            items.setdefault(item.claim.id, []).append((source.id, item))
    paused = {source.id: pause for source in watchlist.sources if (pause := source.paused_at(now))}
    direct = {
        claim.id: _resting(_direct(claim, items.get(claim.id, []), watchlist, memories), paused)
        for claim in watchlist.claims
        if not claim.derived_from
    }
    return tuple(direct.get(claim.id) or _derived(claim, watchlist, direct) for claim in watchlist.claims)


def _direct(
    claim: Claim,
    items: Sequence[tuple[str, TrackedItem]],
    watchlist: Watchlist,
    memories: Mapping[str, Memory],
) -> ClaimStanding:
    evidence = (
        *(_tracked(source_id, item, watchlist, memories.get(source_id)) for source_id, item in items),
        *(_exists(source_id, watchlist, memories.get(source_id)) for source_id in claim.exists),
        *(_absent(source_id, watchlist, memories.get(source_id)) for source_id in claim.absent),
    )
    return ClaimStanding(claim, worst(each.standing for each in evidence), evidence)


def _resting(found: ClaimStanding, paused: Mapping[str, Pause]) -> ClaimStanding:
    """Of paused sources only what had fallen before is known."""
    if not any(each.source_id in paused for each in found.evidence):
        return found
    evidence = tuple(
        dataclasses.replace(each, standing=Standing.PAUSED, verdict=_last_known(each, paused[each.source_id]))
        if each.source_id in paused and each.standing not in (Standing.REVIEW, Standing.CHANGED)
        else each
        for each in found.evidence
    )
    return ClaimStanding(found.claim, worst(each.standing for each in evidence), evidence)


def _last_known(evidence: Evidence, pause: Pause) -> str:
    return f"{pause.says()}; {evidence.verdict}{' when last looked at' if evidence.verified_at else ''}"


def worst(standings: Iterable[Standing]) -> Standing:
    """Of several; nothing at all is ``unwatched``."""
    return max(standings, key=ORDER.index, default=Standing.UNWATCHED)


def _tracked(source_id: str, item: TrackedItem, watchlist: Watchlist, memory: Memory | None) -> Evidence:
    url, words = _url(source_id, watchlist), _words(item)
    if not isinstance(memory, PageMemory) or memory.checked_at is None:
        return Evidence(source_id, url, words, "not checked yet", Standing.UNVERIFIED, key=item.key)
    state, finding = memory.state(item.key), finding_of(item, memory)
    if memory.trouble is not None or state is None or finding is None:
        detail = f"unreadable: {memory.trouble.detail}" if memory.trouble else "not checked yet"
        standing = Standing.UNREADABLE if memory.trouble else Standing.UNVERIFIED
        verified_at = state.verified_at if state else None
        return Evidence(source_id, url, words, detail, standing, verified_at=verified_at, key=item.key)
    link = deep_link(url, state.fragment) if state.fragment else ""
    standing, seen = _of(finding), state.verified_at
    return Evidence(
        source_id,
        url,
        words,
        state.verdict,
        standing,
        state.now,
        state.closest,
        seen,
        item.key,
        None if state.accepted else state.beside,
        state.graded,
        link,
    )


def _of(finding: Finding) -> Standing:
    if in_doubt(finding):
        return Standing.REVIEW
    if finding.verdict in STANDS:
        return Standing.STANDS
    if finding.verdict in (Verdict.REWORDED, Verdict.REMOVED):
        return Standing.CHANGED
    return Standing.REVIEW


def _words(item: TrackedItem) -> str:
    if isinstance(item.what, Quote):
        return item.what.exact
    if isinstance(item.what, Silence):
        return "silent about: " + ", ".join(item.what.terms)
    if isinstance(item.what, LinkTarget):
        return f"{item.what.text} -> {item.what.target}"
    return words_of(item.what)


def _exists(source_id: str, watchlist: Watchlist, memory: Memory | None) -> Evidence:
    if memory is None or memory.checked_at is None:
        return Evidence(source_id, _url(source_id, watchlist), "exists", "not checked yet", Standing.UNVERIFIED)
    trouble = memory.trouble is not None if isinstance(memory, PageMemory) else not memory.answers
    verdict, standing = ("no answer", Standing.UNREADABLE) if trouble else ("answers", Standing.STANDS)
    return Evidence(source_id, _url(source_id, watchlist), "exists", verdict, standing, verified_at=memory.checked_at)


def _absent(source_id: str, watchlist: Watchlist, memory: Memory | None) -> Evidence:
    if not isinstance(memory, StatusMemory) or memory.checked_at is None:
        return Evidence(source_id, _url(source_id, watchlist), "absent", "not checked yet", Standing.UNVERIFIED)
    appeared = memory.answers
    verdict, standing = ("a page appeared", Standing.REVIEW) if appeared else ("no page", Standing.STANDS)
    return Evidence(source_id, _url(source_id, watchlist), "absent", verdict, standing, verified_at=memory.checked_at)


def _derived(claim: Claim, watchlist: Watchlist, direct: Mapping[str, ClaimStanding]) -> ClaimStanding:
    """Follows from its inputs, through other derived claims too; a changed input asks for a review of the sentence."""
    inputs = [direct[each] for each in _roots(claim, {each.id: each for each in watchlist.claims}) if each in direct]
    evidence = tuple(
        Evidence("", "", each.claim.id, each.standing, _passed_on(each.standing), verified_at=each.verified_at)
        for each in inputs
    )
    return ClaimStanding(claim, worst(each.standing for each in evidence), evidence)


def _passed_on(standing: Standing) -> Standing:
    if standing is Standing.UNWATCHED:  # an unwatchable input does not hide the state of the others
        return Standing.STANDS
    return Standing.REVIEW if standing is Standing.CHANGED else standing


def _roots(claim: Claim, claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """Ids of the direct claims below a derived one; each once, a cycle ends where it began."""
    seen: dict[str, None] = {}
    queue = list(claim.derived_from)
    while queue:
        each = queue.pop(0)
        if each not in seen and each in claims:
            seen[each] = None
            queue += claims[each].derived_from
    return tuple(each for each in seen if not claims[each].derived_from)


def _url(source_id: str, watchlist: Watchlist) -> str:
    source = watchlist.source(source_id)
    return source.url if source else ""
