"""What a promise hangs on, exchanged for less: any time for a time, a duty to follow for one to consider, a wish for
silence, a court for an authority, both parties for one, the one who pays or chooses for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost, names, stems
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import binds_customer, is_sentence
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import related, residue
from clausewatch.core.model import Grade, Reason

_OPEN_TIME = Pattern(
    r"\b(?:at any (?:time|moment|stage|point|hour)|any ?time|whenever (?:you|they|he|she|it|the)\b|at will|throughout"
    r"|(?:whole|entire|full|complete) (?:duration|term|period|time|life|course|stay)|indefinitely|in perpetuity"
    r"|for the (?:duration|term|life(?:time)?|rest|remainder) of"
    r"|for (?:life|ever|good)|as long as you)\b|随时|任何时候|始终|永久|终身|全程|整个"
)
"""Whenever one likes, and for all the time."""
_PERIOD = Pattern(
    r"\b(?:at any (?:time|moment|stage|point|hour)|any ?time|whenever|always|at will|throughout|indefinitely"
    r"|(?:whole|entire|full|complete) (?:duration|term|period|time|life|course|stay)|permanent\w*|perpetu\w+"
    r"|for (?:life|ever|good)"
    r"|as long as|for the (?:term|duration|life|rest|remainder)|during the (?:term|life)|until|day or night"
    r"|lifelong|unlimited"
    r"|without (?:any )?(?:time )?limit\w*|of your choice|you (?:like|wish|want|choose))\b"
    r"|随时|任何时|始终|永久|终身|全程|整个|期间|期内|一直|自始"
)


def timed(pair: Pair) -> Iterator[Finding]:
    """What could be done whenever one liked, or held all the time, has its times now."""
    old, new = pair.old.printed.lower(), pair.new.printed.lower()
    gone = _OPEN_TIME.search(old) and not _PERIOD.search(new)
    if gone and not (pair.heading or pair.rewritten) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, ", ".join(lex.found(_OPEN_TIME, old)), "", Direction.WORSE)


_BOUND_BY = Pattern(
    r"\b(?:in accordance with|according to|in conformity with|in compliance with|compl(?:y|ies|ying) with"
    r"|as (?:instructed|directed|agreed)"
    r"|follow(?:s|ing)?|on (?:your|the (?:customer|client|controller)'?s?'?) (?:\w+ )?instructions?|conform(?:s"
    r"|ing)? (?:to|with)|adheres? to"
    r"|bound by|observes?|only on)\b|按照|依照|根据|遵守|遵循|依据"
)


def heeded(pair: Pair) -> Iterator[Finding]:
    """What was to be followed is only to be considered."""
    old, new = pair.old.printed.lower(), pair.new.printed.lower()
    bound = lex.count(_BOUND_BY, old) > lex.count(_BOUND_BY, new) and lex.count(lex.HEEDS, new) > lex.count(
        lex.HEEDS, old
    )
    if bound and not pair.rewritten:
        before, after = (", ".join(lex.found(kind, side)) for kind, side in ((_BOUND_BY, old), (lex.HEEDS, new)))
        yield Finding(Grade.CRITICAL, Reason.MODALITY, before, after, Direction.WORSE)


_ONLY_IF_ASKED = Pattern(
    r"\bonly (?:if|when|where|once|after|with|upon|on) (?:you|your|the (?:customer|client|user|member|patient"
    r"|parents?)|they|asked|requested)"
    r"|仅在您|只有您|经您[^,。]{0,6}后方?"
)
_UNLESS_REFUSED = Pattern(
    r"\b(?:unless|until) (?:you|they|the \w+|asked|told|instructed)\b[^.;]{0,40}\b(?:not|otherwise|object\w*"
    r"|opt|refuse\w*|declin\w+|decid\w+"
    r"|stop|against|withdraw\w*|switch|turn)\b|除非您"
)


def asked_no_more(pair: Pair) -> Iterator[Finding]:
    """What was done only at a wish is done unless somebody objects."""
    old, new = pair.old.lower, pair.new.lower
    if _ONLY_IF_ASKED.search(old) and _UNLESS_REFUSED.search(new) and not _ONLY_IF_ASKED.search(new):
        before, after = (
            ", ".join(lex.found(kind, side)) for kind, side in ((_ONLY_IF_ASKED, old), (_UNLESS_REFUSED, new))
        )
        yield Finding(Grade.CRITICAL, Reason.OPT, before, after, Direction.WORSE)


_PROCESS = Pattern(
    r"\b(?:warrants?|court orders?|orders? of (?:a|the) court|subpoenas?|judicial (?:order|decision|approval"
    r"|warrant)s?|judges?|judgments?)\b"
    r"|法院|判决|裁定|司法"
)
"""What only a court gives."""


def court_gone(pair: Pair) -> Iterator[Finding]:
    """What needed a court's word needs somebody else's."""
    old, new = pair.old.lower, pair.new.lower
    needed = _NEEDED.search(old) and _PROCESS.search(old) and not _PROCESS.search(new)
    if needed and not pair.rewritten and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, ", ".join(lex.found(_PROCESS, old)), "", Direction.WORSE)


_NEEDED = Pattern(
    r"\b(?:without|unless|only|except|until|before|compelled|required|ordered)\b|未经|除非|仅|只有|方可|不得"
)
_PREVAILS = Pattern(
    r"\b(?:prevails?|takes? precedence|shall govern|controls?|supersedes?|overrides?)\b|优先适用|为准|优先于"
)


def prevails_otherwise(pair: Pair) -> Iterator[Finding]:
    """Another text is the stronger one."""
    here, there = residue(pair).lost, residue(pair).gained
    named = any(each.lost and each.gained for each in pair.differences)
    both = _PREVAILS.search(pair.old.lower) and _PREVAILS.search(pair.new.lower)
    named = named and bool(here or there or pair.old.lower.isascii())  # a figure beside 以先到者为准 is no other text
    if both and named and not pair.rewritten and len(pair.differences) <= 2:
        yield Finding(Grade.CRITICAL, Reason.PARTY, ", ".join(here), ", ".join(there))


_MUTUAL = Pattern(
    r"\b(?:either|each|any|both) (?:of the )?part(?:y|ies) (?:may|can|shall be|is|are) |双方均?可"
    r"|任何一方均?[可有]|任一方均?[可有]"
)
_MAY = Pattern(r"\b(?:may|can|entitled|right)\b|可|有权")


_A_PARTY = Pattern(r"\b(?:a|the other|one|the \w+) party\b|对方|另一方")


def one_alone(pair: Pair) -> Iterator[Finding]:
    """What either party could do only one of them can."""
    old, new = pair.old.lower, pair.new.lower
    if _MUTUAL.search(old) and _MAY.search(new) and not lex.MUTUAL.search(new) and not _A_PARTY.search(new):
        yield Finding(Grade.CRITICAL, Reason.PARTY, ", ".join(lex.found(_MUTUAL, old)), "", Direction.WORSE)


_CHOICE = Pattern(r"\b(?:option|discretion|choice|election|request|convenience|expense|cost|risk)\b")
_CHOOSER = re.compile(
    r"\b(?:at|in|of) (?:the |its |their )?(?P<who>\w+(?:'s|s')|your|our|its) (?:\w+ )?(?:option|discretion"
    r"|choice|election|request|convenience|expense|cost|risk)\b"
)


def chosen_by_another(pair: Pair) -> Iterator[Finding]:
    """Somebody else chooses, bears the cost or runs the risk ("at the *Seller's* option")."""
    if not all(_CHOICE.search(side.lower) for side in (pair.old, pair.new)):
        return
    old, new = (_CHOOSER.findall(side.lower) for side in (pair.old, pair.new))
    went, came = [who for who in old if who not in new], [who for who in new if who not in old]
    if len(went) == len(came) == 1 and not _one_person(went[0], came[0]) and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.PARTY, went[0], came[0])


_BORNE = Pattern(
    r"\b(?:paid|borne|covered|shouldered|maintained|repaired|decided|chosen|determined) by (?:the |our |its )?"
    r"(?P<by>\w+)"
    r"|\bbelongs? to (?:the |our |its )?(?P<to>\w+)"
    r"|^(?:the |an? |all |each )?(?P<who>\w+) (?:is|are|remains?|shall be|will be) (?:solely |fully )?"
    r"(?:responsible|liable|answerable) for\b"
    r"|由(?P<zh>[\u4e00-\u9fff]{1,5}?)(?:自行|全部|另行)?(?:承担|负担|支付|赔偿|负责|决定)"
)
_MAY_BE_BORNE = Pattern(
    r"\b(?:paid|borne|covered|shouldered|maintained|repaired|decided|chosen|determined) by\b|\bbelongs? to\b"
    r"|\b(?:responsible|liable|answerable) for\b|由"
)
"""Without one of these there is nothing of the kind; the full expression may begin at any word."""
_PEOPLE = Pattern(
    r"(?:we|us|our|you|\w+(?:er|or|ee|ant|ent|ist|man|men|ers|ors|ees|ants|ents|ists)|famil(?:y|ies)|house"
    r"|staff|society"
    r"|club|bank|school|university|company|authority|council|platform|landlord|tenants?|party|parties|members?"
    r"|[\u4e00-\u9fff]+)$"
)


def borne_by_another(pair: Pair) -> Iterator[Finding]:
    """Somebody else pays, owns, decides or answers for it ("paid by the *Buyer*")."""
    old, new = (_bearers(side.lower) for side in (pair.old, pair.new))
    if pair.heading or names.house_exchanged(pair.old.printed, pair.new.printed):
        return
    if (
        len(old) == len(new) == 1
        and not _one_person(old[0], new[0])
        and all(_is_somebody(who, pair) for who in old + new)
    ):
        yield Finding(Grade.CRITICAL, Reason.PARTY, old[0], new[0])
    elif not old and len(new) == 1 and not new[0].isascii() and _bore_it(pair.old.lower, new[0]):
        yield Finding(Grade.CRITICAL, Reason.PARTY, "", new[0])


def _is_somebody(who: str, pair: Pair) -> bool:
    return _PEOPLE.match(who) is not None or who.capitalize() in pair.old.printed + pair.new.printed


def _bearers(lower: str) -> list[str]:
    found = _BORNE.finditer(lower) if _MAY_BE_BORNE.search(lower) else ()
    return [next(filter(None, match.groups())) for match in found]


def _bore_it(lower: str, other: str) -> bool:
    """Whether the subject of the old sentence bore what somebody else bears now."""
    borne, subject = _BEARS_ZH.search(lower), _SUBJECT_ZH.search(lower)
    return bool(borne and subject and subject.start() < borne.start() and subject[0] != other and other in lower)


_BEARS_ZH = re.compile("承担|负担|支付|赔偿|负责")
_SUBJECT_ZH = re.compile("我们|本公司|平台|您|用户|客户|[\u4e00-\u9fff]{0,3}[方人者商]")


def proof_gone(pair: Pair) -> Iterator[Finding]:
    """Who has to prove something is said no more, and it was not the reader (由保险人证明, 举证责任由平台承担)."""
    old, new = pair.old.lower, pair.new.lower
    proved = _PROVES_ZH.search(old)
    if proved and not pair.heading and not _READER_ZH.search(proved[0]) and not _PROOF_ZH.search(new):
        yield Finding(Grade.CRITICAL, Reason.PARTY, proved[0], "", Direction.WORSE)


_PROVES_ZH = re.compile("由[^,。;]{1,10}?(?:证明|举证)|[^,。;]{1,8}(?:承担|负有?|负责)[^,。;]{0,8}举证(?:责任|义务)?")
_PROOF_ZH = re.compile("证明|举证")
_READER_ZH = re.compile("您|用户|客户|投保人|被保险人|持卡人|消费者|买[家方]|承租人|员工|学员|患者|会员|借款人")


def for_information(pair: Pair) -> Iterator[Finding]:
    """What was so is told for information now (仅供参考)."""
    came = lex.count(_INFORMS_ONLY, pair.new.lower) > lex.count(_INFORMS_ONLY, pair.old.lower)
    if came and not pair.heading and is_sentence(pair.old.printed) and not binds_customer(pair):
        after = ", ".join(lex.found(_INFORMS_ONLY, pair.new.lower))
        yield Finding(Grade.CRITICAL, Reason.MODALITY, "", after, Direction.WORSE)


_INFORMS_ONLY = Pattern(
    r"供[^,。;]{0,4}参考|作为参考|参考(?:价|值|性)|以实际[^,。;]{0,6}为准|不构成[^,。;]{0,8}(?:承诺|保证)"
)


def _one_person(one: str, other: str) -> bool:
    return stems.stem(one) == stems.stem(other) or related(stems.stem(one), stems.stem(other))


RULES = (
    timed, heeded, asked_no_more, court_gone, prevails_otherwise, one_alone, chosen_by_another, borne_by_another,
    proof_gone, for_information,
)  # fmt: skip
