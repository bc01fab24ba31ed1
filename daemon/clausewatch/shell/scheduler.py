"""What happens when: APScheduler ticks, the database knows what is due.

``next_due`` is a column, not a job: ten thousand persistent jobs cost 18 s at the start and a tenth of a core, and
pickle code into the database; one tick a second costs nothing (measured). Overdue sources survive a restart.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from clausewatch.core.alerts import Outcome
from clausewatch.core.errors import StoreError
from clausewatch.core.watch import Source, Watchlist
from clausewatch.shell.check import Checker
from clausewatch.shell.countdowns import Countdowns
from clausewatch.shell.deliver import Deliverer
from clausewatch.shell.digests import Digests
from clausewatch.shell.followups import Followups
from clausewatch.shell.store import HEARTBEAT_NOTE, Overtaken, Store

log = structlog.get_logger()

TICK = 1.0
DRAIN = 1.0
DIGESTS = 1.0
HEARTBEAT = 15.0
COUNTDOWN = 21_600.0
FOLLOWUP = 10.0
REMIND = 900.0
UPKEEP = 86_400.0
"""Seconds between rounds of each standing job."""
READ_PER_SECOND = 500
"""Memories that a round of digests may read per second, while one is open: a round reads all of them."""
POLLS_KEPT = timedelta(days=90)
"""For how long the one-line trace of a poll that found nothing is kept; captures and changes are kept for good."""
AT_ONCE = 16
"""Polls under way at most; politeness per host is the fetcher's."""
GRACE = 5.0
"""Seconds that polls and sends under way have to finish when the daemon stops; Docker kills after ten."""


class Scheduler:
    """Runs the daemon's few standing jobs until it is stopped."""

    def __init__(
        self,
        watchlist: Watchlist,
        *,
        checker: Checker,
        deliverer: Deliverer,
        digests: Digests,
        countdowns: Countdowns,
        followups: Followups,
        store: Store,
        now: Callable[[], datetime],
    ) -> None:
        self._sources = {source.id: source for source in watchlist.sources}
        self._checker, self._deliverer, self._digests = checker, deliverer, digests
        self._countdowns, self._followups, self._store, self._now = countdowns, followups, store, now
        self._polls: set[asyncio.Task[None]] = set()
        self._offline = False
        self._stopping = False
        self._failing: dict[str, str] = {}
        """Job -> what it was last said to fail of."""
        self._jobs = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        self._every(TICK, "tick", self._tick)
        self._every(DRAIN, "drain", self._drain)
        self._every(max(DIGESTS, len(self._sources) / READ_PER_SECOND), "digests", self._digests.send)
        self._every(HEARTBEAT, "heartbeat", self._heartbeat)
        self._every(COUNTDOWN, "countdown", self._countdowns.send)
        self._every(FOLLOWUP, "followup", self._followups.send_digests)
        self._every(REMIND, "remind", self._followups.remind)
        self._every(UPKEEP, "upkeep", self._keep_house)
        self._jobs.start()

    async def stop(self) -> None:
        """Lets polls and sends under way finish, bounded; what is left is handed back and comes at the next start."""
        self._jobs.pause()
        self._stopping = True
        await asyncio.gather(self._finish_polls(), self._deliverer.finish(GRACE))
        self._jobs.shutdown(wait=False)

    async def _finish_polls(self) -> None:
        if self._polls:
            await asyncio.wait(self._polls, timeout=GRACE)
        for poll in self._polls:
            poll.cancel()
        await asyncio.gather(*self._polls, return_exceptions=True)

    def _every(self, seconds: float, name: str, job: Callable[[], Awaitable[object]]) -> None:
        self._jobs.add_job(
            self._run, "interval", (name, job), seconds=seconds, id=name, next_run_time=datetime.now(UTC)
        )

    async def _run(self, name: str, job: Callable[[], Awaitable[object]]) -> None:
        """One round; what the disk refuses is said once, not every second, and tried again in the next round."""
        try:
            await job()
            self._failing.pop(name, None)
        except asyncio.CancelledError:
            if not self._stopping:
                raise
        except StoreError as error:
            if self._failing.get(name) != str(error):
                log.error(f"{name} failed; it is tried again", reason=str(error))
            self._failing[name] = str(error)

    async def _tick(self) -> None:
        for source_id in await self._store.due(self._now(), AT_ONCE - len(self._polls)):
            source = self._sources.get(source_id)
            if source is None:  # a command with a newer watchlist brought it; not ours to poll, nor to keep
                await self._store.release(source_id)
                continue
            poll = asyncio.create_task(self._poll(source), name=f"poll {source_id}")
            self._polls.add(poll)
            poll.add_done_callback(self._polls.discard)

    async def _poll(self, source: Source) -> None:
        """One poll; a bug in it must not stop the others, so it is logged whole and the source comes again."""
        try:
            decision = await self._checker.check(source)
        except Overtaken as other:
            log.info("left to another process", source=source.id, reason=str(other))
            return
        except StoreError as error:
            log.error("cannot remember", source=source.id, reason=str(error))
            return
        except Exception:
            log.exception("poll failed, a bug", source=source.id)
            return
        if decision.outcome is Outcome.BASELINE:
            self._digests.look_again(source.provider)
        log.info(
            f"{decision.outcome}",
            source=source.id,
            reason=decision.reason,
            alerts=len(decision.alerts),
            grade=str(decision.change.grade) if decision.change else None,
        )
        self._say_once_when_offline()

    def _say_once_when_offline(self) -> None:
        offline = self._checker.connectivity.offline_since is not None
        if offline and not self._offline:
            log.warning("no network: nothing is concluded until it is back", since=f"{self._now():%H:%M:%S}Z")
        elif self._offline and not offline:
            log.info("the network is back")
        self._offline = offline

    async def _drain(self) -> None:
        await self._deliverer.drain()

    async def _heartbeat(self) -> None:
        await self._store.set_note(HEARTBEAT_NOTE, self._now().isoformat())

    async def _keep_house(self) -> None:
        await self._store.prune_polls(self._now() - POLLS_KEPT)
