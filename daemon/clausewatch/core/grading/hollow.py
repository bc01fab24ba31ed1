"""A promise that keeps its frame and loses its worth.

What is done has been done once ("is insured" / "was insured"), a denial denies only a part ("no fee" / "no
*additional* fee"), a term of days becomes one of minutes, the one that is meant becomes one of several, and a closed
list becomes an example. Hardly a word differs, and each of them is known: so nothing is left to explain, and only the
exchange itself tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import bearing, lost, stems
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import binds_customer
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.quantities import Quantity
from clausewatch.core.grading.voice import negations
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def past(pair: Pair) -> Iterator[Finding]:
    """What is so was so once: nobody says any more that it still is."""
    if not pair.is_edited_english or len(pair.differences) > _HARDLY or _PAST.search(pair.old.lower):
        return
    for each in pair.differences:
        went, came = words.joined(each.lost), words.joined(each.gained)
        if _is_past_of(came, went) and not _BESIDE.search(" ".join(words.before(went, pair.old.tokens)[-1:])):
            yield Finding(Grade.CRITICAL, Reason.MODALITY, went, came, _WORSE)


_HARDLY = 2
_PAST = Pattern(r"\b(?:was|were|had|did)\b")
_BESIDE = Pattern(r"(?:you|who|which|that|whom|what|once|when|if|where|after|as|they|it|before|until|unless)$")
"""Before a verb that only says which one is meant, or when."""
_FORMS = {
    "is": ("was", "has been", "used to be"),
    "are": ("were", "have been", "used to be"),
    "has": ("had", "used to have"),
    "have": ("had", "used to have"),
    "do": ("did",),
    "does": ("did",),
    "keep": ("kept",),
    "hold": ("held",),
    "pay": ("paid",),
    "give": ("gave", "given"),
    "bear": ("bore", "borne"),
    "meet": ("met",),
    "make": ("made",),
    "send": ("sent",),
    "take": ("took", "taken"),
    "stand": ("stood",),
    "run": ("ran",),
    "build": ("built",),
    "grow": ("grew", "grown"),
    "sell": ("sold",),
}
_PERFECT = re.compile(r"^(?:has |have |had |used to )(?:always |long |so far )?")


def _is_past_of(came: str, went: str) -> bool:
    if came in _FORMS.get(went, ()):
        return True
    act = _PERFECT.sub("", came)
    if " " in act or " " in went or not act or act == went:
        return False
    base = went.removesuffix("s")
    return act in _FORMS.get(base, ()) or (act.endswith("ed") and not went.endswith("ed") and _same_verb(act, went))


def _same_verb(past_tense: str, present: str) -> bool:
    return stems.stem(past_tense) == stems.stem(present) and not present.endswith("ing")


def default_turned(pair: Pair) -> Iterator[Finding]:
    """What happens if the reader says nothing ("will not renew unless you tell us to" / "will renew unless you tell us
    *not* to"): the denials are as many as before, and the default is the other one."""
    old, new = (_TOLD_TO.search(side.lower) for side in (pair.old, pair.new))
    if pair.heading or old is None or new is None or bool(old["not"]) == bool(new["not"]):
        return
    before, after = (negations(side.lower[: told.start()]) for side, told in ((pair.old, old), (pair.new, new)))
    if bool(before) != bool(after):
        yield Finding(Grade.CRITICAL, Reason.OPT, old[0], new[0], _WORSE if before else Direction.UNCLEAR)


_TOLD_TO = Pattern(
    r"\b(?:unless|until|except where|except if)\b[^.;]{0,60}?\b(?:tell|told|ask|instruct|request|notif|inform|direct"
    r"|order|write|written)\w*(?: \w+){0,2}? (?P<not>not )?to\b"
)


def in_part(pair: Pair) -> Iterator[Finding]:
    """A denial that reaches less far: "no fee" / "no *additional* fee", "not trained" / "not trained *solely*"."""
    if not pair.is_edited_english:
        return
    for each in pair.differences:
        came = words.joined(each.gained)
        if each.lost or not _PARTLY.fullmatch(came):
            continue
        before = " ".join(words.before(came, pair.new.tokens)[-5:])
        if _DENIES.search(before) and not binds_customer(pair):
            yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", came, _WORSE)


_PARTLY = re.compile(
    r"(?:additional|further|extra|more|other|separate|else|such|undue|unreasonable|excessive|material|significant"
    r"|substantial|serious|deliberate|special|solely|only|merely|exclusively|primarily|mainly|chiefly|entirely|wholly"
    r"|fully|always|all|every|simply|unduly|unreasonably|routinely|usually|generally|normally|permanently|regularly"
    r"|ordinarily|systematically|purely|deliberately|just|immediately|automatically)"
)
_DENIES = Pattern(r"\b(?:no|not|never|nothing|nobody|none|without|neither|cannot|free of|free from)\b")


def shrunk(pair: Pair) -> Iterator[Finding]:
    """A term or share that the reader has becomes one of a tenth or less: of days minutes are left."""
    if pair.heading or pair.rewritten:
        return
    counted, recounted = pair.old_measured.counted, pair.new_measured.counted
    went, came = counted - recounted, recounted - counted
    if went.total() != 1 or came.total() != 1 or _LEAST.search(pair.old.lower):
        return
    (before,), (after,), toward = went, came, bearing.direction(pair, went, came)
    sooner = _BEFORE.search(pair.old.lower) is not None
    given = toward is _WORSE or (toward is not Direction.BETTER and not sooner and lost.gave_something(pair))
    if _tiny(before, after) and given:
        yield Finding(Grade.CRITICAL, Reason.NUMBER, str(before), str(after), _WORSE)


def _tiny(old: Quantity, new: Quantity) -> bool:
    sizes = [bearing.hours(each) if each.is_time else each.value for each in (old, new)]
    comparable = (old.is_time and new.is_time) or old.unit == new.unit
    return comparable and bool(sizes[0]) and sizes[1] * _TENTH <= sizes[0] and old.unit != ""


_TENTH = 10
_BEFORE = Pattern(r"\b(?:until|up to|no later than) (?:\w+ ){1,2}before\b")
"""The nearer to the event a thing may still be done, the better."""
_LEAST = Pattern(r"\b(?:minimum|at least|threshold|starts? at|starting from|from as little as)\b|起|最低|至少|门槛")
"""Of a threshold less is better."""


def lesser_of(pair: Pair) -> Iterator[Finding]:
    """The smaller of two sums or the shorter of two times, where one was promised."""
    if pair.heading or binds_customer(pair):
        return
    if lex.count(_LESSER, pair.new.lower) > lex.count(_LESSER, pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.AMOUNT, "", ", ".join(lex.found(_LESSER, pair.new.lower)), _WORSE)


_LESSER = Pattern(
    r"\bwhichever (?:sum |amount |one )?(?:is|be|comes|occurs|falls|happens) (?:the )?(?:lower|less|lesser|smaller"
    r"|lowest|least|shorter|sooner|earlier|earliest|first)\b|\bthe (?:lower|lesser|smaller|least|lowest) of\b"
    r"|以(?:较低|较少|较短|孰低|低)者为准|取(?:其)?(?:较低|较少|低)者?|孰低"
)


def one_of_several(pair: Pair) -> Iterator[Finding]:
    """ "Is *the* distributor" / "is *a* distributor", "has *the last* word" / "has *a* word"."""
    if not pair.is_edited_english or len(pair.differences) > _HARDLY:
        return
    for each in pair.differences:
        went, came = words.joined(each.lost), words.joined(each.gained)
        if _THE_ONE.fullmatch(went) and _ONE.fullmatch(came) and _follows(each.gained, pair.new.tokens):
            yield Finding(Grade.CRITICAL, Reason.QUALIFIER, went, came, _WORSE)


_THE_ONE = re.compile(r"the(?: (?:last|final|only|sole|first|exclusive|whole|entire|full|main|same))?")
_ONE = re.compile(r"(?:a|an|one|some|one of the|among the|one of several)(?: (?:of the|several|other))?")
_SOLE = re.compile(
    r"(?:distributor|agent|agency|supplier|publisher|broker|dealer|representative|owner|holder|beneficiary|copyright"
    r"|right|rights|word|say|decision|licensee|franchisee|importer|operator|partner|sponsor|caterer|architect|author"
    r"|creditor|processor|controller|provider|host|tenant|lead|surgeon|teacher|tutor|translator|choir|band|basis)s?"
)


def _follows(run: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    """Whether one that is the only one of its kind is named behind an article."""
    size = len(run)
    at = next((at for at in range(len(tokens)) if tokens[at : at + size] == run), 0)
    return any(_SOLE.fullmatch(word) for word in tokens[at + size : at + size + 3])


def such_as_we_like(pair: Pair) -> Iterator[Finding]:
    """A place, time or use beside those that are named, and nobody says which ("and *such further time as* …")."""
    if pair.heading or pair.main.is_a_power:
        return
    if lex.count(_SUCH_FURTHER, pair.new.lower) > lex.count(_SUCH_FURTHER, pair.old.lower):
        found = ", ".join(lex.found(_SUCH_FURTHER, pair.new.lower))
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", found, _WORSE)


_SUCH_FURTHER = Pattern(
    r"\b(?:such|any|whichever|whatever|some) (?:further|other|longer|additional|more) \w+(?: \w+){0,3}? (?:as|that"
    r"|which"
    r"|suggests?|requires?|needs?|calls?|may)\b"
)


def exampled(pair: Pair) -> Iterator[Finding]:
    """A list that named all names some ("these extras, *namely* …" / "extras *such as* …")."""
    if pair.heading:
        return
    old, new = pair.old.lower, pair.new.lower
    came = lex.count(_SUCH_AS, new) > lex.count(_SUCH_AS, old)
    if came and _NAMELY.search(old) and not _NAMELY.search(new):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(lex.found(_SUCH_AS, new)), _WORSE)


_SUCH_AS = Pattern(
    r"\b(?:such as|for example|for instance|including|includes?|among (?:others|other|them)|among which|e\.?g|like"
    r"|in particular|inter alia|or similar|and similar)\b|例如|比如|譬如|诸如|包括但不限于|等(?=[^待级同于到候额离])"
)
_NAMELY = Pattern(
    r"\b(?:namely|exactly|that is|i\.?e|consist(?:s|ing)? of|only|exclusively|solely|nothing but|these (?:\w+ )?\w+:"
    r"|the following|no other|exhaustive(?:ly)?)\b|仅限于|仅包括|仅为|即为|分别(?:为|是)|只有|限于"
)


def free_gone(pair: Pair) -> Iterator[Finding]:
    """What was free is no longer said to be, in a list, too ("free replacement of lost keys;")."""
    if pair.heading or not pair.old.lower.isascii():
        return
    gone = lex.count(_FREE, pair.old.lower) > lex.count(_FREE, pair.new.lower)
    if gone and not (_FREE.search(pair.new.lower) or lex.FREE.search(pair.new.lower)) and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.AMOUNT, ", ".join(lex.found(_FREE, pair.old.lower)), "", _WORSE)


