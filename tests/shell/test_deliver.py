"""Draining the outbox: nobody waits for anybody else's channel, and a loss is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from clausewatch.core.alerts import Alert, HealthNews
from clausewatch.core.backoff import ATTEMPTS
from clausewatch.core.model import Grade
from clausewatch.core.watch import AlertKind, Channel, Route, Watchlist
from clausewatch.shell.deliver import AT_ONCE, Deliverer, deliveries_for, undelivered
from clausewatch.shell.store import Delivery, NewDelivery, OutboxCounts, Store
from clausewatch_notifiers import console, email
from clausewatch_notifiers.contract import Attachment, Message, Notifier, Part, Receipt, Rejected, Retry
from shell.news import HOUR, NOON, alert, ending, to

Answer = Callable[[Message, str], Awaitable[Receipt]]


async def takes(message: Message, recipient: str) -> Receipt:
    return Receipt(f"receipt of {recipient}")


async def hangs(message: Message, recipient: str) -> Receipt:
    await asyncio.Event().wait()
    raise AssertionError("never")


def raises(error: Exception) -> Answer:
    async def answer(message: Message, recipient: str) -> Receipt:
        raise error

    return answer


@dataclass
class Post:
    """A channel that notes what it is given and answers as the test says."""

    answer: Answer = takes
    heard: list[tuple[str, str]] = field(default_factory=list)
    """Title and recipient of each message, in order."""
    keys: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once anything was heard."""

    async def send(self, message: Message, recipient: str) -> Receipt:
        self.heard.append((message.title, recipient))
        self.keys.append(message.key)
        self.arrived.set()
        return await self.answer(message, recipient)

    @property
    def titles(self) -> list[str]:
        return [title for title, _ in self.heard]


def render(told: Alert, key: str) -> Message:
    assert isinstance(told.news, HealthNews)
    return Message(
        key=key,
        thread=told.thread,
        kind="health",
        grade="major",
        title=told.news.title,
        summary=told.news.text,
        created_at=told.at,
    )


def channels(*ids: str) -> tuple[Channel, ...]:
    return tuple(Channel(each, "console", console.Settings()) for each in ids)


WATCHLIST = Watchlist((), channels=channels("slack", "mail"))


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@dataclass
class Office:
    """A store, its channels and who serves them."""

    store: Store
    clock: Clock
    deliverer: Deliverer

    async def announce(self, key: str, *addresses: str, thread: str = "") -> None:
        await self.store.announce(alert(key, thread), to(alert(key), *addresses), self.clock())

    async def drain_later(self, wait: timedelta) -> int:
        self.clock.time += wait
        return await self.deliverer.drain()


def office(
    path: Path,
    notifiers: Mapping[str, Notifier],
    story: Callable[[Office], Awaitable[None]],
    watchlist: Watchlist = WATCHLIST,
    patience: float = 5.0,
    quick: float = 60.0,
) -> None:
    async def run() -> None:
        clock = Clock()
        async with Store.open(path / "c.db") as store:
            deliverer = Deliverer(store, watchlist, notifiers, render, clock, patience, quick=quick)
            await story(Office(store, clock, deliverer))

    asyncio.run(run())


# --- sending ------------------------------------------------------------------------------------------------------


def test_each_recipient_hears_it_once_and_it_is_recorded(tmp_path: Path) -> None:
    slack, mail = Post(), Post()

    async def story(it: Office) -> None:
        await it.announce("a", "slack:", "mail:x@example.com", "mail:y@example.com")
        assert await it.deliverer.drain() == 3
        assert await it.deliverer.drain() == 0
        assert slack.heard == [("News a", "")]
        assert sorted(mail.heard) == [("News a", "x@example.com"), ("News a", "y@example.com")]
        rows = await it.store.outbox()
        assert {row.recipient: row.receipt for row in rows}["x@example.com"] == "receipt of x@example.com"
        assert await it.store.counts() == OutboxCounts(pending=0, sent=3, dead=0)

    office(tmp_path, {"slack": slack, "mail": mail}, story)


def test_a_channel_that_is_down_is_tried_again_with_the_same_key_and_no_other_hears_it_twice(tmp_path: Path) -> None:
    slack, mail = Post(raises(Retry("503"))), Post()

    async def story(it: Office) -> None:
        await it.announce("a", "slack:", "mail:x@example.com")
        assert await it.deliverer.drain() == 1
        assert await it.deliverer.drain() == 0, "it is not time yet"
        assert await it.drain_later(timedelta(seconds=20)) == 0
        slack.answer = takes
        assert await it.drain_later(HOUR) == 1
        assert len(slack.keys) == 3 and len(set(slack.keys)) == 1
        assert len(mail.heard) == 1

    office(tmp_path, {"slack": slack, "mail": mail}, story)


