"""From what a product's answer lists to the page's state: scope first, then the worst of what is left.

Page state is the worst of what the page declares, its visible components and its open incidents; a maintenance in
progress raises ``operational`` to ``maintenance``. With a scope the declared state does not count, since it is about
the whole page. A component of the scope that the page does not have forbids ``operational``: it was renamed or
removed, and nobody can say how it does.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.status import (
    STATE_OF_IMPACT,
    Component,
    Coverage,
    Impact,
    Incident,
    IncidentUpdate,
    Maintenance,
    MaintenancePhase,
    PageState,
    Phase,
    StatusReport,
    worst,
)
from clausewatch.core.statuspages._payload import Tokens
from clausewatch.core.watch import StatusRecipe


@dataclass(frozen=True, slots=True)
class Scope:
    """The components that count, by name or id; all of them if it names none."""

    names: tuple[str, ...] = ()

    def covers(self, *names: str) -> bool:
        """Whether any of the names or ids is one of the scope."""
        return not self.names or any(alike(name, wanted) for name in names if name for wanted in self.names)

    def missing(self, components: Iterable[Component]) -> tuple[str, ...]:
        """Names of the scope that no component has."""
        there = [name for each in components for name in (each.id, each.name, each.group)]
        return tuple(wanted for wanted in self.names if not any(alike(wanted, name) for name in there))


def scope_of(recipe: StatusRecipe) -> Scope:
    return Scope(recipe.components)


def alike(one: str, other: str) -> bool:
    """Equal but for case, width and white space."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def counted(scope: Scope, components: Iterable[Component]) -> tuple[Component, ...]:
    """Those in scope: by id, name or group."""
    return tuple(each for each in components if scope.covers(each.id, each.name, each.group))


def in_scope(scope: Scope, touched: Mapping[str, str], components: tuple[Component, ...]) -> bool:
    """Whether an incident counts that touches these (id -> name), given the components that count.

    One that names nothing does.
    """
    return (
        not touched
        or scope.covers(*touched.keys(), *touched.values())
        or any(each.id in touched for each in components)
    )


def display_names(components: Iterable[Component]) -> dict[str, str]:
    """Component id -> a name that no other component has: with its group where the bare name is taken twice."""
    listed = tuple(components)
    taken = Counter(each.name for each in listed)
    return {
        each.id: f"{each.group} / {each.name}" if taken[each.name] > 1 and each.group else each.name for each in listed
    }


def state_of(
    declared: PageState | None,
    components: tuple[Component, ...],
    incidents: tuple[Incident, ...],
    maintenances: tuple[Maintenance, ...],
) -> PageState:
    """Of the page. ``declared`` is ``None`` where the page declares nothing that counts."""
    told = [] if declared is None else [declared]
    told += [component.state for component in components]
    told += [STATE_OF_IMPACT[incident.impact] for incident in incidents if incident.is_open]
    if not components:
        told.append(PageState.UNKNOWN)
    if any(each.phase in (MaintenancePhase.IN_PROGRESS, MaintenancePhase.VERIFYING) for each in maintenances):
        told.append(PageState.MAINTENANCE)
    return worst(told)


def update_key(given: str, at: datetime, phase: Phase, text: str) -> str:
    """The product's id of an update; where it has none, one from time, phase and words, so that white space is no news.

    Records that were migrated from another product come with empty ids.
    """
    if given:
        return given
    words = " ".join(text.split())
    return hashlib.sha256(f"{int(at.timestamp())} {phase} {words}".encode()).hexdigest()[:16]


def in_order(updates: Iterable[IncidentUpdate]) -> tuple[IncidentUpdate, ...]:
    """Oldest first, each once."""
    once = {update.key: update for update in updates}
    return tuple(sorted(once.values(), key=lambda update: (update.at, update.phase is Phase.RESOLVED)))


