"""The ledger: which sentence of the new document each sentence of the old one has become.

Searching a quote in the new text alone mistakes a surviving near-duplicate for a reworded clause. So both documents
are aligned first, sentence by sentence, and every sentence can be claimed once only: a neighbour that was always there
is already claimed by its own old self, and a deleted clause has nothing left to be mistaken for.

In this order, each step claiming what the earlier ones left:

1. *Equal in order*: the longest common subsequence of sentence keys. Its pairs are the anchors; what lies between two
   neighbouring anchors, on both sides, is a *gap*: the same place in both documents.
2. *Regrouped*: in a gap, runs of sentences whose keys joined are the same text cut otherwise (a line break, a list
   turned into a paragraph).
3. *Moved*: equal keys left anywhere.
4. *Edited, split, merged*: the most alike first. Likeness is 0.55 × Dice of rare-word weight + 0.45 × word order
   (Indel ratio); a common place earns a bonus and a lower bar than a distant one.
5. *Back in place*: a sentence that seems moved while a rewording of it stands at its old place was reworded there and
   copied elsewhere; the place wins, or a decoy copy could hide a reversal.

What is left is removed or added. Thresholds start from measurements on 220 made-up and 215 real version pairs.
"""

from __future__ import annotations

import enum
import functools
import heapq
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from clausewatch.core.canonical import CJK, key, typed, unmarked
from clausewatch.core.grading.residue import told_on
from clausewatch.core.grading.stems import stem
from clausewatch.core.grading.thesaurus import akin
from clausewatch.core.model import BlockKind
from clausewatch.core.sentences import Prose, word_set
from clausewatch.core.traditional import simplified

IN_PLACE = 0.34
"""Least likeness, bonus included, of an edit at the same place."""
ELSEWHERE = 0.62
"""Least likeness of an edit that also moved."""
KEPT = 0.7
"""Share of the old sentence's own words, numbers aside, that an edit elsewhere must keep: "we delete server logs" is
not what became of "we delete support tickets"."""
PLACE_BONUS = 0.12
CROWDED = 0.10
"""How much higher the bar is in a gap of many sentences, where a place says little."""
BELONGS = 0.4
"""Share of a further sentence's weight that must be words the other side still has to spare, to be part of a split
or a merge."""
SAID = 0.8
"""Or the share that the other side says at all, if half of ``BELONGS`` is to spare: two sentences folded into one."""
SLACK = 0.12
"""How much less alike a further sentence may make the whole."""
DECOY = 0.60
"""Likeness from which a sentence at the old place is taken for the rewording of one that seems moved."""
CONTAINED = 16
"""Length of a key from which a sentence that stands in another one is known by it."""
SHORT_KEY = 8
"""Keys shorter than this are found anywhere; they move only beside a neighbour that moves."""
FEW_PAIRS = 2_000
"""Up to so many leftover pairs all are weighed; above, only those that share rare words or a near place."""
MATRIX = 200_000_000
"""Up to so many pairs of sentences the exact subsequence is computed; it takes that many bits of memory."""
VOTES = 8
"""Distant candidates of one sentence."""
REACH = 12
"""Sentences to either side of the same depth that are weighed in a large gap."""
LONGEST_GROUP = 6
"""Sentences that one sentence may be split into."""
COMMON_WORD = 60
"""A word of so many leftover sentences points to none of them."""
LONG_WORDS = 400
"""Words of a sentence that are weighed; a longer "sentence" is a table or a run-on, and its head tells it apart."""


