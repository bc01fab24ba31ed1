"""A source that has another id now keeps its history: ``formerly`` in the watchlist says what it was called.

What is found by the source's id goes by the new one: its memory, polls, changes and what its digests have told. What
names a file or is a record of its time (ids of changes, alerts, acceptances, folders of captures) stays as it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from clausewatch.core.digest import NOBODY, Told
from clausewatch.core.memory import PageMemory
from clausewatch.core.watch import Source, SourceKind, Watchlist
from clausewatch.shell.codec import decode, encode
from clausewatch.shell.database import insert
from clausewatch.shell.schema import changes, notes, polls, sources

Known = Mapping[str, Row[Any]]


def carry_over(connection: Connection, watchlist: Watchlist, known: Known) -> bool:
    """Gives renamed sources what is remembered under their former ids; whether there were any."""
    listed = {source.id for source in watchlist.sources}
    renamed = False
    for source in watchlist.sources:
        if source.id in known and known[source.id].memory is not None:
            continue
        former = next((each for each in source.formerly if each in known and each not in listed), None)
        if former is not None:
            _rename(connection, known[former], source)
            renamed = True
    return renamed


def _rename(connection: Connection, row: Row[Any], source: Source) -> None:
    old, new = row.id, source.id
    connection.execute(delete(sources).where(sources.c.id == new))  # listed, and never polled
    values = {"id": new, "version": sources.c.version + 1, "memory": _memory(row, source)}
    connection.execute(update(sources).where(sources.c.id == old).values(values))
    connection.execute(update(polls).where(polls.c.source_id == old).values(source_id=new))
    connection.execute(
        update(changes).where(changes.c.source_id == old).values(source_id=new, provider=source.provider)
    )
    _tell(connection, old, source)


def _memory(row: Row[Any], source: Source) -> str | None:
    """With the keys of what is tracked, which begin with the source's id."""
    text: str | None = row.memory
    if text is None or row.kind != SourceKind.PAGE:
        return text
    memory = decode(PageMemory, text, f"memory of {row.id}")
    before, after = f"{row.id}#", f"{source.id}#"
    tracked = tuple(
        dataclasses.replace(state, key=after + state.key.removeprefix(before))
        if state.key.startswith(before)
        else state
        for state in memory.tracked
    )
    return encode(dataclasses.replace(memory, tracked=tracked))


def _tell(connection: Connection, old: str, source: Source) -> None:
    """What a digest has said of the page need not be said again."""
    former = old.partition("/")[0] if "/" in old else None
    said, target = _told(connection, former), _told(connection, source.provider)
    if old in said.read:
        target = dataclasses.replace(target, read=tuple(sorted({*target.read, source.id})))
    elif old in said.unread:
        target = dataclasses.replace(target, unread=tuple(sorted({*target.unread, source.id})))
    else:
        return
    statement = insert(connection, notes).values(key=told_note(source.provider), value=encode(target))
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": encode(target)}))


def _told(connection: Connection, provider: str | None) -> Told:
    kept = connection.scalar(select(notes.c.value).where(notes.c.key == told_note(provider)))
    return decode(Told, kept, f"note of the digests of {provider or 'no provider'}") if kept else NOBODY


def told_note(provider: str | None) -> str:
    """Name of the note in which it is kept what a provider's digests have told."""
    return f"digests/{provider or '-'}"
