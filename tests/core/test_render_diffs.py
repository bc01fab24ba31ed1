"""Diff files: words marked, nothing from a page alive, and ``git apply`` takes them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.alerts import Change, ClaimFinding
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
from clausewatch.core.render.text import document_text
from clausewatch.core.render.words import Op, word_diff

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
    assert "javascript:alert(1)#" not in files["html"] + files["md"] and "<a " not in files["html"]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]


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


def test_nothing_from_a_page_is_alive_in_the_html() -> None:
    files = dict(diff_files(change(HOSTILE, f"may {HOSTILE}", HOSTILE), document(HOSTILE), document(HOSTILE, "x")))
    tags = Tags()
    tags.feed(files["html"])

    assert {"script", "img", "iframe", "link", "object"}.isdisjoint(tags.names)
    assert not [name for name in tags.attributes if name.startswith("on")]
    assert "\x1b" not in files["html"] and "\u202e" not in files["html"]
    assert "default-src &#x27;none&#x27;" in files["html"]


def test_the_html_tells_what_a_lawyer_asks_first() -> None:
    page = dict(diff_files(change("will never", "may"), document("will never"), document("may")))["html"]

    for words in ("critical: modality, polarity", "Never trains on your data", "2026-02-10 -&gt; 2026-06-01", "1" * 64):
        assert words in page


def test_markdown_from_a_page_is_dead_in_the_markdown() -> None:
    files = dict(
        diff_files(change("plain", "[click](https://evil.example) `x` # y @all"), document("a"), document("b"))
    )

    assert "\\[click\\](https://evil.example)" in files["md"]
    assert "\\@all" in files["md"]


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
