"""The one door through which a page in the browser reaches the network: a SOCKS5 proxy of ours on loopback.

Intercepting requests inside the browser stops neither a name that resolves to something else a second time nor a
WebSocket nor a worker. So the browser gets no network of its own: its resolver knows no name, and every connection it
makes, whatever for, is asked for here. The name is resolved once, every address is judged by the guard, and the
connection goes to the literal that was judged. SOCKS and not HTTP, because then one connection has one destination
for all its life and nothing of the page's traffic needs to be understood; TLS stays between browser and server.

An address that the operator allowed although it is not public may be reached by the source it was allowed for, not by
the script of any page that happens to be open.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import struct
from collections.abc import Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

import httpx

from clausewatch.core.addresses import is_public
from clausewatch.core.model import FailureKind
from clausewatch.core.watch import Source
from clausewatch.shell.browser_out import borrow
from clausewatch.shell.fetch import Failed, network_failure
from clausewatch.shell.guard import ForbiddenAddress, Guard

CONNECT_SECONDS: Final = 10.0
"""To be asked for a destination and to reach it, all its addresses together."""
AT_ONCE: Final = 64
"""Connections of one page; Chromium itself opens 32 through one proxy."""
_CHUNK: Final = 65_536

_VERSION: Final = 5
_GRANTED, _FORBIDDEN, _UNREACHABLE, _NOT_SUPPORTED = 0, 2, 4, 7
_NAME, _V4, _V6 = 3, 1, 4
"""Kinds of destination (RFC 1928)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one page load."""

    body: int = 16 * 1024 * 1024
    """Bytes of the page as it is written down."""
    received: int = 32 * 1024 * 1024
    """Bytes of everything that it loads, on the wire and unpacked."""
    memory: int = 2 * 1024**3
    """Bytes that the browser may take meanwhile."""
    seconds: float = 60.0
    settle: float = 15.0
    """Seconds for which a page is waited for after its document came."""
    under_way: float = 5.0
    """Seconds after which an unanswered request is not waited for any more: a long poll, not the text."""
    documents: int = 11
    """How often the main frame may go on, by redirect or by script; ten redirects, as in a plain fetch."""

    def too_large(self) -> Failed:
        return Failed(FailureKind.TOO_LARGE, f"the page loads more than {self.received:,} bytes")


class Egress:
    """For one page load of ``source``; an async context manager. All connections end with it.

    Once the page has received all that ``limits`` grant it, all connections together, nothing passes any more.
    ``way_out`` is where a browser with a network of its own lends sockets (``browser_out``).
    """

    def __init__(self, guard: Guard, source: Source, limits: Limits, way_out: str | None = None) -> None:
        self._guard, self._limits, self._way_out = guard, limits, way_out
        own = httpx.URL(source.url)
        self._own_hosts = {name.lower().rstrip(".") for name in (_host_of(own), *source.hosts)}
        self._own_ports = {80, 443, _port_of(own)}
        self._refused: dict[tuple[str, int], Failed] = {}
        self._served: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.received = 0
        self._overrun = asyncio.Event()

    async def __aenter__(self) -> Self:
        if self._way_out is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        else:
            self._server = await asyncio.start_server(self._accept, sock=await _borrowed(self._way_out))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in tuple(self._served):
            task.cancel()
        await asyncio.gather(*self._served, return_exceptions=True)

    @property
    def address(self) -> str:
        """As a browser wants it: ``socks5://127.0.0.1:port``."""
        assert self._server is not None
        return f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def overrun(self) -> Failed:
        """Waits until the page wants more than it may."""
        await self._overrun.wait()
        return self._limits.too_large()

    def failure(self, url: str) -> Failed | None:
        """Why the server of ``url`` was not reached, if it was not."""
        target = httpx.URL(url)
        return self._refused.get((_host_of(target), _port_of(target)))

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._served.add(task)
        task.add_done_callback(self._served.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if len(self._served) <= AT_ONCE and not self._overrun.is_set():
                await self._pass(reader, writer)
        except (OSError, EOFError):  # either side hung up
            pass
        finally:
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(CONNECT_SECONDS):
            asked = await _destination(reader, writer)
        if asked is None:
            writer.write(_answer(_NOT_SUPPORTED))
            return
        try:
            upstream, sink = await self._connect(*asked)
        except Failed as failed:
            self._refused[asked] = failed
            writer.write(_answer(_FORBIDDEN if failed.kind is FailureKind.FORBIDDEN_ADDRESS else _UNREACHABLE))
            return
        try:
            writer.write(_answer(_GRANTED))
            await _first_to_end(_copy(reader, sink), self._receive(upstream, writer))
        finally:
            sink.close()

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Raises ``Failed``, and never connects to what was not judged."""
        failure = Failed(FailureKind.TIMEOUT, "no connection in time")
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                addresses = await self._addresses(host, port)
                for address in addresses:
                    try:
                        async with asyncio.timeout(CONNECT_SECONDS / len(addresses)):
                            return await asyncio.open_connection(address, port)
                    except (OSError, TimeoutError) as error:
                        failure = network_failure(error) if str(error) else failure
        except TimeoutError:
            pass
        except httpx.HTTPError as error:  # the guard's
            failure = network_failure(error)
        raise failure

    async def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        addresses = await self._guard.resolve(host, port)
        if host in self._own_hosts and port in self._own_ports:
            return addresses
        public = tuple(address for address in addresses if is_public(address))
        if not public:
            raise ForbiddenAddress(f"{host}:{port} is not public and not the source's own")
        return public

    async def _receive(self, upstream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while part := await upstream.read(_CHUNK):
            self.received += len(part)
            if self.received > self._limits.received:
                self._overrun.set()
                return
            writer.write(part)
            await writer.drain()


async def _borrowed(way_out: str) -> socket.socket:
    try:
        return await asyncio.to_thread(borrow, way_out)
    except OSError as error:
        fault = f"the browser's way out at {way_out} does not serve: {error.strerror or error}"
        raise Failed(FailureKind.NO_BROWSER, f"{fault}; look at clausewatch-browser-out.socket") from error


def _host_of(url: httpx.URL) -> str:
    """As a browser asks for it: international names encoded."""
    return url.raw_host.decode("ascii").lower()


def _port_of(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


async def _destination(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int] | None:
    """Host and port that the browser wants to be connected to; ``None`` if it wants something else."""
    version, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    if version != _VERSION:
        return None
    writer.write(bytes((_VERSION, 0)))
    _, command, _, kind = await reader.readexactly(4)
    host = await _host(reader, kind)
    (port,) = struct.unpack(">H", await reader.readexactly(2))
    return (host, port) if host and port and command == 1 else None


async def _host(reader: asyncio.StreamReader, kind: int) -> str:
    if kind == _NAME:
        (length,) = await reader.readexactly(1)
        return (await reader.readexactly(length)).decode("ascii", "replace").lower()
    if kind in (_V4, _V6):
        return str(ipaddress.ip_address(await reader.readexactly(4 if kind == _V4 else 16)))
    return ""


def _answer(word: int) -> bytes:
    return bytes((_VERSION, word, 0, _V4, 0, 0, 0, 0, 0, 0))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while part := await reader.read(_CHUNK):
        writer.write(part)
        await writer.drain()


async def _first_to_end(*ways: Coroutine[Any, Any, None]) -> None:
    """A connection is over when one side has nothing more to say."""
    tasks = [asyncio.create_task(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
