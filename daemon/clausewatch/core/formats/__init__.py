"""Reading a capture into a document. One module per format; a new format is a new file here and nothing else.

A module of this package has
- ``NAME``, the word that ``Recipe.format`` and ``Document.format`` use;
- ``claims(raw)``, 0 to 100: how surely the content is of this format, by what it contains first, then by what the
  server calls it, and only in doubt by its name;
- ``read(raw, recipe)``, which gives the document, or says why there is none;
- if it leaves anything out, ``left_out(raw, recipe)``, which says what and why.

The highest claim reads; of equal ones the first by name. A module whose name starts with an underscore is no format.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, cast

from clausewatch.core.encoding import Raw, binary_kind, decode
from clausewatch.core.formats._left import LeftOut as LeftOut
from clausewatch.core.model import Capture, Document, Unreadable, UnreadableKind
from clausewatch.core.watch import Recipe

POINTED = "json"
"""The format that a recipe's ``pointer`` means something in; in any other answer it has no match."""
LARGEST = 10_000_000
"""Bytes of a page that are read; the largest real policy page seen has 1.6 MB."""


class Reader(Protocol):
    """What a module of this package looks like."""

    NAME: str

    def claims(self, raw: Raw) -> int: ...

    def read(self, raw: Raw, recipe: Recipe) -> Document | Unreadable: ...


@functools.cache
def readers() -> tuple[Reader, ...]:
    """Every format there is, in the order of their names. Loaded at first use, since parsers are heavy."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(cast(Reader, module) for module in modules)


def read(capture: Capture, recipe: Recipe) -> Document | Unreadable:
    """The capture as a document. Whether that document may be believed is for ``core.readable`` to say."""
    if not capture.body.strip():
        return Unreadable(UnreadableKind.EMPTY, "the answer has no content")
    if len(capture.body) > LARGEST:
        return Unreadable(UnreadableKind.READER, f"{len(capture.body):,} bytes; at most {LARGEST:,} are read")
    raw = decode(capture, None if capture.rendered else recipe.encoding)
    reader = _named(recipe.format) if recipe.format else _claiming(raw)
    if reader is None:
        return _nobody_reads(raw, recipe)
    document = reader.read(raw, recipe)
    if recipe.pointer and reader.NAME != POINTED and isinstance(document, Document):
        return replace(document, selected=False)
    return document


def bids(capture: Capture, recipe: Recipe) -> tuple[tuple[str, int], ...]:
    """How surely the content is of each format, 0 to 100, the surest first; whoever knows nothing of it is left out."""
    raw = decode(capture, recipe.encoding)
    found = ((reader.NAME, reader.claims(raw)) for reader in readers())
    return tuple(sorted(((name, sure) for name, sure in found if sure), key=lambda bid: -bid[1]))


def left_out(capture: Capture, recipe: Recipe) -> tuple[LeftOut, ...]:
    """What ``read`` leaves out of the page; a reader that leaves nothing out says nothing of it."""
    raw = decode(capture, recipe.encoding)
    reader = _named(recipe.format) if recipe.format else _claiming(raw)
    asked: Callable[[Raw, Recipe], tuple[LeftOut, ...]] | None = getattr(reader, "left_out", None)
    return asked(raw, recipe) if asked is not None else ()


def _named(name: str) -> Reader | None:
    return next((reader for reader in readers() if name == reader.NAME), None)


def _claiming(raw: Raw) -> Reader | None:
    best = max(readers(), key=lambda reader: reader.claims(raw))
    return best if best.claims(raw) > 0 else None


def _nobody_reads(raw: Raw, recipe: Recipe) -> Unreadable:
    if recipe.format:
        known = ", ".join(reader.NAME for reader in readers())
        return Unreadable(UnreadableKind.READER, f"no reader for the format '{recipe.format}'; there is {known}")
    kind = binary_kind(raw.capture.body) or "binary data"
    return Unreadable(UnreadableKind.NOT_TEXT, f"{kind}, not text")
