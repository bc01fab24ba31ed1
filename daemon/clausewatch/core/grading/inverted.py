"""One rule said from its other side: "not X unless Y" and "X only if Y", "not refuse" and "accept".

Both sentences hold the same words but for those that turn them, and each is turned once more than the other. What is
left over (``residue``), another figure or another consent is a difference as everywhere else.
"""

from __future__ import annotations

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import residue


def said_from_the_other_side(pair: Pair) -> bool:
    """Whether the two bind alike; ``False`` where there is no evidence of it. English only."""
    if not (pair.old.lower.isascii() and pair.new.lower.isascii()) or pair.heading:
        return False
    if pair.old_measured.counted != pair.new_measured.counted or _consents(pair.old.lower) != _consents(pair.new.lower):
        return False
    return _one_condition(pair) or _of_the_opposite(pair)


def _consents(lower: str) -> bool:
    return lex.CONSENT.search(lower) is not None


def _one_condition(pair: Pair) -> bool:
    old, new = pair.old.lower, pair.new.lower
    for denied, stated in ((old, new), (new, old)):
        forbids = _particles(_EXCEPTED.sub("", denied)) == 1 and _EXCEPTED.search(denied) is not None
        allows = _ONLY.search(stated) is not None and not _particles(stated) and _EXCEPTED.search(stated) is None
        if forbids and allows:
            return not _left(pair, _TURNING)
    return False


_EXCEPTED = Pattern(
    r"\b(?:unless|other than|otherwise than|save (?:in|with|for|where|as)|except (?:in|as|if|where|when|with|for)"
    r"|but for|without)\b[^.;]{0,200}"
)
_ONLY = Pattern(r"\bonly\b|\bsolely\b|\bmust (?:first )?(?:obtain|have|get|ask)\b|\brequires?\b")
_TURNING = frozenset(
    stems.stem(word)
    for word in words.listed(
        "permitted prohibited forbidden allowed entitled obliged need obtain must require wish wants save other"
        " otherwise"
        " unless only solely without except effective advance given where while when"
    )
)


def _particles(lower: str) -> int:
    """How often a word denies; verbs of refusing aside."""
    text = lex.masked(lower)
    return lex.count(lex.NEGATION, text) + lex.count(_FORBIDDEN, text)


_FORBIDDEN = Pattern(r"\b(?:prohibited|forbidden|barred)\b")


def _left(pair: Pair, aside: frozenset[str]) -> bool:
    left = residue(pair)
    return any(word not in aside for word in (*left.lost, *left.gained))


def _of_the_opposite(pair: Pair) -> bool:
    """A denial more or less, and the opposite of a word on the other side ("does not exclude" / "covers")."""
    if (_particles(pair.old.lower) - _particles(pair.new.lower)) % 2 == 0 or _same_bounds(pair):
        return False
    there = [{stems.stem(word) for word in side.tokens} for side in (pair.old, pair.new)]
    for one, other in _OPPOSITES:
        for mine, theirs in ((one, other), (other, one)):
            if mine in there[0] - there[1] and theirs in there[1] - there[0]:
                return not _left(pair, frozenset((mine, theirs)) | _TURNING)
    return False


def _same_bounds(pair: Pair) -> bool:
    """Whether an exception or an "only" came or went: then the denial may belong to it."""
    kinds = (lex.EXCEPTION, lex.ONLY)
    return any(lex.count(kind, pair.old.lower) != lex.count(kind, pair.new.lower) for kind in kinds)


_OPPOSITES = tuple(
    tuple(stems.stem(word) for word in pair.split("/"))
    for pair in words.listed(
        "refuse/accept refuse/grant refuse/allow refuse/admit reject/accept exclude/include exclude/cover release/bound"
        " release/remain released/continues withhold/provide withhold/give lack/contain lack/have discontinue/keep"
        " discontinue/continue exempt/liable prevent/free deny/grant deny/allow lose/keep lose/retain uninsured/insured"
        " cease/continue ignore/observe disregard/observe breach/observe breach/comply conceal/disclose hide/show"
        " omit/include unavailable/available invalid/valid unaffected/affect unaffected/affected remain/affect"
        " intact/affect intact/affected forfeit/keep expire/remain suspend/continue delay/prompt secret/reveal"
        " optional/required optional/need optional/obliged free/obliged free/required free/need"
    )
)
