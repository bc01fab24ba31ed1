"""What a shell offers for an argument: the ids that stand in the watchlist, as it is written.

Nothing is resolved and no secret is read, so it is quick, and works for whoever may only read the watchlist. A
watchlist that cannot be read offers nothing; the verb itself says why.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from click.shell_completion import CompletionItem


def source_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Sources."""
    return _beginning(incomplete, _sources(_written(context)))


def sources_and_providers(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    written = _written(context)
    return _beginning(incomplete, (*_keys(written, "providers"), *_sources(written)))


def channel_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return _beginning(incomplete, _keys(_written(context), "channels"))


def _written(context: click.Context) -> Mapping[str, object]:
    from clausewatch.core.errors import ClausewatchError  # noqa: PLC0415 - only when somebody presses the key
    from clausewatch.shell.watchlist_files import tree_of  # noqa: PLC0415

    named = context.params.get("watchlist") or os.environ.get("CLAUSEWATCH_WATCHLIST") or "watchlist.yaml"
    try:
        data = tree_of(Path(str(named)), {}).data
    except ClausewatchError:
        return {}
    return data if isinstance(data, dict) else {}


def _sources(written: Mapping[str, object]) -> Iterator[str]:
    yield from _keys(written, "sources")
    providers = written.get("providers")
    for provider, group in providers.items() if isinstance(providers, dict) else ():
        if isinstance(group, dict):
            yield from (f"{provider}/{source}" for source in _keys(group, "sources"))


def _keys(written: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = written.get(name)
    return tuple(map(str, found)) if isinstance(found, dict) else ()


def _beginning(incomplete: str, names: tuple[str, ...] | Iterator[str]) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
