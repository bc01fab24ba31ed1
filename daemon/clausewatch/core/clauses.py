"""What became of each quote: read off the ledger, never searched for in the new text alone.

A quote is located in the old document (by ``located`` if it was reworded before), carried along the ledger to where
its sentences stand in the new one, and judged there against what the user wrote:

* its words stand at their counterpart: *intact*, or *moved* if that is another section;
* a whole sentence was quoted and the sentence has grown: *reworded*, the addition is part of the promise now;
* part of a sentence was quoted, the words stand and the sentence changed around them, or a new neighbour weakens
  them: *intact*, with ``surroundings`` and the grade of that change;
* its counterpart reads otherwise: *reworded*, ``now`` is as much of it as was quoted;
* nothing took its place: *removed*; or, if the same words always stood elsewhere too and still do, *ambiguous*.

In doubt it is removed with the text now at its place: a rewording pinned on a neighbour would be a false statement.
"""

from __future__ import annotations

import functools
import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import or_

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from clausewatch.core.canonical import CJK, key, reads_the_same, typography, unmarked
from clausewatch.core.grade import (
    Context,
    excepts,
    grade_added,
    grade_edit,
    grade_lost,
    grade_removed,
    says_the_same,
)
from clausewatch.core.ledger import Entry, Fate, Ledger, about_the_same, align, likeness
from clausewatch.core.model import (
    UNGRADED,
    ClauseFinding,
    Grade,
    Graded,
    Reason,
    Rewording,
    TrackedQuote,
    Verdict,
    gravest,
)
from clausewatch.core.sections import heading_key, renamed, still_stands
from clausewatch.core.sentences import Prose, Span, prose_of
from clausewatch.core.surroundings import CONTRADICTS, LEDGERS, Place, goes_on, surroundings
from clausewatch.core.words import carried

ALIKE, ALIKE_IN_A_CROWD = 0.30, 0.42
"""Below, what stands at a quote's place is other text, not its rewording (read on real histories: below 0.3 most
were wrong, and up to 0.42 some where many sentences changed together)."""
CROWD = 6
SURE, LIKELY = 88, 80
"""Partial ratio (0-100) from which unclaimed new text is a moved and reworded quote; ``LIKELY`` needs likeness too."""
LIKELY_ALIKE = 0.6
FAR = 8
"""Sentences that a passage of the same section must have travelled to count as moved."""
TELLING_LATIN, TELLING_CJK = 20, 10
"""Characters of key from which a phrase is its own; shorter ones stand in many places."""
NEAREST_ALIKE = 0.3
"""Least likeness of a text that is offered as the closest one."""
REST = 5
"""Words that make the rest of a clause that was split."""

_FRAGMENTS = re.compile(
    r"\s*(?:\[email\s?protected\]|\[\s*(?:\.{3,}|…+)\s*\]|\(\s*(?:\.{3,}|…+)\s*\)|\.{3,}|…+|\. \. \.)\s*"
)
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{0,500})\]\([^()\s]{0,500}\)")
_INLINE_MARKER = re.compile(
    r"(?:(?<=[;:,.] )|(?<=[;:,.；：，。]))(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}) "
)


@dataclass(frozen=True, slots=True)
class _Case:
    """One quote and where it stood."""

    ledger: Ledger
    context: Context
    quote: TrackedQuote
    place: Span
    covered: range
    """The old sentences that the place touches."""
    entries: tuple[Entry, ...]
    """What has become of them."""

    @classmethod
    def at(cls, ledger: Ledger, context: Context, quote: TrackedQuote, place: Span) -> _Case:
        covered = ledger.old.covered(place)
        return cls(
            ledger, context, quote, place, covered, tuple(dict.fromkeys(map(ledger.of_old.__getitem__, covered)))
        )

    @property
    def wanted(self) -> Iterator[str]:
        """Keys of the words that the user wrote, the likeliest form first."""
        return _forms(self.quote.exact)

    @property
    def whole(self) -> bool:
        """Whether whole sentences were quoted."""
        return self.ledger.old.whole(self.covered) == self.place

    @property
    def heading(self) -> tuple[str, ...]:
        return self.ledger.old.sentences[self.covered.start].heading


def judge(ledger: Ledger, quotes: Sequence[TrackedQuote], context: Context) -> tuple[ClauseFinding, ...]:
    """One finding per quote, in their order. Quotes are display text; a quote without a word in it is not found."""
    return tuple(_judged(ledger, quote, context) for quote in quotes)


