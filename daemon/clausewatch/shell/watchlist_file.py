"""The watchlist's file, edited in place by a command: read once, replaced whole, and only if nobody else changed it."""

from __future__ import annotations

import codecs
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clausewatch.core.errors import StoreError, UsageError
from clausewatch.core.watch import Watchlist
from clausewatch.shell.files import write
from clausewatch.shell.watchlist import load, parse

NEW_FILE = 0o644


@dataclass(frozen=True, slots=True)
class Written:
    """A watchlist as it stands in its file."""

    path: Path
    content: bytes
    """Empty for a file that is not there yet."""

    @classmethod
    def at(cls, path: Path) -> Written:
        return cls(path, path.read_bytes() if path.is_file() else b"")

    @property
    def text(self) -> str:
        return self.content.decode("utf-8-sig")

    def loaded(self, environ: Mapping[str, str]) -> Watchlist | None:
        """What it means; ``None`` for a file that is not there. ``WatchlistError`` if it is wrong."""
        return load(self.path, environ) if self.content or self.path.exists() else None

    def replaced_by(self, text: str, environ: Mapping[str, str]) -> Watchlist:
        """Writes ``text``, if it is a right watchlist, and says what it means; else ``WatchlistError``."""
        watchlist = parse(text, str(self.path), environ)
        self.replace(text)
        return watchlist

    def replace(self, text: str) -> None:
        """The file itself is replaced, not a link to it; its permissions stay."""
        target = self.path.resolve()
        try:
            there = target.exists()
            now = target.read_bytes() if there else b""
            mode = stat.S_IMODE(target.stat().st_mode) if there else NEW_FILE
        except OSError as error:
            raise StoreError(f"{self.path} cannot be read again ({error.strerror}); nothing was changed") from error
        if now != self.content:
            raise UsageError(f"{self.path} was changed by somebody else meanwhile; nothing was changed, run it again")
        mark = codecs.BOM_UTF8 if self.content.startswith(codecs.BOM_UTF8) else b""
        write(target, mark + text.encode(), mode)
