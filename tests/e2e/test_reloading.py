"""The daemon takes over an edited watchlist while it runs: whole, or not at all."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from e2e.program import Daemon, until
from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, World, claim, policy, watched


def reloaded(daemon: Daemon, times: int = 1) -> None:
    until(lambda: daemon.events("watchlist reloaded") == times, f"{times} watchlists to be taken over")


def told_by_slack(it: World, posts: int) -> None:
    until(lambda: len(it.slack.posts) >= posts, f"{posts} posts in Slack")


def test_another_select_and_another_quote_are_taken_over_without_a_word(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.daemon() as daemon:
        daemon.has_begun()
        it.watches(
            it.source(more=", select: main"),
            CLAIMS + claim("copies", "Gives copies", "we answer within one month of your request"),
        )
        daemon.has_polled("acme/privacy", 2)
        reloaded(daemon)
        claims = it.program.run("claims", "--json")

        assert {row["standing"] for row in claims.json} == {"stands"}
        assert it.program.alerts() == ["digest/acme/" + each.rpartition("/")[2] for each in it.program.alerts()]
        assert daemon.stop() == 0


def test_a_comment_that_shifts_the_lines_is_read_and_changes_nothing(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.daemon() as daemon:
        daemon.has_begun()
        polls = it.program.polls()
        it.program.watches("# Seen by counsel in June.\n\n" + it.program.watchlist.read_text())
        until(lambda: daemon.events("watchlist read again"), "the watchlist to be read again")
        assert daemon.events("watchlist reloaded") == 0
        assert it.program.polls() == polls


def test_a_broken_watchlist_keeps_the_old_one_and_says_so_once(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.daemon() as daemon:
        daemon.has_begun()
        it.watches(it.source(more=", evry: 6h"), CLAIMS)
        told_by_slack(it, 2)
        it.watches(it.source(more=", selekt: main"), CLAIMS)
        until(lambda: daemon.events("watchlist is broken; what was watched before goes on") == 2, "a second complaint")
        it.shows(policy(KEEPS))
        daemon.polls_again("acme/privacy")
        told_by_slack(it, 3)
        it.watches(it.source(), CLAIMS)
        told_by_slack(it, 4)
        daemon.has_delivered()

    _, broken, change, right = (str(post) for post in it.slack.posts)
    assert "unknown key 'evry'; did you mean 'every'?" in broken
    assert "removed" in change
    assert "right again" in right
    assert len(it.mail.mails) == 4


def test_sources_come_and_go_while_it_runs(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.daemon() as daemon:
        daemon.has_begun()
        it.shows(policy(NEVER_SELLS), "/terms")
        it.watches(it.source("terms", "Terms"), claim("terms", "Never sells", NEVER_SELLS, source="terms"))
        daemon.has_polled("acme/terms")
        asked = len(it.site.asked("/privacy"))
        daemon.polls_again("acme/terms")

        assert len(it.site.asked("/privacy")) == asked
        assert it.program.ask("select id from sources where archived_at is not null") == [("acme/privacy",)]


def test_a_source_that_got_another_id_and_address_goes_on_where_it_was(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.daemon() as daemon:
        daemon.has_begun()
        it.shows(policy(KEEPS), "/legal")
        moved = it.source("legal", "Privacy Policy", more=", formerly: [privacy]")
        it.watches(moved, claim("selling", "Never sells data", NEVER_SELLS, source="legal"))
        told_by_slack(it, 2)

        (change,) = it.program.run("changes", "acme/legal", "--json").json
        assert change["claims"][0]["verdict"] == "removed"
        assert it.program.ask("select id from sources") == [("acme/legal",)]


def test_a_second_watchlist_on_the_folder_leaves_the_daemons_sources_alone(tmp_path: Path) -> None:
    with watched(tmp_path) as it, it.program.daemon() as daemon:
        daemon.has_begun()
        it.shows(policy(KEEPS), "/other")
        other = tmp_path / "other.yaml"
        other.write_text(it.watchlist(it.source("other", "Other")), encoding="utf-8")
        ran = it.program.run("check", "--watchlist", str(other))
        daemon.polls_again("acme/privacy")

        assert "baseline   acme/other" in ran.out
        assert it.program.ask("select id from sources where archived_at is not null") == []


def test_a_hangup_reads_secrets_again(tmp_path: Path) -> None:
    secret = tmp_path / "address"
    with watched(tmp_path) as it:
        secret.write_text("http://127.0.0.1:9/old-address-that-is-secret")
        it.watches(it.source(), CLAIMS, channels=f'team: {{slack: "${{file:{secret}}}"}}')
        with it.program.daemon() as daemon:
            daemon.has_polled("acme/privacy")
            secret.write_text(it.slack.url)
            os.kill(daemon.process.pid, signal.SIGHUP)
            reloaded(daemon)
            until(lambda: it.program.hurry() or it.slack.posts, "the digest at the new address")  # type: ignore[func-returns-value]
            log = daemon.log.read_text()

    assert "old-address-that-is-secret" not in log
    assert it.slack.url not in log
