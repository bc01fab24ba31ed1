"""How the running daemon is: whether its rounds come back, and what they found. In memory only.

*Alive* means that the event loop turns, the database thread answers, and the rounds that everything hangs on come to an
end; a full disk is no reason to be restarted, a round that never returns is. *Ready* means that the work is done in
time: nothing is long overdue, and what was decided is delivered.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from clausewatch.shell.store import Workload

PULSE: Final = ("tick", "heartbeat")
"""Rounds without which nothing happens."""
PULSE_SECONDS: Final = 90.0
"""Without one of them coming back for so long the daemon hangs; a statement waits ten seconds for a lock at most."""
OVERDUE_SECONDS: Final = 900.0
"""A source that is due for so long is not polled in time; polls under way and politeness take minutes."""
LAG_SECONDS: Final = 1800.0
"""A message that waits for so long is late; a channel that is down for a while is tried again within minutes."""
BUCKETS: Final = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Upper bounds in seconds of the histogram of polls."""


@dataclass(slots=True)
class Vitals:
    """Kept by the scheduler, read by who reports."""

    passing: Callable[[], float] = time.monotonic
    marks: dict[str, float] = field(default_factory=dict)
    """Round -> when it last came back, whatever it found."""
    failing: dict[str, str] = field(default_factory=dict)
    """Round -> what it failed of, until it succeeds again."""
    polls: Counter[str] = field(default_factory=Counter)
    """Outcome -> how often, since the start."""
    durations: Counter[float] = field(default_factory=Counter)
    """Upper bound -> polls that took no longer and longer than the bound before."""
    seconds: float = 0.0
    """That polls took, together."""
    delivered: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Channel and outcome -> how often, since the start."""
    workload: Workload | None = None
    """As it was at the last survey."""
    surveyed_at: datetime | None = None

    def came_back(self, job: str) -> None:
        self.marks[job] = self.passing()

    def polled(self, outcome: str, seconds: float) -> None:
        self.polls[outcome] += 1
        self.seconds += seconds
        self.durations[next((bound for bound in BUCKETS if seconds <= bound), float("inf"))] += 1

    def hangs(self) -> tuple[str, ...]:
        """Rounds that did not come back in time; empty: alive."""
        now = self.passing()
        return tuple(job for job in PULSE if now - self.marks.get(job, now) > PULSE_SECONDS)

    def begin(self) -> None:
        """Counts from now on, so that a round that never comes back at all is noticed too."""
        for job in PULSE:
            self.came_back(job)

    def troubles(self, now: datetime) -> tuple[str, ...]:
        """Why the work is not done in time, each in a sentence; empty: ready."""
        found = [f"{job} does not come back" for job in self.hangs()]
        found += [f"{job} fails: {reason}" for job, reason in self.failing.items()]
        if self.workload is None:
            return (*found, "nothing was surveyed yet")
        overdue, lag = self.workload.overdue_seconds(now), self.workload.lag_seconds(now)
        if overdue > OVERDUE_SECONDS:
            found.append(f"{self.workload.overdue} sources are overdue, the oldest for {overdue:.0f} s")
        if lag > LAG_SECONDS:
            found.append(f"{self.workload.pending} messages wait, the oldest for {lag:.0f} s")
        return tuple(found)
