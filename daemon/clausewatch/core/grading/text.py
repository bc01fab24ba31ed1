"""The words of a sentence as the rules see them: typography folded away, clauses told apart.

Nothing here decides anything; the rules compare what these functions return.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rapidfuzz.distance import Indel, LCSseq

from clausewatch.core.grading.plain import plain
from clausewatch.core.traditional import TO_SIMPLIFIED

_DROPPED = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f]")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("’‘`´ʼ′", "'"),
        **dict.fromkeys("“”„«»「」『』″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("•‣▪", "-"),
    }
)
_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CJK_GAP = re.compile(rf"(?<=[{_CJK}，。；：！？、（）]) +| +(?=[{_CJK}，。；：！？、（）])")
_LIST_MARK = re.compile(
    r"^(?:[-*+>#|]+ +|\(?(?:\d{1,2}|[ivx]{1,5}|[a-z])\) *|\d{1,2}\. +"
    r"|\d{1,2}(?:\.\d{1,2}){1,3} +(?!(?:per|[mb]illion|thousand|days?|hours?|months?|years?|times|[gm]b|usd|eur)\b)"
    r'|\d{1,2} +(?=(?-i:[A-Z"\u4e00-\u9fff]))|\d{1,2}、'
    r"|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)",
    re.IGNORECASE,
)
_CONTRACTED = (
    ("can", re.compile(r"\bcan(?:'t|not)\b", re.IGNORECASE), "can not"),
    ("won't", re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    ("shan't", re.compile(r"\bshan't\b", re.IGNORECASE), "shall not"),
    ("n't", re.compile(r"\b(\w{2,6})n't\b", re.IGNORECASE), r"\1 not"),
    ("'ll", re.compile(r"\b(\w{1,5})'ll\b", re.IGNORECASE), r"\1 will"),
    ("'re", re.compile(r"\b(\w{1,5})'re\b", re.IGNORECASE), r"\1 are"),
    ("'ve", re.compile(r"\b(\w{1,5})'ve\b", re.IGNORECASE), r"\1 have"),
    (
        "'s ",
        re.compile(r"\b(it|that|there|here|what|who|where|he|she)'s(?= (?:been|had|got)\b)", re.IGNORECASE),
        r"\1 has",
    ),
    ("'s", re.compile(r"\b(it|that|there|here|what|who|where|he|she)'s\b", re.IGNORECASE), r"\1 is"),
    ("'d ", re.compile(r"\b(you|we|they|he|she|it)'d(?= (?:better|been)\b)", re.IGNORECASE), r"\1 had"),
    ("'d", re.compile(r"\b(you|we|they|he|she|it)'d\b", re.IGNORECASE), r"\1 would"),
    ("'m", re.compile(r"\b(I)'m\b", re.IGNORECASE), r"\1 am"),
    ("let's", re.compile(r"\b(let)'s\b", re.IGNORECASE), r"\1 us"),
)
"""What a text must hold in lower case to be searched, the short form, and the long one."""
_TOKEN = re.compile(rf"[{_CJK}]|\d+(?:[.,:/]\d+)*|[^\W\d_{_CJK}]+(?:'[^\W\d_{_CJK}]+)*|[%‰$€£¥§]")
_TOKEN_ASCII = re.compile(r"[a-zA-Z]+(?:'[a-zA-Z]+)*|\d+(?:[.,:/]\d+)*|[%$]")
"""The same in fewer steps, for a text without other letters."""
_SUBORDINATOR = (
    r"if|unless|except|other than|save (?:for|where|as)|provided|but(?! not limited)|where|when|while"
    r"|until|otherwise|only if|without(?! (?:undue|unreasonable|delay|limitation|prejudice))"
    r"|with your|subject to|(?:and|or|nor) (?:we|you|they|it|will|shall|may|must|can|does?|is|are|have|has)"
)
_CLAUSE_END = re.compile(
    rf"[,;:.!?](?=\s|$)|[()\"。]|[.,;:!?](?=[{_CJK}])|(?<=[{_CJK}])[,;:!?]"
    rf"|(?<!remains)(?<!remain)\s(?=(?:{_SUBORDINATOR})\b)"
    r"|(?<=.)(?=但(?!不限于)|除非|如果|否则|并且)|(?<=[^删清排解免消移去剔])(?=除(?!了|外))"
)
_CLAUSE_END_ASCII = re.compile(
    r"[,;:.!?()\"\s](?:(?<=[()\"])|(?<=[,;:.!?])(?=\s|$)"
    rf"|(?<=\s)(?=(?:{_SUBORDINATOR})\b)(?<!remains\s)(?<!remain\s))"
)
"""The same in fewer steps, for a text without other letters: a place is looked at if a sign or a gap stands there."""
_HIDDEN = re.compile(r"\[e-?mail protected\]")
"""An address that a proxy hides from robots: it protects nobody."""
LIMIT = 6_000
"""Characters of a passage that are looked at; a policy's sentence has a few hundred (longest seen: 3,900)."""


