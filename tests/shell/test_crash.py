"""Killed at any point, nothing is lost, and nothing is told twice but what was under way, with the same key."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from clausewatch.core.alerts import Change
from clausewatch.shell.store import OutboxCounts, Store
from shell import crash_child
from shell.news import NOON

LATER = 3600.0
"""Seconds after which every lease has ended."""


def child(folder: Path, numbers: str, seconds: float, *point: str) -> subprocess.Popen[bytes]:
    script = Path(crash_child.__file__)
    modules = os.pathsep.join((str(script.parent.parent), os.environ.get("PYTHONPATH", "")))
    return subprocess.Popen(
        [sys.executable, str(script), str(folder), numbers, str(seconds), *point],
        env={**os.environ, "PYTHONPATH": modules},
        stdout=subprocess.PIPE,
    )


def run(folder: Path, numbers: str, seconds: float, *point: str) -> int:
    process = child(folder, numbers, seconds, *point)
    process.communicate(timeout=60)
    return process.returncode


def heard(folder: Path) -> Counter[str]:
    """How often the other side took each key."""
    path = folder / "heard"
    return Counter(path.read_text().split()) if path.exists() else Counter()


def state(folder: Path) -> tuple[tuple[Change, ...], OutboxCounts, set[str]]:
    """Changes, outbox counts and the keys of what was addressed to people."""

    async def look() -> tuple[tuple[Change, ...], OutboxCounts, set[str]]:
        async with Store.open(folder / "c.db") as store:
            addressed = {crash_child.to(each, "slack:", "mail:x") for each in await store.recent_alerts()}
            return await store.changes(), await store.counts(), {each.key for pair in addressed for each in pair}

    return asyncio.run(look())


@pytest.mark.parametrize("point", ["files", "commit"])
def test_killed_before_the_commit_nothing_has_happened_and_the_next_poll_does_it(tmp_path: Path, point: str) -> None:
    assert run(tmp_path, "1", 0, point) == -signal.SIGKILL
    assert state(tmp_path) == ((), OutboxCounts(0, 0, 0), set())
    assert heard(tmp_path) == Counter()
    assert run(tmp_path, "1", LATER) == 0
    changes, counts, addressed = state(tmp_path)
    assert (len(changes), counts) == (1, OutboxCounts(0, 2, 0))
    assert heard(tmp_path) == Counter(addressed)


def test_killed_after_the_commit_people_are_told_by_the_next_start(tmp_path: Path) -> None:
    assert run(tmp_path, "1", 0, "applied") == -signal.SIGKILL
    assert state(tmp_path)[1] == OutboxCounts(pending=2, sent=0, dead=0)
    assert heard(tmp_path) == Counter()
    assert run(tmp_path, "1", LATER) == 0
    changes, counts, addressed = state(tmp_path)
    assert (len(changes), counts) == (1, OutboxCounts(0, 2, 0))
    assert heard(tmp_path) == Counter(addressed)


def test_killed_between_sending_and_recording_only_that_message_is_repeated_with_its_key(tmp_path: Path) -> None:
    assert run(tmp_path, "1", 0, "sent") == -signal.SIGKILL
    (under_way,) = heard(tmp_path)
    assert run(tmp_path, "1", LATER) == 0
    changes, counts, addressed = state(tmp_path)
    assert (len(changes), counts) == (1, OutboxCounts(0, 2, 0))
    assert heard(tmp_path) == Counter(addressed) + Counter([under_way])


def test_killed_at_any_moment_again_and_again_nothing_is_lost(tmp_path: Path) -> None:
    moments, numbers, killed = random.Random(20261123), range(1, 7), 0
    for number in numbers:
        process = child(tmp_path, str(number), number * LATER)
        assert process.stdout is not None and process.stdout.readline() == b"open\n"
        try:
            process.communicate(timeout=moments.uniform(0, 0.06))
        except subprocess.TimeoutExpired:
            killed += 1
            process.kill()
            process.communicate()
    assert run(tmp_path, ",".join(map(str, numbers)), 10 * LATER) == 0
    changes, counts, addressed = state(tmp_path)
    assert {change.at for change in changes} == {NOON.replace(hour=12 + number) for number in numbers}
    assert (len(addressed), counts) == (2 * len(numbers), OutboxCounts(0, 2 * len(numbers), 0))
    assert set(heard(tmp_path)) == addressed
    repeated = heard(tmp_path) - Counter(addressed)
    assert max(repeated.values(), default=0) <= killed
