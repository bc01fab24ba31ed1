"""What a page says stays text: in a terminal, in Slack, in mail and in the files that a browser opens."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from e2e.people import html_of, text_of
from e2e.world import KEEPS, NEVER_SELLS, TRAINING, claim, policy, watched

ESCAPE = "\x1b]0;owned\x07\x1b[31mred"
HOSTILE = (
    f"We may sell your data <!channel> <script>alert(1)</script> <https://evil.example|click> {ESCAPE} "
    "\u202egnp.exe @everyone =cmd|' /C calc'!A0 <img src=x onerror=alert(1)>."
)


class Tags(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_hostile_text_is_dead_wherever_people_read_it(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        hostile_title = 'title: "Terms\\u001b[2J <!here> <b>x</b>"'
        claims = claim("selling", "Never sells <!channel>", NEVER_SELLS) + claim("keeps", "Keeps", KEEPS)
        source = it.source().replace("title: Privacy Policy", hostile_title)
        more = f"audit: {{file: alerts.jsonl}}\npeople: console\n{it.channels}"
        it.watches(source, claims, channels=more)
        it.program.run("check")
        it.shows(policy(HOSTILE, KEEPS, TRAINING, title="Terms <!everyone>\x1b[2J"))
        console = it.program.run("check")
        shown = [it.program.run("changes"), it.program.run("claims"), it.program.run("status", "--all"), console]
        shown.append(it.program.run("show", it.program.run("changes", "--json").json[0]["change"]))

    assert console.code == 1 and "sell your data" in console.out
    for ran in shown:
        assert not {char for char in ran.out + ran.err if ord(char) < 32 and char != "\n"}
        assert "\u202e" not in ran.out

    assert len(it.slack.posts) == len(it.mail.mails) == 2
    for post in it.slack.posts:
        written = json.dumps(post, ensure_ascii=False)
        assert "<!" not in written and "<https://evil" not in written and "<script" not in written
    for mail in it.mail.mails:
        assert "\n" not in str(mail["Subject"]) and "\x1b" not in text_of(mail)
        assert not Tags(html_of(mail)).tags & {"script", "img", "iframe", "form"}

    (page,) = it.program.files("acme/privacy/diffs/*.html")
    seen = Tags(page.read_text())
    assert "sell your data" in page.read_text()
    assert not seen.tags & {"script", "img", "iframe", "form"}
    assert not any(name.startswith("on") for name in seen.attributes)
    for path in it.program.files("acme/privacy/diffs/*"):
        assert "\x1b" not in path.read_text() and "\u202e" not in path.read_text()
