from __future__ import annotations

import asyncio
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from clausewatch_notifiers import file
from clausewatch_notifiers.contract import Message, Rejected
from notifiers.contract_suite import message
from notifiers.hostile import messages
from notifiers.receivers import network


def send(folder: Path, path: str = "alerts.jsonl", times: int = 1) -> None:
    async def run() -> None:
        async with network(folder) as net:
            notifier = file.build(file.Settings(path), net)
            for number in range(times):
                await notifier.send(message(f"key-{number}"), path)

    asyncio.run(run())


def test_each_message_is_one_line_of_json_in_the_snapshots_folder(tmp_path: Path) -> None:
    send(tmp_path, times=3)
    lines = (tmp_path / "alerts.jsonl").read_text().splitlines()
    assert [json.loads(line)["key"] for line in lines] == ["key-0", "key-1", "key-2"]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    send(tmp_path)
    assert stat.S_IMODE((tmp_path / "alerts.jsonl").stat().st_mode) == 0o600


def test_a_line_that_a_crash_left_unfinished_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "alerts.jsonl").write_text('{"key": "torn')
    send(tmp_path)
    torn, whole = (tmp_path / "alerts.jsonl").read_text().splitlines()
    assert torn == '{"key": "torn'
    assert json.loads(whole)["key"] == "key-0"


def test_an_absolute_path_is_taken_as_it_is(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.jsonl"
    send(tmp_path / "snapshots", str(elsewhere))
    assert elsewhere.exists()


def test_a_place_that_cannot_be_written_is_final(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match=r"nowhere/alerts\.jsonl: No such file"):
        send(tmp_path, "nowhere/alerts.jsonl")


@settings(max_examples=60, deadline=None)
@given(messages)
def test_every_message_is_one_line_that_reads_back_and_that_no_terminal_obeys(hostile: Message) -> None:
    line = file.as_line(replace(hostile, data={}))
    text = line.decode()
    assert text.count("\n") == 1
    assert all(char.isprintable() or char == " " or ord(char) > 0x9F for char in text[:-1])
    assert json.loads(text)["title"] == hostile.title


def test_chinese_stays_readable() -> None:
    assert "隐私政策" in file.as_line(replace(message(), title="隐私政策")).decode()


def test_a_whole_line_is_on_disk_when_it_was_appended(tmp_path: Path) -> None:
    path = tmp_path / "a"
    file.append(path, b"x" * 300_000 + b"\n")
    assert path.stat().st_size == 300_001
