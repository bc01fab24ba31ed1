"""Slack's published rules for a message, as far as a payload can break them.

https://docs.slack.dev/reference/block-kit/blocks and …/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from typing import Any

FIELDS = {
    "header": {"type", "text"},
    "section": {"type", "text", "fields"},
    "context": {"type", "elements"},
    "divider": {"type"},
}


def broken_rules(payload: dict[str, Any]) -> list[str]:
    """Every rule that the payload breaks."""
    blocks = payload["blocks"]
    found = [] if 1 <= len(blocks) <= 50 else ["50 blocks"]
    found += [] if 0 < len(payload["text"]) <= 4000 else ["text of 4,000 characters"]
    for block in blocks:
        found += _block(block)
    return found + _metadata(payload.get("metadata"))


def _metadata(metadata: Any) -> list[str]:
    """https://docs.slack.dev/messaging/message-metadata: a type by name, and values that are no objects."""
    if metadata is None:
        return []
    found = [] if re.fullmatch(r"[a-zA-Z0-9_]{1,255}", metadata["event_type"]) else ["event_type"]
    values = metadata["event_payload"].values()
    found += [] if all(isinstance(each, str | int | bool) for each in values) else ["event_payload"]
    return found + ([] if sum(len(str(each)) for each in values) <= 8000 else ["metadata of 8,000 characters"])


def _block(block: dict[str, Any]) -> list[str]:
    kind = block["type"]
    found = [f"{kind}: unknown field {name}" for name in block.keys() - FIELDS[kind]]
    if kind == "header":
        found += _text(block["text"], 150)
        found += ["header must be plain"] if block["text"]["type"] != "plain_text" else []
    if kind == "section":
        found += ["section without text and fields"] if not block.keys() & {"text", "fields"} else []
        found += _text(block["text"], 3000) if "text" in block else []
        found += ["10 fields"] if not 1 <= len(block.get("fields", [None])) <= 10 else []
        found += [rule for field in block.get("fields", []) for rule in _text(field, 2000)]
    if kind == "context":
        found += ["10 elements"] if not 1 <= len(block["elements"]) <= 10 else []
        found += [rule for element in block["elements"] for rule in _text(element, 3000)]
    return found


def _text(text: dict[str, Any], limit: int) -> list[str]:
    found = [] if 1 <= len(text["text"]) <= limit else [f"text of 1 to {limit} characters"]
    allowed = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}[text["type"]]
    return found + [f"{text['type']}: unknown field {name}" for name in text.keys() - allowed]


OURS = re.compile(r"<https?://[^<>|\s]*(\|[^<>]*)?>")
"""A link of ours; page text is not among what it may be made of in these tests."""


def live_parts(payload: dict[str, Any]) -> list[str]:
    """Whatever Slack would obey in a payload beside our links: controls anywhere, markup in ``mrkdwn``."""
    texts = [payload["text"]] + [
        element["text"]
        for block in payload["blocks"]
        for element in (block.get("text"), *block.get("fields", ()), *block.get("elements", ()))
        if element
    ]
    found = [text for text in texts if re.search(r"[<>]", OURS.sub("", text))]
    found += [text for text in texts if re.search(r"&(?!amp;|lt;|gt;)", text)]
    for block in payload["blocks"]:
        for element in (block.get("text"), *block.get("elements", ())):
            if element and element["type"] == "mrkdwn":
                own = OURS.sub("", element["text"])
                inner = own[1:-1] if own[:1] == own[-1:] == "*" else own
                found += [inner] if re.search(r"[*_~`@]", inner) else []
    return found
