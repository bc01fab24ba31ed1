"""The watchlist as JSON Schema (2020-12), for editors and for the page of all keys: the forms, and what channels take.

A channel's keys are the fields of its ``Settings``; what they mean is said by the text below each field there, an
example of each by the module's ``EXAMPLES``. Only what is published is made so; nobody waits for it.

python -m clausewatch.shell.watchlist_schema > docs/watchlist.schema.json
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import sys
import types
import typing
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import clausewatch_notifiers
from clausewatch.shell import secrets
from clausewatch.shell.watchlist_channels import shown_name
from clausewatch.shell.watchlist_forms import forms_schema
from clausewatch_notifiers.contract import Secret

DURATION: Mapping[str, Any] = {"type": "string", "pattern": "^[0-9]{1,7}[smhd]$"}
TEXTS: Mapping[str, Any] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def json_schema() -> dict[str, Any]:
    schema = forms_schema()
    kinds = {name: clausewatch_notifiers.channel(name) for name in clausewatch_notifiers.names()}
    channels = schema["properties"]["channels"]["patternProperties"]
    for pattern in channels:
        channels[pattern] = _channel(kinds)
    schema["$defs"] |= {_definition(kind): _settings(kind, module) for kind, module in kinds.items()}
    return schema


def published() -> str:
    """The content of ``docs/watchlist.schema.json``."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _definition(kind: str) -> str:
    return f"{kind.capitalize()}Channel"


def _channel(kinds: Mapping[str, types.ModuleType]) -> dict[str, Any]:
    """By its mere name where it needs no setting, else its kind as the only key."""
    bare = [kind for kind, module in kinds.items() if _stands_alone(module)]
    written = {kind: _written(kind, module) for kind, module in kinds.items()}
    one = {
        "type": "object",
        "properties": written,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"oneOf": [{"enum": bare}, one]}


def _stands_alone(module: types.ModuleType) -> bool:
    try:
        module.Settings()
    except (TypeError, ValueError):
        return False
    return True


def _written(kind: str, module: types.ModuleType) -> dict[str, Any]:
    whole = {"$ref": f"#/$defs/{_definition(kind)}"}
    if module.SHORT is None:
        return whole
    short = _settings(kind, module)["properties"][shown_name(module.SHORT)]
    return {"description": short["description"], "anyOf": [{"type": "string"}, whole]}


def _settings(kind: str, module: types.ModuleType) -> dict[str, Any]:
    hints, said = typing.get_type_hints(module.Settings), _said_below(module.Settings)
    properties, required = {}, []
    for field in dataclasses.fields(module.Settings):
        name = shown_name(field.name)
        about = {**_type(hints[field.name]), "description": said[field.name], "examples": [module.EXAMPLES[name]]}
        if Secret in _alternatives(hints[field.name]) and field.name != module.SHORT:
            about["description"] += f" By reference only: {secrets.FORMS}."
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            required.append(name)
        elif field.default not in (None, "", ()):
            about["default"] = f"{field.default:g}s" if isinstance(field.default, float) else field.default
        properties[name] = about
    title = f"{kind}, a channel"
    what = _plain((module.__doc__ or "").partition("\n")[0])
    shape = {"title": title, "description": what, "type": "object", "additionalProperties": False}
    return {**shape, "properties": properties, **({"required": required} if required else {})}


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint) if typing.get_origin(hint) in (typing.Union, types.UnionType) else (hint,)


def _type(hint: Any) -> dict[str, Any]:
    (wanted,) = (each for each in _alternatives(hint) if each is not type(None))
    if typing.get_origin(wanted) is tuple:
        return dict(TEXTS)
    plain: dict[Any, Mapping[str, Any]] = {bool: {"type": "boolean"}, int: {"type": "integer"}, float: DURATION}
    return dict(plain.get(wanted, {"type": "string"}))


def _plain(text: str) -> str:
    """On one line, code marked as Markdown does."""
    return " ".join(text.split()).replace("``", "`")


def _said_below(settings: type) -> dict[str, str]:
    """Field -> the text that stands below it in the source,"""
    (body,) = (node.body for node in ast.parse(inspect.getsource(settings)).body if isinstance(node, ast.ClassDef))
    return {
        field.target.id: _plain(str(text.value.value))
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }


if __name__ == "__main__":
    sys.stdout.write(published())
