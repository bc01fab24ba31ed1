"""From a change to a decision: held at night, told in a digest, spoken about, put off, accepted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from e2e.people import text_of
from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, TRAINING, World, policy, watched

LONGER = "We keep your prompts for 180 days and then delete them."


def quiet_now() -> str:
    """Today and tomorrow by their names, so that it is quiet whenever the test runs."""
    today = datetime.now(UTC)
    days = [f"{today + timedelta(days=each):%a}".lower() for each in (0, 1)]
    return f"{{days: [{', '.join(days)}], unless: critical}}"


def routed(world: World, team: str, legal: str) -> None:
    more = f"operators: [ops]\nroutes:\n  - {{to: team, {team}}}\n  - {{to: legal, {legal}}}\n"
    claims = CLAIMS.replace("training: {", "training: {field: training, ")
    world.watches(world.source(), claims, more, f"{world.channels}\nops: {{file: ops.jsonl}}")


def test_what_is_held_and_collected_comes_once_and_what_is_critical_at_once(tmp_path: Path) -> None:
    with watched(tmp_path) as world:
        routed(world, f"kinds: [policy], grade: major, quiet: {quiet_now()}", "kinds: [policy], digest: weekly")
        program = world.program
        program.run("check")
        world.shows(policy(NEVER_SELLS, LONGER, TRAINING))
        assert program.run("check").code == 1
        assert (world.slack.posts, world.mail.mails) == ([], [])
        assert "2 collected for digests" in program.run("outbox").out
        world.shows(policy(LONGER, TRAINING))  # a promise went: critical
        program.run("check")
        assert [post.count("was removed") for post in world.slack.titles] == [1] and world.mail.mails == []

        program.hurry()  # the night is over, and the digest is due
        program.run("check")
        program.hurry()
        program.run("check")
        assert [title.count("was reworded") for title in world.slack.titles] == [0, 1]
        (digest,) = world.mail.mails
        assert digest["Subject"] == "Digest: 3 pieces of news (1 critical, 1 major, 1 minor)"
        assert "was removed" in text_of(digest) and "clausewatch show" in text_of(digest)


def test_a_change_is_explained_shown_spoken_about_and_accepted(tmp_path: Path) -> None:
    with watched(tmp_path) as world:
        routed(world, "kinds: [policy], grade: critical", "fields: [training]")
        program = world.program
        program.run("check")
        world.shows(policy(NEVER_SELLS, LONGER, TRAINING))
        program.run("check")
        (change,) = program.run("changes", "--json").json

        why = {each["to"]: each["why"] for each in program.run("explain", "acme/privacy", "--json").json["routes"]}
        assert why["team"] == "its grade major is below critical"
        assert why["legal"] == "it touches no claim about training"
        assert why["ops"] == "policy is not health"

        assert f"clausewatch snooze {change['change'].rpartition('/')[2]}" in program.run("show", change["change"]).out
        assert program.run("comment", "acme/privacy", "they rebuild it", "--by", "Di").code == 0
        assert program.run("snooze", change["change"], "--for", "7d", "--by", "Ann").code == 0
        assert program.run("comment", "acme/retention", "LEG-214", "--by", "Bo").code == 0
        for shown in (program.run("claims"), program.run("show", change["change"])):
            assert "LEG-214" in shown.out and "they rebuild it" in shown.out
        assert program.run("accept", "acme/retention", "--because", "agreed", "--by", "Cy").code == 0
        assert KEEPS not in program.watchlist.read_text() and LONGER in program.watchlist.read_text()
        index = (program.snapshots / "acme" / "index.html").read_text()
        for said in ("accepted by Cy", "comment by Bo", "snoozed until"):
            assert said in index and said in program.run("changes").out

        world.shows(policy(LONGER, TRAINING))  # the next message about the page tells what was decided
        program.run("check")
        told = json.dumps(world.slack.posts[-1])
        assert (
            "was removed" in told
            and "Review: before this change: accepted by Cy" in told
            and "clausewatch comment" in told
        )


def test_test_alert_says_what_to_do_where_a_channel_does_not_take_it(tmp_path: Path) -> None:
    with watched(tmp_path) as world:
        broken = (
            f'{world.channels}\nhook: {{webhook: {{url: "http://{world.site.address}/gone", secret: "${{env:HMAC}}"}}}}'
        )
        world.program.environment["HMAC"] = "not-a-secret-not-a-secret-not-a-secret"
        world.watches(world.source(), CLAIMS, channels=broken)
        done = world.program.run("test-alert")
        assert done.code == 1
        assert [line.split()[:2] for line in done.out.splitlines() if not line.startswith(" ")] == [
            ["sent", "team"],
            ["sent", "legal"],
            ["failed", "hook"],
        ]
        assert "then: clausewatch test-alert hook" in " ".join(done.out.split())
        assert "1 of 3 did not take it" in done.err
        assert len(world.slack.posts) == len(world.mail.mails) == 1
