"""When a source is polled next."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from clausewatch.core.alerts import Decision
from clausewatch.core.watch import Source

SPREAD = 0.1
"""Share of the interval by which polls are spread, so that sources with one schedule do not march in step."""


def next_due(source: Source, decision: Decision, now: datetime) -> datetime:
    """After a decision: its own wish, else the source's schedule, spread by a phase that only depends on the values."""
    if decision.retry_in is not None:
        return now + timedelta(seconds=decision.retry_in)
    return now + timedelta(seconds=source.every * (1 + SPREAD * _phase(source.id, now)))


def _phase(source_id: str, now: datetime) -> float:
    """Between -1 and 1."""
    digest = hashlib.sha256(f"{source_id} {now:%Y%m%d%H}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**31 - 1
