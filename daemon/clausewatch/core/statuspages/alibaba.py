"""Alibaba Cloud's own status page.

It tells of cloud-wide events only and knows no components, so an empty list says that no event is listed and nothing
about how any product does: the state is ``unknown`` until an event is in progress.

The state of an event stands only in its title, in more than one spelling: ``[Incident (Recovered)] …`` and
``[Incident Recovered] …``. An event is open while its title does not say that it is over and ``endTime`` is null or in
the future. Times are epoch milliseconds. ``regions`` and ``products`` may be null; the region is then read from the
title, the product is then unknown. Errors come as HTTP 200 with ``success: false``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.history import History, Inquiry, PastIncident
from clausewatch.core.model import Capture, Unreadable, UnreadableKind
from clausewatch.core.printable import one_line
from clausewatch.core.status import (
    Coverage,
    Impact,
    Incident,
    IncidentUpdate,
    PageState,
    Phase,
    StatusReport,
)
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.statuspages._report import Scope
from clausewatch.core.watch import StatusRecipe

NAME = "alibaba"
HOSTS = ("status.alibabacloud.com", "status.aliyun.com")

PHASES = {
    "investigating": Phase.INVESTIGATING,
    "occurred": Phase.INVESTIGATING,
    "ongoing": Phase.INVESTIGATING,
    "in progress": Phase.INVESTIGATING,
    "updated": Phase.INVESTIGATING,
    "identified": Phase.IDENTIFIED,
    "recovering": Phase.MONITORING,
    "monitoring": Phase.MONITORING,
    "mitigated": Phase.MONITORING,
    "recovered": Phase.RESOLVED,
    "resolved": Phase.RESOLVED,
    "restored": Phase.RESOLVED,
    "closed": Phase.RESOLVED,
    "已恢复": Phase.RESOLVED,
    "恢复中": Phase.MONITORING,
    "处理中": Phase.INVESTIGATING,
}
"""Recovered in two spellings, and investigating, were seen; the rest are the words that vendors use."""
COUNTRY = (
    r"China|Indonesia|(?:South )?Korea|Japan|Malaysia|Thailand|Philippines|India|Australia|Germany|France|UK|US|UAE"
    r"|SAU|Saudi Arabia|Mexico|Brazil"
)
REGION = re.compile(rf"\b(?:{COUNTRY}) \([A-Z][A-Za-z ]{{1,30}}\)|\bSingapore\b")
"""A region as the titles name it: country with a city, or Singapore."""
ENVELOPE = frozenset({"data", "total", "code", "success", "httpCode"})


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    """What is in progress, then the history, which tells how an event ended."""
    api = f"{urls.root(base_url, '/api/status')}/api/status"
    china = payload.host(base_url).endswith("aliyun.com")
    return (f"{api}/listEventInProgress{'' if china else 'International'}", f"{api}/listHistoryEvent")


def recognises(captures: tuple[Capture, ...]) -> bool:
    answer = payload.fields(payload.json_of(captures[0])) if captures else {}
    return (
        answer.keys() >= ENVELOPE and _failure(answer) is None and all(map(_is_event, payload.entries(answer["data"])))
    )


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = [payload.json_of(capture) for capture in captures]
    first = answers[0] if answers else payload.not_ours("no answer")
    failure = first if isinstance(first, Unreadable) else _failure(payload.fields(first))
    if failure is not None:
        return failure
    readable = [payload.fields(each) for each in answers if _failure(payload.fields(each)) is None]
    return _report(readable, report.scope_of(recipe), captures[0].fetched_at)


def history(inquiry: Inquiry) -> tuple[str, ...]:
    """One list holds all that the page tells; it has no pages."""
    return tuple(url for url in endpoints(inquiry.base, inquiry.recipe) if not inquiry.asked(url))


def read_history(inquiry: Inquiry) -> History | Unreadable:
    """Complete only as far back as the oldest event that is listed: how far the list reaches is not stated."""
    now, past = (inquiry.capture(url) for url in endpoints(inquiry.base, inquiry.recipe))
    captures = tuple(each for each in (now, past) if each is not None)
    answer = read(captures, inquiry.recipe)
    if isinstance(answer, Unreadable):
        return answer
    listed = payload.fields(payload.json_of(past)) if past is not None else {}
    return History(tuple(PastIncident(each) for each in answer.incidents), tuple(_gaps(listed, inquiry)), begins=None)


def _gaps(listed: Fields, inquiry: Inquiry) -> Iterator[str]:
    if _failure(listed) is not None:
        yield "the list of past events cannot be read; only what is in progress is known"
        return
    if not _is_whole(listed):
        yield f"the page lists {len(listed['data'])} of {listed['total']} past events"
    starts = [payload.epoch_time(event.get("startTime"), 1000) for event in payload.entries(listed["data"])]
    oldest = min((start for start in starts if start is not None), default=None)
    if oldest is None or oldest > inquiry.window.start:
        since = f"; the oldest listed began {oldest:%Y-%m-%d}" if oldest else "; it lists none"
        yield f"the page does not say how far back its list of events reaches{since}"


def _failure(answer: Fields) -> Unreadable | None:
    """Why an answer is none, for all that it came with 200."""
    if not answer.keys() >= {"data", "success"}:
        return payload.not_ours("JSON, but not of Alibaba Cloud's status page: no data or no success beside it")
    if answer["success"] is not True or answer.get("code") not in (200, "200"):
        info = payload.line(answer.get("info")) or "no reason given"
        return Unreadable(UnreadableKind.ERROR_PAGE, one_line(f"the status page reports an error: {info}", 300))
    events = answer["data"]
    if not isinstance(events, list) or not all(isinstance(each, dict) and _is_event(each) for each in events):
        return payload.not_ours("the list of events has another form")
    return None


def _is_event(event: Fields) -> bool:
    return "id" in event and "title" in event and "startTime" in event


def _report(answers: list[Fields], scope: Scope, fetched_at: datetime) -> StatusReport:
    tokens = Tokens()
    listed = [event for answer in reversed(answers) for event in payload.entries(answer["data"])]
    in_scope = [event for event in listed if _in_scope(scope, event)]
    last_mention = {each.id: each for event in in_scope for each in _incident(event, tokens, fetched_at)}
    incidents = report.newest_of_each(last_mention.values())  # the list of events in progress comes last
    going_on = [each for each in incidents if each.is_open]
    understood = any(each.phase is not Phase.UNKNOWN for each in going_on)
    return StatusReport(
        NAME,
        PageState.DEGRADED if understood else PageState.UNKNOWN,
        incidents=incidents,
        page_name="Alibaba Cloud",
        coverage=Coverage.INCIDENTS_ONLY,
        complete=_is_whole(answers[0]),
        unknown_tokens=tuple(tokens),
    )


def _is_whole(answer: Fields) -> bool:
    total = answer.get("total")
    return not isinstance(total, int) or total <= len(answer["data"])


def _incident(event: Fields, tokens: Tokens, fetched_at: datetime) -> Iterator[Incident]:
    incident_id = payload.line(event.get("id"), payload.ID)
    if not incident_id:
        return
    word, title = _split_title(payload.line(event.get("title")))
    if event.get("eventType") != "ALARM":
        tokens.note(f"event type {payload.line(event.get('eventType'), payload.ID)}")
    said = tokens.read(PHASES, word, Phase.UNKNOWN) if word else Phase.INVESTIGATING
    end, changed = (payload.epoch_time(event.get(key), 1000) for key in ("endTime", "lastUpdateTime"))
    over = said is Phase.RESOLVED or (end is not None and end <= fetched_at)
    updates = report.in_order(_updates(event, said))
    yield Incident(
        incident_id,
        title,
        Phase.RESOLVED if over else said,
        Impact.UNKNOWN,
        payload.epoch_time(event.get("startTime"), 1000) or changed or fetched_at,
        (end or changed) if over else None,
        updates,
        (*_products(event), *_regions(event)),
    )


def _split_title(title: str) -> tuple[str, str]:
    """The word for the state, and the title without it: ``[Incident (Recovered)] X`` -> ``recovered``, ``X``."""
    opening, closing = ("【", "】") if title.startswith("【") else ("[", "]")
    tag, found, rest = title.partition(closing)
    if not title.startswith(opening) or not found or len(tag) > 60:
        return "", title
    words = tag[1:].replace("(", " ").replace(")", " ").lower().split()
    return " ".join(word for word in words if word != "incident"), rest.strip() or title


def _updates(event: Fields, phase: Phase) -> Iterator[IncidentUpdate]:
    """The page gives an update no phase of its own; it has that of the event as it stands."""
    for row in payload.entries(event.get("eventUpdates")):
        at = payload.epoch_time(row.get("publishTime"), 1000)
        if at is not None:
            text = payload.prose(row.get("content"))
            yield IncidentUpdate(report.update_key("", at, Phase.UNKNOWN, text), at, phase, text)


def _in_scope(scope: Scope, event: Fields) -> bool:
    """Products and regions are two questions; an event that names none of one kind is not excluded by it."""
    regions = tuple(name for name in scope.names if REGION.fullmatch(name) or _is_region_id(name))
    products = tuple(name for name in scope.names if name not in regions)
    by_region = Scope(regions).covers(*_named(event, "regions", "regionId"), *_regions(event))
    by_product = Scope(products).covers(*_named(event, "products", "productCode"), *_products(event))
    return (by_region or not _regions(event)) and (by_product or not _products(event))


def _is_region_id(name: str) -> bool:
    return re.fullmatch(r"[a-z]{2}-[a-z]{2,12}(-\d{1,2})?", name) is not None


def _products(event: Fields) -> tuple[str, ...]:
    return _named(event, "products", "productName")


def _regions(event: Fields) -> tuple[str, ...]:
    """As the event lists them, else as its title names them."""
    listed = _named(event, "regions", "regionName")
    return listed or tuple(dict.fromkeys(REGION.findall(payload.line(event.get("title")))))


def _named(event: Fields, key: str, member: str) -> tuple[str, ...]:
    names = (payload.line(each.get(member)) for each in payload.entries(event.get(key)))
    return tuple(dict.fromkeys(name for name in names if name))
