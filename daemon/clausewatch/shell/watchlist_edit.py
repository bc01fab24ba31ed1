"""Changes one value in the text of a watchlist, and nothing else: comments, order, quoting and line ends stay.

Theory. A YAML writer would lay out the whole file anew, so none is used: the value's own characters are cut out at the
offsets that ``yaml_nodes`` remembers, and others are put in. What is put in may come from a page, so nobody trusts
its quoting: the result is read again, and taken only if it means exactly what it meant before, but for that one
value. The style that is there is tried first, then double quotes, which can write anything. What cannot be changed
like that (words that an anchor shares with another claim) is refused, with the place to change by hand.
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from clausewatch.core.errors import UsageError
from clausewatch.core.tracking import What
from clausewatch.core.watch import Claim, LinkTarget, PolicyDate, Quote, Silence
from clausewatch.shell.yaml_nodes import Node, Path, Tree, read


class EditRefusedError(UsageError):
    """The text cannot be changed safely; the message says where a person can do it."""


def place_of(tree: Tree, claim: Claim, what: What) -> Path:
    """The path of what would falsify the claim. A claim may stand in four places; its line says which."""
    name = claim.id.removeprefix(f"{claim.provider}/") if claim.provider else claim.id
    group: Path = ("providers", claim.provider) if claim.provider else ()
    owners: list[Path] = [(*group, "claims", name), (*group, "sources", name)]
    owner = next((path for path in owners if tree.has(path) and tree.key_mark(path).line == claim.line), None)
    if owner is None:
        raise EditRefusedError(f"{tree.file}: the claim {claim.id} is not where it was read; run it again")
    if isinstance(what, Quote):
        return (*owner, "quotes", claim.quotes.index(what))
    if isinstance(what, Silence):
        return (*owner, "silences", claim.silences.index(what))
    if isinstance(what, LinkTarget):
        return (*owner, "links", claim.links.index(what))
    return (*owner, "date" if isinstance(what, PolicyDate) else "number")


def with_words(text: str, file: str, place: Path, words: str) -> str:
    """The text of the watchlist with another quote at ``place``, short or long form."""
    return _with_scalar(text, file, place, "exact", words)


def with_target(text: str, file: str, place: Path, target: str) -> str:
    """The same for the target of a link."""
    return _with_scalar(text, file, place, "target", target)


def with_day(text: str, file: str, place: Path, day: date) -> str:
    """The same for the printed date of a source."""
    return _with_scalar(text, file, place, "printed", day)


def with_exceptions(text: str, file: str, place: Path, phrases: Sequence[str]) -> str:
    """The text of the watchlist with further exceptions of the silence at ``place``, in whatever form it has."""
    tree = read(text, file)
    written = _value_at(tree.data, place)
    node = tree.node(place)
    quoted = [double_quoted(phrase) for phrase in phrases]
    if isinstance(written, dict) and "except" in written:
        changed = _items_added(text, tree.node((*place, "except")), quoted)
        wanted = {**written, "except": [*_listed(written["except"]), *phrases]}
    elif isinstance(written, dict):
        changed = _entry_added(text, node, "except", f"[{', '.join(quoted)}]")
        wanted = {**written, "except": list(phrases)}
    else:
        changed = _made_long(text, node, quoted)
        wanted = {"terms": _listed(written), "except": list(phrases)}
    return _first_right(tree, place, wanted, changed)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


# --- one scalar ---------------------------------------------------------------------------------------------------


def _with_scalar(text: str, file: str, place: Path, key: str, value: str | date) -> str:
    tree = read(text, file)
    path = (*place, key) if tree.node(place).entries is not None else place
    node = tree.node(path)
    if text[node.start : node.start + 1] in ("&", "!", "*"):
        raise _refused(tree, path, "it is written with an anchor or a tag")
    wanted = str(value) if isinstance(value, date) and not node.plain else value
    return _first_right(tree, path, wanted, (_spliced(text, node, form) for form in _forms(text, node, str(value))))


def _forms(text: str, node: Node, words: str) -> Iterator[str]:
    """The words as YAML, the style of what is there first. Which of them is right is found by reading."""
    if node.style in ("|", ">"):
        yield from _block(text[node.start : node.end], words)
    elif node.plain:
        yield words
    elif node.style == "'":
        yield single_quoted(words)
    yield double_quoted(words)


def _spliced(text: str, node: Node, form: str) -> str:
    return text[: node.start] + form + text[_end_of(text, node) :]


def _end_of(text: str, node: Node) -> int:
    """Where the value itself ends; the blank lines after a block are not part of it."""
    return node.start + len(text[node.start : node.end].rstrip()) if node.style in ("|", ">") else node.end


def _block(written: str, words: str) -> Iterator[str]:
    """The words as a block with the header and the indentation that are there; nothing where they are not plain."""
    found = re.match(r"([|>][^\r\n]*)(\r\n|\n)(?:[ ]*(?:\r\n|\n))*([ ]+)", written)
    if found is None:
        return
    header, newline, indentation = found.groups()
    lines = words.split("\n") if header.startswith("|") else words.replace("\n", "\n\n").split("\n")
    yield header + newline + newline.join(indentation + line if line else "" for line in lines)


def single_quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def double_quoted(words: str) -> str:
    """In double quotes, with an escape for whatever an eye or a parser could take for something else."""
    return '"' + "".join(_SHORT.get(char) or _escaped(char) for char in words) + '"'


def _escaped(char: str) -> str:
    if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


# --- exceptions of a silence --------------------------------------------------------------------------------------


def _items_added(text: str, sequence: Node, quoted: Sequence[str]) -> Iterator[str]:
    """Behind the last item of a list; nothing where the exceptions are the name of a list or an alias."""
    if not sequence.items:
        return
    last = sequence.items[-1]
    if sequence.style == "[":
        yield text[: last.end] + "".join(f", {each}" for each in quoted) + text[last.end :]
        return
    dash = re.search(r"[ ]*- +\Z", text[: last.start])
    if dash and last.style not in ("|", ">", "["):
        yield _lines_added(text, last.end, [dash[0] + each for each in quoted])


def _entry_added(text: str, mapping: Node, key: str, value: str) -> Iterator[str]:
    """Behind the last entry of a mapping."""
    if not mapping.entries:
        return
    _, last = list(mapping.entries.values())[-1]
    if mapping.style == "[":
        yield f"{text[: last.end]}, {key}: {value}{text[last.end :]}"
        return
    first, _ = next(iter(mapping.entries.values()))
    yield _lines_added(text, _last_written(last), [" " * (first.column - 1) + f"{key}: {value}"])


def _last_written(node: Node) -> int:
    """Where the last thing in a node ends: the end of lines of items is only where the next thing begins."""
    while node.style == "" and node.items:
        node = node.items[-1]
    return node.end


def _lines_added(text: str, after: int, lines: Sequence[str]) -> str:
    """Below the line that holds the offset, with the line end of the file."""
    newline = "\r\n" if "\r\n" in text else "\n"
    found = re.compile(r"[^\r\n]*").match(text, after)
    at = found.end() if found else after
    return text[:at] + "".join(newline + line for line in lines) + text[at:]


def _made_long(text: str, node: Node, quoted: Sequence[str]) -> Iterator[str]:
    """``SOC 2`` or ``[SOC 2]`` becomes ``{terms: [SOC 2], except: […]}``."""
    written = text[node.start : node.end]
    exceptions = f"except: [{', '.join(quoted)}]"
    if node.text is not None:
        yield _spliced(text, node, f"{{terms: [{written}], {exceptions}}}")
        yield _spliced(text, node, f"{{terms: [{double_quoted(node.text)}], {exceptions}}}")
    elif node.style == "[":
        yield _spliced(text, node, f"{{terms: {written}, {exceptions}}}")


# --- is it right? -------------------------------------------------------------------------------------------------


def _first_right(tree: Tree, path: Path, wanted: Any, candidates: Iterator[str]) -> str:
    """The first text that reads as the old one but for ``path``, which reads ``wanted``."""
    expected = _with_value(tree.data, path, wanted)
    for text in candidates:
        again = read(text, tree.file)
        if not again.problems and _same(again.data, expected, path, wanted):
            return text
    raise _refused(tree, path, "what stands there is shared with another place, or written in a way that is not known")


def _same(data: Any, expected: Any, path: Path, wanted: Any) -> bool:
    """A block may keep the line break at its end, which counts for nothing in a quote."""
    found = _value_at(data, path)
    if isinstance(found, str) and isinstance(wanted, str) and found.strip() == wanted.strip():
        data = _with_value(data, path, wanted)
    return bool(data == expected)


def _value_at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _with_value(data: Any, path: Path, value: Any) -> Any:
    changed = copy.deepcopy(data)
    _value_at(changed, path[:-1])[path[-1]] = value
    return changed


def _refused(tree: Tree, path: Path, why: str) -> EditRefusedError:
    mark = tree.mark(path)
    return EditRefusedError(f"{tree.file}:{mark.line}:{mark.column}: {why}; change it by hand")
