"""Chaos: the real daemon on a scripted site and receivers, with something going wrong at a random moment of every run.

    python -m soak.chaos 500 [SEED]          (in tests/)

Each run starts the daemon where the last one left it, with no hand laid on it, and does one of: ``kill -9``, SIGTERM, a
full disk, a locked database, a cut network, a clock that jumps. A page goes on to its next version only when the one
before was told, so *every version that was served in full must be told*, in Slack and by mail. At the end the
network is whole, and everything must be delivered, each baseline readable, and nothing repeated more often than
something was killed or could not be recorded.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from e2e.people import text_of
from e2e.program import until
from e2e.world import NEVER_SELLS, TRAINING, World, claim, policy, world
from shell.site import Answer, Seen, answer, page

PAGES = ("terms", "privacy", "help", "api")
FAULTS = ("kill", "kill", "term", "disk", "lock", "network", "clock")
BALLAST = ".ballast"


@dataclass
class Launcher:
    """Starts daemons; with ``clock`` a file that says by how much their clock is wrong, where a C compiler is."""

    clock: Path | None = None
    process: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        environment = dict(os.environ)
        if self.clock is not None and (library := wrong_clock(self.clock.parent)) is not None:
            environment |= {"LD_PRELOAD": str(library), "WRONG_CLOCK": str(self.clock)}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("launcher.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )

    def ask(self, request: dict[str, object]) -> int:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self) -> None:
        self.process.communicate()


def wrong_clock(folder: Path) -> Path | None:
    """The library that makes a daemon's clock wrong, compiled into a folder; ``None`` without a compiler."""
    compiler, library = shutil.which("cc"), folder / "wrong_clock.so"
    if compiler is None:
        return None
    source = Path(__file__).with_name("wrong_clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source)], check=True)
    return library


def set_clock(clock: Path, wrong_by: str) -> None:
    """In one step: a file that is written over is empty for a moment, and the clock right."""
    new = clock.with_suffix(".new")
    new.write_text(wrong_by)
    new.replace(clock)


@dataclass
class Chaos:
    """One world in which things go wrong."""

    it: World
    dice: random.Random
    clock: Path
    small_disk: bool
    versions: dict[str, int] = field(default_factory=dict)
    served: set[tuple[str, int]] = field(default_factory=set)
    """Versions that went over the wire in full."""
    told: set[tuple[str, int]] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    online: bool = True
    read: tuple[int, int] = (0, 0)
    """How many posts and mails were looked at."""

    def begin(self) -> None:
        for name in PAGES:
            self.versions[name] = 1
            self.it.site.answers(f"/{name}", self._page(name))
        claims = "".join(claim(f"c-{name}", "Opt-out", TRAINING, source=name) for name in PAGES)
        self.it.watches("\n".join(self.it.source(name, name) for name in PAGES), claims)
        self.it.slack.says(lambda _: answer(200, "ok", "text/plain") if self.online else answer(503))

    def _page(self, name: str):  # type: ignore[no-untyped-def]
        def choose(_: Seen) -> Answer:
            if not self.online:
                return Answer(200, (("Content-Type", "text/html"),), (b"<html>",), 5_000)
            self.served.add((name, self.versions[name]))
            return page(policy(NEVER_SELLS, kept(name, self.versions[name]), TRAINING))

        return choose

    # --- what people heard ---

    def listen(self) -> None:
        posts, mails = list(self.it.slack.site.requests), list(self.it.mail.mails)
        heard = [whole(post.body) for post in posts[self.read[0] :]] if self.online else []
        by_mail = [" ".join(text_of(mail).split()) for mail in mails[self.read[1] :]]
        self.read = (len(posts) if self.online else self.read[0], len(mails))
        for text in (*heard, *by_mail):
            self.told |= {(name, number) for name, number in self.versions.items() if token(name, number) in text}

    def move_on(self) -> None:
        """Pages whose version was told get another one."""
        self.listen()
        for name, number in list(self.versions.items()):
            known = number == 1 and self._is_baseline(name)
            if ((name, number) in self.told or known) and self.dice.random() < 0.6:
                self.versions[name] = number + 1

    def _is_baseline(self, name: str) -> bool:
        with contextlib.suppress(sqlite3.Error):
            return bool(self.it.program.ask(f"select 1 from sources where id = 'acme/{name}' and memory is not null"))
        return False

    # --- what goes wrong ---

    def wreck(self, fault: str, process: int) -> None:
        self.counted[fault] += 1
        if fault == "disk" and self.small_disk:
            self._fill()
        elif fault == "lock":
            self._lock()
        elif fault == "network":
            self.online = False
            self._pause(0.2, 1.0)
            self.listen()
            self.online = True
        elif fault == "clock":
            set_clock(self.clock, self.dice.choice(("-3600", "+3600", "-86400", "+90000", "+0")))
        if fault != "kill":
            self._pause(0.1, 0.8)
        os.kill(process, signal.SIGKILL if fault == "kill" else signal.SIGTERM)

    def _fill(self) -> None:
        ballast = self.it.program.snapshots / BALLAST
        with contextlib.suppress(OSError), ballast.open("wb") as file:
            while True:
                file.write(bytes(65_536))
        self._pause(0.3, 1.5)
        ballast.unlink(missing_ok=True)

    def _lock(self) -> None:
        path = self.it.program.snapshots / "clausewatch.db"
        with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=2)) as database:
            database.execute("BEGIN IMMEDIATE")
            self._pause(0.2, 2.0)
            database.rollback()

    def _pause(self, least: float, most: float) -> None:
        time.sleep(self.dice.uniform(least, most))  # the moment is the point

    def wait_for(self, table: str) -> None:
        """Until the daemon has written to the table, wherever a slow machine is by then; not for ever."""
        if not table:
            return
        before, end = self._rows(table), time.monotonic() + 15
        while self._rows(table) == before and time.monotonic() < end:
            time.sleep(0.05)

    def _rows(self, table: str) -> int:
        with contextlib.suppress(sqlite3.Error):
            counted = "select count(*), coalesce(sum(state = 'sent'), 0)" if table == "outbox" else "select count(*), 0"
            return sum(self.it.program.ask(f"{counted} from {table}")[0])
        return -1

    def hurry(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self.it.program.hurry()


def whole(body: bytes) -> str:
    """What was posted; nothing, if the daemon was killed over it."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False)
    except ValueError:
        return ""


def kept(name: str, number: int) -> str:
    return f"We keep your prompts for {token(name, number)} and then delete them."


def token(name: str, number: int) -> str:
    """A number of days that no other version of any page names."""
    return f"{(PAGES.index(name) + 1) * 10_000 + number} days"


def run(chaos: Chaos, launcher: Launcher, log: Path) -> int:
    """One run: start, something goes wrong, the end. Its exit code."""
    chaos.move_on()
    chaos.hurry()
    program = chaos.it.program
    environment = {"CLAUSEWATCH_WATCHLIST": str(program.watchlist), "CLAUSEWATCH_SNAPSHOTS": str(program.snapshots)}
    start = {"folder": str(program.folder), "environment": environment, "log": str(log)}
    process = launcher.ask({"start": start})
    chaos.wait_for(chaos.dice.choice(("", "polls", "polls", "outbox")))
    chaos._pause(0.0, 1.0)
    chaos.wreck(chaos.dice.choice(FAULTS), process)
    return launcher.ask({"wait": process})


@contextlib.contextmanager
def disk(folder: Path) -> Iterator[bool]:
    """A small disk of its own at ``folder``, where this user may mount one; whether he may."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)]
    mounted = shutil.which("mount") is not None and subprocess.run(command, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)


def chaos(runs: int, seed: int, say: bool = True) -> dict[str, object]:
    """What came of it; raises ``AssertionError`` if anything was lost."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        disk(Path(scratch) / "snapshots") as small,
        world(Path(scratch)) as it,
    ):
        clock = Path(scratch) / "clock"
        set_clock(clock, "+0")
        mayhem = Chaos(it, random.Random(seed), clock, small)
        mayhem.begin()
        launcher, log, codes = Launcher(clock), Path(scratch) / "daemon.log", Counter[int]()
        with contextlib.suppress(KeyboardInterrupt):  # whoever has waited long enough gets the judgement all the same
            for number in range(1, runs + 1):
                codes[run(mayhem, launcher, log)] += 1
                if say and number % 10 == 0:
                    print(number, dict(mayhem.counted), "told", len(mayhem.told), flush=True)
        set_clock(clock, "+0")
        _finish(mayhem, launcher, log)
        launcher.end()
        return _judge(mayhem, codes, log)


def _finish(mayhem: Chaos, launcher: Launcher, log: Path) -> None:
    """A last, undisturbed run until nothing is left to tell."""
    program = mayhem.it.program
    environment = {"CLAUSEWATCH_WATCHLIST": str(program.watchlist), "CLAUSEWATCH_SNAPSHOTS": str(program.snapshots)}
    process = launcher.ask({"start": {"folder": str(program.folder), "environment": environment, "log": str(log)}})

    def settled() -> bool:
        time.sleep(0.5)
        mayhem.hurry()
        mayhem.listen()
        unheard = {each for each in mayhem.served if each[1] > 1} - mayhem.told
        return not unheard and program.waiting() == 0

    until(settled, "everything to be told", seconds=180)
    os.kill(process, signal.SIGTERM)
    assert launcher.ask({"wait": process}) == 0


def _judge(mayhem: Chaos, codes: Counter[int], log: Path) -> dict[str, object]:
    program, counted = mayhem.it.program, mayhem.counted
    said = [json.loads(row) for row in log.read_text("utf-8", "replace").splitlines() if row.startswith("{")]
    lost = [each for each in said if each.get("event") == "the baseline is lost"]
    bugs = [each for each in said if "exception" in each]
    unheard = {each for each in mayhem.served if each[1] > 1} - mayhem.told
    keys = Counter(mayhem.it.mail.ids)
    repeated = sum(keys.values()) - len(keys)
    assert not lost, lost[:2]
    assert not bugs, bugs[:2]
    assert not unheard, unheard
    assert program.ask("pragma integrity_check") == [("ok",)]
    assert program.ask("select count(*) from outbox where state = 'dead'") == [(0,)]
    assert set(codes) <= {0, -signal.SIGKILL, 2, 70}, codes
    assert repeated <= counted["kill"] + counted["disk"] + counted["lock"] + counted["clock"], (repeated, counted)
    mended = sum(each.get("event") == "the database was mended" for each in said)
    return {
        "runs": sum(counted.values()),
        "faults": dict(counted),
        "exit codes": dict(codes),
        "versions told": len(mayhem.told),
        "versions lost": 0,
        "mails repeated": repeated,
        "databases mended": mended,
        "small disk": mayhem.small_disk,
    }


if __name__ == "__main__":
    print(json.dumps(chaos(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20261126), indent=2))
