"""Cut a document into sentences, English and Chinese, and find words in it again.

The cut need not be grammatical, only the same for the same words on both sides; so where in doubt it does not cut.
A document's keys (see ``core.canonical``) joined in order make one long key, in which a quote is found whatever
sentences, list items or paragraphs it runs across.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from clausewatch.core.canonical import CJK, bare_key, key_offsets, unmarked, unmarked_heading, without_enumerators
from clausewatch.core.footnotes import MARK
from clausewatch.core.model import Block, BlockKind, Document, count_words


def word_set(words: str) -> frozenset[str]:
    """The words of a string; a word list reads better so than as twenty literals."""
    return frozenset(words.split())


_CLOSERS = "\"'”’»)\\]）】》」』"
CAPTION = 5
"""Words at most of a caption, a Chinese character counting as one."""
_END = re.compile(
    rf"[。！？；….!?．](?:(?<=[。！？；…])[。！？；…]*[{_CLOSERS}]*(?:{MARK}(?=\s|$))?\s*"
    rf"|(?<=[.!?．])(?<![.!?．]{{2}})[.!?．]*+[{_CLOSERS}]*+(?:{MARK}(?=\s))?(?:\s+|(?=[{CJK}])))"
)
"""The mark of a footnote belongs to the sentence before it. A row of full stops is looked at once, not from each of
them: of ten thousand exclamation marks that would take seconds. The set of all marks stands first, since a set is
searched for four times as fast as two patterns."""
# Abbreviations that never end a sentence, and those that do when a sentence opener follows.
_NEVER = word_set("e.g i.e eg ie cf vs v mr mrs ms dr prof st al approx ca pte resp viz dept")
_SELDOM = word_set("inc ltd co corp llc l.l.c plc gmbh s.a b.v n.v pty u.s u.k e.u u.s.a d.c a.m p.m etc")
_OPENERS = word_set(
    "we you our your the this these those that they their it its if in on for when where any all each no nothing "
    "customer please by as to unless except however such after before upon either neither subject"
)
_CLOSING = word_set("inc ltd co corp llc l.l.c plc gmbh s.a b.v n.v pty a.m p.m etc")
"""Of those, what stands at the end of a sentence as often as inside one."""
_CAPITAL_THEN_LOWER = re.compile(r"([A-Z][a-z']+) ([a-z']+)\b")
_IN_A_NAME = word_set(
    "limited monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december terms privacy"
)
_JOINTS = word_set("of and to or for in at on the de von van der")
_BEFORE_NUMBERS = word_set("no nos art arts sec fig")
_INITIALS = re.compile(r"[a-z](?:\.[a-z])*")
_LAST_WORD = re.compile(r"[(\[\"'“‘]?([\w.]*\w)\.+$")
_INLINE_NUMBER = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2}){1,3}\s+|[(（](?:[a-zA-Z]|[ivxIVX]{1,4}|\d{1,2}|[一二三四五六七八九十]{1,3})[)）]\s*)(?=[^\W\d_a-z])"
)
"""Of a section or item that runs on in the paragraph: "… Switzerland. 3.2 Attachments are …", "… (b) Backups …"."""
_BARE_MARKER = re.compile(r"^[(（]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,4})[.)）]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of display text and what it is found by."""

    text: str
    key: str
    heading: tuple[str, ...]
    """Headings above it, outermost first."""
    block: int
    """Index of its block in the document."""
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a prose's joined key, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A document's sentences in order, and their keys as one."""

    sentences: tuple[Sentence, ...]
    key: str
    starts: tuple[int, ...]
    """Where each sentence begins in ``key``; one more entry than sentences."""

    @classmethod
    def of(cls, document: Document) -> Prose:
        return cls.from_sentences(sentences(document))

    @classmethod
    def from_sentences(cls, parts: tuple[Sentence, ...]) -> Prose:
        starts = tuple(accumulate((len(part.key) for part in parts), initial=0))
        return cls(parts, "".join(part.key for part in parts), starts)

    def at(self, offset: int) -> int:
        """Index of the sentence that holds this character of the key."""
        return bisect_right(self.starts, offset) - 1

    def covered(self, span: Span) -> range:
        """Indexes of the sentences that a span touches."""
        return range(self.at(span.start), self.at(span.end - 1) + 1)

    def whole(self, indexes: range) -> Span:
        return Span(self.starts[indexes.start], self.starts[indexes.stop])

    def find(self, wanted: str) -> list[Span]:
        """Every place, in order, where the words of a key stand whole."""
        found, at = [], self.key.find(wanted) if wanted else -1
        while at >= 0:
            span = Span(at, at + len(wanted))
            if self._stands_whole(span):
                found.append(span)
            at = self.key.find(wanted, at + 1)
        return found

    def _stands_whole(self, span: Span) -> bool:
        first, last = self.at(span.start), self.at(span.end - 1)
        before = self._letter_before(first, span.start)
        after = self._letter_after(last, span.end)
        return not (_one_word(before, self.key[span.start]) or _one_word(self.key[span.end - 1], after))

    def _letter_before(self, index: int, offset: int) -> str:
        inside = offset - self.starts[index]
        if inside == 0:
            return ""
        text, offsets = self._origins(index)
        at = offsets[inside]
        return text[at - 1] if at and offsets[inside - 1] != at else self.key[offset - 1]

    def _letter_after(self, index: int, offset: int) -> str:
        inside = offset - self.starts[index]
        if inside == len(self.sentences[index].key):
            return ""
        text, offsets = self._origins(index)
        at = offsets[inside - 1] + 1
        return text[at] if offsets[inside] >= at and at < len(text) else self.key[offset]

    def _origins(self, index: int) -> tuple[str, tuple[int, ...]]:
        return spelled(self.sentences[index])

    def text(self, span: Span) -> str:
        """The display text of a span; a sentence that is covered whole keeps its numbering and closing punctuation."""
        if span.start >= span.end:
            return ""
        covered = self.covered(span)
        return self._joined([(index, self._clipped(index, span, covered)) for index in covered])

    def _clipped(self, index: int, span: Span, covered: range) -> str:
        sentence = self.sentences[index]
        start, end = max(span.start - self.starts[index], 0), min(span.end - self.starts[index], len(sentence.key))
        if start == 0 and end == len(sentence.key):
            return sentence.text
        text, offsets = spelled(sentence)
        first = 0 if index > covered.start else offsets[start]
        last = len(text) if index < covered.stop - 1 else offsets[end - 1] + 1
        return text[first:last].strip()

    def _joined(self, parts: list[tuple[int, str]]) -> str:
        joined = parts[0][1]
        for (before, _), (index, part) in pairwise(parts):
            same_block = self.sentences[before].block == self.sentences[index].block
            joined += (glue(joined) if same_block else "\n") + part
        return joined

    def is_title(self, index: int) -> bool:
        """A heading, or the caption that opens a paragraph: "2.2 No training. We will …"."""
        sentence = self.sentences[index]
        if sentence.kind is BlockKind.HEADING:
            return True
        opens = index == 0 or self.sentences[index - 1].block != sentence.block
        goes_on = index + 1 < len(self.sentences) and self.sentences[index + 1].block == sentence.block
        if not (opens and goes_on) or count_words(unmarked(sentence.text)) > CAPTION:
            return False
        return not _SAYS.search(sentence.text)

    def passage(self, indexes: range) -> str:
        """The display text of whole sentences."""
        return self._joined([(index, self.sentences[index].text) for index in indexes]) if indexes else ""


_SAYS = re.compile(
    r"^(?:the|we|you|this|these|it|they|each|every|your|our|an?|if|when|where)\b|\b(?:is|are|will|shall|must|may|can|has|have)\b"
    r"|[a-z] .*\d",
    re.IGNORECASE,
)
"""A short sentence that says something is no caption ("The deposit is 200 euros.")."""


def glue(text: str) -> str:
    """What stands between this sentence and the next: nothing after Chinese, else a space."""
    return "" if re.search(rf"[{CJK}。！？；，、）」』”…]$", text) else " "


def _one_word(left: str, right: str) -> bool:
    return bool(left and right) and _spaced(left) and _spaced(right)


def _spaced(char: str) -> bool:
    """A letter or digit of a script that puts spaces between words."""
    return char.isalnum() and not re.match(rf"[{CJK}]", char)


def spelled(sentence: Sentence) -> tuple[str, tuple[int, ...]]:
    """The sentence's text, and for each character of its key the offset in it."""
    tail = without_enumerators(sentence.text)
    if len(bare_key(tail)) != len(sentence.key):
        tail = _unmarked(tail, sentence.kind)
    skipped = len(sentence.text) - len(tail)
    return sentence.text, tuple(offset + skipped for offset in key_offsets(tail))


