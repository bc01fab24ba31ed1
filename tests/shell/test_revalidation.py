"""What a status page has said already is asked for with its validators, and given back with today's time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from clausewatch.core.model import Capture, FetchFailure
from clausewatch.core.watch import Source, SourceKind
from clausewatch.shell.fetch import Fetcher
from clausewatch.shell.guard import Guard
from clausewatch.shell.revalidation import IN_FULL, Revalidating
from shell.site import Answer, Seen, Site, answer, conditional, redirect

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=2)
        return self.time


def asking(site: Site, story: Callable[[Revalidating, Source], Awaitable[None]]) -> None:
    async def run() -> None:
        source = Source("lumen/status", SourceKind.STATUS, site.url("/"), "Status", 120.0)
        async with Fetcher(Guard((site.address,)), now=Clock()) as fetcher:
            await story(Revalidating(fetcher), source)

    asyncio.run(run())


def conditions(site: Site) -> list[str | None]:
    return [each.headers.get("if-none-match") for each in site.requests]


def test_the_validator_is_echoed_and_the_answer_is_that_of_before_with_todays_time() -> None:
    with Site() as site:
        site.answers("/summary.json", conditional('{"a": 1}', etag='W/"v1"'))

        async def story(pages: Revalidating, source: Source) -> None:
            first, second = [await pages.get(source, site.url("/summary.json")) for _ in range(2)]
            assert isinstance(first, Capture) and isinstance(second, Capture)
            assert first.body == second.body == b'{"a": 1}' and second.fetched_at > first.fetched_at

        asking(site, story)
        assert conditions(site) == [None, 'W/"v1"']


def test_what_has_changed_is_read_and_its_new_validator_kept() -> None:
    with Site() as site:
        site.answers("/s", conditional("one", etag='"1"'))

        async def story(pages: Revalidating, source: Source) -> None:
            await pages.get(source, site.url("/s"))
            site.answers("/s", conditional("two", etag='"2"'))
            changed = await pages.get(source, site.url("/s"))
            assert isinstance(changed, Capture) and changed.body == b"two"
            await pages.get(source, site.url("/s"))

        asking(site, story)
        assert conditions(site) == [None, '"1"', '"2"']


def test_every_24th_question_is_asked_in_full_since_servers_are_wrong_about_it() -> None:
    def wrong(seen: Seen) -> Answer:
        return Answer(304) if "if-none-match" in seen.headers else answer(200, "x").with_header("ETag", '"1"')

    with Site() as site:
        site.answers("/s", wrong)

        async def story(pages: Revalidating, source: Source) -> None:
            for _ in range(IN_FULL + 2):
                assert isinstance(await pages.get(source, site.url("/s")), Capture)

        asking(site, story)
        assert [index for index, each in enumerate(conditions(site)) if each is None] == [0, IN_FULL]


def test_nothing_is_kept_of_a_failure_or_of_what_was_redirected() -> None:
    with Site() as site:
        site.answers("/gone", answer(503, "x").with_header("ETag", '"1"'))
        site.answers("/old", redirect("/new"))
        site.answers("/new", conditional("x", etag='"1"'))

        async def story(pages: Revalidating, source: Source) -> None:
            for path in ("/gone", "/gone", "/old", "/old"):
                fetched = await pages.get(source, site.url(path))
                assert isinstance(fetched, FetchFailure) == (path == "/gone")

        asking(site, story)
        assert conditions(site) == [None] * 6
