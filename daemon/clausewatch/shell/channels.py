"""The watchlist's channels, ready to send."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import clausewatch_notifiers
from clausewatch.core.errors import Problem, WatchlistError
from clausewatch.core.watch import Channel, Watchlist
from clausewatch.shell.guard import Guard
from clausewatch.shell.network import ChannelNetwork
from clausewatch_notifiers.contract import Notifier


def notifiers(channels: tuple[Channel, ...], network: ChannelNetwork) -> Mapping[str, Notifier]:
    """One notifier per channel id."""
    return {
        channel.id: clausewatch_notifiers.channel(channel.kind).build(channel.settings, network) for channel in channels
    }


async def set_up(watchlist: Watchlist, root: Path) -> None:
    """Sets the channels up on trial; ``WatchlistError`` names those that cannot be used. Nothing is sent."""
    problems = []
    async with ChannelNetwork(Guard(watchlist.allow), root) as network:
        for channel in watchlist.channels:
            try:
                notifiers((channel,), network)
            except (ValueError, OSError, ImportError) as error:
                text = f"the channel '{channel.id}' cannot be used: {error}"
                problems.append(Problem(watchlist.path, channel.line, 1, text))
    if problems:
        raise WatchlistError(tuple(problems))
