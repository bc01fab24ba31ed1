"""What leaves for the services that people use most through Apprise, to be read.

``UPDATE_GOLDEN=1 pytest tests/notifiers/test_apprise_services.py`` writes the files anew. Apprise and requests run as
they are; what is replaced is the last step of requests, which would put the request on the wire.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings

from clausewatch.core.render.message import render
from clausewatch_notifiers import apprise
from clausewatch_notifiers.contract import Message, Secret
from notifiers.example_alerts import EXAMPLES
from notifiers.hostile import messages
from notifiers.receivers import network, strings

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

FOLDER = Path(__file__).parents[1] / "golden" / "apprise"
FLOW = "workflows://prod-1.logic.azure.com:443/WFID0123456789/SIGNATURE0123456789/?ver=1"
SERVICES = {
    "teams": FLOW,
    "discord": "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
    "telegram": "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "ntfy": "ntfy://ntfy.example.com/alerts",
    "mattermost": "mmost://mattermost.example.com/3ccdd113474722377935511fc85d3dd4",
    "pagerduty": "pagerduty://integrationkey0123456789@apikey0123456789/clausewatch/watchlist",
}
BUDGET = {"teams": 28_000, "discord": 2000, "telegram": 4096, "ntfy": 4096 * 4, "mattermost": 4000, "pagerduty": 1024}
"""Characters that the service takes in its longest text, as its own documentation says; of Teams, bytes of all."""

OF_THE_WIRE = ("User-Agent", "Accept", "Accept-Encoding", "Connection", "Content-Length")


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> list[requests.PreparedRequest]:
    """What would have gone out, in order; each is answered as a success."""
    out: list[requests.PreparedRequest] = []

    def send(self: object, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        out.append(request)
        answer = requests.Response()
        answer.status_code = 202 if "pagerduty" in str(request.url) or "logic.azure" in str(request.url) else 200
        answer._content, answer.request, answer.url = b'{"ok": true, "result": {}}', request, str(request.url)
        return answer

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    return out


def sent(service: str, message: Message, wire: list[requests.PreparedRequest]) -> dict[str, Any]:
    """The one request, as a person reads it."""

    async def run() -> None:
        async with network() as net:
            await apprise.build(apprise.Settings(Secret(SERVICES[service])), net).send(message, service)

    wire.clear()
    asyncio.run(run())
    (request,) = wire
    headers = {name: _said(value) for name, value in request.headers.items() if name not in OF_THE_WIRE}
    return {"method": request.method, "url": request.url, "headers": headers, "body": _parsed(_said(request.body))}


def _said(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _parsed(body: str) -> Any:
    """ntfy gets plain text and a title among the headers."""
    try:
        return json.loads(body)
    except ValueError:
        return {"text": body}


@pytest.mark.parametrize("example", list(EXAMPLES))
@pytest.mark.parametrize("service", list(SERVICES))
def test_each_alert_is_one_request_that_reads_well(
    service: str, example: str, wire: list[requests.PreparedRequest]
) -> None:
    request = sent(service, render(EXAMPLES[example](), "0123456789abcdef"), wire)
    path, text = FOLDER / f"{example}.{service}.json", json.dumps(request, indent=2, ensure_ascii=False) + "\n"
    text = re.sub(r'"(timestamp|sequence_id)": "[^"]*"', r'"\1": "<when>"', text)
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


MENTION = re.compile(r"<!|<@|@(?:here|channel|everyone)|<at>|<users/", re.IGNORECASE)
MARKUP = re.compile(r"\]\(|<script|https?://", re.IGNORECASE)
OURS = re.compile(r"https://acme\.example/\S*")


@pytest.mark.parametrize("service", list(SERVICES))
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(hostile=messages)
def test_nothing_of_a_page_is_alive_in_any_of_them(
    service: str, hostile: Message, wire: list[requests.PreparedRequest]
) -> None:
    request = sent(service, replace(hostile, title=hostile.title or "-", summary=hostile.summary or "-"), wire)
    texts = [re.sub(r"\\(.)", r"\1", text) for text in strings([request["headers"], _of_the_page(request["body"])])]
    assert [text for text in texts if MENTION.search(text) or MARKUP.search(OURS.sub("", text))] == []
    assert max(map(len, texts)) <= BUDGET[service]


def _of_the_page(body: Any) -> Any:
    """Without what the service's own form needs: the address of a schema."""
    return {name: value for name, value in body.items() if name not in ("attachments",)} | {
        "cards": [
            {key: value for key, value in card["content"].items() if key != "$schema"}
            for card in body.get("attachments", [])
            if isinstance(card, dict) and "content" in card
        ]
    }


def test_a_line_of_a_teams_card_is_a_paragraph_and_the_headline_is_whole(wire: list[requests.PreparedRequest]) -> None:
    """A single line break is a blank there, and a card's heading is cut off after one line."""
    message = render(EXAMPLES["policy-change"](), "0123456789abcdef")
    (attached,) = sent("teams", message, wire)["body"]["attachments"]
    (block,) = attached["content"]["body"]
    lines = re.sub(r"\\(.)", r"\1", block["text"]).split("\n\n")
    assert lines[0] == message.title
    assert not any("\n" in line for line in lines)
    assert [line.split(":")[0] for line in lines if line.startswith(("Before:", "Now:"))] == [
        *("Before", "Now"),
        "Now",
        *("Before", "Now"),
    ]


@pytest.mark.parametrize("letter", ["😀", "\\", '"', "(", "文", "&"])
def test_a_teams_card_is_within_its_limit_whatever_a_page_is_made_of(
    letter: str, wire: list[requests.PreparedRequest]
) -> None:
    message = render(EXAMPLES["policy-change"](), "0123456789abcdef")
    passages = [replace(each, before=letter * 5000, after=letter * 5000) for each in message.passages]
    sent("teams", replace(message, title=letter * 300, summary=letter * 400, passages=passages), wire)
    assert len(wire[0].body or "") <= BUDGET["teams"]
