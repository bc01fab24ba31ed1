"""A sender that is killed again and again at random moments, against receivers that are not.

The sender is a process of its own (``python -m shell.kill_run FOLDER WEB MAIL SECONDS``) with the real channels; after
each death its clock is an hour further, so every lease has ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from clausewatch.core.render.message import render
from clausewatch.shell.deliver import Deliverer, deliveries_for
from clausewatch.shell.guard import Guard
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.service import notifiers
from clausewatch.shell.store import Store
from shell.fault_run import Clock, Ran, judged, news, watchlist
from shell.faulty import Post, mail_server, web
from shell.news import HOUR, NOON

MESSAGES, AFTER = 16, 0.03
"""A sender lives until so many of its messages have arrived, at most, and so many seconds more."""
PATIENT = 20.0
LOOK_AGAIN = 0.5
"""Seconds after which a sender that sends nothing is looked at: it may be done."""


async def kill_run(folder: Path, alerts: int, kills: int, seed: int) -> Ran:
    moments, post, clock = random.Random(seed), Post(random.Random(seed)), Clock()
    async with web(post) as site, mail_server(post) as mail_port:
        watched = watchlist(site.port, mail_port, PATIENT)
        async with Store.open(folder / "c.db") as store:
            for number in range(alerts):
                await store.announce(news(number), deliveries_for(news(number), watched, NOON), NOON)
        killed = 0
        for _ in range(kills):
            clock.time += HOUR
            async with _sender(folder, site.port, mail_port, clock) as child:
                killed += await _dies(child, post, moments)
        post.healthy = True
        while await _pending(folder):
            clock.time += HOUR
            async with _sender(folder, site.port, mail_port, clock) as child:
                assert await child.wait() == 0
        async with Store.open(folder / "c.db") as store:
            return judged(await store.outbox(limit=10_000_000), post, clock.time, killed)


async def _dies(child: Process, post: Post, moments: random.Random) -> bool:
    """Kills the sender in the middle of its work; ``False`` if it was done before that."""
    enough = post.faults.total() + moments.randrange(MESSAGES)
    while post.faults.total() < enough and child.returncode is None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(post.arrived.wait(), LOOK_AGAIN)
        post.arrived.clear()
    try:
        await asyncio.wait_for(child.wait(), moments.uniform(0, AFTER))
    except TimeoutError:
        child.kill()
        await child.wait()
        return True
    return False


@contextlib.asynccontextmanager
async def _sender(folder: Path, site: int, mail: int, clock: Clock) -> AsyncIterator[Process]:
    arguments = ["-m", "shell.kill_run", str(folder), str(site), str(mail), str((clock.time - NOON).total_seconds())]
    modules = os.pathsep.join((str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
    child = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": modules}
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"sending\n"
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


async def _pending(folder: Path) -> int:
    async with Store.open(folder / "c.db") as store:
        return (await store.counts()).pending


async def send(folder: Path, site: int, mail: int, seconds: float) -> None:
    clock = Clock(NOON + timedelta(seconds=seconds))
    watched = watchlist(site, mail, PATIENT)
    async with Store.open(folder / "c.db") as store, ChannelNetwork(Guard(watched.allow), folder) as network:
        ways = notifiers(watched.channels, network)
        print("sending", flush=True)
        await Deliverer(store, watched, ways, render, clock).drain()


if __name__ == "__main__":
    asyncio.run(send(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
