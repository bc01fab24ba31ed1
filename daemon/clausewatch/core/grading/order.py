"""Whether the same words in another order still say the same.

Items of a list may change places, and one passage may move as a whole ("within 30 days" to the front). Two nouns that
change places across a verb or a preposition say something else: who pays whom, what prevails over what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from clausewatch.core.grading.pattern import Pattern
from clausewatch.core.grading.text import listed

_SEGMENT = Pattern(r"[,;:.()、。]|\b(?:and|n?or)\b|[和或及与]")
_RANKED = Pattern(
    r"\border of (?:precedence|priority)|\bin (?:that|this|the following) order|\bprecedence|\bprevails?\b|\bfirst\b"
    r"|\brespectively\b|优先|依次|顺序|分别|先后"
)
"""Words by which the order itself is what is promised."""


def list_reordered(old: str, new: str) -> bool:
    """Whether the same items stand in another order, after the same lead-in (folded, lower case)."""
    if _RANKED.search(old):
        return False
    lead = _common(old, new)
    tail = _common(old[lead:][::-1], new[lead:][::-1])
    return any(
        _segments(old[start : len(old) - end]) == _segments(new[start : len(new) - end])
        for start, end in _cuts(old, lead, tail)
    )


def _cuts(lower: str, lead: int, tail: int) -> Iterator[tuple[int, int]]:
    """Where the list may begin, and how far from the end it may end. Only what "and", "or" or 、 joins is surely a
    list: the comma behind a condition parts two who do not change places ("against the student, the university …")."""
    yield from ((lead, tail), (0, 0))
    if _JOINED.search(lower[lead : len(lower) - tail]):
        earlier = _a_word_earlier(lower, lead)
        yield from ((lead, 0), (earlier, tail), (earlier, 0))


_JOINED = Pattern(r"\b(?:and|n?or)\b|[、和或及与]")


def _a_word_earlier(lower: str, size: int) -> int:
    """Where the last word of the common beginning starts: both items may begin with it ("*one* cat or *one* dog")."""
    return lower[:size].rstrip().rfind(" ") + 1


def _common(old: str, new: str) -> int:
    """Length of the common beginning, whole words of it."""
    size = next(
        (i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    while 0 < size < len(old) and old[size - 1].isascii() and old[size - 1].isalnum():
        size -= 1
    return size


def items_reordered_zh(old: str, new: str) -> bool:
    """Whether the items of one Chinese row stand in another order; the row may begin or end with a character that its
    neighbours share (午餐和午休场所 / 午休场所和午餐)."""
    if len(old) > _LONG or Counter(old) != Counter(new) or _RANKED.search(old):
        return False
    size = len(old)
    lead = next((at for at in range(size) if old[at] != new[at]), size)
    tail = next((at for at in range(size - lead) if old[-1 - at] != new[-1 - at]), 0)
    for start in range(lead, max(lead - _ITEM, 0) - 1, -1):
        for end in range(tail, max(tail - _ITEM, 0) - 1, -1):
            before, after = old[start : size - end], new[start : size - end]
            items = _ROW_ZH.split(before)
            if len(items) > 1 and all(items) and sorted(items) == sorted(_ROW_ZH.split(after)):
                return not _BEYOND_ZH.search(before)
    return False


_ROW_ZH = Pattern("、|以及|[和或及与]")
_BEYOND_ZH = Pattern("[,;。:不未无非仅只除免]")
"""What ends a row, or holds of one item only."""
_ITEM = 8
"""Characters of an item."""


def _segments(lower: str) -> Counter[str]:
    return Counter(part for piece in _SEGMENT.split(lower) if (part := piece.strip()))


def _moved(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The two neighbouring passages that changed places, if nothing else did: A B C D -> A C B D. Where both begin
    alike ("if *we* …, *we* …"), what is left between the common ends hides it, and the whole shows it."""
    if len(old) != len(new) or tuple(old) == tuple(new):
        return None
    start = next((i for i, (one, other) in enumerate(zip(old, new, strict=True)) if one != other), len(old))
    end = len(old)
    while end > start and old[end - 1] == new[end - 1]:
        end -= 1
    return _turned(tuple(old[start:end]), tuple(new[start:end])) or _turned(tuple(old), tuple(new))


def _turned(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    cuts = (at for at in range(1, len(before)) if before[at] == after[0])
    return next(((before[:at], before[at:]) for at in cuts if before[at:] + before[:at] == after), None)


def one_passage_moved(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether ``new`` is ``old`` with one passage moved over its neighbour; two single words are an exchange."""
    moved = _moved(old, new)
    return moved is not None and len(moved[0]) + len(moved[1]) >= _LEAST


def exchanged(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The two passages that changed places across what stands between them: A X B Y C -> A Y B X C."""
    if len(old) != len(new) or not 3 <= len(old) <= _LONG:
        return None
    start = next((i for i, (one, other) in enumerate(zip(old, new, strict=True)) if one != other), len(old))
    end = len(old)
    while end > start and old[end - 1] == new[end - 1]:
        end -= 1
    before, after = tuple(old[start:end]), tuple(new[start:end])
    size = len(before)
    for first in range(1, min(_PHRASE, size - 1) + 1):
        if after[size - first :] != before[:first]:
            continue
        for second in range(1, min(_PHRASE, size - first - 1) + 1):
            if (
                after[:second] == before[size - second :]
                and before[first : size - second] == after[second : size - first]
            ):
                return before[:first], before[size - second :]
    return None


_PHRASE, _LONG = 8, 200
_LEAST = 3
_ADVERBIAL = frozenset(
    listed(
        "within at in on upon under without by during for after before as when if where once until unless through"
        " promptly immediately also however free therefore always from with throughout following since to"
    )
)
"""How a passage begins that may stand anywhere in its sentence."""
_STAYS = frozenset(listed("not never no only nor neither may can must will shall"))
_JOINTS = frozenset(listed("and or but nor"))


def adverbial_moved(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether one adverbial passage stands elsewhere, every other word where it was, in the same clause."""
    moved = _moved(old, new)
    if moved is None or _STAYS & {moved[0][0], moved[1][0]} or _RANKED.search(" ".join(old)):
        return False
    return any(
        passage[0] in _ADVERBIAL
        and len(passage) > 1 - (passage[0] in _SINGLE)
        and (passage[0] in _CLAUSAL or passage[0] == _first(old, new) or not _JOINTS & set(crossed))
        for passage, crossed in (moved, moved[::-1])
    )


def _first(old: Sequence[str], new: Sequence[str]) -> str:
    """The word with which one of the sides begins, if the other one does not: what stands there holds for all."""
    return "" if old[:1] == new[:1] else next((side[0] for side in (old, new) if side and side[0] in _ADVERBIAL), "")


_CLAUSAL = frozenset(listed("before until after if when unless once where while as"))
"""How a clause begins that holds for the whole sentence, wherever it stands."""


def time_moved_zh(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a Chinese passage that says when stands elsewhere, every other character where it was."""
    moved = _moved(old, new)
    return moved is not None and any(_WHEN_ZH & set(passage[-2:]) and len(passage) > 2 for passage in moved)


_WHEN_ZH = frozenset("内后前时")
_SINGLE = frozenset(listed("promptly immediately also however therefore always"))
