"""A changed recipe through the whole daemon: real files, a real database, real reading children, a real site."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clausewatch.core.alerts import Decision, Outcome
from clausewatch.core.model import Grade, UnreadableKind, Verdict
from clausewatch.core.watch import AlertKind, Basis, Claim, Quote, Recipe, Source, SourceKind, Watchlist
from clausewatch.shell.service import service
from core.pages import CLAUSES
from shell.site import Site, page

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Step = tuple[str, Recipe]


def terms(*clauses: str) -> str:
    prose = "".join(f"<h2>{number}. Section</h2><p>{clause}</p>" for number, clause in enumerate(clauses, 1))
    return (
        "<!doctype html><html lang='en'><head><title>Privacy Policy | Northwind</title></head><body>"
        "<div class='news'><p>Our spring sale has begun, with twenty offers that end on Sunday.</p></div>"
        f"<div id='text'><h1>Privacy Policy</h1>{prose}<p>17 views</p></div></body></html>"
    )


OLD = terms(*CLAUSES)
NEW = terms(CLAUSES[0].replace("thirty days", "ninety days"), *CLAUSES[1:])
GONE = terms(CLAUSES[0], *CLAUSES[2:])
WIDE = Recipe()
OTHERS = (
    Recipe(select="#text"),
    Recipe(remove=(".news",)),
    Recipe(format="text"),
    Recipe(select="#text", remove=("h2",)),
)


def polls(folder: Path, steps: Sequence[Step]) -> list[Decision]:
    """Polls one source once per step; a step with another recipe is another start of the program."""

    async def run(site: Site) -> list[Decision]:
        return [await _poll(site, folder, body, recipe, hours) for hours, (body, recipe) in enumerate(steps)]

    with Site() as site:
        return asyncio.run(run(site))


async def _poll(site: Site, folder: Path, body: str, recipe: Recipe, hours: int) -> Decision:
    site.answers("/privacy", page(body))
    source = Source(
        "northwind/privacy", SourceKind.PAGE, site.url("/privacy"), "Privacy", 3600.0, "northwind", recipe=recipe
    )
    claim = Claim("northwind/selling", "Never sells", Basis.VERIFIED, quotes=(Quote(source.id, CLAUSES[1]),))
    watchlist = Watchlist((source,), (claim,), allow=(site.address,))
    async with service(watchlist, folder, now=_at(hours), pause=0.0) as parts:
        return await parts.checker.check(source)


def _at(hours: int) -> Callable[[], datetime]:
    return lambda: NOON + timedelta(hours=hours)


@pytest.mark.parametrize("other", OTHERS, ids=lambda recipe: f"{recipe.select} {recipe.remove} {recipe.format}")
def test_a_recipe_that_changes_with_the_page_tells_the_page_and_nothing_else(tmp_path: Path, other: Recipe) -> None:
    steps = [(OLD, WIDE), (OLD, other), (OLD, WIDE), (NEW, other), (NEW, WIDE), (GONE, other)]
    first, narrowed, widened, edited, quiet, removed = polls(tmp_path, steps)

    assert first.outcome is Outcome.BASELINE
    assert [(each.outcome, each.alerts) for each in (narrowed, widened, quiet)] == [(Outcome.UNCHANGED, ())] * 3
    assert edited.change is not None and edited.change.grade is Grade.MAJOR
    assert all("ninety" in hunk.new for hunk in edited.change.comparison.hunks)
    assert removed.change is not None
    assert removed.change.findings[0].finding.verdict is Verdict.REMOVED
    assert all(
        (tmp_path / "northwind/privacy/diffs" / f"{each.change.stem}.html").exists()
        for each in (edited, removed)
        if each.change
    )


def test_a_selector_that_died_is_unreadable_and_hides_no_change_once_it_is_mended(tmp_path: Path) -> None:
    dead, mended = Recipe(select="#never"), Recipe(select="#text")
    _, *blind, seeing = polls(tmp_path, [(OLD, WIDE), *[(NEW, dead)] * 3, (NEW, mended)])

    assert [each.outcome for each in blind] == [Outcome.UNREADABLE] * 3
    assert [[alert.kind for alert in each.alerts] for each in blind] == [[], [], [AlertKind.HEALTH]]
    assert UnreadableKind.SELECTOR in blind[-1].reason
    assert seeing.change is not None and seeing.change.grade is Grade.MAJOR


def test_the_way_of_reading_is_asked_for_in_full_even_where_the_server_would_say_not_modified(tmp_path: Path) -> None:
    async def run(site: Site) -> list[Decision]:
        found = []
        for hours, recipe in enumerate((WIDE, WIDE, OTHERS[0])):
            source = Source("terms", SourceKind.PAGE, site.url("/t"), "Terms", 3600.0, recipe=recipe)
            watchlist = Watchlist((source,), allow=(site.address,))
            async with service(watchlist, tmp_path, now=_at(hours), pause=0.0) as parts:
                found.append(await parts.checker.check(source))
        return found

    with Site() as site:
        site.answers("/t", replace(page(OLD), headers=(*page(OLD).headers, ("ETag", '"1"'))))
        decisions = asyncio.run(run(site))
        asked = [seen.headers.get("if-none-match") for seen in site.asked("/t")]
    assert asked == [None, '"1"', None]
    assert [each.outcome for each in decisions[1:]] == [Outcome.UNCHANGED] * 2
