"""Links that open a page at a sentence, played through as the specification tells a browser to."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.model import Block, BlockKind
from clausewatch.core.render.fragment import EXACT, LONGEST, Page, deep_link


def page(*texts: str, headings: tuple[tuple[str, ...], ...] = ()) -> Page:
    above = headings or ((),) * len(texts)
    return Page(tuple(Block(BlockKind.PARAGRAPH, text, head) for text, head in zip(texts, above, strict=True)))


KEEPS = "We keep your prompts for 30 days."
LONG = (
    "You grant us a worldwide, royalty-free licence to host, copy and process the content that you submit to the "
    "service, for as long as your account exists, solely to provide the service to you, to prevent fraud and abuse, to "
    "comply with the law, and to enforce these terms, and this licence ends when you delete the content, except where "
    "the law requires us to keep a copy of it for longer, in which case it ends when that duty ends."
)


# --- the rules ----------------------------------------------------------------------------------------------------


def test_short_words_that_stand_once_are_written_out() -> None:
    assert page("Before.", KEEPS).directive(KEEPS) == "text=We%20keep%20your%20prompts%20for%2030%20days."


def test_what_means_something_in_a_directive_is_encoded_and_so_is_all_but_ascii() -> None:
    directive = page("R&D, opt-out: «données» #1").directive("R&D, opt-out: «données» #1")
    assert directive == "text=R%26D%2C%20opt%2Dout%3A%20%C2%ABdonn%C3%A9es%C2%BB%20%231"


def test_long_words_are_their_beginning_and_their_end() -> None:
    directive = page("Before.", LONG, "After.").directive(LONG)
    start, _, end = directive.partition(",")
    assert unquote(start) == "text=You grant us a" and unquote(end) == "when that duty ends."


def test_words_over_two_blocks_are_their_beginning_and_their_end() -> None:
    directive = page("You must not:", "sell the service;", "copy it.").directive("You must not:\nsell the service;")
    assert unquote(directive) == "text=You must not:,sell the service;"


def test_of_several_places_the_one_below_the_heading_is_told_by_what_stands_beside_it() -> None:
    texts = (f"For accounts: {KEEPS} Then not.", f"For prompts of the API: {KEEPS} Then we delete them.")
    both = page(*texts, headings=(("1. Accounts",), ("2. API",)))
    directive = both.directive(KEEPS, ("2. API",))
    assert landed(both, directive) == [(1, 24, 1, 24 + len(KEEPS))]
    assert "-," in directive or ",-" in directive


def test_where_it_cannot_be_told_which_place_is_meant_there_is_no_link() -> None:
    assert page(KEEPS, KEEPS).directive(KEEPS) == ""
    assert page(KEEPS, KEEPS, headings=(("1",), ("2",))).directive(KEEPS, ("2",)) == ""
    assert page(KEEPS, KEEPS, headings=(("1",), ("2",))).directive(KEEPS, ("1",)) != ""


def test_words_that_are_not_on_the_page_have_no_link() -> None:
    assert page(KEEPS).directive("We keep nothing.") == ""
    assert page(KEEPS).directive("") == ""
    assert page("We are not able to.").directive("We are notable") == ""


def test_an_earlier_place_in_other_case_or_with_other_accents_counts() -> None:
    other = page("WE KEÉP YOUR PROMPTS FOR 30 DAYS. Always.", f"{KEEPS} Then we delete them.")
    assert landed(other, other.directive(KEEPS)) == [(1, 0, 1, len(KEEPS))]


def test_fragments_of_a_quote_are_opened_together() -> None:
    directive = page("We store it. In Singapore.", "And we delete it.").directive("In Singapore. … And we delete it.")
    assert unquote(directive) == "text=In Singapore.&text=And we delete it."


def test_cells_of_a_table_are_blocks_of_their_own() -> None:
    row = Page((Block(BlockKind.ROW, "Logs | 30 days | Europe"),))
    assert unquote(row.directive("30 days")) == "text=30 days"
    assert unquote(row.directive("Logs | 30 days")) == "text=Logs,30 days"


def test_chinese_is_cut_at_punctuation_only() -> None:
    text = "我们不会出售您的个人信息。未经您的同意，我们不会将您的数据用于模型训练。"
    assert unquote(page(text).directive("不会将您的数据用于模型训练")) == "text=我们不会将您的数据用于模型训练"
    long = "，".join(f"第{'一二三四五六七八九十'[n % 10]}种情形下我们会保留您的数据{n}天" for n in range(12)) + "。"
    start, _, end = unquote(page("前言。", long).directive(long)).removeprefix("text=").partition(",")
    assert long.startswith(start) and long.endswith(end) and start.endswith("，")


# --- the url ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/p", "https://a.example/p#:~:text=x"),
        ("https://a.example/p?q=1#section", "https://a.example/p?q=1#section:~:text=x"),
        ("https://a.example/p#top:~:text=old", "https://a.example/p#top:~:text=x"),
        ("ftp://a.example/p", "ftp://a.example/p"),
    ],
)
def test_a_link_keeps_the_address_and_its_own_fragment(url: str, link: str) -> None:
    assert deep_link(url, "text=x") == link


def test_without_a_directive_a_link_is_the_address() -> None:
    assert deep_link("https://a.example/p#s", "") == "https://a.example/p#s"


# --- laws ---------------------------------------------------------------------------------------------------------

WORD = st.sampled_from(
    [
        "we",
        "keep",
        "your",
        "data",
        "Data,",
        "opt-out",
        "R&D",
        "30",
        "days.",
        "never",
        "—",
        "“sell”",
        "é",
        "the",
        "(a)",
        "b;",
        "of,",
    ]
)
SENTENCE = st.lists(WORD, min_size=1, max_size=90).map(" ".join)


@given(st.lists(SENTENCE, min_size=1, max_size=6), st.data())
def test_a_link_lands_on_the_very_words_or_there_is_none(texts: list[str], data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(texts)).split()
    start = data.draw(st.integers(0, len(words) - 1))
    chosen = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    it = page(*texts)
    directive = it.directive(chosen)
    if directive:
        ((first, at, last, end),) = landed(it, directive)
        assert first == last and texts[first][at:end] == chosen
        assert len(directive) <= LONGEST


@given(st.lists(SENTENCE, min_size=1, max_size=6, unique=True))
def test_words_that_no_other_block_holds_always_have_a_link(texts: list[str]) -> None:
    it = page(*texts)
    own = [text for text in texts if sum(bare(text) in bare(other) for other in texts) == 1]
    short = [text for text in own if len(text) < EXACT // 3 and bare(text).count(bare(text)) == 1]
    assert [text for text in short if not it.directive(text)] == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_a_page_says_a_link_is_plain_ascii_and_one_fragment(before: str, words: str) -> None:
    link = deep_link("https://a.example/p", page(before, f"{before} {words}").directive(words))
    assert link.isascii() and link.isprintable() and " " not in link
    assert urlsplit(link).netloc == "a.example" and link.count("#") <= 1


# --- a browser, written from the specification --------------------------------------------------------------------


def bare(text: str) -> str:
    return re.sub("[éÉ]", "e", text).lower()


def landed(it: Page, directive: str) -> list[tuple[int, int, int, int]]:
    """Where each directive lands: first block and offset, last block and end."""
    return [_land([bare(block.text) for block in it.blocks], each) for each in directive.split("&")]


def _land(blocks: list[str], directive: str) -> tuple[int, int, int, int]:
    parts = directive.removeprefix("text=").split(",")
    prefix = bare(unquote(parts.pop(0)[:-1])) if parts[0].endswith("-") else ""
    suffix = bare(unquote(parts.pop()[1:])) if parts[-1].startswith("-") else ""
    start, end = bare(unquote(parts[0])), bare(unquote(parts[1])) if len(parts) > 1 else ""
    before = rf"(?:{re.escape(prefix)}\s*)" if prefix else ""
    after = rf"(?=\s*{re.escape(suffix)}{_edge(suffix, -1)})" if suffix else ""
    opening = re.compile(
        rf"{_edge(prefix or start, 0)}{before}({re.escape(start)}){_edge(start, -1)}{'' if end else after}"
    )
    for index, text in enumerate(blocks):
        for found in re.finditer(f"(?={opening.pattern})", text):
            at = found.start(1)
            if not end:
                return index, at, index, at + len(start)
            closing = re.compile(rf"{_edge(end, 0)}({re.escape(end)}){_edge(end, -1)}{after}")
            for later in range(index, len(blocks)):
                close = closing.search(blocks[later], at + len(start) if later == index else 0)
                if close:
                    return index, at, later, close.end(1)
    raise AssertionError(f"{directive} lands nowhere")


def _edge(words: str, side: int) -> str:
    """A word does not go on beyond this side."""
    if not re.match(r"\w", words[side]):
        return ""
    return r"(?<!\w)" if side == 0 else r"(?!\w)"
