"""Which news end a story that people hear in several messages.

Messages of one ``Alert.thread`` tell one story: an incident from its beginning to its end, one lapse of our own sight,
one change and what became of it. An end tells how long it lasted and what happened meanwhile, so whoever has heard
nothing yet needs only the end.
"""

from __future__ import annotations

from typing import Final

from clausewatch.core.alerts import Alert, HealthNews, StatusNews
from clausewatch.core.status import StatusEventKind

ENDS: Final = frozenset(
    {
        StatusEventKind.INCIDENT_RESOLVED,
        StatusEventKind.PAGE_RESTORED,
        StatusEventKind.PAGE_RECOVERED,
        StatusEventKind.PAGE_READABLE,
        StatusEventKind.PLATFORM_RECOVERED,
        StatusEventKind.PROBE_RECOVERED,
        StatusEventKind.FLAPPING_STOPPED,
    }
)


def ends(alert: Alert) -> bool:
    """Whether the alert ends its thread's story and tells all of it that still matters."""
    if isinstance(alert.news, StatusNews):
        return alert.news.event.kind in ENDS
    return isinstance(alert.news, HealthNews) and alert.news.recovered
