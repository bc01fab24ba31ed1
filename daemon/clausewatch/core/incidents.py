"""The status state machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StatusMemory:
    """Of a status page or a candidate."""

    checked_at: datetime | None = None
