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
from clausewatch.shell.watchlist import load_to_read

NEW_FILE = 0o644
USUAL = "watchlist.yaml"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a watchlist, as it stands."""

    path: Path
    content: bytes
    """Empty for a file that is not there yet."""
    root: Path
    """The watchlist that it belongs to: the file itself, one that includes it, or its folder."""

    @classmethod
    def at(cls, root: Path, file: str = "") -> Written:
        """The file of the name, else the watchlist's own; in a folder, one of the usual name."""
        path = Path(file) if file else root / USUAL if root.is_dir() else root
        return cls(path, path.read_bytes() if path.is_file() else b"", root)

    @property
    def text(self) -> str:
        return self.content.decode("utf-8-sig")

    def loaded(self, environ: Mapping[str, str]) -> Watchlist | None:
        """What the watchlist means; ``None`` for one that is not there. ``WatchlistError`` if it is wrong."""
        return load_to_read(self.root, environ) if self.root.exists() and not self._is_empty_folder() else None

    def _is_empty_folder(self) -> bool:
        return self.root.is_dir() and not any(self.root.glob("*.y*ml"))

    def checked(self, text: str, environ: Mapping[str, str]) -> Watchlist:
        """What the watchlist would mean with ``text`` in this file; ``WatchlistError`` if it would be wrong."""
        return load_to_read(self.root, environ, {str(self.path): text})

    def replaced_by(self, text: str, environ: Mapping[str, str]) -> Watchlist:
        """The same, and writes it."""
        watchlist = self.checked(text, environ)
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