def touched(ledger: Ledger, quotes: Sequence[TrackedQuote]) -> frozenset[Entry]:
    """The entries of the ledger that hold a tracked quote: what no noise rule may play down."""
    found = (case for quote in quotes for case in _cases(ledger, quote, Context()))
    return frozenset(entry for case in found for entry in case.entries)


def _judged(ledger: Ledger, quote: TrackedQuote, context: Context) -> ClauseFinding:
    cases = _cases(ledger, quote, context)
    if not cases:
        return _not_in_old(ledger, quote)
    if len(cases) == 1:
        return _finding(cases[0])
    return _together(quote, [_finding(case) for case in cases])


# --- where it stood -----------------------------------------------------------------------------------------------


def _cases(ledger: Ledger, quote: TrackedQuote, context: Context) -> list[_Case]:
    """The quote in the old document: one case, or one for each fragment; none if it is not there."""
    for words in dict.fromkeys(filter(None, (quote.located, quote.exact))):
        span = _find(ledger.old, _forms(words), quote.occurrence)
        if span is not None:
            return [_Case.at(ledger, context, quote, span)]
        spans = _find_fragments(ledger.old, words, quote.occurrence)
        if spans:
            return list(_fragment_cases(ledger, context, quote, spans))
    return []


def _fragment_cases(ledger: Ledger, context: Context, quote: TrackedQuote, spans: list[Span]) -> Iterator[_Case]:
    exact = _fragments(quote.exact)
    if len(exact) != len(spans):
        exact = [ledger.old.text(span) for span in spans]
    for words, span in zip(exact, spans, strict=True):
        yield _Case.at(ledger, context, replace(quote, exact=words), span)


def _forms(words: str) -> Iterator[str]:
    """The keys of the quoted words one after the other. Nearly every quote is found by the first, and the others take
    ten times as long to make."""
    first = _key(words)
    if first:
        yield first
    yield from (form for form in _keys(words) if form != first)


@functools.lru_cache(maxsize=1_024)
def _key(words: str) -> str:
    """As they are."""
    return "".join(map(key, words.splitlines() or [words]))


@functools.lru_cache(maxsize=1_024)
def _keys(words: str) -> tuple[str, ...]:
    """Keys that the quoted words may be found by: as they are, without Markdown links, without inline numbering, as the
    sentences of a page."""
    lines = words.splitlines() or [words]
    plain = [_MARKDOWN_LINK.sub(r"\1", line) for line in lines]
    bare = [_INLINE_MARKER.sub("", line) for line in plain]
    forms = ("".join(map(key, form)) for form in dict.fromkeys(map(tuple, (lines, plain, bare))))
    return tuple(form for form in dict.fromkeys((*forms, prose_of(words).key)) if form)


def _find(prose: Prose, wanted: Iterable[str], occurrence: int) -> Span | None:
    found = next((spans for form in wanted if (spans := prose.find(form))), [])
    return found[occurrence - 1] if 0 < occurrence <= len(found) else None


def _fragments(words: str) -> list[str]:
    return [part for part in _FRAGMENTS.split(words) if key(part)]


def _find_fragments(prose: Prose, words: str, occurrence: int) -> list[Span]:
    """Every fragment in order, the nearest to the one before it; empty unless all are found. One alone is a quote
    that ends, or begins, with what was left out ("write to [email protected].")."""
    fragments = [_keys(part) for part in _fragments(words)]
    if not fragments or fragments == [_keys(words)]:
        return []
    first = _find(prose, fragments[0], occurrence)
    spans = [first] if first else []
    for wanted in fragments[1:] if spans else ():
        following = [span for form in wanted for span in prose.find(form) if span.start >= spans[-1].end]
        if not following:
            return []
        spans.append(min(following, key=lambda span: span.start))
    return spans


def _not_in_old(ledger: Ledger, quote: TrackedQuote) -> ClauseFinding:
    back = _find(ledger.new, _forms(quote.exact), quote.occurrence)
    spans = [back] if back else _find_fragments(ledger.new, quote.exact, quote.occurrence)
    if spans:
        now = " … ".join(ledger.new.text(span) for span in spans)
        heading = ledger.new.sentences[ledger.new.at(spans[0].start)].heading
        graded = Graded(Grade.MINOR, (Reason.RETURNED,))
        return ClauseFinding(quote.exact, Verdict.INTACT, graded=graded, now=now, heading=heading)
    return ClauseFinding(quote.exact, Verdict.NOT_FOUND, closest=_closest(ledger.old, quote.exact, ()))


# --- what became of it --------------------------------------------------------------------------------------------


