"""An alert as JSON values, for programs: what the webhook and the file channel carry as ``data``.

The part about documents, clauses and silences has the names of ``clausewatch compare --json``. Text is bounded, so that
no page can make a message that nobody takes; what was left out is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from clausewatch.core.alerts import (
    Alert,
    Change,
    ClaimFinding,
    Digest,
    DigestEntry,
    HealthNews,
    News,
    Outstanding,
    Reminder,
    Roundup,
    StatusNews,
)
from clausewatch.core.model import ClauseFinding, FactFinding, Graded, Hunk, LinkFinding, SilenceFinding
from clausewatch.core.render.wording import hunks_gravest_first
from clausewatch.core.status import Incident, Maintenance

SCHEMA: Final = 1
"""Raised when a name changes its meaning or goes; a new name does not raise it."""
HUNKS = 50
ENTRIES = 100
UPDATES = 20
TEXT = 2000
"""Characters of one text."""

Json = dict[str, Any]


def as_json(alert: Alert) -> Json:
    """``news`` depends on ``about``: change, status, digest, reminder, outstanding, roundup or health."""
    about, news = _news(alert.news)
    return {
        "schema": SCHEMA,
        "key": alert.key,
        "kind": alert.kind.value,
        "grade": alert.grade.word,
        "at": _time(alert.at),
        "provider": alert.provider,
        "thread": alert.thread,
        "about": about,
        "news": news,
    }


def _news(news: News) -> tuple[str, Json]:
    if isinstance(news, Change):
        return "change", _change(news)
    if isinstance(news, StatusNews):
        return "status", _status(news)
    if isinstance(news, Digest):
        return "digest", _digest(news)
    if isinstance(news, Reminder):
        return "reminder", _reminder(news)
    if isinstance(news, Outstanding):
        return "outstanding", _outstanding(news)
    if isinstance(news, Roundup):
        return "roundup", _roundup(news)
    return "health", _health(news)


def _change(change: Change) -> Json:
    hunks = hunks_gravest_first(change)
    return {
        "id": change.id,
        "source": change.source_id,
        "title": change.title,
        "provider_name": change.provider_name,
        "url": change.url,
        "at": _time(change.at),
        "note": change.note,
        "captures": {
            side: {"path": ref.path, "sha256": ref.sha256, "fetched_at": _time(ref.fetched_at)} if ref else None
            for side, ref in (("old", change.old), ("new", change.new))
        },
        "document": {
            "changed": change.comparison.changed,
            **_graded(change.comparison.graded),
            "dates": {
                "old": _time(change.comparison.dates.old),
                "new": _time(change.comparison.dates.new),
                "printed": change.comparison.dates.said[:TEXT],
            },
            "date_event": change.comparison.date_event,
            "effective": _time(change.comparison.dates.effective),
            "hunks": [_hunk(hunk) for hunk in hunks[:HUNKS]],
            "hunks_left_out": max(len(hunks) - HUNKS, 0),
        },
        "claims": [_claim(claim) for claim in change.findings],
    }


def _graded(graded: Graded) -> Json:
    return {"grade": graded.grade.word, "reasons": [reason.value for reason in graded.reasons], **why_json(graded)}


def why_json(graded: Graded) -> Json:
    """Direction and triggers, as every ``--json`` has them beside grade and reasons."""
    return {
        "direction": graded.direction.value,
        "triggers": [
            {
                "reason": each.reason.value,
                "grade": each.grade.word,
                "before": each.before,
                "after": each.after,
                "direction": each.direction.value,
            }
            for each in graded.triggers
        ],
    }


def _hunk(hunk: Hunk) -> Json:
    return {
        "kind": hunk.kind.value,
        **_graded(hunk.graded),
        "heading": list(hunk.heading),
        "old": hunk.old[:TEXT],
        "new": hunk.new[:TEXT],
    }


def _claim(claim: ClaimFinding) -> Json:
    return {
        "claim": claim.claim_id,
        "statement": claim.statement,
        "field": claim.field,
        "confirm": claim.confirm,
        "followers": list(claim.followers),
        **_finding(claim.finding),
    }


def _finding(finding: ClauseFinding | SilenceFinding | LinkFinding | FactFinding) -> Json:
    if isinstance(finding, FactFinding):
        said = {name: getattr(finding, name) for name in ("about", "wanted", "now", "text", "fragment")}
        return {"fact": {**said, "verdict": finding.verdict.value}}
    if isinstance(finding, SilenceFinding):
        found = [{"term": each.term, "text": each.text[:TEXT], "fragment": each.fragment} for each in finding.found]
        return {"silence": {"terms": list(finding.terms), "verdict": finding.verdict.value, "found": found}}
    if isinstance(finding, LinkFinding):
        names = ("text", "target", "now")
        return {"link": {**{name: getattr(finding, name) for name in names}, "verdict": finding.verdict.value}}
    texts = ("quote", "now", "closest", "replaced_by", "surroundings", "goes_on", "instead")
    return {
        "clause": {
            **{name: _text(getattr(finding, name)) for name in texts},
            "verdict": finding.verdict.value,
            "kind": finding.kind.value if finding.kind else None,
            "moved": finding.moved,
            **_graded(finding.graded),
            "heading": list(finding.heading),
            "fragment": finding.fragment,
        }
    }


def _status(news: StatusNews) -> Json:
    event = news.event
    return {
        "source": news.source_id,
        "title": news.title,
        "provider_name": news.provider_name,
        "url": news.url,
        "event": event.kind.value,
        **({"sources": list(news.about[:ENTRIES])} if news.about else {}),
        "at": _time(event.at),
        "state": event.state.value,
        "before": event.before.value if event.before else None,
        "since": _time(event.since),
        "text": event.text[:TEXT],
        "incident": _incident(event.incident) if event.incident else None,
        "maintenance": _maintenance(event.maintenance) if event.maintenance else None,
    }


def _incident(incident: Incident) -> Json:
    return {
        "id": incident.id,
        "title": incident.title,
        "phase": incident.phase.value,
        "impact": incident.impact.value,
        "started_at": _time(incident.started_at),
        "resolved_at": _time(incident.resolved_at),
        "components": list(incident.components[:ENTRIES]),
        "url": incident.url,
        "updates": [
            {"key": update.key, "at": _time(update.at), "phase": update.phase.value, "text": update.text[:TEXT]}
            for update in incident.updates[-UPDATES:]
        ],
    }


def _maintenance(maintenance: Maintenance) -> Json:
    return {
        "id": maintenance.id,
        "title": maintenance.title,
        "phase": maintenance.phase.value,
        "start": _time(maintenance.start),
        "end": _time(maintenance.end),
        "components": list(maintenance.components[:ENTRIES]),
        "url": maintenance.url,
    }


def _digest(news: Digest) -> Json:
    return {
        "provider_name": news.provider_name,
        "standing": news.standing,
        "entries": _entries(news.entries),
        "entries_left_out": max(len(news.entries) - ENTRIES, 0),
    }


def _entries(entries: Sequence[DigestEntry]) -> list[Json]:
    return [
        {
            "source": entry.source_id,
            "title": entry.source_title,
            "url": entry.url,
            "detail": entry.detail,
            "claim": _claim(entry.finding) if entry.finding else None,
        }
        for entry in entries[:ENTRIES]
    ]


def _reminder(news: Reminder) -> Json:
    return {
        "source": news.source_id,
        "title": news.title,
        "provider_name": news.provider_name,
        "url": news.url,
        "effective": _time(news.day),
        "days": news.days,
        "change": news.change_id,
        "grade": news.grade.word,
    }


def _outstanding(news: Outstanding) -> Json:
    return {
        "days": news.outstanding_days,
        "changes": [
            {
                "source": entry.source_id,
                "title": entry.title,
                "provider_name": entry.provider_name,
                "url": entry.url,
                "change": entry.change_id or None,
                "clause": entry.clause_key or None,
                "at": _time(entry.seen_at),
                "grade": entry.grade.word,
                "claims": list(entry.statements),
                "acceptable": entry.acceptable,
                "review": list(entry.review),
            }
            for entry in news.entries[:ENTRIES]
        ],
        "changes_left_out": max(len(news.entries) - ENTRIES, 0),
    }


def _roundup(news: Roundup) -> Json:
    return {
        "from": _time(news.collected_since),
        "to": _time(news.due_at),
        "entries": [
            {
                "key": entry.key,
                "source": entry.source_id or None,
                "at": _time(entry.at),
                "kind": entry.kind.value,
                "grade": entry.grade.word,
                "title": entry.headline[:TEXT],
                "summary": entry.summary[:TEXT],
                "url": entry.url,
                "change": entry.change_id or None,
                "review": list(entry.review),
                "earlier": entry.earlier,
            }
            for entry in news.entries[:ENTRIES]
        ],
        "entries_left_out": max(len(news.entries) - ENTRIES, 0),
    }


def _health(news: HealthNews) -> Json:
    return {
        "source": news.source_id,
        "title": news.title,
        "provider_name": news.provider_name,
        "url": news.url,
        "text": news.text,
        "recovered": news.recovered,
    }


def _time(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def _text(value: str | None) -> str | None:
    return value[:TEXT] if value else value
