from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings

from clausewatch_notifiers import webhook
from clausewatch_notifiers.contract import Message, Network, Notifier, Receipt, Rejected, Retry, Secret
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

    @pytest.mark.parametrize(
        ("body", "why"),
        [
            (b'{"ok": false, "error": "no such flow"}', "ok is false"),
            (b'{"success": false, "data": null}', "success is false"),
            (b'{"error": {"code": 17, "message": "quota"}}', "it has error"),
            (b'{"errors": ["no route"]}', "it has errors"),
            (b' {"status": "Error", "message": "x"}', "status is error"),
            (b"<!DOCTYPE html><title>Sign in</title>", "a web page"),
            (b"\xef\xbb\xbf\n<!-- proxy --><HTML lang=en>", "a web page"),
        ],
    )
    def test_a_2xx_whose_body_says_that_it_failed_is_tried_again(self, body: bytes, why: str) -> None:
        error = self.outcome(Says(200, body))
        assert isinstance(error, Retry)
        assert why in str(error)

    @pytest.mark.parametrize(
        "body",
        [
            b"ok",
            b"<ok/>",
            b"error: none",
            b'"error"',
            b"[]",
            b"{}",
            b'{"ok": true, "error": null, "errors": []}',
            b'{"status": "success", "error": ""}',
            b'{"status": 200, "data": {"error": "of the last run"}}',
            b'{"ok": false',
            b"[" * 60_000,
            b'{"ok": false, "trace": "' + b"x" * 100_000 + b'"}',
        ],
    )
    def test_any_other_body_of_a_2xx_is_nobodys_business(self, body: bytes) -> None:
        assert isinstance(self.outcome(Says(201, body)), Receipt)

    def test_what_the_receiver_says_is_not_repeated(self) -> None:
        assert TOKEN not in str(self.outcome(Says(200, f'{{"error": "{TOKEN}", "status": "{TOKEN}"}}'.encode())))

    def test_the_receiver_can_check_the_signature(self) -> None:
        _, there = asyncio.run(self.exchange(Says()))
        header = dict(part.split("=") for part in there.received[0].headers["x-clausewatch-signature"].split(","))
        signed = header["t"].encode() + b"." + there.received[0].body
        assert header["v1"] == hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()


def test_a_receiver_whose_bodies_mean_nothing_is_judged_by_the_status_where_the_watchlist_says_so() -> None:
    async def run(body: bytes, status: int) -> Receipt:
        async with receiver(Says(status, body)) as there, network() as net:
            chosen = webhook.Settings(Secret(f"http://{there.address}/"), any_body=True)
            return await webhook.build(chosen, net).send(message(), "recipient")

    assert asyncio.run(run(b"<html>Thank you!</html>", 200)) == Receipt()
    with pytest.raises(Rejected):
        asyncio.run(run(b"", 404))


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
