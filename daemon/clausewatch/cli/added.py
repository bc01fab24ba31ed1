"""What ``add`` does: looks at the address, asks, and writes an entry into the watchlist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from clausewatch.cli.add import Wishes
from clausewatch.cli.output import bold, dim, quoted, say, say_json
from clausewatch.cli.picking import pick
from clausewatch.core.errors import UsageError
from clausewatch.core.model import STANDS, Comparison, FailureKind, Tracked, TrackedQuote, TrackedSilence
from clausewatch.core.printable import one_line
from clausewatch.core.status import StatusReport
from clausewatch.core.survey import Survey
from clausewatch.core.watch import Recipe, Source, SourceKind, Watchlist
from clausewatch.shell import starter
from clausewatch.shell.detection import Detection, address_of
from clausewatch.shell.looking import Looking, Sight, looking
from clausewatch.shell.watchlist_file import Written
from clausewatch.shell.watchlist_insert import with_entry, with_item
from clausewatch.shell.watchlist_write import Value, entry

UNREAD = 3
STATUS_LIKE = re.compile(r"(?:^|[./-])(?:status|health|uptime|incidents?)(?:[./-]|$)", re.IGNORECASE)
"""An address at which a status page is looked for before the page is taken for prose."""
PLAIN = "wrong version number"
"""So OpenSSL says that what answers speaks no TLS."""
FEW_WORDS = 60
"""A page with fewer may be the shell of a status page."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What an address turned out to be, as an entry of the watchlist, and what else there is to say."""

    entry: dict[str, Value]
    problem: str = ""
    """Why nothing could be read there."""
    notes: tuple[str, ...] = ()


async def add(wishes: Wishes, path: Path, environ: Mapping[str, str], *, as_json: bool) -> int:
    """The exit code. ``UsageError`` where it cannot be added."""
    file = Written.at(path)
    watchlist = file.loaded(environ)
    place = _place(wishes, watchlist)
    known = watchlist.allow if watchlist else ()
    try:
        async with looking((*known, *wishes.how.allow), environ) as eyes:
            offer = await _offer(wishes, eyes)
    except ValueError as error:
        raise UsageError(f"--allow: {error}") from None
    if offer.problem:
        _say_unread(wishes, offer, as_json)
        return UNREAD
    text = _text(file, wishes, place, offer, [each for each in wishes.how.allow if each.lower() not in known])
    if wishes.dry_run:
        file.checked(text, environ)
    else:
        file.replaced_by(text, environ)
        starter.put_schema_beside(file.path, new=not file.content)
    _say_added(wishes, path, place, offer, as_json)
    return 0


# --- where it goes ------------------------------------------------------------------------------------------------


def _place(wishes: Wishes, watchlist: Watchlist | None) -> tuple[str, ...]:
    """The path in the file, with an id that is free."""
    taken = (
        {source.id for source in watchlist.sources} | {claim.id for claim in watchlist.claims} if watchlist else set()
    )
    same = next((each for each in watchlist.sources if each.url == wishes.url), None) if watchlist else None
    if same is not None:
        raise UsageError(
            f"{wishes.url} is watched already, as {same.id}; `clausewatch clause add {same.id}` adds words"
        )
    prefix = f"{wishes.provider}/" if wishes.provider else ""
    if wishes.identifier and f"{prefix}{wishes.identifier}" in taken:
        raise UsageError(f"there is a {prefix}{wishes.identifier} already; choose another --id")
    name = wishes.identifier or next(
        each for each in names_for(wishes.url, wishes.provider) if f"{prefix}{each}" not in taken
    )
    return ("providers", wishes.provider, "sources", name) if wishes.provider else ("sources", name)


def names_for(url: str, provider: str) -> Iterator[str]:
    """``acme-terms`` of ``https://www.acme.example/legal/terms.html``; ``terms`` within a provider."""
    parts = urlsplit(url)
    labels = [each for each in (parts.hostname or "").split(".") if each not in ("www", "com", "co", "org", "net")]
    vendor = "" if labels and labels[-1].isdigit() else labels[-2] if len(labels) > 1 else (labels or ["page"])[0]
    steps = [each for each in parts.path.split("/") if each]
    last = re.sub(r"\.\w{1,5}$", "", steps[-1]) if steps else "status" if STATUS_LIKE.search(parts.netloc) else "home"
    name = _slug(last if provider else f"{vendor}-{last}")
    yield name
    yield from (f"{name[:58]}-{number}" for number in range(2, 10_000))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "page"


