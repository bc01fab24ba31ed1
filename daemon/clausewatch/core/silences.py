"""Is a document still silent on a topic? Its terms are looked for as whole words, their plural and -ing tolerated."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from clausewatch.core.canonical import CJK, canonical
from clausewatch.core.model import Occurrence, SilenceFinding, SilenceVerdict, TrackedSilence
from clausewatch.core.sentences import Prose

MOST_FOUND = 20
"""Sentences shown for one broken silence."""

_PART = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+|[^\w\s]")
_HAN = re.compile(rf"[{CJK}]")


def judge(old: Prose, new: Prose, silences: Sequence[TrackedSilence]) -> tuple[SilenceFinding, ...]:
    """One finding per silence, in their order. A term that the old document has makes it ``not-silent``, whatever
    the new one says: that silence was never there to be broken."""
    if not silences:
        return ()
    before = [canonical(sentence.text).text for sentence in old.sentences]
    after = before if new is old else [canonical(sentence.text).text for sentence in new.sentences]
    return tuple(_judged(silence, before, after, new) for silence in silences)


def _judged(silence: TrackedSilence, before: Sequence[str], after: Sequence[str], new: Prose) -> SilenceFinding:
    already = _first_terms(silence, before)
    if any(term for term in already):
        found = _occurrences(silence, after, new)
        return SilenceFinding(silence.terms, SilenceVerdict.NOT_SILENT, found)
    found = _occurrences(silence, after, new)
    return SilenceFinding(silence.terms, SilenceVerdict.BROKEN if found else SilenceVerdict.SILENT, found)


def _first_terms(silence: TrackedSilence, texts: Iterable[str]) -> Iterator[str]:
    return (term for text in texts if (term := _term_in(silence, text)))


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


@functools.lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    """Words may be joined by spaces or a hyphen, letters and digits by nothing: "SOC 2", "SOC-2", "SOC2"."""
    parts = _PART.findall(canonical(term).text) or ["\x00"]
    joined = "".join(_linked(before, part) for before, part in zip(["", *parts], parts, strict=False))
    start = "" if _HAN.match(parts[0]) or not parts[0].isalnum() else r"(?<![a-z0-9À-ɏ_])"
    end = "" if _HAN.match(parts[-1]) or not parts[-1].isalnum() else rf"{_inflection(parts[-1])}(?![a-z0-9À-ɏ_])"
    return re.compile(start + joined + end, re.IGNORECASE if not _initials(term) else re.NOFLAG)


def _initials(term: str) -> bool:
    """ "US" and "IT" are words when written small."""
    return len(term) <= 2 and term.isascii() and term.isupper()


def _linked(before: str, part: str) -> str:
    stem = re.escape(_stem(part))
    if not before or part == "-":
        return "" if part == "-" else stem
    if not (before.isalnum() and part.isalnum()) and before != "-":
        return r"\s?" + stem
    loose = _HAN.match(before) or _HAN.match(part) or before[-1].isdigit() != part[0].isdigit() or before == "-"
    return (r"[\s-]{0,2}" if loose else r"[\s-]{1,2}") + stem


def _stem(part: str) -> str:
    return part


def _inflection(word: str) -> str:
    """Endings that the last word of a term may take."""
    if not word.isalpha() or not word.isascii() or len(word) < 3:
        return ""
    if word.lower().endswith("ing") or word.lower().endswith("s"):
        return r"(?:'s|')?"
    last = re.escape(word[-1])
    return rf"(?:'s|s|es|{last}?ing|{last}?ings)?"
