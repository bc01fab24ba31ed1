"""What weakens words that still stand: the rest of their sentence, their company, what they hang on.

A promise can be taken back without a letter of it being touched. Looked at, from near to far:

1. its own sentence, where only a part of it was quoted
2. the sentences beside it that are new ("This does not apply to advertisers.")
3. what it hangs on: the words before a list ("We never:"), the term that is defined, the head of a table
4. a note that a mark behind it points to ("* Except to our partners.")
5. a new sentence anywhere that says for whom its section holds ("This section applies to enterprise customers only.")
6. what a term that it uses means ("Member Content" means …)
7. a new or reworded heading above it ("Archive: terms valid until 2020"), or a new notice that all of it is obsolete

Only what is new is looked at: what always stood beside a quote was there when it was chosen.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clausewatch.core.canonical import bare_key, key, reads_the_same, unmarked, unmarked_heading
from clausewatch.core.definitions import (
    Definition,
    Form,
    defining,
    definitions,
    in_full,
    lists_more,
    narrows,
    same_meaning,
    uses,
)
from clausewatch.core.footnotes import mark_of, marks
from clausewatch.core.grade import Context, disclaims, grade_added, grade_edit, grade_removed, weakens
from clausewatch.core.ledger import Entry, Fate, Ledger, likeness
from clausewatch.core.model import (
    UNGRADED,
    BlockKind,
    Direction,
    Document,
    Grade,
    Graded,
    Reason,
    Trigger,
    count_words,
)
from clausewatch.core.sections import heading_key, renamed
from clausewatch.core.sentences import Prose

CONTRADICTS = 0.6
"""Likeness from which a new neighbour is the quote said otherwise."""
AKIN_BESIDE, AKIN_APART = 0.2, 0.4
"""Likeness from which a new neighbour of the same paragraph, or of another one, is about the same."""
STEM = 4
"""Letters that the forms of a word share."""
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
NEAR = 3
"""New sentences in a row behind the quote that are looked at."""
LONGEST_LIST = 60
"""Items of a list within which what it hangs on is looked for."""
LABEL = 8
"""Words at most of a label: a term that is defined, a heading that is none."""
OTHER = 0.3
"""Likeness below which what a list hangs on was replaced and not reworded."""

LEDGERS = 4
"""Ledgers of which is remembered what is asked for every quote of them: a page is judged by two at most."""

Change = tuple[Graded, str]
"""How grave, and the text as it stands today."""

_APPLIES = r"(?:applicable|appl(?:y|ies)|(?:is|are) (?:available|valid|offered|intended|granted|made)|holds?|extends?)"
_SCOPE = re.compile(
    rf"\b(?:(?:does|do|did|shall|will|is|are|may) not (?:appl(?:y|icable)|extend|cover|include)"
    rf"|{_APPLIES} (?:only|solely|exclusively)|(?:only|solely|exclusively) {_APPLIES}"
    rf"|{_APPLIES} to (?:[^.;:]{{1,80}} )?(?:only|exclusively|alone)\b|(?:is|are) (?:limited|restricted|confined) to)\b"
    r"|不适用|[仅只][适限]|限于|不包括",
    re.IGNORECASE,
)
_AT_WHAT_STANDS_ABOVE = (
    r"\b(?:foregoing|the above|preceding (?:sentence|paragraph)|(?:does|do|shall|will) not apply"
    r"|this (?:commitment|restriction|promise|prohibition|limitation|provision|obligation|paragraph|section|clause))\b"
    r"|上述|前述|前款|本条|本款|以上(?:规定|约定|承诺)|不适用"
)
_POINTS_ABOVE = re.compile(_AT_WHAT_STANDS_ABOVE, re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"^\W*(?:however|but|except|notwithstanding|nonetheless|nevertheless|unless|provided|this|these"
    r"|in (?:certain|some|exceptional|urgent|special|such|other|all other) |the (?:foregoing|above|preceding))\b"
    rf"|{_AT_WHAT_STANDS_ABOVE}|^(?:但|然而|除|若|如有)",
    re.IGNORECASE,
)
_POINTS_ON = re.compile(r"\b(?:the )?following\b|\bbelow\b|以下|下列|下述", re.IGNORECASE)
_ALLOWS = re.compile(
    r"\b(?:is|are|remains?|shall be|will be) (?:permitted|allowed|sufficient|enough|possible|reserved|lawful)\b"
    r"|\bsuffices?\b|允许|即可|亦可|仍可",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:this|the following|these) (?:section|clause|paragraph|article|chapter|part|commitments?|promises?|rights?"
    r"|provisions?|terms)\b|\b(?:set out |described |listed )?below\b|本[条节章款部]|以下|下列",
    re.IGNORECASE,
)
_OBSOLETE = re.compile(
    r"\b(?:archived?|archives|superseded|outdated|obsolete|expired|repealed|withdrawn"
    r"|no longer (?:in force|in effect|valid|applicable|current|appl(?:y|ies)|offered|maintained)"
    r"|(?:historical|former|previous|prior|old|older|legacy|earlier) (?:versions?|terms|polic(?:y|ies)|agreements?)"
    r"|replaced by|ceased? to (?:apply|be)"
    r"|(?:valid|in force|effective|applicable) (?:only )?(?:until|before|prior to|through))\b"
    r"|已(?:失效|废止|作废|过期|被[^。]{1,30}(?:取代|替代))|不再(?:适用|有效|生效)|历史版本|旧版|往期|存档|有效期至",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|up to|before|expir\w+|valid|ends?|ending)\b[^.]{0,24}\b(?:19|20)\d\d\b"
    r"|(?:至|截至|截止)[^。]{0,8}(?:19|20)\d\d",
    re.IGNORECASE,
)
"""In a heading: the day until which what stands under it holds."""
_WHOLE = re.compile(
    r"\b(?:this|these|the) (?:page|document|version|polic(?:y|ies)|terms|agreement|notice|contract)\b"
    r"|本(?:页|页面|文件|政策|协议|条款|版本|声明)",
    re.IGNORECASE,
)
_FOR_SOME = re.compile(
    r"\bonly\b|\b(?:business|enterprise|paid|paying|premium|free|trial|pro|commercial|individual|consumer|beta)"
    r"(?:[- ]\w+)? (?:customers?|users?|plans?|tiers?|accounts?|subscribers?|editions?)\b"
    r"|[仅只限]|(?:企业|付费|免费|个人|试用|商业)(?:版|用户|客户)",
    re.IGNORECASE,
)
_LIMITING_HEADINGS = ((_OBSOLETE, Reason.STRUCTURE), (_UNTIL, Reason.DATE), (_FOR_SOME, Reason.QUALIFIER))
_NUMBER = re.compile(r"\s*(?:section|article|clause)?\s*(\d{1,2}(?:\.\d{1,2}){0,3})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Words that stand on both sides, and the sentences that hold them."""

    ledger: Ledger
    context: Context
    words: str
    """As quoted."""
    old: range
    new: range
    put_right: bool = False
    """They, or the sentence around them, were reworded before: then it read otherwise, and now it is put right."""
    told: str = ""
    """What was told of as standing beside them, and still waits."""


