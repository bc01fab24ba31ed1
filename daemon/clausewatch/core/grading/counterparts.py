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
    if _had_from(here, there):
        found |= _HANDED_OVER
    if any(_finds(one) and _STANDS.search(another) for one, another in ((here, there), (there, here))):
        found |= _FOUND
    if _STANDS.search(here) and _STANDS.search(there):
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
    if "get" not in here and "receive" not in here:  # who gets something may be any word: the search is long
        return False
    found = [match["who"] for match in _GETS.finditer(here) if not stems.is_function(match["who"])]
    found += ["you"] if _YOU_GET.search(here) else []
    return any(re.search(rf"\b(?:to|{_GIVES}) (?:[\w'-]+ ){{0,2}}?{re.escape(who[:6])}", there) for who in found)


def _had_from(here: str, there: str) -> bool:
    """Whether here a thing is had from somebody who there gives it, by name."""
    who = [match["who"] for match in _HAD_FROM.finditer(here)]
    return any(re.search(rf"\b{re.escape(each)} {_WILL}(?:{_GIVES})\b", there) for each in who)


_HAD_FROM = Pattern(
    r"\b(?:obtained|had|available|received|requested)"
    r" (?:[\w ]{1,30} )?from (?:(?:the|our|your) )?(?P<who>[a-z][\w-]{1,})"
)
_WILL = r"(?:(?:will|shall|must|also|then|always|\w+ly) ){0,3}"
_GETS = Pattern(rf"\b(?P<who>[a-z][\w-]{{2,}}) {_WILL}(?:receives?|gets?)\b")
_YOU_GET = Pattern(rf"\byou {_WILL}(?:receive|get)\b")
_GIVES = (
    "refunds?|reimburses?|compensates?|gives?|sends?|furnish(?:es)?|supply|supplies|provides?|issues?|grants?|hands?"
    "|calls?|rings?|pays?|mails?"
)
_HANDED_OVER = frozenset(
    stems.stem(word)
    for word in listed("receive get send give furnish supply provide issue hand mail deliver refund pay payable")
)
_YOU_FIND = Pattern(r"\b(?:you|they|who|\w+s) (?:will|can|may) (?:find|see)\b")


def _finds(lower: str) -> bool:
    """Whether somebody is told that they find something; who, may be any word, so the verb is asked for first."""
    return ("find" in lower or "see" in lower) and _YOU_FIND.search(lower) is not None


