"""Little words on which everything hangs: prepositions, joints, pronouns and words that count.

They bind others and tell nothing by themselves, so that a comparison of what two sentences are about passes over them.
Yet "rounded *up*" is the opposite of "rounded *down*", what is done "*and* the owner is told" need no longer wait for
it, and a signature of *any* holder is not one of *every* holder. What these rules find is no matter of wording,
however alike two sentences are.
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
from clausewatch.core.grading.residue import related, residue
from clausewatch.core.grading.sense import turned_passive
from clausewatch.core.grading.voice import PERSONS, negations
from clausewatch.core.model import Grade, Reason

_WORSE = Direction.WORSE


def opposed(pair: Pair) -> Iterator[Finding]:
    """Up / down, over / under, gives / takes, in your presence / in your absence: at one place."""
    for each in pair.differences if pair.is_edited_english and _denies_alike(pair) else ():
        went, came = set(each.lost), set(each.gained)
        for one, other in _OPPOSED:
            turned = (one & went and other & came) or (other & went and one & came)
            if turned and not (one | other) & went & came and not _refers(pair):
                yield Finding(Grade.CRITICAL, Reason.POLARITY, words.joined(each.lost), words.joined(each.gained))


def _denies_alike(pair: Pair) -> bool:
    """Whoever refuses *from* somebody gives it *to* him: a denial more or less turns other words, too."""
    return negations(pair.old.lower) == negations(pair.new.lower)


_OPPOSED = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("up upwards", "down downwards"),
        ("up", "beyond"),
        ("over above", "under below"),
        ("give gives given", "take takes taken"),
        ("presence", "absence"),
        ("lend lends lent", "borrow borrows borrowed"),
        ("most", "least"),
        ("earlier", "later"),
        ("early", "late"),
    )
)


def _refers(pair: Pair) -> bool:
    return any(_REFERS.search(side.lower) for side in (pair.old, pair.new))


_REFERS = Pattern(
    r"\b(?:set out|described|listed|mentioned|stated|given|shown|see|defined|named|referred to|as) (?:above|below|over"
    r"|under)\b|\btakes? (?:place|part|effect|care|measures|steps|precautions|account|into)\b"
)
"""Where "above" and "below" point at a text, and what is taken from nobody."""


def precedes(pair: Pair) -> Iterator[Finding]:
    """What had to come first now merely comes as well ("after the owner has been heard" / "and the owner is heard")."""
    if not pair.is_edited_english or _THEN.search(pair.new.lower):
        return
    if lex.count(_FIRST, pair.new.lower) >= lex.count(_FIRST, pair.old.lower):
        return
    for each in pair.differences:
        went, came = words.joined(each.lost), words.joined(each.gained)
        if _FIRST.search(went) and _ALONGSIDE.match(came) and not _FIRST.search(came):
            yield Finding(Grade.CRITICAL, Reason.ORDER, went, came, _WORSE)
            return
    beside = pair.new.tokens.count("and") > pair.old.tokens.count("and") and not _WHEN.search(pair.new.lower)
    left = residue(pair)
    if beside and not (left.lost or left.gained):
        yield Finding(Grade.CRITICAL, Reason.ORDER, ", ".join(lex.found(_FIRST, pair.old.lower)), "and", _WORSE)


_FIRST = Pattern(
    r"\b(?:once(?! (?:per|an?|every|in)\b)|before|after|until|unless|prior to|following|upon|as soon as|provided)\b"
)
_WHEN = Pattern(r"\b(?:when|if|where|only|without|not|never|subject|within|days?|by|on)\b")
_ALONGSIDE = Pattern(r"(?:and|while|as|with|but)\b")
_THEN = Pattern(r"\b(?:then|first|next|afterwards|thereafter|subsequently|beforehand|thereupon|in advance)\b")


def steps(pair: Pair) -> Iterator[Finding]:
    """Of two ways that were open one now has to be gone first ("to court *or* to the ombudsman")."""
    if not pair.is_edited_english or _THEN.search(pair.old.lower) or burdens(pair):
        return
    fewer = lex.count(_OR, pair.new.lower) < lex.count(_OR, pair.old.lower)
    if fewer and _STEP.search(pair.new.lower) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.ORDER, "or", ", ".join(lex.found(_STEP, pair.new.lower)), _WORSE)


_OR = Pattern(r"\bor\b")
_STEP = Pattern(r"\b(?:and|but) then\b|\bfirst\b")


def person(pair: Pair) -> Iterator[Finding]:
    """One pronoun for another, and nothing else: "where you live" / "where we live"."""
    if not pair.is_edited_english or len(pair.differences) != 1:
        return
    (place,) = pair.differences
    went, came = (_persons(side) for side in (place.lost, place.gained))
    another = (went | came) != _ANY_READER or _YOU.search(pair.new.lower) is not None
    if len(went) == len(came) == 1 and went != came and another:
        yield Finding(Grade.CRITICAL, Reason.PARTY, words.joined(place.lost), words.joined(place.gained))


def _persons(run: tuple[str, ...]) -> frozenset[str]:
    """Who stands at a place where nothing else stands but what agrees with it."""
    others = [word for word in run if word not in _PRONOUNS and word not in _AGREEING]
    return frozenset() if others else frozenset(_PRONOUNS[word] for word in run if word in _PRONOUNS)


_PRONOUNS = {
    word: who
    for who, forms in (
        ("we", "we us our ours ourselves"),
        ("you", "you your yours yourself"),
        ("he", "he him his she her hers"),
    )
    for word in forms.split()
}
_AGREEING = frozenset(words.listed("is are was were has have do does"))
_ANY_READER = frozenset(("you", "he"))
_YOU = Pattern(r"\byou\b")
"""Whoever reads is spoken to or spoken of; but a third person who comes beside "you" is another one."""


def joints(pair: Pair) -> Iterator[Finding]:
    """A preposition or joint for another that binds another way, and hardly anything else: done by / done for, stored
    in / served from, once / until."""
    if not pair.is_edited_english or len(pair.differences) > _HARDLY:
        return
    for each in pair.differences:
        went, came = words.joined(each.lost), words.joined(each.gained)
        directed = {went, came} == {"from", "to"} and not _denies_alike(pair)
        if not directed and any(a.fullmatch(went) and b.match(came) for a, b in _JOINTS):
            yield Finding(Grade.CRITICAL, Reason.WORDING, went, came)


_HARDLY = 2
_JOINTS = tuple(
    (re.compile(a), re.compile(rf"(?:{b})\b"))
    for a, b in (
        (r"once|after|when|as soon as", r"until|unless|before"),
        (r"until|unless|before", r"once|after|when"),
        (r"after", r"with|despite"),
        (r"why", r"that|whether"),
        (r"by", r"for|after|in the (?:manner|style|spirit|name) of|on behalf of"),
        (r"for", r"against"),
        (r"to", r"from|about|against"),
        (r"from", r"to"),
        (r"on|in|within|inside", r"from|outside|beyond"),
        (r"beside|alongside|together with", r"after|behind"),
        (r"out of", r"ahead of|before|on top of"),
        (r"with", r"without"),
    )
)


def counted(pair: Pair) -> Iterator[Finding]:
    """What all had to agree to, one may agree to ("the signature of *every* holder" / "of *any* holder")."""
    if not pair.is_edited_english or not _TOGETHER.search(pair.old.lower):
        return
    if sum(word in _ALL for word in pair.new.tokens) >= sum(word in _ALL for word in pair.old.tokens):
        return
    for each in pair.differences:
        fewer = _ALL & set(each.lost) and not _ALL & set(each.gained)
        if fewer and (_ONE & set(each.gained) or not {"the", *_THEIRS} & set(each.gained)):
            yield Finding(Grade.CRITICAL, Reason.QUALIFIER, words.joined(each.lost), words.joined(each.gained), _WORSE)


_TOGETHER = Pattern(
    r"\b(?:requires?|needs?|takes|consents?|signatures?|signed|sign|presen(?:t|ce)|agree(?:s|d|ment)?|votes?|approv\w+"
    r"|unanimous\w*|keys?|heard)\b"
)
_ALL = frozenset(words.listed("all every each both"))
_ONE = frozenset(words.listed("any a an one either some"))
_THEIRS = frozenset(words.listed("our your its their his her whole full"))


def every(pair: Pair) -> Iterator[Finding]:
    """ "Every fee" / "fees", "everything we do" / "what we do": nobody says any more that it is all."""
    if not pair.is_edited_english or len(pair.differences) > _HARDLY or burdens(pair):
        return
    for each in pair.differences:
        if each.lost[:1] in _EVERY and each.gained[:1] not in _ANY_OF:
            whole = len(each.lost) <= _HARDLY and all(_slight(word, each.lost) for word in each.gained)
            if whole and lost.gave_something(pair):
                yield Finding(
                    Grade.CRITICAL, Reason.QUALIFIER, words.joined(each.lost), words.joined(each.gained), _WORSE
                )


_EVERY = (("every",), ("everything",), ("everyone",), ("everybody",))
_ANY_OF = (("all",), ("each",), ("any",), ("the",), ("whatever",), ("whoever",), ("anyone",), ("anything",))


def _slight(word: str, other: tuple[str, ...]) -> bool:
    return stems.is_function(stems.stem(word)) or any(stems.stem(word) == stems.stem(each) for each in other)


def given_by(pair: Pair) -> Iterator[Finding]:
    """Somebody else, or one of several, gives the consent ("the consent of the *tenant*" / "of the *landlord*")."""
    if pair.heading or not (_GIVER.search(pair.old.lower) and _GIVER.search(pair.new.lower)):
        return
    old, new = (_GIVER.search(side.lower) for side in (pair.old, pair.new))
    if old is None or new is None or turned_passive(pair.old.lower, pair.new.lower):
        return
    before, after = (stems.stem(match["who"]) for match in (old, new))
    other = before != after and not related(before, after)
    if other and {before, after}.isdisjoint(_NOBODY):
        yield Finding(Grade.CRITICAL, Reason.CONSENT, old["who"], new["who"])


_GIVER = Pattern(
    r"\b(?:consent|permission|approval|agreement|signature|authori[sz]ation|presence) of (?:(?:the|an?|all|both|each"
    r"|every|any|either|one of the|one|our|your|its|their|his) )*(?P<who>[a-z]+)"
)
_NOBODY = frozenset(stems.stem(word) for word in words.listed("all both each any such this that"))


def left_out(pair: Pair) -> Iterator[Finding]:
    """One fewer of those to whom something is owed, or who act together ("the authority *and the customer*")."""
    if not pair.is_edited_english or any(each.gained for each in pair.differences) or burdens(pair):
        return
    gone = [words.joined(each.lost) for each in pair.differences]
    one = len(gone) == 1 and (_AND_WHOM.fullmatch(gone[0]) or (_allowed(pair) and _AND_WHERE.fullmatch(gone[0])))
    if one and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.PARTY, gone[0], "", _WORSE)


_WHOM = rf"(?:(?:the|each|every|all|any|an?|our|your|its|their) )*(?:{PERSONS}|both|everybody)"
_AND_WHOM = re.compile(
    rf"(?:and|or)(?: (?:to|for|with|by|from|of))? {_WHOM}|(?:(?:to|for|with|by|from|of) )?{_WHOM} (?:and|or)"
    rf"|(?:to|for|with) {_WHOM}"
)
_AND_WHERE = re.compile(r"(?:and|or) (?:in|on|at|for|by|with|through|from|to)(?: \w+){1,3}")


def _allowed(pair: Pair) -> bool:
    return lex.PERMISSION.search(pair.old.lower) is not None


def turned_about(pair: Pair) -> Iterator[Finding]:
    """Who was paid pays: "the trainer is paid by the club" / "the trainer pays the club"."""
    for passive, active in ((pair.old.lower, pair.new.lower), (pair.new.lower, pair.old.lower)):
        done = _DONE_BY.match(passive) if pair.is_edited_english else None
        if done and not _BY.search(active) and (acts := _doer(done, active)):
            yield Finding(Grade.CRITICAL, Reason.PARTY, done[0], acts)


_DONE_BY = re.compile(
    r"(?:the |an? |our |your |each |every |all )?(?P<whom>[a-z]+(?: [a-z]+)?) (?:(?:will|shall|must|may|can) be|is|are)"
    r" (?:\w+ly |fully )?(?P<done>[a-z]+(?:ed|en|t|d)) by (?:the |an? |our |your |each |every |all )?(?P<by>[a-z]+)"
)
_BY = Pattern(r"\bby\b")


def _doer(done: re.Match[str], active: str) -> str:
    """The one to whom it was done, if that is who does it now, to the one who did it."""
    acted = re.match(
        rf"(?:the |an? |our |your |each |every |all )?{re.escape(done['whom'])} (?:(?:will|shall|must|may|can|also) )?"
        rf"(?P<does>[a-z]+) (?:\w+ ){{0,3}}?{re.escape(done['by'])}\b",
        active,
    )
    return acted[0] if acted and stems.stem(acted["does"]) == stems.stem(done["done"]) else ""


def ends(pair: Pair) -> Iterator[Finding]:
    """The same words, but other ones at the two ends of "before", "than", "by" or "then"."""
    if pair.heading or Counter(pair.old.tokens) != Counter(pair.new.tokens):
        return
    old, new = (dict(_ends(side.tokens)) for side in (pair.old, pair.new))
    if any(old[joint] != new[joint] for joint in old.keys() & new.keys()):
        yield Finding(Grade.CRITICAL, Reason.ORDER, pair.old.lower, pair.new.lower)


def _ends(tokens: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The first telling word behind each of those joints that stand in the sentence once."""
    for at, word in enumerate(tokens):
        if word in _TWO_ENDS and tokens.count(word) == 1:
            yield word, next((each for each in tokens[at + 1 :] if each not in _ARTICLES), "")


