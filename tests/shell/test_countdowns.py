"""A reminder goes out once, whoever looks how often."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import date, datetime, timedelta
from pathlib import Path

from clausewatch.core.alerts import Alert, Reminder
from clausewatch.core.memory import PageMemory, Pending
from clausewatch.core.model import Grade
from clausewatch.core.watch import Channel, Watchlist
from clausewatch.shell.countdowns import Countdowns
from clausewatch.shell.store import Store
from clausewatch_notifiers import console
from shell.news import NOON, changed, page

WATCHLIST = Watchlist((page(),), channels=(Channel("terminal", "console", console.Settings()),))
IN_FORCE = date(2026, 12, 24)


def looked(folder: Path, *days_before: int) -> list[tuple[Alert, ...]]:
    """What each look so many days before brought, and that each new one waits in the outbox."""

    async def story() -> list[tuple[Alert, ...]]:
        async with Store.open(folder / "c.db") as store:
            await store.sync(WATCHLIST, NOON)
            decision = changed(page())
            assert isinstance(decision.memory, PageMemory) and decision.change is not None
            pending = Pending(IN_FORCE, decision.change.id, NOON, Grade.MAJOR)
            decision = dataclasses.replace(decision, memory=dataclasses.replace(decision.memory, pending=pending))
            await store.apply(page(), decision, (), next_due=NOON, now=NOON)
            days = iter(days_before)
            countdowns = Countdowns(WATCHLIST, store, lambda: _at(next(days)))
            sent = [await countdowns.send() for _ in days_before]
            assert (await store.counts()).pending == sum(len(each) for each in sent)
            assert {alert.key for alert in await store.recent_alerts()} >= {a.key for each in sent for a in each}
            return sent

    return asyncio.run(story())


def _at(days_before: int) -> datetime:
    return NOON.replace(year=IN_FORCE.year, month=IN_FORCE.month, day=IN_FORCE.day) - timedelta(days=days_before)


def test_each_reminder_is_sent_once_and_survives_the_database(tmp_path: Path) -> None:
    sent = looked(tmp_path, 8, 7, 7, 3, 1, 1, 0)
    assert [len(each) for each in sent] == [0, 1, 0, 0, 1, 0, 0]
    assert [alert.news.days for each in sent for alert in each if isinstance(alert.news, Reminder)] == [7, 1]


def test_a_reminder_that_was_missed_comes_late_and_not_twice(tmp_path: Path) -> None:
    assert [len(each) for each in looked(tmp_path, 10, 4, 3)] == [0, 1, 0]
