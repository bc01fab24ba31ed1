"""Diff files: words marked, nothing from a page alive, and ``git apply`` takes them."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.compare import compare
from clausewatch.core.memory import CaptureRef
from clausewatch.core.model import (
    Block,
    BlockKind,
    ClauseFinding,
    Comparison,
    Document,
    Grade,
    Graded,
    Hunk,
    HunkKind,
    PrintedDates,
    Reason,
    Verdict,
)
from clausewatch.core.render.diffs import diff_files
from clausewatch.core.render.origin import Fetched, Origin
from clausewatch.core.render.placing import moved_phrase, placed, runs
from clausewatch.core.render.reasons import MEANINGS
from clausewatch.core.render.style import DARK, LIGHT
from clausewatch.core.render.text import document_text
from clausewatch.core.render.words import Op, word_diff
from clausewatch.core.watch import Recipe

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>"\x1b[2J\u202e'
CRITICAL = Graded(Grade.CRITICAL, (Reason.MODALITY, Reason.POLARITY))


def document(*lines: str) -> Document:
    heading = Block(BlockKind.HEADING, "Your data", (), 2)
    blocks = [Block(BlockKind.PARAGRAPH, line, ("Your data",)) for line in lines]
    return Document((heading, *blocks), "html")


def change(old: str, new: str, title: str = "Terms of Use") -> Change:
    moment = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
    finding = ClauseFinding(old, Verdict.REWORDED, graded=CRITICAL, now=new)
    return Change(
        id="acme/terms/2026-06-01T08-00-00Z-1a2b3c4d",
        source_id="acme/terms",
        title=title,
        provider="acme",
        provider_name="Acme",
        url="https://acme.example/terms",
        at=moment,
        comparison=Comparison(
            True,
            CRITICAL,
            (Hunk(HunkKind.EDITED, CRITICAL, ("Your data",), old, new),),
            PrintedDates(date(2026, 2, 10), date(2026, 6, 1)),
        ),
        findings=(ClaimFinding("acme/training", "Never trains on your data", "training", finding),),
        old=CaptureRef("acme/terms/captures/a.html.gz", "0" * 64, moment),
        new=CaptureRef("acme/terms/captures/b.html.gz", "1" * 64, moment),
    )


LINK = "https://acme.example/terms#:~:text=We%20may%20sell%20it."


def test_what_stands_today_is_linked_on_the_live_page() -> None:
    told = change("We never sell it.", "We may sell it.")
    (claim,) = told.findings
    assert isinstance(claim.finding, ClauseFinding)
    linked = replace(claim, finding=replace(claim.finding, fragment="text=We%20may%20sell%20it."))
    files = dict(
        diff_files(replace(told, findings=(linked,)), document("We never sell it."), document("We may sell it."))
    )
    assert files["html"].count(f'<a href="{LINK}" rel="noreferrer">on the live page</a>') == 2  # the claim, the hunk
    assert f"On the live page: <{LINK}>" in files["md"]


def test_a_page_that_is_no_web_page_is_not_linked() -> None:
    told = replace(change("We never sell it.", "We may sell it."), url="javascript:alert(1)")
    files = dict(diff_files(told, document("We never sell it."), document("We may sell it.")))
    addresses = Tags.of(files["html"]).values["href"]
    assert all(re.match(r"#|\.\./|2026-", each) for each in addresses), addresses
    assert "<javascript" not in files["md"]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.values: dict[str, list[str]] = defaultdict(list)

    @classmethod
    def of(cls, page: str) -> Tags:
        tags = cls()
        tags.feed(page)
        return tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]
        for name, value in attrs:
            self.values[name].append(value or "")


def test_a_flip_is_marked_by_its_words() -> None:
    spans = word_diff("We will never sell your data.", "We may sell your data.")

    assert [(span.op, span.text) for span in spans] == [
        (Op.SAME, "We "),
        (Op.REMOVED, "will never"),
        (Op.ADDED, "may"),
        (Op.SAME, " sell your data."),
    ]


def test_chinese_is_marked_by_its_characters() -> None:
    changed = [
        span for span in word_diff("我们不会出售您的信息。", "我们可能会出售您的信息。") if span.op is not Op.SAME
    ]

    assert [(span.op, span.text) for span in changed] == [(Op.REMOVED, "不"), (Op.ADDED, "可能")]


@given(st.text(max_size=300), st.text(max_size=300))
def test_the_spans_give_back_both_texts(old: str, new: str) -> None:
    spans = word_diff(old, new)

    assert "".join(span.text for span in spans if span.op is not Op.ADDED) == old
    assert "".join(span.text for span in spans if span.op is not Op.REMOVED) == new


def test_more_differences_than_anybody_reads_are_shown_whole() -> None:
    old = " ".join(f"a{number} kept" for number in range(3_000))
    new = " ".join(f"b{number} kept" for number in range(3_000))
    assert [(span.op, span.text) for span in word_diff(old, new)] == [(Op.REMOVED, old), (Op.ADDED, new)]


def test_nothing_from_a_page_is_alive_in_the_html() -> None:
    files = dict(diff_files(change(HOSTILE, f"may {HOSTILE}", HOSTILE), document(HOSTILE), document(HOSTILE, "x")))
    tags = Tags.of(files["html"])
    assert {"script", "img", "iframe", "link", "object"}.isdisjoint(tags.names)
    assert not [name for name in tags.attributes if name.startswith("on")]
    assert "\x1b" not in files["html"] and "\u202e" not in files["html"]


def test_the_policy_allows_the_pages_own_style_and_nothing_else() -> None:
    page = dict(diff_files(change("will never", "may"), document("will never"), document("may")))["html"]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{escape(policy)}"' in page and "style=" not in page


def test_the_html_tells_what_a_lawyer_asks_first() -> None:
    page = dict(diff_files(change("will never", "may"), document("will never"), document("may")))["html"]

    for words in ("critical: modality, polarity", "Never trains on your data", "2026-02-10 -&gt; 2026-06-01", "1" * 64):
        assert words in page


def test_markdown_from_a_page_is_dead_in_the_markdown() -> None:
    files = dict(
        diff_files(change("plain", "[click](https://evil.example) `x` # y @all"), document("a"), document("b"))
    )

    # What a forge makes of it: no link, no address that becomes one, nobody notified, no issue linked.
    assert "\\[click\\](https\\://evil.example)" in files["md"]
    assert "\\@\u2060all" in files["md"] and "@all" not in files["md"]


def test_git_gets_the_former_text_back(tmp_path: Path) -> None:
    old, new = document("We will never sell.", "Kept 30 days."), document("We may sell.", "Kept 30 days.", "More.")
    assert applied_in_reverse(old, new, tmp_path) == document_text(old)


def test_line_breaks_and_terminal_codes_in_a_text_neither_break_the_diff_nor_reach_a_terminal(tmp_path: Path) -> None:
    strange = "one\u2028two\x85three\x0cfour\x1b[2J\u202e five\nsix"
    old, new = document(strange, "Kept 30 days."), document(strange, f"{strange} Kept 180 days.")

    assert applied_in_reverse(old, new, tmp_path) == document_text(old)
    assert document_text(old).splitlines()[2:] == ["onetwothreefour[2J five six", "", "Kept 30 days."]


def test_joiners_that_some_scripts_need_are_kept() -> None:
    assert "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645" in document_text(
        document("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")
    )


def applied_in_reverse(old: Document, new: Document, folder: Path) -> str:
    """What ``git apply -R`` makes of the new text with the ``.diff`` file."""
    patch = dict(diff_files(change("a", "b"), old, new))["diff"]
    (folder / "latest.md").write_bytes(document_text(new).encode())
    (folder / "one.diff").write_bytes(patch.encode())
    subprocess.run(["git", "apply", "-R", "one.diff"], cwd=folder, check=True)
    return (folder / "latest.md").read_bytes().decode()


def test_what_a_noise_rule_played_down_names_the_rule() -> None:
    hunk = Hunk(HunkKind.EDITED, Graded(Grade.COSMETIC, (Reason.WORDING,)), (), "1 view", "2 views", rule="view counts")
    folded = replace(change("1 view", "2 views"), findings=(), comparison=Comparison(True, hunk.graded, (hunk,)))
    files = dict(diff_files(folded, document("1 view"), document("2 views")))
    assert all("noise: view counts" in files[suffix] for suffix in ("html", "md"))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
lines_of_a_page = st.lists(texts.filter(lambda text: bool(text.strip())), max_size=6)


@settings(max_examples=40, deadline=None)
@given(lines_of_a_page, lines_of_a_page)
def test_git_gets_back_any_former_text(before: list[str], after: list[str]) -> None:
    old, new = document(*before), document(*after)
    if document_text(old) == document_text(new):  # git takes no empty patch, so there is none, and no link to one
        files = dict(diff_files(change("a", "b"), old, new))
        assert "diff" not in files and '.diff"' not in files["html"]
        return
    with tempfile.TemporaryDirectory() as folder:
        assert applied_in_reverse(old, new, Path(folder)) == document_text(old)


# --- the page in reading order ------------------------------------------------------------------------------------


def policy(*sections: tuple[str, tuple[str, ...]]) -> Document:
    blocks: list[Block] = []
    for name, lines in sections:
        blocks.append(Block(BlockKind.HEADING, name, (), 2))
        blocks += [Block(BlockKind.PARAGRAPH, text, (name,)) for text in lines]
    return Document(tuple(blocks), "html")


CALL = "You can call us from Monday to Friday between nine and five."
OLD = policy(
    ("1. Your data", ("We collect your name. We never sell your data to anybody. We keep records.", CALL)),
    ("2. Sharing", ("We share nothing with our research partners at all.", "We use cookies for your settings.")),
    ("5. Contact", ("Write to us by mail, we answer within a month.",)),
)
NEW = policy(
    ("1. Your data", ("We collect your name. We may sell your data to anybody. We keep records.",)),
    ("2. Sharing", ("We use cookies for your settings.", "We may also give lists of customers to advertisers.")),
    ("5. Contact", ("Write to us by mail, we answer within a month.", CALL)),
)


def real_change(old: Document = OLD, new: Document = NEW) -> Change:
    return replace(change("a", "b"), findings=(), comparison=compare(old, new))


def html_of(old: Document = OLD, new: Document = NEW, origin: Origin | None = None) -> str:
    told = real_change(old, new)
    return dict(diff_files(told, old, new, origin) if origin else diff_files(told, old, new))["html"]


def shown(page: str) -> str:
    """The text of a page as somebody reads it."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)))


