"""One rule said from its other side: "not X unless Y" and "X only if Y", "not refuse" and "accept".

Both sentences hold the same words but for those that turn them, and each is turned once more than the other. What is
left over (``residue``), another figure or another consent is a difference as everywhere else.
"""

from __future__ import annotations

import re

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import related, residue
from clausewatch.core.grading.voice import negations


def said_from_the_other_side(pair: Pair) -> bool:
    """Whether the two bind alike; ``False`` where there is no evidence of it. English only."""
    if not (pair.old.lower.isascii() and pair.new.lower.isascii()) or pair.heading:
        return False
    if pair.old_measured.counted != pair.new_measured.counted or _consents(pair.old.lower) != _consents(pair.new.lower):
        return False
    return _one_condition(pair) or _reserved(pair) or _of_the_opposite(pair) or _unless(pair)


def _consents(lower: str) -> bool:
    return lex.CONSENT.search(lower) is not None or _AGREES.search(lower) is not None


_AGREES = Pattern(
    r"\b(?:consents?|agrees?|agreed|approv\w+|permission|permits|authori[sz]\w+)\b|(?:'s|s'|the) agreement\b"
    r"|\b(?:your|their|his|her) (?:\w+ )?agreement(?= to\b)"
)


def _one_condition(pair: Pair) -> bool:
    old, new = pair.old.lower, pair.new.lower
    for denied, stated in ((old, new), (new, old)):
        forbids = _particles(_EXCEPTED.sub("", denied)) == 1 and _EXCEPTED.search(denied) is not None
        forbids = forbids or (_particles(_UNTIL.sub("", denied)) == 1 and _WAITS.search(denied) is not None)
        allows = _ONLY.search(stated) is not None and not _particles(stated) and _EXCEPTED.search(stated) is None
        if forbids and allows and _asked_alike(denied, stated):
            return not _left(pair, _TURNING)
        if _late(denied, stated) and allows and not _particles(_LATE.sub("", denied)) - 1:
            return not _left(pair, _TURNING)
        if _first(denied, stated):
            return not _left(pair, _TURNING)
    return False


def _late(denied: str, stated: str) -> bool:
    """ "A complaint that is not made within a year will not be considered"."""
    late = _LATE.search(denied)
    return late is not None and _EXCEPTED.search(denied) is None and f" {late['joint']} " in stated


_LATE = Pattern(
    r"\b(?:that|which|who|if|where|when)\b(?: [\w'-]+){0,4}? (?:is|are|has|have|was|were|does|do) not(?:"
    r" been)? [^,.;]{2,60}?"
    r"\b(?P<joint>within|before|by|in)\b(?: [\w'-]+){1,6}?(?= (?:will|shall|may|can|must|is|are)\b|,)"
)


def _unless(pair: Pair) -> bool:
    """ "If we do not refuse, you are a member" and "you are a member unless we refuse"."""
    for one, other in ((pair.old.lower, pair.new.lower), (pair.new.lower, pair.old.lower)):
        unless, if_not = _UNLESS.search(one), _IF_NOT.search(other)
        if unless is None or if_not is None or _EXCEPTED.search(other):
            continue
        main, rest = _UNLESS.sub(" ", one), _IF_NOT.sub(" ", other)
        if negations(unless[0]) or negations(main) != negations(rest) or not _same_parts(unless[0], if_not[0]):
            continue
        return not _left(pair, frozenset())
    return False


def _same_parts(one: str, other: str) -> bool:
    """Whether two conditions are about the same: more of their words is akin than is not."""
    mine, theirs = (set(stems.content(each)) for each in (one, other))
    return mine & stems.PARTY == theirs & stems.PARTY and all(
        any(related(word, each) for each in theirs) for word in mine
    )


_UNLESS = Pattern(r"\bunless\b[^,.;]{0,160}")
_IF_NOT = Pattern(
    r"\bif (?:[\w'-]+ ){1,6}?(?:(?:do|does|did|has|have|is|are|was|were) not|fails? to)\b[^,.;]{0,160}"
    r"|\bif (?:no|nobody|none|neither)\b[^,.;]{0,160}"
)


