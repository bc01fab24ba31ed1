"""One polite, bounded request: what a hostile or broken server can do, and that it comes back as a value."""

from __future__ import annotations

import asyncio
import dataclasses
import gzip
import ssl
import threading
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.model import Capture, FailureKind, Fetched, FetchFailure, NotModified, Validators
from clausewatch.core.watch import Recipe, Source, SourceKind, StatusRecipe
from clausewatch.shell.fetch import NO_VALIDATORS, Fetcher, Limits
from clausewatch.shell.guard import Guard
from shell.site import (
    Answer,
    Seen,
    Site,
    answer,
    conditional,
    dripping,
    gzip_bomb,
    gzipped,
    page,
    redirect,
    stalling,
    truncated,
    unchanged,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Self-signed, for ``localhost``, made for these tests; it secures nothing."""

T = TypeVar("T")


def source(url: str, **more: Any) -> Source:
    return Source("acme/terms", SourceKind.PAGE, url, "Terms", 3600.0, **more)


def fetching(allow: Iterable[str], body: Callable[[Fetcher], Awaitable[T]], **options: Any) -> T:
    async def run() -> T:
        async with Fetcher(Guard(tuple(allow)), now=lambda: NOW, **options) as fetcher:
            return await body(fetcher)

    return asyncio.run(run())


def fetched(
    site: Site,
    path: str = "/",
    validators: Validators = NO_VALIDATORS,
    options: dict[str, Any] | None = None,
    **more: Any,
) -> Fetched:
    asked = source(site.url(path), **more)
    return fetching([site.address], lambda fetcher: fetcher.fetch(asked, validators), **(options or {}))


def failed(*args: Any, **more: Any) -> FetchFailure:
    failure = fetched(*args, **more)
    assert isinstance(failure, FetchFailure), failure
    assert failure.detail and failure.detail.isprintable() and len(failure.detail) <= 300
    assert failure.fetched_at == NOW
    return failure


def captured(*args: Any, **more: Any) -> Capture:
    capture = fetched(*args, **more)
    assert isinstance(capture, Capture), capture
    return capture


# --- a plain answer -----------------------------------------------------------------------------------------------


def test_a_capture_holds_the_bytes_as_sent_with_provenance() -> None:
    body = "Wir löschen nach 30 Tagen.".encode("latin-1")
    with Site() as site:
        site.answers("/", page(body, "text/html; charset=latin-1").with_header("X-Served-By", "edge-7"))
        capture = captured(site)
    assert capture.body == body
    assert (capture.url, capture.final_url, capture.redirects) == (site.url("/"), site.url("/"), ())
    assert (capture.status, capture.fetched_at) == (200, NOW)
    assert capture.header("Content-Type") == "text/html; charset=latin-1"
    assert capture.header("x-served-by") == "edge-7"


def test_the_request_says_who_asks_and_what_it_can_unpack() -> None:
    with Site() as site:
        site.answers("/", page("terms"))
        captured(site, recipe=Recipe(language="zh"))
    headers = site.requests[0].headers
    assert headers["user-agent"].startswith("clausewatch/")
    assert headers["user-agent"].endswith("(+policy change monitor)")
    assert headers["accept-encoding"] == "gzip"
    assert headers["accept-language"] == "zh, *;q=0.1"
    assert "if-none-match" not in headers
    assert "if-modified-since" not in headers


def test_an_empty_answer_is_a_capture_for_the_reader_to_judge() -> None:
    with Site() as site:
        for status in (200, 202, 204, 205):
            site.answers("/", Answer(status, length=0 if status != 204 else None))
            capture = captured(site)
            assert (capture.status, capture.body) == (status, b"")


def test_headers_are_bounded_and_a_validator_is_whole_or_absent() -> None:
    with Site() as site:
        long = page("terms").with_header("X-Long", "x" * 9000).with_header("ETag", '"' + "e" * 9000 + '"')
        for number in range(90):
            long = long.with_header(f"X-{number}", "y")
        site.answers("/", long)
        capture = captured(site)
    assert len(capture.headers) <= 100
    assert capture.header("x-long") == "x" * 2048
    assert capture.header("etag") is None


# --- conditional requests -----------------------------------------------------------------------------------------


def test_the_servers_own_etag_is_echoed_byte_for_byte() -> None:
    with Site() as site:
        site.answers("/", conditional("terms", etag='W/"v1-\xe9"'))
        capture = captured(site)
        validators = Validators(capture.header("etag"), capture.header("last-modified"))
        assert fetched(site, "/", validators) == NotModified(site.url("/"), NOW)
    assert validators == Validators('W/"v1-\xe9"', None)


def test_the_servers_own_date_is_echoed_and_none_of_ours() -> None:
    odd = "Sat, 01 Jan 2000 00:00:00 GMT (approximately)"
    with Site() as site:
        site.answers("/", conditional("terms", last_modified=odd))
        capture = captured(site)
        assert isinstance(fetched(site, "/", Validators(None, capture.header("last-modified"))), NotModified)
    assert site.requests[1].headers["if-modified-since"] == odd


def test_a_304_that_was_not_asked_for_is_a_protocol_failure() -> None:
    with Site() as site:
        site.answers("/", unchanged())
        failure = failed(site)
    assert (failure.kind, failure.status) == (FailureKind.PROTOCOL, 304)


def test_a_validator_that_cannot_stand_in_a_header_is_left_out() -> None:
    with Site() as site:
        site.answers("/", page("terms"))
        for etag in ('"a"\r\nX-Evil: 1', '"\x00"', '"条款"', " ", "e" * 3000):
            captured(site, "/", Validators(etag, None))
    assert all("if-none-match" not in seen.headers and "x-evil" not in seen.headers for seen in site.requests)


def test_validators_are_not_sent_to_where_a_redirect_leads() -> None:
    with Site() as site:
        site.answers("/", redirect("/new"))
        site.answers("/new", conditional("terms", etag='"v1"'))
        capture = captured(site, "/", Validators('"v1"', None))
    assert capture.body == b"terms"
    assert "if-none-match" in site.asked("/")[0].headers
    assert "if-none-match" not in site.asked("/new")[0].headers


# --- redirects ----------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_recorded() -> None:
    with Site() as site:
        site.answers("/", redirect("/a", 301))
        site.answers("/a", redirect("b?x=1", 307))
        site.answers("/b?x=1", page("terms"))
        capture = captured(site)
    assert capture.redirects == (site.url("/"), site.url("/a"))
    assert capture.final_url == site.url("/b?x=1")


def test_a_cookie_lives_through_one_chain_of_redirects_and_no_longer() -> None:
    with Site() as site:
        site.answers("/", redirect("/terms").with_header("Set-Cookie", "seen=1"))
        site.answers("/terms", page("terms"))

        async def twice(fetcher: Fetcher) -> None:
            await fetcher.fetch(source(site.url("/")))
            await fetcher.fetch(source(site.url("/terms")))

        fetching([site.address], twice)
        cookies = [seen.headers.get("cookie") for seen in site.requests]
    assert cookies == [None, "seen=1", None]


def test_ten_redirects_are_followed_and_eleven_are_not() -> None:
    with Site() as site:
        for number in range(12):
            site.answers(f"/{number}", redirect(f"/{number + 1}"))
        site.answers("/12", page("terms"))
        assert len(captured(site, "/2").redirects) == 10
        failure = failed(site, "/1")
    assert failure.kind is FailureKind.PROTOCOL
    assert "more than 10 redirects" in failure.detail


def test_a_redirect_to_another_host_is_moved_and_names_it() -> None:
    with Site() as site, Site() as other:
        site.answers("/", redirect(other.url("/", "localhost")))
        asked = source(site.url("/"))
        failure = fetching([site.address, f"localhost:{other.port}"], lambda fetcher: fetcher.fetch(asked))
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.MOVED
    assert "localhost" in failure.detail
    assert other.requests == []


def test_a_redirect_to_a_host_that_the_source_names_is_followed() -> None:
    with Site() as site, Site() as other:
        site.answers("/", redirect(other.url("/", "localhost")))
        other.answers("/", page("terms"))
        asked = source(site.url("/"), hosts=("LocalHost",))
        capture = fetching([site.address, f"localhost:{other.port}"], lambda fetcher: fetcher.fetch(asked))
    assert isinstance(capture, Capture)
    assert capture.final_url == other.url("/", "localhost")


def test_a_redirect_to_another_port_of_the_same_host_is_moved() -> None:
    with Site() as site:
        site.answers("/", redirect("http://127.0.0.1:22/"))
        failure = failed(site)
    assert failure.kind is FailureKind.MOVED
    assert "port 22 of 127.0.0.1" in failure.detail


def test_a_redirect_to_a_private_address_is_forbidden_though_the_host_is_allowed() -> None:
    with Site() as site:
        site.answers("/", redirect("http://169.254.169.254/latest/meta-data/"))
        failure = failed(site, hosts=("169.254.169.254",))
    assert failure.kind is FailureKind.FORBIDDEN_ADDRESS
    assert "169.254.169.254" in failure.detail


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "http://user:secret@127.0.0.1/",
        "http://[::1",
        "http://",
        "//",
        "http://127.0.0.1:99999/",
        "/" + "x" * 9000,
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_a_failure(target: str) -> None:
    with Site() as site:
        site.answers("/", redirect(target))
        failure = failed(site)
    assert failure.kind in (FailureKind.PROTOCOL, FailureKind.MOVED)
    assert "secret" not in failure.detail


def test_a_redirect_without_a_target_is_a_protocol_failure() -> None:
    with Site() as site:
        site.answers("/", Answer(302, length=0))
        assert failed(site).kind is FailureKind.PROTOCOL


def test_no_redirect_target_raises_or_reaches_another_server() -> None:
    with Site() as site, asyncio.Runner() as runner:
        fetcher = Fetcher(Guard((site.address,)), now=lambda: NOW, limits=Limits(redirects=2))
        asked = source(site.url("/"))

        @settings(max_examples=100, deadline=None)
        @given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=60))
        def holds(target: str) -> None:
            site.answers("/", redirect(target))
            outcome = runner.run(fetcher.fetch(asked))
            assert isinstance(outcome, FetchFailure)
            assert outcome.detail.isprintable()

        holds()


# --- other URLs of a source ---------------------------------------------------------------------------------------


def test_another_url_of_the_same_source_is_fetched_at_its_hosts_only() -> None:
    with Site() as site, Site() as also:
        site.answers("/api.json", page("{}", "application/json"))
        also.answers("/api.json", page("[]", "application/json"))
        asked = source(site.url("/"), status=StatusRecipe(also=(also.url("/", "localhost"),)))

        async def body(fetcher: Fetcher) -> list[Fetched]:
            urls = [site.url("/api.json"), also.url("/api.json", "localhost"), "http://elsewhere.invalid/api.json"]
            return [await fetcher.get(asked, url) for url in urls]

        own, second, foreign = fetching([site.address, f"localhost:{also.port}"], body)
    assert isinstance(own, Capture) and own.body == b"{}"
    assert isinstance(second, Capture) and second.body == b"[]"
    assert isinstance(foreign, FetchFailure) and foreign.kind is FailureKind.MOVED


# --- status codes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, FailureKind.BLOCKED) for status in (401, 403, 407, 429, 451)),
        *((status, FailureKind.HTTP_4XX) for status in (400, 404, 410, 418)),
        *((status, FailureKind.HTTP_5XX) for status in (500, 502, 503, 521, 599)),
        *((status, FailureKind.PROTOCOL) for status in (206, 300, 305, 600, 999)),
    ],
)
def test_a_status_that_is_no_success_is_a_failure_of_its_kind(status: int, kind: FailureKind) -> None:
    with Site() as site:
        site.answers("/", answer(status, "<p>Sorry, no terms today.</p>"))
        failure = failed(site)
    assert (failure.kind, failure.status) == (kind, status)
    assert str(status) in failure.detail


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("99999999999999999999", 86_400.0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(NOW - timedelta(days=90), usegmt=True), 0.0),
        (format_datetime(NOW + timedelta(days=90), usegmt=True), 86_400.0),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("٣", None),
        ("Mon, 99 Foo 99999 99:99:99 GMT", None),
    ],
)
def test_the_wait_that_a_server_asks_for_is_read_and_bounded(value: str, seconds: float | None) -> None:
    with Site() as site:
        asks = answer(429, "slow down").with_header("Retry-After", value.encode().decode("latin-1"))
        site.answers("/", asks)
        assert failed(site).retry_after == seconds


@pytest.mark.parametrize(
    ("status", "name", "value"),
    [
        (202, "x-amzn-waf-action", "challenge"),
        (405, "x-amzn-waf-action", "captcha"),
        (503, "CF-Mitigated", "challenge"),
    ],
)
def test_a_bot_wall_that_says_so_is_blocked_whatever_its_status(status: int, name: str, value: str) -> None:
    with Site() as site:
        site.answers("/", answer(status, "").with_header(name, value))
        failure = failed(site)
    assert (failure.kind, failure.status) == (FailureKind.BLOCKED, status)


# --- bodies -------------------------------------------------------------------------------------------------------


def test_gzip_is_unpacked() -> None:
    text = "We keep it for 30 days. " * 10_000
    with Site() as site:
        site.answers("/", gzipped(text))
        assert captured(site).body == text.encode()


def test_gzip_in_any_members_and_chunks_unpacks_to_what_was_packed() -> None:
    with Site() as site, asyncio.Runner() as runner:
        fetcher = Fetcher(Guard((site.address,)), now=lambda: NOW)
        asked = source(site.url("/"))

        @settings(max_examples=100, deadline=None)
        @given(
            st.lists(st.binary(max_size=300), max_size=3),
            st.integers(0, 200_000),
            st.integers(1, 2000),
            st.sampled_from([b"", b"\0\0", b"trailing"]),
        )
        def holds(members: list[bytes], zeros: int, cut: int, padding: bytes) -> None:
            contents = [*members, bytes(zeros)]
            packed = b"".join(gzip.compress(each) for each in contents) + padding
            pieces = [packed[at : at + cut] for at in range(0, len(packed), cut)]
            site.answers("/", Answer(200, (("Content-Encoding", "gzip"),), pieces, len(packed)))
            capture = runner.run(fetcher.fetch(asked))
            assert isinstance(capture, Capture), capture
            assert capture.body == b"".join(contents)

        holds()


def test_a_body_is_refused_one_byte_over_the_limit() -> None:
    limits = {"limits": Limits(body=1000)}
    with Site() as site:
        site.answers("/fits", page(b"x" * 1000))
        site.answers("/fits.gz", gzipped(b"x" * 1000))
        site.answers("/over", page(b"x" * 1001))
        site.answers("/over.gz", gzipped(b"x" * 1001))
        assert len(captured(site, "/fits", options=limits).body) == 1000
        assert len(captured(site, "/fits.gz", options=limits).body) == 1000
        assert failed(site, "/over", options=limits).kind is FailureKind.TOO_LARGE
        assert failed(site, "/over.gz", options=limits).kind is FailureKind.TOO_LARGE


def test_a_gzip_bomb_is_refused_without_being_unpacked() -> None:
    with Site() as site:
        site.answers("/", gzip_bomb(64 << 20))
        tracemalloc.start()
        try:
            assert failed(site, options={"limits": Limits(body=1 << 20)}).kind is FailureKind.TOO_LARGE
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 8 << 20


def test_endless_gzip_members_that_hold_nothing_are_refused() -> None:
    empty = gzip.compress(b"") * 1000
    with Site() as site:
        site.answers("/", Answer(200, (("Content-Encoding", "gzip"),), [empty] * 20))
        assert failed(site, options={"limits": Limits(body=100_000)}).kind is FailureKind.TOO_LARGE


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip", "gzip, br", "nonsense"])
def test_a_content_encoding_that_was_not_asked_for_is_refused(coding: str) -> None:
    with Site() as site:
        site.answers("/", page("terms").with_header("Content-Encoding", coding))
        assert failed(site).kind is FailureKind.PROTOCOL


@pytest.mark.parametrize("coding", ["identity", "", "IDENTITY"])
def test_identity_is_no_encoding(coding: str) -> None:
    with Site() as site:
        site.answers("/", page("terms").with_header("Content-Encoding", coding))
        assert captured(site).body == b"terms"


def test_a_body_shorter_than_it_says_is_a_protocol_failure() -> None:
    packed = gzip.compress(b"terms and conditions" * 50)
    broken = Answer(200, (("Content-Encoding", "gzip"),), (packed[:-9],))
    with Site() as site:
        site.answers("/", truncated(b"half of the te", 1000))
        site.answers("/gz", broken)
        site.answers("/no", page(b"not gzip").with_header("Content-Encoding", "gzip"))
        for path in ("/", "/gz", "/no"):
            assert failed(site, path).kind is FailureKind.PROTOCOL


# --- time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slow", [dripping("x" * 1000, 0.02), stalling(), Answer(before=9.0)])
def test_an_answer_that_is_not_complete_at_the_deadline_is_a_timeout(slow: Answer) -> None:
    with Site() as site:
        site.answers("/", slow)
        started = time.perf_counter()
        failure = failed(site, timeout=0.2)
    assert failure.kind is FailureKind.TIMEOUT
    assert "0.2 seconds" in failure.detail
    assert time.perf_counter() - started < 2.0


def test_the_deadline_spans_all_hops() -> None:
    with Site() as site:
        for number in range(9):
            site.answers(f"/{number}", dataclasses.replace(redirect(f"/{number + 1}"), before=0.06))
        assert failed(site, "/0", timeout=0.2).kind is FailureKind.TIMEOUT
        assert 2 <= len(site.requests) <= 5


def test_one_host_is_asked_one_request_at_a_time_and_waiting_is_no_timeout() -> None:
    with Site() as site:
        site.answers("/", dataclasses.replace(page("terms"), before=0.05))

        async def body(fetcher: Fetcher) -> list[Fetched]:
            asked = source(site.url("/"), timeout=0.2)
            return await asyncio.gather(*(fetcher.fetch(asked) for _ in range(6)))

        outcomes = fetching([site.address], body)
        assert site.most_at_once == 1
    assert all(isinstance(each, Capture) for each in outcomes)


def test_different_hosts_are_asked_at_the_same_time_up_to_the_bound() -> None:
    meeting, pair = threading.Barrier(4), threading.Barrier(2)
    pairs = 0

    def meet(seen: Seen) -> Answer:
        meeting.wait(5)
        return page("we were four")

    def wait_for_another(seen: Seen) -> Answer:
        nonlocal pairs
        with suppress(threading.BrokenBarrierError):
            pair.wait(0.1)
            pairs += 1
        return page("terms")

    with Site() as a, Site() as b, Site() as c, Site() as d:
        sites = (a, b, c, d)

        async def body(fetcher: Fetcher) -> list[Fetched]:
            return await asyncio.gather(*(fetcher.fetch(source(site.url("/"))) for site in sites))

        for site in sites:
            site.answers("/", meet, wait_for_another)
        outcomes = fetching([site.address for site in sites], body)
        assert all(isinstance(each, Capture) and each.body == b"we were four" for each in outcomes)
        fetching([site.address for site in sites], body, limits=Limits(at_once=1))
    assert pairs == 0


def test_there_is_a_pause_between_two_requests_to_a_host_that_is_not_the_operators() -> None:
    async def look_up(host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    async def run(pause: float) -> list[float]:
        with Site() as site:
            site.answers("/", page("terms"))
            # The address is allowed, the name is not one that the operator wrote down.
            guard = Guard((site.address,), look_up=look_up)
            async with Fetcher(guard, now=lambda: NOW, pause=pause) as fetcher:
                for _ in range(3):
                    assert isinstance(await fetcher.fetch(source(site.url("/", "acme.example"))), Capture)
                for _ in range(3):
                    assert isinstance(await fetcher.fetch(source(site.url("/"))), Capture)
            return [later.at - earlier.at for earlier, later in zip(site.requests, site.requests[1:], strict=False)]

    gaps = asyncio.run(run(0.15))
    assert all(gap >= 0.15 for gap in gaps[:2])
    assert min(gaps[3:]) < 0.15


def test_a_cancelled_fetch_is_cancelled_and_frees_the_host() -> None:
    with Site() as site:
        site.answers("/slow", stalling())
        site.answers("/", page("terms"))

        async def body(fetcher: Fetcher) -> Fetched:
            task = asyncio.create_task(fetcher.fetch(source(site.url("/slow"))))
            assert await asyncio.to_thread(site.asked_once.wait, 5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await fetcher.fetch(source(site.url("/")))

        assert isinstance(fetching([site.address], body), Capture)


# --- no connection ------------------------------------------------------------------------------------------------


def test_a_private_address_is_forbidden_unless_allowed() -> None:
    with Site() as site:
        site.answers("/", page("the router's own page"))
        failure = fetching([], lambda fetcher: fetcher.fetch(source(site.url("/"))))
        assert site.requests == []
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.FORBIDDEN_ADDRESS
    assert f"127.0.0.1:{site.port}" in failure.detail


def test_a_port_where_nobody_listens_is_a_connect_failure() -> None:
    with Site() as site:
        pass
    assert failed(site).kind is FailureKind.CONNECT


def test_a_name_that_does_not_exist_is_a_dns_failure() -> None:
    async def nobody(host: str, port: int) -> tuple[str, ...]:
        raise OSError(-2, "Name or service not known")

    async def run() -> Fetched:
        async with Fetcher(Guard(look_up=nobody), now=lambda: NOW) as fetcher:
            return await fetcher.fetch(source("https://acme.example/terms"))

    failure = asyncio.run(run())
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.DNS
    assert "acme.example" in failure.detail


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://u:p@acme.example/", "not a url", "", "http://\x00/"])
def test_what_is_no_web_address_is_a_value_too(url: str) -> None:
    failure = fetching([], lambda fetcher: fetcher.fetch(source(url)))
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.PROTOCOL


@pytest.mark.parametrize(
    "spoken",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX" + b"y" * 200_000,
    ],
)
def test_a_server_that_does_not_speak_http_is_a_protocol_failure(spoken: bytes) -> None:
    async def run() -> Fetched:
        async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(spoken)
            writer.close()

        server = await asyncio.start_server(speak, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, Fetcher(Guard((f"127.0.0.1:{port}",)), now=lambda: NOW) as fetcher:
            return await fetcher.fetch(source(f"http://127.0.0.1:{port}/"))

    failure = asyncio.run(run())
    assert isinstance(failure, FetchFailure)
    assert failure.kind in (FailureKind.PROTOCOL, FailureKind.CONNECT)
    assert failure.detail.isprintable()


# --- TLS ----------------------------------------------------------------------------------------------------------


def secured() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def over_tls(site: Site, host: str, **options: Any) -> Fetched:
    asked = source(site.url("/", host))
    return fetching([site.address, f"localhost:{site.port}"], lambda fetcher: fetcher.fetch(asked), **options)


def test_a_certificate_that_nobody_vouches_for_is_a_tls_failure() -> None:
    with Site(tls=secured()) as site:
        site.answers("/", page("forged terms"))
        failure = over_tls(site, "localhost")
        assert site.requests == []
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.TLS
    assert "certificate" in failure.detail


def test_the_certificate_is_checked_for_the_urls_host_though_the_literal_is_connected_to() -> None:
    with Site(tls=secured()) as site:
        site.answers("/", page("terms"))
        capture = over_tls(site, "localhost", ssl_context=trusting())
        assert isinstance(capture, Capture), capture
        failure = over_tls(site, "127.0.0.1", ssl_context=trusting())
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.TLS


def test_plain_http_where_tls_is_expected_is_a_tls_failure() -> None:
    with Site() as site:
        asked = source(site.url("/").replace("http:", "https:"))
        failure = fetching([site.address], lambda fetcher: fetcher.fetch(asked))
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.TLS


def test_an_https_source_is_not_answered_over_plain_http() -> None:
    with Site(tls=secured()) as site, Site() as plain:
        site.answers("/", redirect(plain.url("/", "localhost")))
        plain.answers("/", page("anybody could have written this"))
        asked = source(site.url("/", "localhost"))
        failure = fetching(
            [f"localhost:{site.port}", f"localhost:{plain.port}"],
            lambda fetcher: fetcher.fetch(asked),
            ssl_context=trusting(),
        )
    assert isinstance(failure, FetchFailure)
    assert failure.kind is FailureKind.TLS
    assert "unencrypted" in failure.detail
