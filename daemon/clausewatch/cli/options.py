"""Options that several verbs share, so that they are called and explained the same everywhere.

    @watchlist_option      watchlist: Path    --watchlist PATH, CLAUSEWATCH_WATCHLIST, else ./watchlist.yaml
    @snapshots_option      snapshots: Path    --snapshots DIR, CLAUSEWATCH_SNAPSHOTS, else ./snapshots
    @json_option           as_json: bool      --json

A file that is not there is no matter of the option: ``shell.watchlist`` says what to do about it.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from clausewatch.core.errors import UsageError
from clausewatch.shell.ground import DATABASE


class Folder(click.Path):
    """A folder, there already or not yet: nothing on the way to it is anything else."""

    def __init__(self, exists: bool = False) -> None:
        super().__init__(path_type=Path, exists=exists)
        self.name = "directory"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        nearest = next(each for each in (path, *path.absolute().parents) if _is_there(each))
        if not nearest.is_dir():
            self.fail(f"{nearest} is no folder; name another place", param, ctx)
        return path


def _is_there(path: Path) -> bool:
    """``/dev/null/x`` is not, whatever the file system complains of."""
    try:
        return path.exists()
    except OSError:
        return False


WATCHLIST, WATCHLIST_VARIABLE = Path("watchlist.yaml"), "CLAUSEWATCH_WATCHLIST"

watchlist_option = click.option(
    "--watchlist",
    "-w",
    "watchlist",
    type=click.Path(path_type=Path),
    default=WATCHLIST,
    show_default=True,
    envvar=WATCHLIST_VARIABLE,
    show_envvar=True,
    metavar="PATH",
    help="The watchlist to use.",
)

snapshots_option = click.option(
    "--snapshots",
    "snapshots",
    type=Folder(),
    default=Path("snapshots"),
    show_default=True,
    envvar="CLAUSEWATCH_SNAPSHOTS",
    show_envvar=True,
    metavar="DIR",
    help="The folder that holds captures, documents, diffs and the database.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")


def option_for(watchlist: Path, environ: Mapping[str, str]) -> str:
    """What a command that is advised needs to use this watchlist; nothing if it looks there without."""
    if watchlist == Path(environ.get(WATCHLIST_VARIABLE) or WATCHLIST):
        return ""
    return f" --watchlist {shlex.quote(str(watchlist))}"


def existing_database(snapshots: Path) -> Path:
    """The database in the folder; ``UsageError`` where there is none, since a typing error must not look like peace."""
    path = snapshots / DATABASE
    if not path.exists():
        raise UsageError(
            f"{snapshots} holds no {DATABASE}: nothing was watched there yet; see --snapshots, or `clausewatch check`"
        )
    return path
