"""Paging, breadcrumbs, jump links."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "page navigation"
WHY = "Links that lead through the site are not part of the document."

_SHAPE = re.compile(
    r"(?:[←→‹›«»<>] ?)?(?:previous|next|prev|back|back to (?:top|home|overview|all articles)|go back"
    r"|skip to (?:main )?content|home|menu|on this page"
    r"|(?:table of )?contents|in this article|related articles?|see also|read more|show (?:more|less)"
    r"|load more|expand all|collapse all"
    r"|page \d{1,4}(?: (?:of|/) \d{1,4})?|previous page|next page|previous version|all versions"
    r"|(?:next|previous|prev)(?: (?:page|article|chapter|up))? ?[:›»→‹«←] ?[\w &'’-]{1,60}"
    r"|scroll to top)(?: ?[←→‹›«»<>])?"
    r"|home(?: ?[/›»>|] ?[\w &'-]{1,40}){1,5}"
    r"|(?:上|下)一(?:页|篇)|返回(?:顶部|首页|上一页)?|首页|目录|本页目录|展开(?:全部|更多)?|收起|查看更多"
    r"|相关文章|第 ?\d{1,4} ?页(?: ?/ ?共 ?\d{1,4} ?页)?",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("Previous", ""),
    catches("", "Next →"),
    catches("Next: Cookie Policy", "Next: Acceptable Use Policy"),
    catches("Page 1 of 9", "Page 1 of 10"),
    catches("Home > Legal > Privacy Policy", "Home > Trust > Privacy Policy"),
    catches("", "返回顶部"),
    spares("Next to your name we store your address.", ""),
    spares("Contents that you upload stay yours.", "Contents that you upload become ours."),
    spares("Home addresses are not shared.", "Home addresses are shared."),
)
