"""A page whose text comes by script is read; a page that misuses the browser is stopped, and says so as a value.

One browser serves all tests of this module, as it does in the daemon.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from clausewatch.core import formats
from clausewatch.core.model import Capture, Document, FailureKind, FetchFailure
from clausewatch.core.watch import Recipe, Source, SourceKind
from clausewatch.shell.browser import Browser
from clausewatch.shell.browser_egress import Limits
from clausewatch.shell.browser_launch import missing
from clausewatch.shell.guard import Guard
from shell.site import Answer, Site, answer, gzip_bomb, page, redirect, stalling

LACKS = missing(os.environ)
pytestmark = [
    pytest.mark.skipif(LACKS is not None, reason=f"no browser: {LACKS}"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # of Playwright, when its browser is killed
]

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TERMS = " ".join(f"We keep record number {number} for thirty days and then delete it." for number in range(12))
LIMITS = Limits(body=1_000_000, received=2_000_000, memory=700_000_000, settle=3.0, under_way=1.0)
NOBODY = "127.0.0.1:1026"
"""Allowed, but nobody is there."""
T = TypeVar("T")


def source(url: str, **more: Any) -> Source:
    return Source("acme/terms", SourceKind.PAGE, url, "Terms", 3600.0, **{"timeout": 20.0, **more})


def scripted(script: str, body: str = '<div id="root"></div>') -> Answer:
    return page(
        f"<!doctype html><html><head><title>Terms</title></head><body>{body}<script>{script}</script></body></html>"
    )


def writes(text: str) -> str:
    return f"document.getElementById('root').innerHTML = '<h1>Terms</h1><p>{text}</p>';"


class Bench:
    """A site, and a browser that may reach it."""

    def __init__(self, site: Site, browser: Browser, runner: asyncio.Runner) -> None:
        self.site, self.browser, self.runner = site, browser, runner

    def fetch(self, path: str = "/", **more: Any) -> Capture | FetchFailure:
        return self.runner.run(self.browser.fetch(source(self.site.url(path), **more)))

    def capture(self, path: str = "/", **more: Any) -> Capture:
        capture = self.fetch(path, **more)
        assert isinstance(capture, Capture), capture
        return capture

    def failure(self, path: str = "/", **more: Any) -> FetchFailure:
        failure = self.fetch(path, **more)
        assert isinstance(failure, FetchFailure), failure.body[:500]
        assert failure.detail.isprintable() and len(failure.detail) <= 300
        return failure


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[asyncio.Runner, Browser, Site]]:
    with Site() as site, asyncio.Runner() as runner:
        browser = Browser(Guard((site.address, NOBODY)), now=lambda: NOW, limits=LIMITS)
        runner.run(browser.__aenter__())
        yield runner, browser, site
        runner.run(browser.__aexit__(None, None, None))


@pytest.fixture
def bench(running: tuple[asyncio.Runner, Browser, Site]) -> Bench:
    runner, browser, site = running
    site.requests.clear()
    return Bench(site, browser, runner)


def with_browser(allow: tuple[str, ...], body: Callable[[Browser], Awaitable[T]], **options: Any) -> T:
    """With a browser of its own, for what would disturb the others."""

    async def run() -> T:
        async with Browser(Guard(allow), now=lambda: NOW, **options) as browser:
            return await body(browser)

    return asyncio.run(run())


def document(capture: Capture, encoding: str | None = None) -> Document:
    read = formats.read(capture, Recipe(encoding=encoding))
    assert isinstance(read, Document), read
    return read


def text(capture: Capture) -> str:
    return "\n".join(block.text for block in document(capture).blocks)


# --- the text comes -----------------------------------------------------------------------------------------------


def test_text_that_a_script_writes_is_captured_with_provenance(bench: Bench) -> None:
    bench.site.answers("/", scripted(writes(TERMS)).with_header("X-Served-By", "edge-7").with_header("ETag", '"1"'))
    capture = bench.capture()
    assert TERMS in text(capture)
    assert (capture.url, capture.final_url, capture.redirects) == (bench.site.url("/"), bench.site.url("/"), ())
    assert (capture.status, capture.fetched_at, capture.rendered) == (200, NOW, True)
    assert capture.header("x-served-by") == "edge-7"
    assert capture.header("etag") is None  # of the server's bytes; it must not validate what scripts made of them


def test_text_that_is_fetched_after_loading_is_waited_for(bench: Bench) -> None:
    bench.site.answers("/", scripted("fetch('/api').then(a => a.text()).then(t => {" + writes("' + t + '") + "});"))
    bench.site.answers("/api", dataclasses.replace(page(TERMS), before=1.0))
    assert TERMS in text(bench.capture())


def test_text_that_comes_a_while_after_everything_was_loaded_is_waited_for(bench: Bench) -> None:
    bench.site.answers("/", scripted(f"setTimeout(() => {{{writes(TERMS)}}}, 1000);", '<div id="root">Loading</div>'))
    assert TERMS in text(bench.capture())


def test_a_page_whose_text_never_stands_still_is_taken_as_it_is(bench: Bench) -> None:
    bench.site.answers("/", scripted(f"{writes(TERMS)} setInterval(() => document.body.append(' tick'), 50);"))
    assert TERMS in text(bench.capture())


def test_a_request_that_is_never_answered_does_not_hold_up_a_page_that_has_its_text(bench: Bench) -> None:
    bench.site.answers("/", scripted(f"{writes(TERMS)} fetch('/poll').then(() => document.body.append('polled'));"))
    bench.site.answers("/poll", dataclasses.replace(page("news"), before=3.0))
    assert "polled" not in text(bench.capture())


def test_text_in_open_shadow_roots_is_written_where_it_shows(bench: Bench) -> None:
    def element(name: str, inside: str) -> str:
        fill = f"this.attachShadow({{mode: 'open'}}).innerHTML = '{inside}';"
        return f"customElements.define('{name}', class extends HTMLElement {{ constructor() {{ super(); {fill} }} }});"

    outer = element("x-page", f"<h1>Terms</h1><x-card><slot></slot></x-card><p>{TERMS}</p><p>The end.</p>")
    inner = element("x-card", "<p>At first.</p><slot></slot>")
    bench.site.answers("/", scripted(inner + outer, "<x-page><p>In between.</p></x-page>"))
    shown = [block.text for block in document(bench.capture()).blocks]
    assert shown == ["Terms", "At first.", "In between.", TERMS, "The end."]


def test_the_capture_is_utf8_whatever_the_server_sent_and_the_recipe_pins(bench: Bench) -> None:
    body = f"<html><head><meta charset=gbk><title>条款</title></head><p>我们不会出售您的数据。</p><p>{TERMS}</p></html>"
    bench.site.answers("/", page(body.encode("gbk"), "text/html; charset=gbk"))
    read = document(bench.capture(recipe=Recipe(encoding="gbk")), encoding="gbk")
    assert read.blocks[0].text == "我们不会出售您的数据。"


def test_what_is_no_html_comes_as_the_server_sent_it(bench: Bench) -> None:
    bench.site.answers("/terms.json", page('{"terms": "We never sell your data."}', "application/json"))
    capture = bench.capture("/terms.json")
    assert capture.body == b'{"terms": "We never sell your data."}'
    assert capture.header("content-type") == "application/json"


def test_images_fonts_and_media_are_not_asked_for(bench: Bench) -> None:
    style = "@font-face {font-family: X; src: url(/x.woff2)} p {font-family: X}"
    body = f'<style>{style}</style><img src="/x.png"><video src="/x.mp4" autoplay></video><div id="root"></div>'
    bench.site.answers("/", scripted(writes(TERMS), body))
    bench.capture()
    assert [seen.path for seen in bench.site.requests] == ["/"]


def test_nothing_of_a_page_is_left_for_the_next(bench: Bench) -> None:
    bench.site.answers("/", scripted(f"{writes(TERMS)} document.cookie = 'seen=1; max-age=9999';"))
    bench.capture()
    bench.capture()
    assert [seen.headers.get("cookie") for seen in bench.site.asked("/")] == [None, None]


def test_a_page_is_asked_as_by_any_chromium_in_the_language_that_is_expected(bench: Bench) -> None:
    bench.site.answers("/", scripted(writes(TERMS)))
    bench.capture(recipe=Recipe(language="zh"))
    headers = bench.site.requests[0].headers
    assert re.search(r"Chrome/\d+\.0\.0\.0 Safari", headers["user-agent"])
    assert not [value for value in headers.values() if "headless" in value.lower()]
    assert headers["accept-language"].startswith("zh")


# --- where it leads -----------------------------------------------------------------------------------------------


def test_redirects_of_server_and_script_are_in_the_chain(bench: Bench) -> None:
    bench.site.answers("/", redirect("/a"))
    bench.site.answers("/a", scripted("location.replace('/b');"))
    bench.site.answers("/b", scripted(writes(TERMS)))
    capture = bench.capture()
    assert (capture.redirects, capture.final_url) == (
        (bench.site.url("/"), bench.site.url("/a")),
        bench.site.url("/b"),
    )
    assert TERMS in text(capture)


@pytest.mark.parametrize(
    "answers",
    [redirect("http://elsewhere.example/"), scripted("location.href = 'http://elsewhere.example/';")],
    ids=["server", "script"],
)
def test_a_page_that_leads_to_a_host_that_is_not_the_sources_is_told_so(bench: Bench, answers: Answer) -> None:
    bench.site.answers("/", answers)
    failure = bench.failure()
    assert (failure.kind, "elsewhere.example" in failure.detail) == (FailureKind.MOVED, True)


def test_endless_redirects_by_script_end(bench: Bench) -> None:
    bench.site.answers("/", scripted("location.replace('/');"))
    failure = bench.failure()
    assert (failure.kind, failure.detail) == (FailureKind.PROTOCOL, "more than 10 redirects")


@pytest.mark.parametrize(("status", "kind"), [(403, FailureKind.BLOCKED), (404, FailureKind.HTTP_4XX)])
def test_a_refusal_is_a_failure_however_its_page_looks(bench: Bench, status: int, kind: FailureKind) -> None:
    bench.site.answers("/", answer(status, f"<p>{TERMS}</p>"))
    failure = bench.failure()
    assert (failure.kind, failure.status) == (kind, status)


def test_a_challenge_that_lets_a_browser_through_is_passed(bench: Bench) -> None:
    bench.site.answers(
        "/", answer(403, "<title>Just a moment...</title><script>location.reload()</script>"), scripted(writes(TERMS))
    )
    capture = bench.capture()
    assert (capture.status, TERMS in text(capture)) == (200, True)


def test_a_file_to_be_saved_is_no_page(bench: Bench) -> None:
    bench.site.answers("/", page(b"\x00\x01", "application/octet-stream"))
    assert bench.failure().kind is FailureKind.PROTOCOL


def test_a_server_that_is_not_there_or_out_of_reach_is_told_like_in_a_plain_fetch(bench: Bench) -> None:
    asked = [source(f"http://{address}/") for address in (NOBODY, "127.0.0.1:1025")]
    failures = [bench.runner.run(bench.browser.fetch(each)) for each in asked]
    kinds = [failure.kind for failure in failures if isinstance(failure, FetchFailure)]
    assert kinds == [FailureKind.CONNECT, FailureKind.FORBIDDEN_ADDRESS]


# --- what a script reaches for ------------------------------------------------------------------------------------


class Trap:
    """Listens on loopback where nobody may come; for TCP and UDP."""

    def __init__(self) -> None:
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))

    def __enter__(self) -> Trap:
        self.tcp.setblocking(False)
        self.udp.setblocking(False)
        return self

    def __exit__(self, *_: object) -> None:
        self.tcp.close()
        self.udp.close()

    @property
    def sprung(self) -> bool:
        return any(_ready(look) for look in (self.tcp.accept, lambda: self.udp.recv(1)))


def _ready(look: Callable[[], object]) -> bool:
    try:
        look()
    except BlockingIOError:
        return False
    return True


WAYS = {
    "fetch": "fetch('http://HOST/', {mode: 'no-cors', method: 'POST', body: 'x'})"
    ".then(() => say('in'), () => say('out'))",
    "frame": "const f = document.createElement('iframe'); f.src = 'http://HOST/'; f.onload = () => say('out');"
    " document.body.append(f)",
    "beacon": "navigator.sendBeacon('http://HOST/', 'x'); say('out')",
    "websocket": "const s = new WebSocket('ws://HOST/'); s.onopen = () => say('in'); s.onerror = () => say('out')",
    "worker": "const code = \"fetch('http://HOST/', {mode: 'no-cors'})"
    ".then(() => postMessage('in'), () => postMessage('out'))\";"
    " const w = new Worker(URL.createObjectURL(new Blob([code]))); w.onmessage = e => say(e.data)",
    "preconnect": "const l = document.createElement('link'); l.rel = 'preconnect'; l.href = 'http://HOST';"
    " document.head.append(l); say('out')",
    "webrtc": "try { const p = new RTCPeerConnection({iceServers: [{urls: 'stun:HOST'}]}); p.createDataChannel('x');"
    " p.createOffer().then(o => p.setLocalDescription(o)); say('in') } catch (e) { say('out') }",
    "popup": "window.open('http://HOST/'); say('out')",
    "picture": "const i = new Image(); i.src = 'http://HOST/x.png'; i.onerror = () => say('out')",
}


def reaching(way: str, host: str, name: str = "") -> str:
    """A script that says on the page what became of its try."""
    says = f"const say = word => document.getElementById('root').append('{name or way}: ' + word + '; ');"
    return f"{{ {says} {WAYS[way].replace('HOST', host)}; }}"


def tries(*scripts: str) -> Answer:
    return scripted("\n".join(scripts), f"<p>{TERMS}</p><p id='root'></p>")


def said(capture: Capture) -> dict[str, str]:
    return dict(re.findall(r"([^\s:;]+): (in|out);", text(capture)))


def test_no_way_leads_to_a_loopback_port_that_is_not_the_sources(bench: Bench) -> None:
    with Trap() as trap:
        bench.site.answers("/", tries(*(reaching(way, f"127.0.0.1:{trap.port}") for way in WAYS)))
        capture = bench.capture()
        assert not trap.sprung
    assert said(capture) == dict.fromkeys(WAYS, "out")


def test_the_trap_would_be_sprung_by_the_page_that_it_is_for() -> None:
    with Trap() as trap, socket.create_connection(("127.0.0.1", trap.port)):
        assert trap.sprung


def test_the_clouds_metadata_are_out_of_reach_however_written(bench: Bench) -> None:
    hosts = {
        "plain": "169.254.169.254",
        "mapped": "[::ffff:169.254.169.254]",
        "number": "2852039166",
        "name": "metadata.google.internal",
        "local": "localhost:8080",
        "zero": "0.0.0.0:8080",
    }
    bench.site.answers("/", tries(*(reaching("fetch", host, name) for name, host in hosts.items())))
    assert said(bench.capture()) == dict.fromkeys(hosts, "out")


def test_an_address_that_is_allowed_for_one_source_is_not_for_the_script_of_another(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", int(NOBODY.rpartition(":")[2]))) as internal:
        internal.setblocking(False)
        bench.site.answers("/", tries(reaching("fetch", NOBODY)))
        assert said(bench.capture()) == {"fetch": "out"}
        assert not _ready(internal.accept)


# --- bounds -------------------------------------------------------------------------------------------------------


def test_a_script_that_never_ends_costs_the_browser_and_nobody_else(bench: Bench) -> None:
    bench.site.answers("/", scripted("while (true) {}", TERMS))
    bench.site.answers("/good", scripted(writes(TERMS)))
    assert bench.failure(timeout=1.5).kind is FailureKind.TIMEOUT
    assert bench.browser.process is None
    assert TERMS in text(bench.capture("/good"))


def test_a_giant_answer_is_refused(bench: Bench) -> None:
    bench.site.answers("/", page(b"<p>" + b"x" * 3_000_000))
    assert bench.failure().kind is FailureKind.TOO_LARGE


def test_an_answer_that_unpacks_to_a_giant_is_refused(bench: Bench) -> None:
    bench.site.answers("/", gzip_bomb(50_000_000))
    assert bench.failure().kind is FailureKind.TOO_LARGE


def test_a_page_that_makes_itself_a_giant_is_refused(bench: Bench) -> None:
    makes = (
        "for (let i = 0; i < 20; i++) { const p = document.createElement('p'); p.append('many words '.repeat(9000));"
    )
    bench.site.answers("/", scripted(f"{makes} document.body.append(p); }}"))
    assert bench.failure().kind is FailureKind.TOO_LARGE


def test_a_page_that_takes_all_memory_is_stopped(bench: Bench) -> None:
    eats = "const all = []; setInterval(() => all.push(new Uint8Array(2e7).fill(1)), 5); fetch('/poll');"
    bench.site.answers("/", scripted(eats))
    bench.site.answers("/poll", stalling())
    failure = bench.failure()
    assert (failure.kind, "memory" in failure.detail) == (FailureKind.TOO_LARGE, True)
    assert bench.browser.process is None


def test_a_server_that_does_not_answer_is_a_timeout(bench: Bench) -> None:
    bench.site.answers("/", stalling())
    assert bench.failure(timeout=1.0).kind is FailureKind.TIMEOUT


# --- the browser's life -------------------------------------------------------------------------------------------


def test_it_starts_when_needed_is_replaced_after_some_pages_and_leaves_nothing_running() -> None:
    with Site() as site:
        site.answers("/", scripted(writes(TERMS)))

        async def life(browser: Browser) -> list[int | None]:
            seen = [browser.process]
            for _ in range(3):
                await browser.fetch(source(site.url("/")))
                seen.append(browser.process)
            return seen

        none, first, second, third = with_browser((site.address,), life, recycle_after=2)
    assert none is None and first == second != third
    assert not _runs(first) and not _runs(third)


def test_it_stops_when_nobody_needs_it() -> None:
    with Site() as site:
        site.answers("/", scripted(writes(TERMS)))

        async def life(browser: Browser) -> tuple[int | None, int | None]:
            await browser.fetch(source(site.url("/")))
            before = browser.process
            await asyncio.to_thread(_until, lambda: browser.process is None)
            return before, browser.process

        before, after = with_browser((site.address,), life, idle=0.0)
    assert after is None and not _runs(before)


def test_a_browser_that_dies_fails_one_page_only(bench: Bench) -> None:
    bench.site.answers("/hangs", stalling())
    bench.site.answers("/", scripted(writes(TERMS)))

    async def life() -> Capture | FetchFailure:
        hanging = asyncio.create_task(bench.browser.fetch(source(bench.site.url("/hangs"))))
        await asyncio.to_thread(_until, lambda: bool(bench.site.asked("/hangs")))
        assert bench.browser.process is not None
        os.killpg(bench.browser.process, signal.SIGKILL)
        return await hanging

    failed = bench.runner.run(life())
    assert isinstance(failed, FetchFailure) and failed.kind is FailureKind.PROTOCOL
    assert TERMS in text(bench.capture())


def test_without_a_browser_it_says_what_to_install() -> None:
    nothing = {"PATH": "/nonexistent"}
    failure = with_browser((), lambda browser: browser.fetch(source("http://a.example/")), environment=nothing)
    assert isinstance(failure, FetchFailure) and failure.kind is FailureKind.NO_BROWSER
    assert "apt install chromium" in failure.detail


def test_a_browser_that_does_not_start_is_a_failure() -> None:
    wrong = {"PATH": os.environ["PATH"], "CLAUSEWATCH_CHROMIUM": "/bin/false"}
    failure = with_browser((), lambda browser: browser.fetch(source("http://a.example/")), environment=wrong)
    assert isinstance(failure, FetchFailure) and failure.kind is FailureKind.NO_BROWSER
    assert "/bin/false" in failure.detail


DRIVERLESS = """
import asyncio, os
from clausewatch.shell.browser_launch import launch
from clausewatch.shell.fetch import Failed

