"""To whom an alert goes, when, and why: every route that lets it through, additively, once per channel.

Troubles of the monitor itself (``health``) are for whoever runs it. Once somebody is marked for them, by ``operators``
or by a route that names ``health``, routes that name no kind do not hear of them any more; while nobody is, all do,
since somebody must.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from clausewatch.core import cadence, quiet
from clausewatch.core.alerts import Alert, Change, Digest, Outstanding, Reminder, Roundup, StatusNews
from clausewatch.core.model import Reason
from clausewatch.core.watch import AlertKind, Claim, Route, Watchlist

DEFAULT_CHANNELS = ("console", "file")
"""Where alerts go when the watchlist names no channel."""
INCIDENT, MAINTENANCE, STATUS_PAGE, IN_FORCE = "incident", "maintenance", "status-page", "in-force"
TOPICS: Final = (*(reason.value for reason in Reason), INCIDENT, MAINTENANCE, STATUS_PAGE, IN_FORCE)
"""What an alert can be about: why a change has its grade, or what a status page tells."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route says to an alert."""

    route: Route
    taken: bool
    why: str
    """Half a sentence."""


@dataclass(frozen=True, slots=True)
class Address:
    """A channel that hears of an alert, and when."""

    channel: str
    not_before: datetime | None = None
    """The end of its quiet hours."""
    digest_at: datetime | None = None
    """When the digest that takes it is sent; ``None``: it is a message of its own."""


def routes(watchlist: Watchlist) -> tuple[Route, ...]:
    """Those of the watchlist; without any, every channel gets everything of grade minor and above."""
    operators = tuple(Route(to, (AlertKind.HEALTH,), timezone=watchlist.timezone) for to in watchlist.operators)
    readers = [each.id for each in watchlist.channels if each.id not in watchlist.operators]
    everybody = readers or [each.id for each in watchlist.channels]
    written = watchlist.routes or tuple(Route(to, timezone=watchlist.timezone) for to in everybody)
    return (*written, *operators)


def channels_for(alert: Alert, watchlist: Watchlist) -> tuple[str, ...]:
    """Ids of the channels that hear of it, each once, in the order of the routes."""
    return tuple(dict.fromkeys(each.route.to for each in answers(alert, watchlist) if each.taken))


def addresses(alert: Alert, watchlist: Watchlist, now: datetime) -> tuple[Address, ...]:
    """The channels that hear of it, each once and by the soonest of its routes: at once, after quiet hours, or in a
    digest."""
    soonest: dict[str, Address] = {}
    for each in answers(alert, watchlist):
        if each.taken:
            address = _address(each.route, alert, now)
            soonest[address.channel] = min(soonest.get(address.channel, address), address, key=_waiting)
    return tuple(soonest.values())


def _address(route: Route, alert: Alert, now: datetime) -> Address:
    if route.digest:
        return Address(route.to, digest_at=cadence.next_time(route.digest, route.timezone, now))
    held = quiet.held_until(route.quiet, route.timezone, alert.grade, now) if route.quiet else None
    return Address(route.to, not_before=held)


def _waiting(address: Address) -> tuple[bool, float]:
    """A message of its own comes before any digest."""
    moment = address.digest_at or address.not_before
    return address.digest_at is not None, moment.timestamp() if moment else 0.0


# --- why ----------------------------------------------------------------------------------------------------------


def answers(alert: Alert, watchlist: Watchlist) -> tuple[Answer, ...]:
    """What each route says, in their order."""
    return tuple(_answer(route, alert, watchlist) for route in routes(watchlist))


def _answer(route: Route, alert: Alert, watchlist: Watchlist) -> Answer:
    no = next(_objections(route, alert, watchlist), "")
    return Answer(route, not no, no or f"it is {alert.kind} of grade {alert.grade}")


def _objections(route: Route, alert: Alert, watchlist: Watchlist) -> Iterator[str]:
    """Why the route does not let it through; nothing if it does."""
    if route.kinds and alert.kind not in route.kinds:
        yield f"{alert.kind} is not {_listed(route.kinds)}"
    if alert.kind is AlertKind.HEALTH and not route.kinds and for_operators_only(watchlist):
        yield "health is for the operators"
    if alert.grade < route.grade:
        yield f"its grade {alert.grade} is below {route.grade}"
    if route.providers and {alert.provider, *alert.providers}.isdisjoint(route.providers):
        yield f"it is not about {_listed(route.providers)}"
    if route.sources and not set(route.sources).intersection(sources_of(alert, watchlist)):
        yield f"it is not about {_listed(route.sources)}"
    if route.fields and not set(route.fields).intersection(fields_of(alert, watchlist)):
        yield f"it touches no claim about {_listed(route.fields)}"
    if route.topics and not set(route.topics).intersection(topics_of(alert)):
        yield f"it is not about {_listed(route.topics)}"


def for_operators_only(watchlist: Watchlist) -> bool:
    """Whether somebody is marked for the monitor's own troubles."""
    return bool(watchlist.operators) or any(AlertKind.HEALTH in route.kinds for route in watchlist.routes)


def _listed(names: Iterable[str]) -> str:
    return " or ".join(names)


# --- what it is about ---------------------------------------------------------------------------------------------


def sources_of(alert: Alert, watchlist: Watchlist) -> tuple[str, ...]:
    """Ids of the sources; of a provider's digest all that the provider has."""
    news = alert.news
    if isinstance(news, Digest):
        mine = tuple(each.id for each in watchlist.sources if each.provider == news.provider)
        return tuple(entry.source_id for entry in news.entries) or mine
    if isinstance(news, Outstanding | Roundup):
        return tuple(entry.source_id for entry in news.entries)
    if isinstance(news, StatusNews) and news.about:
        return news.about
    return (news.source_id,) if news.source_id else ()


def fields_of(alert: Alert, watchlist: Watchlist) -> tuple[str, ...]:
    """Of the claims that it touches; of news that touch none by themselves, of those that rest on their source."""
    news = alert.news
    if isinstance(news, Change):
        return tuple(found.field for found in news.findings if found.field)
    if isinstance(news, Digest):
        return tuple(entry.finding.field for entry in news.entries if entry.finding)
    about = set(sources_of(alert, watchlist))
    return tuple(claim.field for claim in watchlist.claims if claim.field and about.intersection(rests_on(claim)))


def rests_on(claim: Claim) -> Iterator[str]:
    """Ids of the sources that could falsify it."""
    yield from (each.source for each in (*claim.quotes, *claim.links, *claim.facts))
    yield from (source for silence in claim.silences for source in silence.sources)
    yield from (*claim.exists, *claim.absent)


def topics_of(alert: Alert) -> tuple[str, ...]:
    news = alert.news
    if isinstance(news, Change):
        return tuple(reason.value for reason in news.graded.reasons)
    if isinstance(news, StatusNews):
        return (INCIDENT if news.event.incident else MAINTENANCE if news.event.maintenance else STATUS_PAGE,)
    return (IN_FORCE,) if isinstance(news, Reminder) else ()


def would_hear(route: Route, kinds: Iterable[AlertKind], provider: str | None, source_id: str) -> bool:
    """Whether an alert of these kinds about the source could pass; the other filters depend on what happens."""
    about = not route.kinds or not set(kinds).isdisjoint(route.kinds)
    mine = not route.providers or provider in route.providers
    return about and mine and (not route.sources or source_id in route.sources)


def reminding(watchlist: Watchlist) -> tuple[Route, ...]:
    """Routes that remind of what nobody has decided on."""
    return tuple(route for route in routes(watchlist) if route.remind)
