"""What stands around a promise and makes it worth having: consent, choice, sharp words, safeguards, no exceptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lone, lost
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import AT_ONCE, parted, residue
from clausewatch.core.grading.sides import READERS
from clausewatch.core.grading.voice import SUPPOSITION, Force, Stance, negations, stance_of, voice
from clausewatch.core.model import Grade, Reason

_WORSE, _BETTER = Direction.WORSE, Direction.BETTER


def consent(pair: Pair) -> Iterator[Finding]:
    """Consent that is no longer asked for, or now is."""
    old, new = pair.old.lower, pair.new.lower
    if _count_gained(lex.NO_CONSENT_NEEDED, pair) and (_NEEDS_NO_CONSENT_ZH.search(new) or not voice(new).negative):
        yield _consent(Grade.CRITICAL, pair, _WORSE)
        return
    change = lex.count(lex.CONSENT, new) - lex.count(lex.CONSENT, old)
    if change < 0 and not (lex.CONSENT.search(new) and negations(new)):
        yield _consent(_consent_lost(pair), pair, _WORSE)
    elif change > 0 and not lex.CONSENT.search(old):
        unconditional = (negations(old) > 0 and not lex.EXCEPTION.search(old)) or _only_with(pair)
        yield _consent(Grade.CRITICAL if unconditional else Grade.MAJOR, pair, _WORSE if unconditional else _BETTER)


def consent_presumed(pair: Pair) -> Iterator[Finding]:
    """A consent that was asked for is said to be there (如您同意 / 您同意)."""
    old, new = pair.old.lower, pair.new.lower
    if pair.heading or not _ASKED_ZH.search(old) or _ASKED_ZH.search(new):
        return
    if _THERE_ZH.search(new) and not _THERE_ZH.search(old):
        yield _consent(Grade.CRITICAL, pair, _WORSE)


_ASKED_ZH = Pattern(
    "(?:如果?|若|经|[取征获]得|当|在|待)您[^,。;]{0,4}(?:同意|授权)|您[^,。;]{0,4}(?:同意|授权)(?:[后时前的]|之)"
)
_THERE_ZH = Pattern("(?:^|[,。;])您(?:已|即|兹|特)?[^,。;如若]{0,2}(?:同意|授权)(?![后时前的之])")


_NEEDS_NO_CONSENT_ZH = Pattern("(?:无[须需]|不必|毋[须需]|不再需要?)[^,。]{0,6}(?:同意|授权|许可)")


def _only_with(pair: Pair) -> bool:
    """Whether what the reader was free to do now needs somebody's leave."""
    free = lex.PERMISSION.search(pair.old.lower) is not None and not voice(pair.old.lower).intrusive
    came = lex.ONLY.search(pair.new.lower) is not None and not lex.ONLY.search(pair.old.lower)
    return free and came and lost.gave_something(pair)


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


def _count_gained(pattern: Pattern, pair: Pair) -> bool:
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


_MEANING = (("only", ("only", "alone", "sole", "exclus", "仅", "只", "唯一")),
            ("explicit", ("expli", "expre", "明", "unambig")),
            ("prior", ("prior", "in advance", "first", "beforehand", "previous", "事先", "提前")),
            ("written", ("writ", "in writing", "书面")),
            ("separate", ("separ", "单独", "专门")), ("prompt", ("prompt", "immed", "exped", "立")))  # fmt: skip


def qualifier(pair: Pair) -> Iterator[Finding]:
    """A word that sharpens a promise is gone, or one that softens it has come; or the other way round."""
    old, new = _standing(pair)
    before, after = _restrictions(old), _restrictions(new)
    lost, gained = before - after, after - before
    gained -= _restrictions(pair.old.lower) - before
    if parted(pair) or not pair.new.lower.isascii() or _explained(pair):
        lost -= _restrictions(pair.new.lower) - after
    for name in _in_names(pair) if lost or gained else ():
        lost.pop(name, None), gained.pop(name, None)
    if set(lost) == {"prior"} and _EARLIER.search(pair.new.lower):
        lost = Counter()
    if set(gained) == {"prior"} and _EARLIER.search(pair.old.lower):
        gained = Counter()
    if set(lost) == {"prompt"} and AT_ONCE.search(pair.new.printed.lower()):
        lost = Counter()
    if lost:
        yield Finding(_restriction_lost(pair, lost), Reason.QUALIFIER, ", ".join(lost), ", ".join(gained), _WORSE)
    elif gained:
        yield Finding(Grade.MAJOR, Reason.QUALIFIER, "", ", ".join(gained), _BETTER)
    yield from _hedges(pair)
    yield from _scope(pair)


