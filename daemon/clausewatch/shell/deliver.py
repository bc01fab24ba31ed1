"""Drains the outbox: claim, render, send, record.

Each channel is served by a task of its own, so one that hangs or is down holds up nothing but itself. Sending is at
least once: who dies after sending and before recording sends again, with the same key; that this is one message and
not a dozen is the work of ``shell.turns``. A message that nobody will take any more is buried, and people hear of that
through the other channels.
"""

from __future__ import annotations

import asyncio
import functools
import traceback
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import clausewatch_notifiers
from clausewatch.core import backoff, review
from clausewatch.core.alerts import Alert, Change, Digest, HealthNews, Outstanding, Roundup
from clausewatch.core.model import Grade
from clausewatch.core.render.message import reviewed
from clausewatch.core.routing import Address, addresses, channels_for
from clausewatch.core.stories import ends
from clausewatch.core.watch import AlertKind, Channel, Watchlist
from clausewatch.shell.outbox import Dead, Delivery, DeliveryOutcome, NewDelivery, RetryAt, Sent
from clausewatch.shell.store import Store
from clausewatch.shell.turns import QUICK, Turns
from clausewatch_notifiers.contract import Attachment, Message, Notifier, Part, Receipt, Rejected, Retry

PATIENCE = 90.0
"""Seconds that one message may take. Channels have shorter bounds of their own and say more by them; this one is for a
channel that hangs."""
FAREWELL = 1.0
"""Seconds that a cancelled send may take to clean up."""
LEASE = PATIENCE + 30
"""Seconds that a claimed delivery is ours: longer than any send, so that nobody sends beside us."""
AT_ONCE = 4
"""Messages under way through one channel that does not answer."""
LOOK_AGAIN = 1.0
"""Seconds after which idle channels are served again while another one is still busy."""
UNDELIVERED = "undelivered/"
"""Beginning of the keys of alerts about lost alerts; losing one of these is not told, or it would never end."""


Attach = Callable[[str], Awaitable[Attachment | None]]
"""The diff file of this name, in the snapshots folder; ``None`` if it cannot be read, or is too large to send."""


async def nothing_attached(name: str) -> Attachment | None:
    """An ``Attach`` for channels that carry no files."""
    return None


Heard = Callable[[Delivery, DeliveryOutcome], None]
"""Is told what became of each attempt, once that is recorded."""


def nobody_hears(delivery: Delivery, outcome: DeliveryOutcome) -> None:
    """Who only delivers has nobody to report to."""


