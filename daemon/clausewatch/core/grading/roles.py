"""Who does what to whom: parties and nouns that changed places, and actors that joined.

Works on what a sentence is about (``stems.content``), so that "you own all output and we claim no ownership in it"
and its reverse are the same words in another order, whatever their endings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading import chinese, names, order, sense, stems
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import spoken
from clausewatch.core.grading.voice import PERSONS, Force, negations, voice
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def swapped(pair: Pair) -> Iterator[Finding]:
    """Two parties or two nouns changed places, and nothing else is different."""
    if pair.heading:
        return
    old, new = _about(pair.old.lower), _about(pair.new.lower)
    exchange = order.exchanged(old, new)
    if pair.old_measured.quantities != pair.new_measured.quantities:
        return
    if (
        exchange
        and _of_a_kind(*exchange)
        and Counter(old) == Counter(new)
        and not sense.turned_passive(pair.old.lower, pair.new.lower)
    ):
        before, after = (spoken(part, pair.old) for part in exchange)
        yield Finding(Grade.CRITICAL, Reason.ORDER, before, after)
        yield Finding(Grade.CRITICAL, Reason.PARTY, before, after)
        yield Finding(Grade.CRITICAL, Reason.POLARITY, before, after)


def turned_on_each_other(pair: Pair) -> Iterator[Finding]:
    """Who acts and whom it serves have changed places, whatever else is said ("the mill indemnifies the bakery")."""
    old, new = (_ACTS_ON.match(side.lower) for side in (pair.old, pair.new))
    if pair.heading or not (old and new) or stems.stem(old["act"]) != stems.stem(new["act"]):
        return
    if (old["one"], old["other"]) == (new["other"], new["one"]) and old["one"] != old["other"]:
        yield Finding(Grade.CRITICAL, Reason.PARTY, old["one"], new["one"])


_ACTS_ON = Pattern(
    r"^(?:the|our|your|each|every|any|an?) (?P<one>[a-z-]+) (?:(?:shall|will|must|may|also|hereby) ){0,2}"
    r"(?P<act>(?!(?:and|or|nor)\b)[a-z]+) (?:the|our|your|each|every|any|an?) (?P<other>[a-z-]+)\b"
)


def _of_a_kind(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Two parties, or two things; an adverbial that was put in front of who acts is no exchange."""
    return stems.PARTY.isdisjoint(one) == stems.PARTY.isdisjoint(other)


def _about(lower: str) -> tuple[str, ...]:
    return stems.content(lower) if lower.isascii() else tuple(chinese.spelled(chinese.signs(lower)))


_YOU = Pattern(r"\b(?:you|yours?|customers?(?:'s)?|users?(?:'s)?|clients?|licensee|subscribers?)\b|您|用户|客户|乙方")
_US = Pattern(
    r"\b(?:we|us|ours?|provider(?:'s)?|supplier(?:'s)?|vendor(?:'s)?|licensor(?:'s)?|processor(?:'s)?)\b|我们"
    r"|本公司|平台"
)


def sides(pair: Pair) -> Iterator[Finding]:
    """At one place the customer stands where the vendor stood, by pronoun or by name, or the other way round."""
    places = [(" ".join(each.lost), " ".join(each.gained)) for each in pair.differences]
    if pair.heading or pair.rewritten or not any(_YOU.search(run) for place in places for run in place):
        return
    if sense.agent_kept(pair.old.lower, pair.new.lower):
        return
    vendor = names.parties(pair.old.printed, frozenset()) | names.parties(pair.new.printed, frozenset())
    for went, came in places:
        if {_side(went, vendor), _side(came, vendor)} == {"us", "you"} and _rest(went, vendor) == _rest(came, vendor):
            yield Finding(Grade.CRITICAL, Reason.PARTY, went, came)


def _side(run: str, vendor: frozenset[str]) -> str:
    you, us = _YOU.search(run), _US.search(run) or _named(run, vendor)
    return "you" if you and not us else "us" if us and not you else ""


def _named(run: str, vendor: frozenset[str]) -> bool:
    bare = run.replace("'s", "").strip()
    return bool(bare) and any(bare in (name, name.split()[0]) for name in vendor)


def _rest(run: str, vendor: frozenset[str]) -> list[str]:
    """What else stands at the place, in its sense."""
    if _named(run, vendor):
        return []
    bare = _US.sub("", _YOU.sub("", run)).replace("'s", "")
    return [word for word in bare.split() if word not in ("the", "own", "its", "is", "are", "will", "shall")]


