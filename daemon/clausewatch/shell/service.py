"""The daemon: everything put together, started in order, stopped in order."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from clausewatch.core.connectivity import Connectivity
from clausewatch.core.render.message import render
from clausewatch.core.watch import Watchlist
from clausewatch.shell.browser import Browser
from clausewatch.shell.channels import notifiers
from clausewatch.shell.check import Checker
from clausewatch.shell.countdowns import Countdowns
from clausewatch.shell.deliver import Deliverer
from clausewatch.shell.digests import Digests
from clausewatch.shell.edits import Edits
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.files import Snapshots
from clausewatch.shell.followups import Followups
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.guard import Guard
from clausewatch.shell.lock import single_instance
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.reloading import Reloading, differences
from clausewatch.shell.scheduler import Scheduler
from clausewatch.shell.store import Store
from clausewatch.shell.workers import Workers

log = structlog.get_logger()

LEFTOVERS_AFTER = timedelta(hours=1)
"""Unfinished files older than this are a crash's, not another process's at work."""
READING = ("clausewatch.core.reading", "clausewatch.core.render.diffs")
"""What the reading workers import before the first page comes."""


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that commands and the daemon share."""

    watchlist: Watchlist
    store: Store
    snapshots: Snapshots
    checker: Checker
    deliverer: Deliverer
    digests: Digests
    countdowns: Countdowns
    followups: Followups


@contextlib.asynccontextmanager
async def service(
    watchlist: Watchlist, root: Path, now: Callable[[], datetime] = utc_now, pause: float = 1.0
) -> AsyncIterator[Service]:
    """Opens everything for one watchlist and one snapshots folder; ``pause``: seconds between requests to a host."""
    guard, snapshots = Guard(watchlist.allow), Snapshots(root)
    async with (
        Store.open(root / DATABASE) as store,
        Fetcher(guard, now=now, pause=pause) as fetcher,
        Browser(guard, now=now) as browser,
        Workers(preload=READING) as workers,
        ChannelNetwork(guard, root) as network,
    ):
        await store.sync(watchlist, now())
        checker = Checker(
            watchlist,
            guard=guard,
            fetcher=fetcher,
            browser=browser,
            workers=workers,
            store=store,
            snapshots=snapshots,
            now=now,
        )
        deliverer = Deliverer(
            store, watchlist, notifiers(watchlist.channels, network), render, now, attach=snapshots.attachment
        )
        digests, countdowns = Digests(watchlist, store, now), Countdowns(watchlist, store, now)
        followups = Followups(watchlist, store, now)
        yield Service(watchlist, store, snapshots, checker, deliverer, digests, countdowns, followups)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the operating system asks of the daemon."""

    stop: asyncio.Event
    """SIGTERM, SIGINT."""
    reread: asyncio.Event
    """SIGHUP: read the watchlist again, and the secrets it names."""

    @classmethod
    def heard(cls) -> Signals:
        signals, loop = cls(asyncio.Event(), asyncio.Event()), asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, signals.stop.set)
        loop.add_signal_handler(signal.SIGHUP, signals.reread.set)
        return signals


async def run(watchlist: Watchlist, root: Path, load: Callable[[], Watchlist]) -> None:
    """The daemon; returns after SIGTERM or SIGINT, with everything under way finished or handed back.

    ``load`` reads the watchlist again after it was edited, or raises ``WatchlistError``.
    """
    signals = Signals.heard()
    with single_instance(root / DATABASE):
        edits = Edits(watched_files(watchlist), signals.reread)
        before: Watchlist | None = None
        sight = Connectivity()
        while watchlist is not before:
            edits.watch(watched_files(watchlist))
            successor, sight = await _watch(watchlist, before, sight, root, signals, edits, load)
            before, watchlist = watchlist, successor
    log.info("stopped")


async def _watch(
    watchlist: Watchlist,
    before: Watchlist | None,
    sight: Connectivity,
    root: Path,
    signals: Signals,
    edits: Edits,
    load: Callable[[], Watchlist],
) -> tuple[Watchlist, Connectivity]:
    """Watches until another watchlist takes over; the same one is returned when the daemon is to stop."""
    async with service(watchlist, root) as parts:
        parts.checker.connectivity = sight
        await _begin(parts, before)
        scheduler = _scheduler(parts)
        scheduler.start()
        reloading = Reloading(watchlist, edits=edits, load=load, store=parts.store, root=root, now=utc_now)
        successor = await _first(signals.stop, reloading)
        log.info("stopping" if successor is None else "taking over the edited watchlist")
        await scheduler.stop()
        return successor or watchlist, parts.checker.connectivity


async def _begin(parts: Service, before: Watchlist | None) -> None:
    """At the start, puts right what a crash has left; after an edit, polls at once what is read otherwise now."""
    await parts.store.adopt(parts.watchlist)
    if before is None:
        await parts.store.take_over()
        await parts.snapshots.remove_leftovers(utc_now() - LEFTOVERS_AFTER)
        log.info("watching", **_counts(parts.watchlist))
        return
    edit = differences(before, parts.watchlist)
    await parts.store.hurry((*edit.added, *edit.changed), utc_now())
    told = {name: len(ids) for name, ids in dataclasses.asdict(edit).items()}
    log.info("watchlist reloaded", **told, **_counts(parts.watchlist))


async def _first(stop: asyncio.Event, reloading: Reloading) -> Watchlist | None:
    """The watchlist that takes over, or ``None`` when the daemon is to stop, whichever comes first."""
    stopped, found = asyncio.create_task(stop.wait()), asyncio.create_task(reloading.successor())
    try:
        await asyncio.wait({stopped, found}, return_when=asyncio.FIRST_COMPLETED)
        return None if stopped.done() else found.result()
    finally:
        for task in (stopped, found):
            task.cancel()
        await asyncio.gather(stopped, found, return_exceptions=True)


def _scheduler(parts: Service) -> Scheduler:
    return Scheduler(
        parts.watchlist,
        checker=parts.checker,
        deliverer=parts.deliverer,
        digests=parts.digests,
        countdowns=parts.countdowns,
        followups=parts.followups,
        store=parts.store,
        now=utc_now,
    )


def watched_files(watchlist: Watchlist) -> tuple[Path, ...]:
    """The files that the watchlist is made of."""
    return (Path(watchlist.path),)


def _counts(watchlist: Watchlist) -> dict[str, Any]:
    return {
        "watchlist": watchlist.path,
        "sources": len(watchlist.sources),
        "claims": len(watchlist.claims),
        "channels": ", ".join(channel.id for channel in watchlist.channels),
    }
