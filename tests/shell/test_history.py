"""A page is asked for its past, politely; what it does not tell is said."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

from clausewatch.core.alerts import Decision, Outcome
from clausewatch.core.decide_status import decide_status
from clausewatch.core.history import History, Window
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.model import Capture, FailureKind, Fetched, FetchFailure, Unreadable
from clausewatch.core.watch import Source, SourceKind, StatusRecipe
from clausewatch.shell.history import past_of, remembered_in
from clausewatch.shell.store import Store
from core.status_pages import at, failure, incident, report, resolved, source
from core.statuspages.pasts import FLASH, HOME, NOW, Flashduty, Statuspage, fd_past, on, sp_past
from core.statuspages.payloads import answer, sp_summary

WINDOW = Window(on(2024, 2), NOW)
PAGE = Source("lumen/status", SourceKind.STATUS, HOME, "Status", 120.0)
INCIDENTS = [sp_past(f"w{week:03}", on(2026, 11, 20) - timedelta(weeks=week)) for week in range(120)]


class Web:
    """A status page behind an address, that stops answering after so many requests."""

    def __init__(self, page: Any, then: FailureKind | None = None, after: int = 10_000) -> None:
        self.page, self.then, self.after = page, then, after
        self.asked: list[str] = []

    async def get(self, source: Source, url: str) -> Fetched:
        self.asked.append(url)
        if self.then is not None and len(self.asked) > self.after:
            return FetchFailure(url, self.then, "no", NOW)
        body = self.page.body(url)
        if body is None:
            return FetchFailure(url, FailureKind.HTTP_4XX, "the server answered HTTP 404", NOW, 404)
        capture: Capture = answer(body, url)
        return capture


def asked(web: Web, source: Source = PAGE, window: Window = WINDOW) -> History | Unreadable | FetchFailure:
    return asyncio.run(past_of(source, web.get, StatusMemory(), window))


def told(web: Web, source: Source = PAGE, window: Window = WINDOW) -> History:
    past = asked(web, source, window)
    assert isinstance(past, History), past
    return past


def test_a_page_nobody_described_is_detected_and_read_to_its_beginning() -> None:
    web = Web(Statuspage(INCIDENTS))
    past = told(web)
    assert (len(past.incidents), past.gaps) == (120, ())
    assert len(web.asked) == len(set(web.asked))


def test_the_past_is_asked_where_the_page_answers() -> None:
    recipe = StatusRecipe("flashduty", FLASH, also=("https://statuspage.flashduty.com",))
    mirrored = dataclasses.replace(PAGE, status=recipe)

    class OnlyTheMirror(Flashduty):
        def body(self, url: str) -> Any:
            return super().body(url) if url.startswith("https://statuspage.flashduty.com/") else b"<html></html>"

    past = told(Web(OnlyTheMirror([fd_past(1, on(2026, 3, 3))])), mirrored)
    assert ([each.incident.id for each in past.incidents], past.gaps) == (["1"], ())


def test_a_page_that_blocks_us_is_left_alone_and_its_past_is_incomplete() -> None:
    web = Web(Statuspage(INCIDENTS), FailureKind.BLOCKED, after=8)
    past = told(web)
    assert len(web.asked) == 9
    assert past.gaps[0] == "the page was left alone after no" and len(past.incidents) >= 50


def test_one_lost_connection_does_not_cut_the_past_short() -> None:
    web = Web(Statuspage(INCIDENTS))

    async def get(source: Source, url: str) -> Fetched:
        first = url not in web.asked
        fetched = await web.get(source, url)
        return FetchFailure(url, FailureKind.TLS, "reset", NOW) if first and "page=3" in url else fetched

    past = asyncio.run(past_of(PAGE, get, StatusMemory(), WINDOW))
    assert isinstance(past, History) and past.gaps == ()


def test_a_page_that_cannot_be_read_says_why() -> None:
    refused = asked(Web(Statuspage([]), FailureKind.CONNECT, after=0))
    assert isinstance(refused, FetchFailure) and refused.kind is FailureKind.CONNECT

    class Shop:
        def body(self, url: str) -> Any:
            return b"<!doctype html><html></html>"

    assert isinstance(asked(Web(Shop())), Unreadable)


def test_a_page_without_any_past_is_incomplete_but_what_it_lists_counts() -> None:
    class Bare:
        def body(self, url: str) -> Any:
            return sp_summary(incidents=[sp_past("now", NOW, None)]) if url.endswith("summary.json") else None

    past = told(Web(Bare()))
    assert [each.incident.id for each in past.incidents] == ["now"]
    assert past.gaps != ()


def test_what_was_watched_is_found_again_in_the_database(tmp_path: Path) -> None:
    watched = source()
    steps = [
        (-10.0, report()),
        (2.0, report(incident())),
        (12.0, report(resolved(end=10))),
        *((20.0 + 2 * poll, failure()) for poll in range(3)),
        (30.0, report(resolved(end=10))),
        (32.0, report(resolved(end=10))),
    ]

    async def watch() -> None:
        async with Store.open(tmp_path / "clausewatch.db") as store:
            for minutes, observed in steps:
                memory = await store.memory(watched)
                assert isinstance(memory, StatusMemory)
                decision: Decision = decide_status(watched, memory, observed, at(minutes))
                assert decision.outcome in Outcome
                await store.apply(watched, decision, (), next_due=at(minutes + 2), now=at(minutes))
            known = (await remembered_in(store, (watched,), Window(at(-10), at(60))))[watched.id]
            (past,) = known.history.incidents
            assert (past.incident.id, past.incident.resolved_at) == ("i1", at(10))
            assert known.history.gaps == ()
            ((start, end),) = [(lapse.start, lapse.end) for lapse in known.lapses]
            assert (start, end) == (at(20), at(32))

    asyncio.run(watch())


def test_a_source_that_was_never_polled_is_known_as_such(tmp_path: Path) -> None:
    async def ask() -> None:
        async with Store.open(tmp_path / "clausewatch.db") as store:
            known = (await remembered_in(store, (PAGE,), WINDOW))[PAGE.id]
            assert (known.memory, known.lapses) == (StatusMemory(), ())
            assert known.history.gaps == ("nothing is known yet: the page was not read so far",)

    asyncio.run(ask())
