"""Words of a page, a vendor or a file that want to be more than words where people read them."""

from __future__ import annotations

import dataclasses
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from clausewatch.core.alerts import Change
from clausewatch.core.errors import StoreError, UsageError, WatchlistError
from clausewatch.core.printable import one_line, printable
from clausewatch.core.render.diffs import diff_files
from clausewatch.core.render.message import render
from clausewatch.core.render.style import POLICY
from clausewatch.shell import archive
from clausewatch.shell.files import SnapshotFolder
from clausewatch.shell.logs import _clean, for_people
from clausewatch.shell.watchlist import parse
from clausewatch_notifiers.contract import Message
from clausewatch_notifiers.email import compose
from clausewatch_notifiers.slack_blocks import payload
from core.test_render_diffs import change, document
from hostile.cases import case
from notifiers.example_alerts import policy_change
from shell.news import NOON
from shell.test_archive import filled

ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\x1b]8;;https://evil.example\x07"
MARKUP = '<script>alert(1)</script><img src=x onerror=alert(1)>"><iframe src=//evil.example>'


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as path:
        yield Path(path)


def hostile(text: str) -> Change:
    return change("We never sell your data.", f"We sell {text} your data.", title=f"Terms {text}")


class Seen(HTMLParser):
    """What a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update({name: value or "" for name, value in attrs})


def html_of(text: str) -> str:
    news = hostile(text)
    return dict(diff_files(news, document("We never sell your data."), document(f"We sell {text} your data.")))["html"]


@case(80, "Terminal escape sequences in page text", "taken out of everything that a command prints")
def terminal() -> None:
    assert not {char for char in printable(ESCAPES + "words") if ord(char) < 32 or 127 <= ord(char) < 160}


@case(81, "Text that turns the writing direction round (“exe.png”)", "taken out")
def bidi() -> None:
    assert "\u202e" not in printable("\u202egnp.exe") and "\u2066" not in one_line("a\u2066b")


@case(82, "Line breaks in page text that fake a line of our log", "one event stays one line, its values quoted")
def log_lines() -> None:
    event = {"event": "failed", "timestamp": "2026-11-23T12:00:00", "reason": 'x\n{"event": "all is well"}' + ESCAPES}
    cleaned = _clean(lambda text: text)(None, "", dict(event))
    assert len(json.dumps(cleaned).splitlines()) == 1
    assert "\x1b" not in for_people(None, "", cleaned)


@case(83, "Script, images and frames in page text, in the HTML diff", "escaped")
def script() -> None:
    seen = Seen(html_of(MARKUP))
    assert not seen.tags & {"script", "img", "iframe", "object", "form", "link"}
    assert not any(name.startswith("on") for name in seen.attributes)


@case(84, "… and if one slipped through", "the page's own policy forbids every script, load and form")
def content_policy() -> None:
    allowed = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert {allowed[name] for name in ("default-src", "base-uri", "form-action")} == {"'none'"}
    assert set(allowed) <= {"default-src", "base-uri", "form-action", "style-src"} and "unsafe" not in POLICY
    assert escape(POLICY) in html_of("x")


@case(85, "A source whose address is javascript: or data:", "never made a link of")
def link() -> None:
    news = dataclasses.replace(hostile("x"), url="javascript:alert(1)")
    html = dict(diff_files(news, document("a"), document("b")))["html"]
    assert 'href="javascript:' not in html


def titled(title: str) -> Message:
    alert = policy_change()
    assert isinstance(alert.news, Change)
    return render(dataclasses.replace(alert, news=dataclasses.replace(alert.news, title=title)), "k")


@case(86, "A title with line breaks, for the subject of a mail", "one line; no header can begin in it")
def mail_header() -> None:
    mail = compose(titled("Terms\r\nBcc: everybody@example.com"), "a@example.com", "b@example.com")
    assert mail["Bcc"] is None and "\n" not in str(mail["Subject"])
    assert b"\nBcc:" not in mail.as_bytes()


@case(87, "`<!channel>`, `<@U…>` and links in page text, in Slack", "escaped: nobody is called, nothing is linked")
def slack() -> None:
    message = titled("<!channel> <@U012AB3CD> <https://evil.example|ok>")
    written = json.dumps(payload(message), ensure_ascii=False)
    assert "<!channel" not in written and "<@U" not in written and "<https://evil" not in written


def refused_name(source_id: str) -> None:
    with folder() as root, pytest.raises(StoreError):
        SnapshotFolder(root).write_latest(source_id, "x")


@case(
    88,
    "A source id such as `../../etc/cron.d/x`, or with NUL in it",
    "refused: ids become folders only if they are plain",
)
def paths() -> None:
    for source_id in ("../../etc/cron.d/x", "/etc/x", "a/../b", "a\0b", "a//b", "A", "a/b/c/d", "", ".", "con\n"):
        refused_name(source_id)


@case(89, "The name of a diff, or of a capture, that leads elsewhere", "refused")
def names() -> None:
    with folder() as root:
        for stem, suffix in (("../../x", "html"), ("2026-01-01T00-00-00Z-0123abcd", "../x"), ("x", "php")):
            with pytest.raises(StoreError):
                SnapshotFolder(root).write_diff("acme/terms", stem, suffix, "x")
        for name in ("../x", "/etc/passwd", "a/../../x", "a//x"):
            with pytest.raises(StoreError):
                SnapshotFolder(root).path_of(name)


@case(
    90,
    "A link in the snapshots folder at the place of a file of ours",
    "replaced by the file; what it led to is not touched",
)
def symlinks() -> None:
    with folder() as root:
        (root / "precious").write_text("mine")
        (root / "acme" / "terms").mkdir(parents=True)
        (root / "acme" / "terms" / "latest.md").symlink_to(root / "precious")
        SnapshotFolder(root).write_latest("acme/terms", "page text")
        assert (root / "precious").read_text() == "mine"


@case(91, "A backup archive with `../`, links or files of others in it", "refused; nothing is replaced")
def archives() -> None:
    for name in ("../evil", "/etc/cron.d/evil", "acme/terms/evil.sh"):
        with folder() as root:
            filled(root / "here")
            with tarfile.open(root / "evil.tar.gz", "w:gz") as evil:
                evil.addfile(tarfile.TarInfo(name), io.BytesIO(b""))
            with pytest.raises(UsageError):
                archive.unpack(root / "here", root / "evil.tar.gz", NOON)
            assert sorted(path.name for path in root.iterdir()) == ["evil.tar.gz", "here"]


def broken(text: str) -> str:
    with pytest.raises(WatchlistError) as caught:
        parse(text, "watchlist.yaml", {})
    return str(caught.value)


@case(92, "A watchlist with a YAML bomb (aliases of aliases)", "refused, with its line")
def yaml_bomb() -> None:
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    assert "watchlist.yaml:" in broken("\n".join(rows))


@case(93, "A watchlist with a tag that makes Python objects", "refused: no tag is followed")
def yaml_tag() -> None:
    assert "watchlist.yaml:" in broken("sources: !!python/object/apply:os.system ['id']\n")


@case(94, "A watchlist nested 100,000 deep", "refused")
def yaml_depth() -> None:
    assert "watchlist.yaml:" in broken("a: " + "[" * 100_000)


@case(
    95, "Text that no database or encoding can hold (lone surrogates, NUL)", "stored and written with what it can hold"
)
def surrogates() -> None:
    with folder() as root:
        SnapshotFolder(root).write_latest("acme/terms", "a\ud800b\0")
        assert (root / "acme/terms/latest.md").read_bytes()
    assert json.dumps(html_of("\ud800\0")).isascii()
