"""Which reader reads what, and what nobody reads."""

from __future__ import annotations

import pytest

from clausewatch.core import formats
from clausewatch.core.model import BlockKind, Document, Unreadable, UnreadableKind
from clausewatch.core.watch import Recipe
from core.pages import capture, document


def kind(body: bytes | str, recipe: Recipe | None = None) -> UnreadableKind:
    found = formats.read(capture(body), recipe or Recipe())
    assert isinstance(found, Unreadable)
    assert not found.suspect
    return found.kind


def test_every_format_is_found_in_the_order_of_names() -> None:
    names = [reader.NAME for reader in formats.readers()]
    assert names == sorted(names)
    assert {"html", "markdown", "text"} <= set(names)


@pytest.mark.parametrize(
    ("body", "content_type", "url", "name"),
    [
        ("<!DOCTYPE html><p>x", "text/plain", "https://a.example/a.md", "html"),
        ("<!-- x --><html><p>x", "", "https://a.example/", "html"),
        ("<p>One.</p>", "text/html", "https://a.example/", "html"),
        ("# A\n\n- b\n- [c](d)\n", "text/plain", "https://a.example/a", "markdown"),
        ("Just words.", "text/markdown", "https://a.example/a", "markdown"),
        ("Just words.", "", "https://a.example/a.md?x=1", "markdown"),
        ("Just words.", "text/plain", "https://a.example/a.html", "text"),
    ],
)
def test_content_outranks_name(body: str, content_type: str, url: str, name: str) -> None:
    assert document(body, content_type=content_type, url=url).format == name


def test_the_recipe_decides_where_it_does() -> None:
    assert document("# A", Recipe(format="text")).blocks[0].text == "# A"


def test_a_format_that_nobody_reads_is_said() -> None:
    found = formats.read(capture("x"), Recipe(format="docx"))
    assert isinstance(found, Unreadable)
    assert "docx" in found.detail


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_nothing_is_empty(body: bytes) -> None:
    assert kind(body) is UnreadableKind.EMPTY


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n\x00\x01", b"a\x00" * 400, bytes(range(256)) * 8, b"PK\x03\x04abc"]
)
def test_binary_data_is_not_text(body: bytes) -> None:
    assert kind(body) is UnreadableKind.NOT_TEXT
    assert kind(body, Recipe(format="text")) is UnreadableKind.NOT_TEXT


def test_too_long_a_page_is_not_read() -> None:
    assert kind(b"x" * 10_000_001) is UnreadableKind.READER


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "4. Retention\nWe keep it for 30 days. We never sell it.",
            ["4. Retention", "We keep it for 30 days. We never sell it."],
        ),
        ("Retention\nWe keep it for\n30 days.\n", ["Retention", "We keep it for 30 days."]),
        ("一、数据保留\n我们保留三十天，之后删除。", ["一、数据保留", "我们保留三十天，之后删除。"]),
        (
            "The service is for people who are at least\nSixteen years old.",
            ["The service is for people who are at least Sixteen years old."],
        ),
        ("We never sell it.\nWe keep it for 30 days.", ["We never sell it. We keep it for 30 days."]),
        ("Acme Inc.\n12 High Street\nLondon", ["Acme Inc. 12 High Street London"]),
    ],
)
def test_a_title_right_above_its_paragraph_is_none_of_its_words(text: str, paragraphs: list[str]) -> None:
    assert [block.text for block in document(text, Recipe(format="text")).blocks] == paragraphs


def test_plain_text_is_paragraphs_and_items() -> None:
    found = document("Terms of\nuse\n\n- one\n  more\n- two\n\nEnd.", Recipe(format="text"))
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.PARAGRAPH, "Terms of use"),
        (BlockKind.ITEM, "one more"),
        (BlockKind.ITEM, "two"),
        (BlockKind.PARAGRAPH, "End."),
    ]


def test_reading_is_repeatable() -> None:
    page = capture("<html><body><p>Text.</p></body></html>")
    first = formats.read(page, Recipe())
    assert isinstance(first, Document)
    assert first == formats.read(page, Recipe())
