"""``clausewatch outbox``: list, retry, drop."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clausewatch.cli.main import cli
from clausewatch.core.errors import UsageError
from clausewatch.shell.ground import DATABASE
from clausewatch.shell.store import Dead, RetryAt, Sent, Store
from shell.news import HOUR, NOON, alert, to


def outbox(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["outbox", *arguments, "--snapshots", str(folder)], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value), result.output


def states(folder: Path, *arguments: str) -> dict[int, str]:
    rows: Sequence[dict[str, Any]] = json.loads(outbox(folder, *arguments, "--json")[1])
    return {row["id"]: row["state"] for row in rows}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """1 sent, 2 dead, 3 waiting through slack; 4 dead through mail."""

    async def fill() -> None:
        async with Store.open(tmp_path / DATABASE) as store:
            for key, address in (("a", "slack:"), ("b", "slack:"), ("c", "slack:"), ("d", "mail:x")):
                await store.announce(alert(key), to(alert(key), address), NOON)
            sent, dead, waiting, lost = await store.claim_deliveries(NOON, 10, 60)
            await store.record(sent, Sent("ts-1"), NOON)
            await store.record(dead, Dead("the webhook was revoked"), NOON)
            await store.record(waiting, RetryAt(NOON + HOUR, "HTTP 503"), NOON)
            await store.record(lost, Dead("no such mailbox"), NOON)

    asyncio.run(fill())
    return tmp_path


def test_it_lists_what_waits_and_what_was_lost_with_the_reason(folder: Path) -> None:
    code, said = outbox(folder)
    assert code == 1
    for part in ("the webhook was revoked", "HTTP 503", "News b", "ts-1"):
        assert part in said
    assert states(folder, "list") == {1: "sent", 2: "dead", 3: "pending", 4: "dead"}


def test_the_list_fits_a_terminal_however_much_a_server_says(folder: Path) -> None:
    async def refuse() -> None:
        async with Store.open(folder / DATABASE) as store:
            await store.announce(alert("e"), to(alert("e"), "mail:x"), NOON)
            (lost,) = await store.claim_deliveries(NOON, 10, 60)
            await store.record(lost, Dead("no such mailbox " * 20), NOON)

    asyncio.run(refuse())
    lines = outbox(folder)[1].splitlines()
    assert max(map(len, lines)) <= 80
    assert sum("no such mailbox" in line for line in lines) > 2


def test_it_lists_one_state_of_one_channel(folder: Path) -> None:
    assert states(folder, "list", "--state", "dead", "--channel", "mail") == {4: "dead"}


def test_what_is_sent_again_waits_and_what_is_dropped_is_off_the_list(folder: Path) -> None:
    assert outbox(folder, "retry", "2", "3")[0] == 0
    assert outbox(folder, "drop", "4")[0] == 0
    assert states(folder) == {1: "sent", 2: "pending", 3: "pending", 4: "dropped"}
    assert outbox(folder)[0] == 0, "nothing is lost any more"


def test_everything_that_a_channel_lost_is_sent_again_at_once(folder: Path) -> None:
    assert states(folder, "retry", "--channel", "slack") == {2: "pending"}
    assert states(folder, "list", "--state", "dead") == {4: "dead"}


@pytest.mark.parametrize("action", ["retry", "drop"])
def test_what_was_sent_stays_sent(folder: Path, action: str) -> None:
    with pytest.raises(UsageError, match=f"cannot {action} 1"):
        outbox(folder, action, "1")


@pytest.mark.parametrize("action", ["retry", "drop"])
def test_it_never_guesses_what_is_meant(folder: Path, action: str) -> None:
    with pytest.raises(UsageError, match="Give an ID"):
        outbox(folder, action)
    assert states(folder) == {1: "sent", 2: "dead", 3: "pending", 4: "dead"}


def test_a_folder_in_which_nothing_was_watched_is_no_empty_outbox(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing was watched there"):
        outbox(tmp_path)
