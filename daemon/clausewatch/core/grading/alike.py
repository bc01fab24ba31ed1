"""Where only little words differ, which of them mean alike.

The rules for little words (``little``) know some exchanges that bind otherwise. Of pairs in which only such words
differ three in four were critical, in ever other words; so here it is the harmless exchanges that have to be known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from clausewatch.core.grading import stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.condition import same_condition
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import burdens
from clausewatch.core.grading.stems import is_function
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def joints_only(pair: Pair) -> Iterator[Finding]:
    """Only little words differ, and not in one of the ways in which they may: "even / *other than* in anonymised
    form". Of 324 such pairs 239 were critical; of the others nearly all differ in the words below."""
    if not pair.is_edited_english or not 0 < len(pair.differences) <= _PLACES or same_condition(pair) or burdens(pair):
        return
    changed = [word for each in pair.differences for word in (*each.lost, *each.gained)]
    stroke = "/" in pair.old.printed + pair.new.printed
    if stroke or not _KNOWN.isdisjoint(changed) or not all(is_function(stems.stem(word)) for word in changed):
        return
    if not (all(map(_means_alike, pair.differences)) or _goes_on_otherwise(pair)):
        went, came = (words.joined(side) for side in (pair.differences[0].lost, pair.differences[0].gained))
        yield Finding(Grade.CRITICAL, Reason.WORDING, went, came)


def _goes_on_otherwise(pair: Pair) -> bool:
    """Only what joins two statements stands elsewhere ("and kept" / "They are kept")."""
    went, came = (_told(tuple(word for each in pair.differences for word in side(each))) for side in _SIDES)
    return went == came and set(went) <= {"and"}


_SIDES = (attrgetter("lost"), attrgetter("gained"))
_PLACES = 3


def _means_alike(place: words.Difference) -> bool:
    sides = {place.lost, place.gained}
    return _told(place.lost) == _told(place.gained) or sides <= _GOES_ON


def _told(run: tuple[str, ...]) -> Counter[str]:
    """What little words tell, those that say the same in one form and those that say nothing left out."""
    text = _ALIKE.sub(lambda match: _FORM[match.lastgroup or ""], _DO_SO.sub("", " ".join(run)))
    return Counter(stems.stem(word) for word in text.split() if word not in _NOTHING)


_GOES_ON = {("and",), ("it",), ("they",), ("and", "it"), ("and", "they"), ("which",), ("we",), ("you",)}
"""How a sentence goes on or the next one begins."""
_KNOWN = frozenset(
    words.listed(
        "not no never neither nor none nothing nobody unless without except cannot case only solely may can will shall"
        " must should would or"
    )
)
"""Of these the rules for denials, limits and modal verbs know more."""


_DO_SO = re.compile(r"\b(?:they|it|you|we|he|she) (?:can|may|will|shall|must) do (?:so|this|it)\b")
_ALIKE = re.compile(
    r"\b(?:(?P<right>(?:is|are|be) entitled(?: to)?|(?:has|have) (?:the|a) right(?: to)?|(?:is|are) (?:able|free"
    r"|allowed) to"
    r"|may|can)|(?P<duty>shall|must|will|ha(?:s|ve) to|(?:is|are) (?:obliged |required |bound )?to|undertakes? to)"
    r"|(?P<case>if|where|when|provided that|in (?:the event|case)(?: that| of)?|should)|(?P<until>up to|until|till)"
    r"|(?P<each>each|every)|(?P<by>by|through|via|by means of)|(?P<upon>on|upon)|(?P<because>since|because|as)"
    r"|(?P<under>in|at|under|within))\b"
)
_FORM = {
    "right": "may", "duty": "", "case": "if", "until": "until", "each": "each", "by": "by", "upon": "upon",
    "because": "because", "under": "in",
}  # fmt: skip
_NOTHING = frozenset(
    words.listed(
        "the a an any that which who whom it they this these such hereby be is are been being of to do does per so has"
        " have hath then also there either other"
    )
)


def only_elsewhere(pair: Pair) -> Iterator[Finding]:
    """The same words, but "only" limits who acts no more (*only* our vets prescribe / prescribe *only* …). Before a
    verb and behind it "only" says the same."""
    if not pair.is_edited_english or pair.lost_words or pair.gained_words:
        return
    first = [side.tokens[:2] for side in (pair.old, pair.new) if side.tokens[:1] == ("only",)]
    if "only" in pair.old.tokens and len(first) == 1 and first[0][1] not in _FRONTED:
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "only", "only", _WORSE)


_FRONTED = frozenset(words.listed("at in on with if after when where by for under upon before during once to from"))
"""What stands before the verb for emphasis ("only at his risk are tiles laid")."""


RULES = (joints_only, only_elsewhere)
OUTWEIGH = RULES
"""No evidence of equal content outweighs them."""
