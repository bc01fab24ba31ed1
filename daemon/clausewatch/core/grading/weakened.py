"""A promise that binds less: an aim, a permission, a discretion, an act that only sounds alike."""

from __future__ import annotations

from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.thesaurus import akin
from clausewatch.core.grading.voice import SUPPOSITION, Force, Stance, Voice, voice
from clausewatch.core.model import Grade, Reason

_WORSE, _BETTER = Direction.WORSE, Direction.BETTER


def modality(pair: Pair) -> Iterator[Finding]:
    """A promise that became an aim or a permission, a right that became a request, and the way back."""
    standing = ((old, new) for old, new in pair.matched if not (SUPPOSITION.match(old) and SUPPOSITION.match(new)))
    shifts = [finding for old, new in standing if (finding := _shift(old, new))]
    yield from shifts
    if not any(each.grade is Grade.CRITICAL for each in shifts) and (_promise_gone(pair) or _aim_came(pair)):
        yield _modal(Grade.CRITICAL, pair.old.lower, pair.new.lower, _WORSE)
    if _aimed_at(pair):
        yield _modal(Grade.CRITICAL, pair.old.lower, pair.new.lower, _WORSE)
    yield from _discretion(pair)
    for clause in pair.gained:
        if pair.stance is Stance.GUARD and len(words.tokens(clause)) <= 6 and lex.AIM.search(clause):
            yield _modal(Grade.CRITICAL, "", clause, _WORSE)


def _shift(old: str, new: str) -> Finding | None:
    before, after = voice(old), voice(new)
    grade = (
        _customer_shift(before, after, new)
        if before.customer and after.customer
        else _vendor_shift(before, after, old, new)
    )
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


_FOUND = Pattern(r"\bcan (?:also )?be (?:found|seen|viewed|read|downloaded|accessed|reached|contacted|obtained)\b")
"""Where something stands, said with a "can" that leaves nothing open."""


def _vendor_shift(before: Voice, after: Voice, clause: str, changed: str) -> Grade | None:
    old, new = (Force.PERMISSION if each.force is Force.RIGHT else each.force for each in (before, after))
    if (after.customer and new is Force.PERMISSION) or _FOUND.search(changed):
        return None
    if old is new or {old, new} == set(_BOUND):
        return None
    denied = before.negative and after.negative and clause.isascii()
    if denied and {old, new} == {Force.PERMISSION, Force.PROMISE}:
        return None  # what may not be done must not be done
    if old in _BOUND and new in _LOOSE:
        helps = lex.PROTECTIVE.search(clause) is not None or _does_no_harm(clause)
        return _loosened(before, old, new, helps=helps)
    if old in _LOOSE and new in _BOUND:
        return Grade.MAJOR if before.stance is not Stance.PLAIN or old is not Force.PERMISSION else Grade.MINOR
    return Grade.MAJOR


def _loosened(before: Voice, old: Force, new: Force, *, helps: bool) -> Grade:
    """``helps``: the clause names something done for the customer, whatever else, or promises what is no harm itself.
    Nobody aims at what only frees them: an aim has taken the place of a promise."""
    if new is Force.AIM and not before.disclaims:
        return Grade.CRITICAL
    if before.stance is Stance.GUARD or (old is Force.PROMISE and before.stance is Stance.PLAIN):
        return Grade.CRITICAL
    if before.benefits or (helps and old is Force.PROMISE):
        return Grade.CRITICAL
    if before.stance is Stance.LICENCE:
        return Grade.MAJOR if old is Force.PROMISE else Grade.MINOR
    return Grade.CRITICAL


def _does_no_harm(clause: str) -> bool:
    """Whether what is promised is not itself what somebody may mind, only said of it ("will ask *before it sells*")."""
    promised = _PROMISED.search(clause)
    return promised is not None and lex.INTRUSIVE.search(promised["act"]) is None


_PROMISED = Pattern(
    r"\b(?:will|shall|must) (?:also |then |always |first |\w+ly )?(?P<act>(?!not\b|be\b|never\b|have\b)\w+)\b"
)


def _customer_shift(before: Voice, after: Voice, new: str) -> Grade | None:
    old_force, new_force = before.force, after.force
    if old_force is Force.RIGHT and _MAY_AS_WELL.search(new) and not lex.REQUEST.search(new):
        return None
    asks = old_force is Force.RIGHT and lex.REQUEST.search(new) and new_force is not Force.RIGHT
    if before.negative and after.negative and not asks:
        return None
    if old_force is Force.RIGHT and new_force in (Force.PERMISSION, Force.BARE, Force.AIM):
        given_up = lex.REQUEST.search(new) or new_force is Force.AIM or (new_force is Force.BARE and new.isascii())
        return Grade.CRITICAL if given_up else Grade.MAJOR
    if new_force is Force.BARE and lex.REQUEST.search(new):
        return None
    powers = (Force.RIGHT, Force.PERMISSION)
    if (old_force in powers and new_force in powers) or old_force is new_force:
        return None
    if old_force in powers:
        return Grade.CRITICAL if new_force in (Force.AIM, Force.PROMISE) else Grade.MAJOR
    return _customer_bare(new_force, new) if old_force is Force.BARE else Grade.MAJOR


