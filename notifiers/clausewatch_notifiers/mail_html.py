"""A message as the HTML part of a mail.

Tables and inline styles only, since Outlook and Gmail drop the rest; one column of at most 600 pixels that shrinks to a
phone. Colours are of middle lightness, readable on white and on the dark that some programs turn it into. The words
that differ are marked on both sides. All text is escaped; the only links are ours.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator

from clausewatch_notifiers import plain
from clausewatch_notifiers.contract import Fact, Message, Passage

COLOURS = {"critical": "#d13b30", "major": "#c06000", "minor": "#8f7500", "cosmetic": "#72777e", "none": "#2e8b3a"}
FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
QUIET = "color:#72777e;font-size:13px;line-height:19px"
REMOVED = "background-color:#fde7e5;color:#8c1d18;text-decoration:line-through"
ADDED = "background-color:#e3f4e4;color:#1b5e20;text-decoration:underline"
TEXT_LIMIT = 4000
"""Characters of each side that are compared word by word; the renderer cuts long before."""
ALIKE = 0.6
"""Below this share of common words (blanks included) two sides are two texts; marks between them only confuse."""


def page(message: Message) -> str:
    """The whole document."""
    rows = "\n".join(_rows(message))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_text(message.title)}</title>
</head>
<body style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center" style="padding:12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;{FONT}">
{rows}
</table>
</td></tr>
</table>
</body>
</html>
"""


def _rows(message: Message) -> Iterator[str]:
    colour = _colour(message.grade)
    yield _row(
        _text(message.title),
        f"padding:2px 0 2px 12px;border-left:5px solid {colour};font-size:20px;line-height:27px;font-weight:bold",
    )
    if message.summary:
        yield _row(_text(message.summary), "padding:10px 0 14px 0;font-size:16px;line-height:24px")
    for passage in message.passages:
        yield _row("\n".join(_passage(passage)), "padding:14px 0 14px 0;border-top:1px solid #c4c7cc")
    if message.more:
        yield _row(_text(plain.more(message)), f"padding:0 0 14px 0;{QUIET}")
    if message.facts:
        facts = "<br>\n".join(_fact(fact) for fact in message.facts)
        yield _row(facts, f"padding:14px 0 4px 0;border-top:1px solid #c4c7cc;{QUIET}")


def _passage(passage: Passage) -> Iterator[str]:
    colour = _colour(passage.grade)
    yield f'<div style="color:{colour};font-size:14px;line-height:20px;font-weight:bold">{_text(passage.label)}</div>'
    if passage.context:
        yield f'<div style="{QUIET};padding:2px 0 6px 0">{_text(passage.context)}</div>'
    before, after = marked(plain.line(passage.before), plain.line(passage.after))
    yield from (
        _side(name, text) for name, text in ((passage.before_name, before), (passage.after_name, after)) if text
    )
    if passage.note:
        yield f'<div style="{QUIET};padding:6px 0 0 0">{_text(passage.note)}</div>'


def _side(name: str, escaped: str) -> str:
    heading = f'<div style="{QUIET}">{_text(name)}</div>' if name else ""
    return (
        f'<div style="padding:4px 0 4px 0">{heading}<div style="font-size:15px;line-height:23px">{escaped}</div></div>'
    )


def _fact(fact: Fact) -> str:
    value = _text(fact.value)
    shown = f'<a href="{html.escape(plain.address(fact.url))}" style="color:#2f7bd9">{value}</a>' if fact.url else value
    return f'{_text(fact.name)}: <span style="word-break:break-word">{shown}</span>'


def _row(inner: str, style: str) -> str:
    return f'<tr><td style="{style}">{inner}</td></tr>'


def _colour(grade: str) -> str:
    return COLOURS.get(grade, COLOURS["minor"])


def _text(text: str) -> str:
    return html.escape(plain.line(text))


# --- marking words ------------------------------------------------------------------------------------------------


def marked(before: str, after: str) -> tuple[str, str]:
    """Both sides as HTML, the words that are on one side only marked; unmarked where there is nothing to compare."""
    if not before or not after or max(len(before), len(after)) > TEXT_LIMIT:
        return html.escape(before), html.escape(after)
    old, new = _words(before), _words(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return html.escape(before), html.escape(after)
    steps = matcher.get_opcodes()
    return (
        "".join(_mark("".join(old[a:b]), REMOVED, tag) for tag, a, b, _, _ in steps),
        "".join(_mark("".join(new[c:d]), ADDED, tag) for tag, _, _, c, d in steps),
    )


def _words(text: str) -> list[str]:
    """Words, blanks and marks, each alone; each Chinese character is a word."""
    return re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]", text)


def _mark(text: str, style: str, tag: str) -> str:
    return html.escape(text) if tag == "equal" or not text else f'<span style="{style}">{html.escape(text)}</span>'
