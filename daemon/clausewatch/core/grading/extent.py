"""What was cut out, what was put in, what is left of the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clausewatch.core.grading import floor, lone, stems
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import residue
from clausewatch.core.grading.voice import SUPPOSITION, Stance, negations, voice
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def deletion(pair: Pair) -> Iterator[Finding]:
    """A passage that is gone without a replacement, graded by what it held."""
    for clause in _passages(pair, pair.lost, [(each.lost, each.gained) for each in pair.differences], pair.old):
        if lex.EXCEPTION.search(clause[:16]) or _still_there(clause, pair.new.lower) or _explained(clause, pair):
            continue
        if explained(pair):
            continue
        fallback = lex.FALLBACK.search(clause) or pair.rewritten
        grave = (lone.held_a_guard(clause) or _done(clause) or _denied(clause, pair)) and not fallback
        reason = Reason.SENTENCE_REMOVED if grave or len(pair.old.clauses) > 1 else Reason.REMOVED
        yield Finding(
            Grade.CRITICAL if grave else Grade.MAJOR, reason, clause, "", _WORSE if grave else Direction.UNCLEAR
        )
        yield Finding(Grade.MINOR, Reason.REMOVED, clause)


_DONE = Pattern(
    r"(?:and |then )?(?:we|the (?:provider|supplier|vendor|carrier|seller|landlord|bank|insurer|school|club)) \w+s?\b"
)


def _done(clause: str) -> bool:
    """What the vendor says it does for the customer, in a verb that no list knows."""
    return _DONE.match(clause) is not None and voice(clause).stance is Stance.PLAIN


def explained(pair: Pair) -> bool:
    """Every word has its kin on the other side, and as much is denied."""
    left = residue(pair)
    return not (left.lost or left.gained) and negations(pair.old.lower) == negations(pair.new.lower)


def in_other_words(pair: Pair) -> bool:
    """Explained, with the same figures, and about enough for that to mean something."""
    about = [word for word in stems.content(pair.old.lower) if word not in stems.PARTY]
    return len(about) >= _ENOUGH and explained(pair) and pair.old_measured.counted == pair.new_measured.counted


_ENOUGH = 3
"""Content words of a sentence that is about something."""


def _explained(clause: str, pair: Pair) -> bool:
    """Every word of the passage has its kin on the other side."""
    if not clause.isascii() or bool(negations(clause)) != bool(negations(pair.new.lower)):
        return False
    lost = residue(pair).lost
    return not any(word in lost for word in stems.content(clause)) and bool(set(stems.content(clause)) - stems.PARTY)


_BINDING = Pattern(r"\b(?:will|shall|must)\b")


def _still_there(clause: str, other: str) -> bool:
    """Whether what a passage is about stands on the other side in other words, denied as before."""
    if lex.count(_BINDING, clause) > lex.count(_BINDING, other):
        return False
    about, there = stems.content(clause), Counter(stems.content(other))
    found = sum((Counter(about) & there).values())
    return clause.isascii() and found >= 0.8 * len(about) and bool(negations(clause)) == bool(negations(other))


def _denied(clause: str, pair: Pair) -> bool:
    """A second denial of what the sentence denies or promises ("and will not in future")."""
    if _BUT_NOT.match(clause) and not floor.binds_customer(pair):
        return True
    speaking = voice(clause)
    plain = not (SUPPOSITION.match(clause) or speaking.customer or speaking.disclaims)
    return speaking.negative and plain and pair.guarded


_BUT_NOT = Pattern(
    r"but (?:\w+ ){0,2}?(?:will|shall|can|may|do|does|is|are|must)(?: not|n't)\b(?! be liable)|but never\b"
)
"""What was ruled out beside what was said."""


def insertion(pair: Pair) -> Iterator[Finding]:
    """A passage that has come, graded as a new sentence would be."""
    for clause in _passages(pair, pair.gained, [(each.gained, each.lost) for each in pair.differences], pair.new):
        if pair.rewritten:
            yield Finding(Grade.MINOR, Reason.INSERTED, "", clause)
            continue
        yield from (each for each in lone.added(clause) if each.reason is not Reason.EXCEPTION_ADDED)


def _passages(
    pair: Pair,
    unmatched: tuple[str, ...],
    runs: list[tuple[tuple[str, ...], tuple[str, ...]]],
    side: words.Wording,
) -> list[str]:
    """Unmatched clauses of some length, or the long runs of words that have nothing at their place."""
    share = max(_enough(side.tokens), len(side.tokens) // 5)
    long = [words.joined(run) for run, instead in runs if len(run) >= share and len(instead) * 2 < len(run)]
    acts = [words.joined(run) for run, instead in runs if len(run) >= 4 and not instead and _does(words.joined(run))]
    clauses = [clause for clause in unmatched if len(words.tokens(clause)) >= 4]
    if pair.rewritten:
        return long
    return clauses or long or acts


def _does(run: str) -> bool:
    """A short run that still names something done for the customer ("and delete it after use")."""
    return voice(run).protective and run.startswith(("and ", "then ", "并", "且"))


def _enough(tokens: tuple[str, ...]) -> int:
    """Six words; of Chinese characters ten say as much."""
    return 10 if sum(1 for token in tokens if "\u3400" <= token[0] <= "\u9fff") * 2 > len(tokens) else 6


def wording(pair: Pair) -> Iterator[Finding]:
    """Whatever else: minor; where hardly a word is left it is another sentence, and the promise is gone."""
    unlike = pair.rewritten and not pair.heading and not explained(pair)
    mild = (
        floor.informs(pair) or floor.timed_alike(pair) or floor.little_but_figures(pair) or floor.binds_customer(pair)
    )
    told = (floor.is_sentence(pair.old.printed) or floor.is_item(pair.old.printed)) and not mild
    replaced = Grade.CRITICAL if told else Grade.MAJOR
    yield Finding(replaced if unlike else Grade.MINOR, Reason.WORDING)


RULES = (deletion, insertion, wording)
