"""What a lawyer says of a quoted clause when the page around it changes: one row, one case.

Each case takes a page of the shape below, changes it, and says what became of the quote. The verdict must be one of
those named; ``now`` must be what stands today, word for word (``…`` at its end: it begins so).
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from clausewatch.core.compare import compare
from clausewatch.core.model import ClauseFinding, Grade, Reason, Tracked, TrackedQuote, Verdict
from core.prose import document

TERMS = """
# Meridian API Terms

Last updated: 4 May 2025

These Terms are a contract between you and Meridian Compute Pte. Ltd. ("Meridian").

## 1. Your data

1.1 Ownership. You keep all rights in your inputs. We claim no rights in your outputs.

1.2 Training. We will never use your inputs or outputs to train our models. We will never use your billing data to
train our models.

1.3 Location. We store your personal data in Singapore. Backups are stored in Singapore and are encrypted at rest.

We use your personal data for the following purposes:

- to provide the Service to you;
- to detect and prevent abuse;
- to comply with our legal obligations.

## 2. Retention

We delete your inputs within 30 days, unless the law requires us to keep them longer. We delete server logs within
90 days. If you close your account, we delete everything within 60 days.

We will notify you by e-mail before this period changes.

## 3. Sharing

We do not sell your personal data. We share personal data with Stripe (payments) and Zendesk (support). Our
processors may use it only to serve us.

We will notify you by e-mail before we add a new processor. You may object within 14 days.

## 4. Liability

Our total liability is limited to the fees you paid in the twelve (12) months before the claim. Nothing in these
Terms excludes liability for fraud.

## 5. Changes

We may change these Terms. We will notify you by e-mail before this period changes.
"""

POLICY = """
# 云帆平台隐私政策

更新日期：2025年3月12日

## 一、我们如何使用信息

（一）账号。您注册时需要提供手机号码。如您拒绝提供，您将无法登录。

（二）训练。未经您的单独同意，我们不会将您的输入内容用于训练模型。我们不会将您的付款信息用于训练模型。

（三）日志。日志信息的保存期限为六个月。

## 二、我们如何共享信息

我们不会向任何第三方出售您的个人信息。我们会与支付服务商共享必要的付款信息，但不会共享您的通讯录。

如有变更，我们会提前通知您。

## 三、存储

您的个人信息存储于中华人民共和国境内。您注销账号后，我们将在15个工作日内删除您的个人信息。

