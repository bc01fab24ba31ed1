"""What a change is at least, where no rule knows its words.

A word list can never hold every verb of every contract. So harmlessness needs evidence (``sense``), and without it a
short sentence that protects somebody and in which one content word stands for another is taken for broken, any other
operative sentence for changed. Names, links, contact data, places in a menu and nouns of the trade (service, page,
section) are no evidence of harm.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from clausewatch.core.grading import lone, names, sense
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.text import listed
from clausewatch.core.grading.voice import Stance
from clausewatch.core.model import Grade, Reason

_NEUTRAL = frozenset(
    sense.stem(word)
    for word in listed(
        "service product website platform app application page section policy terms feature tool function form"
        " method manner"
        " link date mail phone address menu button tab setting settings screen dashboard portal console version"
        " document"
        " agreement addendum notice annex schedule paragraph clause article article text language table list"
        " above below following"
        " plan tier edition name title example instance team department desk office centre center number format file"
        " profile privacy account help support contact details click tap open select press visit navigate"
    )
)
_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z][A-Za-z]+")
_SHORT, _FEW = 45, 4
"""Words of a sentence, and different content words of each side, up to which one exchange is the whole change."""
_ONE_PLACE = 2
_OPERATIVE = re.compile(
    r"\b(?:we|us|our|you|yours?|customers?|users?|provider|processor|controller|supplier|vendor|parties|party"
    r"|must|shall|will|may|only|not)\b"
)


def unproven(pair: Pair) -> Iterator[Finding]:
    """A content word in the place of another that is not known to mean the same."""
    if pair.heading or pair.rewritten or pair.old_measured.quantities != pair.new_measured.quantities:
        return
    if max(len(pair.old.tokens), len(pair.new.tokens)) > _limit(pair):
        return
    if _INVITES.search(pair.old.lower) and _INVITES.search(pair.new.lower):
        return
    lost, gained = _residue(pair)
    if lost and gained:
        small = (
            max(len(pair.old.tokens), len(pair.new.tokens)) <= _limit(pair) * 0.7
            and max(len(lost), len(gained)) <= _ONE_PLACE
        )
        grade = (
            Grade.CRITICAL
            if small and _protects(pair)
            else Grade.MAJOR
            if _OPERATIVE.search(pair.old.lower)
            else Grade.MINOR
        )
        yield Finding(grade, Reason.WORDING, ", ".join(lost), ", ".join(gained), Direction.UNCLEAR)


_INVITES = re.compile(r"^(?:please|for questions|if you have (?:any )?questions)\b|\bcontact us\b|^请|联系|咨询|客服")
"""Sentences that say how to get in touch."""


def _protects(pair: Pair) -> bool:
    """A guard; or a sentence so short that one exchanged word is most of what it says."""
    if pair.stance is Stance.GUARD and lone.held_a_guard(pair.old.lower):
        return True
    brief = max(len(pair.old.tokens), len(pair.new.tokens)) <= _limit(pair) * 0.5
    return brief and pair.stance is not Stance.LICENCE and _is_sentence(pair.old.printed)


def _is_sentence(printed: str) -> bool:
    """Not an item of a list or a label (“Served by node amber”), which promise nothing by themselves."""
    return not printed[:1].islower() and printed.rstrip("\"'”’)）」* ").endswith(tuple(".!?。！？…"))


def _limit(pair: Pair) -> int:
    return _SHORT if pair.old.lower.isascii() else 2 * _SHORT


def _residue(pair: Pair) -> tuple[list[str], list[str]]:
    """The content words that only one side has; nothing if there are too many to be one exchange."""
    if not (pair.old.lower.isascii() and pair.new.lower.isascii()):
        return _residue_zh(pair)
    named = {sense.stem(word.lower()) for side in (pair.old, pair.new) for word in _CAPITAL.findall(side.printed)}
    named |= {
        sense.stem(side.tokens[0])
        for side in (pair.old, pair.new)
        if side.tokens and pair.common and side.tokens[0] not in pair.common
    }
    old, new = (
        Counter(sense.content(_bare(side))) for side in (pair.old_measured.respelled, pair.new_measured.respelled)
    )
    lost, gained = (_telling(each, named) for each in (old - new, new - old))
    lost, gained = _without_forms(lost, gained), _without_forms(gained, lost)
    return (lost, gained) if len(lost) <= _FEW and len(gained) <= _FEW else ([], [])


_UNSPOKEN = re.compile(r"\b(?:link|date)\b|§|\([^()]{0,80}\)|\b(?:sections?|clauses?|articles?) \S{1,8}|\S+[>/]\S*")


def _bare(respelled: str) -> str:
    return _UNSPOKEN.sub(" ", respelled)


def _telling(counted: Counter[str], named: set[str]) -> list[str]:
    return [
        word
        for word in counted
        if word not in named
        and word not in _NEUTRAL
        and not sense.is_function(word)
        and len(word) > 2
        and word.isalpha()
    ]


def _without_forms(here: list[str], there: list[str]) -> list[str]:
    """Without words of which the other side has another form (defend / defence)."""
    return [word for word in here if not any(word[:5] == other[:5] or _slip(word, other) for other in there)]


def _slip(one: str, other: str) -> bool:
    return len(one) > 5 and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


_FEW_CHARACTERS = 14
_JOINTS_ZH = frozenset("或者以及并且和与而则")


def _residue_zh(pair: Pair) -> tuple[list[str], list[str]]:
    old, new = (sense.sense_zh(names.without_firms(side.printed).lower()) for side in (pair.old, pair.new))
    if (
        sum((Counter(old) - Counter(new)).values()) > _FEW_CHARACTERS
        or sum((Counter(new) - Counter(old)).values()) > _FEW_CHARACTERS
    ):
        return [], []
    runs = [
        ("".join(each.lost), "".join(each.gained))
        for each in words.differences(tuple(old), tuple(new))
        if len(each.lost) > 1 and len(each.gained) > 1
    ]
    runs = [
        (lost, gained)
        for lost, gained in runs
        if len(set(lost) - set(new) - _JOINTS_ZH) > 1 and len(set(gained) - set(old) - _JOINTS_ZH) > 1
    ]
    return [lost for lost, _ in runs], [gained for _, gained in runs]


RULES = (unproven,)
