"""What the daemon knows of itself, in Prometheus' text format (version 0.0.4), names by its conventions.

Twenty numbers in a format of three rules need no library; it would bring a registry of global state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from clausewatch import __version__
from clausewatch.shell.vitals import BUCKETS, Vitals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the operating system says at this moment."""

    database_bytes: int
    free_bytes: int
    resident_bytes: int
    open_files: int
    backup_at: datetime | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class _Metric:
    name: str
    kind: str
    help: str
    samples: tuple[tuple[Mapping[str, str], float], ...]


def exposition(vitals: Vitals, ground: Ground, now: datetime) -> str:
    """Everything, ready to be scraped."""
    return "".join(line for metric in _metrics(vitals, ground, now) for line in _lines(metric)) + _histogram(vitals)


def _metrics(vitals: Vitals, ground: Ground, now: datetime) -> Iterator[_Metric]:
    yield _labelled("build_info", "gauge", "The running version.", [({"version": __version__}, 1)])
    yield _one("alive", "Whether the rounds come back (1) or hang (0).", not vitals.hangs())
    yield _one("ready", "Whether work and deliveries are in time.", not vitals.troubles(now))
    yield _one("failing_jobs", "Rounds that fail at present.", len(vitals.failing))
    yield _counted("polls_total", "Polls since the start, by outcome.", "outcome", vitals.polls)
    sent = [({"channel": channel, "outcome": end}, count) for (channel, end), count in vitals.delivered.items()]
    yield _labelled("delivery_attempts_total", "counter", "Attempts to deliver since the start.", sent)
    if vitals.workload is not None:
        work = vitals.workload
        yield _counted("sources", "Watched sources, by what their last poll gave.", "outcome", work.outcomes, "gauge")
        yield _one("sources_overdue", "Sources that are due and not polled.", work.overdue)
        yield _one("sources_stale", "Sources that nobody has seen for too long.", work.stale)
        yield _one("sources_paused", "Sources that the watchlist leaves alone at present.", work.paused)
        yield _one("overdue_seconds", "How long the oldest of them is due.", work.overdue_seconds(now))
        states = {"pending": work.pending, "dead": work.dead}
        yield _counted("outbox_messages", "Messages that wait, or were given up.", "state", states, "gauge")
        yield _one("delivery_lag_seconds", "Age of the oldest message that waits.", work.lag_seconds(now))
    backup = ground.backup_at.timestamp() if ground.backup_at else 0
    yield _one("last_backup_timestamp_seconds", "When the newest backup was made; 0: there is none.", backup)
    yield _one("database_size_bytes", "Of the database with its log.", ground.database_bytes)
    yield _one("disk_free_bytes", "On the disk of the snapshots folder.", ground.free_bytes)
    yield _one("resident_memory_bytes", "Of the daemon without its reading workers.", ground.resident_bytes)
    yield _one("open_files", "Descriptors that the daemon holds.", ground.open_files)
    yield _one("start_time_seconds", "When the daemon started.", ground.started_at.timestamp())


def _one(name: str, about: str, value: float) -> _Metric:
    return _labelled(name, "gauge", about, [({}, value)])


def _counted(name: str, about: str, label: str, values: Mapping[str, float], kind: str = "counter") -> _Metric:
    return _labelled(name, kind, about, [({label: key}, value) for key, value in sorted(values.items())])


def _labelled(name: str, kind: str, about: str, samples: Iterable[tuple[Mapping[str, str], float]]) -> _Metric:
    return _Metric(f"clausewatch_{name}", kind, about, tuple(samples))


def _lines(metric: _Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.help}\n# TYPE {metric.name} {metric.kind}\n"
    for labels, value in metric.samples:
        shown = ",".join(f'{name}="{_escaped(text)}"' for name, text in labels.items())
        yield f"{metric.name}{f'{{{shown}}}' if shown else ''} {float(value):.16g}\n"


def _histogram(vitals: Vitals) -> str:
    name = "clausewatch_poll_duration_seconds"
    bounds = (*BUCKETS, float("inf"))
    counts = accumulate(vitals.durations[bound] for bound in bounds)
    rows = [
        f'{name}_bucket{{le="{"+Inf" if bound == float("inf") else f"{bound:g}"}"}} {count}'
        for bound, count in zip(bounds, counts, strict=True)
    ]
    total = sum(vitals.durations.values())
    head = (f"# HELP {name} How long polls take, waiting for their turn included.", f"# TYPE {name} histogram")
    return "\n".join((*head, *rows, f"{name}_sum {vitals.seconds:.6g}", f"{name}_count {total}")) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