def test_the_differences_stand_in_the_order_of_the_page_each_in_its_paragraph() -> None:
    found = placed(real_change().comparison.hunks, OLD, NEW)
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert [each.block for each in found] == sorted(each.block for each in found)
    where = {each.hunk.kind: NEW.blocks[each.block].text for each in found}
    assert "may sell" in where[HunkKind.EDITED]
    assert where[HunkKind.ADDED].startswith("We may also give")
    assert where[HunkKind.MOVED] == CALL
    assert where[HunkKind.REMOVED] == "2. Sharing"  # behind the last thing before it that is still there


def test_every_paragraph_of_the_page_is_shown_once_changed_or_folded() -> None:
    found = list(runs(placed(real_change().comparison.hunks, OLD, NEW), NEW))
    assert [block for run in found for block in run.blocks] == list(NEW.blocks)
    page = html_of()
    for block in NEW.blocks:
        assert block.text in shown(re.sub(r"<del>.*?</del>", "", page)), block.text


def test_a_changed_sentence_stands_marked_within_its_paragraph() -> None:
    page = html_of()
    assert "<del>never</del>" in page and "<ins>may</ins>" in page
    assert '<span class="rest">We collect your name. </span>' in page


def test_what_is_unchanged_is_folded_and_can_be_opened() -> None:
    assert re.search(r"<details[^>]*><summary>2 unchanged paragraphs, with <bdi[^>]*>5. Contact</bdi>", html_of())


