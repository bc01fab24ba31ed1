"""What a change is at least, where no rule knows its words.

A word list can never hold every verb of every contract. So harmlessness needs evidence: words that mean the same
(``thesaurus``), names, measures, nouns of the trade, a sentence that only informs. What is left unexplained
(``residue``) in a sentence that binds the vendor or states what the customer can count on is taken for a broken
promise; in one that burdens the customer or frees the vendor, for a change of substance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausewatch.core.grading import bearing, lone, lost, names, row, safeguards, stems
from clausewatch.core.grading import lexicon as lex
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Direction, Finding, Pair, once
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.residue import LANGUAGES, Residue, residue, spoken
from clausewatch.core.grading.voice import PERSONS, Force, Stance, negations, stance_of, voice
from clausewatch.core.model import Grade, Reason


def unproven(pair: Pair) -> Iterator[Finding]:
    """Content of which nothing shows that it means the same."""
    if pair.heading or informs(pair):
        return
    if row.things_more(pair):
        yield Finding(Grade.MAJOR, Reason.INSERTED, "", ", ".join(row.things_more(pair)))
        return
    left = residue(pair)
    if left.remeasured:
        reason = Reason.WORDING if LANGUAGES.issuperset(_stemmed(left.measures)) else Reason.NUMBER
        yield Finding(Grade.MAJOR, reason, *left.measures)
    if (left.lost and left.gained) or (pair.rewritten and (left.lost or left.gained)):
        yield _finding(_exchanged(pair, left), left, pair)
    elif (_as_often(pair) or _no_rate_left(pair)) and (_narrowed(pair, left) or _cut(pair, left)):
        yield _finding(_broken(pair), left, pair)
    elif not (left.lost or left.gained) and not pair.rewritten and _denied_otherwise(pair):
        yield Finding(_broken(pair) if _commits(pair) else Grade.MAJOR, Reason.POLARITY)
    elif left.gained and not pair.rewritten and burdens(pair) and (_another_ground(pair) or _asks_more(pair, left)):
        yield _finding(Grade.MAJOR, left, pair)
    elif left.gained and not left.lost and not burdens(pair) and _put_in(pair, left):
        yield _finding(Grade.CRITICAL, left, pair)


def _put_in(pair: Pair, left: Residue) -> bool:
    """Something has come into a sentence that stands otherwise, and it is no further thing in a row; English."""
    if pair.rewritten or not pair.old.lower.isascii() or not is_sentence(pair.old.printed) or _refigured(pair):
        return False
    came = [each.gained for each in pair.differences if _holds(each.gained, left.gained)]
    return not all(
        run[0] in _AND
        or _FOR_MORE.search(words.joined(run))
        or _joins(run, pair.new.tokens, pair.new.lower)
        or _item(run, pair.new.lower)
        for run in came
    )


_FOR_MORE = Pattern(
    r"\b(?:any|every|all|each|free|charge|nothing|no|included|including|both|as well|prior|written|express(?:ly)?"
    r"|explicit(?:ly)?|reasonable time|laws?|lawful\w*|legal\w*|also|which (?:shall|must|will))\b"
)
"""What only widens or sharpens."""


def _as_often(pair: Pair) -> bool:
    """The same figures, but for a rate that has come ("each visit")."""
    before, after = pair.old_measured.counted, pair.new_measured.counted
    return not before - after and all(each.unit.startswith("per ") for each in after - before)


def _no_rate_left(pair: Pair) -> bool:
    """In Chinese, how often is not said any more: what has come says another time (按月支付 / 竣工后支付)."""
    before, after = pair.old_measured.counted, pair.new_measured.counted
    went, came = ([each for each in side if each.unit.startswith("per ")] for side in (before - after, after - before))
    return bool(went) and not came and not pair.old.lower.isascii()


def _denied_otherwise(pair: Pair) -> bool:
    """One denial more or less, and every other word has its kin on the other side."""
    return negations(pair.old.lower) % 2 != negations(pair.new.lower) % 2


def _another_ground(pair: Pair) -> bool:
    """The vendor may do it in one more case."""
    return any(_GROUND.match(words.joined(each.gained)) for each in pair.differences)


def _asks_more(pair: Pair, left: Residue) -> bool:
    """The customer has to do or to pay more than before."""
    if not (pair.main.customer or binds_customer(pair)):
        return False
    if negations(pair.old.lower):  # what may not be done, and one thing more
        return negations(pair.new.lower) == negations(pair.old.lower) and any(
            "or" in each.gained for each in pair.differences
        )
    came = (each.gained for each in pair.differences if _holds(each.gained, left.gained))
    return any(run[0] in _AND or not _harmless(run, left.gained) for run in came)


_GROUND = Pattern(r"(?:or|and) (?:if|when|where|because|for|without|at)\b|或者?(?:如|若|当|因)")


def _finding(grade: Grade, left: Residue, pair: Pair) -> Finding:
    before, after = spoken(left.lost, pair.old), spoken(left.gained, pair.new)
    return Finding(grade, Reason.WORDING, before, after, Direction.UNCLEAR)


def _stemmed(measures: tuple[str, str]) -> Iterator[str]:
    return (stems.stem(word) for side in measures for word in side.split(", ") if word)


def _exchanged(pair: Pair, left: Residue) -> Grade:
    if not is_sentence(pair.old.printed):
        return Grade.CRITICAL if is_item(pair.old.printed) else Grade.MINOR
    if pair.old.lower.isascii():
        another = pair.rewritten or _refigured(pair)
        mild = another and (_burdened(pair) or (pair.rewritten and (timed_alike(pair) or little_but_figures(pair))))
        return Grade.MAJOR if mild else Grade.CRITICAL
    if _burdened(pair):
        return Grade.CRITICAL if any(_GUARDS_ZH.search(each) for each in left.lost) else Grade.MAJOR
    known = _readable(pair) or _another_one(pair) or (not _refigured(pair) and lost.gave_something(pair))
    return _broken(pair) if known else Grade.MAJOR


_GUARDS_ZH = Pattern(
    "同意|授权|无法|不[可会能得再影]|未|匿名|去标识|单独|逐[次项一]|每次|仅|只|独自|书面|事先|提前|确认"
)
"""What protects the reader in a sentence that lets the vendor do something."""


def _burdened(pair: Pair) -> bool:
    return burdens(pair) and not serves(pair) and not (pair.rewritten and lost.gave_something(pair))


def timed_alike(pair: Pair) -> bool:
    """One time in the place of another one of about that length: quite other words may be the same promise."""
    before, after = pair.old_measured.counted, pair.new_measured.counted
    return bearing.about_as_long(before - after, after - before)


def little_but_figures(pair: Pair) -> bool:
    """One figure in the place of another of its unit, and hardly a word that is not explained: the promise stands, in
    other words and at another measure, and how grave that is, the rules of measure say."""
    before, after = pair.old_measured.counted, pair.new_measured.counted
    units = [sorted(each.unit for each in side) for side in (before - after, after - before)]
    left = residue(pair)
    return bool(units[0]) and units[0] == units[1] and len(left.lost) + len(left.gained) <= _HARDLY


_HARDLY = 2


def _refigured(pair: Pair) -> bool:
    """One figure in the place of another: quite other words may be the same promise, shorter or longer."""
    before, after = pair.old_measured.counted, pair.new_measured.counted
    return bool(before - after) and bool(after - before)


def _another_one(pair: Pair) -> bool:
    """So much is left unexplained that it is another sentence: the old one is gone."""
    left = residue(pair)
    told = {word for side in (pair.old, pair.new) for word in stems.content(side.lower) if not stems.is_function(word)}
    return len({*left.lost, *left.gained}) >= _ANOTHER * len(told)


def _broken(pair: Pair) -> Grade:
    """In a long sentence that promises nothing, a few unknown words are not its core."""
    if pair.old.lower.isascii():
        return Grade.CRITICAL
    brief = max(len(pair.old.tokens), len(pair.new.tokens)) <= _limit(pair)
    return Grade.CRITICAL if brief or pair.stance is Stance.GUARD or lone.held_a_guard(pair.old.lower) else Grade.MAJOR


def _commits(pair: Pair) -> bool:
    return is_sentence(pair.old.printed) and not burdens(pair) and not pair.rewritten


def _narrowed(pair: Pair, left: Residue) -> bool:
    """Words have come that say when, for whom or of what a promise now holds, and none that widen it."""
    if not 0 < len(left.gained) <= _FEW or not _commits(pair):
        return False
    came = [each.gained for each in pair.differences if _holds(each.gained, left.gained)]
    if any(_one_proof_more(words.joined(run), pair) for run in came):
        return True
    return any(
        not (_harmless(run, left.gained) or _joins(run, pair.new.tokens, pair.new.lower) or _item(run, pair.new.lower))
        for run in came
    )


def _one_proof_more(run: str, pair: Pair) -> bool:
    """What the reader has to show besides, in Chinese: he can do less, not more."""
    thing = _JOINT_ZH.sub("", run)
    if not thing or thing.isascii() or not ON_PROOF.search(pair.old.lower):
        return False
    return any(f"{joint}{thing}" in pair.new.lower for joint in "、和与及并")


_JOINT_ZH = re.compile("^(?:以?及其?|[和与并])")
ON_PROOF = Pattern("凭|(?<![保支维坚主])持(?![续有])|出示")
"""What has to be shown is no freedom."""


def _harmless(run: tuple[str, ...], unexplained: tuple[str, ...]) -> bool:
    """Words that open an example or a reference do so for all that follows; those that only sharpen, for one or"
    " two."""
    said = words.joined(run)
    told = sum(stems.stem(word) in unexplained and not _SHARPENS.search(word) for word in run)
    return bool(_OPENS.search(said) or (_SHARPENS.search(said) and told <= _SHARPENED))