def _in_names(pair: Pair) -> set[str]:
    """Meanings of words that stand in a name only ("Arden Express")."""
    sides = (pair.old.printed, pair.new.printed)
    capital = {word.lower() for side in sides for word in _CAPITAL.findall(side)}
    ordinary = {word for side in sides for word in _WORD.findall(side)} if capital else set()
    return {_meaning(word) for word in capital - ordinary}


_CAPITAL = re.compile(r"[A-Z](?<=[\w,] .)[a-z]{3,}")
_WORD = re.compile(r"\w+")
_EARLIER = Pattern(r"\b(?:before|beforehand|prior|ahead|earlier|in advance|advance|previously|first)\b|前|预先|事先")
_GIVES_NOTICE = Pattern(
    r"\b(?:notices?|notif\w+|inform(?:s|ed|ing)?|tell|tells|told|warn\w*|announce\w*|advise\w*|alert\w*)\b"
    r"|通知|告知|公告|公示|提示|提醒"
)
_IN_TIME = Pattern(
    r"\b(?:before|beforehand|prior|ahead|in advance|advance)\b|\bnotice of \d|\d+ \w+(?: \w+)?' notice"
    r"|提前|事先|预先|之?前"
)
_WITH_PERIOD = Pattern(
    r"\b(?:second|minute|hour|day|week|month|year)s?'? (?:written |prior )?notice\b|notice (?:period )?of\b"
)


def notice(pair: Pair) -> Iterator[Finding]:
    """What we were told of before it happened, we are told of some time or other."""
    old, new = pair.old.lower, pair.new.lower
    told = _GIVES_NOTICE.search(old) and _GIVES_NOTICE.search(new) and not pair.main.customer
    if not told or pair.heading or not _IN_TIME.search(old):
        return
    if not (_IN_TIME.search(new) or _WITH_PERIOD.search(new)):
        before = ", ".join(dict.fromkeys(lex.found(_IN_TIME, old)))
        yield Finding(Grade.CRITICAL, Reason.DEADLINE_REMOVED, before, "", _WORSE)


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
    mild = mild or ((burdens or pair.main.customer) and not named and not _BURDENED_ONLY.search(pair.old.lower))
    return Grade.MAJOR if mild else Grade.CRITICAL


_BURDENED_ONLY = Pattern(
    r"\b(?:liable|responsible|answerable|pays?|owes?|charged|bound|obliged|required|barred|prohibited|restrained"
    r"|restricted|prevented|precluded|excluded|forbidden"
    r"|asked)\b (?:\w+ ){0,2}?(?:only|solely)\b"
    r"|\b(?:only|solely) (?:liable|responsible|pays?|owes?|charged|bound)\b|仅(?:承担|支付|以|对|就)"
)
"""A burden that goes no further than it says."""
_ONLY_YOU = Pattern(
    r"\bonly (?:you|the customer|customer)\b|(?:仅|只有)(?:您|用户)"
    r"|^only (?:an? |the )?\w+(?: \w+)? (?:can|may|has|have)\b"
)


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
    for old, new in pair.matched if not _explained(pair) else ():
        if lone.is_guard(old) and not SUPPOSITION.match(new) and voice(new).stance is not Stance.GUARD:
            yield Finding(Grade.CRITICAL, Reason.WORDING, old, new, _WORSE)
    if pair.rewritten and lone.held_a_guard(pair.old.lower) and _became_power(pair):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, pair.old.lower, pair.new.lower, _WORSE)
    if _count_gained(lex.ADVERSE, pair):
        yield Finding(
            Grade.CRITICAL if pair.guarded else Grade.MAJOR, Reason.QUALIFIER, *_found_in(lex.ADVERSE, pair), _WORSE
        )
    if lex.FREE.search(pair.old.lower) and not lex.FREE.search(pair.new.lower):
        yield Finding(Grade.CRITICAL, Reason.AMOUNT, *_found_in(lex.FREE, pair), _WORSE)


def _explained(pair: Pair) -> bool:
    """Every word has its kin on the other side, and as much is denied."""
    left = residue(pair)
    return not (left.lost or left.gained) and negations(pair.old.lower) == negations(pair.new.lower)