# --- what it is ---------------------------------------------------------------------------------------------------


def _source(wishes: Wishes, kind: SourceKind) -> Source:
    hosts = (urlsplit(wishes.url).hostname or "", *wishes.how.hosts) if wishes.how.hosts else ()
    recipe = Recipe(select=wishes.how.select or None, browser=wishes.how.browser)
    return Source("add", kind, wishes.url, "", 3600.0, hosts=hosts, recipe=recipe)


async def _offer(wishes: Wishes, eyes: Looking) -> Offer:
    if wishes.kind == "candidate":
        return Offer({"candidate": wishes.url, **_usual(wishes)})
    if wishes.kind == "status" or (not wishes.kind and STATUS_LIKE.search(urlsplit(wishes.url).netloc)):
        found = await eyes.detect(_source(wishes, SourceKind.STATUS))
        if isinstance(found.answer, StatusReport) or wishes.kind == "status":
            return _status(wishes, found)
    source = _source(wishes, SourceKind.PAGE)
    sight = await eyes.survey(source)
    words = sight.survey.document.words if sight.survey and sight.survey.document else 0
    if not wishes.kind and (sight.problem or words < FEW_WORDS) and not _nobody_there(sight):
        found = await eyes.detect(_source(wishes, SourceKind.STATUS))
        if isinstance(found.answer, StatusReport):
            return _status(wishes, found)
    if sight.problem:
        return Offer({}, _advised(sight))
    return await _page(wishes, sight, source, eyes)


def _nobody_there(sight: Sight) -> bool:
    return sight.failure is not None and sight.failure.kind in (FailureKind.DNS, FailureKind.CONNECT, FailureKind.TLS)


def _advised(sight: Sight) -> str:
    if sight.failure is not None and sight.failure.kind is FailureKind.MOVED:
        return f"{sight.problem}; if that is right, add --host with its name"
    if sight.failure is not None and sight.failure.kind is FailureKind.TLS and PLAIN in sight.failure.detail:
        return f"{sight.problem}; it seems to answer without TLS: write http:// before the address if you mean that"
    if sight.failure is not None and sight.failure.kind is FailureKind.FORBIDDEN_ADDRESS:
        return f"{sight.problem}; if it is your own, add --allow HOST:PORT"
    return sight.problem


def _usual(wishes: Wishes) -> dict[str, Value]:
    """What any source may have."""
    usual: dict[str, Value] = {"title": wishes.title} if wishes.title else {}
    if wishes.how.hosts:
        usual["hosts"] = list(wishes.how.hosts)
    return {**usual, "every": wishes.how.every} if wishes.how.every else usual


def _status(wishes: Wishes, found: Detection) -> Offer:
    if found.product is None or not isinstance(found.answer, StatusReport):
        hint = f"; it looks like {', '.join(found.hinted)}" if found.hinted else ""
        detail = getattr(found.answer, "detail", "it answered nothing new")
        return Offer({}, f"no status page is known at this address: {detail}{hint}; see `clausewatch detect`")
    at = address_of(found, wishes.url)
    usual = _usual(wishes)
    entry_: dict[str, Value] = {"status": at, "product": found.product.name}
    if not wishes.title and found.answer.page_name:
        usual = {"title": f"{one_line(found.answer.page_name, 60)} status", **usual}
    if found.answer.page_id and found.answer.page_id != at:
        entry_["page_id"] = found.answer.page_id
    there = dict.fromkeys(part for url in (at, found.found_at) if (part := urlsplit(url).hostname))
    if len(there) > 1 and not wishes.how.hosts:
        entry_["hosts"] = list(there)
    told = f"{found.product.name}: {one_line(found.answer.page_name or wishes.url, 80)}, {found.answer.state}"
    return Offer({**entry_, **usual}, notes=(told,))


# --- a page -------------------------------------------------------------------------------------------------------


