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
import multiprocessing
import os
import random
import shutil
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
from e2e.world import NEVER_SELLS, TRAINING, policy

PAGES = 100
ROUND = timedelta(hours=6)
WARM_UP = 0.1
"""Share of the checks after which memory is measured for the first time."""
FULL, CHANGED, FAILING = 0.04, 0.01, 0.01
"""Shares of the answers that are a whole page, another version, and an error; the rest is 304."""


def serve(pipe: multiprocessing.connection.Connection) -> None:
    """A vendor: every page with validators, that changes now and then."""
    dice, versions = random.Random(1), dict.fromkeys(range(PAGES), 0)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except EOFError:
            writer.close()
            return
        number = int(head.split(" ", 2)[1].strip("/"))
        fate = dice.random()
        if fate < CHANGED:
            versions[number] += 1
        etag = f'"{number}-{versions[number]}"'
        if fate > 1 - FAILING:
            said = b"HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        elif etag in head and fate > FULL + CHANGED:
            said = f"HTTP/1.1 304 Same\r\nETag: {etag}\r\nConnection: close\r\n\r\n".encode()
        else:
            kept = f"We keep your prompts for {number * 1000 + versions[number] + 30} days and then delete them."
            body = policy(NEVER_SELLS, kept, TRAINING).encode()
            lines = f"Content-Type: text/html\r\nETag: {etag}\r\nContent-Length: {len(body)}\r\nConnection: close"
            said = f"HTTP/1.1 200 OK\r\n{lines}\r\n\r\n".encode() + body
        writer.write(said)
        await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


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
    ours, theirs = multiprocessing.Pipe()
    vendor = multiprocessing.get_context("fork").Process(target=serve, args=(theirs,), daemon=True)
    vendor.start()
    loaded, clock, began = watchlist(ours.recv()), Clock(), time.monotonic()

    async def run(root: Path) -> tuple[list[int], list[int]]:
        async with service(loaded, root, now=clock, pause=0.0) as parts:
            return await rounds(parts, root, clock, checks, say)

    with tempfile.TemporaryDirectory() as scratch:
        memory, files = asyncio.run(run(Path(scratch)))
        size = (Path(scratch) / DATABASE).stat().st_size
    vendor.kill()
    vendor.join()
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
