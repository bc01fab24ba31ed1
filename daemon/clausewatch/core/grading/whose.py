"""Whose it is, who decides, who does it and who gets it.

A thing in the customer's name, a choice of the customer, work that the vendor does, a sum that falls to somebody: each
is lost when another takes the place, though hardly a word has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import binds_customer
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import related
from clausewatch.core.grading.voice import PERSONS, voice
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE
_READER = rf"(?:{PERSONS}|administrators?|couples?|schools?|pupils?|heirs?|debtors?|lenders?)"


def owned(pair: Pair) -> Iterator[Finding]:
    """In the customer's name, with its own key / in our name, with our key."""
    if pair.heading or not _THEIRS.search(pair.old.lower) or binds_customer(pair):
        return
    places = ((" ".join(each.lost), " ".join(each.gained)) for each in pair.differences)
    for went, came in places:
        if _THEIRS.search(went) and _OURS.search(came) and not _OURS.search(went) and not _THEIRS_TOO.search(came):
            yield Finding(Grade.CRITICAL, Reason.PARTY, went, came, _WORSE)


def named(pair: Pair) -> Iterator[Finding]:
    """In the customer's name / in our name for the customer."""
    old, new = (_NAME.search(side.lower) for side in (pair.old, pair.new))
    if pair.heading or old is None or new is None:
        return
    before, after = (stems.stem(match["whose"].removesuffix("'s").removesuffix("'")) for match in (old, new))
    if before != after and not related(before, after) and "its" not in (before, after):
        yield Finding(Grade.CRITICAL, Reason.PARTY, old["whose"], new["whose"])


_NAME = Pattern(
    r"\b(?:in|under) (?:(?:the|an?|each|every) )?(?P<whose>[a-z]+(?:'s|s'|(?<=our)|(?<=their))?)(?: own)? name\b"
)
_THEIRS = Pattern(
    r"\b(?:your|yours|your own|(?:its|their|his|her) own|(?:her|his|their|your) own|(?:customer|client|user|tenant"
    r"|buyer"
    r"|investor|franchisee|member|subscriber|author|patient|owner)s?'s?(?: own)?)\b|\bof (?:her|his|their|your) own\b"
)
_OURS = Pattern(
    r"\b(?:our|ours|us|(?:provider|supplier|vendor|broker|breeder|landlord|publisher|company|operator|agency|bank)s?'s?"
    r")(?!\w)"
)
_THEIRS_TOO = Pattern(r"\b(?:your|yours|its own|their own|his own|her own)\b")


def decides(pair: Pair) -> Iterator[Finding]:
    """Who chose or decided is told, shown or asked now; or another one chooses."""
    old = _DECIDES.search(pair.old.lower)
    if pair.heading or old is None or binds_customer(pair):
        return
    new = _DECIDES_ANY.search(pair.new.lower)
    if new is None and not _CHOICE.search(pair.new.lower):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, old[0], "", _WORSE)
    elif new is not None and new["who"] in _VENDOR and not _CHOICE_OF.search(pair.new.lower):
        yield Finding(Grade.CRITICAL, Reason.PARTY, old[0], new[0], _WORSE)


_VERB = r"(?:chooses?|decides?|picks?|selects?|determines?|elects?|controls?|votes? on)"
_DECIDES = Pattern(rf"\b(?P<who>{_READER}) (?:(?:alone|also|then|freely|themselves|can|may|will|shall) )*{_VERB}\b")
_DECIDES_ANY = re.compile(
    r"\b(?P<who>[a-z]+) (?:(?:alone|also|then|freely|themselves|itself|can|may|will|shall) )*"
    rf"(?:{_VERB[3:-1]}|appoints?|fix(?:es)?|sets?)\b"
)
_VENDOR = frozenset(
    words.listed(
        "we provider supplier vendor company landlord workshop organiser organizer organisers organizers operator"
        " seller"
        " bank insurer carrier publisher school club agency platform manager house host team staff board management"
        " desk"
    )
)
_CHOICE = Pattern(
    r"\b(?:choos\w+|chose|chosen|choices?|decides?|decided|decisions?|decide|picks?|picked|selects?|selected|selection"
    r"|determin\w+|elect\w*|controls?|controlled|votes?|up to you|for (?:the )?\w+ to|option\w*|wish\w*|prefer\w*"
    r"|discretion"
    r"|say|approv\w+|agree\w*|consent\w*|free to|as you like|settings?|want\w*)\b"
)
_CHOICE_OF = Pattern(
    rf"\b(?:{_READER}|your) (?:\w+ )?(?:choos\w+|choices?|decid\w+|picks?|selects?|determines?|prefers?)\b"
)