def widened(pair: Pair) -> Iterator[Finding]:
    """One thing more of which the sentence holds ("messages *and attachments*"), everything else as it was."""
    left = residue(pair)
    if pair.heading or pair.rewritten or left.lost or not left.gained:
        return
    if not (_commits(pair) or _collects_zh(pair)):
        return
    if negations(pair.old.lower) != negations(pair.new.lower) or _narrowed(pair, left):
        return
    came = [each.gained for each in pair.differences if _holds(each.gained, left.gained)]
    if came and all(_joins(run, pair.new.tokens, pair.new.lower) or _item(run, pair.new.lower) for run in came):
        direction = Direction.BETTER if pair.stance is Stance.GUARD else Direction.UNCLEAR
        yield Finding(Grade.MAJOR, Reason.INSERTED, "", ", ".join(map(words.joined, came)), direction)


def _collects_zh(pair: Pair) -> bool:
    """What the vendor has of the reader is named one by one, in Chinese."""
    return is_sentence(pair.old.printed) and _COLLECTS_ZH.search(pair.old.lower) is not None


_COLLECTS_ZH = Pattern(r"(?:收集|获取|采集|读取|记录|调用)[^,。;]{0,4}您|适用于")


def _joins(run: tuple[str, ...], sentence: tuple[str, ...], lower: str) -> bool:
    """Whether a run puts one more noun to those of whom or of what something is said. One more noun behind a
    preposition may be one more condition ("on notice *and payment of a fee*")."""
    if another_way(words.joined(run), " ".join(sentence)) or in_a_row(run, lower):
        return True
    if (run[0] not in _AND and run[-1] not in _AND) or len(run) > _ONE_THING or _SAYS_MORE & set(run):
        return False
    at = next((at for at in range(len(sentence)) if sentence[at : at + len(run)] == run), 0)
    before = sentence[max(at - _NOUN_PHRASE, 0) : at]
    after = sentence[at + len(run) : at + len(run) + 1]
    if _WHO.search(words.joined(run)) or lex.RECIPIENT.search(words.joined(run)):
        return False
    return not _ON_TERMS & set(before) and (not before or before[-1] not in _VERBAL) and not (set(after) & _ON_TERMS)


