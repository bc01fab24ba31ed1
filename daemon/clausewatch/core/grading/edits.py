"""The rules for an edited sentence. Each looks for one way in which a promise is broken, and says what it saw.

The order of the file is the order of gravity in the field: a promise turned round (polarity, opposites, exchanged
parties), weakened (modality, look-alikes, consent, opt, qualifiers, exceptions), redirected (places, parties,
purposes), re-measured (quantities), cut or extended. Thresholds come from notes measured on 813 real rewordings and
126 made-up ones; the doubtful ones are named where they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from clausewatch.core.grading import concepts, duties, floor, roles, sense
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lone, names
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.quantities import Quantity
from clausewatch.core.grading.voice import Force, Stance, Voice, negations, stance_of, voice
from clausewatch.core.model import Grade, Reason

_WORSE, _BETTER = Direction.WORSE, Direction.BETTER


# --- turned round --------------------------------------------------------------------------------------------------


def polarity(pair: Pair) -> Iterator[Finding]:
    """A negation that came or went: alone (always critical), or in a clause that otherwise stands."""
    if _only_particles(pair):
        yield _turned(pair.old.lower, pair.new.lower)
        return
    if _denial_came(pair):
        yield _turned(pair.old.lower, pair.new.lower)
    for old, new in pair.matched:
        if ((negations(old) > 0) != (negations(new) > 0) and not _says_the_same(old, new)) or _double(old, new):
            yield _turned(old, new)


def _denial_came(pair: Pair) -> bool:
    """The sentence denies now what it said, or says what it denied, and nothing else of weight is different."""
    old, new = pair.old.lower, pair.new.lower
    if pair.rewritten or bool(negations(old)) == bool(negations(new)) or not old.isascii():
        return False
    return Counter(sense.content(old)) == Counter(sense.content(new)) and not _ONLY_IF.search(old + new)


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


_PREFIXED = re.compile(r"\b(?:non|un)-?([a-z]{4,})")


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


_US = re.compile(r"\b(?:we|us|ours|provider|supplier|vendor|licensor)\b|我们|本公司|平台")
_YOU = re.compile(r"\b(?:you|yours|customers?|users?|clients?|licensee|subscribers?)\b|您|用户|客户")


def who(pair: Pair) -> Iterator[Finding]:
    """The subject exchanged: what we owed, you owe; what either party could do, one of them can."""
    for old, new in pair.matched:
        if _exchanged(old, new) or _subjects_swapped(old, new):
            yield Finding(Grade.CRITICAL, Reason.PARTY, old, new)
        elif bool(lex.MUTUAL.search(old)) != bool(lex.MUTUAL.search(new)) and not pair.rewritten:
            one_sided = bool(lex.MUTUAL.search(old)) and _power(new) and not voice(new).customer
            yield Finding(Grade.CRITICAL if one_sided else Grade.MAJOR, Reason.PARTY, old, new)
    if Counter(pair.old.tokens) == Counter(pair.new.tokens):
        yield from _reordered(pair)


def _exchanged(old: str, new: str) -> bool:
    lost = Counter(words.tokens(old)) - Counter(words.tokens(new))
    gained = Counter(words.tokens(new)) - Counter(words.tokens(old))
    if not lost or not gained or words.similarity(words.tokens(old), words.tokens(new)) < 0.5:
        return False
    went, came = _joined(tuple(lost)), _joined(tuple(gained))
    ours_to_yours = (_US.search(went) or "我" in lost) and (_YOU.search(came) or "您" in gained)
    yours_to_ours = (_YOU.search(went) or "您" in lost) and (_US.search(came) or "我" in gained)
    return bool(ours_to_yours or yours_to_ours) and len(lost) <= 4 and len(gained) <= 4


_ANYBODY = re.compile(
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


# --- weakened ------------------------------------------------------------------------------------------------------


def modality(pair: Pair) -> Iterator[Finding]:
    """A promise that became an aim or a permission, a right that became a request, and the way back."""
    standing = ((old, new) for old, new in pair.matched if not (_IF.match(old) and _IF.match(new)))
    shifts = [finding for old, new in standing if (finding := _shift(old, new))]
    yield from shifts
    if not any(each.grade is Grade.CRITICAL for each in shifts) and (_promise_gone(pair) or _aim_came(pair)):
        yield _modal(Grade.CRITICAL, pair.old.lower, pair.new.lower, _WORSE)
    yield from _discretion(pair)
    for clause in pair.gained:
        if pair.stance is Stance.GUARD and len(words.tokens(clause)) <= 6 and lex.AIM.search(clause):
            yield _modal(Grade.CRITICAL, "", clause, _WORSE)


_IF = re.compile(r"(?:and |or )?(?:if|when|whenever|once|where you|to the extent)\b|如果?|若|当")
"""How a condition begins: its modals promise nothing."""


def _shift(old: str, new: str) -> Finding | None:
    before, after = voice(old), voice(new)
    grade = _customer_shift(before, after, new) if before.customer and after.customer else _vendor_shift(before, after)
    if grade is None:
        return None
    weaker = grade is Grade.CRITICAL
    return _modal(grade, old, new, _WORSE if weaker else _BETTER if after.force > before.force else Direction.UNCLEAR)


def _modal(grade: Grade, old: str, new: str, direction: Direction) -> Finding:
    return Finding(grade, Reason.MODALITY, _modals(old), _modals(new), direction)


def _modals(lower: str) -> str:
    kinds = (lex.PROMISE, lex.AIM, lex.PERMISSION, lex.SHOULD)
    return ", ".join(dict.fromkeys(word for kind in kinds for word in lex.found(kind, lower)))


_BOUND = (Force.BARE, Force.PROMISE)
_LOOSE = (Force.PERMISSION, Force.AIM, Force.SHOULD)


def _vendor_shift(before: Voice, after: Voice) -> Grade | None:
    old, new = (Force.PERMISSION if each.force is Force.RIGHT else each.force for each in (before, after))
    if old is new or {old, new} == set(_BOUND):
        return None
    if old in _BOUND and new in _LOOSE:
        return _loosened(before, old, new)
    if old in _LOOSE and new in _BOUND:
        return Grade.MAJOR if before.stance is not Stance.PLAIN or old is not Force.PERMISSION else Grade.MINOR
    return Grade.MAJOR


def _loosened(before: Voice, old: Force, new: Force) -> Grade:
    if before.stance is Stance.GUARD or (old is Force.PROMISE and before.stance is Stance.PLAIN):
        return Grade.CRITICAL
    if before.stance is Stance.LICENCE:
        return Grade.MAJOR if old is Force.PROMISE else Grade.MINOR
    return Grade.MAJOR if new is not Force.PERMISSION or before.addressed else Grade.MINOR


def _customer_shift(before: Voice, after: Voice, new: str) -> Grade | None:
    old_force, new_force = before.force, after.force
    if before.negative and after.negative:
        return None
    if old_force is Force.RIGHT and new_force in (Force.PERMISSION, Force.BARE, Force.AIM):
        return Grade.CRITICAL if lex.REQUEST.search(new) or new_force is Force.AIM else Grade.MAJOR
    if new_force is Force.BARE and lex.REQUEST.search(new):
        return None
    powers = (Force.RIGHT, Force.PERMISSION)
    if (old_force in powers and new_force in powers) or old_force is new_force:
        return None
    if old_force in powers:
        return Grade.CRITICAL if new_force is Force.AIM else Grade.MAJOR
    return _customer_bare(new_force, new) if old_force is Force.BARE else Grade.MAJOR


_HOLDING = re.compile(r"\b(?:own|owns|retain|retains|keep|keeps)\b|拥有|保留|享有")


def _customer_bare(new_force: Force, new: str) -> Grade:
    """ "You own your output" / "you may own it"."""
    if _HOLDING.search(new) and new_force is not Force.PROMISE:
        return Grade.CRITICAL
    return Grade.MAJOR if new_force in (Force.PROMISE, Force.AIM) else Grade.MINOR


def _promise_gone(pair: Pair) -> bool:
    """No word of promise is left in the whole sentence, and one of aim or permission has come."""
    if pair.stance is not Stance.GUARD or pair.rewritten or voice(pair.old.lower).customer:
        return False
    old, new = lex.masked(pair.old.lower), lex.masked(pair.new.lower)
    came = any(lex.count(kind, new) > lex.count(kind, old) for kind in (lex.AIM, lex.PERMISSION))
    return came and bool(lex.PROMISE.search(old)) and not lex.PROMISE.search(new)


def _aim_came(pair: Pair) -> bool:
    """A guard without any word of aiming now has one, in a clause that is not wholly new."""
    if pair.stance is not Stance.GUARD or pair.rewritten or lex.AIM.search(pair.old.lower):
        return False
    clauses = (clause for clause in pair.new.clauses if clause not in pair.gained and not _IF.match(clause))
    return any(lex.AIM.search(clause) for clause in clauses)


def _discretion(pair: Pair) -> Iterator[Finding]:
    """ "At our sole discretion", "without notice", 自行决定."""
    if lex.count(lex.DISCRETION, pair.new.lower) > lex.count(lex.DISCRETION, pair.old.lower):
        after = ", ".join(lex.found(lex.DISCRETION, pair.new.lower))
        yield Finding(Grade.CRITICAL if pair.guarded else Grade.MAJOR, Reason.MODALITY, "", after, _WORSE)


def lookalikes(pair: Pair) -> Iterator[Finding]:
    """A strong act exchanged for one that only sounds like it: refund / voucher, 删除 / 停用, erase / rectify."""
    lost, gained = frozenset(pair.lost_words), frozenset(pair.gained_words)
    if pair.rewritten:
        return
    swap = lex.lookalike(lost, gained) or lex.lookalike_zh(pair.old.lower, pair.new.lower) or _other_right(pair)
    if swap:
        grade = Grade.CRITICAL if pair.guarded or voice(pair.old.lower).protective else Grade.MAJOR
        yield Finding(grade, Reason.WORDING, *swap, _WORSE)


_RIGHT_TO = re.compile(
    r"(?:right to|entitled to|may|right of) (?:have |be |the |your |a |an |request |demand |require "
    r"|ask for |us to |receive |obtain )*(?P<en>[a-z]{4,})"
    r"|(?:有权|可以)(?:随时|要求|我们|申请|对|向)*(?P<zh>[\u4e00-\u9fff]{2})"
)


def _other_right(pair: Pair) -> tuple[str, str] | None:
    """A right to something else than before, nothing else being exchanged for it."""
    if not (lex.RIGHT.search(pair.old.lower) and lex.RIGHT.search(pair.new.lower)):
        return None
    old, new = (
        [match["en"] or match["zh"] for match in _RIGHT_TO.finditer(side.lower)] for side in (pair.old, pair.new)
    )
    went = [word for word in old if word not in pair.new.lower]
    came = [word for word in new if word not in pair.old.lower]
    if len(went) == len(came) == 1 and went[0][:4] != came[0][:4] and not _synonyms(went[0], came[0]):
        return went[0], came[0]
    return None


def _synonyms(one: str, other: str) -> bool:
    return any(one in group and other in group for group in lex.SYNONYMS)


def consent(pair: Pair) -> Iterator[Finding]:
    """Consent that is no longer asked for, or now is."""
    old, new = pair.old.lower, pair.new.lower
    if _count_gained(lex.NO_CONSENT_NEEDED, pair) and not voice(new).negative:
        yield _consent(Grade.CRITICAL, pair, _WORSE)
        return
    change = lex.count(lex.CONSENT, new) - lex.count(lex.CONSENT, old)
    if change < 0 and not (lex.CONSENT.search(new) and negations(new)):
        yield _consent(_consent_lost(pair), pair, _WORSE)
    elif change > 0 and not lex.CONSENT.search(old):
        unconditional = negations(old) > 0 and not lex.EXCEPTION.search(old)
        yield _consent(Grade.CRITICAL if unconditional else Grade.MAJOR, pair, _WORSE if unconditional else _BETTER)


def _consent(grade: Grade, pair: Pair, direction: Direction) -> Finding:
    before, after = (", ".join(lex.found(lex.CONSENT, side.lower)) for side in (pair.old, pair.new))
    return Finding(grade, Reason.CONSENT, before, after, direction)


def _consent_lost(pair: Pair) -> Grade:
    """Critical, unless the act is still forbidden, or consent was only the way out if another promise fails."""
    if lex.CONSENT.search(pair.new.lower):
        return Grade.MAJOR
    stricter = negations(pair.old.lower) > 0 < negations(pair.new.lower) and not pair.gained
    fallback = any(lex.FALLBACK.search(clause) and lex.CONSENT.search(clause) for clause in pair.lost)
    return Grade.MAJOR if stricter or fallback else Grade.CRITICAL


def _count_gained(pattern: re.Pattern[str], pair: Pair) -> bool:
    return lex.count(pattern, pair.new.lower) > lex.count(pattern, pair.old.lower)


def opt(pair: Pair) -> Iterator[Finding]:
    """Whose silence counts as yes: opt-in against opt-out, 默认关闭 against 默认开启."""
    outs = lex.count(lex.OPT_OUT, pair.new.lower) - lex.count(lex.OPT_OUT, pair.old.lower)
    ins = lex.count(lex.OPT_IN, pair.new.lower) - lex.count(lex.OPT_IN, pair.old.lower)
    grade = _opt_grade(pair, ins, outs)
    if grade is not None:
        before, after = (
            ", ".join((*lex.found(lex.OPT_IN, side.lower), *lex.found(lex.OPT_OUT, side.lower)))
            for side in (pair.old, pair.new)
        )
        yield Finding(grade, Reason.OPT, before, after, _WORSE if grade is Grade.CRITICAL else _BETTER)


def _opt_grade(pair: Pair, ins: int, outs: int) -> Grade | None:
    if ins < 0 < outs or (outs < 0 <= ins and ins == 0) or (ins < 0 and outs == 0):
        return Grade.CRITICAL
    if outs > 0 and ins <= 0:
        strict = negations(pair.old.lower) > 0 or bool(lex.CONSENT.search(pair.old.lower))
        return Grade.CRITICAL if strict else Grade.MAJOR
    return Grade.MAJOR if ins > 0 else None


_MEANING = (("only", ("only", "sole", "exclus", "仅", "只", "唯一")), ("explicit", ("expli", "expre", "明", "unambig")),
            ("prior", ("prior", "in advance", "事先", "提前")), ("written", ("writ", "in writing", "书面")),
            ("separate", ("separ", "单独", "专门")), ("prompt", ("prompt", "immed", "exped", "立")))  # fmt: skip


def qualifier(pair: Pair) -> Iterator[Finding]:
    """A word that sharpens a promise is gone, or one that softens it has come; or the other way round."""
    old, new = _standing(pair)
    before, after = _restrictions(old), _restrictions(new)
    lost, gained = before - after, after - before
    if lost:
        yield Finding(_restriction_lost(pair, lost), Reason.QUALIFIER, ", ".join(lost), ", ".join(gained), _WORSE)
    elif gained:
        yield Finding(Grade.MAJOR, Reason.QUALIFIER, "", ", ".join(gained), _BETTER)
    yield from _hedges(pair)
    yield from _scope(pair)


def _standing(pair: Pair) -> tuple[str, str]:
    """The clauses of both sides that have a counterpart: words of clauses that went whole are their own matter."""
    old = " ".join(clause for clause in pair.old.clauses if clause not in pair.lost)
    new = " ".join(clause for clause in pair.new.clauses if clause not in pair.gained)
    return old, new


def _restrictions(lower: str) -> Counter[str]:
    return Counter(_meaning(word) for word in lex.found(lex.RESTRICTION, lex.masked(lower)))


def _meaning(word: str) -> str:
    return next((meaning for meaning, starts in _MEANING if word.startswith(starts)), word)


def _restriction_lost(pair: Pair, lost: Counter[str]) -> Grade:
    mild = all(word in lex.SPEED or word == "prompt" for word in lost)
    held = [voice(old) for old in pair.old.clauses if any(word in lost for word in _restrictions(old))]
    named = lex.CONSENT.search(pair.old.lower) or _ONLY_YOU.search(pair.old.lower)
    burdens = bool(held) and all(each.customer or each.disclaims for each in held)
    mild = mild or ((burdens or pair.main.customer) and not named)
    return Grade.MAJOR if mild or pair.rewritten else Grade.CRITICAL


_ONLY_YOU = re.compile(r"\bonly (?:you|the customer|customer)\b|(?:仅|只有)(?:您|用户)")


def _hedges(pair: Pair) -> Iterator[Finding]:
    old, new = (Counter(lex.found(lex.HEDGE, lex.masked(side.lower))) for side in (pair.old, pair.new))
    lost, gained = old - new, new - old
    if gained and not lost:
        grave = pair.stance is Stance.GUARD and not pair.rewritten and not pair.main.customer
        yield Finding(Grade.CRITICAL if grave else Grade.MINOR, Reason.QUALIFIER, "", ", ".join(gained), _WORSE)
    elif lost and not gained:
        yield Finding(Grade.MAJOR if pair.guarded else Grade.MINOR, Reason.QUALIFIER, ", ".join(lost), "", _BETTER)


def _scope(pair: Pair) -> Iterator[Finding]:
    """All / some, 全部 / 部分."""
    old, new = pair.old.lower, pair.new.lower
    wide = lex.count(lex.ALL, new) - lex.count(lex.ALL, old)
    narrow = lex.count(lex.SOME, new) - lex.count(lex.SOME, old)
    if wide * narrow < 0 and not pair.rewritten:
        grade = Grade.CRITICAL if pair.guarded and wide < 0 else Grade.MAJOR
        before, after = (", ".join((*lex.found(lex.ALL, side), *lex.found(lex.SOME, side))) for side in (old, new))
        yield Finding(grade, Reason.QUALIFIER, before, after)


def protection(pair: Pair) -> Iterator[Finding]:
    """A guard that now reads as a licence, or as nothing in particular, by words that no other rule knows."""
    for old, new in pair.matched:
        if lone.is_guard(old) and not _IF.match(new) and voice(new).stance is not Stance.GUARD:
            licence = voice(new).stance is Stance.LICENCE and stance_of(pair.new.clauses) is not Stance.GUARD
            yield Finding(Grade.CRITICAL if licence else Grade.MAJOR, Reason.WORDING, old, new, _WORSE)
    if pair.rewritten and lone.held_a_guard(pair.old.lower) and _became_power(pair):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, pair.old.lower, pair.new.lower, _WORSE)
    if _count_gained(lex.ADVERSE, pair):
        yield Finding(
            Grade.CRITICAL if pair.guarded else Grade.MAJOR, Reason.QUALIFIER, *_found_in(lex.ADVERSE, pair), _WORSE
        )
    if lex.FREE.search(pair.old.lower) and not lex.FREE.search(pair.new.lower):
        yield Finding(Grade.MAJOR, Reason.AMOUNT, *_found_in(lex.FREE, pair), _WORSE)


def _became_power(pair: Pair) -> bool:
    """The new sentence is short, promises nothing and gives us a power."""
    speaking = voice(pair.new.lower)
    power = speaking.force is Force.PERMISSION and not speaking.customer and speaking.intrusive
    return power and not lone.held_a_guard(pair.new.lower) and stance_of(pair.new.clauses) is Stance.LICENCE


def safeguards(pair: Pair) -> Iterator[Finding]:
    """Encryption, certificates, contract clauses that are no longer named."""
    old, new = (Counter(word[:6] for word in lex.found(lex.SAFEGUARD, side.lower)) for side in (pair.old, pair.new))
    if old - new and not new - old and not pair.rewritten:
        grave = pair.kept >= _STANDS and not pair.main.customer and len(pair.old.tokens) <= _SHORT
        yield Finding(Grade.CRITICAL if grave else Grade.MAJOR, Reason.QUALIFIER, ", ".join(old - new), "", _WORSE)


_STANDS, _SHORT = 0.95, 40
"""Share of words kept, and words of a sentence, with which a safeguard that went is the whole change."""


def exceptions(pair: Pair) -> Iterator[Finding]:
    """A way out of a promise that was opened or closed; of a permission, the reverse."""
    old, new = pair.old.lower, pair.new.lower
    change = lex.count(lex.EXCEPTION, new) - lex.count(lex.EXCEPTION, old)
    before, after = ", ".join(lex.found(lex.EXCEPTION, old)), ", ".join(lex.found(lex.EXCEPTION, new))
    if change > 0:
        by_law = pair.rewritten and bool(lex.LEGAL_DUTY.search(new))
        grade = Grade.CRITICAL if pair.guarded and not by_law else Grade.MAJOR
        yield Finding(grade, Reason.EXCEPTION_ADDED, before, after, _WORSE if pair.guarded else _BETTER)
    elif change < 0:
        yield Finding(Grade.MAJOR, Reason.EXCEPTION_REMOVED, before, after, _BETTER if pair.guarded else _WORSE)


def disputes(pair: Pair) -> Iterator[Finding]:
    """Arbitration that comes or goes, and liability that is disclaimed."""
    old, new = pair.old.lower, pair.new.lower
    if bool(lex.ARBITRATION.search(old)) != bool(lex.ARBITRATION.search(new)):
        came = bool(lex.ARBITRATION.search(new))
        yield Finding(
            Grade.CRITICAL, Reason.ARBITRATION, *_found_in(lex.ARBITRATION, pair), _WORSE if came else _BETTER
        )
    disclaimed = lex.count(lex.DISCLAIMER, new) - lex.count(lex.DISCLAIMER, old)
    if disclaimed:
        grade = Grade.CRITICAL if disclaimed > 0 else Grade.MAJOR
        yield Finding(grade, Reason.LIABILITY, *_found_in(lex.DISCLAIMER, pair), _WORSE if disclaimed > 0 else _BETTER)
    elif _count_gained(lex.LIABILITY, pair) and not lex.LIABILITY.search(old):
        yield Finding(Grade.MAJOR, Reason.LIABILITY, *_found_in(lex.LIABILITY, pair))


def _found_in(pattern: re.Pattern[str], pair: Pair) -> tuple[str, str]:
    return ", ".join(lex.found(pattern, pair.old.lower)), ", ".join(lex.found(pattern, pair.new.lower))


# --- redirected ----------------------------------------------------------------------------------------------------


def jurisdiction(pair: Pair) -> Iterator[Finding]:
    """Other places: critical where they say which law or court rules or where data lies."""
    old, new = (set(names.places(names.without_firms(side.printed).lower())) for side in (pair.old, pair.new))
    lost, gained = old - new, new - old
    if not (lost or gained) or (lost == {"china"} and "境内" in new) or (gained == {"china"} and "境内" in old):
        return
    grave = not pair.heading and any(_seat_moved(one, other) for one, other in pair.matched)
    yield Finding(
        Grade.CRITICAL if grave else Grade.MAJOR,
        Reason.JURISDICTION,
        ", ".join(sorted(lost)),
        ", ".join(sorted(gained)),
    )


def _seat_moved(old: str, new: str) -> bool:
    before, after = set(names.places(old)), set(names.places(new))
    if before == after or not before or _IF.match(old):
        return False
    return any(pattern.search(old) and pattern.search(new) for pattern in (lex.LAW_OR_COURT, lex.LOCATED))


def parties(pair: Pair) -> Iterator[Finding]:
    """Companies and names that came or went; not in a heading, whose capitals say nothing."""
    if pair.heading:
        return
    old, new = (names.parties(side.printed, pair.defined, pair.common) for side in (pair.old, pair.new))
    lost = {name for name in old - new if name not in pair.new.printed.lower()}
    gained = {name for name in new - old if name not in pair.old.printed.lower()}
    if lost or gained:
        harmless = _own_name(pair, lost, gained) or (_MENU.search(pair.old.lower) and _MENU.search(pair.new.lower))
        grade = Grade.MINOR if harmless else Grade.MAJOR
        yield Finding(grade, Reason.PARTY, ", ".join(sorted(lost)), ", ".join(sorted(gained)))
    yield from _recipients(pair)


_MENU = re.compile(r"\b(?:open|go to|click|tap|select|choose|navigate|press|under|tab|menu)\b|>")
"""Words around the names of buttons and pages, which are no parties."""


def _own_name(pair: Pair, lost: set[str], gained: set[str]) -> bool:
    """ "We" became the vendor's name, or the name "we": nobody else than before."""
    pronouns = {"we", "us", "our"}
    return bool(
        (not lost and len(gained) == 1 and pronouns & pair.lost_words.keys())
        or (not gained and len(lost) == 1 and pronouns & pair.gained_words.keys())
    )


