"""Where alerts arrive in tests: a web server in Slack's place and a mail server, both on loopback."""

from __future__ import annotations

import asyncio
import email
import email.policy
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from shell.site import Programme, Seen, Site, answer

HOOK = "/services/T000/B000/secret"
OK = answer(200, "ok", "text/plain")


@dataclass
class Slack:
    """An incoming webhook."""

    site: Site

    def says(self, *programmes: Programme) -> None:
        """What it answers from now on."""
        self.site.answers(HOOK, *programmes)

    @property
    def url(self) -> str:
        return self.site.url(HOOK)

    @property
    def posts(self) -> list[dict[str, Any]]:
        """Everything that was posted, taken or not."""
        return [json.loads(seen.body) for seen in list(self.site.requests)]

    @property
    def keys(self) -> list[str]:
        """Idempotency keys, in the order of arrival."""
        return [post["metadata"]["event_payload"]["key"] for post in self.posts]

    @property
    def titles(self) -> list[str]:
        return [title(post) for post in self.posts]


def title(post: dict[str, Any]) -> str:
    """The headline, without the coloured mark."""
    return str(post["blocks"][0]["text"]["text"]).split(" ", 1)[1]


def thread(post: dict[str, Any]) -> str:
    return str(post["metadata"]["event_payload"]["thread"])


def grade(post: dict[str, Any]) -> str:
    return str(post["metadata"]["event_payload"]["grade"])


def taken(seen: Seen) -> bool:
    return bool(seen.body)


@contextmanager
def slack(host: str = "127.0.0.1") -> Iterator[Slack]:
    with Site(host) as site:
        it = Slack(site)
        it.says(OK)
        yield it


@dataclass
class Postbox:
    """A mail server that keeps what it takes. ``refuses`` is what it says to a mail instead of taking it."""

    port: int = 0
    refuses: str = ""
    mails: list[EmailMessage] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in list(self.mails)]

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in list(self.mails)]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuses:
            return self.refuses
        content = envelope.content
        assert isinstance(content, bytes)
        mail = email.message_from_bytes(content, policy=email.policy.default)
        self.mails.append(mail)
        return "250 OK"


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


@contextmanager
def postbox() -> Iterator[Postbox]:
    it = Postbox()
    loop = asyncio.new_event_loop()
    ready, done = threading.Event(), asyncio.Event()

    async def serve() -> None:
        server = await loop.create_server(lambda: SMTP(it, hostname="mail.example", loop=loop), "127.0.0.1", 0)
        it.port = server.sockets[0].getsockname()[1]
        ready.set()
        await done.wait()
        server.close()
        for session in asyncio.all_tasks(loop) - {asyncio.current_task()}:
            session.cancel()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(5)
    try:
        yield it
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(5)
        loop.run_until_complete(asyncio.sleep(0))  # what was cancelled comes to its end
        loop.close()
