"""``clausewatch restore``: put a backup in the place of what is there."""

from __future__ import annotations

from pathlib import Path

import click

from clausewatch.cli.options import json_option, snapshots_option
from clausewatch.cli.output import ago, say, say_json, size
from clausewatch.core.errors import UsageError
from clausewatch.shell import archive, backups
from clausewatch.shell.backups import Backup
from clausewatch.shell.ground import DATABASE, refuse_root, utc_now
from clausewatch.shell.lock import single_instance


@click.command()
@click.argument("backup", required=False, metavar="[BACKUP]")
@click.option("--list", "listing", is_flag=True, help="List the backups there are, newest first.")
@snapshots_option
@json_option
def command(backup: str | None, listing: bool, snapshots: Path, as_json: bool) -> int:
    """Restore a backup: the newest good one, or BACKUP.

    BACKUP is a name that --list shows, or a file that `clausewatch backup
    FILE` wrote. The daemon must be stopped. What is replaced is kept in the
    folder set-aside/, so a restore can be undone. A daemon that finds its
    database damaged restores the newest good backup by itself.

    \b
    Examples:
      clausewatch restore --list
      clausewatch restore
      clausewatch restore 2026-11-26T06-00-00Z.db
      clausewatch restore /mnt/elsewhere/clausewatch-2026-11.tar.gz
    """
    if listing:
        return _list(backups.kept(snapshots), as_json)
    refuse_root(snapshots)
    if backup is not None:
        _chosen(snapshots, backup)  # a missing file is named before the daemon has to be stopped for it
    with single_instance(snapshots / DATABASE):
        path = _chosen(snapshots, backup)
        if path.name.endswith(".tar.gz"):
            count = archive.unpack(snapshots, path, utc_now())
        else:
            count = 1
            backups.replace(snapshots, path, utc_now())
    if as_json:
        say_json({"restored": str(path), "files": count})
    else:
        say(f"restored {path}; what was there is in {snapshots / backups.SET_ASIDE}")
    return 0


def _chosen(snapshots: Path, wanted: str | None) -> Path:
    if wanted is None:
        newest = backups.newest_good(snapshots)
        if newest is None:
            raise UsageError(f"there is no good backup in {snapshots / backups.FOLDER}; name a file")
        return newest.path
    named = next((each.path for each in backups.kept(snapshots) if each.path.name == wanted), Path(wanted))
    if not named.is_file():
        raise UsageError(f"there is no backup {wanted}; `clausewatch restore --list` shows those there are")
    return named


def _list(found: tuple[Backup, ...], as_json: bool) -> int:
    if as_json:
        say_json([{"backup": each.path.name, "at": each.at.isoformat(), "before": each.before} for each in found])
        return 0
    now = utc_now()
    for each in found:
        why = f"  before the update to schema {each.before}" if each.before else ""
        say(f"{each.path.name}  {size(each.path.stat().st_size):>9}  {ago(each.at, now)}{why}")
    if not found:
        say("there are no backups yet; `clausewatch backup` makes one")
    return 0
