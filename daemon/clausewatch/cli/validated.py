"""What ``validate --online`` does: fetches every source twice, and says what is not as the watchlist has it."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from clausewatch.cli.output import bold, counted, dim, paint, quoted, say, say_json
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import (
    STANDS,
    ClauseFinding,
    Document,
    FactFinding,
    FailureKind,
    FetchFailure,
    LinkFinding,
    SilenceFinding,
)
from clausewatch.core.printable import one_line
from clausewatch.core.status import StatusReport
from clausewatch.core.tracking import Finding, TrackedItem, findings, items_in, shown, tracked
from clausewatch.core.watch import Quote, Source, SourceKind, Watchlist
from clausewatch.shell.looking import Looking, Sight, looking

WRONG, UNREAD = 1, 3
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that is not as the watchlist has it, and what to do."""

    line: int
    what: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one source."""

    source: Source
    reached: bool
    read: bool
    words: int | None = None
    hits: int | None = None
    found: int = 0
    tracked: int = 0
    steady: bool = True
    """Both times it read the same."""
    detail: str = ""
    complaints: tuple[Complaint, ...] = ()

    @property
    def state(self) -> str:
        if not self.read:
            return "unreadable" if self.reached else "failed"
        return "ok" if not self.complaints else "warning"


async def validate_online(watchlist: Watchlist, environ: Mapping[str, str], *, as_json: bool) -> int:
    """The exit code: 3 where something could not be read, 1 where something is not as written, else 0."""
    room = asyncio.Semaphore(AT_ONCE)
    async with looking(watchlist.allow, environ) as eyes:

        async def one(source: Source) -> Row:
            async with room:
                return await _look(watchlist, source, eyes)

        rows = await asyncio.gather(*map(one, watchlist.sources))
    if as_json:
        say_json([_as_json(row) for row in rows])
    else:
        _print(rows)
    if any(not row.read for row in rows):
        return UNREAD
    return WRONG if any(row.complaints for row in rows) else 0


async def _look(watchlist: Watchlist, source: Source, eyes: Looking) -> Row:
    if source.kind is not SourceKind.PAGE:
        return await _status(source, eyes)
    items = items_in(watchlist, source.id)
    asked = tracked(items, PageMemory())
    first = await eyes.look_up(source, asked)
    second = await eyes.look_up(source, asked)
    return _page(source, items, first, second)


async def _status(source: Source, eyes: Looking) -> Row:
    await eyes.status(source)
    answer = (await eyes.status(source)).answer
    if isinstance(answer, StatusReport):
        told = f"{answer.product}, “{one_line(answer.page_name, 60)}”, {answer.state}"
        unknown = sorted(set(source.status.components) - _names(answer))
        known = ", ".join(one_line(each.name, 40) for each in answer.components[:6])
        complaints = [Complaint(source.line, f"no component '{each}'", f"there is {known}") for each in unknown]
        return Row(source, True, True, detail=told, complaints=tuple(complaints))
    detail = str(getattr(answer, "detail", "not modified"))
    if source.kind is SourceKind.CANDIDATE:
        return Row(source, True, True, detail=f"no status page there, as expected: {detail}")
    return Row(source, not isinstance(answer, FetchFailure), False, detail=detail)


def _names(report: StatusReport) -> set[str]:
    return {name for each in report.components for name in (each.name, each.id)}


# --- a page -------------------------------------------------------------------------------------------------------


def _page(source: Source, items: tuple[TrackedItem, ...], first: Sight, second: Sight) -> Row:
    best = second if second.problem == "" or first.problem else first
    look = best.found
    document = look.document if look else None
    words = document.words if document else None
    reached = best.failure is None
    if best.problem or look is None or look.comparison is None:
        complaints = tuple(_advice(source, best))
        hits = look.hits if look else None
        return Row(source, reached, False, words, hits, tracked=len(items), detail=best.problem, complaints=complaints)
    pairs = findings(items, look.comparison)
    complaints = tuple(
        complaint
        for (item, finding), places in zip(pairs, (*look.places, *[1] * (len(pairs) - len(look.places))), strict=True)
        for complaint in _complaints(item, finding, places)
    )
    steady = _same(first, second)
    if not steady:
        twice = Complaint(source.line, "it read differently twice in a row", _unsteady(first, second))
        complaints = (*complaints, twice)
    found = sum(finding.verdict in STANDS for _, finding in pairs)
    return Row(source, True, True, words, look.hits, found, len(items), steady, "", complaints)


def _same(first: Sight, second: Sight) -> bool:
    return _text(first) == _text(second)


def _text(sight: Sight) -> str:
    document: Document | None = sight.found.document if sight.found else None
    return document.content_hash if document else sight.problem


def _unsteady(first: Sight, second: Sight) -> str:
    if first.problem or second.problem:
        return f"one time it could not be read: {first.problem or second.problem}"
    return "what changes from visit to visit can be taken out with remove:"


def _advice(source: Source, sight: Sight) -> Iterator[Complaint]:
    look = sight.found
    if look is not None and look.document is not None and not look.document.selected and source.recipe.select:
        near = ", ".join(f"{each.css} ({each.words:,} words)" for each in look.selectors[:3])
        what = f"select '{source.recipe.select}' matches nothing"
        yield Complaint(source.line, what, f"these would: {near}" if near else "")
    if sight.failure is not None and sight.failure.kind is FailureKind.MOVED:
        yield Complaint(
            source.line, one_line(sight.failure.detail, 200), "if that is right, name the host under hosts:"
        )
    if sight.failure is not None and sight.failure.kind is FailureKind.FORBIDDEN_ADDRESS:
        parts = urlsplit(source.url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        yield Complaint(source.line, "its address is not public", f'network: {{allow: ["{parts.hostname}:{port}"]}}')


def _complaints(item: TrackedItem, finding: Finding, places: int) -> Iterator[Complaint]:
    line = item.what.line
    if isinstance(finding, ClauseFinding):
        if finding.verdict not in STANDS:
            close = f"the closest text is: “{one_line(finding.closest, 300)}”" if finding.closest else ""
            yield Complaint(line, f"“{shown(item)}” is not on the page", close)
        elif places > 1 and isinstance(item.what, Quote) and not item.what.which:
            fix = f"say which with occurrence: 1 to {places}, or quote more of its sentence"
            yield Complaint(line, f"“{shown(item)}” stands in {places} places", fix)
    elif isinstance(finding, SilenceFinding):
        for each in finding.found[:3]:
            what = f"the page says “{each.term}”: “{one_line(each.text, 200)}”"
            yield Complaint(line, what, "add an exception under except:")
    elif finding.verdict not in STANDS:
        yield Complaint(line, f"{shown(item)}: {finding.verdict}", _seen(finding))


def _seen(finding: LinkFinding | FactFinding) -> str:
    now = getattr(finding, "now", None)
    return f"there is {one_line(str(now), 200)}" if now else ""


# --- what is said -------------------------------------------------------------------------------------------------


def _print(rows: list[Row]) -> None:
    width = max((len(row.source.id) for row in rows), default=6)
    say(dim(f"{'':10} {'source':<{width}} {'words':>7} {'select':>6} {'tracked':>8}"))
    for row in rows:
        words = f"{row.words:,}" if row.words is not None else "-"
        hits = "-" if row.hits is None else str(row.hits)
        told = f"{row.found}/{row.tracked}" if row.tracked else "-"
        say(f"{paint(row.state, 10)} {row.source.id:<{width}} {words:>7} {hits:>6} {told:>8}".rstrip())
        if row.detail:
            say(quoted(row.detail, " " * 8))
    for row in rows:
        if row.complaints:
            say(f"\n{bold(row.source.id)}")
        for each in row.complaints:
            say(quoted(each.what, f"line {each.line}:"))
            if each.fix:
                say(quoted(each.fix, "  ->"))
    bad = sum(1 for row in rows if row.complaints or not row.read)
    say(
        f"\n{counted(len(rows), 'source')}, {len(rows) - bad} as written, {bad} not; fetched twice, nothing remembered."
    )


def _as_json(row: Row) -> dict[str, object]:
    return {
        "source": row.source.id,
        "state": row.state,
        "reachable": row.reached,
        "readable": row.read,
        "words": row.words,
        "selector_hits": row.hits,
        "tracked": row.tracked,
        "found": row.found,
        "steady": row.steady,
        "detail": row.detail or None,
        "complaints": [dataclasses.asdict(each) for each in row.complaints],
    }
