"""What every command stands on: the one clock, where the database lies, and what the file system refuses.

Light, so that short commands are quick.
"""

from __future__ import annotations

import errno
import os
import pwd
from datetime import UTC, datetime
from pathlib import Path

from clausewatch.core.errors import PlaceError, StoreError, UsageError

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


def refuse_root(folder: Path) -> None:
    """``UsageError`` for root where the folder is a service user's: what root leaves there, that user cannot change."""
    owner = folder.stat().st_uid if folder.exists() else 0
    if os.geteuid() == 0 and owner != 0:
        name = _name(owner)
        raise UsageError(
            f"{folder} belongs to {name}, who could not change what root leaves there; run this as {name}, "
            f"such as with `sudo -u {name}`"
        )


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"#{user}"
