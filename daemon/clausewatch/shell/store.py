"""What is remembered: state, changes and the outbox, in one database, behind ``await``.

``apply`` is the heart: what a poll decided, what is remembered of it and who is to be told move in one transaction, so
after a crash nothing is changed but untold, or told but unchanged. The values are the project's own, stored as JSON;
``shell.agenda`` says when a source is polled, ``shell.outbox`` what becomes of an alert.

Commands open the same file while the daemon runs. Every method may raise ``StoreError`` with a sentence that says what
the operator can do.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, or_, select, update
from sqlalchemy import insert as plain_insert

from clausewatch.core.acceptance import Acceptance
from clausewatch.core.alerts import Alert, Change, Decision, Outcome
from clausewatch.core.connectivity import NO_NETWORK
from clausewatch.core.errors import StoreError, UsageError
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.memory import KINDS, Memory, PageMemory, blank
from clausewatch.core.review import Remark, Reviews
from clausewatch.core.watch import AlertKind, Source, SourceKind, Watchlist
from clausewatch.shell import agenda, collecting, holders, outbox, renaming
from clausewatch.shell.codec import decode, encode, plain
from clausewatch.shell.collecting import Collected, Waiting
from clausewatch.shell.database import Database, insert
from clausewatch.shell.outbox import (
    Dead,
    Delivery,
    DeliveryOutcome,
    NewDelivery,
    OutboxCounts,
    OutboxRow,
    RetryAt,
    Sent,
    Stuck,
)
from clausewatch.shell.schema import acceptances as accepted
from clausewatch.shell.schema import alerts, changes, notes, polls, remarks, sources

__all__ = [
    "Dead",
    "Delivery",
    "NewDelivery",
    "OutboxCounts",
    "OutboxRow",
    "Overtaken",
    "PollRow",
    "Remembered",
    "RetryAt",
    "Sent",
    "SourceRow",
    "Store",
]

HEARTBEAT_NOTE = "heartbeat"
"""Name of the note that a running daemon renews every few seconds: a time in ISO 8601."""
POLL_LEASE = 300.0
"""Seconds that a source stays with who took it: far more than one poll takes, waiting for its host included."""


class Overtaken(StoreError):
    """Somebody else applied a decision about the source since its memory was read here; this one is dropped."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of a source, and the version of it: each decision that is applied makes a new one."""

    memory: Memory
    version: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the database knows it."""

    id: str
    kind: SourceKind
    every: float
    next_due: datetime
    memory: Memory | None
    """``None`` before the first poll."""
    outcome: Outcome | None = None
    reason: str = ""
    polled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many changes there are, and when the newest was seen."""

    count: int
    newest: datetime


@dataclass(frozen=True, slots=True)
class PollRow:
    """One poll, in one line."""

    source_id: str
    at: datetime
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Workload:
    """What waits to be done, and since when."""

    sources: int
    overdue: int
    """Sources that are due, those being polled at this moment aside."""
    oldest_due: datetime | None
    outcomes: Mapping[str, int]
    """Of the last polls, by outcome; ``new`` for sources that were never polled."""
    pending: int
    dead: int
    oldest_pending: datetime | None
    """Since when the longest waiting message could have been sent; quiet hours do not count."""
    stale: int = 0
    paused: int = 0
    """Sources that the watchlist leaves alone at present."""

    def overdue_seconds(self, now: datetime) -> float:
        return max((now - self.oldest_due).total_seconds(), 0.0) if self.oldest_due else 0.0

    def lag_seconds(self, now: datetime) -> float:
        return max((now - self.oldest_pending).total_seconds(), 0.0) if self.oldest_pending else 0.0


