"""What else the site would like its readers to read."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, sides, spares

NAME = "related articles"
WHY = "The list of other articles below a document changes with the site, not with the document."

_HEADING = re.compile(
    r"(?:related|recommended|popular|recent|latest|featured|trending|more|other|similar|promoted)"
    r" (?:articles?|posts?|stories|reading|news|guides|resources|topics|from (?:our|the) blog)"
    r"|you (?:may|might) also (?:like|be interested in)|(?:read|keep reading|further reading|recently viewed articles)"
    r"|相关(?:文章|阅读|推荐|内容|文档)|推荐阅读|热门文章|最新文章|猜你喜欢",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[.!;。！；]$|\b(?:you|we|your|our|shall|must|may not|agree)\b|[您我]|不得|应当|同意", re.IGNORECASE
)


def applies(hunk: Hunk) -> bool:
    """Titles below such a heading; a sentence of a policy that was put there is reported all the same."""
    below = bool(hunk.heading) and _HEADING.fullmatch(hunk.heading[-1].strip(" :：")) is not None
    return below and not any(_SENTENCE.search(side) for side in sides(hunk))


_BELOW = ("Privacy Policy", "Related articles")

EXAMPLES = (
    catches("How to export notes", "How to import notes", _BELOW),
    catches("", "Ten tips for tidy notebooks", ("Recommended reading",)),
    catches("如何导出数据", "如何导入数据", ("隐私政策", "相关文章")),
    spares("How to export notes", "How to import notes"),
    spares("", "We share your notes with advertisers", _BELOW),
    spares("", "Data is kept for ninety days.", _BELOW),
    spares("", "您同意我们共享数据", ("相关文章",)),
    spares("How we share notes", "How we sell notes", ("Privacy Policy", "Sharing")),
)
