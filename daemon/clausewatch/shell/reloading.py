"""An edited watchlist takes the place of the old one while the daemon runs: whole, or not at all.

It is loaded and its channels are set up on trial beside the running one. What is wrong is told to the operators once,
and the old watchlist stays; a good one is handed to the daemon, which lets polls and sends under way finish and starts
its parts anew with it. So no part can be left with half of an old and half of a new configuration, and there is no
second way by which a part comes to its configuration.
"""

from __future__ import annotations

import asyncio
import dataclasses
import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from clausewatch.core.alerts import Alert, HealthNews
from clausewatch.core.errors import WatchlistError
from clausewatch.core.model import Grade
from clausewatch.core.tracking import items_in
from clausewatch.core.watch import AlertKind, Claim, Source, Watchlist
from clausewatch.shell.channels import set_up
from clausewatch.shell.deliver import deliveries_or_all
from clausewatch.shell.edits import Edits
from clausewatch.shell.store import Store

log = structlog.get_logger()

ALIKE = 0.8
"""How much of two ids must be the same for one to be taken for the other, mistyped or renamed."""
PROBLEMS_SHOWN = 3
"""In an alert; `clausewatch validate` shows them all."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What an edit means, by source id."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    """Read otherwise, or asked for other words."""


def differences(old: Watchlist, new: Watchlist) -> Differences:
    before, after = _asked(old), _asked(new)
    return Differences(
        added=tuple(each for each in after if each not in before),
        removed=tuple(each for each in before if each not in after),
        changed=tuple(each for each in after if each in before and after[each] != before[each]),
    )


def _asked(watchlist: Watchlist) -> dict[str, tuple[Source, tuple[str, ...]]]:
    """What is read and looked for, wherever and in whatever order it stands in the file."""
    return {
        source.id: (
            dataclasses.replace(source, formerly=()),
            tuple(sorted(item.key for item in items_in(watchlist, source.id))),
        )
        for source in watchlist.sources
    }


def lookalikes(old: Watchlist, new: Watchlist) -> tuple[tuple[str, str], ...]:
    """What left, with what came in the same edit and may be the same under another id: former and new id.

    A source is taken for another by its address, a claim by what it says or rests on; else by a similar id.
    """
    sources = _alike({s.id: (s.url,) for s in old.sources}, {s.id: (s.url, *s.formerly) for s in new.sources})
    claims = _alike({c.id: _marks(c) for c in old.claims}, {c.id: (*_marks(c), *c.formerly) for c in new.claims})
    return tuple(dict.fromkeys((*sources, *claims)))


def _marks(claim: Claim) -> tuple[str, ...]:
    return tuple(each for each in (claim.statement, *(quote.exact for quote in claim.quotes)) if each)


def _alike(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    left = {each: marks for each, marks in old.items() if each not in new}
    came = {each: marks for each, marks in new.items() if each not in old}
    for former, marks in left.items():
        if any(former in others for others in came.values()):
            continue  # `formerly` says so already
        same = next((each for each, others in came.items() if not set(marks).isdisjoint(others)), None)
        likely = same or next(iter(difflib.get_close_matches(former, came, n=1, cutoff=ALIKE)), None)
        if likely is not None:
            yield former, likely


class Reloading:
    """Waits for a watchlist that can take the place of the one that is watched."""

    def __init__(
        self,
        watchlist: Watchlist,
        *,
        edits: Edits,
        load: Callable[[], Watchlist],
        store: Store,
        root: Path,
        now: Callable[[], datetime],
    ) -> None:
        self._watchlist, self._edits, self._load = watchlist, edits, load
        self._store, self._root, self._now = store, root, now
        self._broken_since: datetime | None = None

    async def successor(self) -> Watchlist:
        """The next watchlist that is right and differs from this one."""
        while True:
            await self._edits.wait()
            try:
                found = await asyncio.to_thread(self._load)
                await set_up(found, self._root)
            except WatchlistError as error:
                await self._stays(error)
                continue
            await self._is_right_again()
            if found != self._watchlist:
                return found
            log.info("watchlist read again", changed="nothing")

    async def _stays(self, error: WatchlistError) -> None:
        """Every attempt is logged; people are told of the first only, since whoever edits is at it."""
        log.error("watchlist is broken; what was watched before goes on", reason=str(error))
        if self._broken_since is None:
            self._broken_since = self._now()
            shown = [str(problem) for problem in error.problems[:PROBLEMS_SHOWN]]
            more = len(error.problems) - len(shown)
            text = "; ".join(shown) + (f"; and {more} more (clausewatch validate shows them)" if more > 0 else "")
            await self._tell(f"The edited watchlist is broken, so what was watched before goes on: {text}", False)

    async def _is_right_again(self) -> None:
        if self._broken_since is not None:
            await self._tell("The watchlist is right again, and is what is watched now", True)
            self._broken_since = None

    async def _tell(self, text: str, recovered: bool) -> None:
        news = HealthNews(source_id=None, title="Watchlist", text=text, recovered=recovered)
        thread = f"watchlist/{self._broken_since:%Y%m%dT%H%M%S}"
        key = f"{thread}/{'right' if recovered else 'broken'}"
        alert = Alert(key, AlertKind.HEALTH, Grade.MAJOR, self._now(), provider=None, news=news, thread=thread)
        await self._store.announce(alert, deliveries_or_all(alert, self._watchlist), self._now())