def surroundings(place: Place) -> Iterator[Change]:
    """Everything new that weakens the words, nearest first."""
    if not place.put_right:
        yield from _grave(_own_sentence(place))
    for index in _near(place):
        yield from _neighbour(place, index)
    yield from _hung_on(place)
    yield from _notes(place)
    yield from _scopes(place)
    yield from _terms(place)
    yield from _headings(place)


def goes_on(place: Place, words: str) -> str | None:
    """The whole sentence of the page, where words that end in a full stop are only its beginning and the rest weakens
    them ("We never sell your data" + ", except to our resellers."); ``None`` where nothing is held back."""
    sentence = unmarked(place.ledger.new.passage(place.new))
    if not words.rstrip("\"'”’)）」 ").endswith((".", "。", "!", "！")) or key(sentence) == key(words):
        return None
    before, quoted, rest = _split_at(sentence, words)
    graded = grade_edit(words, sentence, place.context)
    return sentence if quoted and graded.grade >= Grade.MAJOR and (weakens(rest) or weakens(before)) else None


def _split_at(sentence: str, words: str) -> tuple[str, str, str]:
    """What stands before the words in the sentence, the words, and what stands behind."""
    bare = words.strip().rstrip("\"'”’)）」 .。!！")
    at = sentence.lower().find(bare.lower())
    return (sentence[:at], bare, sentence[at + len(bare) :]) if at >= 0 else (sentence, "", "")


