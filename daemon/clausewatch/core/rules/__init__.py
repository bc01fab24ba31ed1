"""Noise rules: what a page shows that is no policy text. One file per rule; a new rule is one new file.

A rule is a module with ``NAME`` (stands in messages), ``WHY`` (one sentence for people), ``applies(hunk)`` and
``EXAMPLES`` (hunks that it must and must not catch; one shared test runs them all). A rule knows its noise by its whole
shape, never by a word in it, and never guesses: a sentence of the policy that changes is reported, however dull.
Tracked clauses are not asked about here: no rule mutes one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import LONGEST, Example, sides


@dataclass(frozen=True, slots=True)
class Rule:
    """A noise rule as its module states it."""

    name: str
    why: str
    applies: Callable[[Hunk], bool]
    examples: tuple[Example, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule in this folder, by file name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(_rule(importlib.import_module(f"{__name__}.{name}")) for name in names)


def _rule(module: ModuleType) -> Rule:
    return Rule(module.NAME, module.WHY, module.applies, module.EXAMPLES)


def noise(hunk: Hunk) -> str | None:
    """The name of the rule that knows this hunk as noise; ``None`` for everything else."""
    if any(len(side) > LONGEST for side in sides(hunk)):
        return None
    return next((rule.name for rule in rules() if rule.applies(hunk)), None)
