"""``clausewatch prune``: make room, without losing what anything is compared with."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import click

from clausewatch.cli.options import existing_database, json_option, snapshots_option
from clausewatch.cli.output import counted, say, say_json, size
from clausewatch.shell import pruning
from clausewatch.shell.ground import utc_now

MOST_LISTED = 20
LEAST_DAYS, MOST_DAYS = 7, 36_500


def _days(_: click.Context, __: click.Parameter, value: str) -> int:
    match = re.fullmatch(r"([0-9]{1,5})d", value)
    if not match or not LEAST_DAYS <= int(match[1]) <= MOST_DAYS:
        raise click.BadParameter(f"write a number of days, at least {LEAST_DAYS}, such as 365d")
    return int(match[1])


@click.command()
@click.option("--older-than", "days", default="365d", show_default=True, callback=_days, metavar="DAYS", help="Age.")
@click.option("--delete", is_flag=True, help="Do it; without this it is only shown.")
@snapshots_option
@json_option
def command(days: int, delete: bool, snapshots: Path, as_json: bool) -> int:
    """Show which old raw captures could go, and with --delete remove them.

    Goes: the bytes of captures that were replaced by newer ones, and
    databases set aside. Stays: whatever a source, or a backup, is compared
    with; every document, diff, change and alert; address, time and SHA-256 of
    every capture.

    \b
    Examples:
      clausewatch prune
      clausewatch prune --older-than 730d --delete
    """
    existing_database(snapshots)
    planned = pruning.plan(snapshots, utc_now() - timedelta(days=days))
    done = pruning.carry_out(planned) if delete else 0
    if as_json:
        names = [path.relative_to(snapshots).as_posix() for path in planned.files]
        say_json({"deleted": delete, "files": names, "bytes": planned.bytes, "baselines_kept": planned.baselines})
        return 0
    for path in planned.files[:MOST_LISTED]:
        say(f"  {path.relative_to(snapshots).as_posix()}")
    if len(planned.files) > MOST_LISTED:
        say(f"  and {len(planned.files) - MOST_LISTED} more (--json lists all)")
    count = f"{counted(len(planned.files), 'file')}, {size(planned.bytes)}"
    say(f"{count} removed" if done else f"{count} older than {days} days could go" + ("" if delete else _how(planned)))
    say(f"{planned.baselines} as old stay: something is compared with them")
    return 0


def _how(planned: pruning.Plan) -> str:
    return "; --delete removes them" if planned.files else ""
