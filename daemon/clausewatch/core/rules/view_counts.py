"""Counters of views, downloads, likes and comments."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "view counts"
WHY = "A counter of visits or votes changes with every visitor."

_NUMBER = r"\d[\d,. ]{0,11}(?:k|m|万|千)?\+?"
_THING = (
    r"(?:page )?(?:views?|visits?|visitors|reads|downloads?|likes?|shares?|comments?|replies|votes?|stars|followers"
    r"|people found this (?:article |page )?helpful|users? online|reviews?|ratings?|installs|subscribers|members)"
)
_WHO = r"(?:people|users|visitors|readers|others|teams|companies|customers|developers|businesses|organi[sz]ations)"
_NOW = r"(?: (?:this(?: page| article)?|now|right now|today|online)){0,3}"
_THING_ZH = r"(?:阅读|浏览|访问|点击|下载|点赞|评论|收藏|转发|分享|关注)(?:量|数|次数|人数)?"
_TAP_ZH = r"(?:阅读|赞|在看|好看|喜欢|收藏|分享|评论|浏览|转发|点赞)"
_SHAPE = re.compile(
    rf"(?:total |share this: ?)?(?:{_NUMBER} ?{_THING}|{_THING} ?:? ?{_NUMBER}|{_THING_ZH} ?:? ?{_NUMBER} ?次?"
    rf"|(?:{_TAP_ZH}(?: ?{_NUMBER})? ){{0,5}}{_TAP_ZH} ?{_NUMBER}|{_NUMBER} ?(?:次|人)?{_THING_ZH}"
    rf"|be the first to (?:like|comment on) this"
    rf"|(?:[\w'’-]{{1,30}} and )?{_NUMBER} (?:others|people) liked? this"
    r"|[\w'’-]{1,30} likes this"
    rf"|you are (?:our )?visitor (?:number|no\.?|#) ?{_NUMBER}|您是第 ?{_NUMBER} ?位访客"
    rf"|{_NUMBER} out of {_NUMBER} found this helpful"
    rf"|(?:viewed|read|downloaded|shared|starred|liked) {_NUMBER} times"
    rf"|{_NUMBER} {_WHO} (?:are |is |have )?(?:reading|viewing|watching|browsing|looking at|viewed|read|online){_NOW}"
    rf"|(?:trusted|used|loved) by (?:over |more than )?{_NUMBER} {_WHO}|join (?:over |more than )?{_NUMBER} {_WHO}"
    rf"|[★☆⭐ ]{{0,9}}\d(?:\.\d{{1,2}})?(?: ?/ ?5| out of 5)? ?[★☆⭐ ]{{0,9}}"
    rf"\(?{_NUMBER} (?:reviews?|ratings?|votes?)\)?"
    rf"|(?:star|fork|watch|like|upvote)s? ?[:·]? ?{_NUMBER}|yes ?\({_NUMBER}\)[ /|·]{{0,3}}no ?\({_NUMBER}\))\.?",
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
    catches("Viewed 1.2k times", "Viewed 1.3k times"),
    catches("17 people are reading this right now", "9 people are reading this right now"),
    catches("Trusted by 12,345 teams", "Trusted by 12,401 teams"),
    catches("★ 4.7 (1,203 reviews)", "★ 4.7 (1,219 reviews)"),
    catches("Star 45.2k", "Star 45.3k"),
    catches("Yes (12) No (3)", "Yes (13) No (3)"),
    catches("阅读 3,211 赞 45 在看 12", "阅读 1.2万 赞 131 在看 40"),
    catches("Share this: 14 shares", "Share this: 21 shares"),
    catches("Be the first to like this", "Mara and 3 others like this"),
    spares("Used by 3 companies of our group", "Used by 9 companies of our group"),
    spares("Shared with 12 partners", "Shared with 15 partners"),
    spares("Read within 30 days", "Read within 60 days"),
    spares("You may make 100 downloads per month.", "You may make 50 downloads per month."),
    spares("We keep 30 views of your profile for 30 days", "We keep 30 views of your profile for 90 days"),
    spares("免费用户每日可下载5次", "免费用户每日可下载3次"),
)
