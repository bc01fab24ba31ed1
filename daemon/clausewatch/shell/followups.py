"""What comes after the news: digests of what was collected, and reminders of what nobody has decided on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from clausewatch.core.alerts import Alert
from clausewatch.core.outstanding import Waits, due
from clausewatch.core.review import Reviews
from clausewatch.core.roundup import roundup
from clausewatch.core.routing import reminding
from clausewatch.core.watch import Watchlist
from clausewatch.shell.codec import decode, encode
from clausewatch.shell.collecting import Collected
from clausewatch.shell.deliver import deliveries_to
from clausewatch.shell.store import Store
from clausewatch.shell.waiting import waiting


class Followups:
    """A crash loses and repeats nothing: what was sent is recorded in the transaction that announces it."""

    def __init__(self, watchlist: Watchlist, store: Store, now: Callable[[], datetime]) -> None:
        self._watchlist, self._store, self._now = watchlist, store, now

    async def send_digests(self) -> tuple[Alert, ...]:
        """Announces the digests that are due, and says what they were."""
        now = self._now()
        if not await self._store.has_digests(now):
            return ()
        return await self._store.send_digests(now, partial(_composed, await self._store.reviews(), now))

    async def remind(self) -> tuple[Alert, ...]:
        """Announces the reminders that are due, and says what they were."""
        channels = tuple(dict.fromkeys(route.to for route in reminding(self._watchlist)))
        still_open = await waiting(self._watchlist, self._store) if channels else ()
        if not still_open:
            return ()
        reviews = await self._store.reviews()
        sent = [await self._remind(channel, still_open, reviews) for channel in channels]
        return tuple(alert for alert in sent if alert is not None)

    async def _remind(self, channel: str, still_open: Sequence[Waits], reviews: Reviews) -> Alert | None:
        now, note = self._now(), f"reminded/{channel}"
        kept = await self._store.note(note)
        reminded = decode(dict[str, int], kept, f"note of the reminders of {channel}") if kept else {}
        now_due = due(channel, self._watchlist, still_open, reviews, reminded, now)
        if now_due.alert is not None:
            to = deliveries_to(now_due.alert, self._watchlist, channel)
            await self._store.announce(now_due.alert, to, now, {note: encode(dict(now_due.reminded))})
        return now_due.alert


def _composed(reviews: Reviews, now: datetime, group: Collected) -> Alert:
    return roundup(group.alerts, group.channel, group.recipient, group.since, reviews, now)
