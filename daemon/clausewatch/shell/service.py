"""The daemon: everything put together, started in order, stopped in order."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from clausewatch.core import schedule
from clausewatch.core.connectivity import Connectivity
from clausewatch.core.errors import StoreError
from clausewatch.core.render.message import render
from clausewatch.core.watch import Watchlist
from clausewatch.shell import mending
from clausewatch.shell.browser import Browser
from clausewatch.shell.channels import notifiers
from clausewatch.shell.check import Checker
from clausewatch.shell.countdowns import Countdowns
from clausewatch.shell.database_faults import Damaged
from clausewatch.shell.deliver import Deliverer, Heard, nobody_hears
from clausewatch.shell.digests import Digests
from clausewatch.shell.edits import Edits
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.files import Snapshots
from clausewatch.shell.followups import Followups
from clausewatch.shell.ground import DATABASE, refuse_root, utc_now
from clausewatch.shell.guard import Guard
from clausewatch.shell.health import serving
from clausewatch.shell.indexes import Indexes
from clausewatch.shell.lock import single_instance
from clausewatch.shell.lookout import Lookout
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.reloading import Reloading, differences, lookalikes
from clausewatch.shell.report import Report
from clausewatch.shell.scheduler import Scheduler
from clausewatch.shell.store import Store
from clausewatch.shell.vitals import Vitals
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
    indexes: Indexes
    network: ChannelNetwork


@contextlib.asynccontextmanager
async def service(
    watchlist: Watchlist,
    root: Path,
    now: Callable[[], datetime] = utc_now,
    pause: float = 1.0,
    heard: Heard = nobody_hears,
) -> AsyncIterator[Service]:
    """Opens everything for one watchlist and one snapshots folder.

    ``pause``: seconds between requests to a host; ``heard`` is told what became of each delivery.
    """
    refuse_root(root)
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
            store,
            watchlist,
            notifiers(watchlist.channels, network),
            render,
            now,
            attach=snapshots.attachment,
            heard=heard,
        )
        digests, countdowns = Digests(watchlist, store, now), Countdowns(watchlist, store, now)
        followups, indexes = Followups(watchlist, store, now), Indexes(store, snapshots, now)
        yield Service(watchlist, store, snapshots, checker, deliverer, digests, countdowns, followups, indexes, network)


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


async def run(watchlist: Watchlist, root: Path, load: Callable[[], Watchlist], listen: str | None = None) -> None:
    """The daemon; returns after SIGTERM or SIGINT, with everything under way finished or handed back.

    ``load`` reads the watchlist again after it was edited, or raises ``WatchlistError``. A database that turns out to
    be damaged or deleted is mended, and watching begins again. ``listen`` is where machines may ask how it is.
    """
    signals, report = Signals.heard(), Report(root)
    daemon = Daemon(root, load, signals, Edits(watched_files(watchlist), signals.reread), report)
    life: Life | None = Life(watchlist)
    async with serving(listen, report.pages()):
        while life is not None:
            with single_instance(root / DATABASE):  # taken anew, since the folder may be another one
                life = await _until_broken(life, daemon)
    log.info("stopped")


@dataclass(frozen=True, slots=True)
class Daemon:
    """What stays the same from one life to the next."""

    root: Path
    load: Callable[[], Watchlist]
    signals: Signals
    edits: Edits
    report: Report


@dataclass(frozen=True, slots=True)
class Life:
    """The daemon from one watchlist, or one breakage of its database, to the next."""

    watchlist: Watchlist
    before: Watchlist | None = None
    """What was watched in the life before; ``None`` in the first, and after a breakage."""
    sight: Connectivity = field(default_factory=Connectivity)
    broken: StoreError | None = None
    """What the life before ended by."""


async def _until_broken(life: Life, daemon: Daemon) -> Life | None:
    """Lives on one database; the first life on the next, or ``None`` when the daemon is to stop."""
    while True:
        async with daemon.report.manager.patience_asked():
            mended = await mending.mend(daemon.root, life.broken)
        if mended:
            life = dataclasses.replace(life, before=None)
        try:
            following = await _watch(life, daemon, mended)
        except Damaged as error:
            following = Life(life.watchlist, sight=life.sight, broken=error)
        if following is None or following.broken is not None:
            return following
        life = following


async def _watch(life: Life, daemon: Daemon, mended: bool) -> Life | None:
    """Watches until another watchlist takes over, the database breaks, or the daemon is to stop."""
    watchlist, root, report = life.watchlist, daemon.root, daemon.report
    daemon.edits.watch(watched_files(watchlist))
    async with service(watchlist, root, heard=report.heard) as parts:
        parts.checker.connectivity = life.sight
        await _begin(parts, life.before)
        if life.before is None:
            await mending.tell_what_was_missed(parts.store, watchlist, root, mended)
        scheduler = _scheduler(parts, root, report.vitals)
        scheduler.start()
        report.manager.ready(_watching(watchlist))
        reloading = Reloading(
            watchlist, edits=daemon.edits, load=daemon.load, store=parts.store, root=root, now=utc_now
        )
        end = await _first(daemon.signals.stop, scheduler.broken, reloading)
        log.info(_said(end))
        report.manager.stopping() if end is None else report.manager.reloading()
        await scheduler.stop()
        if isinstance(end, StoreError):
            await mending.rescue(parts.store, root, end)
            return Life(watchlist, sight=parts.checker.connectivity, broken=end)
        return Life(end, watchlist, parts.checker.connectivity) if end is not None else None


def _said(end: Watchlist | StoreError | None) -> str:
    if end is None:
        return "stopping"
    return f"mending the database: {end}" if isinstance(end, StoreError) else "taking over the edited watchlist"


async def _begin(parts: Service, before: Watchlist | None) -> None:
    """At the start, puts right what a crash has left; after an edit, polls at once what is read otherwise now."""
    await parts.store.adopt(parts.watchlist)
    if before is None:
        await parts.store.take_over()
        await parts.snapshots.remove_leftovers(utc_now() - LEFTOVERS_AFTER)
        await parts.indexes.write_all()
        log.info("watching", **_counts(parts.watchlist))
        return
    edit = differences(before, parts.watchlist)
    for former, new in lookalikes(before, parts.watchlist):
        log.warning(
            f"{former} left the watchlist and {new} came; if it is the same, write `formerly: [{former}]` there, and "
            "its history goes on"
        )
    others = {*edit.added, *edit.changed}
    now = utc_now()
    await parts.store.hurry(
        {source.id: schedule.within(source, now) for source in parts.watchlist.sources if source.id in others}
    )
    told = {name: len(ids) for name, ids in dataclasses.asdict(edit).items()}
    log.info("watchlist reloaded", **told, **_counts(parts.watchlist))


async def _first(
    stop: asyncio.Event, broken: asyncio.Future[StoreError], reloading: Reloading
) -> Watchlist | StoreError | None:
    """What ends a life: the watchlist that takes over, why the database is lost, or ``None`` to stop."""
    stopped, found = asyncio.create_task(stop.wait()), asyncio.create_task(reloading.successor())
    try:
        await asyncio.wait((stopped, found, broken), return_when=asyncio.FIRST_COMPLETED)
        if stopped.done():
            return None
        return broken.result() if broken.done() else _successor(found)
    finally:
        for task in (stopped, found):
            task.cancel()
        await asyncio.gather(stopped, found, return_exceptions=True)


def _successor(found: asyncio.Task[Watchlist]) -> Watchlist | StoreError:
    """A database that breaks while the watchlist is read again is as broken as one that breaks in a round."""
    error = found.exception()
    return error if isinstance(error, Damaged) else found.result()


def _scheduler(parts: Service, root: Path, vitals: Vitals) -> Scheduler:
    lookout = Lookout(parts.watchlist, store=parts.store, network=parts.network, vitals=vitals, now=utc_now)
    return Scheduler(
        parts.watchlist,
        checker=parts.checker,
        deliverer=parts.deliverer,
        digests=parts.digests,
        countdowns=parts.countdowns,
        followups=parts.followups,
        indexes=parts.indexes,
        store=parts.store,
        now=utc_now,
        root=root,
        lookout=lookout,
        vitals=vitals,
    )


def watched_files(watchlist: Watchlist) -> tuple[Path, ...]:
    """The files that the watchlist is made of."""
    return tuple(map(Path, (watchlist.path, *watchlist.files)))


def _watching(watchlist: Watchlist) -> str:
    count = len(watchlist.unpaused(utc_now()).sources)
    return f"watching {count} {'source' if count == 1 else 'sources'}"


def _counts(watchlist: Watchlist) -> dict[str, Any]:
    return {
        "watchlist": watchlist.path,
        "sources": len(watchlist.unpaused(utc_now()).sources),
        "paused": len(watchlist.sources) - len(watchlist.unpaused(utc_now()).sources),
        "claims": len(watchlist.claims),
        "channels": ", ".join(channel.id for channel in watchlist.channels),
    }
