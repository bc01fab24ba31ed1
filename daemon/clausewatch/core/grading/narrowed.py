"""Words that were put into a sentence which stands otherwise, or taken out of it: it holds of less.

Where a sentence gives its reader something and words have come while none has gone, those words say when, for whom,
of what or how far it holds now: it holds of less. Of 74 sentences so changed that a lawyer called critical and 27 that
he did not, nearly all of the 27 had one of four kinds of words: a further thing joined by "and", an item of a list,
a number, a word that sharpens or widens the promise. What is none of these narrows, whether or not its words are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost, row, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import another_way, burdens, in_a_row
from clausewatch.core.grading.listed import ITEMS
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.thesaurus import akin
from clausewatch.core.grading.voice import Stance, negations, voice
from clausewatch.core.model import Grade, Reason


def put_in(pair: Pair) -> Iterator[Finding]:
    """It says in more words of what or how far it holds."""
    if pair.heading or pair.rewritten or _takes(pair) or row.things_more(pair):
        return
    came = [run for run in _runs(pair) if not _adds(run, pair)]
    if came and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(came), Direction.WORSE)


def _takes(pair: Pair) -> bool:
    """The vendor says what it does with what is the reader's: the more narrowly, the better."""
    licence = pair.stance is Stance.LICENCE and voice(pair.old.lower).intrusive
    return licence and not negations(pair.old.lower) and not lex.ONLY.search(pair.old.lower)


def _runs(pair: Pair) -> tuple[str, ...]:
    """What came, if nothing has gone, but for a word that stands in what came ("price increase" / "increase in list
    prices")."""
    gone = [word for each in pair.differences for word in each.lost if word not in _PADDING]
    if not gone:
        return pair.put_in
    came = [each.gained for each in pair.differences if each.gained]
    if (
        (len(gone), len(came)) != (1, 1)
        or gone[0] not in pair.old.printed
        or came[0][0] not in _BEHIND
        or not any(_a_form(gone[0], word) for word in came[0])
    ):
        return ()
    return (words.joined(came[0]),)


_PADDING = frozenset(words.listed("any all every the a an each such 任 何 一 切 所 有 的"))


def _a_form(one: str, other: str) -> bool:
    return stems.stem(one) == stems.stem(other) or (len(one) > _ROOT and one[:_ROOT] == other[:_ROOT])


_ROOT = 5
_BEHIND = frozenset(words.listed("in of on at for before after under above below within during from with without"))
"""What binds a noun to the one before it."""


def _adds(run: str, pair: Pair) -> bool:
    """Whether it gives more, counts, joins or explains."""
    said = words.tokens(run)
    if another_way(run, pair.old.lower):
        return True
    return (
        all(word in _SAYS_NOTHING or _COUNTS.fullmatch(word) for word in said)
        or (lex.CONSENT.search(run) is not None and not _READER_MAY.match(pair.old.lower))
        or (lex.ONLY.search(run) is not None and (burdens(pair) or voice(pair.old.lower).intrusive))
        or _of_a_name(run, pair.new.printed)
        or (not run.isascii() and in_a_row(said, pair.new.lower))
        or (_JOINED.search(run) is not None and _ELSEWHERE.search(run) is None and _FURTHER.match(run) is None)
        or _BEGINS.match(run) is not None
        or (_WIDENS.search(run) is not None and len(said) <= _SHORT)
        or _is_item(said, pair.new.lower)
    )


_READER_MAY = Pattern(
    r"(?!we\b|the (?:company|provider|supplier|vendor|processor|licensor|bank|platform)\b)[^,.;]{1,40}?"
    r"\b(?:may|can|(?:shall|will|is|are) (?:be )?(?:free|entitled|at liberty) to)\b(?! not)"
)
"""To whom something is free a consent that it needs now is no protection."""


def _of_a_name(run: str, printed: str) -> bool:
    """Whether it came within the name of a firm, of which ``redirected`` tells."""
    if not (run.isascii() and _FIRM.search(printed)):
        return False
    return re.search(rf"{re.escape(run)}[\w .]{{0,20}}{_FIRM.pattern}", printed, re.IGNORECASE) is not None


_FIRM = re.compile(r"\b(?:ltd|limited|inc|llc|llp|gmbh|plc|ag|s\.?a|b\.?v|corp|corporation)\b", re.IGNORECASE)


def _is_item(said: tuple[str, ...], lower: str) -> bool:
    items = [words.tokens(part) for part in ITEMS.split(lower)]
    return len(items) >= _LISTED and said in items


