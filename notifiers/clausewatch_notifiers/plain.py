"""Text from outside made safe to show, shortened without hiding what changed, and a message as plain text.

Shared by the channels. ``line`` is the first thing that every channel does to every text: what is left has no control
character (so no terminal escape and no further header line), no lone surrogate (so it can be encoded) and no override
of the writing direction (so it cannot reorder what stands around it). ``inert`` is for services whose markup we do not
know or cannot escape: it swaps the characters that could start markup, a mention or a link for look-alikes.
"""

from __future__ import annotations

import enum
import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from clausewatch_notifiers.contract import Fact, Message, Passage

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_INVISIBLE = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LOOKALIKES = str.maketrans("<>@*_~`[]|#\\", "‹›＠∗ˍ∼ˋ［］¦＃＼")
_IN_URL = frozenset(string.ascii_letters + string.digits + "-._~:/?#!$&'()+,;=%")
"""Not ``@``: a chat takes ``@everyone`` for a mention inside of an address too."""
GAP = " (…) "
WORD = 20
"""Characters within which a cut moves to the next blank; Chinese has none, so it cannot wait for one."""


def line(text: str) -> str:
    """``text`` on one line, without control characters, direction overrides and lone surrogates."""
    return _BLANK.sub(" ", _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))).strip()


def inert(text: str) -> str:
    """One line in which no service finds markup, a mention or a link; it reads the same, but its bytes differ."""
    return line(text).translate(_LOOKALIKES).replace("://", ":∕∕")


def address(url: str) -> str:
    """A link of ours with everything escaped that could end it early or be taken for more than an address."""
    return "".join(char if char in _IN_URL else _percent(char) for char in line(url))


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


