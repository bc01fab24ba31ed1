"""A host that is asked whether it answers: what counts as life, and that it is never called the vendor's word."""

from __future__ import annotations

import dataclasses

import pytest
from pydantic import TypeAdapter

from clausewatch.core.decide_status import decide_probe
from clausewatch.core.memory import blank
from clausewatch.core.model import Answered, FailureKind, FetchFailure, Grade
from clausewatch.core.probe import OURS, ProbeMemory, ProbeStep, step
from clausewatch.core.status import StatusEventKind
from clausewatch.core.watch import AlertKind, Source, SourceKind
from core.status_pages import T0, at

K = StatusEventKind
URL = "https://api.lumen.example/v1/models"
PROBE = Source("lumen/api", SourceKind.PROBE, URL, "API", 120.0, "lumen", "Lumen", remind=6 * 3600.0)
MEMORY: TypeAdapter[ProbeMemory] = TypeAdapter(ProbeMemory)


def silence(kind: FailureKind = FailureKind.CONNECT, **more: float) -> FetchFailure:
    return FetchFailure(URL, kind, "nobody there", T0, **more)  # type: ignore[arg-type]


def life(status: int = 401, **more: float) -> Answered:
    return Answered(URL, T0, status, **more)


class Caller:
    """Asks when told to, and forgets everything but its stored memory in between."""

    def __init__(self, source: Source = PROBE) -> None:
        self.source, self.memory = source, ProbeMemory()
        self.last: ProbeStep | None = None

    def asks(self, minutes: float, observed: Answered | FetchFailure) -> list[StatusEventKind]:
        self.memory = MEMORY.validate_json(MEMORY.dump_json(self.memory))
        self.last = step(self.memory, observed, self.source, at(minutes))
        self.memory = self.last.memory
        return [event.kind for event in self.last.events]


def test_a_probe_starts_with_a_memory_of_its_own() -> None:
    assert blank(PROBE) == ProbeMemory()


@pytest.mark.parametrize("status", [200, 204, 301, 401, 403, 404, 405, 429, 499])
def test_any_answer_below_500_is_life(status: int) -> None:
    caller = Caller()
    assert caller.asks(0, life(status)) == [] and caller.memory.answers and caller.memory.status == status
    assert caller.last is not None and caller.last.outcome == "baseline"


NOBODY = ("dns", "connect", "tls", "timeout", "http-5xx", "protocol")


@pytest.mark.parametrize("kind", [FailureKind(word) for word in NOBODY])
def test_three_failures_over_three_minutes_are_silence_and_two_answers_its_end(kind: FailureKind) -> None:
    caller = Caller()
    caller.asks(-2, life())
    assert caller.asks(0, silence(kind)) == caller.asks(1, silence(kind)) == caller.asks(2, silence(kind)) == []
    assert caller.asks(3, silence(kind)) == [K.PROBE_FAILED]
    assert caller.memory.silent and not caller.memory.answers
    assert caller.asks(5, life()) == [] and caller.asks(6, life(200)) == [K.PROBE_RECOVERED]
    assert caller.memory.answers


def test_what_is_told_is_called_our_own_observation_and_says_nothing_of_an_outage() -> None:
    memory, texts = ProbeMemory(), list[str]()
    story = [(0.0, silence()), (1.0, silence()), (3.0, silence()), (400.0, silence()), (402.0, life()), (403.0, life())]
    for minutes, observed in story:
        decision = decide_probe(PROBE, memory, observed, at(minutes))
        assert isinstance(decision.memory, ProbeMemory)
        memory = decision.memory
        for alert in decision.alerts:
            assert (alert.kind, alert.grade, alert.provider) == (AlertKind.STATUS, Grade.MAJOR, "lumen")
            texts.append(alert.news.event.text)  # type: ignore[union-attr]
    assert len(texts) == 3 and all(text.endswith(OURS) and text.startswith("api.lumen.example") for text in texts)
    assert "still gives us no good answer, for 6 h 40 min" in texts[1] and "answers us again" in texts[2]
    assert not any(word in text for text in texts for word in ("outage", "down", "operational"))


def test_an_address_that_we_may_not_reach_says_nothing_about_the_host() -> None:
    caller = Caller()
    kinds = [caller.asks(minutes, silence(FailureKind.FORBIDDEN_ADDRESS)) for minutes in range(0, 40, 2)]
    assert [each for each in kinds if each] == [[K.PAGE_UNREADABLE]] and not caller.memory.silent


def test_flapping_ends_with_what_is_so_now() -> None:
    caller, minutes, told = Caller(), 0.0, list[tuple[StatusEventKind, str]]()
    for _ in range(6):
        for observed in (*[silence()] * 4, life(), life()):
            caller.asks(minutes, observed)
            assert caller.last is not None
            told += [(event.kind, event.text) for event in caller.last.events]
            minutes += 1
    while minutes < 120:
        caller.asks(minutes, life())
        told += [(event.kind, event.text) for event in caller.last.events]
        minutes += 2
    ends = [text for kind, text in told if kind is K.FLAPPING_STOPPED]
    assert len(ends) == 1 and "now: it answers" in ends[0] and OURS in ends[0]


def test_it_is_asked_sooner_while_in_doubt_and_later_where_the_host_asks_for_it() -> None:
    caller = Caller()
    caller.asks(0, silence())
    assert caller.last is not None and caller.last.retry_in == 60.0
    caller.asks(1, silence(FailureKind.HTTP_5XX, retry_after=900.0))
    assert caller.last.retry_in == 900.0
    caller.asks(20, life(429, retry_after=600.0))
    assert caller.last.retry_in == 600.0


def test_who_wants_no_reminders_gets_none() -> None:
    caller = Caller(dataclasses.replace(PROBE, remind=None))
    told = [kind for minutes in range(0, 3000, 2) for kind in caller.asks(minutes, silence())]
    assert told == [K.PROBE_FAILED]
