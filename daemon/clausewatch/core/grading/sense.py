"""Whether two sentences say the same in other words: the evidence that makes a rewording harmless.

Both are reduced to what they are about (content words by stem, synonyms as one word, parties) and to how they bind
(negation, strength, conditions, numbers). Equal in both, and standing in the same order but for one passage moved or
active against passive, they say the same. Everything unknown counts as a difference: harmlessness needs evidence.
"""

from __future__ import annotations

import re

from clausewatch.core.grading import chinese
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.condition import UNLESS_CLAUSE
from clausewatch.core.grading.finding import Pair
from clausewatch.core.grading.order import one_passage_moved
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.stems import FUNCTION, PARTY, content, stem
from clausewatch.core.grading.thesaurus import akin
from clausewatch.core.grading.voice import Force, negations, voice


def said_otherwise(pair: Pair) -> bool:
    """Whether only the wording differs. ``False`` where there is no evidence of it."""
    old, new = pair.old.lower, pair.new.lower
    if not old.isascii() or not new.isascii():
        return chinese.said_alike(old, new)
    return _same_content(pair) and _bind_alike(pair) and _same_joints(old, new) and _deny_alike(old, new)


def _same_content(pair: Pair) -> bool:
    old, new = pair.old.lower, pair.new.lower
    before, after = content(old), content(new)
    if not before or len(_unparted(before)) != len(_unparted(after)):
        return False
    if _has_a_stranger(after, before):
        return False
    after = _as_said(before, after, _named(pair))
    if sorted(_unparted(before)) != sorted(_unparted(after)):
        return False
    if PARTY & set(before) != PARTY & set(after):
        return (_negated(old) and _negated(new)) or _passive(old) != _passive(new)
    if turned_passive(old, new):
        return True
    if _possessed(old) != _possessed(new):
        return False
    if before == after or one_passage_moved(before, after):
        return True
    return _parties(before) == _parties(after) and _unparted(before) == _unparted(after)


_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z]\w+")


def _named(pair: Pair) -> frozenset[str]:
    """Those that are printed as names: a Guest is no Visitor."""
    return PARTY | {stem(word.lower()) for side in (pair.old, pair.new) for word in _CAPITAL.findall(side.printed)}


def _has_a_stranger(after: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether one side is about something of which the other has no kin; asked first, since most have."""
    strangers = set(after).difference(before, PARTY)
    return any(not any(akin(word, each) for each in before) for word in strangers)


def _as_said(before: tuple[str, ...], after: tuple[str, ...], named: frozenset[str]) -> tuple[str, ...]:
    """What one side is about in the words of the other, where these are its kin."""
    here, there = words.Tally(before), words.Tally(after)
    lacking = [word for word in (here - there).elements() if word not in named]
    said: dict[str, str] = {}
    for word in (there - here).elements() if lacking else ():
        kin = next((each for each in lacking if akin(word, each)), None)
        if kin is not None and word not in before and word not in named:
            lacking.remove(kin)
            said[word] = kin
    return tuple(said.get(word, word) for word in after) if said else after


_POSSESSIVE = Pattern(r"\b(?:your|yours|(?:customer|user|client|subscriber)s?'s?)(?= )")


def _possessed(lower: str) -> int:
    """How often something is the customer's."""
    return lex.count(_POSSESSIVE, lower)


def _parties(content_words: tuple[str, ...]) -> tuple[str, ...]:
    """Who is named, in the order of first mention."""
    return tuple(dict.fromkeys(word for word in content_words if word in PARTY))


def _unparted(content_words: tuple[str, ...]) -> list[str]:
    return [word for word in content_words if word not in PARTY]


_PASSIVE = Pattern(
    r"\b(?:is|are|be|been|being|was|were)\b(?: \w+){0,3}? (?:\w{2,}ed|\w{2,}en|sold|kept|sent|held|made|read"
    r"|told|paid|put|set|bound|borne|known|shown|drawn|met|lost|left|found|bought|brought|built|lent|spent)\b"
)
_AGENT = Pattern(r"\bby (?:(?:the|either|neither|our|your|its|any|an?|this|these|every|each|all|at least) )?(\w+)")


def _passive(lower: str) -> bool:
    return _PASSIVE.search(lower) is not None


def turned_passive(old: str, new: str) -> bool:
    """Active against passive, and who acts is who acted."""
    if _passive(old) == _passive(new):
        return _one_more_passive(old, new) or _one_more_passive(new, old)
    passive, active = (old, new) if _passive(old) else (new, old)
    agents = {stem(match[1]) for match in _AGENT.finditer(passive)}
    return not agents or bool(agents & set(content(active)[:5]))


def _one_more_passive(passive: str, active: str) -> bool:
    """Both hold passives, the one a further one whose agent begins the other ("is decided by the tenant")."""
    if lex.count(_PASSIVE, passive) != lex.count(_PASSIVE, active) + 1:
        return False
    agents = {stem(match[1]) for match in _AGENT.finditer(passive)} - {
        stem(match[1]) for match in _AGENT.finditer(active)
    }
    return bool(agents & set(content(_CONDITION_FIRST.sub("", active))[:2]))


_CONDITION_FIRST = re.compile(r"^(?:if|when|where|once|after|unless|before|until|upon|in case) [^,]{1,120}, ")


def agent_kept(old: str, new: str) -> bool:
    """Active against passive, and the party that acts is named behind "by"."""
    if _passive(old) == _passive(new):
        return False
    passive, active = (old, new) if _passive(old) else (new, old)
    agents = {stem(match[1]) for match in _AGENT.finditer(passive)} & PARTY
    acts = next((word for word in content(active) if word in PARTY), "")
    return acts in agents


def _deny_alike(old: str, new: str) -> bool:
    """What is denied, and what is on or off, is the same; a passive may deny its agent instead of its act."""
    if "off" in old and _switched(old) != _switched(new):
        return False
    if _passive(old) != _passive(new):
        return True
    if _passive(old) and lex.count(_PASSIVE, old) != lex.count(_PASSIVE, new) and turned_passive(old, new):
        return True
    denied = not (_negated(old) and _negated(new)) or _akin(_governed(old, _NOT), _governed(new, _NOT))
    return denied and _akin(_governed(old, _MAY), _governed(new, _MAY))


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one) == len(other) and all(any(akin(word, each) for each in other) for word in one)


