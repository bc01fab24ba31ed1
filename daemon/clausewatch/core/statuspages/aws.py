"""Amazon Web Services, the public events of the Health Dashboard.

The answer is UTF-16 with a byte order mark: here, and nowhere else, that is genuine. Numbers are texts. A list without
events says that no event is listed and nothing about how any service does; it is believed only in the genuine encoding,
since ``[]`` is what many servers answer to many things. Open events can be months old. Ids are long and begin alike,
so an event goes by the last part of its ARN, after its region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from clausewatch.core.model import Capture, Unreadable
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
from clausewatch.core.watch import StatusRecipe

NAME = "aws"
HOSTS = ("health.aws.amazon.com", "status.aws.amazon.com")

IMPACTS = {"1": Impact.MINOR, "2": Impact.MINOR, "3": Impact.CRITICAL}
"""Informational, degraded, disrupted; 0 is resolved."""
RESOLVED = "0"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ROW = frozenset({"arn", "status", "event_log"})
REGION = re.compile(r"arn:aws[a-z-]{0,10}:health:([a-z0-9-]{2,30}):")


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return (f"{urls.origin(base_url)}/public/currentevents",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    return bool(captures) and _is_ours(captures[0], payload.json_of(captures[0], _text))


def _text(body: bytes) -> str:
    return body.decode("utf-16") if body.startswith(UTF16) else payload.utf8(body)


def _is_ours(capture: Capture, answer: object) -> bool:
    if not isinstance(answer, list) or len(payload.entries(answer)) < min(len(answer), payload.MANY):
        return False
    return all(row.keys() >= ROW for row in payload.entries(answer)) and (
        bool(answer) or capture.body.startswith(UTF16)
    )


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures, _text)
    if isinstance(answers, Unreadable):
        return answers
    if not _is_ours(captures[0], answers[0]):
        return payload.not_ours("JSON, but not of AWS: no list of events with an ARN and a log")
    rows, tokens = payload.entries(answers[0]), Tokens()
    asked = report.questions(recipe, (name for row in rows for name in _places(row)))
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        (),
        tuple(
            _incident(row, tokens, captures[0].fetched_at) for row in rows if asked.cover(_services(row), _places(row))
        ),
        page_name="Amazon Web Services",
        host=payload.host(captures[0].url),
        coverage=Coverage.INCIDENTS_ONLY,
        complete=len(rows) < payload.MANY,
    )
    return report.finished(told, None, StatusRecipe(), tokens)


def _incident(row: Fields, tokens: Tokens, fetched_at: datetime) -> Incident:
    status, end = payload.line(row.get("status")), payload.moment(row.get("end_time"))
    over = status == RESOLVED or (end is not None and end <= fetched_at)
    updates = report.in_order(_updates(row))
    last = updates[-1].at if updates else None
    region = payload.line(row.get("region_name")) or _region(row)
    service = payload.line(row.get("service_name"))
    return Incident(
        f"{_region(row)} {payload.line(row.get('arn'), 400).rpartition('/')[2]}"[: payload.ID].strip(),
        payload.line(f"{payload.line(row.get('summary'))} ({', '.join(each for each in (service, region) if each)})"),
        Phase.RESOLVED if over else Phase.INVESTIGATING,
        _worst(row) if over else tokens.read(IMPACTS, status, Impact.UNKNOWN),
        payload.moment(row.get("date")) or (updates[0].at if updates else fetched_at),
        (end or last) if over else None,
        updates,
        (*_names(row), *((region,) if region else ())),
    )


def _worst(row: Fields) -> Impact:
    """Of an event that is over: the most that it did to any service."""
    rows = payload.fields(row.get("impacted_services")).values()
    told = [payload.line(payload.fields(each).get("max")) for each in rows]
    return IMPACTS.get(max(told, default=""), Impact.UNKNOWN)


def _updates(row: Fields) -> Iterator[IncidentUpdate]:
    for each in payload.entries(row.get("event_log")):
        at = payload.moment(each.get("timestamp"))
        if at is not None:
            phase = Phase.RESOLVED if payload.line(each.get("status")) == RESOLVED else Phase.UNKNOWN
            text = payload.prose(each.get("message"))
            yield IncidentUpdate(report.update_key("", at, phase, text), at, phase, text)


def _names(row: Fields) -> tuple[str, ...]:
    rows = list(payload.fields(row.get("impacted_services")).values())[: payload.MANY]
    names = (payload.line(payload.fields(each).get("service_name")) for each in rows)
    return tuple(dict.fromkeys(name for name in names if name))


def _services(row: Fields) -> tuple[str, ...]:
    """Names and keys, to ask by: ``Amazon Bedrock``, ``bedrock-us-east-1``, ``bedrock``."""
    keys = [payload.line(key, payload.ID) for key in list(payload.fields(row.get("impacted_services")))[: payload.MANY]]
    region = _region(row)
    bare = [key.removesuffix(f"-{region}") for key in keys] if region else []
    return (*_names(row), *keys, *bare)


def _places(row: Fields) -> tuple[str, ...]:
    return tuple(each for each in (payload.line(row.get("region_name")), _region(row)) if each)


def _region(row: Fields) -> str:
    found = REGION.match(payload.line(row.get("arn"), 400))
    return found.group(1) if found else ""
