"""The site's own name, standing alone where a logo may stand."""

import re

from clausewatch.core.model import Hunk
from clausewatch.core.rules._shape import catches, sides, spares

NAME = "site names"
WHY = "A logo that is shown as a word on some days and as a picture on others says nothing that the headline does not."

_WORD = re.compile(r"\w+")
FEW = 3
"""Words of a name; a longer label says something."""


def applies(hunk: Hunk) -> bool:
    """A side of few words, all of which stand in the document's headline, and nothing in exchange for it."""
    texts = sides(hunk)
    if not hunk.heading or len(texts) != 1:
        return False
    headline = set(_WORD.findall(hunk.heading[0].lower()))
    words = _WORD.findall(texts[0].lower())
    return 0 < len(words) <= FEW and headline.issuperset(words) and len(words) < len(headline)


_BELOW = ("Northwind Notes Privacy Policy", "Last updated: April 25, 2025")

EXAMPLES = (
    catches("Northwind", "", _BELOW),
    catches("", "Northwind Notes", _BELOW),
    spares("Northwind", ""),
    spares("Northwind", "Southwind", _BELOW),
    spares("Ireland", "", _BELOW),
    spares("Northwind is a processor", "", _BELOW),
    spares("Northwind Notes Privacy Policy", "", _BELOW),
)
