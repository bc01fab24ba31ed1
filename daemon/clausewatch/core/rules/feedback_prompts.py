"""The question whether a page was helpful."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "feedback prompts"
WHY = "“Was this helpful?” is the site's question to its readers, not the document."

_SHAPE = re.compile(
    r"(?:was|is|did you find) this (?:page |article |information |answer )?(?:helpful"
    r"|useful)\??(?: ?(?:yes|no|👍|👎)){0,2}"
    r"|(?:how would you )?rate this (?:page|article)|(?:give|send|share) (?:us )?(?:your )?feedback"
    r"|thanks? (?:you )?for your feedback[.!]?"
    r"|still (?:have questions|need help)\??"
    r"|(?:did|does) this (?:page|article|answer) (?:help(?: you)?|answer your question)\??(?: ?(?:yes|no|👍|👎)){0,2}"
    r"|(?:本页|该|本|此|以上|文档|页面|文章){1,2}(?:内容)?(?:是否|有没有)(?:解决了?(?:您|你)的问题|(?:对您)?有帮助)[??]?"
    r"(?: ?(?:是|否|有帮助|没帮助|已解决|未解决)){0,2}"
    r"|(?:本文|此页面|这篇文章|以上内容"
    r"|(?:该|本|此)(?:文档|页面|文章|内容))?(?:对您|是否对您|是否)?"
    r"有(?:所)?帮助吗?[??]?(?: ?(?:是|否|有帮助|没帮助)){0,2}",
    re.IGNORECASE,
)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("", "Was this page helpful? Yes No"),
    catches("Was this helpful?", ""),
    catches("Thank you for your feedback!", ""),
    catches("", "以上内容是否有帮助"),
    catches("该文档对您有帮助吗？", ""),
    catches("本页内容是否解决了您的问题？", "文档内容是否对您有帮助？"),
    catches("Was this helpful?", "Did this page help you?"),
    spares("We use your feedback without restriction.", ""),
    spares("", "By giving feedback you grant us a licence to it."),
    spares("Was this helpful? We may share your answer.", ""),
)
