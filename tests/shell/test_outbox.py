"""The outbox: at least once, in order within a thread, never again after it was recorded as sent."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from clausewatch.shell.outbox import Root, Stuck
from clausewatch.shell.store import Dead, Delivery, NewDelivery, OutboxCounts, RetryAt, Sent, Store
from clausewatch_notifiers.contract import Part
from shell.news import HOUR, NOON, alert, ending, to

LEASE = 90.0
SECOND = timedelta(seconds=1)


def with_store(path: Path, story: Callable[[Store], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Store.open(path / "c.db") as store:
            await story(store)

    asyncio.run(run())


async def announced(store: Store, key: str, *addresses: str, thread: str = "") -> None:
    await store.announce(alert(key, thread), to(alert(key), *addresses), NOON)


async def claimed(store: Store, after: timedelta = timedelta(), channel: str | None = None) -> tuple[Delivery, ...]:
    return await store.claim_deliveries(NOON + after, 10, LEASE, channel)


def test_each_recipient_gets_a_delivery_and_a_key_of_its_own(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "mail:x@example.com", "mail:y@example.com", "slack:")
        deliveries = await claimed(store)
        assert [(each.channel, each.recipient) for each in deliveries] == [
            ("mail", "x@example.com"),
            ("mail", "y@example.com"),
            ("slack", ""),
        ]
        assert len({each.key for each in deliveries}) == 3
        assert {each.alert for each in deliveries} == {alert("a")}

    with_store(tmp_path, story)


def test_what_somebody_is_sending_is_not_given_to_anybody_else_until_the_lease_ends(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "slack:")
        (first,) = await claimed(store)
        assert await claimed(store, timedelta(seconds=LEASE - 1)) == ()
        (second,) = await claimed(store, timedelta(seconds=LEASE))
        assert (second.key, second.attempts) == (first.key, first.attempts + 1)

    with_store(tmp_path, story)


def test_a_late_success_counts_and_a_late_failure_does_not(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "slack:")
        (first,) = await claimed(store)
        (second,) = await claimed(store, HOUR)
        await store.record(first, RetryAt(NOON, "no answer"), NOON + HOUR)
        assert await claimed(store, HOUR) == (), "the second still has its lease"
        await store.record(first, Sent("ts-1"), NOON + HOUR)
        await store.record(second, Dead("refused"), NOON + HOUR)
        await store.record(second, RetryAt(NOON, "no answer"), NOON + HOUR)
        assert await store.counts() == OutboxCounts(pending=0, sent=1, dead=0)

    with_store(tmp_path, story)


def test_an_update_of_an_incident_waits_for_the_news_that_it_opened(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "opened", "slack:", "mail:x", thread="incident-1")
        await announced(store, "updated", "slack:", "mail:x", thread="incident-1")
        await announced(store, "other", "slack:", thread="incident-2")
        await announced(store, "policy", "slack:")
        first = await claimed(store, channel="slack")
        assert [each.alert.key for each in first] == ["opened", "other", "policy"]
        await store.record(first[0], RetryAt(NOON + HOUR, "503"), NOON)
        for each in first[1:]:
            await store.record(each, Sent(), NOON)
        assert await claimed(store, HOUR - SECOND, channel="slack") == ()
        (opened,) = await claimed(store, HOUR, channel="slack")
        assert opened.alert.key == "opened"
        await store.record(opened, Sent(), NOON + HOUR)
        assert [each.alert.key for each in await claimed(store, HOUR, channel="slack")] == ["updated"]

    with_store(tmp_path, story)


def test_the_rest_of_a_thread_goes_on_when_a_message_of_it_is_dead(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "opened", "slack:", thread="incident-1")
        await announced(store, "updated", "slack:", thread="incident-1")
        (opened,) = await claimed(store)
        await store.record(opened, Dead("message too long"), NOON)
        (updated,) = await claimed(store)
        assert updated.alert.key == "updated"

    with_store(tmp_path, story)


async def ended(store: Store, key: str, *addresses: str, thread: str) -> None:
    await store.announce(ending(key, thread), to(ending(key, thread), *addresses), NOON)


async def states(store: Store) -> dict[str, str]:
    return {f"{row.alert_key} {row.channel}": row.state for row in await store.outbox()}


def test_a_story_that_ended_before_anybody_heard_of_it_is_told_by_its_end(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "opened", "slack:", "mail:x", thread="incident-1")
        await announced(store, "other", "slack:", thread="incident-2")
        (mail,) = await claimed(store, channel="mail")
        await store.record(mail, Sent("id"), NOON)
        await announced(store, "updated", "slack:", "mail:x", thread="incident-1")
        await ended(store, "resolved", "slack:", "mail:x", thread="incident-1")
        assert await states(store) == {
            "opened slack": "merged",
            "opened mail": "sent",
            "other slack": "pending",
            "updated slack": "merged",
            "updated mail": "merged",
            "resolved slack": "pending",
            "resolved mail": "pending",
        }
        assert [each.alert.key for each in await claimed(store)] == ["other", "resolved", "resolved"]

    with_store(tmp_path, story)


def test_a_beginning_that_is_being_sent_is_not_taken_away_from_who_sends_it(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "opened", "slack:", thread="incident-1")
        (opened,) = await claimed(store)
        await ended(store, "resolved", "slack:", thread="incident-1")
        await store.record(opened, Sent("ts-1"), NOON)
        assert await states(store) == {"opened slack": "sent", "resolved slack": "pending"}

    with_store(tmp_path, story)


def test_a_beginning_that_comes_back_unsent_after_its_end_is_merged(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "opened", "slack:", thread="incident-1")
        (opened,) = await claimed(store)
        await ended(store, "resolved", "slack:", thread="incident-1")
        await store.record(opened, RetryAt(NOON + HOUR, "503"), NOON)
        assert await states(store) == {"opened slack": "merged", "resolved slack": "pending"}
        (row,) = await store.outbox("merged")
        assert row.receipt == "told by resolved"
        assert [each.alert.key for each in await claimed(store)] == ["resolved"]

    with_store(tmp_path, story)


def test_what_comes_after_an_end_is_told_after_it(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "opened", "slack:", thread="incident-1")
        await ended(store, "resolved", "slack:", thread="incident-1")
        await announced(store, "reopened", "slack:", thread="incident-1")
        (resolved,) = await claimed(store)
        await store.record(resolved, Sent("ts-2"), NOON)
        assert [each.alert.key for each in await claimed(store)] == ["reopened"]

    with_store(tmp_path, story)


def test_a_later_message_knows_the_first_one_of_its_thread_that_arrived(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        for key in ("opened", "updated", "further"):
            await announced(store, key, "slack:", thread="incident-1")
        (opened,) = await claimed(store)
        assert opened.root is None
        await store.record(opened, Sent("ts-1"), NOON)
        (updated,) = await claimed(store)
        root = Root(alert("opened", "incident-1"), opened.key, "ts-1")
        assert updated.root == root
        await store.record(updated, Sent("ts-2"), NOON)
        (further,) = await claimed(store)
        assert further.root == root

    with_store(tmp_path, story)


def parts(key: str, *wanted: Part) -> tuple[NewDelivery, ...]:
    return tuple(NewDelivery(key, "slack", "C1", part) for part in wanted)


def test_the_parts_of_an_alert_go_one_after_the_other_each_with_its_own_key(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.announce(alert("a"), parts("a", Part.MESSAGE, Part.FILE), NOON)
        (message,) = await claimed(store)
        assert message.part is Part.MESSAGE
        await store.record(message, Sent("ts-1"), NOON)
        (file,) = await claimed(store)
        assert (file.part, file.root) == (Part.FILE, Root(alert("a"), message.key, "ts-1"))
        assert file.key != message.key
        await store.record(file, Sent("F1"), NOON)
        assert await claimed(store) == ()

    with_store(tmp_path, story)


def test_the_first_message_of_a_thread_brings_no_other_up_to_date(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        for key in ("opened", "updated"):
            await store.announce(alert(key, "incident-1"), parts(key, Part.MESSAGE, Part.STATE), NOON)
        rows = [(row.alert_key, row.part) for row in reversed(await store.outbox())]
        assert rows == [("opened", "message"), ("updated", "message"), ("updated", "state")]

    with_store(tmp_path, story)


def test_a_delivery_can_be_dropped_and_taken_back(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "slack:")
        (delivery,) = await claimed(store)
        assert not await store.drop(delivery.id, NOON), "it is under way"
        await store.record(delivery, RetryAt(NOON + HOUR, "503"), NOON)
        assert await store.drop(delivery.id, NOON)
        assert await claimed(store, HOUR) == ()
        assert await store.counts() == OutboxCounts(0, 0, 0)
        assert await store.requeue(delivery.id, NOON)
        assert [each.id for each in await claimed(store)] == [delivery.id]

    with_store(tmp_path, story)


def test_a_waiting_delivery_can_be_sent_at_once_but_not_one_under_way(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "slack:")
        (delivery,) = await claimed(store)
        assert not await store.requeue(delivery.id, NOON)
        await store.record(delivery, RetryAt(NOON + HOUR, "503"), NOON)
        assert await store.requeue(delivery.id, NOON)
        (again,) = await claimed(store)
        assert again.attempts == 2, "an outcome of the first attempt must not count for the second"

    with_store(tmp_path, story)


def test_the_news_of_a_loss_is_stored_with_the_loss_and_only_once(tmp_path: Path) -> None:
    loss = alert("undelivered/slack/2026-11-23")

    async def story(store: Store) -> None:
        await announced(store, "a", "slack:")
        (delivery,) = await claimed(store)
        for _ in range(2):
            await store.record(delivery, Dead("revoked", loss, to(loss, "mail:x")), NOON)
        assert await store.counts() == OutboxCounts(pending=1, sent=0, dead=1)
        (row,) = await store.outbox("dead")
        assert (row.alert, row.error, row.finished_at) == (alert("a"), "revoked", NOON)

    with_store(tmp_path, story)


def test_a_dead_delivery_can_be_given_another_life(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "slack:")
        (delivery,) = await claimed(store)
        assert not await store.requeue(delivery.id, NOON), "it is alive"
        await store.record(delivery, Dead("revoked"), NOON)
        assert await store.requeue(delivery.id, NOON)
        (again,) = await claimed(store)
        assert (again.key, again.attempts) == (delivery.key, 1)

    with_store(tmp_path, story)


def test_an_alert_that_cannot_be_read_any_more_holds_up_nothing(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "slack:")
        await announced(store, "b", "slack:")
        with closing(sqlite3.connect(tmp_path / "c.db")) as other, other:
            other.execute("UPDATE alerts SET body = '{}' WHERE key = 'a'")
        assert [each.alert.key for each in await claimed(store)] == ["b"]
        (row,) = await store.outbox("dead")
        assert row.alert is None and "unreadable alert a" in row.error

    with_store(tmp_path, story)


def test_an_endless_error_is_cut(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "slack:")
        (delivery,) = await claimed(store)
        await store.record(delivery, RetryAt(NOON, "no \0" * 10_000), NOON)
        assert len((await store.outbox())[0].error) == 500

    with_store(tmp_path, story)


# --- the law ------------------------------------------------------------------------------------------------------

THREADS = ("", "incident-1", "incident-2")
ADDRESSES = ("slack:", "mail:x", "mail:y")


@dataclass
class Told:
    """What the model knows of one delivery."""

    order: int
    address: str
    thread: str
    ends: bool = False
    heard: int = 0
    state: str = "pending"
    leased_until: float = 0.0
    """Seconds since the start."""
    try_at: float = 0.0
    keys: set[str] = field(default_factory=set)


class Outbox(RuleBasedStateMachine):
    """Announces, claims, sends, records, forgets (a crash), restarts and lets time pass, in any order."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.seconds = 0.0
        self.told: dict[tuple[str, str], Told] = {}
        self.under_way: list[Delivery] = []
        self.open()

    def open(self) -> None:
        self.session = Store.open(Path(self.folder.name) / "c.db")
        self.store = self.loop.run_until_complete(self.session.__aenter__())

    def close(self) -> None:
        self.loop.run_until_complete(self.session.__aexit__(None, None, None))

    def now(self, plus: float = 0.0) -> datetime:
        return NOON + timedelta(seconds=self.seconds + plus)

    @rule(
        thread=st.sampled_from(THREADS), addresses=st.sets(st.sampled_from(ADDRESSES), min_size=1), ends=st.booleans()
    )
    def announce(self, thread: str, addresses: set[str], ends: bool) -> None:
        key = f"alert-{len(self.told)}"
        news = ending(key, thread) if ends else alert(key, thread)
        self.loop.run_until_complete(self.store.announce(news, to(news, *sorted(addresses)), self.now()))
        for address in sorted(addresses):
            self.told[key, address] = Told(len(self.told), address, thread, ends, try_at=self.seconds)
            for other in self.waiting_before(self.told[key, address]) if ends else ():
                if other.leased_until <= self.seconds:
                    other.state = "merged"

    @rule(limit=st.integers(1, 5))
    def claim(self, limit: int) -> None:
        deliveries = self.loop.run_until_complete(self.store.claim_deliveries(self.now(), limit, LEASE))
        for delivery in deliveries:
            told = self.of(delivery)
            assert told.state == "pending", "recorded, and told again"
            assert told.leased_until <= self.seconds, "somebody else is sending it"
            assert told.try_at <= self.seconds, "too early"
            assert not self.earlier_pending(told), "out of order within a thread"
            told.leased_until = self.seconds + LEASE
            told.keys.add(delivery.key)
            assert len(told.keys) == 1, "the key changed"
        assert len(deliveries) == min(limit, len(deliveries) + self.claimable())
        self.under_way.extend(deliveries)

    def of(self, delivery: Delivery) -> Told:
        return self.told[delivery.alert.key, f"{delivery.channel}:{delivery.recipient}"]

    def waiting_before(self, told: Told) -> list[Told]:
        return [
            other
            for other in self.told.values()
            if (other.address, other.thread) == (told.address, told.thread) != (told.address, "")
            if other.order < told.order and other.state == "pending"
        ]

    def earlier_pending(self, told: Told) -> bool:
        return bool(self.waiting_before(told))

    def merge_before_the_last_end_after(self, told: Told) -> None:
        """What came back unsent, and whatever waits beside it, is told by an end that waits."""
        ends = [other for other in self.told.values() if other.ends and told in self.waiting_before(other)]
        for other in self.waiting_before(max(ends, key=lambda end: end.order)) if ends else ():
            if other.leased_until <= self.seconds:
                other.state = "merged"

    def claimable(self) -> int:
        return sum(
            told.state == "pending"
            and max(told.leased_until, told.try_at) <= self.seconds
            and not self.earlier_pending(told)
            for told in self.told.values()
        )

    @precondition(lambda self: self.under_way)
    @rule(data=st.data(), outcome=st.sampled_from(("sent", "retry", "dead", "lost")))
    def send(self, data: st.DataObject, outcome: str) -> None:
        """Sends one of those under way; ``lost``: heard, but the sender died before it could say so."""
        delivery = data.draw(st.sampled_from(self.under_way))
        self.under_way.remove(delivery)
        told = self.of(delivery)
        told.heard += outcome in ("sent", "lost")
        if outcome == "sent":
            self.record(delivery, Sent("receipt"))
            told.state = "sent"
        elif outcome in ("retry", "dead") and self.is_latest(delivery):
            self.record(delivery, RetryAt(self.now(30), "503") if outcome == "retry" else Dead("refused"))
            told.state, told.leased_until, told.try_at = (
                ("pending", 0.0, self.seconds + 30) if outcome == "retry" else ("dead", 0.0, 0.0)
            )
            self.merge_before_the_last_end_after(told)

    def is_latest(self, delivery: Delivery) -> bool:
        """Whether nobody has claimed or finished it since."""
        rows = self.loop.run_until_complete(self.store.outbox(limit=1000))
        return any(
            row.id == delivery.id and row.state == "pending" and row.attempts == delivery.attempts for row in rows
        )

    def record(self, delivery: Delivery, outcome: Sent | RetryAt | Dead) -> None:
        self.loop.run_until_complete(self.store.record(delivery, outcome, self.now()))

    @precondition(lambda self: self.under_way)
    @rule()
    def crash(self) -> None:
        """Everything under way is forgotten; some of it may have been heard."""
        self.under_way.clear()
        self.close()
        self.open()

    @rule(seconds=st.sampled_from((1.0, 30.0, LEASE)))
    def time_passes(self, seconds: float) -> None:
        self.seconds += seconds

    @invariant()
    def nothing_disappears(self) -> None:
        counts = self.loop.run_until_complete(self.store.counts())
        merged = sum(told.state == "merged" for told in self.told.values())
        assert counts.pending + counts.sent + counts.dead + merged == len(self.told)

    def told_by_an_end(self, told: Told) -> bool:
        return any(
            other.ends and other.order > told.order and (other.heard or other.state == "dead")
            for other in self.told.values()
            if (other.address, other.thread) == (told.address, told.thread)
        )

    def teardown(self) -> None:
        """Whatever happened before, once everything works again each recipient has heard everything."""
        if not hasattr(self, "store"):
            return
        self.seconds += 1000
        while deliveries := self.loop.run_until_complete(self.store.claim_deliveries(self.now(), 10, LEASE)):
            for delivery in deliveries:
                self.of(delivery).heard += 1
                self.record(delivery, Sent())
                self.of(delivery).state = "sent"
        missed = [key for key, told in self.told.items() if told.state not in ("dead", "merged") and told.heard == 0]
        missed += [key for key, told in self.told.items() if told.state == "merged" and not self.told_by_an_end(told)]
        self.close()
        self.loop.close()
        self.folder.cleanup()
        assert missed == []


