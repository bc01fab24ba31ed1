"""To whom an alert goes: every route that lets it through, additively, once per channel."""

from __future__ import annotations

from clausewatch.core.alerts import Alert
from clausewatch.core.watch import Route, Watchlist

DEFAULT_CHANNELS = ("console", "file")
"""Where alerts go when the watchlist names no channel."""


def routes(watchlist: Watchlist) -> tuple[Route, ...]:
    """Those of the watchlist; without any, every channel gets everything of grade minor and above."""
    return watchlist.routes or tuple(Route(to=channel.id) for channel in watchlist.channels)


def channels_for(alert: Alert, watchlist: Watchlist) -> tuple[str, ...]:
    """Ids of the channels that hear of it, each once, in the order of the routes."""
    return tuple(dict.fromkeys(route.to for route in routes(watchlist) if lets_through(route, alert)))


def lets_through(route: Route, alert: Alert) -> bool:
    return (
        alert.grade >= route.grade
        and (not route.kinds or alert.kind in route.kinds)
        and (not route.providers or alert.provider in route.providers)
    )