class Store:
    """One open database. Made by ``Store.open``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._holder = holders.Holder(database.path)
        self._owner = ""
        self._taken: dict[str, datetime] = {}
        """What we lease, and until when."""

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[Store]:
        """The database at ``path``, created or migrated if need be, with a copy beside it before it is migrated."""
        database = Database(path)
        store = cls(database)
        try:
            await database.open()
            yield store
        finally:
            await store._hand_back()
            store._holder.close()
            await database.close()

    # --- what is watched, and when ---

    async def sync(self, watchlist: Watchlist, now: datetime) -> None:
        """Takes over the watchlist's sources; those that left it are archived, not forgotten."""
        self._owner = agenda.owner_of(watchlist)
        await self._database.write(lambda connection: agenda.sync(connection, watchlist, now))

    async def adopt(self, watchlist: Watchlist) -> None:
        """For the daemon: makes every source of the watchlist its own to poll, whoever listed it first."""
        await self._database.write(lambda connection: agenda.adopt(connection, watchlist))

    async def hurry(self, wanted: Mapping[str, datetime]) -> None:
        """Wants these sources by then, if they would come later."""
        await self._database.write(lambda connection: agenda.hurry(connection, wanted))

    async def catch_up(self, now: datetime) -> int:
        """After a sleep: spreads the polls that were missed; of how many sources."""
        return await self._database.write(lambda connection: agenda.catch_up(connection, self._owner, now))

    async def due(self, now: datetime, limit: int, lease_seconds: float = POLL_LEASE) -> tuple[str, ...]:
        """Takes up to ``limit`` sources of the watchlist of ``sync`` that are due, longest overdue first.

        They are ours until ``apply``, ``release``, the end of the lease or of the store, whichever comes first.
        """
        until = now + timedelta(seconds=lease_seconds)

        def work(connection: Connection) -> tuple[str, ...]:
            agenda.free_of_the_dead(connection, now, self._is_gone)
            return agenda.due(connection, self._owner, now, limit, agenda.Lease(until, self._holder.name))

        taken = await self._database.write(work)
        self._taken.update(dict.fromkeys(taken, until))
        return taken

    async def lease(self, source_id: str, now: datetime, seconds: float = POLL_LEASE) -> bool:
        """Takes one source, due or not; ``False`` if another process polls it at this moment."""
        until = now + timedelta(seconds=seconds)

        def work(connection: Connection) -> bool:
            agenda.free_of_the_dead(connection, now, self._is_gone, source_id)
            return agenda.take(connection, source_id, now, agenda.Lease(until, self._holder.name))

        taken = await self._database.write(work)
        if taken:
            self._taken[source_id] = until
        return taken

    async def release(self, source_id: str) -> None:
        """Hands back a source that was taken and not polled; it stays due."""
        until = self._taken.pop(source_id, None)
        if until is not None:
            await self._database.write(lambda connection: agenda.release(connection, source_id, until))

    async def postpone(self, source_id: str, at: datetime) -> None:
        """Hands back a source that was taken outside of its windows; it comes at ``at``."""
        until = self._taken.pop(source_id, None)
        if until is not None:
            await self._database.write(lambda connection: agenda.postpone(connection, source_id, until, at))

    async def rebase(self, now: datetime) -> None:
        """The clock was set back: what was planned by the former time is planned anew, nothing waits for it."""
        until = now + timedelta(seconds=POLL_LEASE)
        await self._database.write(lambda connection: _rebase(connection, now, until))
        self._taken = {source_id: min(end, until) for source_id, end in self._taken.items()}

    async def take_over(self) -> None:
        """Frees what a killed daemon held, so that its polls need not wait for their leases to end."""
        await self._database.write(agenda.release_all)

    def _is_gone(self, holder: str) -> bool:
        return holder != self._holder.name and holders.is_gone(self._database.path, holder)

    async def _hand_back(self) -> None:
        with contextlib.suppress(StoreError):  # a lease that cannot be handed back expires
            for source_id in tuple(self._taken):
                await self.release(source_id)

    # --- one poll ---

    async def memory(self, source: Source) -> Memory:
        """What is remembered of ``source``; blank if nothing is."""
        return (await self.remembered(source)).memory

    async def remembered(self, source: Source) -> Remembered:
        """The same for whoever decides something by it: with what ``apply`` needs to see that it still holds."""
        query = select(sources.c.kind, sources.c.memory, sources.c.version).where(sources.c.id == source.id)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        version = row.version if row else 0
        if row is None or row.memory is None or row.kind != source.kind:
            return Remembered(blank(source), version)
        return Remembered(_memory(row.kind, row.memory, source.id), version)

    async def apply(
        self,
        source: Source,
        decision: Decision,
        deliveries: tuple[NewDelivery, ...],
        *,
        next_due: datetime,
        now: datetime,
        since: Remembered | None = None,
    ) -> None:
        """Memory, schedule, poll, change, alerts and outbox rows: all of it, or nothing.

        Applying the same decision again tells nobody anything again. ``Overtaken`` if anybody, this process included,
        applied one about this source since ``since`` was read: its baseline is newer than the one compared with here.
        Without ``since`` the decision holds whatever was remembered.
        """
        version = since.version if since else None

        def work(connection: Connection) -> None:
            _remember(connection, source, decision, next_due, now, version, self._owner)
            if decision.change is not None:
                _add_change(connection, decision.change)
            outbox.enqueue(connection, decision.alerts, deliveries, now)

        self._taken.pop(source.id, None)
        await self._database.write(work)

    async def accept(
        self,
        acceptances: Sequence[Acceptance],
        revise: Mapping[str, Callable[[PageMemory], PageMemory]],
        edit: Callable[[], None],
    ) -> None:
        """Records what a person accepted: memories by source id, the records, and last the watchlist's ``edit``.

        If one of them raises, nothing is recorded. A poll that is under way is dropped (``Overtaken``) and comes again.
        """

        def work(connection: Connection) -> None:
            for source_id, change in revise.items():
                _revise(connection, source_id, change)
            rows = [{"at": each.at, "claim_id": each.claim_id, "body": encode(each)} for each in acceptances]
            connection.execute(plain_insert(accepted), rows)
            edit()

        await self._database.write(work)

    async def acceptances(self) -> tuple[Acceptance, ...]:
        """Everything that was ever accepted, newest first."""
        query = select(accepted).order_by(accepted.c.at.desc(), accepted.c.id.desc())
        return await self._database.read(
            lambda connection: tuple(
                decode(Acceptance, row.body, f"acceptance {row.id}") for row in connection.execute(query)
            )
        )

    async def announce(
        self, alert: Alert, deliveries: tuple[NewDelivery, ...], now: datetime, notes: Mapping[str, str] | None = None
    ) -> None:
        """An alert that comes from no poll; one whose key is there already changes nothing.

        ``notes`` are what is remembered of it, by name, in the same transaction.
        """

        def work(connection: Connection) -> None:
            outbox.enqueue(connection, (alert,), deliveries, now)
            for key, value in (notes or {}).items():
                _set_note(connection, key, value)

        await self._database.write(work)

    async def send_digests(self, now: datetime, compose: Callable[[Collected], Alert]) -> tuple[Alert, ...]:
        """Announces what has been collected and is due: one alert for each recipient, or none if it happens again."""

        def work(connection: Connection) -> tuple[Alert, ...]:
            sent = []
            for group in collecting.due(connection, now):
                alert = compose(group)
                delivery = NewDelivery(alert.key, group.channel, group.recipient)
                outbox.enqueue(connection, (alert,), (delivery,), now)
                collecting.close(connection, group, alert.key)
                sent.append(alert)
            return tuple(sent)

        return await self._database.write(work)

    async def has_digests(self, now: datetime) -> bool:
        """Whether anything that has been collected is due."""
        return await self._database.read(lambda connection: collecting.is_due(connection, now))

    async def collected(self) -> Waiting:
        """What waits for digests."""
        return await self._database.read(collecting.waiting)

    # --- what people say ---

    async def remark(self, remark: Remark) -> None:
        """Somebody put something off or commented on it."""
        row = {"at": remark.at, "source_id": remark.source_id, "body": encode(remark)}
        await self._database.write(lambda connection: connection.execute(plain_insert(remarks), row))

    async def reviews(self, source_id: str | None = None) -> Reviews:
        """Everything that people have said, newest first; of one source, or of all."""
        query = select(remarks).order_by(remarks.c.at.desc(), remarks.c.id.desc())
        if source_id is not None:
            query = query.where(remarks.c.source_id.in_((source_id, "")))
        said = await self._database.read(
            lambda connection: tuple(decode(Remark, row.body, f"remark {row.id}") for row in connection.execute(query))
        )
        return Reviews(said, await self.acceptances())

    # --- deliveries ---

    async def waiting_channels(self, now: datetime) -> tuple[str, ...]:
        """Channels that have something to send now."""
        return await self._database.read(lambda connection: outbox.waiting_channels(connection, now))

    async def claim_deliveries(
        self, now: datetime, limit: int, lease_seconds: float, channel: str | None = None
    ) -> tuple[Delivery, ...]:
        """Takes what can be sent now, oldest first, for ``lease_seconds``; of one channel, or of all."""
        until = now + timedelta(seconds=lease_seconds)
        return await self._database.write(lambda connection: outbox.claim(connection, now, limit, until, channel))

    async def record(self, delivery: Delivery, outcome: DeliveryOutcome, now: datetime) -> None:
        """What became of a claimed delivery."""
        await self._database.write(lambda connection: outbox.record(connection, delivery, outcome, now))

    async def requeue(self, delivery_id: int, now: datetime) -> bool:
        """Gives a dead or dropped delivery another life, sends a waiting one at once; ``False`` for any other."""
        return await self._database.write(lambda connection: outbox.requeue(connection, delivery_id, now))

    async def drop(self, delivery_id: int, now: datetime) -> bool:
        """Takes a waiting or dead delivery off the list; ``False`` for any other, and for one under way."""
        return await self._database.write(lambda connection: outbox.drop(connection, delivery_id, now))

    async def outbox(
        self, state: str | None = None, limit: int = 100, channel: str | None = None
    ) -> tuple[OutboxRow, ...]:
        """Deliveries, newest first; of one state (pending, sent, dead, merged, dropped) and channel, or all."""
        return await self._database.read(lambda connection: outbox.rows(connection, state, limit, channel))

    async def outbox_of(self, ids: Sequence[int]) -> tuple[OutboxRow, ...]:
        return await self._database.read(lambda connection: outbox.rows_of(connection, ids))

    async def workload(self, now: datetime, stale: int = 0, paused: int = 0) -> Workload:
        """Without reading a memory, so it may be asked for often; ``stale`` and ``paused`` are passed on."""
        return await self._database.read(lambda connection: _workload(connection, now, stale, paused))

    async def counts(self) -> OutboxCounts:
        return await self._database.read(outbox.counts)

    async def stuck(self) -> tuple[Stuck, ...]:
        """Channels with a message that was refused, for now or for good."""
        return await self._database.read(outbox.stuck)

    # --- looking ---

    async def source_rows(self) -> tuple[SourceRow, ...]:
        """The sources that are watched, by id."""
        query = select(sources).where(sources.c.archived_at.is_(None)).order_by(sources.c.id)
        return await self._database.read(lambda connection: tuple(map(_source_row, connection.execute(query))))

    async def source_ids(self) -> tuple[str, ...]:
        """Of every source that was ever watched, those that left the watchlist included."""
        return await self._database.read(
            lambda connection: tuple(connection.scalars(select(sources.c.id).order_by(sources.c.id)))
        )

    async def called_now(self, name: str) -> tuple[str, ...]:
        """The ids today of the sources that once had this id, or belonged to a provider of this id."""
        return await self._database.read(lambda connection: renaming.called_now(connection, name))

    async def memories(self) -> Mapping[str, Memory]:
        """Of every watched source that was polled, by id."""
        return {row.id: row.memory for row in await self.source_rows() if row.memory is not None}

    async def status_memories(self) -> Mapping[str, StatusMemory]:
        """Of every watched status page that was polled, by id; those of pages of prose are large, and left alone."""
        query = select(sources).where(sources.c.archived_at.is_(None), sources.c.kind == SourceKind.STATUS.value)
        rows = await self._database.read(lambda connection: tuple(map(_source_row, connection.execute(query))))
        return {row.id: row.memory for row in rows if isinstance(row.memory, StatusMemory)}

    async def offline_since(self) -> datetime | None:
        """When the first poll without a network was, of those since anybody answered; ``None`` if there is none."""
        answered = select(func.max(polls.c.at)).where(polls.c.outcome != Outcome.FAILED.value).scalar_subquery()
        since = or_(answered.is_(None), polls.c.at > answered)
        query = select(func.min(polls.c.at)).where(polls.c.reason == NO_NETWORK, since)
        return await self._database.read(lambda connection: connection.scalar(query))

    async def polls(self, source_id: str, limit: int = 100) -> tuple[PollRow, ...]:
        """Of one source, newest first."""
        query = select(polls).where(polls.c.source_id == source_id)
        query = query.order_by(polls.c.at.desc(), polls.c.id.desc()).limit(limit)
        return await self._database.read(lambda connection: tuple(map(_poll_row, connection.execute(query))))

    async def changes(
        self,
        limit: int = 100,
        provider: str | None = None,
        source_id: str | None = None,
        since: datetime | None = None,
    ) -> tuple[Change, ...]:
        """Newest first, of one provider or source if asked, not older than ``since``."""
        query = _changes_where(provider, source_id, since).limit(limit)
        return await self._database.read(lambda connection: tuple(map(_change, connection.execute(query))))

    async def change_counts(self) -> Mapping[str | None, ChangeCount]:
        """By provider; ``None`` stands for the sources without one."""
        query = select(changes.c.provider, func.count(), func.max(changes.c.at)).group_by(changes.c.provider)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return {provider: ChangeCount(count, newest) for provider, count, newest in rows}

    async def change(self, id_or_prefix: str) -> Change | None:
        """By its id, or a beginning of it (or of its last part) that only one has; ``UsageError`` if several have."""
        return await self._database.read(lambda connection: _find_change(connection, id_or_prefix))

    async def has_alert(self, key: str) -> bool:
        query = select(alerts.c.key).where(alerts.c.key == plain(key))
        return await self._database.read(lambda connection: connection.execute(query).first() is not None)

    async def recent_alerts(self, limit: int = 100) -> tuple[Alert, ...]:
        """Newest first."""
        query = select(alerts).order_by(alerts.c.at.desc(), alerts.c.key).limit(limit)
        return await self._database.read(
            lambda connection: tuple(decode(Alert, row.body, f"alert {row.key}") for row in connection.execute(query))
        )

    async def status_alerts(self) -> tuple[Alert, ...]:
        """All that was ever told about status pages, oldest first."""
        query = select(alerts).where(alerts.c.kind == AlertKind.STATUS.value).order_by(alerts.c.at, alerts.c.key)
        return await self._database.read(
            lambda connection: tuple(decode(Alert, row.body, f"alert {row.key}") for row in connection.execute(query))
        )

    # --- notes and housekeeping ---

    async def note(self, key: str) -> str | None:
        """A small thing to be remembered, by its name."""
        query = select(notes.c.value).where(notes.c.key == key)
        return await self._database.read(lambda connection: connection.scalar(query))

    async def set_note(self, key: str, value: str) -> None:
        await self._database.write(lambda connection: _set_note(connection, key, value))

    async def prune_polls(self, before: datetime) -> int:
        """Forgets polls older than ``before``; changes and alerts are never forgotten. Says how many."""
        return await self._database.write(
            lambda connection: connection.execute(delete(polls).where(polls.c.at < before)).rowcount
        )

    def check_there(self) -> None:
        """Raises ``Gone`` if the database's file was deleted or exchanged since it was opened."""
        self._database.check_there()

    async def backup(self) -> Path:
        """A consistent copy among the backups, while the daemon goes on; where it lies."""
        return await self._database.backup()


