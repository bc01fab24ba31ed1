"""Nothing that a watchlist or a page names may reach a private address, unless the operator allowed it by name.

A check of the URL is not enough: a public name may resolve to ``10.0.0.1``, may resolve to something else a second
time (rebinding), and ``http://2130706433/`` is a way to write ``127.0.0.1``. So the check stands where the connection
is made: a host is resolved once, every address it has is judged, and the connection goes to the literal address that
was judged. TLS server name, certificate check and ``Host`` header keep the URL's host, since the HTTP layer above
never sees the literal. A redirect is a new connection and is judged again.

A proxy resolves names itself, where no guard can look; so proxies of the environment are not used.
"""

from __future__ import annotations

import asyncio
import functools
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import httpcore
import httpx

from clausewatch.core.addresses import Allowed, address_of

MOST_ADDRESSES: Final = 8
"""Addresses of one name that are looked at."""
RESOLVE_SECONDS: Final = 10.0
LOOKUPS_AT_ONCE: Final = 8

LookUp = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Host and port to literal addresses in order of preference; raises ``OSError`` if there are none."""


NOT_ALLOWED: Final = "network.allow does not name"
"""What the operator can do about a refusal, in the words that tell of it."""


class GuardError(httpx.ConnectError):
    """No permitted address; an httpx error too, so that whoever uses the transport need not know the guard."""


class ForbiddenAddress(GuardError):
    """The host has addresses, but none that may be reached."""


class ResolutionFailed(GuardError):
    """The host has no address at all, or nobody said so in time."""


# --- names to addresses -------------------------------------------------------------------------------------------


class SystemLookUp:
    """The system's resolver, at most eight questions at once.

    It cannot be interrupted, so each question has a daemon thread of its own: neither other work nor the end of the
    program waits for a name server that is silent.
    """

    def __init__(self, ask: AskSystem | None = None) -> None:
        self._ask = ask or _ask_system
        self._free = asyncio.Semaphore(LOOKUPS_AT_ONCE)

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

        def settle(addresses: tuple[str, ...], error: OSError | None) -> None:
            self._free.release()
            if answer.cancelled():
                return
            if error is None:
                answer.set_result(addresses)
            else:
                answer.set_exception(error)

        def ask() -> None:
            outcome = self._ask(host, port)
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(settle, *outcome)

        threading.Thread(target=ask, name="clausewatch-dns", daemon=True).start()
        return await answer


AskSystem = Callable[[str, int], tuple[tuple[str, ...], OSError | None]]
"""Blocks until there are addresses, or the error why there are none."""


def _ask_system(host: str, port: int) -> tuple[tuple[str, ...], OSError | None]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return (), error
    except UnicodeError:
        return (), OSError("not a host name")
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found)), None


class Guard:
    """Says which addresses a host may be reached at.

    ``allow`` names exceptions as ``host:port``, the host a literal address or a name (``[::1]:8080`` for IPv6). A
    name that is allowed may resolve to anything; an address that is allowed may be reached by any name.
    Raises ``ValueError`` for an entry of another form. ``patience`` is in seconds for one resolution.
    """

    def __init__(
        self, allow: tuple[str, ...] = (), *, look_up: LookUp | None = None, patience: float = RESOLVE_SECONDS
    ) -> None:
        self._patience = patience
        self._allowed = Allowed.of(allow)
        self._look_up = look_up or SystemLookUp()

    def allows(self, host: str, port: int) -> bool:
        """Whether the operator named exactly this host and port."""
        return self._allowed.names(host, port)

    async def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """The literal addresses at which ``host`` may be reached, best first, at least one.

        Raises ``ForbiddenAddress`` if it has addresses but none is permitted, ``ResolutionFailed`` if it has none
        or the answer takes too long.
        """
        addresses = await self._addresses(host, port)
        permitted = tuple(each for each in addresses if self.permits(host, port, each))
        if not permitted:
            names = " or ".join(dict.fromkeys((f"{host}:{port}", f"{addresses[0]}:{port}")))
            where = host if addresses[0] == host else f"{host} is at {addresses[0]}, which"
            raise ForbiddenAddress(f"{where} is not a public address; {NOT_ALLOWED} {names}")
        return permitted

    def permits(self, host: str, port: int, address: str) -> bool:
        """Whether a connection for ``host`` may go to this literal address."""
        return self._allowed.permits(host, port, address)

    async def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        if address_of(host) is not None:
            return (host,)
        try:
            async with asyncio.timeout(self._patience):
                addresses = await self._look_up(host, port)
        except TimeoutError:
            raise ResolutionFailed(f"no name server answered for {host} within {self._patience:g} s") from None
        except OSError as error:
            raise ResolutionFailed(f"the name {host} cannot be resolved: {error.strerror or error}") from error
        if not addresses:
            raise ResolutionFailed(f"the name {host} has no address")
        return addresses[:MOST_ADDRESSES]


# --- connections --------------------------------------------------------------------------------------------------


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to permitted literal addresses only; Unix sockets not at all."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._guard.resolve(host, port)
        share = None if timeout is None else timeout / len(addresses)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = failure or error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise ForbiddenAddress("Unix sockets are not reached")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class GuardedTransport(httpx.AsyncBaseTransport):
    """An httpx transport whose every connection passes the guard. HTTP/1.1, certificates always verified.

    ``keep`` is how many idle connections are kept for another request. ``ssl_context`` replaces the trusted roots
    (certifi's and the system's together, so that a company's own root works too).
    """

    def __init__(self, guard: Guard, *, keep: int = 0, ssl_context: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context or verifying_context(),
            max_connections=None,
            max_keepalive_connections=keep,
            keepalive_expiry=5.0,
            network_backend=GuardedBackend(guard),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        with _httpx_errors():
            response = await self._pool.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            response.status, headers=response.headers, stream=_AnswerStream(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


@functools.cache
def verifying_context() -> ssl.SSLContext:
    """Verifies certificate and host name against certifi's roots and the system's; made once, it takes a while."""
    context = httpx.create_ssl_context(verify=True, trust_env=False)
    context.load_default_certs()
    return context


class _AnswerStream(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _httpx_errors():
            async for part in self._response.aiter_stream():
                yield part

    async def aclose(self) -> None:
        with _httpx_errors():
            await self._response.aclose()


# Most special first: the first that fits is taken.
_SAME_ERROR: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.TimeoutException, httpx.TimeoutException),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.NetworkError, httpx.NetworkError),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.ProtocolError, httpx.ProtocolError),
    (httpcore.ProxyError, httpx.ProxyError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.ConnectionNotAvailable, httpx.ConnectError),
)


@contextmanager
def _httpx_errors() -> Iterator[None]:
    try:
        yield
    except tuple(ours for ours, _ in _SAME_ERROR) as error:
        theirs = next(kind for ours, kind in _SAME_ERROR if isinstance(error, ours))
        raise theirs(str(error)) from error
