from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings

from clausewatch.core.render.message import render
from clausewatch.core.status import StatusEventKind
from clausewatch_notifiers import slack, slack_blocks
from clausewatch_notifiers.contract import (
    Attachment,
    Fact,
    Message,
    Network,
    Notifier,
    Part,
    Passage,
    Receipt,
    Rejected,
    Retry,
    Secret,
)
from notifiers.contract_suite import PATIENCE, TOKEN, HttpContract, message
from notifiers.example_alerts import incident, policy_change
from notifiers.hostile import messages
from notifiers.receivers import Received, Says, network
from notifiers.slack_rules import broken_rules, live_parts
from notifiers.slack_server import SlackServer, accepted, refused, slack_server


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
            (b'{"success": false}', Rejected),
            (b'{"ok": true}', Receipt),
            (b"<html>Log in to the guest network</html>", Retry),
            (b"rate_limited", Retry),
            (b"ok", Receipt),
            (b"", Receipt),
        ],
    )
    def test_a_200_that_lies_is_no_success(self, body: bytes, kind: type) -> None:
        assert isinstance(self.outcome(Says(200, body)), kind)


class TestSlackBot(HttpContract):
    taken = accepted(channel="C012AB3CD", ts="1700000000.000100")

    def settings(self, address: str) -> slack.Settings:
        return slack.Settings(token=Secret(TOKEN), to=("C012AB3CD",), api=f"http://{address}/api", timeout=PATIENCE)

    def channel(self, address: str, net: Network) -> Notifier:
        return slack.build(self.settings(address), net)

    def key_of(self, received: Received) -> str:
        return str(json.loads(received.body)["metadata"]["event_payload"]["key"])

    def module(self) -> ModuleType:
        return slack

    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            (refused("ratelimited"), Retry),
            (refused("internal_error"), Retry),
            (Says(200, b"<html>Log in to the guest network</html>"), Retry),
            (Says(200, b"ok"), Retry),
            (Says(200, b"[]"), Retry),
            (refused("channel_not_found"), Rejected),
            (refused("not_in_channel"), Rejected),
            (refused("an_error_of_next_year"), Rejected),
            (refused("<!channel> xoxb-1"), Rejected),
        ],
    )
    def test_ok_is_what_counts_and_not_the_status(self, answer: Says, kind: type) -> None:
        assert isinstance(self.outcome(answer), kind)

    def test_an_error_says_what_to_do(self) -> None:
        assert "invite the app" in str(self.outcome(refused("not_in_channel")))

    def test_the_receipt_is_the_place_of_the_message(self) -> None:
        assert self.outcome(self.taken) == Receipt("C012AB3CD/1700000000.000100")


def bot(*messages: Message, **trouble: list[Says]) -> tuple[list[Receipt], SlackServer]:
    """Sends the messages, each the child of the first, to a Slack in small."""

    async def run() -> tuple[list[Receipt], SlackServer]:
        receipts: list[Receipt] = []
        async with slack_server(TOKEN, **trouble) as there, network() as net:
            notifier = slack.build(slack.Settings(token=Secret(TOKEN), to=("C012AB3CD",), api=there.api), net)
            for each in messages:
                parent = receipts[0].id if receipts else each.parent
                receipts.append(await notifier.send(replace(each, parent=parent), "C012AB3CD"))
        return receipts, there

    return asyncio.run(run())


def test_later_news_of_a_story_are_replies_to_its_first_message() -> None:
    opened, resolved = (
        render(incident(kind), kind) for kind in (StatusEventKind.INCIDENT_OPENED, StatusEventKind.INCIDENT_RESOLVED)
    )
    _, there = bot(opened, resolved)
    assert [each.thread for each in there.posted] == ["", there.posted[0].ts]
    assert there.posted[1].payload["reply_broadcast"] is False


def test_a_policys_reply_is_seen_outside_of_its_old_thread_too() -> None:
    _, there = bot(message(), message())
    assert there.posted[1].payload["reply_broadcast"] is True


