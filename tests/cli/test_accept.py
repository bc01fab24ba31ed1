"""What a person accepts is in the watchlist, on record, and no news any more: shown with the real program."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.core.alerts import ClaimFinding, Decision, Outcome
from clausewatch.core.errors import UsageError
from clausewatch.core.watch import Watchlist
from clausewatch.shell.service import service
from clausewatch.shell.watchlist import load
from shell.site import Site, page

KEEPS, KEEPS_LONGER = "We keep your prompts for 30 days.", "We keep your prompts for 180 days."
NEVER, MAY = "We will never sell your personal data.", "We may sell your personal data."
OPT_OUT = "You can object to training in your account settings."
COMMON = (
    "This policy explains which personal data Acme collects when you use its programming interface.",
    "We collect the contact details that you give us when you open an account.",
    "You can ask us for a copy of your personal data, and we answer within one month.",
    "We protect personal data by encryption in transit and at rest.",
)
WATCHLIST = """\
# vendors of ours
network: {{allow: ["{address}"]}}
providers:
  acme:
    sources:
      privacy: {{url: "{url}", every: 30s}}
    claims:
      retention:   # asked by legal
        statement: Prompts go after 30 days
        basis: verified
        quotes: [{{in: privacy, exact: "{KEEPS}"}}]   # the promise
      rights:
        statement: Data is not sold, and training can be objected to
        basis: verified
        quotes:
          - "{NEVER}"
          - '{OPT_OUT}'
      audits:
        statement: No audit report
        basis: not stated
        silences: [SOC 2]
"""


def policy(*clauses: str) -> str:
    body = "".join(f"<p>{each}</p>" for each in (*COMMON, *clauses))
    head = '<!doctype html><html lang="en"><head><title>Policy</title></head>'
    return f"{head}<body><main><h1>Policy</h1>{body}</main></body></html>"


USUAL = policy(KEEPS, NEVER, OPT_OUT)


@dataclass
class World:
    site: Site
    folder: Path

    @property
    def watchlist(self) -> Path:
        return self.folder / "watchlist.yaml"

    @property
    def text(self) -> str:
        return self.watchlist.read_text(encoding="utf-8")

    def shows(self, text: str) -> None:
        self.site.answers("/privacy", page(text))

    def run(self, *words: str, answer: str | None = None) -> Result:
        options = ["--snapshots", str(self.folder / "snapshots")]
        options += ["--watchlist", str(self.watchlist)] if words[0] not in ("show", "changes") else []
        return CliRunner().invoke(cli, [*words, *options], standalone_mode=False, input=answer)

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json").stdout)

    def poll(self, watchlist: Watchlist | None = None) -> Decision:
        """One poll with the real checker, by the watchlist in the file or an older one."""

        async def story() -> Decision:
            async with service(watchlist or load(self.watchlist, {}), self.folder / "snapshots", pause=0) as parts:
                return await parts.checker.check(parts.watchlist.sources[0])

        return asyncio.run(story())

    def standing(self, claim: str) -> str:
        return str(next(each["standing"] for each in self.json("claims") if each["claim"] == claim))

    def change(self) -> str:
        return str(self.json("changes")[0]["change"])


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A watched page, polled once."""
    with Site() as site:
        it = World(site, tmp_path)
        text = WATCHLIST.format(
            address=site.address, url=site.url("/privacy"), KEEPS=KEEPS, NEVER=NEVER, OPT_OUT=OPT_OUT
        )
        it.watchlist.write_text(text, encoding="utf-8")
        it.shows(USUAL)
        assert it.poll().outcome is Outcome.BASELINE
        yield it


def reworded(world: World) -> None:
    world.shows(policy(KEEPS_LONGER, NEVER, OPT_OUT))
    assert world.poll().outcome is Outcome.CHANGED


# --- a rewording --------------------------------------------------------------------------------------------------


