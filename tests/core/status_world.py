"""Random histories of a status page, and what must hold in each of them, whoever drives them.

A page writes, drops and lists incidents, changes states, holds maintenance and cuts its list. Between it and us answers
fail, come in another form, or not at all since our own network is down. Everything is polled through ``decide_status``,
from a memory that was stored and read again at every step, and everything that is told is heard by an ``Audience``,
which checks the story:

- no incident is opened twice, goes on, is reminded of or is resolved without an opening
- nothing is told while we are offline, and no key is used twice
- nothing is lost twice or regained without a loss; flapping starts and stops in turn
- what people believe to be open is open, and after a while of calm it is exactly what is open
- a memory that was stored and read again is the same memory
"""

from __future__ import annotations

import random
from collections import defaultdict

from clausewatch.core import connectivity
from clausewatch.core.alerts import Alert, HealthNews, StatusNews
from clausewatch.core.connectivity import Connectivity, Online
from clausewatch.core.decide_status import decide_status
from clausewatch.core.incidents import Observed, StatusMemory
from clausewatch.core.model import FailureKind, FetchFailure, NotModified, UnreadableKind
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
IDS = ("i1", "i2", "i3")
NAMES = ("API", "Console")
STATES = (PageState.OPERATIONAL, PageState.DEGRADED, PageState.MAJOR_OUTAGE, PageState.UNKNOWN)
WAITS = (0.5, 2, 7, 31, 600, 3000)
"""Minutes."""
LOSSES = (K.PAGE_UNREACHABLE, K.PAGE_UNREADABLE, K.PAGE_MOVED, K.FORMAT_CHANGED)


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
    """Hears every alert and checks that the story holds."""

    def __init__(self) -> None:
        self.open: dict[str, bool] = defaultdict(bool)
        self.keys: set[str] = set()
        self.kinds: list[str] = []
        self.lost = self.flapping = self.fallen = self.swinging = False

    def hear(self, alert: Alert, memory: StatusMemory) -> None:
        assert alert.key not in self.keys, f"told twice: {alert.key}"
        self.keys.add(alert.key)
        if isinstance(alert.news, HealthNews):
            kind = K.PAGE_READABLE if alert.news.recovered else K.PAGE_UNREADABLE
            self._hear_of_sight(kind, PageState.UNKNOWN, memory)
            return
        assert isinstance(alert.news, StatusNews)
        self._hear_event(alert.news.event, memory)

    def _hear_event(self, event: StatusEvent, memory: StatusMemory) -> None:
        self.kinds.append(event.kind)
        name = event.incident.id if event.incident else ""
        if event.kind is K.BASELINE:
            self.open.update({each.id: True for each in memory.open_incidents})
        elif event.kind in (K.INCIDENT_OPENED, K.INCIDENT_REOPENED):
            assert not self.open[name], f"{name} opened twice"
            self.open[name] = True
        elif event.kind in (K.INCIDENT_UPDATED, K.INCIDENT_GOES_ON, K.INCIDENT_RESOLVED):
            assert self.open[name], f"{event.kind} without an opening of {name}"
            self.open[name] = event.kind is not K.INCIDENT_RESOLVED
        elif event.kind in (K.FLAPPING_STARTED, K.FLAPPING_STOPPED) and event.impact is not None:
            assert self.swinging is (event.kind is K.FLAPPING_STOPPED)
            self.swinging = not self.swinging
            self.fallen = memory.slump is not None and memory.slump.told is not None
        else:
            self._hear_of_sight(event.kind, event.state, memory)

    def _hear_of_sight(self, kind: StatusEventKind, state: PageState, memory: StatusMemory) -> None:
        if kind is K.FLAPPING_STARTED:
            assert not self.flapping
            self.flapping = True
        elif kind is K.FLAPPING_STOPPED:
            assert self.flapping
            self.flapping, self.lost = False, memory.sight.told is not None
        elif kind in (K.PAGE_RECOVERED, K.PAGE_READABLE):
            assert self.lost, "a return without a loss"
            self.lost = False
        elif kind in LOSSES:
            self.lost = True
        elif kind is K.PAGE_STILL_UNREACHABLE:
            assert self.lost and not self.flapping
        else:
            self._hear_of_state(kind, state)

    def _hear_of_state(self, kind: StatusEventKind, state: PageState) -> None:
        assert not self.swinging or kind not in (K.PAGE_DEGRADED, K.PAGE_STILL_DEGRADED, K.PAGE_RESTORED)
        if kind is K.PAGE_DEGRADED:
            assert state in (PageState.DEGRADED, PageState.MAJOR_OUTAGE)
            self.fallen = True
        elif kind in (K.PAGE_STILL_DEGRADED, K.PAGE_RESTORED):
            assert self.fallen
            self.fallen = kind is K.PAGE_STILL_DEGRADED


