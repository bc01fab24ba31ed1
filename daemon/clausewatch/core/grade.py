"""How grave a change is for somebody who relies on the text, and why: deterministic, English and Chinese.

A pair of sentences is first asked whether it says the same (``grading.cosmetic``); if not, every rule of
``grading.edits`` may give a finding, and the grade is the gravest of them. Sentences that came or went on their own
are read by ``grading.lone``. Nothing here claims a legal effect: a grade says how much a reader should hurry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from clausewatch.core.canonical import typed, without_enumerators
from clausewatch.core.dates import is_date_line
from clausewatch.core.grading import (
    alike,
    bare,
    condition,
    cosmetic,
    edits,
    extent,
    floor,
    hands,
    hollow,
    hollow_zh,
    inverted,
    inverted_zh,
    latitude,
    little,
    lone,
    lost,
    relieved,
    replaced,
    roles,
    sense,
    whose,
)
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading.addressed import spoken_to
from clausewatch.core.grading.eased import eased
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.phrases import in_words_of
from clausewatch.core.grading.plain import in_two_words
from clausewatch.core.grading.residue import residue
from clausewatch.core.grading.text import Wording, fold, in_plain_words, tokens, unpointed, wording
from clausewatch.core.grading.voice import negations
from clausewatch.core.model import TRIGGERS, UNGRADED, BlockKind, Document, Grade, Graded, Reason, Trigger

__all__ = [
    "Context",
    "Direction",
    "Finding",
    "context_of",
    "disclaims",
    "excepts",
    "explain_edit",
    "grade_added",
    "grade_edit",
    "grade_edit_briefly",
    "grade_lost",
    "grade_move",
    "grade_removed",
    "says_the_same",
    "weakens",
]


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence cannot say of itself."""

    heading: bool = False
    """It is a heading: its capitals name nobody, and it promises nothing."""
    defined_terms: frozenset[str] = frozenset()
    """Terms that the documents define, in lower case: capitalised, but no parties."""
    common_words: frozenset[str] = frozenset()
    """Words that the documents write in lower case somewhere: capitalised elsewhere, they still name nobody."""


_DEFINED = (
    re.compile(
        r'"([^"\n]{2,40})"\s{0,2}(?:shall\s|will\s)?(?:means?|refers?\sto|is\sdefined|has\sthe\smeaning|includes?)\b'
    ),
    re.compile(r'\((?:[^()"\n]{0,60}\s)?"([^"\n]{2,40})"'),
    re.compile(r'"(?:(?<=,\s")|(?<=\sor\s")|(?<=\sand\s"))([^"\n]{2,40})"(?=[^()"\n]{0,30}\))'),
)
_DEFINED_CHINESE = (
    re.compile(r'(?:以下|下称|简称|统称|合称)[^"\n]{0,8}"([^"\n]{1,20})"'),
    re.compile(r'"([^"\n]{1,20})"\s?(?:是?指|系指|包括)'),
)


def context_of(old: Document, new: Document) -> Context:
    """The terms that either document defines (``"X" means``, ``("X")``, （以下简称"X"）), and its ordinary words."""
    blocks = {(block.text, block.kind is BlockKind.HEADING) for document in (old, new) for block in document.blocks}
    texts = (typed(text) for text, is_heading in blocks if not is_heading)
    written = set(" ".join(text for text, _ in blocks).split())
    common = frozenset(_LOWER.findall(" ".join(written)))
    return Context(defined_terms=frozenset(_defined_in(map(fold, filter(_may_define, texts)))), common_words=common)


_LOWER = re.compile(r"(?<![\w@./-])[a-z]{3,24}(?![\w@])")
"""Nothing of it reaches over a space, so that each piece between two need be looked at once only."""


def _may_define(text: str) -> bool:
    """Asked before a text is folded, which takes longer than all patterns."""
    if text.isascii():
        return '"' in text and _DEFINES.search(text) is not None
    return _QUOTED.search(text) is not None


_DEFINES = re.compile(r"[()]|\*\*|mean|refer|defined|includ")
_QUOTED = re.compile('["“”「＂]')


