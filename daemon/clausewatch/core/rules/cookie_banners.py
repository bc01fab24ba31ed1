"""The banner that asks for cookies; not the cookie policy."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "cookie banners"
WHY = "The consent banner comes and goes with the visitor's cookies and country; it is not part of the document."

_BUTTON = (
    r"(?:(?:accept|allow|reject|decline|deny)(?: all| only)?(?: (?:necessary|optional|essential"
    r"|non-essential|analytics))?(?: cookies?)?"
    r"|(?:manage|customi[sz]e|cookie|privacy|your)(?: (?:your|cookie|privacy))? (?:preferences?|settings"
    r"|choices|options)"
    r"|(?:necessary|essential) (?:cookies )?only|save (?:my )?(?:preferences|choices)|got it!?|learn more"
    r"|cookie settings"
    r"|接受(?:全部|所有)?(?:cookies?)?|拒绝(?:全部|所有)?(?:cookies?)?|(?:管理)?cookie ?(?:设置|偏好)"
    r"|仅(?:接受)?必要(?:的)?cookies?|全部(?:接受|拒绝)|知道了|我知道了)"
)
_NOTICE = (
    r"(?:we|this (?:site|website)|our (?:site|website)) uses? cookies(?: [a-z', -]{0,120})?\.?"
    r"|我们使用 ?cookies?[^。]{0,60}。?"
)
_EXPERIENCE = (
    r"(?:this|our) (?:site|website) uses cookies(?: and similar technologies)? to (?:ensure|give|offer|provide|improve"
    r"|enhance)(?: that)? your?(?: [a-z']{1,12}){0,5} experience(?: (?:on|of|for|while)(?: [a-z']{1,12}){1,5})?\."
)
"""What free scripts for banners say; it promises nothing and says nothing of what is done."""
_BUTTONS = rf"{_BUTTON}(?:[ |/·]{{0,9}}{_BUTTON}){{0,4}}"
_SHAPE = re.compile(rf"{_BUTTONS}|(?:{_NOTICE}) ?{_BUTTONS}|{_EXPERIENCE}", re.IGNORECASE)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("", "Accept all cookies"),
    catches("Reject all", ""),
    catches("", "We use cookies to improve your experience. Accept all Reject all"),
    catches("", "Cookie settings"),
    catches("", "AcceptReject"),
    catches("", "This website uses cookies to ensure you get the best experience on our website."),
    spares("", "This website uses cookies to give advertisers a better experience of you and of your friends."),
    spares("", "This website uses cookies and similar technologies."),
    catches("", "接受全部"),
    spares("We use cookies to remember your settings.", "We use cookies for advertising."),
    spares("", "We use cookies to show you advertising on other sites."),
    spares("You can reject all cookies in your browser.", ""),
)
