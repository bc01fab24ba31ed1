"""Quantities in a sentence, however they are spelled: 30 = thirty = thirty (30) = 三十, 0.05 % = 万分之五.

A quantity is a value with its unit: ten business days are not ten days, and ten dollars not ten euros. Weeks are
counted in days and years in months; hours stay hours, since 72 hours and three days end at different moments.
References to sections and printed dates are not quantities; they are masked first (``§`` and ``date``).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from clausewatch.core.dates import date_spans, fold_dates
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.text import Tally, listed, tokens, worked_out

_SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_WORDS = {word: value for value, word in enumerate(_SMALL)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "(?:" + "|".join([*_WORDS, *_SCALES]) + ")"
_ZH_DIGIT = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_ZH_SCALE = {"十": 10, "百": 100, "千": 1_000}
_ZH_FIGURES = "〇零一二两三四五六七八九十百千万"
_ZH_NUMBER = rf"[{_ZH_FIGURES}]{{1,9}}"
_PARTS = {"百": 100, "千": 1_000, "万": 10_000}

_CURRENCY = {"$": "usd", "us$": "usd", "usd": "usd", "dollar": "usd", "€": "eur", "eur": "eur", "euro": "eur",
             "£": "gbp", "gbp": "gbp", "pound": "gbp", "¥": "cny", "rmb": "cny", "cny": "cny", "元": "cny",
             "人民币": "cny", "yuan": "cny", "美元": "usd", "欧元": "eur", "港元": "hkd", "hkd": "hkd",
             "sgd": "sgd"}  # fmt: skip
_CENT = Fraction(1, 100)
_UNITS: dict[str, tuple[str, int | Fraction]] = {
    "second": ("second", 1), "minute": ("minute", 1), "hour": ("hour", 1), "day": ("day", 1),
    "week": ("day", 7), "month": ("month", 1), "quarter": ("month", 3), "year": ("month", 12),
    "%": ("ratio", _CENT), "percent": ("ratio", _CENT),
    "秒": ("second", 1), "分钟": ("minute", 1), "小时": ("hour", 1), "天": ("day", 1), "日": ("day", 1),
    "自然日": ("day", 1), "周": ("day", 7), "星期": ("day", 7), "月": ("month", 1), "季度": ("month", 3),
    "年": ("month", 12), "周岁": ("age", 1), "岁": ("age", 1), "工作日": ("business day", 1),
    "次": ("time", 1), "倍": ("ratio", 1), "人": ("person", 1), "名": ("person", 1), "位": ("person", 1),
}  # fmt: skip
_EN_UNIT = (
    r"(?P<business>(?:business|working|trading|office|service|banking)[ -])?(?:calendar[ -]|consecutive[ -]"
    r"|natural[ -]|full[ -])?"
    r"(?P<unit>seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|percent|per cent|%|dollars?|euros?"
    r"|pounds?|usd|eur|gbp|rmb|cny|yuan)(?![\w]|[ -]?days)"
)
_ZH_UNIT = (
    r"个?(?P<zhunit>工作日|自然日|小时|分钟|季度|星期|周岁|美元|欧元|港元|人民币|元|秒|天|日|周|月|年"
    r"|岁|次(?!性)|倍|人|名|位|%)"
)
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_QUANTITY_BEGINS = re.compile(rf"[\d$€£¥{_ZH_FIGURES}]|us\$|(?:usd|eur|gbp) |rmb|cny|人民币|\b(?:{_WORD})")
"""Where a quantity may begin; the full expression is slow where nothing of the kind stands."""
_FIGURE_BEGINS = re.compile(
    rf"[\d$€£¥{_ZH_FIGURES}uegrc人](?:(?<=[\d$€£¥{_ZH_FIGURES}])|(?<=u)s(?:\$|d )|(?<=e)ur |(?<=g)bp |(?<=r)mb|(?<=c)ny"
    r"|(?<=人)民币)"
)
"""The same for a text without a number in words. A set of characters is searched for in a fraction of the time."""
_QUANTITY = re.compile(
    rf"(?P<pre>us\$|usd |eur |gbp |rmb ?|cny ?|人民币|[$€£¥]) ?(?P<money>{_FIGURE})(?P<mscale> ?(?:thousand"
    rf"|million|billion|万|亿))?"
    r"(?:元| ?usd\b| dollars\b)?"
    rf"|(?P<words>\b{_WORD}(?:(?:[ -]|(?<=hundred) and |(?<=thousand) and |(?<=million) and ){_WORD}){{0,7}})\b"
    rf"(?: ?\( ?(?P<again>{_FIGURE}) ?(?P<inpar>%)?\))?"
    rf"(?:[ -]?{_EN_UNIT})?"
    rf"|(?P<part>[百千万])分之(?P<ofpart>{_ZH_NUMBER}|{_FIGURE})"
    rf"|(?P<zh>{_ZH_NUMBER})(?:\( ?(?P<zhagain>{_FIGURE}) ?\))?{_ZH_UNIT}"
    rf"|(?<![a-z\d.])(?P<figure>{_FIGURE})(?![\d])(?:\( ?(?:{_ZH_NUMBER}|{_WORD}(?:[ -]{_WORD}){{0,5}}) ?\))?"
    rf"(?P<scale> ?(?:thousand|million|billion)\b|[万亿])?(?:{_ZH_UNIT.replace('zhunit', 'figunit')}"
    rf"|[ -]?{_EN_UNIT.replace('business>', 'business2>').replace('unit>', 'unit2>')})?"
)
_RATE = Pattern(
    r"(?:\bper|/) ?(?P<per>second|minute|hour|day|week|month|quarter|year|annum|user|seat)\b"
    r"|(?<!\bon )\b(?:a|each|every) (?P<each>minute|hour|day|week|month|quarter|year)\b"
    r"|\b(?P<adverb>daily|weekly|monthly|quarterly|yearly|annual(?:ly)?)\b|每个?(?P<zh>小时|日|天"
    r"|周(?![一二三四五六日末])|月|季度|年)"
)
_RATES = {"annum": "year", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
          "yearly": "year", "小时": "hour",
          "annual": "year", "annually": "year", "日": "day", "天": "day", "周": "week", "月": "month",
          "季度": "quarter", "年": "year"}  # fmt: skip
_REFERENCE = re.compile(
    r"(?:\b(?:sub-?)?(?:sections?|clauses?|articles?|paragraphs?|annex(?:ure)?|appendix|schedule|exhibit|chapter"
    r"|(?:parts?|rules?|points?|conditions?|recitals?|steps?)(?=\s\d))|§{1,2})\s?"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,3}+|\b[ivx]{1,5}\b|\b[a-h]\b)(?:\s?\([a-z0-9]{1,3}\)){0,3}+"
    r"(?:(?:,| and| or|-| to)\s?\d{1,3}(?:\.\d{1,3}){0,3}(?:\([a-z0-9]{1,3}\)){0,2}(?! ?(?:days|months|years"
    r"|hours|%))){0,4}+"
    r"(?! (?:of )?(?:the )?(?:gdpr|uk gdpr|general data|eu |regulation|directive|[a-z]+ act\b))"
    r"|第[0-9一二三四五六七八九十百零〇.]{1,6}[条款项章节](?:第[0-9一二三四五六七八九十]{1,4}[款项])?"
    r"|附件[0-9一二三四五六七八九十]{1,2}"
    r"|(?<![\d.])\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[条款]",
)
_LINKS = re.compile(
    r"https?://\S{1,300}|\bwww\.\S{1,200}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}|\+?\d[\d ()-]{7,18}\d"
)


_NAMES = listed("january february march april may june july august september october november december")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_MEASURING = frozenset((*_WORDS, *_SCALES, *_CURRENCY, *_UNITS, *_NAMES)) | frozenset(
    listed(
        "jan feb mar apr jun jul aug sep sept oct nov dec per a an each every annum user seat daily weekly monthly"
        " quarterly yearly annual annually cent business working trading office service banking calendar consecutive"
        " natural full section subsection clause article paragraph annex annexure appendix schedule exhibit chapter"
        " part rule point condition recital step"
    )
)


@dataclass(frozen=True, eq=False)
class Quantity:
    """A value with its unit: hour, day, business day, month, ratio, usd, per month, … or none."""

    value: Fraction
    unit: str = ""

    @worked_out
    def _key(self) -> tuple[int, int, str]:
        """Fractions are slow to compare and to hash, and the same few quantities are counted again and again."""
        return self.value.numerator, self.value.denominator, self.unit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and self._key == other._key

    @worked_out
    def _hash(self) -> int:
        return hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    @property
    def is_time(self) -> bool:
        return self.unit in ("second", "minute", "hour", "day", "month") or self.unit.startswith("business ")

    @property
    def is_money(self) -> bool:
        return self.unit in ("usd", "eur", "gbp", "cny", "hkd", "sgd")

    @worked_out
    def _spelled(self) -> str:
        return f"{self.value}{self.unit.replace(' ', '')}"

    def __str__(self) -> str:
        return self._spelled


@dataclass(frozen=True)
class Measured:
    """A sentence with its quantities in one spelling (``respelled``), and what they are."""

    respelled: str
    quantities: tuple[Quantity, ...]
    masked: str
    """Dates, references and links replaced by signs, quantities as they were."""
    references: tuple[str, ...]
    dates: tuple[str, ...]
    links: tuple[str, ...]

    @worked_out
    def words(self) -> tuple[str, ...]:
        """Of the respelled sentence."""
        return tokens(self.respelled)

    @worked_out
    def counted(self) -> Counter[Quantity]:
        return Tally(self.quantities)


@functools.lru_cache(maxsize=4_096)
def measure(lower: str) -> Measured:
    """All quantities of a folded sentence in lower case, in order."""
    links = tuple(match[0] for match in _LINKS.finditer(lower)) if may_link(lower) else ()
    text, dates = _mask_dates(_LINKS.sub(" link ", lower) if links else lower)
    references = tuple(match[0] for match in _REFERENCE.finditer(text)) if _MAY_REFER.search(text) else ()
    masked = _REFERENCE.sub(" § ", text) if references else text
    found: list[Quantity] = []

    def respell(match: re.Match[str]) -> str:
        quantity = _known(match)
        if quantity is None:
            return match[0]
        found.append(quantity)
        return f" {quantity} "

    plain = _in_plain_figures(masked)
    figures = _FIGURES.search(plain) or _FIGURES_IN_WORDS.search(plain)
    respelled = _with_quantities(respell, plain) if figures else plain
    respelled = _RATE.sub(respell, respelled) if _RATE.may_match(plain) else respelled
    return Measured(respelled, tuple(found), masked, references, dates, links)


def _with_quantities(respell: Callable[[re.Match[str]], str], text: str) -> str:
    """``_QUANTITY.sub``, in fewer steps."""
    parts: list[str] = []
    search = _QUANTITY_BEGINS.search if _FIGURES_IN_WORDS.may_match(text) else _FIGURE_BEGINS.search
    end, begins = 0, search(text)
    while begins:
        start = begins.start()
        if match := _QUANTITY.match(text, start):
            parts += (text[end:start], respell(match))
            start = end = match.end()
        else:
            start += 1
        begins = search(text, start)
    return "".join((*parts, text[end:]))


_SPELLED_ZH = re.compile(
    rf"(?:(?P<cny>人民币|rmb ?|cny ?|¥)(?=[\d一二两三四五六七八九十百千]))?"
    rf"(?:(?P<part>[百千万])分之(?P<ofpart>{_ZH_NUMBER}|{_FIGURE})|(?P<figure>{_FIGURE})(?P<scale>[万亿]?)"
    rf"|(?P<zh>{_ZH_NUMBER}亿?))"
)


def in_figures(lower: str) -> str:
    """Every Chinese numeral as a figure, whatever it counts (五台 as 5台, 人民币一千元 as 1000元, 百分之五 as 5%)."""
    if _FORMAL_DIGIT.search(lower):
        lower = _FORMAL_RUN.sub(lambda match: _plain_figure(match[0]), lower)
    return _SPELLED_ZH.sub(_as_figure, lower)


def _as_figure(match: re.Match[str]) -> str:
    if match["part"]:
        ratio = _ratio(match["part"], match["ofpart"])
        return match[0] if ratio is None else f"{ratio.value * 100}%"
    if match["figure"]:
        return str(_figure(match["figure"]) * _scale(match["scale"]))
    plain = match["zh"].removesuffix("亿")
    value = _zh_value(plain) if plain else None
    return match["zh"] if value is None else str(value * (100_000_000 if plain != match["zh"] else 1))


def is_number(word: str) -> bool:
    """Whether it is a number in an English word, below a hundred."""
    return word in _WORDS


def may_measure(word: str) -> bool:
    """Whether an English word may be a part of a quantity, a date or a reference, which are spelled in many ways."""
    return word in _MEASURING or word.removesuffix("s") in _MEASURING


_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟零圆", "一二三四五六七八九十百千〇元", strict=True))
_FORMAL_RUN = re.compile(
    r"[壹贰叁肆伍陆柒捌玖拾][壹贰叁肆伍陆柒捌玖拾佰仟万零]*[圆元天日个年月倍人名次%]整?|圆整?(?=[^\u4e00-\u9fff]|$)"
)
_FORMAL_DIGIT = re.compile("[壹贰叁肆伍陆柒捌玖]")
_DAY_OF_YEAR = re.compile(
    rf"\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:day )?(?:of )?(?P<month>{_MONTH})\b(?! (?:not|be|also"
    rf"|only)\b)"
    rf"|\b(?P<first>{_MONTH}) (?:the )?(?P<at>\d{{1,2}})(?P<th>st|nd|rd|th)?\b(?![.,]?\d)",
)
_DAY_ZH = re.compile(
    r"(?<=月[\d一二三四五六七八九十])号|(?<=月[\d一二三][\d一二三四五六七八九十])号|(?<=月[二三]十[一-九])号"
)
_MONTHS = listed("jan feb mar apr may jun jul aug sep oct nov dec")


def _in_plain_figures(masked: str) -> str:
    """贰仟元 as 2000元, "March 1st" as "1 march": a day of the year is one figure with its month."""
    if _FORMAL_DIGIT.search(masked):
        masked = _FORMAL_RUN.sub(lambda match: _plain_figure(match[0]), masked)
    masked = _DAY_ZH.sub("日", masked) if "号" in masked else masked
    masked = masked if masked.isascii() else in_plain_measures(masked)
    masked = masked if masked.isascii() else _COUNTED_ZH.sub(_as_figure_zh, masked)
    return _DAY_OF_YEAR.sub(_day_first, masked) if _MAY_DATE.search(masked) and _DIGIT.search(masked) else masked


_COUNTED_ZH = re.compile(
    rf"(?<![第〇零一二两三四五六七八九十百千万])(?!一(?:[^二两三四五六七八九十百千]))(?:{_ZH_NUMBER})"
    r"(?=[台件份条张套辆间座本册页项笔户栋层瓶箱袋包公克吨升米平摄度级档节场轮趟至首篇幅枚期桌晚餐批盒桶斤亩棵])"
)
"""A numeral before a measure word that is no unit; 一 before one is an article."""


def in_plain_measures(lower: str) -> str:
    """半小时 as 30分钟, 两成 as 百分之二十, 百分之四点二 as 4.2%."""
    for mark, measured, plainly in _MEASURES_ZH:
        lower = measured.sub(plainly, lower) if mark in lower else lower
    return lower


def _of_24(match: re.Match[str]) -> str:
    """晚八时 as 20时."""
    hour = _value(match["hour"])
    return match[0] if hour is None or hour > _NOON else f"{hour + _NOON if hour < _NOON else hour}时"


_NOON = 12


def _in_percent(match: re.Match[str]) -> str:
    whole, tenths = _zh_value(match["whole"]), "".join(str(_ZH_DIGIT[char]) for char in match["tenths"])
    return match[0] if whole is None else f"{whole}.{tenths}%"


_MEASURES_ZH: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("半", re.compile("(?<![一二三四五六七八九十个])半个?小时"), "30分钟"),
    ("半", re.compile("半年"), "6个月"),
    *(
        (part, re.compile(rf"{part}(?P<hour>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})[时点](?![半钟分\d])"), _of_24)
        for part in ("晚上", "晚", "下午", "傍晚")
    ),
    (
        "成",
        re.compile(r"(?<=[的按付取收减退还])([一二两三四五六七八九])成(?![本交立员功果为年品活都人分])"),
        r"百分之\1十",
    ),
    (
        "点",
        re.compile("百分之(?P<whole>[零一二三四五六七八九十]{1,4})点(?P<tenths>[零一二三四五六七八九]{1,4})"),
        _in_percent,
    ),
    ("每", re.compile("(?<=每)(?:(?P<of>[月年])度|季(?!度))"), lambda match: match["of"] or "季度"),
    ("整", re.compile("(?<=元)整(?![体个合理改顿])"), ""),
)
"""What must stand in a text, the measure in words, and its plain form."""


def _as_figure_zh(match: re.Match[str]) -> str:
    value = _zh_value(match[0])
    return match[0] if value is None else str(value)


def _plain_figure(formal: str) -> str:
    """A formal numeral with its unit; 叁 and its like stand in no name in front of a unit."""
    text = "".join(_FORMAL.get(char, char) for char in formal.removesuffix("整"))
    value = _zh_value(text[:-1]) if text[:-1] else None
    return text if value is None else f"{value}{text[-1]}"


def _day_first(match: re.Match[str]) -> str:
    month = _MONTHS.index((match["month"] or match["first"])[:3])
    if month == _MAY and match["first"] and not match["th"]:
        return match[0]
    return f"{match['day'] or match['at']} {_NAMES[month]}"


_MAY = 4
"""May, which is also a verb ("you may 3 times …")."""
_MAY_DATE = Pattern(rf"\b{_MONTH}\b")
_DIGIT = re.compile(r"\d")
_LINK_MARKS = ("@", "://", "www.")
_MAY_CALL = re.compile(r"\d[\d ()-]{7}")
_MAY_REFER = Pattern(
    r"\b(?:sub-?)?(?:sections?|clauses?|articles?|paragraphs?|annex(?:ure)?|appendix|schedule|exhibit|chapter"
    r"|parts?|rules?|points?|conditions?|recitals?|steps?)\s?(?:\d|\b(?:[ivx]{1,5}|[a-h])\b)|§|[第附条款]"
)
_FIGURES = re.compile(rf"[\d{_ZH_FIGURES}]")
_FIGURES_IN_WORDS = Pattern(rf"\b{_WORD}\b")
"""Without one of these there is nothing of the kind; the full expressions are slow."""
_YEAR_PARTS = ("19", "20", "年")
_YEAR = re.compile(r"(?:19|20)\d\d|[〇零一二三四五六七八九]{4}\s?年")


def may_link(lower: str) -> bool:
    """Whether an address or a number to call may stand there."""
    return any(mark in lower for mark in _LINK_MARKS) or _MAY_CALL.search(lower) is not None


def _mask_dates(lower: str) -> tuple[str, tuple[str, ...]]:
    if not (any(part in lower for part in _YEAR_PARTS) and _YEAR.search(lower)):
        return lower, ()
    text = fold_dates(lower)
    spans = date_spans(text)
    raw = tuple(str(span.day) if span.day else text[span.start : span.end] for span in spans)
    for span in reversed(spans):
        text = f"{text[: span.start]} date {text[span.end :]}"
    return text, raw


def _known(match: re.Match[str]) -> Quantity | None:
    """As ``_quantity``; the same few figures stand in every sentence of a page, and fractions are slow."""
    key = (match.re is not _QUANTITY, match[0])
    if key not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = _quantity(match)
    return _KNOWN[key]


_KNOWN: dict[tuple[bool, str], Quantity | None] = {}
_MOST_KNOWN = 2_000


def _quantity(match: re.Match[str]) -> Quantity | None:
    if match[0].isdecimal():
        return Quantity(Fraction(int(match[0])))
    groups = match.groupdict()
    if "per" in groups:
        each = groups["per"] or groups["each"] or groups["adverb"] or groups["zh"]
        return Quantity(Fraction(1), f"per {_RATES.get(each, each)}")
    if groups["money"]:
        return Quantity(_figure(groups["money"]) * _scale(groups["mscale"]), _CURRENCY[groups["pre"].strip()])
    if groups["words"]:
        return _in_words(groups)
    if groups["part"]:
        return _ratio(groups["part"], groups["ofpart"])
    if groups["zh"]:
        value = _figure(groups["zhagain"]) if groups["zhagain"] else _zh_value(groups["zh"])
        return None if value is None else _with_unit(value, groups["zhunit"], business=False)
    value = _figure(groups["figure"]) * _scale(groups["scale"])
    return _with_unit(value, groups["figunit"] or groups["unit2"] or "", business=bool(groups["business2"]))


def _in_words(groups: dict[str, str | None]) -> Quantity | None:
    words, unit = groups["words"] or "", groups["unit"] or ("%" if groups["inpar"] else "")
    if groups["again"]:
        return _with_unit(_figure(groups["again"]), unit, business=bool(groups["business"]))
    if words in ("one", "zero", "hundred", "thousand", "million", "billion") and not unit:
        return None
    return _with_unit(_word_value(words), unit, business=bool(groups["business"]))


def _with_unit(value: Fraction, unit: str, *, business: bool) -> Quantity:
    unit = unit.replace("per cent", "percent")
    singular = unit.rstrip("s") if unit.isascii() and len(unit) > 3 else unit
    if singular in _CURRENCY:
        return Quantity(value, _CURRENCY[singular])
    name, factor = _UNITS.get(singular, ("", 1))
    if name == "hour" and value.denominator > 1:  # half an hour is thirty minutes
        name, factor = "minute", 60
    value = value if factor == 1 else value * factor
    return Quantity(value, f"business {name}" if business and name in _WORKED else name)


_WORKED = ("minute", "hour", "day")
"""Of which there are fewer where only those at work count."""


def _figure(text: str) -> Fraction:
    plain = text.replace(",", "")
    return Fraction(int(plain) if plain.isdecimal() else plain)


def _scale(text: str | None) -> int:
    return {"": 1, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "万": 10_000, "亿": 100_000_000}[
        (text or "").strip()
    ]


def _word_value(words: str) -> Fraction:
    total = current = 0
    for word in re.split(r"[ -]+", words.replace(" and ", " ")):
        if word in _WORDS:
            current += _WORDS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        else:
            total, current = total + max(current, 1) * _SCALES[word], 0
    return Fraction(total + current)


def _ratio(part: str, text: str) -> Quantity | None:
    value = _value(text)
    return None if value is None else Quantity(value / _PARTS[part], "ratio")


def _value(text: str) -> Fraction | None:
    return _figure(text) if text[0].isdecimal() else _zh_value(text)


def _zh_value(text: str) -> Fraction | None:
    """三十 -> 30, 一百二十 -> 120, 二〇 -> 20; ``None`` for a bare scale such as 千."""
    if not set(text) & _ZH_SCALE.keys() and "万" not in text:
        return Fraction(int("".join(str(_ZH_DIGIT[char]) for char in text)))
    if text in ("百", "千", "万"):
        return None
    total = section = digit = 0
    for char in text:
        if char in _ZH_DIGIT:
            digit = _ZH_DIGIT[char]
        elif char == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * _ZH_SCALE[char], 0
    return Fraction(total + section + digit)