_FREE = Pattern(
    r"^(?:- )?(?:\(?\w{1,3}[.)] )?(?:\w+ )?free (?!to\b|of\b|from\b|and\b|software|speech|time|trade|zone"
    r"|will\b)(?=\w+)"
    r"|\bfree of charge\b|\bat no (?:extra |additional )?(?:cost|charge)\b|\bcomplimentary\b"
)


def whatever(pair: Pair) -> Iterator[Finding]:
    """What held whatever the case holds for some ("whatever plan you are on" / "for customers on the … plan")."""
    if not pair.is_edited_english or binds_customer(pair) or pair.main.is_a_power:
        return
    gone = lex.count(_WHATEVER, pair.old.lower) > lex.count(_WHATEVER, pair.new.lower)
    if gone and not _WHATEVER_TOO.search(pair.new.lower) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, ", ".join(lex.found(_WHATEVER, pair.old.lower)), "", _WORSE)


_WHATEVER = Pattern(
    r"\b(?:whatever|whichever|wherever|whenever|whoever|however (?:many|much|long|often|far|small|late|old)"
    r"|no matter|regardless|irrespective)\b"
)
_WHATEVER_TOO = Pattern(
    rf"{_WHATEVER.pattern}|\b(?:any|every|all|each|always|independent(?:ly)? of|without regard|at all|anywhere|anytime"
    r"|even (?:if|when|where)|not depend\w*|both)\b"
)


