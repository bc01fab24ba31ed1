"""The values that flow, in the order in which they flow.

    Capture | NotModified | FetchFailure  ->  Document | Unreadable  ->  Comparison  ->  Decision  ->  Alert

All are frozen; none holds a connection, a file or a clock. What is *watched* (sources, claims, quotes) stands in
``core.watch``; what a status page says in ``core.status``; what is remembered between polls in ``core.memory``.
Times are aware ``datetime`` in UTC, durations are seconds, sizes are bytes, offsets are characters.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime


class Grade(enum.IntEnum):
    """How grave a difference is for somebody who relies on the text."""

    NONE = 0
    COSMETIC = 1
    MINOR = 2
    MAJOR = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Grade:
        return cls[word.upper()]

    def __str__(self) -> str:
        return self.word


class Reason(enum.StrEnum):
    """Why a difference has its grade; one vocabulary in code, JSON and messages (DESIGN, 'Reasons')."""

    POLARITY = "polarity"
    MODALITY = "modality"
    CONSENT = "consent"
    OPT = "opt"
    QUALIFIER = "qualifier"
    EXCEPTION_ADDED = "exception-added"
    EXCEPTION_REMOVED = "exception-removed"
    NUMBER = "number"
    AMOUNT = "amount"
    RETENTION = "retention"
    DEADLINE_REMOVED = "deadline-removed"
    PARTY = "party"
    JURISDICTION = "jurisdiction"
    LIABILITY = "liability"
    ARBITRATION = "arbitration"
    PURPOSE = "purpose"
    REMOVED = "removed"
    SENTENCE_REMOVED = "sentence-removed"
    INSERTED = "inserted"
    STRUCTURE = "structure"
    ORDER = "order"
    WORDING = "wording"
    CROSS_REFERENCE = "cross-reference"
    SPELLING = "spelling"
    PUNCTUATION = "punctuation"
    CASE = "case"
    NUMBER_FORMAT = "number-format"
    DATE = "date"
    LINK = "link"
    SILENT_EDIT = "silent-edit"
    RETURNED = "returned"


class Direction(enum.StrEnum):
    """For whom a change is good; never a statement about its legal effect."""

    WORSE = "worse"
    BETTER = "better"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that gave a reason, as the rule saw them (folded, lower case)."""

    reason: Reason
    grade: Grade
    before: str = ""
    after: str = ""
    direction: Direction = Direction.UNCLEAR


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade is never given without its reasons, gravest first."""

    grade: Grade
    reasons: tuple[Reason, ...] = ()
    triggers: tuple[Trigger, ...] = field(default=(), compare=False)
    """What it was read off, gravest first. It explains a grade and does not make it another one."""

    @property
    def direction(self) -> Direction:
        """For the customer: what the gravest triggers that point anywhere agree on; unclear if they do not agree."""
        telling = [each for each in self.triggers if each.direction is not Direction.UNCLEAR]
        gravest = max((each.grade for each in telling), default=Grade.NONE)
        found = {each.direction for each in telling if each.grade == gravest}
        return found.pop() if len(found) == 1 else Direction.UNCLEAR

    def __or__(self, other: Graded) -> Graded:
        """Both together: the higher grade, all the reasons, the graver side's first."""
        first, second = (self, other) if self.grade >= other.grade else (other, self)
        reasons = tuple(dict.fromkeys((*first.reasons, *second.reasons)))
        if len(first.triggers) == TRIGGERS:  # of the hunks of a page nearly always
            return Graded(first.grade, reasons, first.triggers)
        triggers = tuple(dict.fromkeys((*first.triggers, *second.triggers)))
        return Graded(first.grade, reasons, triggers[:TRIGGERS])


TRIGGERS = 12
"""Of one grade; more explain nothing."""
UNGRADED = Graded(Grade.NONE)


def gravest(grades: Iterable[Graded]) -> Graded:
    """All of them as one; nothing at all is ``none`` without a reason."""
    total = UNGRADED
    for each in grades:
        total = total | each
    return total


# --- what a fetch gives -------------------------------------------------------------------------------------------


READER_HEADER = "x-clausewatch-reader"
"""A header of our own in a capture: what made it, where that was not a plain request."""
BROWSER = "browser"


@dataclass(frozen=True, slots=True)
class Capture:
    """Raw bytes as fetched: the only source of truth, never edited."""

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    """Response headers of the last hop, names in lower case."""
    body: bytes
    """After content decoding (gzip), before any character decoding."""
    redirects: tuple[str, ...] = ()
    """Every URL that was asked for before ``final_url``, in order."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def rendered(self) -> bool:
        """Whether a browser made it: the page as its scripts left it, in UTF-8 whatever its server sent."""
        return self.header(READER_HEADER) == BROWSER

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave us to ask 'has it changed?' with; echoed as received, never made up by us."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server answered 304 to its own validators."""

    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """A host that was only asked whether it is there has answered over HTTP, with whatever status below 500."""

    url: str
    at: datetime
    status: int
    retry_after: float | None = None
    """Seconds the server asked us to wait, if it did."""


