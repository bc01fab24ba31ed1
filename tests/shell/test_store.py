"""What is remembered, and that it moves whole or not at all."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Connection

from clausewatch.core.alerts import Outcome
from clausewatch.core.digest import Told
from clausewatch.core.errors import StoreError, UsageError
from clausewatch.core.incidents import StatusMemory
from clausewatch.core.memory import PageMemory, TrackedState
from clausewatch.core.watch import Source, SourceKind, Watchlist, Window
from clausewatch.shell.codec import decode, encode
from clausewatch.shell.database import Database
from clausewatch.shell.store import OutboxCounts, Overtaken, Store
from shell.news import HOUR, NOON, alert, changed, page, to, unchanged, watching

Story = Callable[[Store], Awaitable[None]]


def with_store(path: Path, story: Story) -> None:
    """Runs the story with the database of that folder; twice on one folder is a restart."""

    async def run() -> None:
        async with Store.open(path / "c.db") as store:
            await story(store)

    asyncio.run(run())


# --- one poll -----------------------------------------------------------------------------------------------------


def test_what_a_poll_decided_is_remembered_over_a_restart(tmp_path: Path) -> None:
    source = page()
    decision = changed(source)
    assert decision.change is not None

    async def poll(store: Store) -> None:
        await store.sync(watching(source), NOON)
        assert await store.memory(source) == PageMemory()
        addressed = to(decision.alerts[0], "mail:a@example.com", "mail:b@example.com", "slack:")
        await store.apply(source, decision, addressed, next_due=NOON + HOUR, now=NOON)

    async def later(store: Store) -> None:
        assert await store.memory(source) == decision.memory
        assert await store.memories() == {source.id: decision.memory}
        assert await store.changes() == (decision.change,)
        assert await store.recent_alerts() == decision.alerts
        assert await store.counts() == OutboxCounts(pending=3, sent=0, dead=0)
        (row,) = await store.source_rows()
        assert (row.outcome, row.reason, row.polled_at) == (Outcome.CHANGED, "1 hunk, major", NOON)
        assert row.next_due == NOON + HOUR

    with_store(tmp_path, poll)
    with_store(tmp_path, later)


def test_deciding_the_same_poll_again_tells_nobody_twice(tmp_path: Path) -> None:
    source, decision = page(), changed(page())
    addressed = to(decision.alerts[0], "mail:a@example.com")

    async def story(store: Store) -> None:
        for _ in range(3):
            await store.apply(source, decision, addressed, next_due=NOON + HOUR, now=NOON)
        assert await store.counts() == OutboxCounts(pending=1, sent=0, dead=0)
        assert len(await store.changes()) == 1

    with_store(tmp_path, story)


def test_a_poll_that_cannot_be_stored_whole_is_not_stored_at_all(tmp_path: Path) -> None:
    source, decision = page(), changed(page())
    stranger = to(alert("never announced"), "mail:a@example.com")

    async def story(store: Store) -> None:
        await store.sync(watching(source), NOON)
        with pytest.raises(ValueError, match="not announced"):
            await store.apply(source, decision, stranger, next_due=NOON + HOUR, now=NOON)
        assert await store.memory(source) == PageMemory()
        assert await store.changes() == await store.recent_alerts() == await store.polls(source.id) == ()
        assert await store.due(NOON, 1) == (source.id,)

    with_store(tmp_path, story)


def test_a_decision_is_dropped_when_another_process_polled_meanwhile(tmp_path: Path) -> None:
    source = page()

    async def story(slow: Store) -> None:
        await slow.sync(watching(source), NOON)
        before = await slow.remembered(source)
        async with Store.open(tmp_path / "c.db") as quick:
            seen = await quick.remembered(source)
            await quick.apply(source, changed(source), (), next_due=NOON + HOUR, now=NOON, since=seen)
        with pytest.raises(Overtaken, match="acme/terms was polled by somebody else"):
            await slow.apply(source, unchanged(), (), next_due=NOON + HOUR, now=NOON, since=before)
        after = await slow.remembered(source)
        assert after.memory == changed(source).memory
        later = NOON + HOUR
        await slow.apply(source, unchanged(later), (), next_due=later + HOUR, now=later, since=after)

    with_store(tmp_path, story)


def test_of_two_polls_in_one_process_that_saw_the_same_baseline_one_counts(tmp_path: Path) -> None:
    """A lease that ended under a slow poll lets a second one begin; the change must not be told twice."""
    source = page()

    async def story(store: Store) -> None:
        await store.sync(watching(source), NOON)
        first = await store.remembered(source)
        second = await store.remembered(source)
        await store.apply(source, changed(source), (), next_due=NOON + HOUR, now=NOON, since=first)
        again = changed(source, NOON + timedelta(minutes=1))
        with pytest.raises(Overtaken):
            await store.apply(source, again, (), next_due=NOON + HOUR, now=NOON, since=second)
        assert len(await store.changes()) == 1

    with_store(tmp_path, story)


def test_a_page_that_became_a_status_page_starts_blank(tmp_path: Path) -> None:
    before = page("acme/status")
    after = Source("acme/status", SourceKind.STATUS, before.url, "Status", 120.0, "acme")

    async def story(store: Store) -> None:
        await store.sync(watching(before), NOON)
        await store.apply(before, changed(before), (), next_due=NOON + HOUR, now=NOON)
        await store.sync(watching(after), NOON)
        assert await store.memory(after) == StatusMemory()
        assert await store.memories() == {}
        assert await store.due(NOON, 1) == ("acme/status",)

    with_store(tmp_path, story)


def test_every_poll_leaves_a_line_until_it_is_pruned(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        for hour in range(3):
            at = NOON + hour * HOUR
            await store.apply(page(), unchanged(at), (), next_due=at + HOUR, now=at)
        lines = await store.polls("acme/terms")
        assert [line.at for line in lines] == [NOON + 2 * HOUR, NOON + HOUR, NOON]
        assert await store.prune_polls(NOON + 2 * HOUR) == 2
        assert await store.polls("acme/terms") == lines[:1]

    with_store(tmp_path, story)


# --- the schedule -------------------------------------------------------------------------------------------------


def test_a_small_watchlist_is_due_at_once(tmp_path: Path) -> None:
    sources = tuple(page(f"acme/p{number}") for number in range(100))

    async def story(store: Store) -> None:
        await store.sync(watching(*sources), NOON)
        assert len(await store.due(NOON, 500)) == 100

    with_store(tmp_path, story)


def test_five_thousand_sources_do_not_start_at_once(tmp_path: Path) -> None:
    sources = tuple(page(f"acme/p{number}", every=6 * 3600.0) for number in range(5000))

    async def story(store: Store) -> None:
        await store.sync(watching(*sources), NOON)
        rows = await store.source_rows()
        per_minute = [sum(row.next_due <= NOON + timedelta(minutes=minute) for row in rows) for minute in range(23)]
        assert max(b - a for a, b in pairwise(per_minute)) < 320
        assert per_minute[21] == 5000

    with_store(tmp_path, story)


def test_a_restart_keeps_the_schedule(tmp_path: Path) -> None:
    sources = tuple(page(f"acme/p{number}") for number in range(300))
    due = {}

    async def start(store: Store) -> None:
        await store.sync(watching(*sources), NOON)
        due.update({row.id: row.next_due for row in await store.source_rows()})

    async def restart(store: Store) -> None:
        await store.sync(watching(*sources), NOON)
        assert {row.id: row.next_due for row in await store.source_rows()} == due

    with_store(tmp_path, start)
    with_store(tmp_path, restart)


def test_what_is_overdue_after_a_long_sleep_is_spread(tmp_path: Path) -> None:
    sources = tuple(page(f"acme/p{number}") for number in range(1000))
    morning = NOON + timedelta(days=3)

    async def story(store: Store) -> None:
        await store.sync(watching(*sources), NOON)
        await store.sync(watching(*sources), morning)
        assert len(await store.due(morning, 1000)) < 20
        assert len(await store.due(morning + timedelta(seconds=250), 1000)) > 900

    with_store(tmp_path, story)


def test_a_shorter_interval_takes_effect_at_once_and_a_longer_one_after_the_next_poll(tmp_path: Path) -> None:
    daily, hourly = 24 * 3600.0, 3600.0

    async def story(store: Store) -> None:
        await store.apply(page(every=daily), unchanged(), (), next_due=NOON + 24 * HOUR, now=NOON)
        await store.sync(watching(page(every=hourly)), NOON)
        assert (await store.source_rows())[0].next_due == NOON + HOUR
        await store.sync(watching(page(every=daily)), NOON)
        assert (await store.source_rows())[0].next_due == NOON + HOUR

    with_store(tmp_path, story)


def test_a_wish_of_the_server_beyond_the_interval_survives_a_restart(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.apply(page(), unchanged(), (), next_due=NOON + 12 * HOUR, now=NOON)
        await store.sync(watching(page()), NOON)
        assert (await store.source_rows())[0].next_due == NOON + 12 * HOUR

    with_store(tmp_path, story)


def test_a_clock_that_was_wrong_for_a_moment_does_not_blind_us_for_years(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.apply(page(), unchanged(), (), next_due=NOON.replace(year=2030), now=NOON)
        await store.sync(watching(page()), NOON)
        assert (await store.source_rows())[0].next_due == NOON + HOUR

    with_store(tmp_path, story)


def test_a_source_that_left_is_kept_but_not_polled_and_comes_back_with_its_memory(tmp_path: Path) -> None:
    source, other = page(), page("acme/privacy")

    async def story(store: Store) -> None:
        await store.sync(watching(source, other), NOON)
        await store.apply(source, changed(source), (), next_due=NOON, now=NOON)
        await store.sync(watching(other), NOON + HOUR)
        assert await store.due(NOON + HOUR, 9) == (other.id,)
        assert [row.id for row in await store.source_rows()] == [other.id]
        await store.apply(other, unchanged(), (), next_due=NOON + 9 * HOUR, now=NOON + HOUR)
        await store.sync(watching(source, other), NOON + 2 * HOUR)
        assert await store.due(NOON + 2 * HOUR, 9) == (source.id,)
        assert await store.memory(source) == changed(source).memory

    with_store(tmp_path, story)


def test_two_processes_do_not_poll_one_source_at_once(tmp_path: Path) -> None:
    async def story(one: Store) -> None:
        await one.sync(watching(page()), NOON)
        async with Store.open(tmp_path / "c.db") as two:
            assert await one.due(NOON, 1) == ("acme/terms",)
            assert await two.due(NOON, 1) == ()
            assert not await two.lease("acme/terms", NOON)
            await one.apply(page(), unchanged(), (), next_due=NOON, now=NOON)
            assert await two.lease("acme/terms", NOON)
            assert await one.due(NOON, 1) == ()
            await two.release("acme/terms")
            assert await one.due(NOON, 1) == ("acme/terms",)

    with_store(tmp_path, story)


def test_what_a_stopped_daemon_had_taken_is_due_at_its_next_start(tmp_path: Path) -> None:
    async def take(store: Store) -> None:
        await store.sync(watching(page()), NOON)
        assert await store.due(NOON, 1) == ("acme/terms",)
        raise KeyboardInterrupt

    async def again(store: Store) -> None:
        assert await store.due(NOON, 1) == ("acme/terms",)

    with pytest.raises(KeyboardInterrupt):
        with_store(tmp_path, take)
    with_store(tmp_path, again)


def test_what_a_killed_daemon_had_taken_is_free_when_its_lease_ends(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.sync(watching(page()), NOON)
        assert await store.due(NOON, 1, lease_seconds=60) == ("acme/terms",)
        assert await store.due(NOON + timedelta(seconds=59), 1) == ()
        assert await store.due(NOON + timedelta(seconds=60), 1) == ("acme/terms",)

    with_store(tmp_path, story)


def test_what_a_killed_process_had_taken_is_free_at_once(tmp_path: Path) -> None:
    async def prepare(store: Store) -> None:
        await store.sync(watching(page(), page("acme/privacy")), NOON)

    async def story(store: Store) -> None:
        await store.sync(watching(page(), page("acme/privacy")), NOON)
        assert not await store.lease("acme/terms", NOON)
        assert await store.due(NOON, 9) == ("acme/privacy",)
        other.kill()
        other.wait()
        assert await store.lease("acme/terms", NOON)

    with_store(tmp_path, prepare)
    with poller(tmp_path / "c.db", "acme/terms") as other:
        with_store(tmp_path, story)


def test_the_daemon_polls_at_once_what_a_killed_process_had_taken(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.sync(watching(page()), NOON)
        with poller(tmp_path / "c.db", "acme/terms") as other:
            assert await store.due(NOON, 9) == ()
            other.kill()
            other.wait()
            assert await store.due(NOON, 9) == ("acme/terms",)

    with_store(tmp_path, story)


POLLER = """
import asyncio, datetime, pathlib, sys
from clausewatch.shell.store import Store
async def hold(database, source, at):
    async with Store.open(pathlib.Path(database)) as store:
        print(await store.lease(source, datetime.datetime.fromisoformat(at)), flush=True)
        sys.stdin.read()