def _recipients(pair: Pair) -> Iterator[Finding]:
    """A kind of recipient more ("and advertisers") where data is passed on."""
    if not lex.DISCLOSING.search(pair.new.lower):
        return
    old, new = (
        {word.replace("-", " ").rstrip("s") for word in lex.found(lex.RECIPIENT, side.lower)}
        for side in (pair.old, pair.new)
    )
    if new - old:
        direction = _WORSE if pair.new_stance is Stance.LICENCE else Direction.UNCLEAR
        yield Finding(Grade.MAJOR, Reason.PARTY, ", ".join(sorted(old - new)), ", ".join(sorted(new - old)), direction)


def purposes(pair: Pair) -> Iterator[Finding]:
    """Training, advertising, sale, profiling: newly permitted, or no longer forbidden."""
    for pattern, grave in ((lex.STRONG_PURPOSE, Grade.CRITICAL), (lex.WEAK_PURPOSE, Grade.MAJOR)):
        old, new = ({word[:5] for word in lex.found(pattern, _nameless(side))} for side in (pair.old, pair.new))
        came, went = new - old, old - new
        if came and _permits(pair, pattern):
            grade = grave if pair.new_stance is not Stance.GUARD else Grade(grave - 1)
            yield Finding(grade, Reason.PURPOSE, "", ", ".join(sorted(came)), _WORSE)
        elif went and not pair.rewritten and _forbade(pair, pattern):
            yield Finding(grave, Reason.PURPOSE, ", ".join(sorted(went)), "", _WORSE)
        elif went and pattern is lex.STRONG_PURPOSE:
            yield Finding(Grade.MAJOR, Reason.PURPOSE, ", ".join(sorted(went)), "", _BETTER)