def in_a_row(run: tuple[str, ...], lower: str) -> bool:
    """Whether a run is one more of a row of names or things, set off by a comma or, in Chinese, by 、 or 和."""
    said = _WITH_THEIRS.sub("", words.joined(tuple(word for word in run if word not in _OR_AND)))
    if not said or _SAYS_MORE & set(run) or _WHO.search(said) or lex.EXCEPTION.search(lower):
        return False
    if _SAYS_MORE_ZH.search(said):
        return False
    if len(said) > _THING_ZH if not said.isascii() else len(said.split()) > _ONE_THING:
        return False
    rows = (_ROW_ZH,) if not said.isascii() else _ROWS
    return any(re.search(row.replace("THING", re.escape(said)), lower) for row in rows)


_SAYS_MORE_ZH = re.compile("[我您你其无不未可应须由被向将会经除]")
_WITH_THEIRS = re.compile("^其(?=[\u4e00-\u9fff]{2})")
"""及其配偶: those of theirs."""
_ROW_ZH = r"、THING|(?:[和与及或]|及其)THING(?![^,。;]*(?:后|时|方可))"
_ROWS = (
    r", THING(?:,| and\b| or\b)",
    r"\bTHING, [\w ]{2,24} (?:and|or)\b",
    r", [\w ]{2,24},? (?:and|or) THING\b",
)
_OR_AND = frozenset(words.listed("and or 和 与 及 或 以 者"))
_THING_ZH = 8


