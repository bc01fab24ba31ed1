"""What the daemon says of its own work, on a terminal."""

from __future__ import annotations

from clausewatch.shell.logs import for_people, is_of_interest


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


def test_the_first_line_says_what_is_watched_who_hears_of_it_and_how_to_stop() -> None:
    event = {"event": "watching", "timestamp": "2026-06-01T17:21:16Z", "sources": 1, "claims": 2, "channels": "team"}

    said = for_people(None, "info", event)

    assert said == "17:21:16 watching 1 source for 2 claims; alerts go to team. Ctrl-C stops."


def test_a_delivery_names_who_was_told_and_what_programs_need_is_left_out() -> None:
    event = {"event": "delivery sent", "check": "ab12", "alert": "change/x", "channel": "team", "attempt": 1}

    assert for_people(None, "info", event).strip() == "told team (change/x)"


def test_people_are_not_told_that_nothing_happened() -> None:
    assert not is_of_interest({"event": "unchanged", "source": "a"})
    assert is_of_interest({"event": "failed", "source": "a", "reason": "HTTP 500"})
    assert is_of_interest({"event": "no network: nothing is concluded until it is back"})
