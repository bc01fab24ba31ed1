"""Reading happens in child processes that can be killed.

Parsing a hostile page may take minutes, gigabytes or the process itself; a thread cannot be stopped and an executor's
task cannot be killed. So a few long-lived children, each a fresh interpreter, run one function call at a time over a
socket: a length, then a pickle, there and back. Whoever overruns the deadline is killed and replaced, and so is who
died, ran out of memory, or has done many runs (memory that parsers do not give back).

A child bounds itself (address space, processor time per call), ignores the terminal's and the service manager's
signals, has no standard streams and none of our environment's secrets, and cannot outlive us: the kernel kills it when
our thread that started it ends, and an idle one sees its socket close.

The parent's event loop never waits for a child: sockets are asyncio's, a killed child is reaped in a thread, and there
values are pickled too (a document of 20,000 blocks takes 0.1 s each way).
"""

from __future__ import annotations

import asyncio
import ctypes
import importlib
import json
import math
import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self, TypeVar, TypeVarTuple, Unpack

from clausewatch.core.errors import ClausewatchError

GIB: Final = 1024**3
START_SECONDS: Final = 30.0
"""For a child to start and import what it was told to; half a second in practice."""
LARGEST_ANSWER: Final = 256 * 1024 * 1024
LONGEST_REASON: Final = 300

_Args = TypeVarTuple("_Args")
_Result = TypeVar("_Result")


class WorkerFailed(ClausewatchError):
    """No result: the call took too long, died, ran out of memory, or raised. ``reason`` is a phrase for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Workers:
    """Up to ``count`` children that run functions; an async context manager. Children start when first needed.

    ``deadline`` is in seconds per run, ``memory_limit`` in bytes of address space per child. Modules named in
    ``preload`` are imported when a child starts, so that no run's deadline pays for it.
    """

    def __init__(
        self,
        count: int = 2,
        *,
        recycle_after: int = 200,
        memory_limit: int = 2 * GIB,
        deadline: float = 30.0,
        preload: Sequence[str] = (),
    ) -> None:
        self._recycle_after = recycle_after
        self._deadline = deadline
        self._terms = _Terms(os.getpid(), memory_limit, math.ceil(deadline) + 1, tuple(preload))
        # Last in, first out: while one child is enough, the others need not start.
        self._seats: asyncio.LifoQueue[_Child | None] = asyncio.LifoQueue()
        for _ in range(count):
            self._seats.put_nowait(None)
        self._children: set[_Child] = set()
        self._burials: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kills every child at once; runs under way fail, later ones too."""
        self._closed = True
        for child in tuple(self._children):
            self._dismiss(child)
        await asyncio.gather(*self._burials)

    async def run(self, function: Callable[[Unpack[_Args]], _Result], *args: *_Args) -> _Result:
        """What ``function(*args)`` returns in a child. The function is a module's; what goes and comes is picklable.

        Raises ``WorkerFailed``. A run that is cancelled takes its child with it.
        """
        request = await asyncio.to_thread(pickle.dumps, (function, args), pickle.HIGHEST_PROTOCOL)
        seated = await self._seats.get()
        child: _Child | None = None
        fit: _Child | None = None
        try:
            child = self._seat(seated)
            outcome = await self._outcome(child, request)
            fit = None if outcome.spent or child.runs >= self._recycle_after else child
        finally:
            if child is not None and fit is None:
                self._dismiss(child)
            self._seats.put_nowait(fit)
        if outcome.failure:
            raise WorkerFailed(outcome.failure)
        result: _Result = outcome.result
        return result

    def _seat(self, seated: _Child | None) -> _Child:
        """The child that is there if it still lives, otherwise a new one."""
        if seated is not None:
            if seated.alive():
                return seated
            self._dismiss(seated)
        if self._closed:
            raise WorkerFailed("the reading workers are shut down")
        try:
            child = _Child(self._terms)
        except OSError as error:
            raise WorkerFailed(f"a reading worker could not start: {error.strerror}") from error
        self._children.add(child)
        return child

    async def _outcome(self, child: _Child, request: bytes) -> _Outcome:
        try:
            async with asyncio.timeout(START_SECONDS):
                await child.ready()
            async with asyncio.timeout(self._deadline):
                return await child.call(request)
        except TimeoutError:
            raise WorkerFailed(f"took longer than {self._deadline:g} s") from None
        except (OSError, EOFError):
            raise WorkerFailed(await child.cause_of_death()) from None

    def _dismiss(self, child: _Child) -> None:
        """Kills it now, reaps it later."""
        if child in self._children:
            self._children.discard(child)
            child.kill()
            burial = asyncio.get_running_loop().create_task(child.bury())
            self._burials.add(burial)
            burial.add_done_callback(self._burials.discard)


