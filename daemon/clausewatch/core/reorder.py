"""Short items of a list that only changed places.

The ledger pairs words as short as "Fax" or "日本" nowhere but at their own place, since they stand everywhere; so a
list of countries in another order would read as countries that came and went. Here they are paired after all, where
the list as a whole says so: both sides hold the same items, each as often as before. A list that holds answers ("Yes",
"No") is left alone: there the order is what it says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from clausewatch.core.ledger import Entry, Fate, Ledger
from clausewatch.core.model import BlockKind
from clausewatch.core.sentences import Prose, word_set

_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_ANSWERS = word_set(
    "yes no none never always true false on off allowed forbidden 是 否 有 无 会 不会 可以 不可以 允许 禁止"
)


def without_reordered(ledger: Ledger) -> tuple[Entry, ...]:
    """The ledger's entries, the items of reordered lists as ``moved``."""
    suspects = [entry for entry in ledger.entries if _is_short(entry)]
    if not any(entry.fate is Fate.REMOVED or entry.old.start != entry.new.start for entry in suspects):
        return ledger.entries
    moved = _Reordered(ledger).pairs(suspects)
    arrived = {entry.new for entry in moved.values()}
    return tuple(
        moved.get(entry, entry) for entry in ledger.entries if entry.fate is not Fate.ADDED or entry.new not in arrived
    )


def answered_otherwise(ledger: Ledger, moved: Entry) -> bool:
    """Whether a sentence that moved has another answer after it now, or is itself one: then its words stand, and what
    they say does not."""
    answers = [
        key if (key := prose.sentences[at].key) in _ANSWERS else ""
        for prose, sentences in ((ledger.old, moved.old), (ledger.new, moved.new))
        for at in (sentences.start, min(sentences.stop, len(prose.sentences) - 1))
    ]
    return any(answers) and (bool(answers[0]) or answers[1] != answers[3])


def _is_short(entry: Entry) -> bool:
    return entry.fate in (Fate.ADDED, Fate.REMOVED, Fate.EDITED) and len(entry.old) <= 1 and len(entry.new) <= 1


class _Reordered:
    """Lists of both documents by where they begin, to be compared as a whole."""

    def __init__(self, ledger: Ledger) -> None:
        self.old, self.new = ledger.old, ledger.new
        self.lists_old, self.lists_new = _lists(ledger.old), _lists(ledger.new)

    def pairs(self, entries: list[Entry]) -> dict[Entry, Entry]:
        """Entries that are no more than a change of place, each with what it is."""
        arrived: dict[str, list[int]] = defaultdict(list)
        for entry in entries:
            if entry.fate is Fate.ADDED and entry.new.start in self.lists_new:
                arrived[self.new.sentences[entry.new.start].key].append(entry.new.start)
        return dict(self._pairs(entries, arrived))

    def _pairs(self, entries: list[Entry], arrived: dict[str, list[int]]) -> Iterator[tuple[Entry, Entry]]:
        for entry in entries:
            if not entry.old or entry.old.start not in self.lists_old:
                continue
            key = self.old.sentences[entry.old.start].key
            if entry.fate is Fate.EDITED:
                if self._shifted(entry, key):
                    yield entry, replace(entry, fate=Fate.MOVED, in_place=False)
            elif at := next((at for at in arrived[key] if self._same_list(entry.old.start, at)), None):
                arrived[key].remove(at)
                yield entry, Entry(Fate.MOVED, entry.old, range(at, at + 1), in_place=False)

    def _shifted(self, entry: Entry, key: str) -> bool:
        """An item that the ledger paired with its equal at another place of the same list."""
        was, now = entry.old.start, entry.new.start
        if self.new.sentences[now].key != key or now not in self.lists_new or not self._same_list(was, now):
            return False
        return was - self.lists_old[was].start != now - self.lists_new[now].start

    def _same_list(self, was: int, now: int) -> bool:
        first, second = self.lists_old[was], self.lists_new[now]
        before = _items(self.old, first)
        return before == _items(self.new, second) and _ANSWERS.isdisjoint(before)


def _lists(prose: Prose) -> dict[int, range]:
    """For each sentence of a list the sentences of that list: items or rows, one below the other."""
    found: dict[int, range] = {}
    start = 0
    kinds = [sentence.kind for sentence in prose.sentences]
    for at in range(1, len(kinds) + 1):
        if at == len(kinds) or kinds[at] is not kinds[start]:
            if kinds[start] in _LISTED:
                found.update(dict.fromkeys(range(start, at), range(start, at)))
            start = at
    return found


def _items(prose: Prose, indexes: range) -> Counter[str]:
    """Items as wholes: a sentence that changed from one item to another makes another list."""
    texts: dict[int, str] = defaultdict(str)
    for index in indexes:
        texts[prose.sentences[index].block] += prose.sentences[index].key
    return Counter(texts.values())
