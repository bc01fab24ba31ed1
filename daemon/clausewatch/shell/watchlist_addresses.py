"""Sources and channels at addresses of one's own network that nothing allows: every connection would be refused.

Told from the writing alone. What a name resolves to is known when it is resolved, and may be another thing tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import clausewatch_notifiers
from clausewatch.core.addresses import Allowed, canonical_host, place
from clausewatch.core.watch import Channel
from clausewatch.shell.yaml_nodes import Mark, Tree, shown


def check(tree: Tree, urls: Iterable[tuple[Mark, str]], channels: Sequence[Channel], allow: Sequence[str]) -> None:
    """Notes them as doubts: the rest of the watchlist works."""
    allowed = Allowed.of(allow)
    for mark, url in urls:
        _check(tree, mark, target(url), allowed, "every request")
    for channel in channels:
        where = _of_channel(channel)
        if where is not None:
            _check(tree, tree.key_mark(("channels", channel.id)), where, allowed, "every message")


def target(url: str) -> tuple[str, int]:
    """The host and port of an address that is known to be one."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _of_channel(channel: Channel) -> tuple[str, int | None] | None:
    module = clausewatch_notifiers.channel(channel.kind)
    if channel.settings is None or not hasattr(module, "reaches"):
        return None
    where: tuple[str, int | None] | None = module.reaches(channel.settings)
    return where


def _check(tree: Tree, mark: Mark, where: tuple[str, int | None], allowed: Allowed, what: str) -> None:
    host, port = where
    address = allowed.keeps_out(host, port)
    if address is None:
        return
    is_at = "is" if address == canonical_host(host) else f"is {address},"
    entry = f'"{place(address, port)}"' if port else f'"{place(address, 1)[:-1]}PORT"'
    tree.doubt(
        mark,
        f"{shown(host)} {is_at} no public address, so {what} is refused; if that is meant, add"
        f" network: {{allow: [{entry}]}}",
    )
