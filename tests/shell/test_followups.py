"""Quiet hours, digests and reminders over a real database and a simulated clock: everything once, nothing lost."""

from __future__ import annotations

import asyncio
import dataclasses
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.acceptance import Acceptance, Kind
from clausewatch.core.alerts import Alert, Change, Outcome, Outstanding, Roundup
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import Grade, Verdict
from clausewatch.core.render.message import render
from clausewatch.core.review import Act, Remark
from clausewatch.core.watch import AlertKind, Channel, Quiet, Route, Watchlist
from clausewatch.shell.collecting import Collected
from clausewatch.shell.deliver import deliveries_for
from clausewatch.shell.followups import Followups
from clausewatch.shell.outbox import Delivery, Sent
from clausewatch.shell.store import Store
from clausewatch_notifiers import console, email
from shell.news import BROKEN, HOUR, NOON, alert, page, promise, touched

DAY = timedelta(days=1)
SOURCE = dataclasses.replace(page(), provider_name="Acme")
CLAIM = promise(SOURCE)
(QUOTE,) = CLAIM.quotes
MAIL = email.Settings(to=("ann@example.com", "bo@example.com"), from_="watch@example.com", server="smtp://127.0.0.1:25")
CHANNELS = (Channel("team", "console", console.Settings()), Channel("legal", "email", MAIL))


def watching(*routes: Route) -> Watchlist:
    return Watchlist((SOURCE,), (CLAIM,), channels=CHANNELS, routes=routes)


@dataclass
class Office:
    """A database, and who serves it at a time that the test sets."""

    store: Store
    watchlist: Watchlist
    now: datetime = NOON
    sent: list[Delivery] = field(default_factory=list)

    @property
    def followups(self) -> Followups:
        return Followups(self.watchlist, self.store, lambda: self.now)

    async def tell(self, *news: Alert) -> None:
        for each in news:
            await self.store.announce(each, deliveries_for(each, self.watchlist, self.now), self.now)

    async def at(self, moment: datetime) -> list[Delivery]:
        """What is sent when it is so late; everybody answers at once."""
        self.now = moment
        await self.followups.send_digests()
        await self.followups.remind()
        taken: list[Delivery] = []
        while claimed := await self.store.claim_deliveries(self.now, 10, 60):
            for each in claimed:
                await self.store.record(each, Sent("id"), self.now)
            taken += claimed
        self.sent += taken
        return taken


