"""The vendor of the soak, in a process of its own so that its memory is not counted.

    python -m soak.vendor PAGES

It says its port, then answers for ever: every page with validators, another version now and then.
"""

from __future__ import annotations

import asyncio
import random
import sys

from e2e.world import NEVER_SELLS, TRAINING, policy

FULL, CHANGED, FAILING = 0.04, 0.01, 0.01
"""Shares of the answers that are a whole page, another version, and an error; the rest is 304."""


class Vendor:
    def __init__(self, pages: int) -> None:
        self._dice, self._versions = random.Random(1), dict.fromkeys(range(pages), 0)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except EOFError:
            writer.close()
            return
        writer.write(self._said(head))
        await writer.drain()
        writer.close()

    def _said(self, head: str) -> bytes:
        number, fate = int(head.split(" ", 2)[1].strip("/")), self._dice.random()
        if fate < CHANGED:
            self._versions[number] += 1
        etag = f'"{number}-{self._versions[number]}"'
        if fate > 1 - FAILING:
            return b"HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        if etag in head and fate > FULL + CHANGED:
            return f"HTTP/1.1 304 Same\r\nETag: {etag}\r\nConnection: close\r\n\r\n".encode()
        days = number * 1000 + self._versions[number] + 30
        body = policy(NEVER_SELLS, f"We keep your prompts for {days} days and then delete them.", TRAINING).encode()
        lines = f"Content-Type: text/html\r\nETag: {etag}\r\nContent-Length: {len(body)}\r\nConnection: close"
        return f"HTTP/1.1 200 OK\r\n{lines}\r\n\r\n".encode() + body


async def main(pages: int) -> None:
    server = await asyncio.start_server(Vendor(pages).answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
