"""Markdown: as documentation sites serve it beside their HTML, and as archives write it.

Theory. Lines are read once, top down, into the pieces that the HTML of the same page would give; so a source can move
from the one to the other without a change. What Markdown knows and prose does not (emphasis, list numbers, link
targets, MDX components) is taken off; what a component shows (``<Accordion title="…">``) is kept. This is no full
CommonMark: nested containers are read by indentation, and where the standard leaves a stray ``**`` beside a CJK
character, it is taken off too, since no reader means it.

Every step is linear in the text, since text is hostile: lines and characters are visited once, and what looks ahead
(a link's target, an HTML tag) looks a bounded way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clausewatch.core.encoding import Raw
from clausewatch.core.markup import STRUCK, TooLargeError, absolute, parse, walk
from clausewatch.core.model import BlockKind, Document, Link, Unreadable, UnreadableKind
from clausewatch.core.outline import Piece, display, outlined
from clausewatch.core.watch import Recipe

NAME = "markdown"

COMPONENT_LEVEL = 6
"""Heading level of a component's title: it stands below every heading around it."""
LOOK_AHEAD = 2100
"""Characters of a link's target or of a tag that are looked at; longer ones are text."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,20000}?\n)?---[ \t]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"""^title:[ \t]*["']?(.{1,300}?)["']?[ \t]*$""", re.M)
_ATX = re.compile(r"(#{1,6})(?:[ \t]+(.*))?$")
_ATX_END = re.compile(r"[ \t]#{1,20}[ \t]*$")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:[*_-][ \t]*){3,}$")
_ITEM = re.compile(r"([*+-]|\d{1,9}[.)])([ \t]+|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_SEPARATOR = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEFINITION = re.compile(r"\[([^\]\[]{1,200})\]:[ \t]*<?(\S{1,2000}?)>?(?:[ \t]+[\"'(].{0,300})?$")
_MODULE = re.compile(r"(?:import\s.{0,300}?from\s|import\s*[\"']|export\s+(?:const|default|function|let|var)\s)")
_COMPONENT = re.compile(r"<(/?)([A-Z][\w.]{0,60})([^<>]{0,2000})>")
_ATTRIBUTE = re.compile(
    r"""\b(?:title|label|question|summary|header)\s?=\s?(?:"([^"]{1,500})"|'([^']{1,500})'|\{["'`]([^"'`]{1,500})["'`]\})"""
)
_TABLE_START, _TABLE_END = re.compile(r"<table\b", re.I), re.compile(r"</table\s*>", re.I)
_PREAMBLE = re.compile(r"documentation index|/llms(?:-full)?\.txt", re.I)
_SIGNS = re.compile(
    r"^(?:#{1,6}[ \t]+\S|={3,}[ \t]*$|-{3,}[ \t]*$|[*+-][ \t]+\S|>[ \t]|```|\|.{1,300}\|[ \t]*$|<[A-Z]\w+[ >])"
    r"|\*\*[^\s*][^*\n]{0,300}\*\*|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)",
    re.M,
)
_NAMED = re.compile(r"\.(?:md|mdx|markdown)$", re.I)


def claims(raw: Raw) -> int:
    if raw.text is None:
        return 0
    if raw.content_type in ("text/markdown", "text/x-markdown"):
        return 80
    named = bool(_NAMED.search(raw.capture.final_url.partition("?")[0].partition("#")[0]))
    signs = len(_SIGNS.findall(raw.text[:50_000]))
    return 50 if signs >= 3 or named else 0


def read(raw: Raw, recipe: Recipe) -> Document | Unreadable:
    """``select`` and ``remove`` are CSS and mean nothing here; a ``select`` counts as matched."""
    if raw.text is None:
        return Unreadable(UnreadableKind.NOT_TEXT, "not text")
    text = raw.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    matter = _FRONT_MATTER.match(text)
    titled = _TITLE.search(matter.group()) if matter else None
    body = _without_comments(_without_comments(text[matter.end() :] if matter else text, "<!--", "-->"), "{/*", "*/}")
    try:
        blocks = outlined(_Reading(body, raw.capture.final_url or raw.capture.url).pieces())
    except TooLargeError as error:
        return Unreadable(UnreadableKind.READER, f"a table in it has {error}")
    headline = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    language = (raw.capture.header("content-language") or "").split(",")[0].strip().lower()
    title = display(titled.group(1)) if titled else headline
    return Document(blocks, NAME, title=title, language=language or None, encoding=raw.encoding)


# --- lines --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """The block that is being read: its lines, and what it will be."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    lines: list[str] = field(default_factory=list)


class _Reading:
    """One pass over the lines; ``pieces`` gives what was read, in order."""

    def __init__(self, text: str, base: str) -> None:
        self._lines = _without_preamble(text.split("\n"))
        self._at = 0
        self._base = base
        self._targets = {
            match.group(1).casefold(): match.group(2)
            for line in self._lines
            if line.lstrip().startswith("[") and (match := _DEFINITION.match(line.strip()))
        }
        self._open = _Open()
        self._indents: list[int] = []
        """Columns at which the text of the open list items starts, outermost first."""
        self._components: list[tuple[str, int]] = []
        self._opened = 0

    def pieces(self) -> Iterator[Piece]:
        while self._at < len(self._lines):
            line = self._lines[self._at].expandtabs(4)
            self._at += 1
            yield from self._line(line)
        yield from self._close()

    def _line(self, line: str) -> Iterator[Piece]:
        quoted = _unquoted(line)
        text = quoted.lstrip(" ")  # an ideographic space is text, no indentation
        indent = len(quoted) - len(text)
        if not text.strip():
            yield from self._close()
        elif fence := _FENCE.match(text):
            yield from self._fenced(fence.group(1))
        elif _TABLE_START.match(text):
            yield from self._html_table(text)
        elif self._is_table(text):
            yield from self._table(text)
        elif (
            self._open.lines
            and indent < 4 + self._column
            and _SETEXT.match(text)
            and self._open.kind is not BlockKind.ROW
        ):
            yield from self._headline(1 if text[0] == "=" else 2)
        elif _RULE.match(text):
            yield from self._close()
        elif (item := _ITEM.match(text)) and self._starts_item(item, indent):
            yield from self._item(item, text, indent)
        elif heading := _ATX.match(text):
            yield from self._close()
            yield self._piece(BlockKind.HEADING, _ATX_END.sub("", heading.group(2) or ""), len(heading.group(1)))
        elif _DEFINITION.match(text) or (not self._open.lines and _MODULE.match(text)):
            yield from self._close()
        else:
            yield from self._prose(text, indent)

    @property
    def _column(self) -> int:
        return self._indents[-1] if self._indents else 0

    def _prose(self, text: str, indent: int) -> Iterator[Piece]:
        if not self._open.lines and self._open.kind is BlockKind.PARAGRAPH:
            while self._indents and indent < self._indents[-1]:
                self._indents.pop()
        if "<" in text:
            yield from self._components_in(text)
        else:
            self._open.lines.append(text)

    def _close(self) -> Iterator[Piece]:
        """The block read so far ends here."""
        block, self._open = self._open, _Open()
        if block.lines:
            yield self._piece(block.kind, "\n".join(block.lines), block.level)

    def _headline(self, level: int) -> Iterator[Piece]:
        block, self._open = self._open, _Open()
        yield self._piece(BlockKind.HEADING, "\n".join(block.lines), level)

    def _piece(self, kind: BlockKind, text: str, level: int = 0) -> Piece:
        shown, links = inline(text, self._base, self._targets)
        return Piece(kind, shown, level, links)

    # --- lists ---

    def _starts_item(self, item: re.Match[str], indent: int) -> bool:
        """Inside a paragraph only a bullet or a first number starts a list: ``in May\\n2024. Then`` does not."""
        bare = not item.group(2)
        if not self._open.lines or self._indents:
            return not bare or not self._open.lines
        return (not bare and not item.group(1)[:-1].isdigit()) or item.group(1)[:-1] == "1"

    def _item(self, item: re.Match[str], text: str, indent: int) -> Iterator[Piece]:
        yield from self._close()
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        spaces = len(item.group(2))
        self._indents.append(indent + len(item.group(1)) + (spaces if 1 <= spaces <= 4 else 1))
        rest = text[item.end() :]
        self._open = _Open(BlockKind.ITEM, min(len(self._indents), 20))
        if rest:
            yield from self._line(" " * self._column + rest) if _starts_block(rest) else self._prose(rest, self._column)

    # --- code and tables ---

    def _fenced(self, fence: str) -> Iterator[Piece]:
        yield from self._close()
        lines: list[str] = []
        while self._at < len(self._lines):
            line = _unquoted(self._lines[self._at]).strip()
            self._at += 1
            if line.startswith(fence) and not line.strip(fence[0]):
                break
            lines.append(line)
        for paragraph in "\n".join(lines).split("\n\n"):
            yield Piece(BlockKind.PARAGRAPH, display(paragraph))

    def _is_table(self, text: str) -> bool:
        if "|" not in text or self._open.lines or self._at >= len(self._lines):
            return False
        below = _unquoted(self._lines[self._at]).strip()
        return "|" in below and "-" in below and bool(_SEPARATOR.match(below))

    def _table(self, text: str) -> Iterator[Piece]:
        yield self._row(text)
        self._at += 1
        while self._at < len(self._lines):
            line = _unquoted(self._lines[self._at]).strip()
            if "|" not in line:
                return
            self._at += 1
            yield self._row(line)

    def _row(self, line: str) -> Piece:
        cells = [inline(cell, self._base, self._targets) for cell in _cells(line)]
        shown = " | ".join(text for text, _ in cells) if any(text for text, _ in cells) else ""
        return Piece(BlockKind.ROW, shown, 0, tuple(link for _, links in cells for link in links))

    def _html_table(self, text: str) -> Iterator[Piece]:
        yield from self._close()
        lines = [text]
        while not _TABLE_END.search(lines[-1]) and self._at < len(self._lines):
            lines.append(self._lines[self._at])
            self._at += 1
        for found in walk(parse("\n".join(lines)), self._base, lambda tag: None):
            yield found.piece

    # --- components ---

    def _components_in(self, text: str) -> Iterator[Piece]:
        """A line with MDX tags: what stands between them is prose, a titled tag is a heading until it is closed."""
        done = 0
        for tag in _COMPONENT.finditer(text):
            self._open.lines += [text[done : tag.start()]] if text[done : tag.start()].strip() else []
            done = tag.end()
            closing, name, attributes = tag.groups()
            title = _ATTRIBUTE.search(attributes)
            if closing:
                yield from self._closed(name)
            elif title and not attributes.rstrip().endswith("/"):
                yield from self._titled(name, html.unescape(next(filter(None, title.groups()))))
            elif title:
                yield from self._close()
                yield Piece(BlockKind.PARAGRAPH, display(html.unescape(next(filter(None, title.groups())))))
        self._open.lines += [text[done:]] if text[done:].strip() else []

    def _titled(self, name: str, title: str) -> Iterator[Piece]:
        yield from self._close()
        self._opened += 1
        self._components = [*self._components[-50:], (name, self._opened)]
        yield Piece(BlockKind.HEADING, display(title), COMPONENT_LEVEL, ends=self._opened)

    def _closed(self, name: str) -> Iterator[Piece]:
        yield from self._close()
        if self._components and self._components[-1][0] == name:
            yield Piece(BlockKind.HEADING, "", ends=self._components.pop()[1])


def _without_comments(text: str, opening: str, closing: str) -> str:
    """A comment that is never closed is text."""
    kept, at = [], 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
        kept.append(text[at:start])
        at = end + len(closing)
    return "".join((*kept, text[at:]))


def _without_preamble(lines: list[str]) -> list[str]:
    """Documentation sites put a note for language models above every page, as a block quote."""
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    end = next((at for at in range(start, len(lines)) if not lines[at].lstrip().startswith(">")), len(lines))
    return lines[end:] if _PREAMBLE.search("\n".join(lines[start:end])[:2000]) else lines


def _unquoted(line: str) -> str:
    rest = line.lstrip()
    if not rest.startswith(">") or len(line) - len(rest) > 3:
        return line
    return re.sub(r"^(?:[ ]{0,3}>)+ ?", "", line)


def _starts_block(text: str) -> bool:
    return bool(_ITEM.match(text) or _ATX.match(text) or _FENCE.match(text))


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line)
    cells = cells[1:] if not cells[0].strip() else cells
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


# --- inside a block -----------------------------------------------------------------------------------------------

_MARK = re.compile(r"""\\[!-/:-@\[-`{-~]|`+|\*+|_+|~~|!\[|\[|\]|<|\\?\n""")
_TAG = re.compile(r"</?[A-Za-z][\w.:-]{0,60}(?:\s[^<>]{0,2000})?/?>")
_ANCHOR = re.compile(r"""<a\s[^<>]{0,2000}?href\s?=\s?["']?([^"'\s>]{1,2000})""", re.I)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>")
_TARGET = re.compile(
    r"""\(\s{0,9}(?:<([^<>\n]{0,2000})>|((?:[^\s()\\]|\\.|\([^\s()]{0,500}\)){0,2000}))(?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)"""
)
_REFERENCE = re.compile(r"\[([^\]\[]{0,200})\]")


@dataclass(slots=True)
class _Bracket:
    at: int
    """Index of its part."""
    image: bool
    target: str = ""
    """Of an HTML anchor."""


def inline(text: str, base: str, targets: dict[str, str]) -> tuple[str, tuple[Link, ...]]:
    """Display text and links of one block's Markdown; ``targets`` are the document's reference definitions."""
    reader = _Inline(text, base, targets)
    return display("".join(reader.parts)), tuple(reader.links)


class _Inline:
    def __init__(self, text: str, base: str, targets: dict[str, str]) -> None:
        self.parts: list[str] = []
        self.links: list[Link] = []
        self._text, self._base, self._targets = text, base, targets
        self._brackets: list[_Bracket] = []
        self._linked_at: list[int] = []
        """For every link the part before which its text ends."""
        self._struck: list[int] = []
        """Parts at which text begins that is struck out by a tag."""
        self._openers: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": []}
        """Part and length of every delimiter run that may still be closed."""
        at = 0
        while mark := _MARK.search(text, at):
            self.parts.append(html.unescape(text[at : mark.start()]))
            at = self._take(mark.group(), mark.start(), mark.end())
        self.parts.append(html.unescape(text[at:]))

    def _take(self, mark: str, start: int, end: int) -> int:
        """Takes one mark; gives where to go on."""
        if mark.endswith("\n"):
            self.parts.append(" ")
        elif mark[0] == "\\":
            self.parts.append(mark[1])
        elif mark[0] == "`":
            return self._code(mark, end)
        elif mark[0] in "*_~":
            self._delimiter(mark, start, end)
        elif mark[0] == "<":
            return self._tag(start, end)
        elif mark == "]":
            return self._close_bracket(end)
        else:
            self._brackets.append(_Bracket(len(self.parts), mark == "!["))
            self.parts.append(mark)
        return end

    def _code(self, ticks: str, end: int) -> int:
        close = self._text.find(ticks, end, end + LOOK_AHEAD)
        if close < 0:
            self.parts.append(ticks)
            return end
        self.parts.append(self._text[end:close])
        return close + len(ticks)

    def _delimiter(self, run: str, start: int, end: int) -> None:
        before = self._text[start - 1] if start else " "
        after = self._text[end] if end < len(self._text) else " "
        if run[0] == "_" and before.isalnum() and after.isalnum():
            self.parts.append(run)
            return
        left = len(run)
        openers = self._openers[run[0]]
        both_ways = not before.isspace() and not after.isspace()
        # Converters write "**Europe **If you": two of them after a space close as well.
        while left and openers and (left > 1 or not before.isspace()):
            at, length = openers[-1]
            if both_ways and (left + length) % 3 == 0 and left % 3:
                break  # CommonMark's rule of three: in **it*s*** the first single one opens
            openers.pop()
            used = min(left, length)
            left -= used
            if run[0] == "~" and used > 1:
                self._strike(at + 1)
            self.parts[at] = run[0] * (length - used)
            if length > used:
                openers.append((at, length - used))
        if left and not after.isspace():
            openers.append((len(self.parts), left))
        self.parts.append(run[0] * left)

    def _strike(self, at: int) -> None:
        """What was read since that part is shown as no longer valid."""
        self.parts[at:] = [""] * (len(self.parts) - at)
        self._brackets = [bracket for bracket in self._brackets if bracket.at < at]
        while self._linked_at and self._linked_at[-1] > at:
            self._linked_at.pop()
            self.links.pop()
        self._forget(at)

    def _tag(self, start: int, end: int) -> int:
        link = _AUTOLINK.match(self._text, start)
        if link:
            self.parts.append(link.group(1))
            self._link(
                link.group(1),
                f"mailto:{link.group(1)}" if "@" in link.group(1) and ":" not in link.group(1) else link.group(1),
            )
            return link.end()
        tag = _TAG.match(self._text, start)
        if not tag:
            self.parts.append("<")
            return end
        name = tag.group().strip("</>").split()[0].lower()
        if name in STRUCK:
            self._struck_tag(tag.group())
        anchor = _ANCHOR.match(tag.group())
        if anchor:
            if self._brackets and self._brackets[-1].target:
                self._brackets.pop()
            self._brackets.append(_Bracket(len(self.parts), False, html.unescape(anchor.group(1))))
        elif name == "a" and self._brackets and self._brackets[-1].target:
            bracket = self._brackets.pop()
            self._link("".join(self.parts[bracket.at :]), bracket.target)
        self.parts.append(" " if name in ("br", "p", "div", "li", "tr", "td", "hr") else "")
        return tag.end()

    def _struck_tag(self, tag: str) -> None:
        if not tag.startswith("</"):
            self._struck.append(len(self.parts))
        elif self._struck:
            self._strike(self._struck.pop())

    def _close_bracket(self, end: int) -> int:
        if not self._brackets or self._brackets[-1].target:
            self.parts.append("]")
            return end
        bracket = self._brackets.pop()
        target, after = self._target(bracket, end)
        if target is None:
            self.parts.append("]")
        elif bracket.image:
            del self.parts[bracket.at :]
            self._forget(bracket.at)
        else:
            self.parts[bracket.at] = ""
            self._link("".join(self.parts[bracket.at :]), target)
        return after

    def _target(self, bracket: _Bracket, end: int) -> tuple[str | None, int]:
        inside = _TARGET.match(self._text, end)
        if inside:
            return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", inside.group(1) or inside.group(2) or ""), inside.end()
        reference = _REFERENCE.match(self._text, end)
        label = (reference.group(1) if reference else "") or "".join(self.parts[bracket.at + 1 : bracket.at + 51])
        target = self._targets.get(label.casefold())
        return target, reference.end() if reference and target is not None else end

    def _forget(self, at: int) -> None:
        """Delimiters inside a dropped image close nothing any more."""
        for openers in self._openers.values():
            while openers and openers[-1][0] >= at:
                openers.pop()

    def _link(self, text: str, target: str) -> None:
        # A link holds no other link (CommonMark); so no text is looked at for a second one either.
        self._brackets = [bracket for bracket in self._brackets[-50:] if bracket.image]
        shown, absolute_target = display(text), absolute(target, self._base)
        if shown and absolute_target:
            self.links.append(Link(shown, absolute_target))
            self._linked_at.append(len(self.parts))
