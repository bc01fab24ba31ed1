"""Text from outside made safe to print: no control characters, no escape sequences, no bidi overrides, bounded."""

from __future__ import annotations

import unicodedata

UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that a terminal or a log viewer may act on, or cannot show."""
KEPT = frozenset("\n\t\u200c\u200d")
"""Line ends and tabs, and the joiners that some scripts need."""


def printable(text: str, limit: int | None = None) -> str:
    """The text as it can be shown; cut to ``limit`` characters with an ellipsis."""
    if not text.isprintable():  # much faster, and true of most texts
        text = "".join(char for char in text if char in KEPT or unicodedata.category(char) not in UNSAFE)
    return text if limit is None or len(text) <= limit else text[: limit - 1] + "…"


def one_line(text: str, limit: int | None = None) -> str:
    """The same on one line, runs of white space as one space."""
    return printable(" ".join(text.split()), limit)
