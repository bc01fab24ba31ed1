"""Page text that wants to be more than text."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from clausewatch_notifiers.contract import Fact, Message, Passage

ATTACKS = (
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<@U012AB3CD>",
    "<#C012AB3CD|general>",
    "<https://evil.example|ok>",
    "<mailto:x@evil.example|ok>",
    "&lt;!channel&gt;",
    "@here @channel @everyone",
    "*bold* _italic_ ~gone~ `code` ```block```",
    "[ok](https://evil.example)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\r\nBcc: everybody@example.com\r\n\r\nbody",
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m",
    "\u202egnp.exe",
    "\ud800",
    "\x00",
    "\u2028.\u2029",
    "{{7*7}} ${HOME} %s {0}",
    "隐私政策：我们不会出售您的个人信息。",
    "سياسة الخصوصية",
    "a" * 1500,
    "&" * 1500,
)

texts = st.lists(
    st.one_of(st.sampled_from(ATTACKS), st.text(max_size=20), st.text(st.characters(), max_size=5)), max_size=6
).map("".join)

passages = st.builds(
    Passage, label=texts, context=texts, before=texts, after=texts, note=texts, before_name=texts, after_name=texts
)

messages = st.builds(
    Message,
    key=texts,
    thread=texts,
    kind=st.sampled_from(["policy", "status", "health"]),
    grade=st.sampled_from(["none", "cosmetic", "minor", "major", "critical"]),
    title=texts,
    summary=texts,
    created_at=st.just(datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
    passages=st.lists(passages, max_size=12),
    more=st.integers(0, 1000),
    facts=st.lists(
        st.one_of(
            st.builds(Fact, name=texts, value=texts),
            st.builds(Fact, name=texts, value=texts, url=texts.map(lambda text: "https://acme.example/" + text)),
        ),
        max_size=12,
    ),
    files=st.lists(texts, max_size=2),
)