class FailureKind(enum.StrEnum):
    """Why there is no capture. ``own network`` faults are told apart from the source's by ``core.decide``, not here."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    HTTP_4XX = "http-4xx"
    HTTP_5XX = "http-5xx"
    BLOCKED = "blocked"
    """401, 403, 407, 429, 451 or a challenge: there is an answer, but not for us."""
    MOVED = "moved"
    """Redirected to a host that the source does not allow."""
    FORBIDDEN_ADDRESS = "forbidden-address"
    """A non-public address that ``network.allow`` does not name."""
    TOO_LARGE = "too-large"
    NO_BROWSER = "no-browser"
    """Only a browser sees its text, and there is none that works."""
    PROTOCOL = "protocol"
    """A broken answer: truncated, undecodable, an encoding that was not asked for, too many redirects."""


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """No capture, and why. A value, since it may happen to any source on any day."""

    url: str
    kind: FailureKind
    detail: str
    """A sentence for people, without secrets and without line breaks."""
    fetched_at: datetime
    status: int | None = None
    retry_after: float | None = None
    """Seconds the server asked us to wait, if it did."""


Fetched = Capture | NotModified | FetchFailure


# --- what reading gives -------------------------------------------------------------------------------------------


class BlockKind(enum.StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    """A table row, its cells joined by `` | ``."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the page shows it and where it really goes (``mailto:`` included)."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row of display text, without line breaks and link targets."""

    kind: BlockKind
    text: str
    heading: tuple[str, ...] = ()
    """The headings above it, outermost first; for a heading, those above itself."""
    level: int = 0
    """Heading level 1-6, or nesting depth of a list item from 1; 0 otherwise."""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A page as prose: what a person reads, in order. Derived from a capture, rebuildable at any time."""

    blocks: tuple[Block, ...]
    format: str
    """Name of the reader in ``core.formats`` that made it: html, markdown, text."""
    title: str = ""
    language: str | None = None
    """As the page declares it, a BCP 47 tag in lower case; ``None`` if it does not."""
    encoding: str | None = None
    selected: bool = True
    """False when the recipe's ``select`` matched nothing."""
    beside: tuple[Block, ...] = ()
    """What the page shows beside the text: its footer, side columns, banners. No part of any comparison, but a quote
    that stands there is found; ``heading`` names the part of the page."""

    @property
    def whole(self) -> Document:
        """Everything the page shows, what stands beside the text last."""
        return replace(self, blocks=(*self.blocks, *self.beside), beside=()) if self.beside else self

    @property
    def words(self) -> int:
        """Size of the text in words; a CJK character counts as one."""
        return sum(count_words(block.text) for block in self.blocks)

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for block in self.blocks for link in block.links)

    @property
    def content_hash(self) -> str:
        """SHA-256 over the display text: equal for two captures that read the same."""
        text = "\n".join(f"{block.kind} {block.level} {block.text}" for block in self.blocks)
        return hashlib.sha256(text.encode()).hexdigest()


def count_words(text: str) -> int:
    """Words of a text; a CJK character counts as one, as in the field's word counts."""
    cjk = sum(1 for char in text if "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff")
    spaced = "".join(" " if "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" else char for char in text)
    return cjk + sum(1 for word in spaced.split() if any(char.isalnum() for char in word))