def _defined_in(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for pattern in _DEFINED if text.isascii() else (*_DEFINED, *_DEFINED_CHINESE):
            for match in pattern.finditer(text):
                term = match[1].strip(" ,.").lower()
                yield from (term, f"{term}s")


def grade_edit(old: str, new: str, context: Context) -> Graded:
    """An edited sentence or passage; ``none`` exactly when only typography differs."""
    pair = _pair(_worded(old), _worded(new), context)
    return cosmetic.same_but(pair) or _graded(_findings(pair, context))


def grade_edit_briefly(old: str, new: str, context: Context) -> Graded:
    """The grade of ``grade_edit``, with no further reasons once nothing graver can be found."""
    pair = _pair(_worded(old), _worded(new), context)
    return cosmetic.same_but(pair) or _graded(_found_briefly(pair, context))


def says_the_same(old: str, new: str, context: Context) -> bool:
    """Whether there is evidence that two sentences differ in wording only, however unlike they look."""
    pair = _in_plain_words(_pair(_worded(old), _worded(new), context), context)
    return condition.same_condition(pair) or sense.said_otherwise(pair) or extent.in_other_words(pair)


def explain_edit(old: str, new: str, context: Context) -> tuple[Finding, ...]:
    """The findings behind ``grade_edit``, gravest first, with the words that triggered each and its direction;
    empty for a cosmetic difference."""
    pair = _pair(_worded(old), _worded(new), context)
    return () if cosmetic.same_but(pair) else _findings(pair, context)


def _worded(text: str) -> Wording:
    """What counts the items of a list inside a sentence says nothing."""
    return wording(unpointed(without_enumerators(text)))


def _pair(old: Wording, new: Wording, context: Context) -> Pair:
    terms, common = context.defined_terms, context.common_words
    return Pair(old, new, context.heading, terms, common)


def _in_plain_words(pair: Pair, context: Context) -> Pair:
    old, new = in_plain_words(pair.old), in_plain_words(pair.new)
    old, new = _spoken_to(old, new), _spoken_to(new, old)
    return pair if old is pair.old and new is pair.new else _pair(old, new, context)


def _spoken_to(side: Wording, other: Wording) -> Wording:
    lower = in_two_words(spoken_to(side.lower, other.lower), other.lower)
    return side if lower == side.lower else Wording(side.printed, lower, tokens(lower))


def _findings(printed: Pair, context: Context) -> tuple[Finding, ...]:
    """Gravest first."""
    return tuple(
        sorted(_milder(_findings_of, _in_plain_words(printed, context), context), key=lambda each: -each.grade)
    )


def _found_briefly(printed: Pair, context: Context) -> list[Finding]:
    """Up to the first finding that is as grave as any can be."""
    return _milder(_found_briefly_of, _in_plain_words(printed, context), context)


def _milder(read: Callable[[Pair], Iterable[Finding]], pair: Pair, context: Context) -> list[Finding]:
    """What is found in a pair; where set phrases of the other side can stand in the new sentence and less is found so,
    that: what differs only by a phrase that means the same is no change."""
    found = list(read(pair))
    if _gravest(found) <= Grade.MINOR or _says_more(pair):
        return found
    lower = in_words_of(pair.new.lower, pair.old.lower)
    if lower == pair.new.lower:
        return found
    phrased = list(read(_pair(pair.old, Wording(pair.new.printed, lower, tokens(lower)), context)))
    return min(found, phrased, key=_gravest)


def _gravest(found: Iterable[Finding]) -> Grade:
    return max((each.grade for each in found), default=Grade.NONE)


def _says_more(pair: Pair) -> bool:
    """More than set phrases can explain."""
    left = residue(pair)
    return len(left.lost) + len(left.gained) > _PHRASED


_PHRASED = 7
"""Unexplained words beyond which a sentence says something else, whatever phrases are in it: without a limit at most
one more of 10,900 labelled pairs is explained."""


def _findings_of(pair: Pair) -> Iterator[Finding]:
    if _harmless(pair):
        yield _REWORDED
        return
    found = list(_found(edits.RULES, pair))
    yield from found
    if all(each.grade < Grade.CRITICAL for each in found):
        yield from _found(edits.FURTHER, pair)


def _found_briefly_of(pair: Pair) -> Iterator[Finding]:
    if _harmless(pair):
        yield _REWORDED
        return
    gravest = _highest(pair, *_TELLING)
    for finding in _found(edits.MOST_TELLING_FIRST, pair):
        yield finding
        if finding.grade is gravest:
            return


def _harmless(pair: Pair) -> bool:
    alike = (
        condition.same_condition(pair)
        or sense.said_otherwise(pair)
        or _only_informs(pair)
        or inverted.said_from_the_other_side(pair)
        or inverted_zh.said_from_the_other_side(pair)
    )
    return alike and not any(True for rule in _OUTWEIGH for _ in rule(pair))


_OUTWEIGH = (
    roles.precedence,
    *bare.OUTWEIGH,
    *hollow.OUTWEIGH,
    *hands.OUTWEIGH,
    *alike.OUTWEIGH,
    *hollow_zh.OUTWEIGH,
    *replaced.OUTWEIGH,
    *little.OUTWEIGH,
    *latitude.OUTWEIGH,
    *whose.OUTWEIGH,
)


_REWORDED = Finding(Grade.MINOR, Reason.WORDING)


def _found(rules: Iterable[Callable[[Pair], Iterator[Finding]]], pair: Pair) -> Iterator[Finding]:
    return (_capped(finding, pair) for rule in rules for finding in rule(pair))


def _only_informs(pair: Pair) -> bool:
    """Where something is found or whom to ask is put in other words, with the same figures and no other denial."""
    old, new = pair.old.lower, pair.new.lower
    same = pair.old_measured.counted == pair.new_measured.counted and bool(negations(old)) == bool(negations(new))
    return same and floor.informs(pair) and floor.FINDING.issuperset(residue(pair).lost)


_TELLING = frozenset({Reason.POLARITY, Reason.MODALITY, Reason.OPT})


def _capped(finding: Finding, pair: Pair) -> Finding:
    highest = _highest(pair, finding.reason)
    return finding if finding.grade <= highest else replace(finding, grade=highest)


def _highest(pair: Pair, *reasons: Reason) -> Grade:
    """A heading promises nothing itself; but one that is turned round turns what stands below it. What is changed for
    the reader's good breaks no promise."""
    if not pair.heading:
        good = eased(pair) or relieved.for_the_good(pair)
        return Grade.MAJOR if good else Grade.CRITICAL
    return Grade.MAJOR if _TELLING.intersection(reasons) else Grade.MINOR


def _graded(findings: Iterable[Finding]) -> Graded:
    ordered = sorted(findings, key=lambda each: -each.grade)
    if not ordered:
        return UNGRADED
    reasons = tuple(dict.fromkeys(each.reason for each in ordered))
    triggers = tuple(dict.fromkeys(_trigger(each) for each in ordered))
    return Graded(ordered[0].grade, reasons, triggers[:TRIGGERS])


SHOWN = 80
"""Characters of the words that triggered a reason; a whole sentence stands beside its grade anyway."""


_GLUED = re.compile(r"\d(?=[a-z])")


def _trigger(found: Finding) -> Trigger:
    before, after = (_shown(words) for words in (found.before, found.after))
    return Trigger(found.reason, found.grade, before, after, found.direction)


def _shown(words: str) -> str:
    """As people write it: quantities are measured without a space ("30day")."""
    if len(words) > SHOWN:
        return ""
    return _GLUED.sub(r"\g<0> ", words) if _GLUED.search(words) else words


def grade_removed(text: str, context: Context) -> Graded:
    """A sentence that went away: critical if it held a promise, a right, a prohibition, consent or notice."""
    return _lone(text, context, Reason.REMOVED) or _graded(lone.removed(wording(text).lower))


def grade_lost(text: str, context: Context) -> Graded:
    """A quoted sentence that went away: whoever quotes it relies on it, so this is never less than major."""
    return _lone(text, context, Reason.REMOVED) or _graded(lost.lost(wording(text).lower))


def grade_added(text: str, context: Context) -> Graded:
    """A new sentence: critical or major if it takes something from the customer, else minor."""
    return _lone(text, context, Reason.INSERTED) or _graded(lone.added(wording(text).lower))


def _lone(text: str, context: Context, reason: Reason) -> Graded | None:
    if not any(char.isalnum() for char in text):
        return Graded(Grade.COSMETIC, (Reason.PUNCTUATION,))
    if is_date_line(text):
        return Graded(Grade.COSMETIC, (Reason.DATE,))
    return Graded(Grade.MINOR, (reason, Reason.STRUCTURE)) if context.heading else None


def grade_move(text: str, context: Context) -> Graded:
    """A sentence that stands elsewhere, word for word."""
    return Graded(Grade.COSMETIC, (Reason.STRUCTURE if context.heading else Reason.ORDER,))


_WEAKENING = (
    lex.NEGATION,
    lex.DENIAL,
    lex.PERMISSION,
    lex.OPT_OUT,
    lex.DISCRETION,
    lex.DISCLAIMER,
    lex.HEDGE,
)
_HOWEVER = re.compile(
    r"\b(?:however|despite|regardless|example|for instance|in which case|limitations?)\b|但|然而|尽管|例如|不过"
)


def disclaims(text: str) -> bool:
    """Whether a text frees the vendor from something."""
    return lex.DISCLAIMER.search(wording(text).lower) is not None


def excepts(text: str) -> bool:
    """Whether a text takes something out of what stands beside it."""
    return lex.EXCEPTION.search(wording(text).lower) is not None


def weakens(added_text: str) -> bool:
    """Whether an added text holds an exception, a negation or a permission that can weaken the sentence beside it."""
    lower = wording(added_text).lower
    plain = lex.masked(lower)
    return bool(lex.EXCEPTION.search(lower)) or any(pattern.search(plain) for pattern in (*_WEAKENING, _HOWEVER))
