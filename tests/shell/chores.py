"""Functions for reading workers to run in the tests: each does one thing that a parser may do on a bad day."""

from __future__ import annotations

import os
import sys
import time

from clausewatch.core.model import Document


def double(number: int) -> int:
    return 2 * number


def process() -> int:
    return os.getpid()


def for_ever() -> None:
    while True:
        pass


def raise_with(text: str) -> None:
    raise ValueError(text)


def take(size: int) -> int:
    return len(bytearray(size))


def end(code: int) -> None:
    os._exit(code)


def unpicklable() -> object:
    return lambda: None


def chatter() -> str:
    """Writes where a child must not be heard."""
    print("to the parent's output?")
    print("to the parent's errors?", file=sys.stderr)
    os.write(1, b"past Python, too\n")
    return "said"


def secret() -> str | None:
    return os.environ.get("CLAUSEWATCH_TEST_SECRET")


def take_signal(number: int) -> str:
    os.kill(os.getpid(), number)
    return "still here"


def same(value: Document) -> Document:
    return value


def slow_process() -> int:
    """Long enough that two of them need two children."""
    time.sleep(0.1)
    return os.getpid()
