"""Components that the watchlist asks for and the page does not have: renamed, removed or misspelt.

Nobody can say how such a component does, so the page's state is unknown; and as that alone would be blindness in
silence, people are told, once per name, after two polls in a row. A name that comes back may be told anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.status import StatusEvent, StatusEventKind, StatusReport

SHOWN = 12
"""Components that the message offers instead."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Names that were asked for and not there."""

    seen: tuple[str, ...] = ()
    """At the last poll."""
    told: tuple[str, ...] = ()


def watch(known: Missing, report: StatusReport, now: datetime) -> tuple[Missing, StatusEvent | None]:
    """One report on."""
    still = tuple(name for name in known.told if name in report.missing)
    news = tuple(name for name in report.missing if name in known.seen and name not in still)
    after = Missing(report.missing, (*still, *news))
    return after, _event(news, report, now) if news else None


def _event(names: tuple[str, ...], report: StatusReport, now: datetime) -> StatusEvent:
    there = ", ".join(report.offered[:SHOWN]) + (" …" if len(report.offered) > SHOWN else "")
    offered = f"; it has {there}" if there else ""
    wanted = ", ".join(f"“{name}”" for name in names)
    text = f"The status page has no component {wanted} (any more), so nobody can say how it does{offered}"
    return StatusEvent(StatusEventKind.COMPONENT_MISSING, now, report.state, text, key=f"{now:%Y%m%dT%H%M%S}")
