"""One platform that serves many vendors' pages goes down: that is one message, not one per vendor.

When a page is about to be told as unreachable, its neighbours on the same platform are looked at. If at least 70 % of
at least three pages do not answer (notes on status pages), the loss is told once, of the platform, with the pages that
it takes along. Pages whose own count runs out later join in silence. The return is told once too: when all are back,
or, ten minutes after most are back, with those that are not; these are single losses from then on.

Only products that one company serves to many are platforms (``Product.platform``): three vendors that run the same
software on machines of their own are no neighbours.

Everything is decided from what is remembered of the pages, so a restart changes nothing. Pages are polled side by side,
so two of them may each be the one that brings a loss or a return to light, or each take the other for the one that is
still lost. So the alerts of both have the same key, of which the database takes one; and a page that is back looks
again at each of its polls until it has seen that nobody is lost any more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.core.incidents import Step
from clausewatch.core.sight import Lapse, LeftGroup, Sight, clock, spoken
from clausewatch.core.status import PageState, StatusEvent, StatusEventKind

LEAST = 3
SHARE = 0.7
"""Pages of one platform, and the part of them, that must be silent at once."""
STRAGGLE = timedelta(minutes=10)
"""After most are back, so long is waited for the others."""
NAMED = 10
"""Pages that a message names."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another watched page on the same platform."""

    source_id: str
    name: str
    """As people know it."""
    provider: str | None
    sight: Sight

    @property
    def silent(self) -> bool:
        return self.sight.lapse is not None and self.sight.lapse.silent_polls > 0

    def was_in(self, group: str) -> bool:
        lapse, left = self.sight.lapse, self.sight.left
        return (lapse is not None and lapse.group == group) or (left is not None and left.group == group)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The page that was polled, and its neighbours."""

    platform: str
    here: Neighbour
    """As it was before the poll."""
    others: Sequence[Neighbour]

    def everybody(self) -> tuple[Neighbour, ...]:
        return (self.here, *self.others)

    def concerned(self, group: str) -> tuple[Neighbour, ...]:
        """The page that was polled, and those that are silent or were lost in the group."""
        return (self.here, *(each for each in self.others if each.silent or each.was_in(group)))


def grouped(step: Step, near: Neighbourhood, now: datetime) -> Step:
    """The step with its news about one page told as news of the platform, where it is that."""
    kinds = {event.kind for event in step.events}
    if StatusEventKind.PAGE_UNREACHABLE in kinds:
        return _lost(step, near, now)
    lapse = near.here.sight.lapse
    if lapse is None or not lapse.group:
        return _returned(step, near, now)
    if StatusEventKind.PAGE_STILL_UNREACHABLE in kinds:
        return _still_lost(step, near, lapse.group)
    if step.memory.sight.lapse is not None:
        return _straggling(step, near, lapse.group, now)
    back = _leaving(_without(step, StatusEventKind.PAGE_RECOVERED), LeftGroup(lapse.group, lapse.since, now))
    return _returned(back, near, now)


def _lost(step: Step, near: Neighbourhood, now: datetime) -> Step:
    lapse = step.memory.sight.lapse
    assert lapse is not None
    silent = [each for each in near.others if each.silent]
    group = next((each.sight.lapse.group for each in silent if each.sight.lapse and each.sight.lapse.group), "")
    if group:
        return _without(_in_group(step, lapse, group), StatusEventKind.PAGE_UNREACHABLE)
    if len(silent) + 1 < LEAST or (len(silent) + 1) / (len(near.others) + 1) < SHARE:
        return step
    since = min(_silent_since(each.sight.lapse, now) for each in (near.here, *silent) if each.sight.lapse)
    group = f"{near.platform}-{since:%Y%m%dT%H%M%S}"
    event = StatusEvent(
        StatusEventKind.PLATFORM_UNREACHABLE,
        now,
        PageState.UNREACHABLE,
        f"{len(silent) + 1} of {len(near.others) + 1} status pages on {near.platform} cannot be reached since "
        f"{clock(since)} ({lapse.what}: {lapse.detail}): {_names((near.here, *silent))}. That is most likely the "
        "platform's fault; it says nothing about the vendors",
        since=since,
        episode=group,
        key=group,
    )
    return _instead(_in_group(step, lapse, group), StatusEventKind.PAGE_UNREACHABLE, event)


def _silent_since(lapse: Lapse, now: datetime) -> datetime:
    return lapse.silent_since or now


def _still_lost(step: Step, near: Neighbourhood, group: str) -> Step:
    """One page reminds for all of them."""
    members = _members(near, group)
    if near.here.source_id != min(each.source_id for each in members):
        return _without(step, StatusEventKind.PAGE_STILL_UNREACHABLE)
    event = next(each for each in step.events if each.kind is StatusEventKind.PAGE_STILL_UNREACHABLE)
    text = f"Status pages on {near.platform} still cannot be reached: {_names(members)}"
    key = f"{group}-{event.key}"
    told = dataclasses.replace(event, kind=StatusEventKind.PLATFORM_UNREACHABLE, text=text, episode=group, key=key)
    return _instead(step, event.kind, told)


def _returned(step: Step, near: Neighbourhood, now: datetime) -> Step:
    """A page that is back: says so for all of them, once none is lost."""
    left = step.memory.sight.left
    if left is None or any(each.sight.told for each in _members(near, left.group) if each is not near.here):
        return step
    text = f"The status pages on {near.platform} can be reached again after {spoken(left.at - left.since)}"
    event = StatusEvent(
        StatusEventKind.PLATFORM_RECOVERED,
        now,
        step.memory.state,
        text,
        before=PageState.UNREACHABLE,
        since=left.since,
        episode=left.group,
        key=left.group,
    )
    return dataclasses.replace(_leaving(step, None), events=(*step.events, event))


def _leaving(step: Step, left: LeftGroup | None) -> Step:
    sight = dataclasses.replace(step.memory.sight, left=left)
    return dataclasses.replace(step, memory=dataclasses.replace(step.memory, sight=sight))


def _straggling(step: Step, near: Neighbourhood, group: str, now: datetime) -> Step:
    """Still lost, while most of the others have been back for a while."""
    lapse, missing = step.memory.sight.lapse, _members(near, group)
    back = [each.sight.left.at for each in near.others if each.sight.left and each.sight.left.group == group]
    if lapse is None or not back or len(back) < len(missing) or now - max(back) < STRAGGLE:
        return step
    text = (
        f"Most status pages on {near.platform} can be reached again, {spoken(now - lapse.since)} after they were lost; "
        f"not yet: {_names(missing)}"
    )
    event = StatusEvent(
        StatusEventKind.PLATFORM_RECOVERED,
        now,
        PageState.UNREACHABLE,
        text,
        since=lapse.since,
        episode=group,
        key=group,
    )
    return dataclasses.replace(_in_group(step, lapse, ""), events=(*step.events, event))


def _members(near: Neighbourhood, group: str) -> list[Neighbour]:
    """Those that were told as part of the group and are not back."""
    return [each for each in near.everybody() if each.sight.lapse is not None and each.sight.lapse.group == group]


def _in_group(step: Step, lapse: Lapse, group: str) -> Step:
    sight = dataclasses.replace(step.memory.sight, lapse=dataclasses.replace(lapse, group=group))
    return dataclasses.replace(step, memory=dataclasses.replace(step.memory, sight=sight))


def _without(step: Step, kind: StatusEventKind) -> Step:
    return dataclasses.replace(step, events=tuple(each for each in step.events if each.kind is not kind))


def _instead(step: Step, kind: StatusEventKind, event: StatusEvent) -> Step:
    return dataclasses.replace(step, events=tuple(event if each.kind is kind else each for each in step.events))


def _names(pages: Sequence[Neighbour]) -> str:
    names = sorted({each.name for each in pages})
    rest = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + rest
