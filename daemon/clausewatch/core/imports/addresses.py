"""A list of addresses, one a line: ``https://acme.example/terms``, with anything behind it kept as a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.imports import Given, Imported, Left, Taken

NAME = "a list of addresses"
_ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.[a-zA-Z]{2,}(?::\d+)?(?:/\S*)?|https?://\S+")


def recognises(given: Given) -> bool:
    lines = list(_lines(given.only))
    return bool(lines) and all(_ADDRESS.fullmatch(line.split()[0].rstrip(",;")) for _, line in lines)


def read(given: Given) -> Imported:
    pages: list[Taken] = []
    seen: dict[str, int] = {}
    for number, line in _lines(given.only):
        first, *rest = line.split(maxsplit=1)
        address = first.rstrip(",;")
        url = address if "://" in address else f"https://{address}"
        if seen.setdefault(url, number) != number:
            left = Left(url, f"the same address as in line {seen[url]}")
            pages.append(Taken(f"line {number}", url, None, (left,)))
        elif not _ADDRESS.fullmatch(address):
            pages.append(Taken(f"line {number}", "", None, (Left(line[:80], "no address"),)))
        else:
            pages.append(Taken(f"line {number}", url, {"url": url}, notes=tuple(rest)))
    return Imported(NAME, tuple(pages))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.strip().startswith(("#", ";")):
            yield number, line.strip()
