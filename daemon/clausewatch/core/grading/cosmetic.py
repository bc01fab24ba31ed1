"""Differences that mean nothing: letter case, punctuation, spelling, another spelling of a number, another order.

``same_but`` answers for a pair that says the same, and ``None`` for every other; it must never say so of a pair in
which one word of the lexicon was exchanged, however alike the letters are ("consent" / "content").
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from clausewatch.core.dates import is_date_line
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.text import listed
from clausewatch.core.model import UNGRADED, Grade, Graded, Reason


def same_but(pair: Pair) -> Graded | None:
    """``none`` or cosmetic with the reason, minor for a reference or a link that changed; ``None`` if more did."""
    old, new = pair.old, pair.new
    if old.printed == new.printed:
        return UNGRADED
    if old.printed.casefold() == new.printed.casefold():
        return _cosmetic(Reason.CASE)
    if is_date_line(old.printed) and is_date_line(new.printed):
        return _cosmetic(Reason.DATE)
    if _unhyphened(old.lower) == _unhyphened(new.lower):
        return _cosmetic(Reason.PUNCTUATION)
    return _same_measures(pair) or _same_letters(pair) or _same_order(pair)


def _cosmetic(reason: Reason) -> Graded:
    return Graded(Grade.COSMETIC, (reason,))


def _unhyphened(lower: str) -> tuple[str, ...]:
    """The words, so that neither opt-in / opt in nor e-mail / email is a difference."""
    return words.tokens(re.sub(r"(?<=\be)-(?=mail)", "", lower))


def _same_measures(pair: Pair) -> Graded | None:
    """Equal words with numbers in another spelling, or other dates, references or links among them."""
    old, new = pair.old_measured, pair.new_measured
    if words.tokens(old.respelled) != words.tokens(new.respelled):
        return None
    graded = UNGRADED
    if words.tokens(old.masked) != words.tokens(new.masked) or (old.dates == new.dates and old.dates):
        graded = _cosmetic(Reason.NUMBER_FORMAT)
    if old.references != new.references:
        graded = graded | Graded(Grade.MINOR, (Reason.CROSS_REFERENCE,))
    if old.links != new.links:
        graded = graded | Graded(Grade.MINOR, (Reason.LINK,))
    if old.dates != new.dates:
        graded = graded | _date_changed(pair)
    return graded if graded.reasons else _cosmetic(Reason.PUNCTUATION)


_ABOUT_ITSELF = re.compile(
    r"\b(?:effective|updated?|revised|modified|amended|published|posted|version|dated|in force|into force"
    r"|takes? effect)\b"
    r"|更新|生效|修订|发布|施行|版本"
)


def _date_changed(pair: Pair) -> Graded:
    if _ABOUT_ITSELF.search(pair.old.lower):
        return _cosmetic(Reason.DATE)
    return Graded(Grade.MAJOR, (Reason.NUMBER, Reason.DATE))


def _same_letters(pair: Pair) -> Graded | None:
    """At most two words spelled differently."""
    if not 0 < len(pair.differences) <= 2:
        return None
    alike = all(
        len(each.lost) == len(each.gained) == 1 and _same_word(each.lost[0], each.gained[0])
        for each in pair.differences
    )
    return _cosmetic(Reason.SPELLING) if alike else None


_VARIANTS = ((
    "isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized"), ("yse", "yze"), ("our", "or"),
             ("ence", "ense"), ("lled", "led"), ("lling", "ling"), ("ller", "ler"), ("tre", "ter"), ("ogue", "og"),
             ("mme", "m"), ("judgement", "judgment"), ("fulfil", "fulfill"), ("enrol", "enroll"), ("grey", "gray"),
             ("cheque", "check"), ("learnt", "learned"), ("whilst", "while"), ("amongst", "among"))  # fmt: skip
_OTHER_WORDS = frozenset(
    frozenset(pair.split("/"))
    for pair in listed(
        "contract/contact contracts/contacts except/expect personal/personnel employer/employee"
        " licensor/licensee lessor/lessee principal/principle country/county party/part parties/parts"
        " prescribe/proscribe statue/statute trail/trial causal/casual former/farmer diary/dairy"
        " manger/manager desert/dessert martial/marital adverse/averse device/devise quite/quiet loose/lose"
        " moral/morale later/latter public/publish thorough/through complaint/compliant united/untied"
        " removal/renewal removed/renewed dominate/denominate affect/effect discrete/discreet elicit/illicit"
        " precede/proceed billing/filling payer/payee payor/payee assignor/assignee mortgagor/mortgagee"
        " grantor/grantee reserve/reverse"
    )
)


def _same_word(old: str, new: str) -> bool:
    """Whether two words are one word in two spellings, or one with a slip of the pen."""
    if (
        not (old.isalpha() and new.isalpha() and old.isascii() and new.isascii())
        or frozenset((old, new)) in _OTHER_WORDS
    ):
        return False
    if _american(old) == _american(new):
        return True
    if min(len(old), len(new)) < 5 or old[0] != new[0] or (old[-2:] != new[-2:] and not _anagram(old, new)):
        return False
    return not _weighty(old, new) and _slip(old, new)


def _american(word: str) -> str:
    for british, american in _VARIANTS:
        word = re.sub(rf"{british}(?=$|s$|d$|r$|rs$|ed$|ing$|al$|able$|ful$|ite$|ation$)", american, word)
    return word


def _anagram(old: str, new: str) -> bool:
    return sorted(old) == sorted(new)


def _weighty(old: str, new: str) -> bool:
    """Whether exchanging the two is known to mean something."""
    return bool(
        lex.opposites(frozenset((old,)), frozenset((new,))) or lex.lookalike(frozenset((old,)), frozenset((new,)))
    )


def _slip(old: str, new: str) -> bool:
    """One letter dropped or doubled, two swapped; another consonant makes another word (retain / remain)."""
    if DamerauLevenshtein.distance(old, new, score_cutoff=1) == 1:
        return len(old) != len(new) or _anagram(old, new) or _skeleton(old) == _skeleton(new)
    return len(old) >= 8 and _anagram(old, new) and DamerauLevenshtein.distance(old, new, score_cutoff=2) == 2


def _skeleton(word: str) -> str:
    return re.sub("[aeiou]", "", word)


_SEGMENT = re.compile(r"[,;:.()、。]|\b(?:and|or)\b|[和或及与]")
_BOUND = frozenset(
    listed(
        "not never no nor may can must shall will should could might we you us customer user provider vendor"
        " supplier 不 未 无 没 可 应 须 我 您 禁"
    )
)


def _same_order(pair: Pair) -> Graded | None:
    """The same words in another order, and every negation, modal and party still beside the same neighbour."""
    old, new = words.tokens(pair.old_measured.respelled), words.tokens(pair.new_measured.respelled)
    if Counter(old) != Counter(new):
        return None
    if _permuted(pair.old.lower, pair.new.lower):
        return _cosmetic(Reason.ORDER)
    if pair.old.lower.isascii() and _bindings(pair.old.clauses) == _bindings(pair.new.clauses) and _figures(pair):
        return _cosmetic(Reason.ORDER)
    return None


def _permuted(old: str, new: str) -> bool:
    """Whether the same items stand in another order, after the same lead-in."""
    lead = _common(old, new)
    tail = _common(old[lead:][::-1], new[lead:][::-1])
    return any(
        _segments(old[start : len(old) - end]) == _segments(new[start : len(new) - end])
        for start, end in ((lead, tail), (0, 0))
    )


def _common(old: str, new: str) -> int:
    """Length of the common beginning, whole words of it."""
    size = next(
        (i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    while 0 < size < len(old) and old[size - 1].isascii() and old[size - 1].isalnum():
        size -= 1
    return size


def _segments(lower: str) -> Counter[str]:
    return Counter(part for piece in _SEGMENT.split(lower) if (part := piece.strip()))


def _bindings(clauses: tuple[str, ...]) -> Counter[tuple[str, str]]:
    """Which word follows a negation, a modal or a party, and which goes before a modal or a switch ("it off")."""
    bound: Counter[tuple[str, str]] = Counter()
    for clause in clauses:
        tokens = words.tokens(clause)
        bound.update(pair for pair in pairwise(tokens) if pair[0] in _BOUND or pair[1] in _MODALS)
        bound.update(pair for pair in pairwise(tokens) if pair[1] in lex.SWITCHES)
    return bound


_MODALS = frozenset(listed("may can must shall will should could might 可 应 须"))


def _figures(pair: Pair) -> bool:
    """Whether the quantities stand in the same order, so that none has moved to another subject."""
    return pair.old_measured.quantities == pair.new_measured.quantities