def handed_over(pair: Pair) -> Iterator[Finding]:
    """What was done for the customer the customer can do, or has to ("are deleted" / "can be deleted by you")."""
    if pair.heading or pair.rewritten or binds_customer(pair) or not _DONE.search(pair.old.lower):
        return
    if _BY_THEM.search(pair.new.lower) and not _BY_THEM.search(pair.old.lower):
        found = _BY_THEM.search(pair.new.lower)
        yield Finding(Grade.CRITICAL, Reason.MODALITY, "", found[0] if found else "", _WORSE)


_DONE = Pattern(r"\b(?:is|are|will be|shall be) (?:\w+ly )?\w+(?:ed|en|t|d|e)\b")
_BY_THEM = Pattern(
    rf"\b(?:can|may|must|should|(?:is|are|has|have) to) be (?:\w+ )?\w+(?:ed|en|t|d|e|in)\b[^.;]{{0,40}}? by "
    rf"(?:the |an? |each |your )?{_READER}\b"
)


def answered_for(pair: Pair) -> Iterator[Finding]:
    """The vendor answered for those whom it used; now they answer for themselves."""
    found = _FOR_HELPERS.search(pair.old.lower)
    if pair.heading or found is None or _FOR_HELPERS.search(pair.new.lower):
        return
    if lost.gave_something(pair) and _HELPERS.search(pair.new.lower):
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, found[0], "", _WORSE)


_HELPER = (
    r"(?:sub-?contractors?|sub-?processors?|agents?|partners?|suppliers?|staff|employees|affiliates?|delegates?"
    r"|helpers?)"
)
_HELPERS = Pattern(rf"\b{_HELPER}\b")
_FOR_HELPERS = Pattern(
    r"\b(?:answer(?:s|able)?|liable|responsible|liability|responsibility|stands?) for (?:all |any |the )?(?:(?:acts?"
    r"|conduct|work|errors|faults?|omissions|performance|deeds|mistakes)(?: (?:and|or) \w+)? of )?(?:all |any |the "
    r"|its |our"
    rf" |their )*{_HELPER}\b"
)


def some_of_them(pair: Pair) -> Iterator[Finding]:
    """Those who had a right have it if they are more than that ("shareholders *who hold a tenth*")."""
    came = [run for run in pair.put_in if _WHO.match(run)]  # asked first, since most pairs have none
    if not came or pair.heading or pair.rewritten or binds_customer(pair) or not lost.gave_something(pair):
        return
    for run in came:
        if re.search(rf"^(?:the |all |any |our )?\w+(?: \w+)? {re.escape(run)} ", pair.new.lower):
            yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", run, _WORSE)


_WHO = Pattern(r"(?:who|whose|whom|which|that|holding|with|having|staying|bought|booked|aged|over|under|from|in)\b \w+")


def fetched(pair: Pair) -> Iterator[Finding]:
    """What was brought or told can be looked up, or asked for."""
    old, new = pair.old.lower, pair.new.lower
    brought = _BROUGHT.search(old) and not _BROUGHT.search(new) and not _FETCHED.search(old)
    if brought and _FETCHED.search(new) and not pair.heading and not binds_customer(pair):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, "", ", ".join(lex.found(_FETCHED, new)), _WORSE)


_BROUGHT = Pattern(
    r"\b(?:given|sent|handed(?: over)?|delivered|posted|e-?mailed|mailed|told|brought|explained|read|forwarded) to "
    rf"(?:the |each |every |all )?{_READER}\b"
    rf"|\b(?:sends?|gives?|hands?|mails?|e-?mails?|tells?|notif(?:y|ies)|informs?) (?:the |each |every "
    rf"|all )?{_READER}\b"
)
_FETCHED = Pattern(
    r"\b(?:(?:is|are|will be) (?:available|published|posted|displayed|accessible|found) (?:on|in|at|from|under)"
    r"|(?:can|may) be (?:found|requested|downloaded|obtained|collected|viewed|consulted|seen|picked up))\b"
)


