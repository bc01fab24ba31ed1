"""``validate --online``: what a page says today, held against what the watchlist has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from clausewatch.cli.main import cli
from core.statuspages.payloads import sp_summary
from e2e.world import KEEPS, NEVER_SELLS, USUAL, policy
from shell.site import Site, answer, page


def validated(folder: Path, site: Site, sources: str) -> tuple[int, dict[str, dict[str, Any]]]:
    path = folder / "w.yaml"
    path.write_text(f'network: {{allow: ["{site.address}"]}}\nsources:\n{sources}', encoding="utf-8")
    done = CliRunner().invoke(cli, ["validate", "--online", "--json", "-w", str(path)], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, {row["source"]: row for row in json.loads(done.output)}


def test_a_watchlist_that_is_as_the_pages_are_has_nothing_to_say(tmp_path: Path) -> None:
    with Site() as site:
        site.answers("/terms", page(USUAL))
        site.answers("/api/v2/summary.json", answer(200, json.dumps(sp_summary()), "application/json"))
        code, rows = validated(
            tmp_path,
            site,
            f'  a: {{url: "{site.url("/terms")}", select: main, quotes: ["{KEEPS}"], silences: [[SOC 2]]}}\n'
            f'  s: {{status: "{site.url("/")}", product: statuspage}}\n',
        )
        assert len(site.asked("/terms")) == 2
    assert code == 0
    terms = rows["a"]
    assert (terms["state"], terms["selector_hits"], terms["found"], terms["tracked"]) == ("ok", 1, 2, 2)
    assert terms["words"] > 50 and terms["steady"]
    assert "statuspage" in rows["s"]["detail"]


def test_what_differs_is_told_with_its_line_and_a_fix(tmp_path: Path) -> None:
    with Site() as site:
        site.answers("/terms", page(policy(NEVER_SELLS, KEEPS, NEVER_SELLS)))
        code, rows = validated(
            tmp_path,
            site,
            f'  a:\n    url: "{site.url("/terms")}"\n    quotes:\n      - "{NEVER_SELLS}"\n'
            '      - "We keep your prompts for 90 days and then delete them."\n    silences: [[encryption]]\n'
            f'  b: {{url: "{site.url("/terms")}", select: "#nothing"}}\n  c: {{url: "{site.url("/gone")}"}}\n',
        )
    assert code == 3
    told = [(each["line"], each["what"], each["fix"]) for each in rows["a"]["complaints"]]
    assert [line for line, _, _ in told] == [6, 7, 8]
    assert "stands in 2 places" in told[0][1] and "occurrence: 1 to 2" in told[0][2]
    assert KEEPS in told[1][2]
    assert "the page says “encryption”" in told[2][1]
    assert (rows["b"]["reachable"], rows["b"]["readable"], rows["b"]["selector_hits"]) == (True, False, 0)
    assert "these would: main" in rows["b"]["complaints"][0]["fix"]
    assert (rows["c"]["reachable"], rows["c"]["state"]) == (False, "failed")


def test_a_quote_in_several_places_is_nothing_to_tell_of_once_the_watchlist_says_which(tmp_path: Path) -> None:
    with Site() as site:
        site.answers("/terms", page(policy(NEVER_SELLS, KEEPS, NEVER_SELLS)))
        code, rows = validated(
            tmp_path,
            site,
            f'  a:\n    url: "{site.url("/terms")}"\n    quotes:\n'
            f'      - {{exact: "{NEVER_SELLS}", occurrence: 1}}\n      - {{exact: "{NEVER_SELLS}", occurrence: 2}}\n',
        )
    assert (code, rows["a"]["complaints"], rows["a"]["found"]) == (0, [], 2)


def test_a_page_that_reads_differently_at_each_visit_is_told(tmp_path: Path) -> None:
    with Site() as site:
        site.answers("/terms", page(policy("Visitor number one of this page today.")), page(policy("Visitor two.")))
        code, rows = validated(tmp_path, site, f'  a: {{url: "{site.url("/terms")}"}}\n')
    assert code == 1
    assert not rows["a"]["steady"]
    assert "remove:" in rows["a"]["complaints"][0]["fix"]
