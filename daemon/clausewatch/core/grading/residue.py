"""What of a change is left unexplained: the content words of which the other side has neither the same nor a kin.

Two sentences are laid side by side; words that stand for each other (``thesaurus``), forms of one word, names,
numbers and the nouns of the trade (service, page, section) are taken away. What remains is what a reader would have
to be told of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from clausewatch.core.grading import chinese, counterparts, names, sense, stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.finding import Pair, once
from clausewatch.core.grading.lexicon import count
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.plain import plain
from clausewatch.core.grading.text import listed
from clausewatch.core.grading.thesaurus import akin, unlike
from clausewatch.core.grading.voice import PERSONS

_NEUTRAL = frozenset(
    stems.stem(word)
    for word in listed(
        "service product website platform app application page section policy terms feature tool function form"
        " method manner"
        " link date mail phone address menu button tab setting settings screen dashboard portal console version"
        " document"
        " agreement addendum notice annex schedule paragraph clause article article text language table list"
        " above below following"
        " plan tier edition name title example instance team department desk office centre center number format file"
        " profile privacy account help support contact details click tap select press visit navigate"
        " relevant appropriate applicable respective corresponding certain new own additional further related know"
        " occur occurrence happen arise rest available after before since upon around"
        " plc inc ltd llc gmbh his her their its hand allow reference convenience apply state"
        " specify indicate mention personal something everything located situated because"
        " else alike over weigh measure another"
    )
)
_MEASURED = frozenset(
    stems.stem(word)
    for word in listed(
        "second minute hour day week month quarter year daily weekly monthly quarterly yearly annual annually business"
        " working calendar weekday weekend monday tuesday wednesday thursday friday saturday sunday january february"
        " march april june july august september october november december noon midnight morning evening"
        " once twice thrice percent per cent euro euros dollar dollars pound pounds yuan cent cents kilometre mile"
        " kilogram gram litre token tokens page pages gigabyte megabyte mb gb tb kb kg km"
        " first third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
        " sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth"
        " eightieth ninetieth hundredth last am pm clock half double triple"
        " businessday usd eur gbp cny rmb biannual biennial fortnight fortnightly semi-annual"
    )
)
"""Words that measure rather than say: how often, when, how much."""
LANGUAGES = frozenset(
    stems.stem(word)
    for word in listed(
        "english german french spanish italian dutch portuguese polish chinese japanese korean russian arabic"
        " swedish danish norwegian finnish turkish greek czech hindi vietnamese thai indonesian mandarin"
    )
)


_OFTEN = frozenset(listed("twice thrice"))


@dataclass(frozen=True, slots=True)
class Residue:
    """What is left unexplained on either side, and the words of measure that differ."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]
    remeasured: bool = False
    measures: tuple[str, str] = ("", "")
    """Those words, as they stand in the text."""


@once
def residue(pair: Pair) -> Residue:
    """The unexplained words of an edited sentence."""
    if _CHINESE.search(pair.old.lower) and _CHINESE.search(pair.new.lower):
        return _residue_zh(pair)
    old, new = (
        words.Tally(stems.content(_bare(side))) for side in (pair.old_measured.respelled, pair.new_measured.respelled)
    )
    lost, gained = _unexplained(_spoken(old - new), _spoken(new - old))
    lost, gained = _without_verbs(lost, pair.new), _without_verbs(gained, pair.old)
    lost, gained = _without_light(lost, pair.old, new), _without_light(gained, pair.new, old)
    lost, gained = _without_turned(lost, pair.old, pair.new), _without_turned(gained, pair.new, pair.old)
    lost = [word for word in lost if word not in _PADDING and not _said_twice(word, old, new)]
    if lost or gained:
        exchanged = {stems.stem(word) for each in pair.differences for word in _one_for_one(each)}
        lost = _without_pronoun(lost, pair.new, pair.old, exchanged)
        gained = _without_pronoun(gained, pair.old, pair.new, exchanged)
    gained = [word for word in gained if not _said_twice(word, new, old)]
    gained = [word for word in gained if word not in _WIDER and not _mentioned_again(word, old, pair)]
    often = [_OFTEN & set(side.tokens) for side in (pair.old, pair.new)]
    remeasured = often[0] != often[1] or (any(map(_measures, lost)) and any(map(_measures, gained)))
    measures = spoken(tuple(filter(_measures, lost)), pair.old), spoken(tuple(filter(_measures, gained)), pair.new)
    if "free" in pair.old.tokens and "free" in pair.new.tokens:
        lost, gained = ([word for word in side if word != _CHARGE] for side in (lost, gained))
    named = _named(pair)
    left, right = (_telling(each, named) for each in (lost, gained))
    if bool(left) != bool(right):
        left, right = left or _sides(pair, old, new, right), right or _sides(pair, new, old, left)
    return Residue(tuple(left), tuple(right), remeasured, measures)


