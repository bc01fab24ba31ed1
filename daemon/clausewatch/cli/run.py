"""``clausewatch run``: the daemon."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from clausewatch.cli.options import snapshots_option, watchlist_option
from clausewatch.core.watch import Watchlist
from clausewatch.shell import logs
from clausewatch.shell.secrets import Redactor, secrets_in
from clausewatch.shell.service import run
from clausewatch.shell.watchlist import load
from clausewatch_notifiers.contract import Secret


@click.command()
@watchlist_option
@snapshots_option
@click.option(
    "--listen",
    metavar="HOST:PORT",
    envvar="CLAUSEWATCH_LISTEN",
    show_envvar=True,
    help="Answer /healthz, /readyz and /metrics there.",
)
@click.option(
    "--log-format",
    type=click.Choice([style.value for style in logs.Style]),
    default=logs.Style.AUTO.value,
    show_default=True,
    envvar="CLAUSEWATCH_LOG_FORMAT",
    show_envvar=True,
    help="text for people, json for programs; auto is text on a terminal.",
)
def command(watchlist: Path, snapshots: Path, listen: str | None, log_format: str) -> None:
    """Watch what the watchlist lists, until stopped.

    Stop it with Ctrl-C or SIGTERM: polls under way are finished or handed
    back, nothing is lost. An edited watchlist is taken over by itself, and at
    SIGHUP; a broken one is reported, and the old one stays. Alerts go to the
    watchlist's channels; without any, to this terminal and to alerts.jsonl in
    the snapshots folder. What happens is told on standard error: on a
    terminal what is of interest, otherwise all of it, a line of JSON each.

    \b
    Examples:
      clausewatch run
      clausewatch run --watchlist acme.yaml --snapshots /var/lib/clausewatch
      clausewatch run --listen 127.0.0.1:9464 --log-format json
    """

    def read() -> Watchlist:
        """Secrets of the old watchlist may still turn up in errors of its last messages, so they stay hidden too."""
        loaded = load(watchlist, os.environ)
        known.update(secrets_in(loaded.channels))
        logs.configure(Redactor(known), logs.Style(log_format))
        return loaded

    known: set[Secret] = set()
    asyncio.run(run(read(), snapshots, read, listen))
