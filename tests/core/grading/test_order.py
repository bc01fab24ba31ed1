"""The same words in another order: a list, a passage that moved, or two nouns that changed places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.grade import Context, grade_edit
from clausewatch.core.grading.order import adverbial_moved, exchanged, list_reordered, one_passage_moved
from clausewatch.core.model import Grade

WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), max_size=8).map(tuple)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("we log clicks, errors and visits", "we log errors, visits and clicks"),
        ("we keep drafts or notes", "we keep notes or drafts"),
        ("我们收集姓名、地址和电话。", "我们收集电话、姓名和地址。"),
    ],
)
def test_items_of_a_list_may_change_places(old: str, new: str) -> None:
    assert list_reordered(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "credits are in addition to, and not in place of, refunds",
            "credits are in place of, and not in addition to, refunds",
        ),
        (
            "the order form, the annex and the terms, in that order",
            "the terms, the annex and the order form, in that order",
        ),
        ("we use totals for pricing and names for nothing", "we use names for pricing and totals for nothing"),
    ],
)
def test_what_stands_across_a_preposition_or_is_ranked_may_not(old: str, new: str) -> None:
    assert not list_reordered(old, new)


def test_an_adverbial_passage_may_stand_anywhere() -> None:
    assert adverbial_moved(["within", "a", "week", "we", "answer"], ["we", "answer", "within", "a", "week"])


def test_a_negation_may_not() -> None:
    assert not adverbial_moved(
        ["it", "is", "not", "kept", "and", "is", "copied"], ["it", "is", "kept", "and", "is", "not", "copied"]
    )


def test_two_nouns_across_a_verb_are_an_exchange() -> None:
    assert exchanged(["tenant", "pays", "landlord", "today"], ["landlord", "pays", "tenant", "today"]) == (
        ("tenant",),
        ("landlord",),
    )


@given(WORDS)
def test_a_text_in_its_own_order_exchanges_nothing(words: tuple[str, ...]) -> None:
    assert exchanged(words, words) is None
    assert not one_passage_moved(words, words)


@given(WORDS, WORDS, WORDS)
def test_a_move_is_seen_from_both_sides(head: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...]) -> None:
    old, new = head + first + second, head + second + first
    assert one_passage_moved(old, new) == one_passage_moved(new, old)


def test_and_or_is_more_than_or() -> None:
    assert grade_edit("We may suspend or end it.", "We may suspend and/or end it.", Context()).grade > Grade.COSMETIC
    assert grade_edit("We e-mail you and call you.", "We email you, call you.", Context()).grade is Grade.COSMETIC
