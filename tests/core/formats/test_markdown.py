"""Markdown reads like the page it stands for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.model import BlockKind, Document, Link
from clausewatch.core.watch import Recipe
from core.pages import document, texts

MARKDOWN = Recipe(format="markdown")


def read(text: str) -> Document:
    return document(text, MARKDOWN)


def lines(text: str) -> list[str]:
    return texts(text, MARKDOWN)


def test_headings_of_both_kinds() -> None:
    found = read("Terms\n=====\n\nData\n----\n\n### Notes ###\nOne.\n")
    assert [(block.kind, block.level, block.text) for block in found.blocks] == [
        (BlockKind.HEADING, 1, "Terms"),
        (BlockKind.HEADING, 2, "Data"),
        (BlockKind.HEADING, 3, "Notes"),
        (BlockKind.PARAGRAPH, 0, "One."),
    ]
    assert found.blocks[3].heading == ("Terms", "Data", "Notes")
    assert found.title == "Terms"


def test_a_newline_in_a_paragraph_is_a_space() -> None:
    assert lines("We keep\nyour notes.  \nThey are\\\nyours.\n\nAlways.") == [
        "We keep your notes. They are yours.",
        "Always.",
    ]


def test_lists_as_converters_write_them() -> None:
    bullets = "*   **Notes**: kept\n    for long.\n\n    Second paragraph.\n\n    *   Drafts\n*   Last\n"
    found = read(bullets + "\n1.  First\n2.  Second\n")
    assert [(block.kind, block.level, block.text) for block in found.blocks] == [
        (BlockKind.ITEM, 1, "Notes: kept for long."),
        (BlockKind.PARAGRAPH, 0, "Second paragraph."),
        (BlockKind.ITEM, 2, "Drafts"),
        (BlockKind.ITEM, 1, "Last"),
        (BlockKind.ITEM, 1, "First"),
        (BlockKind.ITEM, 1, "Second"),
    ]


def test_a_year_at_the_start_of_a_line_is_no_list() -> None:
    assert lines("This policy was last changed in May\n2024. It is in force.") == [
        "This policy was last changed in May 2024. It is in force."
    ]


def test_an_escaped_number_is_text() -> None:
    assert lines("1\\. **Data**\n\n2\\) More") == ["1. Data", "2) More"]


def test_tables_lose_their_separator_row() -> None:
    assert lines("| Data | Kept |\n| --- | :-: |\n| Notes | 30 days \\| less |\n|  |  |\n\nEnd.") == [
        "Data | Kept",
        "Notes | 30 days | less",
        "End.",
    ]


def test_quotes_rules_and_code() -> None:
    assert lines('> Last update:\n> May 1\n\n***\n\n```json\n{"a": 1}\n```\n\nUse `a*b*c`.') == [
        "Last update: May 1",
        '{"a": 1}',
        "Use a*b*c.",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**We** __never__ *sell* _it_ now.", "We never sell it now."),
        ("***All*** of **it*s*** here", "All of its here"),
        ('**"****you****"** agree', '"you" agree'),
        ("**“深度求索”**是我们。", "“深度求索”是我们。"),
        ("**Europe **If you live there", "Europe If you live there"),
        ("5 * 3 and snake_case_name", "5 * 3 and snake_case_name"),
        ("price\\* and a\\_b", "price* and a_b"),
        ("terms* apply", "terms* apply"),
        ("AT&amp;T &copy; x&nbsp;y", "AT&T © x y"),
        ("a<br>b <span style='x'>c</span> 1 < 2", "a b c 1 < 2"),
        ("text ![logo](a.png)more", "text more"),
    ],
)
def test_marks_are_taken_off(written: str, shown: str) -> None:
    assert lines(written) == [shown]


def test_links_of_every_kind() -> None:
    found = read(
        '[The **terms**](/terms "T"), [policy][p], <https://x.example/a>, <us@x.example>,'
        ' <a href="/b">b</a> and [a (b)](https://x.example/c_(d)).\n\n[p]: https://x.example/p\n'
    )
    assert [block.text for block in found.blocks] == [
        "The terms, policy, https://x.example/a, us@x.example, b and a (b)."
    ]
    assert found.links == (
        Link("The terms", "https://northwind.example/terms"),
        Link("policy", "https://x.example/p"),
        Link("https://x.example/a", "https://x.example/a"),
        Link("us@x.example", "mailto:us@x.example"),
        Link("b", "https://northwind.example/b"),
        Link("a (b)", "https://x.example/c_(d)"),
    )


def test_brackets_that_are_no_link_are_text() -> None:
    assert lines("[Opt in] to it, or [write](us a letter).") == ["[Opt in] to it, or [write](us a letter)."]


MINTLIFY = """> ## Documentation Index
> Fetch the complete documentation index at: https://docs.example/llms.txt
> Use this file to discover all available pages before exploring further.

