"""A promise taken back without touching a letter of it: one row, one way to do it."""

from __future__ import annotations

import pytest

from clausewatch.core.compare import compare
from clausewatch.core.model import ClauseFinding, Grade, Tracked, TrackedQuote, Verdict
from clausewatch.core.sentences import cut
from clausewatch.core.surroundings import still_beside
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


DEFINED = (
    "# Halden Terms\n\n## 1. Definitions\n\n{}\n\n## 2. Data\n\nWe never sell Personal Data to anybody. We keep logs."
)
NEVER_SOLD = "We never sell Personal Data to anybody."
ZH_DEFINED = "# 政策\n\n## 一、定义\n\n{}\n\n## 二、使用\n\n我们不会向任何人出售您的个人信息。日志保存一个月。"
ZH_NEVER_SOLD = "我们不会向任何人出售您的个人信息。"
ANY, MARKED = "any information about you", "information that you mark as confidential"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (f'"Personal Data" means {ANY}.', f'"Personal Data" means {MARKED}.'),
        (f"“Personal Data” refers to {ANY}.", f"“Personal Data” refers to {MARKED}."),
        (f'The term "Personal Data" shall mean {ANY}.', f'The term "Personal Data" shall mean {MARKED}.'),
        (f"Personal Data means {ANY}.", f"Personal Data means {MARKED}."),
        (f"Personal Data: {ANY}.", f"Personal Data: {MARKED}."),
        (f"Personal Data\n\n- {ANY}", f"Personal Data\n\n- {MARKED}"),
        (f"| Term | Meaning |\n| Personal Data | {ANY} |", f"| Term | Meaning |\n| Personal Data | {MARKED} |"),
        ("For the purposes of this policy, personal data includes your name and your usage.",
         "For the purposes of this policy, personal data includes your name."),
        ("We process all that we know of you (“Personal Data”).", "We process your e-mail address (“Personal Data”)."),
        ('"Personal Data" means:\n\n- your name;\n- your messages;\n- your location.',
         '"Personal Data" means:\n\n- your name.'),
        (f'"Personal Data" means {ANY}.', f'"Personal Data" means {ANY}. It does not include usage data.'),
    ],
)  # fmt: skip
def test_a_narrower_definition_of_what_a_promise_covers_breaks_it(was: str, now: str) -> None:
    found = beside(NEVER_SOLD, was, now, DEFINED.format(was))
    assert found.surroundings is not None and found.surroundings.lower().startswith(
        "the definition of “personal data” "
    )
    assert "changed. Before: " in found.surroundings
    assert found.graded.grade is Grade.CRITICAL


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("“个人信息”是指与您有关的各种信息。", "“个人信息”是指您的身份证号码。"),
        ("个人信息是指与您有关的各种信息。", "个人信息是指您的身份证号码。"),
        ("本政策所称个人信息，是指与您有关的各种信息。", "本政策所称个人信息，是指您的身份证号码。"),
        ("本政策中的“个人信息”包括姓名、位置和浏览记录。", "本政策中的“个人信息”包括姓名。"),
        ("我们收集您产生的各种信息（以下简称“个人信息”）。", "我们收集您的身份证号码（以下简称“个人信息”）。"),
    ],
)
def test_a_chinese_definition_too(was: str, now: str) -> None:
    found = beside(ZH_NEVER_SOLD, was, now, ZH_DEFINED.format(was))
    assert found.surroundings is not None and found.surroundings.startswith("The definition of “个人信息” changed.")
    assert found.graded.grade is Grade.CRITICAL


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (f'"Personal Data" means {ANY}. "Site" is ours.', '"Site" is ours.', "is gone. Before: means any"),
        ('"Site" is ours.', f'"Site" is ours. "Personal Data" means only {MARKED}.', "is new. Now: means only"),
    ],
)
def test_a_definition_that_went_or_a_new_narrow_one_is_told(was: str, now: str, told: str) -> None:
    found = beside(NEVER_SOLD, was, now, DEFINED.format(was))
    assert found.surroundings is not None and told in found.surroundings
    assert found.graded.grade is Grade.MAJOR


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (
            f'"Personal Data" means {ANY}. "Site" means our pages.',
            f'"Personal Data" means {ANY}. "Site" means the shop.',
        ),
        (
            '"Personal Data" means information relating to you.',
            '"Personal Data" means information that relates to you.',
        ),
        (f'"Personal Data" means {ANY}.', f"“Personal Data”  means {ANY}."),
        ('"Data Controller" means Halden.', '"Data Controller" means Halden Europe.'),
        ('"Site" means our pages.', f'"Site" means our pages. "Personal Data" means {ANY}.'),
        ("Halden Computing Ltd. (“Personal Data”) is in Oslo.", "Halden Services Ltd. (“Personal Data”) is in Oslo."),
    ],
)
def test_another_definition_or_the_same_in_other_words_is_not_told(was: str, now: str) -> None:
    assert beside(NEVER_SOLD, was, now, DEFINED.format(was)).surroundings is None