def another_way(run: str, sentence: str) -> bool:
    """Whether a run is one more way of reaching somebody ("by telephone, by e-mail *and by live chat*")."""
    return _ANOTHER_WAY.match(run) is not None and _WAYS.search(sentence) is not None


_ANOTHER_WAY = Pattern(r"(?:and |or )?(?:by|via|through|over) \w+(?: \w+){0,2}(?: (?:and|or))?$")
_WAYS = Pattern(
    r"\b(?:by|via|through|over) (?:the )?(?:e-?mail|post|letter|phone|telephone|fax|text|sms|chat|courier|app"
    r"|website|messag\w+|registered|electronic)"
)


def _item(run: tuple[str, ...], lower: str) -> bool:
    """Whether a run is one item more of a list of what is given, behind an introduction that says so."""
    opened = _GIVES.search(lower)
    if opened is None or len(run) > _ONE_ITEM or _WHO.search(words.joined(run)):
        return False
    items = [words.tokens(part) for part in _ITEMS.split(lower[opened.end() :])]
    bare = tuple(word for word in run if word not in _AND)
    return len(items) >= _LISTED and any(tuple(word for word in item if word not in _AND) == bare for item in items)


_GIVES = Pattern(
    r"\b(?:includes?|included|contains?|comprises?|consists? of|cover(?:s|ed)?|(?:gives?|offers?|provides?"
    r"|brings?) you)\b"
    r"[^;,:]{0,30}:?|包括|包含|涵盖"
)
_ITEMS = re.compile(r"[;,；，、]|(?<=[;,]) and ")
_ONE_ITEM, _LISTED = 8, 3
"""Words of an item at most, and items that make a list."""
_WHO = Pattern(
    r"\b(?:teams?|staff|employees?|engineers?|people|personnel|members?|agents?|advis[eo]rs?|insurers?|authorit(?:y"
    r"|ies)"
    r"|regulators?|contractors?|subcontractors?|colleagues?|administrators?|reviewers?|groups?|compan(?:y|ies)"
    r"|others?"
    r"|parties|buyers?|owners?|investors?|successors?|resellers?|researchers?|developers?|managers?|lawyers?)\b"
)
"""One more who acts is no gift."""
_ONE_THING, _NOUN_PHRASE = 4, 5
_AND = frozenset(words.listed("and"))
_SAYS_MORE = frozenset(
    words.listed(
        "to by if when where unless only not never no may must can will shall should is are be was were has have that"
        " which who after before until once upon on with without for against from of in at then it they you we"
    )
)
_ON_TERMS = frozenset(
    words.listed(
        "with without upon on after before by if when where unless until once against subject for provided requires"
        " require need needs given giving under following pay pays paying except only"
    )
)
_VERBAL = frozenset(words.listed("may must can will shall should to not"))


def _cut(pair: Pair, left: Residue) -> bool:
    """Words have gone from what is promised or covered; from what burdens, only a condition of it counts."""
    if not 0 < len(left.lost) <= _FEW or pair.rewritten or not is_sentence(pair.old.printed):
        return False
    if any(each.reason is Reason.EXCEPTION_REMOVED for each in safeguards.exception_widened(pair)):
        return False
    went = [words.joined(each.lost) for each in pair.differences if _holds(each.lost, left.lost)]
    if burdens(pair):
        return any(_CONDITION.search(run) for run in went)
    return any(_ALTERNATIVE.search(run) or not (_SOFTENS.search(run) or _LIMITS.match(run)) for run in went)