def _nameless(side: words.Wording) -> str:
    return names.without_firms(side.printed).lower()


def _permits(pair: Pair, pattern: re.Pattern[str]) -> bool:
    speaking = voice(pair.new.lower)
    if speaking.customer or lex.CONSENT.search(pair.new.lower):
        return False
    holding = [clause for clause in pair.new.clauses if pattern.search(clause)]
    return bool(holding) and not any(negations(clause) for clause in holding)


def _forbade(pair: Pair, pattern: re.Pattern[str]) -> bool:
    """The purpose stood in a prohibition on the vendor, which still stands without it."""
    if voice(pair.old.lower).customer:
        return False
    holding = [clause for clause in pair.old.clauses if pattern.search(clause)]
    return any(negations(clause) for clause in holding)


# --- re-measured ---------------------------------------------------------------------------------------------------


def quantities(pair: Pair) -> Iterator[Finding]:
    """Other values, units or currencies; a limit that went away; values exchanged with each other."""
    before, after = pair.old_measured.counted, pair.new_measured.counted
    lost, gained = before - after, after - before
    if not (lost or gained):
        if pair.old_measured.quantities != pair.new_measured.quantities:
            yield from _remeasured(pair, before, after)
        return
    if _deadline_removed(pair, lost, gained):
        yield Finding(Grade.MAJOR, Reason.DEADLINE_REMOVED, _spelled(lost), "", _WORSE)
    yield from _remeasured(pair, lost, gained)


