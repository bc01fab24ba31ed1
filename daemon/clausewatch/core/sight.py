"""Whether a status page can be seen: reachable, readable, flapping. Nothing here says anything about the vendor.

Two ways of not seeing are told apart all the way to the words people read. *Unreachable*: no answer came (DNS,
connection, TLS, time-out, 5xx). *Unreadable*: an answer came that is none (blocked, 4xx); that is "cannot read", never
"down". Two of these have a name of their own, since they do not pass by themselves: it has *moved* (a redirection to
elsewhere, another page's identity), or its *format has changed*.

    clear --miss--> doubt --3 misses in a row and 180 s--> unreachable   tell PAGE_UNREACHABLE
                    doubt --3 misses and 30 min----------> unreadable    tell PAGE_UNREADABLE,
                    |                                                         PAGE_MOVED or FORMAT_CHANGED
                    doubt --hit--> clear                                 nothing was told, nothing is told
    told  --2 hits in a row--> clear                                     tell PAGE_RECOVERED or PAGE_READABLE
    told  --hit, miss--> told                                            the hit is forgotten
    unreachable --miss, 6 h later and so on--> unreachable               tell that it goes on (``core.reminders``)
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

from clausewatch.core import reminders
from clausewatch.core.model import FailureKind, FetchFailure, Unreadable, UnreadableKind
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
ELSEWHERE = frozenset({str(FailureKind.MOVED), str(UnreadableKind.IDENTITY)})
OTHER_FORMAT = frozenset({str(UnreadableKind.STATUS_FORMAT), str(UnreadableKind.EMPTY)})
RETRY = 60.0
"""Seconds between polls while something is open, or while it is in doubt whether the page can be reached."""
LONGEST_ASKED = 6 * 3600.0
"""Seconds: the most that a server may ask us to wait; a hostile ``Retry-After`` must not blind us."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at, and the words for it. The default is a status page."""

    name: str = "The status page"
    gone: str = "cannot be reached"
    back: str = "can be reached again"
    unreadable: str = "cannot be read"
    readable: str = "can be read again"
    note: str = ""
    """Said with every loss and every return."""
    silences: frozenset[FailureKind] = NO_ANSWER
    """Failures that mean that nobody answered."""
    lost: StatusEventKind = StatusEventKind.PAGE_UNREACHABLE
    still_lost: StatusEventKind = StatusEventKind.PAGE_STILL_UNREACHABLE
    regained: StatusEventKind = StatusEventKind.PAGE_RECOVERED
    speaks: bool = True
    """Whether its answers say how it does; that of a probe says nothing but that it came."""
    remind: float | None = None
    """Seconds between two reminders while it is gone; ``None``: none."""

    def says(self, state: PageState) -> str:
        return str(state) if self.speaks else "no answer" if state is PageState.UNREACHABLE else "it answers"


PAGE = Subject()


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
    elsewhere: str = ""
    """What was last found in its place, if another page or a redirection was."""
    told_at: datetime | None = None
    """When people last heard of it, reminders included."""
    group: str = ""
    """Key of the loss of a whole platform as part of which it was told."""


@dataclass(frozen=True, slots=True)
class LeftGroup:
    """The loss of a whole platform, from which this page is back."""

    group: str
    """Its key."""
    since: datetime
    """When the page was lost."""
    at: datetime
    """When it was back."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is remembered of whether a page can be seen."""

    lapse: Lapse | None = None
    transitions: tuple[datetime, ...] = ()
    """Times at which a change was told, or would have been but for the flapping."""
    flapping_since: datetime | None = None
    left: LeftGroup | None = None
    """What the page has come back from, until people know that the platform is back."""

    @property
    def told(self) -> Told | None:
        return self.lapse.told if self.lapse else None


@dataclass(frozen=True, slots=True)
class Seen:
    """The memory after a poll, and what is to be told."""

    sight: Sight
    events: tuple[StatusEvent, ...] = ()


