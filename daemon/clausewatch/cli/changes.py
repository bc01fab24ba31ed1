"""``clausewatch changes``: what changed, newest first."""

from __future__ import annotations

import asyncio
import difflib
from pathlib import Path

import click

from clausewatch.cli.completing import sources_and_providers
from clausewatch.cli.options import existing_database, json_option, snapshots_option
from clausewatch.cli.output import dim, paint, quoted, say, say_json
from clausewatch.cli.show import change_json
from clausewatch.core import review
from clausewatch.core.alerts import Change
from clausewatch.core.errors import UsageError
from clausewatch.core.model import DateEvent, Grade
from clausewatch.core.printable import one_line
from clausewatch.core.review import Reviews
from clausewatch.shell.ground import utc_now
from clausewatch.shell.store import Store

EVENTS = {
    DateEvent.DATE_ONLY: "the printed date moved, the text did not",
    DateEvent.SILENT_EDIT: "the text changed, the printed date did not",
}


@click.command()
@click.argument("source", required=False, shell_complete=sources_and_providers)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 1000), metavar="N", help="At most so many."
)
@click.option(
    "--grade",
    "least",
    type=click.Choice([each.word for each in Grade]),
    default="none",
    metavar="GRADE",
    help="Only this grade and graver: cosmetic, minor, major, critical.",
)
@snapshots_option
@json_option
def command(source: str | None, limit: int, least: str, snapshots: Path, as_json: bool) -> int:
    """List the changes seen, newest first, of all or of one SOURCE.

    SOURCE is a source's id, or a provider. Exit code 1 when there are any.

    \b
    Examples:
      clausewatch changes
      clausewatch changes deepseek --grade major --json
    """
    found, reviews = asyncio.run(_changes(snapshots, source, limit))
    shown = [change for change in found if change.grade >= Grade.of(least)]
    if as_json:
        say_json([change_json(change, reviews) for change in shown])
        return int(bool(shown))
    for change in shown:
        say(_line(change))
        for said in review.said(reviews.of_change(change), utc_now()):
            say(dim(quoted(said, " " * 7)))
    if shown:
        newest = shown[0]
        alone = sum(each.stem == newest.stem for each in shown) == 1  # two pages may have got one text at one moment
        say(f"\nclausewatch show {newest.stem if alone else newest.id} shows the newest in full")
    else:
        say("no changes")
    return int(bool(shown))


async def _changes(snapshots: Path, source: str | None, limit: int) -> tuple[tuple[Change, ...], Reviews]:
    """Of a provider, or else of the source of that name; and what people have said."""
    async with Store.open(existing_database(snapshots)) as store:
        reviews = await store.reviews()
        if source is None:
            return await store.changes(limit), reviews
        found = await store.changes(limit, provider=source) or await store.changes(limit, source_id=source)
        found = found or await _under_a_former_id(store, source, limit)
        return found, reviews


async def _under_a_former_id(store: Store, name: str, limit: int) -> tuple[Change, ...]:
    """What is stored of sources that were called so, unless some are."""
    today = await store.called_now(name)
    if not today:
        await _require_known(store, name)
        return ()
    click.echo(f"{one_line(name, 100)} is called {', '.join(today)} now", err=True)
    found = [change for each in today for change in await store.changes(limit, source_id=each)]
    return tuple(sorted(found, key=lambda change: change.at, reverse=True)[:limit])


async def _require_known(store: Store, name: str) -> None:
    """A typing error must not look like peace."""
    ids = await store.source_ids()
    known = sorted({*ids, *(each.partition("/")[0] for each in ids)})
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(known[:20]) or 'none yet'}"
        raise UsageError(f"no source or provider named {one_line(name, 100)} was ever watched here; {hint}")


def _line(change: Change) -> str:
    """The id, which ``show`` takes, and below it what happened."""
    event = change.comparison.date_event
    what = EVENTS[event] if event else ", ".join(change.graded.reasons)
    what = f"{what}; {', '.join(change.graded.reasons)}" if event is DateEvent.SILENT_EDIT else what
    if count := len(change.findings):
        what = f"{count} tracked {'clause' if count == 1 else 'clauses'} touched; {what}"
    return f"{paint(change.grade.word, 9)} {change.id}\n{quoted(what, ' ' * 7)}"
