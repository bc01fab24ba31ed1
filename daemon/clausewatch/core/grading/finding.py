"""What a rule says, and the pair of sentences that it says it of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading import voice as voices
from clausewatch.core.grading.quantities import Measured, measure
from clausewatch.core.model import Direction, Grade, Reason

__all__ = ["REWRITTEN", "Direction", "Finding", "Pair", "pair_of"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for a grade, with the words that triggered it."""

    grade: Grade
    reason: Reason
    before: str = ""
    after: str = ""
    direction: Direction = Direction.UNCLEAR


@dataclass(frozen=True, slots=True)
class Pair:
    """An edited sentence, prepared once for all the rules."""

    old: words.Wording
    new: words.Wording
    old_measured: Measured
    new_measured: Measured
    differences: tuple[words.Difference, ...]
    matched: tuple[tuple[str, str], ...]
    """Clauses that belong together and differ, old and new."""
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    """Clauses without a counterpart."""
    similarity: float
    kept: float
    """Share of the shorter side's words that stands in the longer one, in order: 1 for a mere cut or addition."""
    main: voices.Voice
    """Of the old sentence's main clause."""
    new_main: voices.Voice
    heading: bool
    defined: frozenset[str]
    common: frozenset[str]

    @property
    def lost_words(self) -> Counter[str]:
        """Words that the new sentence has fewer of."""
        return Counter(self.old.tokens) - Counter(self.new.tokens)

    @property
    def gained_words(self) -> Counter[str]:
        return Counter(self.new.tokens) - Counter(self.old.tokens)

    @property
    def rewritten(self) -> bool:
        """So different that single words prove little."""
        return self.similarity < REWRITTEN and self.kept < _KEPT

    @property
    def stance(self) -> voices.Stance:
        return self.main.stance

    @property
    def new_stance(self) -> voices.Stance:
        return self.new_main.stance

    @property
    def guarded(self) -> bool:
        """The old sentence protects the customer, or a part of it does, or it may."""
        return self.stance is not voices.Stance.LICENCE or voices.stance_of(self.old.clauses) is voices.Stance.GUARD


REWRITTEN = 0.45
"""Word similarity below which an edit counts as rewritten (notes: measured on 813 real rewordings)."""
_KEPT = 0.7


def pair_of(
    old: words.Wording, new: words.Wording, *, heading: bool, defined: frozenset[str], common: frozenset[str]
) -> Pair:
    matched, lost, gained = words.pairs(old.clauses, new.clauses)
    old_measured, new_measured = measure(old.lower), measure(new.lower)
    left, right = words.tokens(old_measured.respelled), words.tokens(new_measured.respelled)
    return Pair(
        old,
        new,
        old_measured,
        new_measured,
        words.differences(old.tokens, new.tokens),
        tuple(matched),
        tuple(clause for clause in lost if _missing(clause, new)),
        tuple(clause for clause in gained if _missing(clause, old)),
        words.similarity(left, right),
        words.kept(left, right),
        voices.main_voice(old.clauses),
        voices.main_voice(new.clauses),
        heading,
        defined,
        common,
    )


def _missing(clause: str, other: words.Wording) -> bool:
    """Whether what a clause says is really absent there, not just cut up in another way."""
    content = [word for word in words.tokens(clause) if word not in _EMPTY] or list(words.tokens(clause))
    there = sum((Counter(content) & Counter(other.tokens)).values())
    return there < 0.7 * len(content)


_EMPTY = (
    lex.AUXILIARIES | lex.PARTICLES | frozenset(words.listed("and or but we you they it this that of in for our your"))
)