def _spelled(counted: Counter[Quantity]) -> str:
    return ", ".join(str(each) for each in counted)


def _deadline_removed(pair: Pair, lost: Counter[Quantity], gained: Counter[Quantity]) -> bool:
    timed = any(each.is_time for each in lost) and not any(each.is_time for each in gained)
    return timed and pair.stance is not Stance.LICENCE


_PENALTY = re.compile(r"违约金|滞纳金|late (?:fees?|payment)|default interest")


def _remeasured(pair: Pair, lost: Counter[Quantity], gained: Counter[Quantity]) -> Iterator[Finding]:
    changed = (*lost, *gained)
    before, after, text = _spelled(lost), _spelled(gained), f"{pair.old.lower} {pair.new.lower}"
    if lost and all(lex.LIABILITY.search(_PENALTY.sub("", side.lower)) for side in (pair.old, pair.new)):
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, before, after)
    if any(each.is_time for each in changed) and lex.RETENTION.search(text):
        yield Finding(Grade.MAJOR, Reason.RETENTION, before, after)
    if any(each.is_money for each in changed):
        yield Finding(Grade.MAJOR, Reason.AMOUNT, before, after)
    bare_years = all(not each.unit and 1900 <= each.value <= 2100 for each in changed)
    yield Finding(Grade.MINOR if bare_years else Grade.MAJOR, Reason.NUMBER, before, after)


