"""Accepts what a person has reviewed: the watchlist's new words, proved on the page as last read, written and recorded.

    ground = look(path, environ, memories)         the watchlist as it stands in its file, and what drifted from it
    accepted = await accept(ground, drifts, ...)   all of them, or none

Nothing is written before the edited watchlist has been loaded again and its new words were found where they are
said to be. The file is replaced as the last step of the transaction that records who accepted what: if either fails,
neither has happened.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from clausewatch.core.acceptance import Acceptance, Drift, Kind, accepted, brought_by, drifts, exception_of
from clausewatch.core.decide import standing
from clausewatch.core.errors import UsageError, WatchlistError
from clausewatch.core.memory import Memory, PageMemory
from clausewatch.core.model import Comparison, SilenceFinding, Tracked, TrackedSilence, Verdict
from clausewatch.core.reading import PageJob, read_page
from clausewatch.core.tracking import TrackedItem, What, findings, items_in, tracked
from clausewatch.core.watch import Claim, Silence, Watchlist
from clausewatch.shell import watchlist_edit
from clausewatch.shell.files import Snapshots
from clausewatch.shell.store import Store
from clausewatch.shell.waiting import LOOKED_BACK
from clausewatch.shell.watchlist import load_to_read
from clausewatch.shell.watchlist_file import Written
from clausewatch.shell.workers import WorkerFailed, Workers
from clausewatch.shell.yaml_nodes import read


@dataclass(frozen=True, slots=True)
class Ground:
    """What a decision to accept is made on."""

    path: Path
    files: Mapping[str, Written]
    """The watchlist's files as they were read, by name; its own has the empty one."""
    watchlist: Watchlist
    memories: Mapping[str, Memory]
    environ: Mapping[str, str]

    @property
    def drifts(self) -> tuple[Drift, ...]:
        return drifts(self.watchlist, self.memories)


@dataclass(frozen=True, slots=True)
class Word:
    """Who accepts, when and why, and from which change, if one was named."""

    at: datetime
    by: str
    because: str = ""
    change_id: str = ""


def look(path: Path, environ: Mapping[str, str], memories: Mapping[str, Memory]) -> Ground:
    """Reads the watchlist; ``WatchlistError`` if the file is wrong."""
    own = Written.at(path)
    watchlist = load_to_read(path, environ)
    others = {name: Written.at(path, name) for name in watchlist.files if Path(name).is_file()}
    return Ground(path, {"": own, **others}, watchlist, memories, environ)


async def accept(
    ground: Ground, chosen: Sequence[Drift], word: Word, *, store: Store, snapshots: Snapshots, workers: Workers
) -> tuple[Acceptance, ...]:
    """Edits the watchlist and records it. ``UsageError`` says why something cannot be accepted; then nothing is."""
    bench = _Bench(ground, snapshots, workers)
    phrases = {drift: await bench.phrases(drift) for drift in chosen if drift.kind is Kind.SILENCE}
    texts, after = _edited(ground, chosen, phrases)
    await bench.prove(chosen, after)
    records = tuple([_record(drift, phrases, word, await _change_of(drift, word, store)) for drift in chosen])
    revise = {source: _revision(ground, after, chosen, source, word.at) for source in _sources(ground, after, chosen)}
    await store.accept(records, revise, lambda: _replace(ground, texts))
    return records


async def _change_of(drift: Drift, word: Word, store: Store) -> str:
    """The change that is accepted, named or not: the same words may come again, and are not accepted then."""
    return word.change_id or brought_by(drift, await store.changes(LOOKED_BACK, source_id=drift.source_id))


def _record(drift: Drift, phrases: Mapping[Drift, Sequence[str]], word: Word, change_id: str) -> Acceptance:
    now = "\n".join(phrases[drift]) if drift in phrases else drift.now
    return Acceptance(
        word.at, word.by, word.because, drift.claim_id, drift.source_id, drift.kind, drift.was, now, change_id
    )


# --- the file -----------------------------------------------------------------------------------------------------


def _edited(
    ground: Ground, chosen: Sequence[Drift], phrases: Mapping[Drift, Sequence[str]]
) -> tuple[Mapping[str, str], Watchlist]:
    """The texts of the files with everything that is accepted, and what the watchlist means then."""
    texts: dict[str, str] = {}
    watchlist = ground.watchlist
    for drift in chosen:
        if drift.kind is Kind.SURROUNDINGS:
            continue
        claim, what = _as_now(watchlist, drift)
        file = ground.files[claim.file]
        text, name = texts.get(claim.file, file.text), str(file.path)
        place = watchlist_edit.place_of(read(text, name), claim, what)
        if drift.kind is Kind.SILENCE:
            text = watchlist_edit.with_exceptions(text, name, place, phrases[drift])
        elif drift.kind is Kind.DATE:
            text = watchlist_edit.with_day(text, name, place, date.fromisoformat(drift.state.now or ""))
        elif drift.kind is Kind.LINK:
            text = watchlist_edit.with_target(text, name, place, drift.state.now or "")
        else:
            text = watchlist_edit.with_words(text, name, place, drift.state.now or "")
        texts[claim.file] = text
        watchlist = _loaded(texts, ground, drift)
    return texts, watchlist


