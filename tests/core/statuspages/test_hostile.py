"""What is no status page is never taken for a healthy one, whatever product is expected."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.model import Unreadable
from clausewatch.core.status import PageState, StatusReport
from clausewatch.core.statuspages import detect, product, products
from clausewatch.core.watch import StatusRecipe
from core.statuspages.payloads import (
    API,
    FLASH,
    ali_event,
    ali_list,
    answer,
    fd_change,
    fd_summary,
    fd_update,
    sp_incident,
    sp_summary,
)

HOSTILE = {
    "a catch-all page at 200": b'<!doctype html><html><body><div id="root"></div></body></html>',
    "an empty object": b"{}",
    "an empty list": b"[]",
    "nothing": b"",
    "null": b"null",
    "an S3 error": b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
    "a challenge": b"<html><head><title>Just a moment...</title></head></html>",
    "UTF-16": json.dumps(sp_summary()).encode("utf-16"),
    "UTF-8 with a mark": b"\xef\xbb\xbf" + json.dumps(sp_summary()).encode(),
    "two MiB and one byte": json.dumps(sp_summary()).encode().ljust(2 * 2**20 + 1),
    "deep nesting": b"[" * 100_000,
    "half an answer": json.dumps(sp_summary()).encode()[:-9],
    "lists where objects should be": b'{"page": ["id"], "status": [], "data": {"page": [], "active_changes": {}}}',
}


@pytest.mark.parametrize("name", [each.name for each in products()])
@pytest.mark.parametrize("kind", HOSTILE)
def test_point_2_a_hostile_body_is_unreadable_and_recognised_by_nobody(kind: str, name: str) -> None:
    reader = product(name)
    assert reader is not None
    assert isinstance(reader.read((answer(HOSTILE[kind]),), StatusRecipe()), Unreadable)
    assert detect((answer(HOSTILE[kind]),)) is None


def test_a_good_body_with_an_error_status_is_not_believed() -> None:
    reader = product("statuspage")
    assert reader is not None
    assert isinstance(reader.read((answer(sp_summary(), status=503),), StatusRecipe()), Unreadable)


def test_each_product_is_recognised_by_its_structure_alone() -> None:
    for body, name in ((sp_summary(), "statuspage"), (fd_summary(), "flashduty"), (ali_list(), "alibaba")):
        found = detect((answer(body, url="https://elsewhere.example/"),))
        assert found is not None and found.name == name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = [
    *("page", "id", "status", "indicator", "components", "incidents", "data", "active_changes", "page_id", "items"),
    *("change_id", "success", "code", "title", "updates", "startTime", "endTime", "start_at_seconds"),
]


def sp_busy() -> dict[str, Any]:
    return sp_summary(incidents=[sp_incident()])


def fd_busy() -> dict[str, Any]:
    updates = [fd_update("u", -20, "investigating", "x", [(API, "degraded")])]
    return fd_summary(fd_change(affected=[(API, "degraded")], updates=updates))


def ali_busy() -> dict[str, Any]:
    return ali_list(ali_event("[Incident (Investigating)] Errors"))


@given(st.sampled_from([sp_busy, fd_busy, ali_busy]), st.sampled_from(MEMBERS), JSON)
def test_any_member_replaced_by_anything_neither_raises_nor_invents_health(make, member, value) -> None:  # type: ignore[no-untyped-def]
    body = _replaced(make(), member, value)
    for reader in products():
        report = reader.read((answer(body),), StatusRecipe())
        if isinstance(report, StatusReport) and not report.components:
            assert report.state is not PageState.OPERATIONAL


def _replaced(value: object, member: str, by: object) -> object:
    if isinstance(value, dict):
        return {key: by if key == member else _replaced(each, member, by) for key, each in value.items()}
    return [_replaced(each, member, by) for each in value] if isinstance(value, list) else value


@given(st.binary(max_size=300))
def test_random_bytes_are_unreadable(body: bytes) -> None:
    for reader in products():
        assert isinstance(reader.read((answer(body),), StatusRecipe(page_id=FLASH)), Unreadable)
