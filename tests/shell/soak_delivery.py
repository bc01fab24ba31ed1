"""``make soak``: the long fault runs. Says what came of them; ends with 1 if anything was lost or repeated in vain."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from shell.fault_run import Ran, fault_run
from shell.kill_run import kill_run

SEED = 20261126


def told(name: str, run: Callable[[Path], Awaitable[Ran]]) -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        ran = asyncio.run(run(Path(folder)))  # type: ignore[arg-type]
    print(f"{name}, {time.monotonic() - began:,.0f} s: {ran.figures()}", flush=True)
    return (ran.lost, ran.excess, ran.disorder, ran.untold_losses) == (0, 0, 0, 0)


def main(alerts: int, kills: int) -> int:
    faults = told(f"{alerts:,} alerts, faulty receivers", lambda folder: fault_run(folder, alerts, SEED, seconds=15.0))
    killed = told(f"killed {kills} times", lambda folder: kill_run(folder, kills * 6, kills, SEED))
    return 0 if faults and killed else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) if sys.argv[1:] else main(10_000, 200))
