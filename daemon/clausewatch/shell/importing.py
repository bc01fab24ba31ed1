"""Other tools' files -> the text of a watchlist, each page with what became of it.

What a tool's module made of a page is tried out as a source of a watchlist by itself. A setting that the watchlist
refuses (a selector that is none, an interval too short) is taken out and reported like what could not be carried over;
a page without a usable address is reported whole. So the text that comes out always loads.
"""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import yaml

from clausewatch.core.errors import UsageError, WatchlistError
from clausewatch.core.imports import Given, Imported, Left, Taken, Value, short, slug, tools
from clausewatch.shell import starter
from clausewatch.shell.watchlist import parse
from clausewatch.shell.watchlist_write import entry, written

MOST_FILES = 50_000
LARGEST = 64 * 1024 * 1024
"""Bytes of all files together, unpacked."""
ENDINGS = (".json", ".yaml", ".yml", ".txt", ".js", "")
"""Of the files of a folder or archive that are looked at; the others are kept versions of pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the other tool, and its place in the watchlist."""

    taken: Taken
    path: tuple[str, ...]
    """Empty where it could not be carried over."""
    entry: Mapping[str, Value]
    left: tuple[Left, ...]

    @property
    def source(self) -> str:
        return "/".join(part for part in self.path if part not in ("providers", "sources"))


@dataclass(frozen=True, slots=True)
class Import:
    """Everything that came out, as a text and as a report."""

    imported: Imported
    pages: tuple[Page, ...]
    text: str

    @property
    def complete(self) -> bool:
        """Whether nothing was left behind."""
        return not self.imported.left and all(page.path and not page.left for page in self.pages)


def import_from(paths: Sequence[Path], tool: str | None = None) -> Import:
    """``UsageError`` for files that cannot be read, or that no tool is known by."""
    given = Given(dict(_files(paths)))
    known = tools()
    module = next((each for each in known if (tool in (None, each.NAME)) and each.recognises(given)), None)
    if module is None:
        names = ", ".join(each.NAME for each in known)
        raise UsageError(f"{', '.join(map(str, paths))}: {_unreadable(given)}known are {names}")
    imported = module.read(given)
    pages = tuple(_placed(imported.pages))
    return Import(imported, pages, _text(imported, pages))


def _unreadable(given: Given) -> str:
    """Where a file of jobs breaks off as YAML, since a slip in one line hides what it is."""
    try:
        events = list(yaml.parse(given.only, Loader=yaml.CSafeLoader))
        if not any(isinstance(event, yaml.NodeEvent) for event in events):
            return "there is nothing in it; "
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        return f"{where}this is no YAML: {short(error.problem)}; put that right, or give another file; "
    except (yaml.YAMLError, ValueError, RecursionError):
        pass
    return "this is nothing that is known; "


# --- files --------------------------------------------------------------------------------------------------------


