"""What the daemon says about its own work: one line per event on standard error.

People at a terminal get readable lines, everything else (journald, Docker) gets JSON. Records of the libraries go the
same way. Secrets are taken out by value, since a pattern misses the path of a webhook URL.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog

from clausewatch.core.printable import printable

QUIET = ("apscheduler", "apprise", "urllib3", "httpx", "httpcore", "alembic", "asyncio")
"""Libraries that log every step, or a whole webhook URL, below the level of a warning."""
SCHEDULER = "apscheduler.scheduler"
"""It warns every second while a round still runs, as delivery does as long as one channel hangs. Rounds that hang are
for the watchdog, those that fail say so themselves."""

Processor = Callable[[Any, str, MutableMapping[str, Any]], MutableMapping[str, Any]]


def configure(redact: Callable[[str], str]) -> None:
    """Call once, at the start of a command that logs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=_processors(redact), foreign_pre_chain=_shared())
    )
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


def _processors(redact: Callable[[str], str]) -> list[Any]:
    last: Any = for_people if sys.stderr.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _clean(redact), last]


def for_people(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    """``17:21:16 changed acme/privacy: critical: modality (alerts 1, grade critical)``; the day is today."""
    time, level = str(event.pop("timestamp", ""))[11:19], event.pop("level", "info")
    what, source, reason = event.pop("event", ""), event.pop("source", ""), event.pop("reason", "")
    trace = event.pop("exception", "")
    rest = ", ".join(f"{name} {value}" for name, value in event.items() if value not in (None, "", 0))
    said = f"{what} {source}".strip() + (f": {reason}" if reason else "") + (f" ({rest})" if rest else "")
    loud = "" if level == "info" else f"{level}: "
    return f"{time} {loud}{said}" + (f"\n{trace}" if trace else "")


def _clean(redact: Callable[[str], str]) -> Processor:
    """Text from outside ends up in logs too: no secrets, no control characters, no endless lines."""

    def clean(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in event.items():
            if isinstance(value, str):
                event[key] = redact(printable(value, 2_000))
        return event

    return clean
