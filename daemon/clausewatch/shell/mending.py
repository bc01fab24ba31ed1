"""The ground under the daemon, put right before it watches and while it does: its database, and what it missed."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from clausewatch.core import blindness
from clausewatch.core.errors import StoreError
from clausewatch.core.watch import Watchlist
from clausewatch.shell import backups
from clausewatch.shell.database import Gone
from clausewatch.shell.database_faults import Damaged
from clausewatch.shell.deliver import deliveries_or_all
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.store import HEARTBEAT_NOTE, Store

log = structlog.get_logger()

CLOCK_SET_BACK = timedelta(minutes=5)
"""A last sign of life that lies further in the future shows that the clock was wrong then, or is now."""


async def mend(root: Path, broken: StoreError | None) -> bool:
    """Makes the database fit to be opened; whether that was needed. ``broken``: what the last life ended by.

    Raises ``broken`` where nothing is found that explains it: trying again would not end.
    """
    mended = await asyncio.to_thread(backups.mend, root, utc_now(), broken is not None)
    if mended is not None:
        log.error("the database was mended", reason=mended.why, backup=mended.backup, set_aside=mended.set_aside)
    elif isinstance(broken, Damaged):
        raise broken
    return mended is not None


async def rescue(store: Store, root: Path, broken: StoreError) -> None:
    """Where the file was deleted, what is open can still be read: it becomes the newest backup."""
    if not isinstance(broken, Gone) or (root / DATABASE).exists():  # if somebody put another one there, he means it
        return
    try:
        log.warning("saved what the deleted database held", backup=str(await store.backup()))
    except StoreError as error:
        log.error("what the deleted database held could not be saved", reason=str(error))


async def tell_what_was_missed(store: Store, watchlist: Watchlist, root: Path, mended: bool) -> None:
    """Since when nobody looked, and what was mended; each once, since its key tells it apart."""
    now = utc_now()
    beat = await store.note(HEARTBEAT_NOTE)
    seen = datetime.fromisoformat(beat) if beat else now
    if seen > now + CLOCK_SET_BACK:
        log.warning("the clock was set back while nothing ran", before=f"{seen:%Y-%m-%d %H:%M:%S}Z")
        await store.rebase(now)
    missed = None if mended else blindness.gap(seen, now, "the monitor did not run")  # a backup's last sign is old
    lost = (
        blindness.mended(each.why, each.at, each.set_aside, each.backup_at)
        for each in await asyncio.to_thread(backups.mendings, root)
    )
    for alert in (missed, *lost):
        if alert is not None:
            await store.announce(alert, deliveries_or_all(alert, watchlist), now)
