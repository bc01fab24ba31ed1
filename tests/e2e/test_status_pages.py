"""A status page's story, told in one thread; the clock is told, since it takes days."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from clausewatch.shell.service import service
from clausewatch.shell.watchlist import load
from e2e.people import thread
from e2e.world import World, world
from shell.site import answer

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SUMMARY = "/api/v2/summary.json"


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def incident(*updates: tuple[float, str, str], name: str = "Elevated error rates") -> dict[str, Any]:
    """An incident of Statuspage's shape; each update is minutes, phase and text, oldest first."""
    began, (ended, phase, _) = updates[0][0], updates[-1]
    return {
        "id": "inc0000000001",
        "name": name,
        "status": phase,
        "impact": "major",
        "created_at": iso(at(began)),
        "started_at": iso(at(began)),
        "updated_at": iso(at(ended)),
        "resolved_at": iso(at(ended)) if phase == "resolved" else None,
        "shortlink": "",
        "components": [{"id": "c1", "name": "API"}],
        "incident_updates": [
            {"id": f"u{minutes}", "status": word, "body": text, "created_at": iso(at(minutes))}
            for minutes, word, text in reversed(updates)
        ],
    }


def summary(*incidents: dict[str, Any]) -> dict[str, Any]:
    busy = any(each["status"] != "resolved" for each in incidents)
    return {
        "page": {"id": "page00000001", "name": "Acme", "url": "https://status.acme.example"},
        "status": {"indicator": "major" if busy else "none", "description": ""},
        "components": [
            {"id": "c1", "name": "API", "group": False, "status": "partial_outage" if busy else "operational"}
        ],
        "incidents": list(incidents),
        "scheduled_maintenances": [],
    }


@dataclass
class Told:
    """A story: at each minute something happens, then everything that is due is polled and delivered."""

    it: World
    happens: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def says(self, minutes: float, *incidents: dict[str, Any]) -> None:
        body = json.dumps(summary(*incidents))
        self.happens.append((minutes, lambda: self.it.site.answers(SUMMARY, answer(200, body, "application/json"))))

    def is_down(self, minutes: float) -> None:
        self.happens.append((minutes, lambda: self.it.site.answers(SUMMARY, answer(503, "down"))))

    def play(self, until: float) -> None:
        asyncio.run(self._play(until))

    async def _play(self, until: float) -> None:
        now = [NOON]
        watchlist = load(self.it.program.watchlist, os.environ)
        async with service(watchlist, self.it.program.snapshots, now=lambda: now[0], pause=0.0) as parts:
            for minutes in range(0, int(until) + 1):
                now[0] = at(minutes)
                for _, happens in (each for each in self.happens if each[0] == minutes):
                    happens()
                for source_id in await parts.store.due(now[0], 10):
                    source = watchlist.source(source_id)
                    assert source is not None
                    await parts.checker.check(source)
                await parts.deliverer.drain()


@contextmanager
def status_page(folder: Path) -> Iterator[Told]:
    with world(folder) as it:
        it.watches(f'status: {{title: Status page, status: "{it.site.url("/")}", product: statuspage, every: 60s}}')
        yield Told(it)


def test_an_incident_is_told_from_its_opening_to_its_end_in_one_thread(tmp_path: Path) -> None:
    opened, found = (5.0, "investigating", "We are looking into it."), (25.0, "identified", "A bad deployment.")
    over = (50.0, "resolved", "It was rolled back.")
    with status_page(tmp_path) as story:
        story.says(0)
        story.says(6, incident(opened))
        story.says(26, incident(opened, found))
        story.says(51, incident(opened, found, over))
        story.play(60)
        posts, mails = story.it.slack.posts, story.it.mail.mails

    assert [
        word for word in ("investigating", "identified", "resolved after 45 min") if word in str(story.it.slack.titles)
    ] == ["investigating", "identified", "resolved after 45 min"]
    assert len(posts) == len(mails) == 3
    assert len({thread(post) for post in posts}) == 1 and thread(posts[0])
    assert len({str(mail["References"]) for mail in mails}) == 1 and mails[0]["References"]
    assert len({str(mail["Message-ID"]) for mail in mails}) == 3
    assert "It was rolled back." in str(posts[-1])


def test_a_status_page_that_is_down_is_told_after_three_polls_and_its_return_once(tmp_path: Path) -> None:
    with status_page(tmp_path) as story:
        story.says(0)
        story.is_down(5)
        story.says(40)
        story.play(6)
        early = len(story.it.slack.posts)
        story.happens = [each for each in story.happens if each[0] > 6]
        story.play(60)

    assert early == 0
    down, back = story.it.slack.titles
    assert "cannot be reached" in down and "reached again" in back
    assert len({thread(post) for post in story.it.slack.posts}) == 1
    assert len(story.it.mail.mails) == 2
