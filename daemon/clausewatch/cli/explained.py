"""What ``explain`` tells: gathered from the database and the capture that was last believed; and the same as JSON."""

from __future__ import annotations

import calendar
import dataclasses
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausewatch.cli.options import existing_database
from clausewatch.core import cadence, quiet, rules
from clausewatch.core.alerts import Alert, Change
from clausewatch.core.errors import StoreError, UsageError
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.memory import Memory, PageMemory
from clausewatch.core.model import Capture, Grade, Hunk
from clausewatch.core.printable import one_line
from clausewatch.core.probe import ProbeMemory
from clausewatch.core.restless import sentence
from clausewatch.core.routing import Answer, answers, for_operators_only, routes, would_hear
from clausewatch.core.standing import Evidence, standings
from clausewatch.core.tracking import items_in, tracked
from clausewatch.core.watch import AlertKind, Quiet, Quote, Route, Source, SourceKind, Watchlist
from clausewatch.shell.files import Snapshots
from clausewatch.shell.ground import utc_now
from clausewatch.shell.store import PollRow, SourceRow, Store
from clausewatch.shell.workers import WorkerFailed, Workers

if TYPE_CHECKING:
    from clausewatch.core.explain import Reread

POLLS = 5
"""The last ones."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Something tracked in the source, and where it stands."""

    claim_id: str
    evidence: Evidence
    heading: tuple[str, ...]
    since: datetime | None
    accepted: bool


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a route means for the source."""

    route: Route
    may: bool
    """Whether some alert about the source could pass."""
    last: Answer | None
    """What it says to the last change."""
    quiet_until: datetime | None
    next_digest: datetime | None


@dataclass(frozen=True, slots=True)
class Explained:
    source: Source
    now: datetime
    row: SourceRow | None
    polls: tuple[PollRow, ...]
    change: Change | None
    """The last one."""
    capture: Capture | None
    """That was last believed."""
    reread: Reread | None
    problem: str
    """Why the capture could not be read again; empty if it was, or if there is none."""
    clauses: tuple[Clause, ...]
    hears: tuple[Hearing, ...]
    """Every route, in the watchlist's order."""

    @property
    def memory(self) -> Memory | None:
        return self.row.memory if self.row else None

    @property
    def page(self) -> PageMemory | None:
        return self.memory if isinstance(self.memory, PageMemory) else None

    @property
    def status(self) -> StatusMemory | None:
        return self.memory if isinstance(self.memory, StatusMemory) else None

    @property
    def probe(self) -> ProbeMemory | None:
        return self.memory if isinstance(self.memory, ProbeMemory) else None

    @property
    def quieted(self) -> tuple[Hunk, ...]:
        """Differences of the last change that a noise rule played down."""
        return tuple(hunk for hunk in self.change.comparison.hunks if hunk.rule) if self.change else ()

    @property
    def wrong(self) -> bool:
        """In trouble, held, or no longer readable with today's recipe."""
        page, looked_at = self.page, self.status or self.probe
        blind = looked_at is not None and looked_at.sight.lapse is not None
        blind = blind or (self.status is not None and self.status.fresh.suspect)
        troubled = page is not None and (page.trouble is not None or page.held is not None)
        unreadable = self.reread is not None and self.reread.unreadable is not None
        return blind or troubled or unreadable or bool(self.problem)


def why(name: str) -> str:
    """Of a noise rule, in a sentence."""
    return next((rule.why for rule in rules.rules() if rule.name == name), "")


# --- gathering ----------------------------------------------------------------------------------------------------


async def explain(watchlist: Watchlist, name: str, snapshots: Path) -> Explained:
    source = _source(watchlist, name)
    async with Store.open(existing_database(snapshots)) as store:
        row = next((each for each in await store.source_rows() if each.id == source.id), None)
        polls = await store.polls(source.id, POLLS)
        change = next(iter(await store.changes(1, source_id=source.id)), None)
        memories = await store.memories()
    memory = row.memory if row else None
    capture, read, problem = None, None, ""
    if isinstance(memory, PageMemory) and memory.baseline is not None:
        capture, read, problem = await _read_again(watchlist, source, memory, snapshots)
    return Explained(
        source,
        utc_now(),
        row,
        polls,
        change,
        capture,
        read,
        problem,
        tuple(_clauses(watchlist, source, memories, read)),
        tuple(_hears(watchlist, source, change)),
    )


