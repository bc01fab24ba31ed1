"""The beginning of a new watchlist: its first lines, and the schema beside it that editors complete and check with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clausewatch.core.watch import Watchlist
from clausewatch.shell.files import write
from clausewatch.shell.watchlist import parse
from clausewatch.shell.watchlist_schema import published

SCHEMA = "watchlist.schema.json"
MODELINE = f"# yaml-language-server: $schema=./{SCHEMA}\n"
HEADER = (
    MODELINE
    + "#\n# What is watched, which sentences are relied on, and who hears of a change.\n"
    + "# Check it with: clausewatch validate\n\n"
)


def checked(text: str, path: Path, environ: Mapping[str, str]) -> Watchlist:
    """What the text means; ``WatchlistError`` if it is wrong. Nothing is written."""
    return parse(text, str(path), environ)


def put_schema_beside(path: Path, *, new: bool) -> None:
    """Writes the schema where the first line of a new watchlist says; an older one there is brought up to date."""
    beside = path.resolve().parent / SCHEMA
    content = published().encode()
    if (new or beside.exists()) and (not beside.exists() or beside.read_bytes() != content):
        write(beside, content)
