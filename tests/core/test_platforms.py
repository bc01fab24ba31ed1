"""One platform down is one message; one page down is one message; and nobody who comes back is forgotten."""

from __future__ import annotations

import dataclasses
import random

from clausewatch.core.alerts import Alert, Decision, StatusNews
from clausewatch.core.decide_status import decide_status
from clausewatch.core.incidents import Observed, StatusMemory
from clausewatch.core.platforms import Neighbour, Neighbourhood
from clausewatch.core.routing import channels_for
from clausewatch.core.status import StatusEventKind
from clausewatch.core.watch import Route, Source, Watchlist
from core.status_pages import at, failure, report, source

K = StatusEventKind
PLATFORM = "Atlassian Statuspage"


class Town:
    """Vendors whose pages one platform serves, each polled every two minutes, one after the other."""

    def __init__(self, count: int) -> None:
        self.sources = [self._source(number) for number in range(count)]
        self.memories = {each.id: StatusMemory() for each in self.sources}
        self.alerts: dict[str, Alert] = {}
        """By key, as the database keeps them: the first one counts."""
        self.minutes = 0.0
        self.down: set[str] = set()
        for each in self.sources:
            self.poll(each, report())

    @staticmethod
    def _source(number: int) -> Source:
        names = {"id": f"v{number}/status", "provider": f"v{number}", "provider_name": f"Vendor {number}"}
        return dataclasses.replace(source(), **names)  # type: ignore[arg-type]

    def poll(self, one: Source, observed: Observed) -> None:
        self.poll_together((one, observed))

    def poll_together(self, *polls: tuple[Source, Observed]) -> None:
        """At the same moment, so that each is decided before any of the others is remembered."""
        decided = [(one, self._decided(one, observed)) for one, observed in polls]
        for one, decision in decided:
            assert isinstance(decision.memory, StatusMemory)
            self.memories[one.id] = decision.memory
            for alert in decision.alerts:
                self.alerts.setdefault(alert.key, alert)

    def _decided(self, one: Source, observed: Observed) -> Decision:
        memory = self.memories[one.id]
        near = Neighbourhood(PLATFORM, self._seen(one), [self._seen(each) for each in self.sources if each is not one])
        unsettled = memory.sight.lapse is not None or memory.sight.left is not None
        return decide_status(one, memory, observed, at(self.minutes), near if unsettled else None)

    def _seen(self, one: Source) -> Neighbour:
        return Neighbour(one.id, one.provider_name, one.provider, self.memories[one.id].sight)

    def goes_on(self, minutes: float, *, together: bool = False) -> None:
        """Every page is polled once in two minutes."""
        until = self.minutes + minutes
        while self.minutes < until and together:
            self.minutes += 2
            self.poll_together(*((one, failure() if one.id in self.down else report()) for one in self.sources))
        while self.minutes < until:
            for one in self.sources:
                self.minutes += 2 / len(self.sources)
                self.poll(one, failure() if one.id in self.down else report())

    def loses(self, *numbers: int) -> None:
        self.down |= {self.sources[number].id for number in numbers}

    def regains(self, *numbers: int) -> None:
        self.down -= {self.sources[number].id for number in numbers}

    @property
    def told(self) -> list[StatusEventKind]:
        return [each.news.event.kind for each in self.alerts.values() if isinstance(each.news, StatusNews)]

    @property
    def texts(self) -> list[str]:
        return [each.news.event.text for each in self.alerts.values() if isinstance(each.news, StatusNews)]


def test_a_platform_that_takes_five_pages_down_is_told_once_and_so_is_its_return() -> None:
    town = Town(5)
    town.loses(0, 1, 2, 3, 4)
    town.goes_on(20)
    assert town.told == [K.PLATFORM_UNREACHABLE]
    assert "5 of 5 status pages on Atlassian Statuspage cannot be reached" in town.texts[0]
    assert all(f"Vendor {number}" in town.texts[0] for number in range(5))
    town.regains(0, 1, 2, 3, 4)
    town.goes_on(20)
    assert town.told == [K.PLATFORM_UNREACHABLE, K.PLATFORM_RECOVERED]
    assert not any(memory.sight.lapse for memory in town.memories.values())


