"""Who watches the watcher: a service manager, a dead-man's switch, who scrapes and who reads the log."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from e2e.program import Daemon, until
from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, TRAINING, policy, watched


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """Systemd, as far as the daemon can tell."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(20)
        yield listening


def heard(manager: socket.socket, wanted: str) -> str:
    """The next message that contains ``wanted``; others are passed over."""
    while wanted not in (said := manager.recv(4096).decode()):
        pass
    return said


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(port: int, path: str) -> tuple[int, str]:
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def test_a_service_manager_hears_that_it_is_ready_alive_reloading_and_stopping(
    tmp_path: Path, manager: socket.socket
) -> None:
    with watched(tmp_path) as it:
        it.program.environment |= {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "3000000"}
        with it.program.daemon() as daemon:
            assert heard(manager, "READY=1").endswith("watching 1 source")
            heard(manager, "WATCHDOG=1")
            it.watches(it.source(more=", timeout: 20s"), CLAIMS)
            assert re.search(r"MONOTONIC_USEC=\d+", heard(manager, "RELOADING=1"))
            heard(manager, "READY=1")
            assert daemon.stop() == 0
        heard(manager, "STOPPING=1")


def test_health_readiness_and_metrics_say_how_it_is(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        port = free_port()
        it.program.environment["CLAUSEWATCH_LISTEN"] = f"127.0.0.1:{port}"
        with it.program.daemon() as daemon:
            daemon.has_begun()
            assert asked(port, "/healthz") == (200, "alive\n")
            until(lambda: asked(port, "/readyz") == (200, "ready\n"), "readiness")
            text = asked(port, "/metrics")[1]
            assert asked(port, "/elsewhere")[0] == 404
            samples = dict(row.rsplit(" ", 1) for row in text.splitlines() if not row.startswith("#"))
            assert samples["clausewatch_alive"] == "1"
            assert float(samples['clausewatch_polls_total{outcome="baseline"}']) == 1
            assert float(samples['clausewatch_delivery_attempts_total{channel="team",outcome="sent"}']) == 1
            assert all(re.fullmatch(r"clausewatch_[a-z_]+(\{[^}]*\})?", name) for name in samples)
            assert daemon.stop() == 0


def test_a_dead_mans_switch_is_only_asked_for_at_public_or_allowed_addresses(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.watches('heartbeat: "ftp://elsewhere.example/x"\n' + it.watchlist(it.source(), CLAIMS))
        wrong = it.program.run("validate")
        assert wrong.code == 2 and "watchlist.yaml:1:" in wrong.err and "heartbeat" in wrong.err


def test_the_log_leads_from_a_delivery_back_to_its_fetch(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.daemon() as daemon:
        daemon.has_begun()
        it.shows(policy(NEVER_SELLS, KEEPS.replace("30 days", "90 days"), TRAINING))
        daemon.polls_again("acme/privacy")
        daemon.has_delivered()
        (changed,) = [each for each in daemon.said if each["event"] == "changed"]
        until(lambda: len(deliveries(daemon, changed["check"])) == 2, "both deliveries in the log")
        assert {each["channel"] for each in deliveries(daemon, changed["check"])} == {"team", "legal"}


def deliveries(daemon: Daemon, check: str) -> list[dict[str, object]]:
    return [each for each in daemon.said if each["event"] == "delivery sent" and each.get("check") == check]
