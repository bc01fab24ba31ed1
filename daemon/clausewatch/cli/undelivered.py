"""What ``check`` says of messages that a channel did not take: news that went nowhere must not look like none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from clausewatch.core.alerts import Alert, Digest, Outstanding, Roundup, StatusNews
from clausewatch.core.printable import one_line
from clausewatch.core.watch import Source
from clausewatch.shell.outbox import OutboxRow, Stuck
from clausewatch.shell.schema import DEAD, PENDING
from clausewatch.shell.store import Store

MOST = 1000
"""Messages that are looked at, of those that wait and of those that were given up."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What is owed after a pass."""

    channels: tuple[Stuck, ...] = ()
    messages: tuple[OutboxRow, ...] = ()
    """Refused, for now or for good; newest first."""

    def of(self, source: Source) -> list[dict[str, object]]:
        """Per channel, of the messages about this source."""
        mine = [each for each in self.messages if each.alert is not None and concerns(each.alert, source)]
        names = sorted({each.channel for each in mine})
        return [_as_json(name, [each for each in mine if each.channel == name]) for name in names]


def _as_json(channel: str, refused: Sequence[OutboxRow]) -> dict[str, object]:
    waiting = sum(each.state == PENDING for each in refused)
    return {"channel": channel, "waiting": waiting, "dead": len(refused) - waiting, "error": refused[0].error or None}


async def undelivered(store: Store) -> Undelivered:
    channels = await store.stuck()
    if not channels:
        return Undelivered()
    refused = [each for state in (PENDING, DEAD) for each in await store.outbox(state, MOST)]
    refused = [each for each in refused if each.error or each.state == DEAD]
    return Undelivered(channels, tuple(sorted(refused, key=lambda each: each.id, reverse=True)))


def concerns(alert: Alert, source: Source) -> bool:
    """A first digest is about every source of its provider, and names only those in trouble."""
    news = alert.news
    if isinstance(news, Digest):
        return news.provider == source.provider
    if isinstance(news, Outstanding | Roundup):
        return any(entry.source_id == source.id for entry in news.entries)
    about = news.about if isinstance(news, StatusNews) else ()
    return source.id in (news.source_id, *about)


def tell(channels: Sequence[Stuck]) -> None:
    """On standard error, so that it does not mix with what a program or a console channel reads."""
    for each in channels:
        click.echo(_line(each), err=True)


def _line(channel: Stuck) -> str:
    name, why = one_line(channel.channel, 60), one_line(channel.error, 200)
    parts = []
    if channel.waiting:
        parts.append(f"{_messages(channel.waiting)} not delivered yet, tried again by the next check or the daemon")
    if channel.dead:
        parts.append(f"{_messages(channel.dead)} given up")
    return f"{name}: {'; '.join(parts)}: {why}; see `clausewatch outbox --channel {name}`"


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"