class Fate(enum.Enum):
    EQUAL = "equal"
    MOVED = "moved"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Entry:
    """Old sentences and what they have become; both sides are runs of neighbouring sentences."""

    fate: Fate
    old: range
    new: range
    likeness: float = 1.0
    """0 to 1, without any bonus for place; 1 where the keys are equal, 0 where one side is empty."""
    in_place: bool = True
    """Whether both sides lie at the same place in the order of the documents."""

    def __hash__(self) -> int:
        """By its places alone, which tell the entries of a ledger apart: all fields take ten times as long."""
        return hash((self.old.start if self.old else -1, self.new.start if self.new else -1))


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Every sentence of both documents stands in exactly one entry. It is itself and equals no other, so that what is
    asked of it again and again can be remembered without reading all of it."""

    old: Prose
    new: Prose
    entries: tuple[Entry, ...]
    """In the order of the new document; removed sentences where they would stand."""
    of_old: tuple[Entry, ...]
    """The entry of each old sentence."""
    of_new: tuple[Entry, ...]

    def place_of(self, covered: range) -> range:
        """The new sentences at the place of these old ones: between the counterparts of their unmoved neighbours."""
        before = next((entry.new.stop for entry in self.of_old[: covered.start][::-1] if _anchors(entry)), 0)
        after = next((entry.new.start for entry in self.of_old[covered.stop :] if _anchors(entry)), len(self.of_new))
        return range(before, max(before, after))


def _anchors(entry: Entry) -> bool:
    return entry.fate is Fate.EQUAL


def align(old: Prose, new: Prose) -> Ledger:
    """Align two documents. Linear in their length when little changed, bounded on a total rewrite."""
    work = _Work(old, new)
    work.claim_equal()
    work.claim_regrouped()
    work.claim_moved()
    work.claim_edited()
    work.claim_contained()
    work.put_back_in_place()
    return work.ledger()


def likeness(old: str, new: str) -> float:
    """How alike two passages are, 0 to 1, rare and common words weighing the same, function words little."""
    (first, counted), (second, other_counted) = map(_counted, (old, new))
    letter = dict(zip({*first, *second}, _ALPHABET, strict=False)).__getitem__
    return _alike(
        _weigh("".join(map(letter, first)), counted, _counts),
        _weigh("".join(map(letter, second)), other_counted, _counts),
    )


_ALPHABET = "".join(map(chr, range(2 * LONG_WORDS)))
"""A letter for each word of two passages."""


@functools.lru_cache(maxsize=1_024)
def _counted(text: str) -> tuple[list[str], Counter[str]]:
    """The words and the terms of a passage: remembered, since one passage is compared with many."""
    words = _words(text)
    return words, _terms(words)


COMMON_SUBSTANCE = 2
"""Telling words that a sentence and its rewording share at least; or half of the old ones, or all of the new ones."""


def about_the_same(old: str, new: str) -> bool:
    """Whether two passages share more than one word that says what they are about; likeness alone also comes from
    the words that every policy is made of ("we", "your data")."""
    first, second = (_substance(text) for text in (old, new))
    if _only_framed_alike(first, second):
        return False
    shared = (first & second).total()
    return shared >= COMMON_SUBSTANCE or 2 * shared >= first.total() or shared == second.total()


def _substance(text: str) -> Counter[str]:
    return Counter({term: count for term, count in _terms(_words(text)).items() if _plain_weight(term) == 1.0})


def _only_framed_alike(first: Counter[str], second: Counter[str]) -> bool:
    """Whether they share who deals with whom, and not a word of what about, nor a kin of one."""
    one, other = first.keys() - _FRAME, second.keys() - _FRAME
    if not one or not other or one & other:
        return False
    stems_there = {stem(word) for word in other}
    return not any(akin(stem(word), there) for word in one for there in stems_there)


_FRAME = word_set(
    "customer customers service services provider supplier vendor user users company party parties agreement terms"
    " platform licensee licensor controller processor client clients subscriber product products contract"
)
"""Who deals with whom and about what: it stands in most sentences of a contract, and tells none apart."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """The same place in both documents: the sentences between two neighbouring anchors."""

    old: range
    new: range

    @property
    def crowded(self) -> bool:
        return len(self.old) > 3 or len(self.new) > 4


class _Candidate(NamedTuple):
    old: int
    new: int
    likeness: float
    score: float
    in_place: bool


class _Work:
    """The alignment in the making: what each sentence is claimed by so far."""

    def __init__(self, old: Prose, new: Prose) -> None:
        self.old, self.new = old, new
        self.of_old: list[Entry | None] = [None] * len(old.sentences)
        self.of_new: list[Entry | None] = [None] * len(new.sentences)
        self.gaps: list[_Gap] = []

    @functools.cached_property
    def _labels_old(self) -> list[str]:
        return _labels(self.old)

    @functools.cached_property
    def _labels_new(self) -> list[str]:
        return _labels(self.new)

    @functools.cached_property
    def _label_set_old(self) -> frozenset[str]:
        return frozenset(self._labels_old)

    @functools.cached_property
    def _label_set_new(self) -> frozenset[str]:
        return frozenset(self._labels_new)

    def claim(self, entry: Entry) -> None:
        for index in entry.old:
            self.of_old[index] = entry
        for index in entry.new:
            self.of_new[index] = entry

    def free_old(self, among: range | None = None) -> list[int]:
        return [index for index in among or range(len(self.of_old)) if self.of_old[index] is None]

    def free_new(self, among: range | None = None) -> list[int]:
        return [index for index in among or range(len(self.of_new)) if self.of_new[index] is None]

    # --- equal, regrouped, moved ---

    def claim_equal(self) -> None:
        old_at = new_at = 0
        for old_index, new_index in _common_subsequence(self.old, self.new):
            entry = Entry(Fate.EQUAL, range(old_index, old_index + 1), range(new_index, new_index + 1))
            self.of_old[old_index] = self.of_new[new_index] = entry
            if old_at < old_index or new_at < new_index:
                self._gap(range(old_at, old_index), range(new_at, new_index))
            old_at, new_at = old_index + 1, new_index + 1
        self._gap(range(old_at, len(self.of_old)), range(new_at, len(self.of_new)))

    def _gap(self, old: range, new: range) -> None:
        if old or new:
            self.gaps.append(_Gap(old, new))

    def claim_regrouped(self) -> None:
        for gap in self.gaps:
            if gap.old and gap.new:
                for entry in _regrouped(self.old, self.new, gap):
                    self.claim(entry)

    def claim_moved(self) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        for index in self.free_new():
            places[self.new.sentences[index].key].append(index)
        for index in self.free_old():
            key = self.old.sentences[index].key
            if self.of_old[index] is None and len(key) >= SHORT_KEY and places.get(key):
                place = min(places[key], key=lambda at: self._distance(index, at))
                places[key].remove(place)
                self._claim_moved(index, place)
                self._carry_neighbours(index, place, places)

    def _distance(self, old: int, new: int) -> tuple[bool, int]:
        return self.old.sentences[old].heading[-1:] != self.new.sentences[new].heading[-1:], abs(old - new)

    def _claim_moved(self, old: int, new: int) -> None:
        self.claim(Entry(Fate.MOVED, range(old, old + 1), range(new, new + 1), in_place=False))

    def _carry_neighbours(self, old: int, new: int, places: dict[str, list[int]]) -> None:
        """A passage moves whole: twins and short sentences go with the neighbour that they stand beside."""
        for step in (1, -1):
            at_old, at_new = old + step, new + step
            while self._free_and_equal(at_old, at_new):
                places[self.new.sentences[at_new].key].remove(at_new)
                self._claim_moved(at_old, at_new)
                at_old, at_new = at_old + step, at_new + step

    def _free_and_equal(self, old: int, new: int) -> bool:
        inside = 0 <= old < len(self.of_old) and 0 <= new < len(self.of_new)
        return (
            inside
            and self.of_old[old] is None
            and self.of_new[new] is None
            and self.old.sentences[old].key == self.new.sentences[new].key
        )

    # --- edited, split, merged ---

    def claim_edited(self) -> None:
        lost, fresh = self.free_old(), self.free_new()
        if not lost or not fresh:
            return
        scales = _Scales(self.old, self.new)
        candidates = sorted(self._candidates(lost, fresh, scales), key=attrgetter("score"), reverse=True)
        rivals = _Rivals(candidates)
        for each in candidates:
            if self.of_old[each.old] is None and self.of_new[each.new] is None:
                self.claim(self._grown(each, scales, rivals))
        self._claim_told_on()

    def _claim_told_on(self) -> None:
        """A sentence behind one that lost something, and says that in other words: a split that no word betrays."""
        edited = (entry for entry in self.of_old if entry is not None and entry.fate is Fate.EDITED)
        for entry in dict.fromkeys(edited):
            at = entry.new.stop
            if at >= len(self.of_new) or self.of_new[at] is not None:
                continue
            now, more = self.new.sentences[at - 1], self.new.sentences[at]
            old = self.old.passage(entry.old).lower()
            if now.block == more.block and old.isascii() and told_on(old, now.text.lower(), more.text.lower()):
                self.claim(replace(entry, fate=Fate.SPLIT, new=range(entry.new.start, at + 1)))

    def claim_contained(self) -> None:
        """An exception may be ten times as long as the promise that it ends: a sentence that stands word for word in a
        new one at its place has become that one, however little alike they are."""
        for gap in self.gaps:
            fresh = self.free_new(gap.new) if gap.new else []
            for index in self.free_old(gap.old) if gap.old and fresh else []:
                key = self.old.sentences[index].key
                if len(key) < CONTAINED:
                    continue
                place = next((at for at in fresh if key in self.new.sentences[at].key), None)
                if place is not None:
                    alike = likeness(self.old.sentences[index].text, self.new.sentences[place].text)
                    self.claim(Entry(Fate.EDITED, range(index, index + 1), range(place, place + 1), alike))
                    fresh.remove(place)

    def _candidates(self, lost: list[int], fresh: list[int], scales: _Scales) -> Iterator[_Candidate]:
        seen: dict[int, Sequence[int]] = {}
        for gap in self.gaps:
            if gap.old and gap.new:
                for old, near in _near_pairs(self.free_old(gap.old), self.free_new(gap.new)):
                    seen[old] = near
                    yield from self._weighed(old, near, scales, IN_PLACE + CROWDED * gap.crowded, PLACE_BONUS)
        for old, far in _distant_pairs(lost, fresh, scales):
            known = frozenset(seen.get(old, ()))
            yield from self._weighed(old, [new for new in far if new not in known], scales, ELSEWHERE, 0.0)

    def _weighed(
        self, old: int, among: Iterable[int], scales: _Scales, bar: float, bonus: float
    ) -> Iterator[_Candidate]:
        """What reaches the bar together with an old sentence; what has no bonus for its place must also keep what is
        told."""
        first, label = self.old.sentences[old], self._labels_old[old]
        is_heading = first.kind is BlockKind.HEADING
        for new, alike in scales.alike_from(bar - bonus, old, among):
            second, score = self.new.sentences[new], alike + bonus
            one_is_heading = is_heading != (second.kind is BlockKind.HEADING)
            if score < (max(bar, 0.8) if one_is_heading else bar) or (label and self._labelled_otherwise(label, new)):
                continue
            if bonus or scales.kept(old, new) >= KEPT:
                yield _Candidate(old, new, alike, score + 0.03 * (first.heading == second.heading), bonus > 0)

    def _labelled_otherwise(self, label: str, new: int) -> bool:
        """Whether one of two rows or items has another label, and a row of that label stands on the other side: what is
        said of invoices has not become what is said of prompts."""
        other = self._labels_new[new]
        return bool(other) and label != other and (label in self._label_set_new or other in self._label_set_old)

    def _grown(self, start: _Candidate, scales: _Scales, rivals: _Rivals) -> Entry:
        """The pair, with the neighbours that make it more alike: a sentence split in several, or several merged."""
        old, new, alike = range(start.old, start.old + 1), range(start.new, start.new + 1), start.likeness
        while True:
            wider = [
                (scales.alike(more_old, more_new), more_old, more_new)
                for more_old, more_new in self._widenings(old, new, start, rivals)
                if scales.belongs(old, new, more_old, more_new)
            ]
            best = max(wider, key=lambda each: each[0], default=None)
            if best is None or best[0] < alike - SLACK:
                break
            alike, old, new = best
        fate = Fate.SPLIT if len(new) > 1 else Fate.MERGED if len(old) > 1 else Fate.EDITED
        return Entry(fate, old, new, alike, start.in_place)

    def _widenings(self, old: range, new: range, start: _Candidate, rivals: _Rivals) -> Iterator[tuple[range, range]]:
        if len(old) == 1 and len(new) < LONGEST_GROUP:
            for more in (range(new.start, new.stop + 1), range(new.start - 1, new.stop)):
                at = more[-1] if more.start == new.start else more[0]
                if self._may_join_new(at) and rivals.leave_new(at, start):
                    yield old, more
        if len(new) == 1 and len(old) < LONGEST_GROUP:
            for more in (range(old.start, old.stop + 1), range(old.start - 1, old.stop)):
                at = more[-1] if more.start == old.start else more[0]
                if self._may_join_old(at) and rivals.leave_old(at, start):
                    yield more, new

    def _may_join_new(self, at: int) -> bool:
        """Whether it is unclaimed and no heading, row or labelled item, which is about something of its own."""
        if not 0 <= at < len(self.of_new) or self.of_new[at] is not None or self._labels_new[at]:
            return False
        return self.new.sentences[at].kind is not BlockKind.HEADING

    def _may_join_old(self, at: int) -> bool:
        return 0 <= at < len(self.of_old) and self.of_old[at] is None and not self._labels_old[at]

    # --- back in place, and the result ---

    def put_back_in_place(self) -> None:
        for gap in self.gaps:
            fresh = self.free_new(gap.new) if gap.new else []
            for index in gap.old:
                entry = self.of_old[index]
                if fresh and entry is not None and entry.fate is Fate.MOVED:
                    self._put_back(index, entry, fresh)

    def _put_back(self, index: int, entry: Entry, fresh: list[int]) -> None:
        text = self.old.sentences[index].text
        alike, place = max((likeness(text, self.new.sentences[at].text), at) for at in fresh)
        if alike >= DECOY:
            for at in entry.new:
                self.of_new[at] = None
            self.claim(Entry(Fate.EDITED, range(index, index + 1), range(place, place + 1), alike))
            fresh.remove(place)

    def ledger(self) -> Ledger:
        for index in self.free_old():
            self.claim(Entry(Fate.REMOVED, range(index, index + 1), range(0), 0.0))
        for index in self.free_new():
            self.claim(Entry(Fate.ADDED, range(0), range(index, index + 1), 0.0))
        of_old = tuple(entry for entry in self.of_old if entry is not None)
        of_new = tuple(entry for entry in self.of_new if entry is not None)
        return Ledger(self.old, self.new, _in_reading_order(of_old, of_new), of_old, of_new)


LABEL = 40
"""Characters at most of what stands before a colon to be the label of an item."""
_LABELLED = re.compile(rf"[^:：|.。;；]{{1,{LABEL}}}(?=[:：]\s*\S)")


def _labels(prose: Prose) -> list[str]:
    """For each sentence what it is about, where its form says so: the first cell of a row, the words before a colon."""
    return [_label(sentence.text, sentence.kind) for sentence in prose.sentences]


def _label(text: str, kind: BlockKind) -> str:
    if kind is BlockKind.ROW:
        return key(text.split(" | ", 1)[0])
    if ":" not in text and "：" not in text:
        return ""
    found = _LABELLED.match(unmarked(text)) if kind is not BlockKind.HEADING else None
    return key(found[0]) if found else ""


def _in_reading_order(of_old: tuple[Entry, ...], of_new: tuple[Entry, ...]) -> tuple[Entry, ...]:
    placed: list[tuple[int, int, Entry]] = []
    at = 0
    for index, entry in enumerate(of_old):
        if entry.fate is Fate.REMOVED:
            placed.append((at, index, entry))
        elif entry.in_place:
            at = entry.new.stop
    placed.extend((entry.new.start, len(of_old), entry) for entry in dict.fromkeys(of_new))
    return tuple(entry for _, _, entry in sorted(placed, key=itemgetter(0, 1)))


# --- equal sentences ----------------------------------------------------------------------------------------------


def _common_subsequence(old: Prose, new: Prose) -> Iterator[tuple[int, int]]:
    letters = _Letters()
    first, second = (letters.spell(sentence.key for sentence in prose.sentences) for prose in (old, new))
    if len(first) * len(second) > MATRIX:
        yield from _unique_in_order([sentence.key for sentence in old.sentences], [s.key for s in new.sentences])
        return
    for step in LCSseq.opcodes(first, second):
        if step.tag == "equal":
            yield from zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)


def _unique_in_order(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int]]:
    """For giant pages: the longest rising run of the sentences that stand once on either side (patience)."""
    seen_first, seen_second = Counter(first), Counter(second)
    places = {number: at for at, number in enumerate(second) if seen_second[number] == 1}
    pairs = [(at, places[number]) for at, number in enumerate(first) if seen_first[number] == 1 and number in places]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [index]
        before.append(ends[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    yield from reversed(chain)


def _regrouped(old: Prose, new: Prose, gap: _Gap) -> Iterator[Entry]:
    """Runs of a gap whose joined keys are equal though the sentences are not."""
    openings: dict[str, list[int]] = defaultdict(list)
    for index in gap.new:
        openings[new.sentences[index].key[:2]].append(index)
    old_at, new_at = gap.old.start, gap.new.start
    while old_at < gap.old.stop:
        starts = openings[old.sentences[old_at].key[:2]]
        runs = (
            run
            for start in starts[bisect_left(starts, new_at) :][:REACH]
            if (run := _equal_run(old, new, range(old_at, gap.old.stop), range(start, gap.new.stop)))
        )
        run = next(runs, None)
        if run is None:
            old_at += 1
            continue
        yield Entry(Fate.EQUAL, *run)
        old_at, new_at = run[0].stop, run[1].stop


def _equal_run(old: Prose, new: Prose, first: range, second: range) -> tuple[range, range] | None:
    """The shortest runs from both starts on with the same joined key, if there are any."""
    old_end, new_end = first.start + 1, second.start + 1
    while True:
        left = old.key[old.starts[first.start] : old.starts[old_end]]
        right = new.key[new.starts[second.start] : new.starts[new_end]]
        if left == right:
            return range(first.start, old_end), range(second.start, new_end)
        if left.startswith(right) and new_end < second.stop:
            new_end += 1
        elif right.startswith(left) and old_end < first.stop:
            old_end += 1
        else:
            return None


# --- alike sentences ----------------------------------------------------------------------------------------------

_TOKEN = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
_HAN = re.compile(rf"[{CJK}]")
# Function words, and the words that a reversal turns on: a sentence and its reversal are about the same.
_STOPWORDS = word_set(
    "a an the of to in on at for by with from and or as is are be been was were this that these those it its "
    "we you your our us they their which who any all such if other do does did "
    "will may can not no never shall must should could might cannot without only except unless"
)
_LIGHT_HAN = re.compile("[的了和与及或在是您我们你本将会对为以并等其于之有不未无可能应须得]")
_STOP_WEIGHT = 0.25


_SPACED = {code: char if (char := chr(code)).isalnum() else " " for code in range(128)}


def _words(text: str) -> list[str]:
    plain = text if text.isascii() else typed(text)
    if plain.isascii():
        return plain.lower().translate(_SPACED).split()[:LONG_WORDS]
    return _TOKEN.findall(simplified(text.lower()))[:LONG_WORDS]


def _term_set(words: Sequence[str]) -> Iterable[str]:
    """The terms of a sentence, each once."""
    distinct = set(words)
    return distinct if all(map(str.isascii, distinct)) else _terms(words)


def _terms(words: Sequence[str]) -> Counter[str]:
    """What similarity weighs: words, and pairs of neighbouring Chinese characters."""
    if all(map(str.isascii, words)):
        return Counter(words)
    terms = Counter([word for word in words if not _HAN.match(word)])
    if len(terms) and terms.total() == len(words):
        return terms
    terms.update(a + b for a, b in pairwise(words) if _HAN.match(a) and _HAN.match(b))
    return terms or Counter(words)


@functools.lru_cache(maxsize=16_384)
def _plain_weight(term: str) -> float:
    light = term in _STOPWORDS or (_LIGHT_HAN.search(term) is not None)
    return _STOP_WEIGHT if light else 1.0


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A passage, prepared for being compared with many others."""

    letters: str
    """One for each word: a string is compared four times as fast as a sequence of anything else."""
    terms: dict[str, int]
    """What each term weighs, as often as it stands there."""
    each: dict[str, int]
    """What it weighs each time; a second "the" is a term of its own, so that two sets tell what is shared."""
    names: frozenset[str]
    """Of ``each``: asked a hundred thousand times of a rewritten page."""
    total: int
    additive: bool
    """Whether it weighs as much beside others as alone; pairs of Chinese characters also stand across two sentences."""