_TWO_ENDS = frozenset(words.listed("before after than then by against"))
_ARTICLES = frozenset(words.listed("the a an our your its their his her any each every all"))


def narrower(pair: Pair) -> Iterator[Finding]:
    """ "For any purpose" / "for your own purposes": those of which it holds are fewer."""
    if not pair.is_edited_english or len(pair.differences) != 1 or burdens(pair):
        return
    (place,) = pair.differences
    wide = _WIDE & set(place.lost) and not _WIDE & set(place.gained)
    if wide and _NEAR & set(place.gained) and all(_slight(word, place.lost) for word in place.gained if word != "own"):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, words.joined(place.lost), words.joined(place.gained), _WORSE)


_WIDE = frozenset(words.listed("any every all whatever whichever"))
_NEAR = frozenset(words.listed("own such these usual certain some ordinary"))


def distinguished(pair: Pair) -> Iterator[Finding]:
    """An adjective that told one thing from another is gone ("*new* contracts", "your *own* occupation")."""
    if not pair.is_edited_english or len(pair.differences) != 1 or burdens(pair):
        return
    (place,) = pair.differences
    same = place.lost[:1] == ("same",) and len(place.gained) == 1
    if place.lost in _READERS and place.gained in _ARTICLE[1:] and _KEEPS.search(pair.old.lower):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, place.lost[0], place.gained[0], _WORSE)
    if (len(place.lost) == 1 and place.lost[0] in _TELLS_APART) and (
        place.gained in _ARTICLE or not place.gained or same
    ):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, place.lost[0], "", _WORSE)


