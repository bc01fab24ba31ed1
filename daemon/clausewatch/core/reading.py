"""One capture of a page, read against its baseline: what a reading worker does, start to end.

Both sides are read with today's recipe, so a new selector or a better reader never looks like a changed page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from clausewatch.core import formats, readable
from clausewatch.core.compare import compare
from clausewatch.core.model import (
    Capture,
    Comparison,
    Document,
    PageReading,
    Tracked,
    Unreadable,
    UnreadableKind,
    Verdict,
)
from clausewatch.core.render.fragment import Page
from clausewatch.core.watch import Recipe

ALL = 3
"""Quotes that must have stood before their going all at once is doubted."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """What a reading worker is given; it can be sent to another process."""

    capture: Capture
    baseline: Capture | None
    """The capture that was last believed; ``None`` at the first poll."""
    recipe: Recipe
    tracked: Tracked


def read_page(job: PageJob) -> PageReading:
    """Reads, judges and compares. A reading that is suspect has its comparison, in case it comes true."""
    document = formats.read(job.capture, job.recipe)
    if isinstance(document, Unreadable):
        return PageReading(None, document)
    baseline, warnings = _baseline(job)
    unreadable = readable.judge(document, job.capture, job.recipe, baseline, job.baseline)
    if unreadable is not None and not unreadable.suspect:
        return PageReading(document, unreadable, baseline=baseline, warnings=warnings)
    comparison = linked(compare(baseline or document, document, job.tracked), document)
    return PageReading(document, unreadable or _all_gone(comparison), comparison, baseline, warnings)


def linked(comparison: Comparison, document: Document) -> Comparison:
    """With the directives that open the live page at what was found."""
    page = Page(document.whole.blocks)
    clauses = tuple(
        replace(each, fragment=page.directive(words, each.heading)) if (words := each.now or each.replaced_by) else each
        for each in comparison.clauses
    )
    silences = tuple(
        replace(each, found=tuple(replace(one, fragment=page.directive(one.text)) for one in each.found))
        for each in comparison.silences
    )
    facts = tuple(replace(each, fragment=page.directive(each.text)) if each.text else each for each in comparison.facts)
    return replace(comparison, clauses=clauses, silences=silences, facts=facts)


def _baseline(job: PageJob) -> tuple[Document | None, tuple[str, ...]]:
    """The baseline as today's recipe reads it; if it cannot, the new document is compared with itself."""
    if job.baseline is None:
        return None, ()
    document = formats.read(job.baseline, job.recipe)
    problem = document if isinstance(document, Unreadable) else _unusable(document, job.baseline, job.recipe)
    if problem is None and isinstance(document, Document):
        return document, ()
    detail = problem.detail if problem else ""
    return None, (f"the baseline cannot be read with today's recipe ({detail}); nothing was compared",)


def _unusable(document: Document, capture: Capture, recipe: Recipe) -> Unreadable | None:
    """Only what the baseline is by itself counts against it: it was believed once."""
    found = readable.judge(document, capture, recipe, None)
    return found if found is not None and not found.suspect else None


def _all_gone(comparison: Comparison) -> Unreadable | None:
    stood = [clause for clause in comparison.clauses if clause.verdict is not Verdict.NOT_FOUND]
    if len(stood) < ALL or any(clause.verdict is not Verdict.REMOVED for clause in stood):
        return None
    return Unreadable(UnreadableKind.ALL_GONE, f"all {len(stood)} quotes are gone at once", suspect=True)
