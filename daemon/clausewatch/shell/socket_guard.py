"""The guard for libraries that open their own connections (Apprise's two hundred services).

Such a library can be given no transport of ours: it calls ``socket`` at the end of whatever it stands on. But Python
tells its audit hooks of each connection before it is made, with the literal address that it goes to; a hook that raises
stops it. So the address is judged where the connection is made, as everywhere else (``shell.guard``), whichever library
makes it, redirects and names that resolve to something else a second time included.

A hook sees the whole process and cannot be taken out again. So there is one, and it judges only inside ``watched``: a
context variable marks it, which the threads of ``asyncio`` and of Apprise inherit. A library that starts threads of its
own without their context is not judged there; none of Apprise's HTTP services does.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

from clausewatch.shell.guard import NOT_ALLOWED, Guard

_LOOKED_UP: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
_CONNECTED: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


@dataclass(slots=True)
class Watch:
    """What was tried inside one ``watched``."""

    guard: Guard
    names: set[str] = field(default_factory=set)
    """Hosts that were looked up: an address may be allowed by its name."""
    refused: str = ""
    """The last connection that was refused, as a sentence; empty if none was."""

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raises ``PermissionError`` for a connection that must not be made."""
        if event in _LOOKED_UP:
            self.names.add(_text(arguments[0]))
        elif event in _CONNECTED and arguments[1] is not None:
            self._judge(arguments[1])

    def _judge(self, address: object) -> None:
        host, port = (_text(address[0]), address[1]) if isinstance(address, tuple) else ("", 0)
        if any(self.guard.permits(name, port, host) for name in (host, *self.names)):
            return
        where = f"{host}:{port}" if host else "a socket of this machine"
        self.refused = f"{where} is not a public address, and {NOT_ALLOWED} it"
        raise PermissionError(errno.EACCES, self.refused)


_watch: ContextVar[Watch | None] = ContextVar("clausewatch_socket_watch", default=None)
_installed: list[bool] = []


@contextmanager
def watched(guard: Guard) -> Iterator[Watch]:
    """Inside, every connection is judged by ``guard``, in this context and in those made from it."""
    if not _installed:
        sys.addaudithook(_hook)
        _installed.append(True)
    watch = Watch(guard)
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        watch = _watch.get()
        if watch is not None:
            watch.see(event, arguments)


def _text(host: object) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
