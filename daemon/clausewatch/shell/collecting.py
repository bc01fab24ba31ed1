"""What routes with a digest have collected: rows of ``collected``, until the digest that takes them in is announced.

The rows of one recipient become one alert in one transaction with its delivery, so a crash neither loses nor repeats
anything: before it they wait, after it they carry the key of the digest that they went into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from clausewatch.core.alerts import Alert
from clausewatch.core.errors import StoreError
from clausewatch.shell.codec import decode, plain
from clausewatch.shell.database import insert
from clausewatch.shell.schema import alerts, collected


@dataclass(frozen=True, slots=True)
class Collected:
    """What is due for one recipient of one channel, oldest first."""

    channel: str
    recipient: str
    since: datetime
    """When the first of it was collected."""
    alerts: tuple[Alert, ...]
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for digests, and when the next of them is due."""

    count: int
    next_at: datetime | None


def collect(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """What is there already stays as it is."""
    if rows:
        connection.execute(insert(connection, collected).on_conflict_do_nothing(), rows)


def is_due(connection: Connection, now: datetime) -> bool:
    query = select(collected.c.id).where(*_waiting(now)).limit(1)
    return connection.scalar(query) is not None


def waiting(connection: Connection) -> Waiting:
    """What has been collected and not been sent yet."""
    query = select(func.count(), func.min(collected.c.digest_at)).where(collected.c.digest_key.is_(None))
    return Waiting(*connection.execute(query).one())


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return collected.c.digest_key.is_(None), collected.c.digest_at <= now


def due(connection: Connection, now: datetime) -> tuple[Collected, ...]:
    """Everything whose digest is due; what comes for the next one waits for that."""
    query = (
        select(collected, alerts.c.body)
        .join(alerts, alerts.c.key == collected.c.alert_key)
        .where(*_waiting(now))
        .order_by(collected.c.id)
    )
    groups: dict[tuple[str, str], list[Row[Any]]] = {}
    for row in connection.execute(query):
        groups.setdefault((row.channel, row.recipient), []).append(row)
    return tuple(_collected(channel, recipient, rows) for (channel, recipient), rows in groups.items())


def _collected(channel: str, recipient: str, rows: Sequence[Row[Any]]) -> Collected:
    readable = [alert for row in rows if (alert := _alert(row)) is not None]
    return Collected(
        channel,
        recipient,
        min(row.created_at for row in rows),
        tuple(readable),
        tuple(row.id for row in rows),
    )


def _alert(row: Row[Any]) -> Alert | None:
    """``None`` if this version cannot read it; the others must not wait for it."""
    try:
        return decode(Alert, row.body, f"alert {row.alert_key}")
    except StoreError:
        return None


def close(connection: Connection, taken: Collected, digest_key: str) -> None:
    """They went into this digest."""
    chosen = collected.c.id.in_(taken.ids)
    connection.execute(update(collected).where(chosen).values(digest_key=plain(digest_key)))