_UNIT = 1 << 20
"""What a word of weight 1 counts: whole numbers have the same sum in whatever order a set gives them."""


def _weigh(letters: str, counted: Counter[str], weight_of: Callable[[str], int]) -> _Weighed:
    each = dict(zip(counted, map(weight_of, counted), strict=True))
    terms, words = each, counted.total()
    if words > len(counted):
        repeated = [term for term, count in counted.items() if count > 1]
        terms = each | {term: each[term] * counted[term] for term in repeated}
        again = {f"{term} {at}": each[term] for term in repeated for at in range(2, counted[term] + 1)}
        each = each | again
    additive = words == len(letters) and all(map(str.isascii, counted))
    return _Weighed(letters, terms, each, frozenset(each), sum(terms.values()), additive)


class _Letters(dict[str, str]):
    """A letter for each word, given when it is first asked for. There are a million of them, and no page has so many
    words."""

    def __missing__(self, word: str) -> str:
        self[word] = letter = chr(len(self) % 0x110000)
        return letter

    def spell(self, words: Iterable[str]) -> str:
        return "".join(map(self.__getitem__, words))


DICE, ORDER = 0.55, 0.45
"""What words in common, and words in the same order, count for in likeness."""
ROUNDING = 1e-9


def _alike(first: _Weighed, second: _Weighed) -> float:
    return DICE * _dice(first, second) + ORDER * Indel.normalized_similarity(first.letters, second.letters)


