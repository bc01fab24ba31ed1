"""What happens when: APScheduler ticks, the database knows what is due.

``next_due`` is a column, not a job: ten thousand persistent jobs cost 18 s at the start and a tenth of a core, and
pickle code into the database; one tick a second costs nothing (measured). Overdue sources survive a restart.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.contextvars import bound_contextvars

from clausewatch.core import blindness, schedule
from clausewatch.core.alerts import Outcome
from clausewatch.core.connectivity import NO_NETWORK
from clausewatch.core.errors import StoreError
from clausewatch.core.watch import Source, Watchlist
from clausewatch.shell import backups
from clausewatch.shell.check import Checker
from clausewatch.shell.clock import ClockWatch, Jump
from clausewatch.shell.countdowns import Countdowns
from clausewatch.shell.database import Gone
from clausewatch.shell.database_faults import Damaged
from clausewatch.shell.deliver import Deliverer, deliveries_or_all
from clausewatch.shell.digests import Digests
from clausewatch.shell.followups import Followups
from clausewatch.shell.ground import DATABASE
from clausewatch.shell.indexes import Indexes
from clausewatch.shell.lookout import Lookout
from clausewatch.shell.notify import ServiceManager
from clausewatch.shell.store import HEARTBEAT_NOTE, Overtaken, Store
from clausewatch.shell.vitals import Vitals

log = structlog.get_logger()

TICK = 1.0
DRAIN = 1.0
DIGESTS = 1.0
HEARTBEAT = 15.0
COUNTDOWN = 21_600.0
FOLLOWUP = 10.0
INDEXES = 10.0
REMIND = 900.0
UPKEEP = 86_400.0
"""Seconds between rounds of each standing job."""
BACKUPS = 900.0
"""Seconds between two looks whether a backup is due."""
SURVEY = 15.0
STALE = 900.0
SIGN = 60.0
EXAMINE = 3_600.0
"""Seconds between two examinations of the database's file; what is cached hides damage for days."""
FRESH_BACKUP = timedelta(hours=6)
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
        indexes: Indexes,
        store: Store,
        now: Callable[[], datetime],
        root: Path,
        lookout: Lookout,
        vitals: Vitals,
    ) -> None:
        self._watchlist = watchlist
        self._sources = {source.id: source for source in watchlist.sources}
        self._checker, self._deliverer, self._digests = checker, deliverer, digests
        self._countdowns, self._followups, self._indexes = countdowns, followups, indexes
        self._store, self._now = store, now
        self._root, self._lookout, self._vitals = root, lookout, vitals
        self._manager = ServiceManager()
        self._polls: set[asyncio.Task[None]] = set()
        self.broken: asyncio.Future[StoreError] = asyncio.get_running_loop().create_future()
        """Done when the database is damaged or gone, so that no round can succeed any more."""
        self._clock = ClockWatch(now)
        self._clock_task: asyncio.Task[None] | None = None
        self._offline, self._missed = False, 0
        self._stopping = False
        self._jobs = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        self._every(TICK, "tick", self._tick)
        self._every(DRAIN, "drain", self._drain)
        self._every(max(DIGESTS, len(self._sources) / READ_PER_SECOND), "digests", self._digests.send)
        self._every(HEARTBEAT, "heartbeat", self._heartbeat)
        self._every(COUNTDOWN, "countdown", self._countdowns.send)
        self._every(INDEXES, "indexes", self._indexes.write)
        self._every(FOLLOWUP, "followup", self._followups.send_digests)
        self._every(REMIND, "remind", self._followups.remind)
        self._every(UPKEEP, "upkeep", self._keep_house)
        self._every(BACKUPS, "backup", self._back_up)
        self._every(SURVEY, "survey", self._lookout.survey)
        self._every(STALE, "stale", self._lookout.tell_stale)
        self._every(STALE, "pauses", self._lookout.tell_paused)
        self._every(SIGN, "sign", self._lookout.sign, delay=SIGN)
        self._every(EXAMINE, "examine", self._examine, delay=EXAMINE)
        self._vitals.begin()
        self._jobs.start()
        self._clock_task = asyncio.create_task(self._watch_clock(), name="clock")

    async def stop(self) -> None:
        """Lets polls and sends under way finish, bounded; what is left is handed back and comes at the next start."""
        self._jobs.pause()
        self._stopping = True
        if self._clock_task is not None:
            self._clock_task.cancel()
        await asyncio.gather(self._finish_polls(), self._deliverer.finish(GRACE))
        self._jobs.shutdown(wait=False)

    async def _finish_polls(self) -> None:
        if self._polls:
            await asyncio.wait(self._polls, timeout=GRACE)
        for poll in self._polls:
            poll.cancel()
        await asyncio.gather(*self._polls, return_exceptions=True)

    def _every(self, seconds: float, name: str, job: Callable[[], Awaitable[object]], delay: float = 0.0) -> None:
        self._jobs.add_job(
            self._run,
            "interval",
            (name, job),
            seconds=seconds,
            id=name,
            next_run_time=datetime.now(UTC) + timedelta(seconds=delay),
        )

    async def _run(self, name: str, job: Callable[[], Awaitable[object]]) -> None:
        """One round; what the disk refuses is said once, not every second, and tried again in the next round."""
        try:
            await job()
            self._vitals.failing.pop(name, None)
        except asyncio.CancelledError:
            if not self._stopping:
                raise
        except StoreError as error:
            self._notice(error)
            if self._vitals.failing.get(name) != str(error):
                log.error(f"{name} failed; it is tried again", reason=str(error))
            self._vitals.failing[name] = str(error)
        except Exception as error:  # a bug in one standing job must not end the others; it is logged whole
            log.exception(f"{name} failed, a bug")
            self._vitals.failing[name] = f"a bug, {type(error).__name__}"
        self._vitals.came_back(name)

    def _notice(self, error: StoreError) -> None:
        """What no further round can cure ends this scheduler; who started it mends and begins again."""
        if isinstance(error, Damaged | Gone) and not self.broken.done():
            self.broken.set_result(error)

    # --- the clock ---

    async def _watch_clock(self) -> None:
        """Sleeps by the clock that does not jump: APScheduler goes by the other one, and would sleep for hours."""
        while True:
            await asyncio.sleep(TICK)
            if not self._vitals.hangs():
                self._manager.alive()
            jump = self._clock.jump()
            if jump is not None:
                await self._run("clock", functools.partial(self._after_jump, jump))

    async def _after_jump(self, jump: Jump) -> None:
        """Set back: plan anew, or nothing would be due until the old time comes. Forward, or slept: say since when."""
        for job in self._jobs.get_jobs():
            job.modify(next_run_time=datetime.now(UTC))
        if jump.seconds < 0:
            log.warning("the clock was set back", seconds=round(-jump.seconds))
            await self._store.rebase(self._now())
            return
        self._lookout.settle()
        late = await self._store.catch_up(self._now())
        log.warning("the clock was set forward, or the computer slept", seconds=round(jump.seconds), overdue=late)
        alert = blindness.gap(jump.before, jump.after, "the computer slept, or its clock was set")
        if alert is not None:
            await self._store.announce(alert, deliveries_or_all(alert, self._watchlist), self._now())

    # --- the standing jobs ---

    async def _tick(self) -> None:
        self._store.check_there()
        now = self._now()
        for source_id in await self._store.due(now, AT_ONCE - len(self._polls)):
            source = self._sources.get(source_id)
            if source is None:  # a command with a newer watchlist brought it; not ours to poll, nor to keep
                await self._store.release(source_id)
                continue
            opens = schedule.within(source, now)
            if opens > now:  # what was missed in a sleep must not come in the middle of the night
                await self._store.postpone(source_id, opens)
                continue
            poll = asyncio.create_task(self._poll(source), name=f"poll {source_id}")
            self._polls.add(poll)
            poll.add_done_callback(self._polls.discard)

    async def _poll(self, source: Source) -> None:
        """One poll; a bug in it must not stop the others, so it is logged whole and the source comes again."""
        with bound_contextvars(check=uuid.uuid4().hex[:12]):
            began = self._vitals.passing()
            outcome = await self._polled(source)
            self._vitals.polled(outcome, self._vitals.passing() - began)

    async def _polled(self, source: Source) -> str:
        try:
            decision = await self._checker.check(source)
        except Overtaken as other:
            log.info("left to another process", source=source.id, reason=str(other))
            return "overtaken"
        except StoreError as error:
            self._notice(error)
            log.error("cannot remember", source=source.id, reason=str(error))
            return "unremembered"
        except Exception:  # a bug over one page must not end the watch of the others; it is logged whole
            log.exception("poll failed, a bug", source=source.id)
            return "bug"
        if decision.change is not None:
            self._indexes.touch(source.provider)
        if decision.outcome is Outcome.BASELINE:
            self._digests.look_again(source.provider)
        level = logging.DEBUG if decision.reason == NO_NETWORK else logging.INFO
        log.log(
            level,
            f"{decision.outcome}",
            source=source.id,
            reason=decision.reason,
            alerts=len(decision.alerts),
            grade=str(decision.change.grade) if decision.change else None,
        )
        self._say_once_when_offline()
        return str(decision.outcome)

    def _say_once_when_offline(self) -> None:
        """Once for all the polls that it costs, with their number when it is over; each is kept in the database."""
        known = self._checker.connectivity
        offline = known.offline_since is not None
        if offline and not self._offline:
            log.warning("no network: nothing is concluded until it is back", since=f"{self._now():%H:%M:%S}Z")
        elif self._offline and not offline:
            log.info("the network is back", missed=self._missed)
        self._offline, self._missed = offline, known.missed

    async def _drain(self) -> None:
        await self._deliverer.drain()

    async def _heartbeat(self) -> None:
        await self._store.set_note(HEARTBEAT_NOTE, self._now().isoformat())

    async def _back_up(self) -> None:
        """Whenever the daemon happens to run and the newest backup is old; not before there is something to lose."""
        kept = await asyncio.to_thread(backups.kept, self._root)
        if any(self._now() - FRESH_BACKUP < each.at <= self._now() and each.before is None for each in kept):
            return
        if not await self._store.memories():
            return
        path = await self._store.backup()
        surplus = await asyncio.to_thread(backups.rotate, self._root)
        log.info("backup made", path=path.name, removed=surplus)

    async def _examine(self) -> None:
        """The file as it lies on the disk, by a connection that has nothing of it in memory."""
        reason = await asyncio.to_thread(backups.fault, self._root / DATABASE)
        if reason is not None:
            raise Damaged(f"{self._root / DATABASE} is damaged ({reason})")

    async def _keep_house(self) -> None:
        await self._store.prune_polls(self._now() - POLLS_KEPT)
