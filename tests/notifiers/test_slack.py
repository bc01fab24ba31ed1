from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings

from clausewatch.core.render.message import render
from clausewatch_notifiers import slack
from clausewatch_notifiers.contract import Fact, Message, Network, Notifier, Passage, Receipt, Rejected, Retry, Secret
from notifiers.contract_suite import PATIENCE, TOKEN, HttpContract, message
from notifiers.example_alerts import policy_change
from notifiers.hostile import messages
from notifiers.receivers import Received, Says
from notifiers.slack_rules import broken_rules, live_parts


class TestSlack(HttpContract):
    def settings(self, address: str) -> slack.Settings:
        return slack.Settings(Secret(f"http://{address}/services/{TOKEN}"), timeout=PATIENCE)

    def channel(self, address: str, net: Network) -> Notifier:
        return slack.build(self.settings(address), net)

    def key_of(self, received: Received) -> str:
        return str(json.loads(received.body)["metadata"]["event_payload"]["key"])

    def module(self) -> ModuleType:
        return slack

    @pytest.mark.parametrize(
        ("status", "said"), [(404, "no_service"), (404, "channel_not_found"), (403, "action_prohibited")]
    )
    def test_slacks_own_words_are_told_with_what_they_mean(self, status: int, said: str) -> None:
        error = self.outcome(Says(status, said.encode()))
        assert isinstance(error, Rejected)
        assert said in str(error)
        assert slack.ERRORS[said] in str(error)

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"invalid_payload", Rejected),
            (b'{"ok": false, "error": "x"}', Rejected),
            (b"<html>Log in to the guest network</html>", Retry),
            (b"rate_limited", Retry),
            (b"ok", Receipt),
            (b"", Receipt),
        ],
    )
    def test_a_200_that_lies_is_no_success(self, body: bytes, kind: type) -> None:
        assert isinstance(self.outcome(Says(200, body)), kind)


@settings(max_examples=60, deadline=None)
@given(messages)
def test_no_page_text_is_alive_in_slack_and_every_payload_keeps_slacks_rules(hostile: Message) -> None:
    payload = slack.payload(hostile)
    assert live_parts(payload) == []
    assert broken_rules(payload) == []
    json.dumps(payload).encode()


def test_page_text_keeps_its_letters() -> None:
    odd = replace(message(), passages=(Passage("EDITED", before="1 < 2 & *3*", after="<!channel>"),))
    fields = slack.payload(odd)["blocks"][2]["fields"]
    assert [field["text"] for field in fields] == ["Before:\n1 &lt; 2 &amp; *3*", "Now:\n&lt;!channel&gt;"]


def test_the_rules_find_what_is_alive() -> None:
    payload = slack.payload(message())
    payload["blocks"][0]["text"]["text"] = "<!channel>"
    payload["blocks"][2]["text"]["text"] = "*a* _b_"
    assert len(live_parts(payload)) == 2


def test_both_sides_of_a_long_passage_show_where_they_differ() -> None:
    filler = "We take your privacy seriously and protect it. " * 40
    long = Passage(
        "EDITED", before=f"{filler}We keep it 30 days. {filler}", after=f"{filler}We keep it 180 days. {filler}"
    )
    fields = slack.payload(replace(message(), passages=(long,)))["blocks"][2]["fields"]
    assert "30 days" in fields[0]["text"]
    assert "180 days" in fields[1]["text"]
    assert all(len(field["text"]) <= slack.SIDE + 10 for field in fields)


def test_a_huge_change_is_one_small_message_that_counts_the_rest() -> None:
    passages = [Passage(f"EDITED {number}", before="a" * 9000, after="b" * 9000) for number in range(40)]
    payload = slack.payload(replace(message(), passages=passages, more=14))
    assert len(json.dumps(payload)) < 12_000
    assert "… and 46 more" in [element["text"] for block in payload["blocks"] for element in block.get("elements", ())]


def test_only_our_own_addresses_are_links() -> None:
    tricky = "https://acme.example/a|b>c<!channel>?x=1&y=2"
    payload = slack.payload(replace(message(), facts=(Fact("Source", tricky, tricky),)))
    link = payload["blocks"][-1]["elements"][0]["text"]
    assert link == "Source: <https://acme.example/a%7Cb%3Ec%3C!channel%3E?x=1&amp;y=2>"


@pytest.mark.parametrize("url", ["hooks.slack.com/services/x", "ftp://a.example/x", "https:///T0K", "https://a b/"])
def test_an_address_that_is_none_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ValueError, match="the Slack webhook") as caught:
        slack.Settings(Secret(url))
    assert url not in str(caught.value)


def test_the_recipient_is_the_host_alone() -> None:
    assert slack.recipients(slack.Settings(Secret("https://hooks.slack.com/services/T/B/x"))) == ("hooks.slack.com",)


def test_rendering_twice_gives_the_same_payload() -> None:
    assert slack.payload(render(policy_change(), "k")) == slack.payload(render(policy_change(), "k"))
