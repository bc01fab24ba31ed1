"""What is remembered of a source between two polls. One value per source, stored whole with every decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.incidents import StatusMemory
from clausewatch.core.model import UnreadableKind, Validators, Verdict
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
    """``Quote.key``, ``Silence.key(source)`` or ``LinkTarget.key``."""
    verdict: str
    """A ``Verdict`` or ``SilenceVerdict`` word."""
    now: str | None = None
    """The words (or the target) as last seen; what a quote is located by at the next poll."""
    closest: str | None = None
    since: datetime | None = None
    """When this verdict was first reached."""
    verified_at: datetime | None = None
    """When it was last reached on a page that could be read."""
    accepted: bool = False
    """Somebody has seen it and lives with it."""


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
    recipe: str = ""
    """Fingerprint of the recipe at the last reading; a new one asks for a full fetch."""

    def state(self, key: str) -> TrackedState | None:
        return next((state for state in self.tracked if state.key == key), None)

    def stands(self, key: str) -> bool:
        """Whether a tracked quote stood when last read."""
        state = self.state(key)
        return state is not None and state.verdict in (Verdict.INTACT, Verdict.MOVED)


Memory = PageMemory | StatusMemory


def blank(source: Source) -> Memory:
    """Nothing is known yet."""
    return PageMemory() if source.kind is SourceKind.PAGE else StatusMemory()