def _grave(changes: Iterator[Change]) -> Iterator[Change]:
    return (change for change in changes if change[0].grade >= Grade.MAJOR)


def _weakening(reason: Reason, text: str, quoted: str) -> Graded:
    """What limits a promise is worse for the customer; what limits a disclaimer is not."""
    shown = text if len(text) <= 80 else ""
    direction = Direction.UNCLEAR if disclaims(quoted) else Direction.WORSE
    return Graded(Grade.MAJOR, (reason,), (Trigger(reason, Grade.MAJOR, "", shown, direction),))


# --- its own sentence, and those beside it ------------------------------------------------------------------------


def _own_sentence(place: Place) -> Iterator[Change]:
    ledger = place.ledger
    for entry in dict.fromkeys(ledger.of_new[index] for index in place.new):
        if entry.fate in (Fate.EDITED, Fate.SPLIT, Fate.MERGED):
            before, now = ledger.old.passage(entry.old), ledger.new.passage(entry.new)
            yield grade_edit(before, now, place.context) | _right_behind(place, before, now), now


def _right_behind(place: Place, before: str, now: str) -> Graded:
    """What took its place right behind the quoted words bears on them as if they were the whole sentence, however long
    the rest of it is."""
    (_, found, was), (_, words, rest) = _split_at(before, place.words), _split_at(now, place.words)
    if not found or not words or was == rest or _shared(was, rest).strip(" ,;:"):
        return UNGRADED
    common = len(_shared(was[::-1], rest[::-1]))
    ended, ends = was[: len(was) - common], rest[: len(rest) - common]
    return grade_edit(words + ended, words + ends, place.context) if ends.strip() else UNGRADED


def _shared(one: str, other: str) -> str:
    """How two texts begin alike."""
    return one[
        : next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(min(one, other, key=len)))
    ]


def _near(place: Place) -> Iterator[int]:
    """The next sentence, those behind it as long as they are new, and the one before."""
    ledger = place.ledger
    for index in range(place.new.stop, min(place.new.stop + NEAR, len(ledger.of_new))):
        yield index
        if ledger.of_new[index].fate is Fate.EQUAL:
            break
    if place.new.start > 0:
        yield place.new.start - 1


def _neighbour(place: Place, index: int) -> Iterator[Change]:
    """A sentence beside the quote that is new, or newly an exception, and bears on it."""
    ledger = place.ledger
    entry, sentence = ledger.of_new[index], ledger.new.sentences[index]
    if entry.fate is Fate.EQUAL:
        return
    points_here = _points_here(place, index, sentence.text)
    if entry.fate is Fate.MOVED and not points_here:
        return
    if sentence.kind is BlockKind.HEADING or not _limits(sentence.text):
        return
    if sentence.heading != ledger.new.sentences[place.new.start].heading:
        return  # "This Agreement remains in force …" begins a section of its own
    if entry.fate is not Fate.MOVED and entry.old and _limits(ledger.old.passage(entry.old)):
        return
    alike = likeness(place.words, sentence.text)
    beside = sentence.block == ledger.new.sentences[place.new.start if index < place.new.start else place.new[-1]].block
    if alike >= CONTRADICTS:
        yield grade_edit(place.words, sentence.text, place.context), sentence.text
    elif entry.old and entry.fate is not Fate.MOVED and not _POINTS_ABOVE.search(sentence.text):
        return  # a clause of its own, which is told as edited: "generally" in it limits nothing else
    elif points_here or alike >= (AKIN_BESIDE if beside else AKIN_APART) or _allows(place.words, sentence.text):
        graded = _weakening(Reason.EXCEPTION_ADDED, sentence.text, place.words) | grade_added(
            sentence.text, place.context
        )
        yield graded, sentence.text


def _allows(words: str, text: str) -> bool:
    """Whether a sentence allows something, and names it by a word of the quote in any form ("scan", "scanning")."""
    stems = [{word[:STEM].lower() for word in _LONG_WORD.findall(each)} for each in (words, text)]
    return _ALLOWS.search(text) is not None and not stems[0].isdisjoint(stems[1])


def _points_here(place: Place, index: int, text: str) -> bool:
    """Whether it says itself that it is about the quote: one behind it points back or limits, one before it points on
    ("The following applies to …"); "This does not apply" before a quote is about what stands before that."""
    if index < place.new.start:
        return _POINTS_ON.search(text) is not None
    return _POINTS_BACK.search(text) is not None or _SCOPE.search(text) is not None


