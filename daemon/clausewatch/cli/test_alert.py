"""``clausewatch test-alert``: proves that a channel delivers, end to end."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import click

import clausewatch_notifiers
from clausewatch.cli.options import json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import paint, say, say_json
from clausewatch.core.errors import UsageError
from clausewatch.core.naming import stamp
from clausewatch.core.render.message import trial
from clausewatch.core.watch import Channel, Watchlist
from clausewatch.shell.channels import notifiers
from clausewatch.shell.deliver import known_parts
from clausewatch.shell.ground import utc_now
from clausewatch.shell.guard import Guard
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.watchlist import load
from clausewatch_notifiers.contract import Notifier, NotifierError, Part, Receipt


@click.command()
@click.argument("channel", required=False)
@watchlist_option
@snapshots_option
@json_option
def command(channel: str | None, watchlist: Path, snapshots: Path, as_json: bool) -> int:
    """Send a test message through CHANNEL, or through every channel.

    Exit code 1 when one of them did not take it; it says why.

    \b
    Examples:
      clausewatch test-alert
      clausewatch test-alert team
    """
    loaded = load(watchlist, os.environ)
    answers = asyncio.run(_send(loaded, _chosen(loaded, channel), snapshots))
    if as_json:
        say_json([{"channel": name, "recipient": to, "error": error} for name, to, error in answers])
    else:
        for name, to, error in answers:
            say(f"{paint('failed' if error else 'sent', 7)} {name} {to}  {error or ''}".rstrip())
    return int(any(error for _, _, error in answers))


def _chosen(watchlist: Watchlist, name: str | None) -> tuple[Channel, ...]:
    chosen = tuple(channel for channel in watchlist.channels if name in (None, channel.id))
    if not chosen:
        known = ", ".join(channel.id for channel in watchlist.channels)
        raise UsageError(f"no channel named {name}; there are: {known}")
    return chosen


async def _send(watchlist: Watchlist, channels: tuple[Channel, ...], root: Path) -> list[tuple[str, str, str | None]]:
    async with ChannelNetwork(Guard(watchlist.allow), root) as network:
        ways = notifiers(channels, network)
        return [
            (channel.id, recipient, await _try(ways[channel.id], known_parts(channel), recipient))
            for channel in channels
            for recipient in clausewatch_notifiers.channel(channel.kind).recipients(channel.settings)
        ]


async def _try(notifier: Notifier, parts: tuple[Part, ...], recipient: str) -> str | None:
    """The error's sentence; ``None`` when the message, and all that an alert would have beside it, was taken."""
    now, receipt = utc_now(), Receipt()
    try:
        for part in parts:
            message = replace(trial(f"test-{stamp(now)}", now), part=part, parent=receipt.id)
            answer = await notifier.send(message, recipient)
            receipt = answer if part is Part.MESSAGE else receipt
    except NotifierError as error:
        return str(error)
    return None
