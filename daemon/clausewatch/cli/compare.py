"""``clausewatch compare``: two files, and what became of each quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from clausewatch.cli.options import json_option
from clausewatch.cli.output import bold, dim, paint, quoted, say, say_json
from clausewatch.core import formats, readable
from clausewatch.core.compare import compare, unreadable
from clausewatch.core.model import (
    Capture,
    ClauseFinding,
    Comparison,
    Document,
    Grade,
    Graded,
    Hunk,
    SilenceFinding,
    SilenceVerdict,
    Tracked,
    TrackedQuote,
    TrackedSilence,
    Unreadable,
    Verdict,
)
from clausewatch.core.printable import one_line
from clausewatch.core.render.payload import why_json
from clausewatch.core.render.wording import kind_phrase, why_phrase
from clausewatch.core.watch import Recipe

CONTENT_TYPES = {".html": "text/html", ".htm": "text/html", ".md": "text/markdown", ".txt": "text/plain"}
CHANGED, UNREADABLE = 1, 3
HUNKS_SHOWN = 40
"""Hunks that are printed for people; JSON has them all."""


class _InOrder(click.Command):
    """``--occurrence`` belongs to the ``--quote`` before it, ``--except`` to the ``--silence`` before it; click
    itself forgets the order of different options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        values, _, order = self.make_parser(ctx).parse_args(args=list(args))
        waiting = {name: iter(value) for name, value in values.items() if isinstance(value, list)}
        given = [(each.name, next(waiting[each.name])) for each in order if each.name in waiting]
        ctx.obj = _tracked(given)
        return super().parse_args(ctx, args)


def _tracked(given: Sequence[tuple[str, str]]) -> Tracked:
    quotes: list[TrackedQuote] = []
    silences: list[TrackedSilence] = []
    last = ""
    for name, value in given:
        if name == "quote":
            quotes.append(TrackedQuote(value))
        elif name == "silence":
            silences.append(TrackedSilence(_listed(value, "--silence")))
        elif name == "occurrence" and last == "quote":
            quotes[-1] = TrackedQuote(quotes[-1].exact, _counted(value), which=True)
        elif name == "exceptions" and last == "silence":
            silences[-1] = TrackedSilence(silences[-1].terms, _listed(value, "--except"))
        else:
            owner = "--occurrence follows its --quote" if name == "occurrence" else "--except follows its --silence"
            raise click.UsageError(f"{owner}.")
        last = name
    return Tracked(tuple(quotes), tuple(silences))


def _listed(value: str, option: str) -> tuple[str, ...]:
    """Terms between commas; a full-width comma separates too."""
    terms = tuple(term.strip() for term in value.replace("，", ",").split(",") if term.strip())
    if not terms:
        raise click.UsageError(f'{option} wants at least one term, as in {option} "SOC 2,ISO 27001".')
    return terms


def _counted(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value[:9]) < 1:
        raise click.UsageError(f"--occurrence wants a number from 1 on, not '{value}'.")
    return int(value[:9])


