"""Asking a host whether it answers, against real servers."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime

import pytest

from clausewatch.core.model import Answered, FailureKind, FetchFailure
from clausewatch.core.watch import Source, SourceKind
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.guard import Guard
from shell.site import Answer, Site, answer, redirect

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def knock(url: str, *allowed: str, timeout: float = 5.0) -> Answered | FetchFailure:
    async def run() -> Answered | FetchFailure:
        source = Source("lumen/api", SourceKind.PROBE, url, "API", 120.0, timeout=timeout)
        async with Fetcher(Guard(allowed), now=lambda: NOW) as fetcher:
            return await fetcher.knock(source)

    return asyncio.run(run())


@pytest.mark.parametrize("status", [200, 401, 403, 404, 418, 429])
def test_every_answer_below_500_is_life(status: int) -> None:
    with Site() as site:
        site.answers("/v1", answer(status, "no key"))
        assert knock(site.url("/v1"), site.address) == Answered(site.url("/v1"), NOW, status)
        (seen,) = site.requests
        assert "authorization" not in seen.headers and seen.method == "GET"


def test_a_redirection_to_anywhere_is_an_answer_and_is_not_followed() -> None:
    with Site() as site:
        site.answers("/", redirect("https://elsewhere.example/"))
        found = knock(site.url("/"), site.address)
        assert isinstance(found, Answered) and found.status == 302 and len(site.requests) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 599])
def test_a_5xx_is_none_and_its_wish_is_kept(status: int) -> None:
    with Site() as site:
        site.answers("/", answer(status, "down").with_header("Retry-After", "120"))
        found = knock(site.url("/"), site.address)
        assert isinstance(found, FetchFailure) and (found.kind, found.retry_after) == (FailureKind.HTTP_5XX, 120.0)


def test_a_body_that_never_ends_does_not_matter() -> None:
    with Site() as site:
        site.answers("/", Answer(401, (), (b"x",) * 10**6, pause=None))
        assert isinstance(knock(site.url("/"), site.address), Answered)


def test_nobody_at_the_port_no_name_no_tls_and_no_permission_are_told_apart() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{closed.getsockname()[1]}"
        refused = knock(f"http://{address}/", address)
    with Site() as site:
        plain = knock(f"https://{site.address}/", site.address)
        forbidden = knock(site.url("/"))
    nameless = knock("https://no-such-host.invalid/")
    kinds = [each.kind for each in (refused, plain, forbidden, nameless) if isinstance(each, FetchFailure)]
    assert kinds == [FailureKind.CONNECT, FailureKind.TLS, FailureKind.FORBIDDEN_ADDRESS, FailureKind.DNS]


def test_silence_is_a_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"127.0.0.1:{mute.getsockname()[1]}"
        found = knock(f"http://{address}/", address, timeout=0.3)
    assert isinstance(found, FetchFailure) and found.kind is FailureKind.TIMEOUT
