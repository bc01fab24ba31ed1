"""Values as JSON text and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.alerts import Alert, Change, HealthNews
from clausewatch.core.errors import StoreError
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.memory import Memory, PageMemory
from clausewatch.shell.codec import decode, encode
from shell.news import alert, change, page

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))  # a watchlist's numbers are finite


@settings(max_examples=60, deadline=None)
@given(st.from_type(Alert))
def test_every_alert_comes_back_as_it_was(value: Alert) -> None:
    back = decode(Alert, encode(value), "alert")
    assert back == value
    assert type(back.news) is type(value.news)


@settings(max_examples=60, deadline=None)
@given(st.from_type(PageMemory) | st.from_type(StatusMemory))
def test_every_memory_comes_back_as_it_was(value: Memory) -> None:
    assert decode(type(value), encode(value), "memory") == value


def test_a_field_of_a_later_version_is_ignored() -> None:
    later = json.loads(encode(alert("a"))) | {"priority": 3}
    later["news"]["mood"] = "calm"
    assert decode(Alert, json.dumps(later), "alert") == alert("a")


def test_a_field_that_an_earlier_version_did_not_write_takes_its_default() -> None:
    earlier = json.loads(encode(change(page())))
    del earlier["note"], earlier["comparison"]["links"]
    assert decode(Change, json.dumps(earlier), "change") == change(page())


def test_a_title_with_half_a_character_is_stored_all_the_same() -> None:
    value = HealthNews(None, "half \ud83d of a smile", "text")
    assert decode(HealthNews, encode(value), "news").title == "half ? of a smile"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": 3}'])
def test_a_damaged_text_is_an_error_that_names_what_was_read(text: str) -> None:
    with pytest.raises(StoreError, match="unreadable alert a-1"):
        decode(Alert, text, "alert a-1")