def _holds(run: tuple[str, ...], unexplained: tuple[str, ...]) -> bool:
    """Whether a run of words holds one of those."""
    return any(stems.stem(word) in unexplained or _in_chinese(word, unexplained) for word in run)


def _in_chinese(word: str, unexplained: tuple[str, ...]) -> bool:
    return len(word) == 1 and not word.isascii() and any(word in each for each in unexplained)


_FEW = 6
_OPENS = Pattern(
    r"\b(?:includ\w+|also|such as|as well as|without|law|laws?|section|described|example|free|even|whether"
    r"|in particular|as set out|accordance|under|below|above|additional\w*|further|please|hereby|therefore|however)\b"
    r"|包括|例如|依法|依据|按照|全部|所有|任何|完整|严格|立即|及时|也|均"
)
"""Words that add or explain."""
_SHARPENS = Pattern(
    r"\b(?:both|strong|robust|secure|full|fully|complete\w*|all|any|every|each|independent|industry-standard"
    r"|strict\w*"
    r"|permanent\w*|immediate\w*|prompt\w*|explicit\w*|express\w*|prior|written|clear\w*|always|never|expressly)\b"
)
_SHARPENED = 1
"""Words that sharpen a promise, and how many others they may bring along."""
_CONDITION = Pattern(r"\b(?:before|after|only|unless|without|until|once)\b|[前后]|仅|经")
_ALTERNATIVE = Pattern(r"\w \w+ (?:or|and)$|^(?:or|and) \w+ \w")
"""One of several that are named, gone with all its words ("gross negligence or")."""
_LIMITS = Pattern(r"(?:if|when|where|in case)\b|如|若|当")
_SOFTENS = Pattern(
    rf"{lex.HEDGE.pattern}|{lex.SOME.pattern}|{lex.EXCEPTION.pattern}|{lex.FALLBACK.pattern}|{lex.AIM.pattern}"
    r"|\b(?:material|significant|important|substantial|major|serious|known|reasonabl[ey]|commercially)\b"
)
"""Words without which a promise holds of more."""


@once
def burdens(pair: Pair) -> bool:
    """The customer is bound, or the vendor is free: what changes there breaks no promise."""
    main = pair.main
    if binds_customer(pair):
        return True
    if main.customer:
        return main.stance is Stance.LICENCE or _ANSWERS.match(pair.old.lower) is not None
    if _GRANTS.search(pair.old.lower) or all(_TOLD.match(side.lower) for side in (pair.old, pair.new)):
        return True
    guarded = stance_of(pair.old.clauses) is Stance.GUARD or lone.held_a_guard(pair.old.lower)
    if guarded or main.obliged or main.benefits or _CONTROLLED.search(pair.old.lower):
        return False
    lower = pair.old.lower
    whole = voice(lower)
    vendor = (whole.intrusive and lower.isascii()) or lex.VENDOR.search(lower) is not None
    if main.disclaims or (main.force is Force.PERMISSION and vendor and not _ABLE.search(lower)):
        return True
    return Stance.LICENCE in (main.stance, whole.stance) and _TAKES.search(lower) is not None


def serves(pair: Pair) -> bool:
    """Whether its reader may count on a sentence all the same that speaks of powers, acts or charges: others have
    the power, it says when or at what price, or it is not the reader who is bound."""
    if binds_customer(pair) or _GRANTS.search(pair.old.lower):
        return False
    if pair.main.customer:
        return _SERVED.search(pair.old.lower) is not None or _ANOTHER_ROLE.match(pair.old.lower) is not None
    if pair.main.disclaims:
        return False
    if _MAY_ITSELF.search(pair.old.lower):
        return False
    return pair.main.force is Force.PERMISSION or not _TAKES_ITSELF.search(pair.old.lower)