def test_an_accepted_rewording_becomes_the_quote_and_nothing_else_in_the_file_changes(world: World) -> None:
    before = world.text
    reworded(world)
    assert world.standing("acme/retention") == "changed"

    assert world.run("accept", "acme/retention").return_value == 0
    assert world.text == before.replace(KEEPS, KEEPS_LONGER)
    assert world.standing("acme/retention") == "stands"


def test_the_next_poll_has_nothing_to_tell_and_the_one_after_a_further_change_has(world: World) -> None:
    reworded(world)
    world.run("accept", "acme/retention")

    quiet = world.poll()
    assert (quiet.outcome, quiet.alerts) == (Outcome.UNCHANGED, ())

    world.shows(policy("We keep your prompts for 365 days.", NEVER, OPT_OUT))
    told = world.poll()
    assert told.change is not None
    assert [finding.finding.quote for finding in told.change.findings] == [KEEPS_LONGER]  # type: ignore[union-attr]


def test_until_it_is_accepted_it_stays_changed_and_is_told_once(world: World) -> None:
    reworded(world)
    assert [world.poll().alerts for _ in range(2)] == [(), ()]
    assert world.standing("acme/retention") == "changed"


def test_a_daemon_with_the_watchlist_of_before_tells_nothing_again(world: World) -> None:
    before = load(world.watchlist, {})
    reworded(world)
    world.run("accept", "acme/retention")

    polls = [world.poll(watchlist) for watchlist in (before, None, before, None)]
    assert [poll.alerts for poll in polls] == [()] * 4
    assert world.standing("acme/retention") == "stands"


def test_who_when_and_why_are_shown_with_the_claim_and_with_the_change(world: World) -> None:
    reworded(world)
    world.run("accept", "acme/retention", "--by", "Ann", "--because", "Legal agreed,\nLEG-214")

    (claim,) = (each for each in world.json("claims") if each["claim"] == "acme/retention")
    (accepted,) = claim["accepted"]
    assert (accepted["by"], accepted["because"]) == ("Ann", "Legal agreed, LEG-214")
    assert (accepted["was"], accepted["now"]) == (KEEPS, KEEPS_LONGER)
    assert world.json("show", world.change())["claims"][0]["accepted"] == accepted
    assert "accepted by Ann on " in world.run("claims").stdout
    assert ": Legal agreed, LEG-214" in world.run("show", world.change()).stdout


def test_who_accepts_is_the_login_name_if_nobody_is_named(world: World) -> None:
    reworded(world)
    (accepted,) = world.json("accept", "acme/retention")
    assert accepted["by"] and accepted["because"] is None


def test_what_is_accepted_there_and_back_again_stands_and_its_next_change_is_told(world: World) -> None:
    longer = policy(KEEPS_LONGER, NEVER, OPT_OUT)
    for text in (longer, USUAL):
        world.shows(text)
        assert world.poll().outcome is Outcome.CHANGED
        assert world.run("accept", "acme/retention", "--by", "Ann", "--because", f"round {len(text)}").exit_code == 0
    assert world.standing("acme/retention") == "stands"
    world.shows(longer)
    (alert,) = world.poll().alerts
    assert [told.claim_id for told in alert.news.findings] == ["acme/retention"]
    assert world.standing("acme/retention") == "changed"


def test_the_same_words_that_come_again_are_not_shown_as_accepted(world: World) -> None:
    longer = policy(KEEPS_LONGER, NEVER, OPT_OUT)
    world.shows(longer)
    world.poll()
    first, before = world.change(), world.text
    world.run("accept", "acme/retention", "--by", "Ann", "--because", "by mistake")
    world.watchlist.write_text(before, encoding="utf-8")
    for text in (USUAL, longer):
        world.shows(text)
        world.poll()
    assert "by mistake" in world.run("show", first).stdout
    shown = world.run("show", world.change()).stdout
    assert "by mistake" not in shown and "clausewatch accept" in shown


