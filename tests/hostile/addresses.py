"""Ways to make the monitor talk to where it must not."""

from __future__ import annotations

import asyncio
import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from clausewatch.core.model import Capture, FailureKind, Fetched, FetchFailure
from clausewatch.core.watch import Source, SourceKind
from clausewatch.shell.browser_egress import Egress, Limits
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.guard import ForbiddenAddress, Guard, GuardedBackend, LookUp
from clausewatch.shell.network import ChannelNetwork
from clausewatch.shell.watchlist_sources import url_fault
from clausewatch_notifiers.contract import Rejected
from hostile.cases import case
from shell.site import Site, page, redirect
from shell.test_fetch import NOW

PUBLIC = "93.184.216.34"


def names(*answers: str) -> LookUp:
    """A name server that gives these addresses, whatever it is asked."""

    async def look_up(host: str, port: int) -> tuple[str, ...]:
        return answers

    return look_up


def refused(host: str, *answers: str) -> None:
    guard = Guard(look_up=names(*answers))
    with pytest.raises(ForbiddenAddress):
        asyncio.run(guard.resolve(host, 80))


def fetch(url: str, guard: Guard, hosts: tuple[str, ...] = ()) -> Fetched:
    async def run() -> Fetched:
        async with Fetcher(guard, now=lambda: NOW, pause=0) as fetcher:
            return await fetcher.fetch(Source("a/b", SourceKind.PAGE, url, "T", 3600.0, hosts=hosts, timeout=5))

    return asyncio.run(run())


def fails(kind: FailureKind, url: str, guard: Guard, hosts: tuple[str, ...] = ()) -> None:
    failure = fetch(url, guard, hosts)
    assert isinstance(failure, FetchFailure) and failure.kind is kind, failure


