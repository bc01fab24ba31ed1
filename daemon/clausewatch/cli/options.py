"""Options that several verbs share, so that they are called and explained the same everywhere.

    @watchlist_option      watchlist: Path    --watchlist PATH, CLAUSEWATCH_WATCHLIST, else ./watchlist.yaml
    @snapshots_option      snapshots: Path    --snapshots DIR, CLAUSEWATCH_SNAPSHOTS, else ./snapshots
    @json_option           as_json: bool      --json

A file that is not there is no matter of the option: ``shell.watchlist`` says what to do about it.
"""

from __future__ import annotations

from pathlib import Path

import click

from clausewatch.core.errors import UsageError
from clausewatch.shell.ground import DATABASE

watchlist_option = click.option(
    "--watchlist",
    "-w",
    "watchlist",
    type=click.Path(path_type=Path),
    default=Path("watchlist.yaml"),
    show_default=True,
    envvar="CLAUSEWATCH_WATCHLIST",
    show_envvar=True,
    metavar="PATH",
    help="The watchlist to use.",
)

snapshots_option = click.option(
    "--snapshots",
    "snapshots",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("snapshots"),
    show_default=True,
    envvar="CLAUSEWATCH_SNAPSHOTS",
    show_envvar=True,
    metavar="DIR",
    help="The folder that holds captures, documents, diffs and the database.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")


def existing_database(snapshots: Path) -> Path:
    """The database in the folder; ``UsageError`` where there is none, since a typing error must not look like peace."""
    path = snapshots / DATABASE
    if not path.exists():
        raise UsageError(
            f"{snapshots} holds no {DATABASE}: nothing was watched there yet; see --snapshots, or `clausewatch check`"
        )
    return path
