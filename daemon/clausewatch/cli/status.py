"""``clausewatch status``: is anything wrong? One screen."""

from __future__ import annotations

import asyncio
import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click

from clausewatch.cli.options import json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import ago, bold, counted, dim, paint, quoted, say, say_hanging, say_json, size, span
from clausewatch.core.alerts import Outcome
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.memory import PageMemory
from clausewatch.core.printable import one_line
from clausewatch.core.probe import ProbeMemory
from clausewatch.core.sight import ELSEWHERE, OTHER_FORMAT, Lapse, Told, clock
from clausewatch.core.status import PROBLEMS, Coverage, PageState
from clausewatch.core.watch import Source, SourceKind, Watchlist
from clausewatch.shell import backups
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.lock import running
from clausewatch.shell.outbox import OutboxCounts, Stuck
from clausewatch.shell.store import HEARTBEAT_NOTE, SourceRow, Store
from clausewatch.shell.watchlist import load_to_read

FULL = 100 * 1024**2
"""Free bytes from which the disk counts as full."""
HUNG_AFTER = timedelta(seconds=90)
"""A daemon that runs and gave no sign of life for so long hangs."""
PAUSED, OFFLINE = "paused", "offline"
LATE_AFTER = timedelta(minutes=5)
"""A source that is due for so long is overdue."""


@dataclass(frozen=True, slots=True)
class Row:
    """One source, in a word and a sentence."""

    source: Source
    word: str
    detail: str
    wrong: bool
    polled_at: datetime | None
    next_due: datetime | None

    @property
    def paused(self) -> bool:
        return self.word == PAUSED

    @property
    def offline(self) -> bool:
        """Whether it is our own network that is missing."""
        return self.word == OFFLINE


@dataclass(frozen=True, slots=True)
class Overview:
    rows: tuple[Row, ...]
    outbox: OutboxCounts
    stuck: tuple[Stuck, ...]
    heartbeat: datetime | None
    """When the daemon gave its last sign of life, if it ever ran."""
    running: bool
    """Whether one runs at this moment."""
    now: datetime
    free: int | None = None
    """Bytes on the disk of the snapshots folder; ``None``: there is no folder yet."""
    backup_at: datetime | None = None
    offline_since: datetime | None = None
    """Since when there is no network, if there is none."""

    @property
    def is_wrong(self) -> bool:
        """Whether somebody should act."""
        return bool(self.wrong) or self.nobody_hears or self.nobody_watches or self.disk_is_full

    @property
    def nobody_hears(self) -> bool:
        """Whether a message was refused, for now or for good: somebody waits for news that did not arrive."""
        return bool(self.stuck)

    @property
    def disk_is_full(self) -> bool:
        return self.free is not None and self.free < FULL

    @property
    def hangs(self) -> bool:
        return self.running and self.heartbeat is not None and self.now - self.heartbeat > HUNG_AFTER

    @property
    def nobody_watches(self) -> bool:
        """A daemon that stopped or hangs, or a folder in which nothing was ever polled; who polls by ``check`` alone
        has no daemon, and hears of what is overdue.
        """
        nothing_yet = len(self.new) == len(self.rows) - len(self.paused)
        return self.hangs or (not self.running and (self.heartbeat is not None or nothing_yet))

    @property
    def wrong(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.wrong)

    @property
    def offline(self) -> tuple[Row, ...]:
        """Waiting for a network; nothing is known against them."""
        return tuple(row for row in self.rows if row.offline)

    @property
    def new(self) -> tuple[Row, ...]:
        """Not polled yet."""
        return tuple(row for row in self.rows if row.polled_at is None and not row.paused)

    @property
    def paused(self) -> tuple[Row, ...]:
        """Left alone, as the watchlist wants it."""
        return tuple(row for row in self.rows if row.paused)


@click.command()
@click.option("--all", "everything", is_flag=True, help="List the sources that are well too.")
@watchlist_option
@snapshots_option
@json_option
def command(everything: bool, watchlist: Path, snapshots: Path, as_json: bool) -> int:
    """Say what is wrong, on one screen: sources, status pages, deliveries.

    Exit code 1 when something is.

    \b
    Examples:
      clausewatch status
      clausewatch status --all
      clausewatch status --json
    """
    now = utc_now()
    overview = asyncio.run(_overview(load_to_read(watchlist, os.environ), snapshots, now))
    if as_json:
        say_json(_as_json(overview, now))
    else:
        _print(overview, now, overview.rows if everything else tuple(row for row in overview.wrong if not row.offline))
    return int(overview.is_wrong)


async def _overview(watchlist: Watchlist, snapshots: Path, now: datetime) -> Overview:
    known, beat, outbox, stuck, offline = await _remembered(snapshots)
    rows = tuple(_row(source, known.get(source.id), now) for source in watchlist.sources)
    alive = datetime.fromisoformat(beat) if beat else None
    runs = running(snapshots / DATABASE) is not None
    return Overview(rows, outbox, stuck, alive, runs, now, *_ground(snapshots), offline)


