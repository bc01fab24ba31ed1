"""``snooze`` and ``comment``: what people say is kept, shown everywhere, and never mistaken for markup."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.errors import UsageError
from clausewatch.core.memory import PageMemory, TrackedState
from clausewatch.core.model import ClauseFinding, Grade, Graded, Verdict
from clausewatch.core.watch import Quote
from clausewatch.shell.store import Store
from shell.news import changed, page

NOW = datetime.now(UTC).replace(microsecond=0)
QUOTE = Quote("acme/terms", "We never sell your data.")
WATCHLIST = """
providers:
  acme:
    sources: {terms: {url: "https://acme.example/terms"}}
    claims:
      selling: {statement: Never sells data, basis: verified, quotes: [{in: terms, exact: "We never sell your data."}]}
"""


@dataclass
class World:
    folder: Path
    change: Change

    def run(self, *words: str) -> Result:
        places = ["--snapshots", str(self.folder)]
        if words[0] not in ("changes", "show"):
            places += ["--watchlist", str(self.folder / "watchlist.yaml")]
        return CliRunner().invoke(cli, [*words, *places], standalone_mode=False)

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json").stdout)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A clause was reworded, and nobody has said anything yet."""
    (tmp_path / "watchlist.yaml").write_text(WATCHLIST, encoding="utf-8")
    decision = changed(page(), NOW)
    assert decision.change is not None and isinstance(decision.memory, PageMemory)
    finding = ClauseFinding(QUOTE.exact, Verdict.REWORDED, graded=Graded(Grade.MAJOR), now="We rarely sell it.")
    told = ClaimFinding("acme/selling", "Never sells data", "", finding)
    change = dataclasses.replace(decision.change, findings=(told,))
    state = TrackedState(QUOTE.key, Verdict.REWORDED, "We rarely sell it.", since=NOW, verified_at=NOW)
    memory = dataclasses.replace(decision.memory, tracked=(state,))
    decision = dataclasses.replace(decision, change=change, memory=memory, alerts=())

    async def remember() -> None:
        async with Store.open(tmp_path / "clausewatch.db") as store:
            await store.apply(page(), decision, (), next_due=NOW, now=NOW)

    asyncio.run(remember())
    return World(tmp_path, change)


def test_what_is_said_of_a_change_stands_below_the_claims_that_it_touched(world: World) -> None:
    world.run("snooze", world.change.id, "--for", "7d", "--by", "Ann")
    world.run("comment", world.change.stem, "Legal looks at it", "--by", "Bo")
    said = world.run("claims").stdout
    assert "snoozed until" in said and "comment by Bo" in said
    (claim,) = world.json("claims")
    assert [each["by"] for each in claim["review"]] == ["Bo", "Ann"]
    assert (claim["evidence"][0]["change"], claim["evidence"][0]["acceptable"]) == (world.change.id, True)


@pytest.mark.parametrize("old", ["acme/terms", "acme", "acme/selling", "old/words"])
def test_claims_are_found_under_what_their_source_provider_or_claim_was_called(old: str, world: World) -> None:
    renamed = WATCHLIST.replace("acme:", "newco:\n    formerly: [acme]").replace(
        "selling: {", "selling: {formerly: [old/words], "
    )
    (world.folder / "watchlist.yaml").write_text(renamed, encoding="utf-8")
    found = world.run("claims", old)
    assert "newco/selling" in found.stdout and f"{old} is called newco/" in found.stderr
    (claim,) = world.json("claims", old)
    assert claim["claim"] == "newco/selling"
    assert isinstance(world.run("claims", "acme/nope").exception, UsageError)


def test_show_of_a_source_is_its_newest_change_with_the_earlier_ones_below(world: World) -> None:
    later = dataclasses.replace(
        world.change, id="acme/terms/2030-01-01T00-00-00Z-00000000", at=NOW + timedelta(days=1), note="the newest"
    )

    async def remember() -> None:
        async with Store.open(world.folder / "clausewatch.db") as store:
            memory = await store.memory(page())
            decision = dataclasses.replace(changed(page(), NOW), change=later, memory=memory, alerts=())
            await store.apply(page(), decision, (), next_due=NOW, now=NOW)

    asyncio.run(remember())
    for name in ("acme/terms", "acme"):
        shown = world.run("show", name).stdout
        assert shown.index("the newest") < shown.index("Earlier changes") < shown.index(world.change.stem)
        assert world.json("show", name)["change"] == later.id
    with pytest.raises(UsageError, match="no change, source or provider named acme/nope"):
        raise world.run("show", "acme/nope").exception or AssertionError("it was shown")


def test_a_change_is_snoozed_and_every_view_says_so(world: World) -> None:
    done = world.run("snooze", world.change.stem[:13], "--for", "7d", "--because", "on leave", "--by", "Ann")
    assert done.exit_code == 0 and "Acme Terms: snoozed until" in done.stdout
    assert "by Ann: on leave" in done.stdout
    for words in (("show", world.change.id), ("changes",)):
        assert "by Ann: on leave" in world.run(*words).stdout.replace("\n", " ").replace("  ", " ")
    (said,) = world.json("show", world.change.id)["review"]
    assert (said["act"], said["about"], said["by"], said["active"]) == ("snoozed", world.change.id, "Ann", True)
    index = (world.folder / "acme" / "index.html").read_text(encoding="utf-8")
    assert "by Ann: on leave" in index


@pytest.mark.parametrize("what", ["acme/selling", QUOTE.key])
def test_a_claim_or_one_of_its_clauses_is_commented_on(what: str, world: World) -> None:
    assert world.run("comment", what, "LEG-214", "--by", "Bo").exit_code == 0
    assert "comment by Bo" in world.run("claims").stdout
    (claim,) = world.json("claims")
    assert [(each["about"], each["text"]) for each in claim["review"]] == [(what, "LEG-214")]
    assert "comment by Bo" in world.run("show", world.change.id).stdout


def test_what_somebody_writes_is_text_and_nothing_else(world: World) -> None:
    world.run("comment", world.change.id, "<img src=x>\x1b[2J\u202e <!channel>", "--by", "<b>Bo</b>")
    shown = world.run("show", world.change.id).stdout
    assert "\x1b" not in shown and "\u202e" not in shown
    index = (world.folder / "acme" / "index.html").read_text(encoding="utf-8")
    assert "<img" not in index and "<b>Bo" not in index and "&lt;img" in index


def test_a_broken_watchlist_hinders_nobody_from_speaking_of_a_change(world: World) -> None:
    (world.folder / "watchlist.yaml").write_text("sources: 1\n", encoding="utf-8")
    assert world.run("comment", world.change.id, "seen").exit_code == 0
    with pytest.raises(UsageError, match=r"watchlist\.yaml"):
        raise_of(world.run("comment", "acme/selling", "seen"))


def raise_of(result: Result) -> None:
    assert result.exception is not None
    raise result.exception


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("snooze", "acme/terms", "--for", "7d"), "is a source; snooze a change"),
        (("snooze", "acme/selling", "--for", "soon"), "'soon' is no duration"),
        (("snooze", "acme/nothing", "--for", "7d"), "is no change, no claim"),
        (("comment", "acme/nothing", "x"), "is no change, no claim"),
        (("comment", "acme/selling", "  "), "an empty comment says nothing"),
    ],
)
def test_what_cannot_be_is_refused_with_advice(words: tuple[str, ...], said: str, world: World) -> None:
    with pytest.raises(UsageError, match=said):
        raise_of(world.run(*words))
