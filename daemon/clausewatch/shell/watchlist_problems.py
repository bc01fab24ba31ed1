"""What pydantic found wrong in a watchlist, in the words of the person who wrote it, at the place where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from clausewatch.shell.watchlist_forms import SHAPES, WatchlistForm, forms_schema
from clausewatch.shell.yaml_nodes import Path, Tree, closest, shown

# What people write who know another tool, or the word they would have chosen; surer than a word that is spelled alike.
OTHER_WORDS = {
    "interval": ("every",),
    "cadence": ("every",),
    "schedule": ("every",),
    "frequency": ("every",),
    "selector": ("select",),
    "css": ("select",),
    "filter": ("select",),
    "jsonpath": ("pointer",),
    "json_pointer": ("pointer",),
    "path": ("pointer",),
    "link": ("url", "links"),
    "href": ("target", "url"),
    "website": ("url",),
    "page": ("url",),
    "text": ("exact",),
    "quote": ("exact", "quotes"),
    "clause": ("exact", "quotes"),
    "clauses": ("quotes",),
    "source": ("in", "sources"),
    "document": ("in",),
    "sources": ("in",),
    "ignore": ("except", "remove"),
    "exceptions": ("except",),
    "date": ("as_of",),
    "name": ("title",),
    "label": ("title",),
    "channel": ("to", "channels"),
    "severity": ("grade",),
    "level": ("grade",),
    "derived_from": ("from",),
    "comment": ("note",),
    "lang": ("language",),
    "tz": ("timezone",),
    "jobs": ("sources",),
    "watches": ("sources",),
    "urls": ("sources",),
    "notifications": ("channels",),
    "notifiers": ("channels",),
    "alerts": ("channels", "routes"),
    "vendors": ("providers",),
    "companies": ("providers",),
}

_WANTED = {
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "list_type": "must be a list: [..., ...]",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "date_type": "must be a date such as 2026-06-12",
    "literal_error": "must be 1; no other version of the format exists",
}

_ENTRIES = {
    "sources": 'acme-terms: {url: "https://acme.example/terms"}',
    "providers": "acme: {name: Acme}",
    "channels": 'team: {slack: "${env:SLACK_WEBHOOK_URL}"}',
    "claims": 'no-sale: {statement: "Never sells data"}',
}
"""An entry of the mappings that are easily taken for lists."""


def checked(tree: Tree) -> tuple[WatchlistForm, frozenset[Path]]:
    """The file as forms: what is wrong is reported and taken out, so that the rest can be checked further.

    Returns the forms of what is left, and the places that lost something (what is missing there is no news).
    """
    hurt: set[Path] = set()
    while True:
        try:
            return WatchlistForm.model_validate(tree.data), frozenset(hurt)
        except ValidationError as error:
            findings = [_Finding.of(details) for details in error.errors(include_url=False, include_input=False)]
        if not hurt:  # what is found after something was taken out only follows from that
            for finding in findings:
                _report(finding, tree)
        # What is not in the file cannot be taken out, so what holds it is: each round leaves less, until it fits.
        places = [tree.nearest(finding.place) for finding in findings]
        often = Counter(places)
        meant = {place: _meant(each) for place, each in zip(places, findings, strict=True) if often[place] == 1}
        for place in sorted(set(places), key=_backwards, reverse=True):
            hurt.update(place[:depth] for depth in range(len(place)))
            if (name := meant.get(place)) and tree.rename(place, name):
                hurt.update({(*place[:-1], name, *each[len(place) :]) for each in hurt if each[: len(place)] == place})
            else:
                hurt.add(place)
                _take_out(place, tree)


def _meant(finding: _Finding) -> str:
    """The id that an entry should have: what is in it can be checked under that."""
    return str(finding.context.get("better", "")) if finding.kind == "key" else ""


@dataclass(frozen=True, slots=True)
class _Finding:
    """One error of pydantic's."""

    kind: str
    path: Path
    """Where, in the file's own keys."""
    context: Mapping[str, Any]

    @classmethod
    def of(cls, details: ErrorDetails) -> _Finding:
        path = tuple(step for step in details["loc"] if step not in SHAPES)
        if path and path[-1] == "[key]":
            return cls("key", path[:-1], details.get("ctx", {}))
        return cls(details["type"], path, details.get("ctx", {}))

    @property
    def place(self) -> Path:
        """What cannot be used because of it."""
        return self.path[:-1] if self.kind == "missing" else self.path


