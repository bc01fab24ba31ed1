"""``clausewatch next``: when is what polled next?"""

from __future__ import annotations

import asyncio
import heapq
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from clausewatch.cli.completing import sources_and_providers
from clausewatch.cli.options import json_option, snapshots_option, watchlist_option
from clausewatch.core.errors import UsageError
from clausewatch.core.schedule import NEVER, runs, within
from clausewatch.core.watch import Pause, Source, Watchlist


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """One poll to come."""

    at: datetime
    source: str
    schedule: str
    overdue: bool
    """It is late already; the daemon comes to it as soon as it can."""
    timezone: str


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=sources_and_providers)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="So many polls.")
@click.option("--every", "all_runs", is_flag=True, help="Each poll of a source, not its next one only.")
@watchlist_option
@snapshots_option
@json_option
def command(
    sources: tuple[str, ...], limit: int, all_runs: bool, watchlist: Path, snapshots: Path, as_json: bool
) -> None:
    """List the next polls, soonest first.

    A SOURCE is a source or a provider. Times are those of the watchlist's time
    zone, right through daylight saving. Failures come sooner or later than
    planned, so what lies farther ahead is an estimate.

    \b
    Examples:
      clausewatch next
      clausewatch next acme/privacy --every --limit 5
      clausewatch next --json
    """
    from clausewatch.cli.output import quoted, say, say_json  # noqa: PLC0415 - heavy modules; --help answers without them
    from clausewatch.shell.ground import utc_now  # noqa: PLC0415
    from clausewatch.shell.watchlist import load_to_read  # noqa: PLC0415

    now, loaded = utc_now(), load_to_read(watchlist, os.environ)
    due = asyncio.run(_due(snapshots))
    found = list(islice(_runs(loaded, sources, due, now, all_runs), limit))
    paused = {source.id: pause for source in _chosen(loaded, sources) if (pause := source.paused_at(now))}
    if as_json:
        say_json([*_runs_json(found, paused), *_paused_json(loaded, found, paused)])
        return
    for run in found:
        say(_line(run, now, loaded.timezone))
    for source, pause in paused.items():
        say(quoted(f"{source}: {pause.reason}", "paused"))
    if not found and not paused:
        say("nothing will be polled")


async def _due(snapshots: Path) -> Mapping[str, datetime]:
    from clausewatch.shell.ground import DATABASE  # noqa: PLC0415 - as above
    from clausewatch.shell.store import Store  # noqa: PLC0415

    if not (snapshots / DATABASE).exists():  # a question makes no folder
        return {}
    async with Store.open(snapshots / DATABASE) as store:
        return {row.id: row.next_due for row in await store.source_rows()}


def _runs(
    watchlist: Watchlist, names: tuple[str, ...], due: Mapping[str, datetime], now: datetime, all_runs: bool
) -> Iterator[Run]:
    """Merged, soonest first; a source that was never polled comes at once, a paused one never."""
    known = {name for source in watchlist.sources for name in (source.id, source.provider) if name}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(f"no source or provider named {', '.join(unknown)}; see `clausewatch status --all`")
    chosen = [source for source in _chosen(watchlist, names) if within(source, now) < NEVER]
    streams = [_of(source, within(source, due.get(source.id, now)), now) for source in chosen]
    return heapq.merge(*(stream if all_runs else islice(stream, 1) for stream in streams))


def _chosen(watchlist: Watchlist, names: tuple[str, ...]) -> list[Source]:
    return [source for source in watchlist.sources if not names or {source.id, source.provider} & set(names)]


def _of(source: Source, first: datetime, now: datetime) -> Iterator[Run]:
    """What is overdue runs now, and its later polls count from then."""
    for at in runs(source, max(first, now)):
        yield Run(at, source.id, _schedule(source), at == now and first <= now, source.timezone)


def _schedule(source: Source) -> str:
    how = source.cron or next(
        (f"every {setting.value}" for setting in source.settings if setting.name == "every"), f"every {source.every:g}s"
    )
    during = next((f", {setting.value}" for setting in source.settings if setting.name == "during"), "")
    return f"{how}{during}"


def _runs_json(found: Sequence[Run], paused: Mapping[str, Pause]) -> Iterator[dict[str, object]]:
    for run in found:
        why = paused[run.source].reason if run.source in paused else None
        yield {**_entry(run.source, run.at, run.schedule, why), "overdue": run.overdue}


def _paused_json(
    watchlist: Watchlist, found: Sequence[Run], paused: Mapping[str, Pause]
) -> Iterator[dict[str, object]]:
    """Those without a poll among what was found; most have none to come."""
    there = {run.source for run in found}
    for source in watchlist.sources:
        if source.id in paused and source.id not in there:
            pause = paused[source.id]
            yield _entry(source.id, pause.until, _schedule(source), pause.reason)


def _entry(source: str, at: datetime | None, schedule: str, paused: str | None) -> dict[str, object]:
    moment = at.isoformat() if at else None
    return {"source": source, "at": moment, "overdue": False, "schedule": schedule, "paused": paused}


def _line(run: Run, now: datetime, timezone: str) -> str:
    from clausewatch.cli.output import bold, dim, span  # noqa: PLC0415 - as above

    wait = "now" if run.overdue else f"in {span((run.at - now).total_seconds())}"
    moment = f"{run.at.astimezone(ZoneInfo(timezone)):%a %Y-%m-%d %H:%M:%S %Z}"
    return f"{moment}  {wait:9} {bold(run.source)}  {dim(run.schedule)}"
