"""Asks others whether our own network works: other hosts of the watchlist, by a plain TCP connection."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

from clausewatch.core.watch import Source, Watchlist
from clausewatch.shell.guard import Guard, GuardError

ENOUGH = 3
"""Witnesses asked at most."""
PATIENCE = 5.0
"""Seconds a witness has to answer."""


async def ask(guard: Guard, watchlist: Watchlist, suspect: Source) -> tuple[bool, ...]:
    """Whether each witness took a connection; empty when the watchlist names no other host."""
    asked = (_takes_connection(guard, host, port) for host, port in others(watchlist.sources, suspect))
    return tuple(await asyncio.gather(*asked))


def others(sources: Iterable[Source], suspect: Source) -> tuple[tuple[str, int], ...]:
    """Hosts and ports of the witnesses; none if the watchlist names no other host."""
    endpoints = dict.fromkeys(_endpoint(source.url) for source in sources)
    return tuple(endpoint for endpoint in endpoints if endpoint != _endpoint(suspect.url))[:ENOUGH]


def _endpoint(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (80 if parts.scheme == "http" else 443)


async def _takes_connection(guard: Guard, host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            addresses = await guard.resolve(host, port)
            _, writer = await asyncio.open_connection(addresses[0], port)
    except (OSError, TimeoutError, GuardError):
        return False
    writer.close()
    return True
