"""How findings and changes are put into words; shared by every rendering, so that all of them say the same."""

from __future__ import annotations

from datetime import date

from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.model import (
    ClauseFinding,
    Comparison,
    DateEvent,
    Direction,
    FactFinding,
    FactVerdict,
    Grade,
    Graded,
    Hunk,
    HunkKind,
    LinkFinding,
    PrintedDates,
    Rewording,
    SilenceFinding,
    SilenceVerdict,
    Verdict,
)

VERDICTS = {
    Verdict.INTACT: "still stands, but what is beside it changed",
    Verdict.MOVED: "stands, at another place",
    Verdict.REWORDED: "was reworded",
    Verdict.REMOVED: "was removed",
    Verdict.AMBIGUOUS: "stands, but one of its places went and it cannot be told which",
    Verdict.UNREADABLE: "could not be checked",
    Verdict.NOT_FOUND: "is not on the page",
}
SILENCES = {
    SilenceVerdict.SILENT: "is silent again",
    SilenceVerdict.BROKEN: "is no longer silent",
    SilenceVerdict.NOT_SILENT: "was not silent to begin with",
    SilenceVerdict.UNREADABLE: "could not be checked",
}
HUNKS = {
    HunkKind.EDITED: "edited",
    HunkKind.ADDED: "added",
    HunkKind.REMOVED: "removed",
    HunkKind.MOVED: "moved",
}


REWORDINGS = {
    Rewording.PARTIAL_REMOVAL: "partial removal",
    Rewording.INSERTION: "insertion",
    Rewording.HEAVY: "heavy",
}
LINKS = {
    Verdict.INTACT: "goes where it should again",
    Verdict.REWORDED: "goes elsewhere",
    Verdict.NOT_FOUND: "is not on the page",
    Verdict.UNREADABLE: "could not be checked",
}
FACTS = {
    FactVerdict.HOLDS: "is as written again",
    FactVerdict.OTHER: "is another now",
    FactVerdict.NOT_PRINTED: "is not on the page",
    FactVerdict.UNREADABLE: "could not be checked",
}


def verdict_phrase(claim: ClaimFinding) -> str:
    """What happened to one claim's evidence, as the second half of a sentence."""
    finding = claim.finding
    if isinstance(finding, SilenceFinding):
        return SILENCES[finding.verdict]
    if isinstance(finding, FactFinding):
        return FACTS[finding.verdict]
    if isinstance(finding, LinkFinding):
        return LINKS[finding.verdict]
    if claim.restored and (finding.stands_again or finding.verdict is Verdict.INTACT):
        return "stands again as published" + (", at another place" if finding.verdict is Verdict.MOVED else "")
    if finding.instead and finding.surroundings:
        return "stands again, but what is beside it changed"
    if finding.verdict is Verdict.INTACT and finding.goes_on and not finding.surroundings:
        return "stands, and the page says more that weakens it"
    return VERDICTS[finding.verdict]


def kind_phrase(finding: object) -> str:
    """`` (insertion)`` behind a verdict; empty for an ordinary edit, and for what is no clause."""
    kind = REWORDINGS.get(finding.kind) if isinstance(finding, ClauseFinding) and finding.kind else None
    return f" ({kind})" if kind else ""


def before_and_after(claim: ClaimFinding) -> tuple[str, str]:
    """The words as the watchlist has them, and what stands today; empty where there is nothing."""
    finding = claim.finding
    if isinstance(finding, SilenceFinding):
        return "", finding.found[0].text if finding.found else ""
    if isinstance(finding, ClauseFinding) and finding.stands_again:
        return finding.instead or "", finding.sentence or finding.now or finding.quote
    if isinstance(finding, FactFinding):
        return finding.wanted, finding.text or finding.now or ""
    if isinstance(finding, LinkFinding):
        return f"{finding.text} -> {finding.target}", f"{finding.text} -> {finding.now}" if finding.now else ""
    return finding.quote, _stands_today(finding)


def _stands_today(finding: ClauseFinding) -> str:
    return finding.now or finding.replaced_by or ""


def fragment_of(claim: ClaimFinding) -> str:
    """The directive that opens the page at what stands today; empty where there is none."""
    finding = claim.finding
    if isinstance(finding, SilenceFinding):
        return finding.found[0].fragment if finding.found else ""
    return finding.fragment if isinstance(finding, ClauseFinding | FactFinding) else ""


