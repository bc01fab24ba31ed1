"""The offer to write to the reader now and then."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "newsletter prompts"
WHY = "The offer of a newsletter comes and goes with the site's campaigns."

_THINGS = r"(?:news|updates?|tips|stories|insights|articles|product news)"
_SHAPE = re.compile(
    r"(?:subscribe to|sign up (?:for|to)|join|get) (?:our|the|[a-z]{2,20}['’]s) (?:[a-z]{2,20} )?"
    r"(?:newsletter|mailing list)[.!]?"
    rf"|(?:get|receive) (?:the )?(?:latest |our )?{_THINGS}(?:,? (?:and|&) {_THINGS})?"
    r"(?: (?:and|from|by|on|about) [a-z0-9 .&-]{1,60}?)?"
    r"(?: (?:delivered )?(?:straight |directly )?(?:in|to) your inbox)[.!]?"
    r"|stay (?:up to date|in the loop|informed|updated|tuned)[.!]?|no spam[.,!]? unsubscribe (?:at )?any ?time[.!]?"
    r"|(?:enter )?your e-?mail(?: address)?|订阅(?:我们的)?(?:新闻|资讯|邮件|通讯)(?:邮件|通讯)?",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("", "Subscribe to our newsletter"),
    catches("Get the latest news from Northwind in your inbox.", ""),
    catches("", "Stay in the loop!"),
    catches("订阅我们的资讯", ""),
    spares("", "We use your e-mail address to send you our newsletter."),
    spares("You can unsubscribe at any time.", ""),
    spares("Receive updates of this policy by e-mail", ""),
)
