"""The rules for a sentence that came or went on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import names
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.quantities import measure
from clausewatch.core.grading.voice import PERSONS, Force, Stance, Voice, negations, stance_of, voice
from clausewatch.core.model import Grade, Reason

_COMMA = re.compile(r"[,，;；:：]")
_NOTE_MARK = re.compile(r"[\W_]{0,2}\d{0,3}[\W_]{0,2}$")
"""All that may stand before a mere exception: the mark of a footnote or of an item."""
_WORSE, _BETTER = Direction.WORSE, Direction.BETTER


def added(lower: str) -> Iterator[Finding]:
    """What a new sentence (folded, lower case) takes from the customer, or gives."""
    speaking, clauses = voice(lower), words.clauses(lower)
    if lex.ARBITRATION.search(lower) and not lex.NEGATION.search(lex.masked(lower)):
        yield Finding(Grade.CRITICAL, Reason.ARBITRATION, "", _words(lex.ARBITRATION, lower), _WORSE)
    if _opens_a_way_out(lower, clauses):
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", _words(lex.EXCEPTION, lower), _WORSE)
    if lex.DISCLAIMER.search(lower):
        grade = Grade.CRITICAL if lex.CAP.search(lower) else Grade.MAJOR
        yield Finding(grade, Reason.LIABILITY, "", _words(lex.DISCLAIMER, lower), _WORSE)
    if lex.OPT_OUT.search(lower) and not speaking.customer:
        yield Finding(Grade.MAJOR, Reason.OPT, "", _words(lex.OPT_OUT, lower), _WORSE)
    if stance_of(clauses) is Stance.LICENCE:
        yield from _licences(lower, speaking)
    yield Finding(Grade.MINOR, Reason.INSERTED)


def _opens_a_way_out(lower: str, clauses: tuple[str, ...]) -> bool:
    """Disapplies another sentence, or is a mere exception without a sentence of its own."""
    match = lex.EXCEPTION.search(lower)
    if match is None:
        return False
    disapplies = lex.DISAPPLIES.search(lower) is not None
    alone = len(clauses) == 1 or not _COMMA.search(lower)
    return disapplies or (_NOTE_MARK.match(lower[: match.start()]) is not None and alone)


def _licences(lower: str, speaking: Voice) -> Iterator[Finding]:
    permitted = speaking.force is Force.PERMISSION and not speaking.customer
    if _serves(lex.STRONG_PURPOSE, lower) and not speaking.customer:
        yield Finding(Grade.CRITICAL, Reason.PURPOSE, "", _words(lex.STRONG_PURPOSE, lower), _WORSE)
    elif lex.WEAK_PURPOSE.search(lower) and lex.DATA.search(lower) and not speaking.customer:
        yield Finding(Grade.MAJOR, Reason.PURPOSE, "", _words(lex.WEAK_PURPOSE, lower), _WORSE)
    if permitted or lex.DISCRETION.search(lower):
        yield Finding(Grade.MAJOR, Reason.MODALITY, "", _words(lex.PERMISSION, lower), _WORSE)
    elif speaking.customer and speaking.force is Force.PROMISE:
        yield Finding(Grade.MAJOR, Reason.MODALITY, "", _words(lex.PROMISE, lower), _WORSE)


def _serves(pattern: Pattern, lower: str) -> bool:
    """Whether a clause about us or the customer's data names the purpose without denying it."""
    if not (lex.DATA.search(lower) or lex.VENDOR.search(lower)):
        return False
    return any(pattern.search(clause) and not negations(clause) for clause in words.clauses(lower))


def _words(pattern: Pattern, lower: str) -> str:
    return ", ".join(dict.fromkeys(lex.found(pattern, lower)))


def removed(lower: str) -> Iterator[Finding]:
    """What went away with a sentence (folded, lower case)."""
    if held_a_guard(lower):
        yield Finding(Grade.CRITICAL, Reason.REMOVED, lower, "", _WORSE)
    elif _substantive(lower) or _says_something(lower):
        yield Finding(Grade.MAJOR, Reason.REMOVED, lower)
    else:
        yield Finding(Grade.MINOR, Reason.REMOVED, lower)


def held_a_guard(lower: str) -> bool:
    """Whether a passage holds a promise, a prohibition on the vendor, a right of the customer, consent or notice."""
    return saves(lower) or any(is_guard(clause) for clause in words.clauses(lower))


def saves(lower: str) -> bool:
    """Whether a passage leaves the customer the rights that the law or another text gives."""
    return any(not _OURS.search(match[0]) for match in _SAVES.finditer(lower))