_SERVED = Pattern(
    rf"\b(?:{PERSONS})\b[^,.;]{{0,60}}\b(?:will|shall|must) be (?!charged|billed|required|bound|liable)\w+"
)
_ANOTHER_ROLE = Pattern(
    r"(?:the |our |all |any |each )?(?:sellers?|employees|staff|workers?|auditors?|contractors?|merchants?|drivers?"
    r"|landlords?|owners?|any waiver)\b"
)
"""Those who are bound to the reader as often as the reader to them."""
_MAY_ITSELF = Pattern(
    r"^(?:[^.;]{0,120}, )?(?:we|the company|provider|our partners|the (?:provider|supplier|vendor|processor|bank"
    r"|platform|operator|licensor|insurer|carrier|seller|landlord)|\w+) (?:also |then )?(?:may|might|can|could)\b"
    r"|(?:我们|平台|本公司|公司)(?:可以|可能会|可能|可|有权)"
)
_TAKES_ITSELF = Pattern(
    r"^(?:[^.;]{0,120}, )?(?:we|the company|provider|our partners|the (?:provider|supplier|vendor|processor|bank))"
    rf" (?:(?:may|might|will|can|could|shall|also|then|\w+ly|and our \w+) ){{0,3}}(?!keeps?\b)"
    rf"(?:{lex.INTRUSIVE.pattern})"
    r"|\b(?:is|are|be) (?:\w+ly |also )?(?:shared|sold|used|collected|disclosed|transferred|tracked)\b(?!.*\b(?:before"
    r"|only|if|unless|after|when|first)\b)"
    r"|(?:我们|平台|本公司|公司)[^,。]{0,16}?(?:收集|使用|共享|披露|处理|收取|提供给|转让|分享|出售|终止|暂停|限制"
    r"|调整|变更"
    r"|修改|推送|用于)|(?:被|会|将)(?:收集|共享|使用)"
)


@once
def binds_customer(pair: Pair) -> bool:
    """The old sentence says in so many words what the customer has to do, to pay or to leave alone."""
    return _MAY_OWE.search(pair.old.lower) is not None and _OWES.search(pair.old.lower) is not None


_OWES = Pattern(
    rf"^(?:the |all |our |each |every )?(?:{PERSONS}) (?:is|are|will be) (?:(?!not |never )\w+ )?"
    r"(?:asked|required|requested|expected|obliged|bound|advised) to\b"
    r"|^(?:an? |the |our |penalty |late |\w+ing |\w+ation )?(?:\w+ )?(?:charge|fee|fine|surcharge|penalty|interest"
    r"|deposit)"
    r"(?:s|ies)? (?:of [^,.;]{1,30} )?(?:applies|apply|(?:is|are|becomes?|falls?) (?:charged|payable|due|levied"
    r"|imposed"
    r"|invoiced|billed|forfeited|deducted|owed))\b"
    rf"|\bcosts? (?:the |you\b|each )?(?:{PERSONS}|\w+ holders?)?\b[^,.;]{{0,30}}\b(?:fees?|charges?|surcharges?)\b"
    r"|^please \w+|, please \w+"
    r"|\b(?:tuition|rent|premiums?|prices?|subscriptions?|contributions?|invoices?|bills?"
    r"|instal?lments?)\b[^.;]{0,40}"
    r" (?:shall|must|(?:is|are) to) be (?:paid|settled)\b"
    r"|^the following (?:\w+ ){0,3}(?:are|is) (?:off limits|prohibited|forbidden|banned|not (?:permitted|allowed))\b"
    rf"|^(?:[^.;]{{0,40}} )?the (?:customer|client|buyer|purchaser|tenant|licensee|subscriber|member|merchant) "
    r"(?:shall|must):"
)
"""A burden in the passive, or one whose bearer is not named ("penalty charges apply")."""
_MAY_OWE = Pattern(
    r"\b(?:asked|required|requested|expected|obliged|bound|advised|appl(?:ies|y)|charged|payable|due|levied|imposed"
    r"|invoiced|billed|forfeited|deducted|owed|costs?|please|paid|settled|following|shall:|must:)"
)
"""Without one of these there is nothing of the kind; the full expression may begin at any word."""
_TOLD = Pattern(
    r"(?:(?:do not|wear|choose|tell|avoid|remember|make sure|you must|you should|we (?:advise|ask|suggest"
    r"|recommend))\b"
    r"|(?:keep|bring|use|read|check|return|report|store|contact|visit|enter|call|follow|click|write)"
    r" (?:the|your|an?|it|us|our|this|that|all|to)\b)"
)
"""How a sentence begins that tells the customer what to do."""
_CONTROLLED = Pattern(
    r"\b(?:your|customer's|the customer's|controller's) (?:\w+ )?(?:instructions?|consent|choices?|requests?|approval"
    r"|permission|settings?|wish\w*|orders?)\b|您的?(?:书面|明确)?(?:指示|同意|授权|选择|要求|许可|意愿|设置)"
)
"""What the customer decides with."""
_ANSWERS = Pattern(r"(?:\w+ ){0,3}(?:are|is|remains?|will be) (?:\w+ ){0,2}(?:responsible|answerable) for\b")
_GRANTS = Pattern(
    r"\b(?:you|customer) (?:hereby |also |further |therefore |expressly |will |shall |must |agree to "
    r"|agree that you )*"
    r"(?:grant|agree|acknowledge|understand|represent|warrant|indemnify|defend|release|waive|assume|bear"
    r"|are (?:solely |fully )?responsible)s?\b|您(?:同意|授权|承诺|保证|理解|知悉|确认)"
)
"""What the customer gives away or takes on."""
_ABLE = re.compile(r"^(?![^.]*\b(?:may|might|we|us)\b)[^.]*\bcan be\b")
"""What can be done is there for whoever reads it; what we may do is not."""
_TAKES = re.compile(
    r"^(?:[^.;]{0,120}, )?(?:we|the company|provider|our partners|the (?:provider|supplier|vendor|processor|bank))"
    rf" (?:(?:may|might|will|can|could|shall|also|then|\w+ly|and our \w+) ){{0,3}}(?:{lex.INTRUSIVE.pattern})"
    r"|\b(?:is|are|be) (?:\w+ly |also )?(?:shared|sold|used|collected|disclosed|transferred|tracked|charged)\b"
    r"|(?:我们|平台|本公司|公司)(?:可以|可能会|可能|可|会|将|有权)?[^,。]{0,12}?(?:收集|使用|共享|披露|处理|收取"
    r"|提供给|转让"
    r"|分享|出售|终止|暂停|限制|调整|变更|修改|推送|用于)|(?:被|会|将)(?:收集|共享|使用)"
)