def missed(
    sight: Sight, why: FetchFailure | Unreadable, last: PageState, now: datetime, subject: Subject = PAGE
) -> Seen:
    """A poll without a report. ``last`` is the page's state as last known."""
    lapse = _longer(sight.lapse, why, now, subject)
    worse = _to_tell(lapse, now)
    if worse is None:
        return _goes_on(dataclasses.replace(sight, lapse=lapse), lapse, last, now, subject)
    lapse = dataclasses.replace(lapse, told=worse, told_at=now)
    return _turned(dataclasses.replace(sight, lapse=lapse), _lost(lapse, worse, last, now, subject), now, subject)


def hit(sight: Sight, state: PageState, now: datetime, subject: Subject = PAGE) -> Seen:
    """A poll that gave a report, whose state is ``state``."""
    lapse = sight.lapse
    if lapse is None or lapse.told is None:
        return _calmed(dataclasses.replace(sight, lapse=None), state, now, subject)
    if lapse.hits + 1 < CONFIRM_HITS:
        waiting = dataclasses.replace(lapse, hits=lapse.hits + 1)
        return _calmed(dataclasses.replace(sight, lapse=waiting), _shown(lapse.told, state), now, subject)
    return _turned(dataclasses.replace(sight, lapse=None), _regained(lapse, state, now, subject), now, subject)


def undecided(sight: Sight) -> Sight:
    """After a poll that proves nothing, as our own network was down: doubts begin anew, what was told stays told."""
    return dataclasses.replace(sight, lapse=None) if sight.lapse and sight.lapse.told is None else sight


def again(why: FetchFailure | Unreadable, lapse: Lapse, every: float) -> float | None:
    """Seconds until the next poll where that differs from ``every``, the source's schedule.

    Soon while it is in doubt whether it answers; not before the server's own wish.
    """
    asked = min(why.retry_after or 0.0, LONGEST_ASKED) if isinstance(why, FetchFailure) else 0.0
    in_doubt = lapse.told is None and lapse.silent_polls > 0
    wanted = max(min(RETRY, every) if in_doubt else every, asked)
    return None if wanted == every else wanted


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


def _longer(lapse: Lapse | None, why: FetchFailure | Unreadable, now: datetime, subject: Subject) -> Lapse:
    """The lapse with one more miss."""
    lapse = lapse or Lapse(now, 0, "", "")
    silent = isinstance(why, FetchFailure) and why.kind in subject.silences
    return dataclasses.replace(
        lapse,
        polls=lapse.polls + 1,
        what=str(why.kind),
        detail=why.detail,
        silent_polls=lapse.silent_polls + 1 if silent else 0,
        silent_since=(lapse.silent_since or now) if silent else None,
        reading=why if isinstance(why, Unreadable) else None,
        hits=0,
        elsewhere=why.detail if str(why.kind) in ELSEWHERE else lapse.elsewhere,
    )


def _to_tell(lapse: Lapse, now: datetime) -> Told | None:
    """What this miss adds to what was told, if anything."""
    long_silent = lapse.silent_since is not None and now - lapse.silent_since >= CONFIRM_UNREACHABLE
    if lapse.told is not Told.UNREACHABLE and lapse.silent_polls >= CONFIRM_MISSES and long_silent:
        return Told.UNREACHABLE
    long = now - lapse.since >= CONFIRM_UNREADABLE
    return Told.UNREADABLE if lapse.told is None and lapse.polls >= CONFIRM_MISSES and long else None


