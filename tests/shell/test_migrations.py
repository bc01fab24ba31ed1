"""The database is created, brought up to date, or refused with advice."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from clausewatch.core.errors import StoreError
from clausewatch.shell import migrations
from clausewatch.shell.codec import encode
from clausewatch.shell.ground import DATABASE
from clausewatch.shell.schema import metadata
from clausewatch.shell.store import Store
from shell.news import NOON, alert, page, unchanged, watching


def opened(path: Path) -> None:
    async def story() -> None:
        async with Store.open(path) as store:
            await store.counts()

    asyncio.run(story())


def revision_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def made_by_first_version(path: Path) -> None:
    """A database as the first schema left it, with one source that has been polled."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrations.upgrade(connection, "0001")
        connection.exec_driver_sql(
            "INSERT INTO sources (id, kind, every, next_due, memory, outcome, reason, polled_at) VALUES ("
            "'acme/terms', 'page', 3600, '2026-11-23 13:00:00.000000', '{\"content_hash\": \"abc\"}', 'unchanged',"
            " 'the same text', '2026-11-23 12:00:00.000000')"
        )
    engine.dispose()


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", "clausewatch.shell:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(each.revision for each in reversed(list(scripts.walk_revisions()))) == migrations.REVISIONS


def test_a_migrated_database_has_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    opened(tmp_path / DATABASE)
    engine = create_engine(f"sqlite:///{tmp_path / DATABASE}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_new_database_is_created_with_its_folder_and_without_a_copy(tmp_path: Path) -> None:
    opened(tmp_path / "snapshots" / DATABASE)
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [DATABASE]


def test_an_old_database_is_migrated_with_what_it_holds_and_a_copy_of_before(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    made_by_first_version(path)

    async def story() -> None:
        async with Store.open(path) as store:
            await store.sync(watching(page()), NOON)
            (row,) = await store.source_rows()
            assert row.reason == "the same text"
            await store.apply(page(), unchanged(), (), next_due=NOON, now=NOON)
            assert len(await store.polls("acme/terms")) == 1

    asyncio.run(story())
    assert revision_of(path) == migrations.HEAD
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name.endswith(f"-before-{migrations.HEAD}.db")
    assert revision_of(copy) == "0001"


def test_a_database_that_needs_nothing_is_left_without_a_copy(tmp_path: Path) -> None:
    opened(tmp_path / DATABASE)
    opened(tmp_path / DATABASE)
    assert [path.name for path in tmp_path.iterdir()] == [DATABASE]


def test_several_that_start_together_migrate_once(tmp_path: Path) -> None:
    made_by_first_version(tmp_path / DATABASE)

    async def start() -> None:
        async with Store.open(tmp_path / DATABASE) as store:
            await store.counts()

    async def together() -> None:
        await asyncio.gather(*(start() for _ in range(4)))

    asyncio.run(together())
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_a_database_of_a_newer_version_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    opened(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0900'")
    with pytest.raises(StoreError, match=r"newer version of clausewatch .*go back with `clausewatch restore`"):
        opened(path)
    assert revision_of(path) == "0900"


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(StoreError, match="another program"):
        opened(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


def test_a_file_that_is_no_database_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"these are not the tables you are looking for " * 200)
    with pytest.raises(StoreError, match=r"clausewatch\.db: it is no database; restore a backup"):
        opened(tmp_path / DATABASE)


def test_a_damaged_database_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    opened(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreError, match=r"it is damaged; restore a backup"):
        opened(path)


def test_a_folder_that_cannot_be_made_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "snapshots").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="check the folder"):
        opened(tmp_path / "snapshots" / DATABASE)


def test_what_waited_in_the_outbox_still_waits_after_the_migration(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / DATABASE}")
    told = alert("a")
    with engine.begin() as connection:
        migrations.upgrade(connection, "0003")
        now = "2026-11-23 12:00:00.000000"
        connection.exec_driver_sql(
            "INSERT INTO alerts (key, kind, grade, at, body) VALUES (?, 'health', 3, ?, ?)",
            (told.key, now, encode(told)),
        )
        for number, (recipient, state) in enumerate((("x", "pending"), ("y", "sent"))):
            connection.exec_driver_sql(
                "INSERT INTO outbox (alert_key, channel, recipient, thread, key, state, created_at, try_at)"
                " VALUES ('a', 'mail', ?, '', ?, ?, ?, ?)",
                (recipient, f"key-{number}", state, now, now),
            )
    engine.dispose()

    async def story() -> None:
        async with Store.open(tmp_path / DATABASE) as store:
            (waiting,) = await store.claim_deliveries(NOON, 10, 60)
            assert (waiting.alert, waiting.recipient, waiting.key) == (told, "x", "key-0")
            assert {row.recipient: row.state for row in await store.outbox()} == {"x": "pending", "y": "sent"}

    asyncio.run(story())
