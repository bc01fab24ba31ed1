"""One condition in two forms: "not X unless Y" and "X only if Y"."""

from __future__ import annotations

import re
from collections import Counter

from clausewatch.core.grading import chinese
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.voice import negations

ONLY_IF = Pattern(
    r"\bonly (?:be (?:\w+ )?)?(?:if|when|where|after|with|upon|once|in case)|仅(?:在|当|经)[^,。]{0,20}(?:后|时|同意)"
    r"|只有在?|方[可能]|方得|才(?:会|能|可)|(?:必定?|一定|会|将"
    r"|[须应需])[^,。]{0,4}先[^,。]{0,4}征得[^,。]{0,12}同意|[应须需](?:当|要)?[^,。]{0,8}(?:取得"
    r"|获得|征得|经)[^,。]{0,12}(?:同意|许可|授权|批准|认可)|[应须需]经[^,。]{2,12}(?:决定|表决|审议"
    r"|核准|确认|指示|通过)|以[^,。]{0,12}(?:同意|许可|授权|批准|认可)为(?:前提|条件)"
    r"|\brequires? (?:the |your |its )?(?:[\w']+ ){0,4}(?:consent|approval|permission)"
)
_NOT_UNLESS = Pattern(r"\b(?:unless|without|until|except (?:if|with|where))\b|除非|未经")


UNLESS_CLAUSE = Pattern(r"\b(?:unless|until) [^,.;]{0,200}|除非[^,。]{0,80}")


def same_condition(pair: Pair) -> bool:
    """ "Not X unless Y" and "X only if Y" forbid and allow the same."""
    for one, other in ((pair.old, pair.new), (pair.new, pair.old)):
        if (
            _NOT_UNLESS.search(one.lower)
            and ONLY_IF.search(other.lower)
            and not negations(other.lower)
            and negations(UNLESS_CLAUSE.sub("", one.lower))
        ):
            return lex.count(lex.CONSENT, one.lower) == lex.count(lex.CONSENT, other.lower) and not _other_condition(
                pair
            )
    return False


_CHARACTERS = 16
"""Different Chinese characters up to which nothing but the form of a condition has changed."""


def _other_condition(pair: Pair) -> bool:
    changed = {*pair.lost_words, *pair.gained_words}
    if not pair.old.lower.isascii() and _otherwise_zh(pair):
        return True
    return (
        len(changed) > (8 if pair.old.lower.isascii() else _CHARACTERS)
        or pair.old_measured.counted != pair.new_measured.counted
        or _FORM.findall(pair.old.lower) != _FORM.findall(pair.new.lower)
    )


def _otherwise_zh(pair: Pair) -> bool:
    """Whether more differs than the words in which a condition is put: another's consent, to something else."""
    whose = [_consenting(side.lower) for side in (pair.old, pair.new)]
    if all(whose) and whose[0] != whose[1]:
        return True
    old, new = (Counter(chinese.signs(_FRAME_ZH.sub("", side.lower))) for side in (pair.old, pair.new))
    return max((old - new).total(), (new - old).total()) > _SLIGHT_ZH


def _consenting(lower: str) -> str:
    """Whose consent it is, if that is said by name."""
    found = _CONSENTING_ZH.search(lower)
    who = chinese.signs(_PRONOUN_ZH.sub("", found["who"])) if found else ""
    return "" if who == chinese.signs("对方") else who


_PRONOUN_ZH = re.compile("其|本人|自己")
_CONSENTING_ZH = re.compile(
    "(?:经过?|[取征获]得|得到|以|除非|除)(?P<who>[^,。;经得]{1,10}?)的?(?:(?:事先|预先|明确|单独|书面|明示|另行)的?)*"
    "(?:同意|许可|授权|批准|认可|决定|表决|确认)"
)
_FRAME_ZH = re.compile(
    "未经|不得|除非|[应须需]当?要?|方可|才(?:能|会|可)|仅[在当]?|只有|为(?:前提|条件)|事先"
    "|[取征获]得|经过?|[会将也均都可能以在向后时先]|之?前|不"
)
_SLIGHT_ZH = 3
"""Words in which two sentences may differ besides."""
_FORM = Pattern(r"书面|明示|单独|双方|共同")
"""How a consent has to be given."""