def _ground(snapshots: Path) -> tuple[int | None, datetime | None]:
    if not snapshots.exists():
        return None, None
    kept = backups.kept(snapshots)
    return shutil.disk_usage(snapshots).free, kept[0].at if kept else None


async def _remembered(
    snapshots: Path,
) -> tuple[dict[str, SourceRow], str | None, OutboxCounts, tuple[Stuck, ...], datetime | None]:
    if not (snapshots / DATABASE).exists():  # a question makes no folder
        return {}, None, OutboxCounts(0, 0, 0), (), None
    async with Store.open(snapshots / DATABASE) as store:
        known = {row.id: row for row in await store.source_rows()}
        beat, counts, stuck = await store.note(HEARTBEAT_NOTE), await store.counts(), await store.stuck()
        return known, beat, counts, stuck, await store.offline_since()


def _row(source: Source, known: SourceRow | None, now: datetime) -> Row:
    pause = source.paused_at(now)
    if pause is not None:
        seen = f", {known.outcome} when last polled" if known and known.outcome else ""
        return Row(source, PAUSED, f"{pause.reason}{seen}", False, known.polled_at if known else None, pause.until)
    if known is None or known.memory is None:
        return Row(source, "new", "not polled yet", False, None, known.next_due if known else None)
    word, detail, wrong = _state(known)
    if not wrong and known.next_due < now - LATE_AFTER:
        word, detail, wrong = "overdue", f"due since {ago(known.next_due, now)}", True
    return Row(source, word, detail, wrong, known.polled_at, known.next_due)


def _state(known: SourceRow) -> tuple[str, str, bool]:
    if isinstance(known.memory, PageMemory):
        return _page(known, known.memory)
    if isinstance(known.memory, ProbeMemory):
        return _probe(known, known.memory)
    assert isinstance(known.memory, StatusMemory)
    return _status_page(known, known.memory)


def _page(known: SourceRow, memory: PageMemory) -> tuple[str, str, bool]:
    if memory.trouble is not None:
        return "unreadable", f"since {memory.trouble.since:%Y-%m-%d %H:%M} UTC: {memory.trouble.detail}", True
    if known.outcome is Outcome.FAILED:
        return OFFLINE, known.reason, True
    if memory.held is not None:
        return "held", known.reason, True
    return "readable", known.reason, False


def _probe(known: SourceRow, memory: ProbeMemory) -> tuple[str, str, bool]:
    """What we saw ourselves; a host that answers is called no more than that."""
    said = f"{known.reason}; our own observation, not the vendor's word"
    if known.outcome is Outcome.FAILED and memory.sight.lapse is None:
        return OFFLINE, known.reason, True
    if memory.silent or memory.sight.lapse is not None:
        return "silent" if memory.sight.told else "in doubt", said, True
    return "answers", said, False


def _status_page(known: SourceRow, memory: StatusMemory) -> tuple[str, str, bool]:
    """A candidate without a page is as expected; a page that lists incidents only cannot say that all is well."""
    if known.outcome is Outcome.FAILED and memory.sight.lapse is None:
        return OFFLINE, known.reason, True
    if known.kind is SourceKind.CANDIDATE:
        return ("appeared", known.reason, True) if memory.answers else ("no page", known.reason, False)
    lapsed = known.outcome in (Outcome.FAILED, Outcome.UNREADABLE)
    if not lapsed and memory.report and memory.report.coverage is Coverage.INCIDENTS_ONLY and memory.answers:
        open_now = len(memory.open_incidents)
        return "incidents" if open_now else "quiet", f"{open_now} open {_incidents(open_now)}", open_now > 0
    if not lapsed and memory.report and memory.report.coverage is Coverage.WORDS_ONLY:
        return "words only", "no reader knows it; told when its words change, whatever they mean", False
    if memory.sight.told is Told.UNREADABLE and memory.sight.lapse is not None:
        return _word_for(memory.sight.lapse), known.reason, True
    if memory.fresh.suspect and memory.state is PageState.UNKNOWN and not lapsed:
        return "frozen", _stands_still(memory), True
    wrong = memory.state in PROBLEMS or memory.state in (PageState.UNREACHABLE, PageState.UNKNOWN)
    return str(memory.state), known.reason, wrong or lapsed


def _word_for(lapse: Lapse) -> str:
    if lapse.elsewhere or lapse.what in ELSEWHERE:
        return "moved"
    return "other format" if lapse.what in OTHER_FORMAT else "unreadable"


def _stands_still(memory: StatusMemory) -> str:
    fresh = memory.fresh
    since = f"nothing on it has moved since {clock(fresh.moved_at)}" if fresh.moved_at else "it may be left behind"
    says = f"it says {memory.report.state}, but {since}" if memory.report else since
    return f"{says}; where it says it is, {fresh.elsewhere}" if fresh.elsewhere else says


def _incidents(count: int) -> str:
    return "incident" if count == 1 else "incidents"


