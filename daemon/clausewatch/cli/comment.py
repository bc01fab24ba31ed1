"""``clausewatch comment``: say something about a change, for all who look at it."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path

import click

from clausewatch.cli.options import existing_database, json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import say, say_json
from clausewatch.cli.reviewed import remark_json, who
from clausewatch.core.printable import one_line
from clausewatch.core.review import Remark, remark_line
from clausewatch.shell import remarking
from clausewatch.shell.files import Snapshots
from clausewatch.shell.ground import utc_now
from clausewatch.shell.indexes import write_indexes
from clausewatch.shell.store import Store
from clausewatch.shell.watchlist import load_to_read


@click.command()
@click.argument("what", metavar="CHANGE|CLAUSE|SOURCE")
@click.argument("text")
@click.option("--by", default="", metavar="NAME", help="Who says so; default: the login name.")
@watchlist_option
@snapshots_option
@json_option
def command(what: str, text: str, by: str, watchlist: Path, snapshots: Path, as_json: bool) -> None:
    """Say something about a change, a claim, one of its clauses, or a source.

    It is kept with who and when, and shown by `clausewatch show`, `changes` and
    `claims`, in digests and reminders, and in later messages about the source.

    \b
    Examples:
      clausewatch comment 2026-02-10T19 "Legal looks at it, LEG-214"
      clausewatch comment acme/status "Known, see the war room" --by Bo
    """
    remark, name = asyncio.run(_comment(what, one_line(text, 2000), who(by), watchlist, snapshots))
    if as_json:
        say_json(remark_json(remark, utc_now()))
    else:
        say(f"{name}: {remark_line(remark)}")


async def _comment(what: str, text: str, by: str, watchlist: Path, snapshots: Path) -> tuple[Remark, str]:
    async with Store.open(existing_database(snapshots)) as store:
        about = await remarking.subject(what, store, partial(load_to_read, watchlist, os.environ))
        remark = remarking.comment(about, by, text, utc_now())
        await store.remark(remark)
        await write_indexes(store, Snapshots(snapshots), (about.provider,), utc_now())
        return remark, one_line(about.name, 100)
