"""Laws of the status machine over random lives of incidents, polls that fail, and restarts at any moment."""

from __future__ import annotations

import dataclasses
import random
from collections import defaultdict

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from clausewatch.core.incidents import Observed, StatusMemory, step
from clausewatch.core.model import NotModified
from clausewatch.core.status import (
    Component,
    Impact,
    Incident,
    IncidentUpdate,
    MaintenancePhase,
    PageState,
    Phase,
    StatusEvent,
    StatusEventKind,
    StatusReport,
)
from core.status_pages import MEMORY, at, failure, report, source, unreadable, upkeep

K = StatusEventKind
OPENING = (K.BASELINE, K.INCIDENT_OPENED, K.INCIDENT_REOPENED)
IDS = ("i1", "i2", "i3")
NAMES = ("API", "Console")
STATES = (PageState.OPERATIONAL, PageState.DEGRADED, PageState.MAJOR_OUTAGE, PageState.UNKNOWN)


class Page:
    """A status page that does as it is told. ``minutes`` is its clock and ours."""

    def __init__(self) -> None:
        self.minutes = 0.0
        self.incidents: dict[str, Incident] = {}
        self.listed: set[str] = set()
        self.complete = True
        self.states = dict.fromkeys(NAMES, PageState.OPERATIONAL)
        self.upkeep = False
        self._updates = 0

    def write(self, key: str, phase: Phase, impact: Impact, component: str | None) -> None:
        """An entry about an incident: opens it, goes on with it, ends it or opens it again."""
        self._updates += 1
        entry = IncidentUpdate(f"u{self._updates}", at(self.minutes), phase, f"entry {self._updates}")
        before = self.incidents.get(key)
        start = before.started_at if before else entry.at
        updates = (*(before.updates if before else ()), entry)
        end = entry.at if phase is Phase.RESOLVED else None
        names = (component,) if component else ()
        self.incidents[key] = Incident(key, f"Trouble {key}", phase, impact, start, end, updates, names)
        self.listed.add(key)

    def report(self) -> StatusReport:
        components = tuple(Component(f"c-{name}", name, state) for name, state in self.states.items())
        planned = (upkeep(MaintenancePhase.IN_PROGRESS, 0, None, "API"),) if self.upkeep else ()
        listed = [self.incidents[key] for key in sorted(self.listed)]
        state = max(self.states.values(), key=STATES.index)
        return report(*listed, state=state, components=components, maintenances=planned, complete=self.complete)


class Audience:
    """Hears every event and checks that the story holds."""

    def __init__(self) -> None:
        self.open: dict[str, bool] = defaultdict(bool)
        self.keys: set[tuple[str, str, str]] = set()
        self.lost = self.flapping = self.fallen = False

    def hear(self, event: StatusEvent, memory: StatusMemory) -> None:
        name = event.incident.id if event.incident else ""
        key = (event.kind, name, event.key)
        assert key not in self.keys, f"told twice: {key}"
        self.keys.add(key)
        if event.kind is K.BASELINE:
            self.open.update({each.id: True for each in memory.open_incidents})
        elif event.kind in OPENING:
            assert not self.open[name], f"{name} opened twice"
            self.open[name] = True
        elif event.kind in (K.INCIDENT_UPDATED, K.INCIDENT_RESOLVED):
            assert self.open[name], f"{event.kind} without an opening of {name}"
            self.open[name] = event.kind is K.INCIDENT_UPDATED
        else:
            self._hear_of_page(event)

    def _hear_of_page(self, event: StatusEvent) -> None:
        if event.kind is K.FLAPPING_STARTED:
            assert not self.flapping
            self.flapping = True
        elif event.kind is K.FLAPPING_STOPPED:
            assert self.flapping
            self.flapping, self.lost = False, event.state in (PageState.UNREACHABLE, PageState.UNKNOWN)
        elif event.kind in (K.PAGE_RECOVERED, K.PAGE_READABLE):
            assert self.lost, "a return without a loss"
            self.lost = False
        elif event.kind in (K.PAGE_UNREACHABLE, K.PAGE_UNREADABLE):
            self.lost = True
        elif event.kind is K.PAGE_DEGRADED:
            assert event.state in (PageState.DEGRADED, PageState.MAJOR_OUTAGE)
            self.fallen = True
        elif event.kind is K.PAGE_RESTORED:
            assert self.fallen
            self.fallen = False