class World:
    """A page, a daemon that is restarted after every poll, our own network, and those who are told."""

    def __init__(self) -> None:
        self.page, self.audience, self.source = Page(), Audience(), source()
        self.memory, self.network = StatusMemory(), Connectivity()
        self.online = True
        self.polls = 0

    def poll(self, observed: Observed) -> None:
        """One poll, as ``shell.check`` makes it: a failure that a dead network explains is not looked at further."""
        self.polls += 1
        now = at(self.page.minutes)
        if not self.online:
            observed = failure(FailureKind.CONNECT)
        if isinstance(observed, FetchFailure) and self._is_ours(observed):
            self.network = connectivity.missed(self.network, now)
            offline = connectivity.inconclusive(self.memory)
            assert not offline.alerts and isinstance(offline.memory, StatusMemory)
            self.memory = offline.memory
            return
        assert self.online, "concluded something while offline"
        self.network, back = connectivity.answered(self.network, now)
        assert back is None or back.key not in self.audience.keys
        decision = decide_status(self.source, self.memory, observed, now)
        assert isinstance(decision.memory, StatusMemory)
        self.memory = MEMORY.validate_json(MEMORY.dump_json(decision.memory))
        assert self.memory == decision.memory, "a restart forgets or invents something"
        for alert in decision.alerts:
            self.audience.hear(alert, self.memory)
        self.who_is_told_of_nothing_believes_nothing()

    def _is_ours(self, why: FetchFailure) -> bool:
        stale = Connectivity(None, self.network.offline_since, self.network.missed)
        asked = connectivity.judge(stale, why, at(self.page.minutes))
        return asked is Online.ASK and connectivity.witnessed((self.online,)) is Online.NO

    def who_is_told_of_nothing_believes_nothing(self) -> None:
        told = {key for key, is_open in self.audience.open.items() if is_open}
        assert told <= {each.id for each in self.memory.open_incidents}

    def settle(self) -> None:
        """Nothing is hidden any more: after enough polls people know exactly what is open."""
        self.page.upkeep, self.page.complete, self.online = False, True, True
        for _ in range(12):
            self.page.minutes += 3
            self.poll(self.page.report())
        truth = {key for key in self.page.listed if self.page.incidents[key].is_open}
        assert {key for key, is_open in self.audience.open.items() if is_open} == truth
        assert {each.id for each in self.memory.open_incidents} == truth
        assert not self.audience.lost or self.audience.flapping, "people still believe that it cannot be seen"


def history(seed: int, things: int = 45) -> World:
    """The random history of this number, told to its end; raises ``AssertionError`` where a law is broken."""
    chance, world = random.Random(seed), World()
    for _ in range(things):
        _anything(chance, world)
    world.settle()
    return world


def _anything(chance: random.Random, world: World) -> None:
    """One thing that may happen, polls most often."""
    page = world.page
    what = chance.choices(range(10), (3, 1, 2, 0.5, 0.5, 3, 8, 1, 0.1, 1))[0]
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
        page.minutes += chance.choice(WAITS)
    elif what == 6:
        page.minutes += chance.choice([1, 2])
        world.poll(chance.choice([*[page.report()] * 5, *in_vain(page.minutes).values()]))
    elif what == 7:
        how = chance.choice(sorted(in_vain(0)))
        for _ in range(chance.choice([3, 3, 4, 4, 18])):
            page.minutes += 2
            world.poll(in_vain(page.minutes)[how])
        for _ in range(chance.randint(0, 3)):
            world.poll(page.report())
    elif what == 8:
        _comes_and_goes(chance, world)
    else:
        world.online = chance.random() < 0.7
        for _ in range(chance.randint(1, 5)):
            page.minutes += 1
            world.poll(page.report())


def _comes_and_goes(chance: random.Random, world: World) -> None:
    """The page itself, or the state that it shows, so often that nobody wants to hear of each time."""
    page, name = world.page, chance.choice(NAMES)
    gone = chance.random() < 0.5
    for _ in range(chance.randint(3, 8)):
        for away in (True, True, True, True, False, False, False):
            page.minutes += 1
            page.states[name] = page.states[name] if gone else STATES[1 if away else 0]
            world.poll(failure() if gone and away else page.report())


def in_vain(minutes: float) -> dict[str, Observed]:
    """Answers that are no report."""
    return {
        "no answer": failure(),
        "refused": failure(FailureKind.BLOCKED),
        "moved": failure(FailureKind.MOVED),
        "no JSON": unreadable(),
        "another page": unreadable(UnreadableKind.IDENTITY),
        "not modified": NotModified("https://status.lumen.example/", at(minutes)),
    }
