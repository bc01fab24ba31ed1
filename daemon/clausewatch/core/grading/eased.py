"""What is better for the reader and takes nothing: no rule may call it worse than major.

The rules look for losses, and words that went or came look like one. Seven changes are certain to be none: a condition
of what is given has gone and nothing has come, what held on a condition holds whether or not it is met, what cost
money is free, what was tried is promised, a deposit or an excess is asked no more, what lapsed does not lapse, what
was left out of a benefit belongs to it. Each is told only where hardly anything else has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Pair, once
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.voice import Force, negations


@once
def eased(pair: Pair) -> bool:
    """Whether the reader has more of what the old sentence gave, and no less; English."""
    if pair.heading or not (pair.old.lower.isascii() and pair.new.lower.isascii()):
        return False
    old, new = pair.old.lower, pair.new.lower
    kinds = (kind.search(side) for kind, side in ((_WHATEVER, new), (_TRIES, old), (lex.FREE, new), (_NOTHING, new)))
    besides = _LEFT_OUT.search(old) or _ENDS.search(old)
    if pair.gained_words and not any(kinds) and not besides:  # asked first, since it is soon answered of most pairs
        return False
    if _free(pair) or _unburdened(pair) or _lasts(pair):
        return True
    if pair.main.is_a_power or pair.main.is_a_duty or not lost.gave_something(pair):
        return False
    return _condition_gone(pair) or _whatever(pair) or _promised(pair) or _taken_in(pair)


def _condition_gone(pair: Pair) -> bool:
    """The sentence stands, but for what had to be so or was taken off ("provided the receipt is shown")."""
    runs = [words.joined(each.lost) for each in pair.differences]
    if len(runs) == 1 and not pair.gained_words and _AS_FAR.fullmatch(runs[0]) and not negations(pair.old.lower):
        return True
    if len(runs) != 1 or any(each.gained for each in pair.differences) or negations(pair.old.lower):
        return False
    if _ASKED.fullmatch(runs[0]):
        return pair.main.force is Force.PROMISE and not lex.DISCLOSING.search(pair.old.lower)
    if _ENTITLED.match(runs[0]) and _ANYBODY.match(pair.old.lower):
        return not (_PROTECTS.search(runs[0]) or _GUARDED.search(pair.old.lower))
    return _CONDITION.match(runs[0]) is not None and not _PROTECTS.search(runs[0])


_ASKED = re.compile(r"(?:up)?on (?:your |the \w+'s |written )?request|if (?:you )?(?:so )?(?:ask|request)(?:ed)?")
"""A promise to act when asked that becomes one to act unasked."""


_ENTITLED = Pattern(r"(?:having|holding|with|who (?:has|have|holds?)) an?\b")
_ANYBODY = Pattern(
    r"^(?:anyone|everyone|any (?:person|member|resident)|persons|those|residents|members|pupils|students"
    r"|guests|visitors"
    r"|customers|passengers|holders)\b"
)
"""What whoever wanted something had to have, and whoever might have it."""
_GUARDED = Pattern(r"\b(?:your|data|information|records?|files?|personal|access|children|patients?|confidential)\b")
_AS_FAR = re.compile(
    r"(?:where|when|if|as|so) (?:far as )?(?:our |the )?(?:(?:stocks?|space|capacity|time|weather|staffing"
    r"|supply|supplies)"
    r" (?:permits?|allows?)|possible|practicable|feasible|available)|so far as (?:possible|practicable)"
    r"|subject to (?:availability|capacity|stock)|while (?:stocks?|supplies) lasts?|wherever possible"
)
"""What leaves it open whether anything is given at all."""
_CONDITION = Pattern(
    r"(?:but |and )?(?:only )?(?:provided|subject to|if|less|minus|after deduct\w+|after an? (?:qualifying|minimum)"
    r"|after paying|on payment|upon payment|against payment|on production|upon production|on presentation"
    r"|on condition|so long as|as long as|except|and bears?|and (?:has|have) paid)\b"
)
_PROTECTS = Pattern(
    r"\b(?:consent\w*|agree\w*|ask\w*|request\w*|approv\w*|permit\w*|permission|notice|notif\w*|told"
    r"|inform\w*|law|legal"
    r"|court|order|not|without|necessary|needed|required|opt\w*|turned on|choose\w*|chosen|wish\w*|want\w*)\b"
)
"""What a condition may hold that protects the reader."""


def _whatever(pair: Pair) -> bool:
    """ "Only if its value was declared" / "whether or not its value was declared"."""
    often = _AS_OFTEN.search(pair.new.lower)
    if often and any(not stems.is_function(stems.stem(word)) for word in pair.gained_words if word not in _NEEDED):
        return False
    came = _WHATEVER.search(pair.new.printed.lower()) and not _WHATEVER.search(pair.old.printed.lower())
    went = _IF.search(pair.old.lower) and not _IF.search(_WHATEVER.sub("", pair.new.lower))
    same_denial = negations(pair.old.lower) == negations(pair.new.lower)
    return bool(came and went and same_denial and not pair.rewritten and _few(pair.gained_words) and not _takes(pair))


_WHATEVER = Pattern(
    r"\b(?:whether or not|regardless of(?: whether)?|irrespective of|no matter|(?:asked for|booked|used"
    r"|open(?:ed)?|paid|worn) or not|whenever|as often as)\b"
)
_AS_OFTEN = Pattern(r"\b(?:whenever|as often as)\b")
_NEEDED = frozenset(words.listed("whenever often needed necessary required"))
_IF = Pattern(r"\b(?:only if|if|provided|when|where|on request|upon request)\b")


def _takes(pair: Pair) -> bool:
    """It is the vendor who is free whatever happens."""
    return _OURS.search(pair.old.lower) is not None


_OURS = Pattern(
    r"\b(?:we|us|the (?:company|provider|supplier|vendor|bank|landlord|lender|insurer|licensor|franchisor|seller))"
    r" (?:may|can|is not|are not|will not|shall not|does not)\b|\b(?:fee|fees|charge|charges|price|rent|interest"
    r"|deposit|penalty)\b"
)


def _unburdened(pair: Pair) -> bool:
    """What was given with a burden is given without it: "against a deposit of €50" / "without a deposit"."""
    old, new = pair.old.lower, pair.new.lower
    spared = _NOTHING.search(new)
    if spared is None or _NOTHING.search(old) or spared["what"].rstrip("s") not in old or _OUR_BURDEN.search(old):
        return False
    rest = _NOTHING.sub("", new)
    gained = [word for word in pair.gained_words if word in words.tokens(rest)]
    return negations(old) == negations(rest) and _few(gained) and not _LIMITS.search(rest)


_NOTHING = Pattern(
    r"\b(?:without|with no|no|not needed|not required) (?:any |an? |having to (?:pay|leave) (?:any "
    r"|an? )?)?(?:prior |further )?"
    r"(?P<what>excess|deposit|waiting period|qualifying period|deductible|surcharge|minimum stay|minimum term"
    r"|minimum order|minimum spend|handling fee|booking fee|cancellation fee|down payment)s?\b"
    r"(?! (?:of|above|over|beyond|unless|if|except))"
)
"""A burden of the reader, and that there is none."""
_OUR_BURDEN = Pattern(r"\b(?:refund\w*|return\w*|repa(?:y|id|ys)|give back|protect\w*|held in|scheme)\b")
"""What is done with a deposit is owed to whoever has paid it."""


def _lasts(pair: Pair) -> bool:
    """What expired after a time does not expire."""
    old, new = pair.old.lower, pair.new.lower
    ends, lasts = _ENDS.search(old), _NEVER_ENDS.search(new)
    return bool(
        ends and lasts and not _NEVER_ENDS.search(old) and not pair.gained_words.keys() - _DENYING and _HELD.search(old)
    )


_ENDS = Pattern(r"\b(?:expires?|lapses?|is forfeited|are forfeited|become[s]? void)\b")
_NEVER_ENDS = Pattern(r"\b(?:(?:do|does|will|shall) not|never) (?:expire|lapse)s?\b")
_DENYING = frozenset(words.listed("do does will shall not never expire lapse"))
_HELD = Pattern(
    r"^(?!.*\b(?:penalt|demerit|debit|grant|licen|consent)).*\b(?:credits?|points?|vouchers?|tickets?|balances?|miles"
    r"|coupons?|warranty)\b"
)
"""What the reader holds, and is glad to keep."""


def _taken_in(pair: Pair) -> bool:
    """What was left out of a benefit belongs to it: "lenses excluded" / "and lenses"."""
    old, new = pair.old.lower, pair.new.lower
    if not _LEFT_OUT.search(old) or _LEFT_OUT.search(new) or negations(new) or pair.rewritten or _LIMITS.search(new):
        return False
    gained = [word for word in pair.gained_words if word not in _IN and not stems.is_function(stems.stem(word))]
    gone = [word for word in pair.lost_words if word not in _OUT and not stems.is_function(stems.stem(word))]
    return not gained and not gone and _BENEFIT.search(old) is not None and not _CHARGED.search(old)


_LEFT_OUT = Pattern(
    r"\b(?:but not|excluded|not included|excluding|not (?:extend|stretch) to|not (?:cover|include)|not"
    r" covered|exclusive of)\b"
)
_IN = frozenset(
    words.listed(
        "also too with and including included include includes cover covers covered extends extend among as well all"
    )
)
_OUT = frozenset(
    words.listed("but not excluded excluding included does do is are exclusive extend cover include covered")
)
_BENEFIT = Pattern(
    r"\b(?:guarante\w+|warrant\w+|cover\w*|insur\w+|plan|package|service|prices?|rates?|fee|includes?|offer|subscription"
    r"|pass|ticket|hour|open)\b"
)
_CHARGED = Pattern(
    r"\b(?:licen[cs]e\w*|permission|consent|data|information|your|liab\w+|damages|vat|tax|taxes|waive\w*"
    r"|penalt\w+|oblig\w+|interest)\b"
)


def _free(pair: Pair) -> bool:
    """What cost money costs none, and nothing but the price and its absence differs."""
    old, new = pair.old.lower, pair.new.lower
    if not lex.FREE.search(new) or lex.FREE.search(old) or not _PRICE.search(old) or _PAID_TO_READER.search(old):
        return False
    return _few(_beside(pair.lost_words, _PRICE)) and _few(_beside(pair.gained_words, lex.FREE))


_PRICE = Pattern(
    r"\b(?:fees?|charges?|charged|costs?|pay|pays|payable|paid|payment|price|surcharge|additional|extra|deposit|eur|usd"
    r"|gbp|chf|euros?|dollars?|pounds?|pence|cents?|per|night|half|fare|expenses?|reasonable)\b|[$€£]"
)
_PAID_TO_READER = Pattern(r"\b(?:receives?|refund\w*|credit\w*|compensat\w*|paid to|pays? (?:you|the customer))\b")


def _beside(changed: Iterable[str], known: Pattern) -> list[str]:
    return [word for word in changed if not known.search(word)]


def _promised(pair: Pair) -> bool:
    """ "We try to answer" / "we answer": the same act, and nothing that limits it."""
    tried, tries = (_TRIES.search(side.lower) for side in (pair.old, pair.new))
    if not tried or tries or pair.new_main.force is Force.PERMISSION or _LIMITS.search(" ".join(pair.gained_words)):
        return False
    gone = [word for word in _beside(pair.lost_words, _TRYING) if not stems.is_function(stems.stem(word))]
    return negations(pair.old.lower) == negations(pair.new.lower) and not gone


_TRIES = Pattern(
    r"\b(?:try|tries|seek|seeks|aims?|endeavou?rs?|strives?|attempts?) to\b"
    r"|\b(?:use|uses|make|makes) (?:our |its |all |every )?(?:\w+ )?(?:reasonable |best )?"
    r"(?:efforts?|endeavou?rs?) to\b"
)
_TRYING = Pattern(
    r"^(?:try|tries|seek|seeks|aims?|endeavou?rs?|strives?|attempts?|use|uses|make|makes|efforts?|reasonable|best"
    r"|commercially|all|every|our|its)$"
)
_LIMITS = Pattern(r"\b(?:if|unless|where|when|provided|subject|only|except|save|may|possible|practicable|available)\b")


def _few(changed: Iterable[str]) -> bool:
    return sum(1 for word in changed if not stems.is_function(stems.stem(word)) and word.isalpha()) <= _FEW


_FEW = 2
"""Content words that may differ beside what is told."""
