from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import replace
from types import ModuleType

from hypothesis import given, settings

from clausewatch_notifiers import webhook
from clausewatch_notifiers.contract import Message, Network, Notifier, Receipt, Secret
from notifiers.contract_suite import PATIENCE, TOKEN, HttpContract, message
from notifiers.hostile import messages
from notifiers.receivers import Received, Says, network, receiver

SECRET = f"hmac-{TOKEN}"


class TestWebhook(HttpContract):
    def settings(self, address: str) -> webhook.Settings:
        return webhook.Settings(Secret(f"http://{address}/hook/{TOKEN}"), Secret(SECRET), PATIENCE)

    def channel(self, address: str, net: Network) -> Notifier:
        return webhook.build(self.settings(address), net)

    def key_of(self, received: Received) -> str:
        assert json.loads(received.body)["key"] == received.headers["idempotency-key"]
        return received.headers["idempotency-key"]

    def module(self) -> ModuleType:
        return webhook

    def test_any_2xx_is_a_success(self) -> None:
        assert isinstance(self.outcome(Says(202, b"")), Receipt)

    def test_the_receiver_can_check_the_signature(self) -> None:
        _, there = asyncio.run(self.exchange(Says()))
        header = dict(part.split("=") for part in there.received[0].headers["x-clausewatch-signature"].split(","))
        signed = header["t"].encode() + b"." + there.received[0].body
        assert header["v1"] == hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()


def test_the_signature_is_the_one_that_is_documented() -> None:
    """The figure is made with: printf '1700000000.{}' | openssl dgst -sha256 -hmac key"""
    expected = "t=1700000000,v1=9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae"
    assert webhook.signature(Secret("key"), 1_700_000_000, b"{}") == expected


def test_without_a_secret_there_is_no_signature() -> None:
    async def run() -> Received:
        async with receiver(Says()) as there, network() as net:
            notifier = webhook.build(webhook.Settings(Secret(f"http://{there.address}/")), net)
            await notifier.send(message(), "recipient")
            return there.received[0]

    assert "x-clausewatch-signature" not in asyncio.run(run()).headers


def test_the_body_says_which_form_it_has_and_carries_the_alert_for_programs() -> None:
    body = webhook.as_json(message())
    assert body["schema"] == webhook.SCHEMA
    assert body["data"]["schema"] == 1
    assert body["data"]["news"]["document"]["hunks"][0]["reasons"] == ["opt", "consent"]
    assert json.loads(json.dumps(body)) == body


def test_a_key_that_no_header_can_hold_is_hashed_and_still_the_same_every_time() -> None:
    assert webhook.header_key("acme/privacy#1") == "acme/privacy#1"
    odd = webhook.header_key("schlüssel\r\nX: y")
    assert odd == webhook.header_key("schlüssel\r\nX: y")
    assert odd.isalnum()


@settings(max_examples=50, deadline=None)
@given(messages)
def test_every_message_can_be_encoded(hostile: Message) -> None:
    assert json.loads(json.dumps(webhook.as_json(replace(hostile, data={}))))["schema"] == webhook.SCHEMA
