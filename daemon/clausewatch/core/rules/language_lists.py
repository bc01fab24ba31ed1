"""The list of other languages in which the page can be read."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, every_side, spares

NAME = "language lists"
WHY = "A switch to other language versions is not part of the document."

_LANGUAGE = (
    r"(?:english|deutsch|german|fran[cç]ais|french|espa[nñ]ol|spanish|italiano|italian|portugu[eê]s"
    r"|portuguese|nederlands|dutch|polski|polish"
    r"|svenska|swedish|dansk|danish|norsk|suomi|t[uü]rk[cç]e|turkish|русский|russian|українська|日本語"
    r"|japanese|한국어|korean|中文|chinese"
    r"|简体中文|繁體中文|繁体中文|英文|日文|韩文|tiếng việt|vietnamese|bahasa indonesia|indonesian|ไทย"
    r"|thai|العربية|arabic|हिन्दी|hindi|čeština|magyar"
    r"|română|ελληνικά|עברית)(?: ?\([\w ]{2,24}\))?"
)
_LEAD = (
    r"(?:(?:other|available) languages?(?: versions?)?|language versions?|languages?|choose (?:your )?language"
    r"|其他语言(?:版本)?|语言(?:版本)?|选择语言)"
)
_SHAPE = re.compile(rf"{_LEAD} ?:?|(?:{_LEAD} ?:? ?)?{_LANGUAGE}(?:[ ,|/·、]+{_LANGUAGE}){{0,40}}", re.IGNORECASE)


def applies(hunk: Hunk) -> bool:
    return every_side(hunk, _SHAPE)


EXAMPLES = (
    catches("Other language versions", ""),
    catches("English | 中文 | Deutsch", "English | 中文 | Deutsch | Français"),
    catches("", "其他语言版本：English 日本語"),
    catches("Language", ""),
    spares("The English version prevails.", "The Chinese version prevails."),
    spares("Other language versions are for reference only.", ""),
    spares("", "Support is given in English and German."),
)
