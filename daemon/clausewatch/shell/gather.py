"""Fetches what a status page's product needs for one poll, and has it read.

The source's own URL first, then each base in ``also`` until one gives an answer to believe; if none does, the answer
of the first is given, since that is the page people know. The product is the recipe's, else what was believed before,
else it is detected by structure. No answer is ever taken for a status page by its URL.

Two looks are taken aside, each seldom. Where the page says that it is served at another host than those that the
watchlist names, that host is asked once a week: if another page answers there, this one may have been left behind.
Where a page that was known answers in another form for the third time, it is detected anew, once: if it is another
product's page now, that is said, and never believed by itself.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from clausewatch.core import candidates
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

LOOK_AGAIN = timedelta(days=7)
"""Between two looks at the host that a page says it is served at."""
DETECT_ANEW = 2
"""Polls in vain before the one at which a page that was known is detected anew."""
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
            break
        other = await ask(base)
        gathered = other if isinstance(other.answer, StatusReport | NotModified) else gathered
    return await poll.looked_aside(gathered) if source.kind is SourceKind.STATUS else gathered


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
        gathered = await self._detected(base, self._source.status, _specific())
        report = gathered.answer
        if isinstance(report, StatusReport) and not candidates.evidence(report, self._source):
            return Gathered(_somebody_else(report), gathered.captures)
        return gathered

    async def looked_aside(self, gathered: Gathered) -> Gathered:
        """With what else is to be known about the page, where it is time to look."""
        report = gathered.answer
        if isinstance(report, StatusReport):
            return await self._at_its_home(gathered, report) if self._is_away(report, gathered.captures) else gathered
        return await self._detected_anew(gathered) if self._is_changed(gathered.answer) else gathered

    def _is_away(self, report: StatusReport, captures: tuple[Capture, ...]) -> bool:
        """Whether it names a home that the watchlist does not, and nobody has looked there for a week."""
        looked_at = self._memory.fresh.looked_at
        ours = {urlsplit(url).hostname for url in (self._source.url, *self._source.status.also)}
        now = captures[0].fetched_at
        return bool(report.host) and report.host not in ours and (looked_at is None or now - looked_at >= LOOK_AGAIN)

    async def _at_its_home(self, gathered: Gathered, report: StatusReport) -> Gathered:
        home = report.home or f"https://{report.host}/"
        away = dataclasses.replace(self._source, url=home, hosts=(), status=StatusRecipe())
        found = await detect_at(home, StatusRecipe(), lambda url: self._get(away, url), _specific())
        other = found.answer if isinstance(found.answer, StatusReport) else report
        elsewhere = "" if _is_same(report, other) else f"{_described(other)} answers"
        return Gathered(dataclasses.replace(report, elsewhere=elsewhere), gathered.captures)

    def _is_changed(self, answer: Answer) -> bool:
        lapse = self._memory.sight.lapse
        again = lapse is not None and lapse.polls == DETECT_ANEW
        return again and self._memory.report is not None and _worth_another_way(answer)

    async def _detected_anew(self, gathered: Gathered) -> Gathered:
        found = await detect_at(self._source.url, StatusRecipe(), self._fetch, _specific())
        known, report = self._memory.report, found.answer
        if known is None or not isinstance(report, StatusReport) or _is_same(known, report):
            return gathered
        text = f"{_described(report)} answers there now, instead of {_described(known)}"
        return Gathered(Unreadable(UnreadableKind.IDENTITY, text), found.captures)

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


def _specific() -> tuple[Product, ...]:
    """A feed of news is no status page."""
    return tuple(each for each in products() if not each.generic)


def _is_same(one: StatusReport, other: StatusReport) -> bool:
    return one.product == other.product and (one.page_id == other.page_id or not one.page_id or not other.page_id)


def _described(report: StatusReport) -> str:
    name = f" “{report.page_name}”" if report.page_name else ""
    return f"the {report.product} page {report.page_id}".rstrip() + name


def _worth_another_way(answer: Answer) -> bool:
    return isinstance(answer, Unreadable) or (isinstance(answer, FetchFailure) and answer.kind is FailureKind.HTTP_4XX)


def _captures(fetched: Iterable[Fetched]) -> tuple[Capture, ...]:
    return tuple(each for each in fetched if isinstance(each, Capture))


def _text(page: Capture) -> str:
    return page.body[:HTML_READ].decode("utf-8", "replace")


# --- candidates ---


def _somebody_else(report: StatusReport) -> Unreadable:
    text = f"a status page answers, but it names {report.page_name or report.host or 'nobody'}, not the vendor"
    return Unreadable(UnreadableKind.IDENTITY, text)
