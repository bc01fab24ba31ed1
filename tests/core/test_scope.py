"""A component that is asked for and not there is told, once, with what there is."""

from __future__ import annotations

from clausewatch.core.decide_status import decide_status
from clausewatch.core.incidents import grade
from clausewatch.core.model import Grade
from clausewatch.core.status import PageState, StatusEventKind, StatusReport
from clausewatch.core.statuspages import flashduty, statuspage
from clausewatch.core.watch import AlertKind, StatusRecipe
from core.status_pages import MEMORY, Watcher, at, report, source
from core.statuspages.payloads import answer, fd_summary, sp_summary

K = StatusEventKind
LOST = {"missing": ("Batch API",), "offered": ("API", "Console"), "state": PageState.UNKNOWN}


def test_it_is_told_after_two_polls_once_with_what_the_page_has() -> None:
    watcher = Watcher(source(components=("Batch API",)))
    assert watcher.poll(0, report(**LOST)) == ()
    (event,) = watcher.poll(2, report(**LOST))
    assert (event.kind, grade(event)) == (K.COMPONENT_MISSING, Grade.MINOR)
    assert "no component “Batch API”" in event.text and "it has API, Console" in event.text
    for minutes in range(4, 40, 2):
        assert watcher.poll(minutes, report(**LOST)) == ()
    assert MEMORY.validate_json(MEMORY.dump_json(watcher.memory)) == watcher.memory


def test_a_flicker_is_silent_and_a_name_that_comes_back_may_be_told_anew() -> None:
    watcher = Watcher(source(components=("Batch API",)))
    for minutes in range(0, 20, 4):
        assert watcher.kinds(minutes, report()) == watcher.kinds(minutes + 2, report(**LOST)) == []
    assert watcher.kinds(22, report(**LOST)) == [K.COMPONENT_MISSING]
    assert watcher.kinds(24, report()) == watcher.kinds(26, report(**LOST)) == []
    assert watcher.kinds(28, report(**LOST)) == [K.COMPONENT_MISSING]


def test_the_readers_say_what_is_missing_and_what_there_is() -> None:
    for read, body in ((statuspage.read, sp_summary()), (flashduty.read, fd_summary())):
        found = read((answer(body),), StatusRecipe(components=("Nowhere",)))
        assert isinstance(found, StatusReport) and found.missing == ("Nowhere",) and len(found.offered) == 2
        assert found.state is PageState.UNKNOWN
        whole = read((answer(body),), StatusRecipe())
        assert isinstance(whole, StatusReport) and (whole.missing, whole.offered) == ((), ())


def test_it_goes_to_those_who_look_after_the_monitor() -> None:
    memory = Watcher(source(components=("Batch API",)))
    memory.poll(0, report(**LOST))
    (alert,) = decide_status(memory.source, memory.memory, report(**LOST), at(2)).alerts
    assert alert.kind is AlertKind.HEALTH
