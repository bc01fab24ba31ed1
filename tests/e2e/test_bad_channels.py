"""A channel that is down delays its own alerts and nothing else; what it missed comes later, once."""

from __future__ import annotations

import socket
from collections import Counter
from pathlib import Path

from e2e.people import HOOK, OK, Slack
from e2e.program import until
from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, TRAINING, policy, world
from shell.site import Site, answer, stalling


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_channels_that_are_down_delay_only_themselves_and_get_each_alert_once_later(tmp_path: Path) -> None:
    with world(tmp_path) as it, Site("127.0.0.3") as busy, Site("127.0.0.4") as slow:
        flaky, hanging = Slack(busy), Slack(slow)
        flaky.says(answer(503, "no"))
        hanging.says(stalling())
        it.mail.refuses = "451 try again later"
        closed = free_port()
        channels = (
            f'{it.channels}\nflaky: {{slack: "{flaky.url}"}}\n'
            f'hanging: {{slack: {{url: "{hanging.url}", timeout: 2}}}}\n'
            f'refused: {{webhook: "http://127.0.0.1:{closed}/"}}\n'
        )
        allowed = f'"{busy.address}", "{slow.address}", "127.0.0.1:{closed}"'
        text = it.watchlist(it.source(), CLAIMS, channels=channels).replace("{allow: [", f"{{allow: [{allowed}, ")
        it.program.watches(text)
        with it.program.daemon() as daemon:
            daemon.has_polled("acme/privacy")
            until(lambda: it.slack.posts and flaky.posts and hanging.posts, "the first messages")
            it.shows(policy(NEVER_SELLS, KEEPS.replace("30 days", "180 days"), TRAINING))
            daemon.polls_again("acme/privacy")
            until(lambda: len(it.slack.posts) == 2, "the second message, through the channel that works")
            assert it.mail.mails == []

            status = it.program.run("status", "--json").json
            assert status["outbox"]["pending"] >= 4 and status["outbox"]["dead"] == 0
            stuck = {each["channel"]: each["error"] for each in status["outbox"]["stuck"]}
            assert {"flaky", "legal", "refused"} <= set(stuck) and "team" not in stuck
            assert "HTTP 503" in stuck["flaky"] and "451 try again later" in stuck["legal"]

            flaky.says(OK)
            hanging.says(OK)
            it.mail.refuses = ""
            with Site("127.0.0.1", port=closed) as opened:
                opened.answers("/", answer(200, "thanks"))
                until(lambda: it.program.hurry() or it.program.waiting() == 0, "everything to be delivered")
                assert len(opened.requests) == 2
            assert daemon.stop() == 0

    assert len(it.slack.posts) == 2
    assert it.mail.ids == list(dict.fromkeys(it.mail.ids)) and len(it.mail.ids) == 2
    for late in (flaky, hanging):
        assert len(set(late.keys)) == 2  # tried more than once, always with the same key
    done = Counter(it.program.ask("select channel, state from outbox"))
    assert done == {(name, "sent"): 2 for name in ("team", "legal", "flaky", "hanging", "refused")}


def test_a_message_that_nobody_will_ever_take_is_told_through_the_other_channels(tmp_path: Path) -> None:
    with world(tmp_path) as it:
        it.slack.says(answer(404, "no_service", "text/plain"))
        it.watches(it.source(), CLAIMS)
        ran, status = it.program.run("check"), it.program.run("status", "--json")

    assert ran.code == 0
    assert [seen.path for seen in it.slack.site.requests] == [HOOK]
    assert any("could not be delivered" in str(mail) for mail in it.mail.mails)
    assert status.code == 1 and status.json["outbox"]["dead"] == 1
    assert [(each["channel"], each["dead"]) for each in status.json["outbox"]["stuck"]] == [("team", 1)]


def test_a_check_says_what_a_channel_did_not_take_until_it_is_taken(tmp_path: Path) -> None:
    with world(tmp_path) as it:
        it.watches(it.source(), CLAIMS)
        it.program.run("check")
        it.slack.says(answer(500, "no"))
        it.shows(policy(NEVER_SELLS, KEEPS.replace("30 days", "180 days"), TRAINING))
        changed, again = it.program.run("check"), it.program.run("check", "--json")
        status = it.program.run("status", "--json")
        it.slack.says(OK)
        it.program.hurry()
        taken = it.program.run("check", "--json")

    assert changed.code == 1
    for ran in (changed, again):
        assert "team: 1 message not delivered yet" in ran.err and "HTTP 500" in ran.err
        assert "clausewatch outbox --channel team" in ran.err
    (owed,) = again.json[0]["undelivered"]
    assert (owed["channel"], owed["waiting"], owed["dead"]) == ("team", 1, 0) and "HTTP 500" in owed["error"]
    assert status.json["wrong"] and [each["channel"] for each in status.json["outbox"]["stuck"]] == ["team"]
    assert taken.json[0]["undelivered"] == [] and "not delivered" not in taken.err