def references(pair: Pair) -> Iterator[Finding]:
    """Other sections referred to, among other changes."""
    if Counter(pair.old_measured.references) != Counter(pair.new_measured.references):
        before, after = ", ".join(pair.old_measured.references), ", ".join(pair.new_measured.references)
        yield Finding(Grade.MINOR, Reason.CROSS_REFERENCE, before, after)
    if Counter(pair.old_measured.dates) != Counter(pair.new_measured.dates):
        yield Finding(Grade.MINOR, Reason.DATE, ", ".join(pair.old_measured.dates), ", ".join(pair.new_measured.dates))


# --- cut, extended, rewritten --------------------------------------------------------------------------------------


def deletion(pair: Pair) -> Iterator[Finding]:
    """A passage that is gone without a replacement, graded by what it held."""
    for clause in _passages(pair, pair.lost, [(each.lost, each.gained) for each in pair.differences], pair.old):
        if lex.EXCEPTION.search(clause[:16]) or _still_there(clause, pair.new.lower):
            continue
        fallback = lex.FALLBACK.search(clause) or pair.rewritten
        grave = (lone.held_a_guard(clause) or _denied(clause, pair)) and not fallback
        reason = Reason.SENTENCE_REMOVED if grave or len(pair.old.clauses) > 1 else Reason.REMOVED
        yield Finding(
            Grade.CRITICAL if grave else Grade.MAJOR, reason, clause, "", _WORSE if grave else Direction.UNCLEAR
        )
        yield Finding(Grade.MINOR, Reason.REMOVED, clause)