def reasons_phrase(graded: Graded, most: int = 6) -> str:
    """``critical: polarity, consent``; the gravest ``most`` reasons, the others counted."""
    if not graded.reasons:
        return str(graded.grade)
    others = len(graded.reasons) - most
    more = f" and {others} more" if others > 0 else ""
    return f"{graded.grade}: {', '.join(graded.reasons[:most])}{more}"


DATE_LINE = 100
"""Characters of a line with a date that is quoted whole."""
TRIGGERS_SHOWN = 4
TRIGGER = 40
"""Characters of words that are named as the reason; longer ones are the passage itself."""
DIRECTIONS = {Direction.WORSE: "worse for the customer", Direction.BETTER: "better for the customer"}


def direction_phrase(graded: Graded) -> str:
    """``worse for the customer``; empty where it cannot be told, which is said nowhere."""
    return DIRECTIONS.get(graded.direction, "") if graded.grade > Grade.COSMETIC else ""


def triggers_phrase(graded: Graded) -> str:
    """``polarity: “never” → nothing; modality: “will” → “may”``; empty where no rule names words. Whole sentences are
    left out: they are shown above it."""
    worded = [each for each in graded.triggers if each.before or each.after]
    worded = [each for each in worded if max(len(each.before), len(each.after)) <= TRIGGER]
    by_reason = {each.reason: each for each in reversed(worded)}
    shown = [each for each in worded if by_reason[each.reason] is each][:TRIGGERS_SHOWN]
    return "; ".join(f"{each.reason}: {_said(each.before)} → {_said(each.after)}" for each in shown)


def _said(words: str) -> str:
    return f"“{words}”" if words else "nothing"


def why_phrase(graded: Graded) -> str:
    """Direction and triggers in one sentence: ``Worse for the customer (modality: “will” → “may”).``"""
    direction, triggers = direction_phrase(graded), triggers_phrase(graded)
    if direction and triggers:
        direction = f"{direction} ({triggers})"
    said = direction or triggers
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def dates_said(comparison: Comparison) -> str:
    """The printed dates, and what it means if only they or only the text changed."""
    said = dates_phrase(comparison.dates)
    if comparison.date_event is DateEvent.DATE_ONLY:
        return f"{said}; the text did not change" if said else "the text did not change"
    if comparison.date_event is DateEvent.SILENT_EDIT:
        return f"{_printed(comparison.dates)}, as before; the text changed"
    return said


def date_event_said(comparison: Comparison) -> str:
    """What the printed dates tell, in a sentence; empty where they tell nothing of their own."""
    if comparison.date_event is DateEvent.SILENT_EDIT:
        return f"The text changed, the printed date {_printed(comparison.dates)} did not."
    if comparison.date_event is DateEvent.DATE_ONLY:
        return f"The printed date moved{_from_to(comparison)}, the text did not."
    return ""


def _printed(dates: PrintedDates) -> str:
    return f"“{dates.said}”" if dates.said else str(dates.new or "of the page")


def _from_to(comparison: Comparison) -> str:
    dates = comparison.dates
    lines = [hunk for hunk in comparison.hunks if hunk.kind is HunkKind.EDITED and not hunk.rule]
    if len(lines) == 1 and max(len(lines[0].old), len(lines[0].new)) <= DATE_LINE:
        return f" (from “{lines[0].old}” to “{lines[0].new}”)"
    return f" (from {dates.old or 'none'} to {dates.new or 'none'})" if dates.old != dates.new else ""


def in_force(dates: PrintedDates, today: date) -> str:
    """``from 2026-04-29 (in 7 days)``; empty where that day is unknown or has come."""
    if dates.effective is None or dates.effective <= today:
        return ""
    return f"from {dates.effective} ({in_days((dates.effective - today).days)})"


def in_days(days: int) -> str:
    """``in 7 days``, ``tomorrow``."""
    return "tomorrow" if days == 1 else f"in {days} days"


def dates_phrase(dates: PrintedDates) -> str:
    """The printed date before and after; empty where the page prints none."""
    if dates.old is None and dates.new is None:
        return ""
    if dates.old == dates.new:
        return f"{dates.new} (unchanged)"
    return f"{dates.old or 'none'} -> {dates.new or 'none'}"


def hunks_gravest_first(change: Change) -> tuple[Hunk, ...]:
    return tuple(sorted(change.comparison.hunks, key=lambda hunk: -hunk.graded.grade))


def heading_path(heading: tuple[str, ...]) -> str:
    return " › ".join(heading)
