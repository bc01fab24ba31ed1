"""Everything else that people read: any service that Apprise reaches, one URL per channel.

    chat: {apprise: "${env:APPRISE_URL}"}          # discord://…, tgram://…, ntfy://…, mmost://…, pagerduty://…

Each service has its own markup, so page text goes out in look-alikes that none of them reads (``plain.inert``), as text
and not as Markdown. Apprise tells neither ids nor waiting times, and a call that timed out may still arrive: where it
matters, use ``slack``, ``email`` or ``webhook``.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from clausewatch_notifiers import plain, posting
from clausewatch_notifiers.contract import (
    Fact,
    Message,
    Network,
    NotifierError,
    Passage,
    Receipt,
    Rejected,
    Retry,
    Secret,
)

SHORT = "url"
SIDE = 320
"""Characters of each side of a passage; a push message is read in a glance."""
WIDE = 10_000
"""Columns: the service breaks the lines."""
HTTP_ERROR = re.compile(r"\berror=(\d{3})\b")
"""How Apprise's plugins log what they were answered; nothing else tells the status."""


@dataclass(frozen=True, slots=True)
class Settings:
    url: Secret
    """Of one service, as Apprise writes it. It holds tokens, so it is a secret."""
    timeout: float = 30.0
    """Seconds for one message."""

    def __post_init__(self) -> None:
        if not re.match(r"[a-z][a-z0-9+.-]*://", self.url.reveal(), re.IGNORECASE):
            raise ValueError("the Apprise URL must begin with the service's name and ://")


def recipients(settings: Settings) -> tuple[str, ...]:
    """The service's name: what follows it may be a token."""
    return (settings.url.reveal().partition("://")[0].lower(),)


def build(settings: Settings, network: Network) -> AppriseTarget:
    """Raises ``ValueError`` if Apprise does not take the URL for exactly one service."""
    import apprise  # noqa: PLC0415 - takes 0.35 s, which every other channel would pay

    posting.hush("apprise", "urllib3", "requests")
    asset = apprise.AppriseAsset(
        app_id="clausewatch",
        app_desc="Clausewatch",
        app_url="",
        http_redirects=False,
        image_url_mask="",
        image_url_logo="",
        storage_mode=apprise.PersistentStoreMode.MEMORY.value,
    )
    sender = apprise.Apprise(asset=asset)
    if not sender.add(settings.url.reveal()) or len(sender) != 1:
        raise ValueError("Apprise does not take the URL for one service; see https://appriseit.com/services/")
    service = sender[0]
    service.overflow_mode = apprise.OverflowMode.TRUNCATE
    service.socket_connect_timeout = service.socket_read_timeout = settings.timeout / 2
    return AppriseTarget(sender, service, network, settings.timeout)


@dataclass(frozen=True, slots=True)
class AppriseTarget:
    sender: Any
    """``apprise.Apprise`` with one service in it."""
    service: Any
    network: Network
    timeout: float

    async def send(self, message: Message, recipient: str) -> Receipt:
        await self._guard()
        body = fitting(message, self.service.body_maxlen)
        title = plain.shortened(plain.inert(message.title), 200)
        try:
            async with asyncio.timeout(self.timeout + 5):
                result = await asyncio.to_thread(self._notify, title, body)
        except TimeoutError:
            raise Retry(f"{recipient}: no answer within {self.timeout:g} s") from None
        if error := _fault(result.status.name, [entry.message for entry in result.logs()], recipient):
            raise error
        return Receipt()

    async def _guard(self) -> None:
        """Refuses a host that is not allowed. Apprise looks it up again by itself, so this catches mistakes, not
        somebody who controls the host's DNS; the watchlist's author chose the host."""
        if "host" in self.service.template_tokens and self.service.host:
            await self.network.resolve(self.service.host, self.service.port or (443 if self.service.secure else 80))

    def _notify(self, title: str, body: str) -> Any:
        return self.sender.notify(title=title, body=body, body_format="text", timeout=self.timeout)


def _fault(status: str, logged: list[str], recipient: str) -> NotifierError | None:
    """The log is asked for the HTTP status and never repeated: it may hold what was sent, and to where."""
    if status == "SUCCESS":
        return None
    codes = [int(code) for text in logged for code in HTTP_ERROR.findall(text)]
    final = next((code for code in codes if 300 <= code < 500 and code not in posting.AGAIN), None)
    if final is not None:
        return Rejected(f"{recipient}: HTTP {final}")
    return Retry(f"{recipient}: not delivered" + (f" (HTTP {codes[-1]})" if codes else f" ({status.lower()})"))


# --- within the service's budget ----------------------------------------------------------------------------------


def fitting(message: Message, limit: int) -> str:
    """The body as text in which nothing is alive: with as many passages as fit into ``limit`` characters."""
    dead = _inert(message)
    return next((body for body in _bodies(dead) if len(body) <= limit), plain.shortened(dead.title, limit))


def _bodies(message: Message) -> Iterator[str]:
    """Longest first."""
    for kept in range(len(message.passages), -1, -1):
        hidden = message.more + len(message.passages) - kept
        yield plain.as_text(replace(message, passages=message.passages[:kept], more=hidden), WIDE)
    yield plain.as_text(replace(message, passages=(), more=0, facts=()), WIDE)


def _inert(message: Message) -> Message:
    return replace(
        message,
        title=plain.inert(message.title),
        summary=plain.inert(message.summary),
        passages=tuple(_inert_passage(passage) for passage in message.passages),
        facts=tuple(_inert_fact(fact) for fact in message.facts),
        files=tuple(plain.inert(name) for name in message.files),
    )


def _inert_passage(passage: Passage) -> Passage:
    before, after = plain.excerpts(plain.inert(passage.before), plain.inert(passage.after), SIDE)
    names = ("label", "context", "note", "before_name", "after_name")
    return replace(passage, before=before, after=after, **{name: plain.inert(getattr(passage, name)) for name in names})


def _inert_fact(fact: Fact) -> Fact:
    value = fact.value if fact.value == fact.url else plain.inert(fact.value)
    return replace(fact, name=plain.inert(fact.name), value=value)
