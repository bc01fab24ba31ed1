"""Latitude: what a promise leaves to the one who gave it, and how far a power reaches.

A clause is hollowed out without touching its words: by a list that is no longer closed, a condition on which the
vendor itself judges, a price that it sets, an intention in the place of an act, an average in the place of each case.
A power or a liability grows when what bounded it goes: the fault, the court, the ground, the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import binds_customer, burdens, informs
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import related
from clausewatch.core.grading.voice import negations
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def _came(pattern: Pattern, pair: Pair) -> bool:
    return lex.count(pattern, pair.new.lower) > lex.count(pattern, pair.old.lower)


def _went(pattern: Pattern, pair: Pair) -> bool:
    return lex.count(pattern, pair.old.lower) > lex.count(pattern, pair.new.lower)


def _worse(pattern: Pattern, pair: Pair, reason: Reason, went: str = "") -> Finding:
    return Finding(Grade.CRITICAL, reason, went, ", ".join(lex.found(pattern, pair.new.lower)), _WORSE)


def opened(pair: Pair) -> Iterator[Finding]:
    """The grounds of a power were all named; now they are examples ("for theft *or other good cause*")."""
    if pair.heading or pair.rewritten or not _came(_OPEN_LIST, pair) or _OPEN_LIST.search(pair.old.lower):
        return
    if _POWER.search(pair.old.lower) and not lex.NEGATION.search(pair.old.lower):
        yield _worse(_OPEN_LIST, pair, Reason.QUALIFIER)


_OPEN_LIST = Pattern(
    r"\b(?:and|or) (?:for |on |by |in |with )?(?:any |some |the )?(?:other|others|similar|comparable|related|further"
    r"|like"
    r"|equivalent)\b"
    r"|\band so (?:on|forth)\b|\betc\b|\bamong (?:other|others)\b|\binter alia\b|\bin particular\b|\bsuch as\b"
    r"|\bincluding\b|\bfor (?:example|instance)\b|\bnot limited to\b|\be\.?g\b"
)
_POWER = Pattern(
    r"\b(?:can|may|entitled|(?:is|are|be) (?:\w+ly )?(?:terminated|excluded|expelled|dismissed|suspended|used|collected"
    r"|shared|disclosed|passed|processed|called|withheld|refused|deducted|forfeited)|ends?|means|collects?|shares?"
    r"|uses?"
    r"|discloses?|deducts?|withholds?|retains?|refuses?|covers)\b"
)


def judged(pair: Pair) -> Iterator[Finding]:
    """Whether it applies is for the vendor to find ("where our desk *considers* them urgent")."""
    if pair.heading or not _came(_JUDGES, pair) or negations(pair.old.lower) > negations(pair.new.lower):
        return
    if not (binds_customer(pair) or _BY_READER.search(pair.new.lower)) and lost.gave_something(pair):
        yield _worse(_JUDGES, pair, Reason.MODALITY)


_JUDGES = Pattern(
    r"\b(?:if|where|when|whom|which|that|unless|once|until|as far as|as|in so far as|wherever|whenever|to the extent)"
    r" (?:(?!you\b|the customer\b|a court\b|the court\b)[a-z]+,? ){1,5}?(?:finds?|considers?|deems?|regards?|judges?"
    r"|believes?|thinks?|sees fit|see fit|holds? that|is satisfied|are satisfied|acknowledges?|is of the opinion"
    r"|are of the opinion|feels?|sees? a need|trusts?|recogni[sz]es?)\b"
    r"|\bin (?:our|its|the \w+'s) (?:opinion|view|assessment|judgement|judgment|estimation|eyes)\b"
    r"|\bto (?:our|its|the \w+'s) satisfaction\b"
)
_BY_READER = Pattern(
    r"\b(?:if|where|when|which|that|unless|as) (?:you|the (?:customer|user|client|buyer|tenant|patient|member|court"
    r"|employee|controller|data subject))\b"
)


def set_by_us(pair: Pair) -> Iterator[Finding]:
    """A price, term or route that the vendor lays down has come."""
    if not (pair.heading or binds_customer(pair)) and _came(_SET_BY_US, pair) and not pair.main.disclaims:
        yield _worse(_SET_BY_US, pair, Reason.AMOUNT)


_SET_BY_US = Pattern(
    r"\b(?:price|prices|fee|fees|rate|rates|commission|charge|tariff|terms|conditions|time|times|day|date|amount|place"
    r"|supplier|suppliers|caterer|firm|means|manner)s? (?:that |which |as )?(?:we|our \w+|(?:the )?(?:provider|supplier"
    r"|vendor|operator|landlord|organi[sz]er|publisher|club|house|company)) (?:then |have |has |may |shall |will )?"
    r"(?:sets?|fix(?:es|ed)?|chooses?|chosen|determines?d?|decides?d?|approves?d?|names?d?|lays? down|sees? fit"
    r"|publish(?:es)?|asks?|thinks? fit)\b"
    r"|\b(?:then |at the )?(?:current|prevailing|usual|applicable) (?:\w+ ){0,2}(?:rates?|tariffs?|prices?|charges?)\b"
)


def intended(pair: Pair) -> Iterator[Finding]:
    """An intention, a wish, a habit in the place of an act ("it is *our practice* to answer")."""
    if not (pair.heading or pair.rewritten) and _came(_INTENDS, pair) and not binds_customer(pair):
        yield _worse(_INTENDS, pair, Reason.MODALITY)


_INTENDS = Pattern(
    r"\b(?:the (?:plan|idea|aim|intention|hope|goal) (?:is|was) (?:for|to)|it (?:is|was|has been) (?:(?:also"
    r"|currently) )?(?:(?:our|its"
    r"|their|the \w+'s|the \w+) )?(?:(?:present|current|general|usual|declared|firm) )?(?:intentions?|wish|hope"
    r"|ambition"
    r"|aspiration|practice|custom|habit|policy|endeavour|plan|dream)\b"
    r"|(?:our|its|their|\w+'s) (?:(?:present|current|general|usual|declared) )?(?:intention|wish|hope|ambition"
    r"|aspiration|practice|custom|dream|plan) (?:is|to|that)\b"
    r"|looks? forward to|makes? a point of|like to|see(?:s)? no reason|ha(?:ve|s) every intention|a preference for"
    r"|set (?:ourselves|itself|themselves) the (?:goal|target|task|aim))"
)


def averaged(pair: Pair) -> Iterator[Finding]:
    """What was owed in each case is owed on average, or of all cases together."""
    if not (pair.heading or pair.rewritten) and _came(_AVERAGE, pair) and not burdens(pair):
        yield _worse(_AVERAGE, pair, Reason.QUALIFIER)


_AVERAGE = Pattern(
    r"\b(?:averages?|averaged|median|mean over|aggregated?|overall|taken together|all (?:\w+ )?together|pro rata"
    r"|across (?:all|the (?:whole|entire|\w+))|over (?:all|the (?:whole|entire)))\b"
)


def fault_gone(pair: Pair) -> Iterator[Finding]:
    """Who answered for their own fault answers whatever happens."""
    if pair.heading or not _ANSWERS.search(pair.old.lower) or negations(pair.old.lower) > negations(pair.new.lower):
        return
    if _WHATEVER.search(pair.new.lower) and not _WHATEVER.search(pair.old.lower):
        yield _worse(_WHATEVER, pair, Reason.LIABILITY)
    elif _went(_GRAVE, pair) and not _GRAVE.search(pair.new.lower) and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, ", ".join(lex.found(_GRAVE, pair.old.lower)), "", _WORSE)


_ANSWERS = re.compile(
    r"^(?:the |an? |each |every |our )?(?!we\b|us\b|provider|supplier|vendor|company|seller|landlord|carrier|bank"
    r"|insurer"
    r"|processor|operator|manufacturer|publisher|employer)\w+(?: of the \w+)? (?:(?:is|are|shall be|will be) (?:only )?"
    r"(?:liable|responsible|answerable)|pays?|bears?|answers?|indemnif\w+|repairs?|reimburses?|compensates?|owes?"
    r"|makes? good|replaces?)\b"
)
_WHATEVER = Pattern(
    r"\b(?:(?:by )?(?:whoever|whomsoever|whosoever|whatsoever|whatever|however)|of (?:any|every) (?:kind|origin|cause"
    r"|sort)"
    r"|no matter|regardless|irrespective|whether or not|any cause|or not)\b"
)
_GRAVE = Pattern(
    r"\b(?:gross|grossly|intent|wilful|wilfully|intentional|intentionally|deliberate|deliberately|culpabl[ye])\b"
)


def proof_gone(pair: Pair) -> Iterator[Finding]:
    """What took a court, a proof or a finding takes a claim, a letter, a suspicion."""
    if pair.heading or not (_went(_PROOF, pair) and _came(_CLAIM, pair)):
        return
    yield _worse(_CLAIM, pair, Reason.QUALIFIER, ", ".join(lex.found(_PROOF, pair.old.lower)))


_PROOF = Pattern(
    r"\b(?:court|courts|judge|judicial|warrant|judge?ment|convict(?:ed|ion)|proof|proven|proved|evidence|established"
    r"|award|verdict|subpoena|statute|final|finding|compels?|substantiated|confirmed)\b"
)
_CLAIM = Pattern(
    r"\b(?:requests?|enquir(?:y|ies)|inquir(?:y|ies)|letter|suspicion|suspected|suspect|alleg(?:ed|ation|ations)"
    r"|complaints?"
    r"|reported|reports?|claims?|claimed|asks?|notice|belief|indications?|concerns?|doubts?|accus(?:ed|ation)|signs)\b"
)


def unbounded(pair: Pair) -> Iterator[Finding]:
    """What bounded a power is gone: the ground, the occasion, the one to whom ("*in line with the index*")."""
    bound = _power(pair) or (burdens(pair) and not (pair.heading or pair.rewritten))
    if not bound or len(pair.differences) != 1:
        return
    (place,) = pair.differences
    gone = words.joined(place.lost)
    if any(not any(related(stems.stem(word), stems.stem(each)) for each in place.lost) for word in place.gained):
        return
    gone = _UNTIL_BOUND.sub("", gone) if place.gained else gone
    tells = " " in gone or _STRICTER.match(gone)
    if tells and _BOUND.match(gone) and not lex.HEDGE.search(gone) and not negations(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, gone, "", _WORSE)


def _power(pair: Pair) -> bool:
    return not (pair.heading or pair.rewritten or informs(pair)) and _MAY_DO.match(pair.old.lower) is not None


_MAY_DO = re.compile(
    r"^(?:[^.;,]{0,80}, )?(?:we|our \w+|the (?:company|provider|supplier|vendor|bank|insurer|landlord|employer|operator"
    r"|school|publisher|carrier|platform|processor|licensor|agent|club|host|agency|lender)|provider|supplier|vendor"
    r"|company|processor|you grant us|you agree that we) (?:(?:may|can|might)(?! (?:not|only))|is entitled to"
    r"|are entitled"
    r" to|(?:a|the) (?:licen[cs]e|right))\b"
)
_STRICTER = Pattern(r"(?!who|that|which|where|when|if|for|by|within|during|against)\w+")
_UNTIL_BOUND = re.compile(r"^(?:the )?\w+ (?=(?:who|that|which|whom)\b)")
_BOUND = Pattern(
    r"(?:serious|grave|material|gross|substantial|repeated|persistent|essential|necessary|important|overdue"
    r"|reasonable)\b"
    r"|(?:with your|in line with|in case of|in the event of|for|if|who|that|which|where|when|within|during|up to"
    r"|because of|at (?:its|the|your|a|an|cost|market)|against|through us|in agreement|in your|to you|by|at your"
    r"|in accordance|as necessary|so that|in order to)\b"
)


def any_case(pair: Pair) -> Iterator[Finding]:
    """What was allowed in one case is allowed in any."""
    places = [(words.joined(each.lost), words.joined(each.gained)) for each in pair.differences]
    for _, came in places if _power(pair) and any(each.lost for each in pair.differences) else ():
        if _ANY_CASE.search(came) and not _ANY_CASE.search(pair.old.lower):
            yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", came, _WORSE)


_ANY_CASE = Pattern(r"\b(?:any|whatever|whatsoever|whenever|wherever|every|all|beyond|at all times)\b")


def sometimes(pair: Pair) -> Iterator[Finding]:
    """What holds holds at times, for now, as far as somebody knows."""
    came = _came(_SOMETIMES, pair) and not (pair.heading or pair.rewritten or pair.main.customer)
    if came and lost.gave_something(pair):
        yield _worse(_SOMETIMES, pair, Reason.QUALIFIER)


_SOMETIMES = Pattern(
    r"\b(?:at times|now and (?:then|again)|for (?:now|the (?:moment|present))|so far|as far as (?:we|it) knows?"
    r"|known to us"
    r"|to (?:our|the \w+'s) knowledge|most (?:times|days|of the)|half the time|in parts?|more or less|in a way"
    r"|in the main|by and large|on the whole|if there is one|if any"
    r"|(?:once|if|when|where|as) (?:then )?available|subject to availability|as capacity allows|while (?:stocks?"
    r"|supplies)"
    r" lasts?)\b"
)


def should_have_known(pair: Pair) -> Iterator[Finding]:
    """What somebody knew or did / what they could or should have known or done."""
    if not pair.heading and not pair.rewritten and _came(_COULD_HAVE, pair):
        yield _worse(_COULD_HAVE, pair, Reason.MODALITY)


_COULD_HAVE = Pattern(r"\b(?:could|should|might|ought to|would) have (?:been )?\w+")


def form_gone(pair: Pair) -> Iterator[Finding]:
    """A formality that stood before a burden is dispensed with."""
    if not pair.heading and _came(_DISPENSED, pair):
        yield _worse(_DISPENSED, pair, Reason.QUALIFIER)


_DISPENSED = Pattern(
    r"\b(?:being |is |are |hereby )?(?:dispensed with|renounced|foregone|forgone)\b|\bin any form\b"
    r"|\b(?:demand|notice|reminder|warning|protest|presentment|hearing)s? (?:being |is |are |having been )?(?:waived"
    r"|excused|unnecessary|superfluous|not (?:being )?(?:needed|required|necessary))\b|\bof any (?:length|size"
    r"|amount)\b"
    r"|\bby any length\b|\bmere (?:lapse|passing|fact)\b"
)


RULES = (
    opened, judged, set_by_us, intended, averaged, fault_gone, proof_gone, unbounded, any_case, sometimes,
    should_have_known, form_gone,
)  # fmt: skip
OUTWEIGH = RULES
