"""A page that answers and stands still: it may be one that the vendor has left behind, green for ever.

Vendors move their status page and the old one stays up (DeepSeek's former page has said "all operational" since the day
of the move). Two things give such a page away. *Evidence*: another page answers at the very host that it says it is
served at; that is told at once. *Age*: nothing on it has moved for 30 days, and for four times its longest pause so
far (notes on status pages); told after a day of watching, or at once where it is read from another host than it names.

What moves is the page's own clock, or the times of its incidents, or what we have seen change. A page that has no clock
and has told of fewer than three things proves nothing by its silence. Told once until it moves again; from then on its
"operational" is no longer shown as such.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from clausewatch.core.sight import clock, spoken
from clausewatch.core.status import StatusEvent, StatusEventKind, StatusReport
from clausewatch.core.watch import Source

PAUSES = 4
"""So many times the longest pause that is known."""
WATCHED = timedelta(days=1)
"""For so long nothing must have moved before our eyes."""
SIGNS = 3
"""Without a clock of its own a page must have told of so many moments."""
AHEAD = timedelta(hours=1)
"""A time so far in the future is a plan, no sign of life."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is remembered of how a page moves."""

    moved_at: datetime | None = None
    """The last sign that somebody works on it."""
    longest: float = 0.0
    """Seconds: the longest pause between two signs."""
    told_at: datetime | None = None
    """When it was told that it seems to stand still."""
    elsewhere: str = ""
    """The page that was found where it says it is served, as it was told."""
    looked_at: datetime | None = None
    """When that place was last looked at."""

    @property
    def suspect(self) -> bool:
        """Whether its "all is well" is no longer to be believed."""
        return self.told_at is not None or bool(self.elsewhere)


def watch(
    known: Freshness, before: StatusReport | None, report: StatusReport, source: Source, since: datetime, now: datetime
) -> tuple[Freshness, StatusEvent | None]:
    """One report on. ``before`` is the last one, ``since`` when the first was believed."""
    moved = _moved(known, before, report, now)
    if report.elsewhere is not None:
        moved = dataclasses.replace(moved, looked_at=now)
        if report.elsewhere and report.elsewhere != known.elsewhere:
            told = dataclasses.replace(moved, elsewhere=report.elsewhere, told_at=now)
            return told, _left_behind(told, report, now)
    if moved.told_at is not None or not _stands_still(moved, report, source, since, now):
        return moved, None
    return dataclasses.replace(moved, told_at=now), _frozen(moved, report, now)


def _moved(known: Freshness, before: StatusReport | None, report: StatusReport, now: datetime) -> Freshness:
    """With the signs of this report; one that is newer than all before ends the suspicion of age."""
    signs = sorted({*_signs(report, now), *([known.moved_at] if known.moved_at else [])})
    if before is not None and _content(before) != _content(report):
        signs.append(now)
    if not signs:
        return known
    pauses = [known.longest, *((later - earlier).total_seconds() for earlier, later in pairwise(signs))]
    newest = max(signs)
    lives = known.moved_at is not None and newest > known.moved_at and not known.elsewhere
    return dataclasses.replace(known, moved_at=newest, longest=max(pauses), told_at=None if lives else known.told_at)


def _signs(report: StatusReport, now: datetime) -> Iterator[datetime]:
    """Moments at which somebody wrote on the page, as it says."""
    told = [report.updated_at, *(each.start for each in report.maintenances)]
    for incident in report.incidents:
        told += [incident.started_at, incident.resolved_at, *(update.at for update in incident.updates)]
    return (moment for moment in told if moment is not None and moment <= now + AHEAD)


def _content(report: StatusReport) -> tuple[object, ...]:
    return report.state, report.components, report.incidents, report.maintenances


def _stands_still(known: Freshness, report: StatusReport, source: Source, since: datetime, now: datetime) -> bool:
    if known.moved_at is None or (report.updated_at is None and len(set(_signs(report, now))) < SIGNS):
        return False
    patience = max(source.status.frozen_after, PAUSES * known.longest)
    seen = now - since >= WATCHED or (bool(report.host) and report.host not in _hosts(source))
    return seen and (now - known.moved_at).total_seconds() >= patience


def _hosts(source: Source) -> set[str]:
    return {urlsplit(url).hostname or "" for url in (source.url, *source.status.also)}


def _frozen(known: Freshness, report: StatusReport, now: datetime) -> StatusEvent:
    assert known.moved_at is not None
    pause = f"; its longest pause before was {spoken(timedelta(seconds=known.longest))}" if known.longest else ""
    text = (
        f"Nothing on this page has moved since {clock(known.moved_at)} ({spoken(now - known.moved_at)}){pause}. "
        "The vendor may have left it behind: look whether there is a newer one"
    )
    return _event(known, report, text, now)


def _left_behind(known: Freshness, report: StatusReport, now: datetime) -> StatusEvent:
    still = f". Nothing on this one has moved since {clock(known.moved_at)}" if known.moved_at else ""
    text = f"The vendor seems to have left this page behind: at {report.host}, where it says it is, {known.elsewhere}"
    return _event(known, report, text + still, now)


def _event(known: Freshness, report: StatusReport, text: str, now: datetime) -> StatusEvent:
    return StatusEvent(
        StatusEventKind.FROZEN_SUSPECT,
        now,
        report.state,
        text,
        since=known.moved_at,
        key=f"{now:%Y%m%dT%H%M%S}",
    )