_BINDING = re.compile(r"\b(?:will|shall|must)\b")


def _still_there(clause: str, other: str) -> bool:
    """Whether what a passage is about stands on the other side in other words, denied as before."""
    if lex.count(_BINDING, clause) > lex.count(_BINDING, other):
        return False
    about, there = sense.content(clause), Counter(sense.content(other))
    found = sum((Counter(about) & there).values())
    return clause.isascii() and found >= 0.8 * len(about) and bool(negations(clause)) == bool(negations(other))


def _denied(clause: str, pair: Pair) -> bool:
    """A second denial of what the sentence denies or promises ("and will not in future")."""
    speaking = voice(clause)
    plain = not (_IF.match(clause) or speaking.customer or speaking.disclaims)
    return speaking.negative and plain and pair.guarded


def insertion(pair: Pair) -> Iterator[Finding]:
    """A passage that has come, graded as a new sentence would be."""
    for clause in _passages(pair, pair.gained, [(each.gained, each.lost) for each in pair.differences], pair.new):
        if pair.rewritten:
            yield Finding(Grade.MINOR, Reason.INSERTED, "", clause)
            continue
        yield from (each for each in lone.added(clause) if each.reason is not Reason.EXCEPTION_ADDED)


def _passages(
    pair: Pair,
    unmatched: tuple[str, ...],
    runs: list[tuple[tuple[str, ...], tuple[str, ...]]],
    side: words.Wording,
) -> list[str]:
    """Unmatched clauses of some length, or the long runs of words that have nothing at their place."""
    share = max(_enough(side.tokens), len(side.tokens) // 5)
    long = [_joined(run) for run, instead in runs if len(run) >= share and len(instead) * 2 < len(run)]
    acts = [_joined(run) for run, instead in runs if len(run) >= 4 and not instead and _does(_joined(run))]
    clauses = [clause for clause in unmatched if len(words.tokens(clause)) >= 4]
    if pair.rewritten:
        return long
    return clauses or long or acts


def _does(run: str) -> bool:
    """A short run that still names something done for the customer ("and delete it after use")."""
    return voice(run).protective and run.startswith(("and ", "then ", "并", "且"))


def _enough(tokens: tuple[str, ...]) -> int:
    """Six words; of Chinese characters ten say as much."""
    return 10 if sum(1 for token in tokens if "\u3400" <= token[0] <= "\u9fff") * 2 > len(tokens) else 6


def _joined(run: tuple[str, ...]) -> str:
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", " ".join(run))


def wording(pair: Pair) -> Iterator[Finding]:
    """Whatever else: minor, and major where hardly a word is left."""
    yield Finding(Grade.MAJOR if pair.rewritten and not pair.heading else Grade.MINOR, Reason.WORDING)


RULES: tuple[Callable[[Pair], Iterator[Finding]], ...] = (
    polarity, opposites, bounds, who, modality, lookalikes, consent, opt, qualifier, protection, safeguards,
    exceptions, disputes, jurisdiction, parties, purposes, quantities, references, deletion, insertion, wording,
    *concepts.RULES, *roles.RULES, *duties.RULES, *floor.RULES,
)  # fmt: skip
"""Every rule, in the order in which reasons of equal grade are named."""


_ONLY_IF = re.compile(
    r"\bonly (?:if|when|where|after|with|upon|once|in case)|仅(?:在|当|经)[^,。]{0,20}(?:后|时|同意)"
    r"|只有在?|方可|才(?:会|能)"
)
_NOT_UNLESS = re.compile(r"\b(?:unless|without|until|except (?:if|with|where))\b|除非|未经")


_UNLESS_CLAUSE = re.compile(r"\b(?:unless|until) [^,.;]{0,200}|除非[^,。]{0,80}")


def same_condition(pair: Pair) -> bool:
    """ "Not X unless Y" and "X only if Y" forbid and allow the same."""
    for one, other in ((pair.old, pair.new), (pair.new, pair.old)):
        if (
            negations(_UNLESS_CLAUSE.sub("", one.lower))
            and _NOT_UNLESS.search(one.lower)
            and not negations(other.lower)
            and _ONLY_IF.search(other.lower)
        ):
            return lex.count(lex.CONSENT, one.lower) == lex.count(lex.CONSENT, other.lower) and not _other_condition(
                pair
            )
    return False


_CHARACTERS = 16
"""Different Chinese characters up to which nothing but the form of a condition has changed."""


def _other_condition(pair: Pair) -> bool:
    changed = {*pair.lost_words, *pair.gained_words}
    return (
        len(changed) > (8 if pair.old.lower.isascii() else _CHARACTERS)
        or pair.old_measured.counted != pair.new_measured.counted
    )
