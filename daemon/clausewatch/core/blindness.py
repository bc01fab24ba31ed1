"""What the monitor itself did not see, told to the people who run it.

Three ways to be blind: nobody looked (the daemon stood still), a source has not been read for longer than its people
can live with (``Source.stale_after``), or what was known was lost and came back from a backup. Each is told once, with
since when; a source that can be read again is told too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.core.alerts import Alert, HealthNews
from clausewatch.core.memory import Memory, PageMemory
from clausewatch.core.model import Grade
from clausewatch.core.probe import ProbeMemory
from clausewatch.core.watch import AlertKind, Source, SourceKind

GAP = timedelta(hours=1)
"""A daemon that stood still for less was updated or restarted, which is nobody's news."""
STALE_POLLS, STALE_LEAST = 4, 3 * 86_400.0
"""Where a source names no ``stale_after``: so many of its intervals, and at least three days."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Which sources are stale, since when, and what of it is news."""

    stale: Mapping[str, datetime]
    alerts: tuple[Alert, ...]


def survey(
    sources: Iterable[Source], memories: Mapping[str, Memory], told: Mapping[str, datetime], now: datetime
) -> Survey:
    """Compares with what people were ``told``: source id to when it was last read."""
    stale, alerts = dict[str, datetime](), list[Alert]()
    for source in sources:
        since = last_read(source, memories.get(source.id))
        if since is not None and (now - since).total_seconds() > stale_after(source):
            stale[source.id] = told.get(source.id, since)
            if source.id not in told:
                alerts.append(_stale(source, since, now))
        elif source.id in told and since is not None:
            alerts.append(_seen_again(source, told[source.id], now))
    return Survey(stale, tuple(alerts))


def stale_after(source: Source) -> float:
    """Seconds."""
    return source.stale_after or max(STALE_POLLS * source.every, STALE_LEAST)


def last_read(source: Source, memory: Memory | None) -> datetime | None:
    """When the source was last seen as it should be; of one that never was, since when it is in trouble."""
    if memory is None:
        return None
    # Not to find a page is what is expected of a candidate; that a probe gets no answer is what it is for.
    if source.kind is SourceKind.CANDIDATE or isinstance(memory, ProbeMemory):
        return memory.checked_at
    if memory.read_at is None and isinstance(memory, PageMemory) and memory.trouble is not None:
        return memory.trouble.since
    return memory.read_at


def _stale(source: Source, since: datetime, now: datetime) -> Alert:
    text = f"Nobody has seen it since {since:%Y-%m-%d %H:%M} UTC; whatever it says now is unknown"
    return _about(source, f"stale/{source.id}/{since:%Y%m%dT%H%M%S}", Grade.MAJOR, text, now, recovered=False)


def _seen_again(source: Source, since: datetime, now: datetime) -> Alert:
    text = f"It is seen again; it was not from {since:%Y-%m-%d %H:%M} to {now:%Y-%m-%d %H:%M} UTC"
    return _about(source, f"stale/{source.id}/{since:%Y%m%dT%H%M%S}/over", Grade.MINOR, text, now, recovered=True)


def _about(source: Source, key: str, grade: Grade, text: str, now: datetime, *, recovered: bool) -> Alert:
    news = HealthNews(source.id, source.title, text, source.url, recovered, source.provider, source.provider_name)
    return Alert(key, AlertKind.HEALTH, grade, now, source.provider, news)


# --- what is left alone on purpose ----------------------------------------------------------------------------------

PAUSES_TOLD = timedelta(days=7)
"""Between two messages that name what is paused: nobody may forget it, and nobody is to be bothered daily."""
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Pauses:
    """Since when which sources are paused, and when people were last told."""

    since: Mapping[str, datetime]
    told_at: datetime | None = None


def pauses(sources: Iterable[Source], known: Pauses, now: datetime) -> tuple[Pauses, Alert | None]:
    """What is known from now on; once a week, counted from when the first was paused, what is paused still."""
    paused = [source for source in sources if source.paused_at(now)]
    since = {source.id: known.since.get(source.id, now) for source in paused}
    if not paused:
        return Pauses({}), None
    last = known.told_at or min(since.values())
    if now - last < PAUSES_TOLD:
        return Pauses(since, known.told_at), None
    return Pauses(since, now), _still_paused(paused, since, now)


def _still_paused(paused: list[Source], since: Mapping[str, datetime], now: datetime) -> Alert:
    named = "; ".join(_named(source, since[source.id]) for source in paused[:MOST_NAMED])
    more = f"; and {len(paused) - MOST_NAMED} more (clausewatch status)" if len(paused) > MOST_NAMED else ""
    what = "One source is" if len(paused) == 1 else f"{len(paused)} sources are"
    text = f"{what} paused in the watchlist, and nobody looks: {named}{more}"
    return _of_the_monitor(f"paused/{now:%Y%m%dT%H%M%S}", "Paused sources", text, Grade.MINOR, now, recovered=False)


def _named(source: Source, since: datetime) -> str:
    assert source.pause is not None
    return f"{source.id} since {since:%Y-%m-%d} ({source.pause.says()})"


# --- the monitor as a whole ---------------------------------------------------------------------------------------


def gap(seen: datetime, now: datetime, why: str) -> Alert | None:
    """That nobody looked from ``seen`` to ``now``; ``why`` is a clause such as ``it did not run``."""
    if now - seen < GAP:
        return None
    text = (
        f"Nothing was watched from {seen:%Y-%m-%d %H:%M} to {now:%Y-%m-%d %H:%M} UTC: {why}."
        " What changed meanwhile is told as it is found"
    )
    return _of_the_monitor(f"gap/{seen:%Y%m%dT%H%M%S}", "Monitor was blind", text, Grade.MINOR, now, recovered=True)


def mended(why: str, at: datetime, set_aside: str | None, backup_at: datetime | None) -> Alert:
    """That the database was damaged or gone, and what took its place."""
    kept = f"; the damaged one is kept as {set_aside}" if set_aside else ""
    took = (
        f"The backup of {backup_at:%Y-%m-%d %H:%M} UTC took its place: what was told since may be told a second time"
        if backup_at
        else "There was no good backup: everything is watched anew, and what changed before"
        f" {at:%Y-%m-%d %H:%M} UTC and was not told yet is not known"
    )
    text = f"The monitor's database could not be used ({why}). {took}{kept}"
    grade = Grade.MAJOR if backup_at else Grade.CRITICAL
    return _of_the_monitor(f"mended/{at:%Y%m%dT%H%M%S}", "Monitor's database", text, grade, at, recovered=False)


def _of_the_monitor(key: str, title: str, text: str, grade: Grade, at: datetime, *, recovered: bool) -> Alert:
    return Alert(key, AlertKind.HEALTH, grade, at, None, HealthNews(None, title, text, recovered=recovered))
