"""``clausewatch init``: a watchlist to begin with."""

from __future__ import annotations

import os
from pathlib import Path

import click

from clausewatch.cli.options import watchlist_option

PRESETS = ("ai-providers",)
TO = ("slack", "email", "webhook", "apprise", "console")


@click.command()
@click.option("--url", default=None, metavar="URL", help="A page that you rely on.")
@click.option("--to", type=click.Choice(TO), default=None, help="Where alerts go.")
@click.option("--every", default=None, metavar="TIME", help="Time between two polls, such as 6h.")
@click.option("--preset", type=click.Choice(PRESETS), default=None, help="Watch a list that is ready made.")
@click.option("--force", is_flag=True, help="Replace a watchlist that is there; the old one is kept beside it.")
@watchlist_option
def command(
    url: str | None, to: str | None, every: str | None, preset: str | None, force: bool, watchlist: Path
) -> int:
    """Ask three questions and write a commented watchlist.

    What is answered on the command line is not asked. The file names a schema
    that is put beside it, so that editors complete and check while you type.
    Nothing is fetched; `clausewatch add URL` shows a page's text and asks which
    of its sentences matter.

    \b
    Examples:
      clausewatch init
      clausewatch init --url https://acme.example/terms --to slack --every 6h
      clausewatch init --preset ai-providers --to console
    """
    from clausewatch.cli import inited  # noqa: PLC0415 - models are heavy; --help answers without them

    return inited.begin(inited.Wishes(url, to, every, preset, force), watchlist, os.environ)
