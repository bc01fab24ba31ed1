"""Counters of views, downloads, likes and comments."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "view counts"
WHY = "A counter of visits or votes changes with every visitor."

_NUMBER = r"\d[\d,. ]{0,11}(?:k|m|万|千)?\+?"
_THING = (
    r"(?:page )?(?:views?|visits?|visitors|reads|downloads?|likes?|shares?|comments?|replies|votes?|stars|followers"
    r"|people found this (?:article |page )?helpful|users? online)"
)
_THING_ZH = r"(?:阅读|浏览|访问|点击|下载|点赞|评论|收藏|转发|分享|关注)(?:量|数|次数|人数)?"
_SHAPE = re.compile(
    rf"(?:total )?(?:{_NUMBER} ?{_THING}|{_THING} ?:? ?{_NUMBER}|{_THING_ZH} ?:? ?{_NUMBER} ?次?"
    rf"|{_NUMBER} ?(?:次|人)?{_THING_ZH}"
    rf"|you are (?:our )?visitor (?:number|no\.?|#) ?{_NUMBER}|您是第 ?{_NUMBER} ?位访客"
    rf"|{_NUMBER} out of {_NUMBER} found this helpful)\.?",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("1,204 views", "1,219 views"),
    catches("Views: 88", "Views: 91"),
    catches("", "12 comments"),
    catches("You are visitor number 1234.", "You are visitor number 1239."),
    catches("阅读量：1024", "阅读量：1311"),
    catches("17 out of 20 found this helpful", "18 out of 21 found this helpful"),
    spares("You may make 100 downloads per month.", "You may make 50 downloads per month."),
    spares("We keep 30 views of your profile for 30 days", "We keep 30 views of your profile for 90 days"),
    spares("免费用户每日可下载5次", "免费用户每日可下载3次"),
)
