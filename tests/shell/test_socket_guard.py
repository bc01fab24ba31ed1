"""A library that opens its own connections reaches what it may, and nothing else."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import closing
from pathlib import Path

import pytest
import requests

from clausewatch.core.render.message import trial
from clausewatch.shell.guard import Guard
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.socket_guard import watched
from clausewatch_notifiers import apprise
from clausewatch_notifiers.contract import Receipt, Rejected, Retry, Secret
from clausewatch_notifiers.threads import in_thread
from shell.news import NOON
from shell.site import Site, page, redirect

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def sent(url: str, *allow: str) -> Receipt | Rejected | Retry:
    """What an Apprise channel made of one message."""

    async def run() -> Receipt | Rejected | Retry:
        async with ChannelNetwork(Guard(allow), Path()) as network:
            channel = apprise.build(apprise.Settings(Secret(url), timeout=5), network)
            try:
                return await channel.send(trial("key", NOON), "json")
            except (Rejected, Retry) as error:
                return error

    return asyncio.run(run())


def test_apprise_reaches_an_allowed_address() -> None:
    with Site() as site:
        site.answers("/", page("ok"))
        assert isinstance(sent(f"json://{site.address}/", site.address), Receipt)
        assert len(site.requests) == 1


def test_apprise_reaches_an_address_whose_name_is_allowed() -> None:
    with Site() as site:
        site.answers("/", page("ok"))
        port = site.address.partition(":")[2]
        assert isinstance(sent(f"json://localhost:{port}/", f"localhost:{port}"), Receipt)
        assert len(site.requests) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
def test_apprise_reaches_no_private_address_however_it_is_written(host: str) -> None:
    with Site() as site:
        port = site.address.partition(":")[2]
        outcome = sent(f"json://{host}:{port}/")
        assert site.requests == []
    assert isinstance(outcome, Rejected), outcome
    assert "network.allow does not name it" in str(outcome)


def test_another_port_of_an_allowed_host_is_another_server() -> None:
    with Site() as site:
        assert isinstance(sent(f"json://{site.address}/", "127.0.0.1:9"), Rejected)
        assert site.requests == []


def test_a_redirect_to_a_private_address_stops_at_the_connection() -> None:
    with Site() as site, Site("127.0.0.2") as inside:
        site.answers("/", redirect(inside.url("/metadata"), 302))
        with watched(Guard((site.address,))) as watch, pytest.raises(requests.ConnectionError):
            requests.get(site.url("/"), timeout=5)
        assert inside.requests == []
    assert watch.refused.startswith(f"{inside.address} is not a public address")


def test_threads_that_inherit_the_context_are_watched_and_others_are_not() -> None:
    def reach(address: str) -> None:
        host, port = address.split(":")
        with closing(socket.create_connection((host, int(port)), timeout=5)):
            pass

    with Site() as site, watched(Guard()):
        with pytest.raises(PermissionError):
            asyncio.run(in_thread(lambda: reach(site.address), "child"))
        failed: list[BaseException] = []
        stranger = threading.Thread(target=lambda: _noting(failed, lambda: reach(site.address)))
        stranger.start()
        stranger.join()
        assert failed == []


def _noting(failed: list[BaseException], work: object) -> None:
    try:
        work()  # type: ignore[operator]
    except OSError as error:
        failed.append(error)


def test_outside_nothing_is_judged() -> None:
    with Site() as site:
        with watched(Guard()):
            pass
        assert requests.get(site.url("/"), timeout=5).status_code in (200, 404)


@pytest.mark.parametrize("kind", ["datagram", "unix"])
def test_datagrams_and_sockets_of_the_machine_are_refused_too(kind: str, tmp_path: Path) -> None:
    family, how = (socket.AF_INET, socket.SOCK_DGRAM) if kind == "datagram" else (socket.AF_UNIX, socket.SOCK_STREAM)
    with watched(Guard()) as watch, closing(socket.socket(family, how)) as ours, pytest.raises(PermissionError):
        if kind == "datagram":
            ours.sendto(b"x", ("127.0.0.1", 514))
        else:
            ours.connect(str(tmp_path / "socket"))
    assert watch.refused