def test_moved_text_says_from_where_to_where() -> None:
    (moved,) = (each for each in real_change().comparison.hunks if each.kind is HunkKind.MOVED)
    assert moved_phrase(moved) == "moved from 1 to 5"
    assert "moved from 1 to 5" in shown(html_of())
    assert "moved from 1 to 5" in dict(diff_files(real_change(), OLD, NEW))["md"]


@pytest.mark.parametrize(
    ("there", "here", "said"),
    [
        (("5. Retention",), ("2. Your data",), "moved from 5 to 2"),
        (("Policy", "Section 4.1 Logs"), ("Policy", "Section 7 Logs"), "moved from 4.1 to 7"),
        (("Retention",), ("Your data",), "moved from “Retention” to “Your data”"),
        (("Your data",), ("Your data",), "moved within “Your data”"),
        (("Your data",), (), "moved from “Your data” to “the top”"),
        ((), ("Your data",), "moved"),
    ],
)
def test_a_move_is_named_by_numbers_or_by_names(there: tuple[str, ...], here: tuple[str, ...], said: str) -> None:
    assert moved_phrase(Hunk(HunkKind.MOVED, CRITICAL, here, "a", "a", moved_from=there)) == said


documents = st.lists(
    st.tuples(
        st.sampled_from(["1. Data", "2. Use", "3. Law"]),
        st.lists(
            st.sampled_from(["We keep logs.", "We sell.", "We may sell.", "Ask us. We keep logs."]), max_size=3
        ).map(tuple),
    ),
    max_size=4,
).map(lambda sections: policy(*sections))


