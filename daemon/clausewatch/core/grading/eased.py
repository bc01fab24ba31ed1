"""What is better for the reader and takes nothing: no rule may call it worse than major.

The rules look for losses, and words that went or came look like one. Four changes are certain to be none: a condition
of what is given has gone and nothing has come, what held on a condition holds whether or not it is met, what cost
money is free, what was tried is promised. Each is told only where hardly anything else has changed.
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
    kinds = (_WHATEVER.search(pair.new.lower), _TRIES.search(pair.old.lower), lex.FREE.search(pair.new.lower))
    if pair.gained_words and not any(kinds):  # asked first, since it is soon answered, and so it is of most pairs
        return False
    if _free(pair):
        return True
    if pair.main.is_a_power or pair.main.is_a_duty or not lost.gave_something(pair):
        return False
    return _condition_gone(pair) or _whatever(pair) or _promised(pair)


def _condition_gone(pair: Pair) -> bool:
    """The sentence stands, but for what had to be so or was taken off ("provided the receipt is shown")."""
    runs = [words.joined(each.lost) for each in pair.differences]
    if len(runs) != 1 or any(each.gained for each in pair.differences) or negations(pair.old.lower):
        return False
    if _ASKED.fullmatch(runs[0]):
        return pair.main.force is Force.PROMISE and not lex.DISCLOSING.search(pair.old.lower)
    return _CONDITION.match(runs[0]) is not None and not _PROTECTS.search(runs[0])


_ASKED = re.compile(r"(?:up)?on (?:your |the \w+'s |written )?request|if (?:you )?(?:so )?(?:ask|request)(?:ed)?")
"""A promise to act when asked that becomes one to act unasked."""


_CONDITION = Pattern(
    r"(?:but |and )?(?:only )?(?:provided|subject to|if|less|minus|after deduct\w+|after an? (?:qualifying|minimum)"
    r"|after paying|on payment|upon payment|against payment|on production|upon production|on presentation"
    r"|on condition|so long as|as long as|except|and bears?|and (?:has|have) paid)\b"
)
_PROTECTS = Pattern(
    r"\b(?:consent\w*|agree\w*|ask\w*|request\w*|approv\w*|permit\w*|permission|notice|notif\w*|told|inform\w*|law|legal"
    r"|court|order|not|without|necessary|needed|required|opt\w*|turned on|choose\w*|chosen|wish\w*|want\w*)\b"
)
"""What a condition may hold that protects the reader."""


def _whatever(pair: Pair) -> bool:
    """ "Only if its value was declared" / "whether or not its value was declared"."""
    came = _WHATEVER.search(pair.new.printed.lower()) and not _WHATEVER.search(pair.old.printed.lower())
    went = _IF.search(pair.old.lower) and not _IF.search(_WHATEVER.sub("", pair.new.lower))
    same_denial = negations(pair.old.lower) == negations(pair.new.lower)
    return bool(came and went and same_denial and not pair.rewritten and _few(pair.gained_words) and not _takes(pair))


_WHATEVER = Pattern(r"\b(?:whether or not|regardless of(?: whether)?|irrespective of|no matter|asked for or not)\b")
_IF = Pattern(r"\b(?:only if|if|provided|when|where|on request|upon request)\b")


def _takes(pair: Pair) -> bool:
    """It is the vendor who is free whatever happens."""
    return _OURS.search(pair.old.lower) is not None


_OURS = Pattern(
    r"\b(?:we|us|the (?:company|provider|supplier|vendor|bank|landlord|lender|insurer|licensor|franchisor|seller))"
    r" (?:may|can|is not|are not|will not|shall not|does not)\b|\b(?:fee|fees|charge|charges|price|rent|interest"
    r"|deposit|penalty)\b"
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
