"""Slack, by an incoming webhook or by a bot token.

    team: {slack: "${env:SLACK_WEBHOOK_URL}"}                               # posts, and that is all
    team: {slack: {token: "${env:SLACK_BOT_TOKEN}", to: [C012AB3CD]}}       # scopes chat:write and files:write

With a token, later news of a story are replies in the thread of its first message, that message is kept up to date,
and the diff is uploaded into the thread. Each of these is a delivery of its own, so a failed upload repeats no message.
A policy's reply (it comes into force) is shown in the channel too: nobody looks into a thread of last month.

What is posted is made in ``slack_blocks``. The key stands in the message's metadata.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from clausewatch_notifiers import posting
from clausewatch_notifiers.contract import (
    Attachment,
    Message,
    Network,
    Notifier,
    Part,
    Receipt,
    Rejected,
    Retry,
    Secret,
)
from clausewatch_notifiers.slack_blocks import payload

SHORT = "url"
EXAMPLES: Mapping[str, object] = {
    "url": "${env:SLACK_WEBHOOK_URL}",
    "token": "${env:SLACK_BOT_TOKEN}",
    "to": ["C012AB3CD"],
    "api": "https://slack-gov.com/api",
    "timeout": "20s",
}
"""Of each setting, as the watchlist writes it."""
ADVICE = "make a new incoming webhook (or bot token) for that Slack channel and put it where the watchlist refers to"
API_ANSWER = 256 * 1024
"""Bytes: the API repeats the message that it took."""
CONVERSATION = re.compile(r"[CGDU][A-Z0-9]{4,30}")

ERRORS = {
    "invalid_payload": "Slack could not read the message",
    "invalid_blocks": "Slack refused the layout of the message",
    "no_service": "the webhook was removed or disabled; make a new one",
    "no_service_id": "the webhook's address is incomplete",
    "no_team": "the webhook's workspace does not exist",
    "team_disabled": "the workspace is disabled",
    "invalid_token": "the webhook's address is wrong or was revoked",
    "channel_not_found": "the channel was deleted, or the app may not see it",
    "channel_is_archived": "the channel is archived",
    "is_archived": "the channel is archived",
    "user_not_found": "the person was removed",
    "action_prohibited": "an administrator forbids this webhook",
    "posting_to_general_channel_denied": "this webhook may not post to #general",
    "no_text": "Slack found no text",
    "msg_too_long": "Slack found the message too long",
    "rate_limited": "too many messages",
    "ratelimited": "too many messages",
    "not_in_channel": "invite the app into the channel (/invite)",
    "invalid_auth": "the token is wrong",
    "not_authed": "the token is missing",
    "account_inactive": "the token belongs to an account that is gone",
    "token_revoked": "the token was revoked",
    "token_expired": "the token has expired",
    "missing_scope": "the app lacks a scope; it needs chat:write and files:write",
    "restricted_action": "an administrator forbids posting there",
    "internal_error": "Slack has trouble of its own",
    "fatal_error": "Slack has trouble of its own",
    "service_unavailable": "Slack has trouble of its own",
    "request_timeout": "Slack did not get the whole message",
    "message_not_found": "the message was deleted",
    "cant_update_message": "the message is not the app's own",
    "edit_window_closed": "the workspace no longer lets it be edited",
}
"""What Slack answers instead of ``ok``.

https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and …/reference/methods/chat.postMessage
"""
FOR_NOW = frozenset(
    {"rate_limited", "ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
NO_LONGER_THERE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""Why a first message cannot be brought up to date; nobody misses anything by it."""


@dataclass(frozen=True, slots=True)
class Settings:
    url: Secret | None = None
    """Of the incoming webhook. Who knows it can post, so it is a secret."""
    token: Secret | None = None
    """Of a bot, in the webhook's place: ``xoxb-…``."""
    to: tuple[str, ...] = ()
    """Ids of the channels (or people) that the bot posts to; each is a recipient of its own."""
    api: str = "https://slack.com/api"
    """Where the bot's calls go; another one for GovSlack."""
    timeout: float = 20.0
    """Seconds for one message."""

    def __post_init__(self) -> None:
        if (self.url is None) == (self.token is None):
            raise ValueError("give the 'url' of an incoming webhook, or a bot's 'token' and 'to'")
        if self.url is not None:
            posting.check_url(self.url, "the Slack webhook")
        posting.check_url(Secret(self.api), "'api'")
        wrong = [each for each in self.to if not CONVERSATION.fullmatch(each)]
        if wrong or (self.token is not None and not self.to) or (self.url is not None and self.to):
            raise ValueError(
                "'to' lists the ids of channels, for a bot's token only; Slack shows an id such as C012AB3CD"
                " at the foot of the channel's details"
            )


def recipients(settings: Settings) -> tuple[str, ...]:
    """A webhook posts to one channel; a bot to each that is named."""
    return tuple(dict.fromkeys(settings.to)) if settings.url is None else (posting.place(settings.url),)


def reaches(settings: Settings) -> tuple[str, int | None] | None:
    return posting.target(settings.url or Secret(settings.api))


def parts(settings: Settings) -> tuple[Part, ...]:
    return (Part.MESSAGE,) if settings.url is not None else (Part.MESSAGE, Part.STATE, Part.FILE)


def build(settings: Settings, network: Network) -> Notifier:
    posting.hush("httpx", "httpcore")
    if settings.token is not None:
        return Bot(settings, settings.token, network.http)
    assert settings.url is not None
    return Webhook(settings, settings.url, network.http)


