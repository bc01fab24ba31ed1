"""Grades: the lawyer's table, and the laws that no table can hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.grade import (
    Context,
    Direction,
    context_of,
    explain_edit,
    grade_added,
    grade_edit,
    grade_move,
    grade_removed,
    weakens,
)
from clausewatch.core.model import Block, BlockKind, Document, Grade, Graded, Reason
from core.grade_cases import ADDED, CASES, REMOVED, Case, Lone

PLAIN = Context()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.new[:50])
def test_an_edited_sentence_has_the_grade_a_lawyer_gives(case: Case) -> None:
    graded = grade_edit(case.old, case.new, PLAIN)
    assert graded.grade.word in (case.grade, *case.also.split()), graded
    if case.reasons and Grade.of(case.grade) >= Grade.MAJOR:
        assert {str(reason) for reason in graded.reasons} & set(case.reasons.split())


def test_no_critical_case_is_graded_lower() -> None:
    critical = [case for case in CASES if case.grade == "critical" and not case.also]
    assert len(critical) > 150
    assert [case for case in critical if grade_edit(case.old, case.new, PLAIN).grade < Grade.CRITICAL] == []


@pytest.mark.parametrize("lone", ADDED, ids=lambda lone: lone.text[:50])
def test_a_new_sentence_has_the_grade_a_lawyer_gives(lone: Lone) -> None:
    _check(lone, grade_added(lone.text, PLAIN))


@pytest.mark.parametrize("lone", REMOVED, ids=lambda lone: lone.text[:50])
def test_a_vanished_sentence_has_the_grade_a_lawyer_gives(lone: Lone) -> None:
    _check(lone, grade_removed(lone.text, PLAIN))


def _check(lone: Lone, graded: Graded) -> None:
    assert graded.grade.word in (lone.grade, *lone.also.split())
    assert not lone.reasons or {str(reason) for reason in graded.reasons} & set(lone.reasons.split())


# --- laws ----------------------------------------------------------------------------------------------------------

SUBJECTS = st.sampled_from(["We", "Harbor Cloud", "Our processors", "The provider"])
ACTS = st.sampled_from(
    [
        "sell your data",
        "delete your files",
        "notify you of every change",
        "read your messages",
        "train models on prompts",
        "share your location with partners",
        "store backups outside the region",
        "respond to your request within 30 days",
    ]
)
TAILS = st.sampled_from(["", " at any time", " during the term", ", including on the free plan", " under these Terms"])
ZH_ACTS = st.sampled_from(
    ["出售您的个人信息", "删除您的文件", "通知您每次变更", "将您的输入用于训练模型", "在30日内答复您的请求"]
)
ANY_TEXT = st.text(max_size=300)
SENTENCES = st.sampled_from([case.old for case in CASES])


@given(SUBJECTS, st.sampled_from(["will", "shall", "must"]), ACTS, TAILS, st.sampled_from(["not", "never"]))
def test_one_negation_more_or_less_in_a_promise_is_always_critical(
    who: str, modal: str, act: str, tail: str, word: str
) -> None:
    plain, denied = f"{who} {modal} {act}{tail}.", f"{who} {modal} {word} {act}{tail}."
    for old, new in ((plain, denied), (denied, plain)):
        graded = grade_edit(old, new, PLAIN)
        assert graded.grade is Grade.CRITICAL
        assert Reason.POLARITY in graded.reasons


@given(st.sampled_from(["我们", "星桥", "平台"]), st.sampled_from(["会", "将"]), ZH_ACTS)
def test_one_bu_more_or_less_in_a_chinese_promise_is_always_critical(who: str, modal: str, act: str) -> None:
    plain, denied = f"{who}{modal}{act}。", f"{who}不{modal}{act}。"
    assert grade_edit(plain, denied, PLAIN).grade is Grade.CRITICAL
    assert grade_edit(denied, plain, PLAIN).grade is Grade.CRITICAL


@given(SUBJECTS, ACTS, TAILS)
def test_never_that_becomes_may_is_always_critical(who: str, act: str, tail: str) -> None:
    assert grade_edit(f"{who} will never {act}{tail}.", f"{who} may {act}{tail}.", PLAIN).grade is Grade.CRITICAL


@given(st.one_of(ANY_TEXT, SENTENCES))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert grade_edit(text, text, PLAIN).grade is Grade.NONE


@given(SENTENCES, st.sampled_from([("'", "’"), ('"', "”"), (" ", "\u00a0"), (" ", "  "), ("-", "–"), (" ", " \u200b")]))
def test_typography_is_never_above_cosmetic(text: str, change: tuple[str, str]) -> None:
    assert grade_edit(text, text.replace(*change), PLAIN).grade <= Grade.COSMETIC


@given(SENTENCES, st.sampled_from(["3. ", "(b) ", "- ", "2.4 ", "（四）"]))
def test_a_list_number_is_never_above_cosmetic(text: str, number: str) -> None:
    assert grade_edit(text, number + text, PLAIN).grade <= Grade.COSMETIC


WORDS = {
    1: "one",
    7: "seven",
    14: "fourteen",
    24: "twenty-four",
    30: "thirty",
    90: "ninety",
    180: "one hundred and eighty",
}
ZH_WORDS = {1: "一", 7: "七", 14: "十四", 24: "二十四", 30: "三十", 180: "一百八十"}


@given(st.sampled_from(sorted(WORDS)), st.sampled_from(["day", "month", "hour", "business day"]))
def test_a_respelled_number_is_never_above_cosmetic(value: int, unit: str) -> None:
    plural = unit if value == 1 else f"{unit}s"
    spellings = [f"{value} {plural}", f"{WORDS[value]} {plural}", f"{WORDS[value]} ({value}) {plural}"]
    sentences = [f"We delete your files within {spelling} of your request." for spelling in spellings]
    assert all(grade_edit(one, other, PLAIN).grade <= Grade.COSMETIC for one in sentences for other in sentences)


@given(st.sampled_from(sorted(ZH_WORDS)), st.sampled_from(["日", "个月", "个工作日", "小时"]))
def test_a_respelled_chinese_number_is_never_above_cosmetic(value: int, unit: str) -> None:
    spellings = [f"{value}{unit}", f"{ZH_WORDS[value]}{unit}", f"{ZH_WORDS[value]}（{value}）{unit}"]
    sentences = [f"我们会在{spelling}内删除您的文件。" for spelling in spellings]
    assert all(grade_edit(one, other, PLAIN).grade <= Grade.COSMETIC for one in sentences for other in sentences)


@given(ANY_TEXT, ANY_TEXT)
def test_any_two_texts_get_a_grade_with_its_reasons(old: str, new: str) -> None:
    graded = grade_edit(old, new, PLAIN)
    assert bool(graded.reasons) is (graded.grade is not Grade.NONE)


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(["not ", "(a) ", "1,", "if we ", "部分除", "十", "a@", "if you, ", "section 1.1", "A & B of "]))
def test_hostile_repetition_is_answered_in_time(piece: str) -> None:
    began = time.process_time()
    grade_edit(piece * 5_000, piece * 4_000 + "x", PLAIN)
    assert time.process_time() - began < 20


# --- context, direction, neighbours --------------------------------------------------------------------------------


def _document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), "text")


def test_defined_terms_are_learned_in_both_languages() -> None:
    old = _document("“Guest” means a person without an account.", 'Harbor Cloud Inc. ("Harbor") runs it.')
    new = _document("北京星桥科技有限公司（以下简称“星桥”）提供服务。")
    assert {"guest", "harbor", "星桥"} <= context_of(old, new).defined_terms


def test_a_defined_term_is_no_party() -> None:
    old, new = "Data of a Guest is deleted.", "Data of a Visitor is deleted."
    learned = context_of(_document("“Guest” means X."), _document("“Visitor” means Y."))
    assert Reason.PARTY in grade_edit(old, new, PLAIN).reasons
    assert Reason.PARTY not in grade_edit(old, new, learned).reasons


def test_a_word_that_is_ordinary_elsewhere_is_no_party() -> None:
    learned = context_of(_document("we log what you do"), _document("your retention settings"))
    assert Reason.PARTY not in grade_edit("We keep Log data.", "We keep Retention data.", learned).reasons


def test_the_capitals_of_a_heading_name_nobody() -> None:
    graded = grade_edit("Security of Your Archive", "Handling of Your Vault", Context(heading=True))
    assert graded.grade <= Grade.MINOR
    assert Reason.PARTY not in graded.reasons


def test_a_heading_turned_round_is_not_minor() -> None:
    graded = grade_edit("Data we do not collect", "Data we do collect", Context(heading=True))
    assert graded.grade is Grade.MAJOR


def test_a_heading_that_comes_or_goes_is_minor() -> None:
    heading = Context(heading=True)
    assert grade_removed("We will never sell your data", heading).grade is Grade.MINOR
    assert grade_added("Binding arbitration", heading).grade is Grade.MINOR


def test_a_move_is_cosmetic() -> None:
    assert grade_move("We will never sell your data.", PLAIN).grade is Grade.COSMETIC


def test_a_finding_shows_its_words_and_its_direction() -> None:
    findings = explain_edit("We will never sell your data.", "We may sell your data.", PLAIN)
    first = findings[0]
    assert (first.grade, first.reason, first.direction) == (Grade.CRITICAL, Reason.POLARITY, Direction.WORSE)
    assert "never" in first.before
    better = explain_edit("We may sell your data.", "We will never sell your data.", PLAIN)
    assert better[0].direction is Direction.BETTER


@pytest.mark.parametrize(
    "text",
    [
        "This does not apply to affiliates.",
        "Unless you object.",
        "We may share it.",
        "Exceptions",
        "但关联公司除外。",
        "我们可以共享。",
    ],
)
def test_an_exception_a_negation_or_a_permission_weakens_its_neighbour(text: str) -> None:
    assert weakens(text)


@pytest.mark.parametrize("text", ["Our office is in Dublin.", "See the list below.", "本节介绍产品功能。", ""])
def test_plain_text_weakens_nothing(text: str) -> None:
    assert not weakens(text)
