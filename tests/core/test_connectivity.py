"""Is it them, or is it us?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from clausewatch.core.alerts import HealthNews
from clausewatch.core.connectivity import Connectivity, Online, answered, judge, missed, witnessed
from clausewatch.core.model import FailureKind, FetchFailure

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


def failure(kind: FailureKind) -> FetchFailure:
    return FetchFailure("https://acme.example/", kind, "no route", NOW)


def test_a_failure_that_our_network_cannot_cause_is_theirs() -> None:
    assert judge(Connectivity(), failure(FailureKind.HTTP_5XX), NOW) is Online.YES
    assert judge(Connectivity(), failure(FailureKind.TLS), NOW) is Online.YES


def test_somebody_elses_fresh_answer_proves_that_we_are_online() -> None:
    fresh = Connectivity(answered_at=NOW - timedelta(seconds=30))
    stale = Connectivity(answered_at=NOW - timedelta(minutes=10))

    assert judge(fresh, failure(FailureKind.CONNECT), NOW) is Online.YES
    assert judge(stale, failure(FailureKind.CONNECT), NOW) is Online.ASK


def test_one_witness_is_enough_and_without_any_the_failure_is_believed() -> None:
    assert witnessed((False, True)) is Online.YES
    assert witnessed((False, False)) is Online.NO
    assert witnessed(()) is Online.YES


def test_an_outage_of_ours_is_told_once_when_it_is_over() -> None:
    known = Connectivity()
    for seconds in (0, 30, 60):
        known = missed(known, NOW + timedelta(seconds=seconds))

    known, alert = answered(known, NOW + timedelta(minutes=2))
    _, again = answered(known, NOW + timedelta(minutes=3))

    assert alert is not None and isinstance(alert.news, HealthNews)
    assert "from 2026-06-01 08:00:00 to 2026-06-01 08:02:00 UTC; 3 polls were missed" in alert.news.text
    assert again is None