# --- the parent's side of one child -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a child has to respect."""

    parent: int
    memory: int
    processor_seconds: int
    preload: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a child answers."""

    result: Any = None
    failure: str = ""
    spent: bool = False
    """Out of memory: whatever it holds now, it had better not go on."""


_LENGTH: Final = struct.Struct(">Q")
# Isolated: neither the current folder nor PYTHON* variables choose what a child imports; it gets our own path.
_BOOT: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from clausewatch.shell.workers import serve; serve(int(sys.argv[2]), json.loads(sys.argv[3]))"
)
_INHERITED: Final = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
"""The rest of the environment may hold secrets, and a child reads hostile pages."""


class _Child:
    def __init__(self, terms: _Terms) -> None:
        self.runs = 0
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _spawn(theirs.fileno(), terms)
            except OSError:
                self._ours.close()
                raise

    def alive(self) -> bool:
        return self._process.poll() is None

    async def ready(self) -> None:
        """Returns when it has started. Raises ``EOFError`` or ``OSError`` if it is dead."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(sock=self._ours, limit=1024 * 1024)
            await self._receive()

    async def call(self, request: bytes) -> _Outcome:
        """Raises ``EOFError`` or ``OSError`` if it dies over it."""
        assert self._writer is not None
        self._writer.write(_LENGTH.pack(len(request)))
        self._writer.write(request)
        await self._writer.drain()
        answer = await self._receive()
        outcome = await asyncio.to_thread(pickle.loads, answer)  # our own child's; it is bounded, not distrusted
        assert isinstance(outcome, _Outcome)
        self.runs += 1
        return outcome

    async def _receive(self) -> bytes:
        assert self._reader is not None
        (length,) = _LENGTH.unpack(await self._reader.readexactly(_LENGTH.size))
        if length > LARGEST_ANSWER:
            raise EOFError("an answer of a size that we never make")
        return await self._reader.readexactly(length)

    async def cause_of_death(self) -> str:
        """Its socket is closed, so it is dead or dying."""
        with suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(self._process.wait, 1.0)
        code = self._process.returncode
        if code == -signal.SIGXCPU:
            return "used up its processor time"
        if code is not None and code < 0:
            return f"died of {signal.Signals(-code).name}"
        return "died" if code is None else f"died with exit code {code}"

    def kill(self) -> None:
        self._process.kill()
        if self._writer is None:
            self._ours.close()
        else:
            self._writer.close()

    async def bury(self) -> None:
        if self._writer is not None:
            with suppress(OSError):
                await self._writer.wait_closed()
        await asyncio.to_thread(self._process.wait)


def _spawn(descriptor: int, terms: _Terms) -> subprocess.Popen[bytes]:
    written = json.dumps([terms.parent, terms.memory, terms.processor_seconds, list(terms.preload)])
    return subprocess.Popen(  # noqa: S603 - this interpreter, our own text
        [sys.executable, "-I", "-c", _BOOT, json.dumps(sys.path), str(descriptor), written],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        env={name: os.environ[name] for name in _INHERITED if name in os.environ},
        start_new_session=True,
    )


# --- the child's side ---------------------------------------------------------------------------------------------


def serve(descriptor: int, written: Sequence[Any]) -> None:
    """The whole life of a child: answers one call after the other until the socket closes."""
    terms = _Terms(*written)
    _settle(terms)
    for module in terms.preload:
        importlib.import_module(module)
    with socket.socket(fileno=descriptor) as channel, channel.makefile("rb") as requests:
        _send(channel, b"")
        while head := requests.read(_LENGTH.size):
            _bound_processor_time(terms.processor_seconds)
            _send(channel, _answer(requests.read(_LENGTH.unpack(head)[0])))


def _settle(terms: _Terms) -> None:
    for ours_to_give in (signal.SIGINT, signal.SIGTERM):  # a service manager sends them to everybody; we stop children
        signal.signal(ours_to_give, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != terms.parent:  # it was gone before we asked to follow it
        sys.exit(1)
    _bound(resource.RLIMIT_AS, terms.memory)
    _bound(resource.RLIMIT_CORE, 0)


_PR_SET_PDEATHSIG: Final = 1


def _bound_processor_time(seconds: int) -> None:
    """For the call to come: the limit counts from the start of the process, so it moves on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _bound(resource.RLIMIT_CPU, math.ceil(usage.ru_utime + usage.ru_stime) + seconds)


def _bound(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _answer(request: bytes) -> bytes:
    try:
        function, args = pickle.loads(request)  # noqa: S301 - our parent's
        return pickle.dumps(_Outcome(function(*args)), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        outcome = _Outcome(failure="ran out of memory", spent=True)
    except Exception as error:  # noqa: BLE001 - whatever a hostile page provokes becomes a sentence for the parent
        outcome = _Outcome(failure=_sentence(f"{type(error).__name__}: {error}"))
    return pickle.dumps(outcome)


def _sentence(text: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text[:LONGEST_REASON])
    return " ".join(shown.split())


def _send(channel: socket.socket, payload: bytes) -> None:
    channel.sendall(_LENGTH.pack(len(payload)))
    channel.sendall(payload)
