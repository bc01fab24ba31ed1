"""Is a document still silent on a topic? Its terms are looked for as whole words, inflections tolerated."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from clausewatch.core.canonical import CJK, canonical
from clausewatch.core.model import Occurrence, SilenceFinding, SilenceVerdict, TrackedSilence
from clausewatch.core.sentences import Prose
from clausewatch.core.traditional import simplified

MOST_FOUND = 20
"""Sentences shown for one broken silence."""

_PART = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+|[^\w\s]")
_HAN = re.compile(rf"[{CJK}]")


def judge(old: Prose, new: Prose, silences: Sequence[TrackedSilence]) -> tuple[SilenceFinding, ...]:
    """One finding per silence, in their order. A term that the old document has makes it ``not-silent``, whatever
    the new one says: that silence was never there to be broken."""
    if not silences:
        return ()
    before = [_folded(sentence.text) for sentence in old.sentences]
    after = before if new is old else [_folded(sentence.text) for sentence in new.sentences]
    return tuple(_judged(silence, before, after, new) for silence in silences)


def speaks(silences: Sequence[TrackedSilence], *texts: str) -> bool:
    """Whether any of the texts holds a term of any silence."""
    return bool(silences) and any(_term_in(each, _folded(text)) for text in texts for each in silences)


def _judged(silence: TrackedSilence, before: Sequence[str], after: Sequence[str], new: Prose) -> SilenceFinding:
    found = _occurrences(silence, after, new)
    if any(_term_in(silence, text) for text in before):
        return SilenceFinding(silence.terms, SilenceVerdict.NOT_SILENT, found)
    return SilenceFinding(silence.terms, SilenceVerdict.BROKEN if found else SilenceVerdict.SILENT, found)


def _occurrences(silence: TrackedSilence, texts: Sequence[str], prose: Prose) -> tuple[Occurrence, ...]:
    found = (
        Occurrence(term, sentence.text)
        for text, sentence in zip(texts, prose.sentences, strict=True)
        if (term := _term_in(silence, text))
    )
    return tuple(each for each, _ in zip(found, range(MOST_FOUND), strict=False))


def _term_in(silence: TrackedSilence, text: str) -> str:
    """The first term that stands in a text outside every exception; empty if none does."""
    terms = [term for term in silence.terms if _pattern(term).search(text)]
    if not terms:
        return ""
    for phrase in silence.exceptions:
        text = _pattern(phrase).sub(" ", text)
    return next((term for term in terms if _pattern(term).search(text)), "")


def place_of(term: str, text: str) -> tuple[int, int] | None:
    """Where a term first stands in a display text, as the silences see it; ``None`` if it does not."""
    folded = canonical(text)
    found = _pattern(term).search(simplified(folded.text))
    return folded.span(*found.span()) if found else None


def _folded(text: str) -> str:
    return simplified(canonical(text).text)


@functools.lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    """Words may be joined by spaces or a hyphen, letters and digits by nothing: "SOC 2", "SOC-2", "SOC2"."""
    parts = _PART.findall(_folded(term)) or ["\x00"]
    words = [*("" if part == "-" else re.escape(part) for part in parts[:-1]), _inflected(parts[-1])]
    joins = ["", *(_join(before, part) for before, part in pairwise(parts))]
    joined = "".join(join + word for join, word in zip(joins, words, strict=True))
    flags = re.NOFLAG if _initials(term) else re.IGNORECASE
    return re.compile(_edge(parts[0], r"(?<!{})") + joined + _edge(parts[-1], r"(?!{})"), flags)


def _initials(term: str) -> bool:
    """ "US" and "IT" are words when written small."""
    return len(term) <= 2 and term.isascii() and term.isupper()


def _verb_of(word: str) -> str:
    """What -ing was put to, with a doubled consonant made single: "advertis", "train", "sel"; empty for a name
    ("Beijing"), and where too little would be left ("ring", "string")."""
    stem = word[:-3] if word.endswith("ing") and word.islower() else ""
    if len(stem) < 4 or not re.search("[aeiouy]", stem) or stem.endswith("th"):
        return ""
    doubled = stem[-1] == stem[-2] and stem[-1] not in "lsz"
    return stem[:-1] if doubled else stem


def _is_plural(word: str) -> bool:
    initials = word[:-1].isupper() and word.endswith("s")
    return initials or (len(word) > 4 and word.lower().endswith("s") and word[-2:].lower() not in ("ss", "us", "is"))


def _edge(part: str, look: str) -> str:
    """A word ends where no letter or digit of a spaced script goes on; Chinese has no such edge."""
    return "" if _HAN.match(part) or not part.isalnum() else look.format("[A-Za-z0-9À-ɏ_]")


def _join(before: str, part: str) -> str:
    if before.upper() == "ISO" and part[0].isdigit():
        return r"(?:[\s-]{0,2}|(?:/IEC)?[\s-]{1,2})"  # "ISO 27001" and "ISO/IEC 27001" are one standard
    if not (before.isalnum() and part.isalnum()):
        return r"[\s-]?"  # a hyphen of the term itself: "e-mail", "e mail", "email"
    loose = _HAN.match(before) or _HAN.match(part) or before[-1].isdigit() != part[0].isdigit()
    return r"[\s-]{0,2}" if loose else r"[\s-]{1,2}"


def _inflected(word: str) -> str:
    """The last word of a term with the endings that it may take, whichever of its forms was written: "train",
    "trains", "training"; "subprocessors", "subprocessor"."""
    if not word.isalpha() or not word.isascii() or len(word) < 3:
        return re.escape(word)
    if base := _verb_of(word):
        return rf"{base}(?:e|es|ed|{base[-1]}?ings?|{base[-1]}ed|s)?"
    if _is_plural(word) and word.lower().endswith("ies"):
        return rf"{word[:-3]}(?:y|y's|ie|ies|ied|ying)"
    word = word[:-1] if _is_plural(word) else word
    lower, stem = word.lower(), word[:-1]
    if lower.endswith(("ss", "us", "is", "ing", "ed")):
        return rf"{word}(?:'s|'|es|ed|ing)?"
    if lower.endswith("e"):
        return rf"{stem}(?:e|es|ed|e's|ing|ings)"
    if lower.endswith("y") and lower[-2] not in "aeiou":
        return rf"{stem}(?:y|y's|ies|ied|ying)"
    return rf"{word}(?:'s|e?s|{word[-1]}?(?:ings?|ed))?"
