"""Where a link goes is part of a claim; where it goes with which tracking parameter is not."""

from __future__ import annotations

from dataclasses import replace

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
    ("https://a.example/d/3f2a9c81/terms.pdf", "https://a.example/d/77b0d1e4/terms.pdf"),
    ("https://a.example/terms-3f2a9c81.pdf", "https://a.example/terms-77b0d1e4.pdf"),
    ("/_next/static/kXq3vB8sPz1L/terms.html", "/_next/static/Wm4tR7yQa2Zc/terms.html"),
    ("/f/0b54e0e2-91a4-4a06-8a2c-2c4c6f7d8e90", "/f/1c65f1f3-02b5-4b17-9b3d-3d5d7f8e9f01"),
    ("/terms;jsessionid=A1B2C3", "/terms;jsessionid=D4E5F6"),
    ("/file/1767225600/terms.pdf", "/file/1767312000/terms.pdf"),
    ("javascript:open(1)", "javascript:open(2)"),
    ("#one", "#two"),
    ("https://[bad", "https://[worse"),
)


@pytest.mark.parametrize(("one", "other"), SAME_PLACE)
def test_session_and_tracking_identifiers_are_no_change(one: str, other: str) -> None:
    assert not list(retargeted(document(f"[the terms]({one})"), document(f"[the terms]({other})")))


ANOTHER_PLACE = (
    ("https://a.example/terms", "https://b.example/terms"),
    ("https://a.example/terms", "https://a.example/privacy"),
    ("https://a.example/terms/2025", "https://a.example/terms/2026"),
    ("https://a.example/v1.2/terms", "https://a.example/v1.3/terms"),
    ("https://a.example/3f2a9c81/terms", "https://a.example/3f2a9c81/privacy"),
    ("https://a.example/subprocessors", "https://a.example/thirdparties"),
    ("mailto:legal@a.example", "mailto:sales@a.example"),
    ("mailto:a1b2c3d4e5f6@a.example", "mailto:f6e5d4c3b2a1@a.example"),
    ("tel:+353123456789", "tel:+353987654321"),
)


@pytest.mark.parametrize(("one", "other"), ANOTHER_PLACE)
def test_another_host_or_a_really_different_path_is_a_change(one: str, other: str) -> None:
    assert list(retargeted(document(f"[the terms]({one})"), document(f"[the terms]({other})")))


@pytest.mark.parametrize(("one", "other"), SAME_PLACE[4:10])
def test_an_identifier_counts_where_the_link_is_tracked(one: str, other: str) -> None:
    (finding,) = judge(document(f"[the terms]({other})"), (TrackedLink("the terms", one),))
    assert finding.verdict is Verdict.REWORDED


def test_a_parameter_that_only_begins_like_a_tracking_one_counts_where_the_link_is_tracked() -> None:
    page = "See [the terms](https://a.example/terms?reference=2)."
    tracked = TrackedLink("the terms", "https://a.example/terms?reference=1")
    assert verdict(page, tracked)[0] is Verdict.REWORDED
    assert (
        verdict(
            "See [the terms](https://a.example/terms?ref=mail).", replace(tracked, target="https://a.example/terms")
        )[0]
        is Verdict.INTACT
    )


def test_another_path_is_a_change() -> None:
    old, new = document("[the terms](https://a.example/terms)"), document("[the terms](https://a.example/terms-2)")
    ((was, now),) = retargeted(old, new)
    assert (was.target, now.target) == ("https://a.example/terms", "https://a.example/terms-2")


def test_the_same_text_with_several_targets_in_another_order_is_no_change() -> None:
    old = document("[more](https://a.example/1) and [more](https://a.example/2)")
    new = document("[more](https://a.example/2) and [more](https://a.example/1)")
    assert not list(retargeted(old, new))
