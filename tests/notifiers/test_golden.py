"""What people get, to be read. ``UPDATE_GOLDEN=1 pytest tests/notifiers/test_golden.py`` writes the files anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from clausewatch.core.render.message import render
from clausewatch_notifiers import apprise, email, slack, webhook
from clausewatch_notifiers.contract import Message
from notifiers.example_alerts import EXAMPLES

FOLDER = Path(__file__).parents[1] / "golden" / "notifiers"


def check(name: str, text: str) -> None:
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.fixture(params=list(EXAMPLES))
def example(request: pytest.FixtureRequest) -> tuple[str, Message]:
    return request.param, render(EXAMPLES[request.param](), "0123456789abcdef")


def test_slack(example: tuple[str, Message]) -> None:
    name, message = example
    check(f"{name}.slack.json", json.dumps(slack.payload(message), indent=2, ensure_ascii=False) + "\n")


def test_webhook(example: tuple[str, Message]) -> None:
    name, message = example
    check(f"{name}.webhook.json", json.dumps(webhook.as_json(message), indent=2, ensure_ascii=False) + "\n")


def test_mail(example: tuple[str, Message]) -> None:
    name, message = example
    mail = email.compose(message, "Clausewatch <watch@example.com>", "legal@example.com")
    text, html = (part.get_content() for part in mail.iter_parts())
    headers = "".join(f"{field}: {value}\n" for field, value in mail.items() if not field.startswith("Content-"))
    check(f"{name}.mail.txt", f"{headers}\n{text}".replace("\r\n", "\n"))
    check(f"{name}.mail.html", html.replace("\r\n", "\n"))


def test_apprise(example: tuple[str, Message]) -> None:
    name, message = example
    check(f"{name}.apprise.txt", apprise.fitting(message, 2000))
