"""A Slack in small: the calls that a bot makes, held to Slack's published rules. It keeps what people would see."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from notifiers.receivers import Received, Says, answer, read
from notifiers.slack_rules import broken_rules

Json = dict[str, Any]


@dataclass
class Posted:
    """A message as the channel shows it."""

    channel: str
    ts: str
    thread: str
    payload: Json
    updates: list[Json] = field(default_factory=list)


@dataclass
class Uploaded:
    name: str
    length: int
    content: bytes = b""
    channel: str = ""
    thread: str = ""


@dataclass
class SlackServer:
    token: str
    trouble: dict[str, list[Says]] = field(default_factory=dict)
    """Answers that a method gives first, in the place of its own."""
    calls: list[str] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    files: list[Uploaded] = field(default_factory=list)
    address: str = ""

    @property
    def api(self) -> str:
        return f"http://{self.address}/api"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await answer(writer, self.said(await read(reader)))
        writer.close()

    def said(self, request: Received) -> Says:
        method = request.path.rsplit("/", 1)[-1]
        self.calls.append(method)
        if waiting := self.trouble.get(method):
            return waiting.pop(0)
        if method.startswith("upload-"):
            self.files[int(method.partition("-")[2])].content = request.body
            return Says(200, b"OK - 42")
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return refused("invalid_auth")
        return {
            "chat.postMessage": self.post,
            "chat.update": self.update,
            "files.getUploadURLExternal": self.grant,
            "files.completeUploadExternal": self.complete,
        }[method](request)

    def post(self, request: Received) -> Says:
        payload = json.loads(request.body)
        if broken := broken_rules(payload):
            return refused("invalid_blocks", why=broken)
        ts = f"1700000000.{len(self.posted):06}"
        self.posted.append(Posted(payload["channel"], ts, payload.get("thread_ts", ""), payload))
        return accepted(channel=payload["channel"], ts=ts, message=payload)

    def update(self, request: Received) -> Says:
        payload = json.loads(request.body)
        found = [each for each in self.posted if (each.channel, each.ts) == (payload["channel"], payload["ts"])]
        if not found:
            return refused("message_not_found")
        found[0].updates.append(payload)
        return accepted(channel=payload["channel"], ts=payload["ts"])

    def grant(self, request: Received) -> Says:
        form = parse_qs(request.body.decode())
        self.files.append(Uploaded(form["filename"][0], int(form["length"][0])))
        number = len(self.files) - 1
        return accepted(upload_url=f"http://{self.address}/upload-{number}", file_id=f"F{number}")

    def complete(self, request: Received) -> Says:
        arguments = json.loads(request.body)
        for each in arguments["files"]:
            file = self.files[int(each["id"][1:])]
            if len(file.content) != file.length:
                return refused("file_not_found")
            file.channel, file.thread = arguments["channel_id"], arguments.get("thread_ts", "")
        return accepted(files=arguments["files"])


def accepted(**said: Any) -> Says:
    return Says(200, json.dumps({"ok": True, **said}).encode())


def refused(word: str, **said: Any) -> Says:
    return Says(200, json.dumps({"ok": False, "error": word, **said}).encode())


@contextlib.asynccontextmanager
async def slack_server(token: str, **trouble: list[Says]) -> AsyncIterator[SlackServer]:
    """``trouble`` by the method's last word: ``postMessage``, ``update``."""
    it = SlackServer(token, {f"chat.{name}": answers for name, answers in trouble.items()})
    server = await asyncio.start_server(it.serve, "127.0.0.1", 0)
    it.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield it
    finally:
        server.close()
        await server.wait_closed()
