"""Puts something new into the text of a watchlist, and touches nothing else: comments, order and quoting stay.

As with ``watchlist_edit``, nobody trusts what was pieced together: it is read again, and taken only if the file means
what it meant before and the new value beside it. The end of the list or mapping is tried first, then its beginning;
what fits neither is refused, with the lines to put in by hand.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clausewatch.shell.watchlist_edit import EditRefusedError
from clausewatch.shell.watchlist_write import Value, entry, inline, item
from clausewatch.shell.yaml_nodes import Node, Path, Tree, read


def with_entry(text: str, file: str, path: Path, value: Value) -> str:
    """The text with ``value`` at ``path``, which is new; mappings on the way there are made where they are missing."""
    text = _closed(text)
    tree = read(text, file)
    holder = path[:-1]
    while not tree.has(holder):
        holder, value = holder[:-1], {str(path[len(holder)]): value}
    key = str(path[len(holder)])
    node = tree.node(holder)
    if node.entries is None or key in node.entries:
        raise _refused(tree, holder, f"{key}: {inline(value)}")
    candidates = _entry_candidates(text, node, key, value)
    return _first_right(tree, (*holder, key), value, candidates, f"{key}: {inline(value)}")


def with_item(text: str, file: str, path: Path, value: Value) -> str:
    """The text with ``value`` as the last item of the list at ``path``; the list is made where it is missing."""
    text = _closed(text)
    tree = read(text, file)
    if not tree.has(path):
        return with_entry(text, file, path, [value])
    node = tree.node(path)
    if node.items is None:
        raise _refused(tree, path, f"- {inline(value)}")
    candidates = _item_candidates(text, node, value)
    return _first_right(tree, (*path, len(node.items)), value, candidates, f"- {inline(value)}")


def _closed(text: str) -> str:
    """With the end of its last line: without one, a folded text (``>``) at the end would mean another once something
    stands below it."""
    newline = "\r\n" if "\r\n" in text else "\n"
    return text if not text or text.endswith("\n") else text + newline


# --- where it could stand -----------------------------------------------------------------------------------------


def _entry_candidates(text: str, mapping: Node, key: str, value: Value) -> Iterator[str]:
    if mapping.style == "[":
        yield _in_brackets(text, mapping, bool(mapping.entries), f"{_key(key)}: {inline(value)}")
        return
    if not mapping.entries:  # a file without anything but comments
        yield _at_the_end(text, list(entry(key, value, 0)))
        return
    marks = [mark for mark, _ in mapping.entries.values()]
    column = marks[0].column - 1
    lines = list(entry(key, value, column))
    _, last = list(mapping.entries.values())[-1]
    yield _below(text, _last_written(text, last), lines)
    yield _above(text, marks[0].line, lines)


def _item_candidates(text: str, sequence: Node, value: Value) -> Iterator[str]:
    assert sequence.items is not None
    if sequence.style == "[":
        yield _in_brackets(text, sequence, bool(sequence.items), inline(value))
        return
    column = sequence.mark.column - 1
    yield _below(text, _last_written(text, sequence.items[-1]), list(item(value, column)))
    yield _above(text, sequence.mark.line, list(item(value, column)))


def _key(key: str) -> str:
    return next(entry(key, 0, 0)).rpartition(":")[0]


def _in_brackets(text: str, node: Node, filled: bool, added: str) -> str:
    """Before the closing bracket; a trailing comma or a comment on the line before it are respected."""
    end = node.end - 1
    before = text[:end]
    inner = before.rstrip()
    comment = re.search(r"(?:^|\s)#[^\n]*\Z", before.rpartition("\n")[2]) or re.search(
        r"(?:^|\s)#[^\n]*\Z", inner.rpartition("\n")[2]
    )
    comma = ", " if filled and not inner.endswith(",") else " " if inner.endswith(",") else ""
    if comment or "\n" in before[len(inner) :]:
        pad = " " * (len(inner.rpartition("\n")[2]) - len(inner.rpartition("\n")[2].lstrip()))
        last = _last_in(node)
        head = text[:last] + ("," if filled and not re.match(r"\s*,", text[last:]) else "")
        return f"{head}{before[last:].rstrip()}\n{pad}{added}{before[len(inner) :] or chr(10)}{text[end:]}"
    return f"{inner}{comma}{added}{before[len(inner) :]}{text[end:]}"


def _last_in(node: Node) -> int:
    below = node.items if node.items is not None else [value for _, value in (node.entries or {}).values()]
    return below[-1].end if below else node.start + 1


def _last_written(text: str, node: Node) -> int:
    """Where the last thing in a node ends: the end of a block is only where the next thing begins."""
    while node.style == "" and (node.items or node.entries):
        node = node.items[-1] if node.items else list((node.entries or {}).values())[-1][1]
    return node.start + len(text[node.start : node.end].rstrip())


def _below(text: str, after: int, lines: Sequence[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    found = re.compile(r"[^\r\n]*").match(text, after)
    at = _behind_its_comments(text, found.end() if found else after, len(lines[0]) - len(lines[0].lstrip()))
    rest = text[at:] or newline
    return text[:at] + "".join(newline + line for line in lines) + rest


def _behind_its_comments(text: str, at: int, column: int) -> int:
    """Past the comments that stand deeper than ``column``: they speak of what they stand below, and would hang under
    what is added."""
    while (comment := _COMMENT.match(text, at)) and len(comment["indent"]) > column:
        at = comment.end()
    return at


_COMMENT = re.compile(r"\r?\n(?P<indent> *)#[^\r\n]*")


def _at_the_end(text: str, lines: Sequence[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    return _closed(text) + "".join(line + newline for line in lines)


def _above(text: str, line: int, lines: Sequence[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    rows = text.splitlines(keepends=True)
    return "".join((*rows[: line - 1], *(each + newline for each in lines), *rows[line - 1 :]))


# --- is it right? -------------------------------------------------------------------------------------------------


def _first_right(tree: Tree, path: Path, value: Value, candidates: Iterator[str], by_hand: str) -> str:
    expected = _with(tree.data, path, value)
    for text in candidates:
        again = read(text, tree.file)
        if not again.problems and again.data == expected:
            return text
    raise _refused(tree, path[:-1], by_hand)


def _with(data: Any, path: Path, value: Value) -> Any:
    changed = copy.deepcopy(data)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    if isinstance(holder, list):
        holder.append(_plain(value))
    else:
        holder[path[-1]] = _plain(value)
    return changed


def _plain(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _refused(tree: Tree, path: Path, by_hand: str) -> EditRefusedError:
    mark = tree.mark(path)
    where = "/".join(str(step) for step in path) or "the file"
    return EditRefusedError(
        f"{tree.file}:{mark.line}:{mark.column}: nothing can be added to {where} safely; put it in by hand: {by_hand}"
    )
