"""A small HTTP server on loopback whose every answer, honest or not, is chosen by the test.

    with Site() as site:
        site.answers("/terms", page("<p>We never sell your data.</p>"))
        site.answers("/old", redirect("/terms"))
        ...  site.url("/terms"), site.requests

Routes may be changed while it runs. Several answers to one path are given in turn, the last one again and again.
It serves from threads, so it works beside any event loop and for a program in another process.
"""

from __future__ import annotations

import gzip
import socketserver
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Seen:
    """A request as it arrived; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    at: float = 0.0
    """Seconds of the server's monotonic clock."""


@dataclass(frozen=True)
class Answer:
    """What goes over the wire. ``pause`` seconds lie before every piece; ``None`` waits until the site closes."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pieces: Iterable[bytes] = ()
    length: int | None = None
    """What Content-Length says, true or not; without one the end of the connection ends the body."""
    pause: float | None = 0.0
    before: float = 0.0
    """Seconds before anything is answered."""

    def with_header(self, name: str, value: str) -> Answer:
        return Answer(self.status, (*self.headers, (name, value)), self.pieces, self.length, self.pause, self.before)


Programme = Answer | Callable[[Seen], Answer]


def answer(status: int, body: bytes | str = b"", content_type: str = "text/html; charset=utf-8") -> Answer:
    """An honest answer."""
    content = body.encode() if isinstance(body, str) else body
    return Answer(status, (("Content-Type", content_type),), (content,), len(content))


def page(body: bytes | str, content_type: str = "text/html; charset=utf-8") -> Answer:
    return answer(200, body, content_type)


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(status, (("Location", to),), (), 0)


def unchanged() -> Answer:
    """304, asked for or not."""
    return Answer(304)


def conditional(
    body: bytes | str, *, etag: str | None = None, last_modified: str | None = None
) -> Callable[[Seen], Answer]:
    """A page that answers 304 to exactly its own validators."""

    def choose(seen: Seen) -> Answer:
        matches = (etag is not None and seen.headers.get("if-none-match") == etag) or (
            etag is None and last_modified is not None and seen.headers.get("if-modified-since") == last_modified
        )
        chosen = unchanged() if matches else page(body)
        chosen = chosen.with_header("ETag", etag) if etag else chosen
        return chosen.with_header("Last-Modified", last_modified) if last_modified else chosen

    return choose


def gzipped(body: bytes | str) -> Answer:
    packed = gzip.compress(body.encode() if isinstance(body, str) else body)
    return Answer(200, (("Content-Type", "text/html"), ("Content-Encoding", "gzip")), (packed,), len(packed))


def gzip_bomb(size: int) -> Answer:
    """``size`` bytes of zeros, about a thousandth of that on the wire; made while it is sent."""
    return Answer(200, (("Content-Type", "text/html"), ("Content-Encoding", "gzip")), _Zeros(size))


def dripping(body: bytes | str, every: float = 0.05) -> Answer:
    """One byte at a time."""
    content = body.encode() if isinstance(body, str) else body
    return Answer(200, (("Content-Type", "text/html"),), tuple(bytes((b,)) for b in content), len(content), every)


def stalling(status: int = 200) -> Answer:
    """Sends its head, then nothing until the site closes."""
    return Answer(status, (("Content-Type", "text/html"),), (b"never sent",), 10, None)


def truncated(body: bytes, said: int) -> Answer:
    """Says a greater length than it sends, and hangs up."""
    return Answer(200, (("Content-Type", "text/html"),), (body,), said)


@dataclass(frozen=True)
class _Zeros:
    size: int

    def __iter__(self) -> Iterator[bytes]:
        packer = zlib.compressobj(9, wbits=31)
        block = bytes(1 << 20)
        for _ in range(self.size >> 20):
            yield packer.compress(block)
        yield packer.compress(bytes(self.size & 0xF_FFFF))
        yield packer.flush()


@dataclass
class _Queue:
    answers: list[Programme] = field(default_factory=list)

    def next(self) -> Programme:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Site:
    """Serves on ``host``, on a free port or the one that is named; with ``tls`` over TLS. A path without a route is a
    404."""

    def __init__(self, host: str = "127.0.0.1", *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self.scheme = "https" if tls else "http"
        self.requests: list[Seen] = []
        self.asked_once = threading.Event()
        """Set when the first request has arrived."""
        self.closing = threading.Event()
        self._routes: dict[str, _Queue] = {}
        self._lock = threading.Lock()
        self._at_once = 0
        self.most_at_once = 0
        self._server = _Server((host, port), self, tls)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """``host:port``, as ``network.allow`` wants it."""
        return f"{self.host}:{self.port}"

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"{self.scheme}://{host or self.host}:{self.port}{path}"

    def answers(self, path: str, *programmes: Programme) -> None:
        """What ``path`` (the query string included) answers from now on."""
        with self._lock:
            self._routes[path] = _Queue(list(programmes))

    def asked(self, path: str) -> list[Seen]:
        return [seen for seen in self.requests if seen.path == path]

    def _choose(self, seen: Seen) -> Answer:
        with self._lock:
            self.requests.append(seen)
            self.asked_once.set()
            queue = self._routes.get(seen.path)
            programme = queue.next() if queue else answer(404, "nothing here")
        return programme if isinstance(programme, Answer) else programme(seen)

    def _arrived(self) -> None:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def _served(self) -> None:
        with self._lock:
            self._at_once -= 1


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], site: Site, tls: ssl.SSLContext | None) -> None:
        super().__init__(address, _Handler)
        self.site = site
        self.tls = tls

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, or mistrusts our certificate, is what many tests are about."""

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.tls is None:
            super().finish_request(request, client_address)
            return
        with self.tls.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def handle_one_request(self) -> None:
        self.close_connection = True
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            return
        self.close_connection = True
        site = self.server.site
        site._arrived()
        try:
            self._send(site._choose(self._seen()), site.closing)
        finally:
            site._served()

    def _seen(self) -> Seen:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        return Seen(self.command, self.path, headers, body, time.monotonic())

    def _send(self, chosen: Answer, closing: threading.Event) -> None:
        if closing.wait(chosen.before):
            return
        lines = [f"HTTP/1.1 {chosen.status} Whatever", *(f"{name}: {value}" for name, value in chosen.headers)]
        if chosen.length is not None:
            lines.append(f"Content-Length: {chosen.length}")
        self.wfile.write("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))
        for piece in chosen.pieces:
            if chosen.pause != 0.0 and closing.wait(chosen.pause):
                return
            self.wfile.write(piece)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests read ``Site.requests``."""
