"""What happens to the daemon's own ground: a damaged or deleted database, a full disk, a clock that is set."""

from __future__ import annotations

import shutil
from pathlib import Path

from e2e.program import Daemon, until
from e2e.world import CLAIMS, KEEPS, NEVER_SELLS, TRAINING, World, policy, watched

SHORTER = policy(NEVER_SELLS, KEEPS.replace("30 days", "90 days"), TRAINING)


def spoil(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def checkpointed(it: World) -> None:
    """What stands in the log goes into the database's file, as it does when the last process leaves."""
    it.program.ask("pragma wal_checkpoint(truncate)")


def says(daemon: Daemon, event: str) -> None:
    until(lambda: any(each["event"] == event for each in daemon.said), event)


def vanish(folder: Path) -> None:
    """At one stroke: what is deleted file by file under a daemon is filled by it again meanwhile."""
    shutil.rmtree(folder.rename(folder.with_name("deleted")))


def told(it: World, key: str) -> list[str]:
    return [each for each in it.program.alerts() if each.startswith(key)]


def test_a_database_damaged_between_two_runs_is_restored_and_told(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        assert it.program.run("backup").code == 0
        spoil(it.program.snapshots / "clausewatch.db")
        it.shows(SHORTER)
        with it.program.daemon() as daemon:
            until(lambda: told(it, "mended/"), "the news of it")
            it.program.hurry()
            until(lambda: it.program.ask("select count(*) from changes") == [(1,)], "the change")
            it.program.hurry()
            daemon.has_delivered()
            assert daemon.stop() == 0
        assert len(it.program.files("set-aside/*-clausewatch.db")) == 1
        assert any("Monitor's database" in title for title in it.slack.titles)
        assert it.program.run("status", "--json").code == 1


def test_a_database_damaged_while_the_daemon_runs_is_mended_by_itself(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        it.program.run("backup")
        with it.program.daemon() as daemon:
            daemon.has_delivered()
            checkpointed(it)
            spoil(it.program.snapshots / "clausewatch.db")
            it.watches(it.source(more=", timeout: 20s"), CLAIMS)  # read again, which opens the database again
            says(daemon, "the database was mended")
            until(lambda: sum(each["event"] == "watching" for each in daemon.said) == 2, "a second beginning")
            it.shows(SHORTER)
            changed = (
                "select count(*) from changes"  # a poll that had begun may have seen the page as it was: the next one
            )
            it.program.hurry()
            until(lambda: it.program.ask(changed) == [(1,)], "the change", 180)
            assert daemon.stop() == 0
        assert not any("Traceback" in str(each) for each in daemon.said)


def test_a_folder_deleted_under_the_daemon_comes_back_with_what_was_known(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        with it.program.daemon() as daemon:
            daemon.has_delivered()
            vanish(it.program.snapshots)
            says(daemon, "the database was mended")
            until(lambda: sum(each["event"] == "watching" for each in daemon.said) == 2, "a second beginning")
            assert it.program.ask("select count(*) from sources where memory is not null") == [(1,)]
            until(lambda: told(it, "mended/"), "the news of it")
            daemon.polls_again("acme/privacy")
            until(lambda: it.program.files("acme/privacy/captures/*.gz"), "a new baseline on disk")
            assert daemon.stop() == 0


def test_whether_a_daemon_runs_is_known_at_once(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        never = it.program.run("status")
        assert never.code == 1 and "has not run yet" in never.out and "nothing is wrong" not in never.out
        with it.program.daemon() as daemon:
            daemon.has_begun()
            running = it.program.run("status")
            assert running.code == 0 and "running" in running.out
            daemon.kill()
            killed = it.program.run("status")
            assert killed.code == 1 and "not running" in killed.out
            assert it.program.run("status", "--json").json["daemon"]["running"] is False


def test_backup_restore_and_prune_as_people_use_them(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        run = it.program.run
        assert run("backup").code == 2  # nothing was watched yet
        run("check")
        assert run("backup", "--json").json["files"] == 1
        assert run("backup", "all.tar.gz").code == 0
        it.shows(SHORTER)
        assert run("check").code == 1
        assert "could go" in run("prune").out
        assert run("prune", "--older-than", "1d").code == 2

        with it.program.daemon():
            assert "there is no backup gone.db" in run("restore", "gone.db").err
            refused = run("restore")
            assert refused.code == 2 and "already runs" in refused.err
        assert len(run("restore", "--list", "--json").json) == 1
        assert run("restore").code == 0
        assert run("changes").code == 0
        assert run("check").code == 1  # found again
        assert run("restore", "all.tar.gz").code == 0
        assert run("restore", "elsewhere.tar.gz").code == 2
        assert len(it.program.files("set-aside/*.db")) == 2


def test_a_name_that_nobody_watches_is_no_peace_and_a_huge_number_no_crash(tmp_path: Path) -> None:
    with watched(tmp_path) as it:
        it.program.run("check")
        unknown = it.program.run("changes", "acne")
        assert unknown.code == 2 and "did you mean 'acme'?" in unknown.err
        assert it.program.run("changes", "acme").code == 0
        for huge in ("99999999999999999999", "0", "-1"):
            assert it.program.run("outbox", huge).code == 2
        assert it.program.run("outbox", str(2**63 - 1)).code == 2
