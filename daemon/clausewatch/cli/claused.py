"""What ``clause add`` does: looks the words up on the page, and writes them into the watchlist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clausewatch.cli.output import bold, quoted, say, say_json
from clausewatch.cli.picking import pick
from clausewatch.core.errors import UsageError
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import STANDS, Capture, Tracked, TrackedQuote, TrackedSilence
from clausewatch.core.printable import one_line
from clausewatch.core.survey import LookUp
from clausewatch.core.watch import Claim, Source, SourceKind, Watchlist
from clausewatch.shell.files import Snapshots
from clausewatch.shell.ground import DATABASE
from clausewatch.shell.looking import Looking, looking
from clausewatch.shell.store import Store
from clausewatch.shell.watchlist_file import Written
from clausewatch.shell.watchlist_forms import too_short
from clausewatch.shell.watchlist_insert import with_entry, with_item
from clausewatch.shell.watchlist_write import Value, inline
from clausewatch.shell.yaml_nodes import Path as Place
from clausewatch.shell.yaml_nodes import closest

UNREAD = 3


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says."""

    source: str
    words: tuple[str, ...]
    claim: str
    statement: str
    silences: tuple[str, ...]
    confirm: bool
    dry_run: bool
    as_json: bool


async def add(wishes: Wishes, path: Path, snapshots: Path, environ: Mapping[str, str]) -> int:
    """The exit code. ``UsageError`` where the words cannot be tracked."""
    watchlist = Written.at(path).loaded(environ)
    if watchlist is None:
        raise UsageError(f"there is no {path} yet; begin one with `clausewatch add URL` or `clausewatch init`")
    source = _source(wishes.source, watchlist)
    if claim := _claim(wishes, watchlist):
        _check_claim(claim, source)
    async with looking(watchlist.allow, environ) as eyes:
        capture, problem = await _page(source, snapshots, eyes)
        if capture is None:
            _say_unread(wishes, source, problem)
            return UNREAD
        known = _known(wishes.claim or source.id, source, watchlist)
        quotes, found = await _asked(wishes, source, capture, eyes, known)
    refused = list(_refused(wishes, quotes, found))
    if refused:
        raise UsageError("\n".join(refused))
    file = Written.at(path, claim.file if claim else source.file)
    text, added = _text(file, wishes, source, claim, quotes, found)
    if not wishes.dry_run and added:
        file.replaced_by(text, environ)
    _say_added(wishes, file.path, source, added)
    return 0


def _source(name: str, watchlist: Watchlist) -> Source:
    source = watchlist.source(name)
    if source is None:
        near = closest(name, [each.id for each in watchlist.sources])
        raise UsageError(
            f"no source {name}" + (f"; did you mean {near}?" if near else "; see `clausewatch status --all`")
        )
    if source.kind is not SourceKind.PAGE:
        raise UsageError(f"{name} is a {source.kind} page; words can be tracked in pages only")
    return source


def _claim(wishes: Wishes, watchlist: Watchlist) -> Claim | None:
    return next((each for each in watchlist.claims if each.id == wishes.claim), None) if wishes.claim else None


def _check_claim(claim: Claim, source: Source) -> None:
    if claim.provider not in (None, source.provider):
        raise UsageError(f"{claim.id} is a claim about {claim.provider}; {source.id} is not one of its sources")


async def _page(source: Source, snapshots: Path, eyes: Looking) -> tuple[Capture | None, str]:
    """As it was last believed, else as it is now; or why there is none."""
    if (snapshots / DATABASE).exists():
        async with Store.open(snapshots / DATABASE) as store:
            memory = await store.memory(source)
        if isinstance(memory, PageMemory) and memory.baseline is not None:
            return await Snapshots(snapshots).read_capture(memory.baseline), ""
    sight = await eyes.survey(source)
    return (None, sight.problem) if sight.problem else (sight.capture, "")


def _known(claim_id: str, source: Source, watchlist: Watchlist) -> frozenset[TrackedQuote]:
    """What the claim rests on in the source already."""
    mine = (quote for claim, quote in watchlist.quotes_in(source.id) if claim.id == claim_id)
    return frozenset(TrackedQuote(quote.exact, quote.occurrence, which=True) for quote in mine)


