"""Writes ``dashboard.json``, a dashboard for Grafana over the daemon's metrics.

python packaging/monitoring/make_dashboard.py
"""

from __future__ import annotations

import json
from pathlib import Path

POLLS = "60 * sum by (outcome) (rate(clausewatch_polls_total[15m]))"
DELIVERIES = "3600 * sum by (channel, outcome) (rate(clausewatch_delivery_attempts_total[1h]))"
POLL_TIME = "histogram_quantile(0.95, sum by (le) (rate(clausewatch_poll_duration_seconds_bucket[1h])))"
DISK = '{__name__=~"clausewatch_disk_free_bytes|clausewatch_database_size_bytes"}'
PANELS = (
    # title, kind, unit, expression, legend
    ("Alive", "stat", "none", "clausewatch_alive", ""),
    ("Ready", "stat", "none", "clausewatch_ready", ""),
    ("Stale sources", "stat", "none", "clausewatch_sources_stale", ""),
    ("Undeliverable", "stat", "none", 'clausewatch_outbox_messages{state="dead"}', ""),
    ("Polls by outcome, per minute", "timeseries", "none", POLLS, "{{outcome}}"),
    ("Sources by last outcome", "timeseries", "none", "clausewatch_sources", "{{outcome}}"),
    ("Longest overdue", "timeseries", "s", "clausewatch_overdue_seconds", ""),
    ("Delivery lag", "timeseries", "s", "clausewatch_delivery_lag_seconds", ""),
    ("Deliveries, per hour", "timeseries", "none", DELIVERIES, "{{channel}} {{outcome}}"),
    ("Poll time, 95 %", "timeseries", "s", POLL_TIME, ""),
    ("Memory", "timeseries", "bytes", "clausewatch_resident_memory_bytes", ""),
    ("Disk free, database", "timeseries", "bytes", DISK, "{{__name__}}"),
)


def panel(number: int) -> dict[str, object]:
    title, kind, unit, expression, legend = PANELS[number]
    wide = kind == "timeseries"
    place = number if not wide else number - 4
    grid = (
        {"x": 12 * (place % 2), "y": 4 + 8 * (place // 2), "w": 12, "h": 8}
        if wide
        else {"x": 6 * place, "y": 0, "w": 6, "h": 4}
    )
    return {
        "id": number + 1,
        "title": title,
        "type": kind,
        "gridPos": grid,
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "targets": [{"refId": "A", "expr": expression, "legendFormat": legend or title}],
    }


def dashboard() -> dict[str, object]:
    source = {"name": "source", "type": "datasource", "query": "prometheus", "label": "Prometheus"}
    return {
        "title": "Clausewatch",
        "uid": "clausewatch",
        "schemaVersion": 39,
        "refresh": "1m",
        "time": {"from": "now-24h", "to": "now"},
        "templating": {"list": [source]},
        "panels": [panel(number) for number in range(len(PANELS))],
    }


if __name__ == "__main__":
    text = json.dumps(dashboard(), indent=2) + "\n"
    Path(__file__).with_name("dashboard.json").write_text(text, encoding="utf-8")
