"""What a channel gets to see of the outside."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from clausewatch.shell.guard import Guard, LookUp
from clausewatch.shell.network import ChannelNetwork
from clausewatch_notifiers.contract import Network, Rejected, Retry
from shell.site import Answer, Site, dripping, gzip_bomb, page, redirect, stalling

T = TypeVar("T")


def lent(
    allow: Iterable[str], body: Callable[[Network], Awaitable[T]], look_up: LookUp | None = None, **options: Any
) -> T:
    async def run() -> T:
        async with ChannelNetwork(Guard(tuple(allow), look_up=look_up), Path(), **options) as network:
            return await body(network)

    return asyncio.run(run())


def posted(site: Site, **options: Any) -> httpx.Response:
    async def body(network: Network) -> httpx.Response:
        return await network.http.post(site.url("/hook"), json={"text": "changed"})

    return lent([site.address], body, **options)


def test_a_post_reaches_an_allowed_server() -> None:
    with Site() as site:
        site.answers("/hook", page('{"ok": true}', "application/json"))
        answer = posted(site)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert (site.requests[0].method, site.requests[0].body) == ("POST", b'{"text":"changed"}')


def test_an_address_that_is_not_allowed_is_rejected_for_good() -> None:
    with Site() as site:

        async def body(network: Network) -> None:
            with pytest.raises(Rejected, match=r"127\.0\.0\.1"):
                await network.http.post(site.url("/hook"), json={})

        lent([], body)
        assert site.requests == []


def test_a_redirect_is_not_followed() -> None:
    with Site() as site:
        site.answers("/hook", redirect("/elsewhere", 307))
        answer = posted(site)
        assert [seen.path for seen in site.requests] == ["/hook"]
    assert answer.status_code == 307


def test_one_answers_cookie_is_not_sent_with_the_next_message() -> None:
    with Site() as site:
        site.answers("/hook", page("ok").with_header("Set-Cookie", "who=first"))

        async def body(network: Network) -> None:
            for _ in range(2):
                await network.http.post(site.url("/hook"), json={})

        lent([site.address], body)
        assert all("cookie" not in seen.headers for seen in site.requests)


@pytest.mark.parametrize("slow", [stalling(), dripping("x" * 1000, 0.02), Answer(before=9.0)])
def test_an_answer_that_takes_too_long_is_a_timeout(slow: Answer) -> None:
    with Site() as site:
        site.answers("/hook", slow)
        with pytest.raises(httpx.TimeoutException):
            posted(site, deadline=0.15)


def test_an_answer_is_not_unpacked_unasked() -> None:
    with Site() as site:
        site.answers("/hook", gzip_bomb(8 << 20))
        assert posted(site).content.startswith(b"\x1f\x8b")


def test_an_endless_answer_is_cut() -> None:
    with Site() as site:
        site.answers("/hook", Answer(200, pieces=itertools.repeat(b"x" * 65_536)))
        assert len(posted(site, deadline=5.0).content) == 1 << 20


def test_a_name_resolves_to_a_permitted_address() -> None:
    async def look_up(host: str, port: int) -> tuple[str, ...]:
        if host == "nowhere.example":
            raise OSError(-2, "Name or service not known")
        return {"mail.example": ("10.0.0.1", "1.1.1.1"), "lan.example": ("10.0.0.1",)}[host]

    async def body(network: Network) -> str:
        with pytest.raises(Rejected, match=r"lan\.example"):
            await network.resolve("lan.example", 25)
        with pytest.raises(Retry, match=r"nowhere\.example"):
            await network.resolve("nowhere.example", 25)
        return await network.resolve("mail.example", 25)

    assert lent([], body, look_up) == "1.1.1.1"
