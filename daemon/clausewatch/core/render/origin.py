"""Where the two sides of a comparison come from, as the foot of a diff file says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.model import Capture
from clausewatch.core.watch import Recipe

TELLING = ("content-type", "last-modified", "etag", "content-language", "server")


@dataclass(frozen=True, slots=True)
class Fetched:
    """One side: what was asked for, and what answered."""

    url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    fetched_at: datetime
    size: int
    """Bytes."""
    rendered: bool
    """Whether a browser made it."""
    headers: tuple[tuple[str, str], ...]
    """Those that say what the server meant it to be."""

    @classmethod
    def of(cls, capture: Capture) -> Fetched:
        """What of a capture belongs in a diff file; not its body."""
        return cls(
            capture.url,
            capture.final_url,
            capture.redirects,
            capture.status,
            capture.fetched_at,
            len(capture.body),
            capture.rendered,
            tuple((name, value) for name, value in capture.headers if name in TELLING),
        )


@dataclass(frozen=True, slots=True)
class Origin:
    old: Fetched | None = None
    new: Fetched | None = None
    recipe: Recipe = Recipe()


UNKNOWN = Origin()