def _finding(case: _Case) -> ClauseFinding:
    hits = next((spans for form in case.wanted if (spans := case.ledger.new.find(form))), [])
    own = [hit for hit in hits if _is_counterpart(case, hit)]
    if own:
        return _standing(case, own[0])
    now = _counterpart(case)
    free = [hit for hit in hits if _is_free(case, hit)] if _telling(next(case.wanted, "")) else []
    if now is not None and not (free and likeness(case.quote.exact, now.text) < CONTRADICTS):
        return _reworded(case, now)
    if free:
        return _moved_away(case, free[0])
    return _gone(case, twin=bool(hits) and _has_twin(case))


def _is_counterpart(case: _Case, hit: Span) -> bool:
    """Whether these words in the new document are the quoted sentences' own, not a twin's."""
    covered = case.ledger.new.covered(hit)
    return any(index in entry.new for entry in case.entries for index in covered)


def _is_free(case: _Case, hit: Span) -> bool:
    """Whether these words stand in a sentence that no old sentence with the same words has become."""
    old, wanted = case.ledger.old, next(case.wanted, "")
    for index in case.ledger.new.covered(hit):
        entry = case.ledger.of_new[index]
        before = "".join(old.sentences[at].key for at in entry.old)
        if entry.old and (before in wanted or wanted in before):
            return False
    return True


def _has_twin(case: _Case) -> bool:
    """Whether the very sentences stood elsewhere too, so that nobody can tell which of them went. Where only the quoted
    words stand in another sentence, it is known which one they were read in."""
    return not any(entry.new for entry in case.entries) and bool(_twins(case))


def _lost_twin(case: _Case, covered: range) -> ClauseFinding | None:
    """Both of two equal sentences left their places, and only one stands somewhere else today: it may be either."""
    old, new = case.ledger.old, case.ledger.new
    if any(entry.fate not in (Fate.EQUAL, Fate.MOVED) for entry in case.entries) or _in_company(case, covered):
        return None
    lost = [at for at in _twins(case) if _is_gone(case, at)]
    if not any(heading_key(old.sentences[at].heading[-1:]) != heading_key(case.heading[-1:]) for at in lost):
        return None
    sentence, graded = new.sentences[covered.start], grade_removed(case.quote.exact, case.context)
    return ClauseFinding(
        case.quote.exact, Verdict.AMBIGUOUS, graded=graded, closest=sentence.text, heading=sentence.heading
    )


def _one_of_several_gone(case: _Case, covered: range) -> ClauseFinding | None:
    """It stands, and so it did elsewhere, where it is gone or says something graver; nobody said which is meant."""
    if case.quote.which or case.quote.located is not None:
        return None
    if not any(_is_gone(case, at) or _is_broken(case, at) for at in _twins(case)):
        return None
    sentence = case.ledger.new.sentences[covered.start]
    return ClauseFinding(
        case.quote.exact, Verdict.AMBIGUOUS, graded=_ONE_WENT, closest=sentence.text, heading=sentence.heading
    )


def _is_broken(case: _Case, at: int) -> bool:
    """Whether a promise in the very sentences that began there is broken."""
    entries = {case.ledger.of_old[at + more] for more in range(len(case.covered))}
    edited = [entry for entry in entries if entry.new and entry.fate not in (Fate.EQUAL, Fate.MOVED)]
    old, new = case.ledger.old, case.ledger.new
    grades = (grade_edit(old.passage(each.old), new.passage(each.new), case.context).grade for each in edited)
    return any(grade is Grade.CRITICAL for grade in grades)


_ONE_WENT = Graded(Grade.MAJOR, (Reason.REMOVED,))
"""The words still stand once."""


def _is_gone(case: _Case, at: int) -> bool:
    """Whether the very sentences that began there went."""
    return all(case.ledger.of_old[at + more].fate is Fate.REMOVED for more in range(len(case.covered)))


def _in_company(case: _Case, covered: range) -> bool:
    """Whether a sentence that stood beside it came along."""
    of_old, of_new = case.ledger.of_old, case.ledger.of_new
    before = case.covered.start > 0 and covered.start > 0
    after = case.covered.stop < len(of_old) and covered.stop < len(of_new)
    return (before and of_old[case.covered.start - 1] is of_new[covered.start - 1]) or (
        after and of_old[case.covered.stop] is of_new[covered.stop]
    )


def _twins(case: _Case) -> list[int]:
    """Where the very sentences begin elsewhere in the old document."""
    old = case.ledger.old
    first, count = case.covered.start, len(case.covered)
    mine = [old.sentences[index].key for index in case.covered]
    starts = (at for at in _places(case.ledger)[mine[0]] if at != first)
    return [at for at in starts if [sentence.key for sentence in old.sentences[at : at + count]] == mine]


