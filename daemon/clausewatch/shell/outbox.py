"""The outbox: one row per alert, channel, recipient and part, from ``pending`` to an end.

    sent      the other side has it
    dead      given up or refused for good; another alert says so
    merged    never sent: a later message that ends the same story tells it all (``core.stories``)
    dropped   a person decided that nobody needs it any more

A delivery is claimed with a lease, sent, and its outcome recorded. Who dies in between leaves a lease that expires, and
the row is claimed again: at least once, always with the same idempotency key. What was recorded as sent is never sent
again. Within one thread (an incident) a channel and recipient hear things in order: a later message waits while an
earlier one is pending. Nothing else waits for anything.

An end that is announced while its beginning still waits takes the beginning's place: after an outage of Slack nobody
is told that something broke, only to hear in the next line that it works. What somebody is sending at that moment is
left to them, and is merged if it comes back unsent.

``attempts`` counts claims, so it also fences: an outcome other than ``Sent`` of a claim that has been overtaken by a
later one is ignored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, exists, func, or_, select, update

from clausewatch.core.alerts import Alert
from clausewatch.core.errors import StoreError
from clausewatch.core.stories import ends
from clausewatch.shell import collecting
from clausewatch.shell.codec import decode, encode, plain
from clausewatch.shell.database import insert
from clausewatch.shell.schema import DEAD, DROPPED, MERGED, PENDING, SENT, alerts, outbox
from clausewatch_notifiers.contract import Part

LONGEST_TEXT = 500
"""Characters kept of an error or a receipt."""


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """An alert that one recipient of one channel is to get."""

    alert_key: str
    channel: str
    recipient: str
    part: Part = Part.MESSAGE
    not_before: datetime | None = None
    """The end of quiet hours."""
    digest_at: datetime | None = None
    """When the digest is due that takes it in; ``None``: it is a message of its own."""

    @property
    def key(self) -> str:
        """The idempotency key: the same whenever the same part of an alert is addressed to the same recipient."""
        beside = () if self.part is Part.MESSAGE else (self.part.value,)
        parts = "\n".join((self.alert_key, self.channel, self.recipient, *beside))
        return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Root:
    """The message that began a thread, as one recipient got it."""

    alert: Alert
    key: str
    """Its idempotency key."""
    receipt: str
    """The other side's name for it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed delivery."""

    id: int
    alert: Alert
    channel: str
    recipient: str
    key: str
    attempts: int
    """This one included."""
    created_at: datetime
    part: Part = Part.MESSAGE
    root: Root | None = None
    """``None`` while the recipient has nothing of this thread through this channel."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side has it."""

    receipt: str = ""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Not delivered, or not known to be."""

    at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Given up. The alert that says so to others is stored in the same transaction."""

    error: str
    alert: Alert | None = None
    deliveries: tuple[NewDelivery, ...] = ()