def _print(overview: Overview, now: datetime, rows: tuple[Row, ...]) -> None:
    _head("daemon", _daemon(overview, now))
    _head("sources", _sources(overview))
    if overview.offline:
        _head("network", _network(overview))
    counts = overview.outbox
    _head("alerts", f"{counts.sent} delivered, {counts.pending} waiting, {counts.dead} undeliverable")
    if overview.free is not None:
        _head("disk", _disk(overview))
    for each in overview.stuck:
        _print_stuck(each, now)
    if overview.paused:
        _head("paused", ", ".join(row.source.id for row in overview.paused))
    for row in rows:
        say(f"\n{paint(row.word, 14)} {bold(row.source.id)}")
        say(quoted(row.detail, " " * 12))
        say(dim(f"{'':15}{row.source.url}"))
        say(dim(f"{'':15}polled {ago(row.polled_at, now)}, {_next(row, now)}"))
    if not rows:
        known = "nothing else is wrong with the sources" if overview.offline else "nothing is wrong with the sources"
        known = "nothing is known yet" if overview.new else known
        say(f"\n{known}; `clausewatch status --all` lists every source")


def _head(name: str, text: str) -> None:
    """One of the lines at the top."""
    say_hanging(f"{bold(name)}{'':{9 - len(name)}}", text, 9)


def _print_stuck(channel: Stuck, now: datetime) -> None:
    """A channel that does not deliver: how much, why, and what to do."""
    numbers = ((channel.waiting, "to be tried again"), (channel.dead, "undeliverable"))
    much = ", ".join(f"{number} {what}" for number, what in numbers if number)
    name = one_line(channel.channel, 60)
    say(f"\n{paint('failing', 14)} {bold(f'channel {name}')}")
    say(quoted(f"{much}, the oldest made {ago(channel.since, now)}: {channel.error}", " " * 12))
    for command in ("outbox --channel", "test-alert"):
        say(dim(f"{'':15}clausewatch {command} {name}"))


def _disk(overview: Overview) -> str:
    room = f"{size(overview.free or 0)} free"
    full = f"full: {room}; see `clausewatch prune`" if overview.disk_is_full else room
    return f"{full}; newest backup {ago(overview.backup_at, overview.now)}"


def _network(overview: Overview) -> str:
    """One line for all that wait for it: what is missing is ours, and the same for each."""
    since = f" since {overview.offline_since:%Y-%m-%d %H:%M} UTC" if overview.offline_since else ""
    tried = ago(max((row.polled_at for row in overview.offline if row.polled_at), default=None), overview.now)
    waiting = counted(len(overview.offline), "source waits", "sources wait")
    return f"none{since}, last tried {tried}; {waiting}, nothing is concluded"


def _sources(overview: Overview) -> str:
    """``8 watched: 4 well, 2 in trouble, 1 without a network, 1 not polled yet``."""
    offline, new, paused = len(overview.offline), len(overview.new), len(overview.paused)
    watched, wrong = len(overview.rows) - paused, len(overview.wrong) - offline
    more = (f", {offline} without a network" if offline else "") + (f", {new} not polled yet" if new else "")
    well = watched - wrong - offline - new
    return f"{watched} watched: {well} well, {wrong} in trouble{more}" + (f"; {paused} paused" if paused else "")


def _daemon(overview: Overview, now: datetime) -> str:
    seen = f"last seen {ago(overview.heartbeat, now)}"
    if overview.hangs:
        return f"hangs; {seen}; restart it, and look at its log"
    if overview.running:
        return "running"
    if overview.heartbeat is None:
        return "has not run yet; start it with `clausewatch run`"
    return f"not running; {seen}; start it with `clausewatch run`"


def _next(row: Row, now: datetime) -> str:
    if row.paused:
        return f"again from {row.next_due:%Y-%m-%d}" if row.next_due else "not again until the pause is taken out"
    if row.next_due is None or row.next_due <= now:
        return "due now"
    return f"again in {span((row.next_due - now).total_seconds())}"


def _as_json(overview: Overview, now: datetime) -> dict[str, object]:
    return {
        "wrong": overview.is_wrong,
        "daemon": {
            "heartbeat": overview.heartbeat.isoformat() if overview.heartbeat else None,
            "running": overview.running,
            "hangs": overview.hangs,
        },
        "offline_since": overview.offline_since.isoformat() if overview.offline_since else None,
        "disk": {
            "free": overview.free,
            "backup_at": overview.backup_at.isoformat() if overview.backup_at else None,
        },
        "outbox": {
            "sent": overview.outbox.sent,
            "pending": overview.outbox.pending,
            "dead": overview.outbox.dead,
            "stuck": [_stuck_json(each) for each in overview.stuck],
        },
        "sources": [_row_json(row) for row in overview.rows],
    }


def _stuck_json(channel: Stuck) -> dict[str, object]:
    return {
        "channel": channel.channel,
        "waiting": channel.waiting,
        "dead": channel.dead,
        "since": channel.since.isoformat(),
        "error": channel.error or None,
    }


def _row_json(row: Row) -> dict[str, object]:
    return {
        "source": row.source.id,
        "url": row.source.url,
        "state": row.word,
        "detail": row.detail,
        "wrong": row.wrong,
        "polled_at": row.polled_at.isoformat() if row.polled_at else None,
        "next_due": row.next_due.isoformat() if row.next_due else None,
    }
