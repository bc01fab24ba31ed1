"""``clausewatch demo``: see it work in a minute, without network, account or secret."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from clausewatch.cli.options import Folder
from clausewatch.cli.output import bold, counted, dim, say, say_hanging
from clausewatch.core.errors import UsageError
from clausewatch.demo.story import Act, Stage, acts, begins, stage
from clausewatch.shell.ground import refused, utc_now
from clausewatch.shell.service import Service, service
from clausewatch.shell.watchlist import load

MARK = ".clausewatch-demo"
"""A file that says that the folder is the demo's, and may be replaced by the next one."""


@dataclass(slots=True)
class ToldClock:
    """A clock that the story sets."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


@click.command()
@click.option(
    "--folder",
    type=Folder(),
    default=Path("clausewatch-demo"),
    show_default=True,
    help="Where the watchlist and the diff files are left.",
)
def command(folder: Path) -> None:
    """Watch five providers for three days, in a few seconds.

    Serves a small replica of DeepSeek, Z.ai, Moonshot, Alibaba Cloud and
    MiniMax on loopback and watches it with the real program: a training clause
    is weakened, a promise goes, a silence breaks, a page hides behind a bot
    wall, an incident opens and is resolved, a status page goes down. Prints
    the alerts as people would get them and names the diff files.

    \b
    Examples:
      clausewatch demo
      clausewatch demo --folder ~/clausewatch-demo
    """
    _prepare(folder)
    on = stage()
    try:
        asyncio.run(_play(on, folder))
    finally:
        on.close()
    _say_where(folder)


def _prepare(folder: Path) -> None:
    """An empty folder; only an earlier demo's is replaced."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise UsageError(f"{folder} is not empty and not an earlier demo's; name another with --folder")
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
    except OSError as error:
        raise refused(f"{folder} cannot be written ({error.strerror}); name another with --folder", error) from error


async def _play(on: Stage, folder: Path) -> None:
    path = folder / "watchlist.yaml"
    path.write_text(on.watchlist(), encoding="utf-8")
    clock = ToldClock(begins(utc_now().replace(second=0, microsecond=0)))
    async with service(load(path, os.environ), folder / "snapshots", now=clock, pause=0.0) as parts:
        for act in acts(on, clock.moment):
            clock.moment = act.at
            await _perform(act, parts)
        await parts.indexes.write_all()


async def _perform(act: Act, parts: Service) -> None:
    say()
    say_hanging(f"{act.at:%Y-%m-%d %H:%M}  ", act.title, 18, bold)
    say()
    act.happens()
    due = await parts.store.due(act.at, len(parts.watchlist.sources))
    sources = [source for source in parts.watchlist.sources if source.id in due]
    await asyncio.gather(*(parts.checker.check(source) for source in sources))
    await parts.digests.send()
    delivered = 0
    while more := await parts.deliverer.drain():
        delivered += more
    if not delivered:
        say(dim(f"(polled {counted(len(sources), 'source')}; nobody is told anything)"))


def _say_where(folder: Path) -> None:
    snapshots = folder / "snapshots"
    say(f"\n{bold('What is left to look at')}")
    say(f"  {snapshots / 'index.html'}")
    for path in sorted(snapshots.rglob("diffs/*.html")):
        say(f"  {path}")
    options = f"--watchlist {folder}/watchlist.yaml --snapshots {snapshots}"
    say(f"\n{bold('Go on with')}")
    say(f"  clausewatch claims {options}")
    say(f"  clausewatch changes --snapshots {snapshots}")
    say(f"  clausewatch status {options}")
    say(f"\n{bold('What “Next:” names above looks at your own watchlist; for the demo’s, first')}")
    say(f"  export CLAUSEWATCH_WATCHLIST={shlex.quote(str(folder / 'watchlist.yaml'))}")
    say(f"  export CLAUSEWATCH_SNAPSHOTS={shlex.quote(str(snapshots))}")
