"""Watchlists that are ready made: files of the package."""

from __future__ import annotations

from importlib import resources


def text(name: str) -> str:
    """The watchlist of that name."""
    return (resources.files("clausewatch") / "presets" / f"{name}.yaml").read_text(encoding="utf-8")
