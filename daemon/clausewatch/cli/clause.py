"""``clausewatch clause add``: words that people rely on join a source that is watched."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from clausewatch.cli.completing import source_ids
from clausewatch.cli.options import json_option, snapshots_option, watchlist_option


@click.group(
    subcommand_metavar="add [OPTIONS] SOURCE [WORDS]...",
    epilog="`clausewatch clause add --help` has the options.",
)
def command() -> None:
    """Add words that you rely on to a source that is watched.

    \b
    Examples:
      clausewatch clause add acme/privacy
      clausewatch clause add acme/privacy "We never sell your data."
    """


@command.command("add")
@click.argument("source", shell_complete=source_ids)
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--claim", default="", metavar="ID", help="The claim that rests on them; made if it is new.")
@click.option("--statement", default="", metavar="TEXT", help="What a new claim says, in your own words.")
@click.option("--silence", "silences", multiple=True, metavar="TERM", help="A term that it must not contain.")
@click.option("--confirm", is_flag=True, help="Take words that are not on the page today.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@watchlist_option
@snapshots_option
@json_option
def add(
    source: str,
    words: tuple[str, ...],
    claim: str,
    statement: str,
    silences: tuple[str, ...],
    confirm: bool,
    dry_run: bool,
    watchlist: Path,
    snapshots: Path,
    as_json: bool,
) -> int:
    """Track WORDS of SOURCE; without them, show its text and ask.

    The words are looked for on the page as it was last read, or as it is now
    if it was never read. Words that are not there are refused, with the closest
    text. Where they stand in several places, the first is meant. Only these
    lines are added to the file. Exit code 3 when the page cannot be read.

    \b
    Examples:
      clausewatch clause add acme/privacy
      clausewatch clause add acme/privacy "We never sell your data."
      clausewatch clause add acme/privacy "within 30 days" \\
          --claim acme/retention --statement "Deleted after 30 days"
      clausewatch clause add acme/privacy --silence "SOC 2"
    """
    from clausewatch.cli import claused  # noqa: PLC0415 - parsers and models are heavy; --help answers without them

    wishes = claused.Wishes(source, words, claim, statement, silences, confirm, dry_run, as_json)
    return asyncio.run(claused.add(wishes, watchlist, snapshots, os.environ))