def spoken(found: tuple[str, ...], side: words.Wording) -> str:
    """Unexplained words as they stand in the text, not by their stems; Chinese ones stand there already."""
    if not found:
        return ""
    stood = stems.of(side.tokens)
    return ", ".join(side.tokens[stood.index(word)] if word in stood else word for word in found)


def _spoken(counted: Counter[str]) -> list[str]:
    return [word for word in counted if not stems.is_function(word) and word.isalpha()]


def _without_verbs(found: list[str], other: words.Wording) -> list[str]:
    """Without words for which the other side has a colourless one (send / give, stated / set out)."""
    if not found:
        return found
    return unlike(found, _COLOURLESS.intersection(stems.of(other.tokens)))


def _without_light(found: list[str], side: words.Wording, other: Counter[str]) -> list[str]:
    """Without verbs that only carry a noun of which the other side has the verb (raise objections / object), and
    without "in advance" where the other side says "before"."""
    if not found:
        return found
    tokens = stems.of(side.tokens)
    light = {
        tokens[at]
        for at, word in enumerate(tokens)
        if word in _LIGHT and any(related(noun, each) for noun in _beside(tokens, at) for each in other)
    }
    return [word for word in found if word not in light and word not in _EARLIER]


def _without_turned(found: list[str], side: words.Wording, other: words.Wording) -> list[str]:
    """Without what only says the same from the other end: they receive what somebody sends them, it is possible where
    they can, "immediately after" where the other side has "as soon as"; and without a second mention."""
    if not found:
        return found
    turned: set[str] = set()
    for here, there in ((side, other), (other, side)):
        if _RECEIVE.search(here.lower) and _GIVEN.search(there.lower):
            turned |= _TELLING if _MESSAGE.search(here.lower) else _HANDING
    if "possible" in side.tokens and {"can", "may"} & set(other.tokens) and not _IF_POSSIBLE.search(side.lower):
        turned.add(stems.stem("possible"))
    turned |= counterparts.said_elsewhere(side, other)
    if _IMMEDIATELY.search(side.lower) and AT_ONCE.search(other.printed.lower()):
        turned.add(stems.stem("immediately"))
    mentioned = _SECOND_MENTION.finditer(side.lower) if "'s" in side.lower else ()
    for match in mentioned:
        if match[1] in other.tokens:
            turned |= {stems.stem(match[1]), stems.stem(match[0])}
    return [word for word in found if word not in turned]