def _became_power(pair: Pair) -> bool:
    """The new sentence is short, promises nothing and gives us a power."""
    speaking = voice(pair.new.lower)
    power = speaking.force is Force.PERMISSION and not speaking.customer and speaking.intrusive
    return power and not lone.held_a_guard(pair.new.lower) and stance_of(pair.new.clauses) is Stance.LICENCE


def measures(pair: Pair) -> Iterator[Finding]:
    """Encryption, certificates, contract clauses that are no longer named."""
    old, new = (Counter(word[:6] for word in lex.found(lex.SAFEGUARD, side.lower)) for side in (pair.old, pair.new))
    if old - new and not new - old and not pair.rewritten:
        said = lex.found_once(lex.SAFEGUARD, pair.old.lower, lambda word: word[:6])
        went = ", ".join(said[form] for form in old - new)
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, went, "", _WORSE)


_LIMITS_LIABILITY = Pattern(
    r"\b(?:(?:limitations?|exclusions?|caps?|limits?) (?:of|on|in|to|set)\b[^.;]{0,60}"
    r"|liability (?:caps?|limits?|limitations?) )\b(?:shall|do|does"
    r"|will) not apply\b|限制[^,。]{0,12}不适用"
)
"""What the limits of liability do not reach."""


def exceptions(pair: Pair) -> Iterator[Finding]:
    """A way out of a promise that was opened or closed; of a permission, the reverse."""
    old, new = pair.old.lower, pair.new.lower
    change = lex.count(lex.EXCEPTION, new) - lex.count(lex.EXCEPTION, old)
    before, after = ", ".join(lex.found(lex.EXCEPTION, old)), ", ".join(lex.found(lex.EXCEPTION, new))
    if change > 0:
        by_law = pair.rewritten and bool(lex.LEGAL_DUTY.search(new))
        given = pair.guarded or (not pair.rewritten and not pair.heading and lost.gave_something(pair))
        grade = Grade.CRITICAL if given and not by_law else Grade.MAJOR
        yield Finding(grade, Reason.EXCEPTION_ADDED, before, after, _WORSE if given else _BETTER)
    elif change < 0:
        limited = (
            not pair.rewritten and _LIMITS_LIABILITY.search(old) is not None and lex.LIABILITY.search(new) is not None
        )
        limited = limited or (not pair.rewritten and _spared(old) and _APPLIES.search(new) is not None)
        limited = limited or (not pair.rewritten and _capped(old) and _capped(new))
        grade = Grade.CRITICAL if limited else Grade.MAJOR
        yield Finding(
            grade, Reason.EXCEPTION_REMOVED, before, after, _BETTER if pair.guarded and not limited else _WORSE
        )


def _capped(lower: str) -> bool:
    """Whether the vendor answers for less than all, so that each exception to that is worth something to the reader."""
    found = _CAPPED.search(lower)
    return found is not None and not _OF_THE_READER.search(lower[: found.end()])


_CAPPED = Pattern(
    r"\bliabilit(?:y|ies)\b[^.;]{0,100}? (?:is|are|be|not) (?:\w+ )?(?:limited|capped|excluded|restricted|exceed)\b"
    r"|\b(?:is|are|be) (?:not|never) (?:\w+ )?(?:liable|answerable|responsible)\b"
    r"|\b(?:excludes?|disclaims?|limits?) (?:all |any |its |our |their )?(?:\w+ )?liabilit(?:y|ies)\b"
)
_OF_THE_READER = Pattern(
    rf"\b(?:your|{READERS}(?:'s?)?|{READERS} (?:is|are|shall be|will be)) (?:\w+ ){{0,2}}?(?:not |never )?liab\w+"
)


def _spared(lower: str) -> bool:
    """Whether something that is no benefit did not apply."""
    found = _APPLIES_NOT.search(lower)
    return found is not None and not _BENEFIT.search(lower[: found.start()])


_APPLIES_NOT = Pattern(r"\b(?:shall|will|do|does|did|should) not (?:apply|extend)\b")
_APPLIES = Pattern(r"(?<!not )\b(?:apply|applies|extends?)\b")
_BENEFIT = Pattern(
    r"\b(?:discount|refund|guarantee|warrant|cover|insurance|offer|benefit|voucher|credit|bonus|reduction|rebate"
    r"|protection|exemption|free|trial|right)\w*"
)


