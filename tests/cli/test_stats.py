"""``clausewatch stats``, against a status page on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.core.errors import StoreError, UsageError
from clausewatch_notifiers.plain import columns
from core.statuspages.pasts import FLASH, Flashduty, Statuspage, fd_past, on, sp_past
from shell.site import Answer, Seen, Site, answer

SPRING = ["--since", "2024-03-01", "--until", "2024-06-01"]
CHANGES = [
    fd_past(1, on(2024, 2, 20), 60),
    fd_past(2, on(2024, 3, 3), 10),
    fd_past(3, on(2024, 4, 4), 20),
    fd_past(4, on(2024, 5, 5), 60),
]


class Host(Site):
    """Answers every address as one page does."""

    page: Any = None

    def _choose(self, seen: Seen) -> Answer:
        self.requests.append(seen)
        body = self.page.body(f"https://status.lumen.example{seen.path}")
        if body is None:
            return answer(404, "nothing here")
        return answer(200, body if isinstance(body, bytes) else json.dumps(body), "application/json")


@pytest.fixture
def site() -> Iterator[Host]:
    with Host() as opened:
        yield opened


class Desk:
    """Somebody with a watchlist of one provider."""

    def __init__(self, site: Host, folder: Path, page: Any, recipe: str = "") -> None:
        site.page, self.folder = page, folder
        (folder / "watchlist.yaml").write_text(
            f"network: {{allow: ['{site.address}']}}\nproviders:\n  lumen:\n    name: Lumen\n    sources:\n"
            f"      status: {{status: '{site.url()}'{recipe}}}\n      terms: {{url: '{site.url('/terms')}'}}\n"
        )

    def stats(self, *words: str) -> Result:
        paths = ["--watchlist", str(self.folder / "watchlist.yaml"), "--snapshots", str(self.folder / "snapshots")]
        return CliRunner().invoke(cli, ["stats", *words, *paths], standalone_mode=False)

    def json(self, *words: str) -> dict[str, Any]:
        done = self.stats(*words, "--json")
        assert done.exception is None, done.exception
        (only,) = json.loads(done.stdout)
        assert isinstance(only, dict)
        return only


@pytest.fixture
def desk(site: Host, tmp_path: Path) -> Desk:
    return Desk(site, tmp_path, Flashduty(CHANGES), f", product: flashduty, page_id: '{FLASH}'")


def test_the_figures_of_a_window_stand_in_the_json(desk: Desk) -> None:
    figures = desk.json(*SPRING)
    assert (figures["complete"], figures["incomplete"]) == (True, [])
    assert (figures["incidents"], figures["months"], figures["per_month"]) == (3, 3.0, 1.0)
    for clock in ("announced", "component_impact"):
        assert (figures[clock]["median_minutes"], figures[clock]["mean_minutes"]) == (20.0, 30.0)
        assert figures[clock]["downtime_hours"] == 1.5
    assert [row["component"] for row in figures["components"]] == ["API服务(API)"]
    assert (figures["watched_since"], figures["observed"]) == (None, None)


def test_the_table_keeps_the_clocks_apart_and_puts_the_median_first(desk: Desk) -> None:
    done = desk.stats(*SPRING, "--by", "component")
    assert done.return_value == 0
    lines = done.output.splitlines()
    assert lines[1] == "  2024-03-01 to 2024-06-01, 3.0 months: 3 incidents, 1.0 a month"
    assert lines[2].split() == ["median", "mean", "p90", "downtime", "measured"]
    assert [line.split()[0] for line in lines[3:6]] == ["announced", "components", "observed"]
    assert lines[3].split()[1:3] == ["20.0", "min"]
    assert lines[5].split()[1:] == ["-", "-", "-", "-", "not", "watched", "yet"]
    row = next(line for line in lines if line.startswith("  API服务(API)"))
    assert row.startswith("  API服务(API)" + " " * (32 - 12) + "        3")  # two of them are two columns wide
    assert all(columns(line) <= 80 for line in lines)


def test_a_past_with_a_gap_is_called_incomplete_and_its_rate_a_least(site: Host, tmp_path: Path) -> None:
    march = int(on(2024, 3).timestamp())
    page = Flashduty(CHANGES, broken=(f"start_at_seconds={march}",))
    desk = Desk(site, tmp_path, page, f", product: flashduty, page_id: '{FLASH}'")
    done = desk.stats(*SPRING)
    assert done.return_value == 0
    assert "at least 2 incidents" in done.output
    assert "incomplete: 1 of 3 months could not be read" in done.output
    assert desk.json(*SPRING)["complete"] is False


def test_23_paging_that_repeats_is_told_as_incomplete(site: Host, tmp_path: Path) -> None:
    weekly = [sp_past(f"w{week:03}", on(2024, 5, 30) - timedelta(weeks=week)) for week in range(150)]
    figures = Desk(site, tmp_path, Statuspage(weekly, has_months=False)).json("--since", "2022-01-01")
    assert figures["complete"] is False
    assert any("repeats the first" in gap for gap in figures["incomplete"])


def test_a_page_that_tells_nothing_is_exit_code_3(site: Host, tmp_path: Path) -> None:
    class Gone:
        def body(self, url: str) -> Any:
            return None

    desk = Desk(site, tmp_path, Gone(), ", product: statuspage")
    done = desk.stats()
    assert done.return_value == 3
    assert "the page could not be asked (http-4xx" in " ".join(done.output.split())


def test_offline_asks_no_page(desk: Desk, site: Host) -> None:
    (desk.folder / "snapshots").mkdir()
    done = desk.stats("--offline")
    assert isinstance(done.exception, UsageError)  # no database: a typing error must not look like peace
    assert CliRunner().invoke(cli, ["check", "lumen/status", *_paths(desk)], standalone_mode=False).exception is None
    before = len(site.requests)
    figures = desk.json("--offline", *SPRING)
    assert len(site.requests) == before
    assert (figures["incidents"], figures["complete"]) == (0, False)
    assert "watched only since" in figures["incomplete"][0]
    assert figures["watched_since"] is not None


def _paths(desk: Desk) -> list[str]:
    return ["--watchlist", str(desk.folder / "watchlist.yaml"), "--snapshots", str(desk.folder / "snapshots")]


def test_the_timeline_is_written_where_it_was_asked_for(desk: Desk, tmp_path: Path) -> None:
    drawn = tmp_path / "incidents.svg"
    assert desk.stats(*SPRING, "--svg", str(drawn)).return_value == 0
    assert ElementTree.parse(drawn).getroot().tag.endswith("svg")
    done = desk.stats(*SPRING, "--svg", str(tmp_path / "no" / "folder.svg"))
    assert isinstance(done.exception, StoreError)


def test_a_provider_or_a_source_can_be_chosen(desk: Desk) -> None:
    assert desk.json("lumen", *SPRING)["source"] == desk.json("lumen/status", *SPRING)["source"] == "lumen/status"
    for unknown in ("lumen/terms", "acme"):
        done = desk.stats(unknown)
        assert isinstance(done.exception, UsageError)
        assert "there are: lumen/status" in str(done.exception)


def test_a_window_that_ends_before_it_begins_is_a_wrong_argument(desk: Desk) -> None:
    done = desk.stats("--since", "2024-03-01", "--until", "2024-02-01")
    assert isinstance(done.exception, UsageError)


def test_the_future_is_no_part_of_a_window(desk: Desk) -> None:
    assert desk.json("--since", "2024-03-01", "--until", "2099-01-01")["to"] < "2099"
