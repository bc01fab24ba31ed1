"""``clausewatch run``: the daemon."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from clausewatch.cli.options import snapshots_option, watchlist_option
from clausewatch.shell import logs
from clausewatch.shell.secrets import Redactor, secrets_in
from clausewatch.shell.service import run
from clausewatch.shell.watchlist import load


@click.command()
@watchlist_option
@snapshots_option
def command(watchlist: Path, snapshots: Path) -> None:
    """Watch what the watchlist lists, until stopped.

    Stop it with Ctrl-C or SIGTERM: polls under way are finished or handed
    back, nothing is lost. Alerts go to the watchlist's channels; without any,
    to this terminal and to alerts.jsonl in the snapshots folder.

    \b
    Examples:
      clausewatch run
      clausewatch run --watchlist acme.yaml --snapshots /var/lib/clausewatch
    """
    loaded = load(watchlist, os.environ)
    logs.configure(Redactor(secrets_in(loaded.channels)))
    asyncio.run(run(loaded, snapshots))
