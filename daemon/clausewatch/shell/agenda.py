"""Which source is due when, and who polls it: the ``sources`` table.

A source that was never polled, or that is overdue after a long sleep, is wanted at once; where that is many of them,
they are spread (``core.schedule``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select, update

from clausewatch.core import schedule
from clausewatch.core.watch import Source, Watchlist
from clausewatch.shell import renaming
from clausewatch.shell.database import insert
from clausewatch.shell.schema import sources

FAR = timedelta(days=7)
"""A source that is due later than its interval and this was scheduled by a clock that was wrong."""

Known = Mapping[str, Row[Any]]


def owner_of(watchlist: Watchlist) -> str:
    """What tells the watchlists of one folder apart: the file, however it was named on the command line."""
    return os.path.realpath(watchlist.path) if watchlist.path else ""


def sync(connection: Connection, watchlist: Watchlist, now: datetime) -> None:
    """Makes the table say what the watchlist says; a source that left is archived, with all it remembers.

    Sources of another watchlist are left alone. One that both list stays with the first of them; the daemon takes it
    (``adopt``), since it alone polls.
    """
    known: Known = {row.id: row for row in connection.execute(select(sources))}
    renamed = renaming.carry_over(connection, watchlist, known)
    renaming.carry_over_words(connection, watchlist)
    if renamed:
        known = {row.id: row for row in connection.execute(select(sources))}
    due = planned(watchlist, known, now)
    for source in watchlist.sources:
        if source.id in known and known[source.id].kind != source.kind:
            _forget(connection, source.id)
    owner = owner_of(watchlist)
    rows = [_values(source, due[source.id], _owner(known.get(source.id), owner)) for source in watchlist.sources]
    rows = [row for row in rows if not _same(row, known.get(row["id"]))]
    if rows:
        _upsert(connection, rows)
    _archive(connection, {row.id for row in known.values() if row.watchlist in (None, owner)} - due.keys(), now)


def adopt(connection: Connection, watchlist: Watchlist) -> None:
    """Makes every source of the watchlist its own, those that another one lists too included."""
    owner = owner_of(watchlist)
    others = set(connection.scalars(select(sources.c.id).where(sources.c.watchlist.is_distinct_from(owner))))
    for source in watchlist.sources:
        if source.id in others:
            connection.execute(update(sources).where(sources.c.id == source.id).values(watchlist=owner))


def hurry(connection: Connection, wanted: Mapping[str, datetime]) -> None:
    """Wants these sooner than they would come: what is asked of them has changed."""
    for source_id, at in wanted.items():
        later = (sources.c.id == source_id, sources.c.next_due > at)
        connection.execute(update(sources).where(*later).values(next_due=at))


def _owner(row: Row[Any] | None, ours: str) -> str:
    theirs = row is not None and row.archived_at is None and row.watchlist
    return str(theirs) if theirs else ours


def planned(watchlist: Watchlist, known: Known, now: datetime) -> dict[str, datetime]:
    """When each source is due: as before where that stands, spread where too many would start at once."""
    due = {source.id: _as_known(source, known.get(source.id), now) for source in watchlist.sources}
    late = {source.id: source.every for source in watchlist.sources if due[source.id] <= now}
    due.update(schedule.catch_up(late, now))
    return {source.id: schedule.within(source, due[source.id]) for source in watchlist.sources}


def catch_up(connection: Connection, owner: str, now: datetime) -> int:
    """Spreads what is overdue after the machine has slept; how many sources that were."""
    overdue = (sources.c.watchlist == owner, sources.c.archived_at.is_(None), sources.c.next_due <= now, _free(now))
    late = {row.id: row.every for row in connection.execute(select(sources.c.id, sources.c.every).where(*overdue))}
    for source_id, at in schedule.catch_up(late, now).items():
        if at > now:
            connection.execute(update(sources).where(sources.c.id == source_id).values(next_due=at))
    return len(late)


def _as_known(source: Source, row: Row[Any] | None, now: datetime) -> datetime:
    paused = row is not None and row.next_due >= schedule.NEVER
    if row is None or row.archived_at is not None or row.kind != source.kind or paused:
        return schedule.within(source, now)
    due: datetime = row.next_due
    after = now + timedelta(seconds=source.every)
    if source.cron:
        return min(due, schedule.regular(source, now))
    return min(due, schedule.within(source, after)) if row.every != source.every or due > after + FAR else due


def _values(source: Source, due: datetime, owner: str) -> dict[str, Any]:
    return {
        "id": source.id,
        "kind": source.kind.value,
        "every": source.every,
        "next_due": due,
        "archived_at": None,
        "watchlist": owner,
    }


def _same(values: Mapping[str, Any], row: Row[Any] | None) -> bool:
    return row is not None and all(row._mapping[column] == value for column, value in values.items())


def _upsert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    statement = insert(connection, sources)
    updated = {column: statement.excluded[column] for column in rows[0] if column != "id"}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=updated), rows)


def _forget(connection: Connection, source_id: str) -> None:
    """What is remembered of a page is of no use to a status page, and the other way round."""
    blank = {"memory": None, "outcome": None, "reason": None, "polled_at": None}
    connection.execute(
        update(sources).where(sources.c.id == source_id).values({**blank, "version": sources.c.version + 1})
    )


def _archive(connection: Connection, gone: set[str], now: datetime) -> None:
    for source_id in gone:
        unarchived = (sources.c.id == source_id) & sources.c.archived_at.is_(None)
        connection.execute(update(sources).where(unarchived).values(archived_at=now))


def rebase(connection: Connection, now: datetime, until: datetime) -> None:
    """After the clock was set back: nothing is due later than its interval from now, no lease ends after ``until``."""
    for row in connection.execute(select(sources.c.id, sources.c.every, sources.c.next_due)).all():
        soonest = min(row.next_due, now + timedelta(seconds=row.every))
        connection.execute(update(sources).where(sources.c.id == row.id).values(next_due=soonest))
    connection.execute(update(sources).where(sources.c.leased_until > until).values(leased_until=until))


# --- who polls ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lease:
    """Until when something is taken, and the name of who takes it (``shell.holders``)."""

    until: datetime
    by: str | None = None


def due(connection: Connection, owner: str, now: datetime, limit: int, lease: Lease) -> tuple[str, ...]:
    """Takes what is due of the owner's, longest overdue first; nobody else gets it before the lease ends."""
    if limit <= 0:
        return ()
    wanted = (sources.c.watchlist == owner, sources.c.archived_at.is_(None), sources.c.next_due <= now, _free(now))
    chosen = select(sources.c.id).where(*wanted).order_by(sources.c.next_due, sources.c.id).limit(limit)
    taken = tuple(connection.scalars(chosen.with_for_update(skip_locked=True)))
    if taken:
        connection.execute(update(sources).where(sources.c.id.in_(taken)).values(**_taken(lease)))
    return taken