def sentences(document: Document) -> tuple[Sentence, ...]:
    """All sentences of a document, headings, items and rows included; those without a letter or digit left out."""
    return tuple(_sentences(document))


def _sentences(document: Document) -> Iterator[Sentence]:
    for index, block in enumerate(document.blocks):
        for part, key in _keyed(block.text, block.kind):
            yield Sentence(part, key, block.heading, index, block.kind)


@functools.lru_cache(maxsize=4096)
def _keyed(text: str, kind: BlockKind) -> tuple[tuple[str, str], ...]:
    """The sentences of a block with their keys; remembered, since two versions of a page share most of their blocks."""
    parts = enumerate(cut(text if text.isascii() else unicodedata.normalize("NFC", text)))
    keyed = (
        (part, bare_key(_INLINE_NUMBER.sub("", plain) if number else _unmarked(plain, kind)))
        for number, part in parts
        for plain in (without_enumerators(part),)
    )
    return tuple((part, key) for part, key in keyed if key)


def _unmarked(text: str, kind: BlockKind) -> str:
    return unmarked_heading(text) if kind is BlockKind.HEADING else unmarked(text)


def cut(text: str) -> list[str]:
    """Sentences of one block, in order, each with its closing punctuation."""
    parts, start = [], 0
    for end in _END.finditer(text):
        chunk = text[start : end.end()]
        if end.end() < len(text) and _ends(chunk.rstrip(), text[end.end() : end.end() + 24]):
            parts.append(chunk.strip())
            start = end.end()
    rest = text[start:].strip()
    return [*parts, rest] if rest else parts


