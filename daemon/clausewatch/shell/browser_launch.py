"""An installed Chromium: found, started through Playwright, stopped, killed.

Nothing is ever downloaded: who runs the monitor installs the browser, from his distribution, and updates it there.

Playwright's driver, a Node process, starts Chromium as the leader of a process group and talks to it and to us
through pipes. So neither outlives us, however we end: when our end of the pipe closes the driver kills the browser,
and a browser whose pipe closes ends by itself. What no longer listens is killed by its group.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import importlib.util
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clausewatch.core.model import FailureKind
from clausewatch.shell.fetch import Failed

if TYPE_CHECKING:
    from playwright.async_api import Browser as Driven
    from playwright.async_api import Playwright

EXECUTABLE: Final = "CLAUSEWATCH_CHROMIUM"
"""Environment variable with the path of a browser that is not found by itself."""
REMOTE: Final = "CLAUSEWATCH_BROWSER"
"""Environment variable with the address of a browser that runs as a service of its own (``http://127.0.0.1:9465``)."""
WAY_OUT: Final = "CLAUSEWATCH_BROWSER_OUT"
"""Environment variable with the path at which that service, if it has a network of its own, lends sockets in it."""
NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
INSTALL_CHROMIUM: Final = "install a Chromium (Debian: apt install chromium)"
INSTALL_PLAYWRIGHT: Final = "pip install 'clausewatch[browser]'"

START_SECONDS: Final = 30.0
"""Under load; half a second otherwise."""
CLOSE_SECONDS: Final = 5.0
_INHERITED: Final = ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")
"""Of our environment; secrets in it are none of the browser's business."""

_NOWHERE: Final = "socks5://127.0.0.1:1"
"""What the browser itself, without a page, may reach: Playwright adds that names are resolved by the proxy only."""
_FLAGS: Final = (
    "--disable-quic",
    "--disable-crash-reporter",
    "--disable-3d-apis",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_UNWANTED: Final = ["--disable-popup-blocking", "--disable-ipc-flooding-protection", "--enable-unsafe-swiftshader"]
"""Playwright's own flags for testers; we rather keep what browsers have against hostile pages."""


def executable(environment: Mapping[str, str]) -> Path | None:
    """The browser that is used, if there is one."""
    named = environment.get(EXECUTABLE)
    names = (named,) if named else NAMES
    found = next((path for name in names if (path := shutil.which(name, path=environment.get("PATH")))), None)
    return Path(found) if found else None


def playwright_version() -> str | None:
    """Of the installed Playwright; ``None`` if it is not installed."""
    try:
        return importlib.metadata.version("playwright") if importlib.util.find_spec("playwright") else None
    except importlib.metadata.PackageNotFoundError:
        return None


def missing(environment: Mapping[str, str]) -> str | None:
    """What to install before pages can be read with a browser; ``None`` if all is there."""
    lacks = (
        *(() if environment.get(REMOTE) or executable(environment) else (INSTALL_CHROMIUM,)),
        *(() if playwright_version() else (INSTALL_PLAYWRIGHT,)),
    )
    return " and ".join(lacks) or None


@dataclass(frozen=True, slots=True)
class Chromium:
    """One that runs."""

    playwright: Playwright
    driven: Driven
    process: int
    """Its process id, which is its group's too; 0 for a service of its own, which is not ours to kill."""
    driver: int
    """Process id of Playwright's driver; 0 where that is not known."""
    way_out: str | None = None
    """Where it lends sockets in its network; ``None`` for one that shares ours."""

    @property
    def version(self) -> str:
        return self.driven.version

    @property
    def alive(self) -> bool:
        return self.driven.is_connected()

    @property
    def user_agent(self) -> str:
        """What any Chromium of its major version says; not that it has no screen, and nothing that is not so."""
        major = self.version.partition(".")[0]
        return (
            f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"
        )

    async def close(self) -> None:
        """Politely at first; after five seconds by force."""
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self.driven.close()
                await self.playwright.stop()
        except _ends():
            await self.kill()

    async def kill(self) -> None:
        """At once, the pages' processes included, however busy they are."""
        if self.process:
            _kill(self.process)
        with suppress(*_ends()):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self.playwright.stop()
                return
        if self.driver:
            with suppress(ProcessLookupError):
                os.kill(self.driver, signal.SIGKILL)


async def launch(environment: Mapping[str, str]) -> Chromium:
    """Starts it; raises ``Failed`` if there is none or it does not start."""
    lacks, path, remote = missing(environment), executable(environment), environment.get(REMOTE)
    if lacks or (path is None and not remote):
        raise Failed(FailureKind.NO_BROWSER, f"its text comes by script, and there is no browser: {lacks}")
    playwright = await _driver()
    try:
        try:
            if remote:
                return await _connected(playwright, remote, environment.get(WAY_OUT))
            assert path is not None
            return await _launched(playwright, path, environment)
        except BaseException:
            await playwright.stop()
            raise
    except _errors() as error:
        fault = f"at {remote} does not answer" if remote else f"{path} does not start"
        raise Failed(FailureKind.NO_BROWSER, f"the browser {fault}: {_first_words(error)}") from error


async def _driver() -> Playwright:
    from playwright.async_api import async_playwright  # noqa: PLC0415 - an extra, and heavy

    try:
        return await async_playwright().start()
    except Exception as error:  # no narrower class is raised when its process ends before it answers
        fault = (
            f"Playwright's driver does not start: {_first_words(error)}; {sys.executable} -m playwright --version tells"
        )
        raise Failed(FailureKind.NO_BROWSER, f"{fault} why, such as a missing libatomic1") from error


async def _connected(playwright: Playwright, remote: str, way_out: str | None) -> Chromium:
    """One that runs as a service of its own; what is opened in it ends with the connection."""
    driven = await playwright.chromium.connect_over_cdp(remote, timeout=START_SECONDS * 1000)
    return Chromium(playwright, driven, process=0, driver=0, way_out=way_out or None)


async def _launched(playwright: Playwright, path: Path, environment: Mapping[str, str]) -> Chromium:
    driven = await playwright.chromium.launch(
        executable_path=path,
        args=list(_FLAGS),
        ignore_default_args=_UNWANTED,
        env={name: environment[name] for name in _INHERITED if name in environment},
        proxy={"server": _NOWHERE},
        chromium_sandbox=os.geteuid() != 0,  # Chromium refuses to sandbox root's pages
        handle_sigint=False,
        handle_sigterm=False,
        handle_sighup=False,
        timeout=START_SECONDS * 1000,
    )
    process = await _process(driven)
    return Chromium(playwright, driven, process, _parent(process))


def _errors() -> tuple[type[Exception], ...]:
    from playwright.async_api import Error  # noqa: PLC0415 - an extra, and heavy

    return (Error,)


def _ends() -> tuple[type[Exception], ...]:
    """What is raised when somebody no longer answers, or is gone."""
    return (TimeoutError, *_errors())


def _first_words(error: Exception) -> str:
    """Playwright's messages go on with logs and banners; a missing sandbox is worth more than its first line."""
    text = str(error)
    if "No usable sandbox" in text:
        return "its sandbox does not work here; install chromium-sandbox, or allow unprivileged user namespaces"
    return next((line.strip() for line in text.splitlines() if line.strip()), "no reason given")


async def _process(driven: Driven) -> int:
    session = await driven.new_browser_cdp_session()
    known = await session.send("SystemInfo.getProcessInfo")
    await session.detach()
    return int(next(each["id"] for each in known["processInfo"] if each["type"] == "browser"))


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


# --- what the system knows of processes; nothing where there is no /proc ------------------------------------------

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


def _parent(process: int) -> int:
    return next((parent for each, parent, _ in _processes() if each == process), 0)


def memory_of(group: int) -> int:
    """Bytes of memory that the processes of a group have for themselves; 0 where nobody says."""
    return sum(_own_memory(process) for process, _, its_group in _processes() if its_group == group)


def _processes() -> list[tuple[int, int, int]]:
    """Id, parent and group of every process."""
    known = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        known.append((int(folder.name), int(fields[1]), int(fields[2])))
    return known


def _own_memory(process: int) -> int:
    try:
        resident, shared = map(int, Path(f"/proc/{process}/statm").read_text().split()[1:3])
    except (OSError, ValueError):
        return 0
    return (resident - shared) * _PAGE