def _switched(lower: str) -> list[str]:
    return [word for word in words.tokens(lower) if word in ("on", "off")]


_NOT = frozenset(("not", "never", "no", "nor", "neither"))


_MAY = frozenset(("may", "might", "could", "should", "right", "entitled", "allowed", "permitted"))


def _governed(lower: str, governors: frozenset[str]) -> frozenset[str]:
    """The content words that directly follow a denial, or a permission that is not denied."""
    governed, pending = set(), False
    for word in words.tokens(lower):
        if word in governors:
            pending = True
        elif word in _NOT:
            pending = False
        elif pending and word not in FUNCTION and word not in PARTY:
            governed.add(stem(word))
            pending = False
    return frozenset(governed)


def _negated(lower: str) -> bool:
    return negations(lower) > 0


def _bind_alike(pair: Pair) -> bool:
    """The same denial and condition, the same strength and time, the same numbers, references and consent."""
    old, new = pair.old.lower, pair.new.lower
    return (
        (_denial(old) == _denial(new) or _turned_condition(old, new) or _turned_condition(new, old))
        and _strength(old) == _strength(new)
        and _optional(old) == _optional(new)
        and lex.count(lex.NOT_ALL, old) == lex.count(lex.NOT_ALL, new)
        and _perfect(old) == _perfect(new)
        and lex.count(_CEILING, old) == lex.count(_CEILING, new)
        and pair.old_measured.counted == pair.new_measured.counted
        and pair.old_measured.references == pair.new_measured.references
        and all(
            lex.count(kind, old) == lex.count(kind, new) for kind in (lex.CONSENT, lex.OPT_IN, lex.OPT_OUT, lex.HEEDS)
        )
    )


_CEILING = Pattern(r"\b(?:up to|at most|no more than|not more than|a maximum of|as much as)\b")
_OPTIONAL = Pattern(r"\b(?:may|might|can|could|should)\b(?! not)|\b(?:entitled|right|able|allowed|permitted) to\b")


def _optional(lower: str) -> int:
    return lex.count(_OPTIONAL, lower)


_PERFECT = Pattern(
    r"\b(?:have|has|had) (?:never |not |always |ever )?(?:\w{2,}ed|sold|kept|sent|made|read|told|given|taken)\b"
)
_SUBORDINATE = Pattern(r"\b(?:unless|if|when|where|once|after|until|before|that|which|who) [^,.;]{0,200}")


def _perfect(lower: str) -> bool:
    """What we have done says nothing of what we shall do."""
    return _PERFECT.search(_SUBORDINATE.sub("", lower)) is not None


_ONLY_IF = Pattern(r"\bonly (?:if|when|where|after|with|upon|once|in case)\b")
_ONLY = Pattern(r"\bonly\b")
_UNLESS = Pattern(r"\b(?:unless|without|until|except)\b")


_DISAPPLIED = Pattern(r"\bnot (?:apply|applicable)\b")


def _denial(lower: str) -> tuple[int, int, bool, int]:
    return (
        lex.count(_DISAPPLIED, lower),
        min(negations(_NOR.sub(r"\g<one>or", lower)), 3),
        bool(_UNLESS.search(lower)),
        lex.count(_ONLY, lower),
    )


_NOR = re.compile(r"(?<=\bneither\b)(?P<one>.{1,80}?)\bnor\b|\bnor\b(?= (?!will|do|shall|may|can|is|are))")


def _turned_condition(denied: str, stated: str) -> bool:
    """ "Not X unless Y" / "X only if Y"."""
    return bool(
        _negated(UNLESS_CLAUSE.sub("", denied))
        and not _negated(stated)
        and _UNLESS.search(denied)
        and _ONLY_IF.search(stated)
        and not _UNLESS.search(stated)
    )


def _strength(lower: str) -> str:
    """loose, aimed or bound; a denied permission binds, and a right of the customer is one however it is put."""
    speaking = voice(lower)
    if _negated(lower):
        return "aimed" if speaking.force in (Force.AIM, Force.SHOULD) else "bound"
    if speaking.force in (Force.BARE, Force.PROMISE):
        return "bound"
    return {Force.PERMISSION: "loose", Force.RIGHT: "loose"}.get(speaking.force, "aimed")


def _same_joints(old: str, new: str) -> bool:
    """Conditions and alternatives as before."""
    turned = _turned_condition(old, new) or _turned_condition(new, old)
    if lex.count(_COND, old) != lex.count(_COND, new) and not turned:
        return False
    return lex.count(_OR, old) == lex.count(_OR, new)


_COND = Pattern(r"\b(?:if|when|where|once|unless|without|except|until|before|after|provided)\b")
_OR = Pattern(r"\bn?or\b")
