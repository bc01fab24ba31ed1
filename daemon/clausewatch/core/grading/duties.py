"""Duties that became options, conditions that became easier, acts that were exchanged: word by word, at their place.

The rules of ``edits`` read whole clauses; these look at what stands at the place of one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import spoken
from clausewatch.core.grading.text import listed
from clausewatch.core.grading.thesaurus import akin
from clausewatch.core.grading.voice import Stance, negations, stance_of, voice
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE
_BINDING = frozenset(listed("will shall must always"))
_OPTIONAL = frozenset(
    listed(
        "may might can could should would sometimes aim aims try tries endeavour endeavours endeavor strive strives"
        " seek intend intends plan plans expect expects hope hopes attempt consider considers"
    )
)


def modal_exchanged(pair: Pair) -> Iterator[Finding]:
    """ "will" that became "may" at its place, the subject not being the customer."""
    for old, new in pair.matched:
        for each in words.differences(words.tokens(old), words.tokens(new)):
            if not (_BINDING & set(each.lost) and _OPTIONAL & set(each.gained)):
                continue
            before = old.split(next(word for word in each.lost if word in _BINDING))[0]
            if _customers_own(before) or _intrudes(old, each.lost):
                continue
            yield Finding(Grade.CRITICAL, Reason.MODALITY, " ".join(each.lost), " ".join(each.gained), _WORSE)


_YOU_LAST = Pattern(
    r"\b(?:you|customers?|users?|clients?|subscribers?)\b[^,]{0,24}$|\b(?:if|when|where|that|which|as) [^,]{0,60}$"
)


def _customers_own(before: str) -> bool:
    return _YOU_LAST.search(before) is not None


def _intrudes(clause: str, lost: tuple[str, ...]) -> bool:
    """A licence stays one: "we will share" / "we may share"."""
    licence = voice(clause).stance is Stance.LICENCE and not lex.PROTECTIVE.search(clause)
    return licence and not negations(clause) and "not" not in lost


_MAY_ACT = Pattern(
    r"\b(?:may|might|can|could)(?: \w+ly| also| then| instead| choose to| decide to| elect to| opt to){0,2}"
    r" (?P<act>[a-z-]{3,})"
    r"|(?:可以|可能会?|有权)(?:选择|决定|自行)?(?P<zh>[\u4e00-\u9fff]{2})"
)


def act_made_optional(pair: Pair) -> Iterator[Finding]:
    """What the old sentence said we do, the new one says we may do, in whatever sentence or voice."""
    if pair.rewritten:
        return
    old_acts = {_act(match) for match in _MAY_ACT.finditer(pair.old.lower)}
    for clause in pair.new.clauses:
        for match in _MAY_ACT.finditer(clause):
            act = _act(match)
            stated = act in stems.content(pair.old.lower) or (match["zh"] and act in pair.old.lower)
            if stated and act not in old_acts and not voice(clause).customer and lex.PROTECTIVE.search(clause):
                yield Finding(Grade.CRITICAL, Reason.MODALITY, spoken((act,), pair.old), match[0], _WORSE)


def _act(match: re.Match[str]) -> str:
    return stems.stem(match["act"]) if match["act"] else match["zh"]


_CONDITIONAL = Pattern(
    r"\b(?:if|only|unless|when|where|once|until|after|provided|requires?|must|except|without|consent|both)\b"
    r"|如|若|仅|除非|未经|须|应|只有|同意|方可"
)


def joints(pair: Pair) -> Iterator[Finding]:
    """Conditions that were all needed, of which one is now enough; or the other way round."""
    if pair.rewritten or not _CONDITIONAL.search(pair.old.lower):
        return
    for each in pair.differences:
        lost, gained = frozenset(each.lost), frozenset(each.gained)
        loosened = lost & _JOINED and gained & _APART and not gained & _JOINED
        tightened = lost & _APART and gained & _JOINED and not lost & _JOINED
        if (loosened or tightened) and len(lost) <= 2 and len(gained) <= 2:
            grade = Grade.CRITICAL if _decides(pair) else Grade.MINOR
            yield Finding(grade, Reason.QUALIFIER, " ".join(each.lost), " ".join(each.gained))
            yield Finding(grade, Reason.POLARITY, " ".join(each.lost), " ".join(each.gained))


_JOINED, _APART = frozenset(("and", "且", "并")), frozenset(("or", "或"))


def _decides(pair: Pair) -> bool:
    """Little else has changed, and the sentence is a promise, a prohibition or a condition of one."""
    changed = pair.lost_words.total() + pair.gained_words.total()
    return changed <= 6 and (pair.guarded or _CONDITION.search(pair.old.lower) is not None)


_CONDITION = Pattern(r"\b(?:if|only|unless|when|where|once|until|provided|both)\b|如|若|仅|除非|未经")


_VERB = Pattern(
    r"\b(?:will|shall|must|may|can|could|should|do|does|not|never|hereby|we|they|provider)"
    r" (?:(?:not|never|also|always|only|hereby|then|knowingly|\w+ly) ){0,3}(?P<verb>[a-z][a-z-]{2,})"
    r"|\b(?:is|are|be|been) (?:(?:not|never|only|also|\w+ly) ){0,2}(?P<done>[a-z-]{2,}(?:ed|en|old|ept|ent))\b"
)


def act_exchanged(pair: Pair) -> Iterator[Finding]:
    """The act that is promised or forbidden is no longer there, and another one is."""
    if pair.rewritten or pair.heading:
        return
    for old, new in pair.matched:
        if not _binds(old):
            continue
        lost = _acts(old, pair.old.printed) - set(stems.content(pair.new.lower))
        gained = _acts(new, pair.new.printed) - set(stems.content(pair.old.lower))
        lost, gained = _without_kin(lost, gained), _without_kin(gained, lost)
        if lost and gained:
            before, after = spoken(tuple(sorted(lost)), pair.old), spoken(tuple(sorted(gained)), pair.new)
            yield Finding(Grade.CRITICAL, Reason.WORDING, before, after, _WORSE)


def _without_kin(here: set[str], there: set[str]) -> set[str]:
    return {word for word in here if not any(akin(word, other) for other in there)}


def _binds(clause: str) -> bool:
    return voice(clause).stance is Stance.GUARD


def _acts(clause: str, printed: str) -> set[str]:
    """Stems of what is done; a word that is also printed with a capital is a name."""
    found = (match["verb"] or match["done"] for match in _VERB.finditer(clause))
    found_stems = (
        stems.stem(word) for word in found if not stems.is_function(word) and word.capitalize() not in printed
    )
    return {word for word in found_stems if not stems.is_function(word)}


_IF = Pattern(
    r"\b(?:if|when|where|whenever|wherever|provided|as long as|so long as|to the extent|subject to|insofar as"
    r"|unless|depending on|in cases?"
    r"|on condition|once|until|while|only)\b|如果?|若|前提|情况下|情形下|(?<![应相正适恰])当(?![事日天地月年场面前])"
)


def condition_came(pair: Pair) -> Iterator[Finding]:
    """A promise that stands word for word, but for a condition that was added."""
    more = lex.count(_IF, pair.new.lower) > lex.count(_IF, pair.old.lower)
    if not more or pair.rewritten or pair.heading or pair.stance is not Stance.GUARD:
        return
    stands = pair.kept >= _STANDS and stance_of(pair.old.clauses) is Stance.GUARD
    runs = [" ".join(each.gained) for each in pair.differences if len(each.gained) > len(each.lost)]
    came = [run for run in runs if _IF.search(run) and len(words.tokens(run)) > 1 and not _HELPFUL.search(run)]
    if came and stands:
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", came[0], _WORSE)
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", came[0], _WORSE)


def circumstance_came(pair: Pair) -> Iterator[Finding]:
    """The same in Chinese, where a clause that ends in 的 is a condition: 客户结清款项的, 服务商应当……"""
    if pair.old.lower.isascii() or pair.rewritten or pair.heading or pair.kept < _STANDS:
        return
    before, after = (sum(bool(_CIRCUMSTANCE.search(each)) for each in side.clauses) for side in (pair.old, pair.new))
    came = [each for each in pair.gained if _CIRCUMSTANCE.search(each) and not _HELPFUL.search(each)]
    if came and after > before and stance_of(pair.old.clauses) is Stance.GUARD:
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", came[0], _WORSE)
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", came[0], _WORSE)


_CIRCUMSTANCE = re.compile(r"(?:的|(?:情况|情形|前提|条件)下)$")
_STANDS = 0.85
_HELPFUL = Pattern(r"\b(?:even (?:if|when|where)|whether|regardless|including)\b|即使|无论|不论")

_OPENS_ITEM = Pattern(r"^(?:or|nor|and)\b|^(?:或|、|和|及)")
_WIDENS = Pattern(
    r"^(?:or|nor|and|any|ever|either|also|including|such as|even|whether|under any|at any|for any|without"
    r"|whatsoever)\b|\bincluding\b|\bexample\b"
    r"|^(?:because|especially|therefore|however|please|defined|pursuant|hereby|directly|above|below)\b"
    r"|^(?:或|和|及|、|任何|包括|也|均|都|绝)"
)
_NARROWS = re.compile(
    r"^(?:(?:to|for|with|in|on|by|from|as|through|during|at|that|which|who|whose|into|outside|within|beyond"
    r"|against|using|of) |\w+(?: \w+)?$)"
    r"|^(?:向|为|用于|在|以|通过|对|因)"
)


def prohibition_narrowed(pair: Pair) -> Iterator[Finding]:
    """A denial that stands word for word, but says it of less: an item cut out of it, or words added to its object."""
    if pair.rewritten or pair.heading or not negations(pair.old.lower):
        return
    if Stance.GUARD not in (pair.stance, voice(pair.old.lower).stance):
        return
    if not negations(pair.new.lower) or not _denies_itself(pair.old.lower):
        return
    lost = [" ".join(each.lost) for each in pair.differences if each.lost]
    gained = [" ".join(each.gained) for each in pair.differences if each.gained]
    if lost and not gained:
        yield from (_narrowed(run, "") for run in lost if _OPENS_ITEM.search(run) and not lex.EXCEPTION.search(run))
    elif gained and not lost:
        came = (
            run for run in gained if _NARROWS.search(run) and not (_WIDENS.search(run) or lex.RESTRICTION.search(run))
        )
        yield from (_narrowed("", run) for run in came if any(not stems.is_function(word) for word in run.split()))


_WE_DENY = Pattern(
    r"\b(?:we|your|our|customer|provider|supplier|vendor|data|information|content)\b|我们|本公司|平台|您的|信息|数据"
)


def _denies_itself(lower: str) -> bool:
    """Whether it is the vendor that is held back."""
    free = lex.CUSTOMER_SUBJECT.search(lower) or lex.LIABILITY.search(lower) or lex.DISCLAIMER.search(lower)
    return not free and _WE_DENY.search(lower) is not None


def _narrowed(before: str, after: str) -> Finding:
    return Finding(Grade.CRITICAL, Reason.QUALIFIER, before, after, _WORSE)


_SENSITIVE = Pattern(
    r"\b(?:(?:precise|exact|gps|real-time) \w+|location|geolocation|biometric\w*|health|medical|genetic|contacts"
    r"|address book|microphone|camera|browsing"
    r"|passport|social security|government id|fingerprints?|faces?|facial|voiceprints?|religio\w+|political"
    r"|sexual|racial|ethnic\w*|keystrokes?|clipboard"
    r"|call logs?|credit history|income|salary|screenshots?)\b"
    r"|精确位置|位置信息|地理位置|行踪|生物识别|人脸|指纹|声纹|健康|医疗|通讯录|麦克风|摄像头|相机|浏览记录"
    r"|身份证|通话记录|短信|剪贴板|宗教|银行卡|征信"
)


def sensitive_data(pair: Pair) -> Iterator[Finding]:
    """A sensitive kind of data more in a sentence that lets us have it."""
    gained = {*lex.found(_SENSITIVE, pair.new.lower)} - {*lex.found(_SENSITIVE, pair.old.lower)}
    if gained and pair.new_stance is not Stance.GUARD and voice(pair.new.lower).intrusive and not pair.heading:
        yield Finding(Grade.MAJOR, Reason.PURPOSE, "", ", ".join(sorted(gained)), _WORSE)


RULES = (
    modal_exchanged,
    act_made_optional,
    joints,
    act_exchanged,
    condition_came,
    circumstance_came,
    prohibition_narrowed,
    sensitive_data,
)