class UnreadableKind(enum.StrEnum):
    """Why an answer is not the document that we watch."""

    CHALLENGE = "challenge"
    LOGIN = "login"
    CONSENT_WALL = "consent-wall"
    """A page that asks for a choice (cookies, age, country) before it shows the document."""
    ERROR_PAGE = "error-page"
    EMPTY = "empty"
    SHELL = "shell"
    """A page whose text comes by script, read without a browser."""
    NOT_TEXT = "not-text"
    SELECTOR = "selector"
    LANGUAGE = "language"
    WRONG_DOCUMENT = "wrong-document"
    SHRUNK = "shrunk"
    GREW = "grew"
    ALL_GONE = "all-gone"
    """Everything tracked vanished at once."""
    READER = "reader"
    """Our reader gave up: too deep, too slow, too much memory."""
    STATUS_FORMAT = "status-format"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Read, but not to be believed; ``suspect`` if it may yet turn out to be a true change when it persists."""

    kind: UnreadableKind
    detail: str
    suspect: bool = False


# --- what comparing gives -----------------------------------------------------------------------------------------


class HunkKind(enum.StrEnum):
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Hunk:
    """One sentence or passage that differs."""

    kind: HunkKind
    graded: Graded
    heading: tuple[str, ...]
    """Heading path in the new document; in the old one for ``removed``."""
    old: str
    """Empty for ``added``."""
    new: str
    """Empty for ``removed``."""
    moved_from: tuple[str, ...] = ()
    """Heading path in the old document, for ``moved``."""
    rule: str = ""
    """The noise rule that played it down to cosmetic; empty where none did."""
    tracked: bool = False
    """It holds words of a tracked quote or a term of a silence, so that nothing may play it down."""


@dataclass(frozen=True, slots=True)
class PrintedDates:
    """The date each document prints about itself (last updated, effective), if it does."""

    old: date | None = None
    new: date | None = None
    effective: date | None = None
    """From when on the new document says that it is in force; the latest such day that it prints."""
    said: str = ""
    """The words in which the new document prints ``new``: “Last updated: 3 March 2025”."""


class DateEvent(enum.StrEnum):
    """What the printed dates tell about a change, beside its text."""

    DATE_ONLY = "date-only"
    """The date that the page prints moved, its text did not."""
    SILENT_EDIT = "silent-edit"
    """The text changed, the date that the page prints did not."""


class Verdict(enum.StrEnum):
    INTACT = "intact"
    MOVED = "moved"
    REWORDED = "reworded"
    REMOVED = "removed"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"
    NOT_FOUND = "not-found"
    """The quote is not in the document it was said to be in; nothing can have happened to it yet."""


class Rewording(enum.StrEnum):
    """In what way a reworded clause reads otherwise."""

    EDITED = "edited"
    PARTIAL_REMOVAL = "partial-removal"
    """Part of it is gone, and hardly anything came instead."""
    INSERTION = "insertion"
    """It stands, with words of others in it."""
    HEAVY = "heavy"
    """Little of it is left but its place."""


class SilenceVerdict(enum.StrEnum):
    SILENT = "silent"
    BROKEN = "broken"
    NOT_SILENT = "not-silent"
    """The old document already contained a term."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class TrackedQuote:
    """A quote to be judged. ``exact`` is what the user wrote, ``located`` what was last seen of it."""

    exact: str
    occurrence: int = 1
    """1-based: which of several places in the old document is meant."""
    located: str | None = None
    """Where it differs from ``exact`` (after an earlier rewording): the words to locate it by in the old document."""
    home: str | None = None
    """Of a quote that fell, or was weakened beside it, since: the whole sentence that it stood in before."""
    weakened_by: str | None = None
    """What weakens it beside in the old document, one passage a line."""
    which: bool = field(default=False, compare=False)
    """Whether a person said which of several places is meant, instead of leaving it at the first."""


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """What became of one quote."""

    quote: str
    verdict: Verdict
    moved: bool = False
    graded: Graded = UNGRADED
    now: str | None = None
    """The quoted words as they stand today; ``None`` if they do not stand."""
    closest: str | None = None
    """For a quote that does not stand: the nearest remaining text."""
    replaced_by: str | None = None
    """For a removed quote: the text that stands at its place today."""
    surroundings: str | None = None
    """What changed beside an intact quote (an exception in its sentence or beside it, another meaning of its terms)."""
    heading: tuple[str, ...] = ()
    """Heading path of ``now``, or of where the quote stood."""
    fragment: str = ""
    """Text directive that opens the page at ``now``, or at what stands in its place; empty where there is none."""
    kind: Rewording | None = None
    """In what way it was reworded; ``None`` for every other verdict."""
    goes_on: str | None = None
    """The whole sentence, where a quote that ends in a full stop is only its beginning and the rest weakens it."""
    sentence: str | None = None
    """Of a quote that stands: the sentence that holds it, where only a part of that was quoted."""
    instead: str | None = None
    """Of a quote that stands again: what stood in its place, or weakened it beside, until now."""

    @property
    def stands(self) -> bool:
        return self.verdict in (Verdict.INTACT, Verdict.MOVED)

    @property
    def stands_again(self) -> bool:
        """Whether it had fallen, or was weakened, and nothing of that is left."""
        return self.stands and Reason.RETURNED in self.graded.reasons