def _report(finding: _Finding, tree: Tree) -> None:
    path = finding.path
    if finding.kind == "key":
        tree.report(tree.key_mark(path), str(finding.context["text"]))
    elif finding.kind == "extra_forbidden":
        tree.report(tree.key_mark(path), unknown_key(str(path[-1]), known_keys(path[:-1])))
    elif tree.node(finding.place).refused:
        return
    elif finding.kind == "missing":
        holder = finding.place
        tree.report(tree.key_mark(holder), f"{_named(holder)}missing key '{path[-1]}'")
    else:
        tree.report(tree.mark(path), _sentence(finding.kind, path, finding.context, tree))


def _backwards(path: Path) -> tuple[tuple[int, str], ...]:
    """Order of the file, so that taking out from the end leaves the earlier places where they are."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)


def _take_out(place: Path, tree: Tree) -> None:
    if not place:
        tree.root.items, tree.root.text, tree.root.entries = None, None, {}
    else:
        tree.drop(place)


def unknown_key(key: str, known: list[str]) -> str:
    """``unknown key 'evry'; did you mean 'every'?``"""
    other = next((word for word in OTHER_WORDS.get(key.lower(), ()) if word in known), None)
    near = other or closest(key.lower(), known)
    return f"unknown key '{shown(key)}'" + (f"; did you mean '{near}'?" if near else f"; known are {', '.join(known)}")


def _named(path: Path) -> str:
    """Whose key is missing; an item of a list is clear from its place."""
    return f"'{path[-1]}': " if path and isinstance(path[-1], str) else ""


def _sentence(kind: str, path: Path, context: Mapping[str, Any], tree: Tree) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    subject = f"'{shown(key)}' " if path and isinstance(path[-1], str) else f"an item of '{shown(key)}' "
    subject = subject if path else "the watchlist "
    if kind == "watchlist":
        said = str(context["text"])
        return subject + said if said.startswith("must ") else said
    if kind == "string_type":
        return subject + _WANTED[kind] + _in_quotes(path, tree)
    if kind in _WANTED:
        example = _ENTRIES.get(key) if kind in ("dict_type", "model_type") else None
        return subject + _WANTED[kind] + (f", such as {example}" if example else "")
    return subject + _bounds(kind, context)


def _in_quotes(path: Path, tree: Tree) -> str:
    text = tree.node(path).text
    return f'; write "{shown(text)}" in quotes' if text is not None else ""


def _bounds(kind: str, context: Mapping[str, Any]) -> str:
    if kind == "greater_than_equal":
        return f"must be at least {context['ge']}"
    if kind == "less_than_equal":
        return f"must be at most {context['le']}"
    if kind == "string_too_long":
        return f"must not be longer than {context['max_length']:,} characters"
    if kind == "string_too_short":
        return f"must have at least {context['min_length']} characters"
    if kind == "too_long":
        return f"must not have more than {context['max_length']} of them"
    if kind == "too_short":
        return "must not be empty"
    return f"is not understood ({kind})"


# --- which keys there are -----------------------------------------------------------------------------------------


@cache
def _schema() -> dict[str, Any]:
    return forms_schema()


def known_keys(path: Path) -> list[str]:
    """The keys that the mapping at the path may have."""
    schemas = list(_flat(_schema()))
    for step in path:
        schemas = [flat for schema in schemas for below in _below(schema, step) for flat in _flat(below)]
    return list(dict.fromkeys(key for schema in schemas for key in schema.get("properties", {})))


def _below(schema: dict[str, Any], step: str | int) -> Iterator[dict[str, Any]]:
    if isinstance(step, int):
        found = [schema.get("items")]
    elif step in schema.get("properties", {}):
        found = [schema["properties"][step]]
    else:
        found = [schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
    yield from (below for below in found if isinstance(below, dict))


def _flat(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema with its reference followed, and each of its alternatives."""
    if "$ref" in schema:
        yield from _flat(_schema()["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
        return
    yield schema
    for alternative in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _flat(alternative)
