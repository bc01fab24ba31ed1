"""``clausewatch stats``: how often status pages tell of incidents, and how long these last."""

from __future__ import annotations

import asyncio
import os
import sys
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from clausewatch.cli.completing import sources_and_providers
from clausewatch.cli.options import existing_database, json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import bold, dim, hanging, quoted, say, say_json, terminal_width
from clausewatch.core.errors import UsageError
from clausewatch.core.history import History, Window
from clausewatch.core.model import Fetched
from clausewatch.core.printable import one_line
from clausewatch.core.render.timeline import timeline
from clausewatch.core.statistics import Clock, PageRecord, Statistics, by_component, record
from clausewatch.core.watch import Source, SourceKind, Watchlist
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.gather import Get
from clausewatch.shell.ground import DATABASE, refused, utc_now
from clausewatch.shell.guard import Guard
from clausewatch.shell.history import Remembered, past_of, remembered_in
from clausewatch.shell.revalidation import ask
from clausewatch.shell.store import Store
from clausewatch.shell.watchlist import load_to_read

UNREAD = 3
NOT_WATCHED = "not watched yet"
DAY = click.DateTime(["%Y-%m-%d"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A source's record, and whether its page told of its past when asked."""

    record: PageRecord
    told: bool


@click.command()
@click.argument("name", required=False, metavar="[PROVIDER|SOURCE]", shell_complete=sources_and_providers)
@click.option("--since", type=DAY, metavar="DATE", help="First day, in UTC.  [default: twelve months ago]")
@click.option("--until", type=DAY, metavar="DATE", help="The day after the last one, in UTC.  [default: now]")
@click.option("--by", type=click.Choice(["component"]), help="Add a line per component.")
@click.option("--offline", is_flag=True, help="Ask no page; use what the database knows.")
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Draw a timeline there.")
@watchlist_option
@snapshots_option
@json_option
def command(
    name: str | None,
    since: datetime | None,
    until: datetime | None,
    by: str | None,
    offline: bool,
    svg: Path | None,
    watchlist: Path,
    snapshots: Path,
    as_json: bool,
) -> int:
    """Count incidents, their rate and durations, from a page's whole history.

    Asks the status pages for their past; a page with hundreds of incidents
    takes minutes, at one request a second. Three clocks are kept apart: what
    the vendor announced, when components were shown in trouble, and when the
    page did not answer us. A probe has the last one only. What could not be
    had is called incomplete. Exit code 3 when a page told nothing.

    \b
    Examples:
      clausewatch stats
      clausewatch stats deepseek --since 2024-05-01 --until 2025-01-01
      clausewatch stats --by component --svg incidents.svg
      clausewatch stats --offline --json
    """
    loaded = load_to_read(watchlist, os.environ)
    window = _window(since, until, utc_now())
    sources = _chosen(loaded, name)
    known = _known(existing_database(snapshots) if offline else snapshots / DATABASE, sources, window)
    asked = _offline(sources, known, window) if offline else asyncio.run(_ask(loaded, sources, known, window))
    if svg is not None:
        _write(svg, timeline(tuple(each.record for each in asked), window))
    if as_json:
        say_json([_as_json(each.record) for each in asked])
    else:
        _print(asked, by is not None)
    return 0 if all(each.told for each in asked) else UNREAD


def _window(since: datetime | None, until: datetime | None, now: datetime) -> Window:
    """The future is no part of it: nothing has happened there."""
    end = min(until.replace(tzinfo=UTC), now) if until else now
    start = since.replace(tzinfo=UTC) if since else _a_year_before(end)
    if start >= end:
        raise UsageError(f"--since {start:%Y-%m-%d} is not before --until {end:%Y-%m-%d}")
    return Window(start, end)


def _a_year_before(moment: datetime) -> datetime:
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _chosen(watchlist: Watchlist, name: str | None) -> tuple[Source, ...]:
    """Status pages, and what is only probed; a candidate has no past."""
    sources = [each for each in watchlist.sources if each.kind not in (SourceKind.PAGE, SourceKind.CANDIDATE)]
    chosen = tuple(each for each in sources if name is None or name in (each.id, each.provider))
    if not chosen and name is not None:
        known = ", ".join(each.id for each in sources) or "none"
        raise UsageError(f"no status page of {name}; there are: {known}")
    return chosen


def _known(database: Path, sources: tuple[Source, ...], window: Window) -> dict[str, Remembered]:
    """What the database knows; nothing where there is none, since a question makes no folder."""
    return asyncio.run(_read(database, sources, window)) if database.exists() else {}


async def _read(database: Path, sources: tuple[Source, ...], window: Window) -> dict[str, Remembered]:
    async with Store.open(database) as store:
        return await remembered_in(store, sources, window)


def _offline(sources: tuple[Source, ...], known: dict[str, Remembered], window: Window) -> tuple[Asked, ...]:
    return tuple(Asked(_record(each, known[each.id].history, known.get(each.id), window), True) for each in sources)


async def _ask(
    watchlist: Watchlist, sources: tuple[Source, ...], known: dict[str, Remembered], window: Window
) -> tuple[Asked, ...]:
    async with Fetcher(Guard(watchlist.allow), now=utc_now) as fetcher:
        asked = (_ask_one(each, _counted(fetcher), known.get(each.id), window) for each in sources)
        done = await asyncio.gather(*asked)
    if sys.stderr.isatty():
        click.echo("\r" + " " * 30 + "\r", err=True, nl=False)
    return tuple(done)


async def _ask_one(source: Source, get: Get, known: Remembered | None, window: Window) -> Asked:
    """The page's own word; where it gives none, what we remember, and that it gave none."""
    known = known or Remembered()
    if source.kind is not SourceKind.STATUS:
        return Asked(_record(source, known.history, known, window), True)
    past = await past_of(source, get, known.memory, window)
    if isinstance(past, History):
        return Asked(_record(source, past, known, window), True)
    gap = f"the page could not be asked ({past.kind}: {past.detail}); only what is remembered of it"
    return Asked(_record(source, History(known.history.incidents, (gap, *known.history.gaps)), known, window), False)


def _record(source: Source, history: History, known: Remembered | None, window: Window) -> PageRecord:
    known = known or Remembered()
    return record(source, window, history, known.lapses, known.watched_since)


def _counted(fetcher: Fetcher) -> Get:
    """Fetches, and counts the requests on a terminal."""
    count = 0

    async def get(source: Source, url: str) -> Fetched:
        nonlocal count
        count += 1
        if sys.stderr.isatty():
            click.echo(f"\rasking {one_line(source.id, 40)}: {count}", err=True, nl=False)
        return await ask(fetcher, source, url)

    return get


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise refused(f"cannot write {path}: {error.strerror}; name another file", error) from error


# --- the table ----------------------------------------------------------------------------------------------------


def _print(asked: tuple[Asked, ...], components: bool) -> None:
    if not asked:
        say("no status page is watched")
    for index, each in enumerate(asked):
        if index:
            say()
        _print_record(each.record)
        if components and not each.record.probed:
            _print_components(each.record)


def _print_record(record: PageRecord) -> None:
    figures, window = record.statistics, record.window
    say(f"{bold(record.source.provider_name or record.source.id)}  {dim(record.source.url)}")
    if record.probed:
        _print_probe(record)
        return
    say(f"  {window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}, {figures.months:.1f} months: {_rate(record)}")
    say(dim(f"  {'':12}{'median':>10}{'mean':>10}{'p90':>10}{'downtime':>11}  measured"))
    _print_clock("announced", figures.announced)
    _print_clock("components", figures.components)
    _print_clock("observed", record.observed, _watched(record))
    for gap in record.history.gaps:
        say(quoted(gap, "incomplete:"))


def _print_probe(record: PageRecord) -> None:
    """No line of another clock: the vendor has said nothing."""
    window = record.window
    say(f"  {window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}: what we observed ourselves, not the vendor's word")
    say(dim(f"  {'':12}{'median':>10}{'mean':>10}{'p90':>10}{'downtime':>11}  measured"))
    _print_clock("observed", record.observed, _watched(record))


def _rate(record: PageRecord) -> str:
    figures = record.statistics
    least = "at least " if record.history.gaps else ""
    count = f"{least}{figures.incidents} {'incident' if figures.incidents == 1 else 'incidents'}"
    return count if figures.per_month is None else f"{count}, {figures.per_month:.1f} a month"


def _print_clock(name: str, clock: Clock, note: str = "") -> None:
    """What was measured stands behind the figures, or below them where the terminal ends before."""
    measured = note or _measured(clock)
    tells = clock.tells and note != NOT_WATCHED
    downtime = f"{clock.downtime / 3600:.1f} h" if tells else "-"
    figures = "".join(f"{_minutes(each):>10}" for each in (clock.median, clock.mean, clock.p90))
    head, width = f"  {name:12}{figures}{downtime:>11}", terminal_width()
    if width is None or len(head) + 2 + len(measured) <= width:
        say(f"{head}  {measured}")
    else:
        say(head)
        say(hanging(f"{'':16}", measured, 16, width))


def _minutes(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds / 60:.1f} min"


def _measured(clock: Clock) -> str:
    left_out = ", ".join(f"{count} {why}" for why, count in clock.unmeasured)
    return f"{len(clock.durations)} of {clock.count}{f' ({left_out})' if left_out else ''}"


def _watched(record: PageRecord) -> str:
    """What the third clock can know."""
    if record.watched_since is None:
        return NOT_WATCHED
    times = record.observed.count
    since = max(record.watched_since, record.window.start)
    return f"{times} {'time' if times == 1 else 'times'} without an answer, watched since {since:%Y-%m-%d}"


def _print_components(record: PageRecord) -> None:
    rows = by_component(record.history.incidents, record.window)
    if not rows:
        say("  no incident names a component")
        return
    say(dim(f"  {'by component':32}{'incidents':>9}{'a month':>8}{'median':>8}{'p90':>8}{'in trouble':>11}"))
    marked = False
    for name, figures in sorted(rows, key=lambda row: (-row[1].incidents, row[0])):
        clock = figures.components if figures.components.durations else figures.announced
        marked, mark = marked or clock is figures.announced, " *" if clock is figures.announced else ""
        rate = f"{figures.per_month:.2f}" if figures.per_month is not None else "-"
        hours = f"{clock.downtime / 3600:.1f} h"
        say(
            f"  {_column(name, 32)}{figures.incidents:>9}{rate:>8}"
            f"{_minutes(clock.median):>8}{_minutes(clock.p90):>8}{hours:>11}{mark}"
        )
    if marked:
        say(dim("  * as announced; the component itself was never shown in trouble"))


def _column(text: str, width: int) -> str:
    """Padded on a terminal, where a Chinese character is two columns wide; cut if it is too long."""
    shown = one_line(text, width - 1)
    while _columns(shown) >= width:
        shown = shown[:-2] + "…"
    return shown + " " * (width - _columns(shown))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


# --- JSON ---------------------------------------------------------------------------------------------------------


def _as_json(record: PageRecord) -> dict[str, object]:
    told = _nothing_told() if record.probed else _told_json(record)
    return {
        "source": record.source.id,
        "kind": record.source.kind,
        "provider": record.source.provider,
        "url": record.source.url,
        "from": record.window.start.isoformat(),
        "to": record.window.end.isoformat(),
        **told,
        "observed": _clock_json(record.observed) if record.watched_since else None,
        "watched_since": record.watched_since.isoformat() if record.watched_since else None,
    }


def _told_json(record: PageRecord) -> dict[str, object]:
    """What the vendor's page tells."""
    return {
        "complete": not record.history.gaps,
        "incomplete": list(record.history.gaps),
        **_figures(record.statistics),
        "components": [
            {"component": name, **_figures(figures)}
            for name, figures in by_component(record.history.incidents, record.window)
        ],
    }


def _nothing_told() -> dict[str, object]:
    """Of a vendor without a page: nothing at all, which is not the same as no incident."""
    keys = ("complete", "incidents", "months", "per_month", "announced", "component_impact")
    return {**dict.fromkeys(keys), "incomplete": ["there is no page: only what we observed"], "components": []}


def _figures(figures: Statistics) -> dict[str, object]:
    return {
        "incidents": figures.incidents,
        "months": round(figures.months, 4),
        "per_month": _rounded(figures.per_month),
        "announced": _clock_json(figures.announced),
        "component_impact": _clock_json(figures.components),
    }


def _clock_json(clock: Clock) -> dict[str, object]:
    return {
        "measured": len(clock.durations),
        "median_minutes": _in_minutes(clock.median),
        "mean_minutes": _in_minutes(clock.mean),
        "p90_minutes": _in_minutes(clock.p90),
        "downtime_hours": _rounded(clock.downtime / 3600) if clock.tells else None,
        "not_measured": {str(why): count for why, count in clock.unmeasured},
    }


def _in_minutes(seconds: float | None) -> float | None:
    return None if seconds is None else _rounded(seconds / 60)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