def _goes_on(sight: Sight, lapse: Lapse, last: PageState, now: datetime, subject: Subject) -> Seen:
    """A miss that changes nothing that people know; after long they are reminded."""
    seen = _calmed(sight, _shown(lapse.told, last), now, subject)
    since = lapse.silent_since or lapse.since
    quiet = seen.events or sight.flapping_since is not None or lapse.told is not Told.UNREACHABLE
    if quiet or not reminders.due(lapse.told_at, since, now, subject.remind):
        return seen
    event = StatusEvent(
        subject.still_lost,
        now,
        PageState.UNREACHABLE,
        f"{subject.name} still {subject.gone}, for {spoken(now - since)} now ({lapse.what}: {lapse.detail})"
        f"{subject.note}",
        before=last,
        since=since,
        episode=_stamp(lapse.since),
        key=_stamp(now),
    )
    return Seen(dataclasses.replace(seen.sight, lapse=dataclasses.replace(lapse, told_at=now)), (event,))


def _lost(lapse: Lapse, told: Told, last: PageState, now: datetime, subject: Subject) -> StatusEvent:
    unreachable = told is Told.UNREACHABLE
    since = lapse.silent_since if unreachable and lapse.silent_since else lapse.since
    known = "" if last is PageState.UNKNOWN else f"; its last known state was {last}"
    what = subject.gone if unreachable else subject.unreadable
    text = f"{subject.name} {what} since {clock(since)} ({lapse.what}: {lapse.detail}){known}{subject.note}"
    return StatusEvent(
        subject.lost if unreachable else _kind_of_unreadable(lapse),
        now,
        _shown(told, last),
        text if unreachable else f"{text}{_advice(lapse)}",
        before=last,
        since=since,
        episode=_stamp(lapse.since),
        key=_stamp(since),
    )


def _kind_of_unreadable(lapse: Lapse) -> StatusEventKind:
    if lapse.elsewhere:
        return StatusEventKind.PAGE_MOVED
    return StatusEventKind.FORMAT_CHANGED if lapse.what in OTHER_FORMAT else StatusEventKind.PAGE_UNREADABLE


def _advice(lapse: Lapse) -> str:
    """What has become of it, where that is known, and what to do about it."""
    if lapse.elsewhere:
        found = "" if lapse.detail == lapse.elsewhere else f" ({lapse.elsewhere})"
        return f". It seems to have moved{found}: nothing is seen of the vendor until the watchlist names the new page"
    if lapse.what in OTHER_FORMAT:
        return ". Its format has changed: nothing is seen of the vendor until `clausewatch detect` finds what it is now"
    return ""


def _regained(lapse: Lapse, state: PageState, now: datetime, subject: Subject) -> StatusEvent:
    unreachable = lapse.told is Told.UNREACHABLE
    what = subject.back if unreachable else subject.readable
    says = f"; it says {state}" if subject.speaks else ""
    return StatusEvent(
        subject.regained if unreachable else StatusEventKind.PAGE_READABLE,
        now,
        state,
        f"{subject.name} {what} after {spoken(now - lapse.since)}{says}{subject.note}",
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


def _turned(sight: Sight, event: StatusEvent, now: datetime, subject: Subject) -> Seen:
    """A transition: told as it is, as the start of flapping, or not at all while it flaps."""
    recent = (*(each for each in sight.transitions if now - each <= FLAPPING_WINDOW), now)
    sight = dataclasses.replace(sight, transitions=recent)
    if sight.flapping_since is not None:
        return Seen(sight)
    if len(recent) < FLAPPING_TRANSITIONS:
        return Seen(sight, (event,))
    text = (
        f"{subject.name} comes and goes: {len(recent)} changes in {spoken(now - recent[0])}. "
        f"Single changes are not told until it holds for {spoken(FLAPPING_CALM)}; now: {subject.says(event.state)}"
        f"{subject.note}"
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


def _calmed(sight: Sight, state: PageState, now: datetime, subject: Subject) -> Seen:
    """No transition: the end of flapping, if it flapped and has held for long enough."""
    if sight.flapping_since is None or now - sight.transitions[-1] < FLAPPING_CALM:
        return Seen(sight)
    word = "unreadable" if sight.told is Told.UNREADABLE else subject.says(state)
    text = f"{subject.name} has held for {spoken(now - sight.transitions[-1])}; now: {word}{subject.note}"
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
