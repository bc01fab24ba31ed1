"""Copies of the database that can take its place, and taking its place.

    backups/<UTC>.db                   made every six hours and by `clausewatch backup`; see ``rotate``
    backups/<UTC>-before-<schema>.db   made before the database is brought to a new schema
    set-aside/<UTC>-clausewatch.db     a database that was damaged or replaced, with its log; never deleted by us
    set-aside/<UTC>-clausewatch.json   why, and what took its place

A backup is made with SQLite's online copy while the daemon writes, checked, brought to the disk and only then given its
name: whatever bears such a name can be used. The captures lie beside the database as files and are never rewritten, so
a database of yesterday finds the baselines it speaks of; what it missed since is found again at the next poll.

Everything here blocks; the daemon calls it in a thread.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import uuid
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from clausewatch.core.errors import PlaceError, StoreError
from clausewatch.shell.database_faults import BROKEN, Damaged, explained
from clausewatch.shell.ground import DATABASE, refused

FOLDER: Final = "backups"
SET_ASIDE: Final = "set-aside"
KEPT: Final = 4
"""Newest backups that are kept: a day."""
KEPT_DAYS: Final = 14
"""Of so many days the last backup is kept: two weeks to notice that something is wrong."""
KEPT_BEFORE: Final = 3
"""Backups of before a migration that are kept."""
_STAMP: Final = "%Y-%m-%dT%H-%M-%SZ"
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)(?:-before-(\w{1,20}))?(?:-\d+)?\.db")
_PARTS: Final = ("", "-wal", "-shm")
"""A database is up to three files."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One file that can take the database's place."""

    path: Path
    at: datetime
    before: str | None = None
    """The schema that it was made before, if it was."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A database that could not be used, and what was done."""

    why: str
    at: datetime
    set_aside: str | None
    """Where the broken one lies, relative to the snapshots folder; ``None`` if there was none."""
    backup: str | None
    """Name of the backup that took its place; ``None``: everything is watched anew."""
    backup_at: datetime | None


# --- making -------------------------------------------------------------------------------------------------------


def make(root: Path, now: datetime, before: str | None = None, origin: sqlite3.Connection | None = None) -> Path:
    """A backup of the database in ``root``, or of the open connection ``origin``. Raises ``StoreError``."""
    stem = now.astimezone(UTC).strftime(_STAMP) + (f"-before-{before}" if before else "")
    folder = root / FOLDER
    unfinished = folder / f".clausewatch-{uuid.uuid4().hex}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            copy(root / DATABASE, unfinished, origin)
            _require_good(unfinished)
            return _named(unfinished, folder / f"{stem}.db")
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise refused(
            f"{folder} cannot be written ({error.strerror}); check the disk and its free space", error
        ) from error
    except sqlite3.Error as error:
        raise explained(error, root / DATABASE) from error


def copy(source: Path, target: Path, origin: sqlite3.Connection | None = None) -> None:
    """SQLite's own online backup: consistent, with what still stands in the write-ahead log; one file, on the disk."""
    with closing(sqlite3.connect(target)) as duplicate:
        if origin is not None:
            origin.backup(duplicate)
        else:
            with closing(sqlite3.connect(source.absolute().as_uri() + "?mode=rw", uri=True)) as original:
                original.backup(duplicate)
        duplicate.execute("PRAGMA journal_mode=DELETE")
    _sync(target)


def rotate(root: Path) -> int:
    """Removes the backups that are too many; says how many."""
    usual = [each for each in kept(root) if each.before is None]
    before = [each for each in kept(root) if each.before is not None]
    last_of_day = {each.at.date(): each for each in reversed(usual)}
    wanted = {*usual[:KEPT], *(last_of_day[day] for day in sorted(last_of_day, reverse=True)[:KEPT_DAYS])}
    surplus = (*(each for each in usual if each not in wanted), *before[KEPT_BEFORE:])
    for each in surplus:
        with suppress(OSError):
            each.path.unlink()
    return len(surplus)


def kept(root: Path) -> tuple[Backup, ...]:
    """Newest first; what is a backup is told by its name."""
    try:
        paths = tuple((root / FOLDER).iterdir())
    except OSError:
        return ()
    found = [
        Backup(path, datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), match[2])
        for path in paths
        if (match := _NAME.fullmatch(path.name))
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.path.name), reverse=True))


# --- judging ------------------------------------------------------------------------------------------------------