@functools.lru_cache(maxsize=LEDGERS)
def _places(ledger: Ledger) -> dict[str, list[int]]:
    """The old sentences of each key: asked for every quote."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(ledger.old.sentences):
        places[sentence.key].append(at)
    return places


def _telling(wanted: str) -> bool:
    return len(wanted) >= (TELLING_CJK if re.search(rf"[{CJK}]", wanted) else TELLING_LATIN)


def _standing(case: _Case, hit: Span) -> ClauseFinding:
    """The words stand at their own place; is anything of typography, length or company different?"""
    new = case.ledger.new
    covered = new.covered(hit)
    # What was reworded before is not put right while its sentence still says more than was quoted.
    kept = case.quote.located is None and _kept_whole(case)
    if case.whole and not kept and new.whole(covered) != hit:
        grown = _reworded(case, _Now(_numbered_like(case, new.text(new.whole(covered))), covered))
        if grown.graded.grade >= Grade.MINOR:
            return grown
    now = _numbered_like(case, new.text(hit))
    moved = _has_moved(case, covered)
    if moved and (lost := _lost_twin(case, covered)):
        return lost
    if lost := _one_of_several_gone(case, covered):
        return lost
    graded = _typography(case, now)
    if graded.grade > Grade.NONE:
        heading = new.sentences[covered.start].heading
        return ClauseFinding(
            case.quote.exact, Verdict.REWORDED, moved, graded, now, heading=heading, kind=Rewording.EDITED
        )
    return _with_surroundings(case, hit, moved)


def _kept_whole(case: _Case) -> bool:
    """Whether nothing can have been added to the quoted sentences: they are the same, or merely joined to others."""
    first, last = case.entries[0], case.entries[-1]
    joined = first.old.start < case.covered.start or last.old.stop > case.covered.stop
    return joined or all(entry.fate in (Fate.EQUAL, Fate.MOVED) for entry in case.entries)


def _typography(case: _Case, now: str) -> Graded:
    """Case and punctuation only, since the keys are equal; and only if it did not stand like that before."""
    before = case.ledger.old.text(case.place)
    stood = case.quote.located is None and reads_the_same(before, now)
    if stood or reads_the_same(case.quote.exact, now):
        return UNGRADED
    return typography(case.quote.exact, now)


def _with_surroundings(case: _Case, hit: Span, moved: bool) -> ClauseFinding:
    new = case.ledger.new
    sentence = new.passage(new.covered(hit))
    place = _place(case, new.covered(hit), sentence)
    around = list(surroundings(place))
    graded = gravest(graded for graded, _ in around)
    if case.quote.located is not None and not graded.reasons:
        graded = Graded(Grade.MINOR, (Reason.RETURNED,))
    return ClauseFinding(
        case.quote.exact,
        Verdict.MOVED if moved else Verdict.INTACT,
        moved,
        graded,
        _numbered_like(case, new.text(hit)),
        surroundings="\n".join(dict.fromkeys(text for _, text in around)) or None,
        heading=new.sentences[new.at(hit.start)].heading,
        goes_on=goes_on(place, case.quote.exact),
        sentence=None if key(sentence) in case.wanted else sentence,
    )


def _place(case: _Case, covered: range, sentence: str) -> Place:
    home = case.quote.home
    put_right = case.quote.located is not None or (home is not None and key(home) == key(sentence))
    return Place(
        case.ledger, case.context, case.quote.exact, case.covered, covered, put_right, case.quote.weakened_by or ""
    )


def _moved_away(case: _Case, hit: Span) -> ClauseFinding:
    """The sentence went, its quoted words now stand in another that was not there before."""
    new = case.ledger.new
    before = case.ledger.old.passage(case.covered)
    sentence = new.passage(new.covered(hit))
    graded = grade_edit(before, sentence, case.context)
    grave = graded.grade >= Grade.MAJOR
    return ClauseFinding(
        case.quote.exact,
        Verdict.MOVED,
        True,
        graded if grave else UNGRADED,
        new.text(hit),
        surroundings=sentence if grave else None,
        heading=new.sentences[new.at(hit.start)].heading,
    )


@dataclass(frozen=True, slots=True)
class _Now:
    """What stands where the quote stood."""

    text: str
    covered: range


def _counterpart(case: _Case) -> _Now | None:
    """As much of the counterparts as was quoted; ``None`` if nothing took its place."""
    kept = [entry for entry in case.entries if entry.new]
    if not kept:
        return None
    spans = [_carried(case, entry) for entry in kept]
    spans = [span for span in spans if span.start < span.end]
    if not spans:
        return None
    new = case.ledger.new
    text = new.text(_hull(spans)) if _close_together(new, spans) else " … ".join(map(new.text, spans))
    bar = ALIKE if len(case.ledger.place_of(case.covered)) <= CROWD else ALIKE_IN_A_CROWD
    said = (case.quote.exact, case.ledger.old.text(case.place))
    if all(likeness(each, text) < bar or not about_the_same(each, text) for each in said):
        return None
    return _Now(_numbered_like(case, text), new.covered(spans[0]))


def _numbered_like(case: _Case, text: str) -> str:
    """Without the list or section number in front, unless the quote has one too."""
    return text if unmarked(case.quote.exact) != case.quote.exact else unmarked(text)


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _close_together(new: Prose, spans: Sequence[Span]) -> bool:
    """Whether at most a few sentences lie between one and the next, in whatever order."""
    ordered = sorted(spans, key=lambda span: span.start)
    return all(new.at(b.start) - new.at(a.end - 1) <= FAR for a, b in pairwise(ordered))


def _carried(case: _Case, entry: Entry) -> Span:
    """The quoted part of an entry's old sentences, mapped onto its new ones."""
    old, new = case.ledger.old, case.ledger.new
    before, after = old.whole(entry.old), new.whole(entry.new)
    start, end = max(case.place.start, before.start), min(case.place.end, before.end)
    if (start, end) == (before.start, before.end):
        return after
    if case.whole and after.end - after.start <= 2.5 * (end - start) + 40:
        return after  # two promises folded into one: a part of it would be neither
    return carried(old, Span(start, end), before, new, after)


