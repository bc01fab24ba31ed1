"""A source that somebody pauses is left alone while the daemon runs, and says so everywhere."""

from __future__ import annotations

from pathlib import Path

from e2e.program import until
from e2e.world import KEEPS, NEVER_SELLS, USUAL, claim, policy, watched

CLAIMS = claim("selling", "Never sells data", NEVER_SELLS) + claim("keeping", "Keeps", KEEPS, source="terms")


def test_a_paused_source_is_not_polled_and_comes_back_at_once(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        terms, paused = it.source("terms", "Terms"), it.source("terms", "Terms", ", paused: Acme rebuilds its site")
        it.shows(USUAL, "/terms")
        it.watches(f"{it.source()}\n{terms}", CLAIMS)
        with it.program.daemon() as daemon:
            daemon.has_begun()
            it.watches(f"{it.source()}\n{paused}", CLAIMS)
            until(lambda: daemon.events("watchlist reloaded"), "the pause to be taken over")
            before = it.program.polls("acme/terms")
            it.shows(policy(NEVER_SELLS), "/terms")
            daemon.polls_again("acme/privacy")
            daemon.polls_again("acme/privacy")
            assert it.program.polls("acme/terms") == before

            run = it.program.run
            status = run("status")
            assert status.code == 0 and "1 watched: 1 well, 0 in trouble; 1 paused" in status.out
            assert "paused   acme/terms" in status.out
            shown = " ".join(run("status", "--all").out.split())
            assert "paused acme/terms Acme rebuilds its site, baseline when last polled" in shown
            assert "paused acme/terms: Acme rebuilds its site" in run("next").out
            assert "paused" in run("claims", "--only", "paused").out and run("claims").code == 0
            explained = run("explain", "acme/terms", "--json").json
            assert explained["paused"] == "paused: Acme rebuilds its site"
            assert "not while it is paused" in " ".join(run("explain", "acme/terms").out.split())

            it.watches(f"{it.source()}\n{terms}", CLAIMS)
            until(lambda: it.program.polls("acme/terms") > before, "the end of the pause")
            until(lambda: it.program.ask("select count(*) from changes") == [(1,)], "what changed meanwhile")
            assert daemon.stop() == 0


def test_a_check_leaves_it_alone_unless_it_is_named(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.watches(it.source(more=", paused: true"), claim("selling", "Never sells data", NEVER_SELLS))
        all_of_them, by_provider = it.program.run("check", "--json"), it.program.run("check", "acme")
        assert all_of_them.json == [] and "acme/privacy: paused" in all_of_them.err
        assert by_provider.code == 0 and it.site.asked("/privacy") == []
        named = it.program.run("check", "acme/privacy", "--json")
        assert [each["outcome"] for each in named.json] == ["baseline"]
        (paused,) = it.program.run("next", "--json").json
        assert (paused["source"], paused["at"]) == ("acme/privacy", None)
