"""Writes the index pages of the snapshots folder. They can be made again at any time from the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime

from clausewatch.core.alerts import Change
from clausewatch.core.errors import StoreError
from clausewatch.core.render.index import Group, Listed, overall_index, provider_index
from clausewatch.core.review import Reviews, said
from clausewatch.shell.files import Snapshots, diff_name
from clausewatch.shell.store import Store

SHOWN = 200
"""Changes on one page, the newest; `clausewatch changes` has them all."""


class Indexes:
    """Makes the pages anew where something changed; a hundred changes at once cost no more than one."""

    def __init__(self, store: Store, snapshots: Snapshots, now: Callable[[], datetime]) -> None:
        self._store, self._snapshots, self._now = store, snapshots, now
        self._changed: set[str | None] = set()

    def touch(self, provider: str | None) -> None:
        """A source of the provider has changed."""
        self._changed.add(provider)

    async def write(self) -> None:
        """Those of the providers that were touched since the last time."""
        if not self._changed:
            return
        changed, self._changed = self._changed, set()  # before looking: who comes meanwhile is for the next time
        try:
            await write_indexes(self._store, self._snapshots, changed, self._now())
        except StoreError:
            self._changed |= changed
            raise

    async def write_all(self) -> None:
        """At the start, since a crash may have come between a change and its pages."""
        self._changed |= set(await self._store.change_counts())
        await self.write()


async def write_indexes(store: Store, snapshots: Snapshots, providers: Iterable[str | None], now: datetime) -> None:
    """The pages of these providers, and the one of all. Each is there whole or not at all."""
    reviews, counts = await store.reviews(), await store.change_counts()
    for provider in dict.fromkeys(providers):
        if provider is not None and provider in counts:
            changes = await store.changes(SHOWN, provider=provider)
            name = changes[0].provider_name or provider
            listed = await _listed(changes, reviews, snapshots, now)
            content = provider_index(provider, name, listed, counts[provider].count, now)
            await snapshots.write_index(provider, content)
    newest = await store.changes(SHOWN)
    names = {change.provider: change.provider_name for change in reversed(newest)}
    groups = [
        Group(provider, names.get(provider) or provider, count.count, count.newest)
        for provider, count in counts.items()
        if provider is not None
    ]
    groups.sort(key=lambda each: each.name.casefold())
    total = sum(count.count for count in counts.values())
    content = overall_index(groups, await _listed(newest, reviews, snapshots, now), total, now)
    await snapshots.write_index("", content)


async def _listed(changes: Iterable[Change], reviews: Reviews, snapshots: Snapshots, now: datetime) -> list[Listed]:
    return [
        Listed(change, said(reviews.of_change(change), now), await asyncio.to_thread(_files, change, snapshots))
        for change in changes
    ]


def _files(change: Change, snapshots: Snapshots) -> frozenset[str]:
    return frozenset(
        suffix
        for suffix in ("html", "md", "diff")
        if snapshots.path_of(diff_name(change.folder, change.stem, suffix)).is_file()
    )
