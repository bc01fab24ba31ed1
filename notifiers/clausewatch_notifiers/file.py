"""Appends one JSON line per message to a file: a record that any program can read.

The lines have the form of ``webhook``'s body. The file is for its owner's eyes, since alerts quote what is watched.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clausewatch_notifiers.contract import Message, Network, Receipt, Rejected, Retry
from clausewatch_notifiers.webhook import as_json

SHORT = "path"
EXAMPLES: Mapping[str, object] = {"path": "alerts.jsonl"}
"""Of each setting, as the watchlist writes it."""
ADVICE = "check that the folder exists, may be written to, and has space"
PASSING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EAGAIN, errno.EINTR, errno.EMFILE, errno.ENFILE})
"""Faults that go by without anybody touching the watchlist."""
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Settings:
    path: str = "alerts.jsonl"
    """A relative one lies in the snapshots folder."""

    def __post_init__(self) -> None:
        if not self.path or "\0" in self.path:
            raise ValueError("'path' names no file")


def recipients(settings: Settings) -> tuple[str, ...]:
    return (settings.path,)


def build(settings: Settings, network: Network) -> JsonLines:
    return JsonLines(network.folder / settings.path)


@dataclass(frozen=True, slots=True)
class JsonLines:
    path: Path

    async def send(self, message: Message, recipient: str) -> Receipt:
        try:
            await asyncio.to_thread(append, self.path, as_line(message))
        except OSError as error:
            text = f"{recipient}: {error.strerror}"
            raise (Retry(text) if error.errno in PASSING else Rejected(text)) from None
        return Receipt()


def as_line(message: Message) -> bytes:
    """Chinese stays readable; whatever a terminal or an editor would obey is written as an escape."""
    text = json.dumps(as_json(message), ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"


def append(path: Path, data: bytes) -> None:
    """Adds ``data`` at the end, on disk when it returns. A line that a crash left unfinished is ended first.

    Raises ``OSError``.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        rest = (b"\n" if torn else b"") + data
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
