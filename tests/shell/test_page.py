"""Which of two ways a page is read: plainly, or with a browser; and that the two are not mistaken for news."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clausewatch.core.alerts import Decision, Outcome
from clausewatch.core.decide import fingerprint
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import (
    BROWSER,
    READER_HEADER,
    Capture,
    Document,
    FailureKind,
    Fetched,
    FetchFailure,
    PageReading,
    Unreadable,
    UnreadableKind,
    Validators,
)
from clausewatch.core.watch import Recipe, Source, SourceKind, Watchlist
from clausewatch.shell.browser_launch import missing
from clausewatch.shell.page import Pages
from clausewatch.shell.service import service
from shell.site import Site, answer, page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://acme.example/terms"
LACKS = missing(os.environ)


def source(url: str = URL, **more: Any) -> Source:
    return Source("acme/terms", SourceKind.PAGE, url, "Terms", 3600.0, **more)


def capture(body: str, *headers: tuple[str, str]) -> Capture:
    return Capture(URL, URL, NOW, 200, headers, body.encode())


def failure(kind: FailureKind, status: int | None = None, detail: str = "refused") -> FetchFailure:
    return FetchFailure(URL, kind, detail, NOW, status)


PLAIN = capture("plain")
RENDERED = capture("rendered", (READER_HEADER, BROWSER))


class Ways:
    """A fetcher and a browser that answer what they were told, and remember that they were asked."""

    def __init__(self, plain: Fetched = PLAIN, rendered: Fetched = RENDERED, missing: str | None = None) -> None:
        self.asked: list[str] = []
        self.missing = missing
        self._plain, self._rendered = plain, rendered

    async def fetch(self, source: Source, validators: Validators | None = None) -> Fetched:
        self.asked.append("plain" if validators is not None else "browser")
        return self._plain if validators is not None else self._rendered

    def fetched(self, asked: Source, memory: PageMemory = PageMemory()) -> Fetched:  # noqa: B008 - a frozen value
        return asyncio.run(Pages(self, self).fetch(asked, memory, Validators()))

    def read(self, found: Capture, readings: dict[bytes, PageReading]) -> tuple[Capture, PageReading]:
        async def read(each: Capture) -> PageReading:
            return readings[each.body]

        return asyncio.run(Pages(self, self).read(source(), found, read))


FINE = PageReading(Document((), "html"))


def unreadable(kind: UnreadableKind, detail: str = "no text", suspect: bool = False) -> PageReading:
    return PageReading(None, Unreadable(kind, detail, suspect))


# --- asking -------------------------------------------------------------------------------------------------------


def test_a_page_is_asked_plainly_as_long_as_nothing_speaks_for_a_browser() -> None:
    ways = Ways()
    assert (ways.fetched(source()), ways.asked) == (PLAIN, ["plain"])


def test_the_watchlist_can_ask_for_the_browser() -> None:
    ways = Ways()
    assert (ways.fetched(source(recipe=Recipe(browser=True))), ways.asked) == (RENDERED, ["browser"])


def test_a_page_that_was_believed_as_the_browser_showed_it_is_read_so_from_the_start() -> None:
    ways = Ways()
    ways.fetched(source(), PageMemory(rendered=True, recipe=fingerprint(source())))
    assert ways.asked == ["browser"]


def test_a_new_address_or_recipe_gets_a_new_chance_without_browser() -> None:
    ways = Ways()
    ways.fetched(source(recipe=Recipe(select="main")), PageMemory(rendered=True, recipe=fingerprint(source())))
    assert ways.asked == ["plain"]


def test_a_page_that_needs_the_browser_is_never_read_more_poorly_without() -> None:
    gone = failure(FailureKind.NO_BROWSER, detail="there is no browser")
    ways = Ways(rendered=gone, missing="install one")
    assert ways.fetched(source(), PageMemory(rendered=True, recipe=fingerprint(source()))) == gone
    assert ways.asked == ["browser"]


@pytest.mark.parametrize("status", [200, 202, 403])
def test_a_refusal_that_may_be_meant_for_programs_is_tried_with_the_browser_once(status: int) -> None:
    ways = Ways(plain=failure(FailureKind.BLOCKED, status))
    assert (ways.fetched(source()), ways.asked) == (RENDERED, ["plain", "browser"])


@pytest.mark.parametrize("status", [401, 407, 429, 451])
def test_a_refusal_that_means_us_is_respected(status: int) -> None:
    ways = Ways(plain=failure(FailureKind.BLOCKED, status))
    assert ways.fetched(source()) == failure(FailureKind.BLOCKED, status)
    assert ways.asked == ["plain"]


@pytest.mark.parametrize("kind", sorted(set(FailureKind) - {FailureKind.BLOCKED}))
def test_no_other_failure_is_tried_with_the_browser(kind: FailureKind) -> None:
    ways = Ways(plain=failure(kind, 403))
    ways.fetched(source())
    assert ways.asked == ["plain"]


def test_a_refusal_of_both_is_told_with_both_reasons() -> None:
    ways = Ways(failure(FailureKind.BLOCKED, 403, "one"), failure(FailureKind.TIMEOUT, None, "other"))
    told = ways.fetched(source())
    assert isinstance(told, FetchFailure)
    assert (told.kind, told.status, told.detail) == (FailureKind.BLOCKED, 403, "one; with the browser: other")


def test_a_refusal_without_a_browser_says_what_to_install() -> None:
    ways = Ways(failure(FailureKind.BLOCKED, 403), missing="apt install chromium")
    told = ways.fetched(source())
    assert isinstance(told, FetchFailure)
    assert (told.detail.endswith("apt install chromium"), ways.asked) == (True, ["plain"])


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [UnreadableKind.SHELL, UnreadableKind.CHALLENGE])
def test_a_shell_and_a_challenge_are_read_with_the_browser_in_the_same_poll(kind: UnreadableKind) -> None:
    ways = Ways()
    assert ways.read(PLAIN, {b"plain": unreadable(kind), b"rendered": FINE}) == (RENDERED, FINE)
    assert ways.asked == ["browser"]


@pytest.mark.parametrize("kind", sorted(set(UnreadableKind) - {UnreadableKind.SHELL, UnreadableKind.CHALLENGE}))
def test_what_else_is_unreadable_stays_so(kind: UnreadableKind) -> None:
    ways = Ways()
    assert ways.read(PLAIN, {b"plain": unreadable(kind)}) == (PLAIN, unreadable(kind))
    assert ways.asked == []


def test_what_the_browser_itself_could_not_read_is_not_asked_for_again() -> None:
    ways, shell = Ways(), unreadable(UnreadableKind.SHELL)
    assert ways.read(RENDERED, {b"rendered": shell}) == (RENDERED, shell)
    assert ways.asked == []


def test_without_a_browser_the_reason_stays_and_says_what_to_install() -> None:
    ways = Ways(missing="apt install chromium")
    found, reading = ways.read(PLAIN, {b"plain": unreadable(UnreadableKind.SHELL, "the text comes by script")})
    assert found == PLAIN and reading.unreadable is not None
    assert reading.unreadable.kind is UnreadableKind.SHELL
    assert reading.unreadable.detail == "the text comes by script; to try a browser: apt install chromium"


def test_a_browser_that_fails_leaves_the_reason_and_adds_its_own() -> None:
    ways = Ways(rendered=failure(FailureKind.TIMEOUT, None, "no page in time"))
    found, reading = ways.read(PLAIN, {b"plain": unreadable(UnreadableKind.SHELL)})
    assert found == PLAIN and reading.unreadable is not None
    assert reading.unreadable.detail == "no text; with the browser: no page in time"


# --- over several polls -------------------------------------------------------------------------------------------

TEXT = " ".join(f"We keep record number {number} for thirty days and then delete it." for number in range(20))


def by_script(text: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><title>Terms</title></head><body><div id="root"></div><script>'
        f"document.getElementById('root').innerHTML = '<h1>Terms</h1><p>{text}</p>';</script></body></html>"
    )


def polled(folder: Path, site: Site, *bodies: str) -> list[Decision]:
    """One poll for each body of the page, by everything that polls in the daemon."""
    watched = source(site.url("/terms"))

    async def polls() -> list[Decision]:
        async with service(Watchlist((watched,), allow=(site.address,)), folder, pause=0.0) as parts:
            decisions = []
            for body in bodies:
                site.answers("/terms", page(body))
                decisions.append(await parts.checker.check(watched))
            return decisions

    return asyncio.run(polls())


@pytest.mark.skipif(LACKS is not None, reason=f"no browser: {LACKS}")
def test_a_page_by_script_is_watched_from_the_first_poll_and_asked_for_once_in_each_later_one(tmp_path: Path) -> None:
    changed = TEXT.replace("record number 7 for thirty days", "record number 7 for ninety days")
    with Site() as site:
        decisions = polled(tmp_path, site, by_script(TEXT), by_script(TEXT), by_script(changed))
        asked = len(site.asked("/terms"))
    assert [each.outcome for each in decisions] == [Outcome.BASELINE, Outcome.UNCHANGED, Outcome.CHANGED]
    assert decisions[2].change is not None and "ninety days" in decisions[2].change.comparison.hunks[0].new
    assert asked == 4


@pytest.mark.skipif(LACKS is not None, reason=f"no browser: {LACKS}")
def test_a_page_whose_text_moves_into_a_script_reads_the_same(tmp_path: Path) -> None:
    plain = f"<!doctype html><html lang='en'><head><title>Terms</title></head><body><h1>Terms</h1><p>{TEXT}</p></body>"
    with Site() as site:
        decisions = polled(tmp_path, site, plain, by_script(TEXT))
    assert [each.outcome for each in decisions] == [Outcome.BASELINE, Outcome.UNCHANGED]


@pytest.mark.skipif(LACKS is not None, reason=f"no browser: {LACKS}")
def test_a_page_that_stays_empty_in_the_browser_says_so(tmp_path: Path) -> None:
    with Site() as site:
        (decision,) = polled(tmp_path, site, "<html><body><div id=root></div><script>1</script></body></html>")
    assert decision.outcome is Outcome.UNREADABLE
    assert "even in the browser" in decision.reason


def test_a_server_cannot_claim_that_its_answer_came_from_the_browser(tmp_path: Path) -> None:
    with Site() as site:
        body = f"<html><head><title>Terms</title></head><body><h1>Terms</h1><p>{TEXT}</p></body></html>"
        site.answers("/terms", answer(200, body).with_header(READER_HEADER, BROWSER))
        watched = source(site.url("/terms"))

        async def poll() -> Decision:
            async with service(Watchlist((watched,), allow=(site.address,)), tmp_path, pause=0.0) as parts:
                return await parts.checker.check(watched)

        decision = asyncio.run(poll())
    assert isinstance(decision.memory, PageMemory)
    assert (decision.outcome, decision.memory.rendered) == (Outcome.BASELINE, False)
