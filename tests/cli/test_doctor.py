"""Doctor says of each thing that is needed whether it is there, and what to do where it is not."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from clausewatch.cli.doctor import Answer, Check, State, _clock, examine
from clausewatch.cli.main import cli
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.store import HEARTBEAT_NOTE, Store
from shell.site import Site

GOOD = 'sources:\n  acme-terms: {url: "https://acme.example/terms", quotes: ["We never sell your data."]}\n'
SCRIPTED = 'sources:\n  acme-terms: {url: "https://acme.example/terms", browser: true}\n'
NO_BROWSER = {"PATH": "/nonexistent"}


def examined(
    folder: Path,
    watchlist: str = GOOD,
    environment: dict[str, str] = NO_BROWSER,
    now: datetime | None = None,
    snapshots: str = "snapshots",
    mode: int = 0o644,
) -> dict[str, Check]:
    """By name; of several of one name the last."""
    path = folder / "watchlist.yaml"
    with Site() as site:
        path.write_text(_at(site, watchlist), encoding="utf-8")
        path.chmod(mode)
        checks = asyncio.run(examine(path, folder / snapshots, environment, now or utc_now()))
    return {check.name: check for check in checks}


def states(checks: dict[str, Check]) -> dict[str, State]:
    return {name: check.state for name, check in checks.items()}


def test_where_all_is_well_only_the_browser_that_nobody_asked_for_is_missed(tmp_path: Path) -> None:
    found = states(examined(tmp_path))
    assert found.pop("browser") is State.WARNING
    names = {"program", "watchlist", "channel", "rights", "snapshots", "disk", "database", "network", "clock"}
    assert set(found) == names
    assert set(found.values()) == {State.OK}


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    examined(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["watchlist.yaml"]


def test_a_missing_browser_is_a_problem_where_a_source_asks_for_it(tmp_path: Path) -> None:
    browser = examined(tmp_path, SCRIPTED)["browser"]
    assert browser.state is State.PROBLEM
    assert "apt install chromium" in browser.remedy


def test_a_browser_that_does_not_start_is_told_with_its_path(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "CLAUSEWATCH_CHROMIUM": "/bin/false"}
    browser = examined(tmp_path, SCRIPTED, environment)["browser"]
    assert browser.state is State.PROBLEM
    assert "/bin/false" in browser.detail or "playwright" in browser.remedy


def test_a_watchlist_with_a_mistake_is_a_problem_with_its_place(tmp_path: Path) -> None:
    found = examined(tmp_path, "sources:\n  acme-terms: {ulr: https://acme.example/}\n")
    assert found["watchlist"].state is State.PROBLEM
    assert "watchlist.yaml:2:" in found["watchlist"].detail
    assert "channel" not in found


def test_of_very_many_mistakes_the_first_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    wrong = "".join(f"  source-{number}: {{ulr: x}}\n" for number in range(9))
    assert examined(tmp_path, f"sources:\n{wrong}")["watchlist"].detail.endswith(" more")


def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    found = examined(tmp_path, snapshots="taken")
    assert found["snapshots"].state is State.PROBLEM
    assert "database" not in found


def test_a_database_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / DATABASE).write_text("not a database, but long enough to look like one " * 50)
    assert examined(tmp_path)["database"].state is State.PROBLEM


def test_a_clock_behind_the_daemons_last_sign_of_life_is_a_problem(tmp_path: Path) -> None:
    async def live() -> None:
        async with Store.open(tmp_path / "snapshots" / DATABASE) as store:
            await store.set_note(HEARTBEAT_NOTE, (utc_now() + timedelta(days=1)).isoformat())

    (tmp_path / "snapshots").mkdir()
    asyncio.run(live())
    found = examined(tmp_path)
    assert (found["database"].state, found["clock"].state) == (State.OK, State.PROBLEM)


def test_a_clock_from_before_the_program_was_installed_is_a_problem(tmp_path: Path) -> None:
    assert examined(tmp_path, now=datetime(1970, 1, 1, tzinfo=UTC))["clock"].state is State.PROBLEM


def ran(folder: Path, watchlist: str, *words: str) -> Result:
    path = folder / "watchlist.yaml"
    options = ["--watchlist", str(path), "--snapshots", str(folder / "snapshots"), *words]
    runner = CliRunner(env={"CLAUSEWATCH_CHROMIUM": "/bin/false"})
    with Site() as site:
        path.write_text(_at(site, watchlist), encoding="utf-8")
        return runner.invoke(cli, ["doctor", *options], standalone_mode=False)


def _at(site: Site, watchlist: str) -> str:
    """The watchlist with the vendor on loopback."""
    return f'{watchlist.replace("https://acme.example/", site.url("/"))}network: {{allow: ["{site.address}"]}}\n'


def test_it_says_one_line_each_and_leaves_with_1_on_a_problem(tmp_path: Path) -> None:
    done = ran(tmp_path, SCRIPTED)
    lines = done.output.splitlines()
    assert done.return_value == 1
    assert {line.split()[0] for line in lines} == {"ok", "problem"}
    assert next(line for line in lines if line.startswith("problem")).split()[1] == "browser"


def test_warnings_alone_are_no_problem(tmp_path: Path) -> None:
    done = ran(tmp_path, GOOD, "--json")
    answer = json.loads(done.output)
    assert (done.return_value, answer["healthy"]) == (0, True)
    assert [list(check) for check in answer["checks"][:1]] == [["name", "state", "detail", "remedy"]]


# --- the network, the time, rights --------------------------------------------------------------------------------


def test_hosts_that_do_not_answer_are_a_problem_only_if_none_does(tmp_path: Path) -> None:
    nowhere = '  other: {url: "http://127.0.0.1:9/"}\n'
    assert examined(tmp_path, GOOD + nowhere)["network"].state is State.WARNING
    alone = examined(tmp_path, "sources:\n" + nowhere)["network"]
    assert (alone.state, "127.0.0.1:9" in alone.detail) == (State.PROBLEM, True)


def test_a_clock_is_held_against_what_a_host_says() -> None:
    now = utc_now()
    right = _clock(now, None, (Answer("a.example", ahead=3.0), Answer("b.example")))
    wrong = _clock(now, None, (Answer("a.example", ahead=-600.0),))
    one_liar = _clock(now, None, (Answer("a", ahead=-600.0), Answer("b", ahead=1.0), Answer("c", ahead=0.0)))
    assert [each.state for each in (right, wrong, one_liar)] == [State.OK, State.PROBLEM, State.OK]
    assert "600 s behind what a.example says" in wrong.detail


def test_rights_that_others_have_are_told(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://hooks.example/services/abcdefgh")
    secret.chmod(0o604)
    rights = examined(tmp_path, f'channels: {{team: {{slack: "${{file:{secret}}}"}}}}\n{GOOD}', mode=0o646)["rights"]
    assert rights.state is State.WARNING
    assert "can change" in rights.detail and str(secret) in rights.detail
