"""Slack by a bot's token, with the real program: one story in one thread, its head up to date, the diff in it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.program import Program
from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, TRAINING, World, policy, world
from notifiers.slack_server import SlackServer, slack_server

LONGER = KEEPS.replace("30", "180")
TOKEN = "xoxb-0123456789-abcdefghij"


@contextmanager
def workspace() -> Iterator[SlackServer]:
    """A Slack in small, in a thread of its own."""
    loop, ready, done = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    served: list[SlackServer] = []

    async def serve() -> None:
        async with slack_server(TOKEN) as it:
            served.append(it)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(5)
    try:
        yield served[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(5)
        loop.close()


def watched_by_a_bot(it: World, slack: SlackServer, folder: Path) -> None:
    secret = folder / "token"
    secret.write_text(TOKEN)
    bot = f'team: {{slack: {{token: "${{file:{secret}}}", to: [C012AB3CD], api: "{slack.api}"}}}}'
    text = it.watchlist(it.source(), CLAIMS, channels=bot)
    it.program.watches(text.replace("network: {allow: [", f'network: {{allow: ["{slack.address}", '))


def test_a_change_is_posted_once_with_its_diff_in_the_thread(tmp_path: Path) -> None:
    with world(tmp_path) as it, workspace() as slack:
        watched_by_a_bot(it, slack, tmp_path)
        program: Program = it.program
        assert program.run("test-alert").code == 0
        assert [file.thread for file in slack.files] == [slack.posted[0].ts]
        program.run("check")
        it.shows(policy(NEVER_SELLS, LONGER, TRAINING, updated="July 1, 2026"))
        assert program.run("check").code == 1
        (row,) = program.run("outbox", "list", "--json").json[:1]
        (html,) = program.files("acme/privacy/diffs/*.html")
        diff = html.read_bytes()

    change = slack.posted[-1]
    assert LONGER in str(change.payload["blocks"])
    assert (slack.files[-1].content, slack.files[-1].thread) == (diff, change.ts)
    assert slack.files[-1].name.startswith("acme-privacy-20")
    assert (row["part"], row["state"], row["receipt"]) == ("file", "sent", f"F{len(slack.files) - 1}")
    assert len(slack.posted) == len({post.payload["metadata"]["event_payload"]["key"] for post in slack.posted})


def test_a_token_that_is_refused_fails_loudly_and_is_never_shown(tmp_path: Path) -> None:
    with world(tmp_path) as it, workspace() as slack:
        watched_by_a_bot(it, slack, tmp_path)
        slack.token = "another"
        ran = it.program.run("test-alert")
    assert ran.code == 1
    assert "invalid_auth: the token is wrong" in ran.out
    assert TOKEN not in ran.out + ran.err
