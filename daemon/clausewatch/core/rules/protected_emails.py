"""The placeholder that a proxy shows robots in place of an e-mail address."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, same_without, sides, spares

NAME = "protected e-mail addresses"
WHY = "A proxy hides addresses from robots; its placeholder is no text of the document."

_HIDDEN = re.compile(r"\[ ?(?:e-?mail ?protected|电子邮件保护|邮箱受保护) ?\]", re.IGNORECASE)


def applies(hunk: Hunk) -> bool:
    """A placeholder that comes, goes or is written in another way. One that gives way to an address is reported:
    whether it is the address of before cannot be seen."""
    hidden = any(_HIDDEN.search(side) for side in sides(hunk))
    return hidden and (every_side(hunk, _HIDDEN) or same_without(hunk, _HIDDEN))


EXAMPLES = (
    catches("", "[email protected]"),
    catches("[email protected]", ""),
    catches("Write to us: [email protected]", "Write to us: [emailprotected]"),
    catches("Privacy team [email protected]", "Privacy team"),
    spares("Write to privacy@harbor.example.", "Write to [email protected]."),
    spares("Write to [email protected].", "Write to privacy@harbor.example."),
    spares("Write to privacy@harbor.example.", "Write to sales@harbor.example."),
    spares("We never share your address: [email protected]", "We may share your address: [email protected]"),
)
