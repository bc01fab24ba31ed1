"""What ``explain`` says of a source: shown with the real program on a real database, and without any network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.core.alerts import Decision, Outcome
from clausewatch.core.errors import UsageError
from clausewatch.shell.service import service
from clausewatch.shell.watchlist import load
from core.formats.pdfs import Style, printed
from shell.site import Site, answer, page, redirect

KEEPS, KEEPS_LONGER = "We keep your prompts for 30 days.", "We keep your prompts for 180 days."
NEVER = "We will never sell your personal data."
COMMON = (
    "This policy explains which personal data Acme collects when you use its programming interface.",
    "We collect the contact details that you give us when you open an account with us.",
    "You can ask us for a copy of your personal data, and we answer within one month of your request.",
    "We protect personal data by encryption in transit and at rest, and we test our safeguards every year.",
)
WATCHLIST = """\
network: {{allow: ["{address}"]}}
channels:
  legal: file
  oncall: console
routes:
  - {{to: legal, kinds: [policy], grade: minor}}
  - {{to: oncall, kinds: [status], grade: major}}
providers:
  acme:
    sources:
      privacy: {{url: "{url}", title: Privacy Policy, every: 6h, language: en{more}}}
    claims:
      retention:
        statement: Prompts go after 30 days
        basis: verified
        quotes: [{{in: privacy, exact: "{KEEPS}"}}]
      audits:
        statement: No audit report
        basis: not stated
        silences: [{{in: privacy, terms: [SOC 2]}}]
