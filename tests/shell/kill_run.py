"""A sender that is killed again and again at random moments, against receivers that are not.

The sender is a process of its own with the real channels; after each death its clock is an hour further, so every lease
has ended. Beside the news, which come in as the clock goes, it makes an hourly digest and reminds every six hours, as
the daemon does: at the same time as it sends.
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
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from clausewatch.core.alerts import Outstanding, Roundup
from clausewatch.core.render.message import render
from clausewatch.core.watch import Channel, Route, Watchlist
from clausewatch.shell.deliver import Deliverer, deliveries_for
from clausewatch.shell.followups import Followups
from clausewatch.shell.guard import Guard
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.outbox import OutboxRow
from clausewatch.shell.service import notifiers
from clausewatch.shell.store import Store
from clausewatch.shell.turns import QUICK
from clausewatch_notifiers import email
from shell import fault_run
from shell.fault_run import Clock, Ran, as_known, judged, news
from shell.faulty import Post, mail_server, web
from shell.news import HOUR, NOON, page, promise, touched

MESSAGES, AFTER = 16, 0.03
"""A sender lives until so many of its messages have arrived, at most, and so many seconds more."""
EARLY = 3
"""Every so many senders are killed before anything arrived: while a digest or a reminder is made."""
PATIENT = 8.0
LOOK_AGAIN = 0.5
"""Seconds after which a sender that sends nothing is looked at: it may be done."""
REMIND = 6
"""Hours between two reminders of the one change that nobody decides on."""
SOURCE = page()


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of a run."""

    ran: Ran
    digests: int
    digested: Counter[str]
    """How often digests tell each alert; of a story they name the last news, and how many came before."""
    told: int
    expected: int
    """Alerts that digests told, and were to tell."""
    reminded: Counter[int]
    """How many reminders came in each interval."""
    intervals: int
    """How many there were."""

    @property
    def flawless_followups(self) -> bool:
        """Each alert is in one digest, and no interval has two reminders; the last one has its own."""
        once = (*self.digested.values(), *self.reminded.values())
        return self.told == self.expected and set(once) == {1} and self.reminded[self.intervals] == 1

    def figures(self) -> str:
        return (
            f"{self.ran.figures()}\n{self.digests} digests told {self.told} of {self.expected} alerts, the most often"
            f" told {max(self.digested.values(), default=0)} times; {self.reminded.total()} reminders in"
            f" {self.intervals} intervals, {max(self.reminded.values(), default=0)} at most in one"
        )


def watchlist(web_port: int, mail_port: int) -> Watchlist:
    """Three channels hear everything at once, and the desk by digests and reminders."""
    faulty = fault_run.watchlist(web_port, mail_port, PATIENT)
    at_once = tuple(Route(channel.id, remind=0) for channel in faulty.channels)
    server = f"smtp://127.0.0.1:{mail_port}"
    desk = Channel("desk", "email", email.Settings(("desk@example.com",), "watch@example.com", server))
    later = Route("desk", digest="0 * * * *", remind=REMIND * HOUR.total_seconds())
    return replace(
        faulty,
        sources=(SOURCE,),
        claims=(promise(SOURCE),),
        channels=(*faulty.channels, desk),
        routes=(*at_once, later),
    )


async def kill_run(folder: Path, alerts: int, kills: int, seed: int, quick: float = QUICK) -> Killed:
    moments, post, clock = random.Random(seed), Post(random.Random(seed)), Clock()
    async with web(post) as site, mail_server(post) as mail_port:
        await _announce(folder, watchlist(site.port, mail_port), alerts, kills)
        crashes = []
        for _ in range(kills):
            clock.time += HOUR
            with _sender(folder, site.port, mail_port, clock.time, quick) as (child, opened):
                await _dies(child, opened, post, moments)
            crashes.append(_leased(folder, clock.time))
        post.healthy = True
        while await _unsent(folder):
            clock.time += HOUR
            with _sender(folder, site.port, mail_port, clock.time, quick) as (child, _):
                await asyncio.to_thread(child.join)
                assert child.exitcode == 0
        async with Store.open(folder / "c.db") as store:
            rows = await store.outbox(limit=10_000_000)
        return _judged(judged(rows, post, clock.time, crashes), rows, alerts, clock.time)


