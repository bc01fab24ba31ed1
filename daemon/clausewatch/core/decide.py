"""What one poll of a page means: memory and observation in, decision with its reason out.

Theory. A poll ends in one of five ways, and only the last can become news about a claim:

    failed        no capture            trouble counts up; after three polls people hear 'cannot read since'
    unreadable    not the document      the same: a challenge page is never a changed policy
    held          suspect               fetched again soon; believed when it says the same three times
    unchanged     nothing that counts   memory moves on, the baseline stays
    changed       believed              the baseline moves, and what it meant for each claim is told once

At the very first poll there is nothing to compare with: the document becomes the baseline, each quote is looked for
in it, and what does not stand is told in the provider's digest (``core.digest``), not here. A baseline that is lost
(its file is damaged, or today's recipe cannot read it) is replaced in the same way, but not in silence: people hear
that nothing was compared, and which clauses stood before and do not stand now.

Thresholds: three polls before a source counts as blind, and three equal readings before a suspect is believed, follow
the peers' practice (Gatus and Blackbox confirm failures; nobody else holds suspects).
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.core import countdown, facts, flapping, links, restless
from clausewatch.core.alerts import (
    BACK,
    Alert,
    Change,
    ClaimFinding,
    Decision,
    Digest,
    DigestEntry,
    HealthNews,
    Outcome,
)
from clausewatch.core.memory import Flapping, Held, PageMemory, TrackedState, Trouble
from clausewatch.core.model import (
    STANDS,
    Capture,
    ClauseFinding,
    Comparison,
    DateEvent,
    Document,
    FactFinding,
    FactVerdict,
    FetchFailure,
    Grade,
    Graded,
    LinkFinding,
    NotModified,
    PageReading,
    SilenceFinding,
    SilenceVerdict,
    TrackedDate,
    TrackedLink,
    Unreadable,
    UnreadableKind,
    Validators,
    Verdict,
)
from clausewatch.core.naming import capture_ref, stem
from clausewatch.core.surroundings import still_beside
from clausewatch.core.tracking import Finding, TrackedItem, findings, shown
from clausewatch.core.watch import AlertKind, Source

BLIND_AFTER = 3
"""Polls without a readable document before people are told."""
CONFIRM_AFTER = 3
"""Equal suspect readings before they are believed."""
FULL_FETCH_EVERY = 24
"""304 answers in a row before one full fetch, since servers lie."""
RETRY_AFTER_TROUBLE = (300.0, 900.0, 3600.0)
"""Seconds to the next poll after the first, second, third poll in trouble; then the source's own schedule."""
RECHECK_SUSPECT = 300.0
"""Seconds after which a suspect is fetched again."""
TIME_ZONES = timedelta(days=1)
"""By which the day that a page prints may differ from ours."""
ACCEPTED_KEPT = 100
"""Accepted findings of a source that are remembered beside what is tracked."""
NEVER_BELIEVED = frozenset({UnreadableKind.LANGUAGE, UnreadableKind.IDENTITY})
"""Suspects that stay unreadable however often they repeat: another language is not the document we watch."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A capture, and what the reading workers made of it."""

    capture: Capture
    reading: PageReading


def decide(
    source: Source,
    memory: PageMemory,
    observed: Seen | NotModified | FetchFailure,
    items: Sequence[TrackedItem],
    now: datetime,
) -> Decision:
    """The decision about one poll of ``source``; ``items`` are in the order that ``reading`` was asked in."""
    if isinstance(observed, FetchFailure):
        return _in_trouble(source, memory, Outcome.FAILED, observed.kind, observed.detail, now, observed.retry_after)
    if isinstance(observed, NotModified):
        return _not_modified(source, memory, now)
    unreadable = observed.reading.unreadable
    if unreadable is not None:
        return _unreadable(source, memory, observed, unreadable, items, now)
    return _readable(source, memory, observed, items, now)


