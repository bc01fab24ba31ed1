"""What stands at the other end in tests: an HTTP receiver that answers as told, and a network that guards nothing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Says:
    """An answer."""

    status: int = 200
    body: bytes = b"ok"
    headers: tuple[tuple[str, str], ...] = ()


class Hangs:
    """Reads the request and says nothing."""


class Resets:
    """Closes the connection instead of answering."""


class Drips:
    """Says a byte now and then, so that no single read takes long."""


Behaviour = Says | Hangs | Resets | Drips


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes


@dataclass
class Receiver:
    """Behaves as ``script`` says, one entry per request, and as its last entry from then on."""

    script: list[Behaviour]
    received: list[Received] = field(default_factory=list)
    address: str = ""
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    open: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.append(writer)
        behaviour = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            if not isinstance(behaviour, Resets):
                self.received.append(await read(reader))
                await self._behave(behaviour, writer)
        writer.close()

    async def _behave(self, behaviour: Behaviour, writer: asyncio.StreamWriter) -> None:
        if isinstance(behaviour, Says):
            await answer(writer, behaviour)
        elif isinstance(behaviour, Hangs):
            await self.closing.wait()
        elif isinstance(behaviour, Drips):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while not self.closing.is_set():
                writer.write(b".")
                await writer.drain()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.closing.wait(), 0.02)


@contextlib.asynccontextmanager
async def receiver(*script: Behaviour) -> AsyncIterator[Receiver]:
    it = Receiver(list(script))
    server = await asyncio.start_server(it.serve, "127.0.0.1", 0)
    it.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield it
    finally:
        it.closing.set()
        for writer in it.open:
            writer.close()
        server.close()
        await server.wait_closed()


async def answer(writer: asyncio.StreamWriter, says: Says) -> None:
    writer.write(_head(says) + says.body)
    await writer.drain()


async def read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    request, *lines = head.rstrip("\r\n").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Received(request.split(" ")[1], headers, await reader.readexactly(int(headers.get("content-length", "0"))))


def _head(says: Says) -> bytes:
    headers = (*says.headers, ("Content-Length", str(len(says.body))), ("Connection", "close"))
    lines = [f"HTTP/1.1 {says.status} X", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@dataclass(frozen=True)
class Unwatched:
    refused: str = ""


@dataclass
class PlainNetwork:
    """The outside without a guard; every name is this machine."""

    http: httpx.AsyncClient
    folder: Path = Path()
    asked: list[tuple[str, int]] = field(default_factory=list)

    @contextlib.contextmanager
    def guarded(self) -> Iterator[Unwatched]:
        yield Unwatched()

    async def resolve(self, host: str, port: int) -> str:
        self.asked.append((host, port))
        return "127.0.0.1"


@contextlib.asynccontextmanager
async def network(folder: Path = Path()) -> AsyncIterator[PlainNetwork]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield PlainNetwork(client, folder)


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
