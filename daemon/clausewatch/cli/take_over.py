"""``clausewatch import``: another tool's list of pages becomes a watchlist, with a report of what could not."""

from __future__ import annotations

from pathlib import Path

import click

from clausewatch.cli.options import json_option


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="FILE...")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("watchlist.yaml"),
    show_default=True,
    metavar="PATH",
    help="The watchlist to write; it must not be there yet.",
)
@click.option("--dry-run", is_flag=True, help="Report only, and write nothing.")
@json_option
def command(files: tuple[Path, ...], output: Path, dry_run: bool, as_json: bool) -> int:
    """Take over another tool's list of pages.

    FILE is urlwatch's urls.yaml, webchanges' jobs.yaml, a backup of
    changedetection.io (zip) or its url-watches.json, declarations of Open Terms
    Archive (files or their folder), or a list of addresses, one a line. Which
    it is, is found out by its content.

    What cannot be carried over is reported, and stands as a comment beside its
    page; nothing is dropped in silence. Exit code 1 when there is any.

    \b
    Examples:
      clausewatch import ~/.config/urlwatch/urls.yaml
      clausewatch import changedetection-backup.zip -o vendors.yaml
      clausewatch import declarations/ --dry-run --json
    """
    from clausewatch.cli import taken_over  # noqa: PLC0415 - models are heavy; --help answers without them

    return taken_over.take_over(files, None if dry_run else output, as_json=as_json)
