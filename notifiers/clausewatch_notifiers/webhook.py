"""A signed JSON POST to any URL, for programs.

    audit: {webhook: {url: "https://example.com/hook", secret: "${file:/run/secrets/hmac}"}}

The body is the message, ``schema`` says which form of it. Beside it come

    Idempotency-Key          the same at every retry; drop what you have seen
    X-Clausewatch-Signature  t=<Unix time>,v1=<hex HMAC-SHA256 of "<Unix time>.<body>" under the secret>

so a receiver can tell that the message is ours and not an old one sent again. Without a secret there is no signature.

Any 2xx is a success, unless its body says otherwise: ``"ok": false``, ``"success": false``, an ``"error"`` or
``"status": "error"`` at the top of a JSON object, or a web page. That is tried again, since such a receiver says the
same of a failure that will pass and of one that will not; the error shows in ``status`` and ``outbox`` meanwhile.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from clausewatch_notifiers import posting
from clausewatch_notifiers.contract import Message, Network, Receipt, Retry, Secret

SHORT = "url"
EXAMPLES: Mapping[str, object] = {
    "url": "https://hooks.example.com/clausewatch",
    "secret": "${file:/run/secrets/hmac}",
    "timeout": "20s",
    "any_body": True,
}
"""Of each setting, as the watchlist writes it."""
ADVICE = "check the address, that its server is up, and that it answers 2xx: no redirect, no error in JSON, no web page"
LONGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are looked at; one that is longer is judged by its status alone."""
SCHEMA = 1
"""Raised when a field changes its meaning or goes; new fields do not raise it."""


@dataclass(frozen=True, slots=True)
class Settings:
    url: Secret
    """Where to post. It may hold a token, so it is a secret."""
    secret: Secret | None = None
    """Key of the signature; without it, there is none."""
    timeout: float = 20.0
    """Seconds for one message."""
    any_body: bool = False
    """Whether any 2xx is a success, whatever its body says."""

    def __post_init__(self) -> None:
        posting.check_url(self.url, "the webhook's url")


def recipients(settings: Settings) -> tuple[str, ...]:
    return (posting.place(settings.url),)


def reaches(settings: Settings) -> tuple[str, int | None] | None:
    return posting.target(settings.url)


def build(settings: Settings, network: Network) -> Webhook:
    posting.hush("httpx", "httpcore")
    return Webhook(settings, network.http)


@dataclass(frozen=True, slots=True)
class Webhook:
    settings: Settings
    http: httpx.AsyncClient

    async def send(self, message: Message, recipient: str) -> Receipt:
        body = json.dumps(as_json(message)).encode()
        headers = {"Idempotency-Key": header_key(message.key)}
        if self.settings.secret:
            headers["X-Clausewatch-Signature"] = signature(self.settings.secret, int(time.time()), body)
        answer = await posting.post(self.http, self.settings.url, body, headers, self.settings.timeout, LONGEST_ANSWER)
        if error := posting.refusal(answer, recipient):
            raise error
        if not self.settings.any_body and (said := posting.contradiction(answer.body)):
            raise Retry(f"{recipient}: HTTP {answer.status} with {said}")
        return Receipt()


def signature(secret: Secret, at: int, body: bytes) -> str:
    """The value of ``X-Clausewatch-Signature`` for a body sent at the Unix time ``at``."""
    code = hmac.new(secret.reveal().encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={code}"


def header_key(key: str) -> str:
    """The key as it is where a header can hold it, otherwise a hash of it."""
    if re.fullmatch(r"[\x21-\x7e]{1,200}", key):
        return key
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def as_json(message: Message) -> dict[str, Any]:
    """The message as JSON values, in the order in which a person would read them."""
    return {
        "schema": SCHEMA,
        "key": message.key,
        "thread": message.thread,
        "kind": message.kind,
        "grade": message.grade,
        "created_at": message.created_at.isoformat(),
        "title": message.title,
        "summary": message.summary,
        "url": message.url,
        "passages": [
            {
                "label": each.label,
                "grade": each.grade,
                "context": each.context,
                "before_name": each.before_name,
                "before": each.before,
                "after_name": each.after_name,
                "after": each.after,
                "note": each.note,
            }
            for each in message.passages
        ],
        "more": message.more,
        "facts": [{"name": each.name, "value": each.value, "url": each.url} for each in message.facts],
        "files": list(message.files),
        "data": dict(message.data),
    }