def test_a_server_that_asks_for_time_gets_it(tmp_path: Path) -> None:
    slack = Post(raises(Retry("429 Too Many Requests", after=1800.0)))

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        await it.deliverer.drain()
        await it.drain_later(timedelta(seconds=1799))
        assert len(slack.heard) == 1
        await it.drain_later(timedelta(seconds=1))
        assert len(slack.heard) == 2

    office(tmp_path, {"slack": slack}, story)


def test_an_incident_is_told_in_order_however_often_its_first_news_fails(tmp_path: Path) -> None:
    slack = Post(raises(Retry("503")))

    async def story(it: Office) -> None:
        for key in ("opened", "updated", "resolved"):
            await it.announce(key, "slack:", thread="incident-1")
        await it.deliverer.drain()
        assert slack.titles == ["News opened"]
        slack.answer = takes
        await it.drain_later(HOUR)
        assert slack.titles == ["News opened", "News opened", "News updated", "News resolved"]

    office(tmp_path, {"slack": slack}, story)


def test_a_channel_that_hangs_holds_up_nobody_else_not_even_later_news(tmp_path: Path) -> None:
    slack, mail = Post(hangs), Post()

    async def story(it: Office) -> None:
        await it.announce("first", "slack:")
        draining = asyncio.create_task(it.deliverer.drain())
        await asyncio.wait_for(slack.arrived.wait(), 20)
        await it.announce("second", "slack:", "mail:x@example.com")
        await asyncio.wait_for(mail.arrived.wait(), 20)
        assert not draining.done(), "it still waits for slack"
        draining.cancel()
        await asyncio.gather(draining, return_exceptions=True)

    office(tmp_path, {"slack": slack, "mail": mail}, story, patience=60.0, quick=0.01)


def test_a_channel_that_hangs_gets_its_next_messages_all_the_same(tmp_path: Path) -> None:
    slack = Post(hangs)

    async def story(it: Office) -> None:
        for number in range(2 * AT_ONCE):
            await it.announce(f"a{number}", "slack:")
        draining = asyncio.create_task(it.deliverer.drain())
        while len(slack.heard) < AT_ONCE:
            slack.arrived.clear()
            await asyncio.wait_for(slack.arrived.wait(), 20)
        slack.answer = takes
        draining.cancel()
        await asyncio.gather(draining, return_exceptions=True)
        assert slack.titles == [f"News a{number}" for number in range(AT_ONCE)]

    office(tmp_path, {"slack": slack}, story, patience=60.0, quick=0.01)


def test_one_message_is_under_way_at_a_time_and_the_next_one_waits_until_it_is_recorded(tmp_path: Path) -> None:
    """So a crash leaves one message, whatever the number of channels, of which nobody knows whether it arrived."""
    in_doubt: list[int] = []
    offices: list[Office] = []

    async def answers(message: Message, recipient: str) -> Receipt:
        counts = await offices[0].store.counts()
        in_doubt.append(len(slack.heard) + len(mail.heard) - counts.sent)
        return Receipt()

    slack, mail = Post(answers), Post(answers)

    async def story(it: Office) -> None:
        offices.append(it)
        for number in range(10):
            await it.announce(f"a{number}", "slack:", "mail:x@example.com", "mail:y@example.com")
        assert await it.deliverer.drain() == 30
        assert in_doubt == [1] * 30
        assert slack.titles == [f"News a{number}" for number in range(10)], "oldest first"

    office(tmp_path, {"slack": slack, "mail": mail}, story)


def test_a_channel_that_hangs_is_given_up_for_this_time_and_tried_again(tmp_path: Path) -> None:
    slack = Post(hangs)

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        assert await it.deliverer.drain() == 0
        (row,) = await it.store.outbox()
        assert (row.state, row.error) == ("pending", "no answer within 0.05 s")
        slack.answer = takes
        assert await it.drain_later(HOUR) == 1

    office(tmp_path, {"slack": slack}, story, patience=0.05)


def test_two_drains_at_the_same_time_send_nothing_twice(tmp_path: Path) -> None:
    slack = Post()

    async def story(it: Office) -> None:
        for number in range(20):
            await it.announce(f"a{number}", "slack:")
        await asyncio.gather(*(it.deliverer.drain() for _ in range(3)))
        await it.deliverer.drain()
        assert sorted(slack.titles) == sorted(f"News a{number}" for number in range(20))

    office(tmp_path, {"slack": slack}, story)


