"""Names to permitted addresses, and that no connection goes anywhere else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable

import httpcore
import httpx
import pytest

from clausewatch.shell.guard import (
    ForbiddenAddress,
    Guard,
    GuardedBackend,
    GuardedTransport,
    LookUp,
    ResolutionFailed,
    SystemLookUp,
)
from shell.site import Site, page

# --- names --------------------------------------------------------------------------------------------------------


def names(**known: tuple[str, ...]) -> LookUp:
    """A resolver that knows a few names; every further question about one gives its next answer."""

    async def look_up(host: str, port: int) -> tuple[str, ...]:
        if host not in known:
            raise OSError(-2, "Name or service not known")
        return known[host]

    return look_up


def resolved(guard: Guard, host: str, port: int = 443) -> tuple[str, ...]:
    return asyncio.run(guard.resolve(host, port))


def test_public_addresses_are_given_in_the_resolvers_order() -> None:
    guard = Guard(look_up=names(acme=("2606:4700::1", "1.1.1.1")))
    assert resolved(guard, "acme") == ("2606:4700::1", "1.1.1.1")


def test_a_private_address_among_public_ones_is_left_out() -> None:
    assert resolved(Guard(look_up=names(acme=("10.0.0.1", "1.1.1.1"))), "acme") == ("1.1.1.1",)


def test_a_name_with_private_addresses_only_is_forbidden_and_says_what_would_allow_it() -> None:
    with pytest.raises(ForbiddenAddress, match=r"acme is at 10\.0\.0\.1.*network\.allow.*acme:443"):
        resolved(Guard(look_up=names(acme=("10.0.0.1",))), "acme")


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]", "localhost"])
def test_no_way_of_writing_this_machine_gets_through(host: str) -> None:
    with pytest.raises((ForbiddenAddress, ResolutionFailed)):
        resolved(Guard(), host)


@pytest.mark.parametrize("host", ["x..y", "a" * 300, "bad\0name", "under score", ""])
def test_a_host_that_is_no_name_fails_to_resolve(host: str) -> None:
    with pytest.raises((ForbiddenAddress, ResolutionFailed)):
        resolved(Guard(), host)


def test_an_unknown_name_fails_to_resolve() -> None:
    with pytest.raises(ResolutionFailed, match=r"acme cannot be resolved: Name or service not known"):
        resolved(Guard(look_up=names()), "acme")


def test_a_name_with_many_addresses_is_cut() -> None:
    guard = Guard(look_up=names(acme=tuple(f"1.1.1.{n}" for n in range(1, 200))))
    assert len(resolved(guard, "acme")) == 8


def test_an_allowed_name_may_be_anywhere_at_its_port_only() -> None:
    guard = Guard(("Intranet.acme:8080",), look_up=names(**{"intranet.acme": ("10.0.0.1",)}))
    assert resolved(guard, "intranet.acme", 8080) == ("10.0.0.1",)
    with pytest.raises(ForbiddenAddress):
        resolved(guard, "intranet.acme", 80)


def test_an_allowed_address_may_be_reached_by_any_name_at_its_port_only() -> None:
    guard = Guard(("10.0.0.1:8080", "[::1]:25"), look_up=names(acme=("10.0.0.2", "10.0.0.1")))
    assert resolved(guard, "acme", 8080) == ("10.0.0.1",)
    assert resolved(guard, "::1", 25) == ("::1",)
    with pytest.raises(ForbiddenAddress):
        resolved(guard, "::1", 80)


@pytest.mark.parametrize("entry", ["acme", "acme:", ":80", "acme:http", "acme:0", "acme:65536", "acme:８０", ""])
def test_an_entry_of_another_form_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="host:port"):
        Guard((entry,))


def test_a_silent_name_server_is_given_up() -> None:
    async def silent(host: str, port: int) -> tuple[str, ...]:
        await asyncio.Event().wait()
        return ()

    with pytest.raises(ResolutionFailed, match="no name server answered for acme"):
        resolved(Guard(look_up=silent, patience=0.02), "acme")


def test_a_silent_name_server_holds_up_eight_threads_and_no_more() -> None:
    release, asked = threading.Event(), []

    def blocking(host: str, port: int) -> tuple[tuple[str, ...], None]:
        asked.append(host)
        release.wait(5)
        return ("1.1.1.1",), None

    async def run() -> list[object]:
        guard = Guard(look_up=SystemLookUp(blocking), patience=0.1)
        given_up = await asyncio.gather(*(guard.resolve(f"h{n}", 80) for n in range(20)), return_exceptions=True)
        assert all(isinstance(each, ResolutionFailed) for each in given_up)
        assert len(asked) == 8
        release.set()
        return [await guard.resolve(f"later{n}", 80) for n in range(20)]

    assert asyncio.run(run()) == [("1.1.1.1",)] * 20


# --- connections --------------------------------------------------------------------------------------------------


def with_transport(guard: Guard, body: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    async def run() -> None:
        async with httpx.AsyncClient(transport=GuardedTransport(guard), trust_env=False) as client:
            await body(client)

    asyncio.run(run())


def test_nothing_on_loopback_is_asked_unless_it_is_allowed() -> None:
    with Site() as site:
        site.answers("/", page("private"))

        async def body(client: httpx.AsyncClient) -> None:
            for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
                with pytest.raises(httpx.ConnectError):
                    await client.get(site.url("/", host))

        with_transport(Guard(), body)
        assert site.requests == []


def test_an_allowed_address_is_asked_and_keeps_the_host_header() -> None:
    with Site() as site:
        site.answers("/", page("mine"))

        async def body(client: httpx.AsyncClient) -> None:
            answer = await client.get(site.url("/", "localhost"))
            assert answer.text == "mine"

        with_transport(Guard((site.address,)), body)
        assert site.requests[0].headers["host"] == f"localhost:{site.port}"


def test_a_name_that_turns_private_after_it_was_judged_gains_nothing() -> None:
    """Rebinding: whoever resolves twice connects to the second answer."""
    answers = [("1.1.1.1",), ("127.0.0.1",), ("127.0.0.1",)]
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return answers.pop(0)

    async def run() -> None:
        guard = Guard(look_up=rebinding)
        assert await guard.resolve("evil", 80) == ("1.1.1.1",)
        with Site() as site:
            async with httpx.AsyncClient(transport=GuardedTransport(guard), trust_env=False) as client:
                with pytest.raises(ForbiddenAddress):
                    await client.get(site.url("/", "evil"))
            assert site.requests == []

    asyncio.run(run())
    assert asked == ["evil", "evil"]


def test_the_name_is_resolved_once_per_connection_and_the_literal_is_connected_to() -> None:
    asked: list[str] = []

    with Site() as site:
        site.answers("/", page("here"))

        async def look_up(host: str, port: int) -> tuple[str, ...]:
            asked.append(host)
            return ("127.0.0.1",)

        async def body(client: httpx.AsyncClient) -> None:
            # The name is in no zone: only a connection to the literal can work.
            assert (await client.get(site.url("/", "acme.invalid"))).text == "here"

        with_transport(Guard((f"acme.invalid:{site.port}",), look_up=look_up), body)
    assert asked == ["acme.invalid"]


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    with Site() as site:
        site.answers("/", page("here"))

        async def body(client: httpx.AsyncClient) -> None:
            assert (await client.get(site.url("/", "acme.invalid"))).text == "here"

        allow = (f"acme.invalid:{site.port}",)
        with_transport(Guard(allow, look_up=names(**{"acme.invalid": ("127.0.0.9", "127.0.0.1")})), body)


def test_unix_sockets_are_not_reached() -> None:
    with pytest.raises(ForbiddenAddress):
        asyncio.run(GuardedBackend(Guard()).connect_unix_socket("/run/docker.sock"))


def test_httpcore_errors_arrive_as_httpx_errors() -> None:
    with Site() as site:
        closed = site.port

    async def body(client: httpx.AsyncClient) -> None:
        with pytest.raises(httpx.ConnectError) as refused:
            await client.get(f"http://127.0.0.1:{closed}/")
        assert not isinstance(refused.value, httpcore.ConnectError)

    with_transport(Guard((f"127.0.0.1:{closed}",)), body)
