"""What the daemon says about its own work: one line per event on standard error.

People at a terminal get readable lines about what is of interest, everything else (journald, Docker) gets all of it in
JSON. Records of the libraries go the same way. Secrets are taken out by value, since a pattern misses the path of a
webhook URL.
"""

from __future__ import annotations

import enum
import logging
import sys
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import structlog

from clausewatch.core.alerts import Outcome
from clausewatch.core.printable import printable

QUIET = ("apscheduler", "apprise", "urllib3", "httpx", "httpcore", "alembic", "asyncio")
"""Libraries that log every step, or a whole webhook URL, below the level of a warning."""
SCHEDULER = "apscheduler.scheduler"
"""It warns every second while a round still runs, as delivery does as long as one channel hangs. Rounds that hang are
for the watchdog, those that fail say so themselves."""

Processor = Callable[[Any, str, MutableMapping[str, Any]], MutableMapping[str, Any]]


class Style(enum.StrEnum):
    """How a line looks."""

    AUTO = "auto"
    """As text on a terminal, otherwise as JSON."""
    TEXT = "text"
    JSON = "json"


def configure(redact: Callable[[str], str], style: Style = Style.AUTO) -> None:
    """Call once, at the start of a command that logs."""
    as_text = style is Style.TEXT or (style is Style.AUTO and sys.stderr.isatty())
    last: Any = for_people if as_text else structlog.processors.JSONRenderer(ensure_ascii=False)
    steps = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _clean(redact), last]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=steps, foreign_pre_chain=_shared()))
    if as_text:
        handler.addFilter(lambda record: not isinstance(record.msg, dict) or is_of_interest(record.msg))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(SCHEDULER).setLevel(logging.ERROR)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


def is_of_interest(event: Mapping[str, Any]) -> bool:
    """To people who look on: not that a page reads the same."""
    return event.get("event") != Outcome.UNCHANGED.value


def for_people(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    """``17:21:16 changed acme/privacy: critical: modality (alerts 1, grade critical)``; the day is today."""
    time, level = str(event.pop("timestamp", ""))[11:19], event.pop("level", "info")
    what, trace = str(event.pop("event", "")), event.pop("exception", "")
    said = SENTENCES.get(what, _in_short)(what, event)
    loud = "" if level == "info" else f"{level}: "
    return f"{time} {loud}{said}" + (f"\n{trace}" if trace else "")


def _in_short(what: str, event: MutableMapping[str, Any]) -> str:
    source, reason = event.pop("source", ""), event.pop("reason", "")
    told = {name: value for name, value in event.items() if name not in FOR_PROGRAMS and value not in (None, "", 0)}
    rest = ", ".join(f"{name} {value}" for name, value in told.items())
    return f"{what} {source}".strip() + (f": {reason}" if reason else "") + (f" ({rest})" if rest else "")


def _watching(_: str, event: MutableMapping[str, Any]) -> str:
    """The first line: what happens from now on, and how it ends."""
    sources, claims = event.get("sources", 0), event.get("claims", 0)
    what = f"{sources} {'source' if sources == 1 else 'sources'}"
    also = f" for {claims} {'claim' if claims == 1 else 'claims'}" if claims else ""
    also += f", {event['paused']} paused" if event.get("paused") else ""
    return f"watching {what}{also}; alerts go to {event.get('channels') or 'nobody'}. Ctrl-C stops."


def _delivered(_: str, event: MutableMapping[str, Any]) -> str:
    return f"told {event.get('channel', '')} ({event.get('alert', '')})"


FOR_PROGRAMS = ("check", "attempt")
"""What leads from one line to another; people have `clausewatch status` and `show`."""
SENTENCES: Mapping[str, Callable[[str, MutableMapping[str, Any]], str]] = {
    "watching": _watching,
    "delivery sent": _delivered,
}


def _clean(redact: Callable[[str], str]) -> Processor:
    """Text from outside ends up in logs too: no secrets, no control characters, no endless lines."""

    def clean(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in event.items():
            if isinstance(value, str):
                event[key] = redact(printable(value, 2_000))
        return event

    return clean
