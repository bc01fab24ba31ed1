"""Three addresses for machines that look after the daemon: ``/healthz``, ``/readyz`` and ``/metrics``.

    /healthz    200 while the rounds come back; 503: restart it
    /readyz     200 while work and deliveries are in time; 503 and why
    /metrics    Prometheus

Only GET, only these, one short answer per connection, bounded in bytes and seconds; nothing is read from who asks but
the first line. No framework: there is nothing to route, render or parse.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from clausewatch.core.errors import PlaceError, UsageError

LONGEST_HEAD: Final = 8192
SECONDS: Final = 5.0
AT_ONCE: Final = 32


@dataclass(frozen=True, slots=True)
class Page:
    status: HTTPStatus
    text: str
    content_type: str = "text/plain; charset=utf-8"


Pages = Mapping[str, Callable[[], Page]]


def address(text: str) -> tuple[str, int]:
    """``127.0.0.1:9464`` or ``[::1]:9464``. Raises ``UsageError``."""
    host, colon, port = text.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) < 65536):
        raise UsageError(f"{text!r} is no address to listen at; write host:port, such as 127.0.0.1:9464")
    return host.strip("[]"), int(port)


@asynccontextmanager
async def serving(where: str | None, pages: Pages) -> AsyncIterator[int | None]:
    """Answers while the context is open; gives the port. ``None`` listens nowhere.

    Raises ``UsageError`` for what is no address, ``PlaceError`` for one that is taken: that may pass.
    """
    if where is None:
        yield None
        return
    host, port = address(where)
    under_way = asyncio.Semaphore(AT_ONCE)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with under_way:
            with suppress(OSError, TimeoutError, EOFError, asyncio.LimitOverrunError):
                async with asyncio.timeout(SECONDS):
                    await _answer(reader, writer, pages)
            writer.close()

    try:
        server = await asyncio.start_server(answer, host, port, limit=LONGEST_HEAD)
    except OSError as error:
        raise PlaceError(f"cannot listen at {where}: {error.strerror or error}; name another address") from error
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pages: Pages) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    page = _page(head.split(b"\r\n", 1)[0].decode("latin-1"), pages)
    body = page.text.encode()
    lines = (
        f"HTTP/1.1 {page.status.value} {page.status.phrase}",
        f"Content-Type: {page.content_type}",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    )
    writer.write("\r\n".join((*lines, "", "")).encode("latin-1") + body)
    await writer.drain()


def _page(request: str, pages: Pages) -> Page:
    words = request.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        return Page(HTTPStatus.BAD_REQUEST, "not HTTP/1.1\n")
    if words[0] != "GET":
        return Page(HTTPStatus.METHOD_NOT_ALLOWED, "only GET\n")
    asked = pages.get(words[1].partition("?")[0])
    if asked is None:
        return Page(HTTPStatus.NOT_FOUND, f"there is {', '.join(pages)}\n")
    return asked()