asyncio.run(hold(*sys.argv[1:]))
"""


def poller(database: Path, source: str) -> subprocess.Popen[str]:
    """Another process that has taken the source, until its input ends or it is killed."""
    words = [sys.executable, "-c", POLLER, str(database), source, NOON.isoformat()]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "True\n"
    return process


def test_the_longest_overdue_comes_first(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        for number, hours in enumerate((2, 0, 1)):
            source = page(f"acme/p{number}")
            await store.apply(source, unchanged(), (), next_due=NOON + hours * HOUR, now=NOON)
        assert await store.due(NOON + 3 * HOUR, 2) == ("acme/p1", "acme/p2")
        assert await store.due(NOON + 3 * HOUR, 0) == ()

    with_store(tmp_path, story)


# --- looking ------------------------------------------------------------------------------------------------------


def test_changes_come_newest_first_and_can_be_filtered(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        for number, name in enumerate(("acme/terms", "acme/privacy", "zeta/terms")):
            at = NOON + number * HOUR
            await store.apply(page(name), changed(page(name), at), (), next_due=at, now=at)
        assert [each.source_id for each in await store.changes()] == ["zeta/terms", "acme/privacy", "acme/terms"]
        assert [each.source_id for each in await store.changes(limit=1)] == ["zeta/terms"]
        assert [each.source_id for each in await store.changes(provider="acme")] == ["acme/privacy", "acme/terms"]
        assert [each.source_id for each in await store.changes(source_id="acme/terms")] == ["acme/terms"]
        assert [each.source_id for each in await store.changes(since=NOON + 2 * HOUR)] == ["zeta/terms"]

    with_store(tmp_path, story)


def test_a_change_is_found_by_a_beginning_that_only_it_has(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        for digest in ("aaaaaaaa", "aaaabbbb"):
            await store.apply(page(), changed(page(), NOON, digest), (), next_due=NOON, now=NOON)
        full = "acme/terms/2026-11-23T12-00-00Z-aaaaaaaa"
        for wanted in (full, full[:-2], "2026-11-23T12-00-00Z-aaaaaa"):
            found = await store.change(wanted)
            assert found is not None and found.id == full
        assert await store.change("acme/privacy") is await store.change("") is await store.change("%") is None
        with pytest.raises(UsageError, match="stands for several changes"):
            await store.change("acme/terms/2026")

    with_store(tmp_path, story)


def test_an_announcement_of_a_known_key_changes_nothing(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        for _ in range(2):
            await store.announce(alert("digest/acme"), to(alert("digest/acme"), "mail:a@example.com"), NOON)
        assert await store.has_alert("digest/acme")
        assert not await store.has_alert("digest/zeta")
        assert (await store.counts()).pending == 1

    with_store(tmp_path, story)


def test_notes_are_kept_by_name(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        assert await store.note("heartbeat") is None
        await store.set_note("heartbeat", "noon")
        await store.set_note("heartbeat", "one")
        assert await store.note("heartbeat") == "one"

    with_store(tmp_path, story)


def test_a_backup_taken_while_the_daemon_runs_is_a_whole_database(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.apply(page(), changed(page()), (), next_due=NOON, now=NOON)
        async with Store.open(await store.backup()) as copy:
            assert await copy.changes() == await store.changes() != ()

    with_store(tmp_path, story)


def test_text_that_a_database_cannot_hold_is_stored_without_what_it_cannot(tmp_path: Path) -> None:
    hostile = alert("incident \ud83d\0")

    async def story(store: Store) -> None:
        await store.announce(hostile, to(hostile, "mail:a@example.com"), NOON)
        await store.announce(hostile, to(hostile, "mail:a@example.com"), NOON)
        assert await store.has_alert(hostile.key)
        assert (await store.counts()).pending == 1

    with_store(tmp_path, story)


# --- when the database cannot be used -----------------------------------------------------------------------------


def test_a_full_disk_is_an_error_with_advice_and_costs_nothing_that_was_stored(tmp_path: Path) -> None:
    """SQLite answers a page limit as it answers a full disk."""

    async def story() -> None:
        database = Database(tmp_path / "c.db")
        await database.open()
        try:
            await database.write(lambda connection: connection.exec_driver_sql("CREATE TABLE heap (body TEXT)"))
            await database.read(_limit_size)
            with pytest.raises(StoreError, match="the disk is full; free some space"):
                await database.write(_fill)
            assert await database.read(_rows) == 0
        finally:
            await database.close()

    asyncio.run(story())


def _limit_size(connection: Connection) -> None:
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def _fill(connection: Connection) -> None:
    for _ in range(100):
        connection.exec_driver_sql("INSERT INTO heap VALUES (?)", ("x" * 10_000,))


def _rows(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM heap").scalar() or 0)


def test_memory_that_cannot_be_read_is_an_error_that_names_the_source(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.apply(page(), unchanged(), (), next_due=NOON, now=NOON)
        with closing(sqlite3.connect(tmp_path / "c.db")) as other, other:
            other.execute('UPDATE sources SET memory = \'{"checked_at": 7.5, "baseline": 3}\'')
        with pytest.raises(StoreError, match="memory of acme/terms"):
            await store.memory(page())

    with_store(tmp_path, story)


def test_a_commit_survives_a_power_cut(tmp_path: Path) -> None:
    """What makes it so: full synchronisation of the write-ahead log, on every connection."""

    async def story() -> None:
        database = Database(tmp_path / "c.db")
        await database.open()
        try:
            for pragma, value in (("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1)):
                assert await database.read(lambda c, p=pragma: c.exec_driver_sql(f"PRAGMA {p}").scalar()) == value
        finally:
            await database.close()

    asyncio.run(story())


def test_a_new_daemon_frees_what_a_killed_one_held(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.sync(watching(page()), NOON)
        assert await store.due(NOON, 1) == ("acme/terms",)
        assert await store.due(NOON, 1) == ()

        await store.take_over()

        assert await store.due(NOON, 1) == ("acme/terms",)

    with_store(tmp_path, story)


# --- two watchlists on one folder, and renamed sources ------------------------------------------------------------


def listing(path: str, *sources: Source) -> Watchlist:
    return Watchlist(sources, path=path)


def test_two_watchlists_on_one_folder_leave_each_others_sources_alone(tmp_path: Path) -> None:
    ours, theirs, common = page("acme/ours"), page("acme/theirs"), page("acme/common")
    daemon, command = listing("/a.yaml", ours, common), listing("/b.yaml", theirs, common)

    async def story(store: Store) -> None:
        await store.sync(daemon, NOON)
        async with Store.open(tmp_path / "c.db") as other:
            await other.sync(command, NOON)
            assert await other.due(NOON, 9) == (theirs.id,)
        assert sorted(await store.due(NOON, 9)) == [common.id, ours.id]

    with_store(tmp_path, story)


def test_the_daemon_polls_what_another_watchlist_listed_first(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.sync(listing("/a.yaml", page()), NOON)
        await store.sync(listing("/b.yaml", page()), NOON)
        assert await store.due(NOON, 9) == ()
        await store.adopt(listing("/b.yaml", page()))
        assert await store.due(NOON, 9) == ("acme/terms",)

    with_store(tmp_path, story)


def test_a_renamed_source_keeps_its_memory_its_polls_and_its_changes(tmp_path: Path) -> None:
    before, decision = page("acme/terms"), changed(page("acme/terms"))
    assert isinstance(decision.memory, PageMemory) and decision.change is not None
    state = TrackedState("acme/terms#q-12", "intact")
    decision = replace(decision, memory=replace(decision.memory, tracked=(state,)))
    after = replace(page("beta/tos"), formerly=("acme/terms",))

    async def story(store: Store) -> None:
        await store.sync(watching(before), NOON)
        await store.apply(before, decision, (), next_due=NOON + HOUR, now=NOON)
        await store.set_note("digests/acme", encode(Told(("acme/terms",))))
        await store.sync(watching(after), NOON)

        memory = await store.memory(after)
        assert isinstance(memory, PageMemory) and isinstance(decision.memory, PageMemory)
        assert memory.baseline == decision.memory.baseline
        assert [each.key for each in memory.tracked] == ["beta/tos#q-12"]
        assert len(await store.polls("beta/tos")) == 1
        (told,) = await store.changes(source_id="beta/tos")
        assert await store.changes(provider="beta") == (told,)
        assert told == replace(
            decision.change, source_id="beta/tos", provider="beta"
        )  # its id and files stay as they were
        assert decode(Told, await store.note("digests/beta") or "", "note") == Told(("beta/tos",))
        assert await store.memories() == {"beta/tos": memory}

    with_store(tmp_path, story)


def test_a_former_id_that_is_still_listed_or_unknown_changes_nothing(tmp_path: Path) -> None:
    old = page("acme/terms")
    new = replace(page("acme/tos"), formerly=("acme/terms", "acme/never"))

    async def story(store: Store) -> None:
        await store.sync(watching(old), NOON)
        await store.apply(old, unchanged(), (), next_due=NOON + HOUR, now=NOON)
        await store.sync(watching(old, new), NOON)
        assert await store.memory(new) == PageMemory()
        assert await store.memory(old) == unchanged().memory

    with_store(tmp_path, story)


def test_after_the_clock_was_set_back_nothing_waits_for_the_former_time(tmp_path: Path) -> None:
    hour = timedelta(hours=1)
    told = alert("news")

    async def story(store: Store) -> None:
        await store.sync(watching(page()), NOON)
        later = NOON + 1000 * hour
        await store.apply(page(), unchanged(), (), next_due=later + hour, now=later)
        await store.announce(told, to(told, "mail:a@example.com"), later)
        assert await store.lease(page().id, later)
        assert await store.due(NOON + 2 * hour, 9) == ()
        assert await store.waiting_channels(NOON + 2 * hour) == ()

        await store.rebase(NOON)

        assert await store.waiting_channels(NOON) == ("mail",)
        assert await store.due(NOON + hour, 9) == (page().id,)

    with_store(tmp_path, story)


def test_the_workload_says_what_is_late_and_since_when(tmp_path: Path) -> None:
    told = alert("news")

    async def story(store: Store) -> None:
        await store.sync(watching(page("acme/a"), page("acme/b")), NOON)
        await store.announce(told, to(told, "mail:a@example.com"), NOON)
        late = NOON + timedelta(minutes=5)
        work = await store.workload(late)
        assert (work.sources, work.overdue, dict(work.outcomes)) == (2, 2, {"new": 2})
        assert (work.overdue_seconds(late), work.lag_seconds(late)) == (300, 300)
        await store.due(late, 9)
        assert (await store.workload(late)).overdue == 0  # under way

    with_store(tmp_path, story)


def test_what_was_missed_comes_when_its_window_opens(tmp_path: Path) -> None:
    nightly = replace(page(), during=(Window((0, 1, 2, 3, 4, 5, 6), 0, 60),))

    async def story(store: Store) -> None:
        await store.sync(watching(nightly), NOON)
        assert await store.due(NOON, 1) == ()
        (row,) = await store.source_rows()
        assert NOON + 12 * HOUR <= row.next_due <= NOON + 13 * HOUR

        await store.sync(watching(page()), NOON)
        assert await store.due(NOON + 24 * HOUR, 1) == (nightly.id,)
        await store.postpone(nightly.id, NOON + 36 * HOUR)
        assert await store.due(NOON + 35 * HOUR, 1) == ()
        assert await store.due(NOON + 36 * HOUR, 1) == (nightly.id,)

    with_store(tmp_path, story)
