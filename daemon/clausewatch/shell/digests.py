"""Sends each provider's digest once all its pages have been polled for the first time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from clausewatch.core import digest
from clausewatch.core.alerts import Alert
from clausewatch.core.digest import Told
from clausewatch.core.errors import StoreError
from clausewatch.core.watch import Watchlist
from clausewatch.shell.codec import decode, encode
from clausewatch.shell.deliver import deliveries_for
from clausewatch.shell.renaming import told_note
from clausewatch.shell.store import Store


class Digests:
    """A crash between the last first poll and its digest loses nothing: the next round sends it."""

    def __init__(self, watchlist: Watchlist, store: Store, now: Callable[[], datetime]) -> None:
        self._watchlist, self._store, self._now = watchlist, store, now
        self._open = dict.fromkeys(digest.providers(watchlist))

    def look_again(self, provider: str | None) -> None:
        """A page of the provider was read for the first time, maybe after its digest had called it unreadable."""
        self._open[provider] = None

    async def send(self) -> tuple[Alert, ...]:
        """Announces what is ready, and says what that was; does nothing while every provider's digest is out."""
        if not self._open:
            return ()
        looked_at, self._open = self._open, {}  # before looking: who comes meanwhile opens it again
        try:
            memories, watchlist = await self._store.memories(), self._watchlist.unpaused(self._now())
            found = {provider: await self._announce(provider, memories) for provider in looked_at}
        except StoreError:
            self._open = {**looked_at, **self._open}
            raise
        waiting = [each for each, (told, _) in found.items() if digest.waits(each, watchlist, told)]
        self._open = {**dict.fromkeys(waiting), **self._open}
        return tuple(alert for _, alert in found.values() if alert is not None)

    async def _announce(self, provider: str | None, memories: digest.Memories) -> tuple[Told, Alert | None]:
        """Sends what is news; what people know then. A crash in between repeats the same alert, which tells nobody."""
        told = await self._told(provider)
        now = self._now()
        watchlist = self._watchlist.unpaused(now)
        alert = digest.digest(provider, watchlist, memories, now, told)
        if alert is None:
            return told, None
        await self._store.announce(alert, deliveries_for(alert, self._watchlist, now), now)
        told = digest.after(provider, watchlist, memories, told)
        await self._store.set_note(told_note(provider), encode(told))
        return told, alert

    async def _told(self, provider: str | None) -> Told:
        kept = await self._store.note(told_note(provider))
        return decode(Told, kept, f"note of the digests of {provider or 'no provider'}") if kept else digest.NOBODY
