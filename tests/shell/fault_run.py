"""A fault run: alerts to three channels whose other sides fail in every way, by a clock that is told.

What must hold, however it went: nothing is lost (each delivery was taken, or refused for good and said to be, or told
by a later message that ends its story); no message is taken more often than once plus once for each answer that was
lost, and one message per crash once more; each story is heard in its order.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from clausewatch.core.alerts import Alert
from clausewatch.core.render.message import render
from clausewatch.core.watch import Channel, Watchlist
from clausewatch.shell.deliver import UNDELIVERED, Deliverer, deliveries_to
from clausewatch.shell.guard import Guard
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.outbox import NewDelivery, OutboxRow
from clausewatch.shell.service import notifiers
from clausewatch.shell.store import Store
from clausewatch_notifiers import email, slack, webhook
from clausewatch_notifiers.contract import Secret
from shell.faulty import Post, mail_server, web
from shell.news import NOON, alert, ending

STEP = timedelta(minutes=1)
BATCH = 50
"""Alerts a minute."""
MAIL = ("legal", "desk")
"""Channels that are mail."""
VANISHED = 60
"""Minutes for which the web server is gone."""
CHAPTERS, AT_A_TIME = 4, 5
"""Alerts of one thread, the last of which ends it; and threads side by side."""


@dataclass
class Ran:
    """What came of it."""

    deliveries: int
    taken: int
    repeated: int
    lost_answers: int
    crashes: int
    after_crashes: int
    """Repetitions that no lost answer explains, but a crash, of which each explains one."""
    dead: int
    merged: int
    lost: int
    excess: int
    """Repetitions that neither explains."""
    disorder: int
    """Messages heard before an earlier one of their story."""
    untold_losses: int
    minutes: int
    faults: dict[str, int]

    def figures(self) -> str:
        named = ", ".join(f"{name} {count:,}" for name, count in sorted(self.faults.items()))
        return (
            f"{self.deliveries:,} deliveries over {self.minutes:,} minutes of the clock: {self.taken:,} taken,"
            f" {self.merged:,} told by their story's end, {self.dead:,} refused for good and said to be;\n"
            f"{self.lost} lost, {self.lost_answers:,} answers lost, {self.crashes} crashes, {self.repeated:,} repeated"
            f" with the same key ({self.after_crashes} of them by a crash),"
            f" {self.excess} repeated without a reason, {self.disorder} out of order\n  ({named})"
        )


def news(number: int) -> Alert:
    """Two thirds stand alone, the rest tell stories, ``AT_A_TIME`` of them side by side."""
    if number % 3:
        return alert(f"n{number}")
    chapter, story = divmod(number // 3, AT_A_TIME)
    thread = f"story-{chapter // CHAPTERS}-{story}"
    return ending(f"n{number}", thread) if chapter % CHAPTERS == CHAPTERS - 1 else alert(f"n{number}", thread)


def addressed(told: Alert, number: int, watched: Watchlist, channels: int) -> tuple[NewDelivery, ...]:
    """To so many channels, by turns; to the same ones for a whole story."""
    first = zlib.crc32(told.thread.encode()) if told.thread else number
    chosen = [watched.channels[(first + place) % len(watched.channels)].id for place in range(channels)]
    return deliveries_to(told, watched, *chosen)


def watchlist(web_port: int, mail_port: int, seconds: float) -> Watchlist:
    """``seconds``: how long a channel waits for an answer."""
    base = f"http://127.0.0.1:{web_port}"
    server = f"smtp://127.0.0.1:{mail_port}"
    channels = (
        Channel("team", "slack", slack.Settings(Secret(f"{base}/slack"), timeout=seconds)),
        Channel("audit", "webhook", webhook.Settings(Secret(f"{base}/hook"), Secret("key"), timeout=seconds)),
        Channel("legal", "email", email.Settings(("a@example.com",), "watch@example.com", server)),
    )
    return Watchlist((), channels=channels, allow=(f"127.0.0.1:{web_port}", f"127.0.0.1:{mail_port}"))


async def fault_run(folder: Path, alerts: int, seed: int, seconds: float, channels: int = 3) -> Ran:
    """``channels``: to how many of the three an alert goes; a story stays with its own."""
    post, clock = Post(random.Random(seed)), Clock()
    async with web(post) as site, mail_server(post) as mail_port, Store.open(folder / "c.db") as store:
        watched = watchlist(site.port, mail_port, seconds)
        async with ChannelNetwork(Guard(watched.allow), folder) as network:
            deliverer = Deliverer(store, watched, notifiers(watched.channels, network), render, clock)
            gone = alerts // BATCH // 2
            for minute in range(-(-alerts // BATCH)):
                await site.vanish() if minute == gone else None
                await site.come() if minute == gone + VANISHED else None
                for number in range(minute * BATCH, min(alerts, (minute + 1) * BATCH)):
                    told = news(number)
                    await store.announce(told, addressed(told, number, watched, channels), clock())
                await deliverer.drain()
                clock.time += STEP
            await site.come() if -(-alerts // BATCH) <= gone + VANISHED else None
            while (await store.counts()).pending:
                await deliverer.drain()
                clock.time += STEP
        return judged(await store.outbox(limit=10_000_000), post, clock.time)


class Clock:
    def __init__(self, time: datetime = NOON) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time


# --- judging ------------------------------------------------------------------------------------------------------


def judged(rows: tuple[OutboxRow, ...], post: Post, end: datetime, crashes: Sequence[Iterable[str]] = ()) -> Ran:
    """``crashes``: of each, the keys of what was being sent when the sender died."""
    keys = {row.id: key_of(row) for row in rows}
    doubled = +Counter({key: count - 1 - post.unanswered[key] for key, count in post.taken.items()})
    excess = doubled - _one_each(crashes, doubled)
    dead = [row for row in rows if row.state == "dead"]
    return Ran(
        deliveries=len(rows),
        taken=len(post.taken),
        repeated=sum(count - 1 for count in post.taken.values()),
        lost_answers=post.unanswered.total(),
        crashes=len(crashes),
        after_crashes=doubled.total() - excess.total(),
        dead=len(dead),
        merged=sum(row.state == "merged" for row in rows),
        lost=sum(not _accounted_for(row, keys, rows_by_story(rows), post) for row in rows),
        excess=excess.total(),
        disorder=_disorder(rows, keys, post),
        untold_losses=sum(not _told_elsewhere(row, rows) for row in dead if not row.alert_key.startswith(UNDELIVERED)),
        minutes=int((end - NOON) / STEP),
        faults=dict(post.faults),
    )


def _one_each(crashes: Sequence[Iterable[str]], doubled: Counter[str]) -> Counter[str]:
    """Repetitions that crashes explain: of each crash one, of what it interrupted."""
    left, explained = Counter(doubled), Counter[str]()
    for under_way in crashes:
        key = next((key for key in under_way if left[key] > 0), None)
        if key is not None:
            left[key] -= 1
            explained[key] += 1
    return explained


def key_of(row: OutboxRow) -> str:
    return as_known(NewDelivery(row.alert_key, row.channel, row.recipient).key, row.channel)


def as_known(key: str, channel: str) -> str:
    """As the other side knows it: a mail bears a hash of it."""
    return hashlib.sha256(key.encode()).hexdigest()[:32] if channel in MAIL else key


Stories = dict[tuple[str, str], list[OutboxRow]]


def rows_by_story(rows: tuple[OutboxRow, ...]) -> Stories:
    """Of each channel and thread, oldest first."""
    stories: Stories = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.alert is not None and row.alert.thread:
            stories.setdefault((row.channel, row.alert.thread), []).append(row)
    return stories


def _accounted_for(row: OutboxRow, keys: dict[int, str], stories: Stories, post: Post) -> bool:
    if row.state == "merged":
        assert row.alert is not None
        later = [each for each in stories[row.channel, row.alert.thread] if each.id > row.id and each.state != "merged"]
        return any(_accounted_for(each, keys, {}, post) for each in later)
    if row.state == "dead":
        return post.refused[keys[row.id]] > 0
    return row.state == "sent" and post.taken[keys[row.id]] > 0


def _disorder(rows: tuple[OutboxRow, ...], keys: dict[int, str], post: Post) -> int:
    place = {key: number for number, key in enumerate(post.order)}
    return sum(sum(_inversions(story, keys, place)) for story in rows_by_story(rows).values())


def _inversions(story: list[OutboxRow], keys: dict[int, str], place: dict[str, int]) -> Iterator[bool]:
    heard = [place[keys[row.id]] for row in story if keys[row.id] in place]
    return (later < earlier for earlier, later in itertools.pairwise(heard))


def _told_elsewhere(dead: OutboxRow, rows: tuple[OutboxRow, ...]) -> bool:
    """One alert per channel and day says that the channel loses messages; it too may be refused, on both others."""
    assert dead.finished_at is not None
    told = f"{UNDELIVERED}{dead.channel}/{dead.finished_at:%Y-%m-%d}"
    return any(row.alert_key == told and row.channel != dead.channel for row in rows)
