"""Reminds people, once, of what is about to come into force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from clausewatch.core import countdown
from clausewatch.core.alerts import Alert
from clausewatch.core.watch import Watchlist
from clausewatch.shell.deliver import deliveries_for
from clausewatch.shell.store import Store


class Countdowns:
    """A reminder that was sent is known by its key, so looking again tells nobody anything."""

    def __init__(self, watchlist: Watchlist, store: Store, now: Callable[[], datetime]) -> None:
        self._watchlist, self._store, self._now = watchlist, store, now

    async def send(self) -> tuple[Alert, ...]:
        """Announces what is due, and says what of it is new."""
        now = self._now()
        due = countdown.reminders(self._watchlist, await self._store.memories(), now)
        fresh = tuple([alert for alert in due if not await self._store.has_alert(alert.key)])
        for alert in fresh:
            await self._store.announce(alert, deliveries_for(alert, self._watchlist, now), now)
        return fresh
