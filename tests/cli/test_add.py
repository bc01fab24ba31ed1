"""``add`` and ``clause add``: what is shown, what is asked, and what then stands in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.core.watch import Source, Watchlist
from clausewatch.shell.watchlist import load
from core.statuspages.payloads import sp_summary
from e2e.world import KEEPS, NEVER_SELLS, USUAL, policy
from shell.site import Site, answer, page, redirect


@dataclass
class Desk:
    """Somebody at a keyboard, in a folder, with a vendor on loopback."""

    site: Site
    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "watchlist.yaml"

    @property
    def watchlist(self) -> Watchlist:
        return load(self.path, {})

    def run(self, *words: str, typed: str = "") -> Result:
        places = ["--watchlist", str(self.path)]
        if words[0] == "clause":
            places += ["--snapshots", str(self.folder / "snapshots")]
        return CliRunner().invoke(cli, [*words, *places], input=typed, standalone_mode=False)

    def add(self, *words: str, at: str = "/terms", typed: str = "") -> Result:
        return self.run("add", self.site.url(at), "--allow", self.site.address, *words, typed=typed)

    def only_source(self) -> Source:
        (source,) = self.watchlist.sources
        return source


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Site() as site:
        site.answers("/terms", page(USUAL))
        yield Desk(site, tmp_path)


def test_a_stranger_needs_one_command_and_one_answer(desk: Desk) -> None:
    done = desk.add(typed="sell\n2, 6\n\n")

    assert done.return_value == 0, done.output
    source = desk.only_source()
    assert (source.id, source.title, source.recipe.select) == ("terms", "Acme Privacy Policy", "main")
    assert source.recipe.language == "en"
    (claim,) = desk.watchlist.claims
    assert [quote.exact for quote in claim.quotes][1] == NEVER_SELLS
    assert "6* We will never sell" in done.output
    assert desk.path.read_text().startswith("# yaml-language-server: $schema=./watchlist.schema.json\n")
    assert (desk.folder / "watchlist.schema.json").exists()


def test_nothing_else_in_the_file_changes(desk: Desk) -> None:
    written = (
        "# my vendors\nversion: 1\n\nproviders:\n  acme:  # a customer since 2020\n    name: 'Acme, Inc.'\n"
        '    sources:\n      other: {url: "https://acme.example/other"}  # read by Ann\n\n# the end\n'
    )
    desk.path.write_text(written)
    assert desk.add("--provider", "acme", "--quote", NEVER_SELLS).return_value == 0

    rows = desk.path.read_text().splitlines()
    assert [row for row in written.splitlines() if row not in rows] == []
    assert [source.id for source in desk.watchlist.sources] == ["acme/other", "acme/terms"]


def test_words_that_are_not_there_are_refused_with_the_closest_text(desk: Desk) -> None:
    done = desk.add("--quote", "We will never ever sell your personal data to anybody.")
    assert isinstance(done.exception, Exception)
    assert f"the closest text is: “{NEVER_SELLS}”\nnothing was written" in str(done.exception)
    assert not desk.path.exists()


def test_a_term_that_is_there_is_no_silence(desk: Desk) -> None:
    done = desk.add("--silence", "encryption")
    assert "the page says “encryption”" in str(done.exception)


def test_words_in_several_places_say_which(desk: Desk) -> None:
    desk.site.answers("/terms", page(policy(NEVER_SELLS, KEEPS, NEVER_SELLS)))
    assert desk.add(typed="7\n8\n\n").return_value == 0
    (claim,) = desk.watchlist.claims
    assert [(quote.exact, quote.occurrence) for quote in claim.quotes] == [(KEEPS, 1), (NEVER_SELLS, 2)]


def test_a_status_page_is_recognised(desk: Desk) -> None:
    desk.site.answers("/", page("<html><head><title>Status</title></head><body><div id=root></div></body></html>"))
    desk.site.answers("/api/v2/summary.json", answer(200, json.dumps(sp_summary()), "application/json"))
    done = desk.add("--id", "status", at="/")
    assert done.return_value == 0, done.output
    source = desk.only_source()
    assert (source.kind, source.status.product, source.status.page_id) == ("status", "statuspage", "a1b2c3d4e5f6")


@pytest.mark.parametrize(
    ("programme", "advice"),
    [
        (answer(404, "nothing"), "404"),
        (redirect("http://localhost:1/"), "--host"),
        (page("<html><body>Just a moment...</body></html>"), "cannot be read now"),
    ],
    ids=["not found", "elsewhere", "a wall"],
)
def test_what_cannot_be_read_is_not_added(programme: Any, advice: str, desk: Desk) -> None:
    desk.site.answers("/terms", programme)
    done = desk.add()
    assert done.return_value == 3
    assert advice in done.output
    assert not desk.path.exists()


def test_an_address_that_is_watched_already_is_not_added_again(desk: Desk) -> None:
    desk.add("--yes")
    assert "is watched already, as terms" in str(desk.add("--yes").exception)


def test_a_dry_run_writes_nothing_and_json_says_what_was_written(desk: Desk) -> None:
    tried = json.loads(desk.add("--dry-run", "--json", "--quote", KEEPS).output)
    assert not desk.path.exists()
    done = json.loads(desk.add("--json", "--quote", KEEPS).output)
    assert (tried["added"], done["added"]) == (False, True)
    assert tried["entry"] == done["entry"]
    assert done["source"] == desk.only_source().id


# --- clause add ---------------------------------------------------------------------------------------------------


def test_a_clause_joins_the_source_or_a_claim(desk: Desk) -> None:
    desk.add("--yes", "--provider", "acme")
    assert desk.run("clause", "add", "acme/terms", NEVER_SELLS).return_value == 0
    assert desk.run("clause", "add", "acme/terms", typed="7\n\n").return_value == 0
    made = ["--claim", "acme/retention", "--statement", "Kept 30 days"]
    assert desk.run("clause", "add", "acme/terms", KEEPS, *made).return_value == 0
    assert desk.run("clause", "add", "acme/terms", "--silence", "SOC 2", "--claim", "acme/retention").return_value == 0

    claims = {claim.id: claim for claim in desk.watchlist.claims}
    assert [quote.exact for quote in claims["acme/terms"].quotes] == [NEVER_SELLS, KEEPS]
    assert [quote.exact for quote in claims["acme/retention"].quotes] == [KEEPS]
    assert [silence.terms for silence in claims["acme/retention"].silences] == [("SOC 2",)]


def test_words_that_are_tracked_already_are_not_written_twice(desk: Desk) -> None:
    desk.add("--yes", "--provider", "acme")
    desk.run("clause", "add", "acme/terms", NEVER_SELLS)
    before = desk.path.read_text()
    again = desk.run("clause", "add", "acme/terms", NEVER_SELLS)
    assert again.return_value == 0 and "tracked already" in again.output and "nothing was written" in again.output
    assert desk.path.read_text() == before
    more = desk.run("clause", "add", "acme/terms", NEVER_SELLS, KEEPS)
    assert more.return_value == 0 and [quote.exact for quote in desk.watchlist.claims[0].quotes] == [NEVER_SELLS, KEEPS]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["acme/tems", KEEPS], "did you mean acme/terms?"),
        (["acme/terms", "We keep nothing of all this."], "not on the page"),
        (["acme/terms", "We keep"], "too short"),
        (["acme/terms", KEEPS, "--claim", "acme/new"], "--statement"),
    ],
)
def test_a_clause_that_cannot_be_tracked_says_why(words: list[str], why: str, desk: Desk) -> None:
    desk.add("--yes", "--provider", "acme")
    before = desk.path.read_bytes()
    assert why in str(desk.run("clause", "add", *words).exception)
    assert desk.path.read_bytes() == before


def test_words_that_will_come_may_be_taken(desk: Desk) -> None:
    desk.add("--yes")
    assert desk.run("clause", "add", "terms", "We keep nothing of all this.", "--confirm").return_value == 0
    (claim,) = desk.watchlist.claims
    assert claim.quotes[0].confirm


def test_a_server_without_tls_is_told_with_what_to_write(desk: Desk) -> None:
    done = desk.run("add", f"{desk.site.address}/terms", "--allow", desk.site.address)
    assert done.return_value == 3 and "write http:// before" in done.output
