"""YAML with positions, and without its surprises.

YAML's own loaders forget where a value stood, keep the last of two equal keys without a word, take ``no`` for false,
``12:30`` for 750 and run constructors for tags. So the watchlist is read from the parser's *events*: they are turned
into nodes that know their line and column, and the few scalar forms that mean something (true, false, whole numbers,
decimals, dates) are told here. Whatever YAML might read differently from what a person meant is refused, with the form
that is safe.

A hostile or broken file cannot hurt: size, nesting and the number of nodes *after* aliases are expanded are bounded,
an anchor cannot contain itself, no tag is obeyed, and a second document is an error.

    tree = read(text, "watchlist.yaml")
    tree.data                         plain Python values: dict, list, str, int, float, bool, date
    tree.mark(("sources", "a", 0))    where the value stands
    tree.problems                     everything that was refused, in the file's order
"""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from clausewatch.core.errors import Problem

MAX_CHARACTERS = 16 * 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 1_000_000
"""After aliases are expanded; a watchlist of 5,000 sources has about 100,000."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the file; both count from 1."""

    line: int
    column: int
    file: str = ""
    """Of a file that another one includes; empty for the file itself."""


@dataclass(slots=True, eq=False)
class Node:
    """One value of the file: exactly one of scalar (``text``), ``items`` or ``entries``."""

    mark: Mark
    text: str | None = None
    plain: bool = False
    """Written without quotes, so that YAML decides what it is."""
    items: list[Node] | None = None
    entries: dict[str, tuple[Mark, Node]] | None = None
    refused: bool = False
    """A problem was reported for it; what follows from that is not reported too."""
    size: int = 1
    """Nodes in it, itself included, aliases expanded."""
    height: int = 1
    """Levels in it, aliases expanded."""
    start: int = 0
    """Where it is written: offset in the text of its first character (of its anchor or tag, if it has one)."""
    end: int = 0
    """Offset after its last one; of a block (``|``, ``>``, lines of keys or items) where the next thing begins."""
    style: str = ""
    """Of a scalar, the sign it is written with: ``'`` ``"`` ``|`` ``>``; of a list or mapping ``[`` if in brackets."""

    def holds(self, inner: Node) -> None:
        self.size += inner.size
        self.height = max(self.height, inner.height + 1)


@dataclass(slots=True)
class Tree:
    """The file as nodes, with what was wrong in it."""

    file: str
    root: Node
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    """What is allowed and yet cannot work."""
    files: tuple[str, ...] = ()
    """Files that were put into it, and folders in which such files are looked for."""

    @property
    def data(self) -> Any:
        """As plain values; refused ones as the text that was written."""
        return _value(self.root)

    def node(self, path: Path) -> Node:
        """The value at the path, or the deepest one on the way to it."""
        node = self.root
        for step in path:
            below = _child(node, step)
            if below is None:
                return node
            node = below
        return node

    def mark(self, path: Path) -> Mark:
        return self.node(path).mark

    def key_mark(self, path: Path) -> Mark:
        """Of the key that introduces the path; of the value itself if it is a list's item."""
        parent = self.node(path[:-1])
        last = path[-1] if path else None
        if parent.entries is not None and isinstance(last, str) and last in parent.entries:
            return parent.entries[last][0]
        return self.mark(path)

    def has(self, path: Path) -> bool:
        node: Node | None = self.root
        for step in path:
            node = _child(node, step) if node else None
        return node is not None

    def nearest(self, path: Path) -> Path:
        """The path, or the longest beginning of it that is in the file."""
        while path and not self.has(path):
            path = path[:-1]
        return path

    def drop(self, path: Path) -> None:
        """Take a value out, so that what is left can be checked further; positions of the rest stay true."""
        parent, last = self.node(path[:-1]), path[-1]
        if parent.entries is not None and isinstance(last, str):
            parent.entries.pop(last, None)
        elif parent.items is not None and isinstance(last, int) and last < len(parent.items):
            del parent.items[last]

    def rename(self, path: Path, name: str) -> bool:
        """Give an entry of a mapping another key at its place; not where that is taken."""
        parent, last = self.node(path[:-1]), path[-1]
        if parent.entries is None or last not in parent.entries or name in parent.entries:
            return False
        parent.entries = {name if key == last else key: entry for key, entry in parent.entries.items()}
        return True

    def report(self, mark: Mark, text: str, kind: type[Problem] = Problem) -> None:
        self.problems.append(kind(mark.file or self.file, mark.line, mark.column, text))

    def doubt(self, mark: Mark, text: str) -> None:
        self.doubts.append(Problem(mark.file or self.file, mark.line, mark.column, text))