def _limits(text: str) -> bool:
    return weakens(text) or _SCOPE.search(text) is not None or _ALLOWS.search(text) is not None


# --- what it hangs on ---------------------------------------------------------------------------------------------


def _hung_on(place: Place) -> Iterator[Change]:
    """The words before its list, the term that it defines or the head of its table read otherwise."""
    old, new = place.ledger.old, place.ledger.new
    before, after = (list(_holders(prose, at)) for prose, at in ((old, place.old.start), (new, place.new.start)))
    for was, now in zip(before, after, strict=False):
        first, second = old.sentences[was].text, new.sentences[now].text
        if not reads_the_same(first, second) and key(first) != key(second):
            yield from _held_otherwise(place, first, second)


def _held_otherwise(place: Place, first: str, second: str) -> Iterator[Change]:
    labels = not _opens(first) and not _opens(second)
    graded = grade_edit(first, second, replace(place.context, heading=True) if labels else place.context)
    replaced = Graded(Grade.MINOR if labels else Grade.MAJOR, (Reason.STRUCTURE,))
    if labels or likeness(first, second) < OTHER:
        graded = graded | replaced
    if graded.grade >= (Grade.MINOR if labels else Grade.MAJOR):
        yield graded, second


def _holders(prose: Prose, index: int) -> Iterator[int]:
    """What a list item, a definition or a table row hangs on, the nearest first."""
    at: int | None = index
    for _ in range(NEAR):
        at = _holder(prose, at) if at is not None else None
        if at is not None:
            yield at


def _holder(prose: Prose, index: int) -> int | None:
    sentence = prose.sentences[index]
    if sentence.kind is BlockKind.ROW:
        return _table_head(prose, index)
    listed = _is_listed(prose, index)
    for at in range(index - 1, max(index - LONGEST_LIST, -1), -1):
        before = prose.sentences[at]
        if before.kind is BlockKind.HEADING:
            return None
        if _opens(before.text) and (listed or at == index - 1):
            return at
        if sentence.kind is BlockKind.ITEM and at == index - 1 and _is_label(prose, at):
            return at
        if not listed or not (_is_listed(prose, at) or before.block == sentence.block):
            return None
    return None


def _opens(text: str) -> bool:
    return text.rstrip().endswith((":", "："))


def _is_listed(prose: Prose, index: int) -> bool:
    sentence = prose.sentences[index]
    if sentence.kind is BlockKind.ITEM or sentence.text.rstrip().endswith((";", "；")):
        return True
    return unmarked(sentence.text) != sentence.text


def _is_label(prose: Prose, index: int) -> bool:
    sentence = prose.sentences[index]
    ends = sentence.text.rstrip().endswith((".", "!", "?", ";", "。", "！", "？", "；"))
    return sentence.kind is BlockKind.PARAGRAPH and not ends and count_words(sentence.text) <= LABEL


def _table_head(prose: Prose, index: int) -> int | None:
    at = index
    while at > 0 and prose.sentences[at - 1].kind is BlockKind.ROW:
        at -= 1
    return at if at != index else None


# --- what its footnote says ----------------------------------------------------------------------------------------


def _notes(place: Place) -> Iterator[Change]:
    """A note that limits, where it is new or the mark that points to it is."""
    ledger = place.ledger
    now = marks(ledger.new.passage(place.new))
    fresh = now - marks(ledger.old.passage(place.old)) if now else now
    for entry in ledger.entries if now else ():
        note = ledger.new.passage(entry.new) if entry.new else ""
        before = ledger.old.passage(entry.old) if entry.old and mark_of(note) not in fresh else ""
        if mark_of(note) in now and note != before and _limits(note) and not _limits(before):
            graded = _weakening(Reason.EXCEPTION_ADDED, note, place.words)
            yield graded | grade_added(note, place.context), note


# --- what its terms mean ------------------------------------------------------------------------------------------


def _terms(place: Place) -> Iterator[Change]:
    """The sentence that defines a term of the quote reads otherwise, went away, or is new."""
    seen: set[str] = set()
    for entry, before, after in _redefining(place.ledger):
        if entry.new and entry.new.start in place.new:
            continue
        for term in dict.fromkeys((*before, *after)):
            if term not in seen and any(uses(place.words, side[term]) for side in (before, after) if term in side):
                seen.add(term)
                yield from _meant_otherwise(place, entry, before.get(term), after.get(term))


