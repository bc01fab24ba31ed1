"""The word that a documentation site prints over a boxed note."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "labels of boxed notes"
WHY = "“Note” or “Tip” over a box comes from the site's theme; what stands in the box is compared."

_SHAPE = re.compile(
    r"(?:ℹ️?|⚠️?|💡|🔥|📝)? ?(?:note|tip|info|hint|warning|caution|danger|important|notice|attention)?[:!]?"
    r"|(?:说明|提示|注意|警告|重要|温馨提示|小贴士)[:!]?",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("", "note"),
    catches("INFO", "Note:"),
    catches("", "⚠️ Warning"),
    catches("", "说明"),
    spares("Note: invoices are kept.", "Note: invoices are deleted."),
    spares("Important dates", "Important data"),
    spares("", "注意事项适用于所有用户"),
)
