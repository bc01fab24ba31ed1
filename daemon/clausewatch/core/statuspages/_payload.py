"""JSON from a stranger, taken apart without trust: every accessor gives a bounded value of its type or nothing.

Strict where leniency would hide that the page is another one (UTF-8 without a mark, nothing but JSON), lenient inside:
a field that is missing or of another type reads as absent, so that one broken component does not blind us to the rest.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from clausewatch.core.model import Capture, Unreadable, UnreadableKind
from clausewatch.core.printable import one_line, printable

LARGEST = 2 * 2**20
"""Bytes of one answer; the largest real summary has a tenth of it."""
MANY = 2000
"""Entries read of any list: components, incidents, updates."""
TITLE = 300
TEXT = 4000
ID = 100
"""Characters kept of a title, of an update's text, of an id."""
ULID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
"""Ids of incident.io, also where it speaks another product's format."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""A time outside is a wrong unit or an invention, and reads as absent."""

T = TypeVar("T")
Fields = Mapping[str, Any]


def utf8(body: bytes) -> str:
    return body.decode("utf-8")


def json_of(capture: Capture, decode: Callable[[bytes], str] = utf8) -> Any | Unreadable:
    """The JSON value of an answer, or why it is none. ``decode`` raises ``ValueError`` for what is no text."""
    doubt = doubt_of(capture)
    if doubt is not None:
        return doubt
    try:
        return json.loads(decode(capture.body))
    except RecursionError:
        return not_ours("JSON nested too deeply")
    except ValueError:
        return not_ours(f"{kind_of(capture.body)} instead of JSON")


def answers_of(captures: tuple[Capture, ...], decode: Callable[[bytes], str] = utf8) -> tuple[Any, ...] | Unreadable:
    """The JSON values of the answers, or why the first is none; others that are none are left out."""
    if not captures:
        return not_ours("no answer")
    first, *others = (json_of(capture, decode) for capture in captures)
    return first if isinstance(first, Unreadable) else (first, *(each for each in others if not _is_failure(each)))


def _is_failure(answer: object) -> bool:
    return isinstance(answer, Unreadable)


def first_of(captures: tuple[Capture, ...]) -> Any:
    """The JSON value of the first answer, to look at its structure; nothing if it is none."""
    first = json_of(captures[0]) if captures else None
    return None if isinstance(first, Unreadable) else first


def doubt_of(capture: Capture) -> Unreadable | None:
    """Why an answer is not looked into at all."""
    if capture.status != 200:
        return Unreadable(UnreadableKind.ERROR_PAGE, f"the status page answered {capture.status}")
    if len(capture.body) > LARGEST:
        return not_ours(f"an answer of more than {LARGEST:,} bytes")
    return None


def not_ours(detail: str) -> Unreadable:
    """An answer that has not the structure of the product."""
    return Unreadable(UnreadableKind.STATUS_FORMAT, detail)


def wrong_page(expected: str, found: str) -> Unreadable:
    return Unreadable(UnreadableKind.IDENTITY, one_line(f"the answer is of page {found}, not of {expected}", TITLE))


def kind_of(body: bytes) -> str:
    """What an answer is instead of what was expected, for people."""
    start = body[:500].lstrip().lower()
    if not start:
        return "an empty answer"
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return "text with a byte order mark"
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    return "XML" if start.startswith(b"<") else "something"


def fields(value: object) -> Fields:
    """An object's members; none if it is no object."""
    return value if isinstance(value, dict) else {}


def entries(value: object) -> tuple[Fields, ...]:
    """The objects of a list, bounded; none if it is no list."""
    return tuple(each for each in value[:MANY] if isinstance(each, dict)) if isinstance(value, list) else ()


def line(value: object, limit: int = TITLE) -> str:
    """A text or number on one line; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return one_line(str(value)[: 4 * limit], limit)


def prose(value: object) -> str:
    """A text that may hold HTML, as plain text; empty for anything that is no text."""
    if not isinstance(value, str):
        return ""
    without_tags = re.sub(r"<[^<>]{0,2000}>", " ", value[: 4 * TEXT])
    lines = (" ".join(each.split()) for each in html.unescape(without_tags).splitlines())
    return printable("\n".join(each for each in lines if each), TEXT)


def link(value: object) -> str:
    """An http or https address, else nothing."""
    text = line(value, 1000)
    return text if text.startswith(("https://", "http://")) else ""


def host(value: object) -> str:
    """The host of an address, or of what is just a host name; lower case."""
    text = line(value, 1000).lower()
    try:
        return urlsplit(text if "://" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""


def iso_time(value: object) -> datetime | None:
    """A time in ISO 8601; without a zone it is UTC."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip()[:40])
        return _plausible(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def epoch_time(value: object, per_second: int = 1) -> datetime | None:
    """Seconds since 1970, or ``per_second`` parts of one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return _plausible(datetime.fromtimestamp(value / per_second, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def moment(value: object) -> datetime | None:
    """A time however a product writes it; without a zone it is UTC.

    Seconds or milliseconds since 1970, also as text; ISO 8601; what e-mail and RSS use; what JavaScript and Go print.
    The plausible range is so narrow that no number of seconds is also one of milliseconds.
    """
    if isinstance(value, int | float):
        return epoch_time(value, 1000 if abs(value) > 1e11 else 1)
    if not isinstance(value, str):
        return None
    text = value.strip()[:80]
    if text.isascii() and text.isdigit():
        return moment(int(text))
    go = GO_TIME.match(text)
    return iso_time(f"{go[1]}{go[2]}" if go else text) or _mail_time(JS_TIME.sub(r"\2 \1 \3 \4 \5", text))


GO_TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?) ([+-]\d{4})(?: |$)")
"""``2026-11-23 07:00:00 +0000 UTC``"""
JS_TIME = re.compile(r"^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d?) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4})?.*$")
"""``Sat Jun 11 2022 20:00:00 GMT+0000 (Coordinated Universal Time)``"""


def _mail_time(text: str) -> datetime | None:
    """``Thu, 23 Jul 2026 18:00:00 Z``"""
    try:
        at = parsedate_to_datetime(text)
        return _plausible(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _plausible(moment: datetime) -> datetime | None:
    return moment.astimezone(UTC) if EARLIEST <= moment <= LATEST else None


class Tokens:
    """Reads words by a vocabulary and keeps those it does not know, in the order in which they were met."""

    def __init__(self) -> None:
        self._unknown: dict[str, None] = {}
        self.gaps = False
        """Whether something could not be read that may tell of trouble: then nothing is operational."""

    def read(self, vocabulary: Mapping[str, T], word: object, otherwise: T) -> T:
        """What the word means; ``otherwise``, and a note, for one that is not in the vocabulary."""
        token = line(word, ID)
        if token.lower() in vocabulary:
            return vocabulary[token.lower()]
        self.note(token or "(no word)")
        return otherwise

    def miss(self, token: str) -> None:
        """A note that forbids ``operational``."""
        self.note(token)
        self.gaps = True

    def note(self, token: str) -> None:
        if len(self._unknown) < MANY:
            self._unknown[token] = None

    def __iter__(self) -> Iterator[str]:
        return iter(self._unknown)


def whole(value: object, tokens: Tokens, what: str) -> tuple[Fields, ...]:
    """The objects of a list, like ``entries``, with a note where it is no list or holds something else as well.

    For lists whose emptiness would read as health: what cannot be read in them may be what is wrong.
    """
    rows = entries(value)
    if not isinstance(value, list):
        tokens.miss(f"{what}: no list")
    elif len(rows) < len(value):
        tokens.miss(f"{what}: an entry that cannot be read")
    return rows
