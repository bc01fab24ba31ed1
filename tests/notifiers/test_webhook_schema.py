"""``docs/webhook.schema.json`` is what the webhook and the file channel really send."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from hypothesis import given, settings

from clausewatch.core.alerts import Alert
from clausewatch.core.decide_status import decide_status
from clausewatch.core.model import (
    FactFinding,
    FactVerdict,
    LinkFinding,
    TrackedDate,
    Verdict,
)
from clausewatch.core.render.message import render, reviewed, trial
from clausewatch.core.status import StatusEventKind
from clausewatch_notifiers import webhook
from clausewatch_notifiers.contract import Message
from core.status_pages import Watcher, at, report, source
from core.test_platforms import Town
from notifiers.example_alerts import EXAMPLES, NOON, incident, policy_change
from notifiers.hostile import messages

PUBLISHED = json.loads((Path(__file__).parents[2] / "docs" / "webhook.schema.json").read_text(encoding="utf-8"))
OPEN_BY_DESIGN = ("news",)
"""What an alert is about is told by ``about``; the schema says so beside it."""


def strict(schema: Any, name: str = "") -> Any:
    """The schema with every object closed, so that it also says everything that is sent."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: strict(each, key) for key, each in schema.items()}
    closed = schema.get("type") == "object" and "properties" in schema
    return {**inner, "additionalProperties": False} if closed else inner


VALID: Callable[[Any], Any] = fastjsonschema.compile(PUBLISHED, use_formats=True)
COMPLETE: Callable[[Any], Any] = fastjsonschema.compile(strict(PUBLISHED), use_formats=True)


def sent(message: Message) -> Any:
    return json.loads(json.dumps(webhook.as_json(message)))


@pytest.mark.parametrize("example", list(EXAMPLES))
def test_every_kind_of_alert_is_as_published_and_nothing_is_sent_that_is_not(example: str) -> None:
    VALID(sent(render(EXAMPLES[example](), "key")))
    COMPLETE(sent(render(EXAMPLES[example](), "key")))


@pytest.mark.parametrize("kind", list(StatusEventKind))
def test_every_status_event_is_as_published(kind: StatusEventKind) -> None:
    COMPLETE(sent(render(incident(kind), "key")))


def test_findings_about_links_and_facts_and_what_people_said_are_as_published() -> None:
    alert = policy_change()
    change: Any = alert.news
    touched = tuple(replace(change.findings[0], finding=finding) for finding in _other_findings())
    told: Alert = replace(alert, news=replace(change, findings=touched))
    COMPLETE(sent(reviewed(render(told, "key"), ["2026-11-24 ada: accepted"])))


def _other_findings() -> Iterator[LinkFinding | FactFinding]:
    yield LinkFinding("legal@acme.example", "mailto:legal@acme.example", Verdict.REWORDED, "mailto:x@acme.example")
    yield FactFinding(TrackedDate(date(2026, 2, 10)), FactVerdict.OTHER, "2026-03-01")


def test_a_test_alert_is_as_published() -> None:
    COMPLETE(sent(trial("key", NOON)))


@settings(max_examples=50, deadline=None)
@given(messages)
def test_no_page_text_makes_a_payload_that_is_not(hostile: Message) -> None:
    VALID(sent(replace(hostile, key=hostile.key or "k", data=trial("key", NOON).data)))


@pytest.mark.parametrize(
    "broken",
    [{"schema": 2}, {"grade": "terrible"}, {"key": ""}, {"passages": [{}]}, {"created_at": "yesterday"}, {"data": {}}],
)
def test_the_schema_refuses_what_is_none_of_ours(broken: dict[str, Any]) -> None:
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        VALID({**sent(render(policy_change(), "key")), **broken})


def test_the_published_version_is_the_one_that_is_sent() -> None:
    assert PUBLISHED["properties"]["schema"]["const"] == webhook.SCHEMA


def of_status_pages() -> dict[str, Alert]:
    """Kinds of news that more than one page, or none, is the source of."""
    town = Town(3)
    town.loses(0, 1, 2)
    town.goes_on(20)
    (platform,) = town.alerts.values()
    mirror = Watcher(dataclasses.replace(source(), url="https://lumen.platform.example/"))
    old = report(updated_at=at(-200 * 1440))
    (frozen,) = decide_status(mirror.source, mirror.memory, old, at(0)).alerts
    return {"platform": platform, "frozen": frozen}


@pytest.mark.parametrize("example", ["platform", "frozen"])
def test_news_of_platforms_and_of_pages_left_behind_are_as_published(example: str) -> None:
    message = sent(render(of_status_pages()[example], "key"))
    VALID(message)
    COMPLETE(message)