def test_the_first_message_keeps_its_words_and_says_how_things_stand_now() -> None:
    state = replace(message(), part=Part.STATE, state="resolved after 2 h <!channel>", state_grade="none")
    _, there = bot(message(), state)
    (post,) = there.posted
    (update,) = post.updates
    assert update["blocks"][0]["text"]["text"] == "🟢" + post.payload["blocks"][0]["text"]["text"][1:]
    assert update["blocks"][1]["text"]["text"] == "Now: resolved after 2 h &lt;!channel&gt;"
    assert update["blocks"][2:] == post.payload["blocks"][1:]
    assert broken_rules(update) == live_parts(update) == []


def test_a_first_message_that_is_gone_is_no_loss_and_none_at_all_no_call() -> None:
    state = replace(message(), part=Part.STATE, state="resolved")
    _, there = bot(message(), state, update=[refused("message_not_found")])
    assert there.calls == ["chat.postMessage", "chat.update"]
    _, there = bot(state)
    assert there.calls == []


def test_the_diff_is_uploaded_into_the_messages_thread() -> None:
    file = Attachment("acme-privacy-2026-11-24T11-58-02Z.html", "text/html", "<p>旧</p>".encode() * 50_000)
    _, there = bot(message(), replace(message(), part=Part.FILE, attachment=file))
    (uploaded,) = there.files
    assert (uploaded.name, uploaded.content) == (file.name, file.content)
    assert (uploaded.channel, uploaded.thread) == ("C012AB3CD", there.posted[0].ts)


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload-0", "files.completeUploadExternal"])
def test_a_failed_upload_can_be_tried_again_and_repeats_no_message(step: str) -> None:
    upload = replace(message(), part=Part.FILE, attachment=Attachment("a.html", "text/html", b"<p>"))

    async def run() -> SlackServer:
        async with slack_server(TOKEN) as there, network() as net:
            there.trouble[step] = [Says(503)]
            notifier = slack.build(slack.Settings(token=Secret(TOKEN), to=("C012AB3CD",), api=there.api), net)
            with pytest.raises(Retry):
                await notifier.send(upload, "C012AB3CD")
            await notifier.send(upload, "C012AB3CD")
            return there

    there = asyncio.run(run())
    assert there.posted == []
    assert len([file for file in there.files if file.channel]) == 1


def test_a_file_that_is_gone_is_said_to_be_gone() -> None:
    with pytest.raises(Rejected, match="cannot be read any more"):
        bot(replace(message(), part=Part.FILE))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"url": Secret("https://hooks.example/x"), "token": Secret("xoxb-1"), "to": ("C012AB3CD",)},
        {"token": Secret("xoxb-1")},
        {"token": Secret("xoxb-1"), "to": ("#general",)},
        {"url": Secret("https://hooks.example/x"), "to": ("C012AB3CD",)},
    ],
)
def test_a_webhook_or_a_token_with_channels_and_never_half_of_it(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        slack.Settings(**wrong)


@settings(max_examples=60, deadline=None)
@given(messages)
def test_no_page_text_is_alive_in_slack_and_every_payload_keeps_slacks_rules(hostile: Message) -> None:
    payload = slack.payload(hostile)
    assert live_parts(payload) == []
    assert broken_rules(payload) == []
    json.dumps(payload).encode()


@pytest.mark.parametrize("text", ["&" * 5000, "a" * 5000, "&" * 100])
def test_a_link_that_is_long_only_once_it_is_escaped_breaks_no_rule(text: str) -> None:
    fact = Fact(text, text, f"https://acme.example/?{text}")
    payload = slack.payload(replace(message(), facts=(fact,), title=text, summary=text))
    assert broken_rules(payload) == live_parts(payload) == []


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
    assert all(len(field["text"]) <= slack_blocks.SIDE + 10 for field in fields)


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
