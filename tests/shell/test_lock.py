"""One daemon per snapshots folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clausewatch.core.errors import StoreError
from clausewatch.shell.lock import single_instance

HOLDER = """
import sys, pathlib
from clausewatch.shell.lock import single_instance
with single_instance(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(database: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until its input ends or it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_a_second_daemon_is_told_which_process_is_the_first(tmp_path: Path) -> None:
    with holder(tmp_path / "c.db") as first:
        with (
            pytest.raises(StoreError, match=rf"process {first.pid}\) already runs"),
            single_instance(tmp_path / "c.db"),
        ):
            pass
        first.kill()


def test_the_lock_of_a_daemon_that_was_killed_is_free(tmp_path: Path) -> None:
    with holder(tmp_path / "c.db") as first:
        first.kill()
        first.wait()
        with single_instance(tmp_path / "c.db"):
            pass


def test_the_lock_is_given_back(tmp_path: Path) -> None:
    for _ in range(2):
        with single_instance(tmp_path / "c.db"):
            pass


def test_a_folder_that_cannot_hold_the_lock_is_an_error_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="permissions"), single_instance(tmp_path / "file" / "c.db"):
        pass