_LISTED = 4
"""Items from which a sentence is a list, its introduction among them."""
_SHORT = 3
"""Words that a sharpening one may bring along, itself included."""
_JOINED = Pattern(
    r"^(?:and|or|as well as|together with|plus)\b|\b(?:and|or)$|^[和及与或、并且]|[和及与或、共同]$|^以及|共同$"
    r"|(?:公司|银行)$"
)
_ELSEWHERE = Pattern(
    r"\b(?:any|some|such|all) other\b|\bother\b|\belsewhere\b|\banother\b|\bor (?:if|when|where|unless|until|as"
    r"|after|before|without|not|outside|later)\b|\bonly\b|其他|其它|另行"
)
"""An alternative that leaves everything open."""
_FURTHER = Pattern(r"and (?:are|is|was|were|ha(?:s|ve)|that|who|which|whose)\b")
"""One thing more that must be so of what the promise holds of."""
_BEGINS = Pattern(
    r"(?:including|in particular|such as|for example|e\.g|namely|that is|and therefore|as described|as set out"
    r"|as defined"
    r"|who|which|that) ?(?:shall|will|must|is|are)?\b(?=.*\b(?:shall|will|must)\b)|(?:including|such as"
    r"|for example|namely"
    r"|as described|as set out|as defined|as required|in accordance|under (?:section|clause|article)|pursuant"
    r"|at any time|free of charge|without (?:delay|undue|charge|cost|limit\w*)|at no (?:extra "
    r"|additional )?(?:cost|charge)"
    r"|at our (?:own )?(?:cost|expense)|by (?:e-?mail|post|letter|phone|telephone))\b"
    r"|包括|例如|即|依法|根据|按照|按|依据|免费|无偿"
)
_WIDENS = Pattern(
    r"\b(?:all|any|every|each|both|always|also|at least|not less than|no later than|immediate\w*|prompt\w*|full|fully"
    r"|complete\w*|free|strict\w*|secure\w*|strong|express\w*|explicit\w*|prior|written|never|even|further"
    r"|additional\w*"
    r"|automatic\w*|permanent\w*|irrevocabl[ey]|hereby|therefore|however|otherwise|respective\w*|annual\w*"
    r"|independent\w*|certified|dedicated|double|twice|again|please|in writing|in advance|clear\w*|plain\w*|own)\b"
    r"|所有|全部|任何|一切|均|都|也|还|亦|同样|至少|立即|及时|尽快|完整|严格|加密|始终|一律|书面|明确|单独|自动"
    r"|永久|不少于|该|其"
)
_SAYS_NOTHING = frozenset(
    words.listed(
        "the a an and of to that this these those which we you your our it its is are be will shall been has have"
        " do does by with for in on as so own s per cent percent"
    )
) | frozenset("的了将会应须之所该其等您我们来以在于对为进行已与本此由给并可")
_COUNTS = re.compile(
    r"[\d.,/:]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh"
    r"|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|thousand|million|times?|first|second|third|double"
    r"|business|working|calendar|days?|months?|weeks?|years?|hours?|[一二三四五六七八九十百千万零两半分之]"
)


def taken_out(pair: Pair) -> Iterator[Finding]:
    """One of those, or of the things, that are named side by side is named no longer."""
    if pair.heading or pair.rewritten or any(each.gained for each in pair.differences):
        return
    went = [words.joined(each.lost) for each in pair.differences if _was_one_of(each.lost, pair)]
    if went and lost.gave_something(pair) and not voice(pair.old.lower).intrusive:
        yield Finding(Grade.CRITICAL, Reason.REMOVED, ", ".join(went), "", Direction.WORSE)


def _was_one_of(run: tuple[str, ...], pair: Pair) -> bool:
    """Whether a run was one of several, and not a second word for what still stands ("null *and void*")."""
    if "exclusive" in run:
        return True
    if len(run) > _ONE_OF or not (
        _JOINS.search(words.joined(run)) or run in map(words.tokens, ITEMS.split(pair.old.lower))
    ):
        return False
    before = pair.old.lower.partition(words.joined(run))[0]
    if lex.EXCEPTION.search(before) or lex.EXCEPTION.search(words.joined(run)):
        return False
    content = [word for word in stems.content(words.joined(run)) if word.isalpha()]
    there = stems.content(pair.new.lower)
    return bool(content) and not all(any(akin(word, other) for other in there) for word in content)


_ONE_OF = 6
"""Words of one of several, at most."""
_JOINS = Pattern(r"^(?:and|or|nor)\b|\b(?:and|or|nor)$|^[和及与或、]|[和及与或、]$")


def joined_otherwise(pair: Pair) -> Iterator[Finding]:
    """Of two promises one is enough now, or of several things all of them are needed ("owns *and* programs")."""
    swapped = [each for each in pair.differences if {each.lost, each.gained} == {("and",), ("or",)}]
    if len(swapped) != 1 or len(pair.differences) > 1 or pair.heading or negations(pair.old.lower):
        return
    either = swapped[0].gained == ("or",)
    if lost.gave_something(pair) and (
        _OR_PROMISES.search(pair.new.lower) if either else not _MEANS.search(pair.new.lower)
    ):
        before, after = words.joined(swapped[0].lost), words.joined(swapped[0].gained)
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, before, after, Direction.WORSE)


_OR_PROMISES = Pattern(r"\bor (?:we|they|it|shall|will|must|is|are|the \w+ (?:will|shall|must))\b")
_MEANS = Pattern(r"\band (?:by|in|on|at|via|through|from|to|for|with)\b")


RULES = (put_in, taken_out, joined_otherwise)