PRIVATE = (
    (1, "A public name that resolves to 127.0.0.1", "127.0.0.1"),
    (2, "A public name that resolves to 10.0.0.0/8", "10.1.2.3"),
    (3, "… to 172.16.0.0/12", "172.16.0.1"),
    (4, "… to 192.168.0.0/16", "192.168.1.1"),
    (5, "… to 169.254.169.254, the metadata of most clouds", "169.254.169.254"),
    (6, "… to 100.100.100.200, the metadata of Alibaba Cloud", "100.100.100.200"),
    (7, "… to 168.63.129.16, Azure's host agent", "168.63.129.16"),
    (8, "… to 0.0.0.0", "0.0.0.0"),
    (9, "… to a multicast or broadcast address", "255.255.255.255"),
    (10, "… to ::1", "::1"),
    (11, "… to an IPv4-mapped address (::ffff:10.0.0.1)", "::ffff:10.0.0.1"),
    (12, "… to an IPv4-compatible address (::127.0.0.1)", "::127.0.0.1"),
    (13, "… through NAT64 (64:ff9b::7f00:1)", "64:ff9b::7f00:1"),
    (14, "… through 6to4 (2002:a00:1::1)", "2002:a00:1::1"),
    (15, "… through Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
    (16, "… to a unique local address (fd00::/8)", "fd12:3456::1"),
    (17, "… to a link-local address with a zone (fe80::1%eth0)", "fe80::1%eth0"),
)


def resolves_to(address: str) -> Callable[[], None]:
    return lambda: refused("policy.example", address)


for _number, _what, _address in PRIVATE:
    case(_number, _what, "refused: no connection is made")(resolves_to(_address))


def written(host: str) -> Callable[[], None]:
    def proof() -> None:
        failure = fetch(f"http://{host}/", Guard())
        assert isinstance(failure, FetchFailure)
        assert failure.kind in (FailureKind.FORBIDDEN_ADDRESS, FailureKind.PROTOCOL, FailureKind.DNS), failure

    return proof


for _number, _what, _host in (
    (18, "127.0.0.1 written as a decimal number (2130706433)", "2130706433"),
    (19, "… as octal numbers (0177.0.0.1)", "0177.0.0.1"),
    (20, "… as a hexadecimal number (0x7f000001)", "0x7f000001"),
    (21, "… in short (127.1)", "127.1"),
    (22, "… as a name with a full stop (localhost.)", "localhost."),
):
    case(_number, _what, "no address, or judged by what it resolves to: refused")(written(_host))


@case(23, "A name with a public and a private address", "only the public one is ever connected to")
def mixed() -> None:
    guard = Guard(look_up=names("10.0.0.1", PUBLIC, "::1"))
    assert asyncio.run(guard.resolve("policy.example", 443)) == (PUBLIC,)


@case(
    24,
    "A name that resolves to something else the second time (rebinding)",
    "resolved once; the judged literal is used",
)
def rebinding() -> None:
    asked: list[str] = []

    async def look_up(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return (PUBLIC,) if len(asked) == 1 else ("127.0.0.1",)

    guard = Guard(look_up=look_up)
    assert asyncio.run(guard.resolve("policy.example", 80)) == (PUBLIC,)
    with pytest.raises(ForbiddenAddress):
        asyncio.run(guard.resolve("policy.example", 80))
    assert asked == ["policy.example"] * 2


def redirected(number: int, what: str, to: str, kind: FailureKind, happens: str) -> None:
    def proof() -> None:
        with Site() as site:
            site.answers("/", redirect(to))
            fails(kind, site.url("/"), Guard((site.address,)), ("127.0.0.1", "localhost", "169.254.169.254"))
            assert len(site.requests) == 1

    case(number, what, happens)(proof)


MOVED, PROTOCOL, FORBIDDEN = FailureKind.MOVED, FailureKind.PROTOCOL, FailureKind.FORBIDDEN_ADDRESS
redirected(
    25, "A redirect to a metadata address", "http://169.254.169.254/latest/", FORBIDDEN, "every hop is judged; refused"
)
redirected(
    26,
    "A redirect to another port of the same machine",
    "http://127.0.0.1:22/",
    MOVED,
    "refused: not the source's port",
)
redirected(
    27,
    "A redirect to a host that is not the source's",
    "https://evil.example/",
    MOVED,
    "refused: “leads to evil.example”",
)
redirected(28, "A redirect to file:///etc/passwd", "file:///etc/passwd", PROTOCOL, "refused: not http or https")
redirected(
    29,
    "A redirect to gopher:, ftp:, data: or javascript:",
    "gopher://127.0.0.1/_x",
    PROTOCOL,
    "refused: not http or https",
)
redirected(30, "A redirect with a user name and password in it", "http://a:b@127.0.0.1/", PROTOCOL, "refused")
redirected(31, "A redirect of 100,000 characters", "/" + "a" * 40_000, PROTOCOL, "refused: too long")
redirected(32, "A redirect that is no address (http://[::1)", "http://[::1", PROTOCOL, "refused")


@case(33, "Redirects without end", "given up after ten")
def loop() -> None:
    with Site() as site:
        site.answers("/", redirect("/"))
        fails(PROTOCOL, site.url("/"), Guard((site.address,)))
        assert len(site.requests) == 11


@case(
    34,
    "A watchlist that names file:, a password in a URL or a control character",
    "refused by `validate`, with its line",
)
def in_the_watchlist() -> None:
    bad = (
        "file:///etc/passwd",
        "https://a:b@acme.example/",
        "https://acme.example/\r\nX: y",
        "javascript:alert(1)",
        "//x",
    )
    assert [url for url in bad if url_fault(url) is None] == []


@case(35, "A web hook at a private address", "never posted to; the delivery is dead at once, and others hear of it")
def web_hook() -> None:
    async def run(site: Site) -> None:
        async with ChannelNetwork(Guard(), Path()) as network:
            with pytest.raises(Rejected):
                await network.http.post(site.url("/hook"), json={})

    with Site() as site:
        asyncio.run(run(site))
        assert site.requests == []


@case(36, "A mail server whose name resolves to a private address", "never connected to")
def mail_server() -> None:
    async def run() -> None:
        async with ChannelNetwork(Guard(look_up=names("10.0.0.25")), Path()) as network:
            with pytest.raises(Rejected):
                await network.resolve("mail.example", 25)

    asyncio.run(run())


@case(37, "A web hook that redirects inwards", "a redirect of a channel is never followed")
def web_hook_redirects() -> None:
    async def run(site: Site) -> int:
        async with ChannelNetwork(Guard((site.address,)), Path()) as network:
            return (await network.http.post(site.url("/hook"), json={})).status_code

    with Site() as site:
        site.answers("/hook", redirect("http://127.0.0.1:1/", 307))
        assert asyncio.run(run(site)) == 307
        assert len(site.requests) == 1


@case(38, "A proxy named in the environment", "not used: it would resolve names where no guard looks")
def proxy() -> None:
    before = os.environ.get("HTTP_PROXY")
    os.environ["HTTP_PROXY"] = "http://127.0.0.1:1"
    try:
        with Site() as site:
            site.answers("/", page("words"))
            assert isinstance(fetch(site.url("/"), Guard((site.address,))), Capture)
    finally:
        os.environ.pop("HTTP_PROXY")
        if before is not None:
            os.environ["HTTP_PROXY"] = before


@case(39, "A Unix socket as the target", "there is no way to one")
def unix_socket() -> None:
    with pytest.raises(ForbiddenAddress):
        asyncio.run(GuardedBackend(Guard()).connect_unix_socket("/run/docker.sock"))


async def _through_egress(guard: Guard, host: bytes, port: int) -> int:
    """What the browser's proxy answers to a page that asks for this destination."""
    source = Source("a/b", SourceKind.PAGE, "https://acme.example/", "T", 3600.0)
    async with Egress(guard, source, Limits()) as egress:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(egress.address.rpartition(":")[2]))
        writer.write(b"\x05\x01\x00")
        await reader.readexactly(2)
        writer.write(b"\x05\x01\x00\x03" + bytes([len(host)]) + host + struct.pack(">H", port))
        answer = await reader.readexactly(4)
        writer.close()
        return answer[1]


@case(40, "A script in the browser that asks for a private address", "refused by the browser's only way out")
def browser_inwards() -> None:
    assert asyncio.run(_through_egress(Guard(), b"127.0.0.1", 80)) == 2


@case(41, "… for a name that rebinds to one", "resolved by us, once, and refused")
def browser_rebinding() -> None:
    assert asyncio.run(_through_egress(Guard(look_up=names("192.168.1.1")), b"cdn.example", 443)) == 2


@case(42, "… for an address that the operator allowed for another source", "refused: it was not allowed for this page")
def browser_borrows() -> None:
    with Site() as site:
        host, _, port = site.address.rpartition(":")
        assert asyncio.run(_through_egress(Guard((site.address,)), host.encode(), int(port))) == 2
        assert site.requests == []
