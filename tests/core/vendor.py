"""A made-up vendor's page polled through the whole core: read, compared, decided, remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from clausewatch.core.alerts import Alert, Decision, Outcome
from clausewatch.core.decide import Seen, decide
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import Capture, Grade, PageReading
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.tracking import items_in, tracked
from clausewatch.core.watch import Basis, Claim, LinkTarget, Quote, Recipe, Silence, Source, SourceKind, Watchlist

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
HOUR = 60
DAY = 24 * HOUR


@dataclass
class Page:
    """One watched page. Each ``poll`` shows it another body; ``minutes`` count from the start."""

    recipe: Recipe = Recipe()
    reader: Callable[[PageJob], PageReading] = read_page
    """Another one stands for another release of ours."""
    quotes: tuple[str, ...] = ()
    silences: tuple[tuple[str, ...], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    url: str = "https://northwind.example/legal/privacy"
    memory: PageMemory = field(default_factory=PageMemory)
    baseline: Capture | None = None
    minutes: float = 0

    @property
    def source(self) -> Source:
        return Source("northwind/privacy", SourceKind.PAGE, self.url, "Privacy", 21_600.0, recipe=self.recipe)

    @property
    def watchlist(self) -> Watchlist:
        claim = Claim(
            "northwind/claim",
            "What we rely on",
            Basis.VERIFIED,
            quotes=tuple(Quote(self.source.id, words) for words in self.quotes),
            silences=tuple(Silence((self.source.id,), terms) for terms in self.silences),
            links=tuple(LinkTarget(self.source.id, text, target) for text, target in self.links),
        )
        return Watchlist((self.source,), (claim,))

    def poll(self, body: str, after: float = 6 * HOUR, final_url: str = "") -> Decision:
        """What the page's next poll means, ``after`` minutes since the last one."""
        self.minutes += after
        now = START + timedelta(minutes=self.minutes)
        headers = (("content-type", "text/html; charset=utf-8"),)
        capture = Capture(self.url, final_url or self.url, now, 200, headers, body.encode())
        items = items_in(self.watchlist, self.source.id)
        reading = self.reader(PageJob(capture, self.baseline, self.recipe, tracked(items, self.memory)))
        decision = decide(self.source, self.memory, Seen(capture, reading), items, now)
        assert isinstance(decision.memory, PageMemory)
        if decision.memory.baseline != self.memory.baseline:
            self.baseline = capture
        self.memory = decision.memory
        return decision

    def polls(self, *bodies: str, after: float = 6 * HOUR) -> list[Decision]:
        return [self.poll(body, after) for body in bodies]

    def read_with(self, recipe: Recipe | None = None, reader: Callable[[PageJob], PageReading] = read_page) -> Page:
        """The same page and memory, read in another way from now on."""
        return replace(self, recipe=recipe or self.recipe, reader=reader)


def told(decision: Decision) -> tuple[Alert, ...]:
    """What people hear of at the default threshold."""
    return tuple(alert for alert in decision.alerts if alert.grade >= Grade.MINOR)


def grade(decision: Decision) -> Grade:
    assert decision.change is not None, decision.reason
    return decision.change.grade


def quiet(decision: Decision) -> bool:
    return decision.outcome in (Outcome.UNCHANGED, Outcome.CHANGED) and told(decision) == ()
