"""Whose message may be on its way: one at a time in the whole process, as long as the other sides answer.

A message whose answer is not yet recorded is one that is sent again if the process dies now. With one at a time, a
crash repeats one message at most, however many channels there are. Waiting for an answer that does not come would let
a dead channel hold up all others, so a turn ends after ``QUICK`` seconds; the message stays under way. A channel that
has let a turn run out goes without turns, beside the others, until it answers quickly again: it has cost them ``QUICK``
seconds once.

What it costs was measured on two busy cores. Receivers on the same machine took as many messages a second as with
twelve under way, since the disk sets the pace there; receivers that need 0.3 s took 90 messages in half a minute
instead of in four seconds. Slack takes one message a second in a channel for good, so thirty alerts are in Slack as
fast as before.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

QUICK = 5.0
"""Seconds within which a server that is well answers: mail servers that look into a mail take one to three."""


class Turns:
    """Of one process."""

    def __init__(self, quick: float = QUICK) -> None:
        self._quick, self._turn = quick, asyncio.Lock()
        self._slow: set[str] = set()

    @contextlib.asynccontextmanager
    async def of(self, channel: str) -> AsyncIterator[None]:
        """Waits until it is this channel's turn; they come in the order in which they are asked for."""
        async with contextlib.nullcontext() if channel in self._slow else self._turn:
            yield

    async def run_out(self, channel: str, sending: asyncio.Task[bool]) -> None:
        """Until the message is sent and recorded, or the turn is over; notes which of the two it was."""
        await asyncio.wait({sending}, timeout=self._quick)
        if sending.done():
            self._slow.discard(channel)
        else:
            self._slow.add(channel)