def _readable(pair: Pair) -> bool:
    """Not so long and so different that nothing can be said of it."""
    size = max(len(pair.old.tokens), len(pair.new.tokens))
    framed = size <= _limit(pair) and pair.similarity >= _FRAMED
    return not pair.rewritten or framed or size <= _limit(pair) // 3


_ANOTHER = 0.5
"""Share of the telling words from which a rewritten sentence is another one; of 110 rewritten ones with a grade by hand
those that only said it otherwise had 0.12 on average, those that broke a promise 0.4."""
_FRAMED = 0.3
"""Similarity from which a rewritten sentence still stands in the frame of the old one."""
_SHORT = 45
"""Words up to which a rewritten sentence is still one statement."""


def _limit(pair: Pair) -> int:
    return _SHORT if pair.old.lower.isascii() else 2 * _SHORT


_INVITES = re.compile(
    r"^(?:please|for (?:questions|(?:further|more) (?:information|details))|(?:if you have|should you have) "
    r"(?:any )?questions)\b|^[^,;]{0,60}\bcontact us\b[^,;]{0,60}$|^.{0,60}\bplease\b.{0,60}$"
    r"|^请|，请|,请|请您|^[^,。]{0,16}请?.{0,2}联系"
    r"|咨询|(?:联系|拨打|致电)[^,。]{0,12}客服|客服[^,。]{0,8}(?:电话|热线|邮箱|地址|联系)"
    r"|^(?:我们)?建议|^we (?:suggest|recommend|advise|encourage)\b"
)
"""Sentences that say how to get in touch, or ask for something."""
_MAY_INVITE = Pattern(
    r"\b(?:please|questions|information|details|contact us|we (?:suggest|recommend|advise|encourage))\b"
    r"|[请咨客]|联系|建议"
)
"""Without one of these there is nothing of the kind; the full expression may begin anyhow."""
_ABOUT_ITSELF = Pattern(
    r"^(?:this|(?!the polic)the|our|these|you (?:can|will|may) find (?:the|our|a)|further|more|additional)"
    r" ?(?:\w+ ){0,3}?(?:page|polic(?:y|ies)|document|section|annex|appendix|notice|table|list|details|information"
    r"|blog|overview|guide|handbook|terms|article|chapter|faq)\b[^.;]{0,40}?"
    r"\b(?:explains?|describes?|sets? out|lists?|contains?|tells?|is available|are available|found|shown|provided"
    r"|published|displayed|applies|apply|is on|are on|see|listed|outlines?|summari[sz]es)\b"
    r"|^(?:below|here) you\b|^(?:for )?(?:further|more|additional) (?:information|details)\b"
    r"|^本(?:政策|页|页面|协议|章|节|文件|条款|指引)[^,。]{0,12}(?:说明|介绍|列明|阐述|描述)"
)


