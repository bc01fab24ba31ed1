"""JSON: pages whose text comes from an API.

The recipe's pointers (JSON Pointer, RFC 6901) name the strings that are the page; each is read as HTML, Markdown or
text, by what it contains. A pointer to an array or an object stands for the prose in it, and a pointer without a match
makes the document unselected, as a CSS selector without a match does. Without pointers all the prose is read, each
string under the names of the keys that lead to it; places in arrays are no part of a name, since they move whenever an
item comes or goes.

Of a key that is written twice the last one counts, as in every browser. Numbers are never text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from clausewatch.core.encoding import Raw
from clausewatch.core.formats import _embedded
from clausewatch.core.model import Block, Document, Unreadable, UnreadableKind, count_words
from clausewatch.core.outline import LONGEST_HEADING, display
from clausewatch.core.watch import Recipe

NAME = "json"

DEEPEST = 64
"""Values inside one another."""
MOST_STRINGS = 20_000
"""Prose strings; more are a database, not a page."""
PROSE = 8
"""Words from which a string is prose and not a label."""

_PREFIX = re.compile(r"\s{0,99}(?:\)\]\}'[^\n]{0,9}\n|(?:for|while) ?\([^)\n]{0,20}\);)?\s{0,999}")
"""What some servers write before an answer, so that it is no script."""
_STARTS = re.compile(r"""[\[{]\s{0,999}(?:["\[{\]}\-\d]|true\b|false\b|null\b)""")
_INDEX = re.compile(r"0|[1-9]\d{0,8}")
_TYPE = re.compile(r"(?:application|text)/(?:[\w.-]{1,60}\+)?json")


def claims(raw: Raw) -> int:
    if raw.text is None:
        return 0
    start = _PREFIX.match(raw.text)
    at = start.end() if start else 0
    looks = bool(_STARTS.match(raw.text, at)) and raw.text[-99:].rstrip()[-1:] in ("}", "]")
    if _TYPE.fullmatch(raw.content_type):
        return 95 if looks or raw.text[at : at + 1] == '"' else 15
    return 95 if looks and _parsed(raw.text[at:]) is not None else 0  # whatever it is sent as; no page of HTML is JSON


def read(raw: Raw, recipe: Recipe) -> Document | Unreadable:
    """``select`` and ``remove`` apply to the HTML inside."""
    if raw.text is None:
        return Unreadable(UnreadableKind.NOT_TEXT, "not text")
    start = _PREFIX.match(raw.text)
    parsed = _parsed(raw.text[start.end() if start else 0 :])
    if parsed is None:
        return Unreadable(UnreadableKind.READER, "the answer is no JSON that can be read")
    try:
        return _document(parsed.value, raw, recipe)
    except _TooMuchError as error:
        return Unreadable(UnreadableKind.READER, f"the JSON has {error}")
    except _InsideError as error:
        return error.unreadable


class _TooMuchError(Exception):
    """More than is read; the message says of what."""


class _InsideError(Exception):
    """A string in it cannot be read."""

    def __init__(self, unreadable: Unreadable) -> None:
        super().__init__(unreadable.detail)
        self.unreadable = unreadable


@dataclass(frozen=True, slots=True)
class _Parsed:
    value: Any


def _parsed(text: str) -> _Parsed | None:
    """``None`` for what is no JSON. Numbers are not converted: one of a million digits would take an hour."""
    try:
        return _Parsed(json.loads(text, parse_int=_ignored, parse_float=_ignored, parse_constant=_ignored))
    except (ValueError, RecursionError):
        return None


def _ignored(number: str) -> None:
    return None


# --- which strings ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _String:
    path: tuple[str, ...]
    """The keys that lead to it, places in arrays left out."""
    text: str


def _pointed(value: Any, pointers: Iterable[str]) -> list[_String] | None:
    """What the pointers name, in their order; ``None`` if one of them names nothing."""
    found: list[_String] = []
    for pointer in pointers:
        at = _at(value, pointer)
        if at is None:
            return None
        found += [_String((), _whole(at.value))] if isinstance(at.value, str) else _prose(at.value)
    return found


def _at(value: Any, pointer: str) -> _Parsed | None:
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and _INDEX.fullmatch(key) and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return None if value is None else _Parsed(value)


def _prose(value: Any) -> list[_String]:
    """Every string of so many words, in document order. Raises ``_TooMuchError``."""
    found: list[_String] = []
    stack: list[tuple[tuple[str, ...], int, Any]] = [((), 0, value)]
    while stack:
        path, depth, each = stack.pop()
        if depth > DEEPEST:
            raise _TooMuchError(f"more than {DEEPEST} values inside one another")
        if isinstance(each, str):
            text = _whole(each)
            found += [_String(path, text)] if count_words(text) >= PROSE else []
        elif isinstance(each, dict):
            stack += reversed([((*path, key), depth + 1, inner) for key, inner in each.items()])
        elif isinstance(each, list):
            stack += reversed([(path, depth + 1, inner) for inner in each])
        if len(found) > MOST_STRINGS:
            raise _TooMuchError(f"more than {MOST_STRINGS:,} texts")
    return found


def _whole(text: str) -> str:
    """Without half characters, which JSON can write and no text can hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


# --- what is in them ----------------------------------------------------------------------------------------------


def _document(value: Any, raw: Raw, recipe: Recipe) -> Document:
    strings = _pointed(value, recipe.pointer) if recipe.pointer else _prose(value)
    if strings is None:
        return Document((), NAME, encoding=raw.encoding, selected=False)
    documents = [_inner(string.text, raw, recipe) for string in strings]
    if recipe.pointer:
        blocks = [block for document in documents for block in document.blocks]
    else:
        blocks = list(_under_keys(strings, documents))
    return Document(
        tuple(blocks),
        NAME,
        language=next((document.language for document in documents if document.language), None),
        encoding=raw.encoding,
        selected=not documents or any(document.selected for document in documents),
    )


def _inner(text: str, raw: Raw, recipe: Recipe) -> Document:
    document = _embedded.read(text, raw, recipe)
    if isinstance(document, Unreadable):
        raise _InsideError(document)
    return document


def _under_keys(strings: Iterable[_String], documents: Iterable[Document]) -> Iterator[Block]:
    """Strings with the same keys stand under one heading; one that is prose only with its markup is left out."""
    last = None
    for string, document in zip(strings, documents, strict=True):
        if document.words < PROSE:
            continue
        heading = display(_whole(" / ".join(string.path)))[:LONGEST_HEADING]
        under = _embedded.below(heading, document.blocks)
        if not heading:
            yield from document.blocks
        elif heading != last:
            yield from under
        else:
            yield from list(under)[1:]
        last = heading
