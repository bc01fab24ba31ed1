"""A vendor without a status page: we ask its API host ourselves, without a key, and see whether anybody answers.

Any answer over HTTP below 500 means that the host is alive: 401 and 403 are what an API says to somebody without a key,
404 to somebody who asks for nothing in particular, 429 to somebody who asks often. No answer is what DNS, the
connection, TLS or time refuse, a 5xx, and what is no HTTP. Losing and regaining it is confirmed as for a status page
(``core.sight``).

All of it is our own observation from one place, and every sentence says so. It is never called the vendor's word: a
host that answers can be broken inside, and one that does not answer us may answer everybody else.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from clausewatch.core import sight
from clausewatch.core.model import Answered, FailureKind, FetchFailure
from clausewatch.core.sight import Sight, Subject, Told, clock
from clausewatch.core.status import PageState, StatusEvent, StatusEventKind
from clausewatch.core.watch import Source

OURS = " (our own observation, not the vendor's word)"
NOBODY = frozenset(FailureKind) - {FailureKind.FORBIDDEN_ADDRESS, FailureKind.NO_BROWSER}
"""Failures that mean that nobody answered; an address that we may not reach says nothing about it."""


@dataclass(frozen=True, slots=True)
class ProbeMemory:
    """Of a host that is only asked whether it answers."""

    checked_at: datetime | None = None
    answered_at: datetime | None = None
    status: int | None = None
    """Of the last answer over HTTP."""
    watched_since: datetime | None = None
    """When it was first asked."""
    sight: Sight = Sight()

    @property
    def answers(self) -> bool:
        """As far as we know."""
        return self.answered_at is not None and self.sight.told is None

    @property
    def silent(self) -> bool:
        """Whether people were told that it does not answer."""
        return self.sight.told is Told.UNREACHABLE


@dataclass(frozen=True, slots=True)
class ProbeStep:
    """What one question means."""

    memory: ProbeMemory
    events: tuple[StatusEvent, ...]
    outcome: Literal["baseline", "unchanged", "changed", "failed"]
    reason: str
    retry_in: float | None = None
    """Seconds until the next one, where that differs from the source's schedule."""


def step(memory: ProbeMemory, observed: Answered | FetchFailure, source: Source, now: datetime) -> ProbeStep:
    """One question, asked ``now``."""
    asked = dataclasses.replace(memory, checked_at=now, watched_since=memory.watched_since or now)
    if isinstance(observed, Answered):
        return _answered(asked, observed, source, now, first=memory.watched_since is None)
    seen = sight.missed(asked.sight, observed, PageState.UNKNOWN, now, subject_of(source))
    assert seen.sight.lapse is not None
    return ProbeStep(
        dataclasses.replace(asked, sight=seen.sight),
        seen.events,
        "failed",
        f"{observed.kind}: {observed.detail}; {seen.sight.lapse.polls} in a row since {clock(seen.sight.lapse.since)}",
        sight.again(observed, seen.sight.lapse, source.every),
    )


def _answered(memory: ProbeMemory, answer: Answered, source: Source, now: datetime, *, first: bool) -> ProbeStep:
    seen = sight.hit(memory.sight, PageState.UNKNOWN, now, subject_of(source))
    after = dataclasses.replace(memory, answered_at=now, status=answer.status, sight=seen.sight)
    wanted = min(sight.RETRY, source.every) if seen.sight.lapse is not None else source.every
    wanted = max(wanted, min(answer.retry_after or 0.0, sight.LONGEST_ASKED))
    return ProbeStep(
        after,
        seen.events,
        "baseline" if first else "changed" if seen.events else "unchanged",
        f"it answers: HTTP {answer.status}",
        None if wanted == source.every else wanted,
    )


def subject_of(source: Source) -> Subject:
    return Subject(
        name=urlsplit(source.url).hostname or source.title,
        gone="gives us no good answer",
        back="answers us again",
        unreadable="cannot be asked",
        readable="can be asked again",
        note=OURS,
        silences=NOBODY,
        lost=StatusEventKind.PROBE_FAILED,
        still_lost=StatusEventKind.PROBE_STILL_FAILS,
        regained=StatusEventKind.PROBE_RECOVERED,
        speaks=False,
        remind=source.remind,
    )