def _reworded(case: _Case, now: _Now) -> ClauseFinding:
    now = _in_two(case, now)
    graded = _graded_rewording(_quoted_as_it_stood(case), now.text, case.context)
    moved = not any(entry.in_place for entry in case.entries if entry.new) and _has_moved(case, now.covered)
    heading = case.ledger.new.sentences[now.covered.start].heading
    if not case.whole and (worse := _of_its_sentence(case, now)) and worse.grade > graded.grade:
        graded, now = worse, _Now(case.ledger.new.passage(now.covered), now.covered)
    rivals = [(worse, text) for worse, text in _rivals(case, now) if worse.grade > graded.grade]
    graded = gravest((graded, *(worse for worse, _ in rivals)))
    beside = "\n".join(text for _, text in rivals) or None
    return ClauseFinding(
        case.quote.exact,
        Verdict.REWORDED,
        moved,
        graded,
        now.text,
        surroundings=beside,
        heading=heading,
        kind=_kind(case.quote.exact, now.text),
    )


def _of_its_sentence(case: _Case, now: _Now) -> Graded | None:
    """The grade of the whole sentence, where a quoted part of it lost words: what they said may stand in the rest of it
    ("we will refund fees" / "fees are *non-refundable*")."""
    if _kind(case.quote.exact, now.text) is not Rewording.PARTIAL_REMOVAL:
        return None
    return grade_edit(case.ledger.old.passage(case.covered), case.ledger.new.passage(now.covered), case.context)


def _quoted_as_it_stood(case: _Case) -> str:
    """With the line breaks of the page, where it is the quoted words that stood there: a list by its items."""
    stood = case.ledger.old.text(case.place)
    return stood if "\n" in stood and key(stood) in case.wanted else case.quote.exact


HEAVY = 0.45
"""Likeness below which a rewording keeps little but its place (notes: measured on 813 real rewordings)."""
ASIDE = 0.1
"""Share of the words that went (or came) up to which what came (or went) beside them does not count."""


def _kind(exact: str, now: str) -> Rewording:
    before, after = (Counter(_WORD.findall(text.lower())) for text in (exact, now))
    lost, gained = (before - after).total(), (after - before).total()
    if likeness(exact, now) < HEAVY:
        return Rewording.HEAVY
    if lost > gained and gained <= ASIDE * lost:
        return Rewording.PARTIAL_REMOVAL
    return Rewording.INSERTION if gained > lost and lost <= ASIDE * gained else Rewording.EDITED


