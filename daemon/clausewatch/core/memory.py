"""What is remembered of a source between two polls. One value per source, stored whole with every decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clausewatch.core.incidents import StatusMemory
from clausewatch.core.model import Grade, Graded, UnreadableKind, Validators, Verdict
from clausewatch.core.probe import ProbeMemory
from clausewatch.core.watch import Source, SourceKind


@dataclass(frozen=True, slots=True)
class CaptureRef:
    """A capture on disk, named by time and hash."""

    path: str
    """Of the bytes, relative to the snapshots folder; the provenance lies beside it as ``.json``."""
    sha256: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class TrackedState:
    """The last finding about one quote, silence or link."""

    key: str
    """``Quote.key``, ``Silence.key(source)`` ``LinkTarget.key`` or ``Fact.key``."""
    verdict: str
    """A ``Verdict``, ``SilenceVerdict`` or ``FactVerdict`` word."""
    now: str | None = None
    """The words (or the target) as last seen; what a quote is located by at the next poll."""
    closest: str | None = None
    since: datetime | None = None
    """When this verdict was first reached."""
    verified_at: datetime | None = None
    """When it was last reached on a page that could be read."""
    fragment: str = ""
    """Text directive that opens the page at ``now``."""
    accepted: bool = False
    """Somebody has seen it and lives with it."""
    beside: str | None = None
    """Of a quote that stands: what weakens it, for as long as that stands on the page."""
    graded: Graded | None = None
    """How grave it is that it does not stand, or what stands beside it."""
    home: str | None = None
    """Of a quote that is part of a sentence: that sentence as it stood while nothing weakened the quote."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that cannot be fetched or read at present."""

    since: datetime
    polls: int
    what: str
    """Failure or unreadable kind, in its word."""
    detail: str
    told: bool = False
    """Whether people were told; only then is the recovery told too."""


@dataclass(frozen=True, slots=True)
class Held:
    """A suspect reading: believed only if it persists."""

    content_hash: str
    kind: UnreadableKind
    since: datetime
    polls: int
    """Equal readings in a row."""
    suspects: int = 0
    """Suspect readings in a row, equal or not."""


@dataclass(frozen=True, slots=True)
class Version:
    """A text that stood on the page before, so that its return is known as one."""

    text_hash: str
    """See ``core.flapping.text_hash``."""
    stood_at: datetime
    """When it was last seen there."""
    left: Grade = Grade.NONE
    """Of the change that replaced it: who heard of that must hear of its return."""


@dataclass(frozen=True, slots=True)
class Flapping:
    """A page that goes back and forth between its versions."""

    returns: tuple[datetime, ...]
    """When an earlier text came back, oldest first."""
    told: bool = False
    """Whether people know that it flaps; from then on it is left alone until it stands still."""
    text_hash: str = ""
    """Of what the page said at the last poll since then."""
    since: datetime | None = None
    """Since when it has said that."""


@dataclass(frozen=True, slots=True)
class RestlessLine:
    """A line that changes from poll to poll while nothing else does: its neighbours and what stays the same in it."""

    before: str
    """Hash of the line before it."""
    after: str
    """Hash of the line after it."""
    head: tuple[str, ...]
    """Its first words, which stay."""
    tail: tuple[str, ...]
    """Its last words, which stay."""
    changes: int
    """Polls in a row at which it was another one."""
    since: datetime
    still: int = 0
    """Polls in a row at which it stood still, since it was learned."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that people were told of before it comes into force."""

    day: date
    """From when on the document says that it is in force."""
    change_id: str
    seen_at: datetime
    grade: Grade


@dataclass(frozen=True, slots=True)
class PageMemory:
    """Of a page. ``baseline`` is the last document that was believed."""

    baseline: CaptureRef | None = None
    content_hash: str = ""
    validators: Validators = Validators()
    polls_since_full: int = 0
    """Polls answered 304 in a row; a full fetch is forced now and then, since servers lie."""
    trouble: Trouble | None = None
    held: Held | None = None
    tracked: tuple[TrackedState, ...] = ()
    checked_at: datetime | None = None
    read_at: datetime | None = None
    """When it was last read and believed."""
    pending: Pending | None = None
    """What the document of today says will come into force; the countdown's."""
    recipe: str = ""
    """Fingerprint of the recipe at the last reading; a new one asks for a full fetch."""
    rendered: bool = False
    """Whether the text that was last believed came from a browser. It is then read with one from the start, so that
    the two ways of reading a page are never compared with each other more than once."""
    versions: tuple[Version, ...] = ()
    """Texts that stood before the baseline, oldest first."""
    flapping: Flapping | None = None
    restless: tuple[RestlessLine, ...] = ()

    def state(self, key: str) -> TrackedState | None:
        return next((state for state in self.tracked if state.key == key), None)

    def stands(self, key: str) -> bool:
        """Whether a tracked quote stood when last read."""
        state = self.state(key)
        return state is not None and state.verdict in (Verdict.INTACT, Verdict.MOVED)


Memory = PageMemory | StatusMemory | ProbeMemory
KINDS: dict[SourceKind, type[PageMemory | StatusMemory | ProbeMemory]] = {
    SourceKind.PAGE: PageMemory,
    SourceKind.STATUS: StatusMemory,
    SourceKind.CANDIDATE: StatusMemory,
    SourceKind.PROBE: ProbeMemory,
}


def blank(source: Source) -> Memory:
    """Nothing is known yet."""
    return KINDS[source.kind]()