_SHOWN = Pattern(
    r"\b(?:available|found?|shown?|displayed|published|listed|see|posted|provided|downloaded|printed|viewed|read"
    r"|view|download|print)\b[^.;]{0,40}?"
    r"\b(?:in|on|at|from|beside|next to|near) (?:our|the|your|this|each|every) (?:\w+ ){0,2}"
    r"(?:website|site|page|pages|portal|intranet|branch|branches|office|app|annex|section|catalogue|shop|console|menu"
    r"|dashboard|handbook|list|name|display|screen)\b"
    r"|\byou (?:can|will|may) find\b|\b(?:is|are) (?:in|on|at) (?:our|the) (?:website|portal|intranet|app)\b"
    r"|(?:查看|查询|查阅|下载|见|详见|浏览)"
)
"""Where something can be looked up."""


@once
def informs(pair: Pair) -> bool:
    """Both sides only say where something stands, how to reach somebody, or what a page is about."""
    sides = (pair.old, pair.new)
    if all(names.in_a_menu(side.printed) for side in sides):
        return True
    if _PROMISES.search(pair.old.lower):
        return False
    if all(_MAY_INVITE.search(side.lower) and _INVITES.search(side.lower) for side in sides):
        return True
    if all(_ABOUT_ITSELF.search(side.lower) for side in sides):
        return True
    left = residue(pair) if all(_SHOWN.search(side.lower) for side in sides) else None
    return left is not None and FINDING.issuperset((*left.lost, *left.gained))


_PROMISES = Pattern(
    r"\bwe (?:will|shall|must|never|do not|may|only)\b|我们(?:将|会|可|不|应|必须|承诺)|不得|有权"
    r"|\b(?:an?|the|our|your) \w+ (?:will|shall|must) (?!find|see|be)\w+"
)
"""A sentence that does more than inform."""
FINDING = frozenset(
    stems.stem(word)
    for word in words.listed(
        "find see show view display list publish post provide download print read get look current available offer"
        " access consult open appear stand"
    )
)


def is_sentence(printed: str) -> bool:
    """Not an item of a list or a label (“Served by node amber”), which promise nothing by themselves; a part of a
    sentence that says who does or is what is one."""
    ended = printed.rstrip("\"'”’)）」* ").endswith(tuple(".!?。！？…"))
    if ended and not printed[:1].islower() and not printed.startswith("To "):
        return True
    return len(words.tokens(printed)) >= _STATEMENT and _SAYS.search(printed) is not None


def is_item(printed: str) -> bool:
    """One of a list of terms, or a term with its value ("Refund: full, to the original payment method")."""
    told = words.tokens(printed)
    return len(told) >= _TERM and _ITEM.search(printed) is not None and _ACTS.match(printed) is None


_ACTS = re.compile(r"(?:\W*\(?\w{1,4}[.)] )?(?:To|[A-Za-z]{2,}ing|[Oo]ther|[Aa]ny other|[Ss]uch)\b")
"""How an item begins that names a purpose or an act ("protecting our service from abuse;"), and promises nothing."""
_TERM = 4
"""Words of an item that says something."""
_ITEM = re.compile(r"[;,]$|[;,] (?:and|or)$|^(?:\([a-z0-9]{1,4}\)|[a-z0-9]{1,3}[.)]|[-–•]) |^[^:;.]{3,60}: \S")
_STATEMENT = 8
"""Words of a part of a sentence that says something by itself."""
_SAYS = re.compile(
    r"\b(?:is|are|will|shall|must|may|can|has|have|does|do|was|were)\b|'(?:ll|re|s been)\b|应|不得|将|须|可以|有权"
)


RULES = (unproven, widened)