def _rebase(connection: Connection, now: datetime, until: datetime) -> None:
    agenda.rebase(connection, now, until)
    outbox.rebase(connection, now, until)


def _workload(connection: Connection, now: datetime, stale: int, paused: int) -> Workload:
    watched = sources.c.archived_at.is_(None)
    late = (watched, sources.c.next_due <= now, or_(sources.c.leased_until.is_(None), sources.c.leased_until <= now))
    overdue, oldest_due = connection.execute(select(func.count(), func.min(sources.c.next_due)).where(*late)).one()
    outcome = func.coalesce(sources.c.outcome, "new")
    counted = select(outcome, func.count()).where(watched).group_by(outcome)
    outcomes: dict[str, int] = {}
    for word, count in connection.execute(counted):
        outcomes[word] = count
    states = outbox.counts(connection)
    return Workload(
        sources=sum(outcomes.values()),
        overdue=overdue,
        oldest_due=oldest_due,
        outcomes=outcomes,
        pending=states.pending,
        dead=states.dead,
        oldest_pending=outbox.waiting_since(connection, now),
        stale=stale,
        paused=paused,
    )


# --- writing ------------------------------------------------------------------------------------------------------


def _remember(
    connection: Connection,
    source: Source,
    decision: Decision,
    next_due: datetime,
    now: datetime,
    version: int | None,
    owner: str,
) -> None:
    reason = plain(decision.reason)
    values: dict[str, Any] = {
        "memory": encode(decision.memory),
        "next_due": next_due,
        "leased_until": None,
        "outcome": decision.outcome.value,
        "reason": reason,
        "polled_at": now,
    }
    chosen = update(sources).where(sources.c.id == source.id)
    if version is not None:
        chosen = chosen.where(sources.c.version == version)
    if connection.execute(chosen.values({**values, "version": sources.c.version + 1})).rowcount == 0:
        _add_source(connection, source, {**values, "watchlist": owner})
    line = {"source_id": source.id, "at": now, "outcome": decision.outcome.value, "reason": reason}
    connection.execute(plain_insert(polls), line)


