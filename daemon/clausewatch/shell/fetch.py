"""One polite, bounded request for one source; whatever happens comes back as a value.

Everything here is against one of three dangers. A *hostile* server: redirects to elsewhere, compression bombs, bodies
that drip for ever, headers without end. A *broken* one: truncated bodies, a 304 that nobody asked for, encodings that
were not offered. And *ourselves*: a validator of our own making or sent to the wrong URL hides every later change, and
a client that asks too often is blocked. So redirects are followed by hand, every hop judged; the body is unpacked with
our own bound, not the HTTP library's; validators are echoed only to the URL that gave them; and requests to one host
come one at a time with a pause between them.

The deadline of a source counts the time that its requests take, not the time that they wait for their turn.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self

import httpx

from clausewatch import __version__
from clausewatch.core.model import (
    READER_HEADER,
    Answered,
    Capture,
    FailureKind,
    Fetched,
    FetchFailure,
    NotModified,
    Validators,
)
from clausewatch.core.watch import Source
from clausewatch.shell.guard import ForbiddenAddress, Guard, GuardedTransport, ResolutionFailed

USER_AGENT: Final = f"clausewatch/{__version__} (+policy change monitor)"
ACCEPT: Final = "text/html,application/xhtml+xml,text/markdown,application/json;q=0.9,*/*;q=0.8"

MOST_HEADERS: Final = 100
LONGEST_HEADER: Final = 2048
"""Characters kept of one header value; validators longer than that are dropped, since a cut one never matches."""
NO_VALIDATORS: Final = Validators()
LONGEST_LOCATION: Final = 8192
LONGEST_DETAIL: Final = 300
LONGEST_WAIT: Final = 86_400.0
"""Seconds: a server that asks us to stay away for longer is asked again after a day."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one answer and on all requests together."""

    body: int = 16 * 1024 * 1024
    """Bytes of a body, on the wire and unpacked."""
    redirects: int = 10
    at_once: int = 16
    """Requests under way, all hosts together."""
    connect: float = 10.0
    """Seconds to open a connection, all addresses of the host together."""


