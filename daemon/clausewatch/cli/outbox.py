"""``clausewatch outbox``: what is waiting to be delivered, what could not be, and what to do about it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from clausewatch.cli.options import existing_database, json_option, snapshots_option
from clausewatch.cli.output import dim, paint, quoted, say, say_hanging, say_json, span
from clausewatch.core.errors import UsageError
from clausewatch.core.printable import one_line
from clausewatch.core.render.message import render
from clausewatch.shell.collecting import Waiting
from clausewatch.shell.ground import utc_now
from clausewatch.shell.outbox import OutboxRow
from clausewatch.shell.schema import DEAD, DROPPED, MERGED, PENDING, SENT
from clausewatch.shell.store import Store
from clausewatch_notifiers.contract import Part

MOST = 1000
LARGEST_ID = 2**63 - 1
"""Of a row."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which deliveries are meant."""

    ids: tuple[int, ...]
    channel: str | None
    state: str | None
    limit: int


@click.command()
@click.argument("action", type=click.Choice(["list", "retry", "drop"]), default="list", metavar="[list|retry|drop]")
@click.argument("ids", nargs=-1, type=click.IntRange(1, LARGEST_ID), metavar="[ID]...")
@click.option("--channel", metavar="NAME", help="Only deliveries through this channel.")
@click.option("--state", type=click.Choice([PENDING, SENT, DEAD, MERGED, DROPPED]), help="List only this state.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, MOST), help="List at most this many.")
@snapshots_option
@json_option
def command(
    action: str,
    ids: tuple[int, ...],
    channel: str | None,
    state: str | None,
    limit: int,
    snapshots: Path,
    as_json: bool,
) -> int:
    """List deliveries; send some again, or take them off the list.

    retry sends an undeliverable message again, and a waiting one at once; drop
    says that nobody needs it any more. Both take IDs, or with --channel every
    undeliverable message of that channel. Exit code 1 when the list has an
    undeliverable message.

    \b
    Examples:
      clausewatch outbox
      clausewatch outbox list --state dead --json
      clausewatch outbox retry 17 18
      clausewatch outbox retry --channel team
      clausewatch outbox drop 17
    """
    rows, collected = asyncio.run(
        _carried_out(action, Choice(ids, channel, state, limit), existing_database(snapshots))
    )
    if as_json:
        say_json([_as_json(row) for row in rows])
    else:
        _print(rows, collected, utc_now())
    return int(action == "list" and any(row.state == DEAD for row in rows))


async def _carried_out(action: str, choice: Choice, database: Path) -> tuple[tuple[OutboxRow, ...], Waiting]:
    """The deliveries that were asked for, as they are afterwards, and what waits for digests."""
    async with Store.open(database) as store:
        collected = await store.collected()
        if action == "list":
            rows = await store.outbox(choice.state, choice.limit, choice.channel)
            return tuple(row for row in rows if not choice.ids or row.id in choice.ids), collected
        return await _each(store, choice, action, {"retry": store.requeue, "drop": store.drop}[action]), collected


async def _each(
    store: Store, choice: Choice, action: str, change: Callable[[int, datetime], Awaitable[bool]]
) -> tuple[OutboxRow, ...]:
    if not choice.ids and choice.channel is None:
        raise UsageError(f"{action} what? Give an ID of `clausewatch outbox`, or --channel NAME")
    dead = () if choice.ids else await store.outbox(DEAD, MOST, choice.channel)
    chosen = choice.ids or tuple(row.id for row in dead)
    for delivery_id in chosen:
        if not await change(delivery_id, utc_now()):
            raise UsageError(
                f"cannot {action} {delivery_id}: it is none of ours, finished, or being sent at this moment;"
                " see `clausewatch outbox`"
            )
    return await store.outbox_of(chosen)


def _print(rows: tuple[OutboxRow, ...], collected: Waiting, now: datetime) -> None:
    for row in rows:
        channel = one_line(row.channel, 40)
        say_hanging(f"{row.id:5} {paint(row.state, 8)} {channel:10} ", one_line(_subject(row), 60), 26)
        say_hanging(f"{'':15}", _detail(row, now), 15, dim)
        if row.error and row.state in (PENDING, DEAD, DROPPED):
            say(quoted(row.error, " " * 12))
    if collected.next_at is not None:
        due = max(collected.next_at, now)
        say(f"{collected.count} collected for digests; the next is sent at {due:%Y-%m-%d %H:%M} UTC")
    elif not rows:
        say("nothing waits, nothing was lost")


def _subject(row: OutboxRow) -> str:
    title = render(row.alert, "").title if row.alert else row.alert_key
    return title if row.part == Part.MESSAGE else f"{row.part} of: {title}"


def _detail(row: OutboxRow, now: datetime) -> str:
    made = f"to {one_line(row.recipient, 60)}, {span((now - row.created_at).total_seconds())} ago"
    if row.state == PENDING:
        soon = max((row.try_at - now).total_seconds(), 0)
        return f"{made}, attempt {row.attempts + 1} in {span(soon)}"
    return f"{made}, {one_line(row.receipt, 200)}" if row.receipt and row.state not in (DEAD, DROPPED) else made


def _as_json(row: OutboxRow) -> dict[str, object]:
    return {
        "id": row.id,
        "state": row.state,
        "channel": row.channel,
        "recipient": row.recipient,
        "alert": row.alert_key,
        "part": row.part,
        "subject": _subject(row),
        "attempts": row.attempts,
        "created_at": row.created_at.isoformat(),
        "try_at": row.try_at.isoformat(),
        "finished_at": row.finished_at.isoformat() if row.finished_at else None,
        "receipt": row.receipt or None,
        "error": row.error or None,
    }