def listed(text: str, separator: str | None = None) -> tuple[str, ...]:
    """A word list as people write it, in one string."""
    return tuple(text.split(separator))


Answer = TypeVar("Answer")
Thing = TypeVar("Thing")


class worked_out(Generic[Answer]):
    """A property that is worked out when it is first asked for: a ``cached_property`` without its lock, which takes
    longer than many an answer."""

    def __init__(self, question: Callable[[Any], Answer]) -> None:
        self._question, self._name = question, question.__name__

    def __get__(self, one: Any, kind: type | None = None) -> Answer:
        one.__dict__[self._name] = answer = self._question(one)
        return answer


class Tally(Counter[Thing]):
    """How often each thing stands somewhere. Two of them are asked for what only one has ten times for every pair of
    sentences, and ``Counter`` goes through both for that, one by one even to learn that they are equal; to be made, it
    asks first whether the things are a mapping, which takes longer than to count those of a sentence."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        counted = self.get
        for thing in things:
            self[thing] = counted(thing, 0) + 1

    def __sub__(self, other: Counter[Thing]) -> Tally[Thing]:
        left: Tally[Thing] = Tally.__new__(Tally)
        there = other.get
        dict.update(left, {thing: more for thing, count in self.items() if (more := count - there(thing, 0)) > 0})
        return left

    def __eq__(self, other: object) -> bool:
        return dict.__eq__(self, other)


@dataclass(frozen=True)
class Wording:
    """One side of a comparison: as printed (folded, letters without their marks), in lower case without contractions,
    its words, its clauses; ``marked`` says how it stands on the page, where that differs from ``printed``."""

    printed: str
    lower: str
    tokens: tuple[str, ...]
    marked: str = ""

    @worked_out
    def clauses(self) -> tuple[str, ...]:
        return clauses(self.lower)


def wording(text: str) -> Wording:
    folded = fold(text[:LIMIT])
    printed = _in_plain_letters(folded)
    lower = _in_one_clock(expand(printed).lower())
    lower = _HIDDEN.sub("link@hidden.invalid", lower) if "protected]" in lower else lower
    return Wording(printed, lower, tokens(lower), "" if printed is folded else folded)


def _in_plain_letters(text: str) -> str:
    """Letters without their marks, and signs of money and sections in words: what a name or a price looks like must not
    take an English sentence out of reach of the rules for English. Chinese stays as it is."""
    if text.isascii() or _WIDE.search(text):
        return text
    spelled = _MONEY.sub(lambda match: f"{_SIGNS[match['sign']]} ", text)
    spelled = _MONEY_BEHIND.sub(lambda match: f" {_SIGNS[match['sign']]}", spelled).translate(_SPELLED)
    return "".join(char for char in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(char))


_SIGNS = {"£": "gbp", "€": "eur"}
_MONEY = re.compile(r"(?P<sign>[£€])\s?(?=\d)")
_MONEY_BEHIND = re.compile(r"(?<=\d)\s?(?P<sign>[£€])")
_SPELLED = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "Ø": "O", "Æ": "Ae",
     "Œ": "Oe", "Ł": "L", "Đ": "D", "Þ": "Th", "®": "", "™": "", "©": "", "£": "gbp", "€": "eur", "§": "section "}
)  # fmt: skip
"""What Unicode takes for letters and signs of their own."""


def _in_one_clock(lower: str) -> str:
    """Hours of the day as clocks show them (6 p.m. as 18:00, noon as 12:00), one and a half as 1.5, and E.U. as EU."""
    if " and a half" in lower:
        lower = _AND_A_HALF.sub(lambda match: f"{_WHOLES.get(match[1], match[1])}.5", lower)
    if "noon" in lower or "midday" in lower:
        lower = _NOON.sub("12:00", lower)
    if _HOUR.search(lower):
        lower = _HOUR.sub(_of_the_day, lower)
    return (
        _INITIALS.sub(lambda match: match[0].replace(".", ""), lower) if "u.k." in lower or "e.u." in lower else lower
    )


_WHOLES = {word: at for at, word in enumerate(listed("one two three four five six seven eight nine ten"), 1)}
_AND_A_HALF = re.compile(rf"\b({'|'.join(_WHOLES)}|\d{{1,3}}) and a half\b")
_NOON = re.compile(r"\b(?:(?:12 ?(?:o'clock )?|twelve )?noon|midday)\b")
_HOUR = re.compile(r"\b(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.? ?m\b\.?(?=[\s,;:)]|$)")
_INITIALS = re.compile(r"\b(?:e\.u|u\.k)\.")


def _of_the_day(match: re.Match[str]) -> str:
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0)
    return f"{hour}:{match['minute'] or '00'}"


def in_plain_words(side: Wording) -> Wording:
    """The same with its set phrases in one form (``plain``)."""
    lower = plain(side.lower)
    return side if lower == side.lower else Wording(side.printed, lower, tokens(lower), side.marked)


def fold(text: str) -> str:
    """Equal for two texts that differ in typography only: quotes, dashes, spaces, width, list number, emphasis."""
    text = _in_one_type(text)
    text = " ".join(text.replace("**", "").split())
    for _ in range(_NESTED):
        marked, text = text, _LIST_MARK.sub("", text, count=1).lstrip()
        if text == marked:
            break
    if not text.isascii() and _WIDE.search(text):
        text = _CJK_GAP.sub("", text).translate(TO_SIMPLIFIED)
    return text


def _in_one_type(text: str) -> str:
    if text.isascii():
        return text.replace("`", "'")
    figured = _FRACTION.sub(lambda match: f"{match['whole'] or 0}{_PARTS[match['part']]}", _DROPPED.sub("", text))
    return unicodedata.normalize("NFKC", figured).translate(_FOLDED)


_FRACTION = re.compile(r"(?P<whole>\d{1,6})? ?(?P<part>[½¼¾])")
_PARTS = {"½": ".5", "¼": ".25", "¾": ".75"}
"""Before Unicode makes 1½ of the figures 11⁄2."""


_WIDE = re.compile("[\u3040-\uffff]")


def unpointed(text: str) -> str:
    """Chinese text without the numbers of the points inside it (1. …; 2. …, 一、…；二、…), which count from one."""
    if text.isascii():
        return text
    found = list(_POINT.finditer(text))
    numbers = [_POINTS.get(match[1]) or int(match[1]) for match in found if match[1].isdecimal() or match[1] in _POINTS]
    return _POINT.sub(" ", text) if len(found) > 1 and numbers == [*range(1, len(found) + 1)] else text


_POINT = re.compile(rf"(?<=[:;,。：；，])\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[.、．](?=\s*[{_CJK}])")
_POINTS = {name: at for at, name in enumerate("一二三四五六七八九十", 1)}
_NESTED = 3
"""List marks before a text that are taken away: ``- 2. (a)``."""


def expand(text: str) -> str:
    """Contractions written out, so that ``don't`` holds a ``not``."""
    lower = text.lower()
    if "'" in lower or "annot" in lower:
        for ending, short, long in _CONTRACTED:
            text = short.sub(long, text) if ending in lower else text
    return text


