"""How ``claims``, ``changes``, ``show`` and ``accept`` show what people accepted."""

from __future__ import annotations

from clausewatch.core.acceptance import Acceptance


def acceptance_line(accepted: Acceptance) -> str:
    """Who, when and why: ``by Ann on 2026-11-23: Legal agreed``."""
    because = f": {accepted.because}" if accepted.because else ""
    return f"by {accepted.by} on {accepted.at:%Y-%m-%d}{because}"


def acceptance_json(accepted: Acceptance) -> dict[str, object]:
    return {
        "claim": accepted.claim_id,
        "source": accepted.source_id,
        "kind": accepted.kind,
        "was": accepted.was,
        "now": accepted.now,
        "at": accepted.at.isoformat(),
        "by": accepted.by,
        "because": accepted.because or None,
        "change": accepted.change_id or None,
    }