AT_ONCE = re.compile(r"\bas soon as (?!possible|practicable|reasonably|we can|feasible)")
_IMMEDIATELY = Pattern(r"\b(?:immediately|directly|right) (?:after|upon|when|once)\b")
_IF_POSSIBLE = Pattern(
    r"\b(?:if|where|when|wherever|whenever|as|far|soon|extent|not|no|everything) (?:\w+ )?possible\b"
)
_PRONOUN = Pattern(
    r"\b(?:it|its|itself|he|him|his|she|her|they|them|their|those of|that of|thereof|therefor|thereto|the same)\b"
)
_SECOND_MENTION = re.compile(r"\b(\w{3,})'s\b")
_RECEIVE = Pattern(
    rf"\b(?:{PERSONS}|they) (?:(?:will|shall|must|also|then|always|\w+ly) ){{0,3}}(?:receives?|gets?)\b"
    r"|\bwho [^,.;]{1,40} gets?\b"
)
_GIVEN = Pattern(
    r"\b(?:we|it|company|provider|supplier|vendor|operator|processor|bank|insurer|landlord|host) "
    r"(?:(?:will|shall|must|also|then|always|\w+ly) ){0,3}\b(?:send|give|inform|notif|tell|pay|provide|hand|issue"
    r"|grant)"
    r"(?:s|y|ies|es)?\b"
    r"|\band (?:then )?(?:send|give|inform|notify|tell|pay|provide|hand|issue|grant)s? (?:you|them|customers?|the)\b"
    rf"|\b(?:{PERSONS}|they) (?:(?:will|shall|must) be|are|is) (?:also |then |always )?"
    r"(?:sent|given|informed|notified|told|paid|provided|handed|issued|granted)\b"
)
_MESSAGE = Pattern(r"\b(?:notices?|notifications?|e-?mails?|messages?|letters?|information|reminders?|warnings?)\b")
_HANDING = frozenset(stems.stem(word) for word in listed("receive get send give pay provide hand issue grant"))
_TELLING = frozenset(stems.stem(word) for word in listed("receive send give inform notify notice tell issue"))
"""What those do from whom somebody receives a thing, or a message."""


def _beside(tokens: tuple[str, ...], at: int) -> list[str]:
    """The noun that a verb carries: the next word that tells something, or the last before ("maintenance is done")."""
    behind = next((word for word in tokens[at + 1 : at + 4] if _tells(word)), None)
    before = next((word for word in tokens[max(at - 4, 0) : at][::-1] if _tells(word)), None)
    return [word for word in (behind, before if tokens[at] in _DONE else None) if word]


def _tells(stem: str) -> bool:
    return not stems.is_function(stem) and stem.isalpha()


_LIGHT = frozenset(
    stems.stem(word)
    for word in listed(
        "make give take raise lodge file submit provide carry conduct perform effect issue put place exercise bring"
        " render serve maintain execute undergo furnish"
    )
)
"""Verbs that say little beside their noun."""
_EARLIER = frozenset(stems.stem(word) for word in listed("advance ahead beforehand prior within solely exclusively"))
"""How early, how fast and how far is a matter of figures and of rules of their own (``safeguards``, ``turned``)."""
_DONE = frozenset(stems.stem(word) for word in listed("make carry conduct perform effect execute undergo"))
"""Those that stand behind their noun, too ("maintenance is performed")."""
_WIDER = frozenset(
    stems.stem(word)
    for word in listed(
        "all any every each both whatever whichever already purpose basis manner respect regard course"
        " connection accordance"
    )
)
"""Words that make a promise hold of more, or only pad it, where they have come."""
_PADDING = frozenset(stems.stem(word) for word in listed("basis manner respect regard connection accordance already"))
"""Of these the ones that only pad, wherever they stood ("on a daily basis")."""
_COLOURLESS = frozenset(stems.stem(word) for word in listed("give set take make have can allow get"))


def _sides(pair: Pair, here: Counter[str], there: Counter[str], nouns: list[str]) -> list[str]:
    """The parties that only one side names, where they stand in the place of a noun of the other."""
    stood = {
        stems.stem(word)
        for each in pair.differences
        if any(stems.stem(other) in nouns for other in (*each.lost, *each.gained))
        for word in (*each.lost, *each.gained)
    }
    return [word for word in sorted(stems.PARTY) if word in here and word not in there and word in stood]


def _measures(stem: str) -> bool:
    return stem in _MEASURED or stem in LANGUAGES or (stem.startswith("per") and stem[3:] in _MEASURED)


def _mentioned_again(word: str, old: Counter[str], pair: Pair) -> bool:
    """A second mention, where one sentence has become two ("we credit £25, which …" / "… £25. That credit …"), or an
    active one passive ("each party bears its own" / "the costs of each party are borne by that party")."""
    return old[word] > 0 and (parted(pair) or sense.turned_passive(pair.old.lower, pair.new.lower))


