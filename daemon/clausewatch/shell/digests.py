"""Sends each provider's digest once all its pages have been polled for the first time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from clausewatch.core import digest
from clausewatch.core.watch import Watchlist
from clausewatch.shell.deliver import deliveries_for
from clausewatch.shell.store import Store


class Digests:
    """A crash between the last first poll and its digest loses nothing: the next round sends it."""

    def __init__(self, watchlist: Watchlist, store: Store, now: Callable[[], datetime]) -> None:
        self._watchlist, self._store, self._now = watchlist, store, now
        self._open = list(digest.providers(watchlist))

    async def send(self) -> None:
        """Announces what is ready; does nothing once every provider's digest is out."""
        if not self._open:
            return
        memories = await self._store.memories()
        for provider in tuple(self._open):
            if await self._settled(provider) or await self._announced(provider, memories):
                self._open.remove(provider)

    async def _settled(self, provider: str | None) -> bool:
        return await self._store.has_alert(digest.key(provider))

    async def _announced(self, provider: str | None, memories: digest.Memories) -> bool:
        alert = digest.digest(provider, self._watchlist, memories, self._now())
        if alert is None:
            return False
        await self._store.announce(alert, deliveries_for(alert, self._watchlist), self._now())
        return True
