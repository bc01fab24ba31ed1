"""Notices that the watchlist was edited, or that somebody asks for it to be read again (SIGHUP).

Each file is looked at twice a second: its time, size and inode. That costs a few microseconds, and unlike the kernel's
notices it also works where those do not come: network file systems, bind mounts of containers, folders that a
configuration manager swaps behind a symbolic link. Editors write in several steps (truncate and fill; write beside and
rename), so an edit counts only once the file has looked the same twice in a row.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

LOOK_EVERY = 0.5
"""Seconds between two looks; an edit is noticed after two of them."""

Look = tuple[tuple[str, tuple[int, int, int] | None], ...]
"""What the files looked like: name, and time, size and inode; ``None`` for one that is not there."""


class Edits:
    """Waits for the next edit of some files."""

    def __init__(self, files: Iterable[Path], asked: asyncio.Event, every: float = LOOK_EVERY) -> None:
        self._asked, self._every = asked, every
        self._files: tuple[Path, ...] = ()
        self._known: Look = ()
        self.watch(files)

    def watch(self, files: Iterable[Path]) -> None:
        """From now on these; those that were watched before keep the look that the last ``wait`` saw."""
        known = dict(self._known)
        self._files = tuple(files)
        self._known = tuple((name, known.get(name, seen)) for name, seen in look(self._files))

    async def wait(self) -> None:
        """Returns when a file was edited and has come to rest, or at once when it is asked for."""
        before = self._known
        while not await self._asked_within(self._every):
            now = look(self._files)
            if now == before != self._known:
                break
            before = now
        self._asked.clear()
        self._known = look(self._files)

    async def _asked_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._asked.wait(), seconds)
        except TimeoutError:
            return False
        return True


def look(files: Iterable[Path]) -> Look:
    return tuple((str(path), _stamp(path)) for path in files)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
