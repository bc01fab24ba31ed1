"""A promise that keeps its frame and loses its worth.

What is done has been done once ("is insured" / "was insured"), a denial denies only a part ("no fee" / "no
*additional* fee"), a term of days becomes one of minutes, the one that is meant becomes one of several, a closed list
becomes an example, consent becomes a hearing, and what was given to the reader is given to somebody else. Hardly a word
differs, and each of them is known: so nothing is left to explain, and only the exchange itself tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from clausewatch.core.grading import bearing, lost, stems
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.condition import same_condition
from clausewatch.core.grading.finding import Direction, Finding, Pair, once
from clausewatch.core.grading.floor import binds_customer, burdens
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.quantities import Quantity
from clausewatch.core.grading.residue import related
from clausewatch.core.grading.stems import is_function
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


@once
def _fitting(pair: Pair) -> bool:
    return not (pair.heading or pair.rewritten) and pair.old.lower.isascii()


def past(pair: Pair) -> Iterator[Finding]:
    """What is so was so once: nobody says any more that it still is."""
    if not _fitting(pair) or len(pair.differences) > _HARDLY or _PAST.search(pair.old.lower):
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


def in_part(pair: Pair) -> Iterator[Finding]:
    """A denial that reaches less far: "no fee" / "no *additional* fee", "not trained" / "not trained *solely*"."""
    if not _fitting(pair):
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
    given = toward is _WORSE or (toward is not Direction.BETTER and lost.gave_something(pair))
    if _tiny(before, after) and given:
        yield Finding(Grade.CRITICAL, Reason.NUMBER, str(before), str(after), _WORSE)


def _tiny(old: Quantity, new: Quantity) -> bool:
    sizes = [bearing.hours(each) if each.is_time else each.value for each in (old, new)]
    comparable = (old.is_time and new.is_time) or old.unit == new.unit
    return comparable and bool(sizes[0]) and sizes[1] * _TENTH <= sizes[0] and old.unit != ""


_TENTH = 10
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
    if not _fitting(pair) or len(pair.differences) > _HARDLY:
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
    if not _fitting(pair) or binds_customer(pair):
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
    if not _fitting(pair) or binds_customer(pair) or pair.main.is_a_power:
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


def own_judge(pair: Pair) -> Iterator[Finding]:
    """Who found, valued or decided was a third party, and is the vendor's own now."""
    if not _fitting(pair) or not _JUDGES.search(pair.old.lower):
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


def once_only(pair: Pair) -> Iterator[Finding]:
    """What was charged, asked or done once is so each time."""
    if not _fitting(pair) or "once" not in pair.lost_words:
        return
    if lex.count(_AGAIN, pair.new.lower) > lex.count(_AGAIN, pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.NUMBER, "once", ", ".join(lex.found(_AGAIN, pair.new.lower)), _WORSE)


_AGAIN = Pattern(
    r"\b(?:afresh|anew|again|(?:each|every) time|per (?!annum|year|month|day|week)\w+|(?:for|with|on) (?:each|every))\b"
)


def means_of_asking(pair: Pair) -> Iterator[Finding]:
    """Not the thing but the means of asking for it ("receive a *form on which to apply for* compensation")."""
    if not _fitting(pair):
        return
    if lex.count(_ASKING, pair.new.lower) > lex.count(_ASKING, pair.old.lower) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, "", ", ".join(lex.found(_ASKING, pair.new.lower)), _WORSE)


_ASKING = Pattern(
    r"\b(?:(?:on|with|by|through) which to|a form (?:to|for|on)|forms? on which"
    r"|an? (?:chance|opportunity|invitation|link) (?:to|for|of)) (?:(?:to|may|can|you) )*(?:apply|claim|ask|request)\b"
    r"|\b(?:application|claim|request) forms?\b|\basks? (?:\w+ ){1,3}whether\b"
)


def seen_by(pair: Pair) -> Iterator[Finding]:
    """One more who sees what some alone could see, or one more beside whom nobody does."""
    if not _fitting(pair) or pair.lost_words - _COMMON:
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
    r"\b(?:nobody|no one|none|never|not|no \w+|nothing)\b.*\b(?:outside|except|other than|but|besides|apart from"
    r"|unless|beyond|save)\b(?:(?!\b(?:is|are|may|can|will|shall|has|have)\b).)*$"
)


def either_key(pair: Pair) -> Iterator[Finding]:
    """What two had to do together either may do ("with the hirer's key *and* / *or* the bank's key")."""
    if not _fitting(pair) or len(pair.differences) > _HARDLY or not _TOGETHER.search(pair.old.lower):
        return
    if any(each.lost == ("and",) and each.gained == ("or",) for each in pair.differences):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "and", "or", _WORSE)


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


def shared_zh(pair: Pair) -> Iterator[Finding]:
    """独自 / 共同: what the reader alone had another one has, too."""
    old, new = pair.old.lower, pair.new.lower
    alone = _ALONE_ZH.search(old)
    came = _JOINTLY_ZH.search(new) and not _JOINTLY_ZH.search(old)
    if alone and came and not pair.heading and not _ALONE_ZH.search(new):
        yield Finding(Grade.CRITICAL, Reason.PARTY, alone[0], "", _WORSE)


_ALONE_ZH = Pattern("独自|单独|独家|专属|唯一|仅由")
_JOINTLY_ZH = Pattern("共同|一同|联合|一并|共享|以及")


def only_elsewhere(pair: Pair) -> Iterator[Finding]:
    """The same words, but "only" limits who acts no more (*only* our vets prescribe / prescribe *only* …). Before a
    verb and behind it "only" says the same."""
    if not _fitting(pair) or pair.lost_words or pair.gained_words:
        return
    first = [side.tokens[:2] for side in (pair.old, pair.new) if side.tokens[0] == "only"]
    if "only" in pair.old.tokens and len(first) == 1 and first[0][1] not in _FRONTED:
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "only", "only", _WORSE)


_FRONTED = frozenset(words.listed("at in on with if after when where by for under upon before during once to from"))
"""What stands before the verb for emphasis ("only at his risk are tiles laid")."""


def joints_only(pair: Pair) -> Iterator[Finding]:
    """Only little words differ, and not in one of the ways in which they may: "even / *other than* in anonymised
    form". Of 324 such pairs 239 were critical; of the others nearly all differ in the words below."""
    if not _fitting(pair) or not 0 < len(pair.differences) <= _PLACES or same_condition(pair) or burdens(pair):
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


RULES = (
    past, in_part, shrunk, lesser_of, one_of_several, such_as_we_like, exampled, heard_instead, each_other, free_gone,
    whatever, own_judge, once_only, means_of_asking, seen_by, either_key, owner, only_elsewhere, joints_only,
    shared_zh,
)  # fmt: skip
OUTWEIGH = (
    past, in_part, lesser_of, one_of_several, exampled, heard_instead, each_other, once_only, either_key, owner,
    only_elsewhere, joints_only,
)  # fmt: skip
"""What no evidence of equal content outweighs."""
