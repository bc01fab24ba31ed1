"""A channel of the watchlist -> its module's own ``Settings``, every fault at its place.

What may stand there is what the ``Settings`` dataclass says (``clausewatch_notifiers.contract``): its fields are the
keys, their types what a value must be, ``SHORT`` the field that a bare string sets. A secret is a reference; only the
field that the short form sets (the address itself) may also be written out.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

import clausewatch_notifiers
from clausewatch.core.errors import AbsentSecret
from clausewatch.core.watch import Channel
from clausewatch.shell import secrets
from clausewatch.shell.watchlist_forms import Seconds
from clausewatch.shell.watchlist_problems import unknown_key
from clausewatch.shell.yaml_nodes import Path, Tree, closest, shown
from clausewatch_notifiers.contract import Secret

_DURATION = TypeAdapter(Seconds)
_MISSING = object()


class _WrongValue(Exception):
    """What a value must be instead."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads channels out of one watchlist."""

    tree: Tree
    environ: Mapping[str, str]

    def channel(self, name: str, written: str | dict[str, Any], path: Path) -> Channel | None:
        """Without ``settings``, or ``None``, when it cannot be used; every reason is reported."""
        kind, settings = (written, {}) if isinstance(written, str) else next(iter(written.items()))
        place = path if isinstance(written, str) else (*path, kind)
        mark = self.tree.key_mark(place) if isinstance(written, dict) else self.tree.mark(place)
        module = _module(kind)
        if module is None:
            hint = _kind_as_name(name) if isinstance(written, str) else ""
            self.tree.report(mark, hint or _unknown_kind(kind))
            return None
        values = self._values(module, settings, place)
        if values is None:
            return Channel(name, kind, None, mark.line)
        try:
            return Channel(name, kind, module.Settings(**values), mark.line)
        except (ValueError, TypeError) as error:
            self.tree.report(mark, f"{kind}: {shown(secrets.Redactor(secrets.secrets_in(values))(str(error)), 300)}")
            return None

    def _values(self, module: types.ModuleType, settings: object, path: Path) -> dict[str, Any] | None:
        """The arguments of ``Settings``; ``None`` if any is wrong."""
        before = len(self.tree.problems)
        places: dict[str, Path] = {}
        if isinstance(settings, dict):
            written = {str(key): value for key, value in settings.items()}
            places = {key: (*path, key) for key in written}
        elif module.SHORT is None:
            example = f"a mapping of keys to values, such as {_example(module)}"
            self.tree.report(self.tree.mark(path), f"'{path[-1]}' must be {example}")
            return None
        else:
            written = {shown_name(module.SHORT): settings}
            places = {shown_name(module.SHORT): path}
        values = self._fields(module, written, places, path)
        unusable = len(self.tree.problems) > before or _MISSING in values.values()
        return None if unusable else values

    def _fields(
        self, module: types.ModuleType, written: dict[str, Any], places: dict[str, Path], path: Path
    ) -> dict[str, Any]:
        hints = typing.get_type_hints(module.Settings)
        fields = {shown_name(field.name): field for field in dataclasses.fields(module.Settings)}
        for key in written.keys() - fields.keys():
            self.tree.report(self.tree.key_mark(places[key]), unknown_key(key, list(fields)))
        values = {}
        for key, field in fields.items():
            if key in written:
                value = self._value(written[key], hints[field.name], field.name == module.SHORT, places[key])
                values[field.name] = value
            elif _is_needed(field):
                self.tree.report(self.tree.key_mark(path), f"'{path[-1]}': missing key '{key}'")
        return values

    def _value(self, value: object, hint: Any, short: bool, path: Path) -> object:
        if self.tree.node(path).refused:
            return _MISSING
        try:
            return self._secret(value, short) if _takes(hint, Secret) else _plain(value, hint)
        except secrets.AbsentError as error:
            self.tree.report(self.tree.mark(path), f"'{path[-1]}': {error}", AbsentSecret)
            return _MISSING
        except (_WrongValue, secrets.SecretError) as error:
            self.tree.report(self.tree.mark(path), f"'{path[-1]}': {error}")
            return _MISSING

    def _secret(self, value: object, may_be_plain: bool) -> Secret:
        if not isinstance(value, str) or not value:
            raise _WrongValue("must be text")
        if secrets.is_reference(value):
            return secrets.resolve(value, self.environ)
        if may_be_plain:
            return Secret(value)
        raise _WrongValue(f"a secret stands in the watchlist by reference only: {secrets.FORMS}")


def _module(kind: str) -> types.ModuleType | None:
    if kind not in clausewatch_notifiers.names():
        return None
    module = clausewatch_notifiers.channel(kind)
    return module if hasattr(module, "Settings") else None


def _kind_as_name(name: str) -> str:
    """What to write where the kind stands in the place of the channel's name; empty where it does not."""
    module = _module(name)
    return (
        f"a channel has a name of your own, its kind stands below: my-{name}: {{{name}: {_example(module)}}}"
        if module
        else ""
    )


def _example(module: types.ModuleType) -> str:
    """The settings that a channel of the kind needs."""
    if module.SHORT is not None:
        return "…"
    needed = [shown_name(field.name) for field in dataclasses.fields(module.Settings) if _is_needed(field)]
    return "{" + ", ".join(f"{key}: …" for key in needed) + "}"


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _unknown_kind(kind: str) -> str:
    known = clausewatch_notifiers.names()
    near = closest(kind, known)
    return f"unknown kind of channel '{shown(kind)}'" + (
        f"; did you mean '{near}'?" if near else f"; there is {', '.join(known)}"
    )


def shown_name(field: str) -> str:
    """As the watchlist writes it: ``from_`` is ``from``."""
    return field.removesuffix("_")


def _alternatives(hint: Any) -> tuple[Any, ...]:
    union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return typing.get_args(hint) if union else (hint,)


def _takes(hint: Any, wanted: type) -> bool:
    return wanted in _alternatives(hint)


def _plain(value: object, hint: Any) -> object:
    """The value as the field's type wants it."""
    if isinstance(value, str) and re.search(r"\$\{(?:env|file|cred):", value):
        raise _WrongValue("is no secret, and references are read for secrets only; write the value itself")
    for wanted in _alternatives(hint):
        found = _as(value, wanted)
        if found is not _MISSING:
            return found
    raise _WrongValue(_wanted(hint))


def _as(value: object, wanted: Any) -> object:
    if wanted is str and isinstance(value, str) and value:
        return value
    if wanted is bool:
        return value if isinstance(value, bool) else _MISSING
    if wanted is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if wanted is float:
        return _number(value)
    if typing.get_origin(wanted) is tuple:
        return _texts(value)
    return _MISSING


def _number(value: object) -> object:
    """Numbers of a channel are seconds; they may be written as durations, as elsewhere in the watchlist."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    try:
        return _DURATION.validate_python(value, strict=True) if isinstance(value, str) else _MISSING
    except ValidationError:
        return _MISSING


def _texts(value: object) -> object:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) and item for item in items):
        return _MISSING
    return tuple(items)


def _wanted(hint: Any) -> str:
    words = {str: "text", int: "a whole number", float: "a number of seconds", bool: "true or false"}
    wanted = [words.get(each, "a list of texts") for each in _alternatives(hint) if each is not type(None)]
    return f"must be {' or '.join(wanted)}"
