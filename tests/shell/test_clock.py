"""A clock that was set, or a computer that slept, is told from time that passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.shell.clock import ClockWatch
from shell.news import NOON


@dataclass
class Clocks:
    wall: datetime = NOON
    passed: float = 0.0

    def go(self, wall: float, passed: float) -> None:
        self.wall += timedelta(seconds=wall)
        self.passed += passed

    def watch(self) -> ClockWatch:
        return ClockWatch(lambda: self.wall, lambda: self.passed)


def test_time_that_passes_is_no_jump_however_long_nobody_looked() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    for seconds in (1, 3600, 0.5):
        clocks.go(seconds, seconds)
        assert watch.jump() is None


def test_a_clock_set_back_and_a_sleep_are_seen_once_with_how_much() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    for wall, expected in ((-3600, -3601), (7200, 7199)):
        clocks.go(wall, 1)
        jump = watch.jump()
        assert jump is not None and jump.seconds == expected
        clocks.go(1, 1)
        assert watch.jump() is None


def test_small_corrections_are_no_jump() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.go(-20, 1)
    assert watch.jump() is None
