"""An alert as a message that a busy person understands in five seconds: who, what, how grave, and what to do next.

The title says what happened, the summary says it in one plain sentence, the passages show it. Tracked clauses come
first, then the rest of the page, gravest first; what does not fit is counted and stands in the diff file. Grades,
verdicts and reasons are the words of ``core.model``. Everything is plain text: each channel escapes for itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from clausewatch.core.alerts import (
    Alert,
    Change,
    ClaimFinding,
    Digest,
    DigestEntry,
    HealthNews,
    OpenChange,
    Outstanding,
    Reminder,
    Roundup,
    RoundupEntry,
    StatusNews,
)
from clausewatch.core.model import (
    STANDS,
    ClauseFinding,
    DateEvent,
    FactFinding,
    FactVerdict,
    Grade,
    Hunk,
    HunkKind,
    LinkFinding,
    Reason,
    SilenceFinding,
    SilenceVerdict,
    TrackedDate,
    Verdict,
)
from clausewatch.core.render import payload
from clausewatch.core.render.fragment import deep_link
from clausewatch.core.render.wording import (
    before_and_after,
    date_event_said,
    dates_said,
    fragment_of,
    heading_path,
    hunks_gravest_first,
    in_days,
    in_force,
    kind_phrase,
    reasons_phrase,
    verdict_phrase,
    why_phrase,
)
from clausewatch.core.status import Incident, PageState, StatusEvent, StatusEventKind
from clausewatch_notifiers.contract import Attachment, Fact, Message, Passage
from clausewatch_notifiers.plain import excerpts, line, shortened

PASSAGES = 5
"""Of a change; more than that nobody reads in a message."""
ENTRIES = 10
"""Of a digest, which has no diff file to look the rest up in."""
ROUNDUP = 20
"""Of what a route has collected."""
UPDATES = 3
"""Of an incident: the newest say how it stands."""
SIDE = 1500
"""Characters of each side of a passage; channels cut further where they must."""
QUOTE = 60
"""Characters of a quote in a title."""
LINKS = 3
"""Findings whose sentence is linked."""
TERMS = 4
"""Of a silence that are named."""
FOLLOWERS = 3
"""Derived statements that are named."""
NAMES = 10
"""Components or sources that are named."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What differs from one kind of news to another."""

    title: str
    summary: str
    passages: tuple[Passage, ...] = ()
    more: int = 0
    facts: tuple[Fact, ...] = ()
    url: str = ""
    files: tuple[str, ...] = ()


def render(alert: Alert, key: str) -> Message:
    """``key`` is the idempotency key of one delivery. The same arguments always give the same message."""
    body = _body(alert)
    return Message(
        key=key,
        thread=alert.thread,
        kind=alert.kind.value,
        grade=alert.grade.word,
        title=line(body.title),
        summary=line(body.summary),
        created_at=alert.at,
        passages=body.passages,
        more=body.more,
        facts=body.facts,
        url=body.url,
        files=body.files,
        data=payload.as_json(alert),
    )


def reviewed(message: Message, said: Sequence[str]) -> Message:
    """With what people have said of it, or of what came before in its thread."""
    if not said:
        return message
    facts = (*(Fact("Review", line(each)) for each in said), *message.facts)
    return replace(message, facts=facts, data={**message.data, "review": list(said)})