def _one_for_one(place: words.Difference) -> tuple[str, ...]:
    """Two words of which the one stands where the other stood."""
    return (*place.lost, *place.gained) if len(place.lost) == len(place.gained) == 1 else ()


def _without_pronoun(found: list[str], other: words.Wording, side: words.Wording, exchanged: set[str]) -> list[str]:
    """Without a second mention in whose place the other side has a pronoun ("their keys" / "the keys of guests")."""
    said, here = stems.of(other.tokens), stems.of(side.tokens)
    again = [word for word in found if word in said and here.count(word) > said.count(word) and word not in exchanged]
    if not again or count(_PRONOUN, other.lower) <= count(_PRONOUN, side.lower):
        return found
    return [word for word in found if word not in again]


def _said_twice(word: str, here: Counter[str], there: Counter[str]) -> bool:
    """The verb and its noun in one sentence ("is renewed if you confirm the renewal"), where the other has either."""
    if word.endswith(("er", "or")):  # who acts is not what is done: the seller and the sale
        return False
    root = word[:_ROOT]
    again = [other for other in here if other[:_ROOT] == root and other != word and _of_one_root(other, word)]
    return bool(again) and any(other == word or _of_one_root(other, word) for other in there)


def is_neutral(token: str) -> bool:
    """Whether a word is one of the trade's, or of a document's parts, and tells nothing."""
    return stems.stem(token) in _NEUTRAL


def is_measure(token: str) -> bool:
    """Whether a word measures rather than says."""
    return _measures(stems.stem(token))


@once
def parted(pair: Pair) -> bool:
    """Whether one sentence has become two."""
    return len(_STOPS.findall(pair.new.lower)) > len(_STOPS.findall(pair.old.lower))


_CHARGE = stems.stem("charge")
"""What is free is free of charge, said or not."""
_STOPS = re.compile(r"[.;](?=\s)")
_CAPITAL = re.compile(r"[A-Z](?:(?<=[\w,;&] .)|(?<=\(.))[^\W\d_]+")
_MAY_GO_UNSPOKEN = re.compile(r"[§/(>]|using |link|date|section|clause|article")
_UNSPOKEN = re.compile(
    r"\b(?<!from )(?<!not )(?<!for )(?<!of )(?:by )?using (?=the\b|our\b|your\b|an?\b)|\b(?:link|date)\b|§"
    r"|\b(?:sections?|clauses?|articles?) \S{1,8}|(?<=\w)/(?=\w)|\([^()\"]{0,24}\"[^()\"]{1,40}\"\)"
)
_UNSPOKEN_IN_A_MENU = re.compile(rf"\S+>\S*|{_UNSPOKEN.pattern}")


def _bare(respelled: str) -> str:
    if not _MAY_GO_UNSPOKEN.search(respelled):
        return respelled
    return (_UNSPOKEN_IN_A_MENU if ">" in respelled else _UNSPOKEN).sub(" ", respelled)


def _named(pair: Pair) -> set[str]:
    """Stems of words that are printed as names."""
    capital = (word.lower() for side in (pair.old, pair.new) for word in _CAPITAL.findall(side.printed))
    named = {stem for word in capital if not _measures(stem := stems.stem(word))}
    first = (side.tokens[0] for side in (pair.old, pair.new) if side.tokens)
    return named | {stems.stem(word) for word in first if pair.common and word not in pair.common}


def _telling(found: list[str], named: set[str]) -> list[str]:
    return [
        word for word in found if word not in named and word not in _NEUTRAL and not _measures(word) and len(word) > 2
    ]


def _unexplained(lost: list[str], gained: list[str]) -> tuple[list[str], list[str]]:
    """Both sides without the words that have a kin or another form on the other, one for one; forms of one word first,
    so that a word's own form is not taken for the kin of another ("the agreement of the other" under a "contract")."""
    left, right = _paired(lost, gained, _of_one_root)
    return _paired(left, right, related)


def _paired(lost: list[str], gained: list[str], alike: Callable[[str, str], bool]) -> tuple[list[str], list[str]]:
    left, right = [], list(gained)
    for word in lost:
        kin = next((other for other in right if alike(word, other)), None)
        if kin is None:
            left.append(word)
        else:
            right.remove(kin)
    return left, right


