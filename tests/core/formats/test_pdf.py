"""What a person reads in a PDF: paragraphs and headings, without what stands at the edge of every page."""

from __future__ import annotations

import io
import random
import time
import zlib
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core import formats
from clausewatch.core.compare import compare
from clausewatch.core.model import Block, BlockKind, Document, Grade, Unreadable, UnreadableKind
from clausewatch.core.watch import Recipe
from core.formats.pdfs import BOLD, Style, Text, content, of_objects, of_streams, pdf, printed, stream
from core.pages import CLAUSES, capture, document

RNG = random.Random(7)
PARAGRAPHS = tuple(" ".join(RNG.sample(CLAUSES, RNG.randint(1, 4))) for _ in range(40))
POLICY = (
    "# Privacy Policy",
    *(
        part
        for at, each in enumerate(PARAGRAPHS)
        for part in ([f"# {at // 4 + 1}. Part"] if at % 4 == 0 else []) + [each]
    ),
)
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def blocks(body: bytes) -> list[Block]:
    return list(document(body, content_type="application/pdf").blocks)


def texts(body: bytes) -> list[str]:
    return [block.text for block in blocks(body)]


def lines(*rows: str, left: float = 60, size: float = 11, gap: float = 14) -> list[Text]:
    return [Text(row, left, 700 - gap * at, size) for at, row in enumerate(rows)]


def refusal(body: bytes) -> Unreadable:
    found = formats.read(capture(body, "application/pdf"), Recipe())
    assert isinstance(found, Unreadable)
    assert not found.suspect
    return found


# --- paragraphs ---------------------------------------------------------------------------------------------------


def test_lines_are_joined_to_paragraphs() -> None:
    assert texts(printed(PARAGRAPHS)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "style",
    [
        Style(gap=0, indent=24),
        Style(gap=0),
        Style(leading=2.2, gap=2),
        Style(size=8),
        Style(size=14, column=400),
        Style(header="Northwind Ltd", footer="Page # of ##"),
        Style(top=500, bottom=300),
    ],
)
def test_the_same_text_in_another_layout_is_no_change(style: Style) -> None:
    old, new = document(printed(POLICY)), document(printed(POLICY, style))
    comparison = compare(old, new)
    assert [(hunk.old, hunk.new) for hunk in comparison.hunks] == []
    assert comparison.graded.grade is Grade.NONE


def test_the_same_file_written_again_has_the_same_blocks() -> None:
    style = Style(header="Northwind Ltd", footer="Page # of ##")
    first = printed(POLICY, style, Title="Policy", CreationDate="D:20260210090000Z", Producer="Northwind Writer 1")
    again = printed(POLICY, style, Title="Policy", CreationDate="D:20260422110000Z", Producer="Northwind Writer 2")
    plain = replace(document(first), title="")
    assert first != again
    assert document(first) == document(again)
    assert plain.blocks == document(rewritten(first)).blocks


