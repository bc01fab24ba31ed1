"""``clausewatch backup``: a copy that can take the place of what is there."""

from __future__ import annotations

from pathlib import Path

import click

from clausewatch.cli.options import existing_database, json_option, snapshots_option
from clausewatch.cli.output import counted, say, say_json, size
from clausewatch.shell import archive, backups
from clausewatch.shell.ground import refuse_root, utc_now


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE.tar.gz]")
@snapshots_option
@json_option
def command(file: Path | None, snapshots: Path, as_json: bool) -> int:
    """Make a backup, while the daemon goes on.

    Without a FILE: of the database, among the backups that the daemon makes
    every six hours by itself. With one: of everything, captures, documents
    and diffs included, to be kept on another machine.

    \b
    Examples:
      clausewatch backup
      clausewatch backup /mnt/elsewhere/clausewatch-2026-11.tar.gz
      clausewatch backup --json
    """
    refuse_root(snapshots)
    existing_database(snapshots)
    if file is None:
        path, count = backups.make(snapshots, utc_now()), 1
    else:
        path, count = file, archive.pack(snapshots, file, utc_now())
    large = path.stat().st_size
    if as_json:
        say_json({"backup": str(path), "bytes": large, "files": count})
    else:
        say(f"{path}  {size(large)}, {counted(count, 'file')}")
    return 0
