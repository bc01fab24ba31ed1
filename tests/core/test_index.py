"""The index pages: newest first, each change led to its files, nothing from a page alive."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from clausewatch.core.alerts import Change
from clausewatch.core.render.index import Group, Listed, overall_index, provider_index
from notifiers.example_alerts import NOON, policy_change

CHANGE = policy_change().news
assert isinstance(CHANGE, Change)
EARLIER = replace(
    CHANGE, id="acme/terms/2026-10-01T11-58-02Z-aaaaaaaa", source_id="acme/terms", at=NOON - timedelta(days=54)
)


def links(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page)


def test_a_providers_page_lists_its_changes_newest_first_by_month_and_leads_to_their_files() -> None:
    page = provider_index("acme", "Acme AI", [Listed(EARLIER), Listed(CHANGE)], 2, NOON)
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["November 2026", "October 2026"]
    assert links(page) == [
        "privacy/diffs/2026-11-24T11-58-02Z-1f2e3d4c.md",
        "privacy/diffs/2026-11-24T11-58-02Z-1f2e3d4c.diff",
        "privacy/diffs/2026-11-24T11-58-02Z-1f2e3d4c.html",
        "terms/diffs/2026-10-01T11-58-02Z-aaaaaaaa.md",
        "terms/diffs/2026-10-01T11-58-02Z-aaaaaaaa.diff",
        "terms/diffs/2026-10-01T11-58-02Z-aaaaaaaa.html",
        "../index.html",
    ]
    assert "2 changes." in page


def test_the_page_of_all_leads_to_the_providers_and_names_them_before_each_change() -> None:
    page = overall_index([Group("acme", "Acme AI", 7, NOON)], [Listed(CHANGE)], 7, NOON)
    assert 'href="acme/index.html"' in page and "7 changes, the last on 2026-11-24" in page
    assert 'href="acme/privacy/diffs/2026-11-24T11-58-02Z-1f2e3d4c.html"' in page
    assert "Acme AI: “You have the right" in page
    assert "7 changes, the newest 1 shown." in page


def test_what_people_said_stands_below_the_change() -> None:
    page = provider_index("acme", "Acme", [Listed(CHANGE, ("accepted by Ann on 2026-11-25: <b>fine</b>",))], 1, NOON)
    assert "accepted by Ann on 2026-11-25: &lt;b&gt;fine&lt;/b&gt;" in page


def test_a_change_whose_diff_file_is_missing_is_listed_without_a_link() -> None:
    page = provider_index("acme", "Acme", [Listed(CHANGE, files=frozenset())], 1, NOON)
    assert links(page) == ["../index.html"] and "was reworded" in page
    page = provider_index("acme", "Acme", [Listed(CHANGE, files=frozenset(("html", "md")))], 1, NOON)
    assert not any(each.endswith(".diff") for each in links(page)) and len(links(page)) == 3


def test_names_from_outside_stay_text() -> None:
    hostile = replace(CHANGE, title="<script>alert(1)</script>", provider_name='"><img src=x>')
    for page in (
        provider_index("acme", "<i>A", [Listed(hostile)], 1, NOON),
        overall_index([], [Listed(hostile)], 1, NOON),
    ):
        assert not re.search(r"<(script|img|i)\b", page)
