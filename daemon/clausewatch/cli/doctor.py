"""``clausewatch doctor``: will it work here? One line per thing that it needs, and what to do where it does not."""

from __future__ import annotations

import asyncio
import dataclasses
import enum
import os
import platform
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from clausewatch import __version__
from clausewatch.cli.options import json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import counted, hanging, paint, say, say_json, size, terminal_width
from clausewatch.core.errors import StoreError, WatchlistError
from clausewatch.core.printable import one_line
from clausewatch.core.watch import Channel, SourceKind, Watchlist
from clausewatch.shell.ground import DATABASE, utc_now

if TYPE_CHECKING:
    from clausewatch.shell.network import ChannelNetwork

MIB = 1024**2
LONGEST = 1000
"""Characters of what is said of one thing; three hosts that do not answer, each with why, take half of it."""
FULL, NEARLY_FULL = 100 * MIB, 1024 * MIB
"""Free bytes below which the disk is a problem, and a warning."""
AHEAD = timedelta(minutes=5)
"""How far the past may lie in the future before the clock is doubted."""
OFF = timedelta(minutes=2)
"""How much our clock may differ from what others say."""
ASKED = 3
"""Hosts."""
PATIENCE = 10.0
"""Seconds for an answer of one."""
MOST_PROBLEMS = 5
WRONG_WATCHLIST = 2