@functools.lru_cache(maxsize=8_192)
def tokens(text: str) -> tuple[str, ...]:
    """Words, numbers, single CJK characters, currency and per-cent signs; other punctuation is not a word."""
    return tuple((_TOKEN_ASCII if text.isascii() else _TOKEN).findall(text))


def token_spans(text: str) -> list[tuple[int, int]]:
    """Where each of the ``tokens`` of a text stands."""
    return [match.span() for match in (_TOKEN_ASCII if text.isascii() else _TOKEN).finditer(text)]


def joined(run: tuple[str, ...]) -> str:
    """Words as they are written, Chinese characters without gaps."""
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", " ".join(run))


def clauses(lower: str) -> tuple[str, ...]:
    """Main clauses, conditions and insertions, each on its own."""
    pieces = (_CLAUSE_END_ASCII if lower.isascii() else _CLAUSE_END).split(lower)
    return tuple(part for piece in pieces if (part := piece.strip()))


def similarity(old: tuple[str, ...], new: tuple[str, ...]) -> float:
    """0 to 1: how much of the words stands in both, in the same order."""
    return Indel.normalized_similarity(old, new)


def kept(old: tuple[str, ...], new: tuple[str, ...]) -> float:
    """0 to 1: how much of the shorter sequence stands in the longer one, in the same order."""
    shorter = min(len(old), len(new))
    return LCSseq.similarity(old, new) / shorter if shorter else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the words differ: what stood there and what stands there."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]


