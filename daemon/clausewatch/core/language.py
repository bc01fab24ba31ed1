"""Which language a text is written in, as far as that can be told by its script and its commonest words.

No classifier: it answers only where it is sure, since a wrong answer would take a readable page for a wrong one.
"""

from __future__ import annotations

import re

SAMPLE = 20_000
"""Characters that are looked at."""
FEWEST = 40
"""Words (or CJK characters) below which nothing is said."""

_SCRIPTS = {
    "han": re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"),
    "ja": re.compile(r"[\u3041-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
# Several languages share these scripts: the script says what a text is not, never which one it is.
_FAMILIES = {"ru": None, "ar": None, "hi": None}
# Function words that the others in this table do not have, or have far less often.
_WORDS = {
    "en": "the of and to with that this or you your we our is are be for by may will not from any which",
    "de": "der die das und wir sie ihre ihrer nicht mit den von zu für auf werden ist oder sind dem des eine durch",
    "fr": "les des et vous nous votre vos pour dans une sur que pas est par aux du le qui être ou sont avec",
    "es": "los las el y que para por con una su sus no nosotros usted del es como más sobre datos o se",
    "it": "di che il per gli le della nostro nostri con non una sono dei delle si utente dati i nei può al",
    "pt": "os as de que para não uma seus sua nossos com por em você dos das ou ao pelo são nós e",
    "nl": "de het een en van wij uw voor niet met zijn op te aan door dat worden deze of onze u kan",
    "pl": "w i na z do nie się że przez oraz lub jest są dla o od ich które państwa nas",
    "sv": "och att som för av med vi din dina inte om till den är på kan eller våra du",
}
_BY_WORD: dict[str, list[str]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_language)

_LATIN_WORD = re.compile(r"[a-z\u00df-\u024f]+")


def detect(text: str) -> str | None:
    """The language's primary BCP 47 tag; ``None`` if the text is short, mixed or of a language not known here."""
    sample = text[:SAMPLE].lower()
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    counts["latin"] //= 3  # about three Latin letters say as much as one CJK character
    total = sum(counts.values())
    if total < FEWEST:
        return None
    if counts["han"] + counts["ja"] >= 0.5 * total:
        return "ja" if counts["ja"] >= 0.1 * (counts["han"] + counts["ja"]) else "zh"
    script = max(counts, key=lambda each: counts[each])
    if counts[script] < 0.5 * total:
        return None
    return _by_words(sample) if script == "latin" else _FAMILIES.get(script, script)


def _by_words(sample: str) -> str | None:
    words = _LATIN_WORD.findall(sample)
    if len(words) < FEWEST:
        return None
    votes = dict.fromkeys(_WORDS, 0)
    for word in words:
        for language in _BY_WORD.get(word, ()):
            votes[language] += 1
    first, second, *_ = sorted(votes, key=lambda language: -votes[language])
    sure = votes[first] >= 0.12 * len(words) and votes[first] >= 1.4 * votes[second]
    return first if sure else None