class Fetcher:
    """Fetches sources; an async context manager.

    ``pause`` is the least time in seconds between two requests to one host. Hosts that the operator names in
    ``network.allow`` are his own and are not paused for.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        now: Callable[[], datetime],
        limits: Limits = Limits(),
        pause: float = 1.0,
        user_agent: str = USER_AGENT,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._guard = guard
        self._now = now
        self._limits = limits
        self._user_agent = user_agent
        self._pause = pause
        self._turns = _Turns(limits.at_once)
        # No connection is kept: every request is resolved and judged anew, and none meets a connection that went stale.
        self._transport = GuardedTransport(guard, keep=0, ssl_context=ssl_context)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    async def fetch(self, source: Source, validators: Validators = NO_VALIDATORS) -> Fetched:
        """The source's own URL. ``validators`` are what that URL gave at an earlier fetch. Never raises."""
        return await self.get(source, source.url, validators)

    async def get(self, source: Source, url: str, validators: Validators = NO_VALIDATORS) -> Fetched:
        """Another URL at one of the source's hosts, for instance an endpoint of its status page. Never raises.

        ``validators`` are what this very ``url`` gave at an earlier fetch.
        """
        return await self._caught(source, url, "GET", validators)

    async def post(self, source: Source, url: str) -> Fetched:
        """The same for an endpoint that only tells what it knows to an empty POST. Never raises."""
        return await self._caught(source, url, "POST", NO_VALIDATORS)

    async def _caught(self, source: Source, url: str, method: str, validators: Validators) -> Fetched:
        try:
            return await self._follow(source, url, method, validators)
        except Failed as failed:
            return failed.at(url, self._now())
        except TimeoutError:
            late = Failed(FailureKind.TIMEOUT, f"no complete answer within {source.timeout:g} seconds")
            return late.at(url, self._now())
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return network_failure(error).at(url, self._now())

    async def knock(self, source: Source) -> Answered | FetchFailure:
        """Asks the source's URL and takes any HTTP answer below 500 for a sign of life. Never raises.

        No redirect is followed and no body is read: that it answers is all that is asked.
        """
        try:
            target = checked(source, source.url, self._guard)
            async with self._turns.turn(*self._lane(target)), asyncio.timeout(source.timeout):
                return await self._sign_of_life(self._visitor(source), target)
        except Failed as failed:
            return failed.at(source.url, self._now())
        except TimeoutError:
            late = Failed(FailureKind.TIMEOUT, f"no answer within {source.timeout:g} seconds")
            return late.at(source.url, self._now())
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return network_failure(error).at(source.url, self._now())

    async def _sign_of_life(self, visitor: httpx.AsyncClient, target: httpx.URL) -> Answered:
        response = await visitor.send(visitor.build_request("GET", target), stream=True)
        try:
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                refuse_failed(response, self._now())
            asked = _retry_after(response.headers.get("retry-after", ""), self._now())
            return Answered(str(target), self._now(), response.status_code, asked)
        finally:
            await response.aclose()

    async def _follow(self, source: Source, url: str, method: str, validators: Validators) -> Capture | NotModified:
        visitor, left, asked = self._visitor(source), source.timeout, [url]
        target, conditions = checked(source, url, self._guard), _conditions(validators)
        while True:
            async with self._turns.turn(*self._lane(target)) as turn, asyncio.timeout(left):
                answer = await self._ask(visitor, method, target, conditions)
            if not isinstance(answer, _Hop):
                break
            left -= turn.seconds
            target, conditions = checked(source, _joined(target, answer.location), self._guard), {}
            asked.append(str(target))
            if len(asked) > self._limits.redirects + 1:
                raise Failed(FailureKind.PROTOCOL, f"more than {self._limits.redirects} redirects")
        if answer is None:
            return NotModified(url, self._now())
        if url.lower().startswith("https:") and target.scheme == "http":
            raise Failed(FailureKind.TLS, f"redirected from https to unencrypted http at {target.host}")
        return Capture(
            url=url,
            final_url=asked[-1],
            fetched_at=self._now(),
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            redirects=tuple(asked[:-1]),
        )

    def _visitor(self, source: Source) -> httpx.AsyncClient:
        """A client for one poll: cookies live as long as one chain of redirects and no longer."""
        headers = {"User-Agent": self._user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"}
        if source.recipe.language and source.recipe.language.isascii():
            headers["Accept-Language"] = f"{source.recipe.language}, *;q=0.1"
        return httpx.AsyncClient(
            transport=self._transport,
            headers=headers,
            timeout=httpx.Timeout(None, connect=self._limits.connect),
            follow_redirects=False,
            trust_env=False,
        )

    def _lane(self, target: httpx.URL) -> tuple[str, float]:
        """Who waits for whom: one lane per host, and the pause in it; the operator's own servers are one lane each."""
        port = _port(target)
        if self._guard.allows(target.host, port):
            return f"{target.host}:{port}", 0.0
        return target.host, self._pause

    async def _ask(
        self, visitor: httpx.AsyncClient, method: str, target: httpx.URL, conditions: dict[bytes, bytes]
    ) -> _Answer | _Hop | None:
        """One request: a whole answer, where it leads instead, or ``None`` for 'not modified'."""
        response = await visitor.send(visitor.build_request(method, target, headers=conditions), stream=True)
        try:
            if response.has_redirect_location:
                return _Hop(response.headers["location"])
            if response.status_code == HTTPStatus.NOT_MODIFIED and conditions:
                return None
            refuse_failed(response, self._now())
            return _Answer(response.status_code, kept_headers(response), await self._body(response))
        finally:
            await response.aclose()

    async def _body(self, response: httpx.Response) -> bytes:
        body = _Body(self._limits.body, _is_gzip(response))
        try:
            async for raw in response.aiter_raw():
                body.add(raw)
            return body.whole()
        except zlib.error:
            raise Failed(FailureKind.PROTOCOL, "the answer is not the gzip data that it says it is") from None
        except httpx.ReadError:
            raise Failed(FailureKind.PROTOCOL, "the answer broke off") from None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Hop:
    location: str


class Failed(Exception):
    """Becomes a ``FetchFailure`` at the edge of ``Fetcher`` and ``Browser``; the functions here raise it."""

    def __init__(
        self, kind: FailureKind, detail: str, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.status, self.retry_after = kind, detail, status, retry_after

    def at(self, url: str, now: datetime) -> FetchFailure:
        return FetchFailure(url, self.kind, _sentence(self.detail), now, self.status, self.retry_after)


# --- whose turn it is ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


@dataclass(slots=True)
class _Turn:
    seconds: float = 0.0
    """How long it took, known when it is over."""


class _Turns:
    """One request per lane at a time, a pause between two of them, and a bound on all together."""

    def __init__(self, at_once: int) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._all = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def turn(self, name: str, pause: float) -> AsyncIterator[_Turn]:
        loop, lane, turn = asyncio.get_running_loop(), self._lanes.setdefault(name, _Lane()), _Turn()
        async with lane.lock:
            await asyncio.sleep(max(0.0, lane.free_at - loop.time()))
            async with self._all:  # after the lane's lock: who waits for a slow host must not hold up the others
                started = loop.time()
                try:
                    yield turn
                finally:
                    turn.seconds = loop.time() - started
                    lane.free_at = loop.time() + pause


# --- addresses ----------------------------------------------------------------------------------------------------

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def checked(source: Source, url: str | httpx.URL, guard: Guard) -> httpx.URL:
    """``url``, if it is one that may be asked on behalf of ``source``; raises ``Failed`` otherwise."""
    target = _parsed(url)
    if target.scheme not in _DEFAULT_PORTS:
        raise Failed(FailureKind.PROTOCOL, f"leads to an address of the kind {target.scheme or 'unknown'}:")
    if target.userinfo:
        raise Failed(FailureKind.PROTOCOL, "leads to an address with a user name or password in it")
    own = [_parsed(each) for each in (source.url, *source.status.also)]
    if _host(target.host) not in {_host(each) for each in (*source.hosts, *(each.host for each in own))}:
        raise Failed(FailureKind.MOVED, f"leads to {target.host}, which is not among the source's hosts")
    port = _port(target)
    if port not in {*_DEFAULT_PORTS.values(), *map(_port, own)} and not guard.allows(target.host, port):
        raise Failed(FailureKind.MOVED, f"leads to port {port} of {target.host}, which is not the source's")
    return target


def _parsed(url: str | httpx.URL) -> httpx.URL:
    try:
        return httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        raise Failed(FailureKind.PROTOCOL, "leads to something that is not a web address") from None


def _joined(base: httpx.URL, location: str) -> httpx.URL:
    if len(location) > LONGEST_LOCATION:
        raise Failed(FailureKind.PROTOCOL, "redirected to an address that is too long")
    try:
        return base.join(location)
    except (httpx.InvalidURL, ValueError):
        raise Failed(FailureKind.PROTOCOL, "redirected to something that is not a web address") from None


def _port(url: httpx.URL) -> int:
    return url.port or _DEFAULT_PORTS.get(url.scheme, 0)


def _host(name: str) -> str:
    return name.lower().rstrip(".")


# --- what was asked and what came back ----------------------------------------------------------------------------


def _conditions(validators: Validators) -> dict[bytes, bytes]:
    """The server's own strings, byte for byte; one that cannot stand in a header is left out."""
    asked = {b"If-None-Match": validators.etag, b"If-Modified-Since": validators.last_modified}
    return {name: value.encode("latin-1") for name, value in asked.items() if value and _fits_header(value)}


_UNFIT: Final = re.compile(r"[^\t\x20-\x7e\x80-\xff]")


def _fits_header(value: str) -> bool:
    return len(value) <= LONGEST_HEADER and value == value.strip() and not _UNFIT.search(value)


def kept_headers(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    """Bounded, names in lower case; without those that only we may set."""
    headers = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw)
    kept = [
        (name[:LONGEST_HEADER], value[:LONGEST_HEADER])
        for name, value in headers
        if name != READER_HEADER and (len(value) <= LONGEST_HEADER or name not in ("etag", "last-modified"))
    ]
    return tuple(kept[:MOST_HEADERS])


_BLOCKED: Final = frozenset({401, 403, 407, 429, 451})
_CHALLENGES: Final = {"cf-mitigated": ("challenge",), "x-amzn-waf-action": ("challenge", "captcha")}
"""Headers by which the two most common bot walls say so (Cloudflare's and Amazon's documentation); Amazon's
answers 202."""


def refuse_failed(response: httpx.Response, now: datetime) -> None:
    """Raises ``Failed`` for an answer that says by itself that it is not the document."""
    status = response.status_code
    kind = _failure_kind(status)
    if any(response.headers.get(name, "").lower() in words for name, words in _CHALLENGES.items()):
        raise Failed(FailureKind.BLOCKED, f"a bot challenge, HTTP {status}", status)
    if kind is not None:
        after = _retry_after(response.headers.get("retry-after", ""), now)
        raise Failed(kind, f"the server answered {_named(status)}", status, after)


def _failure_kind(status: int) -> FailureKind | None:
    if status in _BLOCKED:
        return FailureKind.BLOCKED
    if 200 <= status < 300 and status != HTTPStatus.PARTIAL_CONTENT:  # a part was not asked for
        return None
    if 400 <= status < 500:
        return FailureKind.HTTP_4XX
    if 500 <= status < 600:
        return FailureKind.HTTP_5XX
    return FailureKind.PROTOCOL


def _named(status: int) -> str:
    try:
        return f"HTTP {status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return f"HTTP {status}"


def _retry_after(value: str, now: datetime) -> float | None:
    """Seconds, from seconds or from an HTTP date; between 0 and a day."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), LONGEST_WAIT)


# --- bodies -------------------------------------------------------------------------------------------------------

_STEP: Final = 65_536
"""Bytes unpacked at a time, so that a bomb is noticed one step after the limit."""


def _is_gzip(response: httpx.Response) -> bool:
    """Whether the body is packed; any packing but the one that was offered is refused."""
    codings = [each.strip().lower() for each in response.headers.get("content-encoding", "").split(",")]
    applied = [each for each in codings if each not in ("", "identity")]
    if applied not in ([], ["gzip"], ["x-gzip"]):
        raise Failed(FailureKind.PROTOCOL, "the answer has a content encoding that was not asked for")
    return bool(applied)


class _Body:
    """Collects a body, unpacked on the way, within a bound."""

    def __init__(self, limit: int, packed: bool) -> None:
        self._limit = limit
        self._most_raw = limit + limit // 100 + 1024  # gzip adds a little to what cannot be packed
        self._raw = 0
        self._content = bytearray()
        self._member = zlib.decompressobj(wbits=31) if packed else None
        self._ended = False

    def add(self, raw: bytes) -> None:
        self._raw += len(raw)
        if self._raw > self._most_raw:
            raise self._too_large()
        if self._member is None:
            self._keep(raw)
        else:
            self._unpack(raw)

    def whole(self) -> bytes:
        if self._member is not None and self._raw and not self._member.eof:
            raise Failed(FailureKind.PROTOCOL, "the gzip data of the answer breaks off")
        return bytes(self._content)

    def _unpack(self, raw: bytes) -> None:
        assert self._member is not None
        while raw and not self._ended:
            if self._member.eof:
                # Padding after a member is ignored, as browsers do; another member starts with its magic number.
                self._ended = not raw.startswith(b"\x1f")
                if self._ended:
                    return
                self._member = zlib.decompressobj(wbits=31)
            self._keep(self._member.decompress(raw, _STEP))
            raw = self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def _keep(self, content: bytes) -> None:
        self._content += content
        if len(self._content) > self._limit:
            raise self._too_large()

    def _too_large(self) -> Failed:
        return Failed(FailureKind.TOO_LARGE, f"the answer is larger than {self._limit:,} bytes")


# --- what went wrong ----------------------------------------------------------------------------------------------


def network_failure(error: Exception) -> Failed:
    if isinstance(error, ForbiddenAddress):
        return Failed(FailureKind.FORBIDDEN_ADDRESS, str(error))
    if isinstance(error, ResolutionFailed):
        return Failed(FailureKind.DNS, str(error))
    if isinstance(error, httpx.TimeoutException):
        return Failed(FailureKind.TIMEOUT, "no connection in time")
    secured = _tls_error(error)
    if secured is not None:
        return Failed(FailureKind.TLS, f"no secure connection: {_tls_words(secured)}")
    if isinstance(error, httpx.NetworkError | OSError):
        return Failed(FailureKind.CONNECT, f"no connection: {error or 'the other side hung up'}")
    return Failed(FailureKind.PROTOCOL, f"a broken answer: {error}")


def _tls_error(error: BaseException | None) -> ssl.SSLError | None:
    """The TLS fault that an error came from; the pool clears ``__cause__`` on its way, ``__context__`` stays."""
    for _ in range(10):
        if error is None or isinstance(error, ssl.SSLError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _tls_words(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not valid ({error.verify_message})"
    return (error.reason or "the handshake failed").lower().replace("_", " ")


def _sentence(text: str) -> str:
    """One line for people, without control characters, bounded."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(shown.split())[:LONGEST_DETAIL]
