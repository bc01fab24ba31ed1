"""What the daemon tells machines: the service manager, who asks over HTTP, and the log of deliveries."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

import structlog

from clausewatch.shell import backups, metrics
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.health import Page, Pages
from clausewatch.shell.metrics import Ground
from clausewatch.shell.notify import ServiceManager
from clausewatch.shell.outbox import Dead, Delivery, DeliveryOutcome, RetryAt, Sent
from clausewatch.shell.vitals import Vitals

log = structlog.get_logger()

WORDS = {Sent: "sent", RetryAt: "retry", Dead: "dead"}


class Report:
    """From the daemon's start to its end, over all its lives."""

    def __init__(self, root: Path) -> None:
        self.vitals, self.manager = Vitals(), ServiceManager()
        self._root, self._started = root, utc_now()

    def heard(self, delivery: Delivery, outcome: DeliveryOutcome) -> None:
        """What became of an attempt to deliver, with the check that the news came from."""
        word = WORDS[type(outcome)]
        self.vitals.delivered[delivery.channel, word] += 1
        said = log.info if isinstance(outcome, Sent) else log.warning
        said(
            f"delivery {word}",
            check=delivery.alert.check,
            alert=delivery.alert.key,
            channel=delivery.channel,
            attempt=delivery.attempts,
            reason="" if isinstance(outcome, Sent) else outcome.error,
        )

    def pages(self) -> Pages:
        return {"/healthz": self._healthz, "/readyz": self._readyz, "/metrics": self._metrics}

    def _healthz(self) -> Page:
        hangs = self.vitals.hangs()
        if hangs:
            return Page(HTTPStatus.SERVICE_UNAVAILABLE, f"hangs: {', '.join(hangs)}\n")
        return Page(HTTPStatus.OK, "alive\n")

    def _readyz(self) -> Page:
        troubles = self.vitals.troubles(utc_now())
        if troubles:
            return Page(HTTPStatus.SERVICE_UNAVAILABLE, "".join(f"{each}\n" for each in troubles))
        return Page(HTTPStatus.OK, "ready\n")

    def _metrics(self) -> Page:
        ground = _ground(self._root, self._started)
        return Page(HTTPStatus.OK, metrics.exposition(self.vitals, ground, utc_now()), metrics.CONTENT_TYPE)


def _ground(root: Path, started: datetime) -> Ground:
    kept = backups.kept(root)
    return Ground(
        database_bytes=sum(_size(root / f"{DATABASE}{part}") for part in ("", "-wal")),
        free_bytes=shutil.disk_usage(root).free if root.exists() else 0,
        resident_bytes=_resident(),
        open_files=_open_files(),
        backup_at=kept[0].at if kept else None,
        started_at=started,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _resident() -> int:
    """0 where there is no /proc."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _open_files() -> int:
    try:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())
    except OSError:
        return 0