@settings(max_examples=60, deadline=None)
@given(documents, documents)
def test_no_difference_and_no_paragraph_is_ever_lost(old: Document, new: Document) -> None:
    hunks = compare(old, new).hunks
    found = placed(hunks, old, new)
    assert sorted(map(id, (each.hunk for each in found))) == sorted(map(id, hunks))
    listed = list(runs(found, new))
    assert [block for run in listed for block in run.blocks] == list(new.blocks)
    assert sorted(each.number for run in listed for each in run.differences) == [each.number for each in found]


# --- for everybody ------------------------------------------------------------------------------------------------


def test_the_page_has_landmarks_one_title_and_headings_in_order() -> None:
    told = replace(real_change(), findings=change("will never", "may").findings)
    tags = Tags.of(dict(diff_files(told, OLD, NEW))["html"])
    assert [tags.names.count(each) for each in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    levels = [int(name[1]) for name in tags.names if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert len(tags.values["id"]) == len(set(tags.values["id"]))
    anchors = {each[1:] for each in tags.values["href"] if each.startswith("#")}
    assert anchors <= set(tags.values["id"])


def test_text_of_the_page_has_its_own_direction_and_language() -> None:
    arabic = (
        replace(document("لن نبيع بياناتك أبدا."), language="ar"),
        replace(document("قد نبيع بياناتك."), language="ar"),
    )
    page = html_of(*arabic)
    assert 'dir="auto" lang="ar"' in page and '<bdi lang="ar">' in page
    chinese = document("我们不会出售您的个人信息。" * 5), document("我们可能会出售您的个人信息。" * 5)
    assert 'lang="zh"' in html_of(*chinese)


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """By WCAG 2."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_read_on_its_ground(colours: dict[str, str]) -> None:
    grounds = [colours["paper"], colours["card"]]
    words = ("ink", "soft", "link", "critical", "major", "minor", "cosmetic", "good")
    pairs = [(colours[word], ground) for word in words for ground in grounds]
    pairs += [(colours["delink"], colours["del"]), (colours["insink"], colours["ins"])]
    pairs += [(colours["paper"], colours["critical"])]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_every_reason_is_explained() -> None:
    assert MEANINGS.keys() == set(Reason)


def test_the_foot_says_where_both_sides_come_from_and_how_they_were_read() -> None:
    fetched = Fetched(
        "https://acme.example/terms",
        "https://acme.example/legal/terms",
        ("https://acme.example/terms",),
        200,
        datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
        4711,
        True,
        (("content-type", "text/html"), ("server", "<b>x</b>")),
    )
    origin = Origin(fetched, fetched, Recipe(select="main > article", remove=(".ads",), language="en"))
    files = dict(diff_files(real_change(), OLD, NEW, origin))
    for words in ("HTTP 200, 4,711 bytes, as a browser shows it", "main > article", ".ads", "0" * 64, "text/html"):
        assert words in shown(files["html"])
    assert "<b>x</b>" not in files["html"]
    assert "<https://acme.example/legal/terms>, fetched 2026-06-01 08:00:00 UTC" in files["md"]


def test_a_page_that_changed_in_nothing_that_matters_shows_it_at_once() -> None:
    hunk = Hunk(
        HunkKind.EDITED, Graded(Grade.COSMETIC, (Reason.PUNCTUATION,)), ("Your data",), "Logs, too.", "Logs too."
    )
    told = replace(real_change(), comparison=Comparison(True, hunk.graded, (hunk,)))
    assert (
        '<details class="quiet" open>' in dict(diff_files(told, document("Logs, too."), document("Logs too.")))["html"]
    )
