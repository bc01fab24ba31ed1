"""How ``claims``, ``changes``, ``show``, ``snooze`` and ``comment`` show what people have said."""

from __future__ import annotations

import getpass
from datetime import datetime

from clausewatch.core.printable import one_line
from clausewatch.core.review import Remark, remark_line

SHOWN = 5
"""Remarks, the newest; JSON has them all."""


def who(by: str) -> str:
    """The name that was given, else the login name."""
    return one_line(by, 100) or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name in the environment, none for this user id
        return "unknown"


def remark_lines(remarks: tuple[Remark, ...], now: datetime) -> list[str]:
    """The newest, a snooze that is over marked as such."""
    return [remark_line(each) + ("" if each.active(now) else " (over)") for each in remarks[:SHOWN]]


def remark_json(remark: Remark, now: datetime) -> dict[str, object]:
    return {
        "act": remark.act,
        "about": remark.about,
        "source": remark.source_id or None,
        "at": remark.at.isoformat(),
        "by": remark.by,
        "text": remark.text or None,
        "until": remark.until.isoformat() if remark.until else None,
        "active": remark.active(now),
    }
