"""What a page says whose text comes from an API."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core import formats
from clausewatch.core.model import BlockKind, Document, Unreadable, UnreadableKind
from clausewatch.core.readable import judge
from clausewatch.core.watch import Recipe
from core.pages import CLAUSES, capture, document, policy

API = "application/json; charset=utf-8"
HTML = "".join(f"<h2>{number}. Section</h2><p>{clause}</p>" for number, clause in enumerate(CLAUSES, 1))


def answer(value: object, *pointer: str) -> Document:
    return document(json.dumps(value), Recipe(pointer=pointer), API)


def said(value: object, *pointer: str) -> list[str]:
    return [block.text for block in answer(value, *pointer).blocks]


def refusal(body: str | bytes, *pointer: str) -> Unreadable:
    found = formats.read(capture(body, API), Recipe(pointer=pointer))
    assert isinstance(found, Unreadable)
    return found


# --- which strings ------------------------------------------------------------------------------------------------


def test_a_pointer_names_the_text() -> None:
    assert said({"code": 0, "data": {"title": "Terms", "body": CLAUSES[0]}}, "/data/body") == [CLAUSES[0]]


def test_several_pointers_are_read_in_their_order() -> None:
    assert said({"a": "Second.", "b": ["x", "First."]}, "/b/1", "/a") == ["First.", "Second."]


def test_a_pointer_escapes_slashes_and_tildes() -> None:
    """The examples of RFC 6901, section 5."""
    value = {"foo": ["bar", "baz"], "": "none", "a/b": "one", "c%d": "two", 'k"l': "six", " ": "seven", "m~n": "eight"}
    pairs = {
        "/foo/0": "bar",
        "/": "none",
        "/a~1b": "one",
        "/c%d": "two",
        '/k"l': "six",
        "/ ": "seven",
        "/m~0n": "eight",
    }
    for pointer, text in pairs.items():
        assert said(value, pointer) == [text], pointer


@pytest.mark.parametrize(
    "pointer", ["/data/text", "/data/0", "/list/2", "/list/-", "/list/01", "/list/x", "/n", "/nil"]
)
def test_a_pointer_without_a_match_leaves_the_document_unselected(pointer: str) -> None:
    value = {"data": {"body": CLAUSES[0]}, "list": ["a", "b"], "n": 7, "nil": None}
    assert answer(value, pointer).selected is False


def test_one_of_several_pointers_without_a_match_is_no_match() -> None:
    """A part that is gone must not read as a part that was removed."""
    found = answer({"a": CLAUSES[0]}, "/a", "/b")
    assert not found.selected
    assert found.blocks == ()


def test_a_pointer_to_an_array_stands_for_the_prose_in_it() -> None:
    value = {"sections": [{"id": "s1", "text": CLAUSES[0]}, {"id": "s2", "text": CLAUSES[1]}], "other": CLAUSES[2]}
    assert said(value, "/sections") == list(CLAUSES[:2])


def test_without_a_pointer_all_the_prose_is_read_under_its_keys() -> None:
    value = {
        "id": 5,
        "name": "Terms of use",
        "body": {"intro": CLAUSES[0], "parts": [{"t": CLAUSES[1]}, {"t": CLAUSES[2]}]},
    }
    found = answer(value)
    assert [(block.kind, block.text, block.heading) for block in found.blocks] == [
        (BlockKind.HEADING, "body / intro", ()),
        (BlockKind.PARAGRAPH, CLAUSES[0], ("body / intro",)),
        (BlockKind.HEADING, "body / parts / t", ()),
        (BlockKind.PARAGRAPH, CLAUSES[1], ("body / parts / t",)),
        (BlockKind.PARAGRAPH, CLAUSES[2], ("body / parts / t",)),
    ]


def test_an_item_put_in_front_renames_nothing() -> None:
    before = answer({"parts": [{"t": CLAUSES[1]}]})
    after = answer({"parts": [{"t": CLAUSES[0]}, {"t": CLAUSES[1]}]})
    assert set(before.blocks) <= set(after.blocks)


def test_eight_words_are_prose_and_markup_is_no_word() -> None:
    value = {"a": "one two three four five six seven", "b": "one two three four five six seven eight"}
    assert said(value) == ["b", value["b"]]
    assert said({"a": "<img src='x' alt='one two three four five six seven eight nine'><p>Two words.</p>"}) == []


def test_an_answer_that_is_one_string_has_no_heading() -> None:
    assert said(CLAUSES[0]) == [CLAUSES[0]]


# --- what is in them ----------------------------------------------------------------------------------------------


def test_html_inside_is_read_as_html() -> None:
    found = answer({"data": HTML}, "/data")
    assert [block.text for block in found.blocks[:2]] == ["1. Section", CLAUSES[0]]
    assert found.blocks[1].heading == ("1. Section",)


def test_markdown_inside_is_read_as_markdown() -> None:
    found = answer({"data": f"# Terms\n\n- {CLAUSES[0]}\n- **Never** sold\n\n## Law\n\n{CLAUSES[5]}"}, "/data")
    assert [block.kind for block in found.blocks] == [
        *(BlockKind.HEADING, BlockKind.ITEM, BlockKind.ITEM, BlockKind.HEADING, BlockKind.PARAGRAPH),
    ]
    assert found.blocks[2].text == "Never sold"


def test_plain_text_inside_keeps_its_paragraphs() -> None:
    assert said({"data": f"{CLAUSES[0]}\n\n{CLAUSES[1]}"}, "/data") == list(CLAUSES[:2])


def test_line_breaks_inside_are_html() -> None:
    assert said({"data": f"{CLAUSES[0]}<br><br>{CLAUSES[1]}"}, "/data") == list(CLAUSES[:2])


def test_a_selector_applies_to_the_html_inside() -> None:
    inner = json.dumps({"data": f"<div id=menu>Menu</div><div id=text><p>{CLAUSES[0]}</p></div>"})
    assert [b.text for b in document(inner, Recipe(pointer=("/data",), select="#text"), API).blocks] == [CLAUSES[0]]
    assert document(inner, Recipe(pointer=("/data",), select="#gone"), API).selected is False


# --- which answers are JSON ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type", "name"),
    [
        ('{"a": "b"}', "text/html", "json"),
        ('[{"a": 1}]', "", "json"),
        (')]}\'\n{"a": "b"}', "application/json", "json"),
        ('"text"', "application/vnd.acme+json", "json"),
        ("[see](https://a.example) the [list](b) and [more](c)]", "", "markdown"),
        ("{not json}", "", "text"),
        ("Just words.", "application/json", "json"),
    ],
)
def test_json_is_known_by_its_content(body: str, content_type: str, name: str) -> None:
    found = formats.read(capture(body, content_type), Recipe())
    assert (found.format if isinstance(found, Document) else "json") == name


def test_a_page_that_is_no_json_any_more_has_no_match_for_the_pointer() -> None:
    page = capture(policy(), "text/html")
    found = formats.read(page, Recipe(pointer=("/data",)))
    assert isinstance(found, Document)
    assert not found.selected
    judged = judge(found, page, Recipe(pointer=("/data",)), None)
    assert judged is not None
    assert judged.kind is UnreadableKind.SELECTOR
    assert "/data" in judged.detail


def test_a_pointer_without_a_match_is_judged_like_a_selector_without_a_match() -> None:
    recipe = Recipe(pointer=("/data/body",))
    page = capture(json.dumps({"data": {"content": HTML}}), API)
    found = formats.read(page, recipe)
    assert isinstance(found, Document)
    judged = judge(found, page, recipe, None)
    assert judged is not None
    assert (judged.kind, judged.suspect) == (UnreadableKind.SELECTOR, False)


def test_an_apis_error_is_called_an_error() -> None:
    recipe = Recipe(pointer=("/data/body",))
    page = capture(
        '{"error": {"code": 500, "message": "Something went wrong on our side, please try it again later."}}', API
    )
    found = formats.read(page, recipe)
    assert isinstance(found, Document)
    judged = judge(found, page, recipe, None)
    assert judged is not None
    assert judged.kind is UnreadableKind.ERROR_PAGE


# --- hostile ------------------------------------------------------------------------------------------------------


def test_of_a_key_written_twice_the_last_one_counts() -> None:
    body = f'{{"a": "{CLAUSES[0]}", "a": "{CLAUSES[1]}"}}'
    assert [block.text for block in document(body, Recipe(pointer=("/a",)), API).blocks] == [CLAUSES[1]]


def test_sixty_four_deep_is_read_and_more_is_not() -> None:
    def nested(depth: int) -> str:
        return '{"a":' * depth + json.dumps(CLAUSES[0]) + "}" * depth

    assert document(nested(64), None, API).blocks[-1].text == CLAUSES[0]
    assert "64" in refusal(nested(65)).detail
    assert refusal("[" * 200_000 + "]" * 200_000).kind is UnreadableKind.READER


@pytest.mark.parametrize("number", ["9" * 200_000, "1e999999999", "-0", "NaN", "-Infinity", "1" + "0" * 5000 + ".5"])
def test_no_number_is_too_large(number: str) -> None:
    body = f'{{"n": {number}, "a": "{CLAUSES[0]}"}}'
    begun = time.process_time()
    assert [block.text for block in document(body, None, API).blocks] == ["a", CLAUSES[0]]
    assert time.process_time() - begun < 20


def test_half_a_character_becomes_a_mark_and_a_whole_pair_stays() -> None:
    body = r'{"k\ud800": "We keep \ud83d\ude00 your data for thirty days \udc00 and no longer."}'
    found = document(body, None, API)
    assert [block.text for block in found.blocks] == [
        "k\ufffd",
        "We keep \N{GRINNING FACE} your data for thirty days \ufffd and no longer.",
    ]
    assert found.content_hash


def test_a_database_is_no_page() -> None:
    assert "texts" in refusal(json.dumps([CLAUSES[0]] * 20_001)).detail


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
        max_leaves=20,
    )
)
def test_every_json_is_read_or_refused(value: object) -> None:
    found = formats.read(capture(json.dumps(value), API), Recipe())
    assert isinstance(found, Document | Unreadable)
    if isinstance(found, Document):
        assert found.content_hash == answer(value).content_hash


@given(st.text(max_size=200))
def test_what_only_looks_like_json_is_refused_and_nothing_breaks(text: str) -> None:
    assert isinstance(formats.read(capture("{" + text, API), Recipe()), Document | Unreadable)


def test_json_that_holds_markup_is_json_whatever_it_is_sent_as() -> None:
    answer = '{"data": {"content": "<p>We keep notes for thirty days.</p>"}}'
    read = document(answer, Recipe(pointer=("/data/content",)), "text/html")
    assert [block.text for block in read.blocks] == ["We keep notes for thirty days."]
