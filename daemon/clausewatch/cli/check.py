"""``clausewatch check``: one pass, now."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from clausewatch.cli.completing import sources_and_providers
from clausewatch.cli.options import json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import paint, quoted, say, say_json
from clausewatch.cli.undelivered import Undelivered, tell, undelivered
from clausewatch.core.alerts import Alert, Decision, Digest, Outcome
from clausewatch.core.errors import UsageError
from clausewatch.core.watch import Source, Watchlist
from clausewatch.shell import logs
from clausewatch.shell.ground import utc_now
from clausewatch.shell.secrets import Redactor, secrets_in
from clausewatch.shell.service import Service, service
from clausewatch.shell.store import Overtaken
from clausewatch.shell.watchlist import load

NEWS, UNREAD = 1, 3
BUSY = 0.5
"""Seconds until a source that the daemon is polling is asked for again."""
PATIENT = 6
"""So many times before people hear why nothing happens."""


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=sources_and_providers)
@watchlist_option
@snapshots_option
@json_option
def command(sources: tuple[str, ...], watchlist: Path, snapshots: Path, as_json: bool) -> int:
    """Poll every source once, or only those named, and deliver what is new.

    A SOURCE is an id as `clausewatch status --all` lists it, or a provider.
    One that the watchlist pauses is polled only if its own id is named.
    Exit code 1 when there is news, else 3 when something could not be read.
    A message that a channel did not take is named on standard error.

    \b
    Examples:
      clausewatch check
      clausewatch check deepseek/privacy --json
    """
    loaded = load(watchlist, os.environ)
    logs.configure(Redactor(secrets_in(loaded.channels)))
    chosen = _chosen(loaded, sources)
    # Alerts of the console channel go to standard output; where a program reads that, they go to standard error.
    with contextlib.redirect_stdout(sys.stderr) if as_json else contextlib.nullcontext():
        done = asyncio.run(_pass(loaded, chosen, snapshots, as_json))
    if as_json:
        say_json([_as_json(source, decision, done.undelivered) for source, decision in done.polls])
    tell(done.undelivered.channels)
    return _exit_code(done)


@dataclass(frozen=True, slots=True)
class Pass:
    """What came of it."""

    polls: tuple[tuple[Source, Decision], ...]
    digests: tuple[Alert, ...]
    """Of first polls."""
    reminders: tuple[Alert, ...] = ()
    """Of what comes into force."""
    undelivered: Undelivered = Undelivered()
    """What channels have not taken, of this pass or an earlier one."""


def _chosen(watchlist: Watchlist, names: tuple[str, ...]) -> list[Source]:
    unknown = [name for name in names if not any(name in (source.id, source.provider) for source in watchlist.sources)]
    if unknown:
        known = ", ".join(source.id for source in watchlist.sources)
        raise UsageError(f"no source or provider named {', '.join(unknown)}; there are: {known}")
    chosen = [source for source in watchlist.sources if not names or {source.id, source.provider} & set(names)]
    return [source for source in chosen if source.id in names or not _left_alone(source)]


def _left_alone(source: Source) -> bool:
    """Paused, which is said on standard error, so that nobody takes it for watched."""
    pause = source.paused_at(utc_now())
    if pause is not None:
        click.echo(f"{source.id}: {pause.says()}; `clausewatch check {source.id}` polls it all the same", err=True)
    return pause is not None


async def _pass(watchlist: Watchlist, chosen: list[Source], snapshots: Path, as_json: bool) -> Pass:
    async with service(watchlist, snapshots) as parts:
        decisions = await asyncio.gather(*(_poll(parts, source, as_json) for source in chosen))
        digests, reminders = await parts.digests.send(), await parts.countdowns.send()
        await parts.followups.send_digests()
        await parts.followups.remind()
        for source, decision in zip(chosen, decisions, strict=True):
            if decision.change is not None:
                parts.indexes.touch(source.provider)
        await parts.indexes.write()
        while await parts.deliverer.drain():
            pass
        owed = await undelivered(parts.store)
    return Pass(tuple(zip(chosen, decisions, strict=True)), digests, reminders, owed)


async def _poll(parts: Service, source: Source, as_json: bool) -> Decision:
    decision = await _decision(parts, source)
    if not as_json:
        say(f"{paint(decision.outcome, 10)} {source.id}")
        say(quoted(decision.reason, " " * 8))
    return decision


async def _decision(parts: Service, source: Source) -> Decision:
    """Waits for its turn where another process polls the source, and starts again where it was overtaken."""
    while True:
        await _turn(parts, source)
        try:
            return await parts.checker.check(source)
        except Overtaken:
            continue


async def _turn(parts: Service, source: Source) -> None:
    tries = 0
    while not await parts.store.lease(source.id, utc_now()):
        tries += 1
        if tries == PATIENT:
            click.echo(f"{source.id}: another process polls it at this moment; waiting for it", err=True)
        await asyncio.sleep(BUSY)


def _as_json(source: Source, decision: Decision, owed: Undelivered) -> dict[str, object]:
    return {
        "source": source.id,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "change": decision.change.id if decision.change else None,
        "grade": decision.change.grade.word if decision.change else "none",
        "alerts": len(decision.alerts),
        "undelivered": owed.of(source),
    }


def _exit_code(done: Pass) -> int:
    """1 when something is news, else 3 when something could not be read, else 0."""
    decisions = [decision for _, decision in done.polls]
    if any(decision.alerts or decision.outcome is Outcome.CHANGED for decision in decisions):
        return NEWS
    if done.reminders or any(_finds_something(alert) for alert in done.digests):
        return NEWS
    unread = (Outcome.FAILED, Outcome.UNREADABLE, Outcome.HELD)
    return UNREAD if any(decision.outcome in unread for decision in decisions) else 0


def _finds_something(alert: Alert) -> bool:
    """Whether a digest says that a claim does not stand."""
    return isinstance(alert.news, Digest) and any(entry.finding is not None for entry in alert.news.entries)