try:
    asyncio.run(launch(os.environ))
except Failed as failed:
    print(failed)
"""


def test_a_driver_that_does_not_start_is_a_failure_that_says_how_to_find_out() -> None:
    environment = {**os.environ, "PLAYWRIGHT_NODEJS_PATH": "/bin/false"}
    done = subprocess.run([sys.executable, "-c", DRIVERLESS], env=environment, capture_output=True, text=True)
    assert "-m playwright --version tells why" in done.stdout and "Traceback" not in done.stderr


ORPHAN = """
import asyncio, sys
from datetime import UTC, datetime
from clausewatch.core.watch import Source, SourceKind
from clausewatch.shell.browser import Browser
from clausewatch.shell.guard import Guard

async def main(url, address):
    async with Browser(Guard((address,)), now=lambda: datetime.now(UTC)) as browser:
        await browser.version()
        print(browser.process, flush=True)
        await browser.fetch(Source("a", SourceKind.PAGE, url, "A", 60.0))

asyncio.run(main(*sys.argv[1:]))
"""


def test_no_browser_outlives_a_monitor_that_was_killed(tmp_path: Path) -> None:
    with Site() as site:
        site.answers("/", scripted("fetch('/loaded').then(() => { while (true) {} });", TERMS))
        site.answers("/loaded", page("yes"))
        words = [sys.executable, "-c", ORPHAN, site.url("/"), site.address]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as monitor:
            assert monitor.stdout is not None
            process = int(monitor.stdout.readline())
            assert _until(lambda: bool(site.asked("/loaded")))
            assert _runs(process)
            monitor.kill()
        assert _until(lambda: not _runs(process)), "the browser still runs"


def _until(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _runs(group: int | None) -> bool:
    """Whether any process of a browser's group is alive; a dead one that nobody has buried yet is not."""
    assert group is not None
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            return True
    return False
