"""Probes, reminders and frozen pages as the watchlist writes them."""

from __future__ import annotations

import pytest

from clausewatch.core.errors import WatchlistError
from clausewatch.core.watch import Source, SourceKind
from clausewatch.shell.watchlist import parse


def sources(text: str, before: str = "") -> dict[str, Source]:
    body = f"{before}\nproviders:\n  acme:\n{text}"
    return {each.id: each for each in parse(body, "watchlist.yaml", {}).sources}


def test_a_probe_is_asked_as_often_as_a_status_page_and_reminded_of() -> None:
    found = sources("    sources: {api: {probe: 'https://api.acme.example/v1'}, home: {url: 'https://acme.example/'}}")
    api, home = found["acme/api"], found["acme/home"]
    assert (api.kind, api.url, api.every) == (SourceKind.PROBE, "https://api.acme.example/v1", 120.0)
    assert (api.remind, home.remind, home.every) == (21_600.0, None, 21_600.0)


def test_a_reminder_is_inherited_and_may_be_never() -> None:
    text = (
        "    defaults: {remind: 12h}\n    sources:\n      one: {status: 'https://s.acme.example/'}\n"
        "      two: {status: 'https://t.acme.example/', remind: never, frozen_after: 90d}\n"
    )
    found = sources(text, "defaults: {remind: 1d, status_every: 3m}")
    assert (found["acme/one"].remind, found["acme/one"].every) == (43_200.0, 180.0)
    assert (found["acme/two"].remind, found["acme/two"].status.frozen_after) == (None, 90 * 86_400.0)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{probe: 'https://api.acme.example/', product: statuspage}", "'product' is for a status page"),
        ("{probe: 'https://api.acme.example/', quotes: ['We will never sell your data.']}", "'quotes' is for a page"),
        ("{url: 'https://acme.example/', remind: 6h}", "'remind' is for a status page or a probe"),
        ("{candidate: 'https://acme.example/', frozen_after: 90d}", "'frozen_after' is for a status page"),
        ("{status: 'https://acme.example/', remind: 1m}", "between 1h and 30d, or be never"),
        ("{status: 'https://acme.example/', frozen_after: 1h}", "between 1d and 3650d"),
        ("{status: 'https://acme.example/', probe: 'https://api.acme.example/'}", "exclude each other"),
        ("{probe: 'ftp://api.acme.example/'}", "it must begin with https:// or http://"),
    ],
)
def test_what_makes_no_sense_is_said_with_its_place(source: str, problem: str) -> None:
    with pytest.raises(WatchlistError) as caught:
        sources(f"    sources: {{one: {source}}}")
    assert problem in str(caught.value)
