"""A text that stood on the page before and is back, and a page that goes back and forth.

Of the changes that a public archive recorded over three years, 31 % were returns: a rollback, two servers of which one
is late, a trial on half of the visitors. Who heard that the text went must hear that it is back, but no longer with
the alarm that the same words would deserve as news. So a return is at most ``minor`` and names the date when its text
last stood.

A page that returns three times within two weeks is told once as going back and forth. From then on what people were
last told stays the baseline, and the page is left alone until it has said one thing for a day; if that is another text
than the one they know, it is told like any change. So the quiet hides the to and fro, and never where it ends.

Tracked clauses and silences are not asked about here: what happens to them is told at every poll, with its own grade.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from clausewatch.core import rules
from clausewatch.core.memory import Flapping, PageMemory, RestlessLine, Version
from clausewatch.core.model import UNGRADED, Comparison, Document, Grade, Graded, Hunk, HunkKind, Reason, gravest
from clausewatch.core.restless import is_restless

REMEMBERED = 50
"""Earlier texts of one page that are remembered."""
OFTEN = 3
"""Returns within ``WINDOW`` that make a page one that goes back and forth."""
WINDOW = timedelta(days=14)
MANY = 5_000
"""Lines above which a page is hashed whole: asking every rule of every line would take seconds."""
KEPT = 10
"""Returns that are remembered."""
STILL = timedelta(days=1)
"""For which a page must say one thing before its going back and forth is over."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a changed text means in the light of the texts before it."""

    comparison: Comparison
    versions: tuple[Version, ...]
    """To be remembered if the change is believed."""
    flapping: Flapping | None
    note: str = ""
    quiet: bool = False
    """Whether to leave it alone for now: the baseline stays, nothing is told."""


def text_hash(document: Document, restless: tuple[RestlessLine, ...] = ()) -> str:
    """SHA-256 over what the page says, without the lines that are noise by themselves (a counter, a banner)."""
    blocks = document.blocks
    huge = len(blocks) > MANY
    kept = (
        " ".join(block.text.split())
        for at, block in enumerate(blocks)
        if huge or not (_is_noise(block.text) or is_restless(restless, blocks, at))
    )
    return hashlib.sha256("\n".join(kept).encode("utf-8", "replace")).hexdigest()


def _is_noise(text: str) -> bool:
    return rules.noise(Hunk(HunkKind.REMOVED, UNGRADED, (), text, "")) is not None


def turned(memory: PageMemory, old: Document, new: Document, comparison: Comparison, now: datetime) -> Turn:
    """A text that differs from the baseline ``old``, in the light of those before it."""
    was, current = text_hash(old, memory.restless), text_hash(new, memory.restless)
    versions = _versions(memory, was, current, comparison.graded.grade, now)
    version = next((each for each in memory.versions if each.text_hash == current and current != was), None)
    if version is None or max(comparison.graded.grade, version.left) <= Grade.COSMETIC:
        return Turn(comparison, versions, _seen(memory.flapping, current, now))
    comparison = _as_returned(comparison, version)
    note = f"equal to the version of {version.stood_at:%Y-%m-%d}"
    flapping = _returned(memory.flapping, current, now)
    if len(flapping.returns) < OFTEN:
        return Turn(comparison, versions, replace(flapping, told=False), note)
    if not flapping.told:
        said = f"back and forth {len(flapping.returns)} times since {flapping.returns[0]:%Y-%m-%d}"
        note = f"{note}; {said}: left alone until it stands still for a day"
        return Turn(comparison, versions, replace(flapping, told=True), note)
    if _stands_still(flapping, now):
        return Turn(comparison, versions, None, f"{note}; stands still again after going back and forth")
    return Turn(comparison, memory.versions, flapping, note, quiet=True)


def as_before(memory: PageMemory, document: Document, now: datetime) -> Flapping | None:
    """The memory of going back and forth after a poll that read the same as the baseline."""
    if memory.flapping is None or not memory.flapping.told:
        return memory.flapping
    flapping = _seen(memory.flapping, text_hash(document, memory.restless), now)
    return None if flapping is None or _stands_still(flapping, now) else flapping


def _seen(flapping: Flapping | None, current: str, now: datetime) -> Flapping | None:
    if flapping is None or flapping.text_hash == current:
        return flapping
    return replace(flapping, text_hash=current, since=now)


def _returned(flapping: Flapping | None, current: str, now: datetime) -> Flapping:
    """One return more, unless it is the one that was seen at the last poll already."""
    before = flapping or Flapping(())
    if before.told and before.text_hash == current:
        return before
    returns = tuple(at for at in (*before.returns, now) if now - at <= WINDOW)
    return replace(before, returns=returns[-KEPT:], text_hash=current, since=now)


def _stands_still(flapping: Flapping, now: datetime) -> bool:
    return flapping.since is not None and now - flapping.since >= STILL


def _as_returned(comparison: Comparison, version: Version) -> Comparison:
    """At most minor; at least that where people heard that this text went. A passage that holds something tracked is as
    grave as what became of that."""
    told = max(comparison.graded.grade, version.left) > Grade.COSMETIC
    grade = Grade.MINOR if told else comparison.graded.grade
    tracked = (*(each.graded for each in comparison.clauses), *(each.graded for each in comparison.silences))
    grave = gravest(tracked).grade
    most = max(Grade.MINOR, grave)
    hunks = tuple(_capped(hunk, most if hunk.tracked else Grade.MINOR) for hunk in comparison.hunks)
    reasons = (Reason.RETURNED, *comparison.graded.reasons)
    return replace(comparison, graded=Graded(grade, tuple(dict.fromkeys(reasons))), hunks=hunks)


def _capped(hunk: Hunk, most: Grade) -> Hunk:
    if hunk.graded.grade <= most:
        return hunk
    return replace(hunk, graded=Graded(most, hunk.graded.reasons))


def _versions(memory: PageMemory, was: str, current: str, grade: Grade, now: datetime) -> tuple[Version, ...]:
    """The earlier texts once ``current`` has taken the place of ``was``."""
    if was == current:
        return memory.versions
    kept = (each for each in memory.versions if each.text_hash not in (was, current))
    return (*kept, Version(was, _stood_at(memory, was, now), grade))[-REMEMBERED:]


def _stood_at(memory: PageMemory, was: str, now: datetime) -> datetime:
    """When the baseline was last seen on the page; while it goes back and forth, another text may have been since."""
    flapping = memory.flapping
    elsewhere = flapping is not None and flapping.told and flapping.text_hash != was
    return (flapping.since if flapping is not None and elsewhere else memory.read_at) or now
