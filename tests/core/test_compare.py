"""Two documents compared: hunks, dates, and laws that hold for any text."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.compare import compare, unreadable
from clausewatch.core.model import (
    BlockKind,
    Comparison,
    FactVerdict,
    Grade,
    HunkKind,
    Reason,
    SilenceVerdict,
    Tracked,
    TrackedLink,
    TrackedNumber,
    TrackedQuote,
    TrackedSilence,
    Verdict,
)
from clausewatch.core.sentences import sentences
from core.prose import document
from core.test_verdicts import POLICY, TERMS

PAGE = re.sub(r"(?<=[\w,;.)])\n(?=[\w(])(?!更新)", " ", TERMS) + POLICY
"""Both pages in one, a paragraph on each line."""
SENTENCES = tuple(
    part.text
    for part in sentences(document(PAGE))
    if len(part.key) > 12 and part.kind is BlockKind.PARAGRAPH and PAGE.count(part.text) == 1
)
NOISE = {
    "'": ("’", "'"),
    " ": ("\u00a0", "  ", " \u200b", " "),
    "-": ("‐", "–", "-"),
    "e": ("e\u00ad", "\ufeffe", "e"),
    "，": (",", "，"),
    "。": ("。\u200b", "。"),
}


def compared(old: str, new: str, *quotes: str) -> Comparison:
    return compare(document(old), document(new), Tracked(quotes=tuple(map(TrackedQuote, quotes))))


def hunks(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(str(hunk.kind), hunk.old, hunk.new) for hunk in compared(old, new).hunks]


def test_a_document_compared_with_itself_is_unchanged() -> None:
    answer = compared(TERMS, TERMS)
    assert (answer.changed, answer.graded.grade, answer.hunks) == (False, Grade.NONE, ())


def test_markup_line_breaks_and_numbering_are_no_hunks() -> None:
    new = TERMS.replace("- to ", "1. to ").replace(" We claim no", "\n\nWe claim no").replace("## 3.", "### 7)")
    assert hunks(TERMS, new) == []


def test_an_edit_is_one_hunk_under_its_heading() -> None:
    answer = compared(TERMS, TERMS.replace("14 days", "7 days"))
    (hunk,) = answer.hunks
    assert (hunk.kind, hunk.heading) == (HunkKind.EDITED, ("Meridian API Terms", "3. Sharing"))
    assert (hunk.old, hunk.new) == ("You may object within 14 days.", "You may object within 7 days.")
    assert answer.graded.grade is Grade.MAJOR


def test_a_paragraph_that_goes_is_one_hunk() -> None:
    paragraph = TERMS[TERMS.index("We do not sell") : TERMS.index("We will notify you by e-mail before we add")]
    ((kind, old, new),) = hunks(TERMS, TERMS.replace(paragraph, ""))
    assert (kind, old.split(), new) == ("removed", paragraph.split(), "")


def test_a_moved_paragraph_is_told_as_moved_and_hardly_matters() -> None:
    paragraph = "You may object within 14 days."
    new = TERMS.replace(" " + paragraph, "").replace("## 5. Changes", "## 5. Changes\n\n" + paragraph)
    answer = compared(TERMS, new)
    (hunk,) = answer.hunks
    assert (hunk.kind, hunk.moved_from[-1], hunk.heading[-1]) == (HunkKind.MOVED, "3. Sharing", "5. Changes")
    assert hunk.graded.grade <= Grade.COSMETIC


def test_a_printed_date_alone_is_cosmetic() -> None:
    answer = compared(TERMS, TERMS.replace("4 May 2025", "9 June 2025"))
    assert (answer.graded.grade, answer.graded.reasons) == (Grade.COSMETIC, (Reason.DATE,))
    assert str(answer.dates.old) == "2025-05-04"
    assert str(answer.dates.new) == "2025-06-09"


def test_text_that_changes_under_the_same_date_is_a_silent_edit() -> None:
    changed = TERMS.replace("14 days", "7 days")
    assert Reason.SILENT_EDIT in compared(TERMS, changed).graded.reasons
    dated = changed.replace("4 May 2025", "9 June 2025")
    assert Reason.SILENT_EDIT not in compared(TERMS, dated).graded.reasons
    undated = changed.replace("Last updated: 4 May 2025", "")
    assert Reason.SILENT_EDIT not in compared(TERMS.replace("Last updated: 4 May 2025", ""), undated).graded.reasons


def test_a_link_that_goes_elsewhere_is_cosmetic() -> None:
    old = TERMS + "\nSee [our list](https://a.example/list).\n"
    answer = compared(old, old.replace("a.example/list", "b.example/list"))
    assert (answer.graded.grade, answer.graded.reasons) == (Grade.COSMETIC, (Reason.LINK,))


def test_a_link_identifier_that_varies_is_no_change() -> None:
    old = TERMS + "\nSee [our list](https://a.example/list?id=1).\n"
    assert not compared(old, old.replace("id=1", "id=2")).changed


def listed(*items: str) -> str:
    return (
        "# Data\n\nWe collect from you:\n\n" + "".join(f"- {item}\n" for item in items) + "\nWe use it to help you.\n"
    )


REORDERED = (
    (
        ("Email", "Phone", "Name and address", "Payment details"),
        ("Phone", "Payment details", "Email", "Name and address"),
    ),
    (("IP", "OS", "UA"), ("UA", "IP", "OS")),
    (("美国", "德国", "日本"), ("日本", "德国", "美国")),
    (("Fax. We keep it.", "Post", "Telex"), ("Telex", "Fax. We keep it.", "Post")),
)


@pytest.mark.parametrize(("before", "after"), REORDERED)
def test_the_same_items_in_another_order_are_cosmetic(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    answer = compared(listed(*before), listed(*after))
    assert (answer.graded.grade, answer.graded.reasons) == (Grade.COSMETIC, (Reason.ORDER,))
    assert {hunk.kind for hunk in answer.hunks} == {HunkKind.MOVED}


def test_rows_of_a_table_in_another_order_are_cosmetic() -> None:
    rows = ("| A Ltd | Paris | host", "| B Ltd | Rome | mail", "| US | UK | EU")
    answer = compared("# Vendors\n\n" + "\n".join(rows), "# Vendors\n\n" + "\n".join(reversed(rows)))
    assert (answer.graded.grade, answer.graded.reasons) == (Grade.COSMETIC, (Reason.ORDER,))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("美国", "德国", "日本"), ("日本", "德国", "法国")),
        (("美国", "德国"), ("德国", "美国", "日本")),
        (("We sell it:", "Never", "We share it:", "Always"), ("We sell it:", "Always", "We share it:", "Never")),
        (("出售：", "否", "共享：", "是"), ("出售：", "是", "共享：", "否")),
    ],
)
def test_a_list_whose_items_or_answers_changed_is_not_merely_reordered(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert compared(listed(*before), listed(*after)).graded.grade > Grade.COSMETIC


@given(st.permutations(["Email", "Fax", "IP", "电话", "Name and address", "Device, with its model", "EU"]))
@settings(deadline=None, max_examples=60)
def test_no_order_of_a_list_is_more_than_cosmetic(order: list[str]) -> None:
    given_order = listed("Email", "Fax", "IP", "电话", "Name and address", "Device, with its model", "EU")
    assert compared(given_order, listed(*order)).graded.grade <= Grade.COSMETIC


def test_what_touches_a_tracked_quote_or_a_silence_is_marked() -> None:
    tracked = Tracked((TrackedQuote("You may object within 14 days."),), (TrackedSilence(("auditors",)),))
    new = TERMS.replace("14 days", "7 days") + "\nOur auditors may read them.\n\nOur office has a garden.\n"
    answer = compare(document(TERMS), document(new), tracked)
    assert [hunk.tracked for hunk in answer.hunks] == [True, True, False]


def test_noise_is_folded_with_the_name_of_its_rule_but_never_in_a_tracked_quote() -> None:
    old, new = TERMS + "\n1,204 views\n", TERMS + "\n1,219 views\n"
    (hunk,) = compared(old, new).hunks
    assert (hunk.graded.grade, hunk.rule) == (Grade.COSMETIC, "view counts")
    (hunk,) = compared(old, new, "1,204 views").hunks
    assert (hunk.graded.grade > Grade.COSMETIC, hunk.rule) == (True, "")


def test_everything_tracked_is_answered_in_order() -> None:
    tracked = Tracked(
        (TrackedQuote("We claim no rights in your outputs."), TrackedQuote("Never there.")),
        (TrackedSilence(("arbitration",)),),
        (TrackedLink("our list", "https://a.example/list"),),
    )
    answer = compare(document(TERMS), document(TERMS), tracked)
    assert [clause.verdict for clause in answer.clauses] == [Verdict.INTACT, Verdict.NOT_FOUND]
    assert [silence.verdict for silence in answer.silences] == [SilenceVerdict.SILENT]
    assert [link.verdict for link in answer.links] == [Verdict.NOT_FOUND]
    blind = unreadable(tracked)
    assert {finding.verdict for finding in (*blind.clauses, *blind.links)} == {Verdict.UNREADABLE}
    assert blind.silences[0].verdict is SilenceVerdict.UNREADABLE


@given(st.lists(st.text(max_size=40), max_size=12), st.text(min_size=1, max_size=30))
@settings(deadline=None)
def test_any_document_equals_itself(paragraphs: list[str], quote: str) -> None:
    answer = compared("\n\n".join(paragraphs), "\n\n".join(paragraphs), quote, *paragraphs)
    assert not answer.changed
    assert {finding.verdict for finding in answer.clauses} <= {Verdict.INTACT, Verdict.NOT_FOUND}
    assert all(finding.graded.grade is Grade.NONE for finding in answer.clauses)


@given(st.sampled_from(SENTENCES), st.randoms())
@settings(deadline=None, max_examples=60)
def test_typographic_noise_changes_no_verdict(quote: str, chance: random.Random) -> None:
    new = "\n".join(line[:4] + _noisy(line[4:], chance) for line in PAGE.splitlines())
    answer = compared(PAGE, new, quote)
    assert answer.clauses[0].verdict is Verdict.INTACT
    assert answer.graded.grade <= Grade.COSMETIC


def _noisy(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(NOISE[char]) if char in NOISE and chance.random() < 0.2 else char for char in text)


STYLES = (
    ("(a)", "(b)", "(c)", "(d)"), ("(i)", "(ii)", "(iii)", "(iv)"),
    ("1)", "2)", "3)", "4)"), ("(1)", "(2)", "(3)", "(4)"),
    ("①", "②", "③", "④"), ("（一）", "（二）", "（三）", "（四）"), ("（1）", "（2）", "（3）", "（4）"),
)  # fmt: skip
ITEMS = ("the first visit", "the written estimate", "your invoices", "the transfer of records", "会诊", "电话号码")


@given(st.lists(st.sampled_from(ITEMS), min_size=2, max_size=4, unique=True), *[st.sampled_from(STYLES)] * 2)
@settings(deadline=None, max_examples=60)
def test_the_numbering_of_a_list_inside_a_paragraph_is_no_change(
    items: list[str], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    listed = [
        "Free of charge are: " + ", ".join(f"{number} {item}" for number, item in zip(style, items, strict=False)) + "."
        for style in (before, after)
    ]
    answer = compared(f"# Care\n\n{listed[0]} We bill the rest.", f"# Care\n\n{listed[1]} We bill the rest.", listed[0])
    assert (answer.clauses[0].verdict, answer.clauses[0].graded.grade) == (Verdict.INTACT, Grade.NONE)
    assert answer.graded.grade <= Grade.COSMETIC


@given(st.sampled_from(SENTENCES))
@settings(deadline=None, max_examples=60)
def test_a_sentence_that_is_deleted_never_stands(quote: str) -> None:
    verdict = compared(PAGE, PAGE.replace(quote, ""), quote).clauses[0].verdict
    assert verdict not in (Verdict.INTACT, Verdict.MOVED)


@given(st.permutations(range(5)), st.sampled_from(SENTENCES))
@settings(deadline=None, max_examples=60)
def test_sections_in_another_order_keep_every_clause(order: list[int], quote: str) -> None:
    head, *sections = PAGE.split("\n## ")
    new = "\n## ".join([head, *(sections[index] for index in order), *sections[len(order) :]])
    answer = compared(PAGE, new, quote)
    assert answer.clauses[0].verdict in (Verdict.INTACT, Verdict.MOVED)


@given(st.sampled_from([each for each in SENTENCES if " will " in each or " do not " in each or "不会" in each]))
@settings(deadline=None)
def test_one_flipped_negation_is_always_critical(quote: str) -> None:
    flips = {" will never ": " will ", " will ": " will not ", " do not ": " do ", "不会": "会"}
    before, after = next(flip for flip in flips.items() if flip[0] in quote)
    new = PAGE.replace(quote, quote.replace(before, after, 1))
    finding = compared(PAGE, new, quote).clauses[0]
    assert (finding.verdict, finding.graded.grade) == (Verdict.REWORDED, Grade.CRITICAL)


# --- a tracked number ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "verdict"), [("61", FactVerdict.HOLDS), ("1,204", FactVerdict.OTHER)])
def test_a_tracked_number_that_moves_alone_is_told_by_its_finding_or_not_at_all(now: str, verdict: FactVerdict) -> None:
    table = "# Record\n\n| Incidents | {} |\n\nWe answer within 3 days.\n"
    tracked = Tracked(facts=(TrackedNumber(("incidents",), 40, 70),))
    found = compare(document(table.format("55")), document(table.format(now)), tracked)
    assert (found.graded.grade, found.facts[0].verdict) == (Grade.COSMETIC, verdict)
    untracked = compare(document(table.format("55")), document(table.format(now)))
    assert untracked.graded.grade > Grade.COSMETIC
    more = compare(document(table.format("55")), document(table.format(now).replace("3 days", "9 days")), tracked)
    assert more.graded.grade > Grade.COSMETIC
