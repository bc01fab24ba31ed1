"""Pages that want to be more than text, from a seed, and what every channel makes of them.

The hostile text stands where a page can put it: in sentences, headings, found terms, incident titles and updates. What
a channel would send is looked at as its receiver would read it; ``alive`` names everything that is more than text, and
everything that is over a budget.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import io
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import fastjsonschema

from clausewatch.core.alerts import Alert, Change, StatusNews
from clausewatch.core.model import (
    ClauseFinding,
    Comparison,
    Grade,
    Graded,
    Hunk,
    HunkKind,
    Occurrence,
    Reason,
    SilenceFinding,
    SilenceVerdict,
    Verdict,
)
from clausewatch.core.render.message import render
from clausewatch.core.status import StatusEventKind
from clausewatch_notifiers import apprise, console, file, slack, webhook
from clausewatch_notifiers import email as mail
from clausewatch_notifiers.contract import Message
from notifiers.example_alerts import incident, policy_change
from notifiers.hostile import ATTACKS
from notifiers.slack_rules import broken_rules, live_parts

MORE_ATTACKS = (
    "<a href='https://evil.example'>ok</a>",
    "https://evil.example/x?y=1",
    "www.evil.example",
    "<at>everyone</at> <users/all>",
    "</td></tr></table><style>*{display:none}</style>",
    "=?utf-8?q?Bcc=3A_x=40evil.example?=",
    "]]><!--",
    "\\u0007\\x1b",
    "||spoiler|| >quote\n# heading\n- list\n1. one",
    "&#60;!channel&#62; &lt;script&gt;",
    "\x00\ufffe\uffff\ue000\u200b\u200e\u061c",
    "🇩🇪👩‍👩‍👧‍👦" * 40,
    "!subteam^S012|@team <!subteam^S012AB>",
    "\N{FULLWIDTH COMMERCIAL AT}everyone @everyone",
    "لن نبيع بياناتك \u202e@channel",
    "我们可能出售您的信息。" * 60,
)
FILLER = "We may share your personal data with our partners for 30 days unless you object. "
BUDGETS = {"slack": 16_000, "mail": 100_000, "webhook": 1_000_000, "file": 1_000_000}
"""Bytes: a Slack post is read in a glance; Gmail cuts an HTML part at 102 kB; a line is read whole by programs."""
SERVICES = (1000, 2000, 4096)
"""What Teams (and about PagerDuty), Discord, and Telegram (and about Mattermost) take, in characters."""
PUBLISHED = json.loads((Path(__file__).parents[2] / "docs" / "webhook.schema.json").read_text(encoding="utf-8"))
_valid = fastjsonschema.compile(PUBLISHED, use_formats=True)


def hostile_alert(seed: int) -> Alert:
    draw = random.Random(seed)
    return _status(draw) if draw.random() < 0.25 else _change(draw)


def _text(draw: random.Random) -> str:
    parts = [
        draw.choice((*ATTACKS, *MORE_ATTACKS)) if draw.random() < 0.6 else _noise(draw)
        for _ in range(draw.randint(1, 5))
    ]
    return draw.choice(("", " ", "\n")).join(parts)


def _noise(draw: random.Random) -> str:
    if draw.random() < 0.5:
        return FILLER * draw.randint(0, 30)
    return "".join(chr(draw.randrange(1, 0x11000)) for _ in range(draw.randint(0, 40)))


def _heading(draw: random.Random) -> tuple[str, ...]:
    return tuple(_text(draw) for _ in range(draw.randint(0, 3)))


def _graded(draw: random.Random) -> Graded:
    return Graded(draw.choice(list(Grade)[1:]), tuple(draw.sample(list(Reason), draw.randint(0, 5))))


def _change(draw: random.Random) -> Alert:
    told = policy_change()
    assert isinstance(told.news, Change)
    hunks = tuple(
        Hunk(draw.choice(list(HunkKind)), _graded(draw), _heading(draw), _text(draw), _text(draw))
        for _ in range(draw.randint(0, 60))
    )
    clause = ClauseFinding(
        _text(draw),
        draw.choice(list(Verdict)),
        graded=_graded(draw),
        now=_text(draw),
        closest=_text(draw),
        heading=_heading(draw),
    )
    found = (Occurrence(_text(draw), _text(draw)),)
    silence = SilenceFinding((_text(draw),), SilenceVerdict.BROKEN, found)
    findings = tuple(
        replace(each, finding=finding)
        for each, finding in zip(told.news.findings, draw.sample((clause, silence), 2), strict=True)
    )
    comparison = Comparison(True, _graded(draw), hunks, clauses=(clause,), silences=(silence,))
    news = replace(told.news, comparison=comparison, findings=findings[: draw.randint(0, 2)])
    return replace(told, news=news)


def _status(draw: random.Random) -> Alert:
    told = incident(draw.choice([kind for kind in StatusEventKind if kind.startswith("incident")]))
    assert isinstance(told.news, StatusNews) and told.news.event.incident
    mine = told.news.event.incident
    updates = tuple(
        replace(mine.updates[0], key=str(number), text=_text(draw)) for number in range(draw.randint(0, 40))
    )
    names = tuple(_text(draw) for _ in range(draw.randint(0, 30)))
    hostile = replace(mine, title=_text(draw), updates=updates, components=names)
    event = replace(told.news.event, incident=hostile, text=_text(draw))
    return replace(told, news=replace(told.news, event=event))


# --- as the receiver reads it -------------------------------------------------------------------------------------

OURS = re.compile(r"https://(?:status\.)?acme\.example/[^\s<>|\"]*")
MENTION = re.compile(r"<!|<@|<#|@(?:here|channel|everyone)|<at>|<users/", re.IGNORECASE)
MARKUP = re.compile(r"\]\(|<[a-z/]|https?://|[*_~`|]", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TAGS = {"html", "head", "meta", "title", "style", "body", "table", "tr", "td", "span", "div", "a", "br"}
HEADERS = {
    *("Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id", "Auto-Submitted"),
    *("X-Auto-Response-Suppress", "From", "To", "MIME-Version", "Content-Type"),
}


def alive(message: Message) -> list[str]:
    """What would be obeyed, or is too much; empty as it should be."""
    return [*_slack(message), *_mail(message), *_programs(message), *_services(message), *_terminal(message)]


def _over(channel: str, size: int) -> list[str]:
    return [f"{channel}: {size:,} bytes"] if size > BUDGETS[channel] else []


def _slack(message: Message) -> Iterator[str]:
    payload = slack.payload(message)
    sent = json.dumps(payload, ensure_ascii=False)
    yield from (f"slack: {each[:200]}" for each in live_parts(payload))
    yield from (f"slack breaks the rule of {each}" for each in broken_rules(payload))
    yield from (
        f"slack links to {each[:200]}" for each in re.findall(r"<(https?:[^>|]*)", sent) if not OURS.match(each)
    )
    yield from _over("slack", len(sent.encode("utf-8", "replace")))


def _mail(message: Message) -> Iterator[str]:
    wire = mail.compose(message, "Clausewatch <watch@example.com>", "legal@example.com").as_bytes()
    read: Any = email.message_from_bytes(wire, policy=email.policy.default)
    html, text = (read.get_body((kind,)).get_content() for kind in ("html", "plain"))
    yield from (f"mail has the header {name}" for name in set(read.keys()) - HEADERS)
    yield from (f"mail has the tag {tag}" for tag in set(re.findall(r"<([a-zA-Z]+)", html)) - TAGS)
    yield from (
        f"mail links to {link[:200]}" for link in re.findall(r'(?:href|src)="([^"]*)', html) if not OURS.match(link)
    )
    yield from (f"mail text has {found!r}" for found in CONTROLS.findall(text.replace("\r\n", "\n")))
    yield from _over("mail", len(html.encode()))


def _programs(message: Message) -> Iterator[str]:
    body = json.dumps(webhook.as_json(message))
    try:
        _valid(json.loads(body))
    except fastjsonschema.JsonSchemaValueException as error:
        yield f"webhook: {error.message}"
    line = file.as_line(message)
    json.loads(line)
    yield from (
        ["file: more than a line"] if line.count(b"\n") != 1 or CONTROLS.search(line.decode().rstrip("\n")) else []
    )
    yield from (*_over("webhook", len(body)), *_over("file", len(line)))


def _services(message: Message) -> Iterator[str]:
    for limit in SERVICES:
        body = apprise.fitting(message, limit)
        yield from [f"apprise: {len(body)} of {limit} characters"] if len(body) > limit else []
        yield from (f"apprise: {found}" for found in MENTION.findall(body))
        yield from (f"apprise: {found}" for found in MARKUP.findall(OURS.sub("", body)))
        yield from (f"apprise: {found!r}" for found in CONTROLS.findall(body))


def _terminal(message: Message) -> Iterator[str]:
    screen = io.StringIO()
    asyncio.run(console.Console(80, screen).send(message, "stdout"))
    yield from (f"console: {found!r}" for found in CONTROLS.findall(screen.getvalue()))


def looked_at(seed: int) -> list[str]:
    return alive(render(hostile_alert(seed), f"key-{seed}"))