def test_permissions_and_a_link_to_the_file_stay(world: World) -> None:
    reworded(world)
    real = world.watchlist.rename(world.folder / "real.yaml")
    real.chmod(0o640)
    world.watchlist.symlink_to(real)
    world.run("accept", "acme/retention")
    assert world.watchlist.is_symlink() and KEEPS_LONGER in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


# --- which clause -------------------------------------------------------------------------------------------------


def test_a_claim_with_two_changed_clauses_asks_for_the_key_of_one(world: World) -> None:
    world.shows(policy(KEEPS, MAY, OPT_OUT.replace("can", "cannot")))
    world.poll()
    asked = world.run("accept", "acme/rights")
    assert isinstance(asked.exception, UsageError)
    assert "2 clauses of acme/rights wait for a decision; name one" in str(asked.exception)
    keys = [line.split()[0] for line in str(asked.exception).splitlines()[1:]]
    assert len(keys) == 2

    assert world.run("accept", keys[0]).return_value == 0
    assert MAY in world.text and OPT_OUT in world.text
    assert world.standing("acme/rights") == "changed"
    assert world.run("accept", "acme/rights").return_value == 0
    assert world.poll().alerts == ()


def test_a_change_is_accepted_as_a_whole(world: World) -> None:
    world.shows(policy(KEEPS_LONGER, MAY, OPT_OUT))
    world.poll()
    change = world.change()
    accepted = world.json("accept", change.rsplit("/")[-1], "--yes")
    assert {each["claim"] for each in accepted} == {"acme/retention", "acme/rights"}
    assert {each["change"] for each in accepted} == {change}
    assert world.poll().alerts == ()
    assert {each["standing"] for each in world.json("claims")} == {"stands"}


@pytest.mark.parametrize("what", ["change", "claim", "key"])
def test_a_snooze_is_settled_once_what_it_puts_off_is_accepted(what: str, world: World) -> None:
    reworded(world)
    (kept,) = (each for each in world.json("claims") if each["claim"] == "acme/retention")
    about = {"change": world.change(), "claim": "acme/retention", "key": kept["evidence"][0]["key"]}
    world.run("snooze", about[what], "--for", "7d", "--by", "Ann")
    world.run("comment", "acme/retention", "LEG-214", "--by", "Bo")
    assert "snoozed until" in world.run("claims").stdout

    assert world.run("accept", "acme/retention").return_value == 0
    said = world.run("claims").stdout
    assert "snoozed until" not in said and "comment by Bo" in said
    (kept,) = (each for each in world.json("claims") if each["claim"] == "acme/retention")
    assert [each["act"] for each in kept["review"]] == ["commented"]


def test_a_change_is_not_accepted_without_yes_where_nobody_can_be_asked(world: World) -> None:
    reworded(world)
    before = world.text
    refused = world.run("accept", world.change())
    assert isinstance(refused.exception, UsageError) and "--yes" in str(refused.exception)
    assert world.text == before


def test_what_reads_otherwise_since_the_change_is_not_accepted_by_it(world: World) -> None:
    reworded(world)
    change = world.change()
    world.shows(policy("We keep your prompts for 365 days.", NEVER, OPT_OUT))
    world.poll()
    refused = world.run("accept", change, "--yes")
    assert isinstance(refused.exception, UsageError) and "reads otherwise now" in str(refused.exception)


# --- what cannot be accepted --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["acme/retention", "acme/nothing", "acme/privacy#q-0123456789"])
def test_what_has_not_changed_or_is_not_there_is_said(world: World, name: str) -> None:
    refused = world.run("accept", name)
    assert isinstance(refused.exception, UsageError)