@functools.lru_cache(maxsize=LEDGERS)
def _redefining(ledger: Ledger) -> tuple[tuple[Entry, dict[str, Definition], dict[str, Definition]], ...]:
    """The entries that differ and define something, with what they define on either side."""
    differing = (entry for entry in ledger.entries if entry.fate not in (Fate.EQUAL, Fate.MOVED))
    sides = ((each, _defining(ledger.old, each.old), _defining(ledger.new, each.new)) for each in differing)
    return tuple((entry, before, after) for entry, before, after in sides if before or after)


def _defining(prose: Prose, indexes: range) -> dict[str, Definition]:
    """What sentences define, or the definition that they go on with, by term."""
    begin = dict.fromkeys(defining(prose, index) for index in indexes)
    return {each.term.lower(): each for index in begin for each in definitions(prose, index)}


def _meant_otherwise(place: Place, entry: Entry, was: Definition | None, now: Definition | None) -> Iterator[Change]:
    was = was or (now and _elsewhere(place.ledger.old, now.term))
    now = now or (was and _elsewhere(place.ledger.new, was.term))
    if was is None or now is None:
        yield from _no_longer_defined(place, was, entry) if was else _newly_defined(place, now)
        return
    if same_meaning(was, now) or _notice(was.term, now.meaning, was.meaning) in place.told.splitlines():
        return  # or what was told of is put right
    full = [in_full(place.words, each.term, each.meaning) for each in (was, now)]
    graded = grade_edit(full[0], full[1], place.context)
    if narrows(now.meaning) and not narrows(was.meaning):
        graded |= _excepted(place, now)
    if graded.grade > Grade.MAJOR and lists_more(was.meaning, now.meaning):
        graded = replace(graded, grade=Grade.MAJOR)
    if graded.grade >= Grade.MAJOR:
        yield graded, _notice(was.term, was.meaning, now.meaning)


def _excepted(place: Place, now: Definition) -> Graded:
    """A meaning that newly leaves something out breaks a promise as if the promise itself left it out."""
    graded = _weakening(Reason.EXCEPTION_ADDED, now.meaning, place.words)
    promised = not disclaims(place.words) and grade_removed(place.words, place.context).grade is Grade.CRITICAL
    return replace(graded, grade=Grade.CRITICAL) if promised else graded


def _no_longer_defined(place: Place, was: Definition, entry: Entry) -> Iterator[Change]:
    """Nothing defines the term any more; where its sentence was reworded, that says the rest."""
    now = place.ledger.new.passage(entry.new)
    if was.form is not Form.SAID or was.term.lower() in now.lower():
        return
    yield _weakening(Reason.REMOVED, was.meaning, place.words), _notice(was.term, was.meaning, "")


def _newly_defined(place: Place, now: Definition | None) -> Iterator[Change]:
    """A term that had its ordinary meaning is given a narrower one."""
    if now is not None and now.form is Form.SAID and narrows(now.meaning):
        yield _weakening(Reason.EXCEPTION_ADDED, now.meaning, place.words), _notice(now.term, "", now.meaning)


def _elsewhere(prose: Prose, term: str) -> Definition | None:
    """The same term defined in any other sentence."""
    wanted = term.lower()
    every = (each for index in range(len(prose.sentences)) for each in definitions(prose, index))
    return next((each for each in every if each.term.lower() == wanted), None)


_NOTICE = re.compile(r"The definition of “([^”]+)” (?:changed|is gone|is new)\.(?: Before: (.+?))?(?: Now: (.+))?$")


def _notice(term: str, before: str, after: str) -> str:
    """One line that says which term, and what its meaning was and is."""
    was, now = (" ".join(text.split()) for text in (before, after))
    what = "changed" if was and now else "is gone" if was else "is new"
    said = [f"{name}: {text}" for name, text in (("Before", was), ("Now", now)) if text]
    return " ".join([f"The definition of “{term}” {what}.", *said])


def still_beside(document: Document, told: str) -> bool:
    """Whether what was told of as standing beside a quote is on the page: a changed definition while the new one is,
    one that is gone as long as the old one is not back."""
    notice = _NOTICE.match(told)
    if notice is None:
        return _says(document, told)
    return _says(document, notice[3]) if notice[3] else not _says(document, notice[2] or told)