def _files(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    room = LARGEST
    for name, content in _contents(paths):
        room -= len(content)
        if room < 0:
            raise UsageError(f"more than {LARGEST // 1024 // 1024} MiB; this is no list of pages")
        yield name, content.decode("utf-8-sig", "replace")


def _contents(paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            if path.is_dir():
                inside = sorted(each for each in path.rglob("*") if each.is_file() and each.suffix in ENDINGS)
                yield from ((str(each.relative_to(path)), each.read_bytes()) for each in inside[:MOST_FILES])
            elif zipfile.is_zipfile(path):
                yield from _unpacked(path)
            else:
                yield path.name, _bounded(path)
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """What an archive says of its sizes is not believed; each file is read within a bound."""
    try:
        with zipfile.ZipFile(path) as archive:
            room = LARGEST
            for info in archive.infolist()[:MOST_FILES]:
                if info.is_dir() or Path(info.filename).suffix not in ENDINGS or _is_version(info.filename):
                    continue
                with archive.open(info) as file:
                    content = file.read(room + 1)
                room -= len(content)
                yield info.filename, content
                if room < 0:
                    return
    # zipfile: RuntimeError for a password, NotImplementedError for a compression that it lacks
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise UsageError(f"{path} is a damaged or locked archive: {error}") from error


def _is_version(name: str) -> bool:
    """A kept version of a page in a folder of its watch; its list of them is none of our business either."""
    return "/" in name and name.endswith(".txt")


# --- what becomes of each page ------------------------------------------------------------------------------------


def _placed(pages: Sequence[Taken]) -> Iterator[Page]:
    used: set[tuple[str, ...]] = set()
    for taken in pages:
        if taken.entry is None:
            yield Page(taken, (), {}, taken.left)
            continue
        usable, refused = _usable(taken.entry)
        left = (*taken.left, *refused)
        if not usable:
            yield Page(taken, (), {}, left)
            continue
        path = _free(_path(taken), used)
        used.add(path)
        yield Page(taken, path, usable, left)


def _usable(written_: Mapping[str, Value]) -> tuple[Mapping[str, Value], tuple[Left, ...]]:
    """Without the settings that a watchlist refuses."""
    kept: dict[str, Value] = dict(written_)
    left: list[Left] = []
    while kept:
        problem = _problem(kept)
        if problem is None:
            return kept, tuple(left)
        key = next((each for each in reversed(kept) if _problem({"url": "https://a.example", each: kept[each]})), "url")
        left.append(Left(f"{key}: {short(kept.pop(key))}", problem))
        if key == "url":
            return {}, tuple(left)
    return {}, tuple(left)


def _problem(written_: Mapping[str, Value]) -> str | None:
    try:
        parse("\n".join(entry("sources", {"a": written_}, 0)) + "\n", "", {})
    except WatchlistError as error:
        return error.problems[0].text
    return None


def _path(taken: Taken) -> tuple[str, ...]:
    name = slug(taken.name.partition("://")[2] or taken.name) or "page"
    return ("providers", slug(taken.provider) or "provider", "sources", name) if taken.provider else ("sources", name)


def _free(path: tuple[str, ...], used: set[tuple[str, ...]]) -> tuple[str, ...]:
    others = ((*path[:-1], f"{path[-1]}-{number}") for number in count(2))
    return next(each for each in chain((path,), others) if each not in used)


# --- the text -----------------------------------------------------------------------------------------------------


def _text(imported: Imported, pages: Sequence[Page]) -> str:
    """Without anything in comments that a page's own text could end."""
    lines = [starter.HEADER.rstrip(), "#", f"# Taken over from {imported.tool}."]
    lines += [f"# Not carried over: {_remark(each.what)}: {_remark(each.why)}" for each in imported.left]
    lines += [f"# To do: {_remark(each)}" for each in imported.hints]
    lines.append("")
    if imported.defaults:
        lines += [*entry("defaults", imported.defaults, 0), ""]
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.path[1] if page.path[:1] == ("providers",) else "", []).append(page)
    alone = groups.pop("", [])
    if any(page.path and not page.taken.paused for page in alone):
        lines.append("sources:")
    lines += [line for page in alone for line in _page(page, 2)]
    if groups:
        lines.append("providers:")
    for provider, members in groups.items():
        lines += [f"  {provider}:", *written({"name": members[0].taken.provider}, 4), "    sources:"]
        lines += [line for page in members for line in _page(page, 6)]
    return "\n".join(lines) + "\n"


def _page(page: Page, column: int) -> Iterator[str]:
    pad = " " * column
    yield f"{pad}# {_remark(page.taken.origin)}{'' if page.path else ': not carried over'}"
    yield from (f"{pad}# {_remark(note)}" for note in page.taken.notes)
    yield from (f"{pad}# not carried over: {_remark(each.what)}: {_remark(each.why)}" for each in page.left)
    if page.path:
        off = "# " if page.taken.paused else ""
        if page.taken.paused:
            yield f"{pad}# it was switched off there; take the '#' out to watch it:"
        yield from (f"{pad}{off}{line[column:]}" for line in entry(page.path[-1], dict(page.entry), column))


def _remark(text: str) -> str:
    """One line, since a comment ends with its line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def counted(result: Import) -> Mapping[str, int]:
    """How many pages were carried over whole, in part, and not."""
    whole = sum(1 for page in result.pages if page.path and not page.left)
    none = sum(1 for page in result.pages if not page.path)
    return {"whole": whole, "in part": len(result.pages) - whole - none, "not": none}


def as_json(result: Import) -> dict[str, object]:
    """The report, for programs."""
    return {
        "tool": result.imported.tool,
        "complete": result.complete,
        "pages": [
            {
                "origin": page.taken.origin,
                "source": page.source or None,
                "paused": page.taken.paused,
                "entry": dict(page.entry),
                "left": [dataclasses.asdict(each) for each in page.left],
                "unneeded": list(page.taken.unneeded),
            }
            for page in result.pages
        ],
        "left": [dataclasses.asdict(each) for each in result.imported.left],
        "to_do": list(result.imported.hints),
    }
