"""Regular expressions that look before they search.

The rules ask some two hundred expressions of every pair of sentences, and most of the answers are no. A match of such
an expression begins with one of a few words; a text in which none of them stands need not be searched. What the words
are is read from the expression itself (``openings``), never written beside it, and the answer is always that of
``re``: an expression that is not understood here is simply searched.

Every expression has a bit. What stands at a place of a text says which expressions may begin there (``_places``), so
that one number tells of a text which of them are worth a search, and a search tries those places only (``_looked_at``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from operator import or_
from typing import Any, Generic, NamedTuple, TypeVar

DEPTH = 8
"""Characters by which the beginning of a match is known; more would tell little more apart."""
_FEW = 12
"""Characters of a class that are followed one by one; a larger class may begin with anything."""
_CJK = "\u3040-\uffff"
_PLACES = re.compile(rf"(?=(\b\w.{{0,{DEPTH}}}|[{_CJK}].{{0,2}}|[^\w\s]))", re.DOTALL)
"""Where a match may begin: at a word, at a sign, at any character of a script without spaces."""
_WITH_GAP = re.compile(r"\w+\s*|[^\w\s]\s*")
"""The words and signs of a text, each with what parts it from the next."""


class Pattern:
    """A compiled expression, to be used as ``re.Pattern`` is.

    It is compiled, and its beginning is read, when that is first asked for: most programs grade nothing, and of the
    expressions that are asked most are never searched. All of them would take a second of every start.
    """

    __slots__ = ("_bit", "_compiled", "_from_the_start", "pattern")

    def __init__(self, source: str) -> None:
        self.pattern = source
        self._bit = _NOT_READ
        self._from_the_start = False
        """Whether it may begin anyhow where the text begins, and nowhere else."""
        self._compiled: re.Pattern[str] | None = None
        _BEGINNINGS.waiting.append(self)

    @property
    def bit(self) -> int:
        """Of those of a place; 0 if it may begin anyhow."""
        if self._bit == _NOT_READ:
            _BEGINNINGS.enter_all()
        return self._bit

    @property
    def is_told_by_places(self) -> bool:
        """Whether it begins nowhere but where its bit stands."""
        return bool(self.bit) and not self._from_the_start

    @property
    def _expression(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern)
        return self._compiled

    def may_match(self, text: str) -> bool:
        """Whether it is worth a search; ``False`` is certain."""
        bit = self._bit
        if bit <= 0 and not (bit := self.bit):
            return True
        if _looked_at(text)[0] & bit:
            return True
        return self._from_the_start and self._expression.match(text) is not None

    def search(self, text: str) -> re.Match[str] | None:
        bit = self._bit
        if bit <= 0 and not (bit := self.bit):
            return self._expression.search(text)
        if self._from_the_start and (found := self._expression.match(text)):
            return found
        anywhere, places = _looked_at(text)
        if anywhere & bit:
            match = self._expression.match
            for start, bits in places:
                if bits & bit and (found := match(text, start)):
                    return found
        return None

    def match(self, text: str) -> re.Match[str] | None:
        return self._expression.match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        if not self.may_match(text):
            return iter(())
        return self._matches(text) if self._bit else self._expression.finditer(text)

    def findall(self, text: str) -> list[Any]:
        return self._expression.findall(text) if self.may_match(text) else []

    def split(self, text: str) -> list[Any]:
        return self._expression.split(text) if self.may_match(text) else [text]

    def search_from(self, text: str, start: int) -> re.Match[str] | None:
        """The first match at or behind a place of the text."""
        if not self.is_told_by_places:
            return self._expression.search(text, start)
        bit, match = self._bit, self._expression.match
        for at, bits in _looked_at(text)[1]:
            if at >= start and bits & bit and (found := match(text, at)):
                return found
        return None

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self._expression.sub(by, text) if self.search(text) else text

    def _matches(self, text: str, end: int = 0) -> Iterator[re.Match[str]]:
        """As ``re`` finds them: each at the first place behind the one before."""
        bit, match = self._bit, self._expression.match
        if self._from_the_start and end == 0 and (found := match(text)):
            if not found.end():  # behind nothing at all another match may begin at the same place
                yield from self._expression.finditer(text)
                return
            yield found
            end = found.end()
        for start, bits in _looked_at(text)[1]:
            if bits & bit and start >= end and (found := match(text, start)):
                yield found
                end = found.end()


_NOT_READ = -1


Meant = TypeVar("Meant")


class Phrases(Generic[Meant]):
    """Many expressions, each with what stands for it, of which few are worth a search in any one text."""

    def __init__(self, named: Iterable[tuple[Meant, Pattern]]) -> None:
        self._named = tuple(named)

    def worth_a_search(self, text: str) -> list[tuple[Meant, Pattern]]:
        """Those that may match somewhere in the text, in their order."""
        at_bit, anyhow = self._by_bit  # before anything is asked of the text: what waits has no bit in the answer
        bits = _looked_at(text)[0] & self._mask
        found = list(anyhow)
        while bits:
            found.append(at_bit[bits & -bits])
            bits &= bits - 1
        return [self._named[at] for at in sorted(found)]

    @functools.cached_property
    def _by_bit(self) -> tuple[dict[int, int], list[int]]:
        """Where the expression of a bit stands, and where those stand that may begin anyhow."""
        bits = [pattern.bit if pattern.is_told_by_places else 0 for _, pattern in self._named]
        return {bit: at for at, bit in enumerate(bits) if bit}, [at for at, bit in enumerate(bits) if not bit]

    @functools.cached_property
    def _mask(self) -> int:
        return functools.reduce(or_, self._by_bit[0], 0)


_Place = tuple[int, int]
"""Where an expression may begin, and the bits of those that may."""


@functools.lru_cache(maxsize=4_096)
def _looked_at(text: str) -> tuple[int, list[_Place]]:
    """The bits of all that may match somewhere in the text, and the places where they may begin."""
    places = _places(text)
    return functools.reduce(or_, [bits for _, bits in places], 0), places


def _places(text: str) -> list[_Place]:
    if not text.isascii():
        found = ((place.start(), _BITS_AT[place[1]]) for place in _PLACES.finditer(text))
        return [place for place in found if place[1]]
    at, places = 0, []
    for piece in f"{text} ".split(" ")[:-1]:
        for offset, bits in _BITS_IN[piece]:
            if bits or (bits := _BITS_AT[text[at + offset : at + offset + DEPTH + 1]]):
                places.append((at + offset, bits))
        at += len(piece) + 1
    return places


def _bits_in(piece: str) -> tuple[tuple[int, int | None], ...]:
    """Where in a piece of a text that a space ends something may begin, and what; ``None`` if what follows has a say. A
    page has few words, but many that follow one another."""
    words, at, found = _WITH_GAP.findall(f"{piece} "), len(piece) - len(piece.lstrip()), []
    for word in words:
        if (bits := _BITS_OF[word]) != 0:
            found.append((at, bits))
        at += len(word)
    return tuple(found)


Told = TypeVar("Told")


class Known(dict[str, Told]):
    """Answers that were given before, forgotten when they are too many: asked in half the time of an ``lru_cache``, for
    every word of every text."""

    MOST = 32_768

    def __init__(self, question: Callable[[str], Told]) -> None:
        super().__init__()
        self._question: Callable[[str], Told] = question

    def __missing__(self, text: str) -> Told:
        if len(self) >= self.MOST:
            self.clear()
        self[text] = told = self._question(text)
        return told

    def cache_clear(self) -> None:
        self.clear()

    def cache_parameters(self) -> dict[str, int]:
        return {"maxsize": self.MOST}


# --- which expressions begin how ----------------------------------------------------------------------------------


class Opening(NamedTuple):
    """How a match may begin."""

    text: str = ""
    bounded: bool = False
    """A word begins there; otherwise it may be in the middle of one."""
    whole: bool = False
    """A word ends behind it."""
    closed: bool = False
    """What follows is not known."""
    first: bool = False
    """The text begins there."""


class _Beginnings:
    """The beginnings of all expressions, and those that begin so.

    Kept by their texts and not as a tree of nodes, of which there would be tens of thousands for the garbage collector
    to go through again and again.
    """

    def __init__(self) -> None:
        self.waiting: list[Pattern] = []
        self._entered = 0
        self._own: dict[str, int] = {"": 0}
        """By a beginning: the bits of the expressions that begin so, whatever follows."""
        self._whole: dict[str, int] = {}
        """The bits of those that do if a word ends there."""
        self._bits: dict[str, int] = {}
        """As ``_own``, with those that begin with the first characters of it."""

    def enter_all(self) -> None:
        """Gives every expression that waits for it its bit."""
        for each in self.waiting:
            known = openings(each.pattern)
            wide = [opening for opening in known if not _found_at_a_place(opening)] if known else []
            each._from_the_start = bool(wide) and all(opening.first for opening in wide)
            each._bit = self._enter(known.difference(wide) if known and each._from_the_start else known)
        self.waiting.clear()
        self._bits = dict(self._with_shorter())
        for remembered in (_inside, _looked_at, _BITS_OF, _BITS_IN, _BITS_AT):
            remembered.cache_clear()

    def _enter(self, known: frozenset[Opening] | None) -> int:
        """The bit of an expression that begins so; 0 for one that may begin anyhow."""
        if known is None or not all(_found_at_a_place(each) for each in known):
            return 0
        bit = 1 << self._entered
        self._entered += 1
        for each in known:
            text, depth = each.text, _depth(each.text)
            entered = self._whole if each.whole and len(text) <= depth else self._own
            entered[text[:depth]] = entered.get(text[:depth], 0) | bit
        return bit

    def _with_shorter(self) -> Iterator[tuple[str, int]]:
        found: dict[str, int] = {}
        beginnings = {text[:end] for text in (*self._own, *self._whole) for end in range(len(text) + 1)}
        for text in sorted(beginnings, key=len):
            shorter = text[:-1]
            ended = 0 if not text or _in_word(text[-1]) else self._whole.get(shorter, 0)
            found[text] = self._own.get(text, 0) | found.get(shorter, 0) | ended
        yield from found.items()

    def bits_at(self, place: str) -> int:
        return self._bits_behind(place, self._known_of(place))

    def bits_of(self, word: str) -> int | None:
        """Of a place where a word stands with what parts it from the next; ``None`` if what follows has a say."""
        place = word[: DEPTH + 1]
        known = self._known_of(place)
        return None if known == len(word) and known <= DEPTH else self._bits_behind(place, known)

    def _known_of(self, place: str) -> int:
        """How many characters of it are a beginning."""
        for end in range(1, len(place) + 1):
            if place[:end] not in self._bits:
                return end - 1
        return len(place)

    def _bits_behind(self, place: str, known: int) -> int:
        beginning = place[:known]
        ends = known == len(place) or not _in_word(place[known])
        return self._bits[beginning] | (self._whole.get(beginning, 0) if ends else 0)


def _depth(text: str) -> int:
    """How much of a beginning is looked at where ``_PLACES`` finds it."""
    return 2 if text[0] >= _CJK[0] else DEPTH if _in_word(text[0]) else 1


def _found_at_a_place(opening: Opening) -> bool:
    first = opening.text[:1]
    return bool(first) and not first.isspace() and (opening.bounded or not _in_word(first) or first >= _CJK[0])


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


# --- read from an expression --------------------------------------------------------------------------------------


def openings(source: str) -> frozenset[Opening] | None:
    """How every match of an expression begins; ``None`` if the expression is of a kind that is not understood."""
    reader = _Reader(source)
    try:
        found = reader.alternatives([Opening()])
    except _NotUnderstood:
        return None
    return frozenset(found) if reader.at == len(source) else None


class _NotUnderstood(Exception):
    pass


_QUANTITY = re.compile(r"[?*+][?+]?|\{(?P<least>\d*),?\d*\}[?+]?")
_GROUP = re.compile(r"\((?:\?(?::|P<\w+>))?(?!\?)")
_LOOK = re.compile(r"\(\?<?[=!]")
_STOPS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<sign>[()|])", re.DOTALL)
_CLASS = re.compile(r"(?P<denied>\^?)(?P<items>\]?(?:\\.|[^\]\\])*)\]")
_CLASS_ESCAPE = re.compile(r"\\(.)")
_CLASS_RANGE = re.compile(r"\\\w|.-.")


class _Reader:
    """Follows an expression from its start. What is not known closes an opening, so that the answer can only be too
    wide."""

    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0

    def alternatives(self, before: list[Opening]) -> list[Opening]:
        found = self._sequence(before)
        while self._takes("|"):
            found = found + self._sequence(before)
        return list(dict.fromkeys(found))

    def _sequence(self, found: list[Opening]) -> list[Opening]:
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            if all(each.closed for each in found):
                self._pass_over()
                break
            found = self._repeated(found, self._item(found))
        return found

    def _pass_over(self) -> None:
        """The rest of a sequence of which no beginning is left to read; most of every expression is such a rest."""
        depth = 0
        while run := _STOPS.search(self.source, self.at):
            self.at = run.end()
            sign = run["sign"]
            if not sign:
                continue
            if depth == 0 and sign in "|)":
                self.at -= 1
                return
            depth += {"(": 1, ")": -1}.get(sign, 0)
        self.at = len(self.source)

    def _end_of_group(self) -> int:
        """Where the group ends that has just begun; the reader then stands there."""
        self._pass_over()
        while self._takes("|"):
            self._pass_over()
        return self.at

    def _item(self, before: list[Opening]) -> list[Opening]:
        if look := _LOOK.match(self.source, self.at):
            self.at = look.end()
            self.alternatives([Opening(closed=True)])
            self._needs(")")
            return before
        if group := _GROUP.match(self.source, self.at):
            self.at = group.end()
            found = _inside(self.source[self.at : self._end_of_group()], tuple(before))
            self._needs(")")
            return [*found]
        return self._character(before)

    def _character(self, before: list[Opening]) -> list[Opening]:
        char = self.source[self.at]
        self.at += 1
        if char == "^":
            return [Opening(bounded=True, first=True) if each == Opening() else _at_boundary(each) for each in before]
        if char == "$":
            return before
        if char == "\\":
            return self._escaped(before)
        if char in "(?*+{":
            raise _NotUnderstood
        return _extended(before, self._class() if char == "[" else None if char == "." else [char])

    def _escaped(self, before: list[Opening]) -> list[Opening]:
        char = self.source[self.at]
        self.at += 1
        if char == "b":
            return [_at_boundary(each) for each in before]
        if char.isalnum() and char not in "dswDSW":
            raise _NotUnderstood
        return _extended(before, [*"0123456789"] if char == "d" else None if char.isalnum() else [char])

    def _class(self) -> list[str] | None:
        """Its characters, if they are few."""
        found = _CLASS.match(self.source, self.at)
        if found is None:
            raise _NotUnderstood
        self.at = found.end()
        if found["denied"] or _CLASS_RANGE.search(found["items"]):
            return None
        chars = [*_CLASS_ESCAPE.sub(r"\1", found["items"])]
        return chars if len(chars) <= _FEW else None

    def _repeated(self, before: list[Opening], after: list[Opening]) -> list[Opening]:
        """The openings, by how often the item that was just read may stand."""
        times = _QUANTITY.match(self.source, self.at)
        if times is None:
            return after
        self.at = times.end()
        if times[0][0] != "?":
            after = [_closed(each) for each in after]
        optional = times[0][0] in "?*" or (times[0][0] == "{" and int(times["least"] or 0) == 0)
        return list(dict.fromkeys([*before, *after])) if optional else after

    def _takes(self, char: str) -> bool:
        taken = self.source.startswith(char, self.at)
        self.at += taken
        return taken

    def _needs(self, char: str) -> None:
        if not self._takes(char):
            raise _NotUnderstood


@functools.lru_cache(maxsize=1_024)
def _inside(source: str, before: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """What a group adds to the openings before it: the same list of persons begins dozens of expressions."""
    reader = _Reader(source)
    found = reader.alternatives([*before])
    if reader.at != len(source):
        raise _NotUnderstood
    return tuple(found)


def _closed(opening: Opening) -> Opening:
    return opening if opening.closed else Opening(opening.text, opening.bounded, opening.whole, True, opening.first)


def _at_boundary(opening: Opening) -> Opening:
    if opening.closed:
        return opening
    if not opening.text:
        return opening._replace(bounded=True)
    if _in_word(opening.text[-1]):
        return opening._replace(whole=True, closed=True)
    return opening


def _extended(before: list[Opening], chars: list[str] | None) -> list[Opening]:
    """The openings with one of some characters behind them; with any character they are closed."""
    found: dict[Opening, None] = {}
    for each in before:
        text, bounded, whole, closed, first = each
        if closed:
            found[each] = None
        elif chars is None or len(text) > DEPTH:
            found[Opening(text, bounded, whole, True, first)] = None
        else:
            for char in chars:
                found[Opening(text + char, bounded, whole, False, first)] = None
    return [*found]


_BEGINNINGS = _Beginnings()
_BITS_OF = Known(_BEGINNINGS.bits_of)
_BITS_IN = Known(_bits_in)
_BITS_AT = Known(_BEGINNINGS.bits_at)
