"""Printed dates: found beside their labels, in both languages, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from clausewatch.core.dates import DateKind, is_date_line, printed_date, printed_dates
from clausewatch.core.model import Block, BlockKind, Document


def _document(*texts: str, language: str | None = None) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), "text", language=language)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Last updated: 10 February 2026", date(2026, 2, 10)),
        ("Last Update: Feb 10, 2026", date(2026, 2, 10)),
        ("LAST MODIFIED ON FEBRUARY 10TH, 2026", date(2026, 2, 10)),
        ("Last revised 2026-02-10", date(2026, 2, 10)),
        ("Last Update: 16 July, 2026", date(2026, 7, 16)),
        ("Updated May 19, 2026", date(2026, 5, 19)),
        ("Release date: April 22, 2026", date(2026, 4, 22)),
        ("Effective Date: January 5, 2024", date(2024, 1, 5)),
        ("Effective: February 14, 2025 (previous version)", date(2025, 2, 14)),
        ("Dated: 1st of March 2025", date(2025, 3, 1)),
        ("Version: 28/10/2022", date(2022, 10, 28)),
        ("This policy was last updated on 3 May 2024.", date(2024, 5, 3)),
        ("These Terms are effective as of May 1, 2026.", date(2026, 5, 1)),
        ("12 June 2025", date(2025, 6, 12)),
        ("更新日期：2026年2月10日", date(2026, 2, 10)),
        ("生效日期：2022年5月3日", date(2022, 5, 3)),
        ("最近更新时间：2026-02-10", date(2026, 2, 10)),
        ("版本更新日期：2022年【3】月【2】日", date(2022, 3, 2)),
        ("本政策自2024年1月5日起生效。", date(2024, 1, 5)),
        ("（2024年3月1日修订）", date(2024, 3, 1)),
        ("发布日期：二〇二四年三月一日", date(2024, 3, 1)),
        ("协议更新日期：2024 年 12 月 19 日", date(2024, 12, 19)),
        ("生效日期：二零二四年十二月二十五日", date(2024, 12, 25)),
    ],
)
def test_a_labelled_date_is_read(line: str, day: date) -> None:
    assert printed_date(_document("Privacy Policy", line, "We collect data.")) == day


@pytest.mark.parametrize(
    "line",
    [
        "The GDPR (Regulation 2016/679 of 27 April 2016) applies.",
        "The California act, effective January 1, 2020, gives you rights.",
        "Accounts opened before 1 May 2024 keep their price.",
        "Last updated: 30 February 2026",
        "Last updated: March 2026",
        "We update our list of partners regularly.",
        "根据2021年11月1日起施行的个人信息保护法，您享有权利。",
    ],
)
def test_other_dates_are_not_the_documents_own(line: str) -> None:
    assert printed_date(_document("Privacy Policy", line, "We collect data.")) is None


def test_the_last_update_counts_more_than_the_effective_date() -> None:
    document = _document("Effective date: April 29, 2026", "Last updated: April 22, 2026")
    assert printed_date(document) == date(2026, 4, 22)
    assert [each.kind for each in printed_dates(document)] == [DateKind.EFFECTIVE, DateKind.UPDATED]


def test_day_and_month_that_cannot_be_told_apart_are_not_guessed() -> None:
    assert printed_date(_document("Last updated: 03/04/2025")) is None
    assert printed_dates(_document("Last updated: 03/04/2025"))[0].raw == "03/04/2025"


def test_a_sibling_date_settles_the_order_of_day_and_month() -> None:
    assert printed_date(_document("Last updated: 03/04/2025", "Effective date: 25/04/2025")) == date(2025, 4, 3)
    assert printed_date(_document("Last updated: 03/04/2025", "Effective date: 04/25/2025")) == date(2025, 3, 4)


def test_the_pages_region_settles_the_order_of_day_and_month() -> None:
    assert printed_date(_document("Last updated: 03/04/2025", language="en-us")) == date(2025, 3, 4)
    assert printed_date(_document("Letzte Fassung, version 03.04.2025", language="de")) == date(2025, 4, 3)


def test_a_date_at_the_end_of_a_long_document_is_read_and_one_in_its_middle_is_not() -> None:
    filler = ["We process what you send us in order to answer you."] * 400
    assert printed_date(_document(*filler, "Last updated: 1 May 2024")) == date(2024, 5, 1)
    assert printed_date(_document(*filler, "Last updated: 1 May 2024", *filler)) is None


def test_a_document_without_text_prints_no_date() -> None:
    assert printed_date(_document()) is None


@pytest.mark.parametrize(
    "text",
    ["Last updated: 10 February 2026", "Effective Date: January 5, 2024", "12 June 2025", "更新日期：2026年2月10日",
     "These Terms are effective as of May 1, 2026.", "（2024年3月1日修订）"],
)  # fmt: skip
def test_a_line_that_says_only_when_is_a_date_line(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text",
    ["You may object until 1 May 2026.", "We keep data until 31 December 2026.", "Last updated by our team", "",
     "我们将保存至2026年12月31日。", "Purchases before May 1, 2026 are not refunded."],
)  # fmt: skip
def test_a_sentence_with_a_date_is_no_date_line(text: str) -> None:
    assert not is_date_line(text)