async def _announce(folder: Path, watched: Watchlist, alerts: int, kills: int) -> None:
    """All of it beforehand, each piece for its hour; and a change that waits for a decision."""
    async with Store.open(folder / "c.db") as store:
        await store.sync(watched, NOON)
        await store.apply(SOURCE, touched(SOURCE, promise(SOURCE)), (), next_due=NOON, now=NOON)
        for number in range(alerts):
            hour = NOON + HOUR * (number * kills // alerts)
            told = replace(news(number), at=hour)
            await store.announce(told, deliveries_for(told, watched, hour), hour)


def _leased(folder: Path, now: datetime) -> list[str]:
    """Keys of what was being sent."""
    query = "SELECT key, channel FROM outbox WHERE state = 'pending' AND leased_until > ?"
    with closing(sqlite3.connect(folder / "c.db")) as database:
        rows = database.execute(query, (f"{now:%Y-%m-%d %H:%M:%S.%f}",)).fetchall()
    return [as_known(key, channel) for key, channel in rows]


async def _dies(child: ForkServerProcess, opened: Event, post: Post, moments: random.Random) -> None:
    """Kills the sender in the middle of its work."""
    enough = 0 if moments.randrange(EARLY) == 0 else post.faults.total() + moments.randrange(MESSAGES)
    while not opened.is_set() and child.is_alive():
        await asyncio.to_thread(opened.wait, LOOK_AGAIN)
    while post.faults.total() < enough and child.is_alive():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(post.arrived.wait(), LOOK_AGAIN)
        post.arrived.clear()
    await asyncio.to_thread(child.join, moments.uniform(0, AFTER))
    child.kill()
    await asyncio.to_thread(child.join)


@contextlib.contextmanager
def _sender(*arguments: object) -> Iterator[tuple[ForkServerProcess, Event]]:
    """A process of its own, forked from one that has nothing open, since two hundred starts would take minutes.

    The event is set once its database is open.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["shell.kill_run"])
    opened = context.Event()
    child = context.Process(target=sending, args=(*arguments, opened))
    child.start()
    try:
        yield child, opened
    finally:
        child.kill()
        child.join()


async def _unsent(folder: Path) -> bool:
    async with Store.open(folder / "c.db") as store:
        return bool((await store.counts()).pending or (await store.collected()).count)


def sending(folder: Path, site: int, mail: int, now: datetime, quick: float, opened: Event) -> None:
    """What the sender runs."""
    asyncio.run(_send(folder, watchlist(site, mail), Clock(now), quick, opened))


async def _send(folder: Path, watched: Watchlist, clock: Clock, quick: float, opened: Event) -> None:
    async with Store.open(folder / "c.db") as store, ChannelNetwork(Guard(watched.allow), folder) as network:
        opened.set()
        ways, followups = notifiers(watched.channels, network), Followups(watched, store, clock)
        deliverer = Deliverer(store, watched, ways, render, clock, quick=quick)
        await asyncio.gather(deliverer.drain(), followups.send_digests(), followups.remind())
        await deliverer.drain()


def _judged(ran: Ran, rows: tuple[OutboxRow, ...], alerts: int, end: datetime) -> Killed:
    told = [row.alert.news for row in rows if row.alert is not None]
    entries = [entry for each in told if isinstance(each, Roundup) for entry in each.entries]
    reminders = [row for row in rows if row.alert is not None and isinstance(row.alert.news, Outstanding)]
    return Killed(
        ran,
        digests=sum(isinstance(each, Roundup) for each in told),
        digested=Counter(entry.key for entry in entries),
        told=sum(1 + entry.earlier for entry in entries),
        expected=alerts,
        reminded=Counter(int((row.created_at - NOON) / HOUR) // REMIND for row in reminders),
        intervals=int((end - NOON) / HOUR) // REMIND,
    )
