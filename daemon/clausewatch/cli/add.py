"""``clausewatch add``: a page or status page joins the watchlist."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from clausewatch.cli.options import json_option, watchlist_option
from clausewatch.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class How:
    """How it is to be read."""

    select: str
    browser: bool
    every: str
    hosts: tuple[str, ...]
    allow: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says."""

    url: str
    identifier: str
    provider: str
    title: str
    kind: str
    quotes: tuple[str, ...]
    silences: tuple[str, ...]
    how: How
    may_ask: bool
    dry_run: bool


@click.command()
@click.argument("url")
@click.option("--id", "identifier", default="", metavar="ID", help="Its id; default: made from the address.")
@click.option("--provider", default="", metavar="ID", help="The provider it belongs to; made if it is new.")
@click.option("--title", default="", metavar="TEXT", help="As people call it; default: the page's own title.")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["page", "status", "candidate"]),
    default=None,
    help="What it is; default: found out.",
)
@click.option("--quote", "quotes", multiple=True, metavar="TEXT", help="Words to track; asks for none then.")
@click.option("--silence", "silences", multiple=True, metavar="TERM", help="A term that it must not contain.")
@click.option("--select", default="", metavar="CSS", help="The part that counts; default: the main text.")
@click.option("--browser", is_flag=True, help="Read it with a browser.")
@click.option("--every", default="", metavar="TIME", help="Time between two polls, such as 6h.")
@click.option("--host", "hosts", multiple=True, metavar="HOST", help="A further host that may answer.")
@click.option("--allow", multiple=True, metavar="HOST:PORT", help="A non-public address that may be reached.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@watchlist_option
@json_option
def command(
    url: str,
    identifier: str,
    provider: str,
    title: str,
    kind: str | None,
    quotes: tuple[str, ...],
    silences: tuple[str, ...],
    select: str,
    browser: bool,
    every: str,
    hosts: tuple[str, ...],
    allow: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    watchlist: Path,
    as_json: bool,
) -> int:
    """Add the page or status page at URL to the watchlist.

    Fetches it, finds out its format or its status page product, proposes a
    selector, shows the text and asks which sentences matter. Only these lines
    are added to the file: comments and order stay, and a file that is not there
    is made. Exit code 3 when nothing can be read there.

    \b
    Examples:
      clausewatch add https://acme.example/terms
      clausewatch add https://acme.example/privacy --provider acme \\
          --quote "We never sell your data." --silence "SOC 2"
      clausewatch add https://status.acme.example --provider acme
    """
    from clausewatch.cli import added  # noqa: PLC0415 - parsers and models are heavy; --help answers without them

    may_ask = not (yes or as_json or quotes or silences)
    how = How(select, browser, every, hosts, allow)
    wishes = Wishes(web_address(url), identifier, provider, title, kind or "", quotes, silences, how, may_ask, dry_run)
    return asyncio.run(added.add(wishes, watchlist, os.environ, as_json=as_json))


def web_address(url: str) -> str:
    """With its scheme; ``UsageError`` for what is no address."""
    address = url if "://" in url else f"https://{url}"
    try:
        good = urlsplit(address).scheme in ("http", "https") and bool(urlsplit(address).hostname)
    except ValueError:
        good = False
    if not good or any(char.isspace() for char in address):
        raise UsageError(f"'{url}' is no web address; write it as https://acme.example/terms")
    return address