def _ends(chunk: str, following: str) -> bool:
    """Whether a sentence ends after ``chunk``, which does end in closing punctuation."""
    if _BARE_MARKER.match(chunk):
        return False
    closing = chunk.rstrip(_CLOSERS.replace("\\", ""))
    if closing.endswith(("。", "！", "？", "；")):
        return True
    if following[:1].islower():
        return False
    return not closing.endswith((".", "．")) or not _abbreviation(closing, following)


def _abbreviation(chunk: str, following: str) -> bool:
    found = _LAST_WORD.search(chunk[-24:])
    if found is None:
        return chunk.endswith("..")
    word = found[1].lower()
    opener = re.split(r"\W", following.lstrip("\"'“‘("), maxsplit=1)[0].lower()
    if word in _NEVER:
        return True
    if word in _BEFORE_NUMBERS:
        return opener[:1].isdigit()
    if word in _CLOSING and _begins_a_sentence(following):
        return False
    return (word in _SELDOM or _INITIALS.fullmatch(word) is not None) and opener not in _OPENERS


def _begins_a_sentence(following: str) -> bool:
    """Whether a capital stands before a word without one ("… Ltd. Backups are made"); not in a name or a date."""
    found = _CAPITAL_THEN_LOWER.match(following)
    return found is not None and found[1].lower() not in _IN_A_NAME and found[2] not in _JOINTS


def prose_of(text: str) -> Prose:
    """A quote or passage as prose of its own; each line is a block."""
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = tuple(Block(BlockKind.PARAGRAPH, line.strip()) for line in lines)
    return Prose.of(Document(blocks, "text"))