def _add_source(connection: Connection, source: Source, values: Mapping[str, Any]) -> None:
    row = {"id": source.id, "kind": source.kind.value, "every": source.every, "version": 1, **values}
    added = connection.execute(insert(connection, sources).on_conflict_do_nothing(), row)
    if added.rowcount == 0:
        raise Overtaken(f"{source.id} was polled by somebody else meanwhile; that result stands, this one is dropped")


def _revise(connection: Connection, source_id: str, change: Callable[[PageMemory], PageMemory]) -> None:
    chosen = sources.c.id == source_id
    row = connection.execute(select(sources.c.kind, sources.c.memory).where(chosen)).one()
    memory = _memory(row.kind, row.memory, source_id)
    assert isinstance(memory, PageMemory)
    values = {"memory": encode(change(memory)), "version": sources.c.version + 1}
    connection.execute(update(sources).where(chosen).values(values))


def _set_note(connection: Connection, key: str, value: str) -> None:
    statement = insert(connection, notes).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def _add_change(connection: Connection, change: Change) -> None:
    row = {
        "id": change.id,
        "source_id": change.source_id,
        "provider": change.provider,
        "at": change.at,
        "grade": int(change.grade),
        "body": encode(change),
    }
    connection.execute(insert(connection, changes).on_conflict_do_nothing(), row)