def test_a_name_in_brackets_counts_with_its_capital() -> None:
    page = "# Terms\n\nWrite to us about any dispute with us (a “Claim”). You may claim a refund at any time."
    quote = "You may claim a refund at any time."
    assert beside(quote, "any dispute with us", "a dispute over fees", page).surroundings is None


@pytest.mark.parametrize(
    "definition",
    [
        f'"Personal Data" means {MARKED}.',
        '"Personal Data" means:\n\n- (a) your name;\n- (b) your address.',
        '"Site" is ours.',
    ],
)
def test_what_was_told_of_a_definition_holds_until_it_is_put_right(definition: str) -> None:
    before = DEFINED.format(f'"Personal Data" means {ANY}.')
    told = compare(document(before), document(DEFINED.format(definition)), Tracked((TrackedQuote(NEVER_SOLD),)))
    notice = told.clauses[0].surroundings
    assert notice is not None
    assert still_beside(document(DEFINED.format(definition)), notice)
    assert not still_beside(document(before), notice)


def test_a_definition_that_is_put_right_weakens_nothing() -> None:
    before, after = (document(DEFINED.format(f'"Personal Data" means {each}.')) for each in (ANY, MARKED))
    told = compare(before, after, Tracked((TrackedQuote(NEVER_SOLD),))).clauses[0].surroundings
    waiting = TrackedQuote(NEVER_SOLD, weakened_by=told)
    assert compare(after, before, Tracked((waiting,))).clauses[0].surroundings is None


LONG = (
    "Under the house rules, which are kept in the hall and name the rooms, kitchens, gardens, workshops, cellars, lofts"
    " and yards that are cleaned, heated and lit by the house master and his deputies on the days shown on the board, "
)


@pytest.mark.parametrize("opening", ["", LONG])
def test_what_is_put_right_behind_a_quoted_part_counts_as_behind_a_whole_sentence(opening: str) -> None:
    quote = "we never share your recordings with third parties"
    page = f"# Rules\n\n{opening}{quote}. Guests are welcome."
    found = compare(
        document(page),
        document(page.replace(f"{quote}.", f"{quote} in the European Union.")),
        Tracked((TrackedQuote(quote),)),
    ).clauses[0]
    assert found.graded.grade is Grade.CRITICAL


def test_definitions_that_changed_in_one_sentence_are_told_in_its_order() -> None:
    terms = ("Files", "Notes", "Photos", "Prompts", "Videos")
    was, now = (
        "We process " + ", ".join(f"{what.format(term.lower())} (“{term}”)" for term in terms) + "."
        for what in ("all {} that you upload", "{} of your public profile")
    )
    quote = "We never sell Videos, Notes, Prompts, Files or Photos to anybody."
    found = beside(quote, was, now, f"# Terms\n\n## 1. Definitions\n\n{was}\n\n## 2. Data\n\n{quote} We keep logs.")
    told = [line.split("”")[0] for line in (found.surroundings or "").splitlines()]
    assert told == [f"The definition of “{term}" for term in terms]