_ACTOR = re.compile(
    r"^(?P<who>[^.;:]{0,160}?)\b(?:may|can|will|shall|must|might|are|is|have|has|do|does|use|collect|share"
    r"|process|disclose|access)\b"
    r"|^(?P<zh>[^,。;]{0,60}?)(?:可以|可能|可|会|将|有权|应|须|不)"
)


def actors(pair: Pair) -> Iterator[Finding]:
    """Others may now do what only we might: affiliates and partners among the subjects of a permission."""
    same_lead = pair.old.tokens[:1] == pair.new.tokens[:1]
    if not same_lead or pair.rewritten or negations(pair.new.lower) or not voice(pair.new.lower).intrusive:
        return
    old, new = _actors(pair.old.lower), _actors(pair.new.lower)
    if new.keys() - old.keys():
        yield Finding(Grade.CRITICAL, Reason.PARTY, ", ".join(old.values()), ", ".join(new.values()), _WORSE)


_CLAUSED = Pattern(r"\b(?:if|when|where|that|which|who|to)\b|\|")


def _actors(lower: str) -> dict[str, str]:
    match = _ACTOR.match(lower)
    who = (match["who"] or match["zh"] or "") if match else ""
    return {} if _CLAUSED.search(who) else lex.found_once(lex.RECIPIENT, who, lambda word: word.rstrip("s"))


_ONE_SIDE = Pattern(
    r"\bthe (?:losing )?(?:customer|provider|seller|buyer|supplier|landlord|tenant|claimant|user|vendor|company"
    r"|controller|processor)\b"
)


def one_sided(pair: Pair) -> Iterator[Finding]:
    """What bound or protected both now binds or protects one."""
    old, new = pair.old.lower, pair.new.lower
    if lex.count(lex.MUTUAL, old) <= lex.count(lex.MUTUAL, new) or pair.rewritten:
        return
    named = (_YOU, _US)
    apart = lex.MUTUAL.sub("", old)
    came = [kind for kind in named if len(kind.findall(new)) > len(kind.findall(apart))]
    speaking = voice(new)
    better = (
        speaking.force in (Force.PROMISE, Force.BARE) and not speaking.customer and not negations(new) and came == [_US]
    )
    if came or (_ONE_SIDE.search(new) and not _ONE_SIDE.search(old)):
        yield Finding(
            Grade.MAJOR if better else Grade.CRITICAL, Reason.PARTY, ", ".join(lex.found(lex.MUTUAL, old)), "", _WORSE
        )


_PREVAILS = re.compile(
    r"(?P<en>[a-z][a-z -]{2,60}?) (?:shall |will )?(?:prevails?|controls|governs|(?<=shall )(?:control|govern)"
    r"|(?<=will )(?:control|govern)|takes? precedence|has"
    r" precedence|have precedence)\b"
    r"|以(?P<zh>[^,。;以]{1,24})为准|(?P<zhfirst>[^,。;]{2,24})优先(?!承租|购买|认购|受让|续租|录用|就诊)"
)


def precedence(pair: Pair) -> Iterator[Finding]:
    """Another document, version or record is the one that counts."""
    if pair.rewritten or not (_PREVAILING.search(pair.old.lower) and _PREVAILING.search(pair.new.lower)):
        return
    old, new = ({_prevailing(match) for match in _PREVAILS.finditer(side.lower)} for side in (pair.old, pair.new))
    if old and new and old != new:
        before, after = ", ".join(sorted(old)), ", ".join(sorted(new))
        yield Finding(Grade.CRITICAL, Reason.ORDER, before, after)
        yield Finding(Grade.CRITICAL, Reason.WORDING, before, after)


_PREVAILING = re.compile(
    r"(?:prevails?|controls|governs|(?:shall|will) (?:control|govern)|(?:takes?|has|have) precedence)\b|为准|优先"
)
"""Without one of these there is nothing of the kind; the full expression is slow."""


def _prevailing(match: re.Match[str]) -> str:
    words_of = stems.content(match["en"]) if match["en"] else ()
    if words_of and words_of[-1] in _WORDED:
        return _WORDED[0]
    return words_of[-1] if words_of else match["zh"] or match["zhfirst"] or ""


_WORDED = tuple(map(stems.stem, ("version", "text", "wording")))
"""The English text and the English version are one."""