def unasked(pair: Pair) -> Iterator[Finding]:
    """What came of itself comes on request."""
    old, new = pair.old.lower, pair.new.lower
    if _UNASKED.search(old) and not _UNASKED.search(new) and _ASKED.search(new) and not pair.heading:
        yield Finding(Grade.CRITICAL, Reason.MODALITY, ", ".join(lex.found(_UNASKED, old)), "", _WORSE)


_UNASKED = Pattern(
    r"\b(?:unasked|unprompted|automatically|by itself|of (?:our|its|their) own (?:accord|motion|volition)"
    r"|without (?:being asked|having to ask|(?:an? |any |further |prior |your )?(?:request|application|asking)))\b"
)
_ASKED = Pattern(
    r"\b(?:(?:when|if|where|once) (?:\w+ )?(?:asked|requested|asks?|requests?|appl(?:y|ies))|(?:on|upon"
    r"|at) (?:\w+ )?request"
    r"|(?:on|upon) application)\b"
)


def sold(pair: Pair) -> Iterator[Finding]:
    """What was part of the price is sold, let or booked on top of it."""
    old, new = pair.old.lower, pair.new.lower
    if pair.heading or not _INCLUDED.search(old) or _INCLUDED.search(new):
        return
    if _ON_TOP.search(new) and not _ON_TOP.search(old):
        yield Finding(Grade.CRITICAL, Reason.AMOUNT, ", ".join(lex.found(_INCLUDED, old)), "", _WORSE)


_INCLUDED = Pattern(
    r"\b(?:included?|includes|part of|comes? with|covered|covers|free of charge|for free|(?:is|are) free"
    r"|without charge|no (?:extra|additional) (?:charge|cost)"
    r"|provided|costs? nothing|at our (?:expense|cost)|thrown in)\b"
)
_ON_TOP = Pattern(
    r"\b(?:for (?:purchase|hire|sale|rent)|sold|billed|charged|payable|priced|rates?|tariff|extra|add-on|surcharge"
    r"|at (?:half|the usual|list) price|can be (?:booked|added|bought|purchased|ordered)|fee|fees)\b"
)


def falls_to(pair: Pair) -> Iterator[Finding]:
    """A sum or a thing goes to somebody else."""
    old, new = _FALLS_TO.search(pair.old.lower), _FALLS_TO.search(pair.new.lower)
    if pair.heading or old is None or new is None or binds_customer(pair):
        return
    if voice(pair.old.lower).intrusive and not _ALLOTTED.search(pair.old.lower):
        return
    before, after = (stems.stem(match["who"].split()[-1]) for match in (old, new))
    if before != after and not related(before, after) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.PARTY, old["who"], new["who"])


_FALLS_TO = Pattern(
    r"\b(?:(?:is|are|be) (?:shared|distributed|divided|paid|paid out|credited|handed|returned|payable|allotted|due)"
    r"|goes|go|falls?|accrues?|reverts?|pass(?:es)?|belongs?|returns?|vests?) (?:back )?(?:among|between|to|in) "
    r"(?:(?:the|an?|all|its|our|your|their|each|sponsoring|other) )*(?P<who>[a-z]+)"
)
_ALLOTTED = Pattern(r"\b(?:shared|distributed|divided) (?:among|between)\b")


def as_they_like(pair: Pair) -> Iterator[Finding]:
    """Where, whom and how the reader likes / where and whom the vendor names."""
    old, new = pair.old.lower, pair.new.lower
    if _LIKES.search(old) and not _LIKES.search(new) and not _FREE_STILL.search(new) and not pair.heading:
        yield Finding(Grade.CRITICAL, Reason.MODALITY, ", ".join(lex.found(_LIKES, old)), "", _WORSE)


_LIKES = Pattern(
    r"\b(?:wh(?:om|at|ere|en|ich)|as|how|whoever|whatever|wherever|whenever|if) (?:you|they|he|she|(?:the )?\w+) "
    r"(?:likes?|wish(?:es)?|pleases?|wants?|chooses?)\b|\bof (?:your|their|his|her|its) (?:own )?choice\b"
)
_FREE_STILL = Pattern(
    r"\b(?:any|free|freely|choice|choose|chooses|chosen|prefer\w*|wish\w*|want\w*|option\w*|request\w*|desire\w*"
    r"|like)\b"
)

RULES = (
    owned, named, decides, handed_over, answered_for, some_of_them, fetched, unasked, sold, falls_to, as_they_like,
)  # fmt: skip
OUTWEIGH = (owned, named, decides, handed_over, answered_for, falls_to)
