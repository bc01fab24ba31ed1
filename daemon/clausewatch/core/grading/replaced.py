"""Words that stand in the place of others, whoever speaks: what is looked at is the place, not the sentence.

The rules that ask first who speaks and whether the sentence guards (``weakened``, ``safeguards``) say nothing where
neither is recognised. Here a duty in whose place an aim stands, another bearer, agent or role, a thing fewer of those
that are denied, and one word for another are told by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost, names, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.chinese import said_alike
from clausewatch.core.grading.extent import explained
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import burdens, is_sentence, serves
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import is_measure, is_neutral, related
from clausewatch.core.grading.sense import turned_passive
from clausewatch.core.grading.voice import negations, voice
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def duty(pair: Pair) -> Iterator[Finding]:
    """Must / should, required / encouraged, warrants / believes: at one place."""
    if pair.rewritten or pair.heading:
        return
    for each in pair.differences:
        went, came = words.joined(each.lost), words.joined(each.gained)
        bound = _BOUND.search(went) is not None and not (_BOUND.search(came) or negations(went))
        if bound and _LOOSE.search(came) and not _bears_it(pair, each):
            yield Finding(Grade.CRITICAL, Reason.MODALITY, went, came, _WORSE)


_BOUND = Pattern(
    r"\b(?:must|shall|required|obliged|obligated|bound|warrants?|guarantees?|ensures?|undertakes?|covenants?"
    r"|warranted"
    r"|guaranteed)\b|必须|[应须]当?|保证|确保"
)


_LOOSE = Pattern(
    r"\b(?:should|might|could|may|encouraged|invited|advised|asked|requested|free|believes?|thinks?|expects?|assumes?"
    r"|understands?|hopes?|likely|designed|intended|meant|supposed)\b|视情况|酌情|尽量|尽力|宜|可(?:以|视)"
)


def _bears_it(pair: Pair, place: words.Difference) -> bool:
    """Whether the customer had to, and now need not."""
    at = pair.old.lower.find(words.joined(place.lost))
    clause = next((each for each in pair.old.clauses if words.joined(place.lost) in each), pair.old.lower)
    if _EITHER.match(clause):
        return False
    return lex.CUSTOMER_SUBJECT.search(pair.old.lower[: max(at, 0) + 8]) is not None or voice(clause).customer


_EITHER = Pattern(r"[甲乙丙]方|(?:the )?(?:seller|buyer|contractor|party|parties)\b")
"""Whoever relies on the sentence may be the other one."""


def word(pair: Pair) -> Iterator[Finding]:
    """One word for another, everything else as it was, and nothing that shows that they mean the same; words that tell
    little beside others ("time", "notice", "firm") tell all there is to tell where they are all that differs."""
    if pair.heading or len(pair.differences) != 1 or not is_sentence(pair.old.printed):
        return
    (place,) = pair.differences
    if _exchanged(place, pair) and (lost.gave_something(pair) or not burdens(pair) or serves(pair)):
        went, came = words.joined(place.lost), words.joined(place.gained)
        yield Finding(Grade.CRITICAL, Reason.WORDING, went, came)


def _exchanged(place: words.Difference, pair: Pair) -> bool:
    if pair.old_measured.counted != pair.new_measured.counted:
        return False
    if not all(map(str.isascii, (*place.lost, *place.gained))):
        return _exchanged_zh(place, pair)
    if not len(place.lost) == len(place.gained) == 1:
        return False
    (went,), (came,) = place.lost, place.gained
    alike = related(stems.stem(went), stems.stem(came)) and not _POSSIBLE.fullmatch(f"{went} {came}")
    if (is_neutral(went) and is_neutral(came)) or (is_measure(went) and is_measure(came)):
        return False
    if stems.other_role(went, came):
        return True
    telling = all(each.isalpha() and len(each) > 2 and not _tells_nothing(each) for each in (went, came))
    named = any(each.capitalize() in side.printed for each in (went, came) for side in (pair.old, pair.new))
    return telling and not alike and not named


_POSSIBLE = re.compile(r"\w+ed \w+[ai]ble")
"""Observed / observable: what is done, and what might be."""


def _tells_nothing(token: str) -> bool:
    binds = stems.is_function(stems.stem(token)) or token in lex.AUXILIARIES
    return binds and stems.stem(token) not in stems.PARTY


def _exchanged_zh(place: words.Difference, pair: Pair) -> bool:
    went, came = (words.joined(side) for side in (place.lost, place.gained))
    if not (0 < len(went) <= _WORD_ZH and 0 < len(came) <= _WORD_ZH) or _NUMERAL_ZH.search(went + came):
        return False
    if not _BINDS_ZH.search(pair.old.lower):
        return False
    printed = pair.old.printed, pair.new.printed
    if names.house_exchanged(*printed) or names.place_exchanged(went, came):
        return False
    if _PERIOD_ZH.fullmatch(went) and _PERIOD_ZH.fullmatch(came):
        return False
    if went.endswith(_FIRM_ZH) or re.search(rf"{re.escape(went)}{_NAMED_ZH}", pair.old.lower):
        return False
    return not (_LIGHT_ZH.issuperset(went) and _LIGHT_ZH.issuperset(came)) and not said_alike(
        pair.old.lower, pair.new.lower
    )


_BINDS_ZH = re.compile("[会将应须可不得由免赔退保权按经负付归属]")
"""What stands in a sentence that says more than what it is about."""


_PERIOD_ZH = re.compile("[每按]?(?:[日天周旬月年]|季|半年)度?")
"""How often, which is told as a figure."""


_NUMERAL_ZH = re.compile(r"[一二三四五六七八九十百千万亿两半\d]")


_FIRM_ZH = words.listed("公司 集团 银行 云 事务所 物流 速运 快递 保险 科技 大学 医院 商务")


_NAMED_ZH = rf"(?:[区市省县州]|[\u4e00-\u9fff]{{0,8}}(?:{'|'.join(_FIRM_ZH)}))"
"""How a name of a place, a firm or a house goes on, of which ``redirected`` tells; of figures, ``remeasured``."""


_WORD_ZH = 4


_LIGHT_ZH = frozenset(
    "位名个件份台套张次人会将应当须要可以能得的之其该此为在于对就向与和及或者并且且亦也均都所由被把给至到自从已经过时中里日天月年号第条款项章节"
)
"""Characters that bind."""


def borne(pair: Pair) -> Iterator[Finding]:
    """ "On us" / "on you" at the end of a sentence that has no other party."""
    found = [_ON.search(side.lower) for side in (pair.old, pair.new)]
    if found[0] and found[1] and found[0]["who"] != found[1]["who"]:
        yield Finding(Grade.CRITICAL, Reason.PARTY, found[0][0], found[1][0])


_ON = re.compile(r"\b(?:is|are) (?:up to|on|with|down to|for) (?P<who>us|you)\b")


def choice_gone(pair: Pair) -> Iterator[Finding]:
    """What one could choose one has to do now."""
    old, new = pair.old.lower, pair.new.lower
    if _CHOICE.search(old) and not _CHOICE.search(new) and _BOUND.search(new) and not _BOUND.search(old):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, ", ".join(lex.found(_CHOICE, old)), _bound(new), _WORSE)


def _bound(lower: str) -> str:
    return ", ".join(lex.found(_BOUND, lower))


_CHOICE = Pattern(
    r"\b(?:choose|chooses|choice|optional|voluntary|voluntarily|if (?:you|they) (?:wish|like|want))\b"
    r"|选择|自愿|自主|自行决定"
)


def denied_less(pair: Pair) -> Iterator[Finding]:
    """One thing fewer of those that are denied ("we do not listen to, *record* or transcribe")."""
    if pair.heading or pair.rewritten or pair.main.disclaims or any(each.gained for each in pair.differences):
        return
    gone = [words.joined(each.lost) for each in pair.differences]
    denied = negations(pair.old.lower) == negations(pair.new.lower) > 0
    listed = [run for run in gone if _is_one_of(run, pair.old.lower)]
    if denied and listed and len(gone) <= 2 and lex.VENDOR.search(pair.old.lower) and not pair.main.customer:
        yield Finding(Grade.CRITICAL, Reason.WORDING, ", ".join(listed), "", _WORSE)


def _is_one_of(run: str, lower: str) -> bool:
    bare = _OR.sub("", run)
    excepted = lex.EXCEPTION.search(lower)
    if excepted and lower.find(bare) >= excepted.start():
        return False
    if not bare or bare in _ADVERBS or bare.endswith("ly"):
        return False
    return (
        re.search(rf"(?:, |\b(?:or|nor|and) ){re.escape(bare)}\b|\b{re.escape(bare)}(?:,| (?:or|nor) )", lower)
        is not None
    )


_OR = re.compile(r"^(?:or|nor|and) | (?:or|nor|and)$")


_ADVERBS = frozenset(words.listed("ever also either and or nor otherwise any all"))


def denial_lifted(pair: Pair) -> Iterator[Finding]:
    """What is denied of one thing is said of another ("no fee for export, *but a fee for switching*")."""
    came = [clause for clause in pair.new.clauses if _BUT.match(clause) and clause not in pair.old.clauses]
    if pair.heading or pair.rewritten or not negations(pair.old.lower) or _BUT.search(pair.old.lower):
        return
    said = [clause for clause in came if not negations(clause)]
    if said and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.EXCEPTION_ADDED, "", ", ".join(said), _WORSE)


_BUT = Pattern(r"\b(?:but|though|although|however|yet)\b(?! not)|但|然而|不过")


def agent(pair: Pair) -> Iterator[Finding]:
    """Somebody else does it, or nobody is named any more ("taken by *a trained member of staff*")."""
    old, new = (_agents(side.lower) for side in (pair.old, pair.new))
    if (
        pair.heading
        or len(old) != 1
        or _agents_act(pair)
        or not _PERSON.search(old[0])
        or not lost.gave_something(pair)
    ):
        return
    if not new and _PASSIVE.search(pair.new.lower) and old[0] not in pair.new.lower:
        yield Finding(Grade.CRITICAL, Reason.PARTY, old[0], "")
    elif len(new) == 1 and not _akin(old[0], new[0]):
        yield Finding(Grade.CRITICAL, Reason.PARTY, old[0], new[0])


def _agents(lower: str) -> list[str]:
    return [match["who"] for match in _AGENT.finditer(lower)]


_AGENT = re.compile(
    r"\b(?:is|are|be|been|was|were) (?:\w+ )?\w+(?:ed|en|t|d|on|off|e|k) (?:\w+ ){0,4}?"
    r"by (?:the |an? |our |your |their )?(?P<who>[a-z]+(?: [a-z]+)?)"
)


_PERSON = Pattern(
    r"\b(?:you|us|people|persons?|members?|staff|teams?|experts?|specialists?|humans?|panels?|committees?"
    r"|boards?|courts?"
    r"|judges?|physicians?|nurses?|engineers?|officers?|lawyers?|doctors?|auditors?|notar(?:y|ies)|arbitrators?"
    r"|customers?|users?|clients?|employees?|professionals?|technicians?|someone|somebody)\b"
)
"""A firm that takes the place of another is told as a party (``redirected``)."""


_PASSIVE = Pattern(r"\b(?:is|are|be|been|was|were) (?:\w+ )?\w+(?:ed|en|t|d|on|off|e|k)\b")


def _agents_act(pair: Pair) -> bool:
    """Whether the new sentence is active, the agent its subject."""
    return turned_passive(pair.old.lower, pair.new.lower)


def _akin(one: str, other: str) -> bool:
    mine, theirs = ([stems.stem(word) for word in phrase.split()] for phrase in (one, other))
    return any(a == b or related(a, b) for a in mine for b in theirs)


def power_gone(pair: Pair) -> Iterator[Finding]:
    """What was permitted is not any more, nor is it said to be forbidden ("are permitted" / "are regarded as")."""
    old, new = pair.old.lower, pair.new.lower
    if pair.heading or not _PERMITTED.search(old) or lex.PERMISSION.search(new) or lex.RIGHT.search(new):
        return
    if not explained(pair) and lost.gave_something(pair) and not _AS_WELL.search(new):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, ", ".join(lex.found(_PERMITTED, old)), "", _WORSE)


_PERMITTED = Pattern(
    r"\b(?:is|are|remains?) (?:permitted|allowed|free(?! (?:from|of))|welcome|at liberty)\b|\byou (?:can|may)\b"
)


_AS_WELL = Pattern(
    r"\b(?:optional|at your option|choose|chooses|choice|up to you|as you)\b|\byou \w+\b"
    r"|\bwe (?:let|give|allow|offer)\b"
)


def less_than_full(pair: Pair) -> Iterator[Finding]:
    """The whole of it / the appropriate part of it (全部责任 / 相应责任)."""
    old, new = pair.old.printed.lower(), pair.new.printed.lower()
    less = lex.count(_FULL, old) > lex.count(_FULL, new) and lex.count(_PART, new) > lex.count(_PART, old)
    if less and not pair.rewritten and not pair.heading and not burdens(pair):
        went, came = ", ".join(lex.found(_FULL, old)), ", ".join(lex.found(_PART, new))
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, went, came, _WORSE)


_FULL = Pattern(r"\b(?:full|all|entire|whole|complete)\b|全部|全额|完全|一切")


_PART = Pattern(r"\b(?:corresponding|appropriate|part|partial|some|proportionate|reasonable)\b|相应|部分|适当|一定")


def sequence(pair: Pair) -> Iterator[Finding]:
    """What came first comes last, or no longer before the other ("first … and then" / "once")."""
    old, new = pair.old.lower, pair.new.lower
    if pair.heading or not _FIRST_THEN.search(old):
        return
    turned = Counter(pair.old.tokens) == Counter(pair.new.tokens) and _FIRST_THEN.search(new)
    if turned or (not _FIRST_THEN.search(new) and _ONCE.search(new) and not _ONCE.search(old)):
        yield Finding(Grade.CRITICAL, Reason.ORDER, old, new)


_FIRST_THEN = Pattern(r"\bfirst\b[^.;]{1,80}\bthen\b|先[^。;]{1,30}[再后]")


_ONCE = Pattern(r"\b(?:once|when|after|if)\b")


def preferred_by_another(pair: Pair) -> Iterator[Finding]:
    """Whichever you prefer / whichever we prefer."""
    old, new = ([match["who"] for match in _PREFERS.finditer(side.lower)] for side in (pair.old, pair.new))
    if len(old) == len(new) == 1 and not _akin(old[0], new[0]):
        yield Finding(Grade.CRITICAL, Reason.PARTY, old[0], new[0])


_PREFERS = re.compile(
    r"\b(?:as|whichever|whatever|whenever|where|if|when) (?:the )?(?P<who>\w+) "
    r"(?:prefers?|chooses?|wish(?:es)?|likes?|wants?|decides?|elects?|sees? fit)\b"
)


def silence_counts(pair: Pair) -> Iterator[Finding]:
    """What needed a word of the customer happens by itself now (经您确认后 / 未取消则自动)."""
    came = lex.count(_BY_ITSELF, pair.new.lower) > lex.count(_BY_ITSELF, pair.old.lower)
    if came and not pair.heading and _ASKED.search(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.OPT, "", ", ".join(lex.found(_BY_ITSELF, pair.new.lower)), _WORSE)


_BY_ITSELF = Pattern(
    r"\bautomatic(?:ally)?\b|\bunless you (?:cancel|object|tell)\b|\bdeemed\b|\bpresumed\b|自动|视为|默认"
    r"|未取消|未提出异议"
)


_ASKED = Pattern(
    r"\b(?:confirm\w*|consent\w*|agree\w*|approv\w*|ask\w*|opt\w* in|sign\w*)\b|确认|同意|授权"
    r"|批准|签字"
)


def named_more(pair: Pair) -> Iterator[Finding]:
    """One more language, law or house of those that are named ("in English, *French* and Italian")."""
    if pair.heading or any(each.lost for each in pair.differences):
        return
    came = [run for run in pair.put_in if re.fullmatch(r"(?:and |or )?[a-z]+(?: [a-z]+){0,3}(?: and| or)?", run)]
    named = [run for run in came if _is_named(run, pair.new.printed)]
    if named and len(named) == len(pair.put_in):
        yield Finding(Grade.MAJOR, Reason.INSERTED, "", ", ".join(named))


def _is_named(run: str, printed: str) -> bool:
    words_of = [word for word in run.split() if word not in ("and", "or", "the", "of")]
    within = [re.search(rf"(?<=[\w,;] )(?i:{word})\b", printed) for word in words_of]
    return bool(words_of) and all(found is not None and found[0][:1].isupper() for found in within)


def taken_away(pair: Pair) -> Iterator[Finding]:
    """ "Without deductions" / "after deductions": the same noun behind the opposite."""
    for each in pair.differences:
        if each.lost[-1:] == ("without",) and set(each.gained) & _WITH:
            yield Finding(Grade.CRITICAL, Reason.POLARITY, words.joined(each.lost), words.joined(each.gained), _WORSE)


_WITH = frozenset(words.listed("after less minus with plus subject following upon against on given"))


RULES = (
    duty, borne, denied_less, choice_gone, denial_lifted, agent, power_gone, word, less_than_full, sequence,
    preferred_by_another, silence_counts, named_more, taken_away,
)  # fmt: skip
OUTWEIGH = (borne, sequence, less_than_full, preferred_by_another)
"""What they find is no matter of wording, however alike two sentences are."""
