"""A source that misbehaves: never a change, never in the way of the others, and to be seen in ``status``."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from e2e.world import COMMON, NEVER_SELLS, USUAL, World, claim, policy, world
from shell.site import Programme, answer, gzip_bomb, page, redirect, stalling, truncated

GARBAGE = random.Random(1).randbytes(20_000)
CHALLENGE = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    '<p>Verify you are human by completing the action below.</p><div id="challenge-form"></div></body></html>'
)
TEN_MEGABYTES = f"<html><body><div id='root'></div><script>const all = '{'x' * 10_000_000}'</script></body></html>"
BAD: dict[str, Programme] = {
    "hangs": stalling(),
    "forbidden": answer(403, "<h1>Forbidden</h1>"),
    "broken": answer(500, "<h1>Internal Server Error</h1>"),
    "missing": answer(404, "<h1>Not Found</h1>"),
    "empty": page(""),
    "challenge": page(CHALLENGE),
    "garbage": page(GARBAGE),
    "elsewhere": redirect("http://127.0.0.9:9/privacy"),
    "huge": page(TEN_MEGABYTES),
    "bomb": gzip_bomb(32 << 20),
    "cut-short": truncated(USUAL.encode()[:300], said=5_000),
}


def watching_everybody(it: World) -> None:
    sources = [it.source("well"), *(it.source(name, name, ", timeout: 1s") for name in BAD)]
    claims = [claim(f"c-{name}", "Never sells", NEVER_SELLS, source=name) for name in ("well", *BAD)]
    it.watches("\n".join(sources), "".join(claims))


def test_bad_answers_are_never_changes_stop_nobody_and_show_in_status(tmp_path: Path) -> None:
    with world(tmp_path) as it:
        for name in ("well", *BAD):
            it.shows(USUAL, f"/{name}")
        watching_everybody(it)
        names = tuple(f"acme/{name}" for name in BAD)
        with it.program.daemon() as daemon:
            daemon.has_begun()
            for name, programme in BAD.items():
                it.site.answers(f"/{name}", programme)
            it.shows(policy("We may sell your personal data to our partners."), "/well")
            daemon.polls_again("acme/well", *names)
            daemon.has_delivered()
            status, for_people = it.program.run("status", "--json"), it.program.run("status")
            daemon.polls_again(*names)
            daemon.polls_again(*names)
            daemon.has_delivered()
            changes = it.program.run("changes", "--json").json

    assert {change["source"] for change in changes} == {"acme/well"}
    wrong = {row["source"] for row in status.json["sources"] if row["wrong"]}
    assert (status.code, for_people.code) == (1, 1)
    assert wrong == set(names)
    assert all(name in for_people.out for name in names)
    told = [title for title in it.slack.titles if "cannot see" in title]
    assert len(told) == len(set(told)) == len(BAD)


@pytest.mark.parametrize("programme", [BAD["challenge"], BAD["broken"]], ids=["challenge", "broken"])
def test_check_says_by_its_exit_code_that_something_could_not_be_read(tmp_path: Path, programme: Programme) -> None:
    with world(tmp_path) as it:
        it.site.answers("/privacy", programme)
        it.watches(it.source(), claim("selling", "Never sells", NEVER_SELLS))
        ran = it.program.run("check", "--json")

    assert ran.code == 3
    (row,) = ran.json
    assert row["outcome"] in ("unreadable", "failed") and row["change"] is None


def test_a_page_that_is_first_read_late_tells_then_which_quotes_are_missing(tmp_path: Path) -> None:
    with world(tmp_path) as it:
        it.site.answers("/privacy", BAD["challenge"])
        it.watches(it.source(), claim("selling", "Never sells", NEVER_SELLS))
        with it.program.daemon() as daemon:
            daemon.has_begun(1)
            it.shows(policy(COMMON[0]))
            daemon.polls_again("acme/privacy")
            daemon.has_begun(2)

    unread, missing = it.slack.titles
    assert "could not be read" in unread
    assert "does not stand as published" in missing


def test_a_damaged_baseline_is_told_once_and_the_watch_goes_on_from_todays_text(tmp_path: Path) -> None:
    with world(tmp_path) as it:
        it.watches(it.source(), claim("selling", "Never sells", NEVER_SELLS))
        it.program.run("check")
        for path in it.program.files("acme/privacy/captures/*.gz"):
            path.write_bytes(b"not what was kept")
        it.shows(policy(NEVER_SELLS, "We store all data in Singapore."))
        lost, quiet = it.program.run("check", "--json"), it.program.run("check", "--json")
        it.shows(policy("We store all data in Singapore."))
        changed = it.program.run("check", "--json")

    assert [(ran.code, ran.json[0]["outcome"]) for ran in (lost, quiet, changed)] == [
        (1, "baseline"),
        (0, "unchanged"),
        (1, "changed"),
    ]
    assert "is lost" in str(it.slack.posts[1]) and "restore it from a backup" in str(it.slack.posts[1])
    assert len(it.slack.posts) == 3
