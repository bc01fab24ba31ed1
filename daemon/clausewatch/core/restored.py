"""What puts a quote right: a promise that fell, or was weakened beside it, and stands again as published.

It is told as what it is, and not by how far the text has changed: who reads "stands again" above "edited, critical"
must think that something else happened. So a sentence that differs from the former one in nothing but the restored
words, and the going of what had weakened them, are ``returned`` and at most minor. Whatever else a sentence says is
graded as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clausewatch.core.canonical import key
from clausewatch.core.ledger import Entry, Fate, Ledger
from clausewatch.core.model import ClauseFinding, Grade, Graded, Reason, TrackedQuote


def told_as_restored(finding: ClauseFinding, quote: TrackedQuote) -> ClauseFinding:
    """With what stood in its place until now, for a quote that was reworded and reads as published again."""
    return replace(finding, instead=quote.located) if quote.located and finding.stands else finding


def restoring(ledger: Ledger, quotes: Sequence[TrackedQuote], findings: Sequence[ClauseFinding]) -> frozenset[Entry]:
    """The entries that do nothing but put a quote right."""
    pairs = [pair for pair in zip(quotes, findings, strict=True) if pair[1].stands]
    return frozenset(entry for quote, finding in pairs for entry in _restoring(ledger, quote, finding))


def _restoring(ledger: Ledger, quote: TrackedQuote, finding: ClauseFinding) -> Iterator[Entry]:
    if Reason.RETURNED in finding.graded.reasons or quote.located:
        yield from _again(ledger, key(quote.located or ""), finding.now or "")
    if quote.home or quote.weakened_by:
        yield from _alone(ledger, quote)


def _again(ledger: Ledger, was: str, now: str) -> Iterator[Entry]:
    """Of the sentences that hold the words: those that say nothing else, or the same else as before."""
    words = key(now)
    for span in ledger.new.find(words):
        covered = ledger.new.covered(span)
        whole = ledger.new.whole(covered) == span
        for entry in dict.fromkeys(ledger.of_new[index] for index in covered):
            within = whole and entry.new.start >= covered.start and entry.new.stop <= covered.stop
            rest = _rest(ledger.new.passage(entry.new), words)
            if within or (rest is not None and rest == _rest(ledger.old.passage(entry.old), was)):
                yield entry


def _rest(passage: str, words: str) -> str | None:
    """What a passage says beside the words; ``None`` where they do not stand in it."""
    said = key(passage)
    return said.replace(words, "", 1) if words and words in said else None


def _alone(ledger: Ledger, quote: TrackedQuote) -> Iterator[Entry]:
    """The sentence as it stood before something was put into it, and what stood beside it and goes."""
    gone = {key(line) for line in (quote.weakened_by or "").splitlines()}
    home = key(quote.home or "")
    for entry in ledger.entries:
        freed = entry.fate is Fate.REMOVED and key(ledger.old.passage(entry.old)) in gone
        if freed or (home and entry.new and key(ledger.new.passage(entry.new)) == home):
            yield entry


def as_returned(graded: Graded) -> Graded:
    """At most minor; the words that say why stay."""
    if graded.grade <= Grade.COSMETIC:
        return graded
    reasons = dict.fromkeys((Reason.RETURNED, *graded.reasons))
    triggers = (replace(each, grade=min(each.grade, Grade.MINOR)) for each in graded.triggers)
    return Graded(Grade.MINOR, tuple(reasons), tuple(triggers))