def validators_for(source: Source, memory: PageMemory, items: Sequence[TrackedItem]) -> Validators:
    """What to ask with; none when only a full answer will do: new quotes, a new recipe, too many 304 in a row."""
    known = {state.key for state in memory.tracked}
    full = (
        memory.baseline is None
        or memory.trouble is not None
        or memory.held is not None
        or (memory.flapping is not None and memory.flapping.told)
        or memory.polls_since_full >= FULL_FETCH_EVERY
        or memory.recipe != fingerprint(source)
        or any(item.key not in known for item in items)
    )
    return Validators() if full else memory.validators


def fingerprint(source: Source) -> str:
    """Of where and how the source is read; after either changes, a full answer is asked for."""
    return f"{source.url} {source.recipe!r}"


# --- cannot be read -----------------------------------------------------------------------------------------------


def _in_trouble(
    source: Source,
    memory: PageMemory,
    outcome: Outcome,
    what: str,
    detail: str,
    now: datetime,
    retry_after: float | None = None,
) -> Decision:
    trouble = _count(memory.trouble, what, detail, now)
    tell = trouble.polls >= BLIND_AFTER and not trouble.told
    trouble = dataclasses.replace(trouble, told=trouble.told or tell)
    return Decision(
        outcome,
        f"{what}: {detail}",
        dataclasses.replace(memory, trouble=trouble, checked_at=now),
        alerts=(_blind(source, trouble, now),) if tell else (),
        retry_in=_retry_in(source, trouble.polls, retry_after),
    )


def _count(trouble: Trouble | None, what: str, detail: str, now: datetime) -> Trouble:
    if trouble is None:
        return Trouble(since=now, polls=1, what=what, detail=detail)
    return dataclasses.replace(trouble, polls=trouble.polls + 1, what=what, detail=detail)


def _retry_in(source: Source, polls: int, retry_after: float | None) -> float:
    """Sooner than the schedule at first; never sooner than the server asked for, up to a day."""
    soon = RETRY_AFTER_TROUBLE[polls - 1] if polls <= len(RETRY_AFTER_TROUBLE) else source.every
    return max(min(soon, source.every), min(retry_after or 0.0, 86_400.0))


def _blind(source: Source, trouble: Trouble, now: datetime) -> Alert:
    text = f"Cannot read it since {trouble.since:%Y-%m-%d %H:%M} UTC ({trouble.polls} polls): {trouble.detail}"
    return _health(
        source, f"blind/{trouble.since:%Y%m%dT%H%M%S}", text, now, Grade.MAJOR, thread=_lapse(source, trouble)
    )


def _seeing_again(source: Source, trouble: Trouble, now: datetime) -> Alert:
    text = f"Can be read again; it could not since {trouble.since:%Y-%m-%d %H:%M} UTC"
    alert = _health(
        source, f"seeing/{trouble.since:%Y%m%dT%H%M%S}", text, now, Grade.MAJOR, thread=_lapse(source, trouble)
    )
    assert isinstance(alert.news, HealthNews)
    return dataclasses.replace(alert, news=dataclasses.replace(alert.news, recovered=True))


def _lapse(source: Source, trouble: Trouble) -> str:
    """The thread of one lapse: the next one is other news and begins its own."""
    return f"{source.id}/blind/{trouble.since:%Y%m%dT%H%M%S}"


def _health(source: Source, key: str, text: str, now: datetime, grade: Grade, *, thread: str = "") -> Alert:
    news = HealthNews(source.id, source.title, text, source.url, False, source.provider, source.provider_name)
    return Alert(f"{source.id}/{key}", AlertKind.HEALTH, grade, now, source.provider, news, thread)


def _unreadable(
    source: Source,
    memory: PageMemory,
    seen: Seen,
    unreadable: Unreadable,
    items: Sequence[TrackedItem],
    now: datetime,
) -> Decision:
    document = seen.reading.document
    believable = unreadable.suspect and unreadable.kind not in NEVER_BELIEVED and memory.baseline is not None
    if believable and document is not None:
        return _suspect(source, memory, seen, unreadable, document, items, now)
    decision = _in_trouble(source, memory, Outcome.UNREADABLE, unreadable.kind, unreadable.detail, now)
    first = memory.trouble is None or memory.trouble.what != unreadable.kind
    return dataclasses.replace(decision, keep=first)


