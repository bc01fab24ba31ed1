"""One HTTP POST, and what its answer means. Shared by the channels that speak HTTP."""

from __future__ import annotations

import asyncio
import email.utils
import json
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from clausewatch_notifiers.contract import NotifierError, Rejected, Retry, Secret

ANSWER_LIMIT = 2048
"""Bytes of an answer that are read; nobody's acknowledgement is longer."""
LONGEST_WAIT = 86_400.0
"""Seconds; a server that asks for more is asked again after a day."""
AGAIN = frozenset({408, 425, 429})
"""Statuses below 500 that say 'not now' (RFC 9110, 8470, 6585) and not 'never'."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers (names in lower case) and the beginning of the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def check_url(url: Secret, name: str) -> None:
    """Raises ``ValueError`` without the URL in it: it is a secret, since who knows it can post."""
    try:
        parsed = httpx.URL(url.reveal())
    except httpx.InvalidURL:
        raise ValueError(f"{name} is not a URL") from None
    if parsed.scheme not in ("http", "https") or not parsed.host or re.search(r"\s", url.reveal()):
        raise ValueError(f"{name} must begin with https:// or http:// and name a host")


def place(url: Secret) -> str:
    """The host (and port) that a URL names: what may be shown of it."""
    parsed = httpx.URL(url.reveal())
    return parsed.host if parsed.port is None else f"{parsed.host}:{parsed.port}"


def target(url: Secret) -> tuple[str, int]:
    """The host and port that a URL is reached at."""
    parsed = httpx.URL(url.reveal())
    return parsed.host, parsed.port or (443 if parsed.scheme == "https" else 80)


def hush(*loggers: str) -> None:
    """Keep libraries from logging URLs: httpx logs each at INFO, apprise and urllib3 at DEBUG."""
    for name in loggers:
        logging.getLogger(name).setLevel(logging.WARNING)


async def post(
    http: httpx.AsyncClient,
    url: Secret,
    body: bytes,
    headers: Mapping[str, str],
    timeout: float,
    limit: int = ANSWER_LIMIT,
) -> Answer:
    """Any answer, of which ``limit`` bytes are read.

    Raises ``Retry`` when there is none within ``timeout`` seconds, dripping ones included.
    """
    sent = {"Content-Type": "application/json", "User-Agent": "clausewatch", "Accept-Encoding": "identity", **headers}
    try:
        async with asyncio.timeout(timeout):
            return await _exchange(http, url, body, sent, timeout, limit)
    except (TimeoutError, httpx.TimeoutException):
        problem = f"no answer within {timeout:g} s"
    except httpx.HTTPError as error:
        problem = f"connection failed ({type(error).__name__})"
    raise Retry(f"{place(url)}: {problem}")


async def _exchange(
    http: httpx.AsyncClient, url: Secret, body: bytes, headers: Mapping[str, str], timeout: float, limit: int
) -> Answer:
    async with http.stream(
        "POST", url.reveal(), content=body, headers=dict(headers), timeout=timeout, follow_redirects=False
    ) as response:
        read = b""
        async for chunk in response.aiter_bytes():
            read += chunk
            if len(read) >= limit:
                break
        return Answer(response.status_code, dict(response.headers), read[:limit])


def refusal(answer: Answer, where: str, hint: str = "") -> NotifierError | None:
    """The error that an answer is, or ``None`` for a success. ``hint`` says more of it to the operator."""
    said = f"{where}: HTTP {answer.status}" + (f" ({hint})" if hint else "")
    if 200 <= answer.status < 300:
        return None
    if answer.status in AGAIN or answer.status >= 500:
        return Retry(said, retry_after(answer.headers, time.time()))
    if 300 <= answer.status < 400:
        return Rejected(f"{said}: redirect refused; write the final address into the watchlist")
    return Rejected(said)


FAILED = frozenset({"error", "fail", "failed", "failure"})
"""What ``status`` says in a JSON answer that reports a failure (the JSend convention, and what is written like it)."""
PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)


def contradiction(body: bytes) -> str:
    """What in the body of a 2xx says that it is none; empty if nothing does.

    Many services answer every call with 200 and put the failure into JSON; a log-in page or a proxy in between answers
    200 with a web page. Nothing of the body is repeated: it may echo the address.
    """
    if PAGE.match(body.removeprefix(b"\xef\xbb\xbf")):
        return "a web page, so the answer is not the receiver's"
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return f"an answer that says it failed ({said})" if (said := _failure(answer)) else ""


def _failure(answer: object) -> str:
    """The name at the top of a JSON object that reports a failure, with what is harmless to show."""
    if not isinstance(answer, dict):
        return ""
    for name in ("ok", "success"):
        if answer.get(name) is False:
            return f"{name} is false"
    for name in ("error", "errors"):
        if answer.get(name):
            return f"it has {name}"
    status = str(answer.get("status", "")).lower()
    return f"status is {status}" if status in FAILED else ""


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that ``Retry-After`` asks for, in either of its forms; ``None`` without one that can be read."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return min(float(value), LONGEST_WAIT)
    try:
        until = email.utils.parsedate_to_datetime(value).timestamp()
    except (ValueError, OverflowError):
        return None
    return min(max(until - now, 0.0), LONGEST_WAIT)