def one_more(pair: Pair) -> Iterator[Finding]:
    """One thing more in a row ("visitors of our website *and users of our app*"), be it of the words that tell little
    beside others: here they are all that has come."""
    if (
        not pair.is_edited_english
        or _EXAMPLES.search(pair.old.lower)
        or not all(set(each.lost) <= _AND for each in pair.differences)
    ):
        return
    came = [run for each in pair.differences if (run := words.joined(each.gained))]
    if "may" in pair.old.tokens and burdens(pair):  # what may be done is told of by its acts, not by every object
        return
    if len(came) != 1 or not _JOINED.fullmatch(came[0]) or _SAME_AGAIN.search(came[0]):
        return
    if not all(_tells_nothing(word) for word in words.tokens(came[0])):
        yield Finding(Grade.MAJOR, Reason.INSERTED, "", came[0])


_EXAMPLES = Pattern(r"\b(?:such as|including|includes?|for (?:example|instance)|among others|like|e\.g)\b")
"""One example more is no more than there was."""


def _tells_nothing(word: str) -> bool:
    return stems.is_function(stems.stem(word))


_AND = frozenset(words.listed("and or"))
_JOINED = re.compile(r"(?:and|or) [a-z' ]+|[a-z' ]+ (?:and|or)|[a-z]+ [a-z]+(?: [a-z]+)? and [a-z]+")
_SAME_AGAIN = Pattern(r"\b(?:conditions|hereby|every|all|under|between|void|agrees?|when|where|until|if|as|effect)\b")
_READERS = (("your",), ("their",), ("his",), ("her",))
_KEEPS = Pattern(r"\b(?:keeps?|retains?|stays?|returns?|returned|gets? back|given back|restored?|remains?|preserved)\b")
_TELLS_APART = frozenset(words.listed("new own same genuine real original actual fresh"))
_ARTICLE = (("the",), ("a",), ("an",))

RULES = (
    turned_about,
    ends,
    narrower,
    distinguished,
    one_more,
    opposed,
    precedes,
    steps,
    person,
    joints,
    counted,
    every,
    given_by,
    left_out,
)
OUTWEIGH = tuple(rule for rule in RULES if rule is not one_more)
