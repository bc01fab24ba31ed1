"""How long a comparison takes on real policies: figures against the project's bars. Run by ``make bench``.

The versions lie outside the project (``../shared/data/history``, or the folder given); without them only the made-up
rewrite is measured. Times are processor time, the best of three, with all caches emptied before each, as a page's
first comparison finds them. Nothing here is a test: a slow machine is no defect.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clausewatch.core import formats
from clausewatch.core.compare import compare
from clausewatch.core.model import Block, BlockKind, Capture, Document, HunkKind, Tracked, TrackedQuote
from clausewatch.core.sentences import Prose
from clausewatch.core.watch import Recipe

HISTORY = Path(__file__).resolve().parents[2] / "shared/data/history"
CLAUSES = 20
"""Tracked sentences of a page; the index watches one to nine."""
LONG = 8_000
"""Words of the document that the bar speaks of."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One changed document: its words, how long it took without and with tracked clauses, what came of it."""

    words: int
    alone: float
    tracked: float
    clauses: int
    grades: Counter[str]


def main(folder: Path) -> None:
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; a busy machine's figures are too high")
    timed = [_timed(old, new) for old, new in _pairs(folder)]
    if timed:
        _report(timed)
    rewrite = _best(lambda: compare(_made_up(1, 1_300), _made_up(2, 1_300)))
    _line("full rewrite of 1,300 sentences", rewrite, 2_000)


def _report(timed: list[Timed]) -> None:
    print(f"{len(timed)} changed documents, {min(t.words for t in timed):,} to {max(t.words for t in timed):,} words")
    _line("median, a clause", statistics.median(_a_clause(t) for t in timed), 1)
    alike = [t.tracked * LONG / t.words for t in timed if t.words >= LONG / 4]
    _line(f"median, a document of {LONG:,} words", statistics.median(alike), 60)
    _line("95th percentile, a document", statistics.quantiles([t.tracked for t in timed], n=20)[-1], 400)
    _line("slowest document", max(t.tracked for t in timed), 2_000)
    grades = sum((t.grades for t in timed), Counter[str]())
    total = grades.total() or 1
    shares = ", ".join(f"{name} {number / total:.0%}" for name, number in sorted(grades.items()))
    print(f"edited passages: {total:,}; {shares}")


def _a_clause(timed: Timed) -> float:
    return max(timed.tracked - timed.alone, 0) / max(timed.clauses, 1)


def _line(what: str, milliseconds: float, bar: float) -> None:
    print(f"{what:40} {milliseconds:9.2f} ms   bar {bar:6,.0f} ms   {milliseconds / bar:5.0%}")


def _timed(old: Document, new: Document) -> Timed:
    quotes = _quotes(old)
    found = compare(old, new)
    grades = Counter(hunk.graded.grade.word for hunk in found.hunks if hunk.kind is HunkKind.EDITED)
    alone = _best(lambda: compare(old, new))
    tracked = _best(lambda: compare(old, new, Tracked(quotes=quotes)))
    return Timed(_words(old), alone, tracked, len(quotes), grades)


def _quotes(document: Document) -> tuple[TrackedQuote, ...]:
    texts = [sentence.text for sentence in Prose.of(document).sentences if len(sentence.text) > 40]
    step = max(len(texts) // CLAUSES, 1)
    return tuple(TrackedQuote(text) for text in texts[::step][:CLAUSES])


def _words(document: Document) -> int:
    return sum(len(block.text.split()) + sum("一" <= char <= "鿿" for char in block.text) for block in document.blocks)


def _best(work: Callable[[], object]) -> float:
    """Milliseconds."""
    return min(_once(work) for _ in range(3)) * 1_000


def _forget() -> None:
    """Whatever the core remembers of texts; what it remembers without bound is part of the program, as its rules."""
    core = [module for name, module in sys.modules.items() if name.startswith("clausewatch.core.")]
    for thing in (thing for module in core for thing in vars(module).values()):
        if not isinstance(thing, type) and hasattr(thing, "cache_clear") and thing.cache_parameters()["maxsize"]:
            thing.cache_clear()


def _once(work: Callable[[], object]) -> float:
    _forget()
    began = time.process_time()
    work()
    return time.process_time() - began


def _pairs(folder: Path) -> Iterator[tuple[Document, Document]]:
    """Successive versions that differ, of every document."""
    for page in sorted({path.parent for path in folder.glob("*/*/*.md")}):
        versions = [found for path in sorted(page.glob("*.md")) if (found := read(path))]
        yield from ((one, other) for one, other in itertools.pairwise(versions) if one.blocks != other.blocks)


def read(path: Path) -> Document | None:
    headers = (("content-type", "text/markdown; charset=utf-8"),)
    capture = Capture("", "", datetime(2026, 1, 1, tzinfo=UTC), 200, headers, path.read_bytes())
    found = formats.read(capture, Recipe(format="markdown"))
    return found if isinstance(found, Document) else None


_NOUNS = [
    "data",
    "account",
    "invoice",
    "backup",
    "message",
    "record",
    "cookie",
    "address",
    "photo",
    "model",
    "prompt",
    "contract",
]
_VERBS = [
    "keep",
    "share",
    "delete",
    "review",
    "store",
    "export",
    "encrypt",
    "disclose",
    "transfer",
    "restore",
    "index",
    "copy",
]


def _made_up(seed: int, sentences: int) -> Document:
    """A document of which no sentence stands in one of another seed."""
    texts = (_sentence(seed, number) for number in range(sentences))
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), "text")


def _sentence(seed: int, number: int) -> str:
    first, second = _VERBS[number * seed % 12], _VERBS[(number // 12 + seed) % 12]
    what, which = _NOUNS[(number + seed) % 12], _NOUNS[(number * 5 + seed) % 12]
    where, days = f"In case {seed}-{number}", number % 90 + seed
    return f"{where} we {first} the {what} and {second} every {which} of version {number * seed} within {days} days."


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HISTORY)
