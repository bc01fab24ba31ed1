"""A set of cases written by somebody who has not seen the rules, measured at first sight.

    python bench/readings.py FILE.yaml [-v]

The file is a list of items: ``id``, ``lang``, ``quote``, ``old`` and ``new`` (two documents in Markdown), ``verdicts``
and ``grades`` (the first is the author's, the others can be defended). A verdict is acceptable if it is one of those;
a grade likewise; a critical change is lowered if nothing but critical was expected and less was given. A quote that
stands several times is taken at its first place. With ``-v`` every miss is shown with its sentences.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from clausewatch.core import formats
from clausewatch.core.compare import compare
from clausewatch.core.model import Capture, ClauseFinding, Document, Grade, Tracked, TrackedQuote
from clausewatch.core.watch import Recipe


@dataclass(frozen=True, slots=True)
class Item:
    """One case, and what became of its quote."""

    name: str
    lang: str
    verdicts: tuple[str, ...]
    grades: tuple[str, ...]
    quote: str
    found: ClauseFinding

    @property
    def verdict(self) -> str:
        return self.found.verdict.value

    @property
    def grade(self) -> Grade:
        return self.found.graded.grade

    @property
    def acceptable(self) -> bool:
        return self.verdict in self.verdicts

    @property
    def exact(self) -> bool:
        return self.grade.word in self.grades

    @property
    def lowered(self) -> bool:
        return self.grades == ("critical",) and self.grade < Grade.CRITICAL


def items(path: Path) -> list[Item]:
    return [_item(each) for each in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _item(case: dict[str, str]) -> Item:
    tracked = Tracked(quotes=(TrackedQuote(case["quote"]),))
    found = compare(_document(case["old"]), _document(case["new"]), tracked).clauses[0]
    return Item(case["id"], case["lang"], tuple(case["verdicts"]), tuple(case["grades"]), case["quote"], found)


def _document(text: str) -> Document:
    headers = (("content-type", "text/markdown; charset=utf-8"),)
    capture = Capture("", "", datetime(2026, 1, 1, tzinfo=UTC), 200, headers, text.encode())
    found = formats.read(capture, Recipe(format="markdown"))
    if not isinstance(found, Document):
        sys.exit(f"unreadable: {text[:60]!r}")
    return found


def main(path: Path, verbose: bool) -> None:
    asked = items(path)
    by_language: dict[str, list[Item]] = {"all": asked}
    for each in asked:
        by_language.setdefault(each.lang, []).append(each)
    for language, some in by_language.items():
        print(f"{language}: {_figures(some)}")
    for name, missed in (
        ("verdict", [each for each in asked if not each.acceptable]),
        ("lowered", [each for each in asked if each.lowered]),
        ("grade", [each for each in asked if not each.exact and not each.lowered]),
    ):
        print(f"--- {name}: {len(missed)}")
        for each in missed:
            _print(each, verbose)


def _figures(some: Sequence[Item]) -> str:
    critical = sum(each.grades == ("critical",) for each in some)
    verdicts, grades = sum(each.acceptable for each in some), sum(each.exact for each in some)
    over = Counter(each.grade.word for each in some if not each.exact and each.grade > Grade.of(each.grades[0]))
    return (
        f"{len(some)} cases; verdicts acceptable {verdicts / len(some):.1%} (bar 98 %); grades exact"
        f" {grades / len(some):.1%} (bar 85 %); critical graded lower {sum(each.lowered for each in some)} of"
        f" {critical} (bar 0); too high {over.total()}"
    )


def _print(each: Item, verbose: bool) -> None:
    found = each.found
    expected = f"{'/'.join(each.verdicts)} {'/'.join(each.grades)}"
    reasons = " ".join(reason.value for reason in found.graded.reasons)
    print(f"{each.name}: {each.verdict} {each.grade.word} ({reasons}); expected {expected}")
    if verbose:
        print(f"    - {each.quote}\n    + {found.now or found.replaced_by or found.closest}")
        print("".join(f"    ! {found.surroundings}\n" if found.surroundings else ""), end="")


if __name__ == "__main__":
    files = [argument for argument in sys.argv[1:] if argument != "-v"]
    main(Path(files[0]), "-v" in sys.argv)
