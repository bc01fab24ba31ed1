"""How verbs write figures, and what they say where nothing can be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from clausewatch.cli.main import cli
from clausewatch.cli.output import counted, hanging, size
from clausewatch_notifiers.plain import columns


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 sources"), (1, "1 source"), (2, "2 sources"), (5_000, "5,000 sources")]
)
def test_one_is_not_many(number: int, words: str) -> None:
    assert counted(number, "source") == words


def test_a_plural_may_be_a_word_of_its_own() -> None:
    assert [counted(number, "reply", "replies") for number in (1, 2)] == ["1 reply", "2 replies"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 byte"),
        (1_023, "1,023 bytes"),
        (1_024, "1.0 KiB"),
        (150 * 1024, "150 KiB"),
        (80_635_904_000, "75.1 GiB"),
        (5 * 1024**4, "5.0 TiB"),
        (5_000 * 1024**4, "5,000 TiB"),
    ],
)
def test_bytes_are_told_in_a_unit_that_can_be_read(count: int, words: str) -> None:
    assert size(count) == words


def test_a_long_text_hangs_below_its_beginning() -> None:
    text = "word " * 40
    shown = hanging("ok   clock  ", text, 12, 80).splitlines()
    assert shown[0].startswith("ok   clock  word") and all(row.startswith(" " * 12 + "word") for row in shown[1:])
    assert max(map(len, shown)) <= 80
    assert hanging("ok   clock  ", text, 12, None) == f"ok   clock  {text}"


def test_chinese_takes_two_columns_a_character() -> None:
    rows = hanging("ok   clock  ", "我们不会将您的数据用于训练" * 10, 12, 80).splitlines()
    assert len(rows) == 4 and max(columns(row) for row in rows) <= 80


@pytest.mark.parametrize("words", [["--help"], ["show", "--help"], ["validate", "--watchlist", "w.yaml"]])
def test_a_full_disk_below_standard_output_is_no_bug_of_ours(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text("sources: {acme: {url: https://acme.example/terms}}\n")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "clausewatch.cli.main", *words]
        held_back = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        ran = subprocess.run(command, cwd=tmp_path, env=held_back, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ran.stderr.startswith("clausewatch: standard output cannot be written: No space left on device; make room")
    assert ran.returncode == 70 and ran.stderr.count("\n") == 1


@pytest.mark.parametrize(("word", "meant"), [("stauts", "status"), ("stas", "stats"), ("chagnes", "changes")])
def test_letters_that_changed_places_are_understood(word: str, meant: str) -> None:
    assert f"did you mean '{meant}'?" in CliRunner().invoke(cli, [word]).output