TRIAL_DIFF = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Test</title>
<p>A diff file comes like this. If you can open it, your mail server lets it through.</p></html>
"""


def trial(key: str, at: datetime) -> Message:
    """What ``test-alert`` sends: harmless, but with everything in it that an alert has."""
    return Message(
        key=key,
        thread="",
        kind="test",
        grade=Grade.MINOR.word,
        title="Test alert: nothing has changed",
        summary="If you can read this, alerts reach you here.",
        created_at=at,
        passages=(
            Passage(
                label="REWORDED, minor: wording",
                context="An example",
                before="We keep your data for 30 days.",
                after="We keep your data for thirty days.",
                grade=Grade.MINOR.word,
            ),
        ),
        facts=(Fact("Next", "clausewatch run"),),
        attachment=Attachment("clausewatch-test.html", "text/html", TRIAL_DIFF.encode()),
        state="nothing has changed since, either",
        state_grade=Grade.NONE.word,
        data={"schema": payload.SCHEMA, "kind": "test"},
    )


def _body(alert: Alert) -> _Body:
    news = alert.news
    if isinstance(news, Change):
        return _change(news)
    if isinstance(news, StatusNews):
        return _status(news, alert.grade)
    if isinstance(news, Digest):
        return _digest(news)
    if isinstance(news, Reminder):
        return _reminder(news)
    if isinstance(news, Outstanding):
        return _outstanding(news)
    if isinstance(news, Roundup):
        return _roundup(news)
    return _health(news)


def _headed(who: str, what: str) -> str:
    """What begins with a name (a source's may be its id) is left as it is."""
    return f"{who}: {what}" if who else what


def _headed_sentence(who: str, what: str) -> str:
    """The same for what begins with a word of ours."""
    return _headed(who, what if who else what[:1].upper() + what[1:])


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one}" if number == 1 else f"{number} {many or one + 's'}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def duration(seconds: float) -> str:
    """The two biggest units: ``3 d 4 h``, ``2 h 14 min``, ``45 s``."""
    whole = max(int(seconds), 0)
    units = (("d", whole // 86_400), ("h", whole // 3600 % 24), ("min", whole // 60 % 60), ("s", whole % 60))
    first = next((place for place, (_, amount) in enumerate(units) if amount), len(units) - 1)
    shown = [f"{amount} {unit}" for unit, amount in units[first : first + 2] if amount]
    return " ".join(shown) or "0 s"


# --- a page changed -----------------------------------------------------------------------------------------------


def _change(change: Change) -> _Body:
    hunks = [hunk for hunk in hunks_gravest_first(change) if hunk.graded.grade > Grade.NONE]
    further = [hunk for hunk in hunks if not any(_says_the_same(hunk, claim) for claim in change.findings)]
    shown = [
        *(_finding_passage(claim, change.title, change.grade) for claim in change.findings),
        *(_hunk_passage(hunk, change.title) for hunk in further),
    ]
    file = f"{change.folder}/diffs/{change.stem}.html"
    return _Body(
        _headed(change.provider_name, change_title(change)),
        change_summary(change),
        tuple(shown[:PASSAGES]),
        max(len(shown) - PASSAGES, 0),
        tuple(_change_facts(change, file)),
        change.url,
        (file,),
    )


def change_title(change: Change) -> str:
    """What happened, in a few words; without who it happened at."""
    event = change.comparison.date_event
    silent = ", its printed date did not" if event is DateEvent.SILENT_EDIT else ""
    if not change.findings and event is DateEvent.DATE_ONLY:
        return f"{change.title}: the printed date moved, the text did not"
    if not change.findings:
        return f"{change.title} changed ({change.grade}){silent}"
    claim, *others = change.findings
    title = _finding_title(claim, change.title) + (f", and {len(others)} more" if others else "")
    if change.grade > claim.graded.grade:  # the graver news must not hide behind the claim's
        return f"{title}; the page changed ({change.grade}){silent}"
    return f"{title}; a silent edit" if silent else title


def _finding_title(claim: ClaimFinding, source_title: str) -> str:
    finding = claim.finding
    if isinstance(finding, SilenceFinding):
        mentions = f"{source_title} now mentions “{_terms(finding)}” ({finding.graded.grade})"
        return mentions if finding.found else f"{source_title} says nothing about {_never_said(finding)} again"
    if isinstance(finding, FactFinding):
        if finding.verdict is FactVerdict.HOLDS:
            return f"{source_title}: {finding.about} {verdict_phrase(claim)} ({finding.now or finding.wanted})"
        now = f" is {finding.now} now" if finding.now else f" {verdict_phrase(claim)}"
        return f"{source_title}: {finding.about}{now}, expected {finding.wanted}"
    what = "" if isinstance(finding, ClauseFinding) else "the link "
    subject = finding.quote if isinstance(finding, ClauseFinding) else finding.text
    return f"{what}“{shortened(line(subject), QUOTE)}” {verdict_phrase(claim)}{_grade_note(finding)}"


def _grade_note(finding: ClauseFinding | LinkFinding) -> str:
    """``removed`` and ``stands again`` say how grave it is; other verdicts do not."""
    if not isinstance(finding, ClauseFinding) or finding.verdict is Verdict.REMOVED or not finding.graded.grade:
        return ""
    if finding.stands_again:
        return ""
    return f" ({finding.graded.grade})"


def _terms(finding: SilenceFinding) -> str:
    return ", ".join(dict.fromkeys(line(each.term) for each in finding.found))


def change_summary(change: Change) -> str:
    """What happened, in a sentence; what the printed dates tell beside it, in another."""
    comparison = change.comparison
    hunks = sum(hunk.graded.grade > Grade.NONE for hunk in comparison.hunks)
    only_date = comparison.date_event is DateEvent.DATE_ONLY
    passages = f"{_count(hunks, 'passage')} of the page changed ({reasons_phrase(comparison.graded)})"
    force = in_force(comparison.dates, change.at.date())
    parts = [_touched(change), passages if hunks and not only_date else "", f"in force {force}" if force else ""]
    said = "; ".join(part for part in parts if part)
    told = f"{said[:1].upper()}{said[1:]}." if said else ""
    dates = date_event_said(comparison)
    return _sentences(dates, told) if only_date else _sentences(told, dates)


def _touched(change: Change) -> str:
    if not change.findings:
        moved = sum(each.verdict is Verdict.MOVED for each in change.comparison.clauses)
        untouched = "None of the tracked clauses is touched" if change.comparison.clauses else ""
        return f"{_count(moved, 'tracked clause')} moved, with the same words" if moved else untouched
    if len(change.findings) == 1:
        return _relies_on(change.findings[0])
    counted = Counter(map(_kind_of_news, change.findings))
    said = ", ".join(f"{_count(number, noun, plural)} {what}" for (noun, plural, what), number in counted.items())
    return f"{len(change.findings)} tracked passages are touched ({said})"


def _kind_of_news(claim: ClaimFinding) -> tuple[str, str, str]:
    """Noun, its plural, and what happened to it."""
    finding = claim.finding
    if isinstance(finding, SilenceFinding):
        return "silence", "silences", "kept again" if finding.verdict is SilenceVerdict.SILENT else "broken"
    if isinstance(finding, FactFinding):
        return "fact", "facts", "as written again" if finding.verdict is FactVerdict.HOLDS else "not as written"
    if isinstance(finding, LinkFinding):
        return "link", "links", verdict_phrase(claim).removeprefix("is ")
    return "clause", "clauses", "restored" if claim.restored else _BESIDE.get(finding.verdict, str(finding.verdict))


_BESIDE = {Verdict.INTACT: "weakened beside", Verdict.NOT_FOUND: "not on the page"}


def _relies_on(claim: ClaimFinding) -> str:
    resolved = claim.contradiction and claim.finding.verdict not in STANDS
    return _rests_on(claim) + (", so the contradiction may be resolved" if resolved else "")


def _rests_on(claim: ClaimFinding) -> str:
    said, finding = f"The claim “{line(claim.statement)}” rests on", claim.finding
    if not claim.statement:
        return f"A tracked passage {verdict_phrase(claim)}"
    if isinstance(finding, LinkFinding):
        return f"{said} where the link “{line(finding.text)}” goes; it {verdict_phrase(claim)}"
    if isinstance(finding, SilenceFinding):
        if finding.found:
            return f"{said} the page saying nothing about “{_terms(finding)}”, and now it does"
        return f"{said} the page saying nothing about {_never_said(finding)}, and it says nothing again"
    if isinstance(finding, FactFinding):
        holds = finding.verdict is FactVerdict.HOLDS
        now = f"the page says {finding.now}" if finding.now and not holds else f"it {verdict_phrase(claim)}"
        return f"{said} {finding.about} being {finding.wanted}; {now}"
    return f"{said} a clause that {verdict_phrase(claim)}"


def _change_facts(change: Change, file: str) -> Iterator[Fact]:
    yield Fact("Source", change.url, change.url)
    yield from _at_the_sentences(change.findings, change.url)
    if change.comparison.date_event is DateEvent.SILENT_EDIT:
        yield Fact("Silent edit", line(date_event_said(change.comparison)))
    elif dates := dates_said(change.comparison):
        yield Fact("Printed date", dates)
    if force := in_force(change.comparison.dates, change.at.date()):
        yield Fact("In force", force)
    if followers := dict.fromkeys(said for claim in change.findings for said in claim.followers):
        yield Fact("To review", _follow(list(followers)))
    if change.old and change.new:
        yield Fact("Compared", f"{_moment(change.old.fetched_at)} with {_moment(change.new.fetched_at)}")
    if change.note:
        yield Fact("Note", line(change.note))
    yield Fact("Diff", file)
    can = any(acceptable(claim) for claim in change.findings)
    yield from _commands(change.id, can_accept=can, waits=bool(change.findings))


def _follow(statements: list[str]) -> str:
    """What the watchlist derives from the claims that are touched: whether it still holds is for people to say."""
    shown = "; ".join(f"“{line(each)}”" for each in statements[:FOLLOWERS])
    more = len(statements) - FOLLOWERS
    return f"{shown}{f' and {more} more' if more > 0 else ''}, which follows from it"


def acceptable(claim: ClaimFinding) -> bool:
    """Whether there are words of today that could take the quote's place, or stand beside it with consent."""
    finding = claim.finding
    if isinstance(finding, ClauseFinding) and finding.verdict in (Verdict.INTACT, Verdict.MOVED):
        return bool(finding.surroundings or finding.goes_on)
    if isinstance(finding, SilenceFinding):
        return bool(finding.found)
    if isinstance(finding, FactFinding):
        return isinstance(finding.fact, TrackedDate) and finding.now is not None
    return finding.verdict is Verdict.REWORDED and finding.now is not None


def _commands(change_id: str, *, can_accept: bool, waits: bool) -> Iterator[Fact]:
    """What to type: look at it, live with it, put it off, say something."""
    yield Fact("Next", f"clausewatch show {change_id}")
    if can_accept:
        yield Fact("Accept", f"clausewatch accept {change_id}")
    if waits:
        yield Fact("Snooze", f"clausewatch snooze {change_id} --for 7d")
    yield Fact("Comment", f'clausewatch comment {change_id} "…"')


def _at_the_sentences(findings: Iterable[ClaimFinding], url: str) -> Iterator[Fact]:
    """Links that open the live page at what stands there today, for the gravest findings."""
    linked = [(claim, fragment) for claim in findings if (fragment := fragment_of(claim))]
    for claim, fragment in linked[:LINKS]:
        _, now = before_and_after(claim)
        yield Fact("At the sentence", f"“{shortened(line(now), QUOTE)}”", deep_link(url, fragment))


# --- passages -----------------------------------------------------------------------------------------------------


def _finding_passage(claim: ClaimFinding, source_title: str, grade: Grade) -> Passage:
    finding = claim.finding
    if isinstance(finding, ClauseFinding):
        return _clause_passage(claim, finding, source_title)
    before, after = before_and_after(claim)
    names = ("Before", "Now") if isinstance(finding, SilenceFinding) else ("Expected", "Now")
    return _passage(
        _label_of(claim, finding),
        _where(claim.statement, source_title),
        before,
        after,
        grade=claim.graded.grade if claim.restored else grade,
        note=_unconfirmed(claim),
        names=names,
    )


def _label_of(claim: ClaimFinding, finding: SilenceFinding | LinkFinding | FactFinding) -> str:
    """The field's word for what happened, and the same as a sentence."""
    if isinstance(finding, SilenceFinding):
        return f"{finding.verdict.upper()}: {_silence_phrase(finding)}"
    what = finding.about if isinstance(finding, FactFinding) else "the link"
    kind = "FACT" if isinstance(finding, FactFinding) else "LINK"
    word = "RESTORED" if claim.restored else kind
    return f"{word}: {what} {verdict_phrase(claim)}"


def _silence_phrase(finding: SilenceFinding) -> str:
    if finding.found:
        return f"the page now mentions “{_terms(finding)}”"
    return f"the page says nothing about {_never_said(finding)} again"


def _never_said(finding: SilenceFinding) -> str:
    shown = ", ".join(f"“{line(term)}”" for term in finding.terms[:TERMS])
    return f"{shown}{f' and {len(finding.terms) - TERMS} more' if len(finding.terms) > TERMS else ''}"


def _clause_passage(claim: ClaimFinding, finding: ClauseFinding, source_title: str) -> Passage:
    if claim.restored:
        return _restored_passage(claim, finding, source_title)
    after_name, after = _after(finding)
    label = (
        finding.verdict.upper()
        + kind_phrase(finding)
        + (" and moved" if finding.moved and finding.verdict is not Verdict.MOVED else "")
    )
    label += f", {reasons_phrase(finding.graded)}" if finding.graded.grade else ""
    nothing = finding.verdict is Verdict.REMOVED and not after
    return _passage(
        label,
        _where(claim.statement, source_title, finding.heading),
        finding.quote,
        after,
        grade=finding.graded.grade or Grade.MINOR,
        note=_sentences("Nothing stands in its place." if nothing else "", _why(finding), _unconfirmed(claim)),
        names=("Before", after_name),
    )


def _restored_passage(claim: ClaimFinding, finding: ClauseFinding, source_title: str) -> Passage:
    """Good news: what stood there until now, and the promise that stands there again."""
    moved = " and moved" if finding.verdict is Verdict.MOVED else ""
    return _passage(
        f"RESTORED{moved}: stands again as published",
        _where(claim.statement, source_title, finding.heading),
        finding.instead or "",
        finding.sentence or finding.quote,
        grade=Grade.MINOR,
        note=_unconfirmed(claim),
        names=("Until now" if finding.instead else "", "Now"),
    )


def _sentences(*said: str) -> str:
    return " ".join(each for each in said if each)


def _why(finding: ClauseFinding) -> str:
    """For whom the change is good and which words say so."""
    return line(why_phrase(finding.graded))


def _after(finding: ClauseFinding) -> tuple[str, str]:
    """What stands today, and as what: the clause itself, its neighbour, its replacement or merely the closest text."""
    if finding.verdict in (Verdict.INTACT, Verdict.MOVED) and finding.surroundings:
        return "Beside it now", finding.surroundings
    if finding.verdict in (Verdict.INTACT, Verdict.MOVED) and finding.goes_on:
        return "With it stands", finding.goes_on
    if finding.now:
        return "Now", finding.now
    if finding.replaced_by:
        return "In its place", finding.replaced_by
    return "Closest text", finding.closest or ""


def _unconfirmed(claim: ClaimFinding) -> str:
    return "We never saw it there ourselves, so this is a note and no alarm." if claim.confirm else ""


def _hunk_passage(hunk: Hunk, source_title: str) -> Passage:
    came = f", from {heading_path(hunk.moved_from)}" if hunk.moved_from else ""
    names = {HunkKind.ADDED: ("", "Added"), HunkKind.REMOVED: ("Removed", "")}.get(hunk.kind, ("Before", "Now"))
    unaltered = hunk.kind is HunkKind.MOVED and hunk.old == hunk.new
    return _passage(
        f"{hunk.kind.upper()}, {reasons_phrase(hunk.graded)}",
        _where("", source_title, hunk.heading) + came,
        "" if unaltered else hunk.old,
        hunk.new,
        grade=hunk.graded.grade,
        note=line(why_phrase(hunk.graded)),
        names=("", "") if unaltered else names,
    )


def _passage(
    label: str,
    context: str,
    before: str,
    after: str,
    *,
    grade: Grade,
    note: str = "",
    names: tuple[str, str] = ("Before", "Now"),
) -> Passage:
    old, new = excerpts(line(before), line(after), SIDE)
    return Passage(line(label), line(context), old, new, note, grade.word, *names)


def _where(statement: str, source_title: str, heading: tuple[str, ...] = ()) -> str:
    place = heading_path((source_title, *heading))
    return f"{statement} · {place}" if statement else place


def _says_the_same(hunk: Hunk, claim: ClaimFinding) -> bool:
    """Whether the hunk differs nowhere but in the claim's own words, which are shown already."""
    finding = claim.finding
    if isinstance(finding, SilenceFinding):
        return any(hunk.new == found.text for found in finding.found)
    if isinstance(finding, ClauseFinding) and finding.stands_again and hunk.graded.reasons[:1] == (Reason.RETURNED,):
        shown = bool(finding.instead) or not hunk.old
        return (shown and finding.quote in hunk.new) or hunk.old in (finding.instead or "").splitlines()
    if not isinstance(finding, ClauseFinding) or finding.quote not in hunk.old:
        return False
    return hunk.old.replace(finding.quote, finding.now or "") == hunk.new


# --- a status page ------------------------------------------------------------------------------------------------

_PAGE_TITLES = {
    StatusEventKind.BASELINE: "status page says {state}",
    StatusEventKind.PAGE_DEGRADED: "{state}, and no incident explains it",
    StatusEventKind.PAGE_STILL_DEGRADED: "still {state}, and no incident explains it",
    StatusEventKind.PAGE_RESTORED: "{state} again",
    StatusEventKind.PAGE_UNREACHABLE: "status page cannot be reached",
    StatusEventKind.PAGE_STILL_UNREACHABLE: "status page still cannot be reached",
    StatusEventKind.PAGE_RECOVERED: "status page can be reached again",
    StatusEventKind.PAGE_UNREADABLE: "status page cannot be read",
    StatusEventKind.PAGE_READABLE: "status page can be read again",
    StatusEventKind.PAGE_MOVED: "status page has moved, nothing is seen of it",
    StatusEventKind.FORMAT_CHANGED: "status page has another format, nothing is seen of it",
    StatusEventKind.COMPONENT_MISSING: "a component is not on the status page",
    StatusEventKind.FROZEN_SUSPECT: "status page may be left behind",
    StatusEventKind.FLAPPING_STARTED: "comes and goes{now}",
    StatusEventKind.FLAPPING_STOPPED: "holds again{now}",
    StatusEventKind.PLATFORM_UNREACHABLE: "its status pages cannot be reached",
    StatusEventKind.PLATFORM_RECOVERED: "its status pages can be reached again",
    StatusEventKind.TEXT_CHANGED: "status page says something else",
    StatusEventKind.PROBE_FAILED: "API host gives us no good answer",
    StatusEventKind.PROBE_STILL_FAILS: "API host still gives us no good answer",
    StatusEventKind.PROBE_RECOVERED: "API host answers us again",
    StatusEventKind.PAGE_APPEARED: "there is a status page now",
    StatusEventKind.PAGE_VANISHED: "status page has vanished",
}
_INCIDENT_TITLES = {
    StatusEventKind.BASELINE: "already in progress: {title} ({phase}, {impact})",
    StatusEventKind.INCIDENT_OPENED: "{title} ({phase}, {impact})",
    StatusEventKind.INCIDENT_UPDATED: "{title} ({phase}, {impact})",
    StatusEventKind.INCIDENT_GOES_ON: "still open after {lasted}: {title} ({phase}, {impact})",
    StatusEventKind.INCIDENT_RESOLVED: "resolved after {lasted}: {title}",
    StatusEventKind.INCIDENT_REOPENED: "reopened: {title} ({phase}, {impact})",
    StatusEventKind.INCIDENT_BACKFILLED: "over already, lasted {lasted}: {title}",
}
_OVER = (
    StatusEventKind.INCIDENT_RESOLVED,
    StatusEventKind.INCIDENT_BACKFILLED,
    StatusEventKind.PAGE_RECOVERED,
    StatusEventKind.PAGE_READABLE,
    StatusEventKind.PAGE_RESTORED,
    StatusEventKind.PROBE_RECOVERED,
    StatusEventKind.PLATFORM_RECOVERED,
)
_OURS = (
    StatusEventKind.PAGE_UNREACHABLE,
    StatusEventKind.PAGE_STILL_UNREACHABLE,
    StatusEventKind.PAGE_UNREADABLE,
    StatusEventKind.PAGE_MOVED,
    StatusEventKind.FORMAT_CHANGED,
    StatusEventKind.FROZEN_SUSPECT,
    StatusEventKind.TEXT_CHANGED,
    StatusEventKind.PAGE_VANISHED,
    StatusEventKind.PLATFORM_UNREACHABLE,
    StatusEventKind.PLATFORM_RECOVERED,
    StatusEventKind.PROBE_FAILED,
    StatusEventKind.PROBE_STILL_FAILS,
    StatusEventKind.PROBE_RECOVERED,
)


def _status(news: StatusNews, grade: Grade) -> _Body:
    event, incident = news.event, news.event.incident
    updates = tuple(reversed(incident.updates)) if incident else ()
    url = incident.url if incident and incident.url else news.url
    return _Body(
        _headed(news.provider_name or news.title, _status_title(event)),
        event.text,
        tuple(
            _passage(f"{update.phase.upper()}, {_moment(update.at)}", "", "", update.text, grade=grade, names=("", ""))
            for update in updates[:UPDATES]
        ),
        max(len(updates) - UPDATES, 0),
        tuple(_status_facts(news, url)),
        url,
    )


def _status_title(event: StatusEvent) -> str:
    if event.maintenance:
        return f"maintenance {event.maintenance.phase}: {event.maintenance.title}"
    if event.incident and event.kind in _INCIDENT_TITLES:
        incident = event.incident
        form = _INCIDENT_TITLES[event.kind]
        return form.format(title=incident.title, phase=incident.phase, impact=incident.impact, lasted=_lasted(event))
    now = "" if event.state is PageState.UNKNOWN else f", now {event.state}"
    return _PAGE_TITLES.get(event.kind, "{state}").format(state=event.state, now=now)


def _since(event: StatusEvent) -> datetime | None:
    return event.incident.started_at if event.incident else event.since


def _lasted(event: StatusEvent) -> str:
    """From its beginning to its end, or to the event while there is no end."""
    since = _since(event)
    end = event.incident.resolved_at if event.incident and event.incident.resolved_at else event.at
    return duration((end - since).total_seconds()) if since else "an unknown time"


def _status_facts(news: StatusNews, url: str) -> Iterator[Fact]:
    event = news.event
    if event.incident:
        yield from _incident_facts(event.incident)
    if event.maintenance:
        end = f" to {_moment(event.maintenance.end)}" if event.maintenance.end else ""
        yield Fact("Planned", _moment(event.maintenance.start) + end)
        yield from _components(event.maintenance.components)
    if since := _since(event):
        yield Fact("Since", _moment(since))
        if event.at > since:
            yield Fact("Lasted" if event.kind in _OVER else "So far", _lasted(event))
    if event.kind not in _OURS:
        before = f"{event.before} -> " if event.before and event.before is not event.state else ""
        yield Fact("Page", f"{before}{event.state}")
    if url:
        yield Fact("Source", url, url)
    yield Fact("Next", "clausewatch status")


def _incident_facts(incident: Incident) -> Iterator[Fact]:
    yield Fact("Phase", incident.phase)
    yield Fact("Impact", incident.impact)
    yield from _components(incident.components)


def _components(names: tuple[str, ...]) -> Iterator[Fact]:
    if names:
        rest = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
        yield Fact("Components", line(", ".join(names[:NAMES])) + rest)


# --- the first poll -----------------------------------------------------------------------------------------------


def _digest(news: Digest) -> _Body:
    fallen = [entry for entry in news.entries if entry.finding is not None]
    unread = [entry for entry in news.entries if entry.finding is None]
    shown = [_entry_passage(entry) for entry in news.entries]
    sources = {entry.source_id: entry for entry in news.entries}
    return _Body(
        _headed_sentence(news.provider_name, _digest_title(news.standing, len(fallen), len(unread))),
        _digest_summary(news.standing, len(fallen), len(unread)),
        tuple(shown[:ENTRIES]),
        max(len(shown) - ENTRIES, 0),
        tuple(_digest_facts(news, list(sources.values())[:NAMES])),
        news.entries[0].url if len(sources) == 1 else "",
    )


def _digest_title(standing: int, fallen: int, unread: int) -> str:
    total = standing + fallen
    clauses = "the tracked clause" if total == 1 else f"{total} tracked clauses"
    if fallen:
        which = clauses if total == 1 else f"{fallen} of {clauses}"
        return f"{which} {'does' if fallen == 1 else 'do'} not stand as published"
    if unread:
        return f"{_count(unread, 'source')} could not be read"
    if not total:
        return "watched from now on"
    return f"{clauses} stands as published" if total == 1 else f"all {clauses} stand as published"


def _digest_summary(standing: int, fallen: int, unread: int) -> str:
    parts = [f"{_count(standing, 'tracked clause')} {'stands' if standing == 1 else 'stand'} as published"]
    if fallen:
        parts.append(f"{fallen} {'does' if fallen == 1 else 'do'} not")
    if unread:
        parts.append(f"{_count(unread, 'source')} could not be read")
    return f"First check: {', '.join(parts)}."


def _entry_passage(entry: DigestEntry) -> Passage:
    if entry.finding is None:
        return _passage("UNREADABLE", entry.source_title, "", entry.detail, grade=Grade.MAJOR, names=("", ""))
    passage = _finding_passage(entry.finding, entry.source_title, Grade.MINOR if entry.finding.confirm else Grade.MAJOR)
    return replace(passage, before_name="Published")


def _digest_facts(news: Digest, sources: Iterable[DigestEntry]) -> Iterator[Fact]:
    for entry in sources:
        yield Fact(line(entry.source_title) or entry.source_id, entry.url, entry.url)
    yield Fact("Next", f"clausewatch claims {news.provider}" if news.provider else "clausewatch claims")


# --- a change comes into force -------------------------------------------------------------------------------------


def _reminder(news: Reminder) -> _Body:
    return _Body(
        _headed_sentence(news.provider_name, f"the change of {news.title} comes into force {in_days(news.days)}"),
        f"What changed ({news.grade}) holds from {news.day} on, says the page.",
        facts=(
            Fact("Source", news.url, news.url),
            Fact("In force", f"from {news.day} ({in_days(news.days)})"),
            *_commands(news.change_id, can_accept=False, waits=False),
        ),
        url=news.url,
        files=(f"{news.change_id.rpartition('/')[0]}/diffs/{news.change_id.rpartition('/')[2]}.html",),
    )


# --- what waits for a decision ------------------------------------------------------------------------------------


def _outstanding(news: Outstanding) -> _Body:
    first, count = news.entries[0], len(news.entries)
    waiting = f"for {_count(news.outstanding_days, 'day')}" if news.outstanding_days else "since today"
    all_changes = all(entry.change_id for entry in news.entries)
    several = f"{count} {'changes' if all_changes else 'findings'} wait for a decision"
    title = _headed(first.provider_name, f"{_what_waits(first)} and waits for a decision") if count == 1 else several
    pages = {entry.source_id: entry for entry in news.entries}
    return _Body(
        title,
        f"Nobody has accepted, snoozed or corrected {'it' if count == 1 else 'them'} {waiting}.",
        tuple(_open_passage(entry) for entry in news.entries[:ENTRIES]),
        max(count - ENTRIES, 0),
        (
            *(Fact(line(entry.title), entry.url, entry.url) for entry in list(pages.values())[:NAMES]),
            *_commands_for(first),
        ),
        first.url if len(pages) == 1 else "",
    )


def _what_waits(entry: OpenChange) -> str:
    if entry.change_id:
        return f"{entry.title} changed ({entry.grade})"
    return f"“{shortened(line(entry.words), QUOTE)}” does not stand as published"


def _commands_for(entry: OpenChange) -> Iterator[Fact]:
    if entry.change_id:
        yield from _commands(entry.change_id, can_accept=entry.acceptable, waits=True)
        return
    yield Fact("Next", f"clausewatch claims {entry.source_id}")
    _, *others = _commands(entry.clause_key, can_accept=entry.acceptable, waits=True)
    yield from others


def _open_passage(entry: OpenChange) -> Passage:
    """Its id stands in it, since what to type for each would fill the message."""
    said = "; ".join(entry.review)
    how = "seen" if entry.change_id else "not as published since the first check,"
    return _passage(
        f"{entry.grade.word.upper()}, {how} {entry.seen_at:%Y-%m-%d}",
        _headed(entry.provider_name, entry.title),
        entry.words,
        "; ".join(entry.statements[:PASSAGES]),
        grade=entry.grade,
        note=f"{entry.name}{f' ({line(said)})' if said else ''}",
        names=("Published" if entry.words else "", "Claims" if len(entry.statements) > 1 else "Claim"),
    )


def _roundup(news: Roundup) -> _Body:
    count = len(news.entries)
    grave = Counter(entry.grade for entry in news.entries)
    counted = ", ".join(f"{grave[grade]} {grade}" for grade in sorted(grave, reverse=True) if grade)
    return _Body(
        f"Digest: {_count(count, 'piece of news', 'pieces of news')}{f' ({counted})' if counted else ''}",
        f"Collected from {_moment(news.collected_since)} to {_moment(news.due_at)}.",
        tuple(_roundup_passage(entry) for entry in news.entries[:ROUNDUP]),
        max(count - ROUNDUP, 0),
        (Fact("Next", "clausewatch changes"), Fact("Status", "clausewatch status")),
    )


def _roundup_passage(entry: RoundupEntry) -> Passage:
    earlier = f"{_count(entry.earlier, 'earlier message')} of it left out" if entry.earlier else ""
    notes = (*entry.review, earlier, f"clausewatch show {entry.change_id}" if entry.change_id else "")
    return _passage(
        f"{entry.grade.word.upper()}, {entry.kind}, {_moment(entry.at)}",
        entry.headline,
        "",
        entry.summary,
        grade=entry.grade,
        note=line("; ".join(note for note in notes if note)),
        names=("", ""),
    )


# --- our own sight ------------------------------------------------------------------------------------------------


def _health(news: HealthNews) -> _Body:
    if news.source_id is None or news.recovered:
        what = _headed(news.provider_name, f"{news.title} can be seen again" if news.source_id else news.title)
    else:
        what = _headed_sentence(news.provider_name, f"cannot see {news.title}")
    facts = [Fact("Source", news.url, news.url)] if news.url else []
    return _Body(
        what,
        news.text,
        facts=(*facts, Fact("Next", "clausewatch status")),
        url=news.url,
    )
