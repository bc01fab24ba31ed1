"""Two plain forms of a text, each with a way back to the text as people see it.

*Canonical* is what two texts share that differ in typography only: curly quotes, dashes, odd spaces, invisible
characters, full-width forms, list and section numbers at the start of a block. It is what "has not changed" means.

*Key* is what two texts share that also differ in case, punctuation and Chinese script: letters, digits and the signs
that carry meaning beside a number. It is what texts are found and aligned by. Equal keys with different canonical
forms are a change, though a cosmetic one.

Neither is ever stored: compatibility folding turns 10² into 102. Each character is folded on its own, so that every
character of the result knows where it came from.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from clausewatch.core.model import UNGRADED, Grade, Graded, Reason
from clausewatch.core.traditional import simplified

QUOTES = dict.fromkeys("‘’‚‛`´ʼ′＇", "'") | dict.fromkeys("“”„‟«»‹›「」『』″＂", '"')
DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
STOPS = {"。": ".", "、": ",", "*": "", "•": " "}
"""Chinese stops; emphasis and bullets that a reader left inside a line."""
# Soft hyphen, zero-width and bidi controls, word joiner, BOM, variation selectors.
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
CJK = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# CJK punctuation and full-width forms but not full-width digits and letters: "costs ＄12" keeps its space.
_NO_SPACE = re.compile(rf"[{CJK}\u3001-\u303f\uff01-\uff03\uff05-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]")
_KEPT_SIGNS = "%‰$€£¥₩₹+<>=≤≥±°"
_JOINERS = ".,:/-"
_JOINED_DIGITS = re.compile(r"[0-9]\**[.,:/-]\**[0-9]")
"""In ASCII; an asterisk is folded to nothing."""
# A joiner stays between two digits (99.9, 10:30, 2025-12-22) and nowhere else.
_LOOSE = re.compile(r"\s+|(?<!\d)[.,:/-]+|[.,:/-]+(?!\d)")

_NUMERAL = "一二三四五六七八九十百零〇"
_MARKERS = re.compile(
    r"""\s*(?:
        [-*+•·▪▫◦‣⁃●○■□►▶–—]\s+ | \#{1,6}\s+ |
        \d{1,3}(?:\.\d{1,3}){0,4}[.)、．]\s* (?=\s|[^\W\d]|["'“‘(（《【「]) |
        \d{1,3}(?:\.\d{1,3}){1,4}\s+ (?=[^\W\d_a-z]|["'“‘(（《【「\[]) |
        [(（](?:[a-zA-Z]{1,2}|[ivxlIVXL]{1,5}|\d{1,3}|["""
    + _NUMERAL
    + r"""]{1,3})[)）]\s* |
        (?:[a-zA-Z]|[ivx]{1,4}|[IVX]{1,4})(?:\)\s* | \.\s+) |
        ["""
    + _NUMERAL
    + r"""]{1,3}[、．.]\s* | [①-⑳]\s* |
        第["""
    + _NUMERAL
    + r"""\d]{1,4}[条章节款项编部](?:\s+|\s*[、：:.]\s*)
    )""",
    re.VERBOSE,
)
_HEADING_MARKERS = re.compile(
    r"\s*(?:\d{1,3}(?:\.\d{1,3}){0,4}\.?\s+|第[" + _NUMERAL + r"\d]{1,4}[条章节款项编部]\s*"
    r"|(?:section|article|clause|part|chapter)\s+(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlIVXL]{1,5}\b)\s*[.:)–—-]?\s*)",
    re.IGNORECASE,
)


_ENUMERATOR = re.compile(
    rf"(?<![A-Za-z\d_)）\]])(?:[(（](?:(?P<word>[a-zA-Z]|[ivxIVX]{{1,4}})|(?P<digit>\d{{1,2}})|(?P<numeral>[{_NUMERAL}]{{1,3}}))[)）]"
    r"|(?:(?P<bare_word>[a-z]|[ivx]{1,4})|(?P<bare_digit>\d{1,2}))[)）](?=\s|[^\W\d_])|(?P<circled>[①-⑳]))"
    r"(?=\s*(?!(?:and|or|to|of|above|below|in)\b|[项款条目点和或及至所])[^\W\d_]|\s*[\"“‘'])"
)
"""A number and the word that it counts; none stands before a word that makes it a pointer: "in (a) and (b) above"."""
_ANOTHER = re.compile(r"(?:[,;:.，；：。、]|\b(?:and|or|und|oder|et|ou)|[和及或与])\s*$")
"""What stands before the second and later ones of a list; "two (2) weeks" is none."""
_REFERS = re.compile(
    r"\b(?:(?:sub-?)?(?:paragraph|section|clause|article|point|item|letter|limb)s?|annex|schedule|rule|art\.|no\.)\s*$|第\s*$",
    re.IGNORECASE,
)
"""What stands before a number that points to an item."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def without_enumerators(text: str) -> str:
    """The text with the numbering of a list inside it ("(a) …, (b) …, and (c) …") blanked out, character for character.
    Numbering is what counts on by one at least once; anything else in brackets is text."""
    if ")" not in text and (text.isascii() or not _MAY_ENUMERATE.search(text)):
        return text
    return _unnumbered(text)


_MAY_ENUMERATE = re.compile(r"[）①-⑳]")
_ENUMERATES = re.compile(rf"[)）①-⑳](?:(?<=[①-⑳])|(?<=[\d{_NUMERAL}ivxIVX].)|(?<=[a-zA-Z].)(?<![a-zA-Z][a-zA-Z].))")
"""What every enumerator ends with; a set in front is found fast."""


@functools.lru_cache(maxsize=1_024)
def _unnumbered(text: str) -> str:
    """Remembered, since the sentences that hold a bracket are asked for several times each."""
    if len(_ENUMERATES.findall(text)) < 2:
        return text
    found = list(_ENUMERATOR.finditer(text))
    counted = {each.start(): each for pair in pairwise(found) if _count_on(text, *pair) for each in pair}
    for start, each in counted.items():
        text = text[:start] + " " * len(each[0]) + text[each.end() :]
    return text


def _count_on(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the second is the next number in the same style."""
    if one.lastgroup != other.lastgroup:
        return False
    if not any(second == first + 1 for first in _ordinals(one) for second in _ordinals(other)):
        return False
    another = other.lastgroup == "circled" or _ANOTHER.search(_right_before(text, other)) is not None
    return another and not _REFERS.search(_right_before(text, one))


def _right_before(text: str, found: re.Match[str]) -> str:
    """As much of what stands before a number as the patterns ask for: a word and what it is joined to."""
    return text[: found.start()].rstrip()[-20:]


def _ordinals(found: re.Match[str]) -> list[int]:
    """What number it may be: "(i)" is the first of one style and the ninth of another."""
    name = str(found[found.lastgroup or 0]).lower()
    if name.isdecimal():
        return [int(name)]
    if found.lastgroup == "circled":
        return [ord(name) - ord("①") + 1]
    if found.lastgroup == "numeral":
        return [_HAN[name]] if name in _HAN else []
    letter = [ord(name) - ord("a") + 1] if len(name) == 1 else []
    return [*letter, *([_ROMAN.index(name) + 1] if name in _ROMAN else [])]


_TEN = "一二三四五六七八九"
_HAN = {name: at for at, name in enumerate([*_TEN, "十", *(f"十{each}" for each in _TEN), "二十"], 1)}


def _canonical_char(char: str) -> str:
    folded = QUOTES.get(char) or DASHES.get(char) or STOPS.get(char)
    if folded is not None:
        return folded
    if INVISIBLE.match(char):
        return ""
    if char.isspace():
        return " "
    return "".join(QUOTES.get(part, part) for part in unicodedata.normalize("NFKC", char))


def _key_char(char: str) -> str:
    return "".join(
        part if part.isalnum() or part in _KEPT_SIGNS or part in _JOINERS or unicodedata.combining(part) else " "
        for part in simplified(_canonical_char(char).casefold())
    )


class _CanonicalTable(dict[int, str]):
    """A ``str.translate`` table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _canonical_char(chr(code))
        return folded


class _KeyTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = folded = _key_char(chr(code))
        return folded


class _JoinlessKeyTable(dict[int, str | None]):
    """Without spaces and joiners at once. ``None`` and not an empty string, since only that lets ``str.translate`` go
    its fast way."""

    def __missing__(self, code: int) -> str | None:
        self[code] = folded = _LOOSE.sub("", _KEYS[code]) or None
        return folded


_CANONICAL = _CanonicalTable()
_KEYS = _KeyTable()
_JOINLESS_KEYS = _JoinlessKeyTable()


@dataclass(frozen=True, slots=True)
class Canonical:
    """Folded text, and for each of its characters the offset in the display text that it came from."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the display text of ``text[start:end]``; an empty range is empty there too."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


@functools.lru_cache(maxsize=1_024)
def unmarked(text: str) -> str:
    """The text of a block without the list and section numbers it starts with. Remembered, as the key below: a quote
    that stands is asked for both again and again."""
    return text[_after_markers(text, _MARKERS) :]


def unmarked_heading(text: str) -> str:
    """The same for a heading, where a bare number ("3 Retention", "Section 3") is numbering too."""
    return text[_after_markers(text, _MARKERS, _HEADING_MARKERS) :]


def _after_markers(text: str, marker: re.Pattern[str], other: re.Pattern[str] | None = None) -> int:
    at = 0
    for _ in range(3):
        found = marker.match(text, at) or (other.match(text, at) if other else None)
        if found is None or found.end() >= len(text.rstrip()):
            break
        at = found.end()
    return at


def canonical(text: str) -> Canonical:
    """Fold typography away; ``text`` is one block, sentence or quote of display text (NFC)."""
    text = without_enumerators(text)
    return _folded(text, _after_markers(text, _MARKERS))


def _folded(text: str, start: int) -> Canonical:
    chars: list[str] = []
    offsets: list[int] = []
    glued = True  # nothing yet, or the last character takes no space after it
    for at in range(start, len(text)):
        for part in _CANONICAL[ord(text[at])]:
            takes_none = _NO_SPACE.match(text[at]) is not None
            if part == " " and (glued or chars[-1] == " "):
                continue
            if takes_none and chars and chars[-1] == " ":
                chars.pop()
                offsets.pop()
            chars.append(part)
            offsets.append(at)
            glued = takes_none
    if chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    return Canonical("".join(chars), tuple(offsets))


def canonical_text(text: str) -> str:
    """The text of ``canonical`` alone, for those who need no way back: most of it is folded at once."""
    text = without_enumerators(text)
    text = text[_after_markers(text, _MARKERS) :]
    if not text.isascii() and _NO_SPACE.search(text):
        return _folded(text, 0).text
    return " ".join(filter(None, text.translate(_CANONICAL).split(" ")))


@functools.lru_cache(maxsize=1_024)
def key(text: str) -> str:
    """What a text is found by: its letters, digits and number signs, case folded, block numbering dropped."""
    return bare_key(unmarked(without_enumerators(text)))


def bare_key(text: str) -> str:
    """The key of a text that does not start a block: what looks like numbering at its start counts."""
    return _key_of(without_enumerators(text))


def _key_of(text: str) -> str:
    """Of a text whose enumerators are blanked out. A joiner can only stay where two digits stand around it, which few
    sentences have."""
    plain = text if text.isascii() else typed(text)
    if not plain.isascii() or _JOINED_DIGITS.search(plain):
        return _LOOSE.sub("", plain.translate(_KEYS))
    return plain.translate(_JOINLESS_KEYS)


def typed(text: str) -> str:
    """With the signs that a typewriter has for those that typesetters put instead: most texts are all ASCII then, which
    is translated ten times as fast."""
    for sign, typed in _TYPED:
        text = text.replace(sign, typed)
    return text


_TYPED = (("’", "'"), ("“", '"'), ("”", '"'), ("‘", "'"), ("–", "-"), ("—", "-"), ("\u00a0", " "))


def key_offsets(text: str) -> tuple[int, ...]:
    """For each character of ``bare_key(text)`` the offset in ``text`` that it came from."""
    text = without_enumerators(text)
    origins: list[int] = []
    for at, char in enumerate(text):
        origins.extend([at] * len(_KEYS[ord(char)]))
    folded = text.translate(_KEYS)
    kept: list[int] = []
    at = 0
    for gap in _LOOSE.finditer(folded):
        kept.extend(origins[at : gap.start()])
        at = gap.end()
    kept.extend(origins[at:])
    return tuple(kept)


_EDGES = " .,;:!?'\"-()[]*_|†‡"


def reads_the_same(old: str, new: str) -> bool:
    """Whether two passages differ in typography, line breaks and numbering at most, or in punctuation at their ends."""
    return old == new or _read(old) == _read(new)


def _read(text: str) -> str:
    lines = without_enumerators(_DASH.sub(" - ", text)).splitlines()
    return canonical_text("\n".join(unmarked(line) for line in lines)).strip(_EDGES)


_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_DASH = re.compile(
    r"(?<=\w) [–—-]{1,2} (?=\w)|(?<=\w) ?—{1,2} ?(?=\w)"
    rf"|(?:(?<=[^\W\d])|(?<=[{_UNSEEN}]))[–‐‑-](?=[^\W\d]|[{_UNSEEN}])"
)
"""A dash between words, set with spaces or without; a hyphen may be set as one ("e–mail")."""


def typography(old: str, new: str) -> Graded:
    """The grade of a difference between texts of equal keys: case, punctuation or script, never more than cosmetic."""
    before, after = _read(old), _read(new)
    if before == after:
        return UNGRADED
    return Graded(Grade.COSMETIC, (_typographic(before, after),))


def _typographic(before: str, after: str) -> Reason:
    if before.casefold() == after.casefold():
        return Reason.CASE
    return Reason.SPELLING if simplified(before) == simplified(after) else Reason.PUNCTUATION
