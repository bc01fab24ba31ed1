"""A whole snapshots folder in one file, and back: the database and every file that people read.

The file is a ``.tar.gz``. It is read as something from outside: only plain files with the names that we give are taken
out of it, whatever else it holds is refused, so no archive can write beside the folder.
"""

from __future__ import annotations

import re
import shutil
import tarfile
import tempfile
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from clausewatch.core.errors import StoreError, UsageError
from clausewatch.shell import backups, files
from clausewatch.shell.ground import DATABASE, refused

_FILE: Final = re.compile(
    rf"{files.SOURCE_ID.pattern}/(latest\.md|(captures|documents|diffs)/{files.STEM.pattern}(\.[a-z]{{2,8}}){{1,2}})"
)
LARGEST: Final = 1024 * 1024 * 1024
"""Bytes of one file in an archive."""


def pack(root: Path, target: Path, now: datetime) -> int:
    """Writes the archive; how many files are in it. ``UsageError`` if ``target`` is there already."""
    if target.exists():
        raise UsageError(f"{target} is there already; name another file")
    found = tuple(_files(root))
    unfinished = target.with_name(f".clausewatch-{uuid.uuid4().hex}.tmp")
    try:
        with tempfile.TemporaryDirectory(dir=root, prefix=".clausewatch-") as scratch:
            database = Path(scratch) / DATABASE
            backups.copy(root / DATABASE, database)
            with tarfile.open(unfinished, "x:gz", compresslevel=6) as archive:
                archive.add(database, DATABASE)
                for path in found:
                    archive.add(path, path.relative_to(root).as_posix(), recursive=False)
        unfinished.rename(target)
    except OSError as error:
        raise refused(f"{target} cannot be written ({error.strerror}); name another place", error) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return 1 + len(found)


def unpack(root: Path, archive: Path, now: datetime) -> int:
    """Takes the archive's place for the folder's: its database replaces the present one, which is set aside; its files
    are added. How many files came out. Call it with the folder's lock held.
    """
    try:
        with tarfile.open(archive, "r:gz") as opened, tempfile.TemporaryDirectory(prefix="clausewatch-") as scratch:
            count = 0
            for member in opened:
                _require_ours(archive, member)
                count += 1
                source = opened.extractfile(member)
                assert source is not None
                place = Path(scratch) / DATABASE if member.name == DATABASE else root / member.name
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("wb") as target:
                    shutil.copyfileobj(source, target)
            if not (Path(scratch) / DATABASE).exists():
                raise UsageError(f"{archive} holds no database; it is no backup of ours")
            backups.replace(root, Path(scratch) / DATABASE, now)
    except (tarfile.TarError, EOFError) as error:
        raise UsageError(f"{archive} is no whole archive ({error}); choose another one") from error
    except OSError as error:
        raise StoreError(f"{archive} cannot be restored ({error.strerror or error}); check the disk") from error
    return count


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and _FILE.fullmatch(path.relative_to(root).as_posix()):
            yield path


def _require_ours(archive: Path, member: tarfile.TarInfo) -> None:
    ours = member.isreg() and (member.name == DATABASE or _FILE.fullmatch(member.name))
    if not ours or member.size > LARGEST:
        raise UsageError(f"{archive} holds {member.name[:100]!r}, which is no file of ours; it is not restored")
