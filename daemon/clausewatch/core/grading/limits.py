"""How long, how much and for how many: a limit that came, a deadline that went.

A promise that keeps all its words is worth less where a figure stands in the place of "any", where what held from the
first day holds at the beginning only or after a time, and where nobody says any more by when.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import burdens
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.quantities import Quantity
from clausewatch.core.grading.voice import voice
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def figure_for_all(pair: Pair) -> Iterator[Finding]:
    """What was without limit has one now: "at any time" / "within eight weeks", "no interest" / "for three months"."""
    came = pair.new_measured.counted - pair.old_measured.counted
    came = Counter({each: times for each, times in came.items() if not each.unit.startswith("per")})
    if pair.heading or not came or pair.old_measured.counted - pair.new_measured.counted:
        return
    lost = lex.count(_ALL, pair.old.lower) > lex.count(_ALL, pair.new.lower)
    if (lost and not _binds(pair)) or _confined(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, ", ".join(lex.found(_ALL, pair.old.lower)), _said(came), _WORSE)


def _said(came: Counter[Quantity]) -> str:
    return ", ".join(map(str, came))


_ALL = Pattern(
    r"\b(?:at any time|whenever|any|as (?:many|much|often|long) as|unlimited|without limit\w*|all|every"
    r"|the same|always|full"
    r"|(?:replacement|actual|market|current) value|as you (?:need|like|wish))\b|随时|任何|任意|任一|多次|一切|全部|所有"
    r"|不限|无限|终身|永久"
)


_CONFINED = Pattern(
    r"^(?:only )?(?:for|during|within|in|on|up to) (?:the |a |your |our )?(?:first|last|next|initial)\b"
)


def _confined(pair: Pair) -> bool:
    """What held without an end holds at the beginning only."""
    return any(_CONFINED.search(run) for run in pair.put_in)


def _binds(pair: Pair) -> bool:
    return voice(pair.old.lower).customer and lex.DENIAL.search(pair.old.lower) is not None


def open_end(pair: Pair) -> Iterator[Finding]:
    """A period in whose place stands "as long as", "where", "when we see fit"."""
    gone = pair.old_measured.counted - pair.new_measured.counted
    came = [run for each in pair.differences if (run := words.joined(each.gained)) and _OPEN.search(run)]
    if gone and came and not (pair.new_measured.counted - pair.old_measured.counted) and not pair.heading:
        yield Finding(Grade.CRITICAL, Reason.DEADLINE_REMOVED, _said(gone), ", ".join(came), _WORSE)


_OPEN = Pattern(
    r"\b(?:as|so) long as\b|\b(?:after|once|when|if|subject to|depending|provided|where)\b"
    r"|[的在][^,。]{0,12}情况下|[依按视]其?[^,。]{1,12}(?:确定|分配|而定|为准)|以[^,。]{2,20}为准|再由"
    r"|\b(?:in|after|for|within|on) (?:due course|a while|some time)\b"
    r"|\bgenerally\b|\bshort notice\b"
    r"|适当时候|视情况|酌情"
)


def approximate(pair: Pair) -> Iterator[Finding]:
    """A period that is only about so long now ("within 4 hours" / "in about 4 hours")."""
    more = lex.count(_ABOUT, pair.new.lower) > lex.count(_ABOUT, pair.old.lower)
    if more and not pair.heading and pair.old_measured.counted == pair.new_measured.counted:
        grade = Grade.CRITICAL if pair.guarded and _WITHIN.search(pair.old.lower) else Grade.MAJOR
        yield Finding(grade, Reason.QUALIFIER, "", ", ".join(lex.found(_ABOUT, pair.new.lower)), _WORSE)


_ABOUT = Pattern(
    r"\b(?:about|around|roughly|approximately|circa|some|nearly|typically|usually|on average)"
    r"(?= (?:\d|an? |one|two|three|half|within))|大约|大概|左右|约(?=\d)|约(?=[一二三四五六七八九十])"
)


_WITHIN = Pattern(r"\b(?:within|no later than|at most|in at most|by)\b|内|不超过|之前")


def capped_zh(pair: Pair) -> Iterator[Finding]:
    """What was owed in full is owed within a limit (在…范围内, 以…为限)."""
    came = lex.count(_WITHIN_ZH, pair.new.lower) > lex.count(_WITHIN_ZH, pair.old.lower)
    if came and not pair.heading and _OWED_ZH.search(pair.old.lower) and _OWED_ZH.search(pair.new.lower):
        yield Finding(Grade.CRITICAL, Reason.LIABILITY, "", ", ".join(lex.found(_WITHIN_ZH, pair.new.lower)), _WORSE)


_WITHIN_ZH = Pattern(r"(?:在|于)[^,。;]{2,24}(?:范围|限额|额度|限度)之?内|以[^,。;]{2,24}为(?:上)?限")


_OWED_ZH = Pattern(r"赔|偿|退|补|付|承担")


def uncapped_zh(pair: Pair) -> Iterator[Finding]:
    """What the reader owes at most is what they owe now, or no limit of it is said (违约金以实际培训费为限)."""
    old, new = pair.old.lower, pair.new.lower
    capped = _PENALTY_ZH.search(old) and _WITHIN_ZH.search(old) and not lex.VENDOR.search(_WITHIN_ZH.sub("", old))
    if capped and not pair.heading and _PENALTY_ZH.search(new) and not (_WITHIN_ZH.search(new) or _WITHIN.search(new)):
        yield Finding(Grade.CRITICAL, Reason.AMOUNT, ", ".join(lex.found(_WITHIN_ZH, old)), "", _WORSE)


_PENALTY_ZH = Pattern(r"违约金|滞纳金|罚息|罚款|手续费|服务费|扣款|扣除|留置|自负|自付|免赔")


def waited(pair: Pair) -> Iterator[Finding]:
    """What was due at once is due after a time (满四十八小时), or once something has lasted (存活满二十八日)."""
    came = lex.count(_LASTED, pair.new.lower) > lex.count(_LASTED, pair.old.lower)
    if came and not pair.heading and not pair.rewritten and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(lex.found(_LASTED, pair.new.lower)), _WORSE)


_LASTED = Pattern(r"满 ?(?:\d+|[一二三四五六七八九十百]+) ?(?:个)?(?:小时|日|天|月|年|周)")


def some_for_all(pair: Pair) -> Iterator[Finding]:
    """On every fare / on Flex fares: those in whose place some stand that are named."""
    for each in pair.differences:
        told = [token for token in each.gained if not stems.is_function(stems.stem(token)) and token.isalpha()]
        every = [word for word in each.lost if word in _EVERY and pair.lost_words[word]]
        if every and told and not (_EVERY | _WHOLE) & set(each.gained) and not _binds_or_frees(pair):
            yield Finding(Grade.CRITICAL, Reason.QUALIFIER, words.joined(each.lost), words.joined(each.gained), _WORSE)


_EVERY = frozenset(words.listed("every all any each"))
_WHOLE = frozenset(words.listed("whole entire full"))


def _binds_or_frees(pair: Pair) -> bool:
    return pair.heading or pair.rewritten or pair.main.disclaims or burdens(pair) or not lost.gave_something(pair)


def regardless(pair: Pair) -> Iterator[Finding]:
    """ "Whether or not the client has paid" / "of the day on which the client has paid"."""
    gone = lex.count(_WHETHER, pair.old.lower) > lex.count(_WHETHER, pair.new.lower)
    if gone and not pair.heading and pair.kept >= _SAME_WORDS and any(each.gained for each in pair.differences):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, ", ".join(lex.found(_WHETHER, pair.old.lower)), "", _WORSE)


_WHETHER = Pattern(r"\b(?:whether or not|regardless of|no matter|irrespective of)\b|无论|不论|不管")


_SAME_WORDS = 0.7


def deadline_gone(pair: Pair) -> Iterator[Finding]:
    """What was to be done within a time is to be done, or looked after, some time."""
    gone = pair.old_measured.counted - pair.new_measured.counted
    if not gone or pair.new_measured.counted - pair.old_measured.counted or pair.heading or burdens(pair):
        return
    timed = _WITHIN.search(pair.old.lower) or _NOTICE.search(pair.old.lower)
    if timed and not _SOON.search(pair.new.lower) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.DEADLINE_REMOVED, _said(gone), "", _WORSE)


_NOTICE = Pattern(r"\bnotice\b|提前")


_SOON = Pattern(
    r"\b(?:reasonable|appropriate|immediately|promptly|at once|forthwith|without (?:undue )?delay|same day"
    r"|straight away"
    r"|instantly|before|earlier|sooner|every|at any time)\b|立即|立刻|即时|及时|马上|当日|随时|合理|适当"
)


def for_a_time(pair: Pair) -> Iterator[Finding]:
    """What was said without an end has one ("stays valid" / "stays valid *for a month*")."""
    if pair.heading or pair.rewritten or burdens(pair) or any(each.is_time for each in pair.old_measured.counted):
        return
    came = [run for run in pair.put_in if _FOR_A_TIME.match(run)]
    if came and lost.gave_something(pair) and not _KEPT.search(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(came), _WORSE)


_KEPT = Pattern(r"\b(?:be|are|is) (?:retained|kept|stored|archived|held|preserved)\b")
"""What is kept for no longer than it says is better kept."""
_FOR_A_TIME = Pattern(
    r"(?:only )?(?:for|during|in) (?:up to |at most |the |a |an |its |your )*(?:\d+|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|twelve|fourteen|twenty|thirty|sixty|ninety|first|initial|opening|few|short) ?(?:\w+ )?"
    r"(?:day|week|month|year|hour|season|term|time|period)s?\b"
)


def tail_gone(pair: Pair) -> Iterator[Finding]:
    """What lasted for a time beyond an event ends with it ("for ten years *after* it ends" / "*until* it ends")."""
    gone = pair.old_measured.counted - pair.new_measured.counted
    came = pair.new_measured.counted - pair.old_measured.counted
    if pair.heading or came or not any(each.is_time for each in gone) or lex.RETENTION.search(pair.old.lower):
        return
    if _BEYOND.search(pair.old.lower) and not _BEYOND.search(pair.new.lower) and _ENDS_WITH.search(pair.new.lower):
        ended = ", ".join(lex.found(_ENDS_WITH, pair.new.lower))
        yield Finding(Grade.CRITICAL, Reason.DEADLINE_REMOVED, _said(gone), ended, _WORSE)


_BEYOND = Pattern(r"\b(?:years?|months?|weeks?|days?|hours?)(?: \w+)? (?:after|beyond|following|from|past)\b")
_ENDS_WITH = Pattern(r"\b(?:until|up to|during|while|as long as|ends? (?:at|with|on|upon|when)|at the end)\b")


def fewer_hands(pair: Pair) -> Iterator[Finding]:
    """What took two signatures takes one."""
    old, new = (_HANDS.search(side.lower) for side in (pair.old, pair.new))
    if pair.heading or not old or not new or stems.stem(old["what"]) != stems.stem(new["what"]):
        return
    if _HANDS_OF[old["many"]] > _HANDS_OF[new["many"]]:
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, old[0], new[0], _WORSE)


_HANDS_OF = {
    many: number
    for number, named in enumerate(("a an one 1 single", "two 2 both", "three 3", "four 4"), 1)
    for many in named.split()
}
_HANDS = re.compile(
    rf"\b(?P<many>{'|'.join(_HANDS_OF)}) (?:independent |different |authori[sz]ed |separate )?(?P<what>signatures?"
    rf"|witness"
    r"(?:es)?|directors?|doctors?|officers?|opinions?|approvals?|partners?|keys?|reviewers?|experts?|inspectors?"
    r"|signatories"
    r"|signatory|physicians?|engineers?|auditors?|judges?)\b"
)


def remainder(pair: Pair) -> Iterator[Finding]:
    """What was owed is owed as far as something is left of it ("*any balance of* the deposit")."""
    came = [run for run in pair.put_in if _REST.search(run)]
    if came and not (pair.heading or pair.rewritten or burdens(pair)) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(came), _WORSE)


_REST = Pattern(
    r"\b(?:balance|remainder|remaining|rest|surplus|residue|portion|part|share|fraction|remnants?|net) of\b"
    r"|\bwhat is left\b"
)


RULES = (
    for_a_time, tail_gone, fewer_hands, remainder, figure_for_all, open_end, approximate, capped_zh, uncapped_zh,
    waited, some_for_all, regardless, deadline_gone,
)  # fmt: skip
