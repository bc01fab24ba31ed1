"""Quantities: one value however it is spelled, and never a number that is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from clausewatch.core.grading.quantities import Quantity, measure
from clausewatch.core.grading.text import expand, fold


def _found(text: str) -> list[tuple[Fraction, str]]:
    return [(each.value, each.unit) for each in measure(expand(fold(text)).lower()).quantities]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("within thirty (30) days", 30, "day"),
        ("within 10 business days", 10, "business day"),
        ("for twenty-four months", 24, "month"),
        ("for two years", 24, "month"),
        ("one hundred and eighty days", 180, "day"),
        ("within 72 hours", 72, "hour"),
        ("a fee of $1.5 million", 1_500_000, "usd"),
        ("a fee of USD 1,000", 1_000, "usd"),
        ("a fee of 20 euros", 20, "eur"),
        ("三十（30）日内", 30, "day"),
        ("十五个工作日内", 15, "business day"),
        ("一百二十日", 120, "day"),
        ("六个月", 6, "month"),
        ("人民币500元", 500, "cny"),
        ("99.5%", Fraction(199, 200), "ratio"),
        ("万分之五", Fraction(1, 2_000), "ratio"),
    ],
)
def test_a_quantity_is_read_with_its_unit(text: str, value: Fraction | int, unit: str) -> None:
    assert _found(text) == [(Fraction(value), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "one of the parties",
        "任何一方和第三方",
        "一般情况下一并处理",
        "see Section 4.2",
        "第十二条第三款",
        "on 5 May 2026",
    ],
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert _found(text) == []


def test_a_law_is_no_section_of_this_document() -> None:
    assert measure("based on article 6(1)(f) gdpr").references == ()
    assert measure("based on article 6(1)(f) below").references == ("article 6(1)(f)",)


def test_a_quantity_knows_time_and_money() -> None:
    assert Quantity(Fraction(1), "hour").is_time
    assert Quantity(Fraction(1), "eur").is_money
    assert not Quantity(Fraction(1), "ratio").is_time
