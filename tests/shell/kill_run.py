"""A sender that is killed again and again at random moments, against receivers that are not.

The sender is a process of its own (``python -m shell.kill_run FOLDER WEB MAIL SECONDS``) with the real channels; after
each death its clock is an hour further, so every lease has ended.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
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

LONGEST = 1.0
"""Seconds for which a sender may live, at most."""
PATIENT = 20.0
ENOUGH = 60.0


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
            killed += await _lives(folder, site.port, mail_port, clock, moments.uniform(0, LONGEST))
        post.healthy = True
        while await _pending(folder):
            clock.time += HOUR
            assert not await _lives(folder, site.port, mail_port, clock, ENOUGH * 10), "it never came to an end"
        async with Store.open(folder / "c.db") as store:
            return judged(await store.outbox(limit=10_000_000), post, clock.time, killed)


async def _lives(folder: Path, site: int, mail: int, clock: Clock, seconds: float) -> bool:
    """One sender, killed after so many seconds of sending; whether it had to be."""
    arguments = ["-m", "shell.kill_run", str(folder), str(site), str(mail), str((clock.time - NOON).total_seconds())]
    modules = os.pathsep.join((str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
    child = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": modules}
    )
    assert child.stdout is not None
    assert await asyncio.wait_for(child.stdout.readline(), ENOUGH) == b"sending\n"
    try:
        assert await asyncio.wait_for(child.wait(), seconds) == 0
    except TimeoutError:
        child.kill()
        await child.wait()
        return True
    return False


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
