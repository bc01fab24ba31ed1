"""Notices that the wall clock was set, or that the computer slept: what the clock says against what has passed.

``time.monotonic`` neither jumps nor counts sleep, so a difference between the two is one or the other. What is to be
done about it is the scheduler's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

LEAST = 30.0
"""Seconds of difference that are no slewing by NTP and no busy machine."""


@dataclass(frozen=True, slots=True)
class Jump:
    """The clock went from ``before`` to ``after`` while only ``passed`` seconds went by."""

    before: datetime
    after: datetime
    passed: float

    @property
    def seconds(self) -> float:
        """Positive: it was set forward, or we slept."""
        return (self.after - self.before).total_seconds() - self.passed


class ClockWatch:
    """Looks at both clocks each time it is asked; never asked it notices nothing."""

    def __init__(self, now: Callable[[], datetime], passing: Callable[[], float] = time.monotonic) -> None:
        self._now, self._passing = now, passing
        self._before, self._mark = now(), passing()

    def jump(self) -> Jump | None:
        """What happened since the last look, if anything did."""
        after, mark = self._now(), self._passing()
        jump = Jump(self._before, after, mark - self._mark)
        self._before, self._mark = after, mark
        return jump if abs(jump.seconds) >= LEAST else None
