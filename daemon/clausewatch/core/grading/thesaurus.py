"""Words that stand for each other in contracts, policies and handbooks without changing what is promised.

Evidence of harmlessness, written by notion. A word may belong to several groups; two words are akin when they share
one. What differs in strength, in reach or in effect is never grouped: to inform is not to ask, to suspend not to end,
a voucher no refund, a pseudonym no anonymity. Words are given in their base form; endings are left to the
stemmer. The groups stand in a file of their own beside this module, one a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources

from clausewatch.core.grading import stems


def _groups() -> Iterator[tuple[str, ...]]:
    table = resources.files(__package__).joinpath("thesaurus.txt").read_text(encoding="utf-8")
    return (tuple(line.split()) for line in table.splitlines() if line and not line.startswith("#"))


def _indexed() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(_groups()):
        for word in group:
            found.setdefault(stems.stem(word), set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


_OF = _indexed()


def akin(one: str, other: str) -> bool:
    """Whether two stems (``stems.stem``) share a notion."""
    return one == other or not _OF.get(one, _NONE).isdisjoint(_OF.get(other, _NONE))


def unlike(found: Iterable[str], others: Iterable[str]) -> list[str]:
    """The stems that share no notion with any of the others."""
    others = frozenset(others)
    notions = _NONE.union(*(_OF.get(each, _NONE) for each in others))
    return [word for word in found if word not in others and notions.isdisjoint(_OF.get(word, _NONE))]


def is_known(word: str) -> bool:
    """Whether it is an English word of the thesaurus, in any of its forms."""
    return stems.stem(word) in _OF or word in stems.FUNCTION or stems.is_function(stems.stem(word))


_NONE: frozenset[int] = frozenset()
