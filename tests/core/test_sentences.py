"""Sentences, keys and the way back from a key to the text people see."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.canonical import bare_key, canonical, key, key_offsets, reads_the_same, unmarked_heading
from clausewatch.core.sentences import Prose, cut, prose_of
from core.prose import document

SAME = (
    ("We don’t sell “data”.", 'We don\'t sell "data".'),
    ("30–60 days — or less", "30-60 days - or less"),
    ("ma\u00adchine learn\u200bing\ufeff", "machine learning"),
    ("a\u00a0b\u2003c  d", "a b c d"),
    ("支付宝（中国）公司", "支付宝(中国)公司"),
    ("在48 小时内 通知您", "在48小时内通知您"),
    ("使用 GPT 模型", "使用GPT模型"),
    ("costs ＄12", "costs $12"),
    ("2.3 Retention applies", "4.1 Retention applies"),
    ("(a) your name", "(b) your name"),
    ("（四）模型训练", "（五）模型训练"),
    ("第二条 数据", "第三条 数据"),
    ("- to serve you", "1. to serve you"),
    ("**bold** words", "bold words"),
)

INSIDE = "Free of charge: (a) the first visit, (b) the estimate, and (c) the transfer of records."
SAME += (
    (INSIDE, INSIDE.replace("(a)", "(i)").replace("(b)", "(ii)").replace("(c)", "(iii)")),
    (INSIDE, INSIDE.replace("(a)", "1)").replace("(b)", "2)").replace("(c)", "3)")),
    (INSIDE, INSIDE.replace("(a) ", "").replace("(b) ", "").replace("(c) ", "")),
    ("费用包括：①初诊，②估价", "费用包括：（一）初诊，（二）估价"),
)

DIFFERENT = (
    ("one (1) day and two (2) weeks", "one (1) day and two (3) weeks"),
    ("as described in (a) and (b) above", "as described in (a) and (c) above"),
    ("paragraph (a) applies and (b) does not", "paragraph (b) applies and (c) does not"),
    ("under Article 6(1)(f)", "under Article 6(1)(e)"),
    ("第十条（一）项、（二）项", "第十条（二）项、（三）项"),
    ("we sell (a) data", "we sell data"),
    ("99.9%", "999%"),
    ("2.5 days", "25 days"),
    ("30 days after notice", "60 days after notice"),
    ("kept 3-5 days", "kept 35 days"),
    ("$12", "€12"),
    ("Section 2.3 applies", "Section 2.4 applies"),
    ("will not", "will"),
    ("不会出售", "会出售"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_typography_and_numbering_are_no_difference(one: str, other: str) -> None:
    assert canonical(one).text == canonical(other).text
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_carries_meaning_stays(one: str, other: str) -> None:
    assert canonical(one).text != canonical(other).text
    assert key(one) != key(other)


def test_case_and_commas_are_a_difference_but_not_of_the_key() -> None:
    assert key("We delete logs, and caches.") == key("we delete logs and caches")
    assert not reads_the_same("We delete logs, and caches.", "We delete logs and caches.")
    assert not reads_the_same("We delete logs.", "WE DELETE LOGS.")


def test_a_full_stop_at_the_end_of_a_passage_is_no_difference() -> None:
    assert reads_the_same("to prevent fraud;", "to prevent fraud.")


def test_a_heading_is_the_same_under_another_number() -> None:
    assert unmarked_heading("Section 4: Liability") == unmarked_heading("5. Liability") == "Liability"


def test_superscripts_and_fractions_stay_apart_in_the_display_text() -> None:
    folded = canonical("10² and ½")
    assert folded.span(0, len(folded.text)) == (0, 9)


@given(st.text(max_size=60))
def test_every_character_of_a_key_knows_where_it_came_from(text: str) -> None:
    offsets = key_offsets(text)
    assert len(offsets) == len(bare_key(text))
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(st.text(max_size=60))
def test_every_character_of_a_canonical_text_knows_where_it_came_from(text: str) -> None:
    folded = canonical(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)


CUTS = (
    ("We log. We delete.", ["We log.", "We delete."]),
    ("See e.g. Section 2. It applies.", ["See e.g. Section 2.", "It applies."]),
    ("Acme Pte. Ltd. provides it. You pay.", ["Acme Pte. Ltd. provides it.", "You pay."]),
    ("It is run by Acme, Inc. We own it.", ["It is run by Acme, Inc.", "We own it."]),
    ("Data goes to the U.S. Government.", ["Data goes to the U.S. Government."]),
    ("Data stays in the U.S. You agree.", ["Data stays in the U.S.", "You agree."]),
    ("Under Regulation No. 5 you may object.", ["Under Regulation No. 5 you may object."]),
    ("May we? No. You decide.", ["May we?", "No.", "You decide."]),
    ("J. Smith signs. A. Jones too.", ["J. Smith signs.", "A. Jones too."]),
    ("Uptime is 99.9 percent. It counts.", ["Uptime is 99.9 percent.", "It counts."]),
    ('He said "no." We left.', ['He said "no."', "We left."]),
    ("1. First point", ["1. First point"]),
    ("我们不出售数据。您可以注销！", ["我们不出售数据。", "您可以注销！"]),
    ("他说“不。”我们同意；您也同意。", ["他说“不。”", "我们同意；", "您也同意。"]),
    ("We use GPT。我们付费。", ["We use GPT。", "我们付费。"]),
    ("One line without an end", ["One line without an end"]),
    ("", []),
)


@pytest.mark.parametrize(("text", "parts"), CUTS)
def test_sentences_are_cut_where_they_end(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(st.text(alphabet="ab .。！e.gPte Ltd1)；\n", max_size=80))
def test_cutting_loses_no_letter(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("row", ["!", ".", "?!", '!"', "…"])
def test_a_row_of_full_stops_is_looked_at_once(row: str) -> None:
    text = f"We keep it{row * 20_000}x and more."
    start = time.process_time()
    assert "".join(cut(text)).replace(" ", "") == text.replace(" ", "")
    assert time.process_time() - start < 20  # looked at from each of them: a minute


def test_headings_items_and_rows_are_sentences_and_know_their_headings() -> None:
    prose = Prose.of(document("# Terms\n\n## 1. Data\n\n- one item;\n- **\n\n| a | b |"))
    assert [(part.text, part.heading) for part in prose.sentences] == [
        ("Terms", ()),
        ("1. Data", ("Terms",)),
        ("one item;", ("Terms", "1. Data")),
        ("a | b", ("Terms", "1. Data")),
    ]


def test_words_are_found_across_sentences_and_never_inside_a_word() -> None:
    prose = prose_of("We share it. Sharing is caring.\nAnd more")
    (span,) = prose.find(key("share it. Sharing"))
    assert prose.text(span) == "share it. Sharing"
    assert not prose.find(key("hare it"))
    assert not prose.find(key("caring and mor"))


def test_the_text_of_a_part_ends_where_the_part_ends() -> None:
    prose = prose_of("(a) We delete logs within 30 days.")
    (span,) = prose.find(key("logs within 30 days"))
    assert prose.text(span) == "logs within 30 days"


def test_a_caption_is_a_title() -> None:
    prose = prose_of("2.2 No training. We will not train on it.\nShort. One")
    assert [prose.is_title(index) for index in range(4)] == [True, False, True, False]