def take(connection: Connection, source_id: str, now: datetime, lease: Lease) -> bool:
    """Takes one source, due or not; ``False`` if somebody has it."""
    chosen = update(sources).where(sources.c.id == source_id, _free(now)).values(**_taken(lease))
    return connection.execute(chosen).rowcount == 1


def _taken(lease: Lease) -> dict[str, object]:
    return {"leased_until": lease.until, "leased_by": lease.by}


def free_of_the_dead(
    connection: Connection, now: datetime, is_gone: Callable[[str], bool], source_id: str | None = None
) -> None:
    """Ends the leases of processes that no longer live: on one source, or on whatever is due."""
    wanted = sources.c.next_due <= now if source_id is None else sources.c.id == source_id
    held = (wanted, sources.c.leased_until > now, sources.c.leased_by.is_not(None))
    for name in set(connection.scalars(select(sources.c.leased_by).where(*held))):
        if is_gone(name):
            connection.execute(update(sources).where(sources.c.leased_by == name).values(leased_until=None))


def release(connection: Connection, source_id: str, until: datetime) -> None:
    """Hands back a source that was taken until ``until`` and not polled; one that others took since stays theirs."""
    ours = (sources.c.id == source_id, sources.c.leased_until == until)
    connection.execute(update(sources).where(*ours).values(leased_until=None))


def postpone(connection: Connection, source_id: str, until: datetime, at: datetime) -> None:
    """The same, and it comes at ``at``: its windows are closed now."""
    ours = (sources.c.id == source_id, sources.c.leased_until == until)
    connection.execute(update(sources).where(*ours).values(leased_until=None, next_due=at))


def release_all(connection: Connection) -> None:
    """Ends every lease: for the one daemon of a folder, when it starts after another was killed.

    A command that polls a source at this moment loses its lease too; if both decide, the later decision is dropped.
    """
    connection.execute(update(sources).where(sources.c.leased_until.is_not(None)).values(leased_until=None))


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(sources.c.leased_until.is_(None), sources.c.leased_until <= now)
