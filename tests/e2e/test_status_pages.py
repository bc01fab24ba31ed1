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
from e2e.people import OK, thread
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
    begins: datetime = NOON

    def says(self, minutes: float, *incidents: dict[str, Any]) -> None:
        body = json.dumps(summary(*incidents))
        self.happens.append((minutes, lambda: self.it.site.answers(SUMMARY, answer(200, body, "application/json"))))

    def is_down(self, minutes: float) -> None:
        self.happens.append((minutes, lambda: self.it.site.answers(SUMMARY, answer(503, "down"))))

    def answers(self, minutes: float, path: str, status: int = 200, body: object = "") -> None:
        """Anything else that the site says from then on; what is no text is JSON."""
        content = body if isinstance(body, str) else json.dumps(body)
        kind = "text/html" if isinstance(body, str) else "application/json"
        self.happens.append((minutes, lambda: self.it.site.answers(path, answer(status, content, kind))))

    def play(self, until: float, stride: int = 1) -> None:
        """``stride``: minutes between two looks of the daemon."""
        asyncio.run(self._play(until, stride))

    async def _play(self, until: float, stride: int) -> None:
        now = [self.begins]
        watchlist = load(self.it.program.watchlist, os.environ)
        async with service(watchlist, self.it.program.snapshots, now=lambda: now[0], pause=0.0) as parts:
            for minutes in range(0, int(until) + 1, stride):
                now[0] = self.begins + timedelta(minutes=minutes)
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
    assert len({str(mail["References"]).split()[0] for mail in mails}) == 1 and mails[0]["References"]
    assert len({str(mail["Message-ID"]) for mail in mails}) == 3
    assert "It was rolled back." in str(posts[-1])


def test_an_incident_that_is_over_before_slack_is_back_is_told_there_by_its_end_alone(tmp_path: Path) -> None:
    opened, found = (5.0, "investigating", "We are looking into it."), (25.0, "identified", "A bad deployment.")
    over = (50.0, "resolved", "It was rolled back.")
    with status_page(tmp_path) as story:
        slack = story.it.slack
        slack.says(answer(503, "down"))
        story.says(0)
        story.says(6, incident(opened))
        story.says(26, incident(opened, found))
        story.says(51, incident(opened, found, over))
        story.happens.append((53, lambda: slack.says(OK)))
        story.play(180)
        rows = story.it.program.run("outbox", "list", "--json").json
        taken = str(slack.posts[-1])

    states = {(row["channel"], row["state"], row["receipt"]) for row in rows if row["channel"] == "team"}
    (end,) = (row for row in rows if row["channel"] == "team" and row["state"] == "sent")
    assert states == {("team", "sent", None), ("team", "merged", f"told by {end['alert']}")}
    assert "resolved after 45 min" in taken and "It was rolled back." in taken
    assert [row["state"] for row in rows if row["channel"] == "legal"] == ["sent"] * 3


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


@contextmanager
def watching(folder: Path, sources: str, more: str = "") -> Iterator[Told]:
    """``{site}`` in the sources stands for the site's address."""
    with world(folder) as it:
        it.watches(sources.replace("{site}", it.site.url("")), more=more.replace("{site}", it.site.url("")))
        yield Told(it, begins=datetime.now(UTC) - timedelta(minutes=41))


def test_a_host_without_a_page_is_asked_and_what_is_told_is_called_our_observation(tmp_path: Path) -> None:
    with watching(tmp_path, 'api: {title: API, probe: "{site}/v1", every: 60s}') as story:
        story.answers(0, "/v1", 401, {"error": "no key"})
        story.answers(5, "/v1", 503)
        story.answers(30, "/v1", 404)
        story.play(40)
        silent, back = story.it.slack.titles
        said = story.it.program.run("stats", "--offline", "--json").json[0]
        status = story.it.program.run("status", "--all")
        explained = story.it.program.run("explain", "acme/api")

    assert "API host gives us no good answer" in silent and "API host answers us again" in back
    assert all("not the vendor's word" in str(post) for post in story.it.slack.posts)
    assert "outage" not in str(story.it.slack.posts) and "operational" not in str(story.it.slack.posts)
    assert (said["incidents"], said["observed"]["measured"], said["kind"]) == (None, 1, "probe")
    assert "answers" in status.out and "not the vendor's word" in " ".join(status.out.split())
    assert "HTTP 404" in explained.out and "not the vendor's word" in explained.out


