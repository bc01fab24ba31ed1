"""The reader called "you", or the house "we", where the other wording calls them by their part.

A redraft in plain language turns "the Hirer shall" into "you must" and "the Museum lends" into "we lend". The part that
only one side names is the person that only the other side speaks of, if each is the only one of its kind; then both
sides are read in the words of the one that speaks to the reader. Whose house it is must be plain: a manufacturer or a
carrier may be a third party, and is never taken for the one who speaks.
"""

from __future__ import annotations

import re

from clausewatch.core.grading.pattern import Pattern

_READERS = (
    "passenger|purchaser|buyer|consumer|guest|member|student|pupil|patient|visitor|traveller|tenant|lessee|hirer|borrower"
    "|policyholder|insured|participant|attendee|applicant|account holder|cardholder|resident|ticket holder|renter"
    "|depositor|shopper|player|viewer|reader|rider|driver|learner|franchisee|account owner"
)
_HOUSES = (
    "laboratory|museum|association|society|club|school|university|college|hotel|practice|clinic|hospital|agency|firm"
    "|studio|gallery|library|nursery|trust|foundation|company|bank|insurer|lender|landlord|operator|organiser|seller"
    "|publisher|gym|theatre|garage|workshop"
)
_DETERMINED = r"(?:(?:the|an?|any|each|every|all|our|such) )?"
_READER = Pattern(rf"\b{_DETERMINED}(?P<who>{_READERS})(?P<many>s?)(?P<whose>'s?)?(?![\w'-])")
_HOUSE = Pattern(rf"\b(?:the|our) (?P<who>{_HOUSES})(?P<many>)(?P<whose>'s)?(?![\w'-])")
_READER_ZH = Pattern(
    r"(?<![他她它些名类])(?P<who>消费者|用户|客户|会员|学员|旅客|乘客|患者|业主|买家|顾客|读者|持卡人|订阅者|入住人|储户)"
    r"(?P<many>)(?P<whose>)(?![名信数资密账协手服须群组证编标])"
)
_YOU_ZH = Pattern("您|你")
_CHINESE = re.compile("[\u3400-\u9fff]")
_YOU = Pattern(r"\b(?:you|yours?|yourself)\b")
_WE = Pattern(r"\b(?:we|us|ours?|ourselves)\b")


def spoken_to(lower: str, other: str) -> str:
    """A folded English sentence in lower case, its reader and its house as the other side speaks of them."""
    if not (lower.isascii() and other.isascii()) and (_CHINESE.search(lower) or _CHINESE.search(other)):
        return _as(lower, other, _READER_ZH, _YOU_ZH, ("您", "您"))
    if ", the " in lower or ", the " in other:
        for part in _APPOSITION.finditer(other):
            lower = _in_person(lower, part["part"], part["who"])
        lower = _APPOSITION.sub(r"\g<who>", lower)
    for one, name in _NAMES:
        if one in lower and name in other and name not in lower and one not in other:
            lower = re.sub(rf"\b{one}(?=s?\b)", name, lower)
    lower = _as(lower, other, _READER, _YOU, _FORMS["you"])
    return _as(lower, other, _HOUSE, _WE, _FORMS["we"])


def _in_person(lower: str, part: str, who: str) -> str:
    """ "If you, the author, disagree" tells whom the other side's "the author" is."""
    person, whose = _FORMS[who]
    lower = re.sub(rf"\b{_DETERMINED}{re.escape(part)}'s\b", whose, lower)
    return re.sub(rf"\b{_DETERMINED}{re.escape(part)}\b", person, lower)


_FORMS = {"you": ("you", "your"), "we": ("we", "our")}
_APPOSITION = re.compile(r"\b(?P<who>you|we), the (?P<part>[\w-]+(?: [\w-]+)?),")
"""You, the author, …"""
_NAMES = (
    ("vendor", "seller"),
    ("purchaser", "buyer"),
    ("lessor", "landlord"),
    ("lessee", "tenant"),
    ("tenderer", "bidder"),
    ("assured", "insured"),
)
"""Two names of one party, of which each side uses one."""


def _as(lower: str, other: str, part: Pattern, person: Pattern, forms: tuple[str, str]) -> str:
    if not person.search(other) or person.search(lower):
        return lower
    named = {match["who"] for match in part.finditer(lower)}
    if len(named) != 1 or any(who in other for who in named):
        return lower
    return part.sub(lambda match: forms[bool(match["whose"])], lower)