def _suspect(
    source: Source,
    memory: PageMemory,
    seen: Seen,
    unreadable: Unreadable,
    document: Document,
    items: Sequence[TrackedItem],
    now: datetime,
) -> Decision:
    held = _hold(memory, document, unreadable, now)
    if held.polls >= CONFIRM_AFTER:
        return _readable(
            source, memory, seen, items, now, note=f"confirmed over {held.polls} polls: {unreadable.detail}"
        )
    if held.suspects > CONFIRM_AFTER:
        return _never_the_same(source, memory, held, unreadable, now)
    return Decision(
        Outcome.HELD,
        f"{unreadable.kind}: {unreadable.detail}; held, seen {held.polls} of {CONFIRM_AFTER} times",
        dataclasses.replace(memory, held=held, checked_at=now),
        keep=held.polls == 1,
        retry_in=min(RECHECK_SUSPECT, source.every),
    )


def _hold(memory: PageMemory, document: Document, unreadable: Unreadable, now: datetime) -> Held:
    said, held = flapping.text_hash(document, memory.restless), memory.held
    if held is None:
        return Held(said, unreadable.kind, now, 1, 1)
    if held.content_hash == said:
        return dataclasses.replace(held, polls=held.polls + 1, suspects=held.suspects + 1)
    return Held(said, unreadable.kind, now, 1, held.suspects + 1)


def _never_the_same(source: Source, memory: PageMemory, held: Held, unreadable: Unreadable, now: datetime) -> Decision:
    """A suspect that says something else each time can never be confirmed; people hear that we do not see."""
    detail = f"{unreadable.detail}, and never the same in {held.suspects} polls"
    waiting = dataclasses.replace(memory, held=held)
    return _in_trouble(source, waiting, Outcome.UNREADABLE, unreadable.kind, detail, now)


# --- can be read --------------------------------------------------------------------------------------------------


def _not_modified(source: Source, memory: PageMemory, now: datetime) -> Decision:
    return Decision(
        Outcome.UNCHANGED,
        "not modified, says the server",
        dataclasses.replace(
            memory,
            trouble=None,
            polls_since_full=memory.polls_since_full + 1,
            tracked=tuple(dataclasses.replace(state, verified_at=now) for state in memory.tracked),
            checked_at=now,
            read_at=now,
            restless=restless.stood_still(memory.restless),
        ),
        alerts=_recovery(source, memory, now),
    )


def _recovery(source: Source, memory: PageMemory, now: datetime) -> tuple[Alert, ...]:
    told = memory.trouble is not None and memory.trouble.told
    return (_seeing_again(source, memory.trouble, now),) if told and memory.trouble else ()


def _readable(
    source: Source,
    memory: PageMemory,
    seen: Seen,
    items: Sequence[TrackedItem],
    now: datetime,
    note: str = "",
) -> Decision:
    document, comparison = seen.reading.document, seen.reading.comparison
    assert document is not None and comparison is not None, "a readable page has both"
    found = findings(items, comparison)
    after = _remember(source, memory, seen, document, found, now)
    if memory.baseline is None:
        reason = f"first reading: {document.words} words, {len(items)} tracked"
        return Decision(Outcome.BASELINE, reason, after, _recovery(source, memory, now), keep=True)
    if seen.reading.baseline is None:
        return _begun_anew(source, memory, after, seen, found, now)
    return _against_baseline(source, memory, after, seen, comparison, found, now, note)


