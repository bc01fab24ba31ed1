"""``clausewatch validate``: is the watchlist right, and what does it watch?"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from clausewatch.cli.options import json_option, watchlist_option
from clausewatch.core.errors import WatchlistError
from clausewatch.core.watch import Watchlist

DOUBTFUL = 1


@dataclass(frozen=True, slots=True)
class Count:
    """How much is watched of one provider, or of all."""

    provider: str
    sources: int
    claims: int
    quotes: int
    silences: int
    links: int


@click.command()
@click.option("--online", is_flag=True, help="Fetch every source twice, and look for everything that is tracked.")
@watchlist_option
@json_option
def command(online: bool, watchlist: Path, as_json: bool) -> int:
    """Check the watchlist: every problem at once, or what it watches.

    Exit code 2 when something is wrong. Nothing is fetched or sent, unless
    --online asks for it: then a table says of every source whether it can be
    reached and read, how many words it has, what its selector matches, and
    where each quote stands; for what is not found, the closest text and what to
    write. Exit code 1 when something is not as written, or would be refused at
    every poll, such as an address of your own network that network.allow does
    not name; 3 when something could not be read. Nothing is remembered.

    \b
    Examples:
      clausewatch validate
      clausewatch validate --online
      clausewatch validate --watchlist /etc/clausewatch/watchlist.yaml --json
    """
    # pydantic is heavy; --help answers without it.
    from clausewatch.shell import watchlist as loader  # noqa: PLC0415

    try:
        loaded = loader.load(watchlist, os.environ)
    except WatchlistError as error:
        if not as_json:
            raise
        click.echo(json.dumps({"valid": False, "problems": [asdict(each) for each in error.problems]}, indent=2))
        return error.exit_code
    if online:
        from clausewatch.cli import validated  # noqa: PLC0415 - network and parsers are heavy; --help answers without

        return asyncio.run(validated.validate_online(loaded, os.environ, as_json=as_json))
    click.echo(_as_json(loaded) if as_json else _as_table(loaded))
    return DOUBTFUL if loaded.doubts else 0


def counts(watchlist: Watchlist) -> tuple[Count, ...]:
    """Per provider, those without one last (if any), then all together."""
    groups = [(provider.id, provider.name) for provider in watchlist.providers]
    rows = [_count(watchlist, name, (provider,)) for provider, name in groups]
    rest = _count(watchlist, "(none)", (None,))
    rows += [rest] if rest.sources or rest.claims else []
    return (*rows, _count(watchlist, "all", (None, *(provider for provider, _ in groups))))


def _count(watchlist: Watchlist, name: str, providers: Sequence[str | None]) -> Count:
    claims = [claim for claim in watchlist.claims if claim.provider in providers]
    return Count(
        provider=name,
        sources=sum(source.provider in providers for source in watchlist.sources),
        claims=len(claims),
        quotes=sum(len(claim.quotes) for claim in claims),
        silences=sum(len(claim.silences) for claim in claims),
        links=sum(len(claim.links) for claim in claims),
    )


def _as_json(watchlist: Watchlist) -> str:
    *groups, total = (asdict(count) for count in counts(watchlist))
    total["providers"] = len(watchlist.providers)
    del total["provider"]
    doubts = [asdict(each) for each in watchlist.doubts]
    answer = {"valid": True, "watchlist": watchlist.path, "providers": groups, "total": total, "doubts": doubts}
    return json.dumps(answer, indent=2)


def _as_table(watchlist: Watchlist) -> str:
    rows = counts(watchlist)
    width = max(len("provider"), *(len(row.provider) for row in rows))
    doubts = [str(each) for each in watchlist.doubts]
    right = f"{watchlist.path} is right{' but for that' if doubts else ''}; alerts go to {_channels(watchlist)}."
    return "\n".join((*_lines(rows, width), "", *doubts, right))


def _lines(rows: Sequence[Count], width: int) -> Iterator[str]:
    heads = ("sources", "claims", "quotes", "silences", "links")
    yield f"{'provider':<{width}}  " + "  ".join(f"{head:>8}" for head in heads)
    for row in rows:
        if row is rows[-1]:
            yield "-" * (width + 10 * len(heads))
        yield f"{row.provider:<{width}}  " + "  ".join(f"{getattr(row, head):>8}" for head in heads)


def _channels(watchlist: Watchlist) -> str:
    return ", ".join(f"{each.id} ({each.kind})" if each.id != each.kind else each.id for each in watchlist.channels)
