"""Into whose hands it comes: whose consent, finding, key, right and sight a sentence speaks of.

Consent becomes a hearing, what the vendor did for the reader each does for himself, a sworn third party gives way to
one in the vendor's pay, one of two keys is enough, and another one holds the rights or sees what nobody saw.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import binds_customer
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import related
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def heard_instead(pair: Pair) -> Iterator[Finding]:
    """Whose consent was needed is heard, asked or told ("in *agreement* with" / "after *hearing*")."""
    if pair.heading or pair.main.disclaims:
        return
    old, new = pair.old.printed.lower(), pair.new.printed.lower()
    agreed = lex.count(_AGREED, old) > lex.count(_AGREED, new)
    if _NOT_NEEDED.search(new):
        return
    if agreed and lex.count(_HEARD, new) > lex.count(_HEARD, old) and not _AGREED.search(new):
        yield Finding(Grade.CRITICAL, Reason.CONSENT, ", ".join(lex.found(_AGREED, old)), "", _WORSE)


_AGREED = Pattern(
    r"\b(?:agreement (?:with|of|between)|agrees?|agreed (?:with|by|to)|consents?|consented|approv(?:al|als|es?|ed)"
    r"|permission|assent|co-?decision|codetermination|unanimous(?:ly)?|signature|sign(?:s|ed)? off|votes?)\b"
    r"|同意|批准|许可|授权|一致"
)
_NOT_NEEDED = Pattern(r"无须|无需|不必|不再需要|\b(?:no need|need not|without having to)\b")
_HEARD = Pattern(
    r"\b(?:hear(?:s|d|ing)?|consult(?:s|ed|ing|ation)?|inform(?:s|ed|ing|ation)?|notif(?:y|ies|ied|ication)|notices?"
    r"|opinions?|views?|advice|advised|advisory|knowledge|noted?|notes|noting|taking note|told|tells?|tell|telling"
    r"|presented|discuss(?:ed|ion|ions)?|comment(?:s|ed)?|remarks?|observations|awareness|involve(?:d|ment)?"
    r"|in view of|regard)\b"
    r"|协商|告知|通知|听取|意见|知会|沟通|知晓|通报|商议|公示|征询|参考"
)


def each_other(pair: Pair) -> Iterator[Finding]:
    """What the vendor did for the reader each does for the other, or for himself."""
    if not pair.is_edited_english or binds_customer(pair):
        return
    came = lex.count(_EACH_OTHER, pair.new.lower) > lex.count(_EACH_OTHER, pair.old.lower)
    if came and not lex.MUTUAL.search(pair.old.lower):
        found = ", ".join(lex.found(_EACH_OTHER, pair.new.lower))
        yield Finding(Grade.CRITICAL, Reason.PARTY, "", found, _WORSE)


_EACH_OTHER = Pattern(
    r"(?<!independently of )(?<!of )\b(?:each other|one another|(?:each|either) (?:party|side|of (?:us|them)"
    r"|one) (?:\w+ ){0,2}(?:its|their|his) own"
    r"|(?:bears?|pays?|carr(?:y|ies)|meets?) (?:its|their|his|her) own (?:costs?|expenses?|share))\b"
)


def own_judge(pair: Pair) -> Iterator[Finding]:
    """Who found, valued or decided was a third party, and is the vendor's own now."""
    if not pair.is_edited_english or not _JUDGES.search(pair.old.lower):
        return
    old, new = (_THIRD.search(side.lower) for side in (pair.old, pair.new))
    ours = lex.count(_OWN, pair.new.lower) > lex.count(_OWN, pair.old.lower)
    if old and not new and ours:
        yield Finding(Grade.CRITICAL, Reason.PARTY, old[0], ", ".join(lex.found(_OWN, pair.new.lower)), _WORSE)


_JUDGES = Pattern(
    r"\b(?:determin\w+|decid\w+|decisions?|valu(?:e[sd]?|ations?|ers?)|apprais\w+|assess\w*|certif\w+|audit\w*"
    r"|measur\w+"
    r"|inspect\w*|examin\w+|tested|verif\w+|review\w*|expert|surveyor|arbitrat\w+|mediat\w+|adjudicat\w+|settled"
    r"|fixed by|appointed|chosen|named|counted|heard|complaints?|appeals?|disputes?)\b"
)
_THIRD = Pattern(
    r"\b(?:independent|neutral|outside|external|third(?:-| )party|president of the|chamber|institut(?:e|ion)|court"
    r"|ombuds\w+|tribunal|tenants' committee|notary|public|accredited|sworn|impartial|unaffiliated|jointly|both"
    r"|agreed by)\b"
)
_OWN = Pattern(
    r"\b(?:our|ours|we|us|in-house|internal|(?:provider|supplier|vendor|landlord|company|bank|insurer|carrier|operator"
    r"|employer|franchisor|publisher|licensor|manager|management|platform|club|school|seller|lessor"
    r"|contractor)(?:'s)?)\b"
)


