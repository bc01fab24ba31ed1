"""What may be thrown away when the disk fills: raw captures of long ago that nothing is compared with any more.

Never a baseline: not of a source that is watched, nor of one that left the watchlist and may come back, nor one that a
backup speaks of, or the restored database would point to nothing. Documents, diffs, changes and alerts stay too, and of
a capture that goes the provenance beside it, so that its address, time and SHA-256 can still be shown.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clausewatch.core.errors import StoreError
from clausewatch.shell import backups
from clausewatch.shell.database_faults import explained
from clausewatch.shell.files import STEM
from clausewatch.shell.ground import DATABASE


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go, oldest first, and what stays although it is as old."""

    files: tuple[Path, ...]
    bytes: int
    baselines: int
    """Old captures that stay since something is compared with them."""


def plan(root: Path, before: datetime) -> Plan:
    """Of captures fetched ``before``, and of databases set aside before. Raises ``StoreError``."""
    needed = baselines(root)
    old = sorted(_captures(root, before), key=lambda path: path.name)
    going = [path for path in old if path.relative_to(root).as_posix() not in needed]
    going += [path for path in sorted((root / backups.SET_ASIDE).glob("*")) if _written(path) < before]
    return Plan(tuple(going), sum(path.stat().st_size for path in going), len(needed & _names(root, old)))


def carry_out(planned: Plan) -> int:
    """How many files went."""
    try:
        for path in planned.files:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{error.filename} cannot be removed ({error.strerror}); check its permissions") from error
    return len(planned.files)


def baselines(root: Path) -> frozenset[str]:
    """Names of the captures that the database or one of its backups compares with."""
    found = set(_baselines_in(root / DATABASE))
    for backup in backups.kept(root):
        found.update(_baselines_in(backup.path))
    return frozenset(found)


def _baselines_in(database: Path) -> Iterator[str]:
    try:
        with closing(sqlite3.connect(database.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT memory FROM sources WHERE memory IS NOT NULL").fetchall()
    except sqlite3.Error as error:
        raise explained(error, database) from error
    for (memory,) in rows:
        baseline = json.loads(memory).get("baseline")
        if baseline:
            yield str(baseline["path"])


def _captures(root: Path, before: datetime) -> Iterator[Path]:
    for path in root.rglob("captures/*.gz"):
        stem = path.name.split(".", 1)[0]
        if STEM.fullmatch(stem) and _stamped(stem) < before:
            yield path


def _stamped(stem: str) -> datetime:
    return datetime.strptime(stem[:20], "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC)


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _names(root: Path, paths: list[Path]) -> set[str]:
    return {path.relative_to(root).as_posix() for path in paths}
