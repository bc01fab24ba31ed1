"""The year beside ©."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, same_without, sides, spares

NAME = "copyright years"
WHY = "The year in the copyright line changes on New Year's Day."

_LINE = re.compile(r"(?:copyright|版权所有|\(c\)|©).{0,120}|.{0,80}(?:©|\(c\) (?:19|20)\d\d).{0,80}", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?: ?[-–—] ?(?:(?:19|20)\d\d|present|至今))?")


def applies(hunk: Hunk) -> bool:
    texts = sides(hunk)
    return all(map(_YEARS.search, texts)) and same_without(hunk, _YEARS) and all(map(_LINE.fullmatch, texts))


EXAMPLES = (
    catches("© 2025 Harbor Cloud, Inc. All rights reserved.", "© 2026 Harbor Cloud, Inc. All rights reserved."),
    catches("Copyright 2019-2025 Harbor Cloud", "Copyright 2019-2026 Harbor Cloud"),
    catches("版权所有 © 2025 星桥科技", "版权所有 © 2026 星桥科技"),
    spares("© 2025 Harbor Cloud, Inc.", "© 2026 Harbor Global Ltd."),
    spares("Copyright complaints are kept until 2026.", "Copyright complaints are kept for ever."),
    spares("These Terms apply from 2025.", "These Terms apply from 2026."),
)
