"""``clausewatch replay``: what the daemon would have said, on captures that were recorded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from clausewatch.cli.options import Folder, json_option
from clausewatch.cli.output import progress, say
from clausewatch.core.alerts import Outcome
from clausewatch.core.errors import UsageError
from clausewatch.core.model import Capture
from clausewatch.core.naming import stamp
from clausewatch.core.replay import Replayed, replay
from clausewatch.core.watch import Recipe

CONTENT_TYPES = {
    "html": "text/html",
    "htm": "text/html",
    "md": "text/markdown",
    "txt": "text/plain",
    "pdf": "application/pdf",
}
STAMP = "%Y-%m-%dT%H-%M-%SZ"


@click.command()
@click.argument("folder", type=Folder(exists=True))
@click.option("--select", metavar="CSS", help="Read only what this CSS selector matches.")
@click.option("--ext", metavar="EXT", help="Take only files of this extension.")
@json_option
def command(folder: Path, select: str | None, ext: str | None, as_json: bool) -> int:
    """Poll the captures in FOLDER in order, as the daemon would.

    The files are named by the time of the fetch, 2026-02-10T19-02-10Z.html;
    where a page was also kept as .md, the raw format wins. Exit code 1 when
    people would have been told of something.

    \b
    Examples:
      clausewatch replay captures/privacy --json
      clausewatch replay captures/privacy --select main --ext html
    """
    files = _files(folder, ext)
    told = False
    for index, poll in enumerate(replay(progress(map(_capture, files), len(files)), Recipe(select=select))):
        told |= poll.told
        if index:
            say(json.dumps(_as_json(poll), ensure_ascii=False) if as_json else _line(poll))
            sys.stdout.flush()
    return int(told)


def _files(folder: Path, ext: str | None) -> list[Path]:
    """One file per time, oldest first; the raw format wins over Markdown made from it."""
    chosen: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lstrip(".").lower()
        if _time(path.stem) is None or suffix not in CONTENT_TYPES or (ext and suffix != ext.lstrip(".")):
            continue
        if path.stem not in chosen or chosen[path.stem].suffix == ".md":
            chosen[path.stem] = path
    if not chosen:
        raise UsageError(f"{folder}: no captures; files are named like 2026-02-10T19-02-10Z.html")
    return [chosen[stem] for stem in sorted(chosen)]


def _time(stem: str) -> datetime | None:
    try:
        return datetime.strptime(stem, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _capture(path: Path) -> Capture:
    fetched_at = _time(path.stem)
    assert fetched_at is not None
    headers = (("content-type", CONTENT_TYPES[path.suffix.lstrip(".").lower()]),)
    return Capture("", "", fetched_at, 200, headers, path.read_bytes())


OUTCOMES = {Outcome.BASELINE: "unchanged", Outcome.FAILED: "unreadable"}
"""The command's four words for the six outcomes."""


def _as_json(poll: Replayed) -> dict[str, object]:
    change = poll.decision.change
    reasons: Iterable[str] = change.graded.reasons if change else ()
    if poll.decision.outcome in (Outcome.UNREADABLE, Outcome.HELD):
        reasons = [poll.decision.reason]
    return {
        "from": stamp(poll.baseline.fetched_at) if poll.baseline else None,
        "to": stamp(poll.capture.fetched_at),
        "outcome": OUTCOMES.get(poll.decision.outcome, str(poll.decision.outcome)),
        "alert": poll.told,
        "grade": change.grade.word if change else "none",
        "reasons": list(reasons),
        "hunks": len(change.comparison.hunks) if change else 0,
        "dates": {"old": _iso(poll.dates.old), "new": _iso(poll.dates.new)},
    }


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _line(poll: Replayed) -> str:
    """``2026-02-10T19-02-10Z  changed     major     alert  7 differences: party, number``."""
    change = poll.decision.change
    outcome = OUTCOMES.get(poll.decision.outcome, str(poll.decision.outcome))
    if change is None:
        return f"{stamp(poll.capture.fetched_at)}  {outcome:11} {poll.decision.reason}"
    bell = "alert" if poll.told else "quiet"
    count = len(change.comparison.hunks)
    why = f"{count} {'difference' if count == 1 else 'differences'}: {', '.join(change.graded.reasons)}"
    return f"{stamp(poll.capture.fetched_at)}  {outcome:11} {change.grade.word:9} {bell}  {why}"
