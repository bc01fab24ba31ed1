"""The fault runs in small; ``make soak`` has the long ones."""

from __future__ import annotations

import asyncio
from pathlib import Path

from shell.fault_run import fault_run
from shell.kill_run import kill_run

PATIENT = 8.0
"""Seconds that a channel waits for an answer: a machine that is busy must not look like a server that hangs."""


def test_whatever_the_other_side_does_nothing_is_lost_and_nothing_repeated_without_a_reason(tmp_path: Path) -> None:
    ran = asyncio.run(fault_run(tmp_path, alerts=60, seed=20261126, seconds=PATIENT))
    assert (ran.lost, ran.excess, ran.disorder, ran.untold_losses) == (0, 0, 0, 0), ran.figures()
    assert 0 < ran.repeated <= ran.lost_answers, "only a lost answer is a reason to repeat a message"
    assert ran.dead > 0 and ran.merged > 0
    assert set(ran.faults) >= {"404", "500", "reset after", "reset before", "lie"}


def test_killed_while_it_sends_it_loses_nothing_and_repeats_one_message_per_crash(tmp_path: Path) -> None:
    """Nothing is given up as slow here, so one message at a time is under way however busy the machine is."""
    killed = asyncio.run(kill_run(tmp_path, alerts=40, kills=7, seed=20261126, quick=10 * PATIENT))
    ran = killed.ran
    assert (ran.lost, ran.excess, ran.disorder, ran.untold_losses) == (0, 0, 0, 0), killed.figures()
    assert ran.repeated <= ran.lost_answers + ran.crashes
    assert killed.flawless_followups, killed.figures()