# --- an incoming webhook ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Webhook:
    settings: Settings
    url: Secret
    http: httpx.AsyncClient

    async def send(self, message: Message, recipient: str) -> Receipt:
        body = json.dumps(payload(message)).encode()
        answer = await posting.post(self.http, self.url, body, {}, self.settings.timeout)
        said = answer.body.decode("utf-8", "replace").strip()
        if error := posting.refusal(answer, recipient, _hint(said)):
            raise error
        _check_success(said, recipient)
        return Receipt()


def _hint(said: str) -> str:
    """Only words that we know are repeated: an answer may echo the address."""
    return f"{said}: {ERRORS[said]}" if said in ERRORS else ""


def _check_success(said: str, recipient: str) -> None:
    """HTTP 200 is not enough: a proxy's page is none of Slack's, and some answer an error with 200."""
    if said in FOR_NOW:
        raise Retry(f"{recipient}: {_hint(said)}")
    if said in ERRORS:
        raise Rejected(f"{recipient}: {_hint(said)}")
    if said.startswith("<"):
        raise Retry(f"{recipient}: HTTP 200 with a web page, so the answer is not Slack's")
    if failed := posting.contradiction(said.encode()):
        raise Rejected(f"{recipient}: HTTP 200 with {failed}")


# --- a bot --------------------------------------------------------------------------------------------------------


class _Refused(Exception):
    """``ok`` is false; ``word`` is why."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Bot:
    settings: Settings
    token: Secret
    http: httpx.AsyncClient

    async def send(self, message: Message, recipient: str) -> Receipt:
        try:
            return await {Part.MESSAGE: self._post, Part.STATE: self._update, Part.FILE: self._upload}[message.part](
                message, recipient
            )
        except _Refused as refused:
            said = f"{recipient}: {_hint(refused.word) or refused.word}"
            raise (Retry(said) if refused.word in FOR_NOW else Rejected(said)) from None

    async def _post(self, message: Message, recipient: str) -> Receipt:
        channel, ts = _place_of(message, recipient)
        thread = {"thread_ts": ts, "reply_broadcast": message.kind == "policy"} if ts else {}
        answer = await self._call("chat.postMessage", {"channel": channel, **thread, **payload(message)}, recipient)
        return Receipt(f"{answer.get('channel', channel)}/{answer.get('ts', '')}")

    async def _update(self, message: Message, recipient: str) -> Receipt:
        channel, ts = _place_of(message, recipient)
        if not ts:
            return Receipt()
        try:
            await self._call("chat.update", {"channel": channel, "ts": ts, **payload(message)}, recipient)
        except _Refused as refused:
            if refused.word not in NO_LONGER_THERE:
                raise
        return Receipt()

    async def _upload(self, message: Message, recipient: str) -> Receipt:
        """Slack's three steps; a file that the last one does not name is seen by nobody."""
        file, (channel, ts) = message.attachment, _place_of(message, recipient)
        if file is None:
            raise Rejected(f"{recipient}: the diff file cannot be read any more, or is too large to send")
        granted = await self._call(
            "files.getUploadURLExternal", {"filename": file.name, "length": len(file.content)}, recipient
        )
        await self._hand_over(file, str(granted.get("upload_url", "")), recipient)
        named = {"files": [{"id": granted.get("file_id"), "title": file.name}], "channel_id": channel}
        await self._call("files.completeUploadExternal", {**named, **({"thread_ts": ts} if ts else {})}, recipient)
        return Receipt(str(granted.get("file_id")))

    async def _hand_over(self, file: Attachment, url: str, recipient: str) -> None:
        """The address is good for one upload and holds a ticket, so it is a secret."""
        secret = Secret(url)
        try:
            posting.check_url(secret, "the upload address")
        except ValueError as wrong:
            raise Retry(f"{recipient}: {wrong}") from None
        headers = {"Content-Type": "application/octet-stream"}
        answer = await posting.post(self.http, secret, file.content, headers, self.settings.timeout)
        if error := posting.refusal(answer, recipient, "upload"):
            raise error

    async def _call(self, method: str, arguments: Mapping[str, Any], recipient: str) -> dict[str, Any]:
        """What the method answers; raises ``_Refused`` when it says no."""
        body, kind = _encoded(method, arguments)
        headers = {"Authorization": f"Bearer {self.token.reveal()}", "Content-Type": kind}
        url = Secret(f"{self.settings.api.rstrip('/')}/{method}")
        answer = await posting.post(self.http, url, body, headers, self.settings.timeout, API_ANSWER)
        if error := posting.refusal(answer, recipient, method):
            raise error
        return _accepted(answer.body, recipient)


def _encoded(method: str, arguments: Mapping[str, Any]) -> tuple[bytes, str]:
    """``files.getUploadURLExternal`` is the one that takes no JSON."""
    if method == "files.getUploadURLExternal":
        return urlencode(arguments).encode(), "application/x-www-form-urlencoded"
    return json.dumps(arguments).encode(), "application/json; charset=utf-8"


def _accepted(body: bytes, recipient: str) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        raise Retry(f"{recipient}: HTTP 200 without an answer of Slack's")
    if answer["ok"] is not True:
        word = str(answer.get("error", ""))
        raise _Refused(word if re.fullmatch(r"[a-z_]{1,60}", word) else "it failed")
    return answer


def _place_of(message: Message, recipient: str) -> tuple[str, str]:
    """Channel and time stamp of the thread's first message; without one, the channel itself and nothing."""
    channel, _, ts = message.parent.partition("/")
    return (channel, ts) if channel and ts else (recipient, "")
