"""``clausewatch outbox``: what is waiting to be delivered, and what could not be."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import click

from clausewatch.cli.options import json_option, snapshots_option
from clausewatch.cli.output import dim, paint, say, say_json, span
from clausewatch.core.errors import UsageError
from clausewatch.core.printable import one_line
from clausewatch.core.render.message import render
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.outbox import OutboxRow
from clausewatch.shell.schema import DEAD, PENDING, SENT
from clausewatch.shell.store import Store


@click.command()
@click.argument("retry", nargs=-1, type=int, metavar="[ID]...")
@click.option("--state", type=click.Choice([PENDING, SENT, DEAD]), help="Only deliveries in this state.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000), help="At most this many.")
@snapshots_option
@json_option
def command(retry: tuple[int, ...], state: str | None, limit: int, snapshots: Path, as_json: bool) -> int:
    """List deliveries: waiting, sent, undeliverable; or send some again.

    With an ID, that delivery is put back and sent at the next occasion.
    Exit code 1 when something could not be delivered.

    \b
    Examples:
      clausewatch outbox
      clausewatch outbox --state dead --json
      clausewatch outbox 17
    """
    rows = asyncio.run(_rows(snapshots, retry, state, limit))
    if as_json:
        say_json([_as_json(row) for row in rows])
    else:
        _print(rows, utc_now())
    return int(any(row.state == DEAD for row in rows))


async def _rows(snapshots: Path, retry: tuple[int, ...], state: str | None, limit: int) -> tuple[OutboxRow, ...]:
    async with Store.open(snapshots / DATABASE) as store:
        for delivery_id in retry:
            if not await store.requeue(delivery_id, utc_now()):
                raise UsageError(
                    f"no undeliverable message {delivery_id}; `clausewatch outbox --state dead` lists them"
                )
        rows = await store.outbox(state, limit)
    return tuple(row for row in rows if not retry or row.id in retry)


def _print(rows: tuple[OutboxRow, ...], now: datetime) -> None:
    for row in rows:
        say(f"{row.id:5} {paint(row.state, 8)} {row.channel:10} {one_line(_subject(row), 60)}")
        say(dim(f"{'':5} {'':8} {_detail(row, now)}"))
    if not rows:
        say("nothing waits, nothing was lost")


def _subject(row: OutboxRow) -> str:
    return render(row.alert, "").title if row.alert else row.alert_key


def _detail(row: OutboxRow, now: datetime) -> str:
    made = f"to {one_line(row.recipient, 60)}, {span((now - row.created_at).total_seconds())} ago"
    if row.state == PENDING:
        soon = max((row.try_at - now).total_seconds(), 0)
        return f"{made}, attempt {row.attempts + 1} in {span(soon)} {one_line(row.error, 200)}".rstrip()
    return f"{made} {one_line(row.error if row.state == DEAD else row.receipt, 200)}".rstrip()


def _as_json(row: OutboxRow) -> dict[str, object]:
    return {
        "id": row.id,
        "state": row.state,
        "channel": row.channel,
        "recipient": row.recipient,
        "alert": row.alert_key,
        "subject": _subject(row),
        "attempts": row.attempts,
        "created_at": row.created_at.isoformat(),
        "try_at": row.try_at.isoformat(),
        "finished_at": row.finished_at.isoformat() if row.finished_at else None,
        "error": row.error or None,
    }
