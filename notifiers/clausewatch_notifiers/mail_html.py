"""A message as the HTML part of a mail.

Tables and inline styles, since Outlook and Gmail drop the rest; one column of at most 600 pixels that shrinks to a
phone. Colours are of middle lightness, readable on white and on the dark that some programs turn it into; programs
that say which of the two they show (``prefers-color-scheme``) get brighter ones for the dark, by the only style sheet.
Nothing depends on it. The words that differ are marked on both sides. All text is escaped; the only links are ours.
"""

from __future__ import annotations

import difflib
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from clausewatch_notifiers import plain
from clausewatch_notifiers.contract import Fact, Message, Passage

COLOURS = {"critical": "#d13b30", "major": "#c06000", "minor": "#8f7500", "cosmetic": "#72777e", "none": "#2e8b3a"}
FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
QUIET = "color:#72777e;font-size:13px;line-height:19px"
REMOVED = 'class="cw-old" style="background-color:#fde7e5;color:#8c1d18;text-decoration:line-through"'
ADDED = 'class="cw-new" style="background-color:#e3f4e4;color:#1b5e20;text-decoration:underline"'
COMMAND = "clausewatch "
"""How the value of a fact begins that can be pasted into a terminal."""
MONO = "font-family:Consolas,Menlo,'Courier New',monospace;font-size:13px;line-height:19px;word-break:break-word"
DARK = """
@media (prefers-color-scheme: dark) {
.cw-page { background-color: #16181b !important; color: #e4e6e9 !important }
.cw-quiet { color: #a6abb3 !important }
.cw-line { border-color: #3c4148 !important }
.cw-link { color: #8ab4f8 !important }
.cw-old { background-color: #54221e !important; color: #ffc9c3 !important }
.cw-new { background-color: #1c4022 !important; color: #b9e6bb !important }
.cw-critical { color: #ff8a80 !important }
.cw-major { color: #f5a452 !important }
.cw-minor { color: #d9bf4a !important }
.cw-cosmetic { color: #a6abb3 !important }
.cw-none { color: #7fce8a !important }
}
"""
_LINKED = re.compile(r"(?<=:)//|(?<=\w)\.(?=[^\W\d]{2,})|(?<=\S)@(?=\S)")
"""Where an address in running text is cut: Gmail, Outlook and others make links of what looks like one."""
TEXT_LIMIT = 4000
"""Characters of each side that are compared word by word; the renderer cuts long before."""
PAIRS = 60_000
"""Pairs of equal words of both sides up to which they are compared. 1,400 characters of prose have as many, most of
them blanks; a row of 4,000 dashes has sixteen million. Each is looked at for every difference."""
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
<title>{html.escape(plain.line(message.title))}</title>
<style>{DARK}</style>
</head>
<body class="cw-page" style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="cw-page">
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
        yield _row("\n".join(_passage(passage)), "padding:14px 0 14px 0;border-top:1px solid #c4c7cc", "cw-line")
    if message.more:
        yield _row(_text(plain.more(message)), f"padding:0 0 14px 0;{QUIET}", "cw-quiet")
    yield from _foot(message.facts)


def _foot(facts: Sequence[Fact]) -> Iterator[str]:
    """What is known of it, then what can be done about it."""
    known = [fact for fact in facts if not fact.value.startswith(COMMAND)]
    commands = [fact for fact in facts if fact.value.startswith(COMMAND)]
    style = "padding:12px 0 12px 0;border-top:1px solid #c4c7cc"
    if known:
        yield _row("<br>\n".join(map(_fact, known)), f"{style};{QUIET}", "cw-line cw-quiet")
    if commands:
        yield _row("\n".join(map(_command, commands)), f"{style};{QUIET}", "cw-line cw-quiet")


def _passage(passage: Passage) -> Iterator[str]:
    grade = passage.grade if passage.grade in COLOURS else "minor"
    style = f"color:{_colour(grade)};font-size:14px;line-height:20px;font-weight:bold"
    yield f'<div class="cw-{grade}" style="{style}">{_text(passage.label)}</div>'
    if passage.context:
        yield _quiet(passage.context, "padding:2px 0 6px 0")
    before, after = marked(plain.line(passage.before), plain.line(passage.after))
    yield from (
        _side(name, text) for name, text in ((passage.before_name, before), (passage.after_name, after)) if text
    )
    if passage.note:
        yield _quiet(passage.note, "padding:6px 0 0 0")


def _side(name: str, escaped: str) -> str:
    heading = _quiet(name, "padding:0") if name else ""
    return (
        f'<div style="padding:4px 0 4px 0">{heading}<div style="font-size:15px;line-height:23px">{escaped}</div></div>'
    )


def _quiet(text: str, style: str) -> str:
    return f'<div class="cw-quiet" style="{QUIET};{style}">{_text(text)}</div>'


def _fact(fact: Fact) -> str:
    value = _text(fact.value)
    link = f'<a class="cw-link" href="{html.escape(plain.address(fact.url))}" style="color:#2f7bd9">{value}</a>'
    return f'{_text(fact.name)}: <span style="word-break:break-word">{link if fact.url else value}</span>'


def _command(fact: Fact) -> str:
    return (
        f'<div style="padding:2px 0 4px 0">{_text(fact.name)}<br><span style="{MONO}">{_text(fact.value)}</span></div>'
    )


def _row(inner: str, style: str, kind: str = "cw-page") -> str:
    return f'<tr><td class="{kind}" style="{style}">{inner}</td></tr>'


def _colour(grade: str) -> str:
    return COLOURS.get(grade, COLOURS["minor"])


def _text(text: str) -> str:
    return _escaped(plain.line(text))


def _escaped(text: str) -> str:
    """As HTML, in which no program finds an address to make a link of; what is read, and copied, stays the same."""
    return _LINKED.sub(r"<span>\g<0></span>", html.escape(text))


# --- marking words ------------------------------------------------------------------------------------------------


def marked(before: str, after: str) -> tuple[str, str]:
    """Both sides as HTML, the words that are on one side only marked; unmarked where there is nothing to compare."""
    if not before or not after or max(len(before), len(after)) > TEXT_LIMIT:
        return _escaped(before), _escaped(after)
    old, new = _words(before), _words(after)
    if _pairs(old, new) > PAIRS:
        return _escaped(before), _escaped(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _escaped(before), _escaped(after)
    steps = matcher.get_opcodes()
    return (
        "".join(_mark("".join(old[a:b]), REMOVED, tag) for tag, a, b, _, _ in steps),
        "".join(_mark("".join(new[c:d]), ADDED, tag) for tag, _, _, c, d in steps),
    )


def _pairs(old: list[str], new: list[str]) -> int:
    here, there = Counter(old), Counter(new)
    return sum(number * there[word] for word, number in here.items())


def _words(text: str) -> list[str]:
    """Words, blanks and marks, each alone; each Chinese character is a word."""
    return re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]", text)


def _mark(text: str, look: str, tag: str) -> str:
    return _escaped(text) if tag == "equal" or not text else f"<span {look}>{_escaped(text)}</span>"
