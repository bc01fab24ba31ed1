"""Other quantities, references and dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading import bearing, lost
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.quantities import Quantity
from clausewatch.core.grading.residue import residue
from clausewatch.core.grading.voice import Stance
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def quantities(pair: Pair) -> Iterator[Finding]:
    """Other values, units or currencies; a limit that went away; values exchanged with each other."""
    before, after = pair.old_measured.counted, pair.new_measured.counted
    went, came = before - after, after - before
    if not (went or came):
        if pair.old_measured.quantities != pair.new_measured.quantities:
            yield from _remeasured(pair, before, after)
        return
    if _deadline_removed(pair, went, came):
        instead = ", ".join(dict.fromkeys(lex.found(_UP_TO_US, pair.new.lower)))
        sooner = _AT_ONCE.search(pair.new.lower) and not _AT_ONCE.search(pair.old.lower)
        grade = Grade.MAJOR if sooner or any(each.unit.startswith("per ") for each in came) else Grade.CRITICAL
        yield Finding(grade, Reason.DEADLINE_REMOVED, _spelled(went), instead, _WORSE)
    if _sum_gone(pair, went, came):
        yield Finding(Grade.CRITICAL, Reason.AMOUNT, _spelled(went), "", _WORSE)
    yield from _remeasured(pair, went, came)


def _sum_gone(pair: Pair, went: Counter[Quantity], came: Counter[Quantity]) -> bool:
    """How much the reader gets is said no longer. Of 48 such pairs 45 were critical; what went from a price is good."""
    told = any(each.is_money or each.unit == "ratio" for each in went) and not came and not pair.heading
    whole = lex.count(_WHOLE, pair.new.lower) > lex.count(_WHOLE, pair.old.lower)
    dear = _DEAR.search(pair.old.lower) or lex.FREE.search(pair.new.lower) or whole
    return told and not dear and lost.gave_something(pair)


_DEAR = Pattern(
    r"\b(?:fees?|charges?|charged|costs?|deduct\w*|excess|surcharge|penalt(?:y|ies)|prices?|rates?|percent)\b"
    r"|扣除|扣减|收取|手续费|工本费|缴纳|百分之[^,。]*(?:扣|收)"
)
_WHOLE = Pattern(r"\b(?:half|full|fully|entire|whole|all|any|unlimited|double)\b|全额|全部|永久|[双两]倍")
_UP_TO_US = Pattern(
    r"\b(?:once|after|when|until|upon|as soon as|if|provided)\b[^.;]{0,60}\b(?:we|us|our|provider|supplier|vendor"
    r"|processor|operator)\b"
    r"|\b(?:when|once|as soon as|as and when) (?:an?|the|there|one|capacity|staff|time|stock)\b[^.;,]{0,40}"
    r"\b(?:free|available|allows?|permits?|possible|open|ready)\b"
    r"|(?:待|经|需|须)[^,。]{0,24}(?:审核|评估|确认|认可|批准|核实|同意|复核)|(?:审核|评估|确认|认可|批准|核实"
    r"|复核|查明|查实|调查)[^,。]{0,6}后"
)
"""A term of days that became one that we set ourselves."""
_AT_ONCE = Pattern(
    r"\b(?:at any time|any time|at once|immediately|instantly|automatically|without delay|on the spot|on the same day"
    r"|(?:the|their|your|its) (?:very )?(?:first day|outset|start)|the same (?:day|hour)|at all times"
    r"|at the latest before|(?:within )?(?:a )?reasonable (?:time|period)|promptly|as soon as possible)\b"
    r"|及时|尽快|合理(?:时间|期限)|随时|立即|即时|当[日天场]|首日|自始"
)
"""What is sooner than any term, or soon all the same."""


def _spelled(counted: Counter[Quantity]) -> str:
    return ", ".join(str(each) for each in counted)


def _deadline_removed(pair: Pair, went: Counter[Quantity], came: Counter[Quantity]) -> bool:
    timed = any(each.is_time for each in went) and not any(each.is_time for each in came)
    return timed and pair.stance is not Stance.LICENCE


_PENALTY = Pattern(
    r"违约金|滞纳金|late (?:fees?|payment)|default interest"
    r"|(?:liability|indemnity)(?: \w+){0,2} (?:insurance|cover|policy)|insurance|责任保险|责任险"
)


def _remeasured(pair: Pair, went: Counter[Quantity], came: Counter[Quantity]) -> Iterator[Finding]:
    changed = (*went, *came)
    before, after, text = _spelled(went), _spelled(came), f"{pair.old.lower} {pair.new.lower}"
    toward = bearing.direction(pair, went, came)
    if went and all(lex.LIABILITY.search(_PENALTY.sub("", side.lower)) for side in (pair.old, pair.new)):
        better = toward is Direction.BETTER or _cap_raised(pair, went, came) or _covered_longer(pair, went, came)
        grade = Grade.MAJOR if better else Grade.CRITICAL
        yield Finding(grade, Reason.LIABILITY, before, after, toward)
    if any(each.is_time for each in changed) and lex.RETENTION.search(text):
        yield Finding(Grade.MAJOR, Reason.RETENTION, before, after, toward)
    if any(each.is_money for each in changed):
        yield Finding(Grade.MAJOR, Reason.AMOUNT, before, after, toward)
    bare_years = all(not each.unit and 1900 <= each.value <= 2100 for each in changed) and not _BY_YEAR.search(text)
    yield Finding(Grade.MINOR if bare_years else Grade.MAJOR, Reason.NUMBER, before, after, toward)


_BY_YEAR = Pattern(
    r"\b(?:en|iso|din|bs|astm|iec|ansi|nfpa|standards?|code|edition|measured|assessed|valued|indexed|prices of|as of"
    r"|level of)"
    r"\b"
)
"""What is measured by the year or edition that is named."""
_CAP = Pattern(
    r"\b(?:shall|will|does|may) not exceed\b|\bnot exceeding\b|\b(?:limited|capped) (?:to|at)\b|\bat most\b"
    r"|\bmaximum\b|不超过|上限|为限"
)


def _cap_raised(pair: Pair, went: Counter[Quantity], came: Counter[Quantity]) -> bool:
    """The vendor answers for more than before, in the same unit, and in the same words."""
    old, new = tuple(went), tuple(came)
    capped = all(_CAP.search(side.lower) for side in (pair.old, pair.new)) and lex.VENDOR.search(pair.old.lower)
    alike = len(old) == len(new) == 1 and old[0].unit == new[0].unit and not residue(pair).lost
    return bool(capped and alike and new[0].value > old[0].value)


def _covered_longer(pair: Pair, went: Counter[Quantity], came: Counter[Quantity]) -> bool:
    """Defects are answered for longer, or further, in the same words."""
    old, new = tuple(went), tuple(came)
    alike = [each.unit for each in old] == [each.unit for each in new] and not residue(pair).lost
    longer = all(after.value > before.value for before, after in zip(old, new, strict=False))
    return alike and longer and all(_COVER.search(side.lower) for side in (pair.old, pair.new))


_COVER = Pattern(
    r"\b(?:warrant(?:y|ies|s|ed)|guarantees?|guaranteed|(?:liab\w+|responsib\w+|answers?|answerable) for (?:\w+ ){0,2}"
    r"defects|defects liability)\b|保修|质保|保固|三包"
)


def references(pair: Pair) -> Iterator[Finding]:
    """Other sections referred to, among other changes."""
    if Counter(pair.old_measured.references) != Counter(pair.new_measured.references):
        before, after = ", ".join(pair.old_measured.references), ", ".join(pair.new_measured.references)
        yield Finding(Grade.MINOR, Reason.CROSS_REFERENCE, before, after)
    if Counter(pair.old_measured.dates) != Counter(pair.new_measured.dates):
        yield Finding(Grade.MINOR, Reason.DATE, ", ".join(pair.old_measured.dates), ", ".join(pair.new_measured.dates))


_ABSOLUTE = Pattern(
    r"\b(?:unlimited|unrestricted|without (?:any )?limits?|indefinite(?:ly)?|permanent(?:ly)?|forever|for life"
    r"|lifetime"
    r"|always|never|at will|freely|as often as|any number"
    r"|free|free of charge|for as long as|at any time|full|whole|every|all)\b"
    r"|永久|无限|长期|终身|随时|全部|全额|免费|始终"
)


def limit_came(pair: Pair) -> Iterator[Finding]:
    """A figure stands where the promise knew no limit."""
    came = pair.new_measured.counted - pair.old_measured.counted
    if not came or pair.old_measured.counted - pair.new_measured.counted or pair.rewritten:
        return
    went = [word for word in lex.found(_ABSOLUTE, pair.old.lower) if word not in pair.new.lower]
    if went and pair.stance is not Stance.LICENCE:
        yield Finding(Grade.CRITICAL, Reason.NUMBER, ", ".join(went), _spelled(came), _WORSE)


_BOUNDED = Pattern(
    r"\b(?:after the first|more than|above|over|exceeding|exceeds?|in excess of|beyond|below|under|up to|at most"
    r"|not exceeding|limited to|no more than|of at least|worth at least|to the value of|or more|or over"
    r"|for the first)\b"
    r"|超过|超出|以[上下内外]|不超过|不足|满|前"
)


def bound_came(pair: Pair) -> Iterator[Finding]:
    """A figure stands where there was none, and bounds what a promise holds of ("payments *above 500*")."""
    came = pair.new_measured.counted - pair.old_measured.counted
    if not came or pair.old_measured.counted - pair.new_measured.counted or pair.rewritten or pair.heading:
        return
    bounds = [run for run in pair.put_in if _BOUNDED.search(run) and _FIGURE.search(run)]
    if bounds and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.NUMBER, "", ", ".join(bounds), _WORSE)


_FIGURE = re.compile(r"[\d一二两三四五六七八九十百千万]")
_FOR_AS_LONG = Pattern(
    r"\bfor (?:as|so) long as\b|\bfor the (?:whole|entire|full|rest|remainder)\b|\bfor life\b|\bpermanent(?:ly)?\b"
    r"|\bindefinitely\b|\bthroughout\b|\bat (?:any|all) times?\b|长期|永久|终身|始终|期间内?一直"
)
_FOR_A_TIME = Pattern(
    r"\bfor (?:the first|up to|a maximum|at most|\d)|\buntil\b|\bduring the first\b"
    r"|首[年月个]|前[\d一二三四五六七八九十]"
)


def term_came(pair: Pair) -> Iterator[Finding]:
    """What held for as long as something lasts holds for a time."""
    old, new = pair.old.lower, pair.new.lower
    ended = _FOR_AS_LONG.search(old) and not _FOR_AS_LONG.search(new)
    timed = any(each.is_time for each in pair.new_measured.counted - pair.old_measured.counted)
    came = timed or lex.count(_FOR_A_TIME, new) > lex.count(_FOR_A_TIME, old)
    if ended and came and not pair.rewritten and lost.gave_something(pair):
        before, after = lex.found(_FOR_AS_LONG, old), lex.found(_FOR_A_TIME, new)
        yield Finding(Grade.CRITICAL, Reason.NUMBER, ", ".join(before), ", ".join(after), _WORSE)


def no_longer_free(pair: Pair) -> Iterator[Finding]:
    """What was free costs money."""
    came = pair.new_measured.counted - pair.old_measured.counted
    free = lex.FREE.search(pair.old.lower) and not lex.FREE.search(pair.new.lower)
    if free and any(each.is_money for each in came) and not pair.rewritten:
        yield Finding(
            Grade.CRITICAL, Reason.AMOUNT, ", ".join(lex.found(lex.FREE, pair.old.lower)), _spelled(came), _WORSE
        )


RULES = (limit_came, bound_came, term_came, no_longer_free, quantities, references)
