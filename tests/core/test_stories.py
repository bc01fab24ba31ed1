"""Which news belong together, and which end what they belong to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clausewatch.core import incidents
from clausewatch.core.alerts import Alert, HealthNews, StatusNews
from clausewatch.core.model import Grade
from clausewatch.core.status import PageState, StatusEvent, StatusEventKind
from clausewatch.core.stories import ends
from clausewatch.core.watch import AlertKind

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def event(kind: StatusEventKind, episode: str = "") -> StatusEvent:
    return StatusEvent(kind, NOON, PageState.OPERATIONAL, "text", episode=episode)


def news(kind: StatusEventKind) -> Alert:
    told = StatusNews("acme/status", "Status", "acme", "Acme", "https://status.acme.example/", event(kind))
    return Alert("key", AlertKind.STATUS, Grade.MAJOR, NOON, "acme", told, "thread")


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        (StatusEventKind.INCIDENT_OPENED, False),
        (StatusEventKind.INCIDENT_UPDATED, False),
        (StatusEventKind.INCIDENT_REOPENED, False),
        (StatusEventKind.INCIDENT_RESOLVED, True),
        (StatusEventKind.PAGE_UNREACHABLE, False),
        (StatusEventKind.PAGE_RECOVERED, True),
        (StatusEventKind.PAGE_DEGRADED, False),
        (StatusEventKind.PAGE_RESTORED, True),
        (StatusEventKind.FLAPPING_STOPPED, True),
    ],
)
def test_a_status_story_ends_when_all_is_well_again(kind: StatusEventKind, last: bool) -> None:
    assert ends(news(kind)) is last


@pytest.mark.parametrize("recovered", [True, False])
def test_a_lapse_of_our_own_sight_ends_when_we_see_again(recovered: bool) -> None:
    health = HealthNews("acme/terms", "Terms", "text", recovered=recovered)
    assert ends(Alert("key", AlertKind.HEALTH, Grade.MAJOR, NOON, "acme", health)) is recovered


def test_each_lapse_of_a_page_is_a_thread_of_its_own() -> None:
    lost, regained, again = (
        incidents.thread("acme/status", event(kind, episode))
        for kind, episode in (
            (StatusEventKind.PAGE_UNREACHABLE, "1"),
            (StatusEventKind.PAGE_RECOVERED, "1"),
            (StatusEventKind.PAGE_UNREACHABLE, "2"),
        )
    )
    assert lost == regained != again
