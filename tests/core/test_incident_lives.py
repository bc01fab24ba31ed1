"""Laws of the status machine over random lives of incidents, polls that fail, and restarts at any moment."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from clausewatch.core.decide_status import decide_status
from clausewatch.core.status import Impact, PageState, Phase
from core.status_pages import at
from core.status_world import IDS, NAMES, STATES, WAITS, World, history, in_vain

BLOCKS = 10
"""Of a hundred random histories each; ``make soak`` runs a hundred thousand."""


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

    @rule()
    def lose_or_find_our_own_network(self) -> None:
        self.world.online = not self.world.online

    @rule(minutes=st.sampled_from(WAITS))
    def wait(self, minutes: float) -> None:
        self.world.page.minutes += minutes

    @rule(times=st.integers(1, 3))
    def poll(self, times: int) -> None:
        for _ in range(times):
            self.world.page.minutes += 1
            self.world.poll(self.world.page.report())

    @rule(times=st.integers(1, 4), how=st.sampled_from(sorted(in_vain(0))))
    def poll_in_vain(self, times: int, how: str) -> None:
        for _ in range(times):
            self.world.page.minutes += 1
            self.world.poll(in_vain(self.world.page.minutes)[how])

    @invariant()
    def who_is_told_of_nothing_believes_nothing(self) -> None:
        self.world.who_is_told_of_nothing_believes_nothing()

    def teardown(self) -> None:
        self.world.settle()


Lives.TestCase.settings = settings(max_examples=50, stateful_step_count=40, deadline=None)
TestLives = Lives.TestCase


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_thousand_random_histories_tell_a_story_that_holds(block: int) -> None:
    for seed in range(100 * block, 100 * block + 100):
        history(seed)


def test_the_random_histories_come_to_every_turn_of_the_story() -> None:
    kinds = {kind for seed in range(150) for kind in history(seed).audience.kinds}
    assert kinds >= {
        *("incident-opened", "incident-updated", "incident-goes-on", "incident-resolved", "incident-reopened"),
        *("page-unreachable", "page-recovered", "page-degraded", "page-still-degraded", "page-restored"),
        *("maintenance-announced", "page-moved", "flapping-started", "flapping-stopped"),
    }


def test_the_laws_would_notice_an_incident_opened_twice() -> None:
    world = World()
    world.poll(world.page.report())
    world.page.write("i1", Phase.INVESTIGATING, Impact.MINOR, None)
    (opening,) = decide_status(world.source, world.memory, world.page.report(), at(1)).alerts
    world.audience.hear(opening, world.memory)
    with pytest.raises(AssertionError, match="opened twice"):
        world.audience.hear(dataclasses.replace(opening, key="another"), world.memory)
