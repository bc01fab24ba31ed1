"""Whether the process that took a source still lives, so that nobody waits for one that was killed.

Each process that polls holds one byte of a file beside the database, and leaves its *name* with what it takes: the
kernel that it runs on, and the byte. The kernel gives the byte back when the process dies, however it dies.

A process on another kernel (another host, the same host before it was started anew) cannot be asked, so it counts as
living and its lease has to end by itself. On one kernel every process sees every lock, whatever its namespaces and
mounts, and the file systems that keep locks to one machine keep them to one kernel. Where the kernel has no such locks
there are no names, and leases alone count. If a living one was taken for dead, the later of two decisions is dropped.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import struct
import sys
from pathlib import Path
from typing import Final

FLOCK: Final = "hhqqi"
"""``struct flock`` of Linux: kind, whence, start, length, process."""
BYTES: Final = 2**62
"""To choose one from; two processes never come upon the same."""
BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
"""Tells kernels that run apart."""


def holders_path(database: Path) -> Path:
    return database.with_name(database.name + ".holders")


class Holder:
    """This process among those that poll on one database."""

    def __init__(self, database: Path) -> None:
        self._path = holders_path(database)
        self._descriptor: int | None = None
        self._name: str | None = None

    @property
    def name(self) -> str | None:
        """By which others can ask whether we live, from the first call to ``close``; ``None`` if they cannot."""
        if self._descriptor is None:
            self._descriptor, self._name = _take(self._path)
        return self._name

    def close(self) -> None:
        if self._descriptor is not None and self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor, self._name = None, None


def is_gone(database: Path, name: str) -> bool:
    """Whether the process that left its ``name`` is known to be dead."""
    kernel, _, byte = name.partition("/")
    if kernel != _kernel() or not byte.isdigit():
        return False
    try:
        descriptor = os.open(holders_path(database), os.O_RDWR)
    except OSError:
        return False
    try:
        answer = fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, _lock(int(byte)))
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return bool(struct.unpack(FLOCK, answer)[0] == fcntl.F_UNLCK)


def _take(path: Path) -> tuple[int, str | None]:
    """A descriptor that holds a byte, and its name; -1 where there are no such locks."""
    kernel = _kernel()
    if kernel is None:
        return -1, None
    byte = secrets.randbelow(BYTES)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        return -1, None
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _lock(byte))
    except OSError:
        os.close(descriptor)
        return -1, None
    return descriptor, f"{kernel}/{byte}"


def _lock(byte: int) -> bytes:
    return struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)


def _kernel() -> str | None:
    """``None`` where it has not these locks, or cannot be told from others."""
    if sys.platform != "linux":
        return None
    try:
        return BOOT.read_text("ascii").strip() or None
    except OSError:
        return None