def _begun_anew(
    source: Source,
    memory: PageMemory,
    after: PageMemory,
    seen: Seen,
    found: Sequence[tuple[TrackedItem, Finding]],
    now: datetime,
) -> Decision:
    """The baseline is lost: this document takes its place, and what can still be said is said."""
    why = "; ".join(seen.reading.warnings) or "the baseline is lost"
    text = f"Begun anew with today's text, since what it was compared with is lost: {why}"
    alert = _health(source, f"anew/{stem(seen.capture)}", text, now, Grade.MAJOR)
    fallen = _missing_now(source, [pair for pair in found if _fell(memory.state(pair[0].key), pair[1])], "fallen", now)
    alerts = (*_recovery(source, memory, now), alert, *fallen, *_newly_tracked(source, memory, found, now))
    return Decision(Outcome.BASELINE, why, after, alerts, keep=True)


def _fell(state: TrackedState | None, finding: Finding) -> bool:
    return state is not None and state.verdict in STANDS and not standing(finding)


def _against_baseline(
    source: Source,
    memory: PageMemory,
    after: PageMemory,
    seen: Seen,
    comparison: Comparison,
    found: Sequence[tuple[TrackedItem, Finding]],
    now: datetime,
    note: str,
) -> Decision:
    old, new = seen.reading.baseline, seen.reading.document
    assert old is not None and new is not None, "there is a baseline to compare with"
    unseen, found = _out_of_sight(memory, old, found)
    with_it, others = _fallen_with_it(memory, old, found)
    alerts = (
        *_recovery(source, memory, now),
        *_newly_tracked(source, memory, others, now),
        *_blinded(source, unseen, now),
    )
    touched = (*_touched(memory, after, others), *(claim_finding(item, finding) for item, finding in with_it))
    watched = restless.watch(memory.restless, old, new, comparison, now)
    after = dataclasses.replace(after, restless=watched.lines)
    if not watched.comparison.changed and not touched:
        calm = flapping.as_before(memory, new, now)
        return Decision(Outcome.UNCHANGED, "reads the same", _baseline_kept(memory, after, calm), alerts)
    turn = flapping.turned(memory, old, new, watched.comparison, now)
    if turn.quiet and not touched:
        reason = f"goes back and forth, and is left alone until it stands still: {turn.note}"
        return Decision(Outcome.UNCHANGED, reason, _baseline_kept(memory, after, turn.flapping), alerts)
    after = dataclasses.replace(after, versions=turn.versions, flapping=turn.flapping)
    said = "; ".join(filter(None, (note, turn.note, *map(restless.sentence, watched.learned))))
    told = _with_date_event(turn.comparison, memory, now)
    change = _change(source, memory, seen.capture, told, touched, now, said)
    after = dataclasses.replace(after, pending=countdown.pending(memory.pending, change))
    alert = Alert(change.id, AlertKind.POLICY, change.grade, now, source.provider, change, thread=change.id)
    words = ", ".join(change.graded.reasons) or "claims touched"
    return Decision(Outcome.CHANGED, f"{change.grade}: {words}", after, (*alerts, alert), change, keep=True)


def _with_date_event(comparison: Comparison, memory: PageMemory, now: datetime) -> Comparison:
    """That the printed date moved and the text did not is news, though no word of the text is another: the page was
    worked on. Not so where the page prints the day on which it is asked, as it did when it was last read."""
    if comparison.date_event is not DateEvent.DATE_ONLY or _prints_today(comparison, memory, now):
        return comparison
    return dataclasses.replace(comparison, graded=Graded(Grade.MINOR, comparison.graded.reasons))


def _prints_today(comparison: Comparison, memory: PageMemory, now: datetime) -> bool:
    dates, before = comparison.dates, memory.read_at
    if dates.old is None or dates.new is None or before is None:
        return False
    return abs(dates.old - before.date()) <= TIME_ZONES and abs(dates.new - now.date()) <= TIME_ZONES


def _baseline_kept(memory: PageMemory, after: PageMemory, calm: Flapping | None) -> PageMemory:
    return dataclasses.replace(after, baseline=memory.baseline, content_hash=memory.content_hash, flapping=calm)


