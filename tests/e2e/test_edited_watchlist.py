"""An edited watchlist is an edit of the watchlist, never a change of the page."""

from __future__ import annotations

from pathlib import Path

from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, TRAINING, claim, policy, watched

MISSING = "We publish a transparency report twice a year."


def test_a_new_quote_and_a_changed_select_are_no_change_and_a_missing_quote_is_told_at_once(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        it.watches(
            it.source(more=", select: main, remove: [h2]"),
            CLAIMS + claim("copies", "Gives copies", "we answer within one month of your request"),
        )
        more, recipe = it.program.run("check", "--json"), it.program.run("changes")
        it.watches(it.source(), CLAIMS + claim("reports", "Publishes reports", MISSING))
        with it.program.daemon() as daemon:
            daemon.polls_again("acme/privacy")
            daemon.has_delivered()
            daemon.polls_again("acme/privacy")
            daemon.has_delivered()
        changes = it.program.run("changes", "--json")

    assert (more.code, more.json[0]["outcome"]) == (0, "unchanged")
    assert (recipe.code, recipe.out) == (0, "no changes\n")
    assert (changes.code, changes.json) == (0, [])
    assert len(it.slack.posts) == len(it.mail.mails) == 2
    assert MISSING in str(it.slack.posts[1])


def test_a_page_that_joins_later_gets_a_digest_of_its_own(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        it.shows(policy(KEEPS, TRAINING), "/terms")
        it.watches(
            f"{it.source()}\n{it.source('terms', 'Terms of Use')}",
            CLAIMS + claim("selling-too", "Never sells", NEVER_SELLS, source="terms"),
        )
        ran, again = it.program.run("check"), it.program.run("check")

    assert (ran.code, again.code) == (1, 0)
    _, later = it.slack.posts
    assert "Terms of Use" in str(later) and "stand as published" in str(later)


def test_what_left_the_watchlist_is_polled_no_more_and_is_not_forgotten(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        it.watches(it.source("other", "Other"), "")
        it.shows(policy(NEVER_SELLS), "/other")
        it.program.run("check")
        asked = len(it.site.asked("/privacy"))
        it.watches(it.source(), CLAIMS)
        it.shows(policy(NEVER_SELLS, KEEPS))
        back = it.program.run("check", "--json")

    assert asked == 1
    assert [row["outcome"] for row in back.json] == ["changed"]
