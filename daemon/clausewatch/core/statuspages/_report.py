"""From what a product's answer lists to the page's state: scope first, then the worst of what is left.

Page state is the worst of what the page declares, its visible components and its open incidents; a maintenance in
progress raises ``operational`` to ``maintenance``. With a scope the declared state does not count, since it is about
the whole page. A component of the scope that the page does not have forbids ``operational``: it was renamed or
removed, and nobody can say how it does.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clausewatch.core.status import (
    STATE_OF_IMPACT,
    Component,
    Incident,
    IncidentUpdate,
    Maintenance,
    MaintenancePhase,
    PageState,
    Phase,
    worst,
)
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
    """Each incident once, as its last mention has it, oldest first."""
    once = {incident.id: incident for incident in incidents}
    return tuple(sorted(once.values(), key=lambda incident: (incident.started_at, incident.id)))
