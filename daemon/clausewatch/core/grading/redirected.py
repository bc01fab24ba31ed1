"""Other places, other parties, other purposes."""

from __future__ import annotations

from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import names
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import binds_customer
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.voice import SUPPOSITION, Stance, negations, voice
from clausewatch.core.model import Grade, Reason

_WORSE, _BETTER = Direction.WORSE, Direction.BETTER


def jurisdiction(pair: Pair) -> Iterator[Finding]:
    """Other places: critical where they say which law or court rules or where data lies."""
    old, new = (set(names.places(names.without_firms(side.printed).lower())) for side in (pair.old, pair.new))
    lost, gained = old - new, new - old
    if _readers_place_gone(pair):
        yield Finding(Grade.CRITICAL, Reason.JURISDICTION, "", ", ".join(sorted(gained)), _WORSE)
        return
    if moved := _within_a_city(pair):
        yield Finding(Grade.MAJOR, Reason.JURISDICTION, *moved)
        return
    if not (lost or gained) or (lost == {"china"} and "境内" in new) or (gained == {"china"} and "境内" in old):
        return
    named = lost and not gained and lex.LAW_OR_COURT.search(pair.old.lower) and not pair.rewritten
    grave = not pair.heading and (bool(named) or any(_seat_moved(one, other) for one, other in pair.matched))
    yield Finding(
        Grade.CRITICAL if grave else Grade.MAJOR,
        Reason.JURISDICTION,
        ", ".join(sorted(lost)),
        ", ".join(sorted(gained)),
    )


_READERS_PLACE = Pattern(
    r"\b(?:where|in which) (?:you|the (?:consumer|customer|user|buyer|tenant|member|employee"
    r"|insured)) (?:lives?|resides?|(?:is|are) (?:resident|domiciled|located))\b"
    r"|\b(?:your|the (?:consumer|customer|user|buyer|employee|insured)'s) (?:\w+ )?(?:home|residence|domicile"
    r"|country|state|place of residence)\b"
    r"|(?:您|用户|消费者|投保人|劳动者|承租人|乙方)(?:的)?(?:所在地|住所地|居住地|经常居住地)"
)


def _readers_place_gone(pair: Pair) -> bool:
    """The law or the courts of the reader's own place rule no longer."""
    old, new = pair.old.lower, pair.new.lower
    ruled = lex.LAW_OR_COURT.search(old) and lex.LAW_OR_COURT.search(new)
    return bool(ruled and _READERS_PLACE.search(old) and not _READERS_PLACE.search(new) and not pair.heading)


def _within_a_city(pair: Pair) -> tuple[str, str] | None:
    """The districts, where a court of another district of the same city is named."""
    if not all("市" in side.lower for side in (pair.old, pair.new)):
        return None
    old, new = (names.DISTRICT_COURT.search(side.lower) for side in (pair.old, pair.new))
    if old is None or new is None or old["city"] != new["city"] or old["district"] == new["district"]:
        return None
    return old["district"], new["district"]


def _seat_moved(old: str, new: str) -> bool:
    before, after = set(names.places(old)), set(names.places(new))
    if before == after or not before or SUPPOSITION.match(old):
        return False
    return any(pattern.search(old) and pattern.search(new) for pattern in (lex.LAW_OR_COURT, lex.LOCATED))


def parties(pair: Pair) -> Iterator[Finding]:
    """Companies and names that came or went; not in a heading, whose capitals say nothing."""
    if pair.heading:
        return
    old, new = (names.parties(side.printed, pair.defined, pair.common) for side in (pair.old, pair.new))
    lost = {name for name in old - new if name not in pair.new.printed.lower()}
    gained = {name for name in new - old if name not in pair.old.printed.lower()}
    if lost or gained:
        harmless = _own_name(pair, lost, gained) or _in_a_menu(pair, lost | gained)
        grade = Grade.MINOR if harmless else Grade.MAJOR
        yield Finding(grade, Reason.PARTY, ", ".join(sorted(lost)), ", ".join(sorted(gained)))
    if names.house_exchanged(pair.old.printed, pair.new.printed):
        before, after = (", ".join(names.houses(side.printed)) for side in (pair.old, pair.new))
        yield Finding(Grade.MAJOR, Reason.PARTY, before, after)
    yield from _recipients(pair)