def test_a_page_that_another_product_has_taken_the_place_of_has_moved(tmp_path: Path) -> None:
    with status_page(tmp_path) as story:
        story.says(0)
        story.answers(10, SUMMARY, 200, "<!doctype html><title>Our new status page</title>")
        story.answers(10, "/summary.json", 200, {"page": {"name": "Acme", "url": story.it.site.url(), "status": "UP"}})
        story.play(60)
        (title,) = story.it.slack.titles
        (post,) = story.it.slack.posts
        status = story.it.program.run("status", "--json")

    assert "status page has moved" in title and "the instatus page" in str(post)
    assert status.json["sources"][0]["state"] == "moved" and status.code == 1


def test_a_page_of_another_format_is_told_as_that_and_what_is_open_stays_open(tmp_path: Path) -> None:
    with status_page(tmp_path) as story:
        story.says(0)
        story.says(2, incident((2.0, "investigating", "We are looking into it.")))
        story.answers(10, SUMMARY, 200, "<!doctype html><title>All systems operational</title>")
        story.play(60)
        _, title = story.it.slack.titles
        status = story.it.program.run("status", "--json")

    assert "another format" in title and "down" not in title
    assert status.json["sources"][0]["state"] == "other format"


def test_a_mirror_that_stands_still_is_told_once_and_is_not_green(tmp_path: Path) -> None:
    with status_page(tmp_path) as story:
        old = summary()
        old["page"]["updated_at"] = iso(at(-200 * 1440))
        story.answers(0, SUMMARY, 200, old)
        story.play(300, stride=30)
        (title,) = story.it.slack.titles
        status = story.it.program.run("status", "--json")

    assert "status page may be left behind" in title
    assert status.json["sources"][0]["state"] == "frozen"


def test_what_is_still_open_is_said_again_after_six_hours(tmp_path: Path) -> None:
    with status_page(tmp_path) as story:
        story.says(0)
        story.says(30, incident((30.0, "investigating", "We are looking into it.")))
        story.play(900, stride=30)
        titles, posts = story.it.slack.titles, story.it.slack.posts

    assert len(titles) == 3 and len({thread(post) for post in posts}) == 1
    assert "still open after 6 h" in titles[1] and "still open after 12 h" in titles[2]


def test_a_platform_that_takes_three_pages_down_is_told_once(tmp_path: Path) -> None:
    names = ("blue", "red", "green")
    others = "".join(
        f'  {name}:\n    name: {name.title()}\n    sources:\n      status: {{status: "{{site}}/{name}/", '
        "product: statuspage, every: 60s}\n"
        for name in names[1:]
    )
    with watching(tmp_path, 'status: {status: "{site}/blue/", product: statuspage, every: 60s}', others) as story:
        for name in names:
            story.answers(0, f"/{name}{SUMMARY}", 200, {**summary(), "page": {"id": f"page-{name}", "name": name}})
            story.answers(5, f"/{name}{SUMMARY}", 503)
            story.answers(30, f"/{name}{SUMMARY}", 200, {**summary(), "page": {"id": f"page-{name}", "name": name}})
        story.play(50)
        lost, back = story.it.slack.titles
        (first, second) = story.it.slack.posts

    assert lost.startswith("Atlassian Statuspage: its status pages cannot be reached") or "Atlassian" in lost
    assert "3 of 3 status pages on Atlassian Statuspage" in str(first) and "reached again" in back
    assert thread(first) == thread(second)


def test_a_page_without_a_reader_is_compared_as_words(tmp_path: Path) -> None:
    with watching(tmp_path, 'status: {status: "{site}/status", product: prose, every: 60s}') as story:
        calm = "<!doctype html><h1>Acme status</h1><p>All of our services do what they should, seen 3 minutes ago.</p>"
        story.answers(0, "/status", 200, calm)
        story.answers(10, "/status", 200, calm.replace("3 minutes", "8 minutes"))
        story.answers(20, "/status", 200, calm.replace("All of our services do what they should", "The API is slow"))
        story.play(40)
        (title,) = story.it.slack.titles
        (post,) = story.it.slack.posts
        status = story.it.program.run("status", "--json")

    assert "status page says something else" in title and "The API is slow" in str(post)
    assert status.json["sources"][0]["state"] == "words only" and status.code == 0
