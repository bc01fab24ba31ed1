"""``init``, and what comes of its answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.core.errors import UsageError
from clausewatch.shell.watchlist import load
from e2e.world import USUAL
from shell.site import Site, page

SLACK = {"SLACK_WEBHOOK_URL": "https://hooks.slack.example/services/T/B/xyzxyzxyz"}
ROOT = Path(__file__).parents[2]


def init(folder: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(
        cli, ["init", *words, "--watchlist", str(folder / "w.yaml")], input=typed, standalone_mode=False
    )


def test_three_answers_make_a_commented_watchlist_that_is_right(tmp_path: Path) -> None:
    done = init(tmp_path, typed="not an address\nacme.example/legal/terms.html\nslak\nslack\n5\n12h\n")

    assert done.return_value == 0, done.output
    assert done.output.count("> ") == 6
    loaded = load(tmp_path / "w.yaml", SLACK)
    (source,) = loaded.sources
    assert (source.id, source.url, source.every) == ("acme-terms", "https://acme.example/legal/terms.html", 43200)
    assert [channel.kind for channel in loaded.channels] == ["slack"]
    text = (tmp_path / "w.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=./watchlist.schema.json\n")
    assert text.count("#") > 8
    assert (tmp_path / "watchlist.schema.json").read_text() == (ROOT / "docs" / "watchlist.schema.json").read_text()


@pytest.mark.parametrize("kind", ["slack", "email", "webhook", "apprise", "console"])
def test_every_channel_that_is_offered_loads(kind: str, tmp_path: Path) -> None:
    assert init(tmp_path, "--url", "https://acme.example/terms", "--to", kind, "--every", "6h").return_value == 0
    environ = {**SLACK, "WEBHOOK_URL": "https://hooks.example/xyzxyzxyz", "APPRISE_URL": "json://localhost"}
    assert kind in [channel.kind for channel in load(tmp_path / "w.yaml", environ).channels]


@pytest.mark.parametrize(
    ("url", "entry"),
    [
        ("http://127.0.0.1:8123/terms.html", "127.0.0.1:8123"),
        ("https://[fd00::7]/terms", "[fd00::7]:443"),
        ("http://localhost/terms", "127.0.0.1:80"),
    ],
)
def test_an_address_of_ones_own_network_is_allowed_because_it_was_typed(url: str, entry: str, tmp_path: Path) -> None:
    done = init(tmp_path, "--url", url, "--to", "console", "--every", "6h")
    assert done.return_value == 0 and f"{entry} is no public address" in done.output
    loaded = load(tmp_path / "w.yaml", {})
    assert (loaded.allow, loaded.doubts) == ((entry,), ())


def test_a_page_of_ones_own_machine_is_read_at_the_first_check(tmp_path: Path) -> None:
    with Site() as site:
        site.answers("/terms", page(USUAL))
        assert init(tmp_path, "--url", site.url("/terms"), "--to", "console", "--every", "6h").return_value == 0
        words = ["check", "--json", "--watchlist", str(tmp_path / "w.yaml"), "--snapshots", str(tmp_path / "s")]
        done = CliRunner().invoke(cli, words, standalone_mode=False)
    assert json.loads(done.stdout)[0]["outcome"] == "baseline", done.output


def test_enter_is_an_answer(tmp_path: Path) -> None:
    assert init(tmp_path, typed="\n\n\n").return_value == 0
    assert load(tmp_path / "w.yaml", {}).sources[0].every == 21600


def test_the_preset_is_the_watchlist_of_the_project_with_a_channel(tmp_path: Path) -> None:
    assert init(tmp_path, "--preset", "ai-providers", "--to", "slack").return_value == 0
    ours, shipped = load(tmp_path / "w.yaml", SLACK), load(ROOT / "watchlist.yaml", {})
    assert [source.id for source in ours.sources] == [source.id for source in shipped.sources]
    assert [channel.kind for channel in ours.channels] == ["slack"]


def test_a_watchlist_that_is_there_is_not_overwritten_unless_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text("# precious\n")
    refused = init(tmp_path, typed="\n\n\n")
    assert isinstance(refused.exception, UsageError)
    assert (tmp_path / "w.yaml").read_text() == "# precious\n"
    assert init(tmp_path, "--force", typed="\n\n\n").return_value == 0
    assert (tmp_path / "w.yaml.before").read_text() == "# precious\n"


@pytest.mark.parametrize("words", [("--to", "console"), ("--url", "https://acme.example/terms", "--to", "console")])
def test_the_next_steps_name_the_watchlist_that_was_written(words: tuple[str, ...], tmp_path: Path) -> None:
    steps = [line for line in init(tmp_path, *words, typed="\n\n").output.splitlines() if ". clausewatch " in line]
    assert steps and all(step.endswith(f" --watchlist {tmp_path / 'w.yaml'}") for step in steps)


def test_the_next_steps_are_short_where_the_watchlist_is_found_anyway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUSEWATCH_WATCHLIST", str(tmp_path / "w.yaml"))
    assert "  3. clausewatch run\n" in init(tmp_path, typed="\n\n\n").output


def test_questions_are_numbered_as_they_are_asked(tmp_path: Path) -> None:
    asked = init(tmp_path, "--to", "console", typed="\n\n").output
    assert "1. Which page" in asked and "2. How often" in asked