def _remember(
    source: Source,
    memory: PageMemory,
    seen: Seen,
    document: Document,
    found: Sequence[tuple[TrackedItem, Finding]],
    now: datetime,
) -> PageMemory:
    capture = seen.capture
    tracked = tuple(_state(memory.state(item.key), item.key, finding, document, now) for item, finding in found)
    return PageMemory(
        baseline=capture_ref(source.id, capture),
        content_hash=document.content_hash,
        validators=_validators(capture),
        tracked=(*tracked, *_accepted_before(memory, tracked)),
        checked_at=now,
        read_at=now,
        pending=memory.pending,
        recipe=fingerprint(source),
        rendered=capture.rendered,
        versions=memory.versions,
        flapping=memory.flapping,
        restless=memory.restless,
    )


def _accepted_before(memory: PageMemory, tracked: Sequence[TrackedState]) -> tuple[TrackedState, ...]:
    """What people accepted in place of it is known to them, also where a watchlist of before brings it back."""
    keys = {state.key for state in tracked}
    kept = [state for state in memory.tracked if state.accepted and state.key not in keys]
    return tuple(kept[-ACCEPTED_KEPT:])


def _validators(capture: Capture) -> Validators:
    """None after a redirect: they belong to the last URL, not to the one that is asked next time."""
    if capture.redirects:
        return Validators()
    return Validators(capture.header("etag"), capture.header("last-modified"))


def _change(
    source: Source,
    memory: PageMemory,
    capture: Capture,
    comparison: Comparison,
    touched: Sequence[ClaimFinding],
    now: datetime,
    note: str,
) -> Change:
    return Change(
        id=f"{source.id}/{stem(capture)}",
        source_id=source.id,
        title=source.title,
        provider=source.provider,
        provider_name=source.provider_name,
        url=source.url,
        at=now,
        comparison=comparison,
        findings=tuple(sorted(touched, key=lambda each: -each.finding.graded.grade)),
        old=memory.baseline,
        new=capture_ref(source.id, capture),
        note=note,
    )


# --- what became of the claims ------------------------------------------------------------------------------------


def standing(finding: Finding) -> bool:
    """Whether the tracked thing is as the watchlist says."""
    return finding.verdict in STANDS


def in_doubt(finding: Finding) -> bool:
    """Whether a quote stands, but not alone: something beside it weakens it."""
    return isinstance(finding, ClauseFinding) and standing(finding) and bool(finding.surroundings or finding.goes_on)


def claim_finding(item: TrackedItem, finding: Finding) -> ClaimFinding:
    claim = item.claim
    return ClaimFinding(
        claim.id, claim.statement, claim.field, finding, item.confirm, item.followers, claim.contradiction
    )


def _touched(
    memory: PageMemory, after: PageMemory, found: Sequence[tuple[TrackedItem, Finding]]
) -> tuple[ClaimFinding, ...]:
    """Findings that are news: the verdict is another than last time, or what is beside an intact quote is."""
    news: list[ClaimFinding] = []
    for item, finding in found:
        before = memory.state(item.key)
        if _is_news(before, finding):
            news.append(claim_finding(item, _as_of_now(finding)))
        elif isinstance(finding, ClauseFinding) and _alone_again(before, after.state(item.key)):
            beside = before.beside if before else None
            news.append(claim_finding(item, dataclasses.replace(finding, graded=BACK, instead=beside)))
    return tuple(news)


def _as_of_now(finding: Finding) -> Finding:
    """A term that was there and went leaves a silence, whatever was said of it before."""
    if isinstance(finding, SilenceFinding) and finding.verdict is SilenceVerdict.NOT_SILENT and not finding.found:
        return dataclasses.replace(finding, verdict=SilenceVerdict.SILENT)
    return finding


def _alone_again(before: TrackedState | None, now: TrackedState | None) -> bool:
    """Whether what weakened a quote that stands has gone, and nobody had accepted it."""
    told = before is not None and before.beside is not None and not before.accepted
    return told and now is not None and now.verdict in STANDS and now.beside is None


