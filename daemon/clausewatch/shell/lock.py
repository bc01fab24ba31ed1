"""One daemon per snapshots folder: a lock file beside the database, held for as long as the process lives.

The operating system gives the lock back when the process dies, however it dies; the file itself may stay.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clausewatch.core.errors import PlaceError
from clausewatch.shell.ground import refused


def lock_path(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


@contextmanager
def single_instance(database: Path) -> Iterator[None]:
    """Holds the lock; ``PlaceError`` names the process that has it already."""
    path = lock_path(database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        advice = "check the folder's permissions, or use another one"
        raise refused(f"{path} cannot be written ({error.strerror}); {advice}", error) from error
    try:
        _take(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def running(database: Path) -> int | None:
    """Process id of the daemon that holds the lock at this moment (0: not known); ``None`` if none does.

    Needs no more than to read, and answers right even after a ``kill -9``.
    """
    try:
        descriptor = os.open(lock_path(database), os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        return int(pid) if pid.isdigit() else 0
    finally:
        os.close(descriptor)
    return None


def _take(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        raise PlaceError(
            f"another clausewatch (process {pid}) already runs on {path.parent}; stop it first, or use another folder"
        ) from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
