"""Values as YAML, the way a person would write them: plain where that is safe, in quotes where it is not.

    written({"url": "https://a.example", "quotes": ["We never sell it."]}, 4)

gives lines for a mapping whose keys begin in column 5. ``shell.yaml_nodes`` reads back exactly what was given; a test
holds that for any value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clausewatch.core.watch import Value as Value
from clausewatch.shell.watchlist_edit import double_quoted
from clausewatch.shell.yaml_nodes import read

WIDTH = 120
"""Columns up to which a list or mapping stands on one line."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _/()-]{0,38}[A-Za-z0-9)]|[A-Za-z]|[1-9][0-9]{0,6}[smhd]")
"""Short and of harmless characters; a whole sentence stands in quotes, since a later edit may put a colon into it."""
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*|[0-9]+-[a-z0-9-]+")


def written(value: Mapping[str, Value], column: int = 0) -> Iterator[str]:
    """The lines of a block mapping, indented by ``column`` blanks."""
    for key, each in value.items():
        yield from entry(key, each, column)


def entry(key: str, value: Value, column: int) -> Iterator[str]:
    """The lines of one entry of a block mapping."""
    pad, name = " " * column, key_of(key)
    line = f"{pad}{name}: {inline(value)}"
    if isinstance(value, Mapping) and value and (len(line) > WIDTH or _deep(value)):
        yield f"{pad}{name}:"
        yield from written(value, column + 2)
    elif isinstance(value, list) and len(line) > WIDTH:
        yield f"{pad}{name}:"
        for each in value:
            yield from item(each, column + 2)
    else:
        yield line


def item(value: Value, column: int) -> Iterator[str]:
    """The lines of one item of a block list."""
    line = f"{' ' * column}- {inline(value)}"
    if isinstance(value, Mapping) and value and len(line) > WIDTH:
        first, *rest = written(value, column + 2)
        yield f"{' ' * column}- {first[column + 2 :]}"
        yield from rest
    else:
        yield line


def inline(value: Value) -> str:
    """On one line, lists and mappings in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_of(key)}: {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(each) for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return scalar(value) if isinstance(value, str) else str(value)


def scalar(text: str) -> str:
    """Plain if YAML reads it as this very text, else in double quotes."""
    return text if _PLAIN.fullmatch(text) and _reads_as_itself(text) else double_quoted(text)


def key_of(text: str) -> str:
    return text if _PLAIN_KEY.fullmatch(text) and _reads_as_itself(text) else double_quoted(text)


def _reads_as_itself(text: str) -> bool:
    tree = read(f"a: {text}\n", "")
    return not tree.problems and tree.data == {"a": text}


def _deep(value: Mapping[str, Value]) -> bool:
    """Mappings of mappings read better as a block."""
    return any(isinstance(each, Mapping) for each in value.values())
