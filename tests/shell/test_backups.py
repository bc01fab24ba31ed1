"""A backup can take the database's place, and does where that is broken or gone."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clausewatch.core.errors import StoreError
from clausewatch.shell import backups
from clausewatch.shell.database_faults import Damaged
from clausewatch.shell.ground import DATABASE
from clausewatch.shell.store import Store
from shell.news import NOON


def holds(root: Path, note: str) -> None:
    """A database in which ``note`` stands."""

    async def story() -> None:
        async with Store.open(root / DATABASE) as store:
            await store.set_note("kept", note)

    asyncio.run(story())


def held(path: Path) -> str | None:
    async def story() -> str | None:
        async with Store.open(path) as store:
            return await store.note("kept")

    return asyncio.run(story())


def spoil(path: Path, start: int = 4096) -> None:
    """The first page stands, the rest is noise: what a failing disk leaves."""
    whole = path.read_bytes()
    path.write_bytes(whole[:start] + b"\xff" * (len(whole) - start))


def later(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def test_a_backup_is_one_file_that_holds_what_the_log_still_held(tmp_path: Path) -> None:
    holds(tmp_path, "one")
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.execute("UPDATE notes SET value = 'two'")
        connection.commit()
        made = backups.make(tmp_path, NOON)
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    assert held(made) == "two"


def test_the_first_start_is_no_loss(tmp_path: Path) -> None:
    assert backups.mend(tmp_path, NOON) is None
    assert list(tmp_path.iterdir()) == []


def test_a_sound_database_is_left_alone(tmp_path: Path) -> None:
    holds(tmp_path, "one")
    backups.make(tmp_path, NOON)
    holds(tmp_path, "two")
    assert backups.mend(tmp_path, later(1)) is None
    assert held(tmp_path / DATABASE) == "two"


@pytest.mark.parametrize("start", [0, 4096], ids=["no database at all", "damaged behind its first page"])
def test_a_broken_database_gives_way_to_the_newest_backup_and_is_kept(tmp_path: Path, start: int) -> None:
    holds(tmp_path, "one")
    backups.make(tmp_path, NOON)
    holds(tmp_path, "two")
    backups.make(tmp_path, later(1))
    holds(tmp_path, "three")
    spoil(tmp_path / DATABASE, start)
    broken = (tmp_path / DATABASE).read_bytes()

    mended = backups.mend(tmp_path, later(2))

    assert mended is not None and mended.backup_at == later(1)
    assert held(tmp_path / DATABASE) == "two"
    assert (tmp_path / str(mended.set_aside)).read_bytes() == broken
    assert backups.mendings(tmp_path) == (mended,)


def test_a_backup_that_is_damaged_itself_is_passed_over(tmp_path: Path) -> None:
    holds(tmp_path, "one")
    backups.make(tmp_path, NOON)
    spoil(backups.make(tmp_path, later(1)))
    spoil(tmp_path / DATABASE)
    mended = backups.mend(tmp_path, later(2))
    assert mended is not None and mended.backup_at == NOON
    assert held(tmp_path / DATABASE) == "one"


@pytest.mark.parametrize("left", [None, b""], ids=["gone", "cut to nothing"])
def test_a_database_that_is_gone_comes_back(tmp_path: Path, left: bytes | None) -> None:
    holds(tmp_path, "one")
    backups.make(tmp_path, NOON)
    (tmp_path / DATABASE).unlink()
    if left is not None:
        (tmp_path / DATABASE).write_bytes(left)
    mended = backups.mend(tmp_path, later(1))
    assert mended is not None and mended.why == "it was gone"
    assert held(tmp_path / DATABASE) == "one"


def test_without_a_good_backup_the_broken_one_is_set_aside_and_a_new_one_can_begin(tmp_path: Path) -> None:
    holds(tmp_path, "one")
    spoil(tmp_path / DATABASE)
    mended = backups.mend(tmp_path, NOON)
    assert mended is not None and (mended.backup, mended.backup_at) == (None, None)
    assert held(tmp_path / DATABASE) is None


def test_a_restore_by_hand_keeps_what_it_replaces_and_is_no_accident(tmp_path: Path) -> None:
    holds(tmp_path, "one")
    made = backups.make(tmp_path, NOON)
    holds(tmp_path, "two")
    aside = backups.replace(tmp_path, made, later(1))
    assert held(tmp_path / DATABASE) == "one" and held(tmp_path / str(aside)) == "two"
    assert backups.mendings(tmp_path) == ()


def test_what_is_no_database_is_not_restored_by_hand(tmp_path: Path) -> None:
    holds(tmp_path, "one")
    (tmp_path / "other").write_bytes(b"nothing of ours " * 1000)
    with pytest.raises(Damaged, match="damaged itself"):
        backups.replace(tmp_path, tmp_path / "other", NOON)
    assert held(tmp_path / DATABASE) == "one"


def test_the_newest_and_one_of_each_day_are_kept(tmp_path: Path) -> None:
    holds(tmp_path, "one")
    for day in range(20):
        for hour in (0, 6, 11):
            backups.make(tmp_path, later(24 * day + hour))
            backups.rotate(tmp_path)
    kept = [each.at for each in backups.kept(tmp_path)]
    assert kept == sorted(kept, reverse=True)
    assert len({at.date() for at in kept}) == backups.KEPT_DAYS
    assert len(kept) == backups.KEPT_DAYS + 2  # three of today and one of yesterday are among the newest four


def test_a_damaged_database_is_never_made_a_backup(tmp_path: Path) -> None:
    holds(tmp_path, "one")
    spoil(tmp_path / DATABASE)
    with pytest.raises(StoreError):
        backups.make(tmp_path, NOON)
    assert list((tmp_path / "backups").iterdir()) == []
