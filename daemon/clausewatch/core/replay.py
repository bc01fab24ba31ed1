"""Recorded captures of one page, polled in order as the daemon would: the whole decision path without a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clausewatch.core.alerts import Decision, Outcome
from clausewatch.core.decide import Seen, decide
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import Capture, Grade, PrintedDates, Tracked
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.watch import Recipe, Source, SourceKind


@dataclass(frozen=True, slots=True)
class Replayed:
    """One capture's poll."""

    capture: Capture
    baseline: Capture | None
    """What it was compared with; ``None`` while nothing has been read yet."""
    decision: Decision

    @property
    def told(self) -> bool:
        """Whether people would be told at the default threshold."""
        return any(alert.grade >= Grade.MINOR for alert in self.decision.alerts)

    @property
    def dates(self) -> PrintedDates:
        return self.decision.change.comparison.dates if self.decision.change else PrintedDates()


def replay(captures: Iterable[Capture], recipe: Recipe) -> Iterator[Replayed]:
    """Each capture in turn. One that is held is polled again with the same bytes, as a re-fetch minutes later would,
    until it is believed or given up."""
    source = Source("replay", SourceKind.PAGE, "", "replay", every=86_400.0, recipe=recipe)
    memory, baseline = PageMemory(), None
    for capture in captures:
        decision = _poll(source, memory, capture, baseline)
        while decision.outcome is Outcome.HELD:
            assert isinstance(decision.memory, PageMemory)
            decision = _poll(source, decision.memory, capture, baseline)
        yield Replayed(capture, baseline, decision)
        assert isinstance(decision.memory, PageMemory)
        memory = decision.memory
        if decision.outcome in (Outcome.BASELINE, Outcome.CHANGED):
            baseline = capture


def _poll(source: Source, memory: PageMemory, capture: Capture, baseline: Capture | None) -> Decision:
    reading = read_page(PageJob(capture, baseline, source.recipe, Tracked()))
    return decide(source, memory, Seen(capture, reading), (), capture.fetched_at)
