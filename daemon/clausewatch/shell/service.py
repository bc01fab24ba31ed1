"""The daemon: everything put together, started in order, stopped in order."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

import clausewatch_notifiers
from clausewatch.core.render.message import render
from clausewatch.core.watch import Channel, Watchlist
from clausewatch.shell.browser import Browser
from clausewatch.shell.check import Checker
from clausewatch.shell.countdowns import Countdowns
from clausewatch.shell.deliver import Deliverer
from clausewatch.shell.digests import Digests
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.files import Snapshots
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.guard import Guard
from clausewatch.shell.lock import single_instance
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.scheduler import Scheduler
from clausewatch.shell.store import Store
from clausewatch.shell.workers import Workers
from clausewatch_notifiers.contract import Notifier

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
        deliverer = Deliverer(store, watchlist, notifiers(watchlist.channels, network), render, now)
        digests, countdowns = Digests(watchlist, store, now), Countdowns(watchlist, store, now)
        yield Service(watchlist, store, snapshots, checker, deliverer, digests, countdowns)


def notifiers(channels: tuple[Channel, ...], network: ChannelNetwork) -> Mapping[str, Notifier]:
    """One notifier per channel id."""
    return {
        channel.id: clausewatch_notifiers.channel(channel.kind).build(channel.settings, network) for channel in channels
    }


async def run(watchlist: Watchlist, root: Path) -> None:
    """The daemon; returns after SIGTERM or SIGINT, with everything under way finished or handed back."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    with single_instance(root / DATABASE):
        await _run_until(stop, watchlist, root)


async def _run_until(stop: asyncio.Event, watchlist: Watchlist, root: Path) -> None:
    async with service(watchlist, root) as parts:
        await parts.store.take_over()
        await parts.snapshots.remove_leftovers(utc_now() - LEFTOVERS_AFTER)
        scheduler = Scheduler(
            watchlist,
            checker=parts.checker,
            deliverer=parts.deliverer,
            digests=parts.digests,
            countdowns=parts.countdowns,
            store=parts.store,
            now=utc_now,
        )
        scheduler.start()
        log.info("watching", **_counts(watchlist))
        await stop.wait()
        log.info("stopping")
        await scheduler.stop()
    log.info("stopped")


def _counts(watchlist: Watchlist) -> dict[str, Any]:
    return {
        "watchlist": watchlist.path,
        "sources": len(watchlist.sources),
        "claims": len(watchlist.claims),
        "channels": ", ".join(channel.id for channel in watchlist.channels),
    }
