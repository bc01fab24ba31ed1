"""A list of addresses, one a line: ``https://acme.example/terms``, with anything before or behind it as a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.imports import Given, Imported, Left, Taken, short

NAME = "a list of addresses"
_RULER = re.compile(r"[\W_]+")
_INSIDE = re.compile(r"https?://\S+")
_ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.[a-zA-Z]{2,}(?::\d+)?(?:/\S*)?|https?://\S+")


def recognises(given: Given) -> bool:
    """Every line has an address, or more than half begin with one: a slip in one must not hide what the rest is."""
    lines = [line for _, line in _lines(given.only)]
    begin = sum(_begins_with_an_address(line) for line in lines)
    return bool(lines) and (begin * 2 > len(lines) or all(_split(line) is not None for line in lines))


def read(given: Given) -> Imported:
    pages: list[Taken] = []
    seen: dict[str, int] = {}
    for number, line in _lines(given.only):
        address, notes = _split(line) or ("", ())
        url = address if "://" in address else f"https://{address}"
        if not address:
            pages.append(Taken(f"line {number}", "", None, (Left(short(line), "no address"),)))
        elif seen.setdefault(url, number) != number:
            left = Left(url, f"the same address as in line {seen[url]}")
            pages.append(Taken(f"line {number}", url, None, (left,), notes=notes))
        else:
            pages.append(Taken(f"line {number}", url, {"url": url}, notes=notes))
    return Imported(NAME, tuple(pages))


def _split(line: str) -> tuple[str, tuple[str, ...]] | None:
    """The address of a line, and what stands before and behind it."""
    first, *rest = line.split(maxsplit=1)
    if _begins_with_an_address(line):
        return first.rstrip(",;"), tuple(rest)
    inside = _INSIDE.search(line)
    if inside is None:
        return None
    around = (line[: inside.start()].strip(), line[inside.end() :].strip())
    return inside[0].rstrip(",;"), tuple(each for each in around if each)


def _begins_with_an_address(line: str) -> bool:
    return _ADDRESS.fullmatch(line.split(maxsplit=1)[0].rstrip(",;")) is not None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.strip().startswith(("#", ";")) and not _RULER.fullmatch(line):
            yield number, line.strip()