def _of_one_root(one: str, other: str) -> bool:
    if one[:_ROOT] != other[:_ROOT]:
        return False
    return (_derived(one, other) or _derived(other, one)) and not stems.other_role(one, other)


def related(one: str, other: str) -> bool:
    """Whether two stems are akin, or forms of one word."""
    same_root = one[:5] == other[:5] and min(len(one), len(other)) >= 5
    alike = akin(one, other) or same_root or _derived(one, other) or _derived(other, one) or _slip(one, other)
    return alike and not stems.other_role(one, other)


def _derived(longer: str, shorter: str) -> bool:
    """payment / pay, removal / remove; delivery / deliver."""
    if len(shorter) < _ROOT or not longer.startswith(shorter):
        return False
    ending = longer[len(shorter) :]
    return ending in _SUFFIXES or (ending == "y" and len(shorter) >= _LONG_ROOT)


_ROOT, _LONG_ROOT = 3, 5
"""Letters of a root; "part" and "party", "hand" and "handy" are no forms of one word."""


_SUFFIXES = frozenset(
    listed("ment ement al er or ation ion ance ence ity ness ful able abl ing anc enc ship ing ition")
)


def _slip(one: str, other: str) -> bool:
    return len(one) > 5 and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


def told_on(old: str, now: str, more: str) -> bool:
    """Whether a further sentence says what a sentence has lost, and little else (folded, lower case, English)."""
    said, still, further = (frozenset(filter(_tells, stems.content(text))) for text in (old, now, more))
    lost = [word for word in said if not any(related(word, each) for each in still)]
    found = [word for word in lost if any(related(word, each) for each in further)]
    known = [word for word in further if any(related(word, each) for each in said)]
    return bool(lost) and 2 * len(found) >= len(lost) and 2 * len(known) > len(further)


# --- Chinese -------------------------------------------------------------------------------------------------------

_CHINESE = re.compile("[\u3400-\u9fff]")
_JOINTS_ZH = frozenset("还作被本或者以及并且和与而如若在由至到已向中使令给但同跟内")
_NO_WORD_ZH = re.compile(
    r"[^\u3400-\u9fffa-z\ue000-\uf8ff]+|per(?:day|week|month|quarter|year)|[万亿半][人次名位个件台份倍]?|每?[天月年](?:以?[内后前])?"
    r"|元"
)


def _residue_zh(pair: Pair) -> Residue:
    printed = pair.old.printed, pair.new.printed
    unnamed = names.without_houses if names.house_exchanged(*printed) else str
    unplaced = names.without_places if names.place_exchanged(*printed) else str
    sides = chinese.aligned(*(unplaced(unnamed(names.without_firms(side))).lower() for side in printed))
    old, new = map(_signs_zh, sides)
    places = words.differences(tuple(old), tuple(new))
    lost, gained = ([run for run in map(_meant, runs) if run] for runs in _runs(places))
    lost, gained = _weighing(lost, gained, new), _weighing(gained, lost, old)
    if not (lost and gained):
        lost, gained = [each for each in lost if each not in _PALE], [each for each in gained if each not in _PALE]
    turned = (*_turned_zh(old, new), *_other_person(pair))
    return Residue(
        (*lost, *(one for one, _ in turned)),
        (*gained, *(other for _, other in turned)),
        any(_figures(each) for each in places),
    )


_PALE = frozenset(listed("提供 安排 达到 收到 取得 维持 价款 提交"))
"""Verbs that only carry a noun which both sides have."""


def _signs_zh(lower: str) -> str:
    lower = _PATH_ZH.sub("", plain(lower)) if '"' in lower else plain(lower)
    return chinese.signs(_placeless(_REFERENCE_ZH.sub("", lower)), light=False)


_REFERENCE_ZH = re.compile(r'(?:第[\d一二三四五六七八九十百.]+[章节条款项目])+之?(?:"[^"]{1,16}")?')
"""Where something stands is told as a reference."""


