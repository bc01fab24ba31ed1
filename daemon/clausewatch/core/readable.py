"""May a document be believed? Pages answer with challenges, login walls, error pages and empty shells at HTTP 200,
and none of these is a change of the text.

Theory. Two families of evidence, told apart by ``Unreadable.suspect``:

- *What the answer is by itself* (challenge, login, error, shell, empty, selector): never a change, however often it
  comes. A signature alone is not enough, since a policy may speak of captchas, JavaScript or error 404, and a page
  behind a gatekeeper carries its script: the answer must also have the shape of such a page, which is *little text*.
- *What it is beside the baseline* (language, another document, much less or much more of it): may be a true change
  if it persists, so the reading goes on and ``core.decide`` waits.

Without evidence a document is readable; a short policy is a policy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlsplit

from clausewatch.core import formats, signs
from clausewatch.core.language import detect
from clausewatch.core.model import BlockKind, Capture, Document, Unreadable, UnreadableKind
from clausewatch.core.watch import Recipe

FEW = 40
"""Words below which a page may be a shell."""
LITTLE = 200
"""Words below which a page may be a challenge or a login wall; real ones seen have fewer than 120."""
STATED = 600
"""Words up to which a title or headline "Page not found" is believed, since menus and site maps add text."""
SHRUNK = 0.35
"""Share of the baseline's words below which the rest is missing, not edited (notes: guard of the ledger)."""
GREW = 4.0
ENOUGH = 60
"""Words that a baseline needs before sizes and overlaps say anything."""
SAME_TEXT = 0.12
"""Share of three-word sequences in common; two policies of one company share about as much boilerplate at most."""
FOREIGN = 0.04
"""Share below which it is another document whatever it is called; a policy written anew keeps more of the old one."""
SAME_NAME = 0.34
"""Share of the words of title and headline that remain."""
MARKUP = 300_000
"""Bytes of the answer that are searched for signatures."""

ENDING = 2000
"""Bytes at the end of an answer in which a page is closed; comments and counters may follow."""
KEPT = 0.9
"""Share of an answer's blocks that stood there before, if it is but a beginning."""
TEASED = 0.7
"""Share of the baseline's words below which the text may be a teaser."""
LONG_NOTICE = 5000
"""Words of the longest list of purposes and partners."""

_CLOSED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\w+\W+){7,}\w+[.!?]$|[\u3400-\u9fff，、]{12,}[。！？]$")
_NAME_WORD = re.compile(r"[a-z0-9\u00df-\u024f]{3,}|[\u3400-\u9fff]{2}")
_NAMELESS = frozenset({"the", "and", "for", "our", "your", "you", "how", "www", "com", "home", "page"})
_TITLE_PART = re.compile(r"\s[|·–—:-]\s|[|·–—]|:\s")

_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:home|index|default|welcome)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)

_Item = TypeVar("_Item")


def judge(
    document: Document,
    capture: Capture,
    recipe: Recipe,
    baseline: Document | None,
    before: Capture | None = None,
) -> Unreadable | None:
    """``None`` if the document may be believed, else why not. ``baseline`` is the last one that was, read from the
    capture ``before``."""
    if not document.selected:
        return _selector(document, capture, recipe, baseline)
    answer = _Answer(document, capture)
    by_itself = next((found for check in BY_ITSELF if (found := check(answer)) is not None), None)
    if by_itself is None and baseline is not None and before is not None:
        by_itself = _sent_home(document, capture, baseline, before)
    if by_itself is None and baseline is not None:
        by_itself = _cut_short(document, capture, baseline, before) or _teaser(document, baseline)
    beside = _beside(document, baseline) if baseline else None
    if beside is not None and beside.kind is UnreadableKind.WRONG_DOCUMENT:
        by_itself = by_itself or _long_notice(answer)
    return by_itself or _language(document, recipe, baseline) or beside


