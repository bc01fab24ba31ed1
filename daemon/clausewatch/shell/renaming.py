"""What has another id now keeps its history: ``formerly`` of a source, claim or provider says what it was called.

What is found by an id goes by the new one: of a source its memory, polls, changes and what its digests have told; of
both what people have said and accepted, and which claims a change touched. What names a file or is a record of its time
(ids of changes and alerts, folders of captures) stays as it was. A provider's former id is one of all that it has.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select, update

from clausewatch.core.acceptance import Acceptance
from clausewatch.core.alerts import Change
from clausewatch.core.digest import NOBODY, Told
from clausewatch.core.memory import PageMemory
from clausewatch.core.review import Remark
from clausewatch.core.watch import Source, SourceKind, Watchlist
from clausewatch.shell.codec import decode, encode
from clausewatch.shell.database import insert
from clausewatch.shell.schema import acceptances, changes, notes, polls, remarks, sources

Known = Mapping[str, Row[Any]]


def carry_over(connection: Connection, watchlist: Watchlist, known: Known) -> bool:
    """Gives renamed sources what is remembered under their former ids; whether there were any."""
    listed = {source.id for source in watchlist.sources}
    renamed = False
    for source in watchlist.sources:
        if not source.formerly or (source.id in known and _has_history(connection, known[source.id])):
            continue
        former = next((each for each in source.formerly if each in known and each not in listed), None)
        if former is not None:
            _rename(connection, known[former], source)
            renamed = True
    return renamed


def _has_history(connection: Connection, row: Row[Any]) -> bool:
    """A source that was polled under its new id, before somebody thought of ``formerly``, has none to lose yet."""
    return row.memory is not None and connection.scalar(_changes_of(row.id).limit(1)) is not None


def _changes_of(source_id: str) -> Select[Any]:
    return select(changes.c.id).where(changes.c.source_id == source_id)


# --- what people have said, and what changes have touched -----------------------------------------------------------

RENAMED_NOTE = "renamed"
"""Name of the note with the former ids, of claims and sources, that were dealt with: each is looked for once."""


def carry_over_words(connection: Connection, watchlist: Watchlist) -> None:
    """What was said, accepted and found about a claim or source under a former id is about the new one from now on."""
    kept = connection.scalar(select(notes.c.value).where(notes.c.key == RENAMED_NOTE))
    done: dict[str, str] = json.loads(kept) if kept else {}
    claims = _former({claim.id: claim.formerly for claim in watchlist.claims})
    places = _former({source.id: source.formerly for source in watchlist.sources})
    fresh = {f"claim {old}": new for old, new in claims.items()} | {f"source {old}": new for old, new in places.items()}
    if fresh.items() <= done.items():
        return
    _rename_acceptances(connection, claims, places)
    _rename_remarks(connection, claims, places)
    _rename_claims_of_changes(connection, claims)
    value = json.dumps({**done, **fresh})
    statement = insert(connection, notes).values(key=RENAMED_NOTE, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def called_now(connection: Connection, name: str) -> tuple[str, ...]:
    """The ids today of the sources that were once called so, or belonged to a provider that was."""
    kept = connection.scalar(select(notes.c.value).where(notes.c.key == RENAMED_NOTE))
    done: dict[str, str] = json.loads(kept) if kept else {}
    places = {old.removeprefix("source "): new for old, new in done.items() if old.startswith("source ")}
    listed = frozenset(connection.scalars(select(sources.c.id)))
    meant = {old: _today(old, places, listed) for old in places if old == name or old.startswith(f"{name}/")}
    return tuple(sorted({new for old, new in meant.items() if new in listed and new != old}))


def _today(name: str, places: Mapping[str, str], listed: frozenset[str]) -> str:
    """Through every renaming; an id that was taken up again is itself."""
    seen: set[str] = set()
    while name in places and name not in listed and name not in seen:
        seen.add(name)
        name = places[name]
    return name


def _former(ids: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Old id to new, of those that are no ids any more."""
    return {old: new for new, before in ids.items() for old in before if old not in ids}


def _rename_acceptances(connection: Connection, claims: Mapping[str, str], places: Mapping[str, str]) -> None:
    for row in connection.execute(select(acceptances)).all():
        said = decode(Acceptance, row.body, f"acceptance {row.id}")
        claim_id, place = claims.get(said.claim_id, said.claim_id), places.get(said.source_id, said.source_id)
        if (claim_id, place) != (said.claim_id, said.source_id):
            body = encode(dataclasses.replace(said, claim_id=claim_id, source_id=place))
            chosen = update(acceptances).where(acceptances.c.id == row.id)
            connection.execute(chosen.values(claim_id=claim_id, body=body))


def _rename_remarks(connection: Connection, claims: Mapping[str, str], places: Mapping[str, str]) -> None:
    for row in connection.execute(select(remarks)).all():
        said = decode(Remark, row.body, f"remark {row.id}")
        where, mark, what = said.clause_key.partition("#")
        now = dataclasses.replace(
            said,
            claim_id=claims.get(said.claim_id, said.claim_id),
            source_id=places.get(said.source_id, said.source_id),
            clause_key=f"{places.get(where, where)}{mark}{what}",
        )
        if now != said:
            chosen = update(remarks).where(remarks.c.id == row.id)
            connection.execute(chosen.values(source_id=now.source_id, body=encode(now)))


def _rename_claims_of_changes(connection: Connection, claims: Mapping[str, str]) -> None:
    for old in claims:
        named = changes.c.body.contains(json.dumps(old, ensure_ascii=False), autoescape=True)
        for row in connection.execute(select(changes.c.id, changes.c.body).where(named)).all():
            change = decode(Change, row.body, f"change {row.id}")
            findings = tuple(
                dataclasses.replace(each, claim_id=claims.get(each.claim_id, each.claim_id)) for each in change.findings
            )
            if findings != change.findings:
                body = encode(dataclasses.replace(change, findings=findings))
                connection.execute(update(changes).where(changes.c.id == row.id).values(body=body))


# --- one source ---------------------------------------------------------------------------------------------------


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