def _in_two(case: _Case, now: _Now) -> _Now:
    """With the new sentence right behind it, if one clause became two: the second holds what the first lacks, or both
    open alike ("if you pay monthly, …", "if you pay yearly, …")."""
    new, after = case.ledger.new, now.covered.stop
    if not case.whole or after >= len(new.sentences) or case.ledger.of_new[after].fate is not Fate.ADDED:
        return now
    second = new.sentences[after]
    if second.block != new.sentences[now.covered.start].block:
        return now
    parallel = _opening(second.text) == _opening(now.text) != _opening(case.quote.exact)
    if (parallel and likeness(case.quote.exact, second.text) >= ALIKE) or _holds_the_rest(case, now, second.text):
        return _Now(f"{now.text} {second.text}", range(now.covered.start, after + 1))
    return now


def _opening(text: str) -> str:
    """The first two words, or four characters."""
    words = text.lower().split()
    return " ".join(words[:2]) if len(words) > 1 else text[:4]


_WORD = re.compile(rf"[{CJK}]|\w+")


def _holds_the_rest(case: _Case, now: _Now, second: str) -> bool:
    """Whether most of the quoted words that are missing stand in the next sentence, in a row worth the name."""
    quoted, here, there = (Counter(_WORD.findall(text.lower())) for text in (case.quote.exact, now.text, second))
    missing = quoted - here
    found = missing & there
    return (
        missing.total() >= REST and found.total() >= 0.7 * missing.total() and missing.total() >= 0.3 * quoted.total()
    )


def _rivals(case: _Case, now: _Now) -> Iterator[tuple[Graded, str]]:
    """New sentences at the same place that could as well be the rewording: which one is it is open, so none is
    passed over for being the graver one."""
    for index in case.ledger.place_of(case.covered):
        text = case.ledger.new.sentences[index].text
        fresh = case.ledger.of_new[index].fate is Fate.ADDED and index not in now.covered
        if fresh and likeness(case.quote.exact, text) >= CONTRADICTS:
            yield grade_edit(case.quote.exact, text, case.context), text


def _graded_rewording(exact: str, now: str, context: Context) -> Graded:
    """Sentence by sentence, so that one changed sentence of a long quote is not watered down by the others."""
    before, after = prose_of(exact), prose_of(now)
    if len(before.sentences) < 2:
        return _at_least_cosmetic(grade_edit(unmarked(exact), unmarked(now), context))
    return _at_least_cosmetic(
        gravest(_graded_entry(entry, before, after, context) for entry in align(before, after).entries)
    )


def _graded_entry(entry: Entry, before: Prose, after: Prose, context: Context) -> Graded:
    old, new = unmarked(before.passage(entry.old)), unmarked(after.passage(entry.new))
    if any(before.is_title(index) for index in entry.old[:1]) or any(after.is_title(index) for index in entry.new[:1]):
        context = replace(context, heading=True)
    match entry.fate:
        case Fate.REMOVED:
            return Graded(Grade.MINOR, (Reason.SENTENCE_REMOVED,)) | grade_lost(old, context)
        case Fate.ADDED:
            return Graded(Grade.MINOR, (Reason.INSERTED,)) | _put_in(new, before, context)
        case Fate.MOVED:
            return Graded(Grade.COSMETIC, (Reason.ORDER,))
        case Fate.EQUAL:
            return typography(old, new)
        case _:
            return grade_edit(old, new, context)


def _put_in(added: str, before: Prose, context: Context) -> Graded:
    """A sentence that came into a quoted passage: an exception, or leave to do otherwise, breaks what it promised."""
    graded = grade_added(added, context)
    frees = excepts(added) or {Reason.MODALITY, Reason.EXCEPTION_ADDED} & set(graded.reasons)
    promised = grade_lost(before.passage(range(len(before.sentences))), context).grade is Grade.CRITICAL
    return graded | _EXCEPTED if frees and promised else graded


_EXCEPTED = Graded(Grade.CRITICAL, (Reason.EXCEPTION_ADDED,))


def _at_least_cosmetic(graded: Graded) -> Graded:
    return graded if graded.grade > Grade.NONE else Graded(Grade.COSMETIC, (Reason.WORDING,))


def _gone(case: _Case, *, twin: bool) -> ClauseFinding:
    """Nothing took its place. A twin that always stood elsewhere leaves open which of the two went."""
    exact, ledger = case.quote.exact, case.ledger
    if not twin and (elsewhere := _reworded_elsewhere(case)):
        return elsewhere
    fresh = _fresh(case)
    if not twin and case.whole and (otherwise := _said_otherwise(case, fresh)) is not None:
        return _reworded(
            case, _Now(_numbered_like(case, ledger.new.sentences[otherwise].text), range(otherwise, otherwise + 1))
        )
    closest = _closest(ledger.new, exact, fresh)
    if twin:
        return ClauseFinding(exact, Verdict.AMBIGUOUS, graded=_ONE_WENT, closest=closest, heading=case.heading)
    instead = [ledger.new.sentences[index].text for index in fresh]
    return ClauseFinding(
        exact,
        Verdict.REMOVED,
        graded=_grade_gone(exact, instead, case.context),
        closest=closest,
        replaced_by="\n".join(instead) or None,
        heading=case.heading,
    )