def test_what_is_under_way_can_be_waited_for_before_the_end(tmp_path: Path) -> None:
    go = asyncio.Event()

    async def slowly(message: Message, recipient: str) -> Receipt:
        await go.wait()
        return Receipt()

    slack = Post(slowly)

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        draining = asyncio.create_task(it.deliverer.drain())
        await asyncio.wait_for(slack.arrived.wait(), 20)
        finishing = asyncio.create_task(it.deliverer.finish(20))
        go.set()
        await finishing
        assert (await it.store.counts()).sent == 1
        await draining

    office(tmp_path, {"slack": slack}, story)


def test_before_the_end_nothing_more_is_begun(tmp_path: Path) -> None:
    """Of a queue one message would be cut off in the middle, and come twice."""
    go = asyncio.Event()

    async def slowly(message: Message, recipient: str) -> Receipt:
        await go.wait()
        return Receipt()

    slack, mail = Post(slowly), Post()

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        await it.announce("b", "slack:", "mail:x")
        draining = asyncio.create_task(it.deliverer.drain())
        await asyncio.wait_for(slack.arrived.wait(), 20)
        finishing = asyncio.create_task(it.deliverer.finish(20))
        go.set()
        await finishing
        assert await draining == 1
        assert (slack.titles, mail.titles) == (["News a"], [])
        assert await it.store.counts() == OutboxCounts(pending=2, sent=1, dead=0)
        assert await it.deliverer.drain() == 0

    office(tmp_path, {"slack": slack, "mail": mail}, story)


# --- losing -------------------------------------------------------------------------------------------------------


def test_a_refused_message_is_dead_and_the_other_channels_hear_of_it(tmp_path: Path) -> None:
    slack, mail = Post(raises(Rejected("the webhook was revoked"))), Post()

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        assert await it.deliverer.drain() == 1
        assert slack.titles == ["News a"]
        assert mail.titles == ["Channel slack"]
        (lost,) = await it.store.outbox("dead")
        assert (lost.channel, lost.error) == ("slack", "the webhook was revoked")

    office(tmp_path, {"slack": slack, "mail": mail}, story)


def test_a_dead_channel_is_told_once_a_day_however_much_it_loses(tmp_path: Path) -> None:
    slack, mail = Post(raises(Rejected("revoked"))), Post()

    async def story(it: Office) -> None:
        for number in range(5):
            await it.announce(f"a{number}", "slack:")
        await it.deliverer.drain()
        assert mail.titles == ["Channel slack"]
        it.clock.time += timedelta(days=1)
        await it.announce("tomorrow", "slack:")
        await it.deliverer.drain()
        assert mail.titles == ["Channel slack"] * 2

    office(tmp_path, {"slack": slack, "mail": mail}, story)


def test_the_loss_of_news_of_a_loss_is_not_told_on(tmp_path: Path) -> None:
    slack, mail = Post(raises(Rejected("revoked"))), Post(raises(Rejected("no such mailbox")))

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        await it.deliverer.drain()
        assert (slack.titles, mail.titles) == (["News a"], ["Channel slack"])
        assert await it.store.counts() == OutboxCounts(pending=0, sent=0, dead=2)

    office(tmp_path, {"slack": slack, "mail": mail}, story)


def test_after_three_days_of_failures_a_message_is_dead_and_told(tmp_path: Path) -> None:
    slack, mail = Post(raises(Retry("connection refused"))), Post()

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        for _ in range(ATTEMPTS + 5):
            await it.drain_later(2 * HOUR)
        assert len(slack.heard) == ATTEMPTS
        assert mail.titles == ["Channel slack"]
        (lost,) = await it.store.outbox("dead")
        assert lost.error == f"given up after {ATTEMPTS} attempts: connection refused"

    office(tmp_path, {"slack": slack, "mail": mail}, story)


def test_a_channel_that_left_the_watchlist_loses_its_messages_aloud(tmp_path: Path) -> None:
    slack, mail = Post(), Post()

    async def story(it: Office) -> None:
        await it.announce("a", "pager:")
        await it.deliverer.drain()
        (lost,) = await it.store.outbox("dead")
        assert lost.error == "the watchlist has no channel pager"
        assert mail.titles == slack.titles == ["Channel pager"]

    office(tmp_path, {"slack": slack, "mail": mail}, story)


def test_a_bug_in_a_channel_costs_an_attempt_and_tells_no_secret(tmp_path: Path) -> None:
    slack = Post(raises(KeyError("https://hooks.example/T0/secret")))

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        assert await it.deliverer.drain() == 0
        (row,) = await it.store.outbox()
        assert row.state == "pending"
        assert row.error.startswith("a bug in the channel: KeyError at test_deliver.py:")
        assert "secret" not in row.error

    office(tmp_path, {"slack": slack}, story)


