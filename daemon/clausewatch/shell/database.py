"""One database, one connection, one thread: everything that is particular to SQLite stands here.

The rest of the shell awaits ``read`` and ``write`` and writes SQLAlchemy Core, so that another database can serve
later. A ``write`` begins by taking the write lock (``BEGIN IMMEDIATE``): a transaction that reads and then writes can
otherwise fail half way when another process writes in between. WAL lets commands read while the daemon writes;
``synchronous=FULL`` since a row of the outbox that was promised must survive a power cut.
"""

from __future__ import annotations

import asyncio
import functools
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from clausewatch.core.errors import PlaceError, StoreError
from clausewatch.shell import backups, migrations
from clausewatch.shell.database_faults import BUSY_SECONDS, explained
from clausewatch.shell.ground import refused, utc_now

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")


class Gone(StoreError):
    """The database is no longer where it was opened: its folder was deleted or exchanged while we run."""


class Database:
    """Runs functions of a connection, each in a transaction of its own, one after the other, off the event loop."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._reader = create_engine(_url(path), pool_size=1, max_overflow=0)
        self._writer = self._reader.execution_options(begin="BEGIN IMMEDIATE")
        self._identity: tuple[int, int] | None = None
        event.listen(self._reader, "connect", _on_connect)
        event.listen(self._reader, "begin", _on_begin)

    async def open(self) -> None:
        """Creates or migrates the database; ``StoreError`` says why it cannot be used."""
        await self._in_thread(lambda: prepare(self._writer, self.path))
        self._identity = _identity(self.path)

    async def close(self) -> None:
        await self._in_thread(self._reader.dispose)
        self._thread.shutdown()

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self._in_thread(lambda: self._transaction(self._reader, work))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """All of ``work`` is committed when this returns, and nothing of it when it raises."""
        return await self._in_thread(lambda: self._transaction(self._writer, work))

    def check_there(self) -> None:
        """Raises ``Gone`` if the file that is open is no longer the one at its path."""
        if _identity(self.path) != self._identity:
            raise Gone(f"{self.path} was deleted or exchanged while the daemon runs")

    async def backup(self) -> Path:
        """Where the new backup lies; of what is open, even if its file was deleted meanwhile."""
        return await self._in_thread(lambda: self._backup(utc_now()))

    def _backup(self, now: datetime) -> Path:
        with self._reader.connect() as connection:
            origin = connection.connection.driver_connection
            connection.rollback()
            assert isinstance(origin, sqlite3.Connection)
            return backups.make(self.path.parent, now, origin=origin)

    def _transaction(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        with engine.begin() as connection:
            return work(connection)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, functools.partial(_explaining, self.path, work)
        )


def _url(path: Path) -> str:
    """Who may only read the folder, a reviewer, can ask a resting database too: nobody changes it meanwhile."""
    resting = path.exists() and not path.with_name(f"{path.name}-wal").exists()
    if resting and not os.access(path.parent, os.W_OK):
        return f"sqlite:///file:{quote(str(path.absolute()))}?immutable=1&uri=true"
    return f"sqlite:///{path}"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
    """Brings the database at ``path`` to this program's schema, with a backup made before anything changes.

    It happens in one transaction: two processes that start together migrate once, and a failure changes nothing. One
    that needs nothing is not locked, so that who may only read can.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and _is_current(writer, path):
        return
    with writer.begin() as connection:
        found = revision(connection, path)
        if found == migrations.HEAD:
            return
        if found is not None:
            backups.make(path.parent, utc_now(), before=migrations.HEAD)
        migrations.upgrade(connection)


def _is_current(writer: Engine, path: Path) -> bool:
    with writer.execution_options(begin="BEGIN").begin() as connection:
        return revision(connection, path) == migrations.HEAD


def revision(connection: Connection, path: Path) -> str | None:
    """Schema revision of the database, ``None`` for an empty one; ``StoreError`` if it is none that we know."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise PlaceError(f"{path} is a database of another program; use another snapshots folder")
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found not in migrations.REVISIONS:
        raise StoreError(
            f"{path} was written by a newer version of clausewatch (schema {found}, this one knows up to"
            f" {migrations.HEAD}); update clausewatch again, or go back with"
            f" `clausewatch restore` and a backup of before the update (clausewatch restore --list)"
        )
    return str(found)


# --- what went wrong ----------------------------------------------------------------------------------------------


def _explaining(path: Path, work: Callable[[], T]) -> T:
    try:
        return work()
    except (DBAPIError, sqlite3.Error) as error:
        raise explained(error, path) from error
    except OSError as error:
        raise refused(
            f"{path} cannot be used ({error.strerror}); check the folder and its permissions", error
        ) from error
