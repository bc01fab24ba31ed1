"""The guarded network that the shell lends to channels.

A channel talks to whom the operator named, but an address in a watchlist can be wrong and an answer hostile. So the
same guard stands before it, and an answer is read here whole, within a bound and a deadline: what a channel needs of
it is a status and a short body.
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import AbstractContextManager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

from clausewatch.shell.guard import ForbiddenAddress, Guard, GuardedTransport, ResolutionFailed
from clausewatch.shell.socket_guard import Watch, watched
from clausewatch_notifiers.contract import Rejected, Retry

LARGEST_ANSWER: Final = 1024 * 1024
"""Bytes of an answer that a channel gets to see; the rest is not read."""
ANSWER_SECONDS: Final = 30.0
"""For one request with its whole answer."""
CONNECT_SECONDS: Final = 10.0


class ChannelNetwork:
    """Implements ``clausewatch_notifiers.contract.Network``; an async context manager."""

    def __init__(
        self,
        guard: Guard,
        folder: Path,
        *,
        deadline: float = ANSWER_SECONDS,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._guard, self._folder = guard, folder
        self._http = httpx.AsyncClient(
            transport=_Bounded(GuardedTransport(guard, keep=4, ssl_context=ssl_context), deadline),
            headers={"Accept-Encoding": "identity"},
            timeout=httpx.Timeout(deadline, connect=CONNECT_SECONDS),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # one channel's answer is no other's business
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    @property
    def http(self) -> httpx.AsyncClient:
        """A client without redirects, proxies and cookies.

        Raises ``Rejected`` for an address that is not permitted, otherwise httpx's own errors; an answer is complete
        when it is returned, cut at 1 MiB, and not unpacked if it is packed although that was not asked for.
        """
        return self._http

    @property
    def folder(self) -> Path:
        """The snapshots folder, which relative paths of a channel's files begin at."""
        return self._folder

    def guarded(self) -> AbstractContextManager[Watch]:
        """For a library that opens its own connections: inside, each is judged where it is made."""
        return watched(self._guard)

    async def resolve(self, host: str, port: int) -> str:
        """A permitted literal address of ``host``. Raises ``Rejected`` if it has none, ``Retry`` on DNS faults."""
        try:
            return (await self._guard.resolve(host, port))[0]
        except ForbiddenAddress as error:
            raise Rejected(str(error)) from error
        except ResolutionFailed as error:
            raise Retry(str(error)) from error


class _Bounded(httpx.AsyncBaseTransport):
    def __init__(self, inner: GuardedTransport, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        try:
            async with asyncio.timeout(self._deadline):
                return await _whole(await self._inner.handle_async_request(request))
        except TimeoutError:
            raise httpx.ReadTimeout(f"no complete answer within {self._deadline:g} seconds") from None
        except ForbiddenAddress as error:  # final, where any other connection error is worth another try
            raise Rejected(str(error)) from error

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _whole(response: httpx.Response) -> httpx.Response:
    content = bytearray()
    try:
        async for part in response.aiter_raw():
            content += part
            if len(content) >= LARGEST_ANSWER:
                break
    finally:
        await response.aclose()
    headers = [pair for pair in response.headers.raw if pair[0].lower() not in _OF_THE_WIRE]
    return httpx.Response(response.status_code, headers=headers, content=bytes(content[:LARGEST_ANSWER]))


_OF_THE_WIRE: Final = (b"content-encoding", b"content-length", b"transfer-encoding")
