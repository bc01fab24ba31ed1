"""Killed at any moment and started again: every change is told, and whatever is told twice says that it is the same."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import time
from collections import Counter
from pathlib import Path

from e2e.people import thread
from e2e.program import until
from e2e.world import KEEPS, NEVER_SELLS, TRAINING, World, claim, policy, world

ROUNDS = 4
NAMES = ("terms", "privacy", "help")


def version(number: int) -> str:
    return policy(NEVER_SELLS, KEEPS.replace("30 days", f"{40 + number} days"), TRAINING)


def many_changes_and_kills(it: World) -> None:
    """Each round the pages change while a daemon is started; it is killed at a random moment of its work."""
    moments = random.Random(20261123)
    for number in range(1, ROUNDS + 1):
        for name in NAMES:
            it.shows(version(number), f"/{name}")
        it.program.hurry()
        daemon = it.program.start()
        before = it.program.polls()
        daemon.is_watching()
        with contextlib.suppress(AssertionError):
            until(lambda start=before: it.program.polls() > start, "a poll", seconds=3)  # type: ignore[misc]
        time.sleep(moments.uniform(0, 0.8))  # the moment is the point of the test
        daemon.kill()


def test_killed_again_and_again_nothing_is_lost_and_repetitions_bear_the_same_key(tmp_path: Path) -> None:
    with world(tmp_path) as it:
        for name in NAMES:
            it.shows(version(0), f"/{name}")
        claims = "".join(claim(f"c-{name}", "Opt-out", TRAINING, source=name) for name in NAMES)
        it.watches("\n".join(it.source(name, name) for name in NAMES), claims)
        it.program.run("check")
        many_changes_and_kills(it)
        with it.program.daemon() as daemon:
            daemon.polls_again(*(f"acme/{name}" for name in NAMES))
            until(lambda: it.program.hurry() or it.program.waiting() == 0, "everything to be delivered")
            assert daemon.stop() == 0
        changes = it.program.run("changes", "--limit", "1000", "--json").json

    for path in it.program.files("acme/*/captures/*"):  # whole, or not there
        assert gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else json.loads(path.read_bytes())
    ids = [change["change"] for change in changes]
    assert len(ids) == len(set(ids))
    for name in NAMES:  # every page's last state was reached, over changes that join each other
        mine = [change["hunks"][0] for change in reversed(changes) if change["source"] == f"acme/{name}"]
        steps = [(hunk["old"], hunk["new"]) for hunk in mine]
        assert steps[0][0].count("40 days") == 1 and steps[-1][1].count(f"{40 + ROUNDS} days") == 1
        assert [new for _, new in steps[:-1]] == [old for old, _ in steps[1:]]
    told_in_slack, told_by_mail = Counter(it.slack.keys), Counter(it.mail.ids)
    assert len(told_in_slack) == len(told_by_mail) == len(ids) + 1
    assert sum(told_in_slack.values()) - len(told_in_slack) <= ROUNDS * len(NAMES)
    assert {thread(post) for post in it.slack.posts} == {"", *ids}
    assert it.program.ask("select count(*) from outbox where state != 'sent'") == [(0,)]


def test_what_a_crash_left_half_written_is_cleared_away_by_a_later_start(tmp_path: Path) -> None:
    with world(tmp_path) as it:
        it.watches(it.source(), claim("training", "Opt-out", TRAINING))
        it.program.run("check")
        folder = it.program.snapshots / "acme/privacy/captures"
        old, fresh = (folder / f".clausewatch-{digit * 32}.tmp" for digit in "ab")
        for path in (old, fresh):
            path.write_bytes(b"half")
        os.utime(old, (0, 0))
        with it.program.daemon():
            until(lambda: not old.exists(), "the old one to go")
            assert fresh.exists()  # another process may be writing it
