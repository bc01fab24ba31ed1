"""A promise taken back without touching a letter of it: one row, one way to do it."""

from __future__ import annotations

import pytest

from clausewatch.core.compare import compare
from clausewatch.core.model import ClauseFinding, Grade, Tracked, TrackedQuote, Verdict
from clausewatch.core.sentences import cut
from core.prose import document

PAGE = """
# Halden Terms

## 2. Your data

You keep all rights in your content. We will never sell your content to third parties. Staff read it with consent only.

We do not collect:

- your address book;
- your precise location;
- the content of your calls.

| Data | Kept for | Where |
| Prompts | 30 days | Ireland |
| Invoices | 7 years | Ireland |

Affiliate

- a company controlled by us

## 3. Availability

The service is available 99.9% of the time. We announce maintenance three days ahead.
"""
SOLD = "We will never sell your content to third parties."
ADDRESSES = "your address book"
PROMPTS = "Prompts | 30 days | Ireland"


def beside(quote: str, was: str, now: str, page: str = PAGE) -> ClauseFinding:
    assert was in page
    found = compare(document(page), document(page.replace(was, now, 1)), Tracked((TrackedQuote(quote),))).clauses[0]
    assert found.verdict in (Verdict.INTACT, Verdict.MOVED), found
    return found


@pytest.mark.parametrize(
    ("quote", "was", "now", "told"),
    [
        (SOLD, "Staff read", "This does not apply to advertisers. Staff read", "advertisers"),
        (SOLD, "Staff read", "Selling it to affiliates remains permitted. Staff read", "remains permitted"),
        (SOLD, "Staff read", "In urgent cases a note to you is enough. Staff read", "urgent"),
        (SOLD, "Staff read", "The foregoing applies to enterprise customers only. Staff read", "enterprise"),
        (
            SOLD,
            "Staff read",
            "We are proud of that. However, affiliates are no third parties. Staff read",
            "affiliates",
        ),
        (SOLD, "You keep all", "This section applies only to customers with a contract. You keep all", "contract"),
        (SOLD, "The service is", "Section 2 does not apply to free accounts. The service is", "free accounts"),
        (SOLD, "We announce", "These terms are no longer in force. We announce", "no longer in force"),
        (SOLD, "## 2. Your data", "## 2. Archive: terms valid until 2020", "Archive"),
        (SOLD, "## 2. Your data", "## 2. Data of enterprise customers", "enterprise"),
        (SOLD, "# Halden Terms", "# Halden Terms\n\n## Previous version", "Previous version"),
        (ADDRESSES, "We do not collect:", "We collect:", "We collect:"),
        (ADDRESSES, "We do not collect:", "Unless you object, we collect:", "we collect:"),
        ("the content of your calls", "We do not collect:", "On request of our partners we record:", "partners"),
        (PROMPTS, "Kept for", "Deleted at the earliest after", "Deleted"),
        ("a company controlled by us", "Affiliate", "Subprocessor", "Subprocessor"),
        (SOLD, "You keep all", "Previous version (no longer in force):\n\nYou keep all", "Previous version"),
        (SOLD, "## 2. Your data", "## 2. Your data (until December 31, 2026)", "until December"),
    ],
)
def test_it_is_told_beside_the_words_that_stand(quote: str, was: str, now: str, told: str) -> None:
    if now.endswith("## Previous version"):
        now, was = "## Previous version\n\n### 2. Your data", "## 2. Your data"
    found = beside(quote, was, now)
    assert found.surroundings is not None and told in found.surroundings
    assert found.graded.grade >= Grade.MINOR


@pytest.mark.parametrize(
    ("quote", "was", "now"),
    [
        (SOLD, "Staff read", "We are proud of our team. Staff read"),
        ("Staff read it with consent only.", "Staff read", "This does not apply to advertisers. Staff read"),
        ("a company controlled by us", "The service is", "This promise may end. The service is"),
        (SOLD, "## 2. Your data", "## 4. Your data"),
        (SOLD, "## 2. Your data", "## 2. Your content and data"),
        (SOLD, "We announce", "The office dog is no longer with us. We announce"),
        (SOLD, "We announce", "Section 9 does not apply to free accounts. We announce"),
        (SOLD, "We announce", "This section applies to enterprise customers only. We announce"),
        (ADDRESSES, "- your precise location;", "- your contacts;\n- your precise location;"),
        (ADDRESSES, "We do not collect:", "We do not collect :"),
        (PROMPTS, "| Invoices | 7 years | Ireland |", "| Invoices | 9 years | Ireland |"),
        (SOLD, "You keep all", "Except as set out in Annex B, you keep all"),
        (SOLD, "Staff read it", "Staff generally read it"),
    ],
)
def test_what_does_not_bear_on_it_is_left_to_the_page(quote: str, was: str, now: str) -> None:
    assert beside(quote, was, now).surroundings is None


def test_a_list_in_chinese_hangs_on_what_stands_before_it() -> None:
    page = (
        "# 协议\n\n在以下情形下，我们不承担责任：\n\n（一）不可抗力；\n\n（二）公共互联网中断。\n\n本协议适用中国法律。"
    )
    found = beside("公共互联网中断", "我们不承担责任", "我们承担责任", page)
    assert found.surroundings == "在以下情形下，我们承担责任："


RESELLERS = PAGE.replace("to third parties.", "to third parties except to our resellers.")


@pytest.mark.parametrize(
    ("quote", "page", "goes_on"),
    [
        (SOLD, RESELLERS, "We will never sell your content to third parties except to our resellers."),
        (SOLD, PAGE, None),
        (SOLD.rstrip("."), RESELLERS, None),
        ("The service is available.", PAGE, None),
        (
            "我们不会出售您的信息。",
            "# 政策\n\n我们不会出售您的信息，但关联公司除外。",
            "我们不会出售您的信息，但关联公司除外。",
        ),
    ],
)
def test_a_full_stop_that_the_page_does_not_have_is_noticed(quote: str, page: str, goes_on: str | None) -> None:
    found = compare(document(page), document(page), Tracked((TrackedQuote(quote),))).clauses[0]
    assert found.verdict is Verdict.INTACT
    assert found.goes_on == goes_on


NOTED = "third parties.† Staff"


def test_a_footnote_that_limits_is_told_with_the_words_that_its_mark_stands_behind() -> None:
    old, marked = PAGE, PAGE.replace("third parties. Staff", NOTED, 1)
    for mark, note in (("‡", "Except where our affiliates need it."), ("†", "This does not apply to affiliates.")):
        new = marked.replace("†", mark) + f"\n\n{mark} {note}\n"
        found = compare(document(old), document(new), Tracked((TrackedQuote(SOLD),))).clauses[0]
        assert found.verdict is Verdict.INTACT and found.graded.grade >= Grade.MAJOR and note in str(found)


def test_a_mark_alone_or_a_note_that_says_where_more_stands_changes_nothing() -> None:
    marked = PAGE.replace("third parties. Staff", NOTED, 1)
    for new in (marked, f"{marked}\n\n† See the list of vendors.\n"):
        found = compare(document(PAGE), document(new), Tracked((TrackedQuote(SOLD),))).clauses[0]
        assert found.verdict is Verdict.INTACT and found.graded.grade < Grade.MAJOR


def test_the_mark_of_a_footnote_belongs_to_the_sentence_before_it() -> None:
    assert cut("We never sell it.* You may opt out.") == ["We never sell it.*", "You may opt out."]
    assert cut("我们不会出售。* 您可以退出。") == ["我们不会出售。*", "您可以退出。"]