def exception_widened(pair: Pair) -> Iterator[Finding]:
    """One more case beside those in which a promise does not hold ("unless you opt in *or use the free tier*")."""
    old, new = (_excepted(side.lower) for side in (pair.old, pair.new))
    if (
        pair.rewritten
        or pair.heading
        or not (old and new)
        or lex.count(lex.EXCEPTION, pair.old.lower) != lex.count(lex.EXCEPTION, pair.new.lower)
    ):
        return
    came, went = _cases(new) - _cases(old), _cases(old) - _cases(new)
    if len(came) == len(went) or not pair.guarded:
        return
    if len(came) > len(went):
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", ", ".join(sorted(came)), _WORSE)
    else:
        yield Finding(Grade.MAJOR, Reason.EXCEPTION_REMOVED, ", ".join(sorted(went)), "", _BETTER)


def _excepted(lower: str) -> str:
    """What stands behind the first word that opens an exception, up to the end of its clause."""
    opened = lex.EXCEPTION.search(lower)
    ends = _ENDS_BEFORE if opened and opened.start() < _AT_ONCE else _ENDS
    return ends.split(lower[opened.end() :])[0] if opened else ""


_ENDS = re.compile(r"[.;。；]")
_ENDS_BEFORE = re.compile(r"[.;。；]|, (?=(?:the|we|you|our|your|an?|all|any|no|it|they)\b)")
"""Where an exception ends that stands behind its rule, and where one that stands before it."""
_AT_ONCE = 2


def _cases(excepted: str) -> frozenset[str]:
    return frozenset(case.strip() for case in _EITHER.split(excepted) if case.strip())


_EITHER = Pattern(r",? or (?:if |when |where )?|,|或者?|、|，")


def answered_for(pair: Pair) -> Iterator[Finding]:
    """One thing fewer that the vendor is liable for, or one more that it is not."""
    found = [_LIABLE.search(side.lower) for side in (pair.old, pair.new)]
    if pair.rewritten or pair.main.customer or not all(found):
        return
    old, new = (_cases(each["what"]) for each in found if each)
    came, went = new - old, old - new
    denied = [negations(side.lower) > 0 for side in (pair.old, pair.new)]
    if len(came) == len(went) or denied[0] != denied[1]:
        return
    worse = (len(came) > len(went)) == denied[0]
    said = ", ".join(sorted(went)), ", ".join(sorted(came))
    yield Finding(Grade.CRITICAL if worse else Grade.MAJOR, Reason.LIABILITY, *said, _WORSE if worse else _BETTER)


_LIABLE = Pattern(
    r"\b(?:liable|responsible|liability|responsibility)\b(?: only)?(?: to you)?"
    r" (?:for|in (?:the )?cases? of) (?P<what>[^.;]+)"
)


def answered_up_to(pair: Pair) -> Iterator[Finding]:
    """A fixed sum where the vendor was liable for all of it."""
    came = [each for each in pair.new_measured.quantities if each.is_money]
    if not came or any(each.is_money for each in pair.old_measured.quantities) or pair.rewritten or pair.heading:
        return
    lower = pair.old.lower
    if _IS_LIABLE.search(lower) and not (negations(lower) or _OF_THE_READER.search(lower) or pair.main.customer):
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, "", ", ".join(map(str, came)), _WORSE)


_IS_LIABLE = Pattern(r"\b(?:liable|answerable|liability|answers?) (?:\w+ ){0,3}?(?:for|in (?:the )?cases? of)\b")


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


def _found_in(pattern: Pattern, pair: Pair) -> tuple[str, str]:
    return ", ".join(lex.found(pattern, pair.old.lower)), ", ".join(lex.found(pattern, pair.new.lower))


_REGARDLESS = Pattern(
    r"\b(?:whether or not|regardless|irrespective|in any (?:case|event)|even if"
    r"|however (?:they|you|he|she|it|the)|whoever|whomsoever|no matter)\b|无论|不论|不管|均须?"
)
_ONLY_SO = Pattern(r"\b(?:only|if|unless|when|provided|once)\b|仅|只|如|若|除非|不")


def condition_dropped(pair: Pair) -> Iterator[Finding]:
    """What held in one case only now holds in every case."""
    came = [word for word in lex.found(_REGARDLESS, pair.new.lower) if word not in pair.old.lower]
    lost = [word for word in lex.found(_ONLY_SO, pair.old.lower) if word not in pair.new.lower]
    if came and lost and not negations(pair.new.lower.replace("not", "", 1)):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, ", ".join(lost), ", ".join(came), _WORSE)


RULES = (
    condition_dropped,
    notice,
    consent,
    consent_presumed,
    opt,
    qualifier,
    protection,
    measures,
    exceptions,
    exception_widened,
    answered_for,
    answered_up_to,
    disputes,
)
