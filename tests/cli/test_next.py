"""``next``: what is polled when, in the watchlist's own time."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.store import Store
from clausewatch.shell.watchlist import load
from shell.news import unchanged

WATCHLIST = """\
defaults: {every: 6h, timezone: Asia/Tokyo}
providers:
  acme:
    defaults: {cron: "0 9 * * mon"}
    sources:
      terms: {url: "https://acme.example/terms"}
      status: {status: "https://status.acme.example"}
sources:
  other: {url: "https://other.example", during: "Mon-Fri 08:00-18:00"}
"""


def ask(folder: Path, *words: str) -> Result:
    (folder / "w.yaml").write_text(WATCHLIST)
    places = ["--watchlist", str(folder / "w.yaml"), "--snapshots", str(folder / "s")]
    return CliRunner().invoke(cli, ["next", *words, *places], standalone_mode=False)


def polled(folder: Path, source_id: str, due: datetime) -> None:
    (folder / "w.yaml").write_text(WATCHLIST)

    async def run() -> None:
        async with Store.open(folder / "s" / DATABASE) as store:
            watchlist = load(folder / "w.yaml", {})
            await store.sync(watchlist, utc_now())
            source = watchlist.source(source_id)
            assert source is not None
            await store.apply(source, unchanged(), (), next_due=due, now=utc_now())

    asyncio.run(run())


def test_every_run_of_a_source_is_listed_by_its_schedule(tmp_path: Path) -> None:
    first = datetime(2030, 1, 6, 3, 0, tzinfo=UTC)
    polled(tmp_path, "acme/terms", first)
    found: list[dict[str, Any]] = json.loads(ask(tmp_path, "acme/terms", "--every", "--limit", "3", "--json").output)
    moments = [datetime.fromisoformat(each["at"]) for each in found]
    assert moments[0] == first
    assert [each.strftime("%a %d %H:%M") for each in moments[1:]] == ["Mon 07 00:00", "Mon 14 00:00"]  # 9:00 in Tokyo
    assert found[0]["schedule"] == "0 9 * * mon"
    shown = ask(tmp_path, "acme/terms").output
    assert shown.startswith("Sun 2030-01-06 12:00:00 JST")


def test_without_every_each_source_is_listed_once_soonest_first(tmp_path: Path) -> None:
    polled(tmp_path, "other", utc_now() - timedelta(hours=1))
    found = json.loads(ask(tmp_path, "--json").output)
    assert sorted(each["source"] for each in found) == ["acme/status", "acme/terms", "other"]
    assert [each["at"] for each in found] == sorted(each["at"] for each in found)
    assert {each["source"]: each["schedule"] for each in found} == {
        "acme/status": "every 2m",
        "acme/terms": "0 9 * * mon",
        "other": "every 6h, Mon-Fri 08:00-18:00",
    }


def test_a_name_that_is_unknown_is_refused(tmp_path: Path) -> None:
    assert "no source or provider named nope" in str(ask(tmp_path, "nope").exception)


def test_paused_sources_are_listed_for_programs_too(tmp_path: Path) -> None:
    text = WATCHLIST.replace("acme.example/terms", 'acme.example/terms", paused: "they rebuild it').replace(
        'status.acme.example"', 'status.acme.example", paused: {until: 2090-01-02}'
    )
    (tmp_path / "paused.yaml").write_text(text)
    places = ["--watchlist", str(tmp_path / "paused.yaml"), "--snapshots", str(tmp_path / "s"), "--json"]

    def found(*words: str) -> dict[str, Any]:
        said = json.loads(CliRunner().invoke(cli, ["next", *words, *places], standalone_mode=False).output)
        assert len(said) == len({each["source"] for each in said})
        return {each["source"]: each for each in said}

    everything = found()
    assert everything.keys() == {"acme/terms", "acme/status", "other"} and everything["other"]["paused"] is None
    assert (everything["acme/terms"]["at"], everything["acme/terms"]["paused"]) == (None, "they rebuild it")
    assert everything["acme/status"]["at"].startswith("2090-01-0") and everything["acme/status"]["paused"]
    assert found("--limit", "1").keys() == everything.keys() and found("other").keys() == {"other"}