def rewritten(body: bytes) -> bytes:
    """As another program saves it: other object numbers, other compression."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(body))
    for page in writer.pages:
        page.compress_content_streams(level=1)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6, unique=True),
    st.integers(260, 500),
    st.integers(200, 600),
    st.sampled_from([8.0, 10.5, 12.0]),
)
def test_no_sentence_is_lost_or_cut_on_any_page_size(
    paragraphs: list[str], column: int, bottom: int, size: float
) -> None:
    style = Style(column=column, bottom=bottom, size=size, footer="#")
    sentences = [sentence for each in paragraphs for sentence in each.replace(". ", ".\n").split("\n")]
    read = " ".join(texts(printed(paragraphs, style)))
    assert [sentence for sentence in sentences if sentence not in read] == []
    assert len(read.split()) == len(" ".join(paragraphs).split())


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = (
        lines("The first half of a sentence stands here and the second"),
        lines("half stands on the next page."),
    )
    assert texts(pdf([first, second])) == [
        "The first half of a sentence stands here and the second half stands on the next page."
    ]


def test_a_line_break_that_was_not_needed_ends_a_paragraph() -> None:
    page = lines(
        "This line is as long as the column of the page allows it to be, you see.", "Short one.", "Another begins here."
    )
    assert texts(pdf([page]))[-1] == "Another begins here."


def test_a_bold_word_does_not_end_a_paragraph() -> None:
    page = [
        Text("We keep it for", 60, 700),
        Text("thirty", 135, 700, font=BOLD),
        Text("days, and then we delete it.", 168, 700),
    ]
    assert texts(pdf([page])) == ["We keep it for thirty days, and then we delete it."]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("what we tell you about the infor-", "mation that we keep.", "information"),
        ("what we tell you about a third-", "party that we engage.", "third-party"),
        ("what we tell you about the client-", "side code. The client-side code runs.", "client-side"),
        ("what we tell you about the EU-", "US data transfers of yours.", "EU-US"),
        ("what we tell you about the pro-\u00ad", "cessing that we do here.", "pro"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_whole_again(above: str, below: str, joined: str) -> None:
    (text,) = texts(pdf([lines(above, below)]))
    assert joined in text


def test_hyphenation_reads_as_none() -> None:
    parts = ("per\u00adsonal", "what\u00adever", "im\u00adprove\u00adment", "resi\u00addence", "ac\u00adcount")
    soft = list(PARAGRAPHS)
    for part in parts:
        soft = [each.replace(part.replace("\u00ad", ""), part) for each in soft]
    body = printed(soft, Style(column=200))
    assert body != printed(PARAGRAPHS, Style(column=200))
    assert " ".join(texts(body)) == " ".join(PARAGRAPHS)


def test_chinese_lines_are_joined_without_a_space() -> None:
    rows = (
        "第三条 数据保存",
        "我们在您关闭账户后保存您的账户数据三十天，此后我",
        "们将删除该数据。除非法律另有规定，我们不会将其提供",
        "给任何第三方。",
    )
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 >>] >>"
    )
    sizes = (16, 11, 11, 11)
    painted = [
        f"BT /F1 {size} Tf 60 {700 - 20 * at} Td <{row.encode('utf-16-be').hex()}> Tj ET".encode()
        for at, (row, size) in enumerate(zip(rows, sizes, strict=True))
    ]
    found = blocks(of_objects({**one_page(stream(b"\n".join(painted))), 5: font}))
    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.HEADING, rows[0]),
        (BlockKind.PARAGRAPH, "".join(rows[1:])),
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = lines(
        *(
            f"left {word} of the column here"
            for word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
        ),
        "left and this goes on",
    )
    right = [replace(each, x=330, text=each.text.replace("left", "right")) for each in left]
    found = " ".join(texts(pdf([[*left, *right]])))
    assert found.index("left nine") < found.index("right one")
    assert "goes on right one" in found


# --- lists, tables, headings --------------------------------------------------------------------------------------


def test_bullets_make_items() -> None:
    page = lines("We keep:", "\u2022 your notes, and what you write", "into them", "\u2022 your name")
    assert [(block.kind, block.text) for block in blocks(pdf([page]))] == [
        (BlockKind.PARAGRAPH, "We keep:"),
        (BlockKind.ITEM, "your notes, and what you write into them"),
        (BlockKind.ITEM, "your name"),
    ]


def test_numbers_and_letters_make_items() -> None:
    page = lines(
        "We keep it if:", "(a) you ask us to;", "(b) the law asks us to; or", "2.1 You have agreed to it before."
    )
    assert [block.kind for block in blocks(pdf([page]))] == [BlockKind.PARAGRAPH, *(BlockKind.ITEM,) * 3]


def test_a_number_in_the_middle_of_a_sentence_makes_none() -> None:
    page = lines(
        "You may do so under the conditions that are named in section", "2.1 of these terms, and only under those."
    )
    assert len(texts(pdf([page]))) == 1


def test_the_cells_of_a_row_are_joined_as_in_html() -> None:
    rows = [("Data", "Kept for"), ("Notes", "thirty days or until you"), ("", "delete them"), ("Name", "ten years")]
    page = [
        Text(text, x, 700 - 14 * at)
        for at, row in enumerate(rows)
        for text, x in zip(row, (60, 300), strict=True)
        if text
    ]
    assert [(block.kind, block.text) for block in blocks(pdf([page]))] == [
        (BlockKind.ROW, "Data | Kept for"),
        (BlockKind.ROW, "Notes | thirty days or until you delete them"),
        (BlockKind.ROW, "Name | ten years"),
    ]


def test_size_makes_headings_and_their_levels() -> None:
    page = [
        Text("Terms of Service", 60, 740, 22),
        Text("Data", 60, 700, 16.5),
        Text("Notes", 60, 670, 13),
        Text(CLAUSES[0], 60, 650),
        Text("Law", 60, 610, 16.5),
        Text(CLAUSES[5], 60, 590),
    ]
    found = blocks(pdf([page]))
    headings = [(block.level, block.text) for block in found if block.kind is BlockKind.HEADING]
    assert headings == [(1, "Terms of Service"), (2, "Data"), (3, "Notes"), (2, "Law")]
    assert found[3].heading == ("Terms of Service", "Data", "Notes")
    assert found[5].heading == ("Terms of Service", "Law")


def test_a_bold_line_and_a_numbered_line_are_headings() -> None:
    page = [
        Text("Retention", 60, 700, font=BOLD),
        Text(CLAUSES[0], 60, 686),
        Text("4.2 Notices", 60, 650),
        Text(CLAUSES[4], 60, 620),
        Text("GOVERNING LAW", 60, 590),
        Text(CLAUSES[5], 60, 576),
    ]
    headings = [(block.level, block.text) for block in blocks(pdf([page])) if block.kind is BlockKind.HEADING]
    assert headings == [(4, "Retention"), (5, "4.2 Notices"), (4, "GOVERNING LAW")]


def test_a_numbered_sentence_is_no_heading() -> None:
    page = [*lines("1. We keep it for thirty days."), Text("2. We never sell it.", 60, 670)]
    assert [block.kind for block in blocks(pdf([page]))] == [BlockKind.ITEM, BlockKind.ITEM]


# --- furniture ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "footer", ["Page # of ##", "#", "- # -", "Northwind Ltd | # / ##", "northwind.example/terms  #"]
)
def test_what_stands_at_the_edge_of_every_page_is_left_out(footer: str) -> None:
    style = Style(header="Northwind Ltd. Confidential", footer=footer)
    assert texts(printed(PARAGRAPHS, style)) == list(PARAGRAPHS)


def test_a_page_number_on_a_single_page_is_left_out() -> None:
    assert texts(printed(PARAGRAPHS[:3], Style(footer="1"))) == list(PARAGRAPHS[:3])


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    style = Style(header="11/23/26, 4:54 PM Terms", footer="https://northwind.example/terms 1/1")
    assert texts(printed(PARAGRAPHS[:3], style)) == list(PARAGRAPHS[:3])


def test_the_version_in_a_running_header_is_told_once() -> None:
    read = texts(printed(PARAGRAPHS, Style(header="Northwind Terms, version 2.1, effective 1 May 2026")))
    assert read.count("Northwind Terms, version 2.1, effective 1 May 2026") == 1
    assert len(read) == len(PARAGRAPHS) + 1


def test_a_sentence_at_the_edge_of_one_page_stays() -> None:
    pages = [[*lines(clause), Text(f"{clause} Indeed.", 60, 40)] for clause in CLAUSES]
    assert all(f"{clause} Indeed." in " ".join(texts(pdf(pages))) for clause in CLAUSES)


def test_the_same_sentence_in_the_middle_of_two_pages_stays_twice() -> None:
    page = lines(*(f"{clause} {clause}"[:80] for clause in CLAUSES * 2), gap=30)
    assert " ".join(texts(pdf([page, page]))).count(CLAUSES[3][:40]) >= 2


# --- what the file says about itself ------------------------------------------------------------------------------


def test_title_and_language_are_the_files() -> None:
    found = document(printed(POLICY, Title="Northwind Policy"))
    assert (found.format, found.title, found.language) == ("pdf", "Northwind Policy", "en-gb")
    assert document(printed(POLICY)).title == "Privacy Policy"


@pytest.mark.parametrize("content_type", ["", "text/html", "application/octet-stream"])
def test_a_pdf_is_known_by_its_first_bytes(content_type: str) -> None:
    assert document(printed(POLICY), content_type=content_type).format == "pdf"


def test_a_turned_page_reads_the_same() -> None:
    painted = content(lines(*CLAUSES[:3], gap=40))
    assert texts(of_streams([b"q 0 1 -1 0 595 0 cm\n" + painted + b"\nQ"])) == list(CLAUSES[:3])


# --- what cannot be read ------------------------------------------------------------------------------------------


def encrypted(password: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed(POLICY)))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_file_says_so() -> None:
    found = refusal(encrypted("secret", "RC4-128"))
    assert found.kind is UnreadableKind.NOT_TEXT
    assert "encrypted" in found.detail


def test_a_file_that_anybody_may_open_is_read() -> None:
    """Encrypted only so that nobody prints it."""
    assert texts(encrypted("", "RC4-128")) == texts(printed(POLICY))


def test_a_scan_says_so() -> None:
    found = refusal(of_streams([b"q 500 0 0 700 50 50 cm /Im0 Do Q"] * 3))
    assert found.kind is UnreadableKind.EMPTY
    assert "scan" in found.detail
    assert "3 pages" in found.detail


def test_fonts_that_say_nothing_say_so() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>] /ToUnicode 6 0 R >>"
    )
    table = b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0001> <00ff> <0000> endbfrange"
    hexed = b"BT /F1 11 Tf 60 700 Td <" + b"00010002" * 200 + b"> Tj ET"
    found = refusal(of_objects({**one_page(stream(hexed)), 5: font, 6: stream(table)}))
    assert found.kind is UnreadableKind.NOT_TEXT


# --- hostile ------------------------------------------------------------------------------------------------------


def one_page(contents: bytes, page: bytes = b"") -> dict[int, bytes]:
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: page or b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        4: contents,
        5: HELVETICA,
    }


WORD = b"BT /F1 11 Tf 60 700 Td (word) Tj ET\n"


def with_forms(first: bytes, forms: dict[int, bytes]) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 10 0 R >> >> >>"
    return of_objects({**one_page(stream(first), page), **forms})


def form(data: bytes, number: int) -> bytes:
    return stream(data, f"/Type /XObject /Subtype /Form /Resources << /XObject << /X {number} 0 R >> >>")


def doubled(data: bytes) -> bytes:
    twice = zlib.compress(zlib.compress(data))
    return b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice)


def loop_in_table() -> bytes:
    body = of_objects(one_page(stream(WORD)))
    start = body[body.rindex(b"startxref") :].split()[1]
    return body.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + start)


HOSTILE = {
    "a bomb": lambda: of_streams([b"\0" * 60_000_000]),
    "a bomb in a bomb": lambda: of_objects(one_page(doubled(b"\0" * 60_000_000))),
    "a table that leads to itself": loop_in_table,
    "a table that is too long": lambda: of_objects(one_page(stream(WORD))).replace(
        b"xref\n0 6", b"xref\n0 99999999999"
    ),
    "a tree that holds itself": lambda: of_objects(
        {**one_page(stream(WORD)), 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}
    ),
    "a tree of ten thousand million pages": lambda: of_objects(
        {n: b"<< /Type /Pages /Kids [" + b"%d 0 R " % (n + 1) * 10 + b"] >>" for n in range(2, 12)}
        | {1: b"<< /Type /Catalog /Pages 2 0 R >>", 12: b"<< /Type /Page /Contents 4 0 R >>"}
    ),
    "one page, ninety thousand times": lambda: of_objects(
        {**one_page(stream(WORD)), 2: b"<< /Type /Pages /Count 9 /Kids [" + b"3 0 R " * 90_000 + b"] >>"}
    ),
    "forms that double thirty times": lambda: with_forms(
        b"/X Do", {n: form(b"/X Do /X Do ", n + 1) for n in range(10, 40)} | {40: form(WORD, 40)}
    ),
    "a form that paints itself": lambda: with_forms(b"/X Do", {10: form(b"/X Do /X Do ", 10)}),
    "arrays in arrays": lambda: of_streams([b"[" * 200_000]),
    "a stream as long as itself": lambda: of_objects(one_page(b"<< /Length 4 0 R >>\nstream\nabc\nendstream")),
    "too many filters": lambda: of_objects(
        one_page(b"<< /Length 3 /Filter [" + b"/ASCIIHexDecode " * 5000 + b"] >>\nstream\nabc\nendstream")
    ),
    "a hundred thousand lines": lambda: of_streams(
        [b"BT /F1 11 Tf 12 TL 60 700 Td " + b"(ab cd) Tj T* " * 100_000 + b"ET"]
    ),
    "one line without an end": lambda: of_streams([b"BT /F1 11 Tf 60 700 Td (" + b"ab cd " * 200_000 + b") Tj ET"]),
    "brackets that never close": lambda: of_streams([b"(" * 1_000_000]),
    "objects without an end": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 50_000,
    "noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 2000,
    "nothing": lambda: b"%PDF-1.7\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon(name: str) -> None:
    body = HOSTILE[name]()
    begun = time.process_time()
    assert isinstance(formats.read(capture(body, "application/pdf"), Recipe()), Document | Unreadable)
    assert time.process_time() - begun < 60


@pytest.mark.parametrize(
    "name", ["a bomb", "a bomb in a bomb", "one page, ninety thousand times", "a hundred thousand lines"]
)
def test_what_is_too_large_says_so(name: str) -> None:
    assert refusal(HOSTILE[name]()).kind is UnreadableKind.READER


def test_five_hundred_pages_are_read_and_more_are_not() -> None:
    assert "501 pages" in refusal(pdf([lines("Words.")] * 501)).detail


WHOLE = pdf([lines(*CLAUSES)], compressed=False)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=12), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused(at: int, noise: bytes, cut: int) -> None:
    body = WHOLE[:at] + noise + WHOLE[at + cut :]
    found = formats.read(capture(body, "application/pdf"), Recipe(format="pdf"))
    assert isinstance(found, Document | Unreadable)


def test_a_page_that_is_damaged_is_not_read_as_a_shorter_one() -> None:
    whole = pdf([lines(*CLAUSES), lines("The second page.")])
    start = whole.index(b"stream\n") + len(b"stream\n")
    damaged = whole[: start + 40] + bytes(20) + whole[start + 60 :]

    assert "page 1 is damaged" in refusal(damaged).detail


def test_half_a_file_never_reads_as_the_whole() -> None:
    whole = printed(POLICY)
    found = formats.read(capture(whole[: len(whole) // 2], "application/pdf"), Recipe())
    assert isinstance(found, Unreadable) or len(found.blocks) < len(POLICY)