"""


def policy(*clauses: str, views: int = 1204) -> str:
    body = "".join(f"<p>{each}</p>" for each in COMMON)
    body += "<h2>Retention</h2>" + "".join(f"<p>{each}</p>" for each in clauses)
    head = '<!doctype html><html lang="en"><head><title>Policy</title></head>'
    menu = "<nav><a href='/'>Acme home page</a> <a href='/prices'>Prices</a></nav>"
    main = f"<main><h1>Policy</h1>{body}<p>{views} views</p></main>"
    return f"{head}<body>{menu}{main}<footer>Acme Ltd, Dublin</footer></body></html>"


@dataclass
class World:
    site: Site
    folder: Path

    def watches(self, path: str = "/privacy", more: str = "") -> None:
        text = WATCHLIST.format(address=self.site.address, url=self.site.url(path), KEEPS=KEEPS, more=more)
        (self.folder / "watchlist.yaml").write_text(text, encoding="utf-8")

    def poll(self) -> Decision:
        async def story() -> Decision:
            watchlist = load(self.folder / "watchlist.yaml", {})
            async with service(watchlist, self.folder / "snapshots", pause=0) as parts:
                return await parts.checker.check(parts.watchlist.sources[0])

        return asyncio.run(story())

    def run(self, *words: str) -> Result:
        options = ["--snapshots", str(self.folder / "snapshots"), "--watchlist", str(self.folder / "watchlist.yaml")]
        return CliRunner().invoke(cli, ["explain", *words, *options], standalone_mode=False)

    def says(self) -> str:
        result = self.run("acme/privacy")
        assert result.exception is None, result.exception
        return " ".join(result.stdout.split())

    def json(self) -> Any:
        return json.loads(self.run("acme/privacy", "--json").stdout)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with Site() as site:
        it = World(site, tmp_path)
        it.watches()
        site.answers("/privacy", page(policy(KEEPS, NEVER)).with_header("ETag", '"v1"'))
        yield it


def polled(world: World) -> World:
    assert world.poll().outcome is Outcome.BASELINE
    return world


# --- how it was fetched -------------------------------------------------------------------------------------------


def test_it_says_how_the_page_was_fetched(world: World) -> None:
    fetched = polled(world).json()["fetched"]
    assert (fetched["url"], fetched["final_url"]) == (world.site.url("/privacy"),) * 2
    assert (fetched["status"], fetched["content_type"]) == (200, "text/html; charset=utf-8")
    assert fetched["bytes"] == len(policy(KEEPS, NEVER))
    assert (fetched["etag"], fetched["browser"]) == ('"v1"', False)
    assert 'ETag "v1"' in world.says()


def test_every_hop_is_shown(world: World) -> None:
    world.site.answers("/old", redirect("/privacy"))
    world.watches("/old")
    fetched = polled(world).json()["fetched"]
    assert fetched["redirects"] == [world.site.url("/old")]
    assert fetched["final_url"] == world.site.url("/privacy")
    assert "/old -> " in world.says()


def test_nobody_is_asked(world: World) -> None:
    asked = len(polled(world).site.requests)
    world.says()
    assert len(world.site.requests) == asked


# --- how it is read -----------------------------------------------------------------------------------------------


def test_it_says_how_the_page_is_read_and_why_so(world: World) -> None:
    read = polled(world).json()["read"]
    assert (read["format"], read["chosen_by"], read["bids"][0]) == (
        "html",
        "content",
        {"format": "html", "certainty": 100},
    )
    assert (read["language"], read["encoding"], read["title"]) == ("en", "utf-8", "Policy")
    assert read["words"] > 60
    assert read["unreadable"] is None
    assert "html (by its content" in world.says()


def test_a_format_that_the_watchlist_pins_is_said_to_be_pinned(world: World) -> None:
    world.watches(more=", format: text")
    assert polled(world).json()["read"]["chosen_by"] == "watchlist"
    assert "text (the watchlist says so)" in world.says()


def test_it_says_what_is_left_out(world: World) -> None:
    left = {each["why"]: (each["words"], each["example"]) for each in polled(world).json()["left_out"]}
    assert left == {"a menu": (4, "Acme home page Prices"), "the site's footer": (3, "Acme Ltd, Dublin")}
    assert "4 words: a menu (Acme home page Prices)" in world.says()


def test_selectors_say_what_they_leave_out(world: World) -> None:
    world.watches(more=', select: "main", remove: [h2]')
    left = {each["why"]: each["words"] for each in polled(world).json()["left_out"]}
    assert left["removed by 'h2'"] == 1
    assert left["outside 'main'"] == 7


def test_a_pdf_says_what_stands_at_the_edge_of_its_pages(world: World) -> None:
    body = printed([*COMMON, KEEPS, NEVER] * 8, Style(header="Acme Ltd", footer="Page # of ##"))
    world.site.answers("/privacy", answer(200, body, "application/pdf"))
    told = polled(world).json()
    assert (told["read"]["format"], told["read"]["encoding"]) == ("pdf", None)
    (left,) = told["left_out"]
    assert left["why"] == "the same at the edge of every page"
    assert left["example"] == "Acme Ltd"
    assert told["tracked"][0]["verdict"] == "intact"


# --- what comes of it ---------------------------------------------------------------------------------------------


def test_it_says_what_each_clause_matches_and_where(world: World) -> None:
    retention, audits = polled(world).json()["tracked"]
    assert (retention["claim"], retention["verdict"], retention["now"]) == ("acme/retention", "intact", KEEPS)
    assert retention["heading"] == ["Policy", "Retention"]
    assert retention["since"] is not None
    assert (audits["claim"], audits["verdict"]) == ("acme/audits", "silent")
    assert "under Policy" in world.says()


def test_a_reworded_clause_shows_both_its_words(world: World) -> None:
    polled(world).site.answers("/privacy", page(policy(KEEPS_LONGER, NEVER)))
    assert world.poll().outcome is Outcome.CHANGED
    told = world.json()
    assert (told["tracked"][0]["verdict"], told["tracked"][0]["now"]) == ("reworded", KEEPS_LONGER)
    assert told["last_change"].startswith("acme/privacy/")
    assert told["last_change"] in world.says()


def test_a_difference_that_a_rule_played_down_is_shown_with_the_rule(world: World) -> None:
    polled(world).site.answers("/privacy", page(policy(KEEPS_LONGER, NEVER, views=1377)))
    world.poll()
    (quieted,) = world.json()["played_down"]
    assert (quieted["old"], quieted["new"]) == ("1204 views", "1377 views")
    assert quieted["rule"] and quieted["why"]
    assert quieted["why"] in world.says()


# --- when it goes wrong -------------------------------------------------------------------------------------------


def test_a_source_in_trouble_says_since_when_and_why(world: World) -> None:
    polled(world).site.answers("/privacy", answer(503, "Sorry."))
    world.poll()
    result = world.run("acme/privacy")
    assert result.return_value == 1
    assert "unreadable: since " in result.stdout
    told = world.json()
    assert (told["wrong"], told["trouble"]["polls"], told["trouble"]["told"]) == (True, 1, False)
    assert told["read"]["words"] > 60, "the capture that was believed is still there"
    assert told["polls"][0]["outcome"] == "failed"
    assert "1 poll, nobody was told yet" in result.stdout


def test_a_page_that_was_never_read_is_what_the_first_check_told(world: World) -> None:
    world.site.answers("/privacy", answer(404, "nothing"))
    world.watches()
    world.poll()
    assert "1 poll, told by the first check" in world.says()


def test_a_held_reading_says_why(world: World) -> None:
    more = [f"Sentence number {at} says something that was not said here before." for at in range(200)]
    polled(world).site.answers("/privacy", page(policy(KEEPS, *more)))
    assert world.poll().outcome is Outcome.HELD
    told = world.json()
    assert (told["wrong"], told["held"]["what"], told["held"]["polls"]) == (True, "grew", 1)
    assert "held: grew since " in world.says()


def test_a_selector_that_matches_nothing_today_is_found_without_a_poll(world: World) -> None:
    polled(world)
    world.watches(more=', select: "#gone"')
    result = world.run("acme/privacy", "--json")
    assert result.return_value == 1
    assert json.loads(result.stdout)["read"]["unreadable"]["what"] == "selector"


def test_a_capture_that_is_lost_is_said_to_be_lost(world: World) -> None:
    polled(world)
    for file in (world.folder / "snapshots" / "acme" / "privacy" / "captures").iterdir():
        file.unlink()
    told = world.json()
    assert told["wrong"]
    assert "missing" in told["problem"]
    assert told["read"] is None
    assert [clause["verdict"] for clause in told["tracked"]] == ["intact", "silent"]


# --- schedule, routes, arguments ----------------------------------------------------------------------------------


def test_it_says_when_it_is_polled_and_who_hears_of_it(world: World) -> None:
    told = polled(world).json()
    assert told["every"] == 6 * 3600
    assert told["next_due"] is not None
    assert [poll["outcome"] for poll in told["polls"]] == ["baseline"]
    assert [(each["to"], each["kinds"], each["grade"], each["hears_of_it"]) for each in told["routes"]] == [
        ("legal", ["policy"], "minor", True),
        ("oncall", ["status"], "major", False),
    ]
    assert "legal policy, minor and graver" in world.says()


def test_it_says_when_a_route_is_quiet_even_by_day_and_that_only_changes_are_reminded_of(world: World) -> None:
    polled(world)
    path = world.folder / "watchlist.yaml"
    quiet = 'quiet: {hours: "22:00-07:00", days: [sat, sun], unless: critical}, timezone: Europe/Berlin'
    text = path.read_text(encoding="utf-8").replace("grade: minor}", f"grade: minor, {quiet}}}")
    path.write_text(text, encoding="utf-8")
    said = " ".join(world.says().split())
    assert "quiet 22:00-07:00, Sat and Sun, unless critical (Europe/Berlin)" in said
    assert said.count("reminded every 7 d") == 1, "a status page has nothing to accept"
    told = [each["quiet"] for each in world.json()["routes"]]
    assert told == [{"hours": ["22:00", "07:00"], "days": ["sat", "sun"], "unless": "critical"}, None]


def test_a_source_that_was_not_polled_yet_says_so(world: World) -> None:
    polled(world)
    text = (world.folder / "watchlist.yaml").read_text(encoding="utf-8")
    more = '      terms: {url: "https://acme.example/terms"}\n    claims:'
    (world.folder / "watchlist.yaml").write_text(text.replace("    claims:", more), encoding="utf-8")
    result = world.run("acme/terms")
    assert result.return_value == 0
    assert "not polled yet" in result.stdout


def test_a_mistyped_source_is_answered_with_the_one_that_was_meant(world: World) -> None:
    polled(world)
    error = world.run("acme/privcy").exception
    assert isinstance(error, UsageError)
    assert "did you mean acme/privacy?" in str(error)


def test_without_a_database_nothing_is_made(world: World) -> None:
    assert isinstance(world.run("acme/privacy").exception, UsageError)
    assert not (world.folder / "snapshots").exists()


def test_text_from_the_page_cannot_steer_the_terminal(world: World) -> None:
    world.site.answers("/privacy", page(policy(KEEPS, NEVER).replace("Acme home page", "Acme \x1b[2J\x9b31m home")))
    assert "\x1b[2J" not in polled(world).says()
    assert "\x9b" not in world.says()