def _in_a_menu(pair: Pair, found: set[str]) -> bool:
    """The names of buttons and pages, which are no parties."""
    return names.in_a_menu(pair.old.printed) and names.in_a_menu(pair.new.printed) and not names.firms(found)


def _own_name(pair: Pair, lost: set[str], gained: set[str]) -> bool:
    """ "We" became the vendor's name, or the name "we": nobody else than before."""
    pronouns = {"we", "us", "our"}
    return bool(
        (not lost and len(gained) == 1 and pronouns & pair.lost_words.keys())
        or (not gained and len(lost) == 1 and pronouns & pair.gained_words.keys())
    )


def _recipients(pair: Pair) -> Iterator[Finding]:
    """A kind of recipient more ("and advertisers") where data is passed on."""
    if not lex.DISCLOSING.search(pair.new.lower):
        return
    old, new = (lex.found_once(lex.RECIPIENT, side.lower, _singular) for side in (pair.old, pair.new))
    if new.keys() - old.keys():
        direction = _WORSE if pair.new_stance is Stance.LICENCE else Direction.UNCLEAR
        yield Finding(Grade.MAJOR, Reason.PARTY, lex.only_in(old, new), lex.only_in(new, old), direction)


def _singular(word: str) -> str:
    return word.replace("-", " ").rstrip("s")


def _root(word: str) -> str:
    return "sell" if word == "sold" else word.removesuffix("s")[:5]


def purposes(pair: Pair) -> Iterator[Finding]:
    """Training, advertising, sale, profiling: newly permitted, or no longer forbidden."""
    for pattern, grave in ((lex.STRONG_PURPOSE, Grade.CRITICAL), (lex.WEAK_PURPOSE, Grade.MAJOR)):
        old, new = (lex.found_once(pattern, _nameless(side), _root) for side in (pair.old, pair.new))
        came, went = lex.only_in(new, old), lex.only_in(old, new)
        if came and _permits(pair, pattern):
            spared = pair.new_stance is Stance.GUARD or binds_customer(pair)
            yield Finding(Grade(grave - 1) if spared else grave, Reason.PURPOSE, "", came, _WORSE)
        elif went and not pair.rewritten and _forbade(pair, pattern):
            yield Finding(grave, Reason.PURPOSE, went, "", _WORSE)
        elif went and pattern is lex.STRONG_PURPOSE:
            yield Finding(Grade.MAJOR, Reason.PURPOSE, went, "", _BETTER)


def _nameless(side: words.Wording) -> str:
    return names.without_firms(side.printed).lower()


def _permits(pair: Pair, pattern: Pattern) -> bool:
    speaking = voice(pair.new.lower)
    if speaking.customer or lex.CONSENT.search(pair.new.lower):
        return False
    holding = [clause for clause in pair.new.clauses if pattern.search(clause)]
    return bool(holding) and not any(negations(clause) for clause in holding)


def _forbade(pair: Pair, pattern: Pattern) -> bool:
    """The purpose stood in a prohibition on the vendor, which still stands without it."""
    if voice(pair.old.lower).customer:
        return False
    holding = [clause for clause in pair.old.clauses if pattern.search(clause)]
    return any(negations(clause) for clause in holding)


def sites(pair: Pair) -> Iterator[Finding]:
    """People meet, work or hand something over somewhere else."""
    if moved := names.sites(pair.old.printed, pair.new.printed):
        yield Finding(Grade.MAJOR, Reason.WORDING, *moved)


RULES = (jurisdiction, parties, purposes, sites)
