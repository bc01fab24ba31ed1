"""A sentence in traditional characters is the same sentence in simplified ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.compare import compare
from clausewatch.core.model import ClauseFinding, Grade, Reason, Tracked, TrackedQuote, Verdict
from clausewatch.core.traditional import TO_SIMPLIFIED, simplified
from core.prose import document

PAGE = """# 服务协议

## 数据

未经您的明确同意，我们不会将您的输入内容用于模型训练。我们会在您注销账号后30日内删除您的个人信息。

## 法律

本协议适用中华人民共和国法律。
"""
QUOTE = "我们会在您注销账号后30日内删除您的个人信息。"
TRADITIONAL = """# 服務協議

## 數據

未經您的明確同意，我們不會將您的輸入內容用於模型訓練。我們會在您註銷帳號後30日內刪除您的個人信息。

## 法律

本協議適用中華人民共和國法律。
"""


def became(old: str, new: str, quote: str) -> ClauseFinding:
    return compare(document(old), document(new), Tracked((TrackedQuote(quote),))).clauses[0]


@pytest.mark.parametrize(
    "quote", ["未经您的明确同意，我们不会将您的输入内容用于模型训练。", "本协议适用中华人民共和国法律。"]
)
def test_the_other_script_is_a_cosmetic_difference(quote: str) -> None:
    found = became(PAGE, TRADITIONAL, quote)
    assert found.verdict in (Verdict.INTACT, Verdict.REWORDED)
    assert (found.graded.grade, found.graded.reasons) == (Grade.COSMETIC, (Reason.SPELLING,))


def test_a_quote_in_one_script_is_found_on_a_page_in_the_other() -> None:
    found = became(TRADITIONAL, TRADITIONAL, QUOTE)
    assert (found.verdict, found.graded.grade) == (Verdict.INTACT, Grade.NONE)
    back = became(TRADITIONAL, PAGE, QUOTE)
    assert (back.verdict, back.graded.grade) == (Verdict.INTACT, Grade.NONE)


def test_the_whole_page_in_the_other_script_is_cosmetic() -> None:
    assert compare(document(PAGE), document(TRADITIONAL)).graded.grade is Grade.COSMETIC


def test_a_reversal_is_seen_in_either_script() -> None:
    found = became(
        PAGE, TRADITIONAL.replace("我們不會將", "我們會將"), "未经您的明确同意，我们不会将您的输入内容用于模型训练。"
    )
    assert (found.verdict, found.graded.grade) == (Verdict.REWORDED, Grade.CRITICAL)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x9FFF)))
def test_folding_keeps_every_character_in_its_place_and_is_done_once(text: str) -> None:
    folded = simplified(text)
    assert len(folded) == len(text)
    assert simplified(folded) == folded


def test_no_pair_is_idle_or_given_twice() -> None:
    assert all(
        ord(str(simple)) != traditional
        for traditional, simple in ((key, chr(value)) for key, value in TO_SIMPLIFIED.items())
    )
    assert len(TO_SIMPLIFIED) > 1800
