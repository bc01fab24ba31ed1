"""E-mail addresses that a proxy hides from robots."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, same_without, sides, spares

NAME = "protected e-mail addresses"
WHY = "A proxy hides the address in one answer and shows it in the next; the address itself is the same."

_HIDDEN = re.compile(r"\[ ?(?:e-?mail(?: |\u00a0)?protected|电子邮件保护|邮箱受保护) ?\]", re.IGNORECASE)
_ADDRESS = re.compile(rf"{_HIDDEN.pattern}|[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,5}}", re.IGNORECASE)


def applies(hunk: Hunk) -> bool:
    hidden = [bool(_HIDDEN.search(side)) for side in sides(hunk)]
    if len(hidden) == 1:
        return all(_HIDDEN.fullmatch(side) for side in sides(hunk))
    return hidden.count(True) == 1 and same_without(hunk, _ADDRESS)


EXAMPLES = (
    catches("Write to privacy@harbor.example.", "Write to [email protected]."),
    catches("Write to [email protected].", "Write to privacy@harbor.example."),
    catches("", "[email protected]"),
    spares("Write to privacy@harbor.example.", "Write to sales@harbor.example."),
    spares("We never share your address: [email protected]", "We may share your address: privacy@harbor.example"),
    spares("[email protected]", "You lose your rights."),
)