_MAY_AS_WELL = Pattern(r"(?<!不)可(?:以|(?![能否]))")
"""可以 gives a customer what 有权 gives."""
_HOLDING = Pattern(r"\b(?:own|owns|retain|retains|keep|keeps)\b|拥有|保留|享有")


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
    clauses = (clause for clause in pair.new.clauses if clause not in pair.gained and not SUPPOSITION.match(clause))
    return any(lex.AIM.search(clause) for clause in clauses)


def _aimed_at(pair: Pair) -> bool:
    """Whoever acts, what the reader was to have is only tried for ("the school will *endeavour to* notify parents")."""
    if pair.heading or pair.rewritten or lex.count(lex.AIM, pair.new.lower) <= lex.count(lex.AIM, pair.old.lower):
        return False
    return lost.gave_something(pair) or _YOURS.search(pair.old.lower) is not None


_YOURS = Pattern(r"^the \w+(?: \w+)? (?:will|shall|must)\b.*\byour\b")
"""Somebody else acts for whoever is spoken to, though the rules for voices may take them for the reader."""


def _discretion(pair: Pair) -> Iterator[Finding]:
    """ "At our sole discretion", "without notice", 自行决定."""
    if lex.count(lex.DISCRETION, pair.new.lower) > lex.count(lex.DISCRETION, pair.old.lower):
        after = ", ".join(lex.found(lex.DISCRETION, pair.new.lower))
        given = pair.guarded or (not pair.heading and lost.gave_something(pair))
        yield Finding(Grade.CRITICAL if given else Grade.MAJOR, Reason.MODALITY, "", after, _WORSE)


def lookalikes(pair: Pair) -> Iterator[Finding]:
    """A strong act exchanged for one that only sounds like it: refund / voucher, 删除 / 停用, erase / rectify."""
    lost, gained = frozenset(pair.lost_words), frozenset(pair.gained_words)
    if pair.rewritten:
        return
    swap = lex.lookalike(lost, gained) or lex.lookalike_zh(pair.old.lower, pair.new.lower) or _other_right(pair)
    if swap:
        grade = Grade.CRITICAL if pair.guarded or voice(pair.old.lower).protective else Grade.MAJOR
        yield Finding(grade, Reason.WORDING, *swap, _WORSE)


_RIGHT_TO = Pattern(
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
    listed = any(one in group and other in group for group in lex.SYNONYMS)
    return listed or akin(stems.stem(one), stems.stem(other))


_POWER = r"(?:may|can|(?:is|are) (?:entitled|free|allowed|permitted|able) to|(?:has|have|with) (?:the|a) right to)"
_ASKS = Pattern(
    rf"\b{_POWER} (?:also |then |always )?(?:request|apply|ask|petition|submit (?:a|an) (?:request|application))\b"
    r"|(?:可以?|有权)(?:向[^,。]{1,8})?(?:申请|请求|提出[^,。]{0,8}申请)"
)


def asks_first(pair: Pair) -> Iterator[Finding]:
    """What the customer might do they may now ask for: somebody else decides."""
    old, new = pair.old.lower, pair.new.lower
    power = _POWER_OF.search(old) and not lex.REQUEST.search(old)
    if power and _ASKS.search(new) and voice(old).customer and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.MODALITY, "", ", ".join(lex.found(_ASKS, new)), _WORSE)


_POWER_OF = Pattern(rf"\b{_POWER}\b|可以?|有权")
_WHOLLY = Pattern(
    r"\b(?:no|none|nothing|nobody|never|neither|all|every|each|any|always)\b|[所全]|任何|一切|均|都|始终|从不"
)


def not_all(pair: Pair) -> Iterator[Finding]:
    """ "No plan excludes" / "not all plans exclude": what held of all holds of some."""
    old, new = pair.old.lower, pair.new.lower
    if lex.NOT_ALL.search(new) and not lex.NOT_ALL.search(old) and _WHOLLY.search(old):
        yield Finding(Grade.CRITICAL, Reason.POLARITY, "", ", ".join(lex.found(lex.NOT_ALL, new)), _WORSE)


_REGARDLESS = Pattern(
    r"\b(?:whether or not|regardless|no matter|even (?:if|when|where)|notwithstanding|whatever"
    r"|however (?:much|long|many))\b"
    r"|\b(?:in|under) (?:any|all|no) (?:circumstances?|events?|cases?)\b|无论|不论|不管|即使|即便|任何情况|一律|一概"
)
_DEPENDS = Pattern(
    r"\b(?:if|where|when|only|first|provided|unless|so long as|as long as|once|after|until)\b"
    r"|如|若|仅|只有|当|除非|[满期届]?[^,。]{0,6}后(?=[,，])|的[,，]"
)


def depends(pair: Pair) -> Iterator[Finding]:
    """What held regardless holds on a condition."""
    old, new = pair.old.lower, pair.new.lower
    lost = lex.count(_REGARDLESS, old) > lex.count(_REGARDLESS, new)
    plainly = [_REGARDLESS.sub("", each) for each in (old, new)]
    if (
        lost
        and lex.count(_DEPENDS, plainly[1]) > lex.count(_DEPENDS, plainly[0])
        and pair.guarded
        and not pair.rewritten
    ):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, ", ".join(lex.found(_REGARDLESS, old)), "", _WORSE)


RULES = (modality, asks_first, not_all, depends, lookalikes)