def _selector(document: Document, capture: Capture, recipe: Recipe, baseline: Document | None) -> Unreadable:
    """Nothing matched. What the page is without the selector tells people more, where it is no page at all."""
    all_of_it = replace(recipe, select=None, pointer=())
    wide = formats.read(capture, all_of_it)
    cause = judge(wide, capture, all_of_it, baseline) if isinstance(wide, Document) else wide
    if cause is not None and not cause.suspect:
        return cause
    asked = f"the selector '{recipe.select}'" if recipe.select else f"the pointer {' or '.join(recipe.pointer)}"
    return Unreadable(UnreadableKind.SELECTOR, f"nothing on the page matches {asked}")


@dataclass(frozen=True)
class _Answer:
    """What the checks look at, made once."""

    document: Document
    capture: Capture

    @cached_property
    def words(self) -> int:
        return self.document.words

    @cached_property
    def markup(self) -> str:
        return self.capture.body[:MARKUP].decode("utf-8", errors="replace").lower()

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """Title, its parts, and the first headline: what the page says it is."""
        title = self.document.title.lower().strip()
        headings = (block.text.lower() for block in self.document.blocks[:20] if block.kind is BlockKind.HEADING)
        return (title, *(part.strip() for part in _TITLE_PART.split(title)), next(headings, ""))

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The first blocks."""
        return tuple(block.text.lower()[:300] for block in self.document.blocks[:12])

    @cached_property
    def has_sentence(self) -> bool:
        return any(_SENTENCE.search(block.text[-400:]) for block in self.document.blocks[:50])


def _first(pattern: re.Pattern[str], texts: tuple[str, ...]) -> str | None:
    return next((text[:80] for text in texts if pattern.match(text)), None)


# --- what the answer is by itself ---------------------------------------------------------------------------------


def _challenge(answer: _Answer) -> Unreadable | None:
    for name, values in signs.CHALLENGE_HEADERS:
        if (answer.capture.header(name) or "").lower() in values:
            return Unreadable(UnreadableKind.CHALLENGE, f"the server asks for proof of a human ({name})")
    if answer.words >= LITTLE:
        return None
    said = _first(signs.CHALLENGE_SAID, (*answer.stated, *answer.said))
    mark = next((mark for mark in signs.CHALLENGE_MARKS if mark in answer.markup), None)
    if said or (mark and not answer.has_sentence):
        return Unreadable(UnreadableKind.CHALLENGE, f"the answer is a challenge page: {said or mark}")
    return None


def _error_page(answer: _Answer) -> Unreadable | None:
    if answer.capture.status >= 400:
        return Unreadable(UnreadableKind.ERROR_PAGE, f"HTTP {answer.capture.status}")
    stated = _first(signs.ERROR_SAID, answer.stated) if answer.words < STATED else None
    said = _first(signs.ERROR_SAID, answer.said[:4]) if answer.words < FEW else None
    structured = _error_value(answer.capture.body) if answer.words < LITTLE else None
    found = stated or said or structured
    return Unreadable(UnreadableKind.ERROR_PAGE, f"the answer is an error page: {found}") if found else None


def _error_value(body: bytes) -> str | None:
    """An API's error, in JSON or in the XML of object stores, where a page should be."""
    head = body[:5000].strip()
    if signs.ERROR_XML.match(head):
        return "an XML error"
    if not head.startswith(b"{") or len(body) > 5000:
        return None
    try:
        value = json.loads(head)
    except (ValueError, RecursionError):
        return None
    return (
        "a JSON error" if isinstance(value, dict) and signs.ERROR_KEYS & {str(key).lower() for key in value} else None
    )


def _login(answer: _Answer) -> Unreadable | None:
    if answer.words >= LITTLE:
        return None
    said = _first(signs.LOGIN_SAID, (*answer.stated, *answer.said))
    asks = said and (signs.PASSWORD.search(answer.markup) or answer.words < FEW)
    if asks or _was_sent_to_login(answer.capture):
        return Unreadable(UnreadableKind.LOGIN, f"the answer is a login page: {said or answer.capture.final_url[:200]}")
    return None


def _consent_wall(answer: _Answer) -> Unreadable | None:
    if answer.words >= LITTLE:
        return None
    said = _first(signs.CONSENT_SAID, (*answer.stated, *answer.said[:2]))
    if said and signs.CONSENT_ASKED.search(answer.markup):
        return Unreadable(UnreadableKind.CONSENT_WALL, f"the answer asks for a choice before the document: {said}")
    return None


