"""For whom another figure is good: what the figure bounds says whether more of it is better.

Told only where the sentence itself tells: one figure against one of the same measure, and one thing that it bounds.
Storage for longer is worse, but a backup that can be had for longer is not; a longer notice from the vendor is
better, one that the customer must give is worse. Everything else stays unclear.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from clausewatch.core.grading.finding import Direction, Pair
from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.quantities import Quantity
from clausewatch.core.grading.voice import Stance, voice

_HOURS: dict[str, int | Fraction] = {
    "second": Fraction(1, 3600),
    "minute": Fraction(1, 60),
    "hour": 1,
    "business minute": Fraction(1, 20),
    "business hour": 3,
    "day": 24,
    "business day": 30,
    "month": 730,
}
"""About how long, in hours: enough to say which of two times is longer when they are not nearly the same."""


def direction(pair: Pair, lost: Counter[Quantity], gained: Counter[Quantity]) -> Direction:
    """Worse, better or unclear for the customer, of the figures that went and came."""
    if lost.total() != 1 or gained.total() != 1:
        return Direction.UNCLEAR
    (old,), (new,) = lost, gained
    more = _more(old, new)
    good = _more_is_good(pair, old)
    if more is None or good is None:
        return Direction.UNCLEAR
    return Direction.BETTER if more is good else Direction.WORSE


def hours(time: Quantity) -> Fraction:
    """About how long a time is, in hours."""
    return time.value * _HOURS[time.unit]


def about_as_long(lost: Counter[Quantity], gained: Counter[Quantity]) -> bool:
    """Whether times have gone and as many have come, each of about the length of one of the others (72 hours, three
    days)."""
    before, after = (
        sorted(each.value * _HOURS.get(each.unit, 0) for each in side.elements()) for side in (lost, gained)
    )
    if not before or len(before) != len(after) or not all((*before, *after)):
        return False
    return all(max(one, other) <= _ALIKE * min(one, other) for one, other in zip(before, after, strict=True))


_ALIKE = Fraction(3, 2)


def _more(old: Quantity, new: Quantity) -> bool | None:
    if old.is_time and new.is_time:
        before, after = hours(old), hours(new)
    elif old.unit == new.unit:
        before, after = old.value, new.value
    else:
        return None
    return None if before == after else after > before


_PAID_TO_YOU = Pattern(
    r"\b(?:credits?|credited|refund\w*|reimburs\w*|compensat\w*|indemnif\w*|cashback|discounts?|rebates?|bonus"
    r"|receives?)\b|赔偿|补偿|退还|退款|返还|折扣|抵扣"
)
_CAPPED = Pattern(r"\bliab\w+|\b(?:damages|insurance|insured|indemnity)\b|责任(?:总额|上限|限额)|赔偿责任|保额")
_PRICE = Pattern(
    r"\b(?:fees?|prices?|charges?|charged|costs?|rates?|pay|payable|subscription|interest|increase\w*|surcharge"
    r"|penalt(?:y|ies)|commission|deposit)\b|费用?|价格|收取|支付|利息|利率|涨幅|违约金|滞纳金|押金|佣金"
)
_UPTIME = Pattern(r"\b(?:uptime|availab\w+|available)\b|可用性|可用率")
_KEPT = Pattern(
    r"\b(?:keep|keeps|kept|retain\w*|retention|stor(?:e|es|ed|age)|hold|holds|held|preserv\w*)\b|保存|保留|留存"
    r"|存储|储存"
)
_FOR_YOU = Pattern(
    r"\b(?:backups?|restor\w*|recover\w*|export\w*|retriev\w*|download\w*|archiv\w*|history|evidence)\b"
    r"|备份|恢复|导出|下载|找回|证据"
)
_FOR_SO_LONG = Pattern(r"\bfor (?:up to |at least |the first |a full )?\d")
_NOTICE = Pattern(
    r"\b(?:notice of (?:at least )?\d|(?:day|week|month|hour|year|businessday)s?'? (?:\w+ ){0,2}notice|advance notice"
    r"|in advance"
    r"|before|beforehand|ahead)\b|提前|事先|之?前"
)
_BY_WHEN = Pattern(r"\b(?:within|no later than|not later than|in|after|by the end of|latest)\b|内|之?后")
_CAN = Pattern(
    r"\b(?:may|can|right|entitled|free|trial|guarantee|warrant\w*|warranty|support)\b|可以?|有权|试用|质保|保修"
)


def _more_is_good(pair: Pair, measured: Quantity) -> bool | None:
    lower = pair.old.lower
    speaking = voice(lower)
    if measured.is_money or measured.unit == "ratio":
        return _amount(lower)
    if not measured.is_time:
        return None
    if _KEPT.search(lower) and not speaking.customer:
        return None if _FOR_YOU.search(lower) else False
    if _FOR_YOU.search(lower) and _FOR_SO_LONG.search(lower):
        return None
    if _NOTICE.search(lower):
        return not speaking.customer if _told(lower) else None
    if speaking.customer:
        return True if _BY_WHEN.search(lower) or _CAN.search(lower) else None
    bound = pair.stance is Stance.GUARD or speaking.stance is Stance.GUARD
    return False if bound and _BY_WHEN.search(lower) else None


_TELLS = Pattern(r"\b(?:notices?|notif\w+|inform\w*|tell\w*|announce\w*|warn\w*|advise\w*)\b|通知|告知|公告|公示|提醒")


def _told(lower: str) -> bool:
    return _TELLS.search(lower) is not None


def _amount(lower: str) -> bool | None:
    for kind, good in ((_CAPPED, True), (_PAID_TO_YOU, True), (_UPTIME, True), (_PRICE, False)):
        if kind.search(lower):
            return good
    return None