def fault(path: Path, thorough: bool = False) -> str | None:
    """Why the database at ``path`` is broken, or ``None``. ``StoreError`` if that cannot be said.

    ``thorough`` compares every index with its table too, which takes a few times longer.
    """
    check = "PRAGMA integrity_check(1)" if thorough else "PRAGMA quick_check(1)"
    try:
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True)) as connection:
            said = str(connection.execute(check).fetchone()[0])
            return None if said == "ok" else said.splitlines()[-1]
    except sqlite3.Error as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith(BROKEN):
            return str(error)
        raise explained(error, path) from error


def _is_blank(path: Path) -> bool:
    """Nothing was ever written, or it was cut off to nothing."""
    if not path.exists():
        return True
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0)


def _require_good(path: Path) -> None:
    reason = fault(path)
    if reason is not None:
        raise Damaged(f"{path} is no good copy ({reason}); the database itself is damaged")


def newest_good(root: Path) -> Backup | None:
    """The newest backup that can be used."""
    for backup in kept(root):
        with suppress(StoreError):
            if fault(backup.path, thorough=True) is None and not _is_blank(backup.path):
                return backup
    return None


# --- taking its place ---------------------------------------------------------------------------------------------


def mend(root: Path, now: datetime, thorough: bool = False) -> Mended | None:
    """Where the database is broken or gone, puts the newest good backup in its place; ``None`` if all is well.

    Call it with the folder's lock held and nothing open. Without a good backup the broken one is set aside all the
    same, and a new one begins: a monitor that waits for somebody to come is blind meanwhile. Raises ``StoreError``.
    """
    path = root / DATABASE
    try:
        why = fault(path, thorough) if path.exists() else None
        if why is None and not _is_blank(path):
            return None
        backup = newest_good(root)
        if why is None and backup is None:  # the first start
            return None
        mended = Mended(
            why or "it was gone",
            now,
            _set_aside(root, now),
            backup.path.name if backup else None,
            backup.at if backup else None,
        )
        _record(root, mended)
        if backup is not None:
            _put_in_place(backup.path, path)
        return mended
    except OSError as error:
        raise refused(f"{root} cannot be written ({error.strerror}); check the disk and permissions", error) from error


def replace(root: Path, backup: Path, now: datetime) -> str | None:
    """Puts ``backup`` in the place of the database, by hand; where the former one lies now. As for ``mend``."""
    reason = fault(backup, thorough=True)
    if reason is not None:
        raise Damaged(f"{backup} is damaged itself ({reason}); choose another one")
    if _is_blank(backup):
        raise PlaceError(f"{backup} holds nothing; choose another one")
    try:
        lies = _set_aside(root, now)
        _put_in_place(backup, root / DATABASE)
    except OSError as error:
        raise refused(f"{root} cannot be written ({error.strerror}); check the disk and permissions", error) from error
    return lies


def mendings(root: Path) -> tuple[Mended, ...]:
    """What was mended by itself, oldest first, as long as the set-aside files are kept."""
    found = []
    for path in sorted((root / SET_ASIDE).glob("*.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            facts = json.loads(path.read_text("utf-8"))
            at, backup_at = (facts[key] and datetime.fromisoformat(facts[key]) for key in ("at", "backup_at"))
            found.append(Mended(facts["why"], at, facts["set_aside"], facts["backup"], backup_at))
    return tuple(found)


def _set_aside(root: Path, now: datetime) -> str | None:
    """Moves the database with its log out of the way; where to."""
    there = [part for part in _PARTS if (root / f"{DATABASE}{part}").exists()]
    if not there:
        return None
    folder = root / SET_ASIDE
    folder.mkdir(parents=True, exist_ok=True)
    target = _free(folder / f"{now.astimezone(UTC).strftime(_STAMP)}-{DATABASE}")
    for part in there:
        (root / f"{DATABASE}{part}").rename(f"{target}{part}")
    _sync(folder)
    _sync(root)
    return f"{SET_ASIDE}/{target.name}"


def _record(root: Path, mended: Mended) -> None:
    folder = root / SET_ASIDE
    folder.mkdir(parents=True, exist_ok=True)
    facts = {key: each.isoformat() if isinstance(each, datetime) else each for key, each in asdict(mended).items()}
    path = _free(folder / f"{mended.at.astimezone(UTC).strftime(_STAMP)}-clausewatch.json")
    path.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    _sync(path)
    _sync(folder)


def _put_in_place(backup: Path, path: Path) -> None:
    unfinished = path.parent / f".clausewatch-{uuid.uuid4().hex}.tmp"
    try:
        copy(backup, unfinished)
        unfinished.replace(path)
        _sync(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _named(unfinished: Path, wanted: Path) -> Path:
    path = _free(wanted)
    unfinished.rename(path)
    _sync(path.parent)
    return path


def _free(path: Path) -> Path:
    """``path``, or with a number behind it: nothing is ever overwritten."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