_VENUE = Pattern(
    r"(?P<zh>被告|原告|平台|您|我们|用户|乙方|甲方|消费者|合同签订|合同履行|公司|服务提供者)(?:所在地|住所地"
    r"|注册地|经常居住地)?(?:有管辖权的)?(?:人民)?(?:法院|地)"
    r"|(?:your|our|the (?:customer|provider|defendant|claimant|consumer|supplier)'s|its|customer's|provider's"
    r"|controller's|processor's)"
    r" (?:\w+ ){0,3}(?:residence|seat|domicile|home|registered office|place of business|courts?|country|state)"
)


def venue(pair: Pair) -> Iterator[Finding]:
    """The court of another party's place."""
    if not (lex.LAW_OR_COURT.search(pair.old.lower) and lex.LAW_OR_COURT.search(pair.new.lower)):
        return
    old, new = ({match[0] for match in _VENUE.finditer(side.lower)} for side in (pair.old, pair.new))
    if old - new and new - old and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.JURISDICTION, ", ".join(old - new), ", ".join(new - old))


_DECIDER = re.compile(
    r"(?P<who>[a-z][a-z' -]{1,60}?)(?: alone| solely| jointly| themselves| itself)? (?:(?:shall|will|may|must"
    r"|can|to) )?"
    r"(?:decides?|determines?|chooses?|selects?|approves?|judges?|votes?|appoints?|rules|sets?|fix(?:es)?)\b"
    r"|(?P<zh>[\u4e00-\u9fff]{1,6})(?:自行|单方|共同|协商)?(?:决定|选择|确定|认定|判断|指定|任命|定价)"
)


def decider(pair: Pair) -> Iterator[Finding]:
    """Somebody else decides."""
    if max(len(pair.old.tokens), len(pair.new.tokens)) > _BRIEF:
        return
    old, new = (_deciders(side.lower) for side in (pair.old, pair.new))
    if old and new and not old & new and not sense.turned_passive(pair.old.lower, pair.new.lower):
        yield Finding(Grade.CRITICAL, Reason.PARTY, ", ".join(sorted(old)), ", ".join(sorted(new)))
        yield Finding(Grade.CRITICAL, Reason.MODALITY, ", ".join(sorted(old)), ", ".join(sorted(new)))


_BRIEF = 30


def _deciders(lower: str) -> set[str]:
    found = _DECIDER.finditer(lower) if _DECISION.search(lower) else ()
    return {_decides(match) for match in found} - {""}


_DECISION = Pattern(r"decide|determine|choose|select|approve|judge|vote|appoint|rules\b|\bsets?\b|fix|[定择断命]")


def _decides(match: re.Match[str]) -> str:
    if match["zh"]:
        return "您" if "您" in match["zh"] else "我们" if re.search("我们|平台|公司", match["zh"]) else match["zh"][-2:]
    about = stems.content(match["who"])
    return about[-1] if about else ""


_CHOICE = r"(?:pick|choose|select|decide|determine|set|fix|name|appoint|nominate|assign|allocate|approve)"
_CHOSEN = (
    r"(?:picked|chosen|selected|decided|determined|set|fixed|named|appointed|nominated|assigned|allocated|approved)"
)
_THEY_CHOOSE = Pattern(
    rf"\b(?:{PERSONS}|they) (?:may|can|are free to|is free to|will|shall) (?:\w+ly |also |then )?{_CHOICE}\b"
)
_OTHERS_CHOOSE = Pattern(
    rf"\b{_CHOSEN} by (?!(?:the |each |every )?(?:{PERSONS}|them)\b)(?:the )?[a-z]+"
    r"|\b(?:we|our \w+|the (?:provider|supplier|vendor|operator|company|landlord|bank)) (?:may |will |shall |can )?"
    rf"{_CHOICE}s?\b"
)


def choice_taken(pair: Pair) -> Iterator[Finding]:
    """What the customer chose somebody else chooses."""
    old, new = pair.old.lower, pair.new.lower
    if _THEY_CHOOSE.search(old) and not _THEY_CHOOSE.search(new) and _OTHERS_CHOOSE.search(new):
        after = ", ".join(lex.found(_OTHERS_CHOOSE, new))
        yield Finding(Grade.CRITICAL, Reason.PARTY, ", ".join(lex.found(_THEY_CHOOSE, old)), after, _WORSE)