# --- reading ------------------------------------------------------------------------------------------------------


def _memory(kind: str, text: str, source_id: str) -> Memory:
    what = f"memory of {source_id}"
    return decode(KINDS[SourceKind(kind)], text, what)


def _source_row(row: Row[Any]) -> SourceRow:
    return SourceRow(
        row.id,
        SourceKind(row.kind),
        row.every,
        row.next_due,
        _memory(row.kind, row.memory, row.id) if row.memory else None,
        Outcome(row.outcome) if row.outcome else None,
        row.reason or "",
        row.polled_at,
    )


def _poll_row(row: Row[Any]) -> PollRow:
    return PollRow(row.source_id, row.at, Outcome(row.outcome), row.reason)


def _changes_where(provider: str | None, source_id: str | None, since: datetime | None) -> Select[Any]:
    query = select(changes).order_by(changes.c.at.desc(), changes.c.id)
    if provider is not None:
        query = query.where(changes.c.provider == provider)
    if source_id is not None:
        query = query.where(changes.c.source_id == source_id)
    return query if since is None else query.where(changes.c.at >= since)


def _change(row: Row[Any]) -> Change:
    """Of its source as that is called today; its own id, and the folder of its files, keep the name of their time."""
    change = decode(Change, row.body, f"change {row.id}")
    return replace(change, source_id=row.source_id, provider=row.provider)


def _find_change(connection: Connection, wanted: str) -> Change | None:
    exact = connection.execute(select(changes).where(changes.c.id == wanted)).one_or_none()
    if exact is not None or not wanted:
        return _change(exact) if exact is not None else None
    beginning = or_(
        changes.c.id.startswith(wanted, autoescape=True), changes.c.id.contains(f"/{wanted}", autoescape=True)
    )
    found = connection.execute(select(changes).where(beginning).order_by(changes.c.at.desc()).limit(3)).all()
    if len(found) > 1:
        raise UsageError(f"{wanted} stands for several changes; the newest are {found[0].id} and {found[1].id}")
    return _change(found[0]) if found else None
