"""The channels, one module each; ``contract`` says what a channel is."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from types import ModuleType

NOT_CHANNELS = frozenset({"contract", "mail_html", "plain", "posting", "slack_blocks", "threads"})
"""What the channels are made of."""


@functools.cache
def names() -> tuple[str, ...]:
    """The channels there are, without importing any of them."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__) if info.name not in NOT_CHANNELS))


def channel(name: str) -> ModuleType:
    """The channel's module; imported only now, since some pull in a heavy library."""
    if name not in names():
        raise LookupError(name)
    return importlib.import_module(f"{__name__}.{name}")
