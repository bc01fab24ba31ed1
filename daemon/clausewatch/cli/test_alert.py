"""``clausewatch test-alert``: proves that a channel delivers, end to end."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, replace
from pathlib import Path

import click

import clausewatch_notifiers
from clausewatch.cli.completing import channel_ids
from clausewatch.cli.options import json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import paint, quoted, say, say_json
from clausewatch.core.errors import UsageError
from clausewatch.core.naming import stamp
from clausewatch.core.render.message import trial
from clausewatch.core.watch import Channel, Watchlist
from clausewatch.shell.channels import notifiers
from clausewatch.shell.deliver import PATIENCE, known_parts, where
from clausewatch.shell.ground import utc_now
from clausewatch.shell.guard import NOT_ALLOWED, Guard
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.watchlist import load
from clausewatch_notifiers.contract import Notifier, NotifierError, Part, Receipt


@click.command()
@click.argument("channel", required=False, shell_complete=channel_ids)
@watchlist_option
@snapshots_option
@json_option
def command(channel: str | None, watchlist: Path, snapshots: Path, as_json: bool) -> int:
    """Send a test message through CHANNEL, or through every channel.

    It has everything that an alert has, and goes the same way, at once and
    whatever the hour. Exit code 1 when one of them did not take it; it says why
    and what to do next.

    \b
    Examples:
      clausewatch test-alert
      clausewatch test-alert team
    """
    loaded = load(watchlist, os.environ)
    chosen = _chosen(loaded, channel)
    snapshots.mkdir(parents=True, exist_ok=True)  # channels that write files write there, before any daemon ran too
    answers = asyncio.run(_send(loaded, chosen, snapshots))
    if as_json:
        say_json([_as_json(answer) for answer in answers])
    else:
        _print(answers)
    return int(any(answer.error for answer in answers))


@dataclass(frozen=True, slots=True)
class _Answer:
    channel: Channel
    recipient: str
    error: str = ""
    """Empty where it was taken."""

    @property
    def next_step(self) -> str:
        advice: str = clausewatch_notifiers.channel(self.channel.kind).ADVICE
        if NOT_ALLOWED in self.error:
            advice = "if it is yours, name its host and port in network.allow of the watchlist"
        return f"{advice}; then: clausewatch test-alert {self.channel.id}"


def _as_json(answer: _Answer) -> dict[str, object]:
    said = {"channel": answer.channel.id, "recipient": answer.recipient, "error": answer.error or None}
    return {**said, "next": answer.next_step if answer.error else None}


def _print(answers: list[_Answer]) -> None:
    for each in answers:
        say(f"{paint('failed' if each.error else 'sent', 7)} {each.channel.id} {each.recipient}".rstrip())
        if each.error:
            say(quoted(each.error, "why "))
            say(quoted(each.next_step, "next"))
    failed = sum(bool(each.error) for each in answers)
    if failed:
        click.echo(f"{failed} of {len(answers)} did not take it; alerts would not arrive there", err=True)


def _chosen(watchlist: Watchlist, name: str | None) -> tuple[Channel, ...]:
    chosen = tuple(channel for channel in watchlist.channels if name in (None, channel.id))
    if not chosen:
        known = ", ".join(channel.id for channel in watchlist.channels)
        raise UsageError(f"no channel named {name}; there are: {known}")
    return chosen


async def _send(watchlist: Watchlist, channels: tuple[Channel, ...], root: Path) -> list[_Answer]:
    async with ChannelNetwork(Guard(watchlist.allow), root) as network:
        ways = notifiers(channels, network)
        return [
            _Answer(channel, recipient, await _try(ways[channel.id], known_parts(channel), recipient))
            for channel in channels
            for recipient in clausewatch_notifiers.channel(channel.kind).recipients(channel.settings)
        ]


async def _try(notifier: Notifier, parts: tuple[Part, ...], recipient: str) -> str:
    """The error's sentence; empty when the message, and all that an alert would have beside it, was taken."""
    now, receipt = utc_now(), Receipt()
    try:
        async with asyncio.timeout(PATIENCE):
            for part in parts:
                message = replace(trial(f"test-{stamp(now)}", now), part=part, parent=receipt.id)
                answer = await notifier.send(message, recipient)
                receipt = answer if part is Part.MESSAGE else receipt
    except NotifierError as error:
        return str(error)
    except TimeoutError:
        return f"no answer within {PATIENCE:g} s"
    except Exception as error:  # noqa: BLE001 - the other channels are to be tried all the same
        return f"a bug in the channel: {where(error)}"
    return ""
