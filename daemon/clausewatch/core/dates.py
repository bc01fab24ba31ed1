"""The dates that a policy prints about itself: last updated, published, effective.

A date counts only beside a label ("Last updated: …", 更新日期：…) or as a line of its own near the top: policies quote
many other dates (of laws, of other documents), and a general date finder falls for them. Only the first 4,000 and
the last 2,500 characters are read; there the field prints its dates (notes: found in 270 of 355 real policies).
A date of the form 03/04/2025 is believed only if the document itself settles the order of day and month.
"""

from __future__ import annotations

import enum
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from clausewatch.core.model import Block, Document

HEAD, TAIL = 4_000, 2_500
"""Characters at either end of a document in which its dates are looked for."""
GAP = 28
"""Characters at most between a label and its date."""
LINE = 100
"""Characters of a date line that is shown whole."""


class DateKind(enum.IntEnum):
    """What a printed date is about; the lower, the better it tells when the text was last changed."""

    UPDATED = 0
    PUBLISHED = 1
    EFFECTIVE = 2
    BARE = 3
    """A line that is only a date."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as the page prints it; ``day`` is ``None`` when day and month cannot be told apart."""

    kind: DateKind
    raw: str
    day: date | None
    said: str = field(default="", compare=False)
    """With its label, as the page has it: “Last updated: 3 March 2025”."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Where a date stands in a text; ``day`` as in ``PrintedDate``."""

    start: int
    end: int
    day: date | None
    numeric: tuple[int, int, int] | None = None
    """First, second number and year of an 03/04/2025, whose order is open."""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_ZH_DIGITS = "〇零一二三四五六七八九"
_ZH_NUMBER = r"[〇零一二三四五六七八九十]{1,3}"

_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]{{0,2}}\b(?P<m1>{_MONTH})\b[.,]{{0,2}}[\s,-]{{1,2}}(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\b\.?\s{{0,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s?[,.]?\s{{0,2}}(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<y3>(?:19|20)\d\d)(?P<s3>[-/.])(?P<m3>\d{{1,2}})(?P=s3)(?P<d3>\d{{1,2}})"
    rf"|(?P<a4>\d{{1,2}})(?P<s4>[-/.])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>(?:19|20)\d\d)"
    rf")(?![\w/-])"
    rf"|(?P<y5>(?:19|20)\d\d|[{_ZH_DIGITS}]{{4}})\s?年\s?(?P<m5>\d{{1,2}}|{_ZH_NUMBER})\s?月\s?"
    rf"(?P<d5>\d{{1,2}}|{_ZH_NUMBER})\s?[日号]",
    re.IGNORECASE,
)

_LABELS = (
    (
        DateKind.UPDATED,
        r"(?:last|latest|most recent(?:ly)?)\s+(?:updated?|modif(?:ied|ication)|revis(?:ed|ion)|amended|amendment"
        r"|changed?|reviewed)(?:\s+date)?"
        r"|(?:revision|update|modification|amendment)\s+date|date\s+of\s+(?:(?:last|latest)\s+)?(?:revision|update)"
        r"|\b(?:updated|revised|modified|amended)\b"
        r"|(?:最近|最后|最新|上次|本次)?(?:一次)?(?:更新|修订|修改|修正)(?:于|的?(?:日期|时间|日))?|(?:最近|最后)更新",
    ),
    (
        DateKind.PUBLISHED,
        r"\b(?:release[ds]?|publication|published|posted|issued?|version)(?:\s+date)?\b|\bversion\s+(?:of|from)|\bdated\b"
        r"|(?:发布|公布|版本|公示|颁布)(?:于|的?(?:日期|时间|日))?(?:及生效日期|与生效日期)?",
    ),
    (
        DateKind.EFFECTIVE,
        r"\b(?:effective|in\s+effect|in\s+force|comes?\s+into\s+(?:force|effect)|takes?\s+effect|enters?\s+into\s+force"
        r"|valid\s+(?:from|as\s+of)|applies\s+from)(?:\s+date)?\b"
        r"|(?:生效|施行|实施|启用)(?:于|的?(?:日期|时间|日))?",
    ),
)
_LABEL = re.compile("|".join(f"(?P<k{kind.value}>{words})" for kind, words in _LABELS), re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"^\s?(?:起|起正式|开始|正式)?\s?(?P<label>生效|施行|实施|更新|修订|修改|发布|公布|起生效|起施行)"
)
_BREAK = re.compile(r"[.!?。！？；;|](?:\s|$)|[。！？；|]")
_OF_ITSELF = re.compile(
    r"\b(?:policy|policies|terms|agreement|notice|statement|document|version|conditions|contract|addendum|page)\b"
    r"|协议|政策|条款|声明|规则|指引|说明|版本|须知|规范",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:this|these|our|the|of|on|as|at|from|since|is|are|was|were|been|has|have|and|to|in|by|it|starting|date|dates"
    r"|privacy|cookies?|user|service|services|terms|use|policy|policies|agreement|notice|statement|document|version"
    r"|conditions|previous|current|see|here|with|became?|becomes|shall|will|be|time|day|v)\b"
    r"|[本我们该的于自起日期时间为是在将从版本号协议政策条款声明规则隐私用户服务已经于并及与和起正式最近一次现行有效上次前]+",
    re.IGNORECASE,
)

_CLOCK = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: ?\(?(?:utc|gmt|cet|cest|[ecmp][sd]t|bst|ist|jst)\b\)?)?",
    re.IGNORECASE,
)


