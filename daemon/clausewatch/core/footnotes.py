"""Notes that a mark behind a sentence points to: "We never sell your data.*" … "* Except to our partners.".

A superior number that a page sets with ``<sup>`` is no text of it; what it points to is graded as a passage of its own.
"""

from __future__ import annotations

import re

MARK = r"(?:\*{1,3}|†{1,2}|‡{1,2}|[⁰¹²³⁴-⁹]{1,3}|\[\d{1,3}\])"
_IN_TEXT = re.compile(rf"(?<=[^\s*])({MARK})(?=[\s,.;:!?)，。；：！？）]|$)")
_MAY_MARK = re.compile(r"[*†‡⁰¹²³⁴-⁹\[]")
_AT_HEAD = re.compile(rf"\s*({MARK})\s*(?=[^\W_]|[\"“(（])")


def marks(text: str) -> frozenset[str]:
    """Those that stand in or behind a sentence."""
    return frozenset(_IN_TEXT.findall(text)) if _MAY_MARK.search(text) else frozenset()


def mark_of(note: str) -> str:
    """The mark that a note begins with; empty for what is none."""
    found = _AT_HEAD.match(note)
    return found[1] if found else ""