@dataclass(frozen=True, slots=True)
class TrackedSilence:
    """Terms that a document does not contain; phrases in ``exceptions`` do not count as an occurrence."""

    terms: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term of a silence, and the sentence that broke it."""

    term: str
    text: str
    fragment: str = ""
    """Text directive that opens the page at the sentence."""


@dataclass(frozen=True, slots=True)
class SilenceFinding:
    terms: tuple[str, ...]
    verdict: SilenceVerdict
    found: tuple[Occurrence, ...] = ()

    @property
    def graded(self) -> Graded:
        """A broken silence asks for a review: what the page now says may be good or bad news."""
        return Graded(Grade.MAJOR if self.verdict is SilenceVerdict.BROKEN else Grade.NONE)


@dataclass(frozen=True, slots=True)
class TrackedLink:
    """A link that a claim relies on: the page shows ``text`` and it goes to ``target``."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class LinkFinding:
    text: str
    target: str
    verdict: Verdict
    """``intact``, ``reworded`` (the text is there, the target is another) or ``not-found``."""
    now: str | None = None
    """The target that the text has today."""

    @property
    def graded(self) -> Graded:
        return UNGRADED if self.verdict is Verdict.INTACT else Graded(Grade.MAJOR, (Reason.LINK,))


@dataclass(frozen=True, slots=True)
class TrackedDate:
    """The date that a document prints about itself."""

    day: date


@dataclass(frozen=True, slots=True)
class TrackedNumber:
    """A number beside one of the words in ``near``, expected from ``least`` to ``most``."""

    near: tuple[str, ...]
    least: float
    most: float


TrackedFact = TrackedDate | TrackedNumber


class FactVerdict(enum.StrEnum):
    HOLDS = "holds"
    OTHER = "other"
    """The page prints another date, or a number outside the band."""
    NOT_PRINTED = "not-printed"
    UNREADABLE = "unreadable"


STANDS = frozenset({Verdict.INTACT, Verdict.MOVED, SilenceVerdict.SILENT, FactVerdict.HOLDS})
"""The verdicts of what is as the watchlist says."""


@dataclass(frozen=True, slots=True)
class FactFinding:
    """What a page prints of a fact that a claim rests on."""

    fact: TrackedFact
    verdict: FactVerdict
    now: str | None = None
    """As the page has it today: a day in ISO form, a number as it is written."""
    text: str | None = None
    """What stands around a number."""
    fragment: str = ""
    """Text directive that opens the page there."""

    @property
    def about(self) -> str:
        """What it is, to be named in a sentence."""
        fact = self.fact
        return "the printed date" if isinstance(fact, TrackedDate) else f"the number of {' or '.join(fact.near)}"

    @property
    def wanted(self) -> str:
        """What the watchlist says."""
        fact = self.fact
        return str(fact.day) if isinstance(fact, TrackedDate) else f"{fact.least:g} to {fact.most:g}"

    @property
    def graded(self) -> Graded:
        """A fact that is another asks for a review; what it means for the claim a person must say."""
        reason = Reason.DATE if isinstance(self.fact, TrackedDate) else Reason.NUMBER
        return UNGRADED if self.verdict is FactVerdict.HOLDS else Graded(Grade.MINOR, (reason,))


@dataclass(frozen=True, slots=True)
class Tracked:
    """Everything that is tracked in one source, in the watchlist's order."""

    quotes: tuple[TrackedQuote, ...] = ()
    silences: tuple[TrackedSilence, ...] = ()
    links: tuple[TrackedLink, ...] = ()
    facts: tuple[TrackedFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents, compared. Findings stand in the order of what was tracked."""

    changed: bool
    """Whether any hunk is graded above ``none``."""
    graded: Graded
    """Of the document's hunks; those of tracked clauses included."""
    hunks: tuple[Hunk, ...] = ()
    dates: PrintedDates = PrintedDates()
    clauses: tuple[ClauseFinding, ...] = ()
    silences: tuple[SilenceFinding, ...] = ()
    links: tuple[LinkFinding, ...] = ()
    facts: tuple[FactFinding, ...] = ()

    @property
    def date_event(self) -> DateEvent | None:
        """What the printed dates tell; ``None`` where they say nothing of their own."""
        if Reason.SILENT_EDIT in self.graded.reasons:
            return DateEvent.SILENT_EDIT
        text = [hunk for hunk in self.hunks if not hunk.rule]
        only = bool(text) and all(hunk.graded.reasons == (Reason.DATE,) for hunk in text)
        return DateEvent.DATE_ONLY if only else None

    @property
    def worst(self) -> Graded:
        """The document and its tracked clauses together."""
        return gravest((self.graded, *(clause.graded for clause in self.clauses)))


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a reading worker answers about one capture of a page."""

    document: Document | None
    """``None`` exactly when ``unreadable`` is set and nothing could be parsed."""
    unreadable: Unreadable | None = None
    comparison: Comparison | None = None
    """Against the baseline; ``None`` when unreadable and not suspect. At the first poll the document is compared
    with itself, so that every quote gets its finding."""
    baseline: Document | None = None
    """The baseline's capture as read with today's recipe; ``None`` at the first poll."""
    warnings: tuple[str, ...] = field(default=())