_AFFECTED = (
    r"(?:tak(?:e|es|en|ing) away|limit|affect|exclud|restrict|diminish|remov|waiv|prejudic|reduc|depriv|derogat|impair"
    r"|curtail|replac|lessen|touch|overrid)\w*"
)
_LEFT = (
    r"(?:rights?|remed(?:y|ies)|protections?|claims?|guarantees?|entitlements?|freedoms?"
    r"|liability for (?:death|personal|fraud))"
)
_SAVES = Pattern(
    rf"\b(?:nothing|none|no (?:provision|part|term|clause)s?)\b[^.;]{{0,80}}\b{_AFFECTED}[^.;]{{0,60}}\b{_LEFT}\b"
    rf"|\b(?:do|does|shall|will|may|can) not (?:in any way )?{_AFFECTED}[^.;]{{0,40}}\b{_LEFT}\b"
    rf"|\b{_LEFT}\b[^.;]{{0,60}}\b(?:(?:are|is|be) not (?:in any way )?(?:affected|limited|excluded|restricted"
    rf"|diminished"
    r"|prejudiced|touched)|(?:remain|remains|stay|stays|is|are|be) (?:unaffected|untouched|intact|unimpaired"
    r"|unrestricted"
    r"|in place|available))\b"
    r"|\b(?:law|laws)\b[^.;]{0,40}\b(?:remains?|stays?|is|are) (?:unaffected|untouched)\b"
    rf"|\b(?:without prejudice|in addition) to (?:your|the|any|all|other|those)\b[^.;]{{0,40}}\b{_LEFT}\b"
    r"|不(?:会|得|应)?(?:影响|限制|排除|减损|剥夺|损害|妨碍|减轻)[^,。]{0,30}(?:权利|权益|保护|请求权)"
    r"|(?:权利|权益|保护)[^,。]{0,8}不(?:因此)?受[^,。]{0,6}(?:影响|限制|减损)"
)
_OURS = Pattern(
    r"\b(?:our|the (?:provider|supplier|vendor|company|licensor|processor|bank)'s) (?:\w+ ){0,2}(?:rights?|remed"
    r"|claims?)"
    r"|\brights? (?:that |which )?we\b|(?:我们|本公司|平台|公司)(?:的|依法|享有|所)[^,。]{0,10}(?:权利|权益)"
)


def _served(clause: str) -> bool:
    """Whether somebody is told, given, shown, asked or left something: the vendor's duty, said in the passive."""
    return _SERVED.search(clause) is not None and not _PURPOSE.match(clause)


_SERVED = Pattern(
    rf"\b(?:{PERSONS})(?: who [^,.;]{{1,40}}?)? (?:(?:will|shall|must) (?:\w+ )?be|is|are)"
    r" (?:(?!not |never )\w+ ){0,2}?(?:told|informed|notified|heard|consulted|reimbursed|refunded|compensated|repaid"
    r"|(?:given|shown|sent|offered|granted|handed|lent|supplied with|provided with|credited|paid) (?!to\b)"
    r"(?:an?|the|their|your|his|every|each|all|at|back|one|two|\d|free|any|access|notice|\w+ (?:days?|hours?|weeks?))"
    r"|asked (?:for|whether|before|first|again|beforehand|which|how|if)|reminded|alerted|helped|assisted"
    r"|warned (?:before|in|when|by|if|of)|protected)\b"
    rf"|\b(?:{PERSONS}) (?:is|are) never\b"
    r"|(?:会|将|应|须)?被(?:告知|通知)|(?:会|将|应)收到|有机会[^,。]{0,8}(?:陈述|申辩|异议|说明)"
    r"|(?<![不避豁难])免(?:收|缴|交|除[^,。]{0,10}费|费(?:提供|为|更换|维修|赠|送|参加|使用|领|享))|(?:不另|暂不|不再|不予|不)(?:行?(?:收取?|加收|计收|计费|扣除|划扣|扣减|追缴))"
    r"|(?:质保|保修|质量保证|包退|包换)期?(?:限|间)?(?:为|不少于|不低于|[\d一二两三四五六七八九十])"
    r"|(?:运费|费用|损失|差价|邮费|风险)[^,。]{0,4}由(?:我们|本店|本公司|平台|商家|公司|经营者|卖方|出卖人|供应商|供方|出租人|承运人|保险人|银行|医院|学校)[^,。]{0,4}(?:承担|负担|支付|负责)"
)


def is_guard(clause: str) -> bool:
    """Whether one clause protects the customer by more than its tone."""
    speaking = voice(clause)
    if _served(clause):
        return True
    if speaking.negative and not speaking.customer and not speaking.disclaims and _ABOUT_YOU.search(clause):
        return len(words.tokens(clause)) >= 3 and not _PURPOSE.match(clause)
    if speaking.stance is not Stance.GUARD or len(words.tokens(clause)) < 3 or _PURPOSE.match(clause):
        return False
    if speaking.negative or speaking.customer:
        return True
    bound = speaking.force in (Force.PROMISE, Force.RIGHT, Force.AIM)
    return (
        speaking.restricted or (bound and speaking.addressed) or (speaking.protective and speaking.force is Force.BARE)
    )


_ABOUT_YOU = Pattern(r"\b(?:your|individuals?|data subjects?|persons?|anyone|customers|users)\b|您的|个人")
_PURPOSE = re.compile(
    r"(?:and |or |in order |so as )?(?:to (?!the\b)|(?:by |for )?[a-z]{3,}ing\b|if\b|when\b|where you)"
    r"|为了?(?!此)|如|若|因"
)
"""How a mere purpose or condition begins ("to protect our systems", "protecting our rights", 如您不同意)."""


_OFFERS = Pattern(
    r"\b(?:(?:is|are) (?:\w+ )?(?:available|reachable|included|supported|provided|covered|staffed|offered|given"
    r"|answered|monitored|tested|made|maintained|free|able|delivered|shipped|accepted)"
    r"|includes?|covers?|comes? with|supports?)\b|提供|包括|包含|支持|可用|开放|覆盖"
)


def _says_something(lower: str) -> bool:
    """Whether it states what the customer gets."""
    return lower.rstrip("\"' ").endswith((".", "。")) and _OFFERS.search(lower) is not None


def _substantive(lower: str) -> bool:
    """Whether a lawyer would miss it: a licence, a quantity, a place, something about data."""
    return (
        stance_of(words.clauses(lower)) is Stance.LICENCE
        or bool(measure(lower).quantities)
        or bool(names.places(lower))
        or bool(lex.CONSENT.search(lower) or lex.LIABILITY.search(lower) or lex.ARBITRATION.search(lower))
    )