def once_only(pair: Pair) -> Iterator[Finding]:
    """What was charged, asked or done once is so each time."""
    if not pair.is_edited_english or "once" not in pair.lost_words:
        return
    if lex.count(_AGAIN, pair.new.lower) > lex.count(_AGAIN, pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.NUMBER, "once", ", ".join(lex.found(_AGAIN, pair.new.lower)), _WORSE)


_AGAIN = Pattern(
    r"\b(?:afresh|anew|again|(?:each|every) time|per (?!annum|year|month|day|week)\w+|(?:for|with|on) (?:each|every))\b"
)


def means_of_asking(pair: Pair) -> Iterator[Finding]:
    """Not the thing but the means of asking for it ("receive a *form on which to apply for* compensation")."""
    if not pair.is_edited_english:
        return
    if lex.count(_ASKING, pair.new.lower) > lex.count(_ASKING, pair.old.lower) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, "", ", ".join(lex.found(_ASKING, pair.new.lower)), _WORSE)


_ASKING = Pattern(
    r"\b(?:(?:on|with|by|through) which to|a form (?:to|for|on)|forms? on which"
    r"|an? (?:chance|opportunity|invitation|link) (?:to|for|of)) (?:(?:to|may|can|you) )*(?:apply|claim|ask|request)\b"
    r"|\b(?:application|claim|request) forms?\b|\basks? (?:\w+ ){1,3}whether\b"
)


RULES = (
    default_turned, past, in_part, shrunk, lesser_of, one_of_several, such_as_we_like, exampled, free_gone, whatever,
    once_only, means_of_asking,
)  # fmt: skip
OUTWEIGH = (default_turned, past, in_part, lesser_of, one_of_several, exampled, once_only)
"""What no evidence of equal content outweighs."""
