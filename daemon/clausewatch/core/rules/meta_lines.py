"""The line below a headline: who put the page up, when, how long it takes to read, how often it was."""

import re

from clausewatch.core.model import UNGRADED, Hunk, HunkKind
from clausewatch.core.rules import relative_times, view_counts
from clausewatch.core.rules._shape import catches, sides, spares

NAME = "lines about the page"
WHY = "Who edited a page in the site's editor, and how often it was read, is not part of the document."

_DAY = (
    r"(?:(?:[a-z]{3},? )?\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|(?:\d{1,2} )?[a-z]{3,9}\.? (?:\d{1,2},? )?\d{4}|\d{4}年\d{1,2}月\d{1,2}日)"
)
_CLOCK = r"(?:,? (?:at |- )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)?"
_FIRM = r"(?:ltd|limited|gmbh|inc|llc|llp|corp|co|pte|plc|ag|bv|sa|company|team of)\b"
_NAME = rf"(?:(?!{_FIRM}|on\b)[\w'’-]{{1,30}}\.? ?){{1,3}}"
_VERB = (
    r"(?:(?:last |first )?(?:updated|created|edited|modified|posted|written|uploaded|submitted)"
    r"|owned|maintained|contributed)"
)
_SINCE = rf"(?:on {_DAY}{_CLOCK}|(?:\d{{1,4}}|an?) (?:minute|hour|day|week|month|year)s? ago|yesterday|today|just now)"
_BYLINE = re.compile(rf"{_VERB} by:? {_NAME}(?: ?{_SINCE})?", re.IGNORECASE)
_BESIDE = re.compile(
    rf"by {_NAME}|{_VERB}|(?:{_VERB}|published)?:?(?: on)? ?{_DAY}{_CLOCK}|{_NAME} {_SINCE}"
    rf"|(?:最近|最后)?(?:更新|发布|修改|编辑)(?:时间|日期|于)?:? ?{_DAY}{_CLOCK}|(?:作者|编辑|来源):? ?\w{{1,12}}",
    re.IGNORECASE,
)
"""What says nothing about the page by itself, only beside something that does."""
_BETWEEN = re.compile(
    rf" ?[·•|｜] ?| [—–] | (?=updated (?:over|about|almost|\d|an?\b))|, (?={_VERB} by)"
    r"|(?<=\d) (?=(?:阅读|浏览|访问|点击|收藏|点赞))",
    re.IGNORECASE,
)
MOST_PARTS = 6


def applies(hunk: Hunk) -> bool:
    texts = sides(hunk)
    return bool(texts) and all(map(_is_about_the_page, texts))


def _is_about_the_page(text: str) -> bool:
    parts = [part.strip() for part in _BETWEEN.split(text)]
    if len(parts) == 1:
        return bool(_BYLINE.fullmatch(text))
    sure = [part for part in parts if _is_sure(part)]
    rest = [part for part in parts if part not in sure]
    return len(parts) <= MOST_PARTS and bool(sure) and all(map(_BESIDE.fullmatch, rest))


def _is_sure(part: str) -> bool:
    alone = Hunk(HunkKind.ADDED, UNGRADED, (), "", part)
    return bool(_BYLINE.fullmatch(part)) or view_counts.applies(alone) or relative_times.applies(alone)


EXAMPLES = (
    catches("9 min read · 12,431 views · by Kim", "9 min read · 12,977 views · by Kim"),
    catches(
        "Created by Hugo Ek, last updated by Mara Lin on 15 Jan 2026", "Created by Hugo Ek, last updated by Bot today"
    ),
    catches("6 months ago · Updated", "7 months ago · Updated"),
    catches("Posted on March 3, 2026 | 12 comments", "Posted on March 3, 2026 | 15 comments"),
    catches("更新时间：2026-02-18 10:22:31 浏览 1203 次", "更新时间：2026-04-02 09:05:11 浏览 1877 次"),
    catches("15 Jan 2026 — 7 min read", "15 Jan 2026 — 8 min read"),
    catches("Submitted by admin on Tue, 03/03/2026 - 10:12", "Submitted by webmaster on Wed, 04/01/2026 - 08:44"),
    catches("Written by Rosa Diaz Updated over a week ago", "Written by Rosa Diaz Updated over a month ago"),
    catches("", "Last edited by mara.lin 2 days ago"),
    spares("Last updated: 10 February 2026", "Last updated: 22 April 2026"),
    spares("Created by Northwind Ltd.", "Created by Harbor Ltd."),
    spares("Published by Northwind", "Published by Harbor"),
    spares("By Kim", "By Lee"),
    spares("Reviewed by counsel on 3 March 2026", "Reviewed by counsel on 3 April 2026"),
    spares("Data is updated by us", "Data is updated by our partners"),
    spares("Starter | 30 views", "Starter | 20 views"),
    spares("更新时间：2026-02-18", "更新时间：2026-04-02"),
)
