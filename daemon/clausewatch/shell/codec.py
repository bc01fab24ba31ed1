"""Our values as JSON text and back, for the database.

Reading is tolerant: a field that this version does not know is ignored, one that is missing takes its default. So a
database outlives fields that come and go; a renamed or newly required field needs a migration.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from clausewatch.core.errors import StoreError

T = TypeVar("T")

_adapter: Callable[[Any], TypeAdapter[Any]] = functools.cache(TypeAdapter)
"""Making one takes milliseconds, using it microseconds."""


def encode(value: object) -> str:
    """JSON text of a frozen dataclass; what UTF-8 cannot hold (lone surrogates of a hostile page) becomes ``?``."""
    adapter = _adapter(type(value))
    try:
        return adapter.dump_json(value).decode()
    except PydanticSerializationError:
        return adapter.dump_json(_cleaned(value, adapter)).decode()


def decode(kind: type[T], text: str, what: str) -> T:
    """The value; ``StoreError`` names ``what`` if the text is no such value."""
    try:
        value: T = _adapter(kind).validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StoreError(
            f"the database holds an unreadable {what} ({where}: {first['msg']}); restore a backup of the database"
        ) from error
    return value


def plain(text: str) -> str:
    """Text that every database can hold: without lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _cleaned(value: object, adapter: TypeAdapter[Any]) -> Any:
    return adapter.validate_python(_each_plain(adapter.dump_python(value)))


def _each_plain(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return plain(value)
    if isinstance(value, dict):
        return {key: _each_plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_each_plain(each) for each in value)
    return value