def test_a_removed_clause_is_left_to_a_person_with_the_text_now_at_its_place(world: World) -> None:
    instead = "Deletion of prompts follows the schedule of our archive."
    world.shows(policy(instead, NEVER, OPT_OUT))
    world.poll()
    refused = world.run("accept", "acme/retention")
    assert isinstance(refused.exception, UsageError)
    said = str(refused.exception)
    line = next(number for number, row in enumerate(world.text.splitlines(), 1) if KEEPS in row)
    assert "removed" in said and f"Edit line {line} of" in said and instead in said


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(world: World, tmp_path: Path) -> None:
    from clausewatch.shell import accepting

    reworded(world)
    seen = accepting.look(world.watchlist, {}, {})
    world.watchlist.write_text(world.text + "# added meanwhile\n", encoding="utf-8")
    with pytest.raises(UsageError, match="changed by somebody else"):
        seen.files[""].replace("new")
    assert world.text.endswith("# added meanwhile\n")


def test_nothing_is_recorded_when_the_file_cannot_be_replaced(world: World) -> None:
    reworded(world)
    before = world.text
    accepted: list[tuple[Any, ...]]
    world.watchlist.write_text(before.replace(f'"{KEEPS}"', f'&words "{KEEPS}"'), encoding="utf-8")
    assert isinstance(world.run("accept", "acme/retention").exception, UsageError)
    with closing(sqlite3.connect(world.folder / "snapshots" / "clausewatch.db")) as database:
        accepted = database.execute("select * from acceptances").fetchall()
    assert accepted == []
    assert world.standing("acme/retention") == "changed"


def test_words_that_stand_in_several_places_are_left_to_a_person(world: World) -> None:
    again = f"As we said above: {KEEPS_LONGER}"
    world.shows(policy(KEEPS, NEVER, OPT_OUT, again))
    world.poll()
    world.shows(policy(KEEPS_LONGER, NEVER, OPT_OUT, again))
    world.poll()
    refused = world.run("accept", "acme/retention")
    assert isinstance(refused.exception, UsageError) and "several places" in str(refused.exception)


# --- dates and numbers --------------------------------------------------------------------------------------------


@pytest.fixture
def dated(world: World) -> World:
    """With a claim about the page's date, and one about a number on it."""
    more = """\
      policy-date: {statement: Dated in February, basis: verified, date: {printed: 2026-02-10}}   # the index
      count: {statement: About five, basis: third-party, number: {near: exits, between: [4, 6]}}
"""
    world.watchlist.write_text(world.text + more, encoding="utf-8")
    world.shows(policy("Last updated: February 10, 2026", KEEPS, NEVER, OPT_OUT, "There are 5 exits."))
    world.poll()
    world.shows(policy("Last updated: April 22, 2026", KEEPS, NEVER, OPT_OUT, "There are 9 exits."))
    assert {each.claim_id for each in told(world)} == {"acme/policy-date", "acme/count"}
    return world


def told(world: World) -> tuple[ClaimFinding, ...]:
    change = world.poll().change
    assert change is not None
    return change.findings


def test_another_printed_date_can_be_accepted(dated: World) -> None:
    before = dated.text
    assert dated.standing("acme/policy-date") == "review"
    assert dated.run("accept", "acme/policy-date").return_value == 0
    assert dated.text == before.replace("2026-02-10", "2026-04-22")
    assert dated.standing("acme/policy-date") == "stands"
    assert dated.poll().alerts == ()


def test_how_wide_a_band_is_only_a_person_can_say(dated: World) -> None:
    refused = dated.run("accept", "acme/count")
    assert isinstance(refused.exception, UsageError) and "Edit `between` at line" in str(refused.exception)


# --- a broken silence ---------------------------------------------------------------------------------------------


def test_sentences_that_broke_a_silence_become_its_exceptions(world: World) -> None:
    first, second = "Our hosting partner holds a SOC 2 report.", "The SOC 2 report of our hosting partner is not ours."
    world.shows(policy(KEEPS, NEVER, OPT_OUT, first, second))
    assert world.poll().change is not None
    assert world.standing("acme/audits") == "review"

    assert world.run("accept", "acme/audits").return_value == 0
    assert f'silences: [{{terms: [SOC 2], except: ["{first}", "{second}"]}}]' in world.text
    assert world.standing("acme/audits") == "stands"
    assert world.poll().alerts == ()

    world.shows(policy(KEEPS, NEVER, OPT_OUT, first, second, "Acme itself holds a SOC 2 report."))
    told = world.poll()
    assert told.change is not None and len(told.change.findings) == 1


