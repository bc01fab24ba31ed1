"""What waits for a decision, with the changes that brought it about; what was said of changes that touched a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clausewatch.core.acceptance import drifts
from clausewatch.core.alerts import Change
from clausewatch.core.outstanding import Waits, open_changes, waits
from clausewatch.core.review import Remark
from clausewatch.core.watch import Watchlist
from clausewatch.shell.store import Store

LOOKED_BACK = 50
"""Changes of a source in which the one that touched an open clause is looked for."""


async def waiting(watchlist: Watchlist, store: Store) -> tuple[Waits, ...]:
    """What nobody has decided on: open changes, newest first, then what never stood as published."""
    found = drifts(watchlist, await store.memories())
    changes: list[Change] = []
    for source_id in dict.fromkeys(drift.source_id for drift in found):
        changes += await store.changes(LOOKED_BACK, source_id=source_id)
    return waits(watchlist, found, open_changes(found, changes))


async def said_of_changes(remarks: Iterable[Remark], store: Store) -> Mapping[str, tuple[Remark, ...]]:
    """By claim: remarks about a change that touched it, in their order."""
    said: dict[str, tuple[Remark, ...]] = {}
    for remark in remarks:
        change = await store.change(remark.change_id) if remark.change_id else None
        for claim_id in {told.claim_id for told in change.findings} if change else ():
            said[claim_id] = (*said.get(claim_id, ()), remark)
    return said