class Deliverer:
    """Sends what the outbox holds. ``drain`` may be called again while it runs; no message is sent by both.

    ``render`` makes the message of an alert and of the idempotency key of one delivery, ``attach`` its file;
    ``heard`` is told what became of it.
    """

    def __init__(
        self,
        store: Store,
        watchlist: Watchlist,
        notifiers: Mapping[str, Notifier],
        render: Callable[[Alert, str], Message],
        now: Callable[[], datetime],
        patience: float = PATIENCE,
        attach: Attach = nothing_attached,
        heard: Heard = nobody_hears,
        quick: float = QUICK,
    ) -> None:
        self._store, self._watchlist, self._notifiers = store, watchlist, notifiers
        self._render, self._now, self._patience, self._attach = render, now, patience, attach
        self._heard, self._turns = heard, Turns(quick)
        self._busy: dict[str, asyncio.Task[int]] = {}
        self._ending = False

    async def drain(self) -> int:
        """Sends until nothing is left that can be sent now; how many messages were taken by the other side."""
        started: set[asyncio.Task[int]] = set()
        try:
            while running := await self._start_idle(started):
                await asyncio.wait(running, timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
                for task in started:
                    if task.done():
                        task.result()
        finally:
            await _stopped(started)
        return sum(task.result() for task in started)

    async def finish(self, seconds: float) -> None:
        """Before the end of the process: waits for what is under way, so that nothing sent goes unrecorded.

        Nothing more is begun: of what waits, one would be cut off in the middle and come twice.
        """
        self._ending = True
        if self._busy:
            await asyncio.wait(set(self._busy.values()), timeout=seconds)

    async def _start_idle(self, started: set[asyncio.Task[int]]) -> set[asyncio.Task[int]]:
        """Starts a task per idle channel that has something to send; those of ``started`` that still run."""
        for channel in await self._store.waiting_channels(self._now()):
            if channel not in self._busy and not self._ending:
                task = asyncio.create_task(self._serve(channel), name=f"deliver {channel}")
                self._busy[channel] = task
                task.add_done_callback(functools.partial(self._idle, channel))
                started.add(task)
        return {task for task in started if not task.done()}

    def _idle(self, channel: str, _: asyncio.Task[int]) -> None:
        self._busy.pop(channel)

    async def _serve(self, channel: str) -> int:
        """One channel, until nothing is left that can be sent now."""
        sent, under_way = 0, set[asyncio.Task[bool]]()
        try:
            while await self._send_next(channel, under_way) or under_way:
                done = {task for task in under_way if task.done()}
                under_way -= done
                sent += sum(task.result() for task in done)
        finally:
            await _stopped(under_way)
        return sent

    async def _send_next(self, channel: str, under_way: set[asyncio.Task[bool]]) -> bool:
        """Sends one message more when it is this channel's turn; ``False`` if none could be begun.

        In that case it has waited for what is ``under_way``: its end may let another one go.
        """
        if len(under_way) < AT_ONCE:
            async with self._turns.of(channel):
                for delivery in await self._claimed(channel):
                    sending = asyncio.create_task(self._deliver(delivery))
                    under_way.add(sending)
                    await self._turns.run_out(channel, sending)
                    return True
        if under_way:
            await asyncio.wait(under_way, timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
        return False

    async def _claimed(self, channel: str) -> tuple[Delivery, ...]:
        """The oldest message that can be sent now, if any."""
        return () if self._ending else await self._store.claim_deliveries(self._now(), 1, LEASE, channel)

    async def _deliver(self, delivery: Delivery) -> bool:
        """Tries once and records what came of it; whether it was taken."""
        outcome = await self._attempt(delivery)
        await self._store.record(delivery, outcome, self._now())
        self._heard(delivery, outcome)
        return isinstance(outcome, Sent)

    # --- one message ---

    async def _attempt(self, delivery: Delivery) -> DeliveryOutcome:
        """Tries once, within bounds; whatever happens is an outcome."""
        notifier = self._notifiers.get(delivery.channel)
        if notifier is None:
            return self._dead(delivery, f"the watchlist has no channel {delivery.channel}")
        sending = asyncio.create_task(self._send(notifier, delivery))
        sending.add_done_callback(_heeded)
        try:
            await asyncio.wait({sending}, timeout=self._patience)
        finally:  # when the daemon stops, too: nothing may still send when the network is closed
            if not sending.done():
                sending.cancel()
                await asyncio.wait({sending}, timeout=FAREWELL)
        return self._outcome(delivery, sending)

    async def _send(self, notifier: Notifier, delivery: Delivery) -> Receipt:
        return await notifier.send(await self._message(delivery), delivery.recipient)

    async def _message(self, delivery: Delivery) -> Message:
        """One part of an alert, with what its thread and its files add."""
        said = await self._said(delivery.alert)
        if delivery.part is Part.STATE:
            return reviewed(self._first_of_the_thread(delivery), said)
        message = reviewed(self._render(delivery.alert, delivery.key), said)
        file = await self._attach(message.files[0]) if message.files else None
        parent = delivery.root.receipt if delivery.root else ""
        return replace(message, part=delivery.part, parent=parent, attachment=file)

    async def _said(self, alert: Alert) -> tuple[str, ...]:
        """What people have said of it so far."""
        place = review.place_of(alert)
        return review.of_thread(await self._store.reviews(place), alert, self._now()) if place else ()

    def _first_of_the_thread(self, delivery: Delivery) -> Message:
        """The thread's first message once more, with how things stand; without one there is nothing to update."""
        latest, root = self._render(delivery.alert, delivery.key), delivery.root
        if root is None or root.alert.key == delivery.alert.key:
            return replace(latest, part=Part.STATE)
        return replace(
            self._render(root.alert, root.key),
            part=Part.STATE,
            parent=root.receipt,
            state=latest.title,
            state_grade=Grade.NONE.word if ends(delivery.alert) else latest.grade,
        )

    def _outcome(self, delivery: Delivery, sending: asyncio.Task[Receipt]) -> DeliveryOutcome:
        if not sending.done() or sending.cancelled():
            return self._again(delivery, f"no answer within {self._patience:g} s")
        error = sending.exception()
        if error is None:
            return Sent(sending.result().id)
        if isinstance(error, Rejected):
            return self._dead(delivery, str(error))
        if isinstance(error, Retry):
            return self._again(delivery, str(error), error.after)
        return self._again(delivery, f"a bug in the channel: {where(error)}")

    def _again(self, delivery: Delivery, error: str, after: float | None = None) -> DeliveryOutcome:
        seconds = backoff.delay(delivery.attempts, delivery.key, after)
        if seconds is None:
            return self._dead(delivery, f"given up after {delivery.attempts} attempts: {error}")
        return RetryAt(self._now() + timedelta(seconds=seconds), error)

    def _dead(self, delivery: Delivery, error: str) -> Dead:
        if delivery.alert.key.startswith(UNDELIVERED):
            return Dead(error)
        alert = undelivered(delivery, error, self._now())
        return Dead(error, alert, deliveries_elsewhere(alert, self._watchlist, delivery.channel))


def _heeded(sending: asyncio.Task[Receipt]) -> None:
    """How a message ended that nobody waits for any more, since the daemon stops, is no fault to log."""
    if not sending.cancelled():
        sending.exception()


async def _stopped(tasks: Iterable[asyncio.Task[object]]) -> None:
    """Cancels what still runs and waits for it, so that nothing outlives its caller."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def where(error: BaseException) -> str:
    """The kind of error and its place; its text may hold a secret (the URL of a web hook)."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"


# --- to whom ------------------------------------------------------------------------------------------------------


def deliveries_for(alert: Alert, watchlist: Watchlist, now: datetime) -> tuple[NewDelivery, ...]:
    """One delivery per channel that hears of the alert and per recipient of that channel, each at its time."""
    return _deliveries(alert, watchlist, addresses(alert, watchlist, now))


def deliveries_to(alert: Alert, watchlist: Watchlist, *channel_ids: str) -> tuple[NewDelivery, ...]:
    """To these channels, at once."""
    return _deliveries(alert, watchlist, tuple(map(Address, channel_ids)))


def deliveries_elsewhere(alert: Alert, watchlist: Watchlist, not_through: str) -> tuple[NewDelivery, ...]:
    """To the other channels that hear of such alerts; if none does, to all others: somebody must hear of a loss."""
    others = tuple(channel.id for channel in watchlist.channels if channel.id != not_through)
    routed = tuple(each for each in channels_for(alert, watchlist) if each in others)
    return deliveries_to(alert, watchlist, *(routed or others))


def deliveries_or_all(alert: Alert, watchlist: Watchlist) -> tuple[NewDelivery, ...]:
    """To whom such alerts are routed; if nobody, to every channel: news of our own sight must reach somebody."""
    everybody = tuple(channel.id for channel in watchlist.channels)
    return deliveries_to(alert, watchlist, *(channels_for(alert, watchlist) or everybody))


def _deliveries(alert: Alert, watchlist: Watchlist, where: tuple[Address, ...]) -> tuple[NewDelivery, ...]:
    channels = {channel.id: channel for channel in watchlist.channels}
    return tuple(
        NewDelivery(alert.key, each.channel, recipient, part, each.not_before, each.digest_at)
        for each in where
        for recipient in _recipients(channels.get(each.channel))
        for part in _parts(alert, channels.get(each.channel))
    )


def _parts(alert: Alert, channel: Channel | None) -> tuple[Part, ...]:
    """The message, and what this channel sends beside it where the alert has it."""
    there = {Part.MESSAGE: True, Part.FILE: isinstance(alert.news, Change), Part.STATE: bool(alert.thread)}
    return tuple(part for part in known_parts(channel) if there[part])


def known_parts(channel: Channel | None) -> tuple[Part, ...]:
    """What an alert can be in a channel, in the order in which it is sent."""
    module = clausewatch_notifiers.channel(channel.kind) if channel else None
    if module is None or channel is None or not hasattr(module, "parts"):
        return (Part.MESSAGE,)
    found: tuple[Part, ...] = module.parts(channel.settings)
    return found


def _recipients(channel: Channel | None) -> tuple[str, ...]:
    """A channel that does not exist gets a delivery all the same: it is buried loudly, not forgotten silently."""
    if channel is None:
        return ("",)
    found: tuple[str, ...] = clausewatch_notifiers.channel(channel.kind).recipients(channel.settings)
    return found


# --- news of a loss -----------------------------------------------------------------------------------------------


PARTS = {Part.MESSAGE: "", Part.FILE: "The diff file of ", Part.STATE: "The update of the first message about "}
"""What of an alert was lost."""


def undelivered(delivery: Delivery, error: str, now: datetime) -> Alert:
    """That an alert was lost on its way: one per channel and day, however many messages a dead channel loses."""
    text = (
        f"{PARTS[delivery.part]}“{subject(delivery.alert)}” could not be delivered through {delivery.channel}: {error}."
        " This and whatever else it misses is kept; see: clausewatch outbox"
    )
    news = HealthNews(source_id=None, title=f"Channel {delivery.channel}", text=text)
    key = f"{UNDELIVERED}{delivery.channel}/{now:%Y-%m-%d}"
    return Alert(key, AlertKind.HEALTH, Grade.MAJOR, now, provider=None, news=news)


def subject(alert: Alert) -> str:
    """What an alert is about, in a few words."""
    news = alert.news
    if isinstance(news, Digest):
        return f"{news.provider_name} digest".strip()
    if isinstance(news, Roundup):
        return "digest"
    return "changes that wait for a decision" if isinstance(news, Outstanding) else news.title
