"""``clausewatch snooze``: decide later, and be left in peace until then."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path

import click

from clausewatch.cli.options import existing_database, json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import dim, say, say_json
from clausewatch.cli.reviewed import remark_json, who
from clausewatch.core.printable import one_line
from clausewatch.core.review import Remark, remark_line, seconds
from clausewatch.shell import remarking
from clausewatch.shell.files import Snapshots
from clausewatch.shell.ground import utc_now
from clausewatch.shell.indexes import write_indexes
from clausewatch.shell.store import Store
from clausewatch.shell.watchlist import load_to_read


@click.command()
@click.argument("what", metavar="CHANGE|CLAUSE")
@click.option("--for", "length", required=True, metavar="TIME", help="For how long: 12h, 7d, 2w; at most 365d.")
@click.option("--because", default="", metavar="TEXT", help="Why; kept with it.")
@click.option("--by", default="", metavar="NAME", help="Who says so; default: the login name.")
@watchlist_option
@snapshots_option
@json_option
def command(what: str, length: str, because: str, by: str, watchlist: Path, snapshots: Path, as_json: bool) -> None:
    """Put off a decision: no reminders of it until the time is over.

    CHANGE is an id as `clausewatch changes` lists it, or a beginning of it;
    CLAUSE is a claim's id, or the key of one of its clauses. A snooze silences
    reminders only: what is new about the clause is told all the same, and the
    claim stays as it is in `clausewatch claims`. It ends by itself.

    \b
    Examples:
      clausewatch snooze 2026-02-10T19 --for 7d --because "asked Legal"
      clausewatch snooze deepseek/residency --for 2w --by Ann
    """
    remark, name = asyncio.run(_snooze(what, seconds(length), one_line(because, 2000), who(by), watchlist, snapshots))
    if as_json:
        say_json(remark_json(remark, utc_now()))
    else:
        say(f"{name}: {remark_line(remark)}")
        say(dim("what is new about it is told all the same"))


async def _snooze(
    what: str, length: float, because: str, by: str, watchlist: Path, snapshots: Path
) -> tuple[Remark, str]:
    async with Store.open(existing_database(snapshots)) as store:
        about = await remarking.subject(what, store, partial(load_to_read, watchlist, os.environ))
        remark = remarking.snooze(about, by, because, length, utc_now())
        await store.remark(remark)
        await write_indexes(store, Snapshots(snapshots), (about.provider,), utc_now())
        return remark, one_line(about.name, 100)
