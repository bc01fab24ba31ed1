"""``make soak``: the long fault runs. Says what came of them; ends with 1 if anything was lost or repeated in vain."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from shell.fault_run import Ran, fault_run
from shell.kill_run import kill_run

SEED = 20261126


def passed(ran: Ran) -> bool:
    flawless = (ran.lost, ran.excess, ran.disorder, ran.untold_losses) == (0, 0, 0, 0)
    return flawless and ran.repeated <= ran.lost_answers + ran.crashes


def faults(folder: Path, alerts: int) -> bool:
    began = time.monotonic()
    ran = asyncio.run(fault_run(folder, alerts, SEED, seconds=15.0))
    print(f"{alerts:,} alerts, faulty receivers, {time.monotonic() - began:,.0f} s: {ran.figures()}", flush=True)
    return passed(ran)


def kills(folder: Path, times: int) -> bool:
    began = time.monotonic()
    killed = asyncio.run(kill_run(folder, times * 6, times, SEED))
    print(f"killed {times} times, {time.monotonic() - began:,.0f} s: {killed.figures()}", flush=True)
    return passed(killed.ran) and killed.flawless_followups


def main(alerts: int, times: int) -> int:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        results = faults(Path(one), alerts), kills(Path(other), times)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) if sys.argv[1:] else main(10_000, 200))
