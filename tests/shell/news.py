"""Sources, decisions and alerts to be remembered, in the smallest form that means something."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

from clausewatch.core.alerts import Alert, Change, ClaimFinding, Decision, HealthNews, Outcome
from clausewatch.core.memory import CaptureRef, PageMemory, TrackedState
from clausewatch.core.model import ClauseFinding, Comparison, Grade, Graded, Hunk, HunkKind, Reason, Verdict
from clausewatch.core.watch import AlertKind, Basis, Claim, Quote, Source, SourceKind, Watchlist
from clausewatch.shell.store import NewDelivery

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def page(source_id: str = "acme/terms", every: float = 3600.0) -> Source:
    provider = source_id.split("/")[0] if "/" in source_id else None
    return Source(source_id, SourceKind.PAGE, f"https://{source_id}.example/", "Terms", every, provider)


def watching(*sources: Source) -> Watchlist:
    return Watchlist(sources)


def alert(key: str, thread: str = "", at: datetime = NOON) -> Alert:
    news = HealthNews(None, f"News {key}", "Something cannot be seen.")
    return Alert(key, AlertKind.HEALTH, Grade.MAJOR, at, None, news, thread)


def ending(key: str, thread: str, at: datetime = NOON) -> Alert:
    """News that ends the story of a thread."""
    return Alert(
        key, AlertKind.HEALTH, Grade.MAJOR, at, None, HealthNews(None, f"News {key}", "Seen again.", "", True), thread
    )


def to(news: Alert, *addresses: str) -> tuple[NewDelivery, ...]:
    """Deliveries to ``channel:recipient`` addresses."""
    return tuple(NewDelivery(news.key, *address.split(":")) for address in addresses)


def unchanged(at: datetime = NOON) -> Decision:
    return Decision(Outcome.UNCHANGED, "the same text", PageMemory(checked_at=at))


def change(source: Source, at: datetime = NOON, digest: str = "0f343b09") -> Change:
    hunk = Hunk(HunkKind.EDITED, Graded(Grade.MAJOR, (Reason.NUMBER,)), ("2. Retention",), "30 days", "180 days")
    comparison = Comparison(True, hunk.graded, (hunk,))
    return Change(
        f"{source.id}/{at:%Y-%m-%dT%H-%M-%SZ}-{digest}",
        source.id,
        source.title,
        source.provider,
        "Acme",
        source.url,
        at,
        comparison,
    )


def changed(source: Source, at: datetime = NOON, digest: str = "0f343b09") -> Decision:
    """A decision with a change and an alert about it."""
    news = change(source, at, digest)
    baseline = CaptureRef(f"{source.id}/captures/{news.stem}.html.gz", digest * 8, at)
    memory = PageMemory(baseline=baseline, content_hash=digest, checked_at=at, read_at=at)
    told = Alert(f"change/{news.id}", AlertKind.POLICY, Grade.MAJOR, at, source.provider, news)
    return Decision(Outcome.CHANGED, "1 hunk, major", memory, (told,), news, keep=True)


PROMISED, BROKEN = "We never sell your data.", "We rarely sell your data."


def promise(source: Source) -> Claim:
    """That the page says ``PROMISED``."""
    return Claim(
        "acme/selling", "Never sells data", Basis.VERIFIED, "acme", "selling", quotes=(Quote(source.id, PROMISED),)
    )


def touched(source: Source, claim: Claim, verdict: Verdict = Verdict.REWORDED) -> Decision:
    """A change that touched the one clause of a claim, and waits for somebody to decide on it."""
    decision, (quote,) = changed(source), claim.quotes
    assert decision.change is not None and isinstance(decision.memory, PageMemory)
    now = BROKEN if verdict is Verdict.REWORDED else None
    finding = ClauseFinding(quote.exact, verdict, graded=Graded(Grade.MAJOR), now=now)
    told = ClaimFinding(claim.id, claim.statement, claim.field, finding)
    change = dataclasses.replace(decision.change, findings=(told,))
    state = TrackedState(quote.key, verdict, finding.now, since=NOON, verified_at=NOON)
    memory = dataclasses.replace(decision.memory, tracked=(state,))
    return dataclasses.replace(decision, change=change, memory=memory, alerts=())