DeliveryOutcome = Sent | RetryAt | Dead


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A delivery as ``clausewatch outbox`` shows it."""

    id: int
    alert_key: str
    alert: Alert | None
    """``None`` if this version cannot read it."""
    channel: str
    recipient: str
    part: str
    state: str
    """pending, sent, dead, merged or dropped."""
    attempts: int
    created_at: datetime
    try_at: datetime
    finished_at: datetime | None
    receipt: str
    error: str
    """Of the last attempt that failed."""


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    pending: int
    sent: int
    dead: int


@dataclass(frozen=True, slots=True)
class Stuck:
    """What one channel did not take."""

    channel: str
    waiting: int
    """Messages that were refused for now, and are tried again."""
    dead: int
    since: datetime
    """When the oldest of them was made."""
    error: str
    """Of the newest."""


# --- in -----------------------------------------------------------------------------------------------------------


def enqueue(connection: Connection, news: Sequence[Alert], deliveries: Sequence[NewDelivery], now: datetime) -> None:
    """Stores alerts and whom they go to; what is there already stays as it is, so nothing can be told twice."""
    by_key = {alert.key: alert for alert in news}
    strangers = [each.alert_key for each in deliveries if each.alert_key not in by_key]
    if strangers:
        raise ValueError(f"a delivery of an alert that is not announced: {strangers[0]}")
    if news:
        connection.execute(insert(connection, alerts).on_conflict_do_nothing(), [_alert_row(each) for each in news])
    own = [each for each in deliveries if each.digest_at is None]
    rows = [_delivery_row(each, by_key[each.alert_key], now) for each in own]
    if wanted := [row for row in rows if row["part"] != Part.STATE or _has_begun(connection, row)]:
        connection.execute(insert(connection, outbox).on_conflict_do_nothing(), wanted)
    for row in rows:
        if row["ends"]:
            _merge_before(connection, row["key"], now)
    _collect(connection, deliveries, now)
    for each in own:
        if each.not_before is None:
            _release_thread(connection, _delivery_row(each, by_key[each.alert_key], now), now)


def _release_thread(connection: Connection, row: dict[str, Any], now: datetime) -> None:
    """What is held for quiet hours in the same thread comes along, or this message would wait behind it."""
    held = (outbox.c.state == PENDING, outbox.c.attempts == 0, outbox.c.try_at > now)
    same = (outbox.c.channel == row["channel"], outbox.c.recipient == row["recipient"])
    connection.execute(update(outbox).where(*held, *same, outbox.c.thread == row["thread"]).values(try_at=now))


def _collect(connection: Connection, deliveries: Sequence[NewDelivery], now: datetime) -> None:
    """What goes into a digest; it has neither files of its own nor a thread whose state could be shown."""
    rows = [
        {
            "alert_key": plain(each.alert_key),
            "channel": each.channel,
            "recipient": plain(each.recipient),
            "created_at": now,
            "digest_at": each.digest_at,
        }
        for each in deliveries
        if each.digest_at is not None and each.part is Part.MESSAGE
    ]
    collecting.collect(connection, rows)


def _has_begun(connection: Connection, row: dict[str, Any]) -> bool:
    """Whether the recipient was addressed in this thread before; else there is no first message to bring up to date."""
    others = (outbox.c.thread == row["thread"], outbox.c.alert_key != row["alert_key"])
    to_the_same = (outbox.c.channel == row["channel"], outbox.c.recipient == row["recipient"])
    return connection.execute(select(outbox.c.id).where(*others, *to_the_same).limit(1)).first() is not None


def _merge_before(connection: Connection, key: str, now: datetime) -> None:
    """What waits, unclaimed, in the same thread before the ending of this key is told by it."""
    ending = connection.execute(select(outbox).where(outbox.c.key == key, outbox.c.state == PENDING)).one_or_none()
    if ending is not None:
        waits = (outbox.c.state == PENDING, _free(now), outbox.c.id < ending.id, *_same_thread(outbox.c, ending))
        _finish(connection, and_(*waits), MERGED, now, receipt=_short(f"told by {ending.alert_key}"))


def _alert_row(alert: Alert) -> dict[str, Any]:
    return {
        "key": plain(alert.key),
        "kind": alert.kind.value,
        "grade": int(alert.grade),
        "at": alert.at,
        "provider": alert.provider,
        "body": encode(alert),
    }


def _delivery_row(delivery: NewDelivery, alert: Alert, now: datetime) -> dict[str, Any]:
    return {
        "alert_key": plain(alert.key),
        "channel": delivery.channel,
        "recipient": plain(delivery.recipient),
        "part": delivery.part.value,
        "thread": plain(alert.thread or alert.key),
        "ends": int(ends(alert) and delivery.part is Part.MESSAGE),
        "key": delivery.key,
        "state": PENDING,
        "created_at": now,
        "try_at": max(now, delivery.not_before or now),
    }


# --- out ----------------------------------------------------------------------------------------------------------


def waiting_channels(connection: Connection, now: datetime) -> tuple[str, ...]:
    """Channels that have something to send now."""
    return tuple(connection.scalars(select(outbox.c.channel).where(*_ready(now)).distinct()))


def claim(
    connection: Connection, now: datetime, limit: int, until: datetime, channel: str | None
) -> tuple[Delivery, ...]:
    """Takes what can be sent now, oldest first; nobody else gets it before ``until``."""
    ready = select(outbox.c.id).where(*_ready(now)).order_by(outbox.c.id).limit(limit)
    if channel is not None:
        ready = ready.where(outbox.c.channel == channel)
    chosen = list(connection.scalars(ready.with_for_update(skip_locked=True)))
    if not chosen:
        return ()
    leased = {"leased_until": until, "attempts": outbox.c.attempts + 1}
    connection.execute(update(outbox).where(outbox.c.id.in_(chosen)).values(leased))
    rows = connection.execute(_with_alert().where(outbox.c.id.in_(chosen)).order_by(outbox.c.id)).all()
    return tuple(delivery for row in rows if (delivery := _readable(connection, row, now)) is not None)


def _ready(now: datetime) -> tuple[ColumnElement[bool], ...]:
    earlier = outbox.alias("earlier")
    waits = exists().where(earlier.c.state == PENDING, *_same_thread(earlier.c, outbox.c), earlier.c.id < outbox.c.id)
    return outbox.c.state == PENDING, outbox.c.try_at <= now, _free(now), ~waits


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)


def _same_thread(columns: Any, other: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        columns.channel == other.channel,
        columns.recipient == other.recipient,
        columns.thread == other.thread,
    )


def _with_alert() -> Any:
    return select(outbox, alerts.c.body).join(alerts, alerts.c.key == outbox.c.alert_key)


def _readable(connection: Connection, row: Row[Any], now: datetime) -> Delivery | None:
    """The delivery; one that cannot be read any more is buried, so that it does not hold up the others."""
    try:
        return _delivery(row, _root(connection, row))
    except StoreError as error:
        _finish(connection, outbox.c.id == row.id, DEAD, now, error=str(error))
        return None


def _delivery(row: Row[Any], root: Root | None) -> Delivery:
    alert = decode(Alert, row.body, f"alert {row.alert_key}")
    return Delivery(
        row.id, alert, row.channel, row.recipient, row.key, row.attempts, row.created_at, Part(row.part), root
    )


def _root(connection: Connection, row: Row[Any]) -> Root | None:
    known = (outbox.c.state == SENT, outbox.c.part == Part.MESSAGE.value, outbox.c.receipt != "")
    first = _with_alert().where(*_same_thread(outbox.c, row), *known).order_by(outbox.c.id).limit(1)
    found = connection.execute(first).one_or_none()
    return Root(decode(Alert, found.body, f"alert {found.alert_key}"), found.key, found.receipt) if found else None


def record(connection: Connection, delivery: Delivery, outcome: DeliveryOutcome, now: datetime) -> None:
    """What became of a claimed delivery. ``Sent`` always counts, even if it comes late."""
    this = outbox.c.id == delivery.id
    still_ours = this & (outbox.c.state == PENDING) & (outbox.c.attempts == delivery.attempts)
    if isinstance(outcome, Sent):
        _finish(connection, this, SENT, now, receipt=_short(outcome.receipt))
    elif isinstance(outcome, RetryAt):
        again = {"leased_until": None, "try_at": outcome.at, "error": _short(outcome.error)}
        connection.execute(update(outbox).where(still_ours).values(again))
        _merge_into_later(connection, delivery.id, now)
    elif _finish(connection, still_ours, DEAD, now, error=_short(outcome.error)) and outcome.alert is not None:
        enqueue(connection, (outcome.alert,), outcome.deliveries, now)


def _merge_into_later(connection: Connection, delivery_id: int, now: datetime) -> None:
    """It came back unsent; if its story has ended meanwhile, the end tells it."""
    row = connection.execute(select(outbox).where(outbox.c.id == delivery_id)).one()
    later = (outbox.c.state == PENDING, outbox.c.ends == 1, outbox.c.id > row.id, *_same_thread(outbox.c, row))
    key = connection.scalar(select(outbox.c.key).where(*later).order_by(outbox.c.id.desc()).limit(1))
    if key is not None:
        _merge_before(connection, key, now)


def rebase(connection: Connection, now: datetime, until: datetime) -> None:
    """After the clock was set back: what waits may be tried now, and no lease ends after ``until``."""
    waiting = update(outbox).where(outbox.c.state == PENDING)
    connection.execute(waiting.where(outbox.c.try_at > now).values(try_at=now))
    connection.execute(waiting.where(outbox.c.leased_until > until).values(leased_until=until))


def requeue(connection: Connection, delivery_id: int, now: datetime) -> bool:
    """Gives a dead or dropped delivery another life, or lets a waiting one go at once; ``False`` for any other.

    What is under way stays under way.
    """
    this, at_once = outbox.c.id == delivery_id, {"try_at": now, "leased_until": None}
    fresh = {**at_once, "state": PENDING, "attempts": 0, "finished_at": None}
    over = update(outbox).where(this, outbox.c.state.in_((DEAD, DROPPED))).values(fresh)
    waiting = update(outbox).where(this, outbox.c.state == PENDING, _free(now)).values(at_once)
    return any(connection.execute(each).rowcount for each in (over, waiting))


def drop(connection: Connection, delivery_id: int, now: datetime) -> bool:
    """Takes a waiting or dead delivery off the list; ``False`` if there is none of this id, or it is under way."""
    waiting = and_(outbox.c.state == PENDING, _free(now))
    return _finish(connection, and_(outbox.c.id == delivery_id, or_(outbox.c.state == DEAD, waiting)), DROPPED, now)


def _finish(connection: Connection, which: ColumnElement[bool], state: str, now: datetime, **details: str) -> bool:
    values = {"state": state, "leased_until": None, "finished_at": now, **details}
    return connection.execute(update(outbox).where(which).values(values)).rowcount == 1


def _short(text: str) -> str:
    return plain(text)[:LONGEST_TEXT]


# --- looking ------------------------------------------------------------------------------------------------------


def rows(connection: Connection, state: str | None, limit: int, channel: str | None) -> tuple[OutboxRow, ...]:
    """Newest first; of one state and channel, or all."""
    query = _with_alert().order_by(outbox.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(outbox.c.state == state)
    if channel is not None:
        query = query.where(outbox.c.channel == channel)
    return tuple(map(_outbox_row, connection.execute(query)))


def rows_of(connection: Connection, ids: Sequence[int]) -> tuple[OutboxRow, ...]:
    query = _with_alert().where(outbox.c.id.in_(ids)).order_by(outbox.c.id.desc())
    return tuple(map(_outbox_row, connection.execute(query)))


def _outbox_row(row: Row[Any]) -> OutboxRow:
    try:
        alert = decode(Alert, row.body, f"alert {row.alert_key}")
    except StoreError:
        alert = None
    return OutboxRow(
        row.id,
        row.alert_key,
        alert,
        row.channel,
        row.recipient,
        row.part,
        row.state,
        row.attempts,
        row.created_at,
        row.try_at,
        row.finished_at,
        row.receipt,
        row.error,
    )


def waiting_since(connection: Connection, now: datetime) -> datetime | None:
    """Since when the longest waiting message could have been sent: when it was made, or when its quiet hours ended."""
    tried = outbox.c.attempts > 0
    since = case((tried, outbox.c.created_at), else_=outbox.c.try_at)
    waits = (outbox.c.state == PENDING, or_(tried, outbox.c.try_at <= now))
    found: datetime | None = connection.scalar(select(func.min(since, type_=outbox.c.try_at.type)).where(*waits))
    return found


def counts(connection: Connection) -> OutboxCounts:
    per_state = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    found: dict[str, int] = dict(connection.execute(per_state).all())
    return OutboxCounts(found.get(PENDING, 0), found.get(SENT, 0), found.get(DEAD, 0))


def stuck(connection: Connection) -> tuple[Stuck, ...]:
    """Channels with a message that was refused, for now or for good."""
    waiting, dead = and_(outbox.c.state == PENDING, outbox.c.error != ""), outbox.c.state == DEAD
    waits, lost = (func.sum(case((each, 1), else_=0)) for each in (waiting, dead))
    since = func.min(outbox.c.created_at, type_=outbox.c.created_at.type)
    per_channel = select(outbox.c.channel, waits, lost, since, func.max(outbox.c.id)).where(or_(waiting, dead))
    found = connection.execute(per_channel.group_by(outbox.c.channel).order_by(outbox.c.channel)).all()
    newest = select(outbox.c.id, outbox.c.error).where(outbox.c.id.in_([row[4] for row in found]))
    errors: dict[int, str] = dict(connection.execute(newest).all())
    return tuple(Stuck(row[0], row[1], row[2], row[3], errors[row[4]]) for row in found)
