from __future__ import annotations

import asyncio
import json
import logging
import re
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings

from clausewatch_notifiers import apprise, plain
from clausewatch_notifiers.contract import Message, Network, Notifier, Rejected, Secret
from notifiers.contract_suite import PATIENCE, TOKEN, HttpContract, message
from notifiers.hostile import messages
from notifiers.receivers import Received, Says, network, receiver, strings

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
"""One of Apprise's services imports it."""


class TestApprise(HttpContract):
    """Through Apprise's plainest service, JSON."""

    can_wait = False
    has_key = False

    def settings(self, address: str) -> apprise.Settings:
        return apprise.Settings(Secret(f"json://user:{TOKEN}@{address}/{TOKEN}"), timeout=PATIENCE * 2)

    def channel(self, address: str, net: Network) -> Notifier:
        return apprise.build(self.settings(address), net)

    def key_of(self, received: Received) -> str:
        raise NotImplementedError

    def module(self) -> ModuleType:
        return apprise


@pytest.mark.parametrize("service", ["mmost://{}/abcdefghijklmnopqrstuvwx", "ntfy://{}/topic?format=markdown"])
def test_what_chat_services_get_holds_nothing_alive(service: str) -> None:
    async def run() -> str:
        async with receiver(Says(200, b"{}")) as there, network() as net:
            url = Secret(service.format(there.address))
            evil = "@channel <!here> *b* [ok](https://evil.example)"
            await apprise.build(apprise.Settings(url), net).send(_with_title(evil), "chat")
            return "\n".join(strings(json.loads(there.received[0].body))).replace("\\", "")

    sent = asyncio.run(run())
    assert not re.search(r"@channel|<!here|\*b\*|\]\(|https://evil", sent)
    assert "https://acme.example/privacy" in sent


def _with_title(title: str) -> Message:
    return replace(message(), title=title, summary=title)


@settings(max_examples=60, deadline=None)
@given(messages)
def test_no_text_keeps_a_character_that_any_service_obeys(hostile: Message) -> None:
    for limit in (160, 2000, 32_768):
        body = apprise.fitting(hostile, limit)
        assert len(body) <= limit
        without_links = re.sub(r"https://acme\.example/\S*", "", body)
        assert not re.search(r"[<>@*_~`\[\]|\\]|://", without_links)


def test_a_small_budget_keeps_the_gravest_and_counts_the_rest() -> None:
    assert "REWORDED" in apprise.fitting(message(), 1200)
    short = apprise.fitting(message(), 900)
    assert "more in acme/privacy/diffs" in short.replace("ˍ", "_")
    assert len(apprise.fitting(message(), 160)) <= 160


@pytest.mark.parametrize("url", ["json://", "nosuchservice://host", "json://a.example,json://b.example"])
def test_a_url_that_is_not_one_service_is_refused_without_showing_it(url: str) -> None:
    async def run() -> None:
        async with network() as net:
            with pytest.raises(ValueError, match="Apprise") as caught:
                apprise.build(apprise.Settings(Secret(url)), net)
            assert url not in str(caught.value)

    asyncio.run(run())


def test_a_url_without_a_service_is_refused_when_the_watchlist_is_read() -> None:
    with pytest.raises(ValueError, match="service's name"):
        apprise.Settings(Secret("https"))


def test_its_recipient_is_the_service_and_no_token() -> None:
    assert apprise.recipients(apprise.Settings(Secret("discord://id/token"))) == ("discord",)


def test_apprise_and_what_it_stands_on_log_no_urls() -> None:
    async def run() -> None:
        async with network() as net:
            apprise.build(apprise.Settings(Secret("json://127.0.0.1")), net)

    asyncio.run(run())
    assert all(not logging.getLogger(name).isEnabledFor(logging.INFO) for name in ("apprise", "urllib3"))


def test_a_refusal_is_read_from_the_log_and_the_log_is_not_repeated() -> None:
    error = apprise._fault("FAILURE", [f"Failed to send to {TOKEN}: Not Found., error=404."], "json")
    assert isinstance(error, Rejected)
    assert str(error) == "json: HTTP 404"


def test_look_alikes_read_like_what_they_stand_for() -> None:
    assert plain.inert("a *b* <c> d@e.example") == "a ∗b∗ ‹c› d＠e.example"