def _grade_gone(exact: str, instead: Iterable[str], context: Context) -> Graded:
    """How grave a loss is: also where the old words gave nothing, what stands in their place may take something
    ("liability is capped" / "is excluded")."""
    taking = (graded for text in instead if (graded := grade_added(text, context)).grade is Grade.CRITICAL)
    return functools.reduce(or_, taking, grade_lost(exact, context))


def _said_otherwise(case: _Case, fresh: Sequence[int]) -> int | None:
    """What is the old sentence in words that are not like it: nothing in it is unexplained, or it alone stands there
    and opens with the same condition."""
    exact, texts = case.quote.exact, {at: case.ledger.new.sentences[at].text for at in fresh}
    if len(texts) == 1 and _opens_alike(exact, texts[fresh[0]]):
        return fresh[0]
    return next((at for at, text in texts.items() if says_the_same(exact, text, case.context)), None)


_OPENING = re.compile(r"[^,，;；:：]{4,120}[,，;；:：]")


def _opens_alike(exact: str, text: str) -> bool:
    """Whether both begin with the same condition: another consequence of it took the old one's place."""
    one, other = _OPENING.match(unmarked(exact)), _OPENING.match(unmarked(text))
    return one is not None and other is not None and key(one[0]) == key(other[0])


def _fresh(case: _Case) -> Sequence[int]:
    """The sentences that stand at the place today and did not before: at most about as many as were quoted."""
    changed = [index for entry in case.entries for index in entry.new]
    place = case.ledger.place_of(case.covered)
    fresh = [index for index in place if case.ledger.of_new[index].fate is Fate.ADDED]
    return sorted({*fresh, *changed})[: len(case.covered) + 2]


def _reworded_elsewhere(case: _Case) -> ClauseFinding | None:
    """The last resort: unclaimed new text that is nearly the quote."""
    exact = case.quote.exact
    if not _telling(next(case.wanted, "")):
        return None
    wanted = exact.lower()
    likely = {at: text for at, text in _added(case.ledger).items() if _may_hold(wanted, text)}
    best = process.extractOne(wanted, likely, scorer=fuzz.partial_ratio, score_cutoff=LIKELY)
    if best is None:
        return None
    text = case.ledger.new.sentences[best[2]].text
    if len(text) < 0.6 * len(exact):
        return None
    now = _window(exact, text)
    if best[1] < SURE and likeness(exact, now) < LIKELY_ALIKE:
        return None
    found = _Now(now, range(best[2], best[2] + 1))
    return replace(_reworded(case, found), moved=True)


@functools.lru_cache(maxsize=LEDGERS)
def _added(ledger: Ledger) -> dict[int, str]:
    """The sentences that are new, in lower case: asked for every quote that is gone."""
    places = (entry.new.start for entry in ledger.entries if entry.fate is Fate.ADDED)
    return {at: ledger.new.sentences[at].text.lower() for at in places}


def _may_hold(one: str, other: str) -> bool:
    """Whether the partial ratio of two texts may reach ``LIKELY``, asked of a few overlapping stretches of the longer
    text instead of one at each of its letters: a stretch that is ``LIKELY`` has two thirds of the shorter text's
    letters in order, and lies whole in one of these."""
    short, long = sorted((one, other), key=len)
    least = int(LIKELY * len(short) / (200 - LIKELY))
    step = len(short) // 4 + 1
    starts = range(0, max(len(long) - len(short), 0) + 1, step)
    alike = (LCSseq.similarity(short, long[at : at + len(short) + step], score_cutoff=least) for at in starts)
    return any(letters >= least for letters in alike)


def _window(exact: str, text: str) -> str:
    """The part of a longer sentence that matches the quote, widened to whole words."""
    found = fuzz.partial_ratio_alignment(exact.lower(), text.lower())
    if found is None or len(text) <= 1.3 * len(exact):
        return text
    start, end = found.dest_start, found.dest_end
    while start and text[start - 1].isalnum() and text[start - 1].isascii():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end].isascii():
        end += 1
    return text[start:end].strip()


