"""What a rule says, and the pair of sentences that it says it of."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading import voice as voices
from clausewatch.core.grading.quantities import Measured, measure
from clausewatch.core.model import Direction, Grade, Reason

__all__ = ["REWRITTEN", "Direction", "Finding", "Pair", "once"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for a grade, with the words that triggered it."""

    grade: Grade
    reason: Reason
    before: str = ""
    after: str = ""
    direction: Direction = Direction.UNCLEAR


@dataclass(frozen=True)
class Pair:
    """An edited sentence, for all the rules; what a rule asks of it is worked out once, and only if one asks."""

    old: words.Wording
    new: words.Wording
    heading: bool
    defined: frozenset[str]
    common: frozenset[str]

    @words.worked_out
    def old_measured(self) -> Measured:
        return measure(self.old.lower)

    @words.worked_out
    def new_measured(self) -> Measured:
        return measure(self.new.lower)

    @words.worked_out
    def differences(self) -> tuple[words.Difference, ...]:
        return words.differences(self.old.tokens, self.new.tokens)

    @words.worked_out
    def put_in(self) -> tuple[str, ...]:
        """The runs of words that came where nothing stood, as they are written."""
        return tuple(words.joined(each.gained) for each in self.differences if not each.lost)

    @words.worked_out
    def _paired(self) -> tuple[list[tuple[str, str]], list[str], list[str]]:
        return words.pairs(self.old.clauses, self.new.clauses)

    @words.worked_out
    def matched(self) -> tuple[tuple[str, str], ...]:
        """Clauses that belong together and differ, old and new."""
        return tuple(self._paired[0])

    @words.worked_out
    def lost(self) -> tuple[str, ...]:
        """Clauses without a counterpart."""
        return tuple(clause for clause in self._paired[1] if _missing(clause, self.new))

    @words.worked_out
    def gained(self) -> tuple[str, ...]:
        return tuple(clause for clause in self._paired[2] if _missing(clause, self.old))

    @words.worked_out
    def _respelled(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.old_measured.words, self.new_measured.words

    @words.worked_out
    def similarity(self) -> float:
        return words.similarity(*self._respelled)

    @words.worked_out
    def kept(self) -> float:
        """Share of the shorter side's words that stands in the longer one, in order: 1 for a mere cut or addition."""
        return words.kept(*self._respelled)

    @words.worked_out
    def main(self) -> voices.Voice:
        """Of the old sentence's main clause."""
        return voices.main_voice(self.old.clauses)

    @words.worked_out
    def new_main(self) -> voices.Voice:
        return voices.main_voice(self.new.clauses)

    @words.worked_out
    def _counted(self) -> tuple[words.Tally[str], words.Tally[str]]:
        return words.Tally(self.old.tokens), words.Tally(self.new.tokens)

    @words.worked_out
    def lost_words(self) -> Counter[str]:
        """Words that the new sentence has fewer of."""
        before, after = self._counted
        return before - after

    @words.worked_out
    def gained_words(self) -> Counter[str]:
        before, after = self._counted
        return after - before

    @words.worked_out
    def rewritten(self) -> bool:
        """So different that single words prove little."""
        return self.similarity < REWRITTEN and self.kept < _KEPT

    @property
    def is_edited_english(self) -> bool:
        """An English sentence, no heading, of which enough stands that single words prove something."""
        return not (self.heading or self.rewritten) and self.old.lower.isascii() and self.new.lower.isascii()

    @property
    def stance(self) -> voices.Stance:
        return self.main.stance

    @property
    def new_stance(self) -> voices.Stance:
        return self.new_main.stance

    @words.worked_out
    def guarded(self) -> bool:
        """The old sentence protects the customer, or a part of it does, or it may."""
        return self.stance is not voices.Stance.LICENCE or voices.stance_of(self.old.clauses) is voices.Stance.GUARD


Answer = TypeVar("Answer")


def once(question: Callable[[Pair], Answer]) -> Callable[[Pair], Answer]:
    """A question that several rules ask of one pair in turn: answered once, kept with the pair."""
    name = f"{question.__module__}.{question.__qualname__}"

    @functools.wraps(question)
    def asked(pair: Pair) -> Answer:
        known: dict[str, Any] = pair.__dict__
        if name not in known:
            known[name] = question(pair)
        return cast(Answer, known[name])

    return asked


REWRITTEN = 0.45
"""Word similarity below which an edit counts as rewritten (notes: measured on 813 real rewordings)."""
_KEPT = 0.7


def _missing(clause: str, other: words.Wording) -> bool:
    """Whether what a clause says is really absent there, not just cut up in another way."""
    content = [word for word in words.tokens(clause) if word not in _EMPTY] or list(words.tokens(clause))
    there = sum((Counter(content) & Counter(other.tokens)).values())
    return there < 0.7 * len(content)


_EMPTY = (
    lex.AUXILIARIES | lex.PARTICLES | frozenset(words.listed("and or but we you they it this that of in for our your"))
)