def newest_of_each(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Each incident once, oldest first: as the copy has it that tells of the latest moment.

    Of two copies that tell of the same moments the later mention counts, but one that has it open is not given up for
    one that says it is over: a list that contradicts itself ends nothing.
    """
    once: dict[str, Incident] = {}
    for incident in incidents:
        known = once.get(incident.id)
        if known is None or _is_newer(incident, known):
            once[incident.id] = incident
    return tuple(sorted(once.values(), key=lambda incident: (incident.started_at, incident.id)))


def _is_newer(incident: Incident, known: Incident) -> bool:
    ours, theirs = _latest(incident), _latest(known)
    return ours > theirs or (ours == theirs and (incident.is_open or not known.is_open))


def _latest(incident: Incident) -> datetime:
    told = (incident.started_at, incident.resolved_at, *(update.at for update in incident.updates))
    return max(moment for moment in told if moment is not None)


def made_id(given: str, *told: object) -> str:
    """The product's id of an incident; where it has none, one from what never changes about it: name and start."""
    return given or hashlib.sha256(" ".join(str(each) for each in told).encode()).hexdigest()[:16]


def finished(
    told: StatusReport, declared: PageState | None, recipe: StatusRecipe, tokens: Tokens | tuple[()]
) -> StatusReport:
    """All that the page tells, ``told``, as the recipe's scope leaves it: with its state, and the words nobody knew.

    Incidents and maintenances call components by the names that ``display_names`` gives. On a page that tells of
    incidents only, an open one in known words makes the state degraded, though nobody says how grave it is.
    """
    scope, unknown = scope_of(recipe), list(tokens)
    components = counted(scope, told.components)
    missing = scope.missing(told.components) if told.components else ()
    names = display_names(told.components)
    shown = tuple(dataclasses.replace(each, name=names[each.id]) for each in components)
    ours = _ours(scope, shown)
    incidents = newest_of_each(each for each in told.incidents if ours(each.components))
    maintenances = tuple({each.id: each for each in told.maintenances if ours(each.components)}.values())
    counts = None if scope.names else declared
    if missing or (isinstance(tokens, Tokens) and tokens.gaps):
        counts = PageState.UNKNOWN
    elif told.coverage is Coverage.INCIDENTS_ONLY and not unknown and any(map(_is_vague, incidents)):
        counts = PageState.DEGRADED
    return dataclasses.replace(
        told,
        state=state_of(counts, shown, incidents, maintenances),
        components=shown,
        incidents=incidents,
        maintenances=maintenances,
        unknown_tokens=(*unknown, *(f"component {each}: not on the page" for each in missing)),
        missing=missing,
        offered=tuple(names.values()) if missing else (),
    )


def _ours(scope: Scope, components: tuple[Component, ...]) -> Callable[[tuple[str, ...]], bool]:
    """Whether something counts that touches components of these names; what names none does."""
    counted_names = {each.name for each in components}
    return lambda touched: not touched or scope.covers(*touched) or not counted_names.isdisjoint(touched)


def _is_vague(incident: Incident) -> bool:
    return incident.is_open and incident.phase is not Phase.UNKNOWN and incident.impact is Impact.UNKNOWN


REGION_ID = re.compile(
    r"(?:[a-z]{2}|africa|asia|australia|europe|northamerica|southamerica)(?:-[a-z]{2,12}){1,2}-?\d{1,2}|global"
)
"""``us-east-1``, ``europe-west4``; not ``bedrock-us-east-1``."""


@dataclass(frozen=True, slots=True)
class Questions:
    """A scope of a cloud: which products, and which regions. An event that names none of one kind may be any of it."""

    products: tuple[str, ...]
    regions: tuple[str, ...]

    def cover(self, products: tuple[str, ...], regions: tuple[str, ...]) -> bool:
        by_product = not products or Scope(self.products).covers(*products)
        return by_product and (not regions or Scope(self.regions).covers(*regions))


def questions(recipe: StatusRecipe, regions: Iterable[str]) -> Questions:
    """The recipe's scope; a name is a region's if it looks like a region's id or is one of ``regions``."""
    known = tuple(regions)
    asked = tuple(
        each for each in recipe.components if REGION_ID.fullmatch(each) or any(alike(each, name) for name in known)
    )
    return Questions(tuple(each for each in recipe.components if each not in asked), asked)
