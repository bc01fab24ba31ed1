"""Records what a person says of a change, a claim, a clause or a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.core.errors import UsageError, WatchlistError
from clausewatch.core.printable import one_line
from clausewatch.core.review import Act, Remark
from clausewatch.core.tracking import items_in, shown
from clausewatch.core.watch import Claim, Watchlist
from clausewatch.shell.store import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is said about."""

    name: str
    """For people."""
    source_id: str
    provider: str | None
    change_id: str = ""
    claim_id: str = ""
    clause_key: str = ""


async def subject(what: str, store: Store, load: Callable[[], Watchlist]) -> Subject:
    """The change, claim, clause or source of that name; ``UsageError`` if there is none.

    ``load`` reads the watchlist; a broken one hinders nobody from speaking of a change.
    """
    try:
        named = _in_watchlist(what, load())
        trouble = None
    except WatchlistError as error:
        named, trouble = None, error
    if named is not None:
        return named
    change = await store.change(what)
    if change is not None:
        return Subject(f"{change.provider_name} {change.title}".strip(), change.source_id, change.provider, change.id)
    if trouble is not None:
        raise trouble
    raise UsageError(
        f"{one_line(what, 80)} is no change, no claim, no clause and no source; see `clausewatch changes` and "
        "`clausewatch claims`"
    )


def _in_watchlist(what: str, watchlist: Watchlist) -> Subject | None:
    claim = next((each for each in watchlist.claims if each.id == what), None)
    if claim is not None:
        return Subject(claim.statement or claim.id, _only_source(claim, watchlist), claim.provider, claim_id=claim.id)
    for source in watchlist.sources:
        item = next((each for each in items_in(watchlist, source.id) if each.key == what), None)
        if item is not None:
            return Subject(f"“{shown(item)}”", source.id, source.provider, claim_id=item.claim.id, clause_key=item.key)
    named = watchlist.source(what)
    return Subject(named.title, named.id, named.provider) if named else None


def _only_source(claim: Claim, watchlist: Watchlist) -> str:
    """Where everything that the claim rests on is; empty if that is in several places."""
    places = {
        source.id for source in watchlist.sources if any(each.claim == claim for each in items_in(watchlist, source.id))
    }
    return places.pop() if len(places) == 1 else ""


def snooze(about: Subject, by: str, text: str, seconds: float, now: datetime) -> Remark:
    """``UsageError`` for a source: there is nothing that anybody is reminded of."""
    if not (about.change_id or about.claim_id):
        raise UsageError(f"{about.source_id} is a source; snooze a change, a claim or a clause of it")
    until = (now + timedelta(seconds=seconds)).replace(microsecond=0)
    return _remark(about, Act.SNOOZED, by, text, now, until)


def comment(about: Subject, by: str, text: str, now: datetime) -> Remark:
    if not text.strip():
        raise UsageError("an empty comment says nothing")
    return _remark(about, Act.COMMENTED, by, text, now)


def _remark(about: Subject, act: Act, by: str, text: str, now: datetime, until: datetime | None = None) -> Remark:
    return Remark(now, by, act, about.source_id, about.change_id, about.claim_id, about.clause_key, text, until)
