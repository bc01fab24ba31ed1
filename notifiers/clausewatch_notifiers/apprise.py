"""Everything else that people read: any service that Apprise reaches, one URL per channel.

    chat: {apprise: "${env:APPRISE_URL}"}          # discord://…, tgram://…, ntfy://…, mmost://…, pagerduty://…

Each service has its own markup, so page text goes out in look-alikes that none of them reads (``plain.inert``), as text
and not as Markdown. Apprise opens its own connections; each is judged all the same (``Network.guarded``). It tells
neither ids nor waiting times, and a call that timed out may still arrive: where it matters, use ``slack``, ``email``
or ``webhook``.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from clausewatch_notifiers.threads import in_thread

SHORT = "url"
EXAMPLES: Mapping[str, object] = {"url": "${env:APPRISE_URL}", "timeout": "30s"}
"""Of each setting, as the watchlist writes it."""
ADVICE = "check the URL against https://github.com/caronc/apprise/wiki and that its service can be reached"
TITLE = 200
APART = 4
"""Characters between title and body where a service has one text for both."""
SIDE = 320
"""Characters of each side of a passage; a push message is read in a glance."""
ALL, FEW = 100, 2
"""Facts that are shown."""
NEXT = "Next"
"""The fact that says what to do."""
WIDE = 10_000
"""Columns: the service breaks the lines."""
TYPES = {"critical": "failure", "major": "warning"}
"""What Apprise calls a grade: a pager's severity, a chat's colour. Anything else is ``info``."""
TEAMS = "NotifyWorkflows"
"""Apprise's class. A card shows one line of its heading and cuts off the rest: there the title goes into the text."""
TEAMS_TEXT = 2000
"""Characters. Teams takes 28 KB, Apprise gives it a thousand characters; so many fit, of twelve bytes each at most."""
ADDRESS = re.compile(
    r"[a-z0-9+.-]+://(?:[^/?#@]*@)?(?P<host>[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9a-f:.]+\]|localhost)"
    r"(?::(?P<port>[0-9]{1,5}))?(?=[/?#]|$)",
    re.IGNORECASE,
)
"""A URL whose host is an address, whatever service it is for."""
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


def reaches(settings: Settings) -> tuple[str, int | None] | None:
    """Only what is an address in any service's URL: elsewhere the host's place may hold a token."""
    found = ADDRESS.match(settings.url.reveal())
    return (found["host"].strip("[]"), int(found["port"]) if found["port"] else None) if found else None


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
    if type(service).__name__ == TEAMS:
        service.body_maxlen = TEAMS_TEXT
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
        title, body = self._fitting(message)
        try:
            async with asyncio.timeout(self.timeout + 5):
                result, refused = await in_thread(
                    lambda: self._notify(title, body, message.grade), "clausewatch-apprise"
                )
        except TimeoutError:
            raise Retry(f"{recipient}: no answer within {self.timeout:g} s") from None
        error = _fault(result.status.name, [entry.message for entry in result.logs()], recipient)
        if error and refused:
            raise Rejected(f"{recipient}: {refused}")
        if error:
            raise error
        return Receipt()

    def _fitting(self, message: Message) -> tuple[str, str]:
        """Title and body."""
        title = plain.shortened(plain.inert(message.title), TITLE)
        form = paragraphs if self.service.notify_format == "markdown" else str
        body = fitting(message, self.service.body_maxlen - len(title) - APART, form)
        return ("", f"{title}\n\n{body}") if type(self.service).__name__ == TEAMS else (title, body)

    def _notify(self, title: str, body: str, grade: str) -> tuple[Any, str]:
        """What came of it, and which connection was refused, if one was."""
        with self.network.guarded() as watch:
            result = self.sender.notify(
                title=title,
                body=body,
                body_format="text",
                notify_type=TYPES.get(grade, "info"),
                timeout=self.timeout,
            )
        return result, watch.refused


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


def paragraphs(text: str) -> str:
    """Each line as a paragraph: in Markdown a single line break is a blank, and both sides of a change run together."""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def fitting(message: Message, limit: int, form: Callable[[str], str] = str) -> str:
    """The body as text in which nothing is alive, in its ``form``, within ``limit`` characters.

    Shorter excerpts come before fewer passages: both sides of everything is worth more than all of one.
    """
    bodies = (form(_body(message, *each)) for each in _allowances(len(message.passages)))
    return next((body for body in bodies if len(body) <= limit), plain.shortened(plain.inert(message.title), limit))


def _allowances(passages: int) -> Iterator[tuple[int, int, int]]:
    """How many passages, characters of each side, and facts; most generous first."""
    yield passages, SIDE, ALL
    yield from ((passages, side, FEW) for side in (SIDE, SIDE // 2, SIDE // 4))
    for kept in range(passages - 1, 0, -1):
        yield from ((kept, side, FEW) for side in (SIDE // 2, SIDE // 4))
    yield from ((min(passages, 1), SIDE // 4, 1), (0, 0, 1), (0, 0, 0))


def _body(message: Message, passages: int, side: int, facts: int) -> str:
    kept = tuple(_inert_passage(each, side) for each in message.passages[:passages])
    return plain.as_text(
        replace(
            message,
            summary=plain.inert(message.summary),
            passages=kept,
            more=message.more + len(message.passages) - len(kept) if facts else 0,
            facts=tuple(_inert_fact(fact) for fact in _chosen(message.facts, facts)),
            files=tuple(plain.inert(name) for name in message.files),
        ),
        WIDE,
    )


def _chosen(facts: Sequence[Fact], number: int) -> Sequence[Fact]:
    """The page and what to do next come first where there is no room for all."""
    page = [fact for fact in facts if fact.url][:1]
    ranked = [*page, *(fact for fact in facts if fact.name == NEXT), *facts]
    kept = list(dict.fromkeys(ranked))[:number]
    return [fact for fact in facts if fact in kept]


def _inert_passage(passage: Passage, side: int) -> Passage:
    before, after = plain.excerpts(plain.inert(passage.before), plain.inert(passage.after), side)
    names = ("label", "context", "note", "before_name", "after_name")
    beside = {name: plain.shortened(plain.inert(getattr(passage, name)), side) for name in names}
    return replace(passage, before=before, after=after, **beside)


def _inert_fact(fact: Fact) -> Fact:
    value = fact.value if fact.value == fact.url else plain.inert(fact.value)
    return replace(fact, name=plain.inert(fact.name), value=value)
