"""A browser with a network of its own is driven from here, and reaches what the daemon's guard lets it reach.

The network is a real namespace, and the ways into it and out of it are what the units of ``install-service`` run.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clausewatch.core.model import Capture, FailureKind, FetchFailure
from clausewatch.core.watch import Source, SourceKind
from clausewatch.shell.browser import Browser
from clausewatch.shell.browser_egress import Egress, Limits
from clausewatch.shell.browser_launch import REMOTE, WAY_OUT, executable, missing
from clausewatch.shell.browser_out import borrow
from clausewatch.shell.fetch import Failed
from clausewatch.shell.guard import Guard
from shell.site import Answer, Site, page

SYSTEMD = os.pathsep.join((os.environ["PATH"], "/usr/lib/systemd", "/lib/systemd"))
HELPER = (sys.executable, "-I", "-m", "clausewatch.shell.browser_out")
TERMS = " ".join(f"We keep record number {number} for thirty days and then delete it." for number in range(12))
LACKS = not (shutil.which("systemd-socket-activate") and shutil.which("systemd-socket-proxyd", path=SYSTEMD))
PATIENCE = 20.0


def makes_networks() -> bool:
    """Whether this machine lets us have a network namespace, with a loopback that is up."""
    words = ["unshare", "--net", "--map-root-user", "ip", "link", "set", "lo", "up"]
    try:
        return subprocess.run(words, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


NETWORKS = makes_networks()
needs_network = pytest.mark.skipif(not NETWORKS, reason="no network namespaces here")


needs_browser = pytest.mark.skipif(
    not NETWORKS or missing(os.environ) is not None or LACKS, reason="no network namespaces, browser or systemd"
)


class Apart:
    """A network with nothing in it but a loopback."""

    def __init__(self, process: int) -> None:
        self._process = process

    def inside(self, *words: str) -> list[str]:
        """A command that runs in it."""
        return ["nsenter", "-t", str(self._process), "--user", "--net", "--preserve-credentials", *words]

    def reaches(self, port: int) -> bool:
        """Whether a connection to this port of its loopback is made, within it."""
        script = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
        return subprocess.run(self.inside(sys.executable, "-c", script), capture_output=True).returncode == 0


@pytest.fixture
def apart() -> Iterator[Apart]:
    lives = "ip link set lo up && echo up && exec sleep infinity"
    words = ["unshare", "--net", "--map-root-user", "sh", "-c", lives]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "up\n"
        yield Apart(holder.pid)
        holder.terminate()


@contextmanager
def activated(listening: socket.socket, *words: str) -> Iterator[None]:
    """A program that gets its socket as systemd gives it: as descriptor 3."""
    given = [(os.POSIX_SPAWN_DUP2, listening.fileno(), 3)]
    process = os.posix_spawnp(words[0], words, os.environ, file_actions=given)
    try:
        yield
    finally:
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)


@contextmanager
def way_out(folder: Path, *words: str) -> Iterator[str]:
    path = str(folder / "out")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        with activated(listening, *words):
            yield path


def source(url: str) -> Source:
    return Source("acme/terms", SourceKind.PAGE, url, "Terms", 3600.0, timeout=20.0)


# --- sockets that are lent ----------------------------------------------------------------------------------------


def test_each_page_gets_a_port_of_its_own_that_ends_with_it(tmp_path: Path) -> None:
    async def ports(path: str) -> list[int]:
        seen = []
        for _ in range(3):
            async with Egress(Guard(), source("https://acme.example/"), Limits(), path) as egress:
                seen.append(int(egress.address.rpartition(":")[2]))
                _, writer = await asyncio.open_connection("127.0.0.1", seen[-1])
                writer.close()
        return seen

    with way_out(tmp_path, *HELPER) as path:
        seen = asyncio.run(ports(path))
    assert [answers(port) for port in seen] == [False] * 3


@needs_network
def test_what_is_lent_is_in_the_browsers_network_and_nowhere_else(tmp_path: Path, apart: Apart) -> None:
    with way_out(tmp_path, *apart.inside(*HELPER)) as path, borrow(path) as lent:
        port = lent.getsockname()[1]
        assert (apart.reaches(port), answers(port)) == (True, False)


def test_who_asks_and_goes_does_not_keep_the_next_from_it(tmp_path: Path) -> None:
    with way_out(tmp_path, *HELPER) as path:
        for _ in range(3):
            with socket.socket(socket.AF_UNIX) as gone:
                gone.connect(path)
        borrow(path).close()


def test_a_way_out_that_is_not_there_fails_the_page_and_says_where_to_look(tmp_path: Path) -> None:
    async def opened() -> None:
        async with Egress(Guard(), source("https://acme.example/"), Limits(), str(tmp_path / "out")):
            pass

    with pytest.raises(
        Failed, match=r"way out at \S+/out does not serve: No such file.*clausewatch-browser-out"
    ) as told:
        asyncio.run(opened())
    assert told.value.kind is FailureKind.NO_BROWSER


def test_a_helper_that_lends_nothing_is_an_error(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening, ThreadPoolExecutor() as beside:
        listening.bind(str(tmp_path / "out"))
        listening.listen()
        beside.submit(lambda: listening.accept()[0].close())
        with pytest.raises(ConnectionError, match="lends no socket"):
            borrow(str(tmp_path / "out"))


# --- a browser that is apart --------------------------------------------------------------------------------------


@contextmanager
def browser_apart(apart: Apart, folder: Path) -> Iterator[dict[str, str]]:
    """What the daemon is told of a browser in a network of its own, as the units make it."""
    port = unused()
    chromium, passer = executable(os.environ), shutil.which("systemd-socket-proxyd", path=SYSTEMD)
    assert chromium is not None and passer is not None
    flags = ("--headless=new", "--no-sandbox", "--remote-debugging-port=9465", f"--user-data-dir={folder}/data")
    nowhere = ("--proxy-server=socks5://127.0.0.1:1", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")
    inwards = ("systemd-socket-activate", "-l", f"127.0.0.1:{port}", *apart.inside(passer, "127.0.0.1:9465"))
    with ExitStack() as running:
        running.enter_context(started(*apart.inside(str(chromium), *flags, *nowhere, "about:blank")))
        running.enter_context(started(*inwards))
        path = running.enter_context(way_out(folder, *apart.inside(*HELPER)))
        assert until(lambda: apart.reaches(9465)) and until(lambda: answers(port))
        yield {**os.environ, REMOTE: f"http://127.0.0.1:{port}", WAY_OUT: path}


@contextmanager
def started(*words: str) -> Iterator[None]:
    with subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def unused() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except ConnectionRefusedError:
        return False
    return True


def until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


def scripted(elsewhere: str) -> Answer:
    """A page whose text comes by script, which also reaches for another address and says what became of it."""
    reaches = f"fetch('http://{elsewhere}/', {{mode: 'no-cors'}}).then(() => 'reached', () => 'refused')"
    shows = f"root.innerHTML = '<h1>Terms</h1><p>{TERMS}</p><p>The other address was ' + word + '.</p>'"
    return page(f'<title>Terms</title><div id="root"></div><script>{reaches}.then(word => {{ {shows} }})</script>')


@needs_browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of Playwright
def test_a_browser_in_a_network_of_its_own_reads_page_after_page_through_our_guard(
    tmp_path: Path, apart: Apart
) -> None:
    with Site() as site, socket.create_server(("127.0.0.1", 0)) as private:
        site.answers("/", scripted(f"127.0.0.1:{private.getsockname()[1]}"))

        async def read(environment: dict[str, str]) -> list[Capture | FetchFailure]:
            guard = Guard((site.address,))
            async with Browser(guard, now=lambda: datetime(2026, 3, 1, tzinfo=UTC), environment=environment) as browser:
                return [await browser.fetch(source(site.url("/"))) for _ in range(2)]

        with browser_apart(apart, tmp_path) as environment:
            captures = asyncio.run(read(environment))
        private.setblocking(False)
        with pytest.raises(BlockingIOError):
            private.accept()
    for capture in captures:
        assert isinstance(capture, Capture), capture
        assert TERMS.encode() in capture.body and b"The other address was refused." in capture.body


@needs_browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of Playwright
def test_a_daemon_that_is_told_the_way_in_alone_blames_no_page(tmp_path: Path, apart: Apart) -> None:
    async def read(environment: dict[str, str]) -> Capture | FetchFailure:
        async with Browser(Guard(), now=lambda: datetime(2026, 3, 1, tzinfo=UTC), environment=environment) as browser:
            return await browser.fetch(source("https://acme.example/"))

    with browser_apart(apart, tmp_path) as environment:
        failure = asyncio.run(read({**environment, WAY_OUT: ""}))
    assert isinstance(failure, FetchFailure) and failure.kind is FailureKind.NO_BROWSER
    assert WAY_OUT in failure.detail