# --- shortening ---------------------------------------------------------------------------------------------------


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters of ``text``, cut at its end."""
    return text if len(text) <= limit else text[: _word_end(text, limit - 1)].rstrip() + "…"


def middle_out(text: str, limit: int) -> str:
    """At most ``limit`` characters of ``text``, cut in its middle."""
    if len(text) <= limit:
        return text
    half = (limit - len(GAP)) // 2
    return text[:half].rstrip() + GAP + text[-half:].lstrip()


def excerpts(before: str, after: str, limit: int) -> tuple[str, str]:
    """Both sides within ``limit`` characters each; where one is longer, both show the place where they first differ."""
    if len(before) <= limit and len(after) <= limit:
        return before, after
    if not before or not after:
        return middle_out(before, limit), middle_out(after, limit)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return _window(before, head, len(before) - tail, limit), _window(after, head, len(after) - tail, limit)


def _shared(one: str, other: str) -> int:
    """Characters that both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _window(text: str, start: int, end: int, limit: int) -> str:
    """What stands from ``start`` to ``end`` with as much around it as fits; too long a stretch loses its middle."""
    if len(text) <= limit:
        return text
    margin = max(limit // 8, (limit - (end - start)) // 2 - 1)
    first = _word_start(text, start - margin, start) if start > margin else 0
    last = _word_end(text, end + margin) if end + margin < len(text) else len(text)
    return middle_out("…" * (first > 0) + text[first:last] + "…" * (last < len(text)), limit)


def _word_start(text: str, at: int, latest: int) -> int:
    blank = text.find(" ", at, min(at + WORD, latest))
    return at if blank < 0 else blank + 1


def _word_end(text: str, at: int) -> int:
    blank = text.rfind(" ", max(at - WORD, 0), at)
    return at if blank < 1 else blank


# --- a message as lines -------------------------------------------------------------------------------------------


HANGING = "  "
TYPED = "clausewatch "
"""What a command begins with; it stays in one line, to be copied."""


class Role(enum.Enum):
    """What a line is, for channels that can show a difference."""

    TITLE = enum.auto()
    SUMMARY = enum.auto()
    LABEL = enum.auto()
    TEXT = enum.auto()
    QUIET = enum.auto()


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    role: Role = Role.TEXT
    grade: str = ""


def as_text(message: Message, width: int = 76) -> str:
    """The message without its title as plain text, lines at most ``width`` columns wide (links are never broken)."""
    return "\n".join(each.text for each in body_lines(message, width)) + "\n"


def body_lines(message: Message, width: int) -> Iterator[Line]:
    """Everything but the title, clean, line by line."""
    yield from _paragraph(message.summary, width, Role.SUMMARY)
    for number, passage in enumerate(message.passages, start=1):
        yield Line("")
        yield from _passage_lines(passage, f"{number}. " if len(message.passages) > 1 else "", width)
    if message.more:
        yield Line("")
        yield Line(more(message), Role.QUIET)
    yield Line("")
    for fact in message.facts:
        yield from _fact_lines(fact, width)


def _fact_lines(fact: Fact, width: int) -> Iterator[Line]:
    """A command, or an address beside what it is called, has a row of its own where both are too wide for one."""
    said, whole = fact_line(fact), ""
    if columns(said) <= width:
        yield Line(said, Role.QUIET)
        return
    if fact.value.startswith(TYPED):
        said, whole = f"{line(fact.name)}:", line(fact.value)
    elif fact.url:
        said, whole = f"{line(fact.name)}: {line(fact.value) if fact.value != fact.url else ''}", address(fact.url)
    yield from _paragraph(said, width, Role.QUIET, "", HANGING)
    if whole:
        yield Line(HANGING + whole, Role.QUIET)


def _passage_lines(passage: Passage, number: str, width: int) -> Iterator[Line]:
    indent = " " * len(number)
    label = wrapped(line(passage.label), width - len(number))
    yield from (Line((indent if row else number) + text, Role.LABEL, passage.grade) for row, text in enumerate(label))
    yield from _paragraph(passage.context, width, Role.QUIET, indent)
    yield from _paragraph(named(passage.before_name, passage.before), width, Role.TEXT, indent, HANGING)
    yield from _paragraph(named(passage.after_name, passage.after), width, Role.TEXT, indent, HANGING)
    yield from _paragraph(passage.note, width, Role.QUIET, indent)


def _paragraph(text: str, width: int, role: Role, indent: str = "", hanging: str = "") -> Iterator[Line]:
    """``indent`` before every row, ``hanging`` too before every row but the first."""
    rows = wrapped(line(text), width - len(indent) - len(hanging))
    return (Line(indent + (hanging if number else "") + row, role) for number, row in enumerate(rows))


def named(name: str, text: str) -> str:
    """``Before: text``; nothing for a side that there is not."""
    return f"{name}: {text}" if name and text else text


def more(message: Message) -> str:
    """The sentence for what is not shown."""
    return f"… and {message.more} more" + (f" in {line(message.files[0])}" if message.files else "")


def fact_line(fact: Fact) -> str:
    if fact.url and fact.url == fact.value:
        return f"{line(fact.name)}: {address(fact.url)}"
    return f"{line(fact.name)}: {line(fact.value)}" + (f" ({address(fact.url)})" if fact.url else "")


# --- widths -------------------------------------------------------------------------------------------------------


def columns(text: str) -> int:
    """Columns that ``text`` takes in a terminal: two for a Chinese character, none for a combining mark."""
    return len(text) if text.isascii() else sum(_columns_of(char) for char in text)


def _columns_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in rows of at most ``width`` columns; a word too long for a row (a Chinese sentence) is broken."""
    if 2 * len(text) <= width:  # it fits, whatever its characters are
        return [row] if (row := " ".join(text.split())) else []
    rows, used = [""], 0
    for word in text.split():
        gap, size = " " if rows[-1] else "", columns(word)
        if used + len(gap) + size <= width:
            rows[-1] += gap + word
            used += len(gap) + size
        elif size <= width:
            rows.append(word)
            used = size
        else:
            _fill(rows, gap + word, width)
            used = columns(rows[-1])
    return [row.rstrip() for row in rows if row.strip()]


def _fill(rows: list[str], word: str, width: int) -> None:
    """Character by character: on the last row while there is room, then on new ones."""
    used = columns(rows[-1])
    for char in word:
        size = _columns_of(char)
        if used + size > width:
            rows.append("")
            used = 0
        rows[-1] += char
        used += size
