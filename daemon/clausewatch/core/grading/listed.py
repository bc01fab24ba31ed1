"""What a sentence names one by one, and on what it depends: an item more or less, a purpose more, a condition more.

A list is read behind its introduction ("the price includes:", "may be used on"). One thing more that is given is no
loss; one thing less is, whatever it is called. A condition that came breaks a promise in whatever words it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import lost
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair
from clausewatch.core.grading.floor import ON_PROOF
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import residue
from clausewatch.core.grading.voice import negations
from clausewatch.core.model import Grade, Reason

_WORSE, _BETTER = Direction.WORSE, Direction.BETTER
_OPENS = Pattern(r"\b(?:includes?|included|contains?|comprises?|consists? of|covers?|means?)\b|:|包括|包含|涵盖")
ITEMS = re.compile(r"[;,；，、:：]|\b(?:and|or)\b|[和及或]")
_LETTERED = re.compile(r"\(?(?:\d{1,2}|[ivx]{1,4}|[a-z]|[一二三四五六七八九十])\)")
_LISTED = 3
"""Items that make a list."""


def _items(lower: str) -> list[tuple[str, ...]]:
    lettered = list(_LETTERED.finditer(lower)) if ")" in lower else []
    opened = _OPENS.search(lower) or (lettered[0] if len(lettered) > 1 else None)
    if not opened:
        return []
    behind = lower[opened.end() :]
    parts = ITEMS.split(_LETTERED.sub(" ", behind) if lettered else behind)
    return [item for part in parts if (item := words.tokens(part))]


def item_gone(pair: Pair) -> Iterator[Finding]:
    """One of the things that are given is named no longer, and nothing in its place."""
    old = _items(pair.old.lower) if not (pair.rewritten or negations(pair.old.lower)) else []
    new = _items(pair.new.lower) if len(old) >= _LISTED else old
    went = [item for item in old if item not in new]
    if went and not [item for item in new if item not in old] and lost.gave_something(pair):
        gone = [words.joined(item) for item in went]
        collected = all(map(_DATUM.search, gone)) and any(_DATUM.search(words.joined(item)) for item in new)
        yield Finding(Grade.MAJOR if collected else Grade.CRITICAL, Reason.REMOVED, ", ".join(gone), "", _WORSE)


_DATUM = Pattern(
    r"\b(?:address|addresses|e-?mails?|(?:telephone|phone|mobile|fax|account|card|tax|passport|licence|policy) numbers?"
    r"|(?:first |last |full |sur)?names?|surnames?|(?:date|place|year|country) of birth|birth ?dates?|age|gender|sex"
    r"|(?:\w+ )?size|height|weight|photos?|photographs?|pictures?|occupation|job titles?|nationality|locations?"
    r"|ip addresses|cookies|device (?:id|type|model)s?|browser type|signatures?|marital status|hobbies|interests)\b"
    r"|姓名|地址|电话|手机号|邮箱|身份证|出生|性别|年龄|职业|位置|照片|头像|昵称|尺码|国籍|学历|设备"
)
"""What is known of a person: of what is collected, one thing less takes nothing from anybody."""
_ALLOWED = Pattern(r"\b(?:may|can|(?:is|are) (?:allowed|entitled|valid|accepted|available|free))\b|可以?|有权")
_JOINED = Pattern(r"^(?:and|or)\b|\b(?:and|or)$|^\w+(?: \w+)?$")


def more_allowed(pair: Pair) -> Iterator[Finding]:
    """One thing more to or for which the customer is free ("owned *or leased*")."""
    left = residue(pair)
    if pair.heading or pair.rewritten or left.lost or not left.gained or not _ALLOWED.search(pair.old.lower):
        return
    if negations(pair.new.lower) or not lost.gave_something(pair):
        return
    came = [words.joined(each.gained) for each in pair.differences if each.gained]
    if came and ON_PROOF.search(pair.old.lower):
        return
    if came and all(_JOINED.search(run) for run in came) and _AND_OR.search(" ".join(came) + pair.new.lower):
        yield Finding(Grade.MAJOR, Reason.INSERTED, "", ", ".join(came), _BETTER)


_AND_OR = Pattern(r"\b(?:and|or)\b|[和或及、]")
_USES = Pattern(
    r"\b(?:we|our \w+|the (?:provider|vendor|supplier|company|platform|bank|shop|school|club)) "
    r"(?:(?:may|will|also|then) )*(?:use|process|collect|keep|store|share|analy[sz]e)s?\b"
    r"|(?:我们|平台|公司)[^,。]{0,6}(?:使用|处理|收集|利用)"
)
_FOR = Pattern(r"\b(?:for|to|in order to)\b|用于|以便|为了")
_SELLS = Pattern(
    r"\b(?:partner|promotional|special|commercial|third-party|sponsored|our) offers?\b|\bpromotions?\b|\bnewsletters?\b"
    r"|\bmarketing\b|\badvert\w*|\bresearch\b|\banaly\w+|\bscor\w+|优惠|推广|营销|广告"
)


def purpose_came(pair: Pair) -> Iterator[Finding]:
    """The vendor uses what it has of the customer for one thing more."""
    left = residue(pair)
    uses = _USES.search(pair.old.lower) and _FOR.search(pair.old.lower)
    if pair.rewritten or not uses or left.lost or not left.gained or negations(pair.new.lower):
        return
    if any(_AND_OR.search(run) for run in pair.put_in):
        grade = Grade.CRITICAL if any(_SELLS.search(run) for run in pair.put_in) else Grade.MAJOR
        yield Finding(grade, Reason.PURPOSE, "", ", ".join(pair.put_in), _WORSE)


_CONDITION = Pattern(
    r"(?:and |but )?(?:only )?(?:if|provided|where|when(?!ever)|once|unless|as long as|so long as|on condition"
    r"|subject to|in so far as|to the extent)\b"
    r"|(?:如果?|若|当|仅|只有|在[^,。]{1,20}(?:前提|情况|条件)下)|[^,。]{2,20}的$"
)
_OCCASION = Pattern(r"(?:and |but )?(?:where|when|once|当)\b")
_TIMED = Pattern(r"\b(?:upon|on|after|following|at|before|until|within|during|by)\b|[时后前]")
_HARMLESS = Pattern(r"\b(?:you (?:like|wish|want|prefer|choose)|necessary|applicable|any)\b|需要|适用|有异议")


def condition_came(pair: Pair) -> Iterator[Finding]:
    """What was given holds now only if something else is so."""
    if pair.heading or pair.rewritten:
        return
    came = [clause for clause in pair.gained if _CONDITION.match(clause) and not _HARMLESS.search(clause)]
    came = [clause for clause in came if any(stem in clause for stem in residue(pair).gained)]
    before, after = (sum(_CONDITION.match(each) is not None for each in side.clauses) for side in (pair.old, pair.new))
    depends = came and after > before and not all(_only_when(clause, pair) for clause in came)
    if depends and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(came), _WORSE)


def _only_when(clause: str, pair: Pair) -> bool:
    """Whether it may say only when, as the old sentence did ("upon termination" / "when the agreement ends")."""
    return _OCCASION.match(clause) is not None and _TIMED.search(pair.old.lower) is not None


_LATER = Pattern(r"^(?:only )?after (?:the|an?|your|our|expiry|payment|completion|approval)\b")


def later(pair: Pair) -> Iterator[Finding]:
    """What was given at any time is given only after something else ("*after the minimum term*")."""
    found = [run for run in pair.put_in if _LATER.search(run)]
    if found and not pair.rewritten and not pair.heading and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(found), _WORSE)


_ONE_MORE = Pattern(r"^(?:and|or) (?!only|never|not)|(?:and|or)$")


def one_more_may(pair: Pair) -> Iterator[Finding]:
    """What only one might do another may do as well ("only the ombudsman *and our trainers*")."""
    only = all(lex.ONLY.search(side.lower) for side in (pair.old, pair.new))
    found = [run for run in pair.put_in if _ONE_MORE.search(run) and len(run.split()) <= _A_PARTY]
    if only and found and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.PARTY, "", ", ".join(found), _WORSE)


_A_PARTY = 5
"""Words of another party at most."""


_NARROWS = Pattern(
    r"^(?:the |an? )?(?:reasonabl[ey]|material(?:ly)?|substantial(?:ly)?|significant(?:ly)?|eligible|qualifying"
    r"|selected|standard|basic|normal(?:ly)?|ordinary|approved|certified|registered|verified|paying|first|proven|serious|genuine"
    r"|direct|main|key)$|^(?:合理|重大|实质性|符合条件的|部分|主要|直接)$"
)


def narrowed(pair: Pair) -> Iterator[Finding]:
    """An adjective leaves open of how much a promise holds ("any *reasonable* request")."""
    found = [run for run in pair.put_in if _NARROWS.search(run)]
    if found and not (pair.heading or pair.rewritten) and lost.gave_something(pair):
        yield Finding(Grade.CRITICAL, Reason.QUALIFIER, "", ", ".join(found), _WORSE)


_NEED_NOT = Pattern(r"\b(?:need not|without having to|no need to|not (?:required|obliged|asked) to)\b|无需|无须|不必")
_HAS_TO = Pattern(
    r"\b(?:must|shall|may not|can not|have to|has to|(?:is|are) (?:required|obliged) to|only (?:if|after))\b|应|须|不得"
)


def no_longer_spared(pair: Pair) -> Iterator[Finding]:
    """What the customer need not do they now have to."""
    old, new = pair.old.lower, pair.new.lower
    spared = lex.count(_NEED_NOT, old) > lex.count(_NEED_NOT, new)
    if spared and lex.count(_HAS_TO, _NEED_NOT.sub("", new)) > lex.count(_HAS_TO, _NEED_NOT.sub("", old)):
        yield Finding(Grade.CRITICAL, Reason.MODALITY, ", ".join(lex.found(_NEED_NOT, old)), "", _WORSE)


_GONE = Pattern(
    r"\b(?:does|do|shall|will|may) not (?:exist|arise|be (?:claimed|exercised))\b"
    r"|\b(?:is|are) (?:lost|forfeited|excluded|waived|deemed waived)\b|\b(?:ceases?|lapses?)\b|丧失|失效|作废|不再享有"
    r"|责任(?:一并|随之|同时|亦|即|均)?(?:届满|终止|消灭|解除|免除)"
)


def right_gone(pair: Pair) -> Iterator[Finding]:
    """What the customer had is lost, in one case or in all."""
    old, new = pair.old.lower, pair.new.lower
    if _GONE.search(new) and not _GONE.search(old) and lost.gave_something(pair) and not pair.rewritten:
        yield Finding(Grade.CRITICAL, Reason.POLARITY, "", ", ".join(lex.found(_GONE, new)), _WORSE)


RULES = (
    item_gone, more_allowed, purpose_came, condition_came, later, one_more_may, narrowed, no_longer_spared, right_gone,
)  # fmt: skip
