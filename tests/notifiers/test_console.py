from __future__ import annotations

import asyncio
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from clausewatch_notifiers import console, plain
from clausewatch_notifiers.contract import Message, Receipt, Rejected, Retry
from notifiers.contract_suite import message
from notifiers.hostile import messages


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Pipe(io.TextIOWrapper):
    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def printed(self) -> str:
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined, no-any-return]


def printed(what: Message, width: int = 80, encoding: str = "utf-8") -> str:
    pipe = Pipe(encoding)
    assert asyncio.run(console.Console(width, pipe).send(what, "stdout")) == Receipt()
    return pipe.printed()


@settings(max_examples=60, deadline=None)
@given(messages)
def test_nothing_that_a_terminal_obeys_is_printed(hostile: Message) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed(hostile))


@settings(max_examples=50, deadline=None)
@given(messages)
def test_no_line_is_wider_than_the_terminal_but_a_link(hostile: Message) -> None:
    body = plain.as_text(replace(hostile, facts=(), files=()), 60)
    assert all(plain.columns(row) <= 60 for row in body.splitlines())


def test_the_message_reads_from_top_to_bottom() -> None:
    text = printed(message())
    places = [text.index(part) for part in ("Acme AI", "2 tracked passages", "REWORDED", "Before:", "Now:", "Next:")]
    assert places == sorted(places)


def test_colours_only_on_a_terminal_and_not_where_nobody_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    asyncio.run(console.Console(80, terminal).send(message(), "stdout"))
    assert "\x1b[1;31mREWORDED" in terminal.getvalue().replace("1. ", "")
    monkeypatch.setenv("NO_COLOR", "1")
    plain_terminal = Terminal()
    asyncio.run(console.Console(80, plain_terminal).send(message(), "stdout"))
    assert "\x1b" not in plain_terminal.getvalue()
    assert "\x1b" not in printed(message())


def test_a_terminal_without_unicode_gets_the_message_all_the_same() -> None:
    assert "opt-out" in printed(message(), encoding="ascii")


class Full(Terminal):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


def test_output_that_fails_is_tried_again_and_output_that_is_closed_is_not() -> None:
    with pytest.raises(Retry):
        asyncio.run(console.Console(80, Full()).send(message(), "stdout"))
    closed = Pipe()
    closed.close()
    with pytest.raises(Rejected):
        asyncio.run(console.Console(80, closed).send(message(), "stdout"))


def test_chinese_is_broken_where_the_row_is_full() -> None:
    rows = plain.wrapped("隐私政策我们不会出售您的个人信息", 10)
    assert rows == ["隐私政策我", "们不会出售", "您的个人信", "息"]
