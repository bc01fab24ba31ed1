"""What every command stands on: the one clock, and where the database lies. Light, so that short commands are quick."""

from __future__ import annotations

from datetime import UTC, datetime

DATABASE = "clausewatch.db"
"""Name of the database in the snapshots folder."""


def utc_now() -> datetime:
    """The one clock of the program."""
    return datetime.now(UTC)
