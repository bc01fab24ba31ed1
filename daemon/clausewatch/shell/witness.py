"""Asks others whether our own network works: other hosts of the watchlist, by a plain TCP connection."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

from clausewatch.core.watch import Source, SourceKind, Watchlist
from clausewatch.shell.guard import Guard, GuardError

ENOUGH = 8
"""Witnesses asked at most, all at once; one that takes the connection is enough."""
PATIENCE = 5.0
"""Seconds a witness has to answer."""


async def ask(guard: Guard, watchlist: Watchlist, suspect: Source) -> tuple[bool, ...]:
    """Whether each witness took a connection; empty when the watchlist names no other host."""
    asked = (_takes_connection(guard, host, port) for host, port in others(watchlist.sources, suspect))
    return tuple(await asyncio.gather(*asked))


def others(sources: Iterable[Source], suspect: Source) -> tuple[tuple[str, int], ...]:
    """Hosts and ports of the witnesses, a host once; none if the watchlist names no other host.

    A candidate is none: that nobody answers there is what is expected of it.
    """
    endpoints = (_endpoint(source.url) for source in sources if source.kind is not SourceKind.CANDIDATE)
    by_host = {host: (host, port) for host, port in endpoints if (host, port) != _endpoint(suspect.url)}
    return tuple(by_host.values())[:ENOUGH]


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