async def _asked(
    wishes: Wishes, source: Source, capture: Capture, eyes: Looking, known: frozenset[TrackedQuote]
) -> tuple[tuple[TrackedQuote, ...], LookUp]:
    quotes = tuple(TrackedQuote(each) for each in wishes.words)
    if not quotes and not wishes.silences and not wishes.as_json:
        survey = await eyes.survey_of(capture, source)
        chosen = pick(survey.passages)
        quotes = tuple(TrackedQuote(each.text, each.occurrence, which=True) for each in chosen)
    for each in quotes:
        if each in known and not wishes.as_json:
            say(quoted(each.exact, "tracked already:"))
    quotes = tuple(each for each in quotes if each not in known)
    silences = (TrackedSilence(wishes.silences),) if wishes.silences else ()
    return quotes, await eyes.find(capture, source, Tracked(quotes=quotes, silences=silences))


def _refused(wishes: Wishes, quotes: tuple[TrackedQuote, ...], found: LookUp) -> Iterator[str]:
    if found.comparison is None:
        yield f"{wishes.source} cannot be read: {found.unreadable.detail if found.unreadable else 'unknown'}"
        return
    for quote, clause in zip(quotes, found.comparison.clauses, strict=True):
        if too_short(quote.exact):
            yield f"“{one_line(quote.exact, 120)}” is too short to be told from others; quote more of its sentence"
        elif clause.verdict not in STANDS and not wishes.confirm:
            near = f"; the closest text is: “{one_line(clause.closest, 200)}”" if clause.closest else ""
            yield f"not on the page: “{one_line(quote.exact, 120)}”{near}; --confirm takes the words all the same"
    for silence in found.comparison.silences:
        for each in silence.found[:3]:
            yield f"the page says “{each.term}”: “{one_line(each.text, 200)}”"


# --- the file -----------------------------------------------------------------------------------------------------


def _text(
    file: Written,
    wishes: Wishes,
    source: Source,
    claim: Claim | None,
    quotes: tuple[TrackedQuote, ...],
    found: LookUp,
) -> tuple[str, tuple[Value, ...]]:
    """The file with what is added, and what that is."""
    local = source.id.rpartition("/")[2]
    inside = bool(wishes.claim)
    added: list[Value] = [
        _quote(quote, places, local if inside else "", wishes.confirm)
        for quote, places in zip(quotes, found.places, strict=True)
    ]
    silence: Value = {"in": [local], "terms": list(wishes.silences)} if inside else list(wishes.silences)
    text, name = file.text, str(file.path)
    place = _place(wishes, source)
    if inside and claim is None:
        body = _new_claim(wishes, added, silence)
        return with_entry(text, name, place, body), (body,)
    for each in added:
        text = with_item(text, name, (*place, "quotes"), each)
    if wishes.silences:
        text = with_item(text, name, (*place, "silences"), silence)
        added.append(silence)
    return text, tuple(added)


def _place(wishes: Wishes, source: Source) -> Place:
    group: Place = ("providers", source.provider) if source.provider else ()
    if not wishes.claim:
        return (*group, "sources", source.id.rpartition("/")[2])
    return (*group, "claims", wishes.claim.rpartition("/")[2])


def _new_claim(wishes: Wishes, quotes: list[Value], silence: Value) -> Value:
    if not wishes.statement:
        raise UsageError(f"there is no claim {wishes.claim} yet; say what it claims with --statement")
    if not quotes and not wishes.silences:
        raise UsageError(f"nothing would falsify {wishes.claim}: name words, or a --silence")
    body: dict[str, Value] = {"statement": wishes.statement, "basis": "verified" if quotes else "not stated"}
    if quotes:
        body["quotes"] = quotes
    if wishes.silences:
        body["silences"] = [silence]
    return body


def _quote(quote: TrackedQuote, places: int, source: str, confirm: bool) -> Value:
    long: dict[str, Value] = {"in": source} if source else {}
    long["exact"] = quote.exact
    if places > 1:
        long["occurrence"] = quote.occurrence
    if confirm and not places:
        long["confirm"] = True
    return quote.exact if len(long) == 1 else long


# --- what is said -------------------------------------------------------------------------------------------------


def _say_unread(wishes: Wishes, source: Source, problem: str) -> None:
    if wishes.as_json:
        say_json({"source": source.id, "added": [], "problem": problem})
        return
    say(f"{bold(source.id)} cannot be read now")
    say(quoted(problem))


def _say_added(wishes: Wishes, path: Path, source: Source, added: tuple[Value, ...]) -> None:
    if wishes.as_json:
        say_json({"source": source.id, "claim": wishes.claim or source.id, "added": list(added), "problem": None})
        return
    for each in added:
        say(f"  + {inline(each)}")
    if not added:
        say("nothing is new, nothing was written")
    elif wishes.dry_run:
        say(f"Nothing was written; this would join {wishes.claim or source.id} in {path}")
    else:
        say(f"{len(added)} joined {bold(wishes.claim or source.id)} in {path}")
