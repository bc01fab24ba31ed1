"""Units that systemd takes without a word, and that give away little."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.install_service import _passer
from clausewatch.cli.main import cli
from clausewatch.core.errors import UsageError
from clausewatch.shell.browser_launch import REMOTE, WAY_OUT

ANALYZE = shutil.which("systemd-analyze")
MOST_EXPOSED = 1.5
PASSER = "systemd-socket-proxyd"
UNITS = [
    "clausewatch.service",
    "clausewatch-browser.service",
    "clausewatch-browser-in.socket",
    "clausewatch-browser-in.service",
    "clausewatch-browser-out.socket",
    "clausewatch-browser-out.service",
]
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze here")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command, a browser and what of systemd its units call, in a folder that a service can see."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("clausewatch", "chromium", PASSER):
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


def test_a_socket_of_somebody_else_is_not_overwritten(program: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "root/etc/systemd/system/clausewatch-browser-in.socket"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("[Socket]\n")
    assert install("--root", str(tmp_path / "root"), "--browser").exit_code != 0
    assert theirs.read_text() == "[Socket]\n"


def test_the_browsers_units_are_those_that_are_written_and_call_what_is_here(program: Path, tmp_path: Path) -> None:
    install("--root", str(tmp_path / "root"), "--browser")
    units = {name: text for name, text in written(tmp_path / "root").items() if not name.endswith(".conf")}
    assert set(units) == set(UNITS)
    assert f"ExecStart={program.parent}/{PASSER} 127.0.0.1:9465\n" in units["clausewatch-browser-in.service"]
    assert (
        f"ExecStart={sys.executable} -I -m clausewatch.shell.browser_out\n" in units["clausewatch-browser-out.service"]
    )
    assert not [name for name, text in units.items() if re.search(r"@[A-Z]", text)]


def test_daemon_and_browser_meet_where_their_units_say(program: Path, tmp_path: Path) -> None:
    install("--root", str(tmp_path / "root"), "--browser")
    units = written(tmp_path / "root")
    told = dict(re.findall(r"^Environment=(CLAUSEWATCH_\w+)=(.*)$", units["clausewatch.service"], re.MULTILINE))
    listens = re.compile(r"^ListenStream=(.*)$", re.MULTILINE)
    assert told[REMOTE].removeprefix("http://") in listens.findall(units["clausewatch-browser-in.socket"])
    assert told[WAY_OUT] in listens.findall(units["clausewatch-browser-out.socket"])


def test_a_systemd_without_its_socket_proxy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=f"no {PASSER} here"):
        _passer((str(tmp_path),))


@pytest.mark.parametrize("folder", ["/tmp", "/home", "/root", "/var/tmp"])
def test_a_watchlist_that_the_service_could_not_see_is_told(program: Path, folder: str) -> None:
    watchlist = f"{folder}/nowhere/watchlist.yaml"
    shown = install("--dry-run", "--watchlist", watchlist).output
    said = f"the service cannot see {folder}, where the watchlist lies ({watchlist}); put it into /etc/clausewatch"
    assert f"warning: {said}\n" in shown
    assert said in json.loads(install("--dry-run", "--json", "--watchlist", watchlist).output)["notes"]


@pytest.mark.parametrize("folder", ["/tmp", "/root"])
def test_what_could_not_start_is_refused_with_what_to_do(program: Path, folder: str) -> None:
    words = ("--dry-run", "--watchlist", f"{folder}/nowhere/watchlist.yaml")  # dry, lest a fault write into /etc
    refused = CliRunner().invoke(cli, ["install-service", *words], standalone_mode=False)
    assert refused.return_value == 1 and "so no unit is written" in refused.output
    assert "docs/operations.md" in refused.output and "systemctl" not in refused.output.rpartition("warning:")[2]
    assert json.loads(install(*words, "--json").output)["written"] is False


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
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_has_nothing_to_say_against_it(program: Path, tmp_path: Path, unit: str) -> None:
    install("--root", str(tmp_path / "root"), "--browser")
    verified = analyzed(tmp_path, "verify", "--man=no", unit)
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")


@needs_systemd
@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_little_is_exposed(program: Path, tmp_path: Path, unit: str) -> None:
    install("--root", str(tmp_path / "root"), "--browser")
    judged = analyzed(tmp_path, "security", "--offline=true", "--no-pager", unit)
    score = re.search(r"exposure level for \S+: ([0-9.]+)", judged.stdout)
    assert score is not None, judged.stderr
    assert float(score[1]) <= MOST_EXPOSED


def analyzed(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What systemd says of a unit, the last word, that was written below ``folder``."""
    assert ANALYZE is not None
    *options, unit = words
    path = folder / "root/etc/systemd/system" / unit
    return subprocess.run([ANALYZE, *options, str(path)], capture_output=True, text=True)
