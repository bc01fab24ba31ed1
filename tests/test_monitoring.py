"""The dashboard and the alerting rules speak of metrics that there are, and only of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import yaml

from clausewatch.shell.metrics import Ground, exposition
from clausewatch.shell.store import Workload
from clausewatch.shell.vitals import Vitals

FOLDER = Path(__file__).parents[1] / "packaging" / "monitoring"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def exposed() -> set[str]:
    workload = Workload(1, 0, None, {"unchanged": 1}, 0, 0, None)
    vitals = Vitals(workload=workload)
    vitals.polled("unchanged", 1.0)
    vitals.delivered["team", "sent"] += 1
    text = exposition(vitals, Ground(1, 1, 1, 1, None, NOW), NOW)
    return {re.split(r"[ {]", row)[0] for row in text.splitlines() if not row.startswith("#")}


def test_paused_sources_are_counted() -> None:
    vitals = Vitals(workload=Workload(3, 0, None, {"unchanged": 3}, 0, 0, None, paused=2))
    assert "\nclausewatch_sources_paused 2\n" in exposition(vitals, Ground(1, 1, 1, 1, None, NOW), NOW)


def named(expressions: list[str]) -> set[str]:
    return {name for text in expressions for name in re.findall(r"clausewatch_\w+", text)}


def test_every_rule_asks_for_a_metric_that_there_is_and_says_what_to_do() -> None:
    (group,) = yaml.safe_load((FOLDER / "alerts.yaml").read_text())["groups"]
    assert named([rule["expr"] for rule in group["rules"]]) <= exposed()
    assert all(rule["annotations"]["summary"] and rule["labels"]["severity"] for rule in group["rules"])
    assert len({rule["alert"] for rule in group["rules"]}) == len(group["rules"])


def test_every_panel_asks_for_a_metric_that_there_is() -> None:
    panels = json.loads((FOLDER / "dashboard.json").read_text())["panels"]
    assert named([target["expr"] for panel in panels for target in panel["targets"]]) <= exposed()


def test_the_dashboard_is_what_its_script_writes(tmp_path: Path) -> None:
    script = tmp_path / "make_dashboard.py"
    script.write_text((FOLDER / "make_dashboard.py").read_text())
    subprocess.run([sys.executable, str(script)], check=True)
    assert (tmp_path / "dashboard.json").read_text() == (FOLDER / "dashboard.json").read_text()