class YamlStop(Exception):
    """Reading cannot go on: not YAML, too deep, too large, or several documents."""

    def __init__(self, mark: Mark, text: str) -> None:
        super().__init__(text)
        self.mark = mark
        self.text = text


def read(text: str, file: str, included: bool = False) -> Tree:
    """Read one YAML document. Never raises for what stands in it; a file that is no YAML gives an empty tree.

    Of an ``included`` file every place carries its name, so that its nodes can hang in the tree of another one.
    """
    lines = _lines(text)
    try:
        tree = Tree(file, Node(Mark(1, 1), entries={}), lines)
        tree.root = _Composer(tree, text, file if included else "").document()
    except YamlStop as stop:
        tree = Tree(file, Node(Mark(1, 1), entries={}, refused=True), lines)
        tree.report(stop.mark, stop.text)
    return tree


def _lines(text: str) -> list[str]:
    """Lines as YAML counts them, the empty one after the last line break included."""
    return re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if there is one."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def shown(text: str, limit: int = 60) -> str:
    """A value as it is quoted in a message: one line, bounded, no control characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text[: limit * 4]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


# --- events -> nodes ----------------------------------------------------------------------------------------------


class _Composer:
    """Turns the parser's events into nodes."""

    def __init__(self, tree: Tree, text: str, file: str) -> None:
        self._tree = tree
        self._file = file
        self._text = text
        self._events = self._stream()
        self._anchors: dict[str, Node | None] = {}
        """``None`` while the anchored value is still being read."""
        self._nodes = 0

    def _stream(self) -> Iterator[yaml.Event]:
        if len(self._text) > MAX_CHARACTERS:
            raise YamlStop(Mark(1, 1), f"larger than {MAX_CHARACTERS // 1024 // 1024} MiB; this is no watchlist")
        try:
            yield from yaml.parse(self._text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise _syntax(error, self._text) from None

    def document(self) -> Node:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise YamlStop(
                        self._mark(event), "a second document begins here ('---'); a watchlist is one document"
                    )
                root = self._node(next(self._events), 1)
        if root is None or root.text == "":
            return Node(Mark(1, 1), entries={})
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._count(event, 1)
        self._bound_depth(event, depth)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = None
        node = self._fresh(event, depth)
        if anchor:
            self._anchors[anchor] = node
        return node

    def _fresh(self, event: yaml.Event, depth: int) -> Node:
        node = Node(self._mark(event), start=_offset(event.start_mark), end=_offset(event.end_mark))
        self._refuse_tag(event, node)
        if isinstance(event, yaml.SequenceStartEvent):
            node.items, node.style = [], "[" if event.flow_style else ""
            for each in self._until(yaml.SequenceEndEvent, node):
                self._item(node, node.items, each, depth)
        elif isinstance(event, yaml.MappingStartEvent):
            node.entries, node.style = {}, "[" if event.flow_style else ""
            for key in self._until(yaml.MappingEndEvent, node):
                self._entry(node, key, depth)
        else:
            assert isinstance(event, yaml.ScalarEvent)
            node.text, node.plain, node.style = event.value, not event.style, event.style or ""
            self._refuse_surprise(node)
        return node

    def _until(self, end: type[yaml.Event], node: Node) -> Iterator[yaml.Event]:
        for event in self._events:
            if isinstance(event, end):
                node.end = _offset(event.end_mark)
                return
            yield event

    def _item(self, sequence: Node, items: list[Node], event: yaml.Event, depth: int) -> None:
        item = self._node(event, depth + 1)
        sequence.holds(item)
        items.append(item)
        if item.plain and item.text in _NOTHING and not item.refused:
            item.refused = True
            self._tree.report(item.mark, "an item of a list without a value; text that begins with '#' needs quotes")

    def _entry(self, mapping: Node, key: yaml.Event, depth: int) -> None:
        assert mapping.entries is not None
        mark = self._mark(key)
        name = self._key(key, depth)
        value = self._node(next(self._events), depth + 1)
        mapping.holds(value)
        if name is None:
            return
        if name in mapping.entries:
            first = mapping.entries[name][0].line
            self._tree.report(mark, f"duplicate key '{shown(name)}' (first at line {first})")
            return
        mapping.entries[name] = (mark, value)
        self._refuse_nothing(name, mark, value)

    def _key(self, event: yaml.Event, depth: int) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            self._node(event, depth + 1)
            self._tree.report(self._mark(event), "a key must be a word, not a list, a mapping or an alias")
            return None
        if event.value == "<<" and not event.style:
            self._tree.report(self._mark(event), "merge keys ('<<') are not read; write the keys out, or use defaults:")
            return None
        if not event.value:
            self._tree.report(self._mark(event), "a value without a key")
            return None
        return str(event.value)

    def _alias(self, event: yaml.AliasEvent, depth: int) -> Node:
        name = event.anchor or ""
        if name not in self._anchors:
            near = closest(name, list(self._anchors))
            meant = f"; did you mean '*{near}'?" if near else ""
            raise YamlStop(self._mark(event), f"unknown anchor '*{shown(name)}'{meant}")
        node = self._anchors[name]
        if node is None:
            raise YamlStop(self._mark(event), f"the anchor '&{shown(name)}' contains itself")
        self._count(event, node.size)
        self._bound_depth(event, depth + node.height - 1)
        return node

    def _count(self, event: yaml.Event, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise YamlStop(self._mark(event), f"more than {MAX_NODES:,} values once aliases are expanded")

    def _bound_depth(self, event: yaml.Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise YamlStop(self._mark(event), f"nested more than {MAX_DEPTH} levels deep")

    def _refuse_tag(self, event: yaml.Event, node: Node) -> None:
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            node.refused = True
            self._tree.report(node.mark, f"the tag '{shown(tag)}' is not allowed; write the value plainly or in quotes")

    def _refuse_surprise(self, node: Node) -> None:
        reading = _surprise(node.text or "") if node.plain and not node.refused else None
        if reading:
            node.refused = True
            self._tree.report(node.mark, f"'{shown(node.text or '')}' {reading}")

    def _refuse_nothing(self, name: str, mark: Mark, value: Node) -> None:
        """A key without a value; most often because the value began with ``#`` and so became a comment."""
        if not (value.plain and value.text in _NOTHING) or value.refused:
            return
        value.refused = True
        line = self._tree.lines[mark.line - 1] if mark.line <= len(self._tree.lines) else ""
        comment = line[mark.column - 1 + len(name) :].partition("#")[2].strip()
        hint = f"; '#' begins a comment, so write {shown(name)}: \"#{shown(comment)}\"" if comment else ""
        self._tree.report(mark, f"'{shown(name)}' has no value{hint or '; give it one or take the key out'}")

    def _mark(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(start.line + 1, start.column + 1, self._file) if start else Mark(1, 1, self._file)


def _offset(mark: Any) -> int:
    """In characters of the text. ``Any``: the two parsers of PyYAML each have a mark of their own."""
    return int(mark.index) if mark else 0


_SYNTAX = (
    ("mapping values are not allowed", "a ': ' inside a value that is not in quotes, or wrong indentation"),
    (
        "cannot start any token",
        "no value can begin with this character; text goes in quotes, indentation is spaces only",
    ),
    ("could not find expected ':'", "a key without ':', or text that goes on at the margin without quotes"),
    ("did not find expected key", "the indentation or a quote is wrong near here"),
    ("did not find expected '-' indicator", "the items of a list must begin in one column with '- '"),
    ("did not find expected ',' or", "a list or mapping in brackets is not closed, or a comma is missing before here"),
    ("unexpected end of stream", "a quote is opened and never closed"),
    (
        "did not find expected alphabetic or numeric character",
        "'*' and '&' mean something at the beginning of a value; text such as a cron line goes in quotes",
    ),
    ("unknown escape character", "a backslash in double quotes; use single quotes for text with backslashes"),
)


def _syntax(error: yaml.YAMLError, text: str) -> YamlStop:
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        return YamlStop(mark, "a control character that YAML does not allow; was this saved as UTF-8 text?")
    problem = str(getattr(error, "problem", None) or error)
    place = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    mark = Mark(place.line + 1, place.column + 1) if place else Mark(1, 1)
    comment = _comment_in_brackets(error, text)
    if comment:
        said = "'#' after a blank begins a comment, so the brackets are never closed; text with '#' goes in quotes"
        return YamlStop(comment, f"not YAML: {said}")
    meant = next((said for part, said in _SYNTAX if part in problem), None)
    return YamlStop(mark, f"not YAML: {meant or shown(problem, 120)}{_opened(error)}")


def _opened(error: yaml.YAMLError) -> str:
    """Where the brackets or quotes begin that the parser found no end of: most often far above the place it gives."""
    begun, place = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    unended = _UNENDED.search(str(getattr(error, "context", None) or "")) is not None
    if not (unended and begun and place and begun.line != place.line):
        return ""
    return f" (it begins in line {begun.line + 1}, column {begun.column + 1})"


_UNENDED = re.compile(r"parsing a flow|scanning a quoted")


def _comment_in_brackets(error: yaml.YAMLError, text: str) -> Mark | None:
    """Where a ``#`` swallowed the rest of the line that opened the brackets (``{select: #main, every: 6h}``)."""
    opened, lines = getattr(error, "context_mark", None), _lines(text)
    if opened is None or opened.line >= len(lines) or "flow" not in str(getattr(error, "context", "")):
        return None
    line = lines[opened.line]
    column = line.find(" #", opened.column)
    return Mark(opened.line + 1, column + 2) if column >= 0 else None


# --- scalars ------------------------------------------------------------------------------------------------------

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_YES = re.compile(r"yes|on", re.IGNORECASE)
_NO = re.compile(r"no|off", re.IGNORECASE)
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBERLIKE = (
    (
        re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"),
        "is a number to base 60 for some readers of YAML",
    ),
    (re.compile(r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)[eE][-+]?[0-9]+"), "is a number with an exponent in YAML"),
    (re.compile(r"[-+]?0[xob][0-9a-fA-F_]+"), "is a number to another base in YAML"),
    (re.compile(r"[-+]?0[0-9_]+"), "loses its leading zero in YAML"),
    (re.compile(r"[-+]?[0-9]+(?:_[0-9_]*)+(?:\.[0-9_]*)?"), "loses its underscores in YAML"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "is no number one can count with"),
)


_STARTLING = frozenset("0123456789+-.yYnNoO")
"""What a scalar must begin with to be one of these; nearly none does."""


def _surprise(text: str) -> str | None:
    """What YAML might make of a scalar without quotes that a person did not mean, and what to write instead."""
    if len(text) > 40 or text[:1] not in _STARTLING:
        return None
    if _YES.fullmatch(text):
        return f'is true for some readers of YAML; write "{text}" if it is text, else true'
    if _NO.fullmatch(text):
        return f'is false for some readers of YAML; write "{text}" if it is text, else false'
    reading = next((said for pattern, said in _NUMBERLIKE if pattern.fullmatch(text)), None)
    return f'{reading}; write "{text}" in quotes' if reading else None


def _value(node: Node) -> Any:
    if node.entries is not None:
        return {name: _value(value) for name, (_, value) in node.entries.items()}
    if node.items is not None:
        return [_value(item) for item in node.items]
    return _scalar(node.text or "") if node.plain and not node.refused else node.text


def _scalar(text: str) -> str | int | float | bool | date:
    if text in _TRUTH:
        return _TRUTH[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _DAY.fullmatch(text):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(text)
    return text


def _child(node: Node, step: str | int) -> Node | None:
    if node.entries is not None and isinstance(step, str) and step in node.entries:
        return node.entries[step][1]
    if node.items is not None and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None
