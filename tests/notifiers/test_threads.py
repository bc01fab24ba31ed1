"""Work that blocks holds up neither the loop nor other work that blocks."""

from __future__ import annotations

import asyncio
import contextvars
import threading

import pytest

from clausewatch_notifiers.threads import in_thread


def test_it_returns_and_raises_what_the_work_does() -> None:
    def fails() -> None:
        raise LookupError("no such host")

    assert asyncio.run(in_thread(lambda: 42, "work")) == 42
    with pytest.raises(LookupError, match="no such host"):
        asyncio.run(in_thread(fails, "work"))


def test_however_many_hang_another_one_goes_on() -> None:
    """Far more than the threads of the loop's own pool."""
    go = threading.Event()

    async def run() -> str:
        hanging = [asyncio.create_task(in_thread(go.wait, "hangs")) for _ in range(80)]
        try:
            return await asyncio.wait_for(in_thread(lambda: "sent", "works"), 30)
        finally:
            go.set()
            await asyncio.gather(*hanging)

    assert asyncio.run(run()) == "sent"


def test_who_no_longer_waits_is_not_told() -> None:
    go, done = threading.Event(), threading.Event()

    def work() -> None:
        go.wait()
        done.set()

    async def run() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(in_thread(work, "slow"), 0.01)
        go.set()
        await asyncio.to_thread(done.wait)
        await asyncio.sleep(0)

    asyncio.run(run())


def test_it_inherits_the_context() -> None:
    here = contextvars.ContextVar("here", default="")
    here.set("yes")
    assert asyncio.run(in_thread(here.get, "work")) == "yes"
