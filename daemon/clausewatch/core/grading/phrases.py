"""Set phrases that stand for each other without changing what is promised: "pay back" and "reimburse", "in arrears" and
"overdue".

There are too many to give every one a single form on both sides, as ``plain`` does with those of drafting, and what
many of them mean is told by the other side only: if one wording of a group stands in the old sentence alone and another
in the new one alone, the new one is read in the words of the old. Nothing that denies, permits or obliges is among
them. The groups stand in a file of their own beside this module, one a line, articles left out, endings to the stemmer.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

from clausewatch.core.grading import stems
from clausewatch.core.grading import text as words
from clausewatch.core.grading.pattern import Known

_ARTICLES = frozenset(("a", "an", "the"))
_FORMS_OF_BE = frozenset(("is", "are", "was", "were", "been", "being"))


class _Table(NamedTuple):
    groups: dict[str, tuple[int, ...]]
    """By a phrase in stems: where it belongs."""
    begun: frozenset[str]
    """How a longer one begins."""


@functools.cache
def _table() -> _Table:
    text = resources.files(__package__).joinpath("phrases.txt").read_text(encoding="utf-8")
    groups: dict[str, tuple[int, ...]] = {}
    begun: set[str] = set()
    for number, line in enumerate(text.splitlines()):
        for phrase in line.split(" = "):
            stood = [_stem(word) for word in phrase.split() if word not in _ARTICLES]
            groups[" ".join(stood)] = (*groups.get(" ".join(stood), ()), number)
            begun.update(" ".join(stood[:end]) for end in range(1, len(stood)))
    return _Table(groups, frozenset(begun))


def _stem(word: str) -> str:
    return "be" if word in _FORMS_OF_BE else stems.bare(word)


_STEMS = Known(_stem)


class _Read(NamedTuple):
    """A sentence without its articles: its words in stems, where each stands among its tokens, and its phrases."""

    told: list[str]
    at: list[int]
    phrases: dict[str, list[_Place]]
    """Those of several words."""

    def places(self, said: str) -> list[_Place]:
        if said in self.phrases:
            return self.phrases[said]
        return [(at, at + 1) for at, word in zip(self.at, self.told, strict=True) if word == said]


_Place = tuple[int, int]
"""Where a phrase stands in a sentence: places of its first token and behind its last."""


def in_words_of(side: str, other: str) -> str:
    """An English sentence (folded, lower case), its set phrases as the other side says them."""
    if not (side.isascii() and other.isascii()):
        return side
    here, there = _read(words.tokens(side)), _read(words.tokens(other))
    if here.phrases.keys() == there.phrases.keys():  # a word for a word is a matter of the thesaurus
        return side
    groups = _table().groups
    mine, theirs = ({*one.phrases, *groups.keys() & set(one.told)} for one in (here, there))
    instead = {group: said for said in sorted(theirs - mine) for group in groups[said]}
    places = [
        (place, there.places(instead[group])[0])
        for said in mine - theirs
        for group in groups[said]
        if group in instead
        for place in here.places(said)
    ]
    return _respelled(side, other, sorted(places)) if places else side


@functools.lru_cache(maxsize=2_048)
def _read(tokens: tuple[str, ...]) -> _Read:
    (groups, begun), phrases = _table(), dict[str, list[_Place]]()
    at = [at for at, token in enumerate(tokens) if token not in _ARTICLES]
    told = [_STEMS[tokens[place]] for place in at]
    for first, said in enumerate(told):
        end = first + 1
        while said in begun and end < len(told):
            said = f"{said} {told[end]}"
            end += 1
            if said in groups:
                phrases.setdefault(said, []).append((at[first], at[end - 1] + 1))
    return _Read(told, at, phrases)


def _respelled(side: str, other: str, places: list[tuple[_Place, _Place]]) -> str:
    """The longest phrase first; one that overlaps another is left."""
    spans, theirs = (words.token_spans(text) for text in (side, other))
    taken: list[tuple[int, int, str]] = []
    for (first, last), (since, until) in sorted(places, key=lambda each: each[0][0] - each[0][1]):
        start, end = spans[first][0], spans[last - 1][1]
        if all(end <= begun or start >= ended for begun, ended, _ in taken):
            taken.append((start, end, other[theirs[since][0] : theirs[until - 1][1]]))
    for start, end, said in sorted(taken, reverse=True):
        side = f"{side[:start]}{said}{side[end:]}"
    return side