def _source(watchlist: Watchlist, name: str) -> Source:
    found = watchlist.source(name)
    if found is None:
        ids = [each.id for each in watchlist.sources]
        near = difflib.get_close_matches(name, ids, n=3, cutoff=0.5) or [each for each in ids if name in each][:3]
        hint = f"did you mean {' or '.join(near)}?" if near else "`clausewatch status --all` lists them"
        raise UsageError(f"no source {one_line(name, 80)} in the watchlist; {hint}")
    return found


async def _read_again(
    watchlist: Watchlist, source: Source, memory: PageMemory, snapshots: Path
) -> tuple[Capture | None, Reread | None, str]:
    """The kept capture as today's recipe reads it, in a child that can be killed; the last part says why not."""
    # Loaded here since it brings everything that reading needs, and most of it is needed in the child only.
    from clausewatch.core.explain import reread  # noqa: PLC0415

    assert memory.baseline is not None
    try:
        capture = await Snapshots(snapshots).read_capture(memory.baseline)
    except StoreError as error:
        return None, None, str(error)
    asked = tracked(items_in(watchlist, source.id), memory)
    async with Workers(1) as workers:
        try:
            return capture, await workers.run(reread, capture, source.recipe, asked), ""
        except WorkerFailed as failure:
            return capture, None, f"the reader gave up: {failure}"


def _clauses(
    watchlist: Watchlist, source: Source, memories: Mapping[str, Memory], read: Reread | None
) -> Iterator[Clause]:
    quotes = [item.key for item in items_in(watchlist, source.id) if isinstance(item.what, Quote)]
    headings = dict(zip(quotes, read.headings, strict=False)) if read else {}
    memory = memories.get(source.id)
    for claim in standings(watchlist, memories, utc_now()):
        for evidence in claim.evidence:
            if evidence.source_id == source.id:
                state = memory.state(evidence.key) if isinstance(memory, PageMemory) else None
                since, accepted = (state.since, state.accepted) if state else (None, False)
                yield Clause(claim.claim.id, evidence, headings.get(evidence.key, ()), since, accepted)


def _hears(watchlist: Watchlist, source: Source, change: Change | None) -> Iterator[Hearing]:
    own = AlertKind.POLICY if source.kind is SourceKind.PAGE else AlertKind.STATUS
    now, last = utc_now(), _answers(watchlist, change)
    for index, route in enumerate(routes(watchlist)):
        readers_only = not route.kinds and for_operators_only(watchlist)
        may = would_hear(route, (own,) if readers_only else (own, AlertKind.HEALTH), source.provider, source.id)
        held = quiet.held_until(route.quiet, route.timezone, Grade.NONE, now) if route.quiet else None
        digest = cadence.next_time(route.digest, route.timezone, now) if route.digest else None
        yield Hearing(route, may, last[index] if last else None, held, digest)


def _answers(watchlist: Watchlist, change: Change | None) -> tuple[Answer, ...]:
    if change is None:
        return ()
    told = Alert(change.id, AlertKind.POLICY, change.grade, change.at, change.provider, change)
    return answers(told, watchlist)


# --- for programs -------------------------------------------------------------------------------------------------


def as_json(explained: Explained) -> dict[str, Any]:
    source = explained.source
    return {
        "source": source.id,
        "kind": source.kind,
        "title": source.title,
        "url": source.url,
        "wrong": explained.wrong,
        "problem": explained.problem or None,
        "paused": pause.says() if (pause := source.paused_at(explained.now)) else None,
        "trouble": _trouble_json(explained.page),
        "held": _held_json(explained.page),
        "status": _status_json(explained.status),
        "probe": _probe_json(explained.probe),
        "fetched": _fetched_json(explained),
        "read": _read_json(explained),
        "left_out": [
            {"why": left.why, "words": left.words, "example": left.example}
            for left in (explained.reread.left_out if explained.reread else ())
        ],
        "played_down": [
            {"rule": hunk.rule, "why": why(hunk.rule), "old": hunk.old, "new": hunk.new} for hunk in explained.quieted
        ],
        "restless": [sentence(line) for line in (explained.page.restless if explained.page else ())],
        "tracked": [_clause_json(clause) for clause in explained.clauses],
        "last_change": explained.change.id if explained.change else None,
        "every": source.every,
        "settings": [dataclasses.asdict(setting) for setting in source.settings],
        "next_due": _iso(explained.row.next_due) if explained.row else None,
        "polls": [{"at": _iso(poll.at), "outcome": poll.outcome, "reason": poll.reason} for poll in explained.polls],
        "routes": [_hearing_json(each) for each in explained.hears],
    }


