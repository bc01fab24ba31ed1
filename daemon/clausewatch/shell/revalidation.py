"""Asks a status page again for what it has said already, with the validators that it gave for it.

A page is read every two minutes and changes once a week, so most answers can be "not modified". What it said is kept
here, in memory, and given back with today's time; whoever reads it need not know, and what depends on the time of day
(an end that has passed meanwhile) is worked out anew. Servers are wrong about "not modified" now and then, so every
24th question is asked without validators. After a restart everything is asked in full once.
"""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from dataclasses import dataclass

from clausewatch.core.model import Capture, Fetched, NotModified, Validators
from clausewatch.core.statuspages import is_posted
from clausewatch.core.watch import Source
from clausewatch.shell.fetch import NO_VALIDATORS, Fetcher

IN_FULL = 24
"""Every so many answers one is asked for without validators."""
KEPT = 64 * 2**20
"""Bytes of all bodies together; beyond it the one that was not asked for longest goes."""


@dataclass(frozen=True, slots=True)
class _Known:
    capture: Capture
    validators: Validators
    repeats: int = 0
    """Times in a row that it was not modified."""


async def ask(fetcher: Fetcher, source: Source, url: str, validators: Validators = NO_VALIDATORS) -> Fetched:
    """An endpoint of a status page, by the method that its product takes."""
    return await (fetcher.post(source, url) if is_posted(url) else fetcher.get(source, url, validators))


class Revalidating:
    """A fetcher of status pages that remembers."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._known: OrderedDict[tuple[str, str], _Known] = OrderedDict()

    async def get(self, source: Source, url: str) -> Fetched:
        """The answer of ``url`` as ``Fetcher.get`` gives it, but never ``NotModified``."""
        key = (source.id, url)
        known = self._known.pop(key, None)
        if known is None or known.repeats + 1 >= IN_FULL:
            return self._kept(key, await ask(self._fetcher, source, url))
        fetched = await ask(self._fetcher, source, url, known.validators)
        if not isinstance(fetched, NotModified):
            return self._kept(key, fetched)
        again = dataclasses.replace(known.capture, fetched_at=fetched.fetched_at)
        self._known[key] = dataclasses.replace(known, capture=again, repeats=known.repeats + 1)
        return again

    def _kept(self, key: tuple[str, str], fetched: Fetched) -> Fetched:
        if isinstance(fetched, Capture) and fetched.status == 200 and not fetched.redirects:
            validators = Validators(fetched.header("etag"), fetched.header("last-modified"))
            if validators != Validators():
                self._known[key] = _Known(fetched, validators)
                self._shrink()
        return fetched

    def _shrink(self) -> None:
        while sum(len(each.capture.body) for each in self._known.values()) > KEPT:
            self._known.popitem(last=False)