_PATH_ZH = re.compile(r'(?:前往|进入|[在于])?"[^",。;]{1,12}(?:[->/][^",。;]{1,12})+"')
"""The way through the menus to where something is set."""


def _placeless(lower: str) -> str:
    """Without the district of a court, which is told as a place (``redirected``)."""
    return names.DISTRICT_COURT.sub(lambda match: f"{match['city']}市区", lower) if "法院" in lower else lower


def _weighing(runs: list[str], others: list[str], other_side: str) -> list[str]:
    """The runs of which more is left than the other side's runs hold, a second mention of its words set aside."""
    there = Counter("".join(others))
    return [chinese.spelled(run) for run in runs if _weighs(Counter(_first_mentions(run, other_side)) - there)]


def _first_mentions(run: str, other_side: str) -> str:
    """Without the words, known or of two characters, that the other side has as well."""
    at, kept = 0, ""
    while at < len(run):
        size = 1 if chinese.is_sign(run[at]) else 2
        mentioned = run[at : at + size] in other_side and at + size <= len(run)
        kept, at = (kept, at + size) if mentioned else (kept + run[at], at + 1)
    return kept


def _weighs(different: Counter[str]) -> bool:
    return different.total() > _SLIGHT or any(chinese.is_sign(char) or char in _WEIGHTY for char in different)


def _turned_zh(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Words that have changed places with their opposites or with other persons: 买/卖, 甲方/乙方."""
    for code in Levenshtein.opcodes(old, new):
        one, other = old[code.src_start : code.src_end], new[code.dest_start : code.dest_end]
        if code.tag != "replace" or len(one) != 1 or len(other) != 1 or {one, other} & _JOINTS_ZH:
            continue
        after = old[code.src_end : code.src_end + 2]
        if (
            _both_persons(one, other)
            or _is_person(one, other, after, old, new)
            or frozenset((one, other)) in _OPPOSITES
        ):
            yield chinese.spelled(one + after), chinese.spelled(other + after)


def _other_person(pair: Pair) -> Iterator[tuple[str, str]]:
    """We where you were, or you where we were: light words beside others, and all there is to tell here."""
    before, after = (frozenset(_WE_OR_YOU.findall(side.lower)) for side in (pair.old, pair.new))
    if len(before) == len(after) == 1 and before != after:
        yield next(iter(before)), next(iter(after))


_WE_OR_YOU = re.compile("我们|您")


def _both_persons(one: str, other: str) -> bool:
    """Whether two words of the thesaurus are persons; 服务商 and 采购人 do not stand for each other."""
    return all(chinese.is_sign(sign) and chinese.spelled(sign)[-1] in _PERSONS for sign in (one, other))


def _is_person(one: str, other: str, after: str, old: str, new: str) -> bool:
    """Whether 甲方 stands on one side and 乙方 on the other, both as words."""
    if not (one + other).isalpha() or {one, other} & _NUMERALS:
        return False
    end = next((at for at, char in enumerate(after) if char in _PERSONS), None)
    return end is not None and one + after[: end + 1] in old and other + after[: end + 1] in new


_PERSONS = frozenset("方人者家商")
_OPPOSITES = frozenset(
    frozenset(pair)
    for pair in listed(
        "买卖 收退 进出 增减 开关 高低 多少 前后 内外 上下 有无 早晚 长短 升降 涨跌 借贷 先后 得失 赢输 公私 真假"
    )
)


_WEIGHTY = frozenset("不未高低多少同优免罚赔退全减半满净首")
"""Characters that say something alone."""
_SLIGHT = 1
"""Characters of a run that may differ without saying anything else: most Chinese words have two."""


def _runs(places: tuple[words.Difference, ...]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    return [each.lost for each in places], [each.gained for each in places]


def _figures(place: words.Difference) -> bool:
    return all(any(char in _NUMERALS or char.isdecimal() for char in side) for side in (place.lost, place.gained))


_NUMERALS = frozenset("一二三四五六七八九十百千万两半")


def _meant(run: tuple[str, ...]) -> str:
    return "".join(char for char in _NO_WORD_ZH.sub("", "".join(run)) if char not in _JOINTS_ZH)