def _quiet_json(quiet: Quiet | None) -> dict[str, Any] | None:
    if quiet is None:
        return None
    return {
        "hours": [f"{each:%H:%M}" for each in quiet.hours] if quiet.hours else None,
        "days": [calendar.day_abbr[day].lower() for day in quiet.days],
        "unless": quiet.unless.word if quiet.unless else None,
    }


def _hearing_json(each: Hearing) -> dict[str, Any]:
    route = each.route
    return {
        "to": route.to,
        "kinds": list(route.kinds),
        "grade": route.grade.word,
        "providers": list(route.providers),
        "sources": list(route.sources),
        "fields": list(route.fields),
        "topics": list(route.topics),
        "hears_of_it": each.may,
        "took_last_change": each.last.taken if each.last else None,
        "why": each.last.why if each.last else None,
        "quiet": _quiet_json(route.quiet),
        "quiet_until": _iso(each.quiet_until),
        "next_digest": _iso(each.next_digest),
        "remind": route.remind or None,
        "timezone": route.timezone,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _trouble_json(page: PageMemory | None) -> dict[str, Any] | None:
    if page is None or page.trouble is None:
        return None
    trouble = page.trouble
    return {
        "since": _iso(trouble.since),
        "polls": trouble.polls,
        "what": trouble.what,
        "detail": trouble.detail,
        "told": trouble.told,
    }


def _held_json(page: PageMemory | None) -> dict[str, Any] | None:
    if page is None or page.held is None:
        return None
    return {"since": _iso(page.held.since), "polls": page.held.polls, "what": page.held.kind}


def _fetched_json(explained: Explained) -> dict[str, Any] | None:
    capture, page = explained.capture, explained.page
    if capture is None or page is None:
        return None
    return {
        "url": capture.url,
        "redirects": list(capture.redirects),
        "final_url": capture.final_url,
        "status": capture.status,
        "content_type": capture.header("content-type"),
        "bytes": len(capture.body),
        "sha256": capture.sha256,
        "at": _iso(capture.fetched_at),
        "browser": page.rendered,
        "etag": page.validators.etag,
        "last_modified": page.validators.last_modified,
        "not_modified": page.polls_since_full,
    }


def _read_json(explained: Explained) -> dict[str, Any] | None:
    read, recipe = explained.reread, explained.source.recipe
    if read is None:
        return None
    document = read.document
    return {
        "format": document.format if document else None,
        "chosen_by": "watchlist" if recipe.format else "content",
        "bids": [{"format": name, "certainty": sure} for name, sure in read.bids],
        "select": recipe.select,
        "remove": list(recipe.remove),
        "pointer": list(recipe.pointer),
        "matched": document.selected if document else False,
        "language": document.language if document else None,
        "encoding": document.encoding if document else None,
        "title": document.title if document else None,
        "blocks": len(document.blocks) if document else 0,
        "words": document.words if document else 0,
        "unreadable": {"what": read.unreadable.kind, "detail": read.unreadable.detail} if read.unreadable else None,
    }


def _status_json(status: StatusMemory | None) -> dict[str, Any] | None:
    if status is None:
        return None
    report = status.report
    return {
        "state": status.state,
        "product": report.product if report else None,
        "page_id": report.page_id or None if report else None,
        "components": len(report.components) if report else 0,
        "open_incidents": [incident.title for incident in status.open_incidents],
        "believed_at": _iso(status.read_at),
        "unseen_since": _iso(status.sight.lapse.since) if status.sight.lapse else None,
        "moved_at": _iso(status.fresh.moved_at),
        "frozen_suspect": status.fresh.suspect,
        "elsewhere": status.fresh.elsewhere or None,
    }


def _probe_json(probe: ProbeMemory | None) -> dict[str, Any] | None:
    if probe is None:
        return None
    return {
        "observed_by": "us, not the vendor",
        "answers": probe.answers,
        "answered_at": _iso(probe.answered_at),
        "http_status": probe.status,
        "silent_since": _iso(probe.sight.lapse.since) if probe.sight.lapse else None,
    }


def _clause_json(clause: Clause) -> dict[str, Any]:
    evidence = clause.evidence
    return {
        "claim": clause.claim_id,
        "key": evidence.key or None,
        "words": evidence.words,
        "verdict": evidence.verdict,
        "standing": evidence.standing,
        "now": evidence.now,
        "closest": evidence.closest,
        "heading": list(clause.heading),
        "since": _iso(clause.since),
        "verified_at": _iso(evidence.verified_at),
        "accepted": clause.accepted,
    }
