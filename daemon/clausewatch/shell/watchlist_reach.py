"""Routes that let nothing through, and channels that nobody would ever be told by: an alert switched off by mistake."""

from __future__ import annotations

from collections.abc import Sequence

from clausewatch.core.watch import AlertKind, Channel, Route, Source, SourceKind
from clausewatch.shell.yaml_nodes import Mark, Path, Tree, shown

ABOUT = {
    AlertKind.POLICY: (SourceKind.PAGE,),
    AlertKind.STATUS: tuple(kind for kind in SourceKind if kind is not SourceKind.PAGE),
    AlertKind.HEALTH: tuple(SourceKind),
}
"""What kinds of source an alert of each kind can be about."""


def check(
    tree: Tree,
    routes: Sequence[tuple[Route, Path]],
    channels: Sequence[Channel],
    sources: Sequence[Source],
    told: Sequence[str],
) -> None:
    """Reports them; routes come with the place that names their channel, and ``told`` are channels that hear of
    something without a route."""
    first: dict[Route, Path] = {}
    for route, place in routes:
        other = first.setdefault(route, place)
        if other != place:
            tree.report(*_twice(tree, place, other))
        elif why := _why_never(route, sources):
            tree.report(tree.mark(place[:2]), f"nothing ever comes by this route: {why}")
    if routes:
        reached = {*(route.to for route, _ in routes), *told}
        for channel in channels:
            if channel.id not in reached and tree.has(("channels", channel.id)):
                _report_channel(tree, channel)


def _twice(tree: Tree, place: Path, other: Path) -> tuple[Mark, str]:
    if place[:2] == other[:2]:
        return tree.mark(place), f"'{shown(tree.node(place).text or '')}' is named already"
    line = tree.mark(other[:2]).line
    return tree.mark(place[:2]), f"the same route as at line {line}; take one of them out"


def _report_channel(tree: Tree, channel: Channel) -> None:
    mark: Mark = tree.key_mark(("channels", channel.id))
    name = shown(channel.id)
    tree.report(mark, f"no route leads to '{name}', so it is never told of anything; add {{to: {name}}} to the routes")


def _why_never(route: Route, sources: Sequence[Source]) -> str | None:
    """What keeps everything out; ``None`` where something can come.

    A route for all status pages may stand there before the first of them; one for those of a provider that has none is
    a mistake. Health of the monitor itself has no source.
    """
    within = [source for source in sources if not route.providers or source.provider in route.providers]
    if route.providers and not within:
        return "no source belongs to these providers"
    if route.sources:
        within = [source for source in within if source.id in route.sources]
        if not within:
            return "its sources do not belong to its providers"
    kinds = {kind for each in route.kinds for kind in ABOUT[each]}
    narrowed = route.providers or route.sources
    if (
        narrowed
        and route.kinds
        and AlertKind.HEALTH not in route.kinds
        and not any(source.kind in kinds for source in within)
    ):
        wanted = "a page" if AlertKind.POLICY in route.kinds else "a status page"
        return f"none of its sources is {wanted}"
    return None
