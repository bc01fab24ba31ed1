"""Is it them, or is it us? While the monitor's own network is down, nothing about any source can be concluded.

A failed fetch counts against its source only if somebody else could be reached meanwhile: another source answered
within the last minute, or a witness (another host of the watchlist) takes a connection now. With nobody to ask, the
failure counts, since silence would be worse.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core import sight
from clausewatch.core.alerts import Alert, Decision, HealthNews, Outcome
from clausewatch.core.memory import Memory, PageMemory
from clausewatch.core.model import FailureKind, FetchFailure, Grade
from clausewatch.core.watch import AlertKind

MAY_BE_OURS = frozenset({FailureKind.DNS, FailureKind.CONNECT, FailureKind.TIMEOUT})
"""Failures that a dead network of our own would cause too."""
NOBODY_ANSWERED = MAY_BE_OURS | {FailureKind.NO_BROWSER, FailureKind.FORBIDDEN_ADDRESS}
"""Failures in which nobody outside has answered, so that they prove nothing about our network."""
FRESH = 60.0
"""Seconds for which an answer proves that we are online."""
NO_NETWORK = "the monitor has no network; nothing is concluded"
"""Why a poll while we are offline came to nothing."""
RETRY_OFFLINE = 30.0
"""Seconds between polls while offline."""


class Online(enum.Enum):
    YES = "yes"
    NO = "no"
    ASK = "ask a witness"


@dataclass(frozen=True, slots=True)
class Connectivity:
    """What is known of our own network."""

    answered_at: datetime | None = None
    """When anybody answered last."""
    offline_since: datetime | None = None
    missed: int = 0
    """Polls that could not be made since."""


def judge(known: Connectivity, failure: FetchFailure, now: datetime) -> Online:
    """What a failed fetch says about our own network."""
    if failure.kind not in MAY_BE_OURS:
        return Online.YES
    if known.answered_at is not None and (now - known.answered_at).total_seconds() <= FRESH:
        return Online.YES
    return Online.ASK


def witnessed(answers: Sequence[bool]) -> Online:
    """What the witnesses say; without any, the failure is believed."""
    return Online.YES if not answers or any(answers) else Online.NO


def inconclusive(memory: Memory) -> Decision:
    """What a poll means while we are offline: nothing. A doubt from before is not counted on either."""
    if not isinstance(memory, PageMemory):
        memory = dataclasses.replace(memory, sight=sight.undecided(memory.sight))
    return Decision(Outcome.FAILED, NO_NETWORK, memory, retry_in=RETRY_OFFLINE)


def alone(failure: FetchFailure) -> FetchFailure:
    """The failure, with the remark that it may be our own network's, since nobody else is watched."""
    remark = "nobody else is watched who could be asked, so it may be our own network"
    return dataclasses.replace(failure, detail=f"{failure.detail}; {remark}")


def missed(known: Connectivity, now: datetime) -> Connectivity:
    return dataclasses.replace(known, offline_since=known.offline_since or now, missed=known.missed + 1)


def answered(known: Connectivity, now: datetime) -> tuple[Connectivity, Alert | None]:
    """Somebody answered: online; after an outage of ours the alert that says so, once."""
    alert = _back_online(known.offline_since, known.missed, now) if known.offline_since else None
    return Connectivity(answered_at=now), alert


def _back_online(since: datetime, polls: int, now: datetime) -> Alert:
    text = (
        f"The monitor had no network from {since:%Y-%m-%d %H:%M:%S} to {now:%Y-%m-%d %H:%M:%S} UTC; "
        f"{polls} {'poll was' if polls == 1 else 'polls were'} missed, nothing was concluded from them"
    )
    news = HealthNews(None, "Monitor offline", text, recovered=True)
    return Alert(f"offline/{since:%Y%m%dT%H%M%S}", AlertKind.HEALTH, Grade.MINOR, now, None, news)