def _closest(prose: Prose, exact: str, besides: Sequence[int]) -> str | None:
    """The nearest text of a document, or nothing if it is not near."""
    wanted = exact.lower()
    texts = {
        at: sentence.text.lower()
        for at, sentence in enumerate(prose.sentences)
        if at not in besides and len(sentence.text) >= 0.4 * min(len(exact), 120)
    }
    nearest = _nearest(wanted, texts)
    rated = [(likeness(exact, prose.sentences[at].text), prose.sentences[at].text) for _, _, at in nearest]
    best = max(rated, default=(0.0, ""))
    if best[0] >= NEAREST_ALIKE:
        return best[1]
    return prose.sentences[nearest[0][2]].text if nearest and nearest[0][1] >= LIKELY else None


_NEAREST = 5
"""Texts that are read closely."""
_WEIGHED = 16
"""Texts that are weighed letter by letter: those that share the most words with the wanted one."""
_LONG_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]{{3,}}")


def _nearest(wanted: str, texts: dict[int, str]) -> list[tuple[str, float, int]]:
    """The texts that hold the most of the wanted one."""
    words = frozenset(_LONG_WORD.findall(wanted))
    shared = {at: len(words.intersection(_words_of(text))) for at, text in texts.items()}
    likely = heapq.nlargest(_WEIGHED, texts, key=shared.__getitem__)
    return process.extract(wanted, {at: texts[at] for at in sorted(likely)}, scorer=fuzz.partial_ratio, limit=_NEAREST)


@functools.lru_cache(maxsize=4_096)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_LONG_WORD.findall(text))


# --- moved, and what stands beside it -----------------------------------------------------------------------------


def _has_moved(case: _Case, covered: range) -> bool:
    """Another section, or far off within the same one; not a renamed section, nor one that was only pushed down."""
    ledger = case.ledger
    index = max(case.covered, key=lambda at: len(ledger.old.sentences[at].key))
    entry = ledger.of_old[index]
    before = ledger.old.sentences[index].heading
    after = ledger.new.sentences[entry.new.start if entry.new else covered.start].heading
    stayed = entry.in_place and bool(entry.new)
    if heading_key(before[-1:]) == heading_key(after[-1:]) or renamed(ledger, before, after):
        return not stayed and (
            _left_its_parent(ledger, before, after) or _travelled(ledger, case.covered, covered) > FAR
        )
    return not stayed or still_stands(ledger.new, before)


def _left_its_parent(ledger: Ledger, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """The same sub-heading under another heading; both must still be there, or the parent was merely renamed."""
    if heading_key(before[:-1]) == heading_key(after[:-1]):
        return False
    return still_stands(ledger.new, before[:-1]) and still_stands(ledger.new, after[:-1])


def _travelled(ledger: Ledger, old: range, new: range) -> int:
    place = ledger.place_of(old)
    return max(place.start - new.start, new.start - place.stop, 0)


# --- fragments ----------------------------------------------------------------------------------------------------


def _together(quote: TrackedQuote, parts: Sequence[ClauseFinding]) -> ClauseFinding:
    """The findings of a quote's fragments as one."""
    verdict = _joint_verdict([part.verdict for part in parts])
    standing = [part.now for part in parts if part.now]
    first = next((part for part in parts if part.verdict not in (Verdict.INTACT, Verdict.MOVED)), parts[0])
    return ClauseFinding(
        quote.exact,
        verdict,
        any(part.moved for part in parts),
        gravest(part.graded for part in parts),
        " … ".join(standing) if verdict not in (Verdict.REMOVED, Verdict.AMBIGUOUS) else None,
        first.closest,
        first.replaced_by,
        "\n".join(part.surroundings for part in parts if part.surroundings) or None,
        first.heading,
        kind=_joint_kind(parts) if verdict is Verdict.REWORDED else None,
    )


def _joint_kind(parts: Sequence[ClauseFinding]) -> Rewording:
    """A fragment that went is a partial removal; else what the first reworded fragment is."""
    if any(part.verdict is Verdict.REMOVED for part in parts):
        return Rewording.PARTIAL_REMOVAL
    return next((part.kind for part in parts if part.kind), Rewording.EDITED)


def _joint_verdict(verdicts: Sequence[Verdict]) -> Verdict:
    kinds = set(verdicts)
    if len(kinds) == 1:
        return verdicts[0]
    if kinds <= {Verdict.INTACT, Verdict.MOVED}:
        return Verdict.MOVED
    if kinds <= {Verdict.INTACT, Verdict.MOVED, Verdict.AMBIGUOUS}:
        return Verdict.AMBIGUOUS
    return Verdict.REWORDED
