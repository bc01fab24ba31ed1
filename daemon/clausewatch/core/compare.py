"""Two documents, and what is tracked in them -> what differs, how gravely, and what became of every tracked thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from clausewatch.core import clauses, facts, links, rules, silences
from clausewatch.core.canonical import reads_the_same, typography, unmarked
from clausewatch.core.dates import (
    PrintedDate,
    changed_on,
    in_force_from,
    is_date_line,
    printed_dates,
    said_of,
    same_dates,
)
from clausewatch.core.grade import (
    Context,
    context_of,
    grade_added,
    grade_edit,
    grade_edit_briefly,
    grade_move,
    grade_removed,
)
from clausewatch.core.ledger import Entry, Fate, Ledger, align
from clausewatch.core.model import (
    UNGRADED,
    ClauseFinding,
    Comparison,
    Document,
    FactFinding,
    FactVerdict,
    Grade,
    Graded,
    Hunk,
    HunkKind,
    LinkFinding,
    PrintedDates,
    Reason,
    SilenceFinding,
    SilenceVerdict,
    Tracked,
    TrackedQuote,
    Verdict,
    gravest,
)
from clausewatch.core.reorder import answered_otherwise, without_reordered
from clausewatch.core.restored import as_returned, restoring, told_as_restored
from clausewatch.core.sentences import Prose

_NOTHING = Tracked()
_DATED = Graded(Grade.COSMETIC, (Reason.DATE,))
_ANSWERED = Graded(Grade.MAJOR, (Reason.POLARITY, Reason.ORDER))
_LINKED = Graded(Grade.COSMETIC, (Reason.LINK,))
_LOST = frozenset({Verdict.NOT_FOUND, Verdict.REMOVED})


def compare(old: Document, new: Document, tracked: Tracked = _NOTHING) -> Comparison:
    """Compare what was last believed with what was read now; for a first poll, a document with itself."""
    before = Prose.of(old)
    after = before if new.blocks == old.blocks else Prose.of(new)
    ledger = align(before, after)
    context = context_of(old, new)
    found = _clauses(old, new, ledger, tracked.quotes, context)
    hunks = () if after is before else _hunks(old, new, ledger, tracked, found, context)
    were, are = printed_dates(old), printed_dates(new)
    dates = PrintedDates(changed_on(were), changed_on(are), in_force_from(are), said_of(are))
    graded = _with_silent_edit(gravest(hunk.graded for hunk in hunks), were, are)
    return Comparison(
        changed=graded.grade > Grade.NONE,
        graded=graded,
        hunks=hunks,
        dates=dates,
        clauses=tuple(map(told_as_restored, found, tracked.quotes)),
        silences=silences.judge(before, after, tracked.silences),
        links=links.judge(new, tracked.links),
        facts=facts.judge(new, tracked.facts),
    )


def _clauses(
    old: Document, new: Document, ledger: Ledger, quotes: Sequence[TrackedQuote], context: Context
) -> tuple[ClauseFinding, ...]:
    """By the text; what the text does not hold, or no longer, is looked for in what the page shows beside it."""
    found = clauses.judge(ledger, quotes, context)
    if not (old.beside or new.beside) or all(each.verdict not in _LOST for each in found):
        return found
    whole = align(Prose.of(old.whole), Prose.of(new.whole))
    again = clauses.judge(whole, quotes, context)
    return tuple(there if _stands_beside(here, there) else here for here, there in zip(found, again, strict=True))


def _stands_beside(here: ClauseFinding, there: ClauseFinding) -> bool:
    """A quote that never stood in the text has its whole story beside it; of one that left the text, only that it
    stands there word for word is believed."""
    if here.verdict is Verdict.NOT_FOUND:
        return there.verdict is not Verdict.NOT_FOUND
    return here.verdict is Verdict.REMOVED and there.verdict in (Verdict.INTACT, Verdict.MOVED)


def unreadable(tracked: Tracked) -> Comparison:
    """The answer when either document cannot be read: nothing is known, of anything."""
    return Comparison(
        changed=False,
        graded=Graded(Grade.NONE),
        clauses=tuple(ClauseFinding(quote.exact, Verdict.UNREADABLE) for quote in tracked.quotes),
        silences=tuple(SilenceFinding(each.terms, SilenceVerdict.UNREADABLE) for each in tracked.silences),
        links=tuple(LinkFinding(link.text, link.target, Verdict.UNREADABLE) for link in tracked.links),
        facts=tuple(FactFinding(each, FactVerdict.UNREADABLE) for each in tracked.facts),
    )


def _with_silent_edit(graded: Graded, were: Sequence[PrintedDate], are: Sequence[PrintedDate]) -> Graded:
    """The text changed, none of the dates that it prints about itself did."""
    silent = graded.grade >= Grade.MINOR and same_dates(were, are)
    return replace(graded, reasons=(*graded.reasons, Reason.SILENT_EDIT)) if silent else graded


# --- hunks --------------------------------------------------------------------------------------------------------


def _hunks(
    old: Document,
    new: Document,
    ledger: Ledger,
    tracked: Tracked,
    judged: Sequence[ClauseFinding],
    context: Context,
) -> tuple[Hunk, ...]:
    guarded = clauses.touched(ledger, tracked.quotes)
    back = restoring(ledger, tracked.quotes, judged)
    runs = tuple(_runs(ledger))
    brief = _graded_briefly(ledger, runs, guarded | back, tracked)
    found = ((run, _hunk(ledger, run, back, brief, context)) for run in runs)
    counted = facts.moved_numbers(old, new, tracked.facts)
    marked = (_marked(_counted(hunk, counted), run, guarded, tracked) for run, hunk in found if hunk)
    text = map(_quietened, marked)
    linked = (
        Hunk(HunkKind.EDITED, _LINKED, (), f"{was.text} ({was.target})", f"{now.text} ({now.target})")
        for was, now in links.retargeted(old, new)
    )
    return tuple(hunk for hunk in (*text, *linked) if hunk.graded.grade > Grade.NONE)


def _runs(ledger: Ledger) -> Iterator[tuple[Entry, ...]]:
    """Entries that make one hunk: sentences of one paragraph that came, went or moved together."""
    differing = (entry for entry in without_reordered(ledger) if not _is_untouched(ledger, entry))
    for _, run in groupby(differing, key=lambda entry: _passage(ledger, entry)):
        yield from _unbroken(tuple(run))


def _is_untouched(ledger: Ledger, entry: Entry) -> bool:
    """Whether it is one sentence, the same to a letter: of most pages nearly all are."""
    if entry.fate is not Fate.EQUAL or len(entry.old) > 1 or len(entry.new) > 1:
        return False
    return ledger.old.sentences[entry.old.start].text == ledger.new.sentences[entry.new.start].text


def _passage(ledger: Ledger, entry: Entry) -> tuple[Fate, int, int]:
    alone = entry.fate not in (Fate.ADDED, Fate.REMOVED, Fate.MOVED)
    old = ledger.old.sentences[entry.old.start].block if entry.old else -1
    new = ledger.new.sentences[entry.new.start].block if entry.new else -1
    return entry.fate, entry.old.start if alone else old, entry.new.start if alone else new


def _unbroken(run: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    """A run without what lies apart on either side."""
    start = 0
    for at in range(1, len(run) + 1):
        if at == len(run) or not (_follows(run[at - 1].old, run[at].old) and _follows(run[at - 1].new, run[at].new)):
            yield run[start:at]
            start = at


def _follows(first: range, second: range) -> bool:
    return first.stop == second.start or not (first or second)


_REWORDED = frozenset({Fate.EDITED, Fate.SPLIT, Fate.MERGED})
EXPLAINED = 50
"""Reworded passages of a comparison that are told with every reason. Of 100 recorded changes of real policies five had
more (the most 92); with more the document is another one, whose further reasons nobody reads, and a rewrite of 1,300
sentences is compared in little more than half the time without them."""


def _graded_briefly(
    ledger: Ledger, runs: Iterable[tuple[Entry, ...]], guarded: frozenset[Entry], tracked: Tracked
) -> frozenset[Entry]:
    """The reworded passages beyond those that are told with every reason; one that touches what is tracked never is."""
    reworded = [entry for run in runs for entry in run if entry.fate in _REWORDED]
    return frozenset(
        entry
        for entry in reworded[EXPLAINED:]
        if entry not in guarded
        and not silences.speaks(tracked.silences, ledger.old.passage(entry.old), ledger.new.passage(entry.new))
    )


def _hunk(
    ledger: Ledger, run: tuple[Entry, ...], back: frozenset[Entry], brief: frozenset[Entry], context: Context
) -> Hunk | None:
    entry = run[0]
    before = ledger.old.passage(range(entry.old.start, run[-1].old.stop))
    after = ledger.new.passage(range(entry.new.start, run[-1].new.stop))
    if entry.fate is Fate.EQUAL and reads_the_same(before, after):
        return None
    old_heading = ledger.old.sentences[entry.old.start].heading if entry.old else ()
    heading = ledger.new.sentences[entry.new.start].heading if entry.new else old_heading
    grades = ((each, _graded(ledger, each, brief, context)) for each in run)
    graded = gravest(as_returned(found) if each in back else found for each, found in grades)
    if entry.fate is Fate.REMOVED:
        return Hunk(HunkKind.REMOVED, graded, old_heading, before, "")
    if entry.fate is Fate.ADDED:
        return Hunk(HunkKind.ADDED, graded, heading, "", after)
    if entry.fate is Fate.MOVED:
        return Hunk(HunkKind.MOVED, graded, heading, before, after, moved_from=old_heading)
    moved_from = () if entry.in_place else old_heading
    return Hunk(HunkKind.EDITED, graded, heading, before, after, moved_from=moved_from)


def _graded(ledger: Ledger, entry: Entry, brief: frozenset[Entry], context: Context) -> Graded:
    old, new = unmarked(ledger.old.passage(entry.old)), unmarked(ledger.new.passage(entry.new))
    if all(is_date_line(text) for text in (old, new) if text):
        return _DATED
    here = _at_heading(ledger, entry, context)
    match entry.fate:
        case Fate.REMOVED:
            return grade_removed(old, here)
        case Fate.ADDED:
            return grade_added(new, here)
        case Fate.MOVED:
            answered = _ANSWERED if answered_otherwise(ledger, entry) else UNGRADED
            return answered | typography(old, new) | grade_move(new, here)
        case Fate.EQUAL:
            return typography(old, new)
        case _:
            return grade_edit_briefly(old, new, here) if entry in brief else grade_edit(old, new, here)


def _at_heading(ledger: Ledger, entry: Entry, context: Context) -> Context:
    is_title = ledger.new.is_title(entry.new.start) if entry.new else ledger.old.is_title(entry.old.start)
    return replace(context, heading=True) if is_title else context


def _marked(hunk: Hunk, run: Iterable[Entry], guarded: frozenset[Entry], tracked: Tracked) -> Hunk:
    """Whether it touches what is tracked."""
    touches = not guarded.isdisjoint(run) or silences.speaks(tracked.silences, hunk.old, hunk.new)
    return replace(hunk, tracked=True) if touches else hunk


def _counted(hunk: Hunk, moved: Sequence[tuple[str, str]]) -> Hunk:
    """A number whose band is tracked may move within it, and what it does outside its finding tells: where nothing else
    differs, the passage itself is no news."""
    if any(was in hunk.old and hunk.old.replace(was, now, 1) == hunk.new for was, now in moved):
        return replace(hunk, graded=replace(hunk.graded, grade=min(hunk.graded.grade, Grade.COSMETIC)))
    return hunk


def _quietened(hunk: Hunk) -> Hunk:
    """Noise is played down by a named rule; what touches anything tracked never is."""
    if hunk.graded.grade <= Grade.COSMETIC or hunk.tracked:
        return hunk
    rule = rules.noise(hunk)
    return replace(hunk, graded=replace(hunk.graded, grade=Grade.COSMETIC), rule=rule) if rule else hunk
