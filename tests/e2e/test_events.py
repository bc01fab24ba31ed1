"""What is news beside a changed word: dates, restorations, contradictions, and what is not in force yet."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from e2e.people import grade, html_of, text_of
from e2e.program import until
from e2e.world import KEEPS, NEVER_SELLS, TRAINING, World, claim, policy, watched, world

MAY_SELL = NEVER_SELLS.replace("will never", "may")
SILENT = "The text changed, the printed date “Last updated: June 1, 2026” did not."


def test_a_silent_edit_a_date_alone_and_a_restoration_are_told_as_what_they_are(tmp_path: Path) -> None:
    with watched(tmp_path) as world, world.program.daemon() as daemon:
        daemon.has_begun()

        def shows(*clauses: str, updated: str) -> None:
            world.shows(policy(*clauses, updated=updated))
            daemon.polls_again("acme/privacy")
            daemon.has_delivered()

        shows(MAY_SELL, KEEPS, TRAINING, updated="June 1, 2026")
        shows(MAY_SELL, KEEPS, TRAINING, updated="July 1, 2026")
        shows(NEVER_SELLS, KEEPS, TRAINING, updated="July 2, 2026")
        _, weakened, dated, restored = world.slack.posts
        assert [grade(post) for post in (weakened, dated, restored)] == ["critical", "minor", "minor"]
        _, *titles = world.slack.titles
        assert titles == [
            f"Acme: “{NEVER_SELLS}” was reworded (critical); a silent edit",
            "Acme: Privacy Policy: the printed date moved, the text did not",
            f"Acme: “{NEVER_SELLS}” stands again as published",
        ]
        shown = json.dumps(restored, ensure_ascii=False)
        assert "RESTORED" in shown and MAY_SELL in shown and "critical" not in shown.replace("critical: ", "")
        _, mail, *_ = world.mail.mails
        assert SILENT in text_of(mail).replace("\n", " ").replace("  ", " ") and SILENT in html_of(mail)

    program = world.program
    assert [each["date_event"] for each in program.run("changes", "--json").json] == [None, "date-only", "silent-edit"]
    assert "the printed date moved, the text did not" in program.run("changes").out
    first = program.run("changes", "--json").json[-1]["change"]
    assert SILENT in program.run("show", first).out.replace("\n", " ")
    assert any(SILENT in path.read_text() for path in program.files("acme/privacy/diffs/*.html"))


def test_each_clause_that_waits_has_its_own_command_below_it(tmp_path: Path) -> None:
    with watched(tmp_path) as world:
        world.watches(world.source(), claim("both", "Sells nothing, and deletes", NEVER_SELLS, KEEPS))
        program = world.program
        assert program.run("check").code == 0 and program.run("claims").code == 0
        world.shows(policy(MAY_SELL, KEEPS.replace("30", "180"), TRAINING))
        program.run("check")
        told = program.run("claims")
        assert told.code == 1 and "dates   The text changed" in told.out
        (both,) = program.run("claims", "--json").json
        assert [each["date_event"] for each in both["evidence"]] == ["silent-edit"] * 2
        for evidence in both["evidence"]:
            quote, command = told.out.index(evidence["words"]), f"clausewatch accept {evidence['key']}"
            assert "accept" not in told.out[quote : told.out.index(command)].replace("  accept  ", "", 1)


def test_claims_say_by_their_exit_code_that_nothing_can_be_read(tmp_path: Path) -> None:
    with watched(tmp_path) as world:
        world.program.run("check")
        world.site.answers("/privacy")
        world.program.run("check")
        assert world.program.run("claims").code == 3


def test_a_change_that_is_not_in_force_yet_is_announced_before_it_is(tmp_path: Path) -> None:
    soon = datetime.now(UTC) + timedelta(days=5)
    with watched(tmp_path) as world:
        with world.program.daemon() as daemon:
            daemon.has_begun()
            coming = f"This policy takes effect on {soon:%B} {soon.day}, {soon.year}."
            world.shows(policy(NEVER_SELLS, KEEPS.replace("30", "180"), TRAINING, coming, updated="July 1, 2026"))
            daemon.polls_again("acme/privacy")
            daemon.has_delivered()
            assert daemon.stop() == 0
        assert f"in force from {soon:%Y-%m-%d}" in json.dumps(world.slack.posts[-1])
        seen_earlier(world, timedelta(days=10))
        told = len(world.slack.posts)
        with world.program.daemon() as daemon:
            daemon.has_delivered()
            until_more(world, told)
        assert world.slack.titles[-1].startswith("Acme: the change of Privacy Policy comes into force in")


def seen_earlier(world: World, by: timedelta) -> None:
    """As if the change had been seen so long ago, since a reminder on its heels is not sent."""
    with closing(sqlite3.connect(world.program.snapshots / "clausewatch.db", timeout=10)) as database, database:
        ((text,),) = database.execute("select memory from sources where id = 'acme/privacy'").fetchall()
        memory = json.loads(text)
        seen = datetime.fromisoformat(memory["pending"]["seen_at"].replace("Z", "+00:00")) - by
        memory["pending"]["seen_at"] = seen.isoformat()
        database.execute("update sources set memory = ? where id = 'acme/privacy'", (json.dumps(memory),))


def until_more(world: World, told: int) -> None:
    until(lambda: len(world.slack.posts) > told, "the reminder")


def test_a_contradiction_that_loses_a_side_may_be_resolved(tmp_path: Path) -> None:
    sides = ("We never share your data with anybody.", "We share your data with our partners.")
    quotes = ", ".join(f'{{in: privacy, exact: "{side}"}}' for side in sides)
    clash = f'clash: {{statement: "It contradicts itself", basis: verified, contradiction: true, quotes: [{quotes}]}}\n'
    with world(tmp_path) as it:
        it.shows(policy(*sides))
        it.watches(it.source(), clash)
        assert it.program.run("check").code == 0
        it.shows(policy(sides[1]))
        assert it.program.run("check").code == 1
        assert "so the contradiction may be resolved" in json.dumps(it.slack.posts[-1])
