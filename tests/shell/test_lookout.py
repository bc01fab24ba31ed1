"""The dead-man's switch and the stale sources."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from clausewatch.core.memory import PageMemory
from clausewatch.core.watch import Channel, Watchlist
from clausewatch.shell.guard import Guard
from clausewatch.shell.lookout import SETTLING, Lookout
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.store import Store
from clausewatch.shell.vitals import Vitals
from clausewatch_notifiers import console
from clausewatch_notifiers.contract import Secret
from shell.news import NOON, page, unchanged
from shell.site import Site, answer
from shell.test_vitals import Passing

SOURCE = page()


@dataclasses.dataclass
class World:
    lookout: Lookout
    store: Store
    vitals: Vitals
    passing: Passing
    now: datetime = NOON


def looking(folder: Path, site: Site, story: Callable[[World], Awaitable[None]], allow: bool = True) -> None:
    async def run() -> None:
        passing = Passing()
        vitals = Vitals(passing)
        vitals.begin()
        watchlist = Watchlist(
            (SOURCE,), channels=(Channel("people", "console", console.Settings()),), heartbeat=Secret(site.url("/ping"))
        )
        guard = Guard((site.address,) if allow else ())
        async with Store.open(folder / "c.db") as store, ChannelNetwork(guard, folder) as network:
            await store.sync(watchlist, NOON)
            world = World(
                Lookout(watchlist, store=store, network=network, vitals=vitals, now=lambda: world.now),
                store,
                vitals,
                passing,
            )
            await story(world)

    asyncio.run(run())


def test_the_switch_is_asked_for_while_all_is_in_time_and_not_otherwise(tmp_path: Path) -> None:
    with Site() as site:
        site.answers("/ping", answer(200))

        async def story(it: World) -> None:
            await it.lookout.sign()
            assert len(site.requests) == 0  # nothing was surveyed yet
            await it.lookout.survey()
            await it.lookout.sign()
            assert len(site.requests) == 1
            it.now += timedelta(hours=1)  # the source is overdue by then
            await it.lookout.sign()
            assert len(site.requests) == 1

        looking(tmp_path, site, story)


def test_a_switch_that_fails_stops_nothing_and_a_private_one_is_never_asked_for(tmp_path: Path) -> None:
    with Site() as site:
        site.answers("/ping", answer(500))

        async def story(it: World) -> None:
            await it.lookout.survey()
            await it.lookout.sign()

        looking(tmp_path, site, story)
        assert len(site.requests) == 1
        looking(tmp_path, site, story, allow=False)
        assert len(site.requests) == 1


def test_a_stale_source_is_told_after_the_start_has_settled_and_its_end_over_a_restart(tmp_path: Path) -> None:
    with Site() as site:

        async def read(it: World, at: datetime) -> None:
            decision = dataclasses.replace(unchanged(), memory=PageMemory(read_at=at))
            await it.store.apply(SOURCE, decision, (), next_due=it.now, now=it.now)

        async def goes_stale(it: World) -> None:
            await read(it, NOON - timedelta(days=30))
            await it.lookout.tell_stale()
            assert await it.store.recent_alerts() == ()
            it.passing.now += SETTLING
            await it.lookout.tell_stale()
            await it.lookout.tell_stale()
            assert len(await it.store.recent_alerts()) == 1

        async def comes_back(it: World) -> None:
            it.passing.now += SETTLING
            await read(it, NOON)
            await it.lookout.tell_stale()
            await it.lookout.tell_stale()
            assert len(await it.store.recent_alerts()) == 2
            assert (await it.store.counts()).pending == 2

        looking(tmp_path, site, goes_stale)
        looking(tmp_path, site, comes_back)
