"""The index pages follow the database: made anew where something changed, and whole after a crash."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from clausewatch.core.errors import StoreError
from clausewatch.shell.files import Snapshots
from clausewatch.shell.indexes import Indexes
from clausewatch.shell.store import Store
from shell.news import HOUR, NOON, changed, page


def story(folder: Path, tell: Callable[[Store, Indexes], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Store.open(folder / "c.db") as store:
            await tell(store, Indexes(store, Snapshots(folder), lambda: NOON + HOUR))

    asyncio.run(run())


def pages(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.glob("**/*.html"))


async def change(store: Store, source_id: str = "acme/terms", digest: str = "0f343b09") -> str:
    source = page(source_id)
    decision = changed(source, digest=digest)
    await store.apply(source, decision, (), next_due=NOON, now=NOON)
    assert decision.change is not None
    return decision.change.stem


def test_only_what_was_touched_is_made_anew_and_a_start_makes_all(tmp_path: Path) -> None:
    async def tell(store: Store, indexes: Indexes) -> None:
        await indexes.write_all()
        assert pages(tmp_path) == []  # nothing happened yet
        await change(store)
        await change(store, "other/terms")
        await change(store, "alone")
        indexes.touch("acme")
        await indexes.write()
        assert (tmp_path / "acme/index.html").is_file() and not (tmp_path / "other").exists()
        overall = (tmp_path / "index.html").read_text()
        assert 'href="other/index.html"' in overall and "3 changes." in overall and "Terms" in overall
        await indexes.write_all()
        assert (tmp_path / "other/index.html").is_file()

    story(tmp_path, tell)


def test_a_change_is_linked_to_the_files_that_are_there(tmp_path: Path) -> None:
    async def tell(store: Store, indexes: Indexes) -> None:
        stem = await change(store)
        (tmp_path / "acme/terms/diffs").mkdir(parents=True)
        (tmp_path / f"acme/terms/diffs/{stem}.html").write_text("x")
        indexes.touch("acme")
        await indexes.write()
        written = (tmp_path / "acme/index.html").read_text()
        assert f'href="terms/diffs/{stem}.html"' in written and f"{stem}.md" not in written

    story(tmp_path, tell)


def test_what_the_disk_refuses_is_tried_again(tmp_path: Path) -> None:
    async def tell(store: Store, indexes: Indexes) -> None:
        await change(store)
        indexes.touch("acme")
        (tmp_path / "acme").write_text("a file where the folder should be")
        with pytest.raises(StoreError):
            await indexes.write()
        (tmp_path / "acme").unlink()
        await indexes.write()
        assert (tmp_path / "acme/index.html").is_file()

    story(tmp_path, tell)
