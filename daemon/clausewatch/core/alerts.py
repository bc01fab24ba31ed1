"""What is decided and what is told: ``Decision``, ``Change``, ``Alert``."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from clausewatch.core.memory import CaptureRef, Memory
from clausewatch.core.model import (
    STANDS,
    ClauseFinding,
    Comparison,
    FactFinding,
    Grade,
    Graded,
    LinkFinding,
    Reason,
    SilenceFinding,
    gravest,
)
from clausewatch.core.status import StatusEvent
from clausewatch.core.watch import AlertKind

BACK = Graded(Grade.MINOR, (Reason.RETURNED,))
"""Of what stands again as published."""


class Outcome(enum.StrEnum):
    """Of one poll."""

    BASELINE = "baseline"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """A finding about something tracked, with the claim that relies on it."""

    claim_id: str
    statement: str
    field: str
    finding: ClauseFinding | SilenceFinding | LinkFinding | FactFinding
    confirm: bool = False
    """Never seen by us before; missing is a note, not an alarm."""
    followers: tuple[str, ...] = ()
    """Statements that follow from the claim, and fall with it."""
    contradiction: bool = False
    """The claim is that the page contradicts itself: a side that goes may end that."""

    @property
    def graded(self) -> Graded:
        """Of the news: that something stands again is good news, and as much news as that it fell."""
        return BACK if self.restored else self.finding.graded

    @property
    def restored(self) -> bool:
        """Whether that it stands, and nothing else, is the news."""
        finding = self.finding
        if isinstance(finding, ClauseFinding) and (finding.stands_again or finding.goes_on):
            return finding.stands_again
        return finding.verdict in STANDS and finding.graded.grade is Grade.NONE

    @property
    def subject(self) -> str:
        """What it is about, for people: the statement, else the tracked words themselves."""
        if self.statement:
            return self.statement
        if isinstance(self.finding, SilenceFinding):
            return "silent about: " + ", ".join(self.finding.terms)
        if isinstance(self.finding, FactFinding):
            return f"{self.finding.about}: {self.finding.wanted}"
        return f"“{self.finding.quote if isinstance(self.finding, ClauseFinding) else self.finding.text}”"


@dataclass(frozen=True, slots=True)
class Change:
    """A believed difference between the baseline and a new document."""

    id: str
    """``<source id>/<UTC>-<hash8>``; the last part is the stem of its files."""
    source_id: str
    title: str
    """Of the source."""
    provider: str | None
    provider_name: str
    url: str
    at: datetime
    comparison: Comparison
    findings: tuple[ClaimFinding, ...] = ()
    """What happened to claims, gravest first; empty when none was touched."""
    old: CaptureRef | None = None
    new: CaptureRef | None = None
    note: str = ""
    """Said once beside the title: ``confirmed over 3 polls``."""

    @property
    def stem(self) -> str:
        return self.id.rsplit("/", 1)[1]

    @property
    def folder(self) -> str:
        """Where its files lie: named after its source as that was called then."""
        return self.id.rsplit("/", 1)[0]

    @property
    def graded(self) -> Graded:
        """Of the document and of the claims that were touched; what was told before does not count again."""
        return gravest((self.comparison.graded, *(touched.graded for touched in self.findings)))

    @property
    def grade(self) -> Grade:
        return self.graded.grade


@dataclass(frozen=True, slots=True)
class StatusNews:
    """Something happened on a status page."""

    source_id: str
    title: str
    provider: str | None
    provider_name: str
    url: str
    event: StatusEvent
    about: tuple[str, ...] = ()
    """Ids of all the sources it is about, where these are several."""


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """A claim that does not stand as published, seen at the first poll of its source."""

    source_id: str
    source_title: str
    url: str
    finding: ClaimFinding | None
    """``None`` for a source that could not be read at all; ``detail`` says why."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """What the first poll of a provider's sources showed, in one message."""

    provider: str | None
    provider_name: str
    standing: int
    """How many tracked things stand as written."""
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True)
class HealthNews:
    """About the monitor's own sight."""

    source_id: str | None
    title: str
    text: str
    """One sentence: what cannot be seen or delivered, since when, why."""
    url: str = ""
    recovered: bool = False
    provider: str | None = None
    provider_name: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A change that people know of is about to come into force."""

    source_id: str
    title: str
    provider: str | None
    provider_name: str
    url: str
    day: date
    """From when on the page says that it is in force."""
    days: int
    """Until then."""
    change_id: str
    grade: Grade
    """Of the change."""


@dataclass(frozen=True, slots=True)
class OpenChange:
    """A change that touched claims, or a clause that never stood as published, that nobody has decided on yet."""

    source_id: str
    title: str
    provider_name: str
    url: str
    change_id: str
    seen_at: datetime
    grade: Grade
    statements: tuple[str, ...]
    """What is said of the claims that wait."""
    acceptable: bool
    """Whether there are new words that ``accept`` could take over."""
    review: tuple[str, ...] = ()
    """What people have said about it."""
    clause_key: str = ""
    """In place of a change: of a clause that did not stand when it was first looked for."""
    words: str = ""
    """Of that clause, as published."""

    @property
    def name(self) -> str:
        """What ``accept``, ``snooze`` and ``comment`` take."""
        return self.change_id or self.clause_key


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A reminder of changes that wait for a decision."""

    entries: tuple[OpenChange, ...]
    outstanding_days: int
    """For how long the oldest has waited."""


@dataclass(frozen=True, slots=True)
class RoundupEntry:
    """One alert of a digest, in short."""

    source_id: str
    key: str
    at: datetime
    kind: AlertKind
    grade: Grade
    headline: str
    summary: str
    url: str = ""
    change_id: str = ""
    review: tuple[str, ...] = ()
    earlier: int = 0
    """Earlier news of the same thread that this one says the last of."""


@dataclass(frozen=True, slots=True)
class Roundup:
    """What a route has collected for a recipient since the last one, in one message."""

    entries: tuple[RoundupEntry, ...]
    """Gravest first."""
    collected_since: datetime
    due_at: datetime


News = Change | StatusNews | Digest | HealthNews | Reminder | Outstanding | Roundup


@dataclass(frozen=True, slots=True)
class Alert:
    """News addressed to people; ``core.routing`` says to whom."""

    key: str
    """Unique and repeatable: deciding the same poll again gives the same key, so it cannot be told twice."""
    kind: AlertKind
    grade: Grade
    at: datetime
    provider: str | None
    news: News
    thread: str = ""
    """The same for news that belong together; empty: a thread of its own."""
    providers: tuple[str, ...] = ()
    """All whom it is about, where these are several; ``provider`` is ``None`` then."""
    check: str = ""
    """Of the poll that it came from, as the logs name it; empty where it came from none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one poll means, why, and what is remembered of it."""

    outcome: Outcome
    reason: str
    """One sentence, for logs and for ``explain``."""
    memory: Memory
    alerts: tuple[Alert, ...] = ()
    change: Change | None = None
    keep: bool = False
    """Whether the capture's bytes must be kept: baseline, change or suspect."""
    retry_in: float | None = None
    """Seconds until the next poll where that differs from the source's schedule."""
