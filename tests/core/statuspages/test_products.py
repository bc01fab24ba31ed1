"""What every product's reader must do, whatever the product."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import PageState, StatusReport
from clausewatch.core.statuspages import detect, product, products
from clausewatch.core.watch import StatusRecipe
from core.statuspages.more_payloads import BUSY, compatible, widget
from core.statuspages.payloads import ali_list, fd_summary, sp_summary
from core.statuspages.payloads import answer as answer_at

OTHERS = {"statuspage": sp_summary, "flashduty": fd_summary, "alibaba": ali_list}
PLACE = "https://elsewhere.example/public/status/lumen"
"""An address that tells no product from another, except the one whose answer has hardly any structure."""
PROBLEMS = {PageState.DEGRADED, PageState.PARTIAL_OUTAGE, PageState.MAJOR_OUTAGE}


def answer(body: Any, status: int = 200) -> Capture:
    return answer_at(body, PLACE, status)


def test_every_product_has_an_answer_here() -> None:
    assert {each.name for each in products()} == {*BUSY, *OTHERS, "prose"}


@pytest.mark.parametrize("name", [*BUSY, *OTHERS])
def test_an_answer_is_recognised_by_its_own_product_and_by_no_other(name: str) -> None:
    capture = answer({**BUSY, **OTHERS}[name]())
    claimed = [each.name for each in products() if each.recognises((capture,)) and not each.generic]
    assert claimed == ([] if name == "feed" else [name])
    found = detect((capture,))
    assert found is not None and found.name == name


@pytest.mark.parametrize("body", [compatible(), widget()])
def test_the_other_shapes_of_incident_io_are_its_own_too(body: Any) -> None:
    assert [each.name for each in products() if each.recognises((answer(body),))] == ["incidentio"]


@pytest.mark.parametrize("name", BUSY)
def test_something_wrong_is_a_problem(name: str) -> None:
    reader = product(name)
    assert reader is not None
    report = reader.read((answer(BUSY[name]()),), StatusRecipe())
    assert isinstance(report, StatusReport), report
    assert report.state in PROBLEMS and report.product == name and not report.unknown_tokens


@pytest.mark.parametrize("name", BUSY)
def test_another_products_answer_is_unreadable(name: str) -> None:
    reader = product(name)
    assert reader is not None
    for other, make in {**BUSY, **OTHERS}.items():
        if other != name and not (name == "feed" and other in ("azure", "volcengine", "xai")):
            assert isinstance(reader.read((answer(make()),), StatusRecipe()), Unreadable), other


@pytest.mark.parametrize("name", BUSY)
@pytest.mark.parametrize("status", [403, 500])
def test_an_error_is_not_believed_whatever_its_body(name: str, status: int) -> None:
    reader = product(name)
    assert reader is not None
    assert isinstance(reader.read((answer(BUSY[name](), status=status),), StatusRecipe()), Unreadable)
    assert detect((answer(BUSY[name](), status=status),)) is None


@pytest.mark.parametrize("name", [each for each in BUSY if each != "aws"])
def test_utf_16_is_genuine_in_one_product_only(name: str) -> None:
    body = BUSY[name]()
    text = body.decode() if isinstance(body, bytes) else json.dumps(body)
    reader = product(name)
    assert reader is not None
    assert isinstance(reader.read((answer(text.encode("utf-16")),), StatusRecipe()), Unreadable)


@pytest.mark.parametrize("name", BUSY)
def test_an_answer_that_is_too_long_is_not_looked_into(name: str) -> None:
    body = BUSY[name]()
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    pad = "  ".encode("utf-16-le") if name == "aws" else b"  "
    reader = product(name)
    assert reader is not None
    assert isinstance(reader.read((answer(raw + pad * 2**20),), StatusRecipe()), Unreadable)


@pytest.mark.parametrize(
    "feed",
    [
        b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><title>&a;</title></channel></rss>',
        b'<?xml version="1.0"?><!-- x --><!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>',
        b"<rss version='2.0'></rss>",
        b"<rss version='2.0'><channel><title>half",
    ],
)
def test_a_feed_with_a_document_type_or_none_at_all_is_unreadable(feed: bytes) -> None:
    for each in products():
        assert isinstance(each.read((answer(feed),), StatusRecipe()), Unreadable)
    assert detect((answer(feed),)) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def members(value: object) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(name for each in value.values() for name in members(each))]
    return [name for each in value for name in members(each)] if isinstance(value, list) else []


def replaced(value: object, member: str, by: object) -> object:
    if isinstance(value, dict):
        return {key: by if key == member else replaced(each, member, by) for key, each in value.items()}
    return [replaced(each, member, by) for each in value] if isinstance(value, list) else value


VALUES = {name: body for name, make in BUSY.items() if not isinstance(body := make(), bytes)}
PLACES = [(name, member) for name, body in VALUES.items() for member in dict.fromkeys(members(body))]


@given(st.sampled_from(PLACES), JSON)
def test_any_member_replaced_by_anything_neither_raises_nor_invents_health(place: tuple[str, str], value: Any) -> None:
    name, member = place
    body = replaced(VALUES[name], member, value)
    for reader in products():
        report = reader.read((answer(body), answer(body)), StatusRecipe())
        reader.recognises((answer(body),))
        if isinstance(report, StatusReport) and not report.components:
            assert report.state is not PageState.OPERATIONAL


FEEDS = [name for name, make in BUSY.items() if isinstance(make(), bytes)]


@given(st.sampled_from(FEEDS), st.integers(0, 2000), st.binary(max_size=4))
def test_any_bytes_in_a_feed_neither_raise_nor_invent_health(name: str, place: int, value: bytes) -> None:
    body = BUSY[name]()
    body = body[: place % len(body)] + value + body[place % len(body) + len(value) :]
    for reader in products():
        report = reader.read((answer(body),), StatusRecipe())
        assert isinstance(report, Unreadable) or report.state is not PageState.OPERATIONAL
