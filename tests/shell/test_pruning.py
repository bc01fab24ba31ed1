"""Old captures go, what anything is compared with stays."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

from clausewatch.core.memory import CaptureRef, PageMemory
from clausewatch.core.model import Capture
from clausewatch.shell import backups, pruning
from clausewatch.shell.files import SnapshotFolder
from clausewatch.shell.ground import DATABASE
from clausewatch.shell.store import Store
from shell.news import NOON, page, unchanged

SOURCE = page()


def fetched(root: Path, day: int) -> CaptureRef:
    at = NOON + timedelta(days=day)
    capture = Capture(SOURCE.url, SOURCE.url, at, 200, (), f"<p>Day {day}.</p>".encode())
    return SnapshotFolder(root).write_capture(SOURCE.id, capture)


def believes(root: Path, ref: CaptureRef) -> None:
    """The source's baseline is ``ref`` from now on."""

    async def story() -> None:
        async with Store.open(root / DATABASE) as store:
            decision = dataclasses.replace(unchanged(), memory=PageMemory(baseline=ref))
            await store.apply(SOURCE, decision, (), next_due=NOON, now=NOON)

    asyncio.run(story())


def going(root: Path, before: datetime) -> set[str]:
    return {path.relative_to(root).as_posix() for path in pruning.plan(root, before).files}


def test_only_old_captures_that_nothing_is_compared_with_go_and_their_provenance_stays(tmp_path: Path) -> None:
    refs = [fetched(tmp_path, day) for day in range(4)]
    believes(tmp_path, refs[1])
    planned = pruning.plan(tmp_path, NOON + timedelta(days=2, hours=1))
    assert {path.relative_to(tmp_path).as_posix() for path in planned.files} == {refs[0].path, refs[2].path}
    assert planned.baselines == 1
    pruning.carry_out(planned)
    left = {path.name for path in (tmp_path / SOURCE.id / "captures").iterdir()}
    assert {ref.path.rsplit("/", 1)[1] for ref in refs} & left == {
        ref.path.rsplit("/", 1)[1] for ref in (refs[1], refs[3])
    }
    assert sum(name.endswith(".json") for name in left) == 4


def test_a_baseline_that_only_a_backup_speaks_of_stays(tmp_path: Path) -> None:
    old, new = fetched(tmp_path, 0), fetched(tmp_path, 1)
    believes(tmp_path, old)
    backup = backups.make(tmp_path, NOON)
    believes(tmp_path, new)
    long_after = NOON + timedelta(days=900)
    assert going(tmp_path, long_after) == set()
    backup.unlink()
    assert going(tmp_path, long_after) == {old.path}


def test_a_baseline_of_a_source_that_left_the_watchlist_stays(tmp_path: Path) -> None:
    ref = fetched(tmp_path, 0)
    believes(tmp_path, ref)

    async def leave() -> None:
        from clausewatch.core.watch import Watchlist

        async with Store.open(tmp_path / DATABASE) as store:
            await store.sync(Watchlist(()), NOON)

    asyncio.run(leave())
    assert going(tmp_path, NOON + timedelta(days=900)) == set()