def test_an_alert_that_cannot_be_rendered_holds_up_no_other(tmp_path: Path) -> None:
    slack = Post()

    def picky(told: Alert, key: str) -> Message:
        if told.key == "a":
            raise ZeroDivisionError
        return render(told, key)

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        await it.announce("b", "slack:")
        deliverer = Deliverer(it.store, WATCHLIST, {"slack": slack}, picky, it.clock)
        assert await deliverer.drain() == 1
        assert slack.titles == ["News b"]

    office(tmp_path, {"slack": slack}, story)


def test_news_of_a_loss_says_what_was_lost_where_and_why() -> None:
    lost = Delivery(7, alert("a"), "slack", "", "key", 1, NOON)
    told = undelivered(lost, "the webhook was revoked", NOON)
    assert (told.kind, told.grade) == (AlertKind.HEALTH, Grade.MAJOR)
    assert isinstance(told.news, HealthNews)
    for part in ("News a", "slack", "the webhook was revoked", "clausewatch outbox"):
        assert part in told.news.text


def test_a_lost_file_is_not_told_as_a_lost_message() -> None:
    lost = Delivery(7, alert("a"), "slack", "", "key", 1, NOON, Part.FILE)
    news = undelivered(lost, "no room", NOON).news
    assert isinstance(news, HealthNews)
    assert news.text.startswith("The diff file of “News a” could not be delivered")


# --- parts and threads --------------------------------------------------------------------------------------------


@dataclass
class Thread:
    """A channel that keeps whole messages and names each it takes."""

    taken: list[Message] = field(default_factory=list)

    async def send(self, message: Message, recipient: str) -> Receipt:
        self.taken.append(message)
        return Receipt(f"{recipient}/{len(self.taken)}")


def test_later_news_name_the_first_message_and_bring_it_up_to_date(tmp_path: Path) -> None:
    slack = Thread()

    async def story(it: Office) -> None:
        for news in (alert("opened", "incident-1"), ending("resolved", "incident-1")):
            parts = (NewDelivery(news.key, "slack", "C1", part) for part in (Part.MESSAGE, Part.STATE))
            await it.store.announce(news, tuple(parts), it.clock())
            await it.deliverer.drain()
        opened, resolved, state = slack.taken
        assert (opened.parent, resolved.parent) == ("", "C1/1")
        assert (state.part, state.parent, state.title) == (Part.STATE, "C1/1", opened.title)
        assert (state.state, state.state_grade) == (resolved.title, "none")
        assert state.key == opened.key

    office(tmp_path, {"slack": slack}, story)


def test_the_diff_file_goes_with_the_message_and_an_alert_whose_file_is_gone_goes_without(tmp_path: Path) -> None:
    slack, file = Thread(), Attachment("a.html", "text/html", b"<p>")

    async def attach(name: str) -> Attachment | None:
        return file if name == "a.html" else None

    def with_files(told: Alert, key: str) -> Message:
        return replace(render(told, key), files=(f"{told.key}.html",))

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        await it.announce("b", "slack:")
        await Deliverer(it.store, WATCHLIST, {"slack": slack}, with_files, it.clock, attach=attach).drain()
        assert {message.title: message.attachment for message in slack.taken} == {"News a": file, "News b": None}

    office(tmp_path, {"slack": slack}, story)


# --- to whom ------------------------------------------------------------------------------------------------------


def mail_to(*addresses: str) -> email.Settings:
    return email.Settings(addresses, "watch@example.com", "smtp://mail.example.com:25")


def test_each_recipient_of_each_channel_on_the_route_gets_a_delivery() -> None:
    legal = Channel("legal", "email", mail_to("a@example.com", "b@example.com"))
    watchlist = Watchlist(
        (),
        channels=(legal, *channels("screen", "unrouted")),
        routes=(Route("legal"), Route("screen"), Route("legal", grade=Grade.MAJOR)),
    )
    assert deliveries_for(alert("a"), watchlist, NOON) == (
        NewDelivery("a", "legal", "a@example.com"),
        NewDelivery("a", "legal", "b@example.com"),
        NewDelivery("a", "screen", "stdout"),
    )


def test_without_routes_every_channel_hears() -> None:
    assert [each.channel for each in deliveries_for(alert("a"), WATCHLIST, NOON)] == ["slack", "mail"]


def test_a_loss_is_told_even_if_no_route_lets_health_through(tmp_path: Path) -> None:
    slack, mail = Post(raises(Rejected("revoked"))), Post()
    policy_only = Watchlist((), channels=channels("slack", "mail"), routes=(Route("slack", (AlertKind.POLICY,)),))

    async def story(it: Office) -> None:
        await it.announce("a", "slack:")
        await it.deliverer.drain()
        assert mail.titles == ["Channel slack"]

    office(tmp_path, {"slack": slack, "mail": mail}, story, policy_only)