def test_two_pages_or_less_than_seventy_percent_are_told_each_by_itself() -> None:
    for count, lost in ((2, (0, 1)), (5, (0, 1, 2)), (10, range(6))):
        town = Town(count)
        town.loses(*lost)
        town.goes_on(20)
        town.regains(*lost)
        town.goes_on(20)
        assert sorted(town.told) == sorted([K.PAGE_UNREACHABLE, K.PAGE_RECOVERED] * len(lost))


def test_a_page_that_stays_away_is_named_and_its_own_return_is_told() -> None:
    town = Town(4)
    town.loses(0, 1, 2, 3)
    town.goes_on(20)
    town.regains(0, 1, 2)
    town.goes_on(30)
    assert town.told == [K.PLATFORM_UNREACHABLE, K.PLATFORM_RECOVERED]
    assert town.texts[1].endswith("not yet: Vendor 3")
    town.regains(3)
    town.goes_on(10)
    assert town.told[2:] == [K.PAGE_RECOVERED]


def test_a_page_that_is_lost_later_joins_in_silence() -> None:
    town = Town(5)
    town.loses(0, 1, 2, 3)
    town.goes_on(20)
    town.loses(4)
    town.goes_on(20)
    town.regains(*range(5))
    town.goes_on(20)
    assert town.told == [K.PLATFORM_UNREACHABLE, K.PLATFORM_RECOVERED]


def test_pages_that_are_lost_and_come_back_in_the_same_moment_are_told_once_each_way() -> None:
    town = Town(4)
    for observed, times in ((failure(), 6), (report(), 6)):
        for _ in range(times):
            town.minutes += 2
            town.poll_together(*((one, observed) for one in town.sources))
    assert town.told == [K.PLATFORM_UNREACHABLE, K.PLATFORM_RECOVERED]
    assert "again after" in town.texts[1] and not any(memory.sight.left for memory in town.memories.values())


def test_it_is_reminded_of_once_for_all() -> None:
    town = Town(3)
    town.sources = [dataclasses.replace(each, remind=6 * 3600.0) for each in town.sources]
    town.loses(0, 1, 2)
    town.goes_on(13 * 60)
    assert town.told == [K.PLATFORM_UNREACHABLE] * 3
    assert "still cannot be reached" in town.texts[1]


def test_the_alert_reaches_whoever_listens_to_one_of_the_vendors() -> None:
    town = Town(3)
    town.loses(0, 1, 2)
    town.goes_on(20)
    (alert,) = town.alerts.values()
    assert alert.provider is None and alert.providers == ("v0", "v1", "v2")
    assert isinstance(alert.news, StatusNews) and alert.news.about == ("v0/status", "v1/status", "v2/status")
    routes = (Route("two", providers=("v2",)), Route("nine", providers=("v9",)), Route("one", sources=("v1/status",)))
    assert channels_for(alert, Watchlist((), routes=routes)) == ("two", "one")


def test_it_is_about_the_pages_that_are_lost_and_no_other() -> None:
    town = Town(5)
    town.loses(0, 1, 2, 3)
    town.goes_on(20)
    town.regains(0, 1, 2, 3)
    town.goes_on(20)
    lost, back = town.alerts.values()
    assert isinstance(lost.news, StatusNews) and isinstance(back.news, StatusNews)
    assert lost.news.about == back.news.about == tuple(f"v{number}/status" for number in range(4))
    assert lost.providers == ("v0", "v1", "v2", "v3")


def test_whatever_comes_and_goes_everybody_is_told_back_who_was_told_lost() -> None:
    for seed in range(60):
        chance, town = random.Random(seed), Town(5)
        for _ in range(6):
            numbers = chance.sample(range(5), chance.randint(1, 5))
            chance.choice([town.loses, town.regains])(*numbers)
            town.goes_on(chance.choice([2, 6, 14, 40]), together=chance.choice([True, False]))
        town.regains(*range(5))
        town.goes_on(120)
        told = town.told
        losses = told.count(K.PLATFORM_UNREACHABLE) + told.count(K.PAGE_UNREACHABLE) + told.count(K.FLAPPING_STARTED)
        returns = told.count(K.PLATFORM_RECOVERED) + told.count(K.PAGE_RECOVERED) + told.count(K.FLAPPING_STOPPED)
        assert not any(memory.sight.lapse for memory in town.memories.values())
        assert bool(losses) == bool(returns), (seed, told)
        assert told.count(K.PLATFORM_RECOVERED) == told.count(K.PLATFORM_UNREACHABLE), (seed, told)
