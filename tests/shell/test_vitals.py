"""Alive, ready, and what is scraped."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from clausewatch.core.errors import StoreError, UsageError
from clausewatch.shell import health, metrics
from clausewatch.shell.health import Page, address, serving
from clausewatch.shell.metrics import Ground
from clausewatch.shell.store import Workload
from clausewatch.shell.vitals import LAG_SECONDS, OVERDUE_SECONDS, PULSE_SECONDS, Vitals
from shell.news import NOON


class Passing:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def work(overdue_for: float = 0, waits_for: float = 0) -> Workload:
    return Workload(
        sources=3,
        overdue=int(overdue_for > 0),
        oldest_due=NOON - timedelta(seconds=overdue_for),
        outcomes={"unchanged": 2, "new": 1},
        pending=int(waits_for > 0),
        dead=0,
        oldest_pending=NOON - timedelta(seconds=waits_for),
    )


def vitals(passing: Passing | None = None, workload: Workload | None = None) -> Vitals:
    made = Vitals(passing or Passing(), workload=workload or work())
    made.begin()
    return made


def test_it_hangs_when_a_round_does_not_come_back_also_if_it_never_did() -> None:
    passing = Passing()
    watched = vitals(passing)
    passing.now = PULSE_SECONDS
    watched.came_back("tick")
    assert watched.hangs() == ()
    passing.now += 1
    assert watched.hangs() == ("heartbeat",)
    watched.came_back("heartbeat")
    assert watched.hangs() == ()


@pytest.mark.parametrize(
    ("workload", "said"),
    [
        (work(), ()),
        (work(overdue_for=OVERDUE_SECONDS, waits_for=LAG_SECONDS), ()),
        (work(overdue_for=OVERDUE_SECONDS + 1), ("1 sources are overdue, the oldest for 901 s",)),
        (work(waits_for=LAG_SECONDS + 1), ("1 messages wait, the oldest for 1801 s",)),
    ],
)
def test_it_is_ready_while_work_and_deliveries_are_in_time(workload: Workload, said: tuple[str, ...]) -> None:
    assert vitals(workload=workload).troubles(NOON) == said


def test_a_round_that_fails_is_a_trouble_until_it_succeeds() -> None:
    watched = vitals()
    watched.failing["drain"] = "the disk is full"
    assert watched.troubles(NOON) == ("drain fails: the disk is full",)


def test_metrics_are_in_the_text_format_with_bounds_that_add_up() -> None:
    watched = vitals()
    for seconds in (0.05, 0.4, 400):
        watched.polled('odd "outcome"\n', seconds)
    ground = Ground(4096, 10**12, 1, 1, None, datetime.fromisoformat("2026-11-23T12:00:00+00:00"))
    text = metrics.exposition(watched, ground, NOON)
    assert r'clausewatch_polls_total{outcome="odd \"outcome\"\n"} 3' in text
    assert 'clausewatch_poll_duration_seconds_bucket{le="0.1"} 1\n' in text
    assert 'clausewatch_poll_duration_seconds_bucket{le="+Inf"} 3\n' in text
    assert "clausewatch_disk_free_bytes 1000000000000\n" in text
    named = [row.split(" ")[2] for row in text.splitlines() if row.startswith("# TYPE")]
    assert len(named) == len(set(named))
    assert all(
        name.endswith("_total") for row in text.splitlines() for name in row.split(" ")[2:3] if " counter" in row
    )


# --- over HTTP ----------------------------------------------------------------------------------------------------


def answers(request: bytes) -> bytes:
    async def run() -> bytes:
        pages = {"/healthz": lambda: Page(health.HTTPStatus.OK, "alive\n")}
        async with serving("127.0.0.1:0", pages) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            writer.write_eof()
            answer = await reader.read()
            writer.close()
            return answer

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /healthz HTTP/1.1", b"200"),
        (b"GET /healthz?x=1 HTTP/1.0", b"200"),
        (b"GET /../etc/passwd HTTP/1.1", b"404"),
        (b"POST /healthz HTTP/1.1", b"405"),
        (b"GET /healthz", b"400"),
        (b"\xff\xfe\x00", b"400"),
    ],
)
def test_only_what_is_there_is_answered(request_line: bytes, status: bytes) -> None:
    assert answers(request_line + b"\r\n\r\n").startswith(b"HTTP/1.1 " + status)


def test_a_head_without_end_is_hung_up_on() -> None:
    assert answers(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000) == b""


@pytest.mark.parametrize("wrong", ["9464", "localhost:", ":", "127.0.0.1:99999", "127.0.0.1:http"])
def test_an_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:9464"):
        address(wrong)


def test_an_address_that_is_taken_is_refused_with_advice() -> None:
    async def run() -> None:
        async with serving("127.0.0.1:0", {}) as port:
            with pytest.raises(StoreError, match="name another address"):
                async with serving(f"127.0.0.1:{port}", {}):
                    pass

    asyncio.run(run())
