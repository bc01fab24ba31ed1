"""How findings and changes are put into words; shared by every rendering, so that all of them say the same."""

from __future__ import annotations

from datetime import date

from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.model import (
    ClauseFinding,
    Comparison,
    Direction,
    FactFinding,
    FactVerdict,
    Grade,
    Graded,
    Hunk,
    HunkKind,
    LinkFinding,
    PrintedDates,
    Reason,
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
        return "the link goes elsewhere" if finding.verdict is Verdict.REWORDED else "the link is not on the page"
    if finding.verdict is Verdict.INTACT and (
        (finding.graded.grade is Grade.NONE and not finding.goes_on) or Reason.RETURNED in finding.graded.reasons
    ):
        return "stands again as written"
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


TRIGGERS_SHOWN = 4
DIRECTIONS = {Direction.WORSE: "worse for the customer", Direction.BETTER: "better for the customer"}


def direction_phrase(graded: Graded) -> str:
    """``worse for the customer``; empty where it cannot be told, which is said nowhere."""
    return DIRECTIONS.get(graded.direction, "") if graded.grade > Grade.COSMETIC else ""


def triggers_phrase(graded: Graded) -> str:
    """``polarity: “never” → nothing; modality: “will” → “may”``; empty where no rule names words."""
    worded = [each for each in graded.triggers if each.before or each.after]
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
    dates, said = comparison.dates, dates_phrase(comparison.dates)
    if only_the_date(comparison):
        return f"{said}, but the text is the same"
    silent = Reason.SILENT_EDIT in comparison.graded.reasons
    return f"{dates.new} (unchanged, although the text changed)" if silent else said


def only_the_date(comparison: Comparison) -> bool:
    """Whether the date that the page prints moved, and nothing else did."""
    dates, hunks = comparison.dates, comparison.hunks
    return dates.old != dates.new and bool(hunks) and all(hunk.graded.reasons == (Reason.DATE,) for hunk in hunks)


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