# Privacy Policy

import {Card} from '/snippets/card.mdx'

<AccordionGroup>
  <Accordion title="Do you keep my notes?" icon="lock">
    We keep them for **30 days**.
  </Accordion>
</AccordionGroup>

{/* draft */}
<Note>Ask us.</Note>

<table><tr><td>Notes</td><td>30 days</td></tr></table>
"""


def test_a_documentation_sites_page_reads_like_its_html() -> None:
    found = read(MINTLIFY)
    assert [block.text for block in found.blocks] == [
        "Privacy Policy",
        "Do you keep my notes?",
        "We keep them for 30 days.",
        "Ask us.",
        "Notes | 30 days",
    ]
    assert found.blocks[2].heading == ("Privacy Policy", "Do you keep my notes?")
    assert found.blocks[3].heading == ("Privacy Policy",), "the accordion is closed"


def test_front_matter_is_no_text_but_gives_the_title() -> None:
    found = read('---\ntitle: "Terms"\nicon: x\n---\n\nWe promise.\n')
    assert (found.title, [block.text for block in found.blocks]) == ("Terms", ["We promise."])


def test_a_first_quote_that_belongs_to_the_page_stays() -> None:
    assert lines("> Please read this first.\n\n# Terms") == ["Please read this first.", "Terms"]


def test_markdown_and_html_of_one_page_are_the_same_document() -> None:
    html = (
        "<html><body><h1>Terms</h1><p>See <a href='/a'>the <b>list</b></a>.</p><ul><li>One</li><li>Two</li></ul>"
        "<table><tr><td>a</td><td>b</td></tr></table></body></html>"
    )
    assert (
        document(html).content_hash
        == read("# Terms\n\nSee [the **list**](/a).\n\n- One\n- Two\n\n| a | b |\n|---|---|\n").content_hash
    )


@pytest.mark.parametrize(
    "bomb",
    [
        "[",
        "[a](",
        "](",
        "*a ",
        "**a",
        "<a ",
        "`a``b",
        "<!--",
        "{/*",
        "![",
        "[a][",
        "_",
        "- ",
        "> ",
        "<Tab title='x'>\n",
        "|",
    ],
)
def test_a_bomb_takes_time_in_proportion(bomb: str) -> None:
    start = time.process_time()
    read("# x\n\n" + bomb * 40_000)
    assert time.process_time() - start < 30


@given(st.text(alphabet="ab *_`[]()<>!|#-\\\n>1.", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    found = document(f"x\n\n{text}", MARKDOWN)
    assert all(block.text and "\n" not in block.text for block in found.blocks)


@given(st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=8), min_size=1, max_size=30))
def test_plain_words_are_never_lost(words: list[str]) -> None:
    assert " ".join(lines("\n".join(words))).split() == words


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("We ~~will never~~ may sell it.", "We may sell it."),
        ("We <del>will **never**</del> may sell it.", "We may sell it."),
        ("We <s>will [never](https://a.example)</s> may sell it.", "We may sell it."),
        ("It takes ~2 ~~ 3 days.", "It takes ~2 ~~ 3 days."),
    ],
)
def test_what_is_struck_out_does_not_stand(written: str, read_as: str) -> None:
    found = read(written)
    assert [block.text for block in found.blocks] == [read_as]
    assert found.links == ()
