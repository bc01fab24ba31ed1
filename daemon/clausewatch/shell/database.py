"""One database, one connection, one thread: everything that is particular to SQLite stands here.

The rest of the shell awaits ``read`` and ``write`` and writes SQLAlchemy Core, so that another database can serve
later. A ``write`` begins by taking the write lock (``BEGIN IMMEDIATE``): a transaction that reads and then writes can
otherwise fail half way when another process writes in between. WAL lets commands read while the daemon writes;
``synchronous=FULL`` since a row of the outbox that was promised must survive a power cut.
"""

from __future__ import annotations

import asyncio
import functools
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from clausewatch.core.errors import StoreError
from clausewatch.shell import migrations

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")

BUSY_SECONDS = 10
"""How long a statement waits for another process's transaction; ours take milliseconds."""


class Database:
    """Runs functions of a connection, each in a transaction of its own, one after the other, off the event loop."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._reader = create_engine(f"sqlite:///{path}", pool_size=1, max_overflow=0)
        self._writer = self._reader.execution_options(begin="BEGIN IMMEDIATE")
        event.listen(self._reader, "connect", _on_connect)
        event.listen(self._reader, "begin", _on_begin)

    async def open(self) -> None:
        """Creates or migrates the database; ``StoreError`` says why it cannot be used."""
        await self._in_thread(lambda: prepare(self._writer, self.path))

    async def close(self) -> None:
        await self._in_thread(self._reader.dispose)
        self._thread.shutdown()

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._in_thread(lambda: self._transaction(self._reader, work))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """All of ``work`` is committed when this returns, and nothing of it when it raises."""
        return await self._in_thread(lambda: self._transaction(self._writer, work))

    async def backup(self, target: Path) -> None:
        """A consistent copy at ``target``, taken while others go on writing."""
        await self._in_thread(lambda: copy(self.path, target))

    def _transaction(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        with engine.begin() as connection:
            return work(connection)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, functools.partial(_explaining, self.path, work)
        )


def insert(connection: Connection, into: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that knows ``ON CONFLICT``, which SQL has no common form of."""
    return postgresql.insert(into) if connection.dialect.name == "postgresql" else sqlite.insert(into)


# --- opening ------------------------------------------------------------------------------------------------------


def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing of its own; ``_on_begin`` does
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def prepare(writer: Engine, path: Path) -> None:
    """Brings the database at ``path`` to this program's schema, with a copy of it beside it before anything changes.

    It happens in one transaction: two processes that start together migrate once, and a failure changes nothing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with writer.begin() as connection:
        found = revision(connection, path)
        if found == migrations.HEAD:
            return
        if found is not None:
            copy(path, _free_name(path.with_name(f"{path.name}.before-{migrations.HEAD}")))
        migrations.upgrade(connection)


def revision(connection: Connection, path: Path) -> str | None:
    """Schema revision of the database, ``None`` for an empty one; ``StoreError`` if it is none that we know."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StoreError(f"{path} is a database of another program; use another snapshots folder")
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found not in migrations.REVISIONS:
        raise StoreError(
            f"{path} was written by a newer version of clausewatch (schema {found}, this one knows up to"
            f" {migrations.HEAD}); update clausewatch, or restore a backup of before the update"
        )
    return str(found)


def copy(source: Path, target: Path) -> None:
    """SQLite's own online backup: consistent, with what still stands in the write-ahead log."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as duplicate:
        original.backup(duplicate)


def _free_name(path: Path) -> Path:
    """``path``, or with a number behind it: an older copy is never overwritten."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


# --- what went wrong ----------------------------------------------------------------------------------------------


ADVICE = {
    "SQLITE_FULL": "the disk is full; free some space, what was stored before is safe",
    "SQLITE_READONLY": "it cannot be written; check its permissions, and whether the disk is mounted read-only",
    "SQLITE_CANTOPEN": "it cannot be opened; check that the folder exists and may be written",
    "SQLITE_BUSY": f"another process has locked it for {BUSY_SECONDS} seconds; stop that process and try again",
    "SQLITE_LOCKED": f"another process has locked it for {BUSY_SECONDS} seconds; stop that process and try again",
    "SQLITE_CORRUPT": "it is damaged; restore a backup, or move it away to start afresh",
    "SQLITE_NOTADB": "it is no database; restore a backup, or move it away to start afresh",
    "SQLITE_IOERR": "the disk reports an error; check the disk and its free space",
}
"""By the name of SQLite's result code; an extended code starts with the name of the one it refines."""


def _explaining(path: Path, work: Callable[[], T]) -> T:
    try:
        return work()
    except (DBAPIError, sqlite3.Error) as error:
        raise explained(error, path) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be used ({error.strerror}); check the folder and its permissions") from error


def explained(error: DBAPIError | sqlite3.Error, path: Path) -> StoreError:
    """What the operator can do about it."""
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    code = str(getattr(cause, "sqlite_errorname", None))
    advice = next((text for name, text in ADVICE.items() if code.startswith(name)), f"the database refuses: {cause}")
    return StoreError(f"{path}: {advice}")