class World:
    """A page, one daemon that never stops, and one that is restarted before every poll."""

    def __init__(self) -> None:
        self.page, self.audience, self.source = Page(), Audience(), source()
        self.steady = self.restarted = StatusMemory()

    def poll(self, observed: Observed) -> None:
        now = at(self.page.minutes)
        one = step(self.steady, observed, self.source, now)
        other = step(MEMORY.validate_json(MEMORY.dump_json(self.restarted)), observed, self.source, now)
        assert (one.events, one.memory) == (other.events, other.memory)
        self.steady, self.restarted = one.memory, other.memory
        for event in one.events:
            self.audience.hear(event, self.steady)

    def settle(self) -> None:
        """Nothing is hidden any more: after enough polls people know exactly what is open."""
        self.page.upkeep, self.page.complete = False, True
        for _ in range(12):
            self.page.minutes += 3
            self.poll(self.page.report())
        truth = {key for key in self.page.listed if self.page.incidents[key].is_open}
        assert {key for key, is_open in self.audience.open.items() if is_open} == truth
        assert {each.id for each in self.steady.open_incidents} == truth


class Lives(RuleBasedStateMachine):
    """Whatever happens on the page and between us, the story that is told holds."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @rule(
        key=st.sampled_from(IDS),
        phase=st.sampled_from(Phase),
        impact=st.sampled_from(Impact),
        component=st.sampled_from([None, *NAMES]),
    )
    def write(self, key: str, phase: Phase, impact: Impact, component: str | None) -> None:
        self.world.page.write(key, phase, impact, component)

    @rule(key=st.sampled_from(IDS))
    def drop_or_list(self, key: str) -> None:
        if key in self.world.page.incidents:
            self.world.page.listed ^= {key}

    @rule(name=st.sampled_from(NAMES), state=st.sampled_from(STATES))
    def set_component(self, name: str, state: PageState) -> None:
        self.world.page.states[name] = state

    @rule()
    def begin_or_end_maintenance(self) -> None:
        self.world.page.upkeep = not self.world.page.upkeep

    @rule()
    def cut_or_complete_the_list(self) -> None:
        self.world.page.complete = not self.world.page.complete

    @rule(minutes=st.sampled_from([0.5, 2, 7, 31, 600]))
    def wait(self, minutes: float) -> None:
        self.world.page.minutes += minutes

    @rule(times=st.integers(1, 3))
    def poll(self, times: int) -> None:
        for _ in range(times):
            self.world.page.minutes += 1
            self.world.poll(self.world.page.report())

    @rule(times=st.integers(1, 4), how=st.sampled_from(["failure", "unreadable", "not modified"]))
    def poll_in_vain(self, times: int, how: str) -> None:
        answers: dict[str, Observed] = {
            "failure": failure(),
            "unreadable": unreadable(),
            "not modified": NotModified("https://status.lumen.example/", at(self.world.page.minutes)),
        }
        for _ in range(times):
            self.world.page.minutes += 1
            self.world.poll(answers[how])

    @invariant()
    def who_is_told_of_nothing_believes_nothing(self) -> None:
        told = {key for key, is_open in self.world.audience.open.items() if is_open}
        assert told <= {each.id for each in self.world.steady.open_incidents}

    def teardown(self) -> None:
        self.world.settle()


Lives.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestLives = Lives.TestCase


@pytest.mark.parametrize("block", range(4))
def test_point_8_random_histories_tell_a_story_that_holds_with_restarts_at_every_step(block: int) -> None:
    for seed in range(50 * block, 50 * block + 50):
        chance, lives = random.Random(seed), Lives()
        for _ in range(60):
            _anything(chance, lives)
            lives.who_is_told_of_nothing_believes_nothing()
        lives.teardown()


def _anything(chance: random.Random, lives: Lives) -> None:
    """One thing that may happen, polls most often."""
    what = chance.choices(range(7), (3, 1, 2, 0.5, 0.5, 3, 8))[0]
    page = lives.world.page
    if what == 0:
        component = chance.choice([None, *NAMES])
        page.write(chance.choice(IDS), chance.choice(list(Phase)), chance.choice(list(Impact)), component)
    elif what == 1:
        page.listed ^= {chance.choice(IDS)} & page.incidents.keys()
    elif what == 2:
        page.states[chance.choice(NAMES)] = chance.choice(STATES)
    elif what == 3:
        page.upkeep = not page.upkeep
    elif what == 4:
        page.complete = not page.complete
    elif what == 5:
        page.minutes += chance.choice([0.5, 2, 7, 31, 600])
    else:
        page.minutes += chance.choice([1, 2])
        answers: list[Observed] = [*[page.report()] * 5, failure(), unreadable()]
        lives.world.poll(chance.choice(answers))


def test_the_laws_would_notice_an_incident_opened_twice() -> None:
    world = World()
    world.poll(world.page.report())
    world.page.write("i1", Phase.INVESTIGATING, Impact.MINOR, None)
    (opening,) = step(world.steady, world.page.report(), world.source, at(1)).events
    world.audience.hear(opening, world.steady)
    with pytest.raises(AssertionError, match="opened twice"):
        world.audience.hear(dataclasses.replace(opening, key="another"), world.steady)
