"""What one poll of a status page means: the state machine's events, addressed as alerts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clausewatch.core import incidents
from clausewatch.core.alerts import Alert, Decision, HealthNews, Outcome, StatusNews
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.model import FetchFailure, Grade, NotModified, Unreadable
from clausewatch.core.naming import stamp
from clausewatch.core.status import StatusEvent, StatusEventKind, StatusReport
from clausewatch.core.watch import AlertKind, Source

ABOUT_OUR_SIGHT = frozenset({StatusEventKind.PAGE_UNREADABLE, StatusEventKind.PAGE_READABLE})
"""Events that say something about us, not about the vendor."""


def decide_status(
    source: Source,
    memory: StatusMemory,
    observed: StatusReport | Unreadable | FetchFailure | NotModified,
    now: datetime,
) -> Decision:
    step = incidents.step(memory, observed, source, now)
    return Decision(
        Outcome(step.outcome),
        step.reason,
        step.memory,
        alerts=tuple(_alert(source, event) for event in step.events),
        keep=bool(step.events),
        retry_in=step.retry_in,
    )


def told(alerts: Sequence[Alert]) -> bool:
    """Whether anybody would hear of it at the default threshold."""
    return any(alert.grade >= Grade.MINOR for alert in alerts)


def _alert(source: Source, event: StatusEvent) -> Alert:
    thread = incidents.thread(source.id, event)
    subject = event.incident.id if event.incident else event.maintenance.id if event.maintenance else "page"
    key = f"{source.id}/{event.kind}/{subject}/{event.key or stamp(event.at)}"
    if event.kind in ABOUT_OUR_SIGHT:
        recovered = event.kind is StatusEventKind.PAGE_READABLE
        news = HealthNews(
            source.id, source.title, event.text, source.url, recovered, source.provider, source.provider_name
        )
        return Alert(key, AlertKind.HEALTH, incidents.grade(event), event.at, source.provider, news, thread)
    told_news = StatusNews(source.id, source.title, source.provider, source.provider_name, source.url, event)
    return Alert(key, AlertKind.STATUS, incidents.grade(event), event.at, source.provider, told_news, thread)
