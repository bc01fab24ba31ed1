"""How verbs talk: plain lines on standard output, progress on a terminal's standard error, no control characters."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

import click

from clausewatch.core.printable import one_line, printable
from clausewatch_notifiers.plain import wrapped

Item = TypeVar("Item")

COLOURS = {
    "critical": "red",
    "major": "yellow",
    "changed": "red",
    "removed": "red",
    "reworded": "yellow",
    "review": "yellow",
    "unreadable": "yellow",
    "failed": "yellow",
    "failing": "yellow",
    "stands": "green",
    "intact": "green",
    "operational": "green",
    "sent": "green",
    "dead": "red",
    "pending": "yellow",
    "ok": "green",
    "warning": "yellow",
    "problem": "red",
}


def say(line: str = "") -> None:
    """One line, safe to show; colour codes that ``paint`` put in survive only on a terminal."""
    click.echo(line)


def say_json(value: object) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2))


def paint(word: str, width: int = 0) -> str:
    """A verdict or grade word in its colour, padded to ``width`` columns."""
    return click.style(f"{word:{width}}", fg=COLOURS[word]) if word in COLOURS else f"{word:{width}}"


def bold(text: str) -> str:
    return click.style(printable(text), bold=True)


def dim(text: str) -> str:
    return click.style(printable(text), dim=True)


def quoted(text: str, label: str = "", limit: int = 600) -> str:
    """Page text, safe and wrapped to the terminal, behind a label."""
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    indent = " " * (len(label) + 3)
    lines = wrapped(one_line(text, limit), width - len(indent)) or [""]
    return "\n".join(f"{f'  {label} ' if not index else indent}{line}" for index, line in enumerate(lines))


def terminal_width() -> int | None:
    """Columns of the terminal that is written to, at most 100; ``None`` where it is none, and a line may be long."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100) if sys.stdout.isatty() else None


def hanging(head: str, text: str, column: int, width: int | None) -> str:
    """``text``, safe to show, behind ``head``, which takes so many columns; wrapped to a ``width``, if there is one."""
    if width is None:
        return head + text
    return head + f"\n{'':{column}}".join(wrapped(text, max(width - column, 30)) or [""])


def say_hanging(head: str, text: str, column: int, style: Callable[[str], str] = str) -> None:
    """The same at once, as wide as the terminal, every row in a style (that a ``head`` with colours has already)."""
    for row in hanging(head, text, column, terminal_width()).splitlines():
        say(style(row))


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 source``, ``2 sources``, ``1,200 sources``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def size(count: int) -> str:
    """Bytes as people read them: ``812 bytes``, ``34 KiB``, ``75.3 MiB``, ``12 GiB``; one decimal below a hundred."""
    amount, unit = float(count), ""
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    if not unit:
        return counted(count, "byte")
    return f"{amount:.1f} {unit}" if amount < 100 else f"{amount:,.0f} {unit}"


def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """``3 min ago``, for people; ``never`` when it has not happened."""
    if moment is None:
        return "never"
    return f"{span(((now or datetime.now(UTC)) - moment).total_seconds())} ago"


def span(seconds: float) -> str:
    """A duration in its largest sensible unit."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"


def progress(items: Iterable[Item], total: int, what: str = "reading") -> Iterator[Item]:
    """Passes the items on; counts them on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    for index, item in enumerate(items, 1):
        click.echo(f"\r{what} {index}/{total}", err=True, nl=False)
        yield item
    click.echo("\r" + " " * (len(what) + 14) + "\r", err=True, nl=False)
