"""Soak: many checks in accelerated time, to see that memory stays flat and no descriptor leaks.

    python -m soak.accelerated 100000        (in tests/)

A hundred pages on a server of its own process, polled every six hours by a clock that jumps from one round to the next:
most answers are 304, some are the same page in full, one in a hundred is another version, one in a hundred fails. All
is done by the daemon's own parts: leases, fetcher, reading workers, decisions, files, outbox, digests, backups.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clausewatch.core.watch import Watchlist
from clausewatch.shell import backups
from clausewatch.shell.ground import DATABASE
from clausewatch.shell.scheduler import POLLS_KEPT
from clausewatch.shell.service import Service, service
from clausewatch.shell.watchlist import parse
from e2e.world import TRAINING

PAGES = 100
ROUND = timedelta(hours=6)
WARM_UP = 0.1
"""Share of the checks after which memory is measured for the first time."""


@dataclass
class Clock:
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def watchlist(port: int) -> Watchlist:
    rows = "\n".join(
        f'  page-{n}: {{url: "http://127.0.0.1:{port}/{n}", every: 6h, quotes: ["{TRAINING}"]}}' for n in range(PAGES)
    )
    channels = "channels: {audit: {file: alerts.jsonl}}"
    return parse(f'network: {{allow: ["127.0.0.1:{port}"]}}\n{channels}\nsources:\n{rows}\n', "watchlist.yaml", {})


async def rounds(parts: Service, root: Path, clock: Clock, checks: int, say: bool) -> tuple[list[int], list[int]]:
    """Memory and open files, at the warm-up and then at twenty moments."""
    sources = {source.id: source for source in parts.watchlist.sources}
    done, memory, files, mark = 0, list[int](), list[int](), int(checks * WARM_UP)
    while done < checks:
        clock.now += ROUND
        while due := await parts.store.due(clock.now, 16):
            await asyncio.gather(*(parts.checker.check(sources[each]) for each in due))
            done += len(due)
        await parts.digests.send()
        while await parts.deliverer.drain():
            pass
        if done // PAGES % 40 == 0:
            await _keep_house(parts, root, clock)
        if done >= mark:
            mark += max(checks // 20, PAGES)
            gc.collect()
            memory.append(resident())
            files.append(open_files())
            if say:
                print(done, f"{memory[-1] >> 10} KB", files[-1], "files", flush=True)
    return memory, files


async def _keep_house(parts: Service, root: Path, clock: Clock) -> None:
    """What the scheduler does daily; captures are removed, since nobody reads them here and the disk is small."""
    await parts.store.backup()
    await asyncio.to_thread(backups.rotate, root)
    await parts.store.prune_polls(clock.now - POLLS_KEPT)
    await asyncio.to_thread(_make_room, root)


def _make_room(root: Path) -> None:
    for folder in root.glob("page-*/diffs"):
        shutil.rmtree(folder)


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def soak(checks: int, say: bool = True) -> dict[str, object]:
    vendor = subprocess.Popen(
        [sys.executable, "-m", "soak.vendor", str(PAGES)],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
    )
    assert vendor.stdout is not None
    loaded, clock, began = watchlist(int(vendor.stdout.readline())), Clock(), time.monotonic()

    async def run(root: Path) -> tuple[list[int], list[int]]:
        async with service(loaded, root, now=clock, pause=0.0) as parts:
            return await rounds(parts, root, clock, checks, say)

    with tempfile.TemporaryDirectory() as scratch:
        memory, files = asyncio.run(run(Path(scratch)))
        size = (Path(scratch) / DATABASE).stat().st_size
    vendor.kill()
    vendor.communicate()
    return {
        "checks": checks,
        "memory after warm-up KB": memory[0] >> 10,
        "memory at the end KB": memory[-1] >> 10,
        "growth %": round(100 * (memory[-1] / memory[0] - 1), 1),
        "files after warm-up": files[0],
        "files at the end": files[-1],
        "database MB": round(size / 1024**2, 1),
        "seconds": round(time.monotonic() - began),
    }


if __name__ == "__main__":
    result = soak(int(sys.argv[1]))
    print(json.dumps(result, indent=2))
    growth, before, after = result["growth %"], result["files after warm-up"], result["files at the end"]
    assert isinstance(growth, float) and isinstance(before, int) and isinstance(after, int)
    sys.exit(growth >= 5 or after > before + 2)
