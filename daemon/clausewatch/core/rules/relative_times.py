"""How long ago something happened, told by the minute."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "relative times"
WHY = "“Updated 3 minutes ago” changes by the clock, not by an author."

_SHAPE = re.compile(
    r"(?:(?:last |page )?(?:updated|modified|edited|synced|checked|refreshed|published|posted|saved)"
    r"(?: on)?(?: by [\w. '’-]{1,40},?)?:? )?"
    r"(?:(?:about |over |almost )?(?:\d{1,4}|an?|one|a few) (?:second|sec|minute|min|hour|day|week|month"
    r"|year)s? ago|just now|moments ago)\.?"
    r"|(?:(?:最近|最后|上次)?(?:更新|修改|发布|编辑)(?:于|时间)?:? ?)?(?:\d{1,4} ?(?:秒|分钟|小时|天|周"
    r"|个月|年)前|刚刚)(?:更新|修改|发布|编辑)?"
    r"|\d{1,3} ?(?:min|minutes?|mins) read|(?:reading time|time to read):? \d{1,3} ?(?:min|minutes?)"
    r"|(?:预计)?阅读(?:时间|时长)?:?(?:约|需)? ?\d{1,3} ?分钟",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("Updated 3 minutes ago", "Updated 4 minutes ago"),
    catches("Last updated: 2 days ago", "Last updated: 3 days ago"),
    catches("Last edited by J. Smith, 2 hours ago", "Last edited by J. Smith, 3 hours ago"),
    catches("更新于 3 小时前", "更新于 5 小时前"),
    catches("", "just now"),
    catches("5 min read", "6 min read"),
    spares("Last updated: 10 February 2026", "Last updated: 22 April 2026"),
    spares("We delete data older than 30 days.", "We delete data older than 90 days."),
    spares("Data collected 12 months ago is deleted.", "Data collected 24 months ago is deleted."),
)