_STANDS = Pattern(
    r"\b(?:is|are|be) (?:\w+ly )?(?:set out|shown|listed|contained|appended|attached|annexed|printed|stated|described"
    r"|explained|displayed|published|found|given|reproduced)\b|\b(?:appears?|stands?) (?:in|on)\b|\bsee the\b"
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
        (r"\bfailure (?:to|by|of)\b", r"\b(?:not|fails?|failing)\b", "failure"),
        (r"\bby giving\b.{1,40}\bnotice\b", r"\bnotice\b", "giving"),
        (r"\bmore than\b", r"\b(?:over|above|exceed\w*|longer than|beyond)\b", "more"),
        (r"\b(?:over|above|exceed\w*|longer than|beyond)\b", r"\bmore than\b", "beyond longer exceed"),
        (r"\bor more\b", r"\bat least\b", "more"),
        (r"\bat least\b", r"\bor more\b", "least"),
        (r"\bwhenever\b", r"\bat (?:any time|all times)\b|\balways\b", "whenever"),
        (r"\balways\b", r"\bwhenever\b|\bat any time\b", "always"),
        (r"\bat all times\b", r"\b(?:whenever|always|at any time)\b", "all"),
        (r"\bpossible\b", r"\bright to\b", "possible"),
        (r"\b(?:under|below|over|above|aged?)\b", r"\b(?:under|below|over|above|aged?)\b", "age"),
        (
            r"\b(?:is|are) (?:needed|required|necessary)\b",
            r"\bonly\b.{0,40}\b(?:if|with|by|upon|after|when|where|once)\b",
            "require",
        ),
        (r"\brequires?\b", r"\bmust\b", "require"),
        (r"\bas long as\b", r"\b(?:while|whilst|provided|during)\b", "long last"),
        (r"\bpart of\b", r"\b(?:includes?|incorporated)\b", "part"),
        (r"\b(?:includes?|incorporated)\b", r"\bpart of\b", "include incorporate"),
        (r"\bfalls? within\b", r"\bover\b", "fall"),
        (
            r"\bin (?:our|your|its|his|their|(?:the )?\w+'s) (?:possession|keeping|custody)\b",
            r"\b(?:holds?|keeps?|possess(?:es)?|retains?)\b",
            "possession keep custody",
        ),
        (
            r"\b(?:holds?|keeps?|possess(?:es)?|retains?)\b",
            r"\bin (?:our|your|its|his|their|(?:the )?\w+'s) (?:possession|keeping|custody)\b",
            "hold keep possess retain",
        ),
        (r"\breceives?\b", r"\breach(?:es)?\b", "receive"),
        (r"\breach(?:es)?\b", r"\breceives?\b", "reach"),
        (
            r"\breceives?\b",
            r"\b(?:is|are|(?:will|shall|must) be) (?:given|sent|paid|granted|handed|issued with|provided with)\b",
            "receive",
        ),
        (r"\bgets? an?\b", r"\b(?:is|are|(?:will|shall|must) be) (?:given|sent|paid|granted)\b", "get"),
        (
            r"\b(?:is|are|(?:will|shall|must) be) (?:given|sent|paid|granted) an?\b",
            r"\b(?:gets?|receives?)\b",
            "pay give",
        ),
        (r"\bsends?\b", r"\bavailable (?:from|at)\b", "send"),
        (r"\bincurs?\b", r"\b(?:payable|due|charged|levied)\b", "incur"),
        (r"\b(?:payable|due|charged|levied)\b", r"\bincurs?\b", "payable due levy"),
        (r"\bused for\b", r"\b(?:with|by|on|through) which\b", "use"),
        (r"\busing (?:an?|at least|the)\b", r"\bby (?:an?|at least|the)\b", "use"),
        (r"\bcopy of\b", r"\bin (?:printed|paper|electronic|digital|written) form\b", "copy"),
        (r"\bwho (?:so )?(?:wish|want|desire)(?:es|s)?\b", r"\bon request\b|\brequest\b", "wish want obtain"),
        (r"\brequest\b", r"\bwho (?:so )?(?:wish|want|desire)(?:es|s)?\b", "request ask"),
        (r"\bsees?\b", r"\b(?:displayed|shown) to\b", "see"),
        (r"\b(?:displayed|shown) to\b", r"\bsees?\b", "show display"),
        (r"\bsame\b", r"\b(?:used for|in which|with which|as on)\b", "same"),
        (
            r"\b(?:is|are) due (?:within|on|in|by|before)\b",
            r"\b(?:(?:must|shall) be (?:paid|settled)|pay)\b",
            "due payment",
        ),
        (r"\breserves? the right\b", r"\b(?:may|entitled|right|can)\b", "reserve"),
        (r"\bopen to\b", r"\b(?:may|can)\b", "open"),
        (r"\brely on\b", r"\bbasis\b", "rely"),
        (r"\blegal basis\b", r"\brely on\b", "legal"),
        (r"\bbeyond\b", r"\b(?:above|over|outside|after)\b", "beyond"),
        (r"\bitems?\b", r"\bthings?\b", "item"),
        (r"\bplus\b", r"\b(?:above|over)\b", "plus"),
        (r"\bsubject to\b", r"\bonly\b.{0,40}\b(?:if|with|by|upon|after|when|where|once)\b", "subject"),
        (r"\bhim\b", r"\b(?:they|them|he|she)\b", "him"),
        (r"\bwherever\b", r"\b(?:every|each|any|all)\b", "wherever"),
        (
            r"\b(?:who|if (?:you|they|it|he|she|\w+ \w+)|should you) (?:wish|want)(?:es|s)? to\b",
            r"\b(?:to|by|requires?|before)\b",
            "wish want",
        ),
        (r"\bsurvives?\b", r"\bafter\b", "survive"),
        (r"\b(?:remain|retain|keep|continue)s?\b", r"\bsurvives?\b", "remain retain keep continue force apply"),
        (
            r"\binterest\b.{0,30}\b(?:accrues?|runs?|is charged|is payable) (?:on|at)\b",
            r"\bbears? interest\b",
            "accrue rate",
        ),
        (r"\bbears? interest\b", r"\binterest\b.{0,30}\b(?:accrues?|runs?|is charged|is payable) (?:on|at)\b", "bear"),
        (r"\bowes?\b", r"\b(?:entitled|right) to\b", "owe"),
        (
            r"\bat (?:its|his|her|their|our|your) (?:own |sole )?(?:expense|cost)s?\b",
            r"\bpa(?:ys?|id) for\b",
            "expense cost",
        ),
        (r"\bpa(?:ys?|id) for\b", r"\bat (?:its|his|her|their|our|your) (?:own |sole )?(?:expense|cost)s?\b", "pay"),
        (
            r"\b(?:right|entitled) to (?:receive|obtain|get|be given)\b",
            r"\b(?:right|entitled) to\b",
            "receive obtain give",
        ),
        (
            r"\bsends? (?:you|them|him|her|customers?|users?|(?:the|our|your) \w+) an? (?:[\w-]+"
            r" )?(?:message|e-?mail|notice"
            r"|letter|reminder|notification|invoice|warning|confirmation|text)\b",
            r"\b(?:remind|notif|inform|tell|invoice|bill|warn|confirm|alert)\w*",
            "send message",
        ),
        (
            r"\b(?:remind|notif|inform|tell|warn|alert)\w*",
            r"\bsends? (?:you|them|him|her|customers?|users?|(?:the|our|your) \w+) an? (?:[\w-]+"
            r" )?(?:message|e-?mail|notice"
            r"|letter|reminder|notification|warning|text)\b",
            "tell inform",
        ),
        (
            r"\b(?:show|produce|present|provide)\b.{1,20}\b(?:proof|evidence|card|ticket|receipt|identification)\b",
            r"\b(?:proof|evidence|card|ticket|receipt|identification)\b.{0,30}\b(?:is|are) (?:required"
            r"|needed|necessary)\b",
            "show produce present provide obtain",
        ),
        (
            r"\bavailable for (?:purchase|hire|rent|sale)\b",
            r"\b(?:can|may) (?:buy|hire|rent|purchase)\b",
            "available purchase",
        ),
        (
            r"\bensures? \b.{3,80}?\b(?:is|are) \w{2,}ed\b",
            r"\b(?:shall|must|will|to) (?:have|get) \b.{3,80}?\b\w{2,}ed\b",
            "ensure",
        ),
        (
            r"\b(?:property|title|ownership)\b",
            r"\b(?:title|ownership)\b.{1,60}\b(?:stays|remains|rests|is) with\b",
            "property title remain stay",
        ),
        (
            r"\b(?:title|ownership)\b.{1,60}\b(?:stays|remains|rests|is) with\b",
            r"\bproperty of\b|\bbelongs to\b",
            "property title ownership remain stay rest",
        ),
        (r"\bmaximum\b", r"\bnot exceed\b", "maximum"),
        (r"\bnot exceed\b", r"\bmaximum\b", "exceed"),
        (r"\bbears? (?:the |all |any )?risks?\b", r"\bat (?:[\w']+ ){0,3}risk\b|\bat the risk of\b", "bear"),
        (r"\brequires?\b", r"\bonly\b.{0,40}\b(?:if|with|by|upon|after|when|where|once)\b", "require"),
    )
)
"""Here, there, and the words that are said by the other: a duty by "must", a reservation by "only"."""
_EACH = frozenset(listed("each every no neither whole entire full whatever"))
_ALL = frozenset(listed("all both"))