def _is_news(state: TrackedState | None, finding: Finding) -> bool:
    if state is None:  # newly tracked: see _newly_tracked
        return False
    if isinstance(finding, ClauseFinding) and finding.verdict in (Verdict.INTACT, Verdict.MOVED):
        fell_before = state.verdict not in (Verdict.INTACT, Verdict.MOVED, Verdict.NOT_FOUND)
        return fell_before or finding.graded.grade > Grade.NONE
    verdict = _verdict(state, finding)
    return verdict != state.verdict or (_tells_of_each(finding) and _now(finding) != state.now)


def _tells_of_each(finding: Finding) -> bool:
    """Whether what changes once more is news once more: words and dates are, a number that went out of its band and
    moves on is not."""
    if isinstance(finding, FactFinding):
        return finding.verdict is FactVerdict.OTHER and isinstance(finding.fact, TrackedDate)
    return finding.verdict is Verdict.REWORDED


def _out_of_sight(
    memory: PageMemory, old: Document, found: Sequence[tuple[TrackedItem, Finding]]
) -> tuple[list[TrackedItem], list[tuple[TrackedItem, Finding]]]:
    """What stood, does not stand now, and does not stand in the baseline either, as it is read today: the page has
    not changed, our way of reading it has. These, and all the others with their findings."""
    unseen = [item for item, finding in found if _fell(memory.state(item.key), finding) and _in_both(old, finding)]
    return unseen, [(item, finding) for item, finding in found if item not in unseen]


def _in_both(old: Document, finding: Finding) -> bool:
    """Whether the finding would be the same of the old document."""
    if isinstance(finding, LinkFinding):
        return links.judge(old, (TrackedLink(finding.text, finding.target),)) == (finding,)
    if isinstance(finding, FactFinding):
        (before,) = facts.judge(old, (finding.fact,))
        return (before.verdict, before.now) == (finding.verdict, finding.now)
    return finding.verdict in (Verdict.NOT_FOUND, SilenceVerdict.NOT_SILENT)


def _blinded(source: Source, unseen: Sequence[TrackedItem], now: datetime) -> tuple[Alert, ...]:
    """People must know what their watchlist no longer watches."""
    if not unseen:
        return ()
    named = ", ".join(f"“{shown(item)}”" for item in unseen[:3]) + (" and more" if len(unseen) > 3 else "")
    text = f"The page did not change, but as it is read today {len(unseen)} tracked here cannot be judged: {named}"
    key = hashlib.sha256(" ".join(item.key for item in unseen).encode()).hexdigest()[:8]
    return (_health(source, f"unseen/{now:%Y%m%dT%H%M%S}-{key}", text, now, Grade.MAJOR),)


def _fallen_with_it(
    memory: PageMemory, old: Document, found: Sequence[tuple[TrackedItem, Finding]]
) -> tuple[list[tuple[TrackedItem, Finding]], list[tuple[TrackedItem, Finding]]]:
    """What is asked about for the first time, stood in the baseline and fell or was weakened with this very change: the
    change tells of it, with its words before and after, so that nothing else does. These, and all the others."""
    with_it = [pair for pair in found if _is_new(memory, pair) and _is_of_this_change(old, pair[1])]
    return with_it, [pair for pair in found if pair not in with_it]


def _is_of_this_change(old: Document, finding: Finding) -> bool:
    if standing(finding):
        return isinstance(finding, ClauseFinding) and bool(finding.surroundings)
    return not _in_both(old, finding)


def _is_new(memory: PageMemory, pair: tuple[TrackedItem, Finding]) -> bool:
    return memory.state(pair[0].key) is None


def _newly_tracked(
    source: Source, memory: PageMemory, found: Sequence[tuple[TrackedItem, Finding]], now: datetime
) -> tuple[Alert, ...]:
    """A quote that was added to the watchlist later and is not there is told at once, as a small digest."""
    fresh = [pair for pair in found if _is_new(memory, pair)]
    return _missing_now(source, fresh, "tracked", now)


