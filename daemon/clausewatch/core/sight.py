"""Whether a status page can be seen: reachable, readable, flapping. Nothing here says anything about the vendor.

Two ways of not seeing are told apart all the way to the words people read. *Unreachable*: no answer came (DNS,
connection, TLS, time-out, 5xx). *Unreadable*: an answer came that is none (blocked, moved, another format, 4xx, another
page's identity); that is "cannot read", never "down".

    clear --miss--> doubt --3 misses in a row and 180 s--> unreachable   tell PAGE_UNREACHABLE
                    doubt --3 misses and 30 min----------> unreadable    tell PAGE_UNREADABLE
                    doubt --hit--> clear                                 nothing was told, nothing is told
    told  --2 hits in a row--> clear                                     tell PAGE_RECOVERED or PAGE_READABLE
    told  --hit, miss--> told                                            the hit is forgotten
    unreadable --3 unreachable in a row and 180 s--> unreachable         tell it: it became worse

Misses of both kinds in turn count together towards *unreadable*, so that a page that fails in changing ways is not
unseen in silence. Six told transitions within an hour are flapping: that is told once, then single transitions are
not, until none came for 30 minutes; then the present state is told. The history starts anew after that, and the start
is tested only at a transition: otherwise flapping would restart at once. Thresholds: notes on status pages, after what
users of Gatus, Uptime Kuma and Nagios ask for.
"""

from __future__ import annotations

import dataclasses
import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.core.model import FailureKind, FetchFailure, Unreadable
from clausewatch.core.status import PageState, StatusEvent, StatusEventKind

CONFIRM_MISSES = 3
CONFIRM_UNREACHABLE = timedelta(seconds=180)
CONFIRM_UNREADABLE = timedelta(minutes=30)
CONFIRM_HITS = 2
FLAPPING_TRANSITIONS = 6
FLAPPING_WINDOW = timedelta(minutes=60)
FLAPPING_CALM = timedelta(minutes=30)
NO_ANSWER = frozenset(
    {FailureKind.DNS, FailureKind.CONNECT, FailureKind.TLS, FailureKind.TIMEOUT, FailureKind.HTTP_5XX}
)
"""Failures that mean that the page did not answer; every other one means that we cannot read it."""


class Told(enum.StrEnum):
    """What people were told of a lapse."""

    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Lapse:
    """Polls in a row, or nearly, without a report to believe."""

    since: datetime
    polls: int
    what: str
    """Kind of the last failure, in its word."""
    detail: str
    silent_polls: int = 0
    """How many of the last polls in a row got no answer at all."""
    silent_since: datetime | None = None
    reading: Unreadable | None = None
    """What the last answer was, if one came."""
    told: Told | None = None
    hits: int = 0
    """Good polls in a row since the last miss; only counted once something was told."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is remembered of whether a page can be seen."""

    lapse: Lapse | None = None
    transitions: tuple[datetime, ...] = ()
    """Times at which a change was told, or would have been but for the flapping."""
    flapping_since: datetime | None = None

    @property
    def told(self) -> Told | None:
        return self.lapse.told if self.lapse else None


@dataclass(frozen=True, slots=True)
class Seen:
    """The memory after a poll, and what is to be told."""

    sight: Sight
    events: tuple[StatusEvent, ...] = ()


def missed(sight: Sight, why: FetchFailure | Unreadable, last: PageState, now: datetime) -> Seen:
    """A poll without a report. ``last`` is the page's state as last known."""
    lapse = _longer(sight.lapse, why, now)
    worse = _to_tell(lapse, now)
    if worse is None:
        return _calmed(dataclasses.replace(sight, lapse=lapse), _shown(lapse.told, last), now)
    lapse = dataclasses.replace(lapse, told=worse)
    return _turned(dataclasses.replace(sight, lapse=lapse), _lost(lapse, worse, last, now), now)


def hit(sight: Sight, state: PageState, now: datetime) -> Seen:
    """A poll that gave a report, whose state is ``state``."""
    lapse = sight.lapse
    if lapse is None or lapse.told is None:
        return _calmed(dataclasses.replace(sight, lapse=None), state, now)
    if lapse.hits + 1 < CONFIRM_HITS:
        waiting = dataclasses.replace(lapse, hits=lapse.hits + 1)
        return _calmed(dataclasses.replace(sight, lapse=waiting), _shown(lapse.told, state), now)
    return _turned(dataclasses.replace(sight, lapse=None), _regained(lapse, state, now), now)


def spoken(span: timedelta) -> str:
    """A duration as people say it: ``40 s``, ``12 min``, ``1 h 05 min``, ``3 d 4 h``."""
    seconds = max(int(span.total_seconds()), 0)
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if seconds < 120:
        return f"{seconds} s"
    if hours < 1:
        return f"{minutes} min"
    return f"{hours} h {minutes % 60:02} min" if days < 2 else f"{days} d {hours % 24} h"


def clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _longer(lapse: Lapse | None, why: FetchFailure | Unreadable, now: datetime) -> Lapse:
    """The lapse with one more miss."""
    lapse = lapse or Lapse(now, 0, "", "")
    silent = isinstance(why, FetchFailure) and why.kind in NO_ANSWER
    return dataclasses.replace(
        lapse,
        polls=lapse.polls + 1,
        what=str(why.kind),
        detail=why.detail,
        silent_polls=lapse.silent_polls + 1 if silent else 0,
        silent_since=(lapse.silent_since or now) if silent else None,
        reading=why if isinstance(why, Unreadable) else None,
        hits=0,
    )


def _to_tell(lapse: Lapse, now: datetime) -> Told | None:
    """What this miss adds to what was told, if anything."""
    long_silent = lapse.silent_since is not None and now - lapse.silent_since >= CONFIRM_UNREACHABLE
    if lapse.told is not Told.UNREACHABLE and lapse.silent_polls >= CONFIRM_MISSES and long_silent:
        return Told.UNREACHABLE
    long = now - lapse.since >= CONFIRM_UNREADABLE
    return Told.UNREADABLE if lapse.told is None and lapse.polls >= CONFIRM_MISSES and long else None


def _lost(lapse: Lapse, told: Told, last: PageState, now: datetime) -> StatusEvent:
    unreachable = told is Told.UNREACHABLE
    since = lapse.silent_since if unreachable and lapse.silent_since else lapse.since
    what = "The status page cannot be reached" if unreachable else "The status page cannot be read"
    known = "" if last is PageState.UNKNOWN else f"; its last known state was {last}"
    return StatusEvent(
        StatusEventKind.PAGE_UNREACHABLE if unreachable else StatusEventKind.PAGE_UNREADABLE,
        now,
        _shown(told, last),
        f"{what} since {clock(since)} ({lapse.what}: {lapse.detail}){known}",
        before=last,
        since=since,
        episode=_stamp(lapse.since),
        key=_stamp(since),
    )


def _regained(lapse: Lapse, state: PageState, now: datetime) -> StatusEvent:
    unreachable = lapse.told is Told.UNREACHABLE
    what = "reached" if unreachable else "read"
    return StatusEvent(
        StatusEventKind.PAGE_RECOVERED if unreachable else StatusEventKind.PAGE_READABLE,
        now,
        state,
        f"The status page can be {what} again after {spoken(now - lapse.since)}; it says {state}",
        before=PageState.UNREACHABLE if unreachable else PageState.UNKNOWN,
        since=lapse.since,
        episode=_stamp(lapse.since),
        key=_stamp(lapse.since),
    )


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _shown(told: Told | None, state: PageState) -> PageState:
    """The state to show for a page that cannot be seen."""
    return {None: state, Told.UNREACHABLE: PageState.UNREACHABLE, Told.UNREADABLE: PageState.UNKNOWN}[told]


def _turned(sight: Sight, event: StatusEvent, now: datetime) -> Seen:
    """A transition: told as it is, as the start of flapping, or not at all while it flaps."""
    recent = (*(each for each in sight.transitions if now - each <= FLAPPING_WINDOW), now)
    sight = dataclasses.replace(sight, transitions=recent)
    if sight.flapping_since is not None:
        return Seen(sight)
    if len(recent) < FLAPPING_TRANSITIONS:
        return Seen(sight, (event,))
    text = (
        f"The status page comes and goes: {len(recent)} changes in {spoken(now - recent[0])}. "
        f"Single changes are not told until it holds for {spoken(FLAPPING_CALM)}; now: {event.state}"
    )
    started = StatusEvent(
        StatusEventKind.FLAPPING_STARTED,
        now,
        event.state,
        text,
        since=recent[0],
        episode=_stamp(now),
        key=_stamp(recent[0]),
    )
    return Seen(dataclasses.replace(sight, flapping_since=now), (started,))


def _calmed(sight: Sight, state: PageState, now: datetime) -> Seen:
    """No transition: the end of flapping, if it flapped and has held for long enough."""
    if sight.flapping_since is None or now - sight.transitions[-1] < FLAPPING_CALM:
        return Seen(sight)
    word = "unreadable" if sight.told is Told.UNREADABLE else state
    text = f"The status page has held for {spoken(now - sight.transitions[-1])}; now: {word}"
    stopped = StatusEvent(
        StatusEventKind.FLAPPING_STOPPED,
        now,
        state,
        text,
        since=sight.flapping_since,
        episode=_stamp(sight.flapping_since),
        key=_stamp(sight.flapping_since),
    )
    return Seen(dataclasses.replace(sight, transitions=(), flapping_since=None), (stopped,))
