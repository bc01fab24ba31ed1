"""The ``.diff`` file: a unified diff that ``git apply`` takes on ``latest.md``."""

from __future__ import annotations

import difflib


def unified(old: str, new: str, path: str = "latest.md") -> str:
    """``git apply -R`` on the new text gives the old one. Lines end in LF; a text's last line always has its own."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{path}", f"b/{path}", n=3
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
