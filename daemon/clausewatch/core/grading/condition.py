"""One condition in two forms: "not X unless Y" and "X only if Y"."""

from __future__ import annotations

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.voice import negations

ONLY_IF = Pattern(
    r"\bonly (?:be (?:\w+ )?)?(?:if|when|where|after|with|upon|once|in case)|仅(?:在|当|经)[^,。]{0,20}(?:后|时|同意)"
    r"|只有在?|方[可能]|方得|才(?:会|能|可)|(?:必定?|一定|会|将|[须应需])[^,。]{0,4}先[^,。]{0,4}征得[^,。]{0,12}同意|[应须需](?:当|要)?[^,。]{0,8}(?:取得|获得|征得|经)[^,。]{0,12}(?:同意|许可|授权|批准|认可)|以[^,。]{0,12}(?:同意|许可|授权|批准|认可)为(?:前提|条件)"
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
    return (
        len(changed) > (8 if pair.old.lower.isascii() else _CHARACTERS)
        or pair.old_measured.counted != pair.new_measured.counted
        or _FORM.findall(pair.old.lower) != _FORM.findall(pair.new.lower)
    )


_FORM = Pattern(r"书面|明示|单独|双方|共同")
"""How a consent has to be given."""
