"""A message as Slack's blocks.

Page text stands in ``plain_text`` objects only, where Slack reads no markup, mention or link; ``& < >`` are written as
entities there too, as Slack asks for every text. The few ``mrkdwn`` objects hold labels and our own links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from clausewatch_notifiers import plain
from clausewatch_notifiers.contract import Fact, Message, Part, Passage

Block = dict[str, Any]

# Slack's own limits: https://docs.slack.dev/reference/block-kit/blocks
HEADER, FIELD, SECTION = 150, 2000, 3000
"""Characters of a header, a field of a section, and the text of a section."""
METADATA = 500
"""Characters of each value beside the message; the id of an incident is the vendor's, and may be any length."""
SIDE = 320
"""Characters of each side of a passage: a message is read in a glance, the diff file has the rest."""
PASSAGES = 8
SUMMARY = 600
ADDRESS = 1000
"""A longer link is shown as text."""

MARKS = {"critical": "🔴", "major": "🟠", "minor": "🟡", "cosmetic": "⚪", "none": "🟢"}
"""What the eye sees first; the word stands in the text too."""


def payload(message: Message) -> dict[str, Any]:
    """What is posted; ``text`` is what notifications and screen readers say."""
    return {
        "text": _inert(f"{message.title}. {message.summary}", SUMMARY),
        "mrkdwn": False,
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": list(_blocks(message)),
        "metadata": {
            "event_type": "clausewatch_alert",
            "event_payload": {
                name: escaped(str(getattr(message, name)), METADATA) for name in ("key", "thread", "kind", "grade")
            },
        },
    }


def _blocks(message: Message) -> Iterator[Block]:
    updated = message.part is Part.STATE
    mark = MARKS.get(message.state_grade if updated else message.grade, "")
    yield {"type": "header", "text": _plain(f"{mark} {message.title}", HEADER)}
    if updated and message.state:
        yield {"type": "section", "text": _plain(f"Now: {message.state}", SUMMARY)}
    if message.summary:
        yield {"type": "section", "text": _plain(message.summary, SUMMARY)}
    for passage in message.passages[:PASSAGES]:
        yield from _passage(passage)
    if hidden := message.more + len(message.passages[PASSAGES:]):
        yield _context([_plain(f"… and {hidden} more", SUMMARY)])
    yield from _foot(message)


def _passage(passage: Passage) -> Iterator[Block]:
    before, after = plain.excerpts(plain.line(passage.before), plain.line(passage.after), SIDE)
    section: Block = {"type": "section"}
    if passage.label:
        label = _inert(passage.label, SIDE)
        section["text"] = {"type": "mrkdwn", "text": f"*{label}*", "verbatim": True}
    sides = ((passage.before_name, before), (passage.after_name, after))
    if fields := [_side(name, text) for name, text in sides if text]:
        section["fields"] = fields
    if len(section) > 1:
        yield section
    if rest := [_plain(text, SIDE) for text in (passage.context, passage.note) if plain.line(text)]:
        yield _context(rest)


def _foot(message: Message) -> Iterator[Block]:
    """Links in one small paragraph, everything else in another."""
    if message.facts:
        yield {"type": "divider"}
    linked = [fact for fact in message.facts if 0 < len(_address(fact)) <= ADDRESS]
    if links := [_link(fact) for fact in linked]:
        yield _context([{"type": "mrkdwn", "text": "\n".join(_within(links, SECTION)), "verbatim": True}])
    if said := [escaped(plain.fact_line(fact), SIDE) for fact in message.facts if fact not in linked]:
        yield _context([{"type": "plain_text", "text": "\n".join(_within(said, SECTION)), "emoji": False}])


def _link(fact: Fact) -> str:
    """``Fact.url`` is a link of ours, so it may live."""
    shown = "" if fact.value == fact.url else f"|{_inert(fact.value, SIDE)}"
    return f"{_inert(fact.name, SIDE)}: <{_address(fact)}{shown}>"


def _address(fact: Fact) -> str:
    return _entities(plain.address(fact.url))


def _within(rows: Sequence[str], limit: int) -> Iterator[str]:
    """As many whole rows as fit; half a link would be none."""
    used = 0
    for row in rows:
        used += len(row) + 1
        if used <= limit:
            yield row


def _context(elements: Sequence[Block]) -> Block:
    return {"type": "context", "elements": list(elements)}


# --- escaping -----------------------------------------------------------------------------------------------------


def escaped(text: str, limit: int) -> str:
    """``text`` within ``limit`` characters, entities included, with nothing in it that Slack reads as a control."""
    clean = plain.line(text)
    short = plain.shortened(clean, limit)
    while len(entities := _entities(short)) > limit:
        short = plain.shortened(clean, len(short) - (len(entities) - limit + 4) // 5)
    return entities


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": escaped(text, limit) or "-", "emoji": False}


def _side(name: str, text: str) -> Block:
    heading = f"{escaped(name, HEADER)}:\n" if name else ""
    return {"type": "plain_text", "text": heading + escaped(text, FIELD - len(heading)), "emoji": False}


def _inert(text: str, limit: int) -> str:
    """For ``mrkdwn`` and notifications: look-alikes, since Slack has no escape for ``*``, ``_`` and ``@here``."""
    return escaped(plain.inert(text), limit)
