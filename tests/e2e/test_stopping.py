"""The daemon ends when asked to, at once and cleanly, and there is one per folder."""

from __future__ import annotations

from pathlib import Path

from e2e.program import PATIENCE, until
from e2e.world import CLAIMS, NEVER_SELLS, USUAL, policy, watched
from shell.site import stalling


def test_sigterm_ends_it_without_waiting_for_polls_and_sends_under_way(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.shows(USUAL, "/slow")
        it.watches(f"{it.source()}\n{it.source('slow', 'Slow', ', timeout: 300s')}", CLAIMS)
        it.program.run("check")
        told, asked = len(it.slack.posts), len(it.site.asked("/slow"))
        it.slack.says(stalling())
        it.site.answers("/slow", stalling())
        it.shows(policy(NEVER_SELLS))
        it.program.hurry()
        with it.program.daemon() as daemon:
            until(lambda: len(it.slack.posts) > told, "the message that hangs")
            until(lambda: len(it.site.asked("/slow")) > asked, "the poll that hangs")
            polls = it.program.polls("acme/slow")
            code = daemon.stop(PATIENCE)

    assert code == 0
    assert it.program.polls("acme/slow") == polls, "the poll that hangs was handed back, not waited for"
    assert daemon.said[-1]["event"] == "stopped"
    assert not any("Traceback" in str(each) for each in daemon.said)
    assert it.program.ask("select id from sources where leased_until is not null") == []


def test_on_a_terminal_it_says_what_it_does_in_words_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.at_a_terminal("run") as terminal:
        terminal.shows("watching 1 source for 4 claims; alerts go to team, legal. Ctrl-C stops.")
        terminal.shows("baseline acme/privacy")
        terminal.press("\x03")
        terminal.shows("stopped")
        assert terminal.process.wait(PATIENCE) == 0
    assert "{" not in terminal.shown


def test_a_second_daemon_is_refused_with_the_process_that_runs(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.daemon() as daemon:
        second = it.program.run_afresh("run")
        assert daemon.process.poll() is None

    assert second.code == 2
    assert second.out == "" and second.err.count("\n") == 1
    assert f"process {daemon.process.pid}" in second.err
