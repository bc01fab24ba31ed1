"""``clausewatch test-alert``: what it advises where a message does not arrive."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from clausewatch.cli.main import cli

WATCHLIST = """\
channels: {{team: {{slack: "{url}"}}}}
sources: {{terms: {{url: "https://acme.example/terms"}}}}
"""


def test_an_address_of_ones_own_network_is_to_be_allowed_not_another_web_hook_made(tmp_path: Path) -> None:
    (tmp_path / "watchlist.yaml").write_text(WATCHLIST.format(url="http://127.0.0.1:9/x"), encoding="utf-8")
    asked = ["test-alert", "-w", str(tmp_path / "watchlist.yaml"), "--snapshots", str(tmp_path / "snapshots")]
    shown = " ".join(CliRunner().invoke(cli, asked).output.split())
    assert "name its host and port in network.allow of the watchlist; then: clausewatch test-alert team" in shown
    assert "webhook" not in shown
