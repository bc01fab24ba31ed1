"""A promise turned round: denied, said of the opposite, owed by the other side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import names, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.condition import ONLY_IF
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import residue
from clausewatch.core.grading.thesaurus import akin
from clausewatch.core.grading.voice import Force, Stance, negations, voice
from clausewatch.core.model import Grade, Reason

_WORSE, _BETTER = Direction.WORSE, Direction.BETTER


def polarity(pair: Pair) -> Iterator[Finding]:
    """A negation that came or went: alone (always critical), or in a clause that otherwise stands."""
    if _only_particles(pair):
        yield _turned(pair.old.lower, pair.new.lower)
        return
    if _denial_came(pair):
        yield _turned(pair.old.lower, pair.new.lower)
    for old, new in () if _parted_otherwise(pair) else pair.matched:
        if ((negations(old) > 0) != (negations(new) > 0) and not _says_the_same(old, new)) or _double(old, new):
            yield _turned(old, new)


def _parted_otherwise(pair: Pair) -> bool:
    """Whether a Chinese sentence has its commas elsewhere, denies as much as before, and every word has its kin."""
    if pair.old.lower.isascii() or len(pair.old.clauses) == len(pair.new.clauses):
        return False
    left = residue(pair)
    return not (left.lost or left.gained) and negations(pair.old.lower) == negations(pair.new.lower)


def _denial_came(pair: Pair) -> bool:
    """The sentence denies now what it said, or says what it denied, and nothing else of weight is different."""
    old, new = pair.old.lower, pair.new.lower
    if pair.rewritten or bool(negations(old)) == bool(negations(new)) or not old.isascii():
        return False
    return Counter(stems.content(old)) == Counter(stems.content(new)) and not ONLY_IF.search(old + new)


_WITHOUT = Pattern(r"\bwithout (?!undue|unreasonable|prejudice|limit)")


def without(pair: Pair) -> Iterator[Finding]:
    """What was done with, by or after something is now done without it."""
    old, new = pair.old.lower, pair.new.lower
    if lex.count(_WITHOUT, new) <= lex.count(_WITHOUT, old):
        return
    came = [clause for clause in pair.new.clauses if _WITHOUT.search(clause)]
    about = [word for clause in came for word in stems.content(clause) if word not in stems.PARTY]
    there = stems.content(old)
    stated = all(any(akin(word, other) or word[:5] == other[:5] for other in there) for word in about)
    if about and stated and not negations(old):
        yield Finding(Grade.CRITICAL, Reason.POLARITY, "", ", ".join(came), _WORSE)


def _turned(old: str, new: str) -> Finding:
    direction = {(True, False): _WORSE, (False, True): _BETTER}.get((_guards(old), _guards(new)), Direction.UNCLEAR)
    return Finding(Grade.CRITICAL, Reason.POLARITY, _denials(old), _denials(new), direction)


def _guards(clause: str) -> bool:
    return voice(clause).stance is Stance.GUARD


def _denials(lower: str) -> str:
    text = lex.masked(lower)
    return ", ".join((*lex.found(lex.NEGATION, text), *lex.found(lex.DENIAL, text)))


def _only_particles(pair: Pair) -> bool:
    lost, gained = pair.lost_words, pair.gained_words
    changed = lost.keys() | gained.keys()
    if not changed or not changed <= lex.PARTICLES | lex.AUXILIARIES:
        return False
    return _particles(lost) != _particles(gained)


def _particles(counted: Counter[str]) -> int:
    return sum(number for word, number in counted.items() if word in lex.PARTICLES)


def _double(old: str, new: str) -> bool:
    """Both deny, but one of them denies a denial more or less, in nearly the same words."""
    before, after = _denial_count(old), _denial_count(new)
    return (
        before > 0 < after and before % 2 != after % 2 and words.similarity(words.tokens(old), words.tokens(new)) >= 0.8
    )


def _denial_count(lower: str) -> int:
    text = lex.masked(lower)
    return lex.count(lex.NEGATION, text) + lex.count(lex.DENIAL, text)


def _says_the_same(old: str, new: str) -> bool:
    """ "We do not keep it longer" / "it is erased after": rewritten, with the stance unchanged."""
    before, after = voice(old), voice(new)
    if before.stance is not after.stance or words.similarity(words.tokens(old), words.tokens(new)) >= 0.5:
        return False
    denied, stated = (before, after) if before.negative else (after, before)
    return stated.protective and not denied.protective


def opposites(pair: Pair) -> Iterator[Finding]:
    """A word exchanged for its opposite: before / after, 境内 / 境外, refundable / non-refundable."""
    if pair.rewritten:
        return
    swap = _opposite_words(pair) or _unhyphened(pair) or lex.swapped_zh(lex.ANTONYMS_ZH, pair.old.lower, pair.new.lower)
    if swap:
        yield Finding(Grade.CRITICAL, Reason.POLARITY, *swap, _after(pair))


def _opposite_words(pair: Pair) -> tuple[str, str] | None:
    """Exchanged at one place, or anywhere when little else has changed."""
    lost, gained = frozenset(pair.lost_words), frozenset(pair.gained_words)
    if len(lost) + len(gained) <= _LITTLE:
        return lex.opposites(lost, gained)
    places = (lex.opposites(frozenset(each.lost) & lost, frozenset(each.gained) & gained) for each in pair.differences)
    return next((swap for swap in places if swap), None)


_LITTLE = 8
"""Different words on both sides together up to which a swap at two places is still one swap."""


def _after(pair: Pair) -> Direction:
    if pair.stance is Stance.GUARD and pair.new_stance is not Stance.GUARD:
        return _WORSE
    return _BETTER if pair.new_stance is Stance.GUARD is not pair.stance else Direction.UNCLEAR


_PREFIXED = Pattern(r"\b(?:non|un)-?([a-z]{4,})")


def _unhyphened(pair: Pair) -> tuple[str, str] | None:
    """non-refundable: the tokens are the same word with a ``non`` more or less."""
    for here, there in ((pair.old, pair.new), (pair.new, pair.old)):
        for match in _PREFIXED.finditer(there.lower):
            if match[0] not in here.lower and re.search(rf"(?<![-\w]){match[1]}\b", here.lower):
                return (match[1], match[0]) if here is pair.old else (match[0], match[1])
    return None


def bounds(pair: Pair) -> Iterator[Finding]:
    """At most / at least, 不超过 / 不少于."""
    old, new = pair.old.lower, pair.new.lower
    upper = lex.count(lex.UPPER_BOUND, new) - lex.count(lex.UPPER_BOUND, old)
    lower = lex.count(lex.LOWER_BOUND, new) - lex.count(lex.LOWER_BOUND, old)
    if upper * lower < 0 and not pair.rewritten:
        before = (*lex.found(lex.UPPER_BOUND, old), *lex.found(lex.LOWER_BOUND, old))
        after = (*lex.found(lex.UPPER_BOUND, new), *lex.found(lex.LOWER_BOUND, new))
        yield Finding(Grade.CRITICAL, Reason.POLARITY, ", ".join(before), ", ".join(after))


_US = Pattern(r"\b(?:we|us|ours|provider|supplier|vendor|licensor)\b|我们|本公司|平台")
_YOU = Pattern(r"\b(?:you|yours|customers?|users?|clients?|licensee|subscribers?)\b|您|用户|客户")


def who(pair: Pair) -> Iterator[Finding]:
    """The subject exchanged: what we owed, you owe; what either party could do, one of them can."""
    for old, new in pair.matched:
        if _exchanged(old, new) or _subjects_swapped(old, new):
            yield Finding(Grade.CRITICAL, Reason.PARTY, old, new)
        elif (
            bool(lex.MUTUAL.search(old)) != bool(lex.MUTUAL.search(new))
            and bool(lex.MUTUAL.search(pair.old.lower)) != bool(lex.MUTUAL.search(pair.new.lower))
            and not pair.rewritten
        ):
            one_sided = bool(lex.MUTUAL.search(old)) and _power(new) and not voice(new).customer
            yield Finding(Grade.CRITICAL if one_sided else Grade.MAJOR, Reason.PARTY, old, new)
    if Counter(pair.old.tokens) == Counter(pair.new.tokens):
        yield from _reordered(pair)


def _exchanged(old: str, new: str) -> bool:
    lost = Counter(words.tokens(old)) - Counter(words.tokens(new))
    gained = Counter(words.tokens(new)) - Counter(words.tokens(old))
    if not lost or not gained or words.similarity(words.tokens(old), words.tokens(new)) < 0.5:
        return False
    went, came = words.joined(tuple(lost)), words.joined(tuple(gained))
    ours_to_yours = (_US.search(went) or "我" in lost) and (_YOU.search(came) or "您" in gained)
    yours_to_ours = (_YOU.search(went) or "您" in lost) and (_US.search(came) or "我" in gained)
    return bool(ours_to_yours or yours_to_ours) and len(lost) <= 4 and len(gained) <= 4


_ANYBODY = Pattern(
    r"\b(?:(?P<us>we|us|our)|you|your|customers?|users?|clients?)\b|(?P<ours>我们|平台|本公司)|您|用户|客户"
)


def _subjects_swapped(old: str, new: str) -> bool:
    """ "We will indemnify Customer" / "Customer will indemnify us": the same act, the other way."""
    one, other = _ANYBODY.search(old), _ANYBODY.search(new)
    if not one or not other or bool(one["us"] or one["ours"]) == bool(other["us"] or other["ours"]):
        return False
    before, after = (Counter(words.tokens(_ANYBODY.sub("", side))) for side in (old, new))
    return before == after and voice(old).customer != voice(new).customer


def _power(clause: str) -> bool:
    return voice(clause).force in (Force.PERMISSION, Force.RIGHT)


def _reordered(pair: Pair) -> Iterator[Finding]:
    """The same words, but not bound as before (``cosmetic`` let it pass): somebody else is meant, or another act."""
    particles = [word for word in pair.old.tokens if word in lex.PARTICLES]
    moved = {word for each in pair.differences for word in (*each.lost, *each.gained)}
    turned = particles or moved & lex.SWITCHES
    reason = Reason.POLARITY if turned else Reason.PARTY if _names_both(pair) else Reason.ORDER
    yield Finding(Grade.MINOR if reason is Reason.ORDER else Grade.CRITICAL, reason, pair.old.lower, pair.new.lower)


def _names_both(pair: Pair) -> bool:
    moved = {word for each in pair.differences for word in (*each.lost, *each.gained)}
    return bool(moved & {"we", "you", "us", "customer", "user", "provider", "vendor", "supplier", "我", "您"}) or bool(
        {word.lower() for word in names.parties(pair.old.printed, frozenset())} & moved
    )


RULES = (polarity, without, opposites, bounds, who)