TestTheOutboxIsAtLeastOnce = Outbox.TestCase
TestTheOutboxIsAtLeastOnce.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)


# --- several processes --------------------------------------------------------------------------------------------

CLAIMER = """
import asyncio, datetime, pathlib, sys
from clausewatch.shell.store import Store

async def story():
    now = datetime.datetime(2026, 11, 23, 13, tzinfo=datetime.UTC)
    async with Store.open(pathlib.Path(sys.argv[1])) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        while claimed := await store.claim_deliveries(now, 3, 60):
            for delivery in claimed:
                print(delivery.id, flush=True)

asyncio.run(story())
"""


def test_processes_that_claim_at_the_same_time_never_get_the_same_delivery(tmp_path: Path) -> None:
    async def fill(store: Store) -> None:
        for number in range(200):
            await announced(store, f"a-{number}", "slack:")

    with_store(tmp_path, fill)
    arguments = [sys.executable, "-c", CLAIMER, str(tmp_path / "c.db")]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    claims = [process.communicate(timeout=60)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sorted(int(each) for share in claims for each in share) == list(range(1, 201))


# --- what a channel does not take ---------------------------------------------------------------------------------


def test_a_channel_is_stuck_while_a_message_was_refused_and_says_the_newest_reason(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await announced(store, "a", "slack:", "mail:x@example.com")
        await announced(store, "b", "slack:")
        await announced(store, "c", "slack:", "mail:x@example.com")
        assert await store.stuck() == (), "nothing was tried yet"
        slack, (mail, taken) = await claimed(store, channel="slack"), await claimed(store, channel="mail")
        await store.record(slack[0], Dead("revoked"), NOON)
        await store.record(slack[1], RetryAt(NOON + HOUR, "HTTP 503"), NOON)
        await store.record(mail, RetryAt(NOON + HOUR, "451 later"), NOON)
        await store.record(taken, Sent(), NOON)
        assert await store.stuck() == (Stuck("mail", 1, 0, NOON, "451 later"), Stuck("slack", 1, 1, NOON, "HTTP 503"))
        (again,) = await claimed(store, 2 * HOUR, "mail")
        await store.record(again, Sent(), NOON)
        assert [each.channel for each in await store.stuck()] == ["slack"]

    with_store(tmp_path, story)
