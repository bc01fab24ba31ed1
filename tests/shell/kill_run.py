"""A sender that is killed again and again at random moments, against receivers that are not.

The sender is a process of its own with the real channels; after each death its clock is an hour further, so every lease
has ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from clausewatch.core.render.message import render
from clausewatch.shell.deliver import Deliverer, deliveries_for
from clausewatch.shell.guard import Guard
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.service import notifiers
from clausewatch.shell.store import Store
from shell.fault_run import Clock, Ran, as_known, judged, news, watchlist
from shell.faulty import Post, mail_server, web
from shell.news import HOUR, NOON

MESSAGES, AFTER = 16, 0.03
"""A sender lives until so many of its messages have arrived, at most, and so many seconds more."""
PATIENT = 8.0
LOOK_AGAIN = 0.5
"""Seconds after which a sender that sends nothing is looked at: it may be done."""


async def kill_run(folder: Path, alerts: int, kills: int, seed: int) -> Ran:
    moments, post, clock = random.Random(seed), Post(random.Random(seed)), Clock()
    async with web(post) as site, mail_server(post) as mail_port:
        watched = watchlist(site.port, mail_port, PATIENT)
        async with Store.open(folder / "c.db") as store:
            for number in range(alerts):
                await store.announce(news(number), deliveries_for(news(number), watched, NOON), NOON)
        under_way: Counter[str] = Counter()
        for _ in range(kills):
            clock.time += HOUR
            with _sender(folder, site.port, mail_port, clock.time) as child:
                await _dies(child, post, moments)
            under_way.update(_leased(folder, clock.time))
        post.healthy = True
        while await _pending(folder):
            clock.time += HOUR
            with _sender(folder, site.port, mail_port, clock.time) as child:
                await asyncio.to_thread(child.join)
                assert child.exitcode == 0
        async with Store.open(folder / "c.db") as store:
            return judged(await store.outbox(limit=10_000_000), post, clock.time, under_way)


def _leased(folder: Path, now: datetime) -> list[str]:
    """Keys of what was being sent: each may be sent once more, and nothing else may."""
    query = "SELECT key, channel FROM outbox WHERE state = 'pending' AND leased_until > ?"
    with closing(sqlite3.connect(folder / "c.db")) as database:
        rows = database.execute(query, (f"{now:%Y-%m-%d %H:%M:%S.%f}",)).fetchall()
    return [as_known(key, channel) for key, channel in rows]


async def _dies(child: ForkServerProcess, post: Post, moments: random.Random) -> None:
    """Kills the sender in the middle of its work."""
    enough = post.faults.total() + moments.randrange(MESSAGES)
    while post.faults.total() < enough and child.is_alive():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(post.arrived.wait(), LOOK_AGAIN)
        post.arrived.clear()
    await asyncio.to_thread(child.join, moments.uniform(0, AFTER))
    child.kill()
    await asyncio.to_thread(child.join)


@contextlib.contextmanager
def _sender(*arguments: object) -> Iterator[ForkServerProcess]:
    """A process of its own, forked from one that has nothing open, since two hundred starts would take minutes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["shell.kill_run"])
    child = context.Process(target=sending, args=arguments)
    child.start()
    try:
        yield child
    finally:
        child.kill()
        child.join()


async def _pending(folder: Path) -> int:
    async with Store.open(folder / "c.db") as store:
        return (await store.counts()).pending


def sending(folder: Path, site: int, mail: int, now: datetime) -> None:
    """What the sender runs."""
    asyncio.run(_send(folder, site, mail, Clock(now)))


async def _send(folder: Path, site: int, mail: int, clock: Clock) -> None:
    watched = watchlist(site, mail, PATIENT)
    async with Store.open(folder / "c.db") as store, ChannelNetwork(Guard(watched.allow), folder) as network:
        ways = notifiers(watched.channels, network)
        await Deliverer(store, watched, ways, render, clock).drain()