class State(enum.StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    detail: str
    remedy: str = ""
    """What to do; empty when nothing need be done."""


@click.command()
@watchlist_option
@snapshots_option
@json_option
def command(watchlist: Path, snapshots: Path, as_json: bool) -> int:
    """Check that everything is here that it takes to watch and to tell.

    Looks at the watchlist, the channels, who may read and change the files, the
    snapshots folder, the disk, the database, the network, the clock and the
    browser. Asks up to three of the watchlist's hosts for a header, which also
    tells the time; sends no alert: `clausewatch test-alert` proves that those
    arrive. Exit code 1 when there is a problem, 2 when it is the watchlist;
    warnings alone do not count.

    \b
    Examples:
      clausewatch doctor
      clausewatch doctor --watchlist /etc/clausewatch/watchlist.yaml --json
    """
    checks = asyncio.run(examine(watchlist, snapshots, os.environ, utc_now()))
    if as_json:
        say_json({"healthy": _healthy(checks), "checks": [dataclasses.asdict(check) for check in checks]})
    else:
        for check in checks:
            remedy = f"; {check.remedy}" if check.remedy else ""
            say(
                hanging(
                    f"{paint(check.state, 8)} {check.name:10} ",
                    one_line(check.detail + remedy, LONGEST),
                    20,
                    terminal_width(),
                )
            )
    return _exit_code(checks)


def _exit_code(checks: tuple[Check, ...]) -> int:
    """2 for a watchlist that cannot be loaded, as of every other verb, else 1 for a problem."""
    problems = {check.name for check in checks if check.state is State.PROBLEM}
    return WRONG_WATCHLIST if "watchlist" in problems else int(bool(problems))


def _healthy(checks: tuple[Check, ...]) -> bool:
    return all(check.state is not State.PROBLEM for check in checks)


async def examine(watchlist: Path, snapshots: Path, environment: Mapping[str, str], now: datetime) -> tuple[Check, ...]:
    """Everything, in the order in which it is needed."""
    from clausewatch.shell.watchlist import load  # noqa: PLC0415 - pydantic is heavy; --help answers without it

    loaded: Watchlist | None = None
    try:
        loaded = load(watchlist, environment)
        problems: tuple[Check, ...] = (_watchlist(loaded), *_doubts(loaded))
    except WatchlistError as error:
        problems = tuple(_misspelt(error))
    kept, alive = await _kept(snapshots)
    answers = await _answers(loaded) if loaded else ()
    return (
        Check("program", State.OK, f"clausewatch {__version__} on Python {platform.python_version()}"),
        *problems,
        *(await _channels(loaded, snapshots) if loaded else ()),
        *_permissions(watchlist, loaded, snapshots),
        *kept,
        *_network(answers),
        _clock(now, alive, answers),
        await _browser(loaded, environment),
    )


# --- the watchlist and its channels -------------------------------------------------------------------------------


def _watchlist(loaded: Watchlist) -> Check:
    return Check(
        "watchlist",
        State.OK,
        f"{loaded.path}: {counted(len(loaded.sources), 'source')}, {counted(len(loaded.claims), 'claim')}",
    )


def _doubts(loaded: Watchlist) -> Iterator[Check]:
    for doubt in loaded.doubts[:MOST_PROBLEMS]:
        yield Check("watchlist", State.WARNING, str(doubt))


def _misspelt(error: WatchlistError) -> Iterator[Check]:
    for problem in error.problems[:MOST_PROBLEMS]:
        yield Check("watchlist", State.PROBLEM, str(problem))
    more = len(error.problems) - MOST_PROBLEMS
    if more > 0:
        yield Check("watchlist", State.PROBLEM, f"{more} more", "see them all with `clausewatch validate`")


async def _channels(watchlist: Watchlist, snapshots: Path) -> tuple[Check, ...]:
    from clausewatch.shell.guard import Guard  # noqa: PLC0415 - heavy; --help answers without it
    from clausewatch.shell.network import ChannelNetwork  # noqa: PLC0415

    async with ChannelNetwork(Guard(watchlist.allow), snapshots) as network:
        return tuple(_channel(channel, network) for channel in watchlist.channels)


def _channel(channel: Channel, network: ChannelNetwork) -> Check:
    from clausewatch.shell.channels import notifiers  # noqa: PLC0415 - heavy; --help answers without it

    name = channel.id if channel.id == channel.kind else f"{channel.id} ({channel.kind})"
    try:
        notifiers((channel,), network)
    except (ValueError, OSError, ImportError) as error:
        remedy = f"correct line {channel.line} of the watchlist"
        return Check("channel", State.PROBLEM, f"{name} cannot be used: {error}", remedy)
    return Check("channel", State.OK, f"{name} is set up; `clausewatch test-alert {channel.id}` proves it")


# --- where things are kept ----------------------------------------------------------------------------------------


async def _kept(snapshots: Path) -> tuple[tuple[Check, ...], datetime | None]:
    """Folder, disk and database, and when a daemon on it was last alive."""
    folder = _folder(snapshots)
    if folder.state is not State.OK:
        return (folder,), None
    database, alive = await _database(snapshots / DATABASE)
    return (folder, _space(snapshots), database), alive


def _folder(snapshots: Path) -> Check:
    """Tried, not judged by its permissions: a read-only or full file system has the same ones."""
    there = next(path for path in (snapshots, *snapshots.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there) as scratch:
            scratch.write(b"x")
    except OSError as error:
        remedy = f"let this user write to {there}, or name another folder with --snapshots"
        return Check("snapshots", State.PROBLEM, f"nothing can be written to {there}: {error.strerror}", remedy)
    return Check("snapshots", State.OK, f"{snapshots} can be written" if there == snapshots else f"{snapshots} is new")


def _space(snapshots: Path) -> Check:
    there = next(path for path in (snapshots, *snapshots.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    state = State.PROBLEM if free < FULL else State.WARNING if free < NEARLY_FULL else State.OK
    remedy = "" if state is State.OK else "make room; nothing is told twice or lost, but polls fail on a full disk"
    return Check("disk", state, f"{size(free)} free", remedy)


async def _database(path: Path) -> tuple[Check, datetime | None]:
    """Whether it opens, and when a daemon on it was last alive."""
    if not _exists(path):
        return Check("database", State.OK, f"{path} is made at the first start"), None
    from clausewatch.shell.store import HEARTBEAT_NOTE, Store  # noqa: PLC0415 - heavy; --help answers without it

    try:
        async with Store.open(path) as store:
            beat = await store.note(HEARTBEAT_NOTE)
    except StoreError as error:
        return Check("database", State.PROBLEM, str(error)), None
    return Check("database", State.OK, f"{path} opens"), datetime.fromisoformat(beat) if beat else None


def _exists(path: Path) -> bool:
    return path.exists()


# --- the clock ----------------------------------------------------------------------------------------------------


def _clock(now: datetime, alive: datetime | None, answers: tuple[Answer, ...] = ()) -> Check:
    """Held against what has happened already, and against what others say that the time is."""
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    past = [(installed, "this program was installed"), *([(alive, "the daemon last ran")] if alive else [])]
    for then, what in past:
        if now < then - AHEAD:
            detail = f"it says {now:%Y-%m-%d %H:%M} UTC, but {what} at {then:%Y-%m-%d %H:%M}"
            return Check("clock", State.PROBLEM, detail, "set it, and keep it right with NTP")
    off = sorted((answer.ahead, answer.host) for answer in answers if answer.ahead is not None)
    seconds, host = off[len(off) // 2] if off else (0.0, "")
    if abs(seconds) > OFF.total_seconds():
        way = "ahead of" if seconds > 0 else "behind"
        detail = f"it is {abs(seconds):.0f} s {way} what {host} says"
        return Check("clock", State.PROBLEM, detail, "set it, and keep it right with NTP")
    agrees = f", as {host} says" if host else ""
    return Check("clock", State.OK, f"{now:%Y-%m-%d %H:%M} UTC{agrees}")


# --- the network --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one host that was asked for a header."""

    host: str
    fault: str = ""
    """Why there is none; empty where there is one."""
    ahead: float | None = None
    """Seconds that our clock is ahead of the host's; ``None`` where it did not say."""


async def _answers(loaded: Watchlist) -> tuple[Answer, ...]:
    hosts: dict[str, str] = {}
    for source in loaded.sources:
        if source.kind is not SourceKind.CANDIDATE:
            hosts.setdefault(urlsplit(source.url).netloc, source.url)
    return tuple(await asyncio.gather(*(_ask(url, loaded) for url in list(hosts.values())[:ASKED])))


async def _ask(url: str, loaded: Watchlist) -> Answer:
    """Any answer will do, a refusal too."""
    import httpx  # noqa: PLC0415 - heavy; --help answers without it

    from clausewatch.shell.guard import Guard, GuardedTransport  # noqa: PLC0415

    host = urlsplit(url).netloc
    transport = GuardedTransport(Guard(loaded.allow))
    try:
        async with httpx.AsyncClient(transport=transport, timeout=PATIENCE, trust_env=False) as client:
            response = await client.head(url)
    except httpx.HTTPError as error:
        return Answer(host, one_line(str(error) or type(error).__name__, 160))
    try:
        theirs = parsedate_to_datetime(response.headers.get("date", ""))
    except ValueError:
        return Answer(host)
    return Answer(host, ahead=(utc_now() - theirs.astimezone(UTC)).total_seconds())


def _network(answers: tuple[Answer, ...]) -> Iterator[Check]:
    if not answers:
        return
    silent = [answer for answer in answers if answer.fault]
    told = "; ".join(f"{answer.host}: {answer.fault}" for answer in silent)
    if len(silent) == len(answers):
        remedy = "see that this machine may reach them: name resolution, firewall, network.allow"
        yield Check("network", State.PROBLEM, f"none of {counted(len(answers), 'host')} answers: {told}", remedy)
    elif silent:
        yield Check(
            "network", State.WARNING, f"{len(silent)} of {counted(len(answers), 'host')} did not answer: {told}"
        )
    else:
        yield Check("network", State.OK, f"{', '.join(answer.host for answer in answers)} answered")


# --- who may read and change what ---------------------------------------------------------------------------------

_SECRET_FILE = re.compile(r"\$\{file:([^}]+)\}")


def _permissions(watchlist: Path, loaded: Watchlist | None, snapshots: Path) -> Iterator[Check]:
    """Whoever can change the watchlist says whom alerts go to; whoever can read a secret can speak for us."""
    files = [watchlist, *(Path(name) for name in (loaded.files if loaded else ()))]
    ours = (*files, snapshots)
    faults = [f"anybody on this machine can change {path}" for path in ours if _mode(path) & stat.S_IWOTH]
    secrets = {Path(name) for path in files if path.is_file() for name in _SECRET_FILE.findall(_read(path))}
    open_ = [path for path in sorted(secrets) if _mode(path) & stat.S_IROTH]
    faults += [f"anybody on this machine can read the secret in {path}" for path in open_]
    if faults:
        yield Check("rights", State.WARNING, "; ".join(faults), "take the right from others with chmod o-rw")
    elif watchlist.exists():
        yield Check("rights", State.OK, "nobody else can change the watchlist or read its secrets")


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


# --- the browser --------------------------------------------------------------------------------------------------


async def _browser(watchlist: Watchlist | None, environment: Mapping[str, str]) -> Check:
    """Started for real where there is one; a problem only if the watchlist asks for it."""
    from clausewatch.shell.browser import Browser  # noqa: PLC0415 - heavy; --help answers without it
    from clausewatch.shell.browser_launch import REMOTE, executable  # noqa: PLC0415
    from clausewatch.shell.fetch import Failed  # noqa: PLC0415
    from clausewatch.shell.guard import Guard  # noqa: PLC0415

    needed = [source.id for source in watchlist.sources if source.recipe.browser] if watchlist else []
    bad = State.PROBLEM if needed else State.WARNING
    asks = (
        f"{counted(len(needed), 'source')} {'asks' if len(needed) == 1 else 'ask'} for it"
        if needed
        else "pages whose text comes by script cannot be read"
    )
    async with Browser(Guard(), now=utc_now, environment=environment) as browser:
        if browser.missing is not None:
            found = executable(environment)
            lacks = f"nothing drives {found}" if found else "there is none"
            return Check("browser", bad, f"{lacks}; {asks}", browser.missing)
        try:
            version = await browser.version()
        except Failed as failed:
            return Check("browser", bad, f"{failed.detail}; {asks}")
    unboxed = sys.platform == "linux" and os.geteuid() == 0 and not environment.get(REMOTE)
    return Check(
        "browser",
        State.WARNING if unboxed else State.OK,
        f"Chromium {version} starts" + (", but for root only without its sandbox" if unboxed else ""),
        "run the daemon as a user of its own" if unboxed else "",
    )