def _missing_now(
    source: Source, looked_for: Sequence[tuple[TrackedItem, Finding]], occasion: str, now: datetime
) -> tuple[Alert, ...]:
    """A small digest of what was looked for and does not stand; nothing if all of it stands."""
    missing = [
        claim_finding(item, finding) for item, finding in looked_for if not standing(finding) or in_doubt(finding)
    ]
    if not missing:
        return ()
    entries = tuple(DigestEntry(source.id, source.title, source.url, finding) for finding in missing)
    digest = Digest(source.provider, source.provider_name, len(looked_for) - len(missing), entries)
    grade = Grade.MINOR if all(finding.confirm for finding in missing) else Grade.MAJOR
    hashes = "+".join(sorted(item.key.rsplit("#", 1)[1] for item, _ in looked_for))
    key = f"{source.id}/{occasion}/{hashlib.sha256(f'{hashes} {now.isoformat()}'.encode()).hexdigest()[:16]}"
    return (Alert(key, AlertKind.POLICY, grade, now, source.provider, digest),)


def _state(before: TrackedState | None, key: str, finding: Finding, document: Document, now: datetime) -> TrackedState:
    verdict, beside = _verdict(before, finding), _beside(before, finding, document)
    kept_home = before.home if before else None
    same = before is not None and before.verdict == verdict
    return TrackedState(
        key=key,
        verdict=verdict,
        now=_now(finding),
        closest=finding.closest if isinstance(finding, ClauseFinding) else None,
        since=before.since if before and same else now,
        verified_at=now,
        fragment=_fragment(finding),
        accepted=before.accepted and _lines(beside) <= _lines(before.beside) if before and same else False,
        beside=beside,
        graded=_grade(before if same else None, finding, beside),
        home=kept_home if beside or not isinstance(finding, ClauseFinding) or not finding.stands else finding.sentence,
    )


def _beside(before: TrackedState | None, finding: Finding, document: Document) -> str | None:
    """What weakens a quote that stands: found now, or found before and still on the page."""
    if not isinstance(finding, ClauseFinding) or not standing(finding):
        return None
    known = before.beside.splitlines() if before and before.beside else []
    kept = (text for text in known if still_beside(document, text))
    found = f"{finding.surroundings or ''}\n{finding.goes_on or ''}".splitlines()
    return "\n".join(dict.fromkeys(text for text in (*kept, *found) if text)) or None


def _lines(text: str | None) -> set[str]:
    return set(text.splitlines()) if text else set()


def _grade(before: TrackedState | None, finding: Finding, beside: str | None) -> Graded | None:
    """Of what does not stand, or does not stand alone; said once, it is remembered while it lasts."""
    if standing(finding) and not beside:
        return None
    return finding.graded if finding.graded.grade > Grade.NONE else before.graded if before else None


def _verdict(before: TrackedState | None, finding: Finding) -> str:
    """The finding's word, except that what fell earlier and is still gone keeps its word, and that a term which went
    leaves a silence."""
    finding = _as_of_now(finding)
    if before is None:
        return finding.verdict
    if finding.verdict is Verdict.NOT_FOUND and before.verdict == Verdict.REMOVED:
        return Verdict.REMOVED
    if finding.verdict is SilenceVerdict.NOT_SILENT and before.verdict == SilenceVerdict.BROKEN:
        return SilenceVerdict.BROKEN
    return finding.verdict


def _fragment(finding: Finding) -> str:
    if isinstance(finding, SilenceFinding):
        return finding.found[0].fragment if finding.found else ""
    return finding.fragment if isinstance(finding, ClauseFinding | FactFinding) else ""


def _now(finding: Finding) -> str | None:
    if isinstance(finding, SilenceFinding):
        return finding.found[0].text if finding.found else None
    return finding.now
