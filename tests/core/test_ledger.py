"""The alignment of two documents: every sentence once, and no claim to a neighbour's words."""

from __future__ import annotations

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.ledger import Fate, Ledger, align, likeness
from clausewatch.core.sentences import Prose, prose_of

WORDS = "data user account notify delete within days consent third party share law court never may must".split()  # noqa: SIM905
LINES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), max_size=14)


def fates(old: str, new: str) -> list[tuple[str, str, str]]:
    ledger = align(prose_of(old), prose_of(new))
    return [
        (entry.fate.value, ledger.old.passage(entry.old), ledger.new.passage(entry.new)) for entry in ledger.entries
    ]


def test_equal_edited_added_and_removed() -> None:
    old = "We keep logs for 30 days.\nYou may leave.\nCookies are small files."
    new = "We keep logs for 90 days.\nYou may leave.\nPrices exclude tax."
    assert fates(old, new) == [
        ("edited", "We keep logs for 30 days.", "We keep logs for 90 days."),
        ("equal", "You may leave.", "You may leave."),
        ("removed", "Cookies are small files.", ""),
        ("added", "", "Prices exclude tax."),
    ]


def test_a_sentence_split_in_two() -> None:
    old = "We delete your files within 30 days, except where the law requires us to keep them."
    new = "We delete your files within 30 days. This does not apply where the law requires us to keep them."
    assert fates(old, new) == [("split", old, new)]
    assert fates(new, old) == [("merged", new, old)]


def test_the_same_words_cut_otherwise_are_equal() -> None:
    old = "You may use it to:\nread;\nwrite.\nThe end is near."
    new = "You may use it to: read; write.\nThe end is near."
    assert {fate for fate, _, _ in fates(old, new)} == {"equal"}


def test_a_passage_that_moves_takes_its_short_sentences_with_it() -> None:
    old = "Refunds are paid at once.\nAlways.\nWe keep logs.\nWe keep files.\nWe keep keys."
    new = "We keep logs.\nWe keep files.\nWe keep keys.\nRefunds are paid at once.\nAlways."
    assert [fate for fate, _, _ in fates(old, new)] == ["equal", "equal", "equal", "moved", "moved"]


def test_a_reversal_at_its_place_beats_a_copy_elsewhere() -> None:
    promise = "We will never use your files to train our models."
    reversal = "We may use your files to train our models."
    old = f"Files are yours.\n{promise}\nLogs are ours.\nThat is all."
    new = f"Files are yours.\n{reversal}\nLogs are ours.\nThat is all.\n{promise}"
    assert ("edited", promise, reversal) in fates(old, new)


def _is_one_to_one(ledger: Ledger) -> bool:
    old = sorted(index for entry in ledger.entries for index in entry.old)
    new = sorted(index for entry in ledger.entries for index in entry.new)
    return old == list(range(len(ledger.of_old))) and new == list(range(len(ledger.of_new)))


@given(LINES, LINES)
@settings(deadline=None)
def test_every_sentence_stands_in_one_entry(old: list[str], new: list[str]) -> None:
    ledger = align(prose_of("\n".join(old)), prose_of("\n".join(new)))
    assert _is_one_to_one(ledger)
    assert all(entry is ledger.of_old[index] for entry in ledger.entries for index in entry.old)
    for entry in ledger.entries:
        if entry.fate in (Fate.EQUAL, Fate.MOVED):
            left = "".join(ledger.old.sentences[index].key for index in entry.old)
            assert left == "".join(ledger.new.sentences[index].key for index in entry.new)


@given(LINES)
@settings(deadline=None)
def test_a_document_is_equal_to_itself(lines: list[str]) -> None:
    prose = prose_of("\n".join(lines))
    assert all(entry.fate is Fate.EQUAL for entry in align(prose, prose).entries)


@given(st.lists(st.sampled_from(WORDS), unique=True, min_size=2).map(list), st.randoms())
def test_shuffled_sentences_are_equal_or_moved(words: list[str], chance: random.Random) -> None:
    lines = [f"The rule about {word} is explained in full here." for word in words]
    shuffled = chance.sample(lines, len(lines))
    ledger = align(prose_of("\n".join(lines)), prose_of("\n".join(shuffled)))
    assert {entry.fate for entry in ledger.entries} <= {Fate.EQUAL, Fate.MOVED}


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_even_handed_and_bounded(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert abs(likeness(one, other) - likeness(other, one)) < 1e-9


def test_a_total_rewrite_is_bounded_work() -> None:
    chance = random.Random(7)
    old, new = (_made_up(chance, 1_300) for _ in range(2))
    start = time.process_time()
    align(old, new)
    assert time.process_time() - start < 30  # about one second; unbounded, it would be minutes


def _made_up(chance: random.Random, sentences: int) -> Prose:
    stems = [f"word{number}" for number in range(600)] + WORDS * 20
    lines = (" ".join(chance.choices(stems, k=chance.randint(6, 30))) + "." for _ in range(sentences))
    return prose_of("\n".join(lines))


def test_giant_pages_are_aligned_by_the_sentences_that_stand_once() -> None:
    lines = [f"Item {number} is a subprocessor of ours." for number in range(15_000)]
    ledger = align(prose_of("\n".join(lines)), prose_of("\n".join(["New in front.", *lines[:-1]])))
    assert [entry.fate for entry in ledger.entries].count(Fate.EQUAL) == 14_999