def _replace(ground: Ground, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        ground.files[name].replace(text)


def _as_now(watchlist: Watchlist, drift: Drift) -> tuple[Claim, What]:
    """The claim and what drifted as they stand after earlier edits, which keep the order and may move the lines."""
    was = drift.item.claim
    claim = next(each for each in watchlist.claims if each.id == was.id)
    places = {Kind.CLAUSE: "quotes", Kind.SILENCE: "silences", Kind.LINK: "links"}
    name = places.get(drift.kind, "facts")
    index: int = getattr(was, name).index(drift.item.what)
    return claim, getattr(claim, name)[index]


def _loaded(texts: Mapping[str, str], ground: Ground, drift: Drift) -> Watchlist:
    try:
        return load_to_read(
            ground.path, ground.environ, {str(ground.files[name].path): text for name, text in texts.items()}
        )
    except WatchlistError as error:
        first = error.problems[0]
        raise UsageError(
            f"what {drift.claim_id} rests on now cannot stand in the watchlist: {first.text}; "
            f"edit line {drift.item.what.line} of {drift.item.claim.file or ground.path} by hand"
        ) from error


# --- what is remembered -------------------------------------------------------------------------------------------


def _sources(ground: Ground, after: Watchlist, chosen: Sequence[Drift]) -> tuple[str, ...]:
    """Those where something was accepted, or has another key now: a silence is tracked in several."""
    mine = {drift.source_id for drift in chosen}
    return tuple(
        source.id
        for source in after.sources
        if isinstance(ground.memories.get(source.id), PageMemory)
        and (source.id in mine or _keys(items_in(ground.watchlist, source.id)) != _keys(items_in(after, source.id)))
    )


def _keys(items: Iterable[TrackedItem]) -> list[str]:
    return [item.key for item in items]


def _revision(
    ground: Ground, after: Watchlist, chosen: Sequence[Drift], source_id: str, now: datetime
) -> Callable[[PageMemory], PageMemory]:
    mine = [drift for drift in chosen if drift.source_id == source_id]
    old, new = items_in(ground.watchlist, source_id), items_in(after, source_id)

    def revise(memory: PageMemory) -> PageMemory:
        for drift in mine:
            state = memory.state(drift.item.key)
            was = drift.state
            if state is None or (state.verdict, state.now, state.beside) != (was.verdict, was.now, was.beside):
                raise UsageError(f"{source_id} was polled meanwhile and reads otherwise; nothing was accepted")
        return accepted(memory, old, new, _keys(drift.item for drift in mine), now)

    return revise


# --- the page as last read ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bench:
    """Reads the baselines again, in a worker, as every page is read."""

    ground: Ground
    snapshots: Snapshots
    workers: Workers

    async def phrases(self, drift: Drift) -> tuple[str, ...]:
        """The exceptions that would make a silence hold again: one for each sentence that breaks it."""
        assert isinstance(drift.item.what, Silence)
        asked = TrackedSilence(drift.item.what.terms, drift.item.what.exceptions)
        (finding,) = (await self._read(drift.source_id, Tracked(silences=(asked,)))).silences
        phrases = [exception_of(found) for found in finding.found]
        if not phrases or None in phrases:
            where = f"line {drift.item.what.line} of {drift.item.claim.file or self.ground.path}"
            raise UsageError(
                f"{drift.claim_id}: the page says hardly more than the term itself, and an exception of that would end "
                f"the silence; edit {where} by hand: {_said(finding)}"
            )
        return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))

    async def prove(self, chosen: Sequence[Drift], after: Watchlist) -> None:
        """``UsageError`` unless everything accepted stands on the page that was last read, and in one place only."""
        for source_id in dict.fromkeys(drift.source_id for drift in chosen):
            keys = {drift.item.key for drift in chosen if drift.source_id == source_id}
            pairs = zip(items_in(self.ground.watchlist, source_id), items_in(after, source_id), strict=True)
            items = [new for old, new in pairs if old.key in keys and old.key != new.key]
            asked = tracked(items, PageMemory())
            comparison = await self._read(source_id, asked)
            for item, finding in findings(items, comparison):
                if not standing(finding):
                    raise self._unproved(item, "is not on the page as it was last read")
            elsewhere = tuple(dataclasses.replace(quote, occurrence=quote.occurrence + 1) for quote in asked.quotes)
            found = (await self._read(source_id, Tracked(elsewhere))).clauses if elsewhere else ()
            for item, again in zip(items, found, strict=False):
                if again.verdict is Verdict.INTACT:
                    raise self._unproved(item, "stands in several places of the page, and it must be said which")

    def _unproved(self, item: TrackedItem, why: str) -> UsageError:
        return UsageError(
            f"what {item.claim.id} would rest on now {why}; edit line {item.what.line} of "
            f"{item.claim.file or self.ground.path} by hand"
        )

    async def _read(self, source_id: str, asked: Tracked) -> Comparison:
        memory, source = self.ground.memories[source_id], self.ground.watchlist.source(source_id)
        assert isinstance(memory, PageMemory) and source is not None
        if memory.baseline is None:
            raise UsageError(f"{source_id} was never read; see `clausewatch status`")
        capture = await self.snapshots.read_capture(memory.baseline)
        try:
            reading = await self.workers.run(read_page, PageJob(capture, None, source.recipe, asked))
        except WorkerFailed as failure:
            raise UsageError(f"{source_id} cannot be read again: {failure}") from failure
        if reading.comparison is None:
            detail = reading.unreadable.detail if reading.unreadable else "unreadable"
            raise UsageError(f"{source_id} cannot be read again with today's recipe: {detail}")
        return reading.comparison


def _said(finding: SilenceFinding) -> str:
    return f"“{finding.found[0].text[:200]}”" if finding.found else "nothing"