如有变更，我们会提前通知您。
"""

NEVER_TRAIN = "We will never use your inputs or outputs to train our models."
NO_SALE = "We do not sell your personal data."
INPUTS_GONE = "We delete your inputs within 30 days, unless the law requires us to keep them longer."
LOGS_GONE = "We delete server logs within 90 days."
TWIN = "We will notify you by e-mail before this period changes."
TWIN_OBJECT = "You may object within 14 days."
ZH_TRAIN = "未经您的单独同意，我们不会将您的输入内容用于训练模型。"
ZH_NO_SALE = "我们不会向任何第三方出售您的个人信息。"
ZH_TWIN = "如有变更，我们会提前通知您。"


class Case(NamedTuple):
    claim: str
    quote: str
    changes: tuple[tuple[str, str], ...]
    """Old text, new text; an old text that begins with ``2nd:`` is replaced at its second place."""
    verdicts: str
    now: str | None = None
    grade: str = ""
    """At least this grade; with ``=`` before it exactly this."""
    occurrence: int = 1
    which: bool = False
    moved: bool = False
    replaced_by: str | None = None


INTACT = (
    Case("nothing changed", NEVER_TRAIN, (), "intact", NEVER_TRAIN, "=none"),
    Case("another sentence changed", NEVER_TRAIN, (("90 days", "180 days"),), "intact", NEVER_TRAIN, "=none"),
    Case(
        "the twin clause beside it changed",
        NEVER_TRAIN,
        (("never use your billing", "use your billing"),),
        "intact",
        NEVER_TRAIN,
    ),
    Case(
        "the sentence before it went",
        NO_SALE,
        (("We will notify you by e-mail before this period changes.\n\n## 3", "## 3"),),
        "intact",
        NO_SALE,
        "=none",
    ),
    Case(
        "a section was put before it",
        NO_SALE,
        (("## 3. Sharing", "## 3. Cookies\n\nWe set two cookies.\n\n## 4. Sharing"),),
        "intact",
        NO_SALE,
        "=none",
    ),
    Case("its section was renamed", NO_SALE, (("## 3. Sharing", "## 3. Disclosure"),), "intact", NO_SALE, "=none"),
    Case("its section was renumbered", NO_SALE, (("## 3. Sharing", "## IV. Sharing"),), "intact", NO_SALE, "=none"),
    Case(
        "its paragraph was broken in two",
        LOGS_GONE,
        ((" We delete server logs", "\n\nWe delete server logs"),),
        "intact",
        LOGS_GONE,
        "=none",
    ),
    Case(
        "it became a list item",
        NO_SALE,
        (("We do not sell your personal data. ", "- We do not sell your personal data.\n\n"),),
        "intact",
        NO_SALE,
        "=none",
    ),
    Case(
        "bullets became numbers",
        "- to detect and prevent abuse;",
        (("- to provide", "1. to provide"), ("- to detect", "2. to detect"), ("- to comply", "3. to comply")),
        "intact",
        "to detect and prevent abuse;",
        "=none",
    ),
    Case(
        "curly quotes, odd spaces and hyphens",
        TWIN,
        (("by e-mail before this", "by\u00a0e‑mail  before\u200b this"),),
        "intact",
        None,
        "=none",
    ),
    Case(
        "a quote across two sentences",
        "We claim no rights in your outputs. 1.2 Training. We will never use your "
        "inputs or outputs to train our models.",
        (),
        "intact",
    ),
    Case(
        "a quote across list items",
        "for the following purposes:\n- to provide the Service to you;\n- to detect and prevent abuse;",
        (("You keep all rights", "You retain all rights"),),
        "intact",
        None,
        "=none",
    ),
    Case(
        "part of a sentence",
        "limited to the fees you paid in the twelve (12) months before the claim",
        (),
        "intact",
        "limited to the fees you paid in the twelve (12) months before the claim",
        "=none",
    ),
    Case(
        "fragments joined by an ellipsis",
        "We store your personal data ... encrypted at rest",
        (),
        "intact",
        "We store your personal data … encrypted at rest",
        "=none",
    ),
    Case("fragments in brackets", "We share personal data with Stripe […] and Zendesk", (), "intact"),
    Case("the second of two twins", TWIN, (), "intact", TWIN, "=none", occurrence=2),
    Case("the other twin went", TWIN, (("2nd:" + TWIN, ""),), "intact", TWIN, "=none", which=True),
    Case(
        "the other twin changed",
        TWIN,
        (("2nd:" + TWIN, "We may tell you before this period changes."),),
        "intact",
        TWIN,
        "=none",
        which=True,
    ),
    Case(
        "Chinese, half-width brackets and Pangu spaces",
        "日志信息的保存期限为六个月。",
        (("（三）日志。日志信息的", "(三)日志。日志信息 的"),),
        "intact",
        None,
        "=none",
    ),
    Case(
        "Chinese, a clause inserted before",
        ZH_TRAIN,
        (("（二）训练", "（二）位置。我们会收集位置。\n\n（三）训练"),),
        "intact",
        ZH_TRAIN,
        "=none",
    ),
    Case(
        "Chinese, the twin elsewhere went", ZH_TWIN, (("2nd:" + ZH_TWIN, ""),), "intact", ZH_TWIN, "=none", which=True
    ),
)

MOVED = (
    Case(
        "to another section",
        NO_SALE,
        (
            ("We do not sell your personal data. ", ""),
            ("Nothing in these\nTerms", "We do not sell your personal data. Nothing in these\nTerms"),
        ),
        "moved",
        NO_SALE,
        "=none",
        moved=True,
    ),
    Case(
        "into a section of its own",
        "You may object within 14 days.",
        (
            (" You may object within 14 days.", ""),
            ("## 5. Changes", "## 5. Objections\n\nYou may object within 14 days.\n\n## 6. Changes"),
        ),
        "moved",
        "You may object within 14 days.",
        "=none",
        moved=True,
    ),
    Case(
        "Chinese",
        ZH_NO_SALE,
        ((ZH_NO_SALE, ""), ("您的个人信息存储于", ZH_NO_SALE + "您的个人信息存储于")),
        "moved",
        ZH_NO_SALE,
        "=none",
        moved=True,
    ),
)

REWORDED = (
    Case(
        "never becomes may",
        NEVER_TRAIN,
        (("never use your inputs", "may use your inputs"),),
        "reworded",
        "We will may use your inputs or outputs to train our models.",
        "critical",
    ),
    Case(
        "never becomes may, in fewer words",
        NEVER_TRAIN,
        ((NEVER_TRAIN, "We may use your inputs and outputs to train our models."),),
        "reworded",
        "We may use your inputs and outputs to train our models.",
        "critical",
    ),
    Case(
        "reversed while a copy is put elsewhere",
        NEVER_TRAIN,
        (
            (NEVER_TRAIN, "We may use your inputs or outputs to train our models."),
            ("## 5. Changes", "## 5. Enterprise customers\n\n" + NEVER_TRAIN + "\n\n## 6. Changes"),
        ),
        "reworded",
        "We may use your inputs or outputs to train our models.",
        "critical",
    ),
    Case(
        "became two, for two kinds of customers",
        TWIN_OBJECT,
        (
            (
                TWIN_OBJECT,
                "If you pay monthly, you may object within 14 days. "
                "If you pay yearly, you may object only within 3 days.",
            ),
        ),
        "reworded",
        "If you pay monthly, you may object within 14 days. If you pay yearly, you may object only within 3 days.",
        "critical",
    ),
    Case(
        "split, and a condition put before its second half",
        "Backups are stored in Singapore and are encrypted at rest.",
        (
            (
                "Backups are stored in Singapore and are encrypted at rest.",
                "Backups are stored in Singapore. On paid plans and where we consider it useful, they are encrypted at "
                "rest.",
            ),
        ),
        "reworded",
        grade="major",
    ),
    Case(
        "the same condition, another consequence",
        "If you close your account, we delete everything within 60 days.",
        (("we delete everything within 60 days.", "a backup unit elsewhere takes custody of your files."),),
        "reworded",
        "If you close your account, a backup unit elsewhere takes custody of your files.",
        "major",
    ),
    Case(
        "reversed beside a near-copy of the promise",
        NEVER_TRAIN,
        (
            (
                NEVER_TRAIN,
                "With your permission, we may use "
                "your inputs or outputs to train our models. We will never use your inputs to train advertising "
                "models.",
            ),
        ),
        "reworded",
        "With your permission, we may use your inputs or outputs to train our models.",
        "critical",
    ),
    Case(
        "a number", LOGS_GONE, (("90 days", "365 days"),), "reworded", "We delete server logs within 365 days.", "major"
    ),
    Case(
        "an exception grows onto a whole sentence",
        NO_SALE,
        ((NO_SALE, "We do not sell your personal data, except to our affiliates."),),
        "reworded",
        "We do not sell your personal data, except to our affiliates.",
        "critical",
    ),
    Case(
        "the condition in front is new",
        NO_SALE,
        ((NO_SALE, "Unless you opt in, we do not sell your personal data."),),
        "reworded",
        "Unless you opt in, we do not sell your personal data.",
        "major",
    ),
    Case(
        "the exception becomes a sentence",
        INPUTS_GONE,
        (
            (
                "30 days, unless the law requires us to keep them longer.",
                "30 days. This does not apply where the law requires us to keep them longer.",
            ),
        ),
        "reworded",
        "We delete your inputs within 30 days. This does not apply where the law requires us to keep them longer.",
        "minor",
    ),
    Case(
        "two sentences become one",
        NEVER_TRAIN,
        (
            (
                NEVER_TRAIN + " We will never use your billing data to\ntrain our models.",
                "We will never use your inputs, outputs or billing data to train our models.",
            ),
        ),
        "reworded",
        "We will never use your inputs, outputs or billing data to train our models.",
    ),
    Case(
        "a sentence was put into the quoted passage",
        "We do not sell your personal data. We share personal data with Stripe (payments) and Zendesk (support).",
        (("We share personal data with", "We may rent it to partners. We share personal data with"),),
        "reworded",
        "We do not sell your personal data. We may rent it to partners. We share personal data with Stripe (payments) "
        "and Zendesk (support).",
        "minor",
    ),
    Case(
        "a sentence of the quoted passage went",
        "We delete server logs within 90 days. If you close your account, we delete everything within 60 days.",
        ((" If you close your account, we delete everything within 60 days.", ""),),
        "reworded",
        "We delete server logs within 90 days.",
        "major",
    ),
    Case(
        "one list item of three went",
        "- to provide the Service to you;\n- to detect and prevent abuse;\n- to comply with our legal obligations.",
        (("- to detect and prevent abuse;\n", ""),),
        "reworded",
        "to provide the Service to you;\nto comply with our legal obligations.",
        "minor",
    ),
    Case(
        "moved and reworded",
        LOGS_GONE,
        (
            (" We delete server logs within\n90 days.", ""),
            ("Nothing in these\nTerms", "We delete server logs within 120 days. Nothing in these\nTerms"),
        ),
        "reworded",
        "We delete server logs within 120 days.",
        "major",
        moved=True,
    ),
    Case(
        "part of a sentence",
        "the fees you paid in the twelve (12) months",
        (("twelve (12) months", "three (3) months"),),
        "reworded",
        "the fees you paid in the three (3) months",
        "major",
    ),
    Case(
        "one of the fragments",
        "We store your personal data in Singapore ... encrypted at rest",
        (("personal data in Singapore", "personal data in Virginia"),),
        "reworded",
        "We store your personal data in Virginia. … encrypted at rest",
        "major",
    ),
    Case(
        "the tracked twin was weakened",
        TWIN,
        (("2nd:" + TWIN, "We may tell you before this period changes."),),
        "reworded ambiguous",
        "We may tell you before this period changes.",
        "critical",
        occurrence=2,
    ),
    Case("capitals only", NO_SALE, ((NO_SALE, NO_SALE.upper()),), "reworded intact", NO_SALE.upper(), "=cosmetic"),
    Case(
        "Chinese, consent gone",
        ZH_TRAIN,
        ((ZH_TRAIN, "我们可能会将您的输入内容用于训练模型。"),),
        "reworded",
        "我们可能会将您的输入内容用于训练模型。",
        "critical",
    ),
    Case(
        "Chinese, exception added",
        ZH_NO_SALE,
        (("出售您的个人信息。", "出售您的个人信息，但关联公司除外。"),),
        "reworded",
        "我们不会向任何第三方出售您的个人信息，但关联公司除外。",
        "critical",
    ),
    Case(
        "Chinese, place",
        "您的个人信息存储于中华人民共和国境内。",
        (("中华人民共和国境内", "新加坡"),),
        "reworded",
        "您的个人信息存储于新加坡。",
        "major",
    ),
    Case(
        "Chinese, part of a sentence",
        "15个工作日内删除",
        (("15个工作日内删除", "30个工作日内删除"),),
        "reworded",
        "30个工作日内删除",
        "major",
    ),
)

REMOVED = (
    Case("a near-duplicate beside it stays", NEVER_TRAIN, ((NEVER_TRAIN + " ", ""),), "removed", None, "critical"),
    Case(
        "its near-duplicate of other days stays",
        LOGS_GONE,
        ((" We delete server logs within\n90 days.", ""),),
        "removed",
        None,
        "major",
    ),
    Case(
        "its whole section went",
        NO_SALE,
        ((TERMS[TERMS.index("## 3.") : TERMS.index("## 4.")], ""),),
        "removed",
        None,
        "critical",
    ),
    Case(
        "other text took its place",
        NO_SALE,
        ((NO_SALE, "Visit our help centre for questions about billing."),),
        "removed",
        None,
        "critical",
        replaced_by="Visit our help centre for questions about billing.",
    ),
    Case("one list item", "to detect and prevent abuse;", (("- to detect and prevent abuse;\n", ""),), "removed"),
    Case(
        "the quoted half of a sentence was cut",
        "unless the law requires us to keep them longer",
        ((", unless the law requires us to keep them longer", ""),),
        "removed",
        None,
        "minor",
        replaced_by="We delete your inputs within 30 days.",
    ),
    Case("Chinese, a near-duplicate beside it stays", ZH_TRAIN, ((ZH_TRAIN, ""),), "removed", None, "critical"),
    Case("Chinese", ZH_NO_SALE, ((ZH_NO_SALE, ""),), "removed", None, "critical"),
)

AMBIGUOUS = (
    Case(
        "the second twin is broken, and nobody said which is meant",
        TWIN,
        (("2nd:" + TWIN, "We may tell you before this period changes."),),
        "ambiguous",
        grade="major",
    ),
    Case(
        "a twin went, the other stays", TWIN, ((TWIN + "\n\n## 3", "## 3"),), "ambiguous moved removed", grade="major"
    ),
    Case(
        "the second twin went, and nobody said which is meant",
        TWIN,
        (("2nd:" + TWIN, ""),),
        "ambiguous",
        grade="major",
    ),
    Case("the second twin went", TWIN, (("2nd:" + TWIN, ""),), "ambiguous moved removed", grade="major", occurrence=2),
    Case("Chinese", ZH_TWIN, ((ZH_TWIN + "\n\n## 三", "## 三"),), "ambiguous moved removed", grade="major"),
)

NOT_FOUND = (
    Case("never there", "We will never share your data with advertisers.", (), "not-found", grade="=none"),
    Case("an occurrence too many", NO_SALE, (), "not-found", grade="=none", occurrence=2),
    Case("words that stand only inside longer words", "ell your person", (), "not-found", grade="=none"),
    Case("no words at all", "…", (), "not-found", grade="=none"),
)


def judged(case: Case) -> ClauseFinding:
    old = POLICY if any("\u4e00" <= char <= "\u9fff" for char in case.quote) else TERMS
    new = old
    for before, after in case.changes:
        new = _replaced(new, before, after)
    quote = TrackedQuote(case.quote, case.occurrence, which=case.which)
    (finding,) = compare(document(old), document(new), Tracked(quotes=(quote,))).clauses
    return finding


def _replaced(text: str, before: str, after: str) -> str:
    """Once, and only if it is there: a case whose change does not happen would prove nothing."""
    skipped = 0
    if before.startswith("2nd:"):
        before = before.removeprefix("2nd:")
        skipped = text.index(before) + len(before)
    if before in text:
        at = text.index(before, skipped)
        return text[:at] + after + text[at + len(before) :]
    joined = " ".join(before.split())
    lines = text.replace("\n", "\0")
    at = lines.replace("\0", " ").index(joined, skipped)
    return text[:at] + after + text[at + len(joined) :]


def _ids(cases: tuple[Case, ...]) -> list[str]:
    return [case.claim for case in cases]


def _check(case: Case) -> None:
    finding = judged(case)
    assert finding.verdict in case.verdicts.split(), finding
    if finding.verdict in (Verdict.REMOVED, Verdict.AMBIGUOUS, Verdict.NOT_FOUND):
        assert finding.now is None
    elif case.now is not None and finding.verdict == case.verdicts.split()[0]:
        assert finding.now == case.now
    assert finding.moved == (case.moved or finding.verdict is Verdict.MOVED)
    if case.grade.startswith("="):
        assert finding.graded.grade.word == case.grade[1:], finding.graded
    elif case.grade and finding.verdict == case.verdicts.split()[0]:
        assert finding.graded.grade >= Grade.of(case.grade), finding.graded
    if case.replaced_by is not None:
        assert finding.replaced_by == case.replaced_by


@pytest.mark.parametrize("case", INTACT, ids=_ids(INTACT))
def test_a_clause_still_stands(case: Case) -> None:
    _check(case)


@pytest.mark.parametrize("case", MOVED, ids=_ids(MOVED))
def test_a_clause_stands_elsewhere(case: Case) -> None:
    _check(case)


@pytest.mark.parametrize("case", REWORDED, ids=_ids(REWORDED))
def test_a_clause_reads_otherwise(case: Case) -> None:
    _check(case)


@pytest.mark.parametrize("case", REMOVED, ids=_ids(REMOVED))
def test_a_clause_is_gone(case: Case) -> None:
    _check(case)


@pytest.mark.parametrize("case", AMBIGUOUS, ids=_ids(AMBIGUOUS))
def test_one_of_two_twins_is_gone(case: Case) -> None:
    _check(case)


@pytest.mark.parametrize("case", NOT_FOUND, ids=_ids(NOT_FOUND))
def test_a_quote_was_never_there(case: Case) -> None:
    _check(case)


WEAKENED = (
    (
        "an exception in the next sentence",
        "We do not sell your personal data.",
        (NO_SALE, NO_SALE + " This does not apply to data shared with our affiliates."),
        "This does not apply to data shared with our affiliates.",
    ),
    (
        "an exception in the next paragraph",
        LOGS_GONE,
        (
            "We will notify you by e-mail before this period",
            "Notwithstanding the foregoing, we may keep server logs for as "
            "long as we wish.\n\nWe will notify you by e-mail before this period",
        ),
        None,
    ),
    (
        "a condition in the same sentence, outside the quote",
        "limited to the fees you paid",
        ("Our total liability is limited", "Except for consumers, our total liability is limited"),
        "Except for consumers, our total liability is limited to the fees you paid in the twelve (12) months before "
        "the claim.",
    ),
    (
        "the negation before the quoted words went",
        "use your inputs or outputs to train our models",
        ("We will never use your inputs", "We may use your inputs"),
        "We may use your inputs or outputs to train our models.",
    ),
    (
        "Chinese, the next sentence",
        "我们不会向任何第三方出售您的个人信息",
        ("出售您的个人信息。", "出售您的个人信息。但上述承诺不适用于关联公司。"),
        "但上述承诺不适用于关联公司。",
    ),
)


def test_an_item_answers_for_the_words_before_its_list() -> None:
    purposes = "We use your personal data for the following purposes:"
    case = Case(
        "", "to detect and prevent abuse;", ((purposes, "We no longer use your personal data for these purposes:"),), ""
    )
    finding = judged(case)
    assert finding.verdict is Verdict.INTACT
    assert finding.graded.grade is Grade.CRITICAL
    assert finding.surroundings == "We no longer use your personal data for these purposes:"


@pytest.mark.parametrize(("claim", "quote", "change", "surroundings"), WEAKENED, ids=[each[0] for each in WEAKENED])
def test_an_intact_quote_tells_what_weakens_it(
    claim: str, quote: str, change: tuple[str, str], surroundings: str | None
) -> None:
    finding = judged(Case(claim, quote, (change,), "intact"))
    if surroundings is None:  # the weakening stands one sentence off: it is reported as a change of the page only
        assert finding.verdict is Verdict.INTACT
        return
    assert (finding.verdict, finding.surroundings) == (Verdict.INTACT, surroundings)
    assert finding.graded.grade >= Grade.MAJOR
    assert finding.graded.reasons


def test_a_harmless_neighbour_is_no_weakening() -> None:
    finding = judged(Case("", NO_SALE, ((NO_SALE, NO_SALE + " Stripe is certified for payments."),), ""))
    assert (finding.verdict, finding.surroundings, finding.graded.grade) == (Verdict.INTACT, None, Grade.NONE)


def test_words_that_were_gone_and_are_back_have_returned() -> None:
    without = document(TERMS.replace(NO_SALE, ""))
    (finding,) = compare(without, document(TERMS), Tracked(quotes=(TrackedQuote(NO_SALE),))).clauses
    assert (finding.verdict, finding.now) == (Verdict.INTACT, NO_SALE)
    assert Reason.RETURNED in finding.graded.reasons


def test_a_reworded_clause_is_judged_by_what_was_written_not_by_what_was_last_seen() -> None:
    now = "We may sell your personal data."
    page = document(TERMS.replace(NO_SALE, now))
    (finding,) = compare(page, page, Tracked(quotes=(TrackedQuote(NO_SALE, located=now),))).clauses
    assert (finding.verdict, finding.now, finding.graded.grade) == (Verdict.REWORDED, now, Grade.CRITICAL)


def test_a_reworded_clause_that_is_put_right_has_returned() -> None:
    now = "We may sell your personal data."
    bad, good = document(TERMS.replace(NO_SALE, now)), document(TERMS)
    (finding,) = compare(bad, good, Tracked(quotes=(TrackedQuote(NO_SALE, located=now),))).clauses
    assert (finding.verdict, finding.graded.reasons) == (Verdict.INTACT, (Reason.RETURNED,))


def test_a_quote_that_is_nearly_there_names_the_nearest_text() -> None:
    (finding,) = compare(
        document(TERMS), document(TERMS), Tracked(quotes=(TrackedQuote("We never sell your personal data to others."),))
    ).clauses
    assert (finding.verdict, finding.closest) == (Verdict.NOT_FOUND, NO_SALE)


def test_a_removed_clause_names_the_nearest_text_that_is_left() -> None:
    finding = judged(Case("", NEVER_TRAIN, ((NEVER_TRAIN + " ", ""),), ""))
    assert finding.closest == "We will never use your billing data to train our models."


def test_a_renamed_quote_in_a_total_rewrite_is_removed_not_pinned_on_a_neighbour() -> None:
    rewrite = "# Meridian\n\n" + "\n\n".join(
        f"Clause {number}: the parties agree on matter {number} in good faith." for number in range(40)
    )
    (finding,) = compare(document(TERMS), document(rewrite), Tracked(quotes=(TrackedQuote(NO_SALE),))).clauses
    assert finding.verdict is Verdict.REMOVED


def verdict_of(old: str, new: str, quote: str, occurrence: int = 1) -> ClauseFinding:
    pages = [document(f"# Notice\n\nWe make maps.\n\n{text}\n\nWrite to us by post.") for text in (old, new)]
    return compare(*pages, Tracked((TrackedQuote(quote, occurrence),))).clauses[0]


def test_what_is_said_of_one_row_does_not_become_what_is_said_of_another() -> None:
    old = "| Prompts | 30 days | Ireland\n| Invoices | 7 years | Ireland"
    swapped = "| Prompts | 7 years | Ireland\n| Invoices | 30 days | Ireland"
    found = verdict_of(old, swapped, "Prompts | 30 days | Ireland")
    assert (found.verdict, found.now) == (Verdict.REWORDED, "Prompts | 7 years | Ireland")
    items = ("- Prompts: kept for 30 days\n- Invoices: kept for 7 years", "- Invoices: kept for 30 days")
    assert verdict_of(*items, "Prompts: kept for 30 days").verdict is Verdict.REMOVED


def test_a_sentence_about_nothing_that_was_quoted_is_no_rewording() -> None:
    found = verdict_of(
        "We will never sell your content to third parties.",
        "We value your content.",
        "We will never sell your content to third parties.",
    )
    assert (found.verdict, found.replaced_by) == (Verdict.REMOVED, "We value your content.")


def test_words_that_stand_in_another_sentence_too_are_known_by_their_own() -> None:
    old = "We delete notes when you close your account. We delete bills when you close your account."
    new = "We delete notes when you close your account. We delete bills when the law permits it."
    gone = verdict_of(old, new, "when you close your account", 2)
    assert gone.verdict in (Verdict.REMOVED, Verdict.REWORDED)
    assert verdict_of(old, new, "when you close your account").verdict is Verdict.INTACT


def test_an_exception_of_whatever_length_is_a_rewording_of_its_sentence() -> None:
    quote = "We do not scan messages for advertising."
    exception = ", provided that we may, to the extent that we deem this useful for the operation, development or sale "
    exception += "of services of ours, of affiliates, successors, suppliers or resellers, wherever they are, scan them."
    found = verdict_of(quote, quote[:-1] + exception * 3, quote)
    assert (found.verdict, found.graded.grade, found.moved) == (Verdict.REWORDED, Grade.CRITICAL, False)


def test_a_section_number_inside_a_paragraph_is_no_part_of_its_sentence() -> None:
    old = "3.1 Messages are stored in Ireland. 3.2 Attachments are stored in Ireland. We print maps."
    new = "4.1 Messages are stored in Ireland. 4.2 Attachments are stored in Ireland. We print maps."
    found = verdict_of(old, new, "Messages are stored in Ireland. Attachments are stored in Ireland.")
    assert found.verdict in (Verdict.INTACT, Verdict.REWORDED)
    assert found.graded.grade <= Grade.COSMETIC


def test_a_phrase_that_another_sentence_holds_is_no_twin_of_an_item() -> None:
    old = "We hold no encryption keys of customers.\n\n- passwords;\n- encryption keys;\n- tokens."
    found = verdict_of(old, old.replace("- encryption keys;\n", ""), "encryption keys", 2)
    assert found.verdict is Verdict.REMOVED


def test_a_duty_about_something_else_is_no_rewording_of_one_that_shares_its_parties() -> None:
    gone = "The Customer shall not publish the results of benchmarks of the Service."
    found = verdict_of(gone, "The Customer shall not use the Service in the control of weapons.", gone)
    assert found.verdict is Verdict.REMOVED


def test_a_sentence_split_in_two_in_other_words_is_read_whole() -> None:
    whole = "The Provider shall promptly correct any error in an invoice and issue a revised invoice."
    halves = (
        "Any mistake in an invoice shall be rectified by the Provider without delay."
        " A corrected invoice shall then be issued."
    )
    found = verdict_of(whole, halves, whole)
    assert (found.verdict, found.now) == (Verdict.REWORDED, halves)


@pytest.mark.parametrize("occurrence", [1, 2])
@pytest.mark.parametrize(
    ("page", "twin", "end"), [(TERMS, TWIN, "## 4. Liability\n\n"), (POLICY, ZH_TWIN, "## 四、其他\n\n")]
)
def test_which_of_two_equal_sentences_moved_is_open(page: str, twin: str, end: str, occurrence: int) -> None:
    new = page.replace(twin, "")
    new = new.replace(end, f"{end}{twin} ") if end in new else f"{new}\n\n{end}{twin}\n"
    found = compare(document(page), document(new), Tracked((TrackedQuote(twin, occurrence=occurrence),))).clauses[0]
    assert found.verdict is Verdict.AMBIGUOUS
    assert found.now is None
    assert found.closest == twin
    assert found.graded.grade >= Grade.MAJOR


def test_two_equal_sentences_that_both_moved_are_told_as_moved() -> None:
    new = (
        TERMS.replace(TWIN, "")
        .replace("## 4. Liability\n\n", f"## 4. Liability\n\n{TWIN} ")
        .replace("## 1. Your data\n\n", f"## 1. Your data\n\n{TWIN} ")
    )
    found = compare(document(TERMS), document(new), Tracked((TrackedQuote(TWIN),))).clauses[0]
    assert found.verdict is Verdict.MOVED


QUOTED = "We never open parcels. Parcels are kept for a week. The keys stay with you."
ADDED = {
    "an exception": ("This does not apply to parcels of commercial senders.", Grade.CRITICAL),
    "leave to do otherwise": ("We may keep bulky parcels elsewhere.", Grade.CRITICAL),
    "a benefit": ("Ribbons are free of charge.", Grade.MINOR),
}


@pytest.mark.parametrize(("added", "grade"), ADDED.values(), ids=ADDED)
def test_a_sentence_that_came_into_a_quoted_passage_is_graded_by_what_it_takes(added: str, grade: Grade) -> None:
    now = QUOTED.replace("a week. ", f"a week. {added} ")
    found = compare(document(QUOTED), document(now), Tracked(quotes=(TrackedQuote(QUOTED),))).clauses[0]
    assert found.graded.grade is grade


def test_a_sentence_that_went_out_of_a_quoted_passage_is_lost() -> None:
    now = QUOTED.replace("The keys stay with you.", "").strip()
    found = compare(document(QUOTED), document(now), Tracked(quotes=(TrackedQuote(QUOTED),))).clauses[0]
    assert found.graded.grade is Grade.CRITICAL


def test_a_chinese_list_with_numbers_in_its_sentence_is_found() -> None:
    quoted = "业主应当遵守以下要求：（一）关好门窗；（二）每年登记一次；（三）不得转借门卡。"
    found = compare(document(quoted), document(quoted.replace("一次", "两次")), Tracked(quotes=(TrackedQuote(quoted),)))
    assert found.clauses[0].verdict is Verdict.REWORDED


def test_a_short_sentence_that_says_something_is_no_caption() -> None:
    quoted = "The deposit is 200 euros. It is returned within ten days."
    now = quoted.replace("200", "350")
    found = compare(document(quoted), document(now), Tracked(quotes=(TrackedQuote(quoted),))).clauses[0]
    assert found.graded.grade is Grade.MAJOR
