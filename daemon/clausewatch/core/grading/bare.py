"""What the bare comparison of words shows, whatever the sentence is about and whoever speaks in it.

Rules that ask first what kind of promise a sentence is miss the promise of a kind that they do not know. Some changes
need no such question: a condition put into a sentence that stands otherwise, one role in the place of another ("the
*operator* / the *landowner* bears the cost") or two that change places, a part where the whole stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import binds_customer
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import related
from clausewatch.core.grading.sense import turned_passive
from clausewatch.core.grading.stems import is_function, stem
from clausewatch.core.grading.voice import PERSONS, negations
from clausewatch.core.model import Grade, Reason


def condition_put_in(pair: Pair) -> Iterator[Finding]:
    """A sentence that stands word for word, and holds only if, where, once, … something is so. Of 65 such pairs all
    were critical but for powers that are bound and duties that are eased."""
    if pair.heading or pair.rewritten or not pair.old.lower.isascii():
        return
    if pair.main.is_a_power or binds_customer(pair):
        return
    came = [run for run in pair.put_in if _CONDITION.match(run) and not _EVEN_IF.search(run)]
    if came and all(not each.lost for each in pair.differences):
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", came[0], Direction.WORSE)


def condition_joined(pair: Pair) -> Iterator[Finding]:
    """One condition more where one stood ("while a complaint is pending *and the sum has been paid*"); a ground more
    on which a power may be used ("on breach, insolvency *or convenience*")."""
    if pair.heading or pair.rewritten or not pair.old.lower.isascii() or any(each.lost for each in pair.differences):
        return
    power = pair.main.is_a_power or binds_customer(pair)
    for run in pair.put_in:
        before = " ".join(words.before(run, pair.new.tokens))
        if not power and _AND.match(run) and _SUPPOSED.search(before):
            yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", run, Direction.WORSE)
        elif run.endswith(" or") and _CONSENTING.search(before):
            yield Finding(Grade.CRITICAL, Reason.CONSENT, "", run, Direction.WORSE)


_AND = Pattern(r"and (?!(?:all|every|each|any|even)\b)\w+ \w+")
_SUPPOSED = Pattern(
    r"\b(?:if|when|where|while|once|as long as|so long as|provided(?: that)?|as soon as|after|whenever)(?: \w+){1,7}$"
)
"""Before a place inside a clause that says in which case something holds."""
_CONSENTING = Pattern(
    r"\b(?:after|once|when|if|until) (?:the )?(?:you|your|user|visitor|customer|reader)\b(?: \w+){0,3}$"
)
"""Before what somebody does who agrees to a thing."""


def ground_joined(pair: Pair) -> Iterator[Finding]:
    """One ground more on which something may be ended or taken ("on breach, insolvency *or convenience*")."""
    if pair.heading or pair.rewritten or not pair.old.lower.isascii() or negations(pair.old.lower):
        return
    old, new = (_GROUNDS.search(side.lower) for side in (pair.old, pair.new))
    if old and new and not pair.lost_words and "or" in words.tokens(new[0]):
        came = [word for word in words.tokens(new["grounds"]) if word in pair.gained_words]
        if any(not is_function(stem(word)) for word in came):
            yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", words.joined(tuple(came)), Direction.WORSE)


_GROUNDS = Pattern(
    r"(?<!you may )(?<!you can )\b(?:withdraw|terminate|cancel|dismiss|evict|expel|suspend|exclude|refuse|repossess"
    r"|enter"
    r"|disclose|deduct|charge|forfeit|rescind|close|remove)(?:s|es)?\b[^.;]*?\b(?P<grounds>(?:for|on|upon|in case of"
    r"|in the event of|if|where|when|because of)\b[^.;]*)"
)
"""What may be ended or taken, and the grounds."""


_CONDITION = Pattern(
    r"(?:but |and |however )?(?:only )?(?:if|unless|provided|where|when|once|except|save|subject to|to the extent"
    r"|so (?:far|long) as|as long as|insofar|on condition|on the condition|upon|other than)\b(?= \w+)"
)
_EVEN_IF = Pattern(
    r"\beven (?:if|when|where)\b|^(?:where|when|if) (?:needed|necessary|required|you (?:wish|like|want))\b"
)


def role_exchanged(pair: Pair) -> Iterator[Finding]:
    """Somebody else acts, bears or receives, and nothing else has changed at the place."""
    if pair.heading or pair.rewritten:
        return
    for each in pair.differences:
        went, came = (_role(run) for run in (each.lost, each.gained))
        moved = went in pair.new.tokens and went not in pair.lost_words and not _OWNERS & {each.lost[-1][-2:]}
        if went and came and not moved and not _akin(went, came):
            yield Finding(Grade.CRITICAL, Reason.PARTY, went, came)


_OWNERS = frozenset(("'s", "s'"))
"""Whose it was (“on the agency's payroll”): the same house may still be named elsewhere in the sentence."""


def reader_replaced(pair: Pair) -> Iterator[Finding]:
    """A house that is named may do what the reader might ("Subscriber may terminate" / "Latchkey may terminate")."""
    if pair.heading or pair.rewritten or len(pair.differences) != 1:
        return
    (place,) = pair.differences
    went = _role(place.lost)
    name = _NAME.search(pair.new.printed) if went and _READER.fullmatch(went) and len(place.gained) == 1 else None
    if name and name[1].lower() == place.gained[0] and pair.new.tokens[:1] == place.gained:
        yield Finding(Grade.CRITICAL, Reason.PARTY, went, name[1])


_NAME = re.compile(r"^([A-Z]\w+) (?:may|shall|will|must|can|has|is|[a-z]+(?<!s)s)\b")
_READER = re.compile(rf"(?:{PERSONS})")


def _akin(one: str, other: str) -> bool:
    return one.rstrip("s") == other.rstrip("s") or related(stem(one), stem(other))


def _role(run: tuple[str, ...]) -> str:
    """The one role that a run of words names, and nothing beside it."""
    named = [word.removesuffix("'s") for word in run if word not in _DETERMINERS]
    return named[0] if len(named) == 1 and _ROLE.fullmatch(named[0]) else ""


_DETERMINERS = frozenset(words.listed("the a an each every any our your its their such said is are was were has have"))
_ROLE = re.compile(
    r"(?!orders?|numbers?|letters?|offers?|powers?|waters?|papers?|matters?|cent(?:er|re)s?|servers?|computers?|errors?"
    r"|factors?|motors?|registers?|newsletters?|chargers?|parameters?|quarters?|\w+ember|october|summer|winter|meters?"
    r"|containers?|trailers?|rivers?|folders?|browsers?|routers?|scanners?|printers?|counters?|covers?|dinners?|doors?"
    r"|floors?|colou?rs?|hours?|years?|deliver|transfers?|answers?|charters?|headers?|footers?|banners?|stickers?"
    r"|vouchers?|ledgers?|chapters?|posters?|identifiers?|modifiers?|filters?|sensors?|monitors?|processors?|reactors?"
    r"|committees?|guarantees?|fees?|degrees?|coffees?|trees?|other|another|whether|rather|together|further|former"
    r"|later|latter|longer|shorter|higher|lower|greater|smaller|earlier|sooner|better|larger|either|neither|under"
    r"|over|after|never|however|whichever|whatever|major|minor|prior|exterior|interior|superior|inferior|senior"
    r"|junior|favou?r|labou?r|harbou?r|behaviou?r|error|mirror|terror|vapour|sector|vector|ever|per|cover|paper"
    r"|proper|super|upper|inner|outer|remainder|reminders?|disorders?|borders?|corner|manner|rubber|timber|lumber"
    r"|fibers?|cyber|weather|leather|feather|copper|silver|butter|user interface)"
    r"[a-z]{2,}(?:er|or|ee|eer|ist)s?"
    r"|land(?:lord|owner|holder)s?|tenants?|clients?|guests?|patients?|students?|pupils?|parents?|heirs?|banks?"
    r"|councils?"
    r"|authorit(?:y|ies)|agenc(?:y|ies)|universit(?:y|ies)|compan(?:y|ies)|state|government|municipality|commune|parish"
    r"|schools?|clubs?|societ(?:y|ies)|associations?|museums?|hospitals?|clinics?|hotels?|airlines?|courts?|boards?"
    r"|processors?|chair(?:man|person)?|president|consumers?|public|agents?|merchants?|participants?|attendants?"
    r"|accountants?|consultants?|applicants?|occupants?|grantees?|beneficiar(?:y|ies)|trust|fund|syndic|household"
)
"""Who acts in a contract: by the end of the word, but for things whose names end so, or by name."""


def roles_swapped(pair: Pair) -> Iterator[Finding]:
    """Who acted is acted upon ("sued by the bank, and cardholders …" / "sued by the cardholders, and the bank …")."""
    if pair.heading or pair.rewritten or len(pair.differences) != 2:
        return
    (one, other), (third, fourth) = ([_role(run) for run in (each.lost, each.gained)] for each in pair.differences)
    if one and other and one.rstrip("s") == fourth.rstrip("s") and other.rstrip("s") == third.rstrip("s"):
        between = pair.old.lower.split(one, 1)[-1].split(third, 1)[0]
        if (
            not _IN_A_ROW.fullmatch(between)
            and not _akin(one, other)
            and not turned_passive(pair.old.lower, pair.new.lower)
        ):
            yield Finding(Grade.CRITICAL, Reason.PARTY, one, other)


_IN_A_ROW = re.compile(
    r"s?[\s,]*(?:and|or|nor|,|as well as)?(?: both)?(?: with| by| for| to| of)?(?: the| a| an| any)?\s*"
)
"""Two that stand beside each other may change places."""


def nothing_more(pair: Pair) -> Iterator[Finding]:
    """Pays nothing / pays nothing *further*."""
    came = [run for run in pair.put_in if run in ("further", "more", "additional", "else", "extra")]
    if came and not pair.heading and _NOTHING.search(pair.old.printed.lower()):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(came), Direction.WORSE)


