"""Tells systemd how we are: ready, alive, reloading, stopping (sd_notify(3)). Does nothing where nobody listens.

A datagram to the socket that ``NOTIFY_SOCKET`` names is all there is to it, so no library is needed.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final

PATIENCE: Final = 60.0
"""Seconds that are asked for at a time."""


class ServiceManager:
    """The one who started us, if he wants to hear of it."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        usec = environment.get("WATCHDOG_USEC", "")
        pid = environment.get("WATCHDOG_PID", "")
        wanted = usec.isdigit() and pid in ("", str(os.getpid()))
        self.patience = int(usec) / 1_000_000 if wanted else None
        """Seconds without a sign of life after which he ends us; ``None``: he does not wait for any."""

    def ready(self, status: str) -> None:
        """Everything is started; after ``reloading`` too."""
        self._say("READY=1", f"STATUS={status}")

    def alive(self) -> None:
        self._say("WATCHDOG=1")

    def reloading(self) -> None:
        self._say("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        self._say("STOPPING=1")

    @asynccontextmanager
    async def patience_asked(self) -> AsyncIterator[None]:
        """For work that takes its time before the rounds begin, such as examining a large database."""
        task = asyncio.create_task(self._ask_for_patience(), name="patience")
        try:
            yield
        finally:
            task.cancel()

    async def _ask_for_patience(self) -> None:
        while True:
            self._say("WATCHDOG=1", f"EXTEND_TIMEOUT_USEC={int(PATIENCE * 1_000_000)}")
            await asyncio.sleep(PATIENCE / 4)

    def _say(self, *lines: str) -> None:
        if self._address[:1] not in ("/", "@"):
            return
        address = self._address.replace("@", "\0", 1) if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
            channel.setblocking(False)  # a service manager that is busy must not stop the daemon
            channel.sendto("\n".join(lines).encode(), address)