@functools.lru_cache(maxsize=1_024)
def differences(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Difference, ...]:
    """The places where two sequences of words differ, in order; a substitution is one place."""
    joined: list[Difference] = []
    end = (-1, -1)
    for code in LCSseq.opcodes(old, new):
        if code.tag == "equal":
            continue
        lost, gained = old[code.src_start : code.src_end], new[code.dest_start : code.dest_end]
        if joined and end == (code.src_start, code.dest_start):
            before = joined.pop()
            lost, gained = before.lost + lost, before.gained + gained
        joined.append(Difference(lost, gained))
        end = (code.src_end, code.dest_end)
    return tuple(joined)


def pairs(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Clauses of both sides that belong together, one to one, and those that have no counterpart."""
    left, right = _without_equal(old, new)
    scored = sorted(
        (
            (similarity(tokens(one), tokens(other)), -abs(i - j), i, j)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, i, j in scored:
        if score < MATCHED:
            break
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    lost = [clause for i, clause in enumerate(left) if i not in matched]
    gained = [clause for j, clause in enumerate(right) if j not in taken]
    if not matched and len(lost) == len(gained) == 1:
        return [(lost[0], gained[0])], [], []
    return [(left[i], right[matched[i]]) for i in sorted(matched)], lost, gained


MATCHED = 0.4
"""Similarity from which two clauses are taken for each other."""
_MANY = 24
"""Clauses per side that are compared with each other; a longer passage is a list, compared by its beginning."""


def _without_equal(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[list[str], list[str]]:
    rest = list(new)
    left = []
    for clause in old:
        if clause in rest:
            rest.remove(clause)
        else:
            left.append(clause)
    return left[:_MANY], rest[:_MANY]


def before(run: str, tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens in front of a run of them; all if it is not among them."""
    came = tuple(run.split())
    at = next((at for at in range(len(tokens)) if tokens[at : at + len(came)] == came), len(tokens))
    return tokens[:at]
