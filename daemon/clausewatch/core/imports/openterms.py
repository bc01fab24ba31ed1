"""Open Terms Archive: declarations, one JSON file per service, each with the terms that it has.

A declaration's ``select`` and ``remove`` are CSS selectors, or ranges from one element to another, which cannot be said
here. ``filter`` names functions that lie beside the declaration; they cannot be carried over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from clausewatch.core.imports import Fields, Given, Imported, Left, Taken, Value, short

NAME = "Open Terms Archive"
HISTORY = (".history.json", ".filters.history.js")
WHY_RANGE = "a range between two elements cannot be said as a CSS selector; name the element that holds it"


def recognises(given: Given) -> bool:
    return any(name.endswith(HISTORY) or _declaration(text) is not None for name, text in given.files.items())


def read(given: Given) -> Imported:
    pages: list[Taken] = []
    left: list[Left] = []
    for name, text in given.files.items():
        declaration = _declaration(text)
        if name.endswith(HISTORY):
            left.append(Left(name, "how the declaration was in the past; history begins with the first poll here"))
        elif name.endswith(".filters.js"):
            left.append(Left(name, "functions that change the page are not run"))
        elif declaration is None:
            left.append(Left(name, "no declaration of a service"))
        else:
            pages += _service(name, Fields(declaration), left)
    return Imported(NAME, tuple(pages), tuple(left))


def _declaration(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        return None
    return data if isinstance(data.get("terms", data.get("documents")), dict) else None


def _service(name: str, service: Fields, left: list[Left]) -> Iterator[Taken]:
    called = str(service.take("name"))
    groups = [service.take("documents"), service.take("terms")]
    for key, value in service.rest().items():
        left.append(Left(f"{name}, {key}: {short(value)}", "there is nothing like it here"))
    for kind, written in ((kind, each) for group in groups if isinstance(group, dict) for kind, each in group.items()):
        if not isinstance(written, dict):
            left.append(Left(f"{name}, {kind}: {short(written)}", "not a declaration of terms"))
            continue
        yield from _terms(called, str(kind), Fields(written))


def _terms(service: str, kind: str, written: Fields) -> Iterator[Taken]:
    """Terms that are spread over several pages are several sources."""
    parts = written.take("combine")
    origin = f"{service}, {kind}"
    if not isinstance(parts, list):
        yield _page(service, kind, origin, written)
        return
    shared = {key: value for key, value in written.rest().items() if key not in ("fetch",)}
    for number, part in enumerate(parts, 1):
        own = part if isinstance(part, dict) else {"part": part}
        yield _page(service, f"{kind}, part {number}", f"{origin}, part {number}", Fields({**shared, **own}))


def _page(service: str, title: str, origin: str, written: Fields) -> Taken:
    left: list[Left] = []
    url = str(written.take("fetch") or "")
    entry: dict[str, Value] = {"title": title, "url": url}
    select = list(_selectors(written.take("select"), "select", left))
    remove = list(_selectors(written.take("remove"), "remove", left))
    if select:
        entry["select"] = ", ".join(select)
    if remove:
        entry["remove"] = list(remove)
    if written.take("executeClientScripts"):
        entry["browser"] = True
    for each in _listed(written.take("filter")):
        left.append(Left(f"filter {short(each)}", "functions that change the page are not run"))
    left += [Left(f"{key}: {short(value)}", "there is nothing like it here") for key, value in written.rest().items()]
    if not url:
        left.insert(0, Left("the whole page", "it has no address"))
        left += [
            Left(f"{key}: {short(entry[key])}", "it has no address") for key in entry if key not in ("title", "url")
        ]
    return Taken(origin, title, entry if url else None, tuple(left), provider=service)


def _selectors(written: Any, key: str, left: list[Left]) -> Iterator[str]:
    for each in _listed(written):
        if isinstance(each, str):
            yield each
        else:
            shown = ", ".join(f"{at} {css}" for at, css in each.items()) if isinstance(each, Mapping) else str(each)
            left.append(Left(f"{key} {short(shown)}", WHY_RANGE))


def _listed(written: Any) -> list[Any]:
    if written is None:
        return []
    return written if isinstance(written, list) else [written]
