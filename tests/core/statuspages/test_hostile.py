"""What is no status page is never taken for a healthy one, whatever product is expected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.model import Unreadable
from clausewatch.core.status import PageState, StatusReport
from clausewatch.core.statuspages import detect, product, products
from clausewatch.core.watch import StatusRecipe
from core.statuspages.more_payloads import BUSY
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


BROKEN = (None, "", [], {}, 0, True, "x", [None], {"a": None})
FLASH_BUSY = fd_summary(
    fd_change(affected=[(API, "degraded")], updates=[fd_update("u", -20, "investigating", "x", [(API, "degraded")])])
)
TROUBLED = {**{name: make() for name, make in BUSY.items()}, "flashduty": FLASH_BUSY}
SAYS_SO: tuple[tuple[str, tuple[Any, ...], Any], ...] = (
    ("gatus", (0, "results", 1, "success"), True),
    ("flashduty", ("data", "active_changes"), []),
    ("checkly", ("uptime", 0, "services", 0, "days"), []),
    ("checkly", ("uptime", 0, "services", 0, "days", 0, "events"), []),
)
"""What is no damage: these values are how the product says that all is well."""


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in rows:
        yield (*path, key)
        yield from places(each, (*path, key))


@pytest.mark.parametrize("name", [each for each, body in TROUBLED.items() if not isinstance(body, bytes)])
def test_trouble_of_which_one_part_is_damaged_never_turns_into_health(name: str) -> None:
    reader, body = product(name), TROUBLED[name]
    assert reader is not None
    for path in places(body):
        for value in BROKEN:
            if any((name, path, value) == each and type(value) is type(each[2]) for each in SAYS_SO):
                continue
            damaged = _with(body, path, value)
            found = reader.read((answer(damaged, "https://status.lumen.example/public/status/lumen"),), StatusRecipe())
            operational = isinstance(found, StatusReport) and found.state is PageState.OPERATIONAL
            assert not operational, (path, value)


def _with(value: Any, path: tuple[Any, ...], by: object) -> Any:
    if not path:
        return by
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[path[0]] = _with(value[path[0]], path[1:], by)
    return copied


def test_an_incident_listed_twice_is_not_over_because_one_copy_says_so() -> None:
    reader = product("statuspage")
    assert reader is not None
    for copies in (("investigating", "resolved"), ("resolved", "investigating")):
        rows = [sp_incident(status=status, impact="critical", resolved_at=None) for status in copies]
        found = reader.read((answer(sp_summary(incidents=rows)),), StatusRecipe())
        assert isinstance(found, StatusReport) and found.state is PageState.MAJOR_OUTAGE


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
