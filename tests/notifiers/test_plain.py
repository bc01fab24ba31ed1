from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch_notifiers import channel, names, plain
from clausewatch_notifiers.contract import Secret

VOCABULARY = ["we", "keep", "30", "180", "days", "隐私", "your", "data", "never"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=120).map(" ".join)


@given(WORDS, WORDS, st.integers(40, 300))
def test_excerpts_fit_and_lose_neither_side(before: str, after: str, limit: int) -> None:
    old, new = plain.excerpts(before, after, limit)
    assert len(old) <= limit
    assert len(new) <= limit
    assert bool(old) == bool(before)
    assert bool(new) == bool(after)


def test_a_number_deep_in_a_long_text_shows_on_both_sides() -> None:
    filler = "words " * 400
    old, new = plain.excerpts(f"{filler}keep 30 days {filler}", f"{filler}keep 180 days {filler}", 120)
    assert "keep 30 days" in old
    assert "keep 180 days" in new
    assert old.startswith("…")
    assert old.endswith("…")


def test_a_long_removed_passage_keeps_its_beginning_and_its_end() -> None:
    old, new = plain.excerpts("First. " + "x" * 1000 + " Last.", "", 100)
    assert old.startswith("First.")
    assert old.endswith("Last.")
    assert new == ""


def test_what_fits_is_not_touched() -> None:
    assert plain.excerpts("a b", "a c", 40) == ("a b", "a c")


@given(st.text())
def test_a_line_is_one_line_without_controls_and_can_be_encoded(text: str) -> None:
    shown = plain.line(text)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) <= 0x9F for char in shown)
    assert plain.line(shown) == shown
    shown.encode()


def test_right_to_left_text_stays_and_overrides_go() -> None:
    assert plain.line("سياسة \u202eexe.fdp\u202c") == "سياسة exe.fdp"


@pytest.mark.parametrize("name", names())
def test_every_channel_has_what_the_contract_says(name: str) -> None:
    module = channel(name)
    fields = module.Settings.__dataclass_fields__
    assert module.SHORT is None or module.SHORT in fields
    assert callable(module.recipients)
    assert callable(module.build)


def test_the_channels_are_these() -> None:
    assert names() == ("apprise", "console", "email", "file", "slack", "webhook")


def test_a_secret_prints_as_stars() -> None:
    assert f"{Secret('x')} {Secret('x')!r}" == "Secret('****') Secret('****')"