def _was_sent_to_login(capture: Capture) -> bool:
    asked, answered = _path(capture.url), _path(capture.final_url)
    return bool(signs.LOGIN_PATH.search(answered)) and not signs.LOGIN_PATH.search(asked)


def _path(url: str) -> str:
    """Path of a URL; empty if it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _shell(answer: _Answer) -> Unreadable | None:
    where = "even in the browser" if answer.capture.rendered else "it needs the browser"
    scripts = answer.markup.count("<script")
    if answer.words == 0:
        if scripts:
            return Unreadable(UnreadableKind.SHELL, f"the page has scripts but no text; {where}")
        return Unreadable(UnreadableKind.EMPTY, "the page has no text")
    if answer.words >= FEW:
        return None
    text = " ".join(answer.said)
    asks = signs.NEEDS_SCRIPT.search(text) or (
        not answer.has_sentence and scripts and signs.NEEDS_SCRIPT.search(answer.markup[-50_000:])
    )
    bare = scripts and signs.EMPTY_ROOT.search(answer.markup)
    hollow = scripts >= 3 and answer.words < FEW // 2 and not answer.has_sentence
    if asks or bare or hollow:
        return Unreadable(UnreadableKind.SHELL, f"the text comes by script ({answer.words} words so far); {where}")
    return None


BY_ITSELF: tuple[Callable[[_Answer], Unreadable | None], ...] = (
    *(_challenge, _error_page, _login, _consent_wall, _shell),
)


# --- what it is beside the baseline -------------------------------------------------------------------------------


def _language(document: Document, recipe: Recipe, baseline: Document | None) -> Unreadable | None:
    """By what it is written in, where that is sure; by what it declares only if the baseline declared otherwise."""
    before = detect(_text(baseline)) if baseline else None
    expected = _primary(recipe.language) or before
    written = detect(_text(document))
    if expected and written:
        wrong = written if written != expected and written != before else None
    else:
        declared = _primary(document.language)
        usual = _primary(baseline.language) if baseline else None
        wrong = declared if recipe.language and declared not in (None, expected, usual) else None
    if wrong is None:
        return None
    return Unreadable(UnreadableKind.LANGUAGE, f"the page is in '{wrong}', expected is '{expected}'", suspect=True)


def _primary(language: str | None) -> str | None:
    return re.split(r"[-_]", language.lower())[0] if language else None


def _beside(document: Document, baseline: Document) -> Unreadable | None:
    old, new = baseline.words, document.words
    if old < ENOUGH:
        return None
    if _stands_in(document, baseline):
        detail = (
            f"{new:,} words that say nothing of the {old:,} before: '{_shown_name(document) or _opening(document)}'"
        )
        return Unreadable(UnreadableKind.WRONG_DOCUMENT, detail)
    if new >= ENOUGH and document.blocks != baseline.blocks:
        shared = _kept(_sequences(document), _sequences(baseline))
        renamed = shared < SAME_TEXT and _kept(_names(baseline), _names(document)) < SAME_NAME
        if renamed or shared < FOREIGN:
            detail = (
                f"'{_shown_name(document)}' in place of '{_shown_name(baseline)}', {shared:.0%} of the text in common"
            )
            return Unreadable(UnreadableKind.WRONG_DOCUMENT, detail, suspect=True)
    if new < SHRUNK * old:
        return Unreadable(UnreadableKind.SHRUNK, f"{new:,} words in place of {old:,}", suspect=True)
    if new > GREW * old:
        return Unreadable(UnreadableKind.GREW, f"{new:,} words in place of {old:,}", suspect=True)
    return None


def _stands_in(document: Document, baseline: Document) -> bool:
    """A notice in place of the document, whatever its words are: little text, and none of it from what stood there.
    No policy becomes that, so it is not believed however long it stays."""
    small = document.words < min(LITTLE, SHRUNK * baseline.words)
    sequences = _sequences(document)
    return small and (not sequences or _kept(sequences, _sequences(baseline)) < SAME_TEXT)


def _opening(document: Document) -> str:
    return " ".join(block.text for block in document.blocks[:3])[:80]


def _sent_home(document: Document, capture: Capture, baseline: Document, before: Capture) -> Unreadable | None:
    """A page that was taken down and leads to the front page now: no new text of the policy, however long it stays."""
    sent = not _is_home(capture.url) and _is_home(capture.final_url) and not _is_home(before.final_url)
    if not sent or _kept(_sequences(document), _sequences(baseline)) >= SAME_TEXT:
        return None
    return Unreadable(UnreadableKind.WRONG_DOCUMENT, f"the address leads to the front page {capture.final_url[:200]}")


def _is_home(url: str) -> bool:
    return _HOME.fullmatch(_path(url)) is not None


def _cut_short(document: Document, capture: Capture, baseline: Document, before: Capture | None) -> Unreadable | None:
    """An answer that broke off: all that stands there stood there before, up to the middle of a block, and the page,
    which was closed before, is not. A text that was really cut down ends in a closed page."""
    if before is None or _CLOSED.search(capture.body[-ENDING:]) or not _CLOSED.search(before.body[-ENDING:]):
        return None
    known = frozenset(block.text for block in baseline.blocks)
    kept = sum(1 for block in document.blocks if block.text in known)
    if not KEPT * len(document.blocks) <= kept < len(baseline.blocks) or document.words >= baseline.words:
        return None
    detail = f"the answer breaks off after {document.words:,} of {baseline.words:,} words"
    return Unreadable(UnreadableKind.SHRUNK, detail)


def _teaser(document: Document, baseline: Document) -> Unreadable | None:
    """The first paragraphs, and the offer to pay or to sign in for the others."""
    if document.words >= TEASED * baseline.words:
        return None
    known = frozenset(block.text for block in baseline.blocks)
    added = tuple(block.text.lower()[:300] for block in document.blocks if block.text not in known)
    said = _first(signs.TEASER_SAID, added)
    return Unreadable(UnreadableKind.LOGIN, f"only the beginning is shown: {said}") if said else None


def _long_notice(answer: _Answer) -> Unreadable | None:
    """A gatekeeper's page with a lot to say (a list of advertising partners), where another document is expected."""
    if answer.words >= LONG_NOTICE:
        return None
    said = _first(signs.CONSENT_SAID, answer.stated)
    if said and signs.CONSENT_ASKED.search(answer.markup):
        return Unreadable(UnreadableKind.CONSENT_WALL, f"the answer asks for a choice before the document: {said}")
    said = _first(signs.LOGIN_SAID, answer.stated)
    if said and signs.PASSWORD.search(answer.markup):
        return Unreadable(UnreadableKind.LOGIN, f"the answer is a login page: {said}")
    said = _first(signs.CHALLENGE_SAID, answer.stated)
    return Unreadable(UnreadableKind.CHALLENGE, f"the answer is a challenge page: {said}") if said else None


def _text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks[:400])


def _shown_name(document: Document) -> str:
    heading = next((block.text for block in document.blocks if block.kind is BlockKind.HEADING), "")
    return (heading or document.title)[:80]


def _names(document: Document) -> frozenset[str]:
    """Words of the title, the first headline and a short first block, which may be a headline in bold print."""
    heading = next((block.text for block in document.blocks if block.kind is BlockKind.HEADING), "")
    first = next((block.text for block in document.blocks[:3] if len(block.text) <= 80), "")
    first = "" if any(char.isdigit() for char in first) else first  # a date line
    return frozenset(_NAME_WORD.findall(f"{document.title}\n{heading}\n{first}".lower())) - _NAMELESS


def _sequences(document: Document) -> frozenset[tuple[str, ...]]:
    """All sequences of three words; of CJK characters alike."""
    words = re.findall(
        r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", "\n".join(block.text for block in document.blocks).lower()
    )
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _kept(part: frozenset[_Item], whole: frozenset[_Item]) -> float:
    """Share of ``part`` that ``whole`` has too; nothing at all counts as kept."""
    return len(part & whole) / len(part) if part else 1.0
