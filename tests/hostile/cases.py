"""The register of hostile cases: each is a test, and a row of the table in ``docs/security.md``.

    @case(12, "A redirect to a private address", "refused before anything is sent; a failed poll")
    def redirect_inwards() -> None: ...

``python tests/hostile/cases.py`` writes the table.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
MODULES = ("addresses", "answers", "documents", "words")
Proof = Callable[[], None]


@dataclass(frozen=True)
class Case:
    number: int
    what: str
    happens: str
    proof: Proof

    @property
    def row(self) -> str:
        return f"| {self.number} | {self.what} | {self.happens} |"


CASES: dict[int, Case] = {}


def case(number: int, what: str, happens: str) -> Callable[[Proof], Proof]:
    def register(proof: Proof) -> Proof:
        assert number not in CASES or CASES[number].what == what, f"two cases have the number {number}"
        CASES[number] = Case(number, what, happens, proof)
        return proof

    return register


def every() -> tuple[Case, ...]:
    """All cases, by number."""
    for module in MODULES:
        import_module(f"hostile.{module}")
    register = import_module("hostile.cases").CASES
    return tuple(register[number] for number in sorted(register))


def table() -> str:
    return "\n".join(("| | what somebody tries | what happens |", "|---|---|---|", *(each.row for each in every())))


def with_table(text: str) -> str:
    return re.sub(r"\| \| what somebody tries .*?(?=\n\n|\Z)", lambda _: table(), text, flags=re.DOTALL)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