def _asked_alike(denied: str, stated: str) -> bool:
    """Whether the condition asks for something of the same party on both sides, if it names one."""
    asked = (_UNTIL.search(denied) or _EXCEPTED.search(denied)), _ALONE.search(stated)
    if not (asked[0] and asked[1]):
        return True
    before, after = (set(stems.content(each)) & stems.PARTY for each in (asked[0][0], stated[asked[1].start() :]))
    return not (before and after) or before == after


_WAITS = Pattern(r"\b(?:not|no)\b.*\buntil\b")
_UNTIL = Pattern(r"\b(?:until|before)\b[^,.;]{0,200}")


def _first(denied: str, stated: str) -> bool:
    """ "Not W before V" and "must V before W": the one that has to come first is the same."""
    late, early = _BEFORE.search(denied), _THEN.search(stated)
    if not (late and early) or _particles(_BEFORE.sub("", denied)) != 1 or _particles(stated):
        return False
    if not _MUST.search(stated) or _EXCEPTED.search(stated):
        return False
    comes_first, comes_second = _told(late[0]), _told(early[0])
    main = _told(_BEFORE.sub(" ", denied))
    return bool(comes_second) and comes_second <= main | stems.PARTY and not comes_second & comes_first - stems.PARTY


def _told(lower: str) -> set[str]:
    return set(stems.content(_JOINT.sub(" ", lower))) - _TURNING


_BEFORE = Pattern(r"^(?:before|until|without|unless) [^,.;]{0,120}|\b(?:before|until|without|unless)\b[^.;]{0,200}")
_JOINT = re.compile(r"\b(?:before|until|without|unless|first)\b")
_THEN = Pattern(
    r"^before [^,.;]{0,120}?(?=,|\b(?:we|you|they|it|(?:the|our|your) \w+) (?:must|shall|will|have to))"
    r"|\bbefore\b[^.;,]{0,200}"
)
_MUST = Pattern(r"\b(?:must|shall|have to|has to|will)\b")


def _reserved(pair: Pair) -> bool:
    """ "Only by a resolution" and "requires a resolution", "only the doctor sees" and "restricted to the doctor"."""
    old, new = pair.old.lower, pair.new.lower
    if _particles(old) or _particles(new) or _EXCEPTED.search(old) or _EXCEPTED.search(new):
        return False
    for one, other in ((old, new), (new, old)):
        if _ALONE.search(one) and not _ALONE.search(other) and _RESERVES.search(other):
            return not _left(pair, _TURNING | _RESERVING)
    return False


_ALONE = Pattern(r"\b(?:only|solely|exclusively)\b")
_RESERVES = Pattern(r"\brequires?\b|\b(?:restricted|reserved|confined|limited) (?:to|for)\b")
_RESERVING = frozenset(stems.stem(word) for word in words.listed("restrict reserve confine limit"))


_EXCEPTED = Pattern(
    r"^(?:unless|except|save (?:with|where|as)|without)\b[^,.;]{0,200}"
    r"|\b(?:unless|other than|otherwise than|save (?:in|with|for|where|as)|except (?:in|as|if|where|when|with|for)"
    r"|but for|without)\b[^.;]{0,200}"
)
_ONLY = Pattern(
    r"\bonly\b|\bsolely\b|\bmust (?:first )?(?:obtain|have|get|ask)\b|\brequires?\b"
    r"|\b(?:is|are) (?:needed|required|necessary)\b"
)
_TURNING = frozenset(
    stems.stem(word)
    for word in words.listed(
        "permitted prohibited forbidden allowed entitled obliged need obtain must require wish wants save other"
        " otherwise contract agreement presentation production all any each every both lack need first engage valid"
        " effective deed party unless only solely without except effective advance given where while when"
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
                return not _freed(pair) and not _left(pair, frozenset((mine, theirs)) | _TURNING)
    return False


def _freed(pair: Pair) -> bool:
    """Who may not refuse has to accept; who may accept need not."""
    found = [bool(_MAY.search(side.lower)) for side in (pair.old, pair.new)]
    return found[0] != found[1]


_MAY = Pattern(
    r"\b(?:may|can|could|might|entitled to|free to)\b(?! not)|\b(?:no obligation|not obliged|need not|not bound"
    r"|not required|optional)\b"
)


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
        " voluntary/need voluntary/required voluntary/obliged optional/required optional/need optional/obliged"
        " free/obliged free/required free/need leave/stay leave/remain"
    )
)
