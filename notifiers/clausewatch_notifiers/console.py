"""Prints to standard output: where alerts go when nothing else is set up, and what ``demo`` shows."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from clausewatch_notifiers import plain
from clausewatch_notifiers.contract import Message, Network, Receipt, Rejected, Retry
from clausewatch_notifiers.plain import Line, Role

SHORT = None
EXAMPLES: Mapping[str, object] = {"width": 100}
"""Of each setting, as the watchlist writes it."""
ADVICE = "see whether standard output is open"
WIDEST = 100
"""Columns; longer lines are hard to read however wide the terminal is."""
PAINT = {"critical": "1;31", "major": "31", "minor": "33", "cosmetic": "2", "none": "32"}


@dataclass(frozen=True, slots=True)
class Settings:
    width: int | None = None
    """Columns; without it, the terminal's."""

    def __post_init__(self) -> None:
        if self.width is not None and self.width < 40:
            raise ValueError("'width' must be 40 columns or more")


def recipients(settings: Settings) -> tuple[str, ...]:
    return ("stdout",)


def build(settings: Settings, network: Network) -> Console:
    return Console(settings.width)


@dataclass(frozen=True, slots=True)
class Console:
    width: int | None = None
    stream: TextIO | None = None
    """Without it, what is standard output at the time of printing."""

    async def send(self, message: Message, recipient: str) -> Receipt:
        width = self.width or min(shutil.get_terminal_size().columns, WIDEST)
        await asyncio.to_thread(_print, self.stream or sys.stdout, message, width)
        return Receipt()


def _print(stream: TextIO, message: Message, width: int) -> None:
    try:
        rows = painted(message, width) if _colourful(stream) else (each.text for each in _lines(message, width))
        encoding = stream.encoding or "utf-8"
        stream.write(("\n".join(rows) + "\n\n").encode(encoding, "replace").decode(encoding))
        stream.flush()
    except OSError as error:
        raise Retry(f"standard output: {type(error).__name__}") from None
    except ValueError:
        raise Rejected("standard output is closed") from None


def _colourful(stream: TextIO) -> bool:
    """See https://no-color.org: any value but an empty one means no."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _lines(message: Message, width: int) -> Iterator[Line]:
    for row in plain.wrapped(plain.line(message.title), width):
        yield Line(row, Role.TITLE, message.grade)
    yield from plain.body_lines(message, width)


def painted(message: Message, width: int) -> Iterator[str]:
    """The lines with our own colours; theirs were taken out with every other control character."""
    for each in _lines(message, width):
        code = {Role.TITLE: "1", Role.QUIET: "2", Role.LABEL: PAINT.get(each.grade, "33")}.get(each.role)
        yield f"\x1b[{code}m{each.text}\x1b[0m" if code and each.text else each.text
