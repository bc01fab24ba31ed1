"""What a channel is. Imports nothing of ours, so that a channel can be read, tested and replaced alone.

A channel is one module in this package, named as it is called in the watchlist, with

    Settings      a frozen dataclass: what the watchlist says; a secret is a ``Secret``
    SHORT         the name of the field that a bare string sets (``slack: "https://…"``), or None
    ADVICE        what an operator does first when it does not deliver, as the beginning of a sentence
    recipients    (settings) -> tuple[str, ...]: one delivery each, so that a refusal of one repeats nobody's message
    build         (settings, network) -> Notifier
    parts         (settings) -> tuple[Part, ...], in order, if an alert is more than its message here
    reaches       (settings) -> tuple[str, int | None] | None: the host and port that it connects to, if it has a
                  network; the port is None, or all of it, where only the library behind it can tell

``Settings`` fields are ``str``, ``bool``, ``int``, ``float``, ``tuple[str, ...]`` (in the watchlist a list, or one bare
string), ``Secret``, or one of these or ``None``. A name that Python reserves has a trailing underscore that the
watchlist does not write: ``from_`` is ``from``. What is wrong with a value, ``Settings`` says by ``ValueError`` with a
sentence that holds no secret; ``build`` may do the same where only the library behind it can tell. ``recipients`` name
no secret either: they are stored, and shown by ``outbox``.

A ``Message`` holds plain text, none of it safe: page text, titles and names come from outside. Each channel escapes
for itself at the last moment, so that nothing becomes a mention, a link, markup or a header. ``Message.url`` and
``Fact.url`` are the only links, and the shell has checked that they are http or https.

Errors, by who can act:

NotifierError
├── Retry      nobody: the other side is down, slow or asks to wait; try again with the same key
└── Rejected   the operator: a wrong address, a revoked token, a message that is refused; final
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    import httpx


class NotifierError(Exception):
    """The root. ``str(error)`` is a sentence for the operator and holds no secret."""


class Retry(NotifierError):
    """Not delivered, or not known to be; worth another try."""

    def __init__(self, text: str, after: float | None = None) -> None:
        super().__init__(text)
        self.after = after
        """Seconds that the other side asked us to wait, if it did."""


class Rejected(NotifierError):
    """Refused for good: another try would be refused too."""


class Secret:
    """A value that must not be seen: it prints as ``****`` and compares by value."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret('****')"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


class Part(enum.StrEnum):
    """What one alert becomes in a channel; each part is delivered, and tried again, on its own."""

    MESSAGE = "message"
    STATE = "state"
    """The thread's first message, brought up to date by what this alert says."""
    FILE = "file"
    """The diff, in the message's thread, where it cannot be sent with the message."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; ``content`` is as hostile as the page that it shows."""

    name: str
    """Without a folder; letters, digits, ``.`` and ``-`` only."""
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that changed: a clause, a silence, a hunk, an incident update."""

    label: str
    """What happened, in a few words: ``REWORDED, critical: polarity, consent``."""
    context: str = ""
    """Where: claim, source and heading."""
    before: str = ""
    after: str = ""
    note: str = ""
    grade: str = "minor"
    before_name: str = "Before"
    """What ``before`` is called where it is shown."""
    after_name: str = "Now"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line at the foot: ``Source: https://…``."""

    name: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One alert for people, rendered but not yet in any channel's markup."""

    key: str
    """Idempotency key: the same at every retry; unique per alert, channel and recipient."""
    thread: str
    """The same for messages that belong together (one incident)."""
    kind: str
    """policy, status, health or test."""
    grade: str
    """none cosmetic minor major critical."""
    title: str
    summary: str
    created_at: datetime
    passages: Sequence[Passage] = ()
    """Gravest first."""
    more: int = 0
    """How many further passages the diff file has."""
    facts: Sequence[Fact] = ()
    url: str = ""
    """The page that it is about."""
    files: Sequence[str] = ()
    """Names of the diff files, relative to the snapshots folder."""
    attachment: Attachment | None = None
    """The diff itself, if there is one and it could be read."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """The alert as JSON values, for machines (webhook, file)."""
    part: Part = Part.MESSAGE
    parent: str = ""
    """The receipt of the thread's first message to this recipient; empty: this one begins it, or nobody knows."""
    state: str = ""
    """For ``Part.STATE``: how the story stands now, in a few words; the rest is the thread's first message."""
    state_grade: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Taken by the other side; ``id`` is its name for the message, if it gave one."""

    id: str = ""


class Notifier(Protocol):
    """Sends one message to one recipient."""

    async def send(self, message: Message, recipient: str) -> Receipt:
        """Raises ``Retry`` or ``Rejected``; anything else is a bug."""
        ...


class Watch(Protocol):
    """What ``Network.guarded`` saw."""

    @property
    def refused(self) -> str:
        """The last connection that was refused, as a sentence for the operator; empty if none was."""
        ...


class Network(Protocol):
    """What the shell lends a channel: the outside, guarded. Nothing here opens a connection of its own."""

    @property
    def http(self) -> httpx.AsyncClient:
        """Without redirects and without proxies from the environment.

        To a host without a permitted address it raises ``Rejected``, as ``resolve`` does.
        """
        ...

    @property
    def folder(self) -> Path:
        """The snapshots folder: what a relative path of a channel that writes files is relative to."""
        ...

    def guarded(self) -> AbstractContextManager[Watch]:
        """For a library that opens its own connections: inside, each goes to a permitted address or fails.

        It holds for this context and for threads that are started with a copy of it.
        """
        ...

    async def resolve(self, host: str, port: int) -> str:
        """A permitted address of ``host`` to connect to.

        Raises ``Rejected`` if it has none, ``Retry`` on DNS faults.
        """
        ...
