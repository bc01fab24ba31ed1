"""The files that a watchlist is made of, as one tree.

A file may ``include`` others by name or pattern, from where it lies; a folder is a watchlist too, made of all its
``.yaml`` files. What several files say of ``providers``, ``sources``, ``claims``, ``terms`` and ``channels`` is put
together, id by id; everything else belongs into one file. Every place keeps the name of the file that it is in, so a
problem is told where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from clausewatch.core.errors import Problem, WatchlistError
from clausewatch.shell import yaml_nodes
from clausewatch.shell.yaml_nodes import Mark, Node, Tree, read, shown

SHARED = ("providers", "sources", "claims", "terms", "channels")
"""Keys whose entries may stand in several files."""
ALONE = ("version",)
"""Keys that each file may have for itself."""
MOST_FILES = 2000


def tree_of(path: Path, instead: Mapping[str, str]) -> Tree:
    """The whole watchlist; ``WatchlistError`` where its own file cannot be read at all."""
    if path.is_dir() and str(path) not in instead:
        return _folder(path, instead)
    tree = read(_text(path, instead), str(path))
    _include(tree, path.parent, instead)
    return tree


def _folder(path: Path, instead: Mapping[str, str]) -> Tree:
    """All files of a folder, none of them above the others."""
    names = {*path.glob("*.yaml"), *path.glob("*.yml"), *(Path(name) for name in instead if Path(name).parent == path)}
    found = sorted(each for each in names if not each.name.startswith("."))
    if not found:
        raise _failure(path, 1, "there is no .yaml file in this folder; write one, or name another with --watchlist")
    tree = Tree(str(path), Node(Mark(1, 1), entries={}), [])
    tree.files = (*map(str, found),)
    for each in found:
        _merge(tree, read(_text(each, instead), str(each), included=True))
    return tree


def _include(tree: Tree, folder: Path, instead: Mapping[str, str]) -> None:
    """Puts in what the file includes; what cannot be is reported at the line that asks for it."""
    entries = tree.root.entries or {}
    items = entries["include"][1].items if "include" in entries else None
    seen: dict[str, None] = {}
    for item in items or ():
        if item.text is None or item.refused:
            continue
        for path in _found(tree, item, folder):
            if str(path) not in seen and len(seen) < MOST_FILES:
                seen[str(path)] = None
                _put_in(tree, item, path, instead)
        seen.setdefault(str((folder / item.text).parent))
    tree.files = tuple(seen)


def _found(tree: Tree, item: Node, folder: Path) -> Iterator[Path]:
    """The files of one line of ``include``, in the order of their names."""
    pattern = item.text or ""
    if not any(sign in pattern for sign in "*?["):
        yield folder / pattern
        return
    try:
        found = sorted(folder.glob(pattern)) if not Path(pattern).is_absolute() else []
    except (ValueError, NotImplementedError, OSError):  # what pathlib raises for a pattern that it does not take
        found = []
    if not found:
        tree.report(item.mark, f"no file is called '{shown(pattern)}' in {folder}")
    yield from (each for each in found if each.is_file() and str(each) != tree.file)


def _put_in(tree: Tree, item: Node, path: Path, instead: Mapping[str, str]) -> None:
    if str(path) == tree.file:
        tree.report(item.mark, "the file includes itself")
        return
    try:
        text = _text(path, instead)
    except WatchlistError as error:
        said = error.problems[0].text.partition(";")[0]
        tree.report(item.mark, f"'{shown(item.text or '')}' cannot be included: {said}")
        return
    other = read(text, str(path), included=True)
    if other.root.entries and "include" in other.root.entries:
        mark, _ = other.root.entries.pop("include")
        other.report(mark, f"only {tree.file} itself may include other files; name this one's there")
    _merge(tree, other)


def _merge(tree: Tree, other: Tree) -> None:
    tree.problems += other.problems
    if other.root.refused:
        return
    if other.root.entries is None:
        other.report(other.root.mark, "the watchlist must be a mapping of keys to values")
        tree.problems.append(other.problems[-1])
        return
    entries = tree.root.entries if tree.root.entries is not None else {}
    for key, (mark, node) in other.root.entries.items():
        if key in ALONE:
            entries.setdefault(key, (mark, node))
        elif key not in entries:
            entries[key] = (mark, _copy(node) if key in SHARED else node)
        elif key in SHARED:
            _add(tree, key, entries[key][1], node)
        else:
            tree.report(mark, f"duplicate key '{shown(key)}' (first at {_where(tree, entries[key][0])})")
    tree.root.entries = entries


def _copy(node: Node) -> Node:
    """With entries of its own, since those of other files are added to them."""
    entries = dict(node.entries) if node.entries is not None else None
    return Node(node.mark, node.text, node.plain, node.items, entries, node.refused, style=node.style)


def _add(tree: Tree, name: str, there: Node, node: Node) -> None:
    if node.entries is None or there.entries is None:
        if not node.refused:
            tree.report(node.mark, f"'{name}' must be a mapping of keys to values")
        return
    for key, (mark, value) in node.entries.items():
        first, _ = there.entries.setdefault(key, (mark, value))
        if first != mark:
            tree.report(mark, f"duplicate key '{shown(key)}' (first at {_where(tree, first)})")


def _where(tree: Tree, mark: Mark) -> str:
    return f"{mark.file or tree.file}:{mark.line}"


# --- one file -----------------------------------------------------------------------------------------------------


def _text(path: Path, instead: Mapping[str, str]) -> str:
    if str(path) in instead:
        return instead[str(path)]
    try:
        with path.open("rb") as stream:
            content = stream.read(4 * yaml_nodes.MAX_CHARACTERS)
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        raise _failure(
            path, 1, "there is no such file; begin one with `clausewatch init`, or name it with --watchlist"
        ) from None
    except IsADirectoryError:
        raise _failure(path, 1, "this is a folder") from None
    except OSError as error:
        raise _failure(path, 1, f"cannot be read: {error.strerror or type(error).__name__}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _failure(path, line, "not UTF-8; save the file as UTF-8") from None


def _failure(path: Path, line: int, text: str) -> WatchlistError:
    return WatchlistError((Problem(str(path), line, 1, text),))