def _says(document: Document, text: str) -> bool:
    """In a block, or across the items of a list."""
    wanted = key(text)
    return any(wanted in bare_key(block.text) for block in document.blocks) or wanted in Prose.of(document).key


# --- for whom it holds --------------------------------------------------------------------------------------------


def _scopes(place: Place) -> Iterator[Change]:
    """New sentences elsewhere that say for whom, or until when, the quote's section holds."""
    for entry, before, text in _scoping(place.ledger):
        if entry.new.start in place.new:
            continue
        if _narrows(place, entry.new.start, text) and not _narrows(place, entry.new.start, before):
            yield _weakening(Reason.EXCEPTION_ADDED, text, place.words), text


@functools.lru_cache(maxsize=LEDGERS)
def _scoping(ledger: Ledger) -> tuple[tuple[Entry, str, str], ...]:
    """The entries whose new text may say for whom something holds, with both texts."""
    differing = (entry for entry in ledger.entries if entry.fate not in (Fate.EQUAL, Fate.MOVED, Fate.REMOVED))
    said = (
        (each, ledger.old.passage(each.old) if each.old else "", ledger.new.passage(each.new)) for each in differing
    )
    return tuple(each for each in said if any(asked(each[2]) for asked in _SAYING))


@functools.lru_cache(maxsize=4_096)
def _says_of_the_whole(text: str) -> bool:
    """That the page is out of date. Asked of the same few sentences for every quote of the page."""
    return _OBSOLETE.search(text) is not None and _WHOLE.search(text) is not None


@functools.lru_cache(maxsize=4_096)
def _labels_the_past(text: str) -> bool:
    """Whether it is a label of what follows: "Previous version (no longer in force):"."""
    return _opens(text) and count_words(text) <= LABEL and _OBSOLETE.search(text) is not None


@functools.lru_cache(maxsize=4_096)
def _says_for_whom(text: str) -> bool:
    return _SCOPE.search(text) is not None


_SAYING = (_says_of_the_whole, _labels_the_past, _says_for_whom)


def _narrows(place: Place, index: int, text: str) -> bool:
    if _says_of_the_whole(text):
        return True
    sentence = place.ledger.new.sentences[index]
    path = place.ledger.new.sentences[place.new.start].heading
    if index < place.new.start and sentence.heading == path and _labels_the_past(text):
        return True
    if sentence.kind is BlockKind.HEADING or not _says_for_whom(text):
        return False
    here = bool(sentence.heading) and path[: len(sentence.heading)] == sentence.heading
    return (here and _HERE.search(text) is not None) or any(_names(text, title) for title in path[1:] or path)


def _names(text: str, title: str) -> bool:
    """Whether a sentence names a section: "Section 2", or its title in full."""
    number, bare = _NUMBER.match(title), unmarked_heading(title).strip()
    called = number is not None and re.search(
        rf"(?:\bsections?|\bclauses?|\barticles?|§|第)\s?{re.escape(number[1])}(?![\d.]*\d)", text, re.IGNORECASE
    )
    return bool(called) or (count_words(bare) >= 2 and len(bare) >= 8 and bare.lower() in text.lower())


def _headings(place: Place) -> Iterator[Change]:
    """A heading above it is new, or was reworded, so that it limits what stands under it."""
    ledger = place.ledger
    before, after = (
        prose.sentences[covered.start].heading for prose, covered in ((ledger.old, place.old), (ledger.new, place.new))
    )
    known = _old_headings(ledger)
    said = " ".join(before)
    for title in after:
        if not known.issuperset(heading_key((title,))):
            for pattern, reason in _LIMITING_HEADINGS:
                if pattern.search(title) and not pattern.search(said):
                    yield _weakening(reason, title, place.words), title
    if heading_key(before[-1:]) != heading_key(after[-1:]) and renamed(ledger, before, after):
        context = replace(place.context, heading=True)
        yield from _grave(iter([(grade_edit(before[-1], after[-1], context), after[-1])]))


@functools.lru_cache(maxsize=LEDGERS)
def _old_headings(ledger: Ledger) -> frozenset[str]:
    return frozenset(sentence.key for sentence in ledger.old.sentences if sentence.kind is BlockKind.HEADING)
