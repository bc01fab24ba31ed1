"""The real program in a folder of its own: commands and the daemon as processes, and a schedule that can be hurried.

The shortest schedule that a watchlist may name is half a minute, and a refused message is tried again after ten
seconds. No test waits for that: ``hurry`` moves what stands in the daemon's database to now, as if the time had passed.
"""

from __future__ import annotations

import atexit
import fcntl
import functools
import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds until a test gives up waiting for another process; it comes within two, on a busy machine later."""
SLOW = 300.0
"""Seconds that a whole command may take; the demonstration takes six, and a minute on a machine with much to do."""
LONG_AGO = "2000-01-01 00:00:00.000000"


def until(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Returns once ``condition`` holds; fails if it does not."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:g} s in vain for {what}"
        time.sleep(0.02)  # another process is at work, and has no event for us


@dataclass(frozen=True)
class Ran:
    """A command that came to its end."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which holds JSON and nothing else."""
        return json.loads(self.out)


class Forker:
    """``forker.py`` at work, for as long as the tests run."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("forker.py")
        self._process = subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        atexit.register(self._end)

    def ask(self, request: str) -> int:
        """The exit code of the command."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{request}\n".encode())
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def _end(self) -> None:
        self._process.communicate()


@functools.cache
def _forker() -> Forker:
    return Forker()


@dataclass
class Program:
    """``clausewatch`` on one watchlist and one snapshots folder."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def watchlist(self) -> Path:
        return self.folder / "watchlist.yaml"

    @property
    def snapshots(self) -> Path:
        return self.folder / "snapshots"

    def watches(self, text: str) -> None:
        """The watchlist from now on; a running daemon takes it over."""
        self.watchlist.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> Ran:
        """One command; what it needs of ``--watchlist`` and ``--snapshots`` stands in its environment."""
        out, err = self.folder / "command.out", self.folder / "command.err"
        request = {
            "arguments": arguments,
            "folder": str(self.folder),
            "environment": self._environment(),
            "out": str(out),
            "err": str(err),
        }
        code = _forker().ask(json.dumps(request))
        return Ran(code, out.read_bytes().decode(), err.read_bytes().decode())

    def run_afresh(self, *arguments: str) -> Ran:
        """The same from an interpreter of its own, as people start it."""
        done = subprocess.run(
            self._command(arguments), cwd=self.folder, env=self._environment(), capture_output=True, timeout=SLOW
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command that the test does not wait for; what it says goes nowhere."""
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            self._command(arguments), cwd=self.folder, env=self._environment(), stdout=quiet, stderr=quiet
        )

    @contextmanager
    def at_a_terminal(self, *arguments: str) -> Iterator[Terminal]:
        """A command as a person starts it, in a terminal of 80 columns; killed at the end if it still runs."""
        ours, theirs = os.openpty()
        termios.tcsetwinsize(ours, (24, 80))
        process = subprocess.Popen(
            self._command(arguments),
            cwd=self.folder,
            env=self._environment(),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            preexec_fn=_is_my_terminal,
            start_new_session=True,
        )
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            process.wait(10)
            os.close(ours)

    @contextmanager
    def daemon(self) -> Iterator[Daemon]:
        """A running daemon, at work; killed at the end if the test did not stop it."""
        daemon = self.start()
        try:
            daemon.is_watching()
            yield daemon
        finally:
            daemon.kill()

    def start(self) -> Daemon:
        """A daemon that has just been started."""
        log = self.folder / f"daemon-{time.monotonic_ns()}.log"
        with log.open("wb") as said, (self.folder / "daemon.out").open("ab") as shown:
            process = subprocess.Popen(
                self._command(("run",)), cwd=self.folder, env=self._environment(), stdout=shown, stderr=said
            )
        return Daemon(self, process, log)

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "clausewatch.cli.main", *arguments]

    def _environment(self) -> dict[str, str]:
        ours = {"CLAUSEWATCH_WATCHLIST": str(self.watchlist), "CLAUSEWATCH_SNAPSHOTS": str(self.snapshots)}
        return {**os.environ, "COLUMNS": "80", **ours, **self.environment}

    # --- what it remembers ---

    def hurry(self) -> None:
        """Time has passed: every source is due, every message and digest may be sent, every lease has ended."""
        with closing(sqlite3.connect(self.snapshots / "clausewatch.db", timeout=10)) as database, database:
            database.execute("update sources set next_due = ?, leased_until = null", (LONG_AGO,))
            database.execute("update outbox set try_at = ?, leased_until = null where state = 'pending'", (LONG_AGO,))
            database.execute("update collected set digest_at = ? where digest_key is null", (LONG_AGO,))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the database, for what no command shows."""
        with closing(sqlite3.connect(self.snapshots / "clausewatch.db", timeout=10)) as database:
            return database.execute(query).fetchall()

    def polls(self, source: str | None = None) -> int:
        """How many polls have been applied, of one source or of all."""
        chosen = f" where source_id = '{source}'" if source else ""
        return int(self.ask(f"select count(*) from polls{chosen}")[0][0])

    def waiting(self) -> int:
        """Messages that are still to be sent."""
        return int(self.ask("select count(*) from outbox where state = 'pending'")[0][0])

    def alerts(self) -> list[str]:
        return [key for (key,) in self.ask("select key from alerts order by at, key")]

    def files(self, pattern: str) -> list[Path]:
        return sorted(self.snapshots.glob(pattern))


def _is_my_terminal() -> None:
    """In the new process: its standard input is what it is controlled by, so that Ctrl-C reaches it and is heard."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests that run in the background were told to ignore it
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@dataclass
class Terminal:
    """What somebody sees who has started a command."""

    process: subprocess.Popen[bytes]
    descriptor: int
    shown: str = ""

    def shows(self, text: str) -> None:
        """Returns once ``text`` stands there, wherever the terminal breaks its lines."""
        end = time.monotonic() + PATIENCE
        while text not in self.shown:
            left = end - time.monotonic()
            readable, _, _ = select.select([self.descriptor], [], [], max(left, 0))
            assert readable, f"waited in vain for {text!r}; it shows {self.shown!r}"
            self.shown += self._read()

    def press(self, keys: str) -> None:
        os.write(self.descriptor, keys.encode())

    def asks(self, question: str) -> None:
        """Returns once it stands there and the program sleeps until it is answered, as it does before anybody can type.

        A signal in the microseconds between the two would be heard at the next key only, by any program in Python.
        """
        self.shows(question)
        stat = Path(f"/proc/{self.process.pid}/stat")
        until(lambda: stat.read_text().rpartition(") ")[2].startswith("S"), "it to wait for a key")

    def _read(self) -> str:
        try:
            more = os.read(self.descriptor, 65536)
        except OSError:  # so Linux says that nobody writes any more
            more = b""
        assert more, f"it has ended; it showed {self.shown!r}"
        return more.decode(errors="replace").replace("\r\n", "\n")