async def _page(wishes: Wishes, sight: Sight, source: Source, eyes: Looking) -> Offer:
    survey, capture = sight.survey, sight.capture
    assert survey is not None and survey.document is not None and capture is not None
    wanted = tuple(TrackedQuote(each) for each in wishes.quotes)
    silences = (TrackedSilence(wishes.silences),) if wishes.silences else ()
    if wishes.may_ask:
        _say_page(survey)
        chosen = pick(survey.passages)
        wanted = tuple(TrackedQuote(each.text, each.occurrence, which=True) for each in chosen)
    found = await eyes.find(capture, source, Tracked(quotes=wanted, silences=silences))
    notes = [*_told(survey), *_missing(wanted, silences, found.comparison)]
    if wrong := [note.removeprefix("! ") for note in notes if note.startswith("!")]:
        raise UsageError("\n".join([*wrong, "nothing was written"]))
    entry_: dict[str, Value] = {"url": wishes.url, **_titled(wishes, survey), **_read_as(wishes, sight, survey)}
    if wanted:
        entry_["quotes"] = [_quote(each, places) for each, places in zip(wanted, found.places, strict=True)]
    if wishes.silences:
        entry_["silences"] = [list(wishes.silences)]
    return Offer(entry_, notes=tuple(notes))


def _told(survey: Survey) -> Iterator[str]:
    document = survey.document
    assert document is not None
    language = f", {document.language}" if document.language else ""
    yield f"{document.words:,} words of {document.format}{language}: {one_line(document.title or 'no title', 80)}"


def _titled(wishes: Wishes, survey: Survey) -> dict[str, Value]:
    assert survey.document is not None
    title = wishes.title or one_line(survey.document.title, 80)
    return {"title": title} if title else {}


def _read_as(wishes: Wishes, sight: Sight, survey: Survey) -> dict[str, Value]:
    document = survey.document
    assert document is not None
    found: dict[str, Value] = {}
    selector = wishes.how.select or survey.proposed
    if selector:
        found["select"] = selector
    primary = re.match(r"[a-z]{2,3}(?=$|[-_])", document.language or "")
    if primary:
        found["language"] = primary[0]
    if wishes.how.browser or (sight.capture is not None and sight.capture.rendered):
        found["browser"] = True
    usual = _usual(wishes)
    usual.pop("title", None)
    return {**found, **usual}


def _quote(wanted: TrackedQuote, places: int) -> Value:
    if places > 1:
        return {"exact": wanted.exact, "occurrence": wanted.occurrence}
    return wanted.exact


def _missing(
    quotes: Sequence[TrackedQuote], silences: Sequence[TrackedSilence], comparison: Comparison | None
) -> Iterator[str]:
    """Words that are not there, and terms that are: with ``!`` since they must not be written down as if they were."""
    if comparison is None:
        return
    for quote, clause in zip(quotes, comparison.clauses, strict=True):
        if clause.verdict not in STANDS:
            closest = f"; the closest text is: “{one_line(clause.closest, 200)}”" if clause.closest else ""
            yield f"! not on the page: “{one_line(quote.exact, 120)}”{closest}"
    for silence in comparison.silences:
        for each in silence.found[:3]:
            yield f"! the page says “{each.term}”: “{one_line(each.text, 200)}”"


# --- what is said -------------------------------------------------------------------------------------------------


def _say_page(survey: Survey) -> None:
    for line in _told(survey):
        say(bold(line))
    for each in survey.selectors:
        proposed = ", taken" if each.css == survey.proposed else ""
        say(dim(f"  select {each.css:16} {each.words:,} words{proposed}"))
    say()


def _say_unread(wishes: Wishes, offer: Offer, as_json: bool) -> None:
    if as_json:
        say_json({"added": False, "url": wishes.url, "problem": offer.problem})
        return
    say(f"{bold(wishes.url)} was not added: it cannot be read now")
    say(quoted(offer.problem))


def _say_added(wishes: Wishes, path: Path, place: tuple[str, ...], offer: Offer, as_json: bool) -> None:
    identifier = "/".join(part for part in (wishes.provider, place[-1]) if part)
    if as_json:
        said = {"added": not wishes.dry_run, "url": wishes.url, "source": identifier, "entry": offer.entry}
        say_json({**said, "notes": list(offer.notes)})
        return
    for note in offer.notes if not wishes.may_ask else ():
        say(note)
    say()
    say("\n".join(entry(place[-1], offer.entry, 2)))
    if wishes.dry_run:
        say(f"\nNothing was written; this would join {path} as {identifier}")
        return
    say(f"\n{bold(identifier)} joined {path}; see it polled: clausewatch check {identifier}")


# --- the file -----------------------------------------------------------------------------------------------------


def _text(file: Written, wishes: Wishes, place: tuple[str, ...], offer: Offer, allow: Sequence[str]) -> str:
    text = file.text if file.content else starter.HEADER
    for address in allow:
        text = with_item(text, str(file.path), ("network", "allow"), address)
    return with_entry(text, str(file.path), place, offer.entry)