_UP_TO_YOU = Pattern(
    r"\b(?:it (?:is|remains|shall be|will be) (?:for|up to|incumbent on|the (?:duty|responsibility|task) of)"
    rf" (?:the )?(?:{PERSONS})\b|(?:is|are|remains?|be) (?:the )?(?:your|(?:{PERSONS})'s?) (?:own |sole )?"
    r"(?:responsibility|duty|task|job|business|risk)\b|(?:must|shall|should|have to|has to) (?:themselves|yourself"
    rf"|himself|itself)\b|(?:left|falls?) to (?:the )?(?:{PERSONS}) to\b)"
    r"|(?:由|须|应|需)(?:您|用户|客户|乙方|买方|消费者)[^,。]{0,4}自行|[您户方者](?:须|应|需)自行"
)


def handed_over(pair: Pair) -> Iterator[Finding]:
    """What the vendor did is now the customer's to do."""
    old, new = pair.old.lower, pair.new.lower
    if _UP_TO_YOU.search(new) and not _UP_TO_YOU.search(old) and not voice(old).customer and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.PARTY, "", ", ".join(lex.found(_UP_TO_YOU, new)), _WORSE)


_ROLE = (
    r"(?:customer|client|user|subscriber|licensee|licensor|buyer|seller|purchaser|supplier|vendor|provider|processor"
    r"|controller|operator|carrier|shipper|consignee|consignor|lender|borrower|landlord|tenant|lessor|lessee|insurer"
    r"|insured|policyholder|bank|employer|employee|contractor|agent|agency|broker|distributor|manufacturer|retailer"
    r"|merchant|platform|host|guest|passenger|school|university|institution|student|parent|hospital|clinic|patient"
    r"|publisher|author|producer|owner|company|principal|organi[sz]er|member|club|library|sender|recipient|claimant)"
)
_HELD = Pattern(
    r"\b(?:property of|belongs? to|vests? in|(?:lies|rests?|stays?|remains?) with|owned by|borne by)"
    rf" (?:the )?(?P<who>{_ROLE})\b|\b(?P<subject>{_ROLE}) (?:shall |will |must )?(?:bears?|owns?|retains?|keeps?)\b"
)
_VENDORS = frozenset(("supplier", "vendor", "provider", "company", "licensor", "platform", "operator"))


def holder(pair: Pair) -> Iterator[Finding]:
    """Somebody else than before owns it or bears it; the vendor under another of its names is nobody else."""
    if pair.rewritten:
        return
    old, new = (
        {match["who"] or match["subject"] for match in _HELD.finditer(side.lower)} for side in (pair.old, pair.new)
    )
    if old and new and not old & new and not (old | new) <= _VENDORS:
        yield Finding(Grade.CRITICAL, Reason.PARTY, ", ".join(sorted(old)), ", ".join(sorted(new)))


_LIABLE = Pattern(
    r"\bliability of (?:the |each |either )?(?P<who>[a-z]+)|\b(?P<whose>[a-z]+)'s? (?:\w+ ){0,2}liability\b"
)


def liable(pair: Pair) -> Iterator[Finding]:
    """Somebody else's liability than before is limited, or owed."""
    if pair.rewritten:
        return
    if not all("liability" in side.lower for side in (pair.old, pair.new)):
        return
    old, new = (
        {match["who"] or match["whose"] for match in _LIABLE.finditer(side.lower)} for side in (pair.old, pair.new)
    )
    if old and new and not old & new:
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, ", ".join(sorted(old)), ", ".join(sorted(new)))


_OF_ONE_S_OWN = Pattern(r"自行|自主|自愿|自由|自选|任选")
_OTHERS = Pattern(r"平台|我们|本公司|公司|系统|统一|指定|须|必须|不得")


def own_choice(pair: Pair) -> Iterator[Finding]:
    """What somebody did as they chose is now done for them or demanded of them."""
    old, new = pair.old.lower, pair.new.lower
    lost = lex.count(_OF_ONE_S_OWN, old) > lex.count(_OF_ONE_S_OWN, new)
    if lost and lex.count(_OTHERS, new) > lex.count(_OTHERS, old) and not voice(old).intrusive:
        yield Finding(Grade.CRITICAL, Reason.MODALITY, ", ".join(lex.found(_OF_ONE_S_OWN, old)), "", _WORSE)


RULES = (
    swapped, sides, actors, one_sided, precedence, venue, decider, choice_taken, handed_over, holder,
    liable, own_choice, turned_on_each_other,
)  # fmt: skip
