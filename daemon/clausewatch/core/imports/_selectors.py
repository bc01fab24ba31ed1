"""Selectors of other tools as CSS, and paths into JSON as JSON Pointers, where they say the same."""

from __future__ import annotations

import re

_STEP = re.compile(
    r"(?P<axis>//?)(?P<tag>\*|[a-zA-Z][\w-]*)"
    r"(?:\[(?:@(?P<name>[\w-]+)=(?P<quote>['\"])(?P<value>[^'\"]*)(?P=quote)"
    r"|contains\(\s*@(?P<has>[\w-]+)\s*,\s*(?P<mark>['\"])(?P<part>[^'\"]*)(?P=mark)\s*\))\])?"
)
_JSONPATH = re.compile(r"\$?((?:\.[\w-]+|\[\d+\]|\[(['\"])[^'\"]+\2\])+)")


def css_of_xpath(path: str) -> str | None:
    """Steps with a tag and at most one attribute; ``None`` for anything more."""
    steps: list[tuple[str, str]] = []
    end = 0
    for match in _STEP.finditer(path.strip()):
        if match.start() != end:
            return None
        end = match.end()
        steps.append((">" if match["axis"] == "/" and steps else "", _compound(match)))
    if not steps or end != len(path.strip()):
        return None
    return " ".join(f"{axis} {compound}".strip() for axis, compound in steps)


def _compound(match: re.Match[str]) -> str:
    tag = "" if match["tag"] == "*" and (match["name"] or match["has"]) else match["tag"]
    if match["name"]:
        return f'{tag}[{match["name"]}="{match["value"]}"]'
    return f'{tag}[{match["has"]}*="{match["part"]}"]' if match["has"] else tag


def pointer_of_path(path: str) -> str | None:
    """``$.data[0].body`` or ``.data[0].body`` as ``/data/0/body``; ``None`` where it is more than a path."""
    match = _JSONPATH.fullmatch(path.strip())
    if not match:
        return None
    steps = re.findall(r"\.([\w-]+)|\[(\d+)\]|\[['\"]([^'\"]+)['\"]\]", match[1])
    return "".join("/" + next(filter(None, step)).replace("~", "~0").replace("/", "~1") for step in steps)


def within(outer: str | None, inner: str) -> str:
    """What ``inner`` selects inside of what ``outer`` selects."""
    return inner if outer is None else f":is({outer}) :is({inner})"
