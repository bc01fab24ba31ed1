"""What every command stands on: the one clock, where the database lies, and what the file system refuses.

Light, so that short commands are quick.
"""

from __future__ import annotations

import errno
from datetime import UTC, datetime

from clausewatch.core.errors import PlaceError, StoreError

DATABASE = "clausewatch.db"
"""Name of the database in the snapshots folder."""


def utc_now() -> datetime:
    """The one clock of the program."""
    return datetime.now(UTC)


NOT_THERE = frozenset(
    (
        errno.ENOENT,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EEXIST,
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENAMETOOLONG,
        errno.ELOOP,
    )
)
"""What the file system says of a place that cannot serve, where another one would; the rest is the disk's fault."""


def refused(what: str, error: OSError) -> StoreError:
    """``what`` with the advice that goes with it: ``PlaceError`` where whoever named the place can name another."""
    return (PlaceError if error.errno in NOT_THERE else StoreError)(what)
