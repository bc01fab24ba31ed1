"""Other tools' lists of pages, taken over. ONE FILE PER TOOL; a new one is a new file here and nothing else.

A module of this package has
- ``NAME``, as people call the tool;
- ``recognises(given)``, by what the file contains;
- ``read(given)``, which gives ``Imported``.

Nothing is dropped in silence: a module takes each setting out of what it was given (``Fields.take``), and what nobody
has taken is reported by itself. Values that may be secret (headers, cookies, notification addresses) are named and
never shown.
"""

from __future__ import annotations

import functools
import importlib
import json
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from clausewatch.core.watch import Value as Value

LONGEST: Final = 1_000
"""Characters of a value in the report: a whole chain of filters, and no page of text."""


@dataclass(frozen=True, slots=True)
class Given:
    """Files to take over."""

    files: Mapping[str, str]
    """Name, with its folders, to content; one of a file, several of a folder or an archive."""

    @property
    def only(self) -> str:
        """The content of the one file; of several, the first."""
        return next(iter(self.files.values()), "")


@dataclass(frozen=True, slots=True)
class Left:
    """A setting that was not carried over, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """One page of the other tool's list."""

    origin: str
    """Where it stood there: ``job 3``, ``watch 1a2b``."""
    name: str
    """What its id is made of."""
    entry: Mapping[str, Value] | None
    """A source of the watchlist; ``None`` if it cannot be one at all."""
    left: tuple[Left, ...] = ()
    unneeded: tuple[str, ...] = ()
    """Settings without which the same comes out here."""
    notes: tuple[str, ...] = ()
    """Carried over as comments."""
    provider: str = ""
    """As people write it; empty for a page without one."""
    paused: bool = False
    """It was switched off there; it comes over as comments."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds."""

    tool: str
    pages: tuple[Taken, ...]
    left: tuple[Left, ...] = ()
    """Settings of the whole."""
    defaults: Mapping[str, Value] | None = None
    hints: tuple[str, ...] = ()
    """What to set up here in the place of something there, such as where alerts went."""


class Tool(Protocol):
    """What a module of this package looks like."""

    NAME: str

    def recognises(self, given: Given) -> bool: ...

    def read(self, given: Given) -> Imported: ...


@functools.cache
def tools() -> tuple[Tool, ...]:
    """Every tool there is; those that recognise the most particular files first."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    found = [cast(Tool, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(found, key=lambda tool: tool.NAME == "a list of addresses"))


def slug(text: str) -> str:
    """An id out of any text; empty if there is nothing in it."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:50].strip("-")


def words(text: str) -> frozenset[str]:
    """A word list reads better so than as forty literals."""
    return frozenset(text.split())


def short(value: Any) -> str:
    """A value on one line, as it could be written down again."""
    text = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def named(key: str, value: Any) -> str:
    """A setting that may be secret: what it is called, and what is called by name inside of it; no value."""
    inside = [str(each) for each in value] if isinstance(value, dict) else []
    return f"{key} ({', '.join(inside)})" if inside else key


def says_nothing(value: Any) -> bool:
    """Empty, off, or nothing but such."""
    if isinstance(value, dict):
        return all(says_nothing(each) for each in value.values())
    if isinstance(value, list):
        return all(says_nothing(each) for each in value)
    return value in (None, "", False, 0)


class Fields:
    """A mapping that knows what was taken out of it."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = {str(key): value for key, value in given.items()}
        self._taken: set[str] = set()

    def take(self, key: str, default: Any = None) -> Any:
        self._taken.add(key)
        return self._given.get(key, default)

    def has(self, key: str) -> bool:
        return key in self._given

    def rest(self) -> dict[str, Any]:
        """What nobody has taken."""
        return {key: value for key, value in self._given.items() if key not in self._taken}
