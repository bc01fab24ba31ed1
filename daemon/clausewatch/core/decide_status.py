"""What one poll of a status page or of a probe means: the state machines' events, addressed as alerts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clausewatch.core import incidents, platforms, probe
from clausewatch.core.alerts import Alert, Decision, HealthNews, Outcome, StatusNews
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.model import Answered, FetchFailure, Grade, NotModified, Unreadable
from clausewatch.core.naming import stamp
from clausewatch.core.platforms import Neighbourhood
from clausewatch.core.probe import ProbeMemory
from clausewatch.core.status import StatusEvent, StatusEventKind, StatusReport
from clausewatch.core.watch import AlertKind, Source

UNREADABLE = frozenset({StatusEventKind.PAGE_UNREADABLE, StatusEventKind.PAGE_READABLE})
ABOUT_OUR_SIGHT = UNREADABLE | {
    StatusEventKind.PAGE_MOVED,
    StatusEventKind.FORMAT_CHANGED,
    StatusEventKind.COMPONENT_MISSING,
    StatusEventKind.FROZEN_SUSPECT,
}
"""Events that say something about us, not about the vendor."""
OF_THE_PLATFORM = frozenset({StatusEventKind.PLATFORM_UNREACHABLE, StatusEventKind.PLATFORM_RECOVERED})


def decide_status(
    source: Source,
    memory: StatusMemory,
    observed: StatusReport | Unreadable | FetchFailure | NotModified,
    now: datetime,
    near: Neighbourhood | None = None,
) -> Decision:
    """``near``: the neighbours of the page on a platform, where it is on one and was silent before."""
    step = incidents.step(memory, observed, source, now)
    step = platforms.grouped(step, near, now) if near else step
    return Decision(
        Outcome(step.outcome),
        step.reason,
        step.memory,
        alerts=tuple(_alert(source, event, near) for event in step.events),
        keep=bool(step.events),
        retry_in=step.retry_in,
    )


def decide_probe(source: Source, memory: ProbeMemory, observed: Answered | FetchFailure, now: datetime) -> Decision:
    """Of a host that we only ask whether it answers."""
    step = probe.step(memory, observed, source, now)
    alerts = tuple(_alert(source, event, None) for event in step.events)
    return Decision(Outcome(step.outcome), step.reason, step.memory, alerts=alerts, retry_in=step.retry_in)


def told(alerts: Sequence[Alert]) -> bool:
    """Whether anybody would hear of it at the default threshold."""
    return any(alert.grade >= Grade.MINOR for alert in alerts)


def _alert(source: Source, event: StatusEvent, near: Neighbourhood | None) -> Alert:
    if near is not None and event.kind in OF_THE_PLATFORM:
        return _of_platform(event, near)
    thread = incidents.thread(source.id, event)
    subject = event.incident.id if event.incident else event.maintenance.id if event.maintenance else "page"
    key = f"{source.id}/{event.kind}/{subject}/{event.key or stamp(event.at)}"
    kind = AlertKind.HEALTH if event.kind in ABOUT_OUR_SIGHT else AlertKind.STATUS
    return Alert(key, kind, incidents.grade(event), event.at, source.provider, _news(source, event), thread)


def _news(source: Source, event: StatusEvent) -> StatusNews | HealthNews:
    if event.kind in UNREADABLE:
        back = event.kind is StatusEventKind.PAGE_READABLE
        return HealthNews(source.id, source.title, event.text, source.url, back, source.provider, source.provider_name)
    return StatusNews(source.id, source.title, source.provider, source.provider_name, source.url, event)


def _of_platform(event: StatusEvent, near: Neighbourhood) -> Alert:
    """One alert, whichever of the pages brought it to light."""
    pages = near.concerned(event.episode)
    about = tuple(sorted(each.source_id for each in pages))
    providers = tuple(sorted({each.provider for each in pages if each.provider}))
    news = StatusNews("", near.platform, None, near.platform, "", event, about)
    key = f"platform/{event.key}/{event.kind}"
    return Alert(
        key,
        AlertKind.STATUS,
        incidents.grade(event),
        event.at,
        None,
        news,
        f"platform/{event.episode}",
        providers,
    )
