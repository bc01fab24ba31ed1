"""Words that a screen reader hears beside a link."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, same_without, sides, spares

NAME = "link hints"
WHY = "“(opens in a new tab)” describes how the link behaves, not what the document says."

_HINT = re.compile(
    r" ?\((?:(?:this )?(?:link )?(?:will )?opens? in (?:a )?new (?:tab|window)|external(?: link| site)?"
    r"|在新(?:标签页|窗口)(?:中)?打开)\)",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return any(_HINT.search(side) for side in sides(hunk)) and same_without(hunk, _HINT)


EXAMPLES = (
    catches("See our Privacy Policy (opens in new tab).", "See our Privacy Policy."),
    catches("See our Terms.", "See our Terms (opens in a new window)."),
    spares("See our Privacy Policy (opens in new tab).", "See our Cookie Policy."),
    spares("The office opens in a new window of time.", "The office opens in May."),
)
