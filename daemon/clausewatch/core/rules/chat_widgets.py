"""The window of a help desk that opens by itself."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "chat widgets"
WHY = "What a chat window says to whoever comes by is not part of the document."

_HELLO = r"(?:hi|hello|hey|welcome)(?: there| again)?[,!.👋 ]{1,4}"
_OFFER = r"(?:how|what) can (?:we|i) (?:help|do for)(?: you)?(?: with)?(?: today)?\?"
_SHAPE = re.compile(
    rf"(?:{_HELLO})?{_OFFER}|{_HELLO}|(?:chat|talk) (?:with|to) (?:us|an? (?:expert|human|agent))(?: now)?[.!]?"
    r"|need help\?|(?:live )?(?:chat|support) is (?:currently )?(?:online|offline|available|unavailable|away)\.?"
    r"|we(?:['’]re| are) (?:currently )?(?:online|offline|away)[.!]?|leave (?:us )?a message[.!]?"
    r"|(?:您好[,，!！]{0,2})?(?:请问)?有什么可以帮(?:您|助您的?|到您)的?吗?[?？]?|(?:在线)?客服(?:在线|离线|忙碌)",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("", "Hi there! How can we help you today?"),
    catches("Support is online", "Support is offline"),
    catches("", "Chat with us"),
    catches("", "您好，请问有什么可以帮您？"),
    spares("Support is available on weekdays.", "Support is available on Mondays."),
    spares("", "We are away from our obligations in this case."),
    spares("How can we help you today? We record this chat.", ""),
)
