"""How long a delivery waits for its next attempt."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.backoff import ATTEMPTS, FIRST, JITTER, LONGEST, LONGEST_ASKED, delay

HOUR = 3600.0
attempts = st.integers(1, ATTEMPTS - 1)


def wait(attempt: int, key: str = "a", retry_after: float | None = None) -> float:
    seconds = delay(attempt, key, retry_after)
    assert seconds is not None
    return seconds


def test_the_first_retry_comes_within_seconds() -> None:
    assert FIRST * (1 - JITTER) <= wait(1) <= FIRST * (1 + JITTER)


def test_an_outage_of_half_a_day_is_over_for_us_about_an_hour_after_it_is_over() -> None:
    assert max(wait(each) for each in range(1, ATTEMPTS)) <= LONGEST * (1 + JITTER)


def test_a_delivery_is_given_up_after_about_three_days() -> None:
    assert 2.5 * 24 * HOUR < sum(wait(each) for each in range(1, ATTEMPTS)) < 3.5 * 24 * HOUR
    assert delay(ATTEMPTS, "a", None) is None
    assert delay(ATTEMPTS, "a", 60.0) is None


@given(attempts, st.text(), st.none() | st.floats())
def test_the_wait_is_always_positive_and_bounded(attempt: int, key: str, retry_after: float | None) -> None:
    seconds = wait(attempt, key, retry_after)
    assert math.isfinite(seconds)
    assert FIRST * (1 - JITTER) <= seconds <= max(LONGEST * (1 + JITTER), LONGEST_ASKED)


@given(attempts, st.floats(0, LONGEST_ASKED))
def test_what_the_other_side_asks_for_lengthens_the_wait_and_never_shortens_it(attempt: int, asked: float) -> None:
    assert wait(attempt, "a", asked) == max(asked, wait(attempt, "a"))


def test_messages_that_failed_together_do_not_come_back_together() -> None:
    waits = {round(wait(5, f"message {number}"), 3) for number in range(100)}
    assert len(waits) > 95


@given(attempts, st.text())
def test_the_same_message_waits_equally_long_in_every_replay(attempt: int, key: str) -> None:
    assert delay(attempt, key, None) == delay(attempt, key, None)
