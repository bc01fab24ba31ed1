"""Watches the watcher: surveys the work, tells operators what nobody has seen, and signs to a dead-man's switch.

The switch is an address that is asked for every minute while all is in time (``heartbeat`` in the watchlist); whoever
keeps it raises the alarm when it falls silent, which is the only way to hear of a monitor that is dead altogether.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import structlog

from clausewatch.core import blindness
from clausewatch.core.blindness import Pauses
from clausewatch.core.watch import Watchlist
from clausewatch.shell.codec import decode, encode
from clausewatch.shell.deliver import deliveries_or_all
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.store import Store
from clausewatch.shell.vitals import Vitals
from clausewatch_notifiers.contract import Rejected, Secret

log = structlog.get_logger()

STALE_NOTE = "stale"
"""Name of the note with the sources that people know to be stale, and since when."""
PAUSES_NOTE = "pauses"
"""Name of the note with the paused sources, and when people were told of them."""
SETTLING = 900.0
"""Seconds after a start, or a sleep, in which nothing is called stale: it is about to be polled."""


class Lookout:
    """The rounds; the scheduler runs them."""

    def __init__(
        self,
        watchlist: Watchlist,
        *,
        store: Store,
        network: ChannelNetwork,
        vitals: Vitals,
        now: Callable[[], datetime],
    ) -> None:
        self._watchlist, self._store, self._network, self._vitals, self._now = watchlist, store, network, vitals, now
        self._settled_at = vitals.passing() + SETTLING
        self._stale = 0
        self._refused = ""

    def settle(self) -> None:
        """Much was missed: give it time to be made up for."""
        self._settled_at = self._vitals.passing() + SETTLING

    async def survey(self) -> None:
        """How much work waits, and for how long."""
        now = self._now()
        paused = len(self._watchlist.sources) - len(self._watchlist.unpaused(now).sources)
        self._vitals.workload = await self._store.workload(now, self._stale, paused)

    async def tell_stale(self) -> None:
        """Sources that nobody has seen for too long, and those that are seen again."""
        if self._vitals.passing() < self._settled_at:
            return
        kept = await self._store.note(STALE_NOTE)
        told = {source: datetime.fromisoformat(since) for source, since in json.loads(kept or "{}").items()}
        # What was paused until a moment ago is about to be polled.
        awake = self._watchlist.unpaused(self._now() - timedelta(seconds=SETTLING))
        found = blindness.survey(awake.sources, await self._store.memories(), told, self._now())
        self._stale = len(found.stale)
        for alert in found.alerts:
            await self._store.announce(alert, deliveries_or_all(alert, self._watchlist), self._now())
        if dict(found.stale) != told:
            since = {source: at.isoformat() for source, at in found.stale.items()}
            await self._store.set_note(STALE_NOTE, json.dumps(since))

    async def tell_paused(self) -> None:
        """Once a week what is paused, so that it is not forgotten."""
        kept = await self._store.note(PAUSES_NOTE)
        known = decode(Pauses, kept, "note of the pauses") if kept else Pauses({})
        pauses, alert = blindness.pauses(self._watchlist.sources, known, self._now())
        note = {PAUSES_NOTE: encode(pauses)}
        if alert is not None:
            await self._store.announce(alert, deliveries_or_all(alert, self._watchlist), self._now(), note)
        elif pauses != known:
            await self._store.set_note(PAUSES_NOTE, note[PAUSES_NOTE])

    async def sign(self) -> None:
        """One request to the dead-man's switch, if all is in time; that it fails is said once."""
        switch = self._watchlist.heartbeat
        if not isinstance(switch, Secret) or self._vitals.troubles(self._now()):
            return
        try:
            answer = await self._network.http.get(switch.reveal())
            refused = "" if answer.is_success else f"it answers HTTP {answer.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL, Rejected) as error:  # its text may hold the address, a secret
            refused = type(error).__name__
        if refused and refused != self._refused:
            log.warning("the dead-man's switch cannot be reached", reason=refused)
        self._refused = refused