_NOTHING = Pattern(r"\b(?:nothing|no (?:fees?|charges?|costs?|payments?|interest))\b")


def part_of_the_whole(pair: Pair) -> Iterator[Finding]:
    """Up to *the full* charge / up to *one tenth of* the charge."""
    for each in pair.differences if not (pair.heading or pair.rewritten) else ():
        went, came = words.joined(each.lost), words.joined(each.gained)
        if _WHOLE.search(went) and _PART.search(came) and not _WHOLE.search(came):
            yield Finding(Grade.CRITICAL, Reason.NUMBER, went, came, Direction.WORSE)


_WHOLE = Pattern(r"\b(?:full|entire|whole|all|complete|total)\b|全部|全额|全数|全价")
_PART = Pattern(
    r"\b(?:half|(?:a|one|two|three) (?:third|quarter|fifth|sixth|tenth|twentieth)s?|thirds?|part|portion|share|fraction"
    r"|some|most|tenth|per ?cent|proportion)\b|%|一半|部分|半数|半价|[分折成]"
)

RULES = (
    condition_put_in,
    condition_joined,
    ground_joined,
    role_exchanged,
    reader_replaced,
    roles_swapped,
    nothing_more,
    part_of_the_whole,
)
OUTWEIGH = (role_exchanged, reader_replaced, roles_swapped, nothing_more, part_of_the_whole)
"""What no evidence of equal content outweighs."""
