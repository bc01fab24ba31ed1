"""A daemon in small, to be killed: polls a source, writes its files, applies the decision, drains the outbox.

    python crash_child.py FOLDER NUMBERS SECONDS [POINT]

It finds the changes of its source with these NUMBERS (``1,2,3``), SECONDS after noon by its clock, and kills itself at
POINT:

    files      after the files are written, before the transaction begins
    commit     inside the transaction, just before it is committed
    applied    after the commit, before anything is sent
    sent       after the other side took the message, before that is recorded

It says ``open`` when it begins. What the other side heard stands in ``FOLDER/heard``, one idempotency key per line, on
the disk before it answers.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from clausewatch.core.alerts import Alert
from clausewatch.core.model import Capture
from clausewatch.core.watch import Watchlist
from clausewatch.shell.deliver import Deliverer
from clausewatch.shell.files import Snapshots
from clausewatch.shell.store import Store
from clausewatch_notifiers.contract import Message, Receipt
from shell.news import NOON, changed, page, to

SOURCE = page()


def die_at(point: str) -> None:
    if sys.argv[4:] == [point]:
        os.kill(os.getpid(), signal.SIGKILL)


def die_at_commit(connection: Connection) -> None:
    """Of a transaction that writes."""
    if "begin" in connection.get_execution_options():
        die_at("commit")


class Post:
    """A channel whose other side writes down what it takes before it answers."""

    def __init__(self, folder: Path) -> None:
        self.heard = folder / "heard"

    async def send(self, message: Message, recipient: str) -> Receipt:
        with self.heard.open("a") as file:
            file.write(f"{message.key}\n")
            file.flush()
            os.fsync(file.fileno())
        die_at("sent")
        return Receipt()


def render(told: Alert, key: str) -> Message:
    return Message(key, told.thread, "policy", "major", told.key, "", told.at)


async def poll(store: Store, snapshots: Snapshots, number: int, now: datetime) -> None:
    """What it means depends on what is remembered, as it does in earnest."""
    body = f"<p>Version {number}.</p>".encode()
    fetched = Capture(SOURCE.url, SOURCE.url, NOON + timedelta(hours=number), 200, (), body)
    remembered = await store.remembered(SOURCE)
    decision = changed(SOURCE, NOON + timedelta(hours=number), f"{number:08x}")
    assert decision.change is not None
    if await store.change(decision.change.id) is not None:
        return
    await snapshots.write_capture(SOURCE.id, fetched)
    die_at("files")
    addressed = to(decision.alerts[0], "slack:", "mail:x")
    await store.apply(SOURCE, decision, addressed, next_due=now, now=now, since=remembered)
    die_at("applied")


async def main(folder: Path, numbers: str, now: datetime) -> None:
    async with Store.open(folder / "c.db") as store:
        event.listen(Engine, "commit", die_at_commit)
        print("open", flush=True)
        for number in numbers.split(","):
            await poll(store, Snapshots(folder), int(number), now)
        post = Post(folder)
        await Deliverer(store, Watchlist((SOURCE,)), {"slack": post, "mail": post}, render, lambda: now).drain()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], NOON + timedelta(seconds=float(sys.argv[3]))))