def test_a_sentence_that_is_hardly_more_than_the_term_is_no_exception(world: World) -> None:
    world.shows(policy(KEEPS, NEVER, OPT_OUT, "SOC 2 report."))
    world.poll()
    refused = world.run("accept", "acme/audits")
    assert isinstance(refused.exception, UsageError) and "end the silence" in str(refused.exception)


# --- what stands beside a quote that stands -----------------------------------------------------------------------

EXCEPTION = "This does not apply to advertisers."
WEAKENED = policy(KEEPS, f"{NEVER} {EXCEPTION}", OPT_OUT)


def test_a_weakened_quote_asks_for_a_review_until_it_is_accepted(world: World) -> None:
    world.shows(WEAKENED)
    change = world.poll().change
    assert change is not None and [told.finding.verdict for told in change.findings] == ["intact"]
    assert [world.poll().alerts for _ in range(2)] == [(), ()]

    (claim,) = [each for each in world.json("claims") if each["claim"] == "acme/rights"]
    (evidence,) = [each for each in claim["evidence"] if each["standing"] == "review"]
    assert (evidence["verdict"], evidence["beside"]) == ("intact", EXCEPTION)
    assert (evidence["grade"], evidence["direction"]) == ("critical", "worse")
    assert EXCEPTION in world.run("claims").output

    before = world.text
    assert world.run("accept", "acme/rights", "--because", "we do not advertise").return_value == 0
    assert world.text == before
    assert world.standing("acme/rights") == "stands"
    assert world.poll().alerts == ()
    assert world.standing("acme/rights") == "stands"
    assert "accepted by" in world.run("show", world.change()).output


def test_what_weakens_a_quote_further_is_news_after_an_acceptance(world: World) -> None:
    world.shows(WEAKENED)
    world.poll()
    world.run("accept", "acme/rights")

    further = "However, partners may buy it."
    world.shows(policy(KEEPS, f"{NEVER} {further} {EXCEPTION}", OPT_OUT))
    assert world.poll().change is not None
    assert world.standing("acme/rights") == "review"


def test_a_quote_that_stands_alone_again_is_told_once(world: World) -> None:
    world.shows(WEAKENED)
    world.poll()
    world.shows(USUAL)
    change = world.poll().change
    assert change is not None
    (told,) = change.findings
    assert (told.finding.verdict, told.finding.graded.reasons) == ("intact", ("returned",))
    assert world.standing("acme/rights") == "stands"
    assert world.poll().alerts == ()


def test_a_change_is_accepted_with_what_it_put_beside_a_quote(world: World) -> None:
    world.shows(policy(KEEPS_LONGER, f"{NEVER} {EXCEPTION}", OPT_OUT))
    world.poll()
    assert world.run("accept", world.change(), "--yes").return_value == 0
    assert [world.standing(name) for name in ("acme/retention", "acme/rights")] == ["stands", "stands"]


def test_a_full_stop_that_the_page_does_not_have_is_told_at_the_first_poll(world: World) -> None:
    world.shows(policy(KEEPS, f"{NEVER[:-1]} except to our resellers.", OPT_OUT))
    world.watchlist.write_text(world.text.replace("privacy: {", "other: {").replace("in: privacy", "in: other"))
    told = world.run("check")
    assert "1 of 4 tracked clauses does not stand as published" in told.output
    assert "except to our resellers" in told.output
    assert world.standing("acme/rights") == "review"

    assert world.run("accept", "acme/rights").return_value == 0
    assert world.standing("acme/rights") == "stands"
    assert world.poll().alerts == ()
    assert world.standing("acme/rights") == "stands"
