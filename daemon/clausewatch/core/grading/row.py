"""One thing more of what is given: "the engine and the gearbox" / "the engine, the gearbox *and the steering*".

Words that came narrow a promise as a rule ("repairs *of the engine*"). They do not where the old sentence stands whole
in the new one, and all that came is in a row with what stood there. Such a change is good to know and takes nothing,
unless what is told in the row burdens the reader, frees the vendor or says when a promise holds.
"""

from __future__ import annotations

from rapidfuzz.distance import LCSseq

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Pair, once
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.voice import negations


@once
def things_more(pair: Pair) -> tuple[str, ...]:
    """The things that came in a row with others, if nothing else has changed; English."""
    if pair.heading or pair.lost_words.keys() - _AND:  # asked first, since it is soon answered
        return ()
    old, new = pair.old.lower, pair.new.lower
    if not (old.isascii() and new.isascii()) or _says_otherwise(pair):
        return ()
    if lex.count(_SEPARATOR, new) <= lex.count(_SEPARATOR, old):
        return ()
    before, after = (tuple(word for word in side.tokens if word not in _AND) for side in (pair.old, pair.new))
    changes = [each for each in LCSseq.opcodes(before, after) if each.tag != "equal"]
    if not changes or any(each.src_start < each.src_end for each in changes):
        return ()
    runs = [(after[each.dest_start : each.dest_end], after[: each.dest_start]) for each in changes]
    if all(_is_a_thing(run, set(before), behind) for run, behind in runs):
        return tuple(words.joined(run) for run, _ in runs)
    return ()


_SEPARATOR = Pattern(r"[,;]|\b(?:and|or)\b")
_AND = frozenset(words.listed("and or"))
_MOST = 7
"""Words of one more thing."""


def _says_otherwise(pair: Pair) -> bool:
    """A prohibition, an exclusion, a duty of the reader, a power of the vendor: more of it is no gift."""
    old = pair.old.lower
    choice = "or" in pair.gained_words and not pair.main.customer and _OWED.search(old)
    alone = _ALONE.search(old)
    told = negations(old) or _EXCLUDES.search(old) or lex.DISCLOSING.search(pair.new.lower)
    return bool(pair.main.is_a_power or pair.main.is_a_duty or choice or alone or told)


_OWED = Pattern(r"\b(?:shall|will|must|paid|delivered|returned|refunded|by)\b")
"""Where another way to do what is owed is one that the vendor may choose."""
_ALONE = Pattern(r"\b(?:own|only|alone|sole|solely|exclusive|exclusively|personally|just|nothing)\b")


_EXCLUDES = Pattern(
    r"\b(?:exclud\w+|exclusions?|except\w*|unless|waiv\w+|forfeit\w*|bans?|banned|prohibit\w*|forbid\w*|fees?|charges?"
    r"|charged|deduct\w*|penalt\w+|terminat\w+|suspend\w*|cancel\w*|liab\w+|collects?|processe?s?|uses?|shares?|shared"
    r"|discloses?|obtains?|records?|tracks?|monitors?|means|consents?|agrees?)\b"
)


def _is_a_thing(run: tuple[str, ...], told: set[str], behind: tuple[str, ...]) -> bool:
    """A noun with what belongs to it, perhaps behind a preposition that stood before the others, too."""
    near = frozenset(behind[-_NEAR:])
    if len(run) > _MOST or _SAYS_WHEN & (near - _WHERE if _COVERS & near else near):
        return False
    rest = run[1:] if run[0] in _PREPOSITIONS and run[0] in told else run
    participle = bool(rest) and rest[-1].endswith("ing") and len(rest) > 1
    return bool(rest) and not participle and not _SAYS_MORE & set(rest) and not _OPEN.search(words.joined(run))


_NEAR = 6
_COVERS, _WHERE = frozenset({"cover", "covers", "covered"}), frozenset({"within"})
"""What is insured within a place: more places are more cover."""
_SAYS_WHEN = frozenset(
    words.listed(
        "if when where unless until once after before upon subject provided requires require need needs paying pay only"
        " against without not no within during"
    )
)
_PREPOSITIONS = frozenset(words.listed("to by in on for at with through via from of"))
_SAYS_MORE = frozenset(
    words.listed(
        "to by if when where unless only not never no may must can will shall should is are be was were has have had"
        " that which who whose after before until once upon on with without for against from in at as then it they you"
        " we per less than except subject provided so but while both either aside apart excepted excluded including"
        " having being been"
    )
)
_OPEN = Pattern(
    r"\b(?:any|other|others|similar|such|comparable|further|like|equivalent|related|else|etc|fees?|charges?|costs?|risk"
    r"|partners?|affiliates?|authorit\w+|advertis\w+|market\w*|counting|calculated|subcontract\w*)\b|\d"
)
"""What opens the row to more than is named, or adds a burden."""