@click.command(cls=_InOrder)
@click.argument("old", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--quote", multiple=True, metavar="QUOTE", help="A clause to look for; may be given again.")
@click.option(
    "--occurrence", multiple=True, metavar="N", help="Which one is meant, if that QUOTE stands in OLD several times."
)
@click.option("--silence", multiple=True, metavar="TERMS", help="Terms, with commas, that NEW should not mention.")
@click.option(
    "--except", "exceptions", multiple=True, metavar="PHRASES", help="Phrases that do not break that silence."
)
@click.option("--select", metavar="CSS", help="Read only what this CSS selector matches.")
@json_option
@click.pass_context
def command(ctx: click.Context, /, old: Path, new: Path, select: str | None, as_json: bool, **_: object) -> int:
    """Compare two documents (.html .md .txt), clause by clause.

    Exit code 1 when something differs, 3 when one cannot be read.

    \b
    Examples:
      clausewatch compare old.html new.html --select main
      clausewatch compare old.md new.md --quote "We never sell your data."
      clausewatch compare old.md new.md --silence "SOC 2,ISO 27001" --json
    """
    tracked = ctx.obj
    assert isinstance(tracked, Tracked)
    answer = _answer(old, new, Recipe(select=select), tracked)
    if as_json:
        say_json(_as_json(answer))
    else:
        for line in _lines(answer):
            say(line)
    if answer.unreadable:
        return UNREADABLE
    return CHANGED if _is_news(answer.comparison) else 0


@dataclass(frozen=True, slots=True)
class _Answer:
    comparison: Comparison
    unreadable: str | None = None
    """Which file, and why."""


def _answer(old: Path, new: Path, recipe: Recipe, tracked: Tracked) -> _Answer:
    before = _read(old, recipe, None)
    if isinstance(before, Unreadable):
        return _Answer(unreadable(tracked), f"{old.name}: {before.kind}: {before.detail}")
    after = _read(new, recipe, before)
    if isinstance(after, Unreadable):
        return _Answer(unreadable(tracked), f"{new.name}: {after.kind}: {after.detail}")
    return _Answer(compare(before, after, tracked))


def _read(path: Path, recipe: Recipe, baseline: Document | None) -> Document | Unreadable:
    """What a poll would read; a suspicion that time alone can settle does not count here."""
    kind = CONTENT_TYPES.get(path.suffix.lower())
    headers = (("content-type", kind),) if kind else ()
    capture = Capture("", "", datetime.now(UTC), 200, headers, path.read_bytes())
    document = formats.read(capture, recipe)
    if isinstance(document, Unreadable):
        return document
    trouble = readable.judge(document, capture, recipe, baseline)
    return document if trouble is None or trouble.suspect else trouble


def _is_news(comparison: Comparison) -> bool:
    quiet = (Verdict.INTACT, SilenceVerdict.SILENT)
    verdicts = (*(each.verdict for each in comparison.clauses), *(each.verdict for each in comparison.silences))
    weakened = any(clause.graded.grade > Grade.NONE for clause in comparison.clauses)
    return comparison.changed or weakened or any(verdict not in quiet for verdict in verdicts)


# --- for programs -------------------------------------------------------------------------------------------------


def _as_json(answer: _Answer) -> dict[str, object]:
    comparison = answer.comparison
    return {
        "document": {
            "changed": comparison.changed,
            **_graded(comparison.graded),
            "unreadable": answer.unreadable,
            "dates": {"old": _iso(comparison.dates.old), "new": _iso(comparison.dates.new)},
            "date_event": comparison.date_event,
            "hunks": [_hunk(hunk) for hunk in comparison.hunks],
        },
        "clauses": [_clause(clause) for clause in comparison.clauses],
        "silences": [_silence(silence) for silence in comparison.silences],
    }


def _graded(graded: Graded) -> dict[str, object]:
    return {"grade": graded.grade.word, "reasons": [str(reason) for reason in graded.reasons], **why_json(graded)}


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _hunk(hunk: Hunk) -> dict[str, object]:
    return {
        "kind": str(hunk.kind),
        **_graded(hunk.graded),
        "heading": list(hunk.heading),
        "old": hunk.old,
        "new": hunk.new,
    }


def _clause(clause: ClauseFinding) -> dict[str, object]:
    return {
        "quote": clause.quote,
        "verdict": str(clause.verdict),
        "kind": str(clause.kind) if clause.kind else None,
        "moved": clause.moved,
        **_graded(clause.graded),
        "now": clause.now,
        "closest": clause.closest or clause.replaced_by,
        "replaced_by": clause.replaced_by,
        "surroundings": clause.surroundings,
        "goes_on": clause.goes_on,
        "heading": list(clause.heading),
    }


def _silence(silence: SilenceFinding) -> dict[str, object]:
    return {
        "terms": list(silence.terms),
        "verdict": str(silence.verdict),
        "found": [{"term": each.term, "text": each.text} for each in silence.found],
    }


# --- for people ---------------------------------------------------------------------------------------------------


def _lines(answer: _Answer) -> Iterator[str]:
    if answer.unreadable:
        yield f"{paint('unreadable')}  {one_line(answer.unreadable)}"
        return
    comparison = answer.comparison
    for clause in comparison.clauses:
        yield from _clause_lines(clause)
    for silence in comparison.silences:
        yield from _silence_lines(silence)
    yield from _document_lines(comparison)


def _clause_lines(clause: ClauseFinding) -> Iterator[str]:
    yield f"{paint(str(clause.verdict), 10)}{kind_phrase(clause)} {_why(clause.graded)}".rstrip()
    if why := why_phrase(clause.graded):
        yield quoted(why, "why  ")
    yield quoted(clause.quote, "quote")
    if clause.now and clause.verdict is not Verdict.INTACT:
        yield quoted(clause.now, "now  ")
    for label, text in (
        ("there", clause.replaced_by),
        ("near ", clause.closest),
        ("but  ", clause.surroundings),
        ("more ", clause.goes_on),
    ):
        if text:
            yield quoted(text, label)
    if clause.heading and clause.verdict is not Verdict.INTACT:
        yield dim(f"  under {one_line(' › '.join(clause.heading), 200)}")
    yield ""


def _silence_lines(silence: SilenceFinding) -> Iterator[str]:
    yield f"{paint(str(silence.verdict), 10)} {one_line(', '.join(silence.terms), 200)}"
    for each in silence.found:
        yield quoted(each.text, "found")
    yield ""


def _document_lines(comparison: Comparison) -> Iterator[str]:
    hunks = comparison.hunks
    if not hunks:
        yield "The documents read the same."
        return
    count = "1 difference" if len(hunks) == 1 else f"{len(hunks)} differences"
    yield f"{bold(count)}, {_why(comparison.graded)}{_dated(comparison)}"
    gravest_first = sorted(hunks, key=lambda hunk: -hunk.graded.grade)
    for hunk in gravest_first[:HUNKS_SHOWN]:
        yield ""
        yield f"{hunk.kind}  {_why(hunk.graded)}  {dim(one_line(' › '.join(hunk.heading), 120))}".rstrip()
        if hunk.old:
            yield quoted(hunk.old, "-")
        if hunk.new and hunk.new != hunk.old:
            yield quoted(hunk.new, "+")
        if why := why_phrase(hunk.graded):
            yield dim(quoted(why, "why"))
    if len(hunks) > HUNKS_SHOWN:
        yield f"\n{len(hunks) - HUNKS_SHOWN} more; --json has them all."


def _why(graded: Graded) -> str:
    """``major: number, retention``; nothing for no grade."""
    if graded.grade is Grade.NONE:
        return ""
    return f"{paint(graded.grade.word)}: {', '.join(graded.reasons)}" if graded.reasons else paint(graded.grade.word)


def _dated(comparison: Comparison) -> str:
    old, new = comparison.dates.old, comparison.dates.new
    if old is None and new is None:
        return ""
    return f" (dated {old or 'nothing'}, before and after)" if old == new else f" (dated {old} -> {new})"
