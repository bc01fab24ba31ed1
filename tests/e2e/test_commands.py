"""Commands beside a running daemon: one answer each, in JSON with keys that stay, and an exit code that means it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from e2e.program import Program, until
from e2e.world import CLAIMS, KEEPS, TRAINING, USUAL, policy, watched
from shell.site import Answer, Seen, page, stalling

STATUS = {"wrong", "daemon", "outbox", "sources"}
SOURCE = {"source", "url", "state", "detail", "wrong", "polled_at", "next_due"}
POLL = {"source", "outcome", "reason", "change", "grade", "alerts"}
CHANGE = {"change", "source", "provider", "url", "at", "grade", "reasons", "note", "dates", "claims", "hunks"}
CLAIM = {"claim", "provider", "field", "statement", "basis", "as_of", "standing", "last_verified", "evidence"}
EVIDENCE = {"source", "url", "words", "verdict", "standing", "now", "closest", "last_verified"}
"""Keys that programs rely on: there may be more one day, never fewer."""


def test_commands_answer_beside_the_daemon_in_json_with_stable_keys_and_honest_exit_codes(tmp_path: Path) -> None:
    with watched(tmp_path) as it, ExitStack() as stack:
        it.watches(it.source(every="12h"), CLAIMS)  # or the daemon, on a busy machine, polls what the command is to
        daemon = stack.enter_context(it.program.daemon())
        run = it.program.run
        daemon.has_begun()

        status = run("status", "--json")
        assert status.code == 0
        assert set(status.json) >= STATUS
        assert status.json["daemon"]["running"] is True
        (row,) = status.json["sources"]
        assert set(row) >= SOURCE

        claims = run("claims", "acme", "--json")
        one = run("claims", claims.json[-1]["claim"], "--json")
        assert one.json == claims.json[-1:]
        assert claims.code == 0
        assert [each["standing"] for each in claims.json] == ["stands"] * 4
        assert set(claims.json[0]) >= CLAIM
        assert set(claims.json[0]["evidence"][0]) >= EVIDENCE
        nothing = run("changes", "--json")
        assert (nothing.code, nothing.json) == (0, [])

        it.shows(policy(KEEPS, TRAINING))
        check = run("check", "acme/privacy", "--json")
        assert check.code == 1
        (polled,) = check.json
        assert set(polled) >= POLL
        assert (polled["outcome"], polled["grade"]) == ("changed", "critical")
        assert run("check", "--json").code == 0

        changes = run("changes", "acme", "--grade", "critical", "--json")
        assert changes.code == 1
        assert [set(change) >= CHANGE for change in changes.json] == [True]
        show = run("show", polled["change"], "--json")
        assert (show.code, show.json) == (1, changes.json[0])
        assert run("claims", "--only", "changed", "--json").code == 1
        assert daemon.process.poll() is None


def test_alerts_of_the_console_do_not_get_into_json(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.watches(it.source(), CLAIMS, channels="people: console")
        it.program.run("check")
        it.shows(policy(KEEPS, TRAINING))
        ran = it.program.run("check", "--json")

    assert [row["outcome"] for row in ran.json] == ["changed"]
    assert "was removed" in ran.err


def test_what_people_ask_wrongly_is_exit_code_2_and_a_sentence(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.watches('sources: {acme: {url: "https://acme.example/", quotes: ["We never sell data."]}}\n')

    asked = [
        program.run("check", "nobody"),
        program.run("claims", "nobody"),
        program.run("changes"),
        program.run("show", "2026"),
        program.run("test-alert", "nobody"),
        program.run("chek"),
    ]

    assert [(ran.code, ran.out) for ran in asked] == [(2, "")] * len(asked)
    assert not any("Traceback" in ran.err for ran in asked)
    assert "there are: acme" in asked[0].err
    assert not program.snapshots.exists()


def test_nobody_waits_for_a_check_that_was_killed(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.site.answers("/privacy", stalling())
        with it.program.begin("check") as first:
            until(lambda: it.site.asked("/privacy"), "the poll that hangs")
            first.kill()
        it.shows(USUAL)
        second = it.program.run("check")

    assert second.code == 0 and "baseline" in second.out
    assert "another process" not in second.err


def test_a_check_that_another_one_overtakes_starts_again_instead_of_failing(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        seen_before = len(it.site.requests)

        def overtaken(_: Seen) -> Answer:
            """While the first check waits for its page, its lease ends and a second one goes all the way."""
            if len(it.site.requests) == seen_before + 1:
                it.program.hurry()
                it.program.run("check")
            return page(policy(KEEPS, TRAINING))

        it.site.answers("/privacy", overtaken)
        first = it.program.run_afresh("check", "--json")
        changes = it.program.run("changes", "--json")

    assert (first.code, first.json[0]["outcome"]) == (0, "unchanged")
    assert len(changes.json) == 1
    assert len(it.slack.posts) == len(it.mail.mails) == 2