@dataclass
class Daemon:
    program: Program
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> list[dict[str, Any]]:
        """Its log, one event per line."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]

    def is_watching(self) -> None:
        until(lambda: self._said("watching") or self.process.poll() is not None, "the daemon to start")
        assert self.process.poll() is None, self.log.read_text()

    def _said(self, event: str) -> bool:
        return self.events(event) > 0

    def events(self, event: str) -> int:
        """How often it has said that."""
        return sum(each.get("event") == event for each in self.said)

    def has_polled(self, source: str, times: int = 1) -> None:
        """Returns once ``source`` was polled so many times in all."""
        until(lambda: self.program.polls(source) >= times, f"{times} polls of {source}")

    def polls_again(self, *sources: str) -> None:
        """One more poll of each, at once."""
        before = {source: self.program.polls(source) for source in sources}
        self.program.hurry()
        for source in sources:
            self.has_polled(source, before[source] + 1)

    def has_delivered(self) -> None:
        until(lambda: self.program.waiting() == 0, "all messages to be sent")

    def has_begun(self, digests: int = 1) -> None:
        """Returns once every page was polled and so many digests of the first poll are out."""
        until(lambda: sum(key.startswith("digest/") for key in self.program.alerts()) >= digests, f"{digests} digests")
        self.has_delivered()

    def stop(self, seconds: float = 15.0) -> int:
        """SIGTERM; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self) -> None:
        """SIGKILL; it may be dead already."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