def _dice(first: _Weighed, second: _Weighed) -> float:
    total = first.total + second.total
    return 2 * sum(map(first.each.__getitem__, first.names & second.names)) / total if total else 0.0


@functools.lru_cache(maxsize=16_384)
def _counts(term: str) -> int:
    """What a word weighs by itself."""
    return round(_UNIT * _plain_weight(term))


class _Weights(dict[str, int]):
    """What each word weighs, found when it is first asked for: the more, the fewer sentences it has been seen in."""

    def __init__(self, seen: Counter[str], sentences: int) -> None:
        super().__init__()
        self._seen, self._sentences = seen, sentences

    def __missing__(self, term: str) -> int:
        rare = math.log(1 + self._sentences / (1 + self._seen[term]))
        self[term] = weight = round(_UNIT * rare * _plain_weight(term))
        return weight


class _Scales:
    """Weighs sentences of two documents against each other; a word counts by how rare it is in them."""

    def __init__(self, old: Prose, new: Prose) -> None:
        self.old, self.new = old, new
        distinct = {part.key: part.text for part in (*old.sentences, *new.sentences)}.values()
        self._words = {text: _words(text) for text in distinct}
        seen = Counter(chain.from_iterable(map(_term_set, self._words.values())))
        self._weights = _Weights(seen, len(old.sentences) + len(new.sentences))
        self._letters = _Letters()
        self._weighed_old: dict[tuple[int, int], _Weighed] = {}
        self._weighed_new: dict[tuple[int, int], _Weighed] = {}
        self._single_new: dict[int, _Weighed] = {}

    def alike(self, old: range, new: range) -> float:
        return _alike(self.of_old(old), self.of_new(new))

    def alike_from(self, bar: float, old: int, among: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Those of some new sentences that are so alike to an old one, and how alike: most share too few words. Asked
        of tens of thousands of pairs, so ``_alike`` is written out."""
        first = self.of_old(range(old, old + 1))
        names, letters, total, weight = first.names, first.letters, first.total, first.each.__getitem__
        known, order = self._single_new, Indel.normalized_similarity
        for new in among:
            second = known.get(new) or self._alone(new)
            both = total + second.total
            shared = DICE * (2 * sum(map(weight, names & second.names)) / both if both else 0.0)
            least = (bar - shared) / ORDER - ROUNDING
            if least <= 1.0:
                alike = shared + ORDER * order(letters, second.letters, score_cutoff=max(least, 0.0))
                if alike >= bar - ROUNDING:
                    yield new, alike

    def kept(self, old: int, new: int) -> float:
        """Share of the old sentence's telling words that the new one has too, by weight."""
        there = self.of_new(range(new, new + 1)).terms
        telling = {
            term: weight
            for term, weight in self.of_old(range(old, old + 1)).terms.items()
            if not term.isdigit() and _plain_weight(term) == 1.0
        }
        kept = sum(weight for term, weight in telling.items() if term in there)
        return kept / sum(telling.values()) if telling else 0.0

    def belongs(self, old: range, new: range, more_old: range, more_new: range) -> bool:
        """Whether the sentence put to one side says what the other side still has to spare."""
        if len(more_new) > len(new):
            return _spares(self.of_old(old), self.of_new, new, more_new)
        return _spares(self.of_new(new), self.of_old, old, more_old)

    def _alone(self, new: int) -> _Weighed:
        self._single_new[new] = weighed = self.of_new(range(new, new + 1))
        return weighed

    def of_old(self, part: range) -> _Weighed:
        place = part.start, part.stop
        known = self._weighed_old.get(place)
        if known is None:
            known = self._weighed_old[place] = self._weigh(self.old, part)
        return known

    def of_new(self, part: range) -> _Weighed:
        place = part.start, part.stop
        known = self._weighed_new.get(place)
        if known is None:
            known = self._weighed_new[place] = self._weigh(self.new, part)
        return known

    def _weigh(self, prose: Prose, part: range) -> _Weighed:
        texts = [prose.sentences[index].text for index in part]
        words = [word for text in texts for word in self._words.get(text) or _words(text)]
        return _weigh(self._letters.spell(words), _terms(words), self._weights.__getitem__)


def _spares(whole: _Weighed, weigh: Callable[[range], _Weighed], part: range, wider: range) -> bool:
    alone, taken = weigh(_put_to(part, wider)), weigh(part)
    said_alone = _said(alone.terms, whole)
    if said_alone < BELONGS / 2 * alone.total:  # soon answered for most, and all that follows asks more
        return False
    added, total, said = alone.terms, alone.total, said_alone
    if not (alone.additive and taken.additive):
        terms = weigh(wider).terms.items()
        added = {term: gain for term, weight in terms if (gain := weight - taken.terms.get(term, 0)) > 0}
        total, said = sum(added.values()), _said(added, whole)
    spared = sum(
        min(added[term], max(whole.terms[term] - taken.terms.get(term, 0), 0)) for term in added.keys() & whole.terms
    )
    return spared >= BELONGS * total or (said >= SAID * total and spared >= BELONGS / 2 * total)


def _said(terms: dict[str, int], whole: _Weighed) -> int:
    """How much of it the other side says, as often as it may be."""
    return sum(map(terms.__getitem__, terms.keys() & whole.terms.keys()))


def _put_to(part: range, wider: range) -> range:
    """The one sentence by which it is wider."""
    return range(wider.start, part.start) if wider.start < part.start else range(part.stop, wider.stop)


class _Rivals:
    """Which sentences have a good partner of their own, and so must not be swallowed by a neighbour's split."""

    CLEAR = 0.5
    SEVERAL = -1

    def __init__(self, candidates: Sequence[_Candidate]) -> None:
        self._of_old: dict[int, int] = {}
        """The good partner of a sentence, or that it has several."""
        self._of_new: dict[int, int] = {}
        for old, new, likeness, _, _ in candidates:
            if likeness >= self.CLEAR:
                if self._of_old.setdefault(old, new) != new:
                    self._of_old[old] = self.SEVERAL
                if self._of_new.setdefault(new, old) != old:
                    self._of_new[new] = self.SEVERAL

    def leave_new(self, index: int, taken_by: _Candidate) -> bool:
        return self._of_new.get(index, taken_by.old) == taken_by.old

    def leave_old(self, index: int, taken_by: _Candidate) -> bool:
        return self._of_old.get(index, taken_by.new) == taken_by.new


_Paired = tuple[int, Sequence[int]]
"""A lost sentence, and the fresh ones that are weighed against it."""


def _near_pairs(lost: list[int], fresh: list[int]) -> Iterator[_Paired]:
    """All pairs of a small gap; of a large one those at about the same depth in it."""
    if len(lost) * len(fresh) <= REACH * REACH * 4:
        yield from ((old, fresh) for old in lost)
        return
    for rank, old in enumerate(lost):
        middle = rank * len(fresh) // len(lost)
        yield old, fresh[max(middle - REACH, 0) : middle + REACH]


def _distant_pairs(lost: list[int], fresh: list[int], scales: _Scales) -> Iterator[_Paired]:
    """All pairs if they are few; else for each lost sentence those that share most of its rare words."""
    if len(lost) * len(fresh) <= FEW_PAIRS:
        yield from ((old, fresh) for old in lost)
        return
    postings: dict[str, list[int]] = defaultdict(list)
    for new in fresh:
        for term in scales.of_new(range(new, new + 1)).terms:
            postings[term].append(new)
    telling = {term: places for term, places in postings.items() if len(places) <= COMMON_WORD}
    for old in lost:
        votes: defaultdict[int, int] = defaultdict(int)
        for term, weight in scales.of_old(range(old, old + 1)).terms.items():
            for new in telling.get(term, ()):
                votes[new] += weight
        yield old, heapq.nlargest(VOTES, votes, key=votes.__getitem__)
