"""What the daemon says of its own work, on a terminal."""

from __future__ import annotations

from clausewatch.shell.logs import for_people


def test_a_poll_is_one_short_line_with_what_matters_first() -> None:
    event = {
        "source": "acme/privacy",
        "reason": "reads the same",
        "alerts": 0,
        "grade": None,
        "event": "unchanged",
        "level": "info",
        "timestamp": "2026-06-01T17:21:16.000241Z",
    }

    assert for_people(None, "info", event) == "17:21:16 unchanged acme/privacy: reads the same"


def test_what_is_wrong_is_said_to_be_and_numbers_stand_at_the_end() -> None:
    event = {"event": "no network", "level": "warning", "timestamp": "2026-06-01T17:21:16Z", "alerts": 2}

    assert for_people(None, "warning", event) == "17:21:16 warning: no network (alerts 2)"


def test_a_bug_is_shown_with_its_trace() -> None:
    event = {"event": "poll failed", "level": "error", "timestamp": "", "exception": "Traceback …"}

    assert for_people(None, "error", event) == " error: poll failed\nTraceback …"