def seen_by(pair: Pair) -> Iterator[Finding]:
    """One more who sees what some alone could see, or one more beside whom nobody does."""
    if not pair.is_edited_english or pair.lost_words - _COMMON:
        return
    for run in pair.put_in:
        before = " ".join(words.before(run, pair.new.tokens))
        shown = _SEEN.search(pair.old.lower) is not None and _ANOTHER.search(run) is not None
        if shown or (_AND.match(run) and _BUT_FOR.search(before)):
            yield Finding(Grade.CRITICAL, Reason.PARTY, "", run, _WORSE)


_COMMON = Counter(("and", "or"))
_AND = re.compile(r"(?:and|or) ")
_SEEN = Pattern(
    r"\b(?:visible|accessible|shown|known|disclosed|readable|open|available) (?:only )?to you\b|\bonly you\b"
    r"|\b(?:seen|read|viewed|accessed|opened|listened to|known) (?:only )?by (?:you|the (?:patient|user|customer)"
    r"|your)\b"
    r"|\b(?:share|shared|shares|disclose|disclosed) (?:\w+ ){0,3}only (?:with|to)\b"
)
_ANOTHER = Pattern(
    r"\b(?:our|partners?|affiliates?|advertisers?|contractors?|staff|employees|teams?|resellers?|sponsors?"
    r"|authorit(?:y|ies)|third part(?:y|ies)|suppliers?|vendors?|investors?|insurers?|employers?|subcontractors?"
    r"|public)\b"
)
_BUT_FOR = Pattern(
    r"\b(?:nobody|no one|none|never|not|no \w+|nothing)\b.{0,100}?\b(?:outside|except|other than|but|besides|apart from"
    r"|unless|beyond|save)\b(?:(?!\b(?:is|are|may|can|will|shall|has|have)\b).){0,80}$"
)


def either_key(pair: Pair) -> Iterator[Finding]:
    """What two had to do together either may do ("with the hirer's key *and* / *or* the bank's key")."""
    if not pair.is_edited_english or len(pair.differences) > _PLACES or not _TOGETHER.search(pair.old.lower):
        return
    if any(each.lost == ("and",) and each.gained == ("or",) for each in pair.differences):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "and", "or", _WORSE)


_PLACES = 2
_TOGETHER = Pattern(
    r"\b(keys?|signatures?|consent|approval|presence|votes?|hands?|codes?|agreement)\b.{1,40}?\band\b.{1,40}?\b\1\b"
)


def owner(pair: Pair) -> Iterator[Finding]:
    """Another one holds the rights ("faculty hold the copyright" / "the university holds the copyright")."""
    if pair.heading or not pair.old.lower.isascii():
        return
    old, new = (_HOLDS.search(side.lower) for side in (pair.old, pair.new))
    if old and new and old["what"].rstrip("s") == new["what"].rstrip("s"):
        before, after = (stems.stem(found["who"]) for found in (old, new))
        if before != after and not related(before, after) and old["who"] not in pair.new.lower.split(new["what"])[0]:
            yield Finding(Grade.CRITICAL, Reason.PARTY, old["who"], new["who"])


_HOLDS = Pattern(
    r"\b(?P<who>[a-z]+) (?:(?:shall|will|may|always|also|alone|exclusively|then) ){0,2}"
    r"(?:holds?|owns?|retains?|keeps?|has|have|acquires?|receives?) (?:(?:the|all|any|full|sole|exclusive|every) ){0,3}"
    r"(?P<what>copyrights?|title|ownership|propert(?:y|ies)|rights?|interests?|patents?|data|content|output|results?)\b"
)


RULES = (heard_instead, each_other, own_judge, seen_by, either_key, owner)
OUTWEIGH = (heard_instead, each_other, either_key, owner)
"""What no evidence of equal content outweighs."""
