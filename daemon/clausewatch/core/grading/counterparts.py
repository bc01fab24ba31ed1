"""One thing said by two words: receiving and being sent, a duty of secrecy and "must", owning and passing title.

A word on one side is explained by a construction of the other, wherever the two stand. Who gives and who gets is looked
at by name, and nothing here touches what is denied, how strongly it binds, or its figures.
"""

from __future__ import annotations

import re

from clausewatch.core.grading import stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.pattern import Pattern, Phrases
from clausewatch.core.grading.text import listed


def said_elsewhere(side: words.Wording, other: words.Wording) -> set[str]:
    """The words (by their stems) of a side for which the other has its own construction."""
    here, there = side.lower, other.lower
    found: set[str] = set()
    if _received(here, there) or _received(there, here):
        found |= _HANDED_OVER
    if any(_YOU_FIND.search(one) and _STANDS.search(another) for one, another in ((here, there), (there, here))):
        found |= _FOUND
    if _EACH.intersection(other.tokens):
        found |= _ALL
    for (otherwise, aside), said in _SAID_BY.worth_a_search(here):
        if said.search(here) and otherwise.search(there):
            found |= aside
    return found


def _received(here: str, there: str) -> bool:
    """Whether here somebody receives what there is given to them: by name, so that giving and getting do not change
    places."""
    found = [match["who"] for match in _GETS.finditer(here) if not stems.is_function(match["who"])]
    found += ["you"] if _YOU_GET.search(here) else []
    return any(re.search(rf"\b(?:to|{_GIVES}) (?:[\w'-]+ ){{0,2}}?{re.escape(who[:6])}", there) for who in found)


_WILL = r"(?:(?:will|shall|must|also|then|always|\w+ly) ){0,3}"
_GETS = Pattern(rf"\b(?P<who>[a-z][\w-]{{2,}}) {_WILL}(?:receives?|gets?)\b")
_YOU_GET = Pattern(rf"\byou {_WILL}(?:receive|get)\b")
_GIVES = "gives?|sends?|furnish(?:es)?|supply|supplies|provides?|issues?|grants?|hands?|calls?|rings?|pays?|mails?"
_HANDED_OVER = frozenset(
    stems.stem(word) for word in listed("receive get send give furnish supply provide issue hand mail deliver refund")
)
_YOU_FIND = Pattern(r"\b(?:you|they|who|\w+s) (?:will|can|may) (?:find|see)\b")
_STANDS = Pattern(
    r"\b(?:is|are) (?:\w+ly )?(?:set out|shown|listed|contained|appended|attached|annexed|printed|stated|described"
    r"|explained|displayed|published|found)\b|\b(?:appears?|stands?) (?:in|on)\b|\bsee the\b"
)
_FOUND = frozenset(
    stems.stem(word)
    for word in listed(
        "find see read show list contain append attach annex print state describe explain display publish appear stand"
    )
)
"""How one says where a thing is to be found."""
_NOT_DENIED = r"^(?!.*\b(?:not|never|no|nor)\b).*"
_SAID_BY = Phrases(
    ((Pattern(there), frozenset(map(stems.stem, listed(aside)))), Pattern(here))
    for here, there, aside in (
        (r"\b(?:obligations?|duty|duties) (?:of|to)\b", r"\b(?:must|shall|obliged|bound)\b", "obligation duty"),
        (r"\b(?:must|shall|obliged|bound)\b", r"\b(?:obligations?|duty|duties) (?:of|to)\b", "obligation duty"),
        (
            r"\b(?:restricted|reserved|confined|limited)(?: \w+ly)? (?:to|for)\b",
            r"\b(?:only|solely|exclusively|alone)\b",
            "restrict reserve confine limit",
        ),
        (r"\b(?:alone|only|solely|exclusively)\b", r"\b(?:restricted|reserved|confined|limited|only|solely) ", "alone"),
        (
            r"\bneed not (?:give|state|provide|name|specify)\b",
            _NOT_DENIED + r"\bwithout (?:giving|stating|providing|naming|having)\b",
            "need state name",
        ),
        (r"\bneed not\b", _NOT_DENIED + r"\bwithout having to\b", "need"),
        (r"\bwithout having to\b", r"\bneed not\b", "need"),
        (
            r"\bright to\b.{0,60}\b(?:belongs to|lies with|is vested in)\b",
            r"\b(?:may|entitled to|right to)\b",
            "belong",
        ),
        (
            r"\b(?:title|ownership|property)\b.{0,60}\b(?:pass|passes|transfers?|vests?|vested)\b",
            r"\b(?:owns?|owners?|belongs?|property)\b",
            "pass transfer vest",
        ),
        (
            r"\b(?:owns?|owners?|belongs?|property)\b",
            r"\b(?:title|ownership|property)\b.{0,60}\b(?:pass|passes|transfers?|vests?|vested)\b",
            "own owner belong",
        ),
        (r"\b(?:deemed|(?:treated|regarded|considered) as)\b", r"\b(?:is|are)\b", "deem treat regard consider"),
        (r"\b(?:means?|refers? to)\b", r"\b(?:is|are)\b", "mean refer"),
        (r"\b(?:obtain|get|receive)\b", r"\bavailable to\b", "obtain get receive"),
        (r"\bavailable to\b", r"\b(?:obtain|get|receive)\b", "available"),
        (r"\bfailure (?:to|by)\b", r"\b(?:not|fails?|failing)\b", "failure"),
        (r"\bby giving\b.{1,40}\bnotice\b", r"\bnotice\b", "giving"),
        (r"\bmore than\b", r"\b(?:over|above|exceed\w*|longer than|beyond)\b", "more"),
        (r"\b(?:over|above|exceed\w*|longer than|beyond)\b", r"\bmore than\b", "beyond longer exceed"),
        (r"\bor more\b", r"\bat least\b", "more"),
        (r"\bat least\b", r"\bor more\b", "least"),
        (r"\bwhenever\b", r"\bat (?:any time|all times)\b", "whenever"),
        (r"\bat all times\b", r"\b(?:whenever|always|at any time)\b", "all"),
        (r"\bpossible\b", r"\bright to\b", "possible"),
        (r"\b(?:under|below|over|above|aged?)\b", r"\b(?:under|below|over|above|aged?)\b", "age"),
        (r"\brequires?\b", r"\bonly\b.{0,40}\b(?:if|with|by|upon|after|when|where|once)\b", "require"),
    )
)
"""Here, there, and the words that are said by the other: a duty by "must", a reservation by "only"."""
_EACH = frozenset(listed("each every no neither whole entire full whatever"))
_ALL = frozenset(listed("all both"))
