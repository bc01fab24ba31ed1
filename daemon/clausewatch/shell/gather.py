"""Fetches what a status page's product needs for one poll, and has it read.

The source's own URL first, then each base in ``also`` until one gives an answer to believe; if none does, the answer
of the first is given, since that is the page people know. The product is the recipe's, else what was believed before,
else it is detected by structure. No answer is ever taken for a status page by its URL.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from clausewatch.core.incidents import StatusMemory
from clausewatch.core.model import (
    Capture,
    FailureKind,
    Fetched,
    FetchFailure,
    NotModified,
    Unreadable,
    UnreadableKind,
)
from clausewatch.core.status import StatusReport
from clausewatch.core.statuspages import Product, product, products
from clausewatch.core.watch import Source, SourceKind, StatusRecipe
from clausewatch.shell.detection import HTML_READ, detect_at
from clausewatch.shell.detection import NOBODY_THERE as NOBODY_THERE

Get = Callable[[Source, str], Awaitable[Fetched]]
Answer = StatusReport | Unreadable | FetchFailure | NotModified

DETAILS = 5
"""Incidents whose end is asked for in one poll."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one poll found, and the bytes it was read from."""

    answer: Answer
    captures: tuple[Capture, ...] = ()


async def gather_status(source: Source, get: Get, memory: StatusMemory | None = None) -> Gathered:
    """Polls a status page or a candidate once.

    ``get`` fetches one URL on behalf of the source. With ``memory`` the product need not be detected at each poll, and
    incidents that were open and are no longer listed are asked for by id, so that their end is the page's own word.
    """
    poll = _Poll(source, get, memory or StatusMemory())
    ask = poll.candidate_at if source.kind is SourceKind.CANDIDATE else poll.at
    gathered = await ask(source.url)
    for base in source.status.also:
        if isinstance(gathered.answer, StatusReport | NotModified):
            return gathered
        other = await ask(base)
        gathered = other if isinstance(other.answer, StatusReport | NotModified) else gathered
    return gathered


class _Poll:
    """One poll of one source."""

    def __init__(self, source: Source, get: Get, memory: StatusMemory) -> None:
        self._source, self._get, self._memory = source, get, memory

    async def at(self, base: str) -> Gathered:
        """The page at one base URL."""
        recipe = _known_recipe(self._source, self._memory)
        if recipe.product is None:
            return await self._detected(base, recipe, products())
        chosen = product(recipe.product)
        if chosen is None:
            names = ", ".join(each.name for each in products())
            return Gathered(Unreadable(UnreadableKind.READER, f"no reader for {recipe.product!r}; there are {names}"))
        if not chosen.endpoints(base, recipe):
            located = await self._located(base, chosen, recipe)
            if isinstance(located, Gathered):
                return located
            recipe = located
        return await self._with_ends(await self._read(base, chosen, recipe), base, chosen, recipe)

    async def candidate_at(self, base: str) -> Gathered:
        """A page counts only if it is one, and names the vendor."""
        specific = tuple(each for each in products() if not each.generic)  # a feed of news is no status page
        gathered = await self._detected(base, self._source.status, specific)
        report = gathered.answer
        if isinstance(report, StatusReport) and not _names_vendor(report, self._source):
            return Gathered(_somebody_else(report), gathered.captures)
        return gathered

    async def _fetch(self, url: str) -> Fetched:
        return await self._get(self._source, url)

    async def _read(self, base: str, chosen: Product, recipe: StatusRecipe) -> Gathered:
        """The product's endpoints; where they give nothing to believe but somebody is there, its other ways."""
        gathered = await self._read_at(chosen.endpoints(base, recipe), chosen, recipe)
        for url in chosen.otherwise(base, recipe):
            if not _worth_another_way(gathered.answer):
                return gathered
            other = await self._read_at((url,), chosen, recipe)
            gathered = other if isinstance(other.answer, StatusReport | NotModified) else gathered
        return gathered

    async def _read_at(self, urls: tuple[str, ...], chosen: Product, recipe: StatusRecipe) -> Gathered:
        """The first must answer, the others may."""
        first, *others = urls
        main = await self._fetch(first)
        if not isinstance(main, Capture):
            return Gathered(main)
        captures = (main, *_captures([await self._fetch(url) for url in others]))
        return Gathered(chosen.read(captures, recipe), captures)

    async def _with_ends(self, gathered: Gathered, base: str, chosen: Product, recipe: StatusRecipe) -> Gathered:
        """Read again with the details of incidents that were open and are not listed any more."""
        report = gathered.answer
        if not isinstance(report, StatusReport):
            return gathered
        listed = {incident.id for incident in report.incidents}
        gone = tuple(each.id for each in self._memory.open_incidents if each.id not in listed)[:DETAILS]
        details = _captures([await self._fetch(url) for url in chosen.details(base, recipe, gone)])
        if not details:
            return gathered
        captures = (*gathered.captures, *details)
        return Gathered(chosen.read(captures, recipe), captures)

    async def _located(self, base: str, chosen: Product, recipe: StatusRecipe) -> StatusRecipe | Gathered:
        """The recipe with the page id that the branded page names, or why there is none."""
        page = await self._fetch(base)
        if not isinstance(page, Capture):
            return Gathered(page)
        page_id = chosen.page_id_in(_text(page))
        if page_id is None:
            text = f"the page names no page id of {chosen.name}; give page_id in the watchlist"
            return Gathered(Unreadable(UnreadableKind.STATUS_FORMAT, text), (page,))
        return dataclasses.replace(recipe, page_id=page_id)

    async def _detected(self, base: str, recipe: StatusRecipe, among: tuple[Product, ...]) -> Gathered:
        """The product whose structure one of the answers has; else the first failure, else that none is one."""
        found = await detect_at(base, recipe, self._fetch, among)
        return Gathered(found.answer, found.captures)


def _known_recipe(source: Source, memory: StatusMemory) -> StatusRecipe:
    """The watchlist's recipe, completed by what the page was found to be."""
    recipe, report = source.status, memory.report
    if report is None or recipe.product not in (None, report.product):
        return recipe
    return dataclasses.replace(recipe, product=report.product, page_id=recipe.page_id or report.page_id or None)


def _worth_another_way(answer: Answer) -> bool:
    return isinstance(answer, Unreadable) or (isinstance(answer, FetchFailure) and answer.kind is FailureKind.HTTP_4XX)


def _captures(fetched: Iterable[Fetched]) -> tuple[Capture, ...]:
    return tuple(each for each in fetched if isinstance(each, Capture))


def _text(page: Capture) -> str:
    return page.body[:HTML_READ].decode("utf-8", "replace")


# --- candidates ---


def _names_vendor(report: StatusReport, source: Source) -> bool:
    """Whether a name stands, as a word of its own, in the page's name, its host or a component.

    Without names the host that the page says it is served at must be the candidate's own.
    """
    places = " \n ".join((report.page_name, report.host, *(each.name for each in report.components))).casefold()
    names = [name.casefold() for name in source.status.names if name]
    if not names:
        return report.host == urlsplit(source.url).hostname
    return any(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", places) for name in names)


def _somebody_else(report: StatusReport) -> Unreadable:
    text = f"a status page answers, but it names {report.page_name or report.host or 'nobody'}, not the vendor"
    return Unreadable(UnreadableKind.IDENTITY, text)
