"""Units that systemd takes without a word, and that give away little."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli

ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = {"clausewatch": 1.5, "clausewatch-browser": 1.7}
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze here")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command, and a browser, in a folder that a service can see."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("clausewatch", "chromium"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder / "clausewatch"


def install(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["install-service", *arguments])


def written(root: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in root.rglob("*") if path.is_file()}


def test_a_dry_run_shows_everything_and_writes_nothing(program: Path, tmp_path: Path) -> None:
    shown = install("--dry-run", "--root", str(tmp_path / "root"))
    assert shown.exit_code == 0
    assert "# /etc/systemd/system/clausewatch.service" in shown.output and "systemctl enable --now" in shown.output
    assert not (tmp_path / "root").exists()


def test_the_units_name_this_program_its_watchlist_and_its_credentials(program: Path, tmp_path: Path) -> None:
    watchlist = tmp_path / "watchlist.yaml"
    watchlist.write_text('channels: {a: {slack: "${cred:slack}"}, b: {slack: "${cred:slack}"}}\n')
    assert install("--root", str(tmp_path / "root"), "--watchlist", str(watchlist)).exit_code == 0
    unit = written(tmp_path / "root")["clausewatch.service"]
    assert f"ExecStart={program} run --watchlist {watchlist} " in unit
    assert unit.count("LoadCredential=slack:/etc/clausewatch/credentials/slack\n") == 1
    assert "@" not in re.sub(r"@(system-service|privileged)", "", unit)
    assert oct((tmp_path / "root/etc/clausewatch/credentials").stat().st_mode)[-3:] == "700"


def test_a_unit_of_somebody_else_is_not_overwritten_and_ours_is(program: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "root/etc/systemd/system/clausewatch.service"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("[Service]\n")
    assert install("--root", str(tmp_path / "root")).exit_code != 0
    assert theirs.read_text() == "[Service]\n"
    theirs.unlink()
    assert install("--root", str(tmp_path / "root")).exit_code == 0
    assert install("--root", str(tmp_path / "root"), "--browser").exit_code == 0
    assert "CLAUSEWATCH_BROWSER=http://127.0.0.1:9465" in theirs.read_text()


@pytest.mark.parametrize("folder", ["/tmp", "/home", "/root", "/var/tmp"])
def test_a_watchlist_that_the_service_could_not_see_is_told(program: Path, folder: str) -> None:
    watchlist = f"{folder}/nowhere/watchlist.yaml"
    shown = install("--dry-run", "--watchlist", watchlist).output
    said = f"the service cannot see {folder}, where the watchlist lies ({watchlist}); put it into /etc/clausewatch"
    assert f"warning: {said}\n" in shown
    assert said in json.loads(install("--dry-run", "--json", "--watchlist", watchlist).output)["notes"]


def test_a_link_does_not_hide_where_something_lies(program: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/home")
    shown = install("--dry-run", "-w", str(tmp_path / "link" / "w.yaml")).output
    assert "the service cannot see /" in shown and "put it into /etc/clausewatch" in shown


def test_a_watchlist_that_is_not_there_yet_is_told_and_one_at_its_place_is_not(program: Path) -> None:
    shown = install("--dry-run", "-w", "/etc/nowhere/w.yaml").output
    assert "warning: /etc/nowhere/w.yaml is not there yet; `clausewatch init" in shown
    assert "where the watchlist lies" not in shown


@pytest.mark.parametrize("path", ["/etc/a b.yaml", "/etc/%n.yaml", "/etc/x\nExecStartPre=/bin/sh", "/etc/$x.yaml"])
def test_a_path_that_would_mean_more_in_a_unit_is_refused(program: Path, tmp_path: Path, path: str) -> None:
    assert install("--root", str(tmp_path / "root"), "--watchlist", path).exit_code != 0
    assert not (tmp_path / "root").exists()


@needs_systemd
@pytest.mark.parametrize("unit", MOST_EXPOSED)
def test_systemd_has_nothing_to_say_against_it_and_little_is_exposed(program: Path, tmp_path: Path, unit: str) -> None:
    install("--root", str(tmp_path / "root"), "--browser")
    path = tmp_path / "root/etc/systemd/system" / f"{unit}.service"
    assert ANALYZE is not None
    verified = subprocess.run([ANALYZE, "verify", "--man=no", str(path)], capture_output=True, text=True)
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")
    judged = subprocess.run(
        [ANALYZE, "security", "--offline=true", "--no-pager", str(path)], capture_output=True, text=True
    )
    score = re.search(r"exposure level for \S+: ([0-9.]+)", judged.stdout)
    assert score is not None, judged.stderr
    assert float(score[1]) <= MOST_EXPOSED[unit]
