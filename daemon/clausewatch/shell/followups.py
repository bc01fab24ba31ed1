"""What comes after the news: digests of what was collected, and reminders of what nobody has decided on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from clausewatch.core.acceptance import Drift, drifts
from clausewatch.core.alerts import Alert, Change
from clausewatch.core.outstanding import due, open_changes
from clausewatch.core.review import Reviews
from clausewatch.core.roundup import roundup
from clausewatch.core.routing import reminding
from clausewatch.core.watch import Watchlist
from clausewatch.shell.codec import decode, encode
from clausewatch.shell.collecting import Collected
from clausewatch.shell.deliver import deliveries_to
from clausewatch.shell.store import Store

LOOKED_BACK = 50
"""Changes of a source in which the one that touched an open clause is looked for."""
Open = tuple[Change, tuple[Drift, ...]]


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
        waiting = await self._waiting() if channels else ()
        if not waiting:
            return ()
        reviews = await self._store.reviews()
        sent = [await self._remind(channel, waiting, reviews) for channel in channels]
        return tuple(alert for alert in sent if alert is not None)

    async def _waiting(self) -> tuple[Open, ...]:
        found = drifts(self._watchlist, await self._store.memories())
        changes: list[Change] = []
        for source_id in dict.fromkeys(drift.source_id for drift in found):
            changes += await self._store.changes(LOOKED_BACK, source_id=source_id)
        return open_changes(found, changes)

    async def _remind(self, channel: str, waiting: Sequence[Open], reviews: Reviews) -> Alert | None:
        now, note = self._now(), f"reminded/{channel}"
        kept = await self._store.note(note)
        reminded = decode(dict[str, int], kept, f"note of the reminders of {channel}") if kept else {}
        now_due = due(channel, self._watchlist, waiting, reviews, reminded, now)
        if now_due.alert is not None:
            to = deliveries_to(now_due.alert, self._watchlist, channel)
            await self._store.announce(now_due.alert, to, now, {note: encode(dict(now_due.reminded))})
        return now_due.alert


def _composed(reviews: Reviews, now: datetime, group: Collected) -> Alert:
    return roundup(group.alerts, group.channel, group.recipient, group.since, reviews, now)