def fold_dates(text: str) -> str:
    """The text with full-width forms and the brackets of 【3】月 removed; offsets are those of the result."""
    return unicodedata.normalize("NFKC", re.sub(r"[【】\[\]\u200b\ufeff*]", "", text))


_YEAR = re.compile(rf"(?:19|20)\d\d|[{_ZH_DIGITS}]{{4}}")
"""Without one there is no date; the whole expression is slow."""


@functools.lru_cache(maxsize=2048)
def date_spans(text: str) -> tuple[DateSpan, ...]:
    """Every complete date in a text that ``fold_dates`` made, in order; impossible ones are left out."""
    if not _YEAR.search(text):
        return ()
    return tuple(span for match in _DATE.finditer(text) if (span := _span_of(match)) is not None)


def _span_of(match: re.Match[str]) -> DateSpan | None:
    if match["a4"]:
        return _numeric_span(match)
    if match["y5"]:
        day = _day(_zh_year(match["y5"]), _zh_value(match["m5"]), _zh_value(match["d5"]))
    elif match["y3"]:
        day = _day(int(match["y3"]), int(match["m3"]), int(match["d3"]))
    else:
        month = _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
        day = _day(int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"]))
    return DateSpan(*match.span(), day) if day else None


def _numeric_span(match: re.Match[str]) -> DateSpan | None:
    first, second, year = int(match["a4"]), int(match["b4"]), int(match["y4"])
    readings = {_day(year, second, first), _day(year, first, second)} - {None}
    if not readings:
        return None
    settled = readings.pop() if len(readings) == 1 else None
    return DateSpan(*match.span(), settled, (first, second, year))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _zh_year(text: str) -> int:
    return int("".join(str(max(_ZH_DIGITS.index(char) - 1, 0)) if char in _ZH_DIGITS else char for char in text))


def _zh_value(text: str) -> int:
    """A number up to 99, written 12, 十二 or 一二."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _zh_year(text)
    return (_zh_year(tens) if tens else 1) * 10 + (_zh_year(ones) if ones else 0)


def printed_date(document: Document) -> date | None:
    """When the document says it was last changed."""
    return changed_on(printed_dates(document))


def changed_on(dates: Sequence[PrintedDate]) -> date | None:
    """When a document of these dates was last changed: updated before published before effective before a bare
    dateline; ``None`` if it prints none, or none that can be read for certain."""
    return next((each.day for each in sorted(dates, key=lambda each: each.kind) if each.day), None)


def said_of(dates: Sequence[PrintedDate]) -> str:
    """The words that print the date that tells best when a document was changed; empty if there is none."""
    ordered = sorted(dates, key=lambda each: each.kind)
    return next((each.said for each in ordered if each.day), ordered[0].said if ordered else "")


def same_dates(old: Sequence[PrintedDate], new: Sequence[PrintedDate]) -> bool:
    """Whether both documents print a date, and none that the other does not print: also one whose day and month are
    open."""
    before, after = ({(each.kind, each.day or each.raw) for each in side} for side in (old, new))
    return bool(before) and before == after


def in_force_from(dates: Sequence[PrintedDate]) -> date | None:
    """The latest day from which a document says that it is in force; ``None`` if it prints none for certain."""
    days = [each.day for each in dates if each.kind is DateKind.EFFECTIVE and each.day]
    return max(days, default=None)


def printed_dates(document: Document) -> tuple[PrintedDate, ...]:
    """Every labelled or bare date at the document's head and tail, in order of appearance."""
    texts = _zones(document)
    day_first = _day_first(document, texts)
    found = (each for index, text in enumerate(texts) for each in _labelled(text, day_first, bare=index < 12))
    return tuple(dict.fromkeys(found))


def _zones(document: Document) -> tuple[str, ...]:
    texts = [document.title, *(block.text for block in document.blocks)]
    sizes, taken = 0, []
    for index, text in enumerate(texts):
        if sizes < HEAD:
            taken.append((index, text[: HEAD - sizes]))
        sizes += len(text) + 1
    return tuple(fold_dates(text) for _, text in (*taken, *_tail(document.blocks, after=len(taken) - 1)))


def _tail(blocks: tuple[Block, ...], after: int) -> list[tuple[int, str]]:
    size, taken = 0, []
    for index in range(len(blocks) - 1, after - 1, -1):
        if size >= TAIL:
            break
        taken.append((index, blocks[index].text[-(TAIL - size) :]))
        size += len(blocks[index].text) + 1
    return taken[::-1]


def _day_first(document: Document, texts: tuple[str, ...]) -> bool | None:
    """Whether 03/04 is the third of April here, by a sibling date or the page's region; ``None`` if open."""
    siblings = [span.numeric for text in texts for span in date_spans(text) if span.numeric]
    if any(first > 12 for first, _, _ in siblings):
        return True
    if any(second > 12 for _, second, _ in siblings):
        return False
    language = document.language or ""
    if language in ("en-us", "en-ph"):
        return False
    return True if (language and not language.startswith(("en", "zh", "ja", "ko"))) or language == "en-gb" else None


def _labelled(text: str, day_first: bool | None, *, bare: bool) -> Iterator[PrintedDate]:
    for span in date_spans(text):
        kind = _kind_of(text, span, bare=bare)
        if kind is not None:
            yield PrintedDate(kind, text[span.start : span.end], _settle(span, day_first), _said(text, span))


def _said(text: str, span: DateSpan) -> str:
    """A line that says nothing else whole; of a sentence, from the label to the date."""
    if len(text) <= LINE and is_date_line(text):
        return " ".join(text.split()).rstrip(".。;； ")
    start = max(0, span.start - GAP - 24)
    labels = [match for match in _LABEL.finditer(text, start, span.start) if span.start - match.end() <= GAP]
    after = _AFTERWARDS.match(text[span.end : span.end + 12])
    end = span.end + after.end() if after and not labels else span.end
    return " ".join(text[labels[0].start() if labels else span.start : end].split())


def _settle(span: DateSpan, day_first: bool | None) -> date | None:
    if span.day or span.numeric is None or day_first is None:
        return span.day
    first, second, year = span.numeric
    return _day(year, second, first) if day_first else _day(year, first, second)


def _kind_of(text: str, span: DateSpan, *, bare: bool) -> DateKind | None:
    label = _label_before(text, span) or _label_after(text, span)
    if label is not None:
        kind, certain = label
        return kind if certain or is_date_line(text) or _speaks_of_itself(text, span) else None
    return (
        DateKind.BARE
        if bare and not _FILLER.sub("", text[: span.start] + text[span.end :]).strip(" .,:()-_>")
        else None
    )


def _label_before(text: str, span: DateSpan) -> tuple[DateKind, bool] | None:
    """The nearest label in front, and whether it needs no further proof: a colon, or nothing else said before."""
    start = max(0, span.start - GAP - 24)
    reach = text[start : span.start]
    labels = [match for match in _LABEL.finditer(reach) if len(reach) - match.end() <= GAP]
    if not labels or _BREAK.search(reach, labels[-1].end()):
        return None
    between = reach[labels[-1].end() :].strip().lower()
    alone = not any(char.isalnum() for char in _FILLER.sub("", text[: start + labels[0].start()]))
    return _kind(labels[-1]), between.endswith(":") or (alone and between in ("", "on", "as of", "于", "自"))


def _kind(match: re.Match[str]) -> DateKind:
    return next(kind for kind in DateKind if kind is not DateKind.BARE and match[f"k{kind.value}"])


def _label_after(text: str, span: DateSpan) -> tuple[DateKind, bool] | None:
    match = _AFTERWARDS.match(text[span.end : span.end + 12])
    label = match and _LABEL.search(match["label"])
    return (_kind(label), False) if label else None


def _speaks_of_itself(text: str, span: DateSpan) -> bool:
    """Whether the date's sentence is about this document and not about a law or a product."""
    start = max((match.end() for match in _BREAK.finditer(text, 0, span.start)), default=0)
    return bool(_OF_ITSELF.search(text, max(start, span.start - 160), span.start)) or bool(
        _OF_ITSELF.search(text, span.end, min(len(text), span.end + 40))
    )


_DATE_LINE = 300
"""Characters of the longest line that may say nothing but a date."""


def is_date_line(text: str) -> bool:
    """Whether a text says nothing but when the document was updated, published or takes effect."""
    if len(text) > _DATE_LINE:
        return False
    folded = fold_dates(text)
    spans = date_spans(folded)
    if not spans:
        return False
    for span in reversed(spans):
        folded = folded[: span.start] + " " + folded[span.end :]
    rest = _FILLER.sub(" ", _LABEL.sub(" ", _CLOCK.sub(" ", folded)))
    return not any(char.isalnum() for char in rest)
