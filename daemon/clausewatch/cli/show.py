"""``clausewatch show``: one change in full."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from clausewatch.cli.accepted import acceptance_json, acceptance_line
from clausewatch.cli.options import existing_database, json_option, snapshots_option
from clausewatch.cli.output import bold, dim, paint, quoted, say, say_hanging, say_json
from clausewatch.cli.reviewed import remark_json, remark_lines
from clausewatch.core.acceptance import Acceptance, about
from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.errors import UsageError
from clausewatch.core.model import ClauseFinding, FactFinding, Graded, Hunk, SilenceFinding
from clausewatch.core.printable import one_line
from clausewatch.core.render.message import acceptable, change_title
from clausewatch.core.render.payload import why_json
from clausewatch.core.render.wording import (
    HUNKS,
    before_and_after,
    date_event_said,
    dates_said,
    heading_path,
    hunks_gravest_first,
    in_force,
    kind_phrase,
    verdict_phrase,
    why_phrase,
)
from clausewatch.core.render.words import Op, word_diff
from clausewatch.core.review import Reviews
from clausewatch.shell.ground import utc_now
from clausewatch.shell.store import Store

OTHERS = 10
"""Earlier changes of a source that are listed."""


@click.command()
@click.argument("change", metavar="CHANGE|SOURCE")
@snapshots_option
@json_option
def command(change: str, snapshots: Path, as_json: bool) -> int:
    """Show CHANGE in full: claims first, then every difference.

    CHANGE is an id as `clausewatch changes` lists it, or as much of its
    beginning, or of the beginning of its last part, as only one id has. Of a
    SOURCE or a provider it is the newest; the others are listed below it.
    Exit code 1, since something changed.

    \b
    Examples:
      clausewatch show deepseek/privacy
      clausewatch show deepseek/privacy/2026-02-10T19-02-10Z-1a2b3c4d
      clausewatch show 2026-02-10T19 --json
    """
    found, others, reviews = asyncio.run(_changes(snapshots, change))
    if as_json:
        say_json(change_json(found, reviews))
    else:
        _print(found, reviews, snapshots)
        _print_others(others)
    return 1


async def _changes(snapshots: Path, name: str) -> tuple[Change, tuple[Change, ...], Reviews]:
    """The change, and where a source or a provider was named its others, newest first."""
    async with Store.open(existing_database(snapshots)) as store:
        reviews, ids = await store.reviews(), await store.source_ids()
        if name in ids:
            found = await store.changes(OTHERS + 1, source_id=name)
        elif any(each.startswith(f"{name}/") for each in ids):
            found = await store.changes(OTHERS + 1, provider=name)
        elif today := await store.called_now(name):
            mine = [change for each in today for change in await store.changes(OTHERS + 1, source_id=each)]
            found = tuple(sorted(mine, key=lambda each: each.at, reverse=True)[: OTHERS + 1])
        else:
            one = await store.change(name)
            found = (one,) if one else ()
            ids = ()
    if not found and ids:
        raise UsageError(f"nothing has changed in {one_line(name, 100)} since it is watched")
    if not found:
        raise UsageError(f"no change, source or provider named {one_line(name, 100)}; `clausewatch changes` lists them")
    return found[0], found[1:], reviews


def _print_others(others: Sequence[Change]) -> None:
    if others:
        say(f"\n{bold('Earlier changes')}")
    for each in others:
        say(f"  {each.at:%Y-%m-%d %H:%M} {paint(each.grade.word, 9)} clausewatch show {each.stem}")
        say(dim(quoted(change_title(each), "   ")))


def _print(change: Change, reviews: Reviews, snapshots: Path) -> None:
    say_hanging("", one_line(f"{change.provider_name} {change.title}", 600), 0, bold)
    say_hanging(f"{paint(change.grade.word)}: ", ", ".join(change.graded.reasons), len(change.grade.word) + 2)
    say(dim(change.url))
    say(dim(f"seen {change.at:%Y-%m-%d %H:%M} UTC"))
    if said := date_event_said(change.comparison):
        say_hanging("", one_line(said, 300), 0)
    elif dates := dates_said(change.comparison):
        say(dim(f"printed date {dates}"))
    if force := in_force(change.comparison.dates, change.at.date()):
        say(dim(f"in force {force}, as seen then"))
    if change.note:
        say_hanging("", one_line(change.note, 200), 0, dim)
    mine = reviews.of_change(change)
    for line in remark_lines(mine.remarks, utc_now()):
        say(quoted(line, "review"))
    for claim in change.findings:
        _print_claim(claim, about(mine.acceptances, claim))
    say(f"\n{bold('Every difference')}")
    for hunk in hunks_gravest_first(change):
        _print_hunk(hunk)
    say(f"\n{dim('In the browser:')}\n  {snapshots / change.folder / 'diffs' / change.stem}.html")
    say(dim("To decide:"))
    if any(acceptable(claim) and about(mine.acceptances, claim) is None for claim in change.findings):
        say(f"  clausewatch accept {change.stem}")
    if change.findings:
        say(f"  clausewatch snooze {change.stem} --for 7d")
    say(f'  clausewatch comment {change.stem} "…"')


def _print_claim(claim: ClaimFinding, accepted: Acceptance | None) -> None:
    before, after = before_and_after(claim)
    finding = claim.finding
    subject = {ClauseFinding: "the clause ", SilenceFinding: "the page "}.get(type(finding), "")
    subject = f"{finding.about} " if isinstance(finding, FactFinding) else subject
    say()
    _say_graded(finding.graded, ": ", claim.subject)
    say_hanging("  ", f"{subject}{verdict_phrase(claim)}{kind_phrase(finding)}", 2)
    if why := why_phrase(finding.graded):
        say(quoted(why, "why   "))
    if before:
        say(quoted(before, "before"))
    if after:
        say(quoted(after, "after "))
    if accepted:
        say(quoted(acceptance_line(accepted), "accepted"))


def _print_hunk(hunk: Hunk) -> None:
    where = heading_path(hunk.heading) or "top of the page"
    folded = f" (noise: {hunk.rule})" if hunk.rule else ""
    say()
    _say_graded(hunk.graded, " ", f"{HUNKS[hunk.kind]} in {where}: {', '.join(hunk.graded.reasons)}{folded}")
    if why := why_phrase(hunk.graded):
        say(dim(quoted(why, "why")))
    say(quoted("".join(_marked(span.op, span.text) for span in word_diff(hunk.old, hunk.new)), limit=2000))


def _say_graded(graded: Graded, sign: str, text: str) -> None:
    """The grade in its colour, what has it behind."""
    word = graded.grade.word
    say_hanging(f"{paint(word)}{sign}", one_line(text, 600), len(word) + len(sign))


def _marked(op: Op, text: str) -> str:
    """As ``git diff --word-diff`` writes it."""
    return {Op.SAME: text, Op.REMOVED: f"[-{text}-]", Op.ADDED: f"{{+{text}+}}"}[op]


def change_json(change: Change, reviews: Reviews) -> dict[str, object]:
    """The change for programs; the words of DESIGN's ``compare`` contract."""
    mine = reviews.of_change(change)
    return {
        "change": change.id,
        "source": change.source_id,
        "provider": change.provider,
        "url": change.url,
        "at": change.at.isoformat(),
        "grade": change.grade.word,
        "reasons": list(change.graded.reasons),
        "note": change.note or None,
        "dates": {
            "old": _iso(change.comparison.dates.old),
            "new": _iso(change.comparison.dates.new),
            "printed": change.comparison.dates.said or None,
            "effective": _iso(change.comparison.dates.effective),
        },
        "date_event": change.comparison.date_event,
        "claims": [_claim_json(claim, about(mine.acceptances, claim)) for claim in change.findings],
        "review": [remark_json(each, utc_now()) for each in mine.remarks],
        "hunks": [_hunk_json(hunk) for hunk in change.comparison.hunks],
    }


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _claim_json(claim: ClaimFinding, accepted: Acceptance | None) -> dict[str, object]:
    before, after = before_and_after(claim)
    return {
        "claim": claim.claim_id,
        "statement": claim.statement,
        "verdict": claim.finding.verdict,
        "kind": str(finding.kind) if isinstance(finding := claim.finding, ClauseFinding) and finding.kind else None,
        "grade": claim.finding.graded.grade.word,
        "reasons": list(claim.finding.graded.reasons),
        **why_json(claim.finding.graded),
        "quote": before or None,
        "now": after or None,
        "accepted": acceptance_json(accepted) if accepted else None,
    }


def _hunk_json(hunk: Hunk) -> dict[str, object]:
    return {
        "kind": hunk.kind,
        "grade": hunk.graded.grade.word,
        "reasons": list(hunk.graded.reasons),
        **why_json(hunk.graded),
        "noise": hunk.rule or None,
        "heading": list(hunk.heading),
        "old": hunk.old,
        "new": hunk.new,
    }
