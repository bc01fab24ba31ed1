"""A web server and a mail server that fail in every way, and count what they took and whom they left in doubt.

What happens to a request is drawn from a seed. ``taken`` counts how often each idempotency key was taken;
``unanswered`` how often it was taken and the answer was lost, so that one repetition is no fault of the sender.
"""

from __future__ import annotations

import asyncio
import contextlib
import email
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

from notifiers.receivers import Received, Says, answer, read

FAULTS = {
    "429 with Retry-After": 6,
    "500": 6,
    "404": 2,
    "reset before": 4,
    "reset after": 4,
    "hang before": 0.2,
    "hang after": 0.2,
    "lie": 4,
}
"""Of a hundred requests each; the rest is taken and answered."""


@dataclass
class Post:
    """Everything that arrived, whichever way."""

    draw: random.Random
    healthy: bool = False
    """Answers everything well from now on."""
    taken: Counter[str] = field(default_factory=Counter)
    unanswered: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    order: list[str] = field(default_factory=list)
    """Keys in the order in which they were taken for the first time."""
    faults: Counter[str] = field(default_factory=Counter)
    """What became of each request."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, fate: str) -> None:
        self.faults[fate] += 1
        self.arrived.set()

    def fate(self) -> str:
        if self.healthy:
            return "taken"
        names = (*FAULTS, "taken")
        weights = (*FAULTS.values(), 100 - sum(FAULTS.values()))
        (fate,) = self.draw.choices(names, weights)
        return fate

    def take(self, key: str, fate: str) -> None:
        if not self.taken[key]:
            self.order.append(key)
        self.taken[key] += 1
        self.unanswered[key] += fate != "taken"


@dataclass
class Web:
    """Slack's incoming webhook at ``/slack``, any webhook elsewhere; it can vanish and come back at the same port."""

    post: Post
    port: int = 0
    server: asyncio.Server | None = None
    hanging: asyncio.Event = field(default_factory=asyncio.Event)
    served: set[asyncio.Task[None]] = field(default_factory=set)

    async def come(self) -> None:
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def vanish(self) -> None:
        assert self.server is not None
        self.server.close()
        await self.server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self.served.add(task)
        task.add_done_callback(self.served.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._behave(self.post.fate(), await read(reader), writer)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _behave(self, fate: str, request: Received, writer: asyncio.StreamWriter) -> None:
        key = key_of(request)
        self.post.note(fate)
        if fate in ("taken", "reset after", "hang after"):
            self.post.take(key, fate)
        self.post.refused[key] += fate == "404"
        if fate.startswith("hang"):
            await self.hanging.wait()
        elif not fate.startswith("reset"):
            await answer(writer, ANSWERS[fate])


ANSWERS = {
    "taken": Says(200, b"ok"),
    "404": Says(404, b"no_service"),
    "500": Says(500, b"oops"),
    "429 with Retry-After": Says(429, b"rate_limited", (("Retry-After", "30"),)),
    "lie": Says(200, b"<html><title>Sign in to the guest network</title></html>"),
}


def key_of(request: Received) -> str:
    if "idempotency-key" in request.headers:
        return request.headers["idempotency-key"]
    return str(json.loads(request.body)["metadata"]["event_payload"]["key"])


@dataclass
class Mailbox:
    """A mail server with the same habits. A mail's key is the first part of its Message-ID."""

    post: Post
    connections: set[asyncio.Transport] = field(default_factory=set)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        key = str(email.message_from_bytes(envelope.content)["Message-ID"]).strip("<>").partition("@")[0]
        fate = {"lie": "500", "429 with Retry-After": "450"}.get(found := self.post.fate(), found)
        self.post.note(fate)
        if fate in ("taken", "reset after", "hang after"):
            self.post.take(key, fate)
        self.post.refused[key] += fate == "404"
        if fate.startswith(("reset", "hang")):  # a mail server that hangs is cut off by the client; so it is here
            assert server.transport is not None
            server.transport.abort()
        return {"taken": "250 OK", "404": "550 no such mailbox"}.get(fate, "451 try later")


@contextlib.asynccontextmanager
async def web(post: Post) -> AsyncIterator[Web]:
    it = Web(post)
    await it.come()
    try:
        yield it
    finally:
        it.hanging.set()
        await it.vanish()
        for task in it.served:
            task.cancel()
        await asyncio.gather(*it.served, return_exceptions=True)


@contextlib.asynccontextmanager
async def mail_server(post: Post) -> AsyncIterator[int]:
    """Its port."""
    box, loop = Mailbox(post), asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, hostname="mail.example", loop=loop), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
