"""What SQLite refuses, as a sentence that says what the operator can do, and whether the file itself is broken."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from clausewatch.core.errors import PlaceError, StoreError

BUSY_SECONDS: Final = 10
"""How long a statement waits for another process's transaction; ours take milliseconds."""


class Damaged(StoreError):
    """The database file is not what was written: no waiting helps, only a backup does."""


ADVICE: Final = {
    "SQLITE_FULL": "the disk is full; free some space, what was stored before is safe",
    "SQLITE_READONLY": "it cannot be written; run this as its owner or root, or check whether its disk is read-only",
    "SQLITE_CANTOPEN": "it cannot be opened; check that the folder exists and may be written",
    "SQLITE_BUSY": f"another process has locked it for {BUSY_SECONDS} seconds; stop that process and try again",
    "SQLITE_LOCKED": f"another process has locked it for {BUSY_SECONDS} seconds; stop that process and try again",
    "SQLITE_CORRUPT": "it is damaged; restore a backup with `clausewatch restore`, or start the daemon, which does",
    "SQLITE_NOTADB": "it is no database; restore a backup with `clausewatch restore`, or start the daemon, which does",
    "SQLITE_IOERR": "the disk reports an error; check the disk and its free space",
}
"""By the name of SQLite's result code; an extended code starts with the name of the one it refines."""
BROKEN: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
MISPLACED: Final = ("SQLITE_READONLY", "SQLITE_CANTOPEN")
"""Where another folder would do."""


def explained(error: DBAPIError | sqlite3.Error, path: Path) -> StoreError:
    """What the operator can do about it; ``Damaged`` if the file is broken, ``PlaceError`` if another would do."""
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    code = str(getattr(cause, "sqlite_errorname", None))
    advice = next((text for name, text in ADVICE.items() if code.startswith(name)), f"the database refuses: {cause}")
    kind = Damaged if code.startswith(BROKEN) else PlaceError if code.startswith(MISPLACED) else StoreError
    return kind(f"{path}: {advice}")
