"""What a change is at least, where no rule knows its words.

A word list can never hold every verb of every contract. So harmlessness needs evidence: words that mean the same
(``thesaurus``), names, measures, nouns of the trade, a sentence that only informs. What is left unexplained
(``residue``) in a sentence that binds the vendor or states what the customer can count on is taken for a broken
promise; in one that burdens the customer or frees the vendor, for a change of substance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lone
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.residue import Residue, residue
from clausewatch.core.grading.voice import Force, Stance
from clausewatch.core.model import Grade, Reason


def unproven(pair: Pair) -> Iterator[Finding]:
    """Content of which nothing shows that it means the same."""
    if pair.heading or _informs(pair):
        return
    left = residue(pair)
    if left.remeasured:
        yield Finding(Grade.MAJOR, Reason.NUMBER)
    if left.lost and left.gained:
        yield _finding(_exchanged(pair), left)
    elif (left.gained and _narrowed(pair, left)) or (left.lost and _cut(pair, left)):
        yield _finding(Grade.CRITICAL, left)


def _finding(grade: Grade, left: Residue) -> Finding:
    return Finding(grade, Reason.WORDING, ", ".join(left.lost), ", ".join(left.gained), Direction.UNCLEAR)


def _exchanged(pair: Pair) -> Grade:
    if not _is_sentence(pair.old.printed):
        return Grade.MINOR
    if _burdens(pair):
        return Grade.MAJOR
    return Grade.CRITICAL if _readable(pair) else Grade.MAJOR


def _commits(pair: Pair) -> bool:
    return _is_sentence(pair.old.printed) and not _burdens(pair) and not pair.rewritten


def _narrowed(pair: Pair, left: Residue) -> bool:
    """A few words have come that say when, for whom or of what a promise now holds."""
    if len(left.gained) > _FEW or not _commits(pair):
        return False
    came = [" ".join(each.gained) for each in pair.differences if len(each.gained) > len(each.lost)]
    return any(_NARROWS.search(run) and not _HARMLESS.search(run) for run in came)


def _cut(pair: Pair, left: Residue) -> bool:
    """A few words have gone from what is promised or covered."""
    if len(left.lost) > _FEW or not _commits(pair):
        return False
    went = (" ".join(each.lost) for each in pair.differences if len(each.lost) > len(each.gained))
    return any(_ITEM.search(run) for run in went if not _SOFTENS.search(run))


_FEW = 6
_NARROWS = re.compile(
    r"(?:^|\s)(?:who|whose|that|which|outside|inside|within|beyond|made|bought|purchased|for|in|on|of|to|from|with|by"
    r"|where|when|if|during|after|until|provided|and (?:are|is)|based|under)\b"
)
_HARMLESS = re.compile(
    r"\b(?:includ\w+|also|such as|as well as|without|law|laws?|section|described|example|free|even|whether|both"
    r"|in particular|as set out|accordance|under|below|above)\b"
)
_SOFTENS = re.compile(
    rf"{lex.HEDGE.pattern}|{lex.SOME.pattern}"
    r"|\b(?:material|significant|important|substantial|major|serious|known|reasonabl[ey]|commercially)\b"
)
"""Words without which a promise holds of more."""
_ITEM = re.compile(r"^(?:and |or |, )?[a-z]+(?: (?:and|or))?$|^(?:and|or|with|for|in|to|from|of|by)\b|\b(?:and|or)$")


def _burdens(pair: Pair) -> bool:
    """The customer is bound, or the vendor is free: what changes there breaks no promise."""
    main = pair.main
    if main.customer:
        return main.stance is Stance.LICENCE
    if lone.held_a_guard(pair.old.lower):
        return False
    free = main.force is Force.PERMISSION or main.disclaims
    return free or (main.stance is Stance.LICENCE and _TAKES.search(pair.old.lower) is not None)


_TAKES = re.compile(
    r"^(?:[^,.;]{0,80}, )?(?:we|the company|provider|our partners|the (?:provider|supplier|vendor|processor|bank)) "
    r"|\b(?:is|are|be) (?:\w+ly |also )?(?:shared|sold|used|collected|disclosed|transferred|tracked|charged)\b"
    r"|我们|平台|本公司|用于|收集|共享|使用"
)


def _readable(pair: Pair) -> bool:
    """Not so long and so different that nothing can be said of it."""
    brief = max(len(pair.old.tokens), len(pair.new.tokens)) <= _limit(pair)
    return not pair.rewritten or (brief and pair.similarity >= _FRAMED)


_FRAMED = 0.3
"""Similarity from which a rewritten sentence still stands in the frame of the old one."""
_SHORT = 45
"""Words up to which a rewritten sentence is still one statement."""


def _limit(pair: Pair) -> int:
    return _SHORT if pair.old.lower.isascii() else 2 * _SHORT


_INVITES = re.compile(
    r"^(?:please|for (?:questions|(?:further|more) (?:information|details))|if you have (?:any )?questions)\b"
    r"|\bcontact us\b|\bplease\b|^请|联系|咨询|客服"
)
"""Sentences that say how to get in touch, or ask for something."""
_ABOUT_ITSELF = re.compile(
    r"^(?:this|(?!the polic)the|our|these|you (?:can|will|may) find (?:the|our|a)|further|more|additional)"
    r" ?(?:\w+ ){0,3}?(?:page|polic(?:y|ies)|document|section|annex|appendix|notice|table|list|details|information"
    r"|overview|guide|handbook|terms|article|chapter|faq)\b[^.;]{0,40}?"
    r"\b(?:explains?|describes?|sets? out|lists?|contains?|tells?|is available|are available|found|shown|provided"
    r"|published|displayed|applies|apply|is on|are on|see|listed|outlines?|summari[sz]es)\b"
    r"|^本(?:政策|页|页面|协议|章|节|文件|条款|指引)[^,。]{0,12}(?:说明|介绍|适用|列明|阐述|描述)"
)


_SHOWN = re.compile(
    r"\b(?:available|found?|shown?|displayed|published|listed|see|posted|provided|downloaded|printed|viewed)\b[^.;]{0,40}?"
    r"\b(?:in|on|at|from|beside|next to|near) (?:our|the|your|this|each|every) (?:\w+ ){0,2}"
    r"(?:website|site|page|pages|portal|intranet|branch|branches|office|app|annex|section|catalogue|shop|console|menu"
    r"|dashboard|handbook|list|name)\b"
    r"|\byou (?:can|will|may) find\b|(?:查看|查询|查阅|下载|见|详见|浏览)"
)
"""Where something can be looked up."""


def _informs(pair: Pair) -> bool:
    sides = (pair.old, pair.new)
    return any(all(kind.search(side.lower) for side in sides) for kind in (_INVITES, _ABOUT_ITSELF, _SHOWN))


def _is_sentence(printed: str) -> bool:
    """Not an item of a list or a label (“Served by node amber”), which promise nothing by themselves."""
    return not printed[:1].islower() and printed.rstrip("\"'”’)）」* ").endswith(tuple(".!?。！？…"))


RULES = (unproven,)
