"""Where a link goes is part of a claim; where it goes with which tracking parameter is not."""

from __future__ import annotations

import pytest

from clausewatch.core.links import judge, retargeted
from clausewatch.core.model import TrackedLink, Verdict
from core.prose import document

MAIL = TrackedLink("api@seek.example", "mailto:service@seek.example")


def verdict(text: str, tracked: TrackedLink) -> tuple[Verdict, str | None]:
    (finding,) = judge(document(text), (tracked,))
    return finding.verdict, finding.now


def test_a_link_that_shows_one_address_and_mails_another_keeps_doing_so() -> None:
    page = "Write to [api@seek.example](mailto:Service@seek.example?subject=x)."
    assert verdict(page, MAIL)[0] is not Verdict.NOT_FOUND
    assert verdict("Write to [API@seek.example](mailto:service@seek.example).", MAIL)[0] is Verdict.INTACT


def test_another_target_is_named() -> None:
    page = "Write to [api@seek.example](mailto:api@seek.example)."
    assert verdict(page, MAIL) == (Verdict.REWORDED, "mailto:api@seek.example")


def test_a_text_that_is_no_link_is_not_found() -> None:
    assert verdict("Write to api@seek.example.", MAIL) == (Verdict.NOT_FOUND, None)


SAME_PLACE = (
    ("https://a.example/terms", "https://www.a.example/terms/"),
    ("https://a.example/terms", "http://a.example/terms?utm_source=mail"),
    ("https://a.example/terms?session=1", "https://a.example/terms?session=2"),
    ("https://a.example/terms#one", "https://a.example/terms#two"),
    ("javascript:open(1)", "javascript:open(2)"),
    ("#one", "#two"),
    ("https://[bad", "https://[worse"),
)


@pytest.mark.parametrize(("one", "other"), SAME_PLACE)
def test_session_and_tracking_identifiers_are_no_change(one: str, other: str) -> None:
    assert not list(retargeted(document(f"[the terms]({one})"), document(f"[the terms]({other})")))


def test_another_path_is_a_change() -> None:
    old, new = document("[the terms](https://a.example/terms)"), document("[the terms](https://a.example/terms-2)")
    ((was, now),) = retargeted(old, new)
    assert (was.target, now.target) == ("https://a.example/terms", "https://a.example/terms-2")


def test_the_same_text_with_several_targets_in_another_order_is_no_change() -> None:
    old = document("[more](https://a.example/1) and [more](https://a.example/2)")
    new = document("[more](https://a.example/2) and [more](https://a.example/1)")
    assert not list(retargeted(old, new))
