"""What every channel that speaks HTTP must do, whatever it speaks about. A channel's tests inherit from it."""

from __future__ import annotations

import asyncio
import logging
import traceback
from dataclasses import replace
from typing import Any

import pytest

from clausewatch.core.render.message import render
from clausewatch_notifiers.contract import Message, Network, Notifier, NotifierError, Receipt, Rejected, Retry
from notifiers.example_alerts import policy_change
from notifiers.receivers import Behaviour, Drips, Hangs, Received, Receiver, Resets, Says, network, receiver

TOKEN = "T0p5ecretT0ken"
PATIENCE = 0.3
"""Seconds that a channel waits in these tests."""


def message(key: str = "key-1") -> Message:
    return render(policy_change(), key)


class HttpContract:
    """``channel`` makes the notifier for an address such as ``127.0.0.1:8080``; ``TOKEN`` is part of its secrets."""

    can_wait = True
    """Whether it learns how long the other side wants to be left alone."""
    has_key = True
    taken = Says()
    """How the other side says that it has taken a message."""

    def settings(self, address: str) -> Any:
        raise NotImplementedError

    def channel(self, address: str, net: Network) -> Notifier:
        raise NotImplementedError

    def key_of(self, received: Received) -> str:
        raise NotImplementedError

    def module(self) -> Any:
        raise NotImplementedError

    async def exchange(self, *script: Behaviour, times: int = 1) -> tuple[list[Receipt | NotifierError], Receiver]:
        outcomes: list[Receipt | NotifierError] = []
        async with receiver(*script) as there, network() as net:
            notifier = self.channel(there.address, net)
            for _ in range(times):
                try:
                    outcomes.append(await notifier.send(message(), "recipient"))
                except NotifierError as error:
                    outcomes.append(error)
        return outcomes, there

    def outcome(self, behaviour: Behaviour) -> Receipt | NotifierError:
        outcomes, _ = asyncio.run(self.exchange(behaviour))
        return outcomes[0]

    def test_a_success_gives_a_receipt(self) -> None:
        assert isinstance(self.outcome(self.taken), Receipt)

    @pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
    def test_a_status_for_now_is_tried_again(self, status: int) -> None:
        assert isinstance(self.outcome(Says(status, b"no")), Retry)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 422])
    def test_a_status_for_good_is_final(self, status: int) -> None:
        assert isinstance(self.outcome(Says(status, b"no")), Rejected)

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_a_redirect_is_refused_and_not_followed(self, status: int) -> None:
        async def run() -> None:
            async with receiver(Says()) as elsewhere:
                outcomes, _ = await self.exchange(Says(status, b"", (("Location", f"http://{elsewhere.address}/"),)))
                assert isinstance(outcomes[0], Rejected)
                assert elsewhere.received == []

        asyncio.run(run())

    @pytest.mark.parametrize("behaviour", [Hangs(), Drips(), Resets()])
    def test_silence_a_drip_and_a_broken_connection_are_tried_again(self, behaviour: Behaviour) -> None:
        assert isinstance(self.outcome(behaviour), Retry)

    def test_nobody_listening_is_tried_again(self) -> None:
        async def run() -> None:
            async with receiver(Says()) as there, network() as net:
                notifier = self.channel(there.address, net)
            async with network() as net:
                notifier = self.channel(there.address, net)
                with pytest.raises(Retry):
                    await notifier.send(message(), "recipient")

        asyncio.run(run())

    def test_the_wish_to_be_left_alone_is_passed_on(self) -> None:
        error = self.outcome(Says(429, b"", (("Retry-After", "37"),)))
        assert isinstance(error, Retry)
        assert error.after == (37.0 if self.can_wait else None)

    def test_a_repeated_delivery_bears_the_same_key(self) -> None:
        outcomes, there = asyncio.run(self.exchange(Says(500), self.taken, times=2))
        assert [type(each) for each in outcomes] == [Retry, Receipt]
        first, second = there.received
        if self.has_key:
            assert self.key_of(first) == self.key_of(second) == "key-1"

    def test_one_message_is_one_request(self) -> None:
        _, there = asyncio.run(self.exchange(self.taken))
        assert len(there.received) == 1

    @pytest.mark.parametrize("behaviour", [Says(), Says(404, TOKEN.encode()), Says(500, TOKEN.encode()), Resets()])
    def test_no_secret_shows_in_a_log_or_an_error(self, behaviour: Behaviour, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        outcome = self.outcome(behaviour)
        if isinstance(outcome, NotifierError):
            assert TOKEN not in "".join(traceback.format_exception(outcome))
        assert TOKEN not in repr(outcome)
        assert TOKEN not in caplog.text

    def test_no_secret_shows_in_the_settings_or_the_recipients(self) -> None:
        settings = self.settings("127.0.0.1:9")
        assert TOKEN not in repr(settings)
        assert TOKEN not in repr(self.module().recipients(settings))

    def test_text_that_cannot_be_encoded_is_sent_all_the_same(self) -> None:
        async def run() -> None:
            async with receiver(self.taken) as there, network() as net:
                odd = replace(message(), title="\ud800\x00\x1b[2J", key="schlüssel\n\ud800")
                assert isinstance(await self.channel(there.address, net).send(odd, "recipient"), Receipt)

        asyncio.run(run())
