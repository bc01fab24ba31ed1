"""What a person reads on a page, and nothing of its furniture."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core import formats
from clausewatch.core.model import BlockKind, Link, Unreadable, UnreadableKind
from clausewatch.core.watch import Recipe
from core.pages import CLAUSES, capture, document, policy, texts


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def kinds(body: str) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in document(page(body)).blocks]


def test_headings_paragraphs_and_items_keep_their_kind_and_level() -> None:
    assert kinds("<h2>Data</h2><p>We keep it.</p><ul><li>notes<ul><li>drafts</li></ul></li></ul>") == [
        (BlockKind.HEADING, 2, "Data"),
        (BlockKind.PARAGRAPH, 0, "We keep it."),
        (BlockKind.ITEM, 1, "notes"),
        (BlockKind.ITEM, 2, "drafts"),
    ]


def test_a_block_knows_the_headings_above_it() -> None:
    blocks = document(page("<h1>Terms</h1><h2>Data</h2><h3>Notes</h3><p>One.</p><h2>Law</h2><p>Two.</p>")).blocks
    assert blocks[3].heading == ("Terms", "Data", "Notes")
    assert blocks[5].heading == ("Terms", "Law")
    assert blocks[4].heading == ("Terms",), "a heading has those above itself"


def test_the_second_paragraph_of_an_item_is_a_paragraph() -> None:
    assert kinds("<ul><li><p>First.</p><p>Second.</p></li></ul>") == [
        (BlockKind.ITEM, 1, "First."),
        (BlockKind.PARAGRAPH, 0, "Second."),
    ]


def test_the_cells_of_a_row_are_joined() -> None:
    head = "<tr><th>Data</th><th>Kept for</th></tr>"
    rows = f"<table>{head}<tr><td>Notes</td><td><p>30 days</p><p>or less</p></td></tr></table>"
    assert kinds(rows) == [(BlockKind.ROW, 0, "Data | Kept for"), (BlockKind.ROW, 0, "Notes | 30 days or less")]


def test_an_empty_cell_keeps_its_place() -> None:
    assert texts(page("<table><tr><td>Notes</td><td></td><td>30 days</td></tr></table>")) == ["Notes |  | 30 days"]


def test_a_table_that_only_lays_out_the_page_is_read_as_prose() -> None:
    inner = "<table><tr><td>a</td><td>b</td></tr></table>"
    layout = f"<table><tr><td>Menu</td><td><h1>Terms</h1><p>One.</p>{inner}</td></tr></table>"
    assert kinds(layout) == [
        (BlockKind.PARAGRAPH, 0, "Menu"),
        (BlockKind.HEADING, 1, "Terms"),
        (BlockKind.PARAGRAPH, 0, "One."),
        (BlockKind.ROW, 0, "a | b"),
    ]


def test_a_definition_list_is_kept() -> None:
    assert kinds("<dl><dt>Notes</dt><dd>What you write.</dd></dl>") == [
        (BlockKind.PARAGRAPH, 0, "Notes"),
        (BlockKind.ITEM, 1, "What you write."),
    ]


def test_one_line_break_is_a_space_and_two_are_a_new_paragraph() -> None:
    assert texts(page("<p>one<br>two<br/> <br>three<br></p>")) == ["one two", "three"]


def test_inline_markup_does_not_cut_words() -> None:
    assert texts(page("<p>We <b>nev</b>er<!-- x --> <i>sell</i>\n   it.</p>")) == ["We never sell it."]


def test_paragraphs_in_preformatted_text_are_told_apart() -> None:
    assert texts(page("<pre>First\nline.\n\nSecond.</pre>")) == ["First line.", "Second."]


def test_hidden_text_is_kept() -> None:
    """Whole policies live in collapsed accordions."""
    hidden = "<div hidden><p>A</p></div><div aria-hidden='true'><p>B</p></div><div style='display:none'>C</div>"
    assert texts(page(f"{hidden}<details><summary>D</summary>E</details>")) == ["A", "B", "C", "D", "E"]


def test_scripts_styles_and_controls_are_not_text() -> None:
    noise = (
        "<script>var a</script><style>p{}</style><noscript>n</noscript><template>t</template><svg><text>s</text></svg>"
    )
    assert texts(
        page(f"<p>Kept.</p>{noise}<button>Go</button><select><option>o</option></select><textarea>x</textarea>")
    ) == ["Kept."]


def test_the_question_in_an_accordions_button_is_kept() -> None:
    assert texts(page("<h3><button aria-expanded='false'>Do you sell data?</button></h3><p>No.</p>")) == [
        "Do you sell data?",
        "No.",
    ]


def test_a_footnote_mark_goes_and_a_power_stays() -> None:
    assert texts(page("<p>We tell you<sup><a href='#f1'>[1]</a></sup> on 10<sup>2</sup> days.</p>")) == [
        "We tell you on 102 days."
    ]
    assert texts(page("<p>We tell you.<sup>3</sup></p>")) == ["We tell you."]


def test_what_is_struck_out_does_not_stand() -> None:
    assert texts(page("<p>We <del>will never</del> <ins>may</ins> sell it.</p>")) == ["We may sell it."]
    assert texts(page("<p><s>We keep no logs.</s></p><p>We <strike>do not</strike> read it.</p>")) == ["We read it."]
    assert texts(page("<p>It is <span style='color:red; text-decoration: line-through'>not</span> shared.</p>")) == [
        "It is shared."
    ]
    assert texts(page("<p>It is <span style='text-decoration: underline'>not</span> shared.</p>")) == [
        "It is not shared."
    ]


def test_a_strike_that_was_never_closed_swallows_no_sections() -> None:
    assert "We keep no logs." in texts(page("<s>old<h2>Logs</h2><p>We keep no logs.</p>"))


def test_what_is_struck_out_is_named_among_what_is_left_out() -> None:
    body = page("<p>We store it in Ireland.</p><p><del>We keep no logs at all.</del></p>")
    found = formats.left_out(capture(body), Recipe())
    assert [(each.why, each.example) for each in found] == [("struck out", "We keep no logs at all.")]


CHROME = (
    "<header><a href='/'>Northwind</a></header><nav><a href='/a'>Products</a></nav>"
    "<div id='onetrust-banner-sdk'><p>We use cookies to show you what you like, here and on all our pages.</p></div>"
    "<div class='cookieConfirm--x8Qz'><p>We would like to use cookies.</p></div>"
)
BOTTOM = (
    "<aside><p>Read our blog.</p></aside><div class='related-articles'><h2>Related</h2><a href='/x'>Another</a></div>"
    "<section class='home_footer-2'><p>© 2026 Northwind</p><a href='/jobs'>Jobs</a></section><footer>© 2026</footer>"
)


@pytest.mark.parametrize("wrapper", ["main", "article", "div"])
def test_furniture_is_not_read(wrapper: str) -> None:
    body = "".join(f"<p>{clause}</p>" for clause in CLAUSES)
    assert texts(page(f"{CHROME}<{wrapper}>{body}</{wrapper}>{BOTTOM}")) == list(CLAUSES)


def test_other_furniture_is_the_same_document() -> None:
    assert document(policy()).content_hash == document(policy(chrome=CHROME)).content_hash


def test_a_main_element_that_holds_only_part_of_the_prose_does_not_hide_the_rest() -> None:
    outside = "".join(f"<p>{clause}</p>" for clause in CLAUSES[1:])
    assert texts(page(f"<main><p>{CLAUSES[0]}</p></main>{outside}")) == list(CLAUSES)


def test_prose_in_something_named_like_furniture_is_kept() -> None:
    body = "".join(f"<p>{clause}</p>" for clause in CLAUSES)
    for name in (
        "page-with-sidebar",
        "has-navigation",
        "header-spacing",
        "footer-aware",
        "CookiesNotice--a1",
        "cookie-modal",
    ):
        assert texts(page(f"<div class='{name}'>{body}</div>")) == list(CLAUSES), name


def test_a_policy_that_stands_wholly_in_furniture_is_kept() -> None:
    body = "".join(f"<p>{clause}</p>" for clause in CLAUSES)
    for name in ("nav", "footer", "aside"):
        assert texts(page(f"<{name}>{body}</{name}>")) == list(CLAUSES), name


def test_a_remark_beside_the_text_counts_where_it_is_prose() -> None:
    remark = "In short: we keep your notes private, and we never read them without asking."
    main = "".join(f"<p>{clause}</p>" for clause in CLAUSES)
    assert remark in texts(page(f"<main>{main}<aside><p>{remark}</p></aside></main>"))


def test_the_selected_parts_are_read_in_order_and_nested_ones_once() -> None:
    body = "<div class='a'><p>One.</p><div class='a'>Two.</div></div><p>No.</p><p class='a'>Three.</p>"
    assert texts(page(body), Recipe(select=".a")) == ["One.", "Two.", "Three."]


def test_a_selected_footer_is_read() -> None:
    assert texts(page("<main><p>Text.</p></main><footer><p>© 2026</p></footer>"), Recipe(select="main, footer")) == [
        "Text.",
        "© 2026",
    ]


def test_a_selector_without_a_match_is_said() -> None:
    found = document(page("<p>Text.</p>"), Recipe(select="#gone"))
    assert not found.selected
    assert found.blocks == ()


def test_a_selector_that_is_none_is_said() -> None:
    found = formats.read(capture(page("<p>Text.</p>")), Recipe(select="p["))
    assert isinstance(found, Unreadable)
    assert found.kind is UnreadableKind.SELECTOR


def test_removed_parts_are_gone() -> None:
    assert texts(page("<p>One.</p><p class='age'>3 minutes ago</p>"), Recipe(remove=(".age",))) == ["One."]


def test_links_are_collected_with_where_they_really_go() -> None:
    body = (
        "<p>See <a href='../terms?x=1'>the <b>terms</b></a>, write to"
        " <a href='mailto:legal@else.example'>us@northwind.example</a>"
        " or <a href='#top'>go up</a>, <a href='javascript:void(0)'>run</a>, <a>stay</a>.</p>"
    )
    (block,) = document(page(body)).blocks
    assert block.text == "See the terms, write to us@northwind.example or go up, run, stay."
    assert block.links == (
        Link("the terms", "https://northwind.example/terms?x=1"),
        Link("us@northwind.example", "mailto:legal@else.example"),
    )


def test_a_base_element_moves_relative_links() -> None:
    found = document(page("<p><a href='a'>A</a></p>", "<base href='https://other.example/x/'>"))
    assert found.links == (Link("A", "https://other.example/x/a"),)


def test_a_link_around_a_block_keeps_text_and_target() -> None:
    assert document(page("<a href='/a'><p>Text.</p></a>")).links == (Link("Text.", "https://northwind.example/a"),)


def test_a_target_that_is_no_url_does_no_harm() -> None:
    assert texts(page("<p><a href='http://[broken'>A</a></p>")) == ["A"]


def test_a_scrambled_address_reads_the_same_whatever_its_key() -> None:
    def scrambled(key: int) -> str:
        return bytes([key, *(byte ^ key for byte in b"legal@northwind.example")]).hex()

    def body(key: int) -> str:
        span = f"<span class='__cf_email__' data-cfemail='{scrambled(key)}'>[email&#160;protected]</span>"
        return page(f"<p>Write to <a href='/cdn-cgi/l/email-protection#{scrambled(key)}'>{span}</a>.</p>")

    assert texts(body(7)) == ["Write to legal@northwind.example."]
    assert document(body(7)).links == (Link("legal@northwind.example", "mailto:legal@northwind.example"),)
    assert document(body(7)) == document(body(201))


def test_title_and_language_are_as_declared() -> None:
    found = document("<html lang='en_US'><head><title> A\n B </title></head><body><p>x</p></body></html>")
    assert (found.title, found.language, found.format) == ("A B", "en-us", "html")


def test_the_header_declares_the_language_where_the_page_does_not() -> None:
    found = formats.read(capture(page("<p>x</p>"), content_language="de, en"), Recipe())
    assert not isinstance(found, Unreadable)
    assert found.language == "de"


def test_ids_and_nonces_are_no_difference() -> None:
    noisy = policy().replace("<p>", "<p id='r7' data-v='9' class='css-1x'>").replace("<main>", "<main nonce='q'>")
    assert document(noisy).content_hash == document(policy()).content_hash


def test_too_deep_a_page_is_refused_and_quickly() -> None:
    start = time.process_time()
    found = formats.read(capture("<html><body>" + "<div>" * 50_000 + "x"), Recipe())
    assert isinstance(found, Unreadable)
    assert found.kind is UnreadableKind.READER
    assert time.process_time() - start < 30


def test_a_page_of_500_nested_elements_is_read() -> None:
    assert texts("<html><body>" + "<div>" * 500 + "deep") == ["deep"]


def test_a_bomb_of_elements_is_refused() -> None:
    found = formats.read(capture("<html><body>" + "<br>" * 260_000), Recipe())
    assert isinstance(found, Unreadable)
    assert found.kind is UnreadableKind.READER


def test_reading_a_long_page_takes_time_in_proportion() -> None:
    def seconds(rows: int) -> float:
        body = page("<table>" + "<tr><td>Notes</td><td>30 days</td></tr>" * rows + "</table>")
        start = time.process_time()
        document(body)
        return time.process_time() - start

    seconds(100)
    assert seconds(8_000) < 12 * max(seconds(2_000), 0.02)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "<tr>", "</table>", "<td>", "<a href=x>", "</a>", "<h2>", "<br>", "word "]
        )
    )
)
def test_no_tag_soup_breaks_the_reader_or_loses_words(soup: list[str]) -> None:
    found = formats.read(capture(page("".join(soup) + "end")), Recipe())
    assert not isinstance(found, Unreadable)
    assert sum(block.text.split().count("word") for block in found.blocks) == soup.count("word ")
    assert all("\n" not in block.text for block in found.blocks)


@pytest.mark.parametrize(
    "opening", ["", "<!doctype html>", "<!doctype html><html>", "<!doctype html><title>Terms</title>"]
)
def test_a_page_without_head_and_body_tags_is_read_whole(opening: str) -> None:
    """Both tags are optional in HTML; the parser then leaves the first elements in the head."""
    read = texts(f"{opening}<main><h1>Terms</h1><p>We never sell your data.</p></main>")

    assert read == ["Terms", "We never sell your data."]


# --- clauses in unlikely elements ---------------------------------------------------------------------------------

_CLAUSE = "Refunds are paid within fourteen days of the purchase."
_AMONG = "".join(f"<p>{clause}</p>" for clause in CLAUSES)


@pytest.mark.parametrize(
    "markup",
    [
        f"<button type='button'>{_CLAUSE}</button>",
        f"<textarea readonly>{_CLAUSE}</textarea>",
        f"<textarea disabled>{_CLAUSE}</textarea>",
        f"<x-clause><template shadowrootmode='open'><p>{_CLAUSE}</p></template></x-clause>",
        f"<aside class='callout'>{_CLAUSE}</aside>",
        f"<div class='legal-footer'><p>{_CLAUSE}</p></div>",
    ],
)
def test_a_clause_counts_in_whatever_element_it_stands(markup: str) -> None:
    assert _CLAUSE in texts(page(f"<div class='wiki'>{_AMONG}{markup}</div>"))


@pytest.mark.parametrize(
    "markup",
    [
        "<button>Accept all cookies and continue to the site</button>",
        f"<textarea>{_CLAUSE}</textarea>",
        f"<template><p>{_CLAUSE}</p></template>",
        "<div class='legal-footer'><a href='/a'>Everything about refunds.</a> <a href='/b'>All our terms.</a></div>",
    ],
)
def test_labels_forms_and_patterns_do_not(markup: str) -> None:
    assert texts(page(f"<div class='wiki'>{_AMONG}{markup}</div>")) == list(CLAUSES)


@pytest.mark.parametrize("name", ["aside", "div class='footer'"])
def test_a_side_column_or_a_footer_beside_the_text_does_not(name: str) -> None:
    outside = f"<{name}><p>{_CLAUSE}</p></{name.split()[0]}>"
    assert texts(page(f"<div><div class='wiki'>{_AMONG}</div>{outside}</div>")) == list(CLAUSES)


def test_the_paragraphs_of_a_licence_box_stay_apart() -> None:
    assert texts(page("<main><textarea readonly>First clause.\n\nSecond clause.</textarea></main>")) == [
        "First clause.",
        "Second clause.",
    ]


# --- the author's box, and what stands around it ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Sharing",
        "Feedback",
        "Cookie consent",
        "Newsletter",
        "Comments",
        "Related pages",
        "Recommended posts",
        "4. Related guides",
    ],
)
def test_a_chapter_whose_id_is_its_headline_is_no_furniture(name: str) -> None:
    chapter = (
        f"<section id='{name.lower().replace(' ', '-').removeprefix('4.-')}'><h2>{name}</h2><p>{_CLAUSE}</p></section>"
    )
    assert _CLAUSE in texts(page(f"<main>{_AMONG}{chapter}</main>"))


@pytest.mark.parametrize(
    "box",
    [
        "<div id='comments'><h2>3 comments</h2><p>I asked you twice to delete my account, please do!</p></div>",
        "<section class='article-comments'><p>Must I really agree to all of this to read my mail?</p></section>",
        "<div class='section_cta'><h2>Ready?</h2><p>Join 40,000 developers today.</p></div>",
        "<div class='ad-slot'><p>Cheap domains from $1 at Acme, today only and while they last.</p></div>",
        "<div class='recently-viewed'><h3>Recently viewed</h3><ul><li>Pricing</li></ul></div>",
        "<div id='chat-assistant-sheet'><p>Answers are made by a machine and may be wrong.</p></div>",
    ],
)
def test_comments_offers_and_widgets_are_furniture(box: str) -> None:
    assert texts(page(f"<main>{_AMONG}{box}</main>")) == list(CLAUSES)


def test_a_column_called_comments_is_part_of_its_table() -> None:
    row = "<table><tr><td>Logs</td><td class='comments'>kept for ninety days</td></tr></table>"
    assert "Logs | kept for ninety days" in texts(page(f"<main>{_AMONG}{row}</main>"))


def test_labels_outside_the_authors_box_are_the_sites() -> None:
    around = "<div class='sale'>新用户1折起</div><h1>Terms</h1><p>Updated in May 2026</p>"
    after = "<ul><li>Models</li><li>Error codes</li></ul><p>Refunds: none.</p>"
    body = f"<div>{around}<div class='markdown-body'><p>Scope</p>{_AMONG}</div>{after}</div>"
    assert texts(page(body)) == ["Terms", "Updated in May 2026", "Scope", *CLAUSES, "Refunds: none."]


def test_a_box_that_holds_little_decides_nothing() -> None:
    body = f"<div><p>Scope</p>{_AMONG}<div class='markdown-body'><p>{CLAUSES[0]}</p></div></div>"
    assert texts(page(body))[0] == "Scope"


def test_labels_beside_the_element_with_the_prose_go_whatever_it_is_called() -> None:
    side = "<div class='c1'><ul><li>Models</li><li>Error codes</li></ul></div>"
    text = f"<div class='c2'><h1>Terms</h1><p>Scope</p>{_AMONG}</div>"
    assert texts(page(f"<div>{side}{text}<div class='c3'>Sale</div></div>")) == ["Terms", "Scope", *CLAUSES]


def test_a_text_that_continues_in_the_next_element_stays_whole() -> None:
    text, more = f"<div>{_AMONG * 3}</div>", f"<div><h2>Refunds</h2><p>{_CLAUSE}</p><ul><li>Cards</li></ul></div>"
    assert texts(page(f"<div>{text}{more}</div>"))[-3:] == ["Refunds", _CLAUSE, "Cards"]


BANNER = (
    "<div class='cookie-banner'><p>"
    + "We and our partners store things on your device to make this site better for you. " * 2
    + "</p></div>"
)


def test_a_banner_does_not_decide_which_labels_belong_to_the_text() -> None:
    labels = "<div><span>Spring sale</span></div><div><span>All documents</span></div>"
    prose = "".join(f"<p>{clause}</p>" for clause in CLAUSES)
    page = f"<html><body>{labels}<div class='c1'><h1>Privacy</h1>{prose}</div>%s</body></html>"
    assert texts(page % BANNER) == texts(page % "") == ["Privacy", *CLAUSES]