def story(folder: Path, watchlist: Watchlist, tell: Callable[[Office], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Store.open(folder / "c.db") as store:
            await store.sync(watchlist, NOON)
            await tell(Office(store, watchlist))

    asyncio.run(run())


def graded(key: str, grade: Grade, thread: str = "") -> Alert:
    return dataclasses.replace(alert(key, thread), grade=grade)


def keys(sent: list[Delivery]) -> list[str]:
    return [each.alert.key for each in sent]


# --- quiet hours --------------------------------------------------------------------------------------------------

NIGHTLY = watching(Route("team", quiet=Quiet((time(22), time(7)), unless=Grade.CRITICAL)))
ELEVEN, SEVEN = NOON + 11 * HOUR, NOON + 19 * HOUR


def test_what_comes_at_night_is_sent_in_the_morning_once(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        office.now = ELEVEN
        await office.tell(graded("a", Grade.MINOR), graded("b", Grade.MAJOR))
        assert await office.at(ELEVEN) == [] and await office.at(SEVEN - timedelta(seconds=1)) == []
        assert keys(await office.at(SEVEN)) == ["a", "b"]
        assert await office.at(SEVEN + DAY) == []

    story(tmp_path, NIGHTLY, tell)


def test_what_is_critical_breaks_through_and_brings_the_beginning_of_its_story_along(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        office.now = ELEVEN
        await office.tell(graded("begins", Grade.MINOR, "story"), graded("other", Grade.MINOR))
        assert await office.at(ELEVEN) == []
        await office.tell(graded("worse", Grade.CRITICAL, "story"))
        assert keys(await office.at(ELEVEN + HOUR)) == ["begins", "worse"]
        assert keys(await office.at(SEVEN)) == ["other"]

    story(tmp_path, NIGHTLY, tell)


# --- digests ------------------------------------------------------------------------------------------------------

DAILY = watching(Route("legal", digest="0 8 * * *"), Route("legal", grade=Grade.CRITICAL), Route("team"))
EIGHT = NOON + 20 * HOUR


def roundups(sent: list[Delivery]) -> list[Roundup]:
    return [each.alert.news for each in sent if isinstance(each.alert.news, Roundup)]


def test_a_digest_takes_what_was_collected_for_each_recipient_and_nothing_twice(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        await office.tell(graded("a", Grade.MINOR), graded("b", Grade.MAJOR), graded("c", Grade.CRITICAL))
        now = await office.at(NOON)
        assert sorted((each.alert.key, each.recipient) for each in now if each.channel == "legal") == [
            ("c", "ann@example.com"),
            ("c", "bo@example.com"),
        ]
        assert [each.alert.key for each in now if each.channel == "team"] == ["a", "b", "c"]
        await office.tell(graded("a", Grade.MINOR))  # decided again, as after a crash
        assert await office.at(EIGHT - timedelta(seconds=1)) == []
        morning = await office.at(EIGHT)
        assert sorted(each.recipient for each in morning) == ["ann@example.com", "bo@example.com"]
        assert all([entry.key for entry in each.entries] == ["b", "a"] for each in roundups(morning))
        assert await office.at(EIGHT + 3 * DAY) == []  # nothing new, no digest

    story(tmp_path, DAILY, tell)


def test_what_comes_after_a_digest_waits_for_the_next_and_a_long_sleep_makes_one_digest(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        await office.tell(graded("a", Grade.MINOR))
        office.now = NOON + 2 * DAY
        await office.tell(graded("b", Grade.MINOR))
        late = roundups(await office.at(EIGHT + 5 * DAY))
        assert [[entry.key for entry in each.entries] for each in late] == [["a", "b"], ["a", "b"]]

    story(tmp_path, DAILY, tell)


def test_of_a_story_that_a_digest_tells_only_the_last_word_is_said(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        first, last = graded("opened", Grade.MAJOR, "incident"), graded("resolved", Grade.MINOR, "incident")
        await office.tell(first, dataclasses.replace(last, at=NOON + HOUR), graded("other", Grade.MINOR))
        (told, _) = roundups(await office.at(EIGHT))
        assert [(entry.key, entry.earlier) for entry in told.entries] == [("other", 0), ("resolved", 1)]

    story(tmp_path, DAILY, tell)


news = st.lists(st.tuples(st.integers(0, 1500), st.sampled_from(list(Grade)[2:])), min_size=1, max_size=6)
"""Minutes since the one before, and a grade that a route hears of."""


@settings(max_examples=8, deadline=None)
@given(news)
def test_everything_reaches_everybody_exactly_once_whatever_the_hour(told: list[tuple[int, Grade]]) -> None:
    nightly = Route("team", quiet=Quiet((time(22), time(7)), (5, 6), unless=Grade.CRITICAL))
    watchlist = watching(nightly, Route("legal", digest="0 8 * * MON"), Route("legal", grade=Grade.CRITICAL))

    async def tell(office: Office) -> None:
        for number, (minutes, grade) in enumerate(told):
            office.now += timedelta(minutes=minutes)
            await office.tell(graded(f"{number}", grade))
            await office.at(office.now)
        await office.at(office.now + 9 * DAY)
        heard = Counter(
            (each.channel, each.recipient, key)
            for each in office.sent
            for key in (
                [entry.key for entry in each.alert.news.entries]
                if isinstance(each.alert.news, Roundup)
                else [each.alert.key]
            )
        )
        recipients = {(channel, recipient) for channel, recipient, _ in heard}
        assert sorted(channel for channel, _ in recipients) == ["legal", "legal", "team"]
        assert heard == Counter((*each, f"{number}") for each in recipients for number in range(len(told)))

    with tempfile.TemporaryDirectory() as folder:
        story(Path(folder), watchlist, tell)


class Killed(Exception):
    pass


def test_a_crash_while_a_digest_is_made_loses_and_repeats_nothing(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        await office.tell(graded("a", Grade.MINOR))

        def dies(group: Collected) -> Alert:
            raise Killed

        with pytest.raises(Killed):
            await office.store.send_digests(EIGHT, dies)
        assert len(roundups(await office.at(EIGHT))) == 2
        assert await office.at(EIGHT + DAY) == []

    story(tmp_path, DAILY, tell)


# --- reminders ----------------------------------------------------------------------------------------------------

REMINDED = watching(Route("team", (AlertKind.POLICY,), remind=3 * 86_400.0))


async def reworded(office: Office, verdict: Verdict = Verdict.REWORDED) -> Change:
    """The page changed: its tracked clause reads otherwise, and people were told."""
    decision = touched(SOURCE, CLAIM, verdict)
    assert decision.change is not None
    await office.store.apply(SOURCE, decision, (), next_due=NOON, now=NOON)
    return decision.change


def outstanding(sent: list[Delivery]) -> list[tuple[str, ...]]:
    """The changes that each reminder names."""
    return [
        tuple(entry.change_id for entry in each.alert.news.entries)
        for each in sent
        if isinstance(each.alert.news, Outstanding)
    ]


def test_people_are_reminded_until_they_decide_and_after_a_sleep_only_once(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        change = await reworded(office)
        assert outstanding(await office.at(NOON + 3 * DAY - HOUR)) == []
        assert outstanding(await office.at(NOON + 3 * DAY)) == [(change.id,)]
        assert outstanding(await office.at(NOON + 3 * DAY + HOUR)) == []
        assert outstanding(await office.at(NOON + 13 * DAY)) == [(change.id,)]
        assert outstanding(await office.at(NOON + 14 * DAY)) == []
        assert outstanding(await office.at(NOON + 15 * DAY)) == [(change.id,)]
        await accept(office, change)
        assert outstanding(await office.at(NOON + 30 * DAY)) == []

    story(tmp_path, REMINDED, tell)


def test_reminders_come_weekly_where_nobody_says_otherwise(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        change = await reworded(office)
        assert outstanding(await office.at(NOON + 6 * DAY)) == []
        assert outstanding(await office.at(NOON + 7 * DAY)) == [(change.id,)]
        assert outstanding(await office.at(NOON + 8 * DAY)) == []
        assert outstanding(await office.at(NOON + 14 * DAY)) == [(change.id,)]

    story(tmp_path, watching(Route("team", (AlertKind.POLICY,))), tell)


@pytest.mark.parametrize(
    ("verdict", "what"),
    [(Verdict.NOT_FOUND, "a quote that is not there"), (Verdict.REWORDED, "words that drifted before")],
)
def test_people_are_reminded_of_what_did_not_stand_at_the_first_poll_too(
    verdict: Verdict, what: str, tmp_path: Path
) -> None:
    """No change brought it about, so that the digest of the first poll was the only word about it."""

    async def tell(office: Office) -> None:
        first = dataclasses.replace(touched(SOURCE, CLAIM, verdict), outcome=Outcome.BASELINE, change=None)
        await office.store.apply(SOURCE, first, (), next_due=NOON, now=NOON)
        assert outstanding(await office.at(NOON + 3 * DAY - HOUR)) == []
        (told,) = await office.at(NOON + 3 * DAY)
        assert isinstance(told.alert.news, Outstanding)
        (entry,) = told.alert.news.entries
        assert (entry.clause_key, entry.change_id, entry.words) == (QUOTE.key, "", QUOTE.exact)
        message = render(told.alert, "key")
        assert message.title == f"Acme: “{QUOTE.exact}” does not stand as published and waits for a decision"
        typed = [fact.value for fact in message.facts if fact.value.startswith("clausewatch")]
        assert typed[0] == f"clausewatch claims {SOURCE.id}"
        assert f"clausewatch snooze {QUOTE.key} --for 7d" in typed
        assert (f"clausewatch accept {QUOTE.key}" in typed) is (verdict is Verdict.REWORDED)
        until = NOON + 20 * DAY
        snoozed = Remark(office.now, "Ann", Act.SNOOZED, SOURCE.id, claim_id="acme/other", text="", until=until)
        await office.store.remark(snoozed)  # of another claim
        assert [len(outstanding(await office.at(NOON + days * DAY))) for days in (6, 7)] == [1, 0]
        own = dataclasses.replace(snoozed, claim_id=CLAIM.id, clause_key=QUOTE.key)
        await office.store.remark(own)
        assert await office.at(NOON + 12 * DAY) == []
        assert len(outstanding(await office.at(NOON + 21 * DAY))) == 1

    story(tmp_path, REMINDED, tell)


async def accept(office: Office, change: Change) -> None:
    """As `clausewatch accept` records it."""
    said = Acceptance(office.now, "Ann", "fine", CLAIM.id, SOURCE.id, Kind.CLAUSE, QUOTE.exact, BROKEN, change.id)

    def settle(memory: PageMemory) -> PageMemory:
        return dataclasses.replace(memory, tracked=tuple(dataclasses.replace(e, accepted=True) for e in memory.tracked))

    await office.store.accept((said,), {SOURCE.id: settle}, lambda: None)


@pytest.mark.parametrize(
    "about", [{"change_id": "CHANGE"}, {"claim_id": CLAIM.id}, {"claim_id": CLAIM.id, "clause_key": QUOTE.key}]
)
def test_a_snooze_holds_the_reminder_until_it_ends(about: dict[str, str], tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        change = await reworded(office)
        named = {name: change.id if value == "CHANGE" else value for name, value in about.items()}
        until = NOON + 10 * DAY
        await office.store.remark(
            Remark(NOON + DAY, "Ann", Act.SNOOZED, SOURCE.id, text="on leave", until=until, **named)
        )
        assert outstanding(await office.at(NOON + 9 * DAY)) == []
        late = await office.at(NOON + 10 * DAY)
        assert outstanding(late) == [(change.id,)]

    story(tmp_path, REMINDED, tell)


def test_a_reminder_says_what_was_said_and_whether_there_is_anything_to_accept(tmp_path: Path) -> None:
    async def tell(office: Office) -> None:
        change = await reworded(office, Verdict.REMOVED)
        await office.store.remark(Remark(NOON, "Bo", Act.COMMENTED, SOURCE.id, change.id, text="Legal looks at it"))
        (sent,) = await office.at(NOON + 4 * DAY)
        assert isinstance(sent.alert.news, Outstanding)
        (entry,) = sent.alert.news.entries
        assert (entry.statements, entry.acceptable) == (("Never sells data",), False)
        assert entry.review == ("comment by Bo on 2026-11-23: Legal looks at it",)
        assert sent.alert.news.outstanding_days == 4

    story(tmp_path, REMINDED, tell)


def test_nobody_is_reminded_at_night_nor_of_what_the_route_does_not_let_through(tmp_path: Path) -> None:
    nightly = dataclasses.replace(REMINDED.routes[0], quiet=Quiet((time(22), time(7))))
    other = Route("legal", fields=("training",), remind=86_400.0)

    async def tell(office: Office) -> None:
        change = await reworded(office)
        assert outstanding(await office.at(NOON + 3 * DAY + 11 * HOUR)) == []
        morning = await office.at(NOON + 3 * DAY + 20 * HOUR)
        assert outstanding(morning) == [(change.id,)] and morning[0].channel == "team"

    story(tmp_path, watching(nightly, other), tell)
